"""Outlines of real models measured back to the sections their names tell."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from components.facts import Facts
from components.ifc.read import read
from components.sections import area_and_perimeter, catalogue, recognise
from components.sections.fit import Fit, fit_all, laid
from components.sections.fit_check import AREA
from components.takeoff.outlines import profiles
from components.takeoff.outlines.profiles import Shapes

MODELS = Path(__file__).parents[3] / "shared" / "ifc"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not MODELS.exists(), reason="the real models are not beside the project"),
]
FILES = (
    "archicad_staal.ifc", "tekla_carwash.ifc", "revit_restaurant_27mb.ifc", "sds2_sculpture.ifc",
    "steel_bridge_ifc4x1.ifc", "clipped/818--beam--segfault.ifc", "clipped/762--beam--segfault.ifc",
)  # fmt: skip


@cache
def fitted(file: str) -> tuple[Facts, Shapes, tuple[Fit | None, ...]]:
    facts = read(MODELS / file)
    shapes = profiles.read(facts)
    return facts, shapes, fit_all(shapes.loops).fits


def of_beams(file: str, name: str) -> list[Fit | None]:
    """Fits of the profiles of extruded elements whose name holds `name`."""
    facts, _, fits = fitted(file)
    rows = [
        int(facts.solids.profile[solid])
        for owner, solid in zip(facts.items.owner.tolist(), facts.items.solid.tolist(), strict=True)
        if name in facts.elements.name.get(owner) and facts.solids.profile[solid] >= 0
    ]
    return [fits[row] for row in rows]


def of_profile(file: str, name: str) -> Fit | None:
    facts, _, fits = fitted(file)
    return fits[facts.profiles.name.filled().index(name)]


def designation(found: Fit | None) -> str:
    assert found is not None and found.shape is not None
    row = int(recognise(found.kind, np.array([found.shape.dims]))[0])
    return catalogue().names[row] if row >= 0 else ""


def test_tees_and_wide_flanges_of_a_revit_model_are_what_their_names_say() -> None:
    tees = of_beams("revit_restaurant_27mb.ifc", "MT4X3.1")
    assert len(tees) >= 27 and {designation(t) for t in tees} == {"MT4X3.1"}
    beams = of_beams("revit_restaurant_27mb.ifc", "W10X15")
    assert len(beams) >= 4 and {designation(b) for b in beams} == {"W10X15"}


def test_a_wide_flange_drawn_too_narrow_is_not_taken_for_its_name() -> None:
    """The model draws its W24X103 with flanges of 7 in; the section has 9 in (AISC v16)."""
    beams = of_beams("revit_restaurant_27mb.ifc", "W24X103")
    assert beams
    for found in beams:
        assert found is not None and found.shape is not None and found.kind == "I"
        assert found.shape.dims[:4] == pytest.approx((24.5 * 25.4, 7 * 25.4, 0.55 * 25.4, 0.98 * 25.4))
        assert designation(found) == ""


def test_channels_of_a_double_channel_beam_have_the_depth_and_web_of_c15x33_9() -> None:
    channels = of_beams("revit_restaurant_27mb.ifc", "2C15X33.9")
    assert len(channels) >= 10
    for found in channels:
        assert found is not None and found.shape is not None and found.kind == "C"
        assert found.shape.dims[:3] == pytest.approx((15 * 25.4, 3.4 * 25.4, 0.4 * 25.4))
        assert found.shape["slope"] == pytest.approx(1 / 6, rel=0.06)


def test_the_angle_of_an_archicad_model_is_l100x10() -> None:
    found = of_profile("archicad_staal.ifc", "IFC_stalen_ligger_L100x10")
    assert found is not None and found.shape is not None and designation(found) == "L100X100X10"
    assert found.shape.dims[:5] == pytest.approx((100, 100, 10, 12, 8))


def test_a_girder_drawn_lying_is_hn700x300() -> None:
    found = of_profile("clipped/818--beam--segfault.ifc", "2G2")
    assert designation(found) == "HN700X300X13X24"
    assert found is not None and abs(found.rotation_rad) == pytest.approx(math.pi / 2)


def test_a_nut_and_tapered_stirrup_boxes_are_no_sections() -> None:
    for name in ("MOER_M24", "PRMB30*120-110", "TTT33", "PL10*85.7"):
        assert of_profile("tekla_carwash.ifc", name) is None


@pytest.mark.parametrize("file", FILES)
def test_every_fit_has_the_area_of_its_outline_and_lies_upon_it(file: str) -> None:
    _, shapes, fits = fitted(file)
    checked = 0
    for row, found in enumerate(fits):
        if found is None or found.shape is None or found.kind == "2C" or shapes.family[row] >= 0:
            continue
        area = float(area_and_perimeter(found.kind, np.array([found.shape.dims]))[0][0])
        drawn = float(shapes.area[row])
        slack = 0.02 if found.kind in ("CC", "CZ") else AREA
        assert area * found.area_factor == pytest.approx(drawn, rel=slack * 1.01)
        x = np.concatenate([part[:, :2] for part in laid(found)])
        if found.kind not in ("ROUND", "CHS"):
            box = shapes.box[row]
            assert [*x.min(axis=0), *x.max(axis=0)] == pytest.approx(
                [box[0], box[2], box[1], box[3]], abs=0.05 + 0.005 * float(np.ptp(box))
            )
        checked += 1
    assert checked or file in ("clipped/762--beam--segfault.ifc", "sds2_sculpture.ifc")


def test_parametric_profiles_of_the_models_are_read_back_from_their_own_outlines() -> None:
    """The file says the family; the outline drawn from it has to give the same one."""
    names = {"I", "L", "T", "CHS", "ROUND", "RHS"}
    seen = 0
    for file in FILES:
        _, shapes, fits = fitted(file)
        for row, found in enumerate(fits):
            name = shapes.family_name(row)
            h, b, t, _, ri = shapes.dims[row, :5]
            round_hole = name == "RHS" and 2 * ri >= min(h, b) - 2 * t  # a drain of the bridge
            if name in names and shapes.loops[row] and not round_hole:
                assert found is not None, (file, row, name)
                assert found.kind == name, (file, row, name)
                seen += 1
    assert seen > 500
