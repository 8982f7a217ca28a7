"""The lists of a bill against figures worked out by hand, and with names that break things."""

from __future__ import annotations

import csv as csv_reader
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import REAL, SAMPLES, issue, opened

from app.bills import Issue, Plan, documents, make_issue, write_issue
from components.bom.bill import Bill, Scope, everything
from components.bom.hardware import spares
from components.bom.rules import KEEP, NUMBER
from components.bom.sets import LISTS, sheets
from components.bom.told import short
from components.exports import csv, pdf, xlsx
from components.imports.bases import BasesRefused, example_bases, read_bases
from components.imports.bill_template import TemplateRefused, default_template, read_template
from components.imports.marks import default_rules
from components.model import Model
from components.sheet import Sheet, total
from components.table import Text
from components.words import LANGUAGES

TRUSS, PORTAL = SAMPLES / "truss_gussets.ifc", SAMPLES / "portal_workshop.ifc"


def sheet(made: Issue, name: str, scope: Scope | None = None) -> Sheet:
    found = LISTS[name](made.bill, scope or everything(made.bill), "zh")
    assert found is not None
    return found


def rows(one: Sheet, *keys: str) -> list[tuple[object, ...]]:
    def plain(column: object) -> list[object]:
        return list(column) if isinstance(column, Text) else np.asarray(column).tolist()

    return list(zip(*(plain(one.data[k]) for k in keys), strict=True))


def test_the_portal_has_ten_columns_ten_rafters_and_the_loose_members_of_its_table() -> None:
    """Counts and masses from the sample's table by hand (ifc_samples/README.md, 1)."""
    found = {
        mark: (n, mass)
        for mark, n, mass in rows(sheet(issue(PORTAL), "assemblies"), "mark", "quantity", "net_mass_kg")
    }
    assert {m: n for m, (n, _) in found.items()} == {
        "GZ-1": 10, "GL-1": 10, "LT-1": 48, "QL-1": 24, "XG-1": 16, "ZC-1": 8, "ZC-2": 16,
    }  # fmt: skip
    # A rafter: B201 540.827 + P202 21.628 + P203 22.319 + 6 P204 1.371.
    assert found["GL-1"][1] / 10 == pytest.approx(540.82677 + 21.62815 + 22.31895 + 6 * 1.37076, abs=0.02)
    assert found["XG-1"][1] == pytest.approx(16 * 57.81051, rel=1e-5)


def test_parts_within_an_assembly_stand_with_their_number_in_one() -> None:
    found = {
        (a, p): (each, n)
        for a, p, each, n in rows(
            sheet(issue(PORTAL, KEEP), "assembly_parts"), "assembly", "mark", "each", "pieces"
        )
    }
    assert found["GL-1", "P204"] == (6.0, 60)
    assert found["GZ-1", "P107"] == (2.0, 20)
    assert found["LT-1", "LT-1"] == (1.0, 48)


def test_the_outline_box_and_centre_of_a_bar_are_its_own() -> None:
    """A tube φ102x4 of 5980: box 5980 x 102 x 102, centre in the middle."""
    one = sheet(issue(PORTAL), "erection")
    keys = ("box_length_mm", "box_width_mm", "box_height_mm", "centre_x_mm", "centre_y_mm", "centre_z_mm")
    found = {mark: figures for mark, *figures in rows(one, "mark", *keys)}
    assert found["XG-1"] == pytest.approx([5980, 102, 102, 2990, 51, 51], abs=1e-3)


def test_the_truss_is_as_long_as_its_lower_chord_and_as_heavy_as_its_parts() -> None:
    one = sheet(issue(TRUSS), "erection")
    found = {mark: figures for mark, *figures in rows(one, "mark", "box_length_mm", "unit_mass_kg")}
    assert found["HJ-1"][0] == pytest.approx(12300, abs=200)
    listed = dict(rows(sheet(issue(TRUSS), "assemblies"), "mark", "unit_mass_kg"))
    assert found["HJ-1"][1] == pytest.approx(listed["HJ-1"], rel=1e-9)


