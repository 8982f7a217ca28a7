"""Several models as one: nothing is lost, nothing is mixed up, equal parts share a mark."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES, opened

from app.bills import make_issue, plan_of
from app.usecases import Opened, open_models
from components.facts import Facts
from components.merged import KEY, NotMerged, merge, split, told
from components.takeoff.build import build

PORTAL, TRUSS = SAMPLES / "portal_workshop.ifc", SAMPLES / "truss_gussets.ifc"
PLAIN, RAW = SAMPLES / "zh_gb_small.ifc", SAMPLES / "zh_gb_small_utf8.ifc"
FIGURES = (
    "length_mm", "net_volume_mm3", "order_mass_kg", "settlement_mass_kg", "net_mass_kg", "paint_area_mm2",
)  # fmt: skip
WORDS = ("global_id", "category", "profile", "grade", "part_mark", "storey", "agreement", "mass_source")


def test_each_component_of_a_merged_model_is_what_it_is_in_its_own() -> None:
    each_is_what_it_is_alone([opened(p).facts for p in (PORTAL, TRUSS)])


def test_each_of_the_models_that_are_merged_means_the_catalogues_of_its_own_grades() -> None:
    """L100x10 weighs 15.1 kg/m in GB/T 706 and 15.0 in EN 10056-1: what stands beside a file does not decide."""
    chinese = opened(PLAIN).facts
    grade = chinese.materials.name.map(lambda w: w.replace("Q355B", "S355JR").replace("Q235B", "S235JR"))
    european = replace(chinese, materials=replace(chinese.materials, name=grade))
    apart = [build(f).components for f in (chinese, european)]
    assert not np.array_equal(apart[0].order_mass_kg, apart[1].order_mass_kg, equal_nan=True)
    european = replace(european, source=replace(european.source, name="other.ifc", sha256="0" * 64))
    each_is_what_it_is_alone([chinese, european])
    each_is_what_it_is_alone([european, chinese])


def each_is_what_it_is_alone(parts: list[Facts]) -> None:
    whole = build(merge(parts)).components
    number, step = np.divmod(whole.step_id, KEY)
    alone = [build(p).components for p in parts]
    assert len(whole) == sum(len(c) for c in alone)
    for k, own in enumerate(alone, start=1):
        mine = whole.take(number == k)
        order, at = np.argsort(step[number == k]), np.argsort(own.step_id)
        assert step[number == k][order].tolist() == own.step_id[at].tolist()
        for key in FIGURES:
            assert np.array_equal(getattr(mine, key)[order], getattr(own, key)[at], equal_nan=True), key
        for key in WORDS:
            assert getattr(mine, key).take(order).filled() == getattr(own, key).take(at).filled(), key


def test_equal_parts_of_two_models_have_one_mark() -> None:
    """The second file is the first one with its Chinese written otherwise: each mark counts twice the parts."""
    plan = replace(plan_of(), mode="number")

    def counted(o: Opened) -> dict[str, int]:
        m = make_issue(o.facts, o.model, plan).bill.marking
        words, count = np.unique(m.part.take(m.rows).filled(), return_counts=True)
        return dict(zip(words.tolist(), count.tolist(), strict=True))

    both = counted(open_models([PLAIN, RAW]))
    assert both == {mark: 2 * n for mark, n in counted(opened(PLAIN)).items()}


def test_a_merged_model_names_its_files_and_a_model_alone_is_left_as_it_is() -> None:
    parts = [opened(p).facts for p in (PORTAL, TRUSS)]
    whole = merge(parts)
    assert whole.source.parts == tuple((p.source.name, p.source.sha256) for p in parts)
    assert whole.source.sha256 not in {p.source.sha256 for p in parts}
    assert merge(parts[:1]) is parts[0]
    assert merge(parts[::-1]).source.sha256 != whole.source.sha256


def test_keys_tell_model_and_statement() -> None:
    assert split(2 * KEY + 17) == (2, 17)
    assert (told(2 * KEY + 17), told(17)) == ("2#17", "#17")


def test_a_model_twice_or_inches_beside_millimetres_are_refused() -> None:
    portal, truss = (opened(p).facts for p in (PORTAL, TRUSS))
    with pytest.raises(NotMerged) as twice:
        merge([portal, truss, portal])
    assert twice.value.code == "bom.merge_twice"
    inches = replace(truss, units=replace(truss.units, length_mm=25.4))
    with pytest.raises(NotMerged) as units:
        merge([portal, inches])
    assert units.value.arguments == {"file": "truss_gussets.ifc", "other": "portal_workshop.ifc"}


def test_a_model_without_half_spaces_merges_with_one_that_has_some() -> None:
    plain, cut = opened(PLAIN).facts, opened(TRUSS).facts
    assert not np.isfinite(plain.solids.plane_point).any() and np.isfinite(cut.solids.plane_point).any()
    whole = merge([plain, cut])
    assert whole.solids.plane_point.shape == (len(plain.solids) + len(cut.solids), 3)


def test_a_loose_part_of_one_model_with_the_mark_of_an_assembly_of_another_is_told() -> None:
    """Office and portal were numbered apart: GL-1 and GZ-1 are loose beams and columns here, built-up frames there."""
    office, portal = opened(SAMPLES / "frame_office.ifc"), opened(PORTAL)
    for o in (office, portal):
        alone = make_issue(o.facts, o.model, plan_of())
        assert "marks.loose_beside_assembly" not in {f.code for f in alone.findings}
    facts = merge([portal.facts, office.facts])
    found = [
        f
        for f in make_issue(facts, build(facts), plan_of()).findings
        if f.code == "marks.loose_beside_assembly"
    ]
    assert [f.args for f in found] == [{"count": 2, "marks": "GL-1, GZ-1"}]
