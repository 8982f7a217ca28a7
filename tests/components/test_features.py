"""Holes, end cuts, copes and notches of the samples, against what was worked out by hand, and of drawn cases."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from plates_bodies import circle, polygon_area

from components.facts import Facts
from components.ifc.read import read
from components.table import Bools
from components.takeoff.features.find import (
    FeatureTable,
    as_features,
    find_features,
    hole_volume,
    hole_volume_of,
)
from components.takeoff.outlines import profiles
from components.takeoff.outlines.forms import OTHER, ROUND, SLOT, form_of
from components.takeoff.solids import bodies

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
NAMES = ("truss_gussets", "portal_workshop", "frame_office", "zh_gb_small")


@cache
def found(name: str) -> tuple[Facts, FeatureTable, Bools]:
    facts = read(SAMPLES / f"{name}.ifc")
    shapes = profiles.read(facts)
    table, unread = find_features(facts, shapes, bodies.measure_items(facts, shapes))
    return facts, table, unread


def steel(name: str) -> list[dict[str, str]]:
    with (SAMPLES / "expected" / f"{name}_parts.csv").open(encoding="utf-8", newline="") as rows:
        return [r for r in csv.DictReader(rows) if r["category"] in ("plate", "bent plate", "steel member")]


def of_mark(name: str, mark: str, kind: str) -> list[int]:
    """Feature rows of the first part with a mark."""
    facts, table, _ = found(name)
    guid = next(r["global_id"] for r in steel(name) if r["part_mark"] == mark)
    element = facts.elements.global_id.filled().index(guid)
    return np.flatnonzero((table.element == element) & table.kind.isin((kind,))).tolist()


@pytest.mark.parametrize("name", NAMES)
def test_net_volume_and_hole_volume_give_the_settlement_mass_worked_out_by_hand(name: str) -> None:
    """Settlement mass: holes not deducted. The tables give it and the net volume apart from each other."""
    facts, table, unread = found(name)
    lost = hole_volume_of(table, unread)
    guids = {g: i for i, g in enumerate(facts.elements.global_id.filled())}
    rows = steel(name)
    assert len(rows) > 20
    for row in rows:
        volume = float(row["net_volume_m3"]) + lost[guids[row["global_id"]]] / 1e9
        assert volume * 7850 == pytest.approx(float(row["settlement_mass_kg"]), rel=2e-5), row["key"]


@pytest.mark.parametrize(
    ("mark", "count", "size", "depth"),
    [("G-1", 4, 22, 10), ("D-1", 4, 22, 6), ("BP-1", 1, 18, 8), ("B-1", 2, 22, 20)],
)
def test_a_part_of_the_truss_has_the_holes_of_its_drawing(
    mark: str, count: int, size: float, depth: float
) -> None:
    _, table, _ = found("truss_gussets")
    rows = of_mark("truss_gussets", mark, "hole")
    assert len(rows) == count
    assert table.size_mm[rows] == pytest.approx(size)
    assert table.depth_mm[rows] == pytest.approx(depth)
    assert table.volume_mm3[rows] == pytest.approx(math.pi / 4 * size**2 * depth)


def test_the_diagonals_end_at_the_slope_of_three_to_four() -> None:
    """The truss stands on triangles 3:4:5; both ends of a diagonal are level cuts through an axis that rises 3 in 4."""
    _, table, _ = found("truss_gussets")
    rows = of_mark("truss_gussets", "D-1", "end_cut")
    assert sorted(table.end.take(np.array(rows)).filled()) == ["end", "start"]
    square = [math.atan2(3, 4), math.atan2(4, 3)]
    assert all(min(abs(a - s) for s in square) < 1e-6 for a in table.angle_rad[rows])


def test_every_hole_lies_on_the_axis_of_its_opening_in_the_world() -> None:
    facts, table, _ = found("truss_gussets")
    items, placements = facts.items, facts.placements
    of_solid = {
        int(s): k for k, s in enumerate(items.solid.tolist()) if facts.elements.is_opening[items.owner[k]]
    }
    rows = np.flatnonzero(table.kind.isin(("hole",)))
    assert len(rows) == 160
    for row in rows.tolist():
        part = placements[facts.elements.placement[table.element[row]]]
        place = part[:3, :3] @ table.place[row] + part[:3, 3]
        item = of_solid[int(table.solid[row])]
        opening = placements[facts.elements.placement[items.owner[item]]] @ items.matrix[item]
        frame = opening @ facts.solids.position[table.solid[row]]
        away = np.cross(place - frame[:3, 3], frame[:3, 2])
        assert float(np.linalg.norm(away)) < 1e-6


def test_features_of_elements_without_a_component_are_left_out_and_the_rest_sorted() -> None:
    facts, table, _ = found("truss_gussets")
    component = np.arange(len(facts.elements))[::-1].copy()
    component[int(table.element[0])] = -1
    model = as_features(table, component)
    assert len(model) == int((table.element != table.element[0]).sum())
    assert (np.diff(model.component) >= 0).all()


def test_a_model_without_cuts_has_no_features() -> None:
    facts, _, _ = found("truss_gussets")
    none = facts.items.take(np.zeros(0, np.int64))
    bare = Facts(**{**facts.__dict__, "items": none})
    shapes = profiles.read(bare)
    figures = bodies.measure_items(bare, shapes)
    assert not hole_volume(bare, shapes, figures).any()


def test_a_circle_and_a_polygon_of_twelve_are_round_and_a_hexagon_is_not() -> None:
    drawn = np.array([(11.0, 0.0, 1.0), (-11.0, 0.0, 1.0)])
    assert form_of([drawn], math.pi * 121).kind == ROUND
    twelve = np.array([(x, y, 0.0) for x, y in circle(5.0, 7.0, 24.0, 12)])
    form = form_of([twelve], polygon_area(24.0, 12))
    assert (form.kind, form.size) == (ROUND, pytest.approx(24.0))
    assert form.area == pytest.approx(math.pi * 144)
    assert form.centre == pytest.approx([5.0, 7.0])
    six = np.array([(x, y, 0.0) for x, y in circle(0.0, 0.0, 24.0, 6)])
    assert form_of([six], polygon_area(24.0, 6)).kind == OTHER


def test_a_stadium_is_a_slot_with_its_width_and_length_and_a_rectangle_is_not() -> None:
    stadium = np.array([(0, -11, 0), (40, -11, 1), (40, 11, 0), (0, 11, 1)], float)
    slot = form_of([stadium], 40 * 22 + math.pi * 121)
    assert (slot.kind, slot.size, slot.length) == (SLOT, pytest.approx(22.0), pytest.approx(62.0))
    box = np.array([(0, 0, 0), (62, 0, 0), (62, 22, 0), (0, 22, 0)], float)
    assert form_of([box], 62 * 22.0).kind == OTHER