def test_a_bolt_of_head_shank_and_nut_is_one_and_its_set_and_spare_are_told() -> None:
    one = sheet(issue(TRUSS), "bolts")
    found = rows(one, "size", "length_mm", "where", "quantity", "nuts", "washers", "spare", "order")
    assert found == [
        ("M20", 60.0, "shop", 24, 24, 24, 1, 25),
        ("M20", 60.0, "site", 24, 24, 24, 1, 25),
    ]
    portal = rows(sheet(issue(PORTAL), "bolts"), "size", "quantity", "washers")
    assert ("M20", 120, 240) in portal


def test_studs_and_welds_are_counted_and_a_model_without_welds_says_so() -> None:
    assert rows(sheet(issue(TRUSS), "studs"), "size", "quantity") == [("φ16", 12)]
    assert int(np.sum(sheet(issue(TRUSS), "welds").data["quantity"])) == 8
    assert sheet(issue(PORTAL), "welds").notes == ("bom.note_no_welds",)


def test_what_was_switched_off_in_the_export_is_told_as_unknown_beside_what_there_is() -> None:
    o = opened(TRUSS)
    source = replace(o.model.source, options={"Bolts": "Off", "Welds": "Off"})
    made = make_issue(
        o.facts, replace(o.model, source=source), Plan(default_rules(), default_template(), KEEP)
    )
    assert len(sheet(made, "bolts")) == 2
    assert {name: sheet(made, name).notes[-1] for name in ("bolts", "studs", "welds")} == {
        "bolts": "bom.note_bolts_off", "studs": "bom.note_bolts_off", "welds": "bom.note_welds_off",
    }  # fmt: skip


def test_a_plate_in_inches_has_one_thickness_in_every_list_and_a_rounded_one_that_of_its_mill() -> None:
    """3/8 in is 9.525 mm and 1/8 in is 3.175 mm; a plate drawn 9.991 mm thick is bought as 10 mm."""
    o = opened(PORTAL)
    c = o.model.components
    thick = c.thickness_mm.copy()
    plates = np.flatnonzero(c.category.isin(("plate",)))
    thick[plates] = np.resize([9.525, 3.175, 9.991], len(plates))
    bill = replace(issue(PORTAL).bill, model=replace(o.model, components=replace(c, thickness_mm=thick)))
    made = Issue(bill, None, ())
    assert set(rows(sheet(made, "plates"), "thickness")) <= {("9.525 mm",), ("3.175 mm",), ("10 mm",)}
    bought = {str(w) for (w,) in rows(sheet(made, "materials"), "profile") if str(w).startswith("PL")}
    assert bought == {"PL9.525", "PL3.175", "PL10"}
    assert {
        str(w).split("×")[0] for (w,) in rows(sheet(made, "parts"), "profile") if str(w).startswith("PL")
    } == bought


def test_what_nobody_can_order_without_is_a_dash_where_the_model_does_not_say_it() -> None:
    o = opened(PORTAL)
    c = o.model.components
    bare = replace(o.model, components=replace(c, grade=Text.full(len(c))))
    made = make_issue(o.facts, bare, Plan(default_rules(), default_template(), KEEP))
    for name in ("assemblies", "parts", "assembly_parts", "materials", "plates"):
        assert set(rows(sheet(made, name), "grade")) == {("—",)}
    assert set(rows(sheet(made, "paint"), "finish")) == {("—",)}


def test_an_assembly_of_known_mass_keeps_it_where_a_part_of_it_could_not_be_placed() -> None:
    source = REAL / "tekla_carwash.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    made = issue(source, KEEP)
    placed = {
        mark: (box, mass)
        for mark, box, mass in rows(sheet(made, "erection"), "mark", "box_length_mm", "unit_mass_kg")
    }
    listed = dict(rows(sheet(made, "assemblies"), "mark", "unit_mass_kg"))
    assert np.isnan(placed["A/9012"][0])
    assert placed["A/9012"][1] == pytest.approx(listed["A/9012"], rel=1e-9)


@pytest.mark.parametrize(
    ("count", "percent", "more"), [(100, 3.0, 3), (101, 3.0, 4), (1, 3.0, 1), (0, 3.0, 0), (50, 0.0, 0)]
)
def test_spares_are_rounded_up_and_an_exact_share_is_not_rounded_once_more(
    count: int, percent: float, more: int
) -> None:
    assert spares(np.array([count]), percent).tolist() == [more]


