"""Marks: the samples' own by hand, under other STEP ids, in a later issue, in one hand or two; and what is odd."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import REAL, SAMPLES, expected, issue, opened, part_marks, piece_marks, shuffled

from app.bills import Plan, make_issue
from app.usecases import open_model
from components.bom.mark_table import marks_sheet
from components.bom.marks import Earlier
from components.bom.rules import KEEP, MODEL, NUMBER, TOGETHER
from components.exports import csv
from components.imports.bill_template import default_template
from components.imports.mark_table import read_marks
from components.imports.marks import MarksRefused, default_rules, read_rules
from components.words import LANGUAGES, say

MARKED = ("truss_gussets", "portal_workshop", "portal_workshop_rev_b", "frame_office", "zh_gb_small")


def plan(mode: str = NUMBER, **change: object) -> Plan:
    return Plan(replace(default_rules(), **change), default_template(), mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("sample", MARKED)
def test_numbering_by_identity_makes_the_same_groups_as_the_marks_made_by_hand(sample: str) -> None:
    ours, by_hand = part_marks(issue(SAMPLES / f"{sample}.ifc")), expected(sample)
    assert set(ours) == set(by_hand)
    pairs = {(by_hand[g], ours[g]) for g in ours}
    assert len(pairs) == len(set(by_hand.values())) == len(set(ours.values()))


@pytest.mark.parametrize("sample", [s for s in MARKED if s != "truss_gussets"])
def test_marks_in_the_model_are_kept_as_they_are(sample: str) -> None:
    assert part_marks(issue(SAMPLES / f"{sample}.ifc", KEEP)) == expected(sample)


def test_mirrored_angles_and_brackets_have_marks_of_their_own_and_turned_gussets_one() -> None:
    ours, by_hand = part_marks(issue(SAMPLES / "truss_gussets.ifc")), expected("truss_gussets")
    of = {hand: {ours[g] for g, m in by_hand.items() if m == hand} for hand in set(by_hand.values())}
    assert of["D-1"].isdisjoint(of["D-1R"]) and of["BP-1"].isdisjoint(of["BP-1R"])
    assert len(of["G-1"]) == len(of["G-2"]) == 1


def test_together_puts_mirror_images_under_one_mark_and_counts_both_hands() -> None:
    o = opened(SAMPLES / "truss_gussets.ifc")
    made = make_issue(o.facts, o.model, plan(mirrored=TOGETHER))
    ours, by_hand = part_marks(made), expected("truss_gussets")
    m = made.bill.marking
    for one, other, count in (("D-1", "D-1R", 12), ("BP-1", "BP-1R", 4)):
        marks = {ours[g] for g, hand in by_hand.items() if hand in (one, other)}
        assert len(marks) == 1
        turned = m.identity.reversed[m.part.take(m.rows).isin(marks)]
        assert Counter(turned.tolist()) == {True: count, False: count}


@pytest.mark.parametrize("sample", ["truss_gussets", "portal_workshop"])
@pytest.mark.parametrize("seed", [1, 2])
def test_other_step_ids_and_another_order_of_statements_change_no_mark(
    sample: str, seed: int, tmp_path: Path
) -> None:
    source = SAMPLES / f"{sample}.ifc"
    other = issue(shuffled(source, tmp_path / "shuffled.ifc", seed))
    assert part_marks(other) == part_marks(issue(source))
    assert piece_marks(other) == piece_marks(issue(source))


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["court_roof_5178_beams", "tekla_carwash", "sds2_sculpture", "archicad_staal"]
)
def test_other_step_ids_change_no_mark_of_a_real_model(name: str, tmp_path: Path) -> None:
    source = REAL / f"{name}.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    other = issue(shuffled(source, tmp_path / "shuffled.ifc", 3))
    ours = issue(source)
    # GlobalIds repeat in real files: marks are compared with the element's own figures beside them.
    assert Counter(part_marks(other).values()) == Counter(part_marks(ours).values())
    assert Counter(other.bill.marking.piece_mark) == Counter(ours.bill.marking.piece_mark)


def earlier_of(made: object, path: Path) -> tuple[Earlier, ...]:
    """The mark table of an issue, written and read back."""
    csv.write(marks_sheet(made.bill.model, made.bill.marking), path)  # type: ignore[attr-defined]
    return read_marks(path)


def test_a_new_revision_keeps_the_marks_of_what_stayed_and_gives_new_ones_to_what_changed(
    tmp_path: Path,
) -> None:
    first = issue(SAMPLES / "portal_workshop.ifc")
    old = earlier_of(first, tmp_path / "marks.csv")
    o = opened(SAMPLES / "portal_workshop_rev_b.ifc")
    second = make_issue(o.facts, o.model, replace(plan(), earlier=old))
    by_hand = defaultdict(set)
    for made, sample in ((first, "portal_workshop"), (second, "portal_workshop_rev_b")):
        hand = expected(sample)
        for g, mark in part_marks(made).items():
            by_hand[hand[g]].add(mark)
    # Revision B lengthens some purlins (LT-2) and regrades two rafters (B202); all else is as it was.
    assert all(len(marks) == 1 for marks in by_hand.values())
    assert len({next(iter(m)) for m in by_hand.values()}) == len(by_hand)
    known = {e.mark for e in old}
    new = {next(iter(by_hand[m])) for m in ("LT-2", "B202")}
    assert not new & known
    pieces = Counter(second.bill.marking.piece_mark)
    assert pieces["GZ-1"] == 10 and pieces["GL-1"] == 8


def test_an_issue_numbered_against_itself_keeps_every_mark(tmp_path: Path) -> None:
    for sample in ("truss_gussets", "zh_gb_small"):
        o = opened(SAMPLES / f"{sample}.ifc")
        first = issue(SAMPLES / f"{sample}.ifc")
        again = make_issue(
            o.facts, o.model, replace(plan(), earlier=earlier_of(first, tmp_path / "marks.csv"))
        )
        assert part_marks(again) == part_marks(first)
        assert piece_marks(again) == piece_marks(first)
        assert set(again.bill.marking.part_by.take(again.bill.marking.rows)) == {"earlier"}


@pytest.mark.real
@pytest.mark.parametrize("name", ["court_roof_5178_beams", "tekla_carwash", "sds2_sculpture"])
def test_a_real_issue_numbered_against_itself_keeps_every_mark_and_writes_the_same_table(
    name: str, tmp_path: Path
) -> None:
    source = REAL / f"{name}.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    o, first = opened(source), issue(source)
    again = make_issue(o.facts, o.model, replace(plan(), earlier=earlier_of(first, tmp_path / "marks.csv")))
    assert part_marks(again) == part_marks(first)
    assert earlier_of(again, tmp_path / "again.csv") == earlier_of(first, tmp_path / "marks.csv")


def test_a_coarser_tolerance_makes_fewer_marks_and_is_told() -> None:
    o = opened(SAMPLES / "portal_workshop_rev_b.ifc")
    fine, coarse = (make_issue(o.facts, o.model, plan(tolerance_mm=t)) for t in (1.0, 60.0))
    assert len(set(part_marks(coarse).values())) < len(set(part_marks(fine).values()))
    told = next(f for f in coarse.findings if f.code == "marks.numbered")
    assert told.args["tolerance"] == "60"


@pytest.mark.real
def test_the_roof_has_as_many_marks_as_its_lengths_need() -> None:
    """Independent count: one section, so bars differ by length alone; greedy cover of the sorted lengths."""
    source = REAL / "court_roof_5178_beams.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    o = opened(source)
    lengths = sorted(o.model.components.length_mm.tolist())
    for tolerance in (1.0, 10.0):
        count, i = 0, 0
        while i < len(lengths):
            master = max(x for x in lengths[i : i + 2000] if x <= lengths[i] + tolerance + 1e-9)
            while i < len(lengths) and lengths[i] <= master + tolerance + 1e-9:
                i += 1
            count += 1
        made = make_issue(o.facts, o.model, plan(tolerance_mm=tolerance))
        assert len(set(part_marks(made).values())) == count


def edited(path: Path, tmp_path: Path, *changes: tuple[str, str]) -> object:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    target = tmp_path / "edited.ifc"
    target.write_text(text, encoding="utf-8")
    return issue(target, KEEP)


def codes(made: object) -> dict[str, object]:
    return {f.code: f for f in made.findings}  # type: ignore[attr-defined]


def test_one_mark_for_two_parts_and_two_marks_for_one_part_are_findings(tmp_path: Path) -> None:
    made = edited(SAMPLES / "frame_office.ifc", tmp_path, ("'LB-1'", "'GKL-1'"))
    found = codes(made)
    assert "GKL-1" in found["marks.two_contents"].args["marks"]  # type: ignore[attr-defined]
    assert "GKL-1 = LB-1" in found["marks.one_part_two_marks"].args["marks"]  # type: ignore[attr-defined]


def test_marks_that_were_not_settled_or_differ_in_case_alone_are_findings(tmp_path: Path) -> None:
    made = edited(SAMPLES / "frame_office.ifc", tmp_path, ("'LB-1'", "'LB-1(?)'"), ("'LB-1'", "'lb-1'"))
    found = codes(made)
    assert len(found["marks.unsure"].step_ids) == 1  # type: ignore[attr-defined]
    assert "LB-1 / lb-1" in found["marks.case_only"].args["marks"]  # type: ignore[attr-defined]


@pytest.mark.real
def test_the_217_assembly_marks_of_the_carwash_are_all_held_against_their_contents() -> None:
    """217 was counted on the file's text: tags of IfcElementAssembly. W/9006(?) is one with a slab and one without."""
    source = REAL / "tekla_carwash.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    found = codes(issue(source, KEEP))
    args = found["marks.model_assembly_two_contents"].args  # type: ignore[attr-defined]
    assert args["total"] == 217
    assert "W/9006(?)" in args["marks"]
    assert "W/9006(?)" in found["marks.assembly_unsure"].args["marks"]  # type: ignore[attr-defined]


