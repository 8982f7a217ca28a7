"""Force tables: layouts, units, signs, encodings, declarations, and what is refused or found odd."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from components.imports.forces import Names, attach, read_forces
from components.imports.forces_table import ForcesRefused
from components.imports.forces_units import FORCE, LENGTH, MOMENT, factor
from components.table import Text
from components.words import say

PLAIN = "构件,组合,位置,N (kN),Vy（kN）,Mx[kN·m]\nGL-1,C1,0,-12.5,80,-200\nGL-1,C1,0.5,-12.5,0,150\n"
SAP = (
    "TABLE:  Element Forces - Frames\n"
    "Frame,Station,OutputCase,CaseType,P,V2,V3,T,M2,M3\n"
    "Text,m,Text,Text,KN,KN,KN,KN-m,KN-m,KN-m\n"
    "12,0,ULS1,Combination,-500,40,0,0,3,90\n"
    "12,3,ULS1,Combination,-500,40,0,0,3,-30\n"
    "12,6,ULS1,Combination,-500,40,0,0,3,-150\n"
)


def written(folder: Path, text: str, coding: str = "utf-8", name: str = "forces.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(coding))
    return path


def names(*words: str, marks: tuple[str, ...] = ()) -> Names:
    nothing = Text.full(len(words))
    return Names(
        Text.of(f"id{i}" for i in range(len(words))),
        Text.of(marks) if marks else nothing,
        nothing,
        Text.of(words),
    )


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_coding_of_a_table_leaves_its_forces_alone(tmp_path: Path, coding: str) -> None:
    f = read_forces(written(tmp_path, PLAIN, coding))
    assert f.forces.N.tolist() == [-12.5e3, -12.5e3]
    assert f.forces.Vy.tolist() == [80e3, 0.0]
    assert f.forces.Mx.tolist() == [-200e6, 150e6]
    assert f.forces.station.tolist() == [0.0, 0.5]


def test_a_workbook_reads_as_the_same_text_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in PLAIN.strip().splitlines():
        book.active.append(
            [float(c) if c.lstrip("-").replace(".", "").isdigit() else c for c in line.split(",")]
        )
    book.save(tmp_path / "forces.xlsx")
    a, b = read_forces(tmp_path / "forces.xlsx").forces, read_forces(written(tmp_path, PLAIN)).forces
    for column in ("N", "Vy", "Mx", "station"):
        assert getattr(a, column).tolist() == getattr(b, column).tolist()


def test_tension_positive_axial_force_of_sap2000_becomes_compression_positive(tmp_path: Path) -> None:
    f = read_forces(written(tmp_path, SAP))
    assert f.layout == "sap2000"
    assert f.forces.N.tolist() == [500e3] * 3
    assert f.forces.Mx.tolist() == [90e6, -30e6, -150e6]
    assert f.forces.My.tolist() == [3e6] * 3
    assert f.forces.Vy.tolist() == [40e3] * 3


def test_stations_in_metres_become_shares_of_the_longest(tmp_path: Path) -> None:
    assert read_forces(written(tmp_path, SAP)).forces.station.tolist() == [0.0, 0.5, 1.0]


def test_midas_ends_and_quarters_are_stations(tmp_path: Path) -> None:
    head = (
        "Elem,Load,Part,Axial (kN),Shear-y (kN),Shear-z (kN),Torsion (kN*m),Moment-y (kN*m),Moment-z (kN*m)\n"
    )
    rows = "".join(f"5,cb1,{p},-10,1,2,3,4,5\n" for p in ("I[1]", "1/4", "2/4", "3/4", "J[2]"))
    f = read_forces(written(tmp_path, head + rows))
    assert f.layout == "midas"
    assert f.forces.station.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert (f.forces.N[0], f.forces.Vy[0], f.forces.Mx[0], f.forces.My[0]) == (10e3, 2e3, 4e6, 5e6)


def test_yjk_is_read_with_the_word_that_it_is_unverified(tmp_path: Path) -> None:
    f = read_forces(written(tmp_path, "构件号,组合号,截面号,N(kN),Mx(kN·m)\n1,2,0,-5,6\n"))
    assert "forces.layout_unverified" in [x.code for x in f.findings]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("构件,组合,N,Mx(kN·m)\na,b,1,2\n", "forces.no_unit"),
        ("构件,组合,N (m),Mx(kN·m)\na,b,1,2\n", "forces.wrong_unit"),
        ("构件,组合,N (bananas)\na,b,1\n", "forces.wrong_unit"),
        ("构件,N (kN)\na,1\n", "forces.no_column_combination"),
        ("hello,world\n1,2\n", "forces.no_header"),
        ("", "forces.no_header"),
        ("构件,组合,N (kN),设计状况\na,b,1,saturday\n", "forces.bad_word"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(ForcesRefused) as refused:
        read_forces(written(tmp_path, text))
    assert refused.value.code == code
    for lang in ("zh", "en"):
        assert "forces.csv" in say(code, lang, refused.value.arguments)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\x80\x81\xff\x00\xff")
    with pytest.raises(ForcesRefused):
        read_forces(tmp_path / "x.csv")


def test_what_is_no_number_stays_a_row_that_is_not_a_number(tmp_path: Path) -> None:
    f = read_forces(written(tmp_path, "构件,组合,N (kN)\na,b,#REF!\na,b,nan\na,b,\n"))
    assert np.isnan(f.forces.N).tolist() == [True, True, False]


def test_combinations_declare_themselves_in_the_table_or_beside_it(tmp_path: Path) -> None:
    text = "构件,组合,N (kN),取值,设计状况,分析方法,γ0\na,C1,1,设计值,地震,p-delta,不含\na,C2,1,,,,\n"
    beside = written(tmp_path, "组合,取值\nC2,标准值\n", name="combinations.csv")
    f = read_forces(written(tmp_path, text), declared=beside)
    c = f.combinations
    assert c.name.filled() == ["C1", "C2"]
    assert c.design.tolist() == [True, False]
    assert c.situation.filled() == ["seismic", "persistent"]
    assert c.analysis.filled() == ["p_delta", "first_order"]
    assert c.gamma_0_in.tolist() == [False, True]
    assert "forces.undeclared" not in [x.code for x in f.findings]


def test_undeclared_combinations_are_counted(tmp_path: Path) -> None:
    f = read_forces(written(tmp_path, PLAIN))
    assert [x.args["count"] for x in f.findings if x.code == "forces.undeclared"] == [1]


def test_unmatched_rows_and_members_without_forces_are_findings(tmp_path: Path) -> None:
    table, odd = attach(
        read_forces(written(tmp_path, PLAIN + "LOST,C1,0,1,1,1\n")), names("GL-1", "GL-2", "GL-3")
    )
    told = {f.code: f.args for f in odd}
    assert told["forces.unmatched_rows"] == {"count": 1, "names": "LOST"}
    assert told["forces.members_without"] == {"count": 2, "total": 3}
    assert table.member.tolist() == [0, 0]


def test_a_name_of_several_members_loads_each_of_them_and_is_told(tmp_path: Path) -> None:
    table, odd = attach(read_forces(written(tmp_path, PLAIN)), names("GL-1", "x", "GL-1"))
    assert sorted(table.member.tolist()) == [0, 0, 2, 2]
    assert table.Mx[table.member == 2].tolist() == [-200e6, 150e6]
    assert "forces.shared_names" in [f.code for f in odd]


def test_a_mark_goes_before_a_name(tmp_path: Path) -> None:
    table, _ = attach(read_forces(written(tmp_path, PLAIN)), names("GL-1", "other", marks=("other", "GL-1")))
    assert set(table.member.tolist()) == {1}


def test_a_mapping_finds_columns_under_other_headers(tmp_path: Path) -> None:
    text = "Bar,Combo No,Axial force (tf)\nGL-1,C1,2\n"
    mapping = {"member": "Bar", "combination": "Combo No", "N": "Axial force"}
    f = read_forces(written(tmp_path, text), mapping=mapping)
    assert f.forces.N[0] == pytest.approx(2.0 * 9806.65)


@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [
        (FORCE, "kN", 1e3), (FORCE, "tf", 9806.65), (FORCE, "kip", 4448.2216152605), (FORCE, "m", None),
        (MOMENT, "kN·m", 1e6), (MOMENT, "KN-m", 1e6), (MOMENT, "kN*mm", 1e3), (MOMENT, "kip-ft", 4448.2216152605 * 304.8),
        (MOMENT, "kNm", 1e6), (MOMENT, "kN", None), (LENGTH, "m", 1e3), (LENGTH, "kN", None),
    ],
)  # fmt: skip
def test_units_have_their_exact_factors(kind: str, unit: str, expected: float | None) -> None:
    found = factor(kind, unit)
    assert found == (pytest.approx(expected, rel=1e-12) if expected is not None else None)


@pytest.mark.parametrize("coding", ["utf-8", "gb18030"])
def test_a_table_all_in_chinese_is_read_and_its_signs_are_told(tmp_path: Path, coding: str) -> None:
    text = "构件编号,荷载组合,截面位置,轴力(kN),剪力(kN),弯矩(kN·m)\nGZ-1,1.3D+1.5L,0,1200,30,120\n"
    f = read_forces(written(tmp_path, text, coding))
    assert f.layout == "steelyard"
    assert (f.forces.N[0], f.forces.Vy[0], f.forces.Mx[0]) == (1200e3, 30e3, 120e6)
    assert "forces.own_signs" in [one.code for one in f.findings]
    assert "以压为正" in say("forces.own_signs", "zh")


def test_a_table_of_beams_needs_no_axial_force(tmp_path: Path) -> None:
    f = read_forces(written(tmp_path, "member,combination,Vy (kN),Mx (kN.m)\nB1,C1,80,150\n"))
    assert f.forces.N.tolist() == [0.0]
    assert f.forces.Mx.tolist() == [150e6]