def test_materials_add_up_by_section_and_grade() -> None:
    found = {
        p: (n, m) for p, n, m in rows(sheet(issue(PORTAL), "materials"), "profile", "pieces", "net_mass_kg")
    }
    assert found["BH450×200×8×12"][0] == 10
    assert found["BH450×200×8×12"][1] == pytest.approx(5408.2677, rel=1e-5)
    assert found["PL12"][0] == 30


@pytest.mark.real
def test_bolts_hung_on_shapeless_proxies_go_with_the_assembly_of_what_they_hold() -> None:
    source = REAL / "sds2_sculpture.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    made = issue(source, KEEP)
    c = made.bill.model.components
    bolts = c.category.isin(("fastener",))
    assert bolts.sum() > 100
    held = made.bill.marking.belonging.piece_of[bolts] >= 0
    assert held.all()


def test_each_doubted_part_says_why_in_both_languages() -> None:
    o = opened(PORTAL)
    c = o.model.components
    steel = np.flatnonzero(c.category.isin(("plate",)))[:4]
    agreement, cause, reason = list(c.agreement), list(c.cause), list(c.reason)
    mass, twin = c.order_mass_kg.copy(), c.duplicate_of.copy()
    agreement[steel[0]], cause[steel[0]] = "uncertain", "takeoff.cause_volume"
    mass[steel[1]], reason[steel[1]] = np.nan, "takeoff.no_body"
    twin[steel[2]] = steel[3]
    changed = replace(
        c,
        agreement=Text.of(agreement),
        cause=Text.of(cause),
        reason=Text.of(reason),
        order_mass_kg=mass,
        duplicate_of=twin,
    )
    model = replace(o.model, components=changed)
    made = make_issue(o.facts, model, Plan(default_rules(), default_template(), KEEP))
    why = dict(rows(sheet(made, "doubt"), "global_id", "why"))
    said = [str(why[c.global_id.get(int(r))]) for r in steel[:3]]
    assert said[0] == "计算体积与模型自带体积不符，原因不明"
    assert said[1] == "模型中没有实体"
    assert c.global_id.get(int(steel[3])) in said[2]
    single = int(changed.agreement.isin(("single",))[made.bill.marking.steel].sum())
    assert single == int(made.bill.marking.steel.sum()) - 1
    told = sheet(made, "doubt").notes[-1]
    assert isinstance(told, dict)
    assert (
        f"有 {single - 2} 个" in told["zh"]
    )  # the one without a mass and the one drawn twice are in the list
    tables = [opened(p).model.components for p in SAMPLES.glob("*.ifc")]
    reasons = {w for c in tables for t in (c.cause, c.reason) for w in t.vocabulary}
    assert all(short(code, lang) for code in reasons for lang in LANGUAGES)


NASTY = (
    "N" * 300, "Gz-1", "gZ-1", "🏗️𠮷㐂", "../../etc/passwd", "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "-2+3",
    "a\nb\tc", "CON", "a/b\\c:*?", "‮abc", "'", '"', "<b>&amp;", "\x00\x07",
)  # fmt: skip