def test_a_model_without_marks_gets_none_where_only_the_models_are_wanted() -> None:
    o = opened(SAMPLES / "truss_gussets.ifc")
    made = make_issue(o.facts, o.model, plan(MODEL))
    assert set(part_marks(made).values()) == {""}


def test_every_finding_about_marks_has_a_sentence_in_both_languages() -> None:
    found = [f for s in MARKED for f in issue(SAMPLES / f"{s}.ifc", KEEP, True).findings]
    assert found
    for f in found:
        assert all(say(f.code, lang, f.args) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('schema = 1\n[identity]\ntolerance_mm = "1"\n', "rates.toml_wrong_kind"),
        ("schema = 1\n[identity]\ntolerance = 1\n", "rates.toml_unknown_key"),
        ('schema = 1\n[number]\ntemplate = "{prefix}"\n', "rates.toml_not_one_of"),
        ('schema = 1\n[number]\ntemplate = "{number.__class__}"\n', "rates.toml_not_one_of"),
        (
            'schema = 1\n[[series]]\nkind = "a"\nprefix = "A"\ncategories = ["wood"]\n',
            "rates.toml_not_one_of",
        ),
        ("schema = 2\n", "rates.toml_schema"),
    ],
)
def test_a_marking_file_that_cannot_be_used_is_refused_with_its_line(
    text: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "marks.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MarksRefused) as refused:
        read_rules(path)
    assert refused.value.code == code
    assert refused.value.arguments["line"] >= 1 and refused.value.arguments["file"] == "marks.toml"


def test_the_users_properties_are_asked_and_numbers_start_where_he_says(tmp_path: Path) -> None:
    path = tmp_path / "marks.toml"
    path.write_text(
        'schema = 1\n[read]\npart = ["零件属性/材质"]\n[number]\nstart = 101\ndigits = 4\n', encoding="utf-8"
    )
    rules = read_rules(path)
    o = open_model(SAMPLES / "truss_gussets.ifc")
    made = make_issue(o.facts, o.model, Plan(rules, default_template(), NUMBER))
    assert "XG-0101" in set(part_marks(made).values())


@pytest.mark.parametrize("row", ["part,A,,k,1,[[0;1]]", "part,,,k,1,", "roof,A,,k,1,"])
def test_a_mark_table_with_a_broken_row_is_refused(row: str, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("what,mark,lot,key,quantity,shape\n" + row + "\n", encoding="utf-8")
    with pytest.raises(MarksRefused):
        read_marks(path)


def test_lots_with_series_of_their_own_number_each_from_the_start() -> None:
    o = opened(SAMPLES / "frame_office.ifc")
    made = make_issue(
        o.facts, o.model, plan(lot="storey", lot_series=True, template="{lot}-{prefix}{number}")
    )
    marks = set(part_marks(made).values())
    lots = {m.rsplit("-GL-", 1)[0] for m in marks if "-GL-" in m}
    assert len(lots) >= 3
    assert all(f"{lot}-GL-1" in marks for lot in lots)
    m = made.bill.marking
    storey = o.model.components.storey
    assert all(m.part.get(r).startswith(storey.get(r)) for r in m.rows.tolist())


def test_groups_are_numbered_by_section_and_size_and_not_by_the_order_of_the_file() -> None:
    made = issue(SAMPLES / "frame_office.ifc")
    c, m = made.bill.model.components, made.bill.marking
    by_mark = {m.part.get(r): (c.profile.get(r), float(c.length_mm[r])) for r in m.rows.tolist()}
    assert by_mark["GZ-1"][1] > by_mark["GZ-2"][1]
    assert [by_mark[f"GL-{i}"][0] for i in (1, 2, 3)] == sorted(by_mark[f"GL-{i}"][0] for i in (1, 2, 3))
    assert np.isfinite([length for _, length in by_mark.values()]).all()
