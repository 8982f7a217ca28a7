"""Faces of walls under a roof and of curtain walls without a body, against areas worked out in the head."""

from __future__ import annotations

from pathlib import Path

import pytest
from rated_models import box, built, external, opened

from components.building import Building
from components.rates.from_model import from_model
from ifc_samples.builder import Model, Node
from ifc_samples.space import Frame, Vec, Vec2

ALONG_X: Vec = (1.0, 0.0, 0.0)
FRONT = Frame((0.0, 0.0, 0.0), ALONG_X, (0.0, -1.0, 0.0))
"""Profile x along the wall, profile y upwards, swept through its thickness."""


def wall_under_a_slope(m: Model, storey: Node, foot: float = 0.0) -> None:
    """6 m long, cut from 3 m at the left end to 4 m at the right end."""
    whole = m.extrusion(m.rectangle(None, 6000.0, 200.0), 5000.0)
    item = m.clipped(whole, (-3000.0, 0.0, 3000.0), (-1.0, 0.0, 6.0))
    node = m.product(
        "IFCWALL", "w", "外墙", Frame((0.0, 0.0, foot)), (item,), storey, how="Clipping", material="ALC 条板"
    )
    m.pset(node, "Pset_WallCommon", {"IsExternal": True, "LoadBearing": False})


def face(building: Building) -> float:
    return from_model(building).measures["q2a"].total


def test_a_wall_under_a_sloping_roof_has_the_face_that_the_roof_leaves(tmp_path: Path) -> None:
    """6 m by (3 + 4) / 2 m."""
    building = built(opened(tmp_path, lambda m, s: wall_under_a_slope(m, s[0])))
    assert face(building) == pytest.approx(21.0, abs=1e-6)


def test_the_face_of_a_wall_under_a_sloping_roof_is_cut_at_outdoor_ground(tmp_path: Path) -> None:
    """A foot 1 m below ground takes 6 m2 off the 21 m2."""
    building = built(opened(tmp_path, lambda m, s: wall_under_a_slope(m, s[0], foot=-1000.0)), ground_mm=0.0)
    assert face(building) == pytest.approx(15.0, abs=1e-6)


def test_a_gable_under_two_slopes_loses_both_corners(tmp_path: Path) -> None:
    """8 m wide, 3 m at the eaves, 5 m at the ridge: 8 x 3 + 8 x 2 / 2 m2."""

    def recipe(m: Model, s: list[Node]) -> None:
        whole = m.extrusion(m.rectangle(None, 8000.0, 240.0), 6000.0)
        once = m.clipped(whole, (-4000.0, 0.0, 3000.0), (-1.0, 0.0, 2.0))
        item = m.clipped(once, (4000.0, 0.0, 3000.0), (1.0, 0.0, 2.0))
        node = m.product("IFCWALL", "w", "山墙", Frame(), (item,), s[0], how="Clipping", material="ALC 条板")
        m.pset(node, "Pset_WallCommon", {"IsExternal": True, "LoadBearing": False})

    assert face(built(opened(tmp_path, recipe))) == pytest.approx(32.0, abs=1e-6)


def test_a_wall_swept_along_its_length_and_cut_by_a_slope_has_what_is_left_of_its_side(
    tmp_path: Path,
) -> None:
    """Its cross-section 0.2 m by 4 m is swept 5 m; the slope falls from 4 m to 2 m: 5 x 3 m2."""

    def recipe(m: Model, s: list[Node]) -> None:
        outline: tuple[Vec2, ...] = ((0, 0), (200, 0), (200, 4000), (0, 4000))
        whole = m.extrusion(m.outline(None, outline), 5000.0)
        item = m.clipped(whole, (0.0, 4000.0, 0.0), (0.0, 5.0, 2.0))  # x across, y up, z along
        node = m.product("IFCWALL", "w", "外墙", FRONT, (item,), s[0], how="Clipping", material="ALC 条板")
        m.pset(node, "Pset_WallCommon", {"IsExternal": True, "LoadBearing": False})

    assert face(built(opened(tmp_path, recipe))) == pytest.approx(15.0, abs=1e-6)


def curtain(m: Model, storey: Node, panels: int = 3, depth: float = 0.0) -> None:
    """Panels of 1.4 m by 3 m in bays of 1.5 m, mullions of 100 mm between and at both ends; no body of its own."""
    wall = m.product("IFCCURTAINWALL", "cw", "幕墙", Frame(), (), storey)
    for i in range(panels):
        at = (1500.0 * i + 750.0, depth * i, 0.0)
        box(m, wall, "IFCPLATE", f"p{i}", (1400.0, 24.0, 3000.0), at, name="玻璃嵌板", material="玻璃")
    for i in range(panels + 1):
        box(
            m,
            wall,
            "IFCMEMBER",
            f"m{i}",
            (100.0, 150.0, 3000.0),
            (1500.0 * i, 0.0, 0.0),
            name="竖梃",
            material="铝合金",
        )


def test_a_curtain_wall_without_a_body_is_as_large_as_the_union_of_its_parts(tmp_path: Path) -> None:
    """3 bays of 1.5 m and half a mullion at each end: 4.6 m by 3 m of no masonry; mullions count nowhere else."""
    building = built(opened(tmp_path, lambda m, s: curtain(m, s[0])))
    found = from_model(building)
    assert found.measures["q2a"].total == pytest.approx(13.8, abs=1e-6)
    assert found.measures["q2a"].part == pytest.approx(13.8, abs=1e-6)
    assert found.measures["q2a"].unmeasured == 0
    entered = {
        key for key, e in found.entered.items() if e.in_total[building.parts.role.isin(("other",))].any()
    }
    assert entered == set()
    assert set(building.parts.role) == {"envelope_wall", "other"}


def test_a_curtain_wall_that_turns_a_corner_is_not_measured_and_said_so(tmp_path: Path) -> None:
    building = built(opened(tmp_path, lambda m, s: curtain(m, s[0], depth=800.0)))
    assert from_model(building).measures["q2a"].unmeasured == 3
    assert "building.not_measured" in {f.code for f in building.findings}


def test_external_walls_keep_their_own_body(tmp_path: Path) -> None:
    """A curtain wall that is drawn itself does not take the place of its parts."""

    def recipe(m: Model, s: list[Node]) -> None:
        wall = box(m, s[0], "IFCCURTAINWALL", "cw", (4000.0, 100.0, 3000.0), (0.0, 0.0, 0.0), name="幕墙",
                   psets=external(True))  # fmt: skip
        box(
            m,
            wall,
            "IFCPLATE",
            "p",
            (9000.0, 24.0, 3000.0),
            (0.0, 0.0, 0.0),
            name="玻璃嵌板",
            material="玻璃",
        )

    assert face(built(opened(tmp_path, recipe))) == pytest.approx(12.0, abs=1e-6)