def nasty() -> Issue:
    """The portal with names that break writers where marks, names, profiles and grades stand."""
    o = opened(PORTAL)
    c = o.model.components
    words = Text(np.arange(len(c), dtype=np.int32) % len(NASTY), NASTY)
    model = replace(
        o.model,
        components=replace(c, part_mark=words, assembly_mark=words, name=words, profile=words, grade=words),
    )
    return make_issue(o.facts, model, Plan(default_rules(), default_template(), KEEP, (), example_bases()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_that_break_things_are_written_safely_and_stay_in_their_folder(
    lang: str, tmp_path: Path
) -> None:
    written, _ = write_issue(nasty(), tmp_path / "out", lang, ("csv", "xlsx", "pdf"))
    found = {p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert found == {p.relative_to(tmp_path / "out") for p in written}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert all(re.fullmatch(r"([A-Za-z]+/)?[a-z_]+\.(csv|xlsx|pdf)", p.as_posix()) for p in found)
    text = (tmp_path / "out" / "parts.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv_reader.reader(io.StringIO(text, newline="")) for cell in row]
    numbers = re.compile(r"^-?\d+(\.\d+)?(e-?\d+)?$")
    assert all(not cell.lstrip().startswith(("=", "+", "@", "-")) or numbers.match(cell) for cell in cells)
    assert any(len(cell) == 300 for cell in cells)
    if lang == "zh" and subprocess.run(["which", "pdftotext"], capture_output=True).returncode == 0:
        said = subprocess.run(
            ["pdftotext", str(tmp_path / "out" / "bill.pdf"), "-"], capture_output=True, text=True
        ).stdout
        assert "N" * 20 in said and "HYPERLINK" in said


def test_an_empty_selection_is_a_document_that_says_so(tmp_path: Path) -> None:
    made = issue(TRUSS)
    nothing = Scope(
        np.zeros(len(made.bill.model.components), np.bool_),
        np.zeros(len(made.bill.marking.piece_mark), np.bool_),
    )
    lists = sheets(made.bill, nothing, "zh")
    assert all(len(s) == 0 for s in lists)
    whole = next(d for _, d in documents(made, "zh"))
    empty = replace(whole, sheets=lists)
    xlsx.write(empty, tmp_path / "empty.xlsx")
    pdf.write(empty, tmp_path / "empty.pdf")
    assert all(csv.render(s, "zh").count(b"\r\n") == 1 for s in lists)


def test_the_same_input_makes_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        made = make_issue(
            opened(TRUSS).facts,
            opened(TRUSS).model,
            Plan(default_rules(), default_template(), NUMBER, (), example_bases()),
        )
        write_issue(made, tmp_path / folder, "zh", ("csv", "xlsx", "pdf"))
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), (
            path.name
        )


def test_the_example_bases_say_that_they_are_one_and_name_the_four_cities() -> None:
    bases = example_bases()
    assert bases.example
    assert [b.name for b in bases.bases] == ["鞍山基地", "本溪基地", "营口基地", "朝阳基地"]
    made = issue(PORTAL, NUMBER, True)
    assert "marks.bases_example" in {f.code for f in made.findings}


def test_assemblies_go_by_hand_first_then_by_the_first_rule_that_fits_and_limits_are_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bases.toml"
    path.write_text(
        'schema = 1\n[[base]]\ncode = "A"\nname = "甲"\nlongest_piece_m = 5\nheaviest_assembly_t = 0.05\n'
        'capacity_t_per_month = 2\n[[base]]\ncode = "B"\nname = "乙"\n'
        '[[assign]]\nbase = "B"\nmarks = ["XG-*"]\n[[rule]]\nbase = "A"\nkinds = ["column", "strut"]\n'
        '[[rule]]\nbase = "A"\nmarks = ["LT-?"]\n',
        encoding="utf-8",
    )
    o = opened(PORTAL)
    made = make_issue(
        o.facts, o.model, Plan(default_rules(), default_template(), NUMBER, (), read_bases(path))
    )
    where = made.assignment
    assert where is not None
    m = made.bill.marking
    of = {m.piece_mark.get(i): int(b) for i, b in enumerate(where.base_of.tolist())}
    assert of == {"GZ-1": 0, "GL-1": -1, "LT-1": 0, "XG-1": 1, "QL-1": -1, "ZC-1": -1, "ZC-2": -1}
    over = {m.piece_mark.get(i) for i in np.flatnonzero(where.over).tolist()}
    assert over == {"GZ-1", "LT-1"}
    assert {"marks.over_limit", "marks.unassigned"} <= {f.code for f in made.findings}
    assert [s.name for s in made.scopes] == ["A", "B", "unassigned"]
    table = next(d for _, d in documents(made, "zh")).sheets[0]
    months = dict(rows(table, "base", "months"))
    mass = dict(rows(table, "base", "net_mass_kg"))
    assert months["甲"] == pytest.approx(mass["甲"] / 2000.0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('schema = 1\n[[base]]\ncode = "../x"\nname = "n"\n', "rates.toml_not_identifier"),
        ('schema = 1\n[[base]]\ncode = "A"\nname = "n"\n[[rule]]\nbase = "B"\n', "rates.toml_not_one_of"),
        ('schema = 1\n[[base]]\ncode = "A"\nname = "n"\ncapacity = 3\n', "rates.toml_unknown_key"),
        ('schema = 1\n[[base]]\ncode = "A"\nname = "n"\nlongest_piece_m = -1\n', "rates.toml_out_of_range"),
        ("schema = 1\n", "rates.toml_missing_key"),
    ],
)
def test_a_file_of_bases_that_cannot_be_used_is_refused_with_line_and_key(
    text: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "bases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BasesRefused) as refused:
        read_bases(path)
    assert refused.value.code == code
    assert refused.value.arguments["line"] >= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('schema = 1\n[[list]]\nname = "roof"\n', "rates.toml_not_one_of"),
        ('schema = 1\n[[list]]\nname = "parts"\ncolumns = [{ key = "colour" }]\n', "rates.toml_not_one_of"),
        (
            'schema = 1\n[[list]]\nname = "parts"\ncolumns = [{ key = "net_mass_kg", unit = "lb" }]\n',
            "rates.toml_not_one_of",
        ),
        (
            'schema = 1\n[[list]]\nname = "parts"\ncolumns = [{ key = "mark", kind = "mass" }]\n',
            "rates.toml_not_one_of",
        ),
        ('schema = 1\n[[list]]\nname = "parts"\ngroup = "colour"\n', "rates.toml_not_one_of"),
        ('schema = 1\n[document]\npaper = "B5"\n', "rates.toml_not_one_of"),
        ("schema = 1\n[title]\nprojekt = 1\n", "rates.toml_unknown_key"),
        ("schema = 1\nx = [\n", "rates.toml_syntax"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_line_and_key(
    text: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "bill.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateRefused) as refused:
        read_template(path)
    assert refused.value.code == code
    assert refused.value.arguments["line"] >= 1


def test_the_users_columns_headers_units_and_title_are_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "bill.toml"
    path.write_text(
        'schema = 1\n[document]\npaper = "A4"\nspare_percent = 10\n[title]\nproject = "某厂房"\nrevision = "B"\n'
        '[[revision]]\nmark = "B"\ndate = 2026-03-09\nwhat = "加长檩条"\n'
        '[[list]]\nname = "parts"\nzh = "小件表"\ncolumns = [{ key = "net_mass_kg", unit = "t", decimals = 3 }, '
        '{ key = "mark", zh = "编号" }, { key = "lot" }]\n[[list]]\nname = "bolts"\n',
        encoding="utf-8",
    )
    template = read_template(path)
    o = opened(TRUSS)
    made = make_issue(o.facts, o.model, Plan(default_rules(), template, NUMBER))
    whole = next(d for _, d in documents(made, "zh"))
    parts = whole.sheets[0]
    assert [c.key for c in parts.columns] == ["net_mass_kg", "mark", "lot"]
    assert csv.render(parts, "zh").decode("utf-8-sig").startswith("净重 (t),编号,批次")
    assert total(parts, parts.columns[0]) == pytest.approx(1.66546, abs=0.01)
    assert whole.paper == "A4" and whole.block.project == "某厂房" and whole.revisions[0].date == "2026-03-09"
    assert rows(whole.sheets[1], "spare")[0] == (3,)


def test_a_column_that_no_list_has_data_for_is_caught_by_building_every_list_in_full() -> None:
    from components.imports.bill_template import _full

    made = issue(TRUSS)
    bill = Bill(made.bill.facts, made.bill.model, made.bill.marking, _full())
    for lang in LANGUAGES:
        lists = sheets(bill, everything(bill), lang)
        assert {s.name for s in lists} == set(LISTS)


def test_dropped_duplicates_are_in_no_list() -> None:
    o = opened(TRUSS)
    c = o.model.components
    twin = c.duplicate_of.copy()
    steel = np.flatnonzero(c.category.isin(("plate",)))
    twin[steel[1]] = steel[0]
    model: Model = replace(
        o.model,
        components=replace(c, duplicate_of=twin),
        settings=replace(o.model.settings, duplicates="drop"),
    )
    made = make_issue(o.facts, model, Plan(default_rules(), default_template(), NUMBER))
    pieces = int(np.sum(sheet(made, "parts").data["pieces"]))
    assert pieces == int(np.sum(sheet(issue(TRUSS), "parts").data["pieces"])) - 1
