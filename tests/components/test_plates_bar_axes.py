"""Bars of whole models: axes in the world."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from components.ifc.read import read
from components.takeoff import bodies, profiles
from components.takeoff.bar_axes import CERTAIN, NONE, straight_bars
from components.takeoff.bars import NO_BODY, NOT_CONSTANT, straight_bar
from components.takeoff.shells import shell_from

SHARED = Path(__file__).parents[3] / "shared" / "ifc"
SAMPLES = Path(__file__).parents[2] / "ifc_samples"


def test_two_halves_that_mirror_one_another_are_no_bar_though_their_volume_is_that_of_a_sweep() -> None:
    """A box beside the same box shifted by half its height: the cross cut of either, swept, has the whole volume."""
    points: list[tuple[float, float, float]] = []
    for z, y in ((0.0, 0.0), (100.0, 30.0)):
        for level in (z, z + 100.0):
            points += [(0.0, y, level), (40.0, y, level), (40.0, y + 60, level), (0.0, y + 60, level)]
    box = [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    faces = [[tuple(c + first for c in ring)] for first in (0, 8) for ring in box]
    bar = straight_bar(shell_from(np.array(points), faces))
    assert bar.reason == NOT_CONSTANT or bar.length != pytest.approx(200.0)


def test_extruded_members_are_left_to_their_own_axis() -> None:
    facts = read(SAMPLES / "zh_gb_small.ifc")
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    table, sections = straight_bars(facts, figures, whole, np.arange(len(facts.elements)))
    assert set(table.confidence.filled()) == {NONE}
    assert set(table.reason.filled()) == {NO_BODY}
    assert sections == ()


@pytest.mark.real
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real models are not beside the project")
def test_all_2208_bars_drawn_as_facets_have_an_axis_as_long_as_they_are() -> None:
    facts = read(SHARED / "revit_structure_2208_breps.ifc")
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    table, sections = straight_bars(facts, figures, whole, np.arange(len(facts.elements)))
    assert set(table.confidence.filled()) == {CERTAIN}
    assert len(table) == 2208
    way = np.linalg.norm(table.world_end - table.world_start, axis=1)
    assert np.allclose(way, table.length_mm)
    # Section by centre line is the volume that the divergence theorem gives, which knows nothing of axes.
    assert np.allclose(table.area_mm2 * table.axis_length_mm, whole.volume, rtol=1e-3)
    assert len(sections) <= 194
    assert np.allclose((table.world_up * (table.world_end - table.world_start)).sum(axis=1), 0.0, atol=1e-3)


@pytest.mark.real
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real models are not beside the project")
def test_split_and_bent_straps_are_not_taken_for_straight_bars() -> None:
    facts = read(SHARED / "tekla_carwash.ifc")
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    straps = np.flatnonzero(facts.elements.object_type.isin(("PL6*60",)))
    straps = straps[whole.main[straps] >= 0]
    table, _ = straight_bars(facts, figures, whole, straps)
    assert len(straps) == 236
    assert set(table.confidence.filled()) == {NONE}
