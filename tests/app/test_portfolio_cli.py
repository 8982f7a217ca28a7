"""`steelyard portfolio`, used as its user would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from app.cli.main import main
from app.portfolio import store
from app.portfolios import Filter, matching, report
from components.rates.projects import Project

ROOT = Path(__file__).parents[2]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "p.db"


def run(*words: object, lang: str = "en") -> int:
    return main(["portfolio", *map(str, words), "--lang", lang])


def add(db: Path, name: str, area: str = "1.2万m2", **more: str) -> int:
    flags = {"city": "沈阳", "date": "2021-03-05", "area": area, **more}
    return run("add", "--db", db, "--name", name, *(w for k, v in flags.items() for w in (f"--{k}", v)))


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_first_project_makes_the_file_and_a_second_time_it_is_named(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(db, "Hall", permit="P-1", recognition="是") == 0
    assert add(db, "Hall again", permit="p-1") == 2
    assert 'project 1 "Hall"' in capsys.readouterr().err
    assert run("list", "--db", db, "--json") == 0
    listed = told(capsys)["projects"]
    assert [(p["name"], p["city"], p["floor_area_m2"]) for p in listed] == [("Hall", "shenyang", 12000.0)]


@pytest.mark.parametrize("deed", ["list", "report", "export"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_portfolio_one_sentence_says_so(
    db: Path, deed: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = [db.with_suffix(".csv")] if deed == "export" else []
    assert run(deed, "--db", db, *more, lang=lang) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and str(db) in said.err
    assert not db.exists()


def test_a_field_that_cannot_be_read_is_named_by_its_option(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(db, "Hall", "12亩") == 2
    assert capsys.readouterr().err.startswith("--area: ")
    assert not db.exists(), "a refused project makes no file"


def test_an_import_keeps_good_rows_lists_bad_ones_and_exits_1(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("项目名称,许可证号,建筑面积\n一,A,100\n二,B,亩\n三,a,300\n四,C,400\n", encoding="gbk")
    assert run("import", table, "--db", db, "--json") == 1
    said = told(capsys)
    assert (said["read"], said["added"]) == (4, 2)
    assert [(b["row"], b["code"]) for b in said["bad_rows"]] == [
        (3, "portfolio.not_a_figure"),
        (4, "portfolio.same_permit"),
    ]
    assert store.load(db).projects.name.filled() == ["一", "四"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_exported_is_imported_again_without_loss(
    db: Path, tmp_path: Path, ending: str, lang: str
) -> None:
    add(
        db,
        "=1+1",
        permit="2101002021030501001",
        use="住宅",
        p="65.25",
        recognition="否",
        stage="竣工",
        base="营口",
    )
    add(db, "二", green="二星", energy="75", **{"package-sha256": "ab" * 32})
    out, again = tmp_path / f"list.{ending}", tmp_path / "again.db"
    assert run("export", out, "--db", db, lang=lang) == 0
    assert run("import", out, "--db", again, lang=lang) == 0
    first, second = store.load(db), store.load(again)
    assert first.seals == second.seals


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_filled_template_is_imported(db: Path, tmp_path: Path, lang: str, ending: str) -> None:
    path = tmp_path / f"empty.{ending}"
    assert run("import", "--template", path, lang=lang) == 0
    if ending == "csv":
        with path.open("a", encoding="utf-8", newline="") as out:
            out.write("Hall,A1,Anshan,2021-03-05,5000\r\n")
    else:
        book = openpyxl.load_workbook(path)
        paper = book.worksheets[0]
        head = next(
            r[0].row for r in paper.iter_rows() if str(r[0].value).split("\n")[0] in ("项目名称", "Project")
        )
        for at, value in enumerate(("Hall", "A1", "Anshan", "2021-03-05", 5000), 1):
            paper.cell(head + 1, at, value)
        book.save(path)
    assert run("import", path, "--db", db, lang=lang) == 0
    assert store.load(db).projects.floor_area_m2.tolist() == [5000.0]


def filled(db: Path) -> None:
    made = [("a", 20000.0, "recognised"), ("b", 70000.0, "not_recognised"), ("c", 10000.0, "unknown")]
    import datetime as dt

    store.add(db, [
        Project(n, city="anshan", permit_date=dt.date(2021, 5, 1), floor_area_m2=a, recognition=r, base="benxi")
        for n, a, r in made
    ])  # fmt: skip


def test_the_report_says_what_is_certain_what_is_open_and_what_is_needed(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(db)
    assert run("report", "--db", db, "--json") == 0
    said = told(capsys)
    row = said["measures"]["prefabricated"]["by_year"][0]
    assert (row["share_percent"], row["low_percent"], row["high_percent"], row["state"]) == (
        20,
        20,
        30,
        "not_known",
    )
    assert row["short_m2"] == pytest.approx(1000.0)
    assert said["headline"][0].startswith("Incomplete data")
    assert run("report", "--db", db, "--target", "20", "--json") == 0
    assert told(capsys)["measures"]["prefabricated"]["whole"][0]["state"] == "met"
    assert run("report", "--db", db, "--target", "120") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_written_with_the_hash_of_the_portfolio_on_every_page(
    db: Path, tmp_path: Path, lang: str
) -> None:
    filled(db)
    assert run("report", "--db", db, "-o", tmp_path / "out", "--format", "pdf,xlsx,csv,json", lang=lang) == 0
    digest = store.load(db).sha256
    pages = pypdf.PdfReader(tmp_path / "out" / "portfolio.pdf").pages
    assert len(pages) == 5  # the cover and four more: short lists share a page
    texts = [page.extract_text() for page in pages]
    assert all(digest in page.replace("\n", "") for page in texts)
    assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(texts, 1))
    assert "20.0 – 30.0" in texts[0]
    book = openpyxl.load_workbook(tmp_path / "out" / "portfolio.xlsx")
    assert len(book.worksheets) == 6
    said = json.loads((tmp_path / "out" / "portfolio.json").read_text(encoding="utf-8"))
    assert said["sha256"] == digest and len(said["list"]) == 3


def test_a_filter_lets_through_what_fits_all_of_it(db: Path) -> None:
    filled(db)
    projects = store.load(db).projects
    assert matching(projects, Filter(city="anshan", year=2021, recognition="unknown")).tolist() == [
        False,
        False,
        True,
    ]
    assert not matching(projects, Filter(year=2022)).any()
    assert matching(projects, Filter(text="B")).tolist() == [False, True, False]


def test_ten_thousand_projects_are_reported_in_under_two_seconds(db: Path) -> None:
    import datetime as dt

    day = dt.date(2019, 1, 1)
    store.add(db, [
        Project(f"p{i}", f"n{i}", ("anshan", "dalian", "benxi")[i % 3], day + dt.timedelta(i % 1500), 900.0 + i,
                recognition=("recognised", "not_recognised", "not_recognised", "not_recognised")[i % 4])
        for i in range(10_000)
    ])  # fmt: skip
    # The processor's seconds of the whole process, so that a busy machine does not count.
    timed = (
        "import os, subprocess, sys; subprocess.run([sys.executable, '-m', 'app', *sys.argv[1:]], check=True, "
        "stdout=subprocess.DEVNULL); t = os.times(); print(t.children_user + t.children_system)"
    )
    if sys.platform == "win32":
        pytest.skip("Windows does not count the time of children")
    words = ["portfolio", "report", "--db", str(db), "-o", str(db.parent / "out"), "--format", "pdf"]
    done = subprocess.run(
        [sys.executable, "-c", timed, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < 2.0
    assert report(db).points.projects == 10_000


def test_a_package_becomes_a_project_and_an_altered_one_does_not(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package"
    sample = ROOT / "ifc_samples" / "zh_gb_small.ifc"
    assert main(["audit", str(sample), "-o", str(package), "--fail-on", "never"]) == 0
    assert run("add", "--db", db, "--package", package, "--permit", "P1", "--city", "鞍山") == 0
    projects = store.load(db).projects
    assert (projects.name[0], projects.city[0], projects.book[0]) == (
        "zh_gb_small",
        "anshan",
        "gbt51129-2017",
    )
    assert len(projects.package_sha256[0] or "") == 64
    assert run("add", "--db", db, "--package", package, "--permit", "P2") == 2
    manifest = package / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"floor_area_m2"', b'"floor_area_m3"', 1))
    capsys.readouterr()
    assert run("add", "--db", db, "--package", package) == 2
    assert "altered" in capsys.readouterr().err
