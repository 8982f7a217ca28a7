"""Projects from tables as people make them: headers, units, dates, encodings, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from components.imports.portfolio import ProjectsRead, read_projects
from components.imports.portfolio_fields import FieldRefused, read_field
from components.imports.portfolio_table import ProjectsRefused
from components.words import say

DAY = dt.date(2021, 3, 5)


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "projects.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "said", ["2021-03-05", "2021/3/5", "2021.3.5", "2021年3月5日", "20210305", "44260", "２０２１／３／５",
             "2021-03-05 00:00:00"]
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(said: str) -> None:
    # 44260: a spreadsheet counts days from 1899-12-30; 2021-03-05 is 44260 of them later (datetime arithmetic).
    assert dt.date(1899, 12, 30) + dt.timedelta(44260) == DAY
    assert read_field("permit_date", said) == DAY


@pytest.mark.parametrize("said", ["3/5/2021", "2021年3月", "2021-02-30", "2201-03-05", "五月", "12"])
def test_what_is_no_certain_day_is_refused(said: str) -> None:
    with pytest.raises(FieldRefused):
        read_field("permit_date", said)


@pytest.mark.parametrize(
    ("said", "unit", "area"),
    [
        ("12000", "", 12000.0),
        ("12,000.5", "m2", 12000.5),
        ("1.2", "万m²", 12000.0),
        ("1.2万㎡", "", 12000.0),
        ("１２０００平方米", "", 12000.0),
        ("3500 m²", "万m2", 3500.0),
    ],
)
def test_an_area_is_read_in_its_own_unit_before_that_of_the_column(said: str, unit: str, area: float) -> None:
    assert read_field("floor_area_m2", said, unit) == area


@pytest.mark.parametrize("said", ["0", "-5", "12亩", "1 2", "约12000", "1.2.3"])
def test_an_area_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(FieldRefused):
        read_field("floor_area_m2", said)


def test_a_share_without_its_percent_sign_is_asked_about() -> None:
    assert read_field("P_percent", "65.5") == read_field("P_percent", "65.5 %") == 65.5
    assert read_field("P_percent", "0.8%") == 0.8
    with pytest.raises(FieldRefused) as refused:
        read_field("P_percent", "0.655")
    assert refused.value.code == "portfolio.percent_or_share"


def test_a_city_is_known_by_any_of_its_names_and_another_is_kept_as_written() -> None:
    names = ("沈阳", "沈阳市", "辽宁省沈阳市", "Shenyang", "SHENYANG")
    assert {read_field("city", n) for n in names} == {"shenyang"}
    assert read_field("city", "长春") == "长春"
    assert read_field("base", "鞍山基地") == "anshan"


TABLE = (
    "某市项目汇总\n项目名称*,施工许可证号,城市,施工许可日期,建筑面积（万m²）,是否装配式建筑,备注\n"
    "一号楼,A1,沈阳市,2021年3月5日,1.2,是,x\n二号楼,A2,大连,2021/3/5,2万m2,否,\n\n三号楼,A3,长春,44260,,,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_every_encoding_with_a_title_above_its_header(
    tmp_path: Path, encoding: str
) -> None:
    read = read_projects(csv(tmp_path, TABLE, encoding))
    assert read.bad == ()
    assert [(p.name, p.city, p.permit_date, p.floor_area_m2, p.recognition) for p in read.projects] == [
        ("一号楼", "shenyang", DAY, 12000.0, "recognised"),
        ("二号楼", "dalian", DAY, 20000.0, "not_recognised"),
        ("三号楼", "长春", DAY, None, "unknown"),
    ]
    assert read.rows == (3, 4, 6)
    assert {f.code for f in read.findings} == {"portfolio.columns_unused", "portfolio.city_elsewhere"}


def test_english_headers_and_semicolons_are_read(tmp_path: Path) -> None:
    read = read_projects(
        csv(tmp_path, "Project;Floor area (m2);Permit date;City\nHall;5000;2021-03-05;Anshan\n")
    )
    assert (read.projects[0].floor_area_m2, read.projects[0].city) == (5000.0, "anshan")


def test_good_rows_are_kept_and_bad_ones_named_by_row_column_reason(tmp_path: Path) -> None:
    text = "项目名称,许可证号,建筑面积,节能率\n好,A,100,75\n,B,100,75\n坏,C,亩,75\n失,2.1E+17,100,75\n合计,,200,\n"
    read = read_projects(csv(tmp_path, text, "gbk"))
    assert [p.name for p in read.projects] == ["好"]
    assert [(b.row, b.column, b.code) for b in read.bad] == [
        (3, "项目名称", "portfolio.no_name"),
        (4, "建筑面积", "portfolio.not_a_figure"),
        (5, "许可证号", "portfolio.permit_rounded"),
        (6, "项目名称", "portfolio.a_total"),
    ]
    for bad in read.bad:
        assert say(bad.code, "zh", bad.args) and say(bad.code, "en", bad.args)


def workbook(folder: Path, fill: object) -> ProjectsRead:
    book = openpyxl.Workbook()
    paper = book.active
    assert paper is not None
    paper.append(["项目名称", "施工许可证号", "施工许可日期", "建筑面积", "装配率"])
    fill(paper)  # type: ignore[operator]
    path = folder / "projects.xlsx"
    book.save(path)
    return read_projects(path)


def test_a_workbook_keeps_its_days_percentages_and_long_numbers_honest(tmp_path: Path) -> None:
    def fill(paper: openpyxl.worksheet.worksheet.Worksheet) -> None:
        paper.append(["一", "A1", dt.datetime(2021, 3, 5), 12000, 0.655])
        paper["E2"].number_format = "0.0%"
        paper.append(["二", "A2", 44260, 3500.25, 65.5])
        paper.append(["三", 210100202103050101, None, 10000, None])
        paper.append(["四", "A4", None, "=D2+D3", None])

    read = workbook(tmp_path, fill)
    assert [(p.permit_date, p.floor_area_m2, p.P_percent) for p in read.projects] == [
        (DAY, 12000.0, 65.5),
        (DAY, 3500.25, 65.5),
    ]
    # A permit kept as a number has lost digits, and a formula nobody worked out is not an empty cell.
    assert [(b.row, b.code) for b in read.bad] == [
        (4, "portfolio.permit_rounded"),
        (5, "portfolio.uncounted"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0 old", "portfolio.old_workbook"),
        (b"PK\x03\x04 torn", "portfolio.not_a_workbook"),
        ("名称一,二\n1,2\n".encode(), "portfolio.no_header"),
        ("项目名称,城市\n".encode(), "portfolio.no_rows"),
        ("项目名称,建筑面积（亩）\n一,2\n".encode(), "portfolio.header_unit"),
        (b"\xff\xff\xfe\x00\x81", "portfolio.not_text"),
    ],
)
def test_a_file_that_is_no_table_of_projects_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "x.dat"
    path.write_bytes(content)
    with pytest.raises(ProjectsRefused) as refused:
        read_projects(path)
    assert refused.value.code == code
    assert "x.dat" in say(code, "zh", refused.value.arguments)
