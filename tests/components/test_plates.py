"""Plates: thickness, faces and smallest rectangles, against the figures worked out by hand beside the samples."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from plates_bodies import circle, polygon_area, prism, turned

from components.ifc.read import read
from components.table import Ints
from components.takeoff.bars import straight as bars
from components.takeoff.naming.designations import name_elements
from components.takeoff.naming.evidence import Evidence
from components.takeoff.outlines import profiles
from components.takeoff.outlines.rectangles import smallest_rectangle
from components.takeoff.plates import faces as plate_faces
from components.takeoff.plates import figures as plates
from components.takeoff.plates import sheetmetal
from components.takeoff.plates.faces import EDGES, NOT_CONSTANT, flat_plate
from components.takeoff.plates.figures import PlateFigures, plate_figures
from components.takeoff.solids import bodies
from components.words import LANGUAGES, say

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
NAMES = ("truss_gussets", "portal_workshop", "portal_workshop_rev_b", "frame_office", "zh_gb_small")


@cache
def expected(name: str) -> dict[str, dict[str, str]]:
    table = SAMPLES / "expected" / f"{name}_parts.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        return {r["global_id"]: r for r in csv.DictReader(rows) if r["category"] in ("plate", "bent plate")}


@cache
def measured(name: str) -> tuple[PlateFigures, list[str]]:
    facts = read(SAMPLES / f"{name}.ifc")
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    named = name_elements(facts, shapes, figures, whole, Evidence(facts))
    guids = facts.elements.global_id.filled()
    rows: Ints = np.array([i for i, g in enumerate(guids) if g in expected(name)], np.int64)
    return plate_figures(facts, shapes, figures, whole, named, rows), [guids[r] for r in rows.tolist()]


@pytest.mark.parametrize("name", NAMES)
def test_every_plate_of_a_sample_has_the_thickness_and_rectangle_worked_out_by_hand(name: str) -> None:
    found, guids = measured(name)
    table = found.table
    assert len(guids) == len(expected(name)) > 0
    for k, guid in enumerate(guids):
        row = expected(name)[guid]
        assert table.thickness_mm[k] == pytest.approx(float(row["thickness_mm"]), abs=1e-3), row["key"]
        assert table.length_mm[k] == pytest.approx(float(row["length_mm"]), abs=2e-3), row["key"]
        assert table.width_mm[k] == pytest.approx(float(row["width_mm"]), abs=2e-3), row["key"]


@pytest.mark.parametrize("name", NAMES)
def test_a_plate_without_a_reason_has_its_face_times_thickness_for_volume(name: str) -> None:
    found, guids = measured(name)
    table = found.table
    verified = [k for k in range(len(table)) if table.reason[k] is None]
    assert len(verified) >= 0.6 * len(table)
    for k in verified:
        row = expected(name)[guids[k]]
        net = table.net_area_mm2[k] * table.thickness_mm[k] / 1e9
        gross = table.area_mm2[k] * table.thickness_mm[k] * 7.85e-6
        assert net == pytest.approx(float(row["net_volume_m3"]), rel=2e-4), row["key"]
        assert gross == pytest.approx(float(row["settlement_mass_kg"]), rel=2e-4), row["key"]


def test_bent_plates_of_the_truss_have_one_and_two_bends_of_twelve_millimetres() -> None:
    found, guids = measured("truss_gussets")
    bends = {expected("truss_gussets")[g]["part_mark"]: [] for g in guids}
    for k, guid in enumerate(guids):
        bends[expected("truss_gussets")[guid]["part_mark"]].append(found.bends[k])
    for mark, count in (("BP-1", 1), ("BP-1R", 1), ("BP-2", 2), ("G-1", 0)):
        assert all(len(b) == count for b in bends[mark])
        assert all(
            np.allclose(np.abs(b[:, 0]), math.pi / 2) and np.allclose(b[:, 1], 12.0) for b in bends[mark]
        )


def test_a_wedge_is_told_as_no_plate_of_one_thickness_with_the_box_it_is_cut_from() -> None:
    found, guids = measured("truss_gussets")
    wedges = [k for k, g in enumerate(guids) if expected("truss_gussets")[g]["part_mark"] == "W-1"]
    assert len(wedges) == 4
    assert {found.table.reason[k] for k in wedges} == {NOT_CONSTANT}
    assert {found.table.kind[k] for k in wedges} == {None}


def test_a_faceted_plate_with_holes_has_both_areas_and_counts_them() -> None:
    corner = [(0.0, 0.0), (300.0, 0.0), (300.0, 120.0), (180.0, 200.0), (0.0, 200.0)]
    area = 300 * 200 - 120 * 80 / 2
    rings = (circle(60.0, 60.0, 22.0, 24), circle(200.0, 60.0, 26.0, 24))
    plate = flat_plate(prism(corner, 12.0, holes=rings, move=turned(0.5, 0.2, 1.0, (10.0, 20.0, 30.0))))
    assert plate is not None and plate.reason == ""
    assert plate.thickness == pytest.approx(12.0, abs=0.02)
    assert plate.area == pytest.approx(area, rel=1e-3)
    lost = polygon_area(22.0, 24) + polygon_area(26.0, 24)
    assert plate.area - plate.net_area == pytest.approx(lost, rel=2e-3)
    assert len(plate.holes) == 2
    assert (plate.length, plate.width) == pytest.approx((300.0, 200.0), abs=0.05)


def test_a_bevelled_edge_is_told_and_the_larger_face_gives_the_rectangle() -> None:
    side = [(0.0, 0.0), (300.0, 0.0), (290.0, 10.0), (0.0, 10.0)]
    plate = flat_plate(prism(side, 200.0))
    assert plate is not None and plate.reason == EDGES
    assert (plate.thickness, plate.length, plate.width) == pytest.approx((10.0, 300.0, 200.0))
    assert plate.area == pytest.approx(60000.0)


def test_a_stepped_part_is_not_taken_for_a_plate_of_its_overall_thickness() -> None:
    """Two flats of 70 x 10 lapped by 10: the outer faces are as large as the volume over 20 mm, but not opposite."""
    side = [(0, -5), (70, -5), (70, 5), (130, 5), (130, 15), (60, 15), (60, 5), (0, 5)]
    assert flat_plate(prism([(float(x), float(y)) for x, y in side], 80.0)) is None


def test_the_smallest_rectangle_lies_along_the_hull_and_takes_arcs_exactly() -> None:
    # A triangle 3:4:5: along its longest side 500 x 240, along the others 400 x 300, both 120 000.
    triangle = np.array([(0, 0, 0), (400, 0, 0), (0, 300, 0)], float)
    found = smallest_rectangle([triangle])
    assert found.length * found.width == pytest.approx(120000.0)
    # A stadium of 100 between centres and radius 30, turned by 30 degrees.
    c, s = math.cos(math.pi / 6), math.sin(math.pi / 6)
    stadium = [(0, -30, 0), (100, -30, 1), (100, 30, 0), (0, 30, 1)]
    turned_one = np.array([(c * x - s * y, s * x + c * y, b) for x, y, b in stadium])
    found = smallest_rectangle([turned_one])
    assert (found.length, found.width) == pytest.approx((160.0, 60.0))
    assert found.angle % math.pi == pytest.approx(math.pi / 6)


def test_a_star_shaped_outline_takes_its_rectangle_from_its_hull_not_from_its_notches() -> None:
    # An arrow: the rectangle lies along no edge of the outline but along a side of the hull.
    arrow = np.array([(0, 0, 0), (100, 40, 0), (0, 80, 0), (30, 40, 0)], float)
    found = smallest_rectangle([arrow])
    assert found.length * found.width == pytest.approx(8000.0)


def test_every_reason_of_plates_bends_and_bars_is_a_sentence_in_both_languages() -> None:
    codes = [
        value
        for module in (plates, plate_faces, sheetmetal, bars)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and value.startswith("plates.")
    ]
    assert len(set(codes)) == 19
    for lang in LANGUAGES:
        for code in codes:
            assert "7" in say(code, lang, {"count": 7})
