"""Plates, bent parts and bars of real models, against what their own programs say."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from components.facts import Facts
from components.ifc.read import read
from components.table import Ints
from components.takeoff.bars.straight import straight_bar
from components.takeoff.naming.designations import Named, name_elements
from components.takeoff.naming.evidence import Evidence
from components.takeoff.outlines import profiles
from components.takeoff.plates.figures import BENT, PlateTable, plate_figures
from components.takeoff.solids import bodies
from components.takeoff.solids.shells import mesh_faces, shell_of

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real models are not beside the project"),
]


class Opened(NamedTuple):
    facts: Facts
    shapes: profiles.Shapes
    figures: bodies.ItemFigures
    whole: bodies.Bodies
    named: Named


@cache
def opened(name: str) -> Opened:
    facts = read(SHARED / "ifc" / f"{name}.ifc")
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    return Opened(
        facts, shapes, figures, whole, name_elements(facts, shapes, figures, whole, Evidence(facts))
    )


def plates(name: str, rows: Ints) -> PlateTable:
    o = opened(name)
    return plate_figures(o.facts, o.shapes, o.figures, o.whole, o.named, rows).table


def oracle(name: str) -> dict[str, dict[str, str]]:
    with (SHARED / "oracles" / f"{name}.csv").open(encoding="utf-8") as lines:
        return {r["GlobalId"]: r for r in csv.DictReader(line for line in lines if not line.startswith("#"))}


def test_all_split_and_bent_straps_of_the_car_wash_are_laid_flat_from_their_own_volume() -> None:
    """236 straps PL6*60, a bend of 45 degrees and 7 mm inside, drawn with two chords; declared is the drawn extent."""
    said = oracle("tekla_carwash")
    elements = opened("tekla_carwash").facts.elements
    guids = elements.global_id.filled()
    rows = np.array(
        [i for i, g in enumerate(guids) if said.get(g, {}).get("object_type") == "PL6*60"], np.int64
    )
    bent = plates("tekla_carwash", rows)
    assert len(bent) == 236
    assert set(bent.kind.filled()) == {BENT} and not any(bent.reason.filled())
    assert np.allclose(bent.thickness_mm, 6.0, atol=1e-3) and np.allclose(bent.width_mm, 60.0, atol=0.01)
    assert np.allclose(bent.inner_radius_mm, 7.0, atol=0.05)
    declared = np.array([float(said[guids[r]]["length"]) for r in rows.tolist()])
    volume = np.array([float(said[guids[r]]["net_volume"]) * 1e9 for r in rows.tolist()])
    assert (bent.developed_mm > declared).all()
    # The facets cut the bend's corners: up to 0.3 % less than the true strip.
    assert (np.abs(volume / (bent.area_mm2 * bent.thickness_mm) - 1) < 0.003).all()


def test_the_plates_of_the_car_wash_weigh_what_the_program_declares() -> None:
    said = oracle("tekla_carwash")
    elements = opened("tekla_carwash").facts.elements
    guids = elements.global_id.filled()
    rows = [
        i
        for i, g in enumerate(guids)
        if (r := said.get(g)) and r["object_type"].startswith("PL") and r["material"].startswith("STEEL")
    ]
    table = plates("tekla_carwash", np.array(rows, np.int64))
    volume = np.array([float(said[guids[r]]["net_volume"] or "nan") * 1e9 for r in rows])
    verified = table.reason.codes < 0
    assert verified.sum() >= 320
    off = np.abs(table.net_area_mm2 * table.thickness_mm / volume - 1)[verified]
    assert np.nanmax(off) < 0.005


def test_every_bar_that_the_dutch_steel_model_draws_as_facets_has_its_section_and_its_length() -> None:
    """Where the program declares a length, it is that of the section's centre line: volume over section area."""
    said = oracle("archicad_staal")
    facts = opened("archicad_staal").facts
    faces = mesh_faces(facts)
    compared = 0
    for item, solid in enumerate(facts.items.solid.tolist()):
        mesh = int(facts.solids.mesh[solid])
        if mesh < 0:
            continue
        guid = facts.elements.global_id.get(int(facts.items.owner[item]))
        bar = straight_bar(shell_of(faces, mesh))
        assert bar.reason == "", guid
        row = said[guid]
        assert (
            bar.area * bar.axis_length / 1e9 == pytest.approx(float(row["net_volume"] or "nan"), rel=1e-5)
            or not row["net_volume"]
        )
        if row["length"] and row["cls"] == "IfcBeam":
            compared += 1
            assert bar.axis_length == pytest.approx(float(row["length"]), rel=2e-3) or bar.end_angles != (
                0.0,
                0.0,
            )
    assert compared >= 30


def test_the_declared_length_of_a_square_tube_is_its_profile_and_is_not_taken() -> None:
    said = oracle("archicad_staal")
    facts = opened("archicad_staal").facts
    faces = mesh_faces(facts)
    tubes = [g for g, r in said.items() if r["name"] == "K80/80/4"]
    assert len(tubes) == 8
    guids = facts.elements.global_id.filled()
    for item, solid in enumerate(facts.items.solid.tolist()):
        guid = guids[int(facts.items.owner[item])]
        if guid in tubes:
            assert float(said[guid]["length"]) == 80.0
            assert straight_bar(shell_of(faces, int(facts.solids.mesh[solid]))).length in (
                pytest.approx(3610.0),
                pytest.approx(2720.0),
            )


def test_all_681_plates_of_the_steel_bridge_have_a_thickness() -> None:
    facts = opened("steel_bridge_ifc4x1").facts
    rows = np.flatnonzero(facts.elements.ifc_class.isin(("IfcPlate", "IfcPlateStandardCase")))
    table = plates("steel_bridge_ifc4x1", rows)
    assert len(table) == 681
    assert np.isfinite(table.thickness_mm).all() and not any(table.reason.filled())


def test_the_plates_of_the_sculpture_are_as_thick_as_their_designations() -> None:
    """The depth of the extrusion, in inches, is the program's own thickness."""
    said = oracle("sds2_sculpture")
    facts = opened("sds2_sculpture").facts
    rows = np.flatnonzero(facts.elements.ifc_class.isin(("IfcPlate",)))
    table = plates("sds2_sculpture", rows)
    flat = bent = 0
    for k, row in enumerate(rows.tolist()):
        told = said[facts.elements.global_id.get(row)]
        assert table.reason[k] is None
        if told["profile"].startswith("BPL3/8"):
            bent += 1
            assert table.thickness_mm[k] == pytest.approx(0.375 * 25.4)
            # The drawn centre line: legs of 79.04 and 57.15, and a 45 degree bend in three chords of 4.97.
            assert table.developed_mm[k] == pytest.approx(151.15, abs=0.05)
        else:
            flat += 1
            assert table.thickness_mm[k] == pytest.approx(float(told["extrusion_depth_in"]) * 25.4)
    assert (flat, bent) == (67, 1)
