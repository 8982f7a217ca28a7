"""Heights, plans, faces, storeys and twins, against figures worked out in the head."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from rated_models import box, built, external, method, opened, row
from step_text import StepText

from app.rating import RatingRefused, books_of, rate
from app.usecases import open_model
from components.building import Building
from components.rates.answers import Answers
from components.rates.from_model import Choices, from_model
from ifc_samples.builder import Model, Node
from ifc_samples.space import Frame, Vec2, along

SLAB = (10000.0, 10000.0, 120.0)


def one_part(folder: Path, recipe: object, ground: float) -> Building:
    return built(opened(folder, recipe), ground_mm=ground)  # type: ignore[arg-type]


def test_an_upright_part_is_split_at_outdoor_ground_by_its_heights(tmp_path: Path) -> None:
    """From -1000 to 3000, ground at -300: 3300 of 4000."""

    def recipe(m: Model, s: list[Node]) -> None:
        box(
            m,
            s[0],
            "IFCCOLUMN",
            "c",
            (400.0, 400.0, 4000.0),
            (0.0, 0.0, -1000.0),
            material="C30",
            psets=method("In-Situ"),
        )

    found = one_part(tmp_path, recipe, -300.0)
    assert float(found.parts.above[0]) == pytest.approx(3300 / 4000, abs=1e-12)
    assert found.parts.how[0] == "exact"
    assert from_model(found).measures["q_volume"].total == pytest.approx(0.4 * 0.4 * 3.3)


def test_a_wall_with_a_door_above_ground_is_split_without_it(tmp_path: Path) -> None:
    """6 x 0.2 m from -1 to 3; door 1 x 2 m from 0: below 6 x 0.2 x 1 = 1.2, above 6 x 0.2 x 3 - 0.4 = 3.2."""

    def recipe(m: Model, s: list[Node]) -> None:
        wall = box(m, s[0], "IFCWALL", "w", (6000.0, 200.0, 4000.0), (0.0, 0.0, -1000.0), material="C30",
                   psets=external(False, True) | method("In-Situ"))  # fmt: skip
        m.opening(wall, "door", Frame((0.0, 0.0, 1000.0)), m.rectangle(None, 1000.0, 240.0), 2000.0)

    found = one_part(tmp_path, recipe, 0.0)
    assert float(found.parts.above[0]) == pytest.approx(3.2 / 4.4, abs=1e-9)
    assert from_model(found).measures["q1a"].total == pytest.approx(3.2)
    assert found.parts.how[0] == "exact"


def test_a_door_swept_through_the_wall_is_taken_out_as_one_drawn_upright_is(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        wall = box(m, s[0], "IFCWALL", "w", (6000.0, 200.0, 4000.0), (0.0, 0.0, -1000.0), material="C30",
                   psets=external(False, True) | method("In-Situ"))  # fmt: skip
        through = Frame((0.0, -120.0, 2000.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
        m.opening(wall, "door", through, m.rectangle(None, 1000.0, 2000.0), 240.0)

    found = one_part(tmp_path, recipe, 0.0)
    assert float(found.parts.above[0]) == pytest.approx(3.2 / 4.4, abs=1e-9)


def test_a_leaning_brace_is_split_by_the_volume_of_its_faces(tmp_path: Path) -> None:
    """A bar of 100 by 100 along 3:4, cut by its middle height: half of it, by symmetry."""

    def recipe(m: Model, s: list[Node]) -> None:
        item = m.extrusion(m.rectangle(None, 100.0, 100.0), 5000.0)
        frame = along((0.0, 0.0, -2000.0), (3000.0, 0.0, 2000.0), (0.0, 0.0, 1.0))
        m.product("IFCMEMBER", "b", "支撑", frame, (item,), s[0], material="Q355B", predefined="BRACE")

    found = one_part(tmp_path, recipe, 0.0)
    assert found.parts.role[0] == "brace"
    assert float(found.parts.above[0]) == pytest.approx(0.5, abs=1e-9)
    assert found.parts.how[0] == "exact"


def test_a_wedge_is_split_by_volume_not_by_height(tmp_path: Path) -> None:
    """A level prism of a right triangle 2000 high on 3000: above half its height stands a quarter of it."""

    def recipe(m: Model, s: list[Node]) -> None:
        outline: tuple[Vec2, ...] = ((0.0, 0.0), (3000.0, 0.0), (0.0, 2000.0))
        item = m.extrusion(m.outline(None, outline), 1000.0)
        frame = Frame((0.0, 0.0, -1000.0), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
        m.product("IFCBEAM", "b", "现浇", frame, (item,), s[0], material="C30")

    found = one_part(tmp_path, recipe, 0.0)
    assert float(found.parts.above[0]) == pytest.approx(0.25, abs=1e-9)


def floor(
    m: Model,
    s: list[Node],
    key: str,
    name: str,
    level: int,
    at: tuple[float, float] = (0.0, 0.0),
    **kw: object,
) -> None:
    psets = method("In-Situ")
    box(
        m,
        s[level],
        "IFCSLAB",
        key,
        SLAB,
        (*at, 3000.0 * level - 120.0),
        name=name,
        material="C30",
        psets=psets,
        **kw,
    )  # type: ignore[arg-type]


def steel_beam(
    m: Model, host: Node, key: str, start: tuple[float, float], end: tuple[float, float], top: float
) -> None:
    frame = along((*start, top - 100.0), (*end, top - 100.0), (0.0, 0.0, 1.0))
    length = math.dist(start, end)
    item = m.extrusion(m.rectangle(None, 200.0, 200.0), length)
    m.product("IFCBEAM", key, "钢梁", frame, (item,), host, material="Q355B")


def test_projections_are_a_union_and_overlaps_count_once(tmp_path: Path) -> None:
    """Two crossing beams of 8 m by 0.2 m: 1.6 + 1.6 - 0.04 m2; over a deck they add nothing."""

    def recipe(m: Model, s: list[Node]) -> None:
        for level, name in ((1, "现浇板"), (2, "楼承板组合楼板")):
            floor(m, s, f"f{level}", name, level)
            top = 3000.0 * level - 120.0
            steel_beam(m, s[level], f"x{level}", (-4000.0, 0.0), (4000.0, 0.0), top)
            steel_beam(m, s[level], f"y{level}", (0.0, -4000.0), (0.0, 4000.0), top)

    rows = from_model(built(opened(tmp_path, recipe))).by_storey["q1b"]
    assert rows.part.tolist() == pytest.approx([3.16, 100.0])
    assert rows.total.tolist() == [100.0, 100.0]


def test_the_roof_is_in_or_out_by_a_setting(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "压型钢板组合楼板", 1)
        floor(m, s, "f2", "现浇屋面板", 2)

    building = built(opened(tmp_path, recipe))
    with_roof, without = from_model(building), from_model(building, Choices(roof=False))
    assert (with_roof.measures["q1b"].part, with_roof.measures["q1b"].total) == (pytest.approx(100.0), 200.0)
    assert (without.measures["q1b"].part, without.measures["q1b"].total) == (pytest.approx(100.0), 100.0)


def test_1b_never_exceeds_the_floor_it_is_part_of(tmp_path: Path) -> None:
    """Decks reach over the declared 80 m2: counted at 80."""

    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "楼承板", 1)
        floor(m, s, "f2", "楼承板", 2)

    measure = from_model(built(opened(tmp_path, recipe, areas=80.0))).measures["q1b"]
    assert (measure.part, measure.total) == (160.0, 160.0)


def test_a_level_without_any_floor_drawn_keeps_1b_open(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "楼承板", 1)

    assert from_model(built(opened(tmp_path, recipe))).measures["q1b"].unmeasured == 1


def test_floors_without_a_declared_area_take_the_outline_of_their_slab_holes_filled(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        outline: tuple[Vec2, ...] = ((0, 0), (10000, 0), (10000, 8000), (0, 8000))
        hole: tuple[Vec2, ...] = ((2000, 2000), (4000, 2000), (4000, 4000), (2000, 4000))
        for level in (1, 2):
            item = m.extrusion(m.outline(None, outline, (hole,)), 120.0)
            frame = Frame((0.0, 0.0, 3000.0 * level - 120.0))
            m.product(
                "IFCSLAB", f"f{level}", "楼承板", frame, (item,), s[level], predefined="FLOOR", material="C30"
            )

    building = built(opened(tmp_path, recipe, areas=None))
    assert building.storeys.floor_area_mm2[:2].tolist() == [80e6, 80e6]
    assert building.storeys.area_source[0] == "building.area_outline"
    measure = from_model(building).measures["q1b"]
    assert (measure.part, measure.total) == (pytest.approx(152.0), 160.0)
    typed = built(opened(tmp_path, recipe, areas=None), storey_areas_m2={"1F": 90.0, "2F": 90.0})
    assert typed.storeys.area_source[0] == "building.area_answered"
    assert from_model(typed).measures["q1b"].total == 180.0


def test_an_area_of_zero_is_told_and_not_used(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "楼承板", 1)
        floor(m, s, "f2", "楼承板", 2)

    building = built(opened(tmp_path, recipe, areas=0.0))
    assert "building.area_not_positive" in {f.code for f in building.findings}
    assert building.storeys.floor_area_mm2[0] == pytest.approx(100e6)


def test_a_basement_is_no_floor_above_ground(tmp_path: Path) -> None:
    """Ground at 2500: the first storey lies below, and only the roof over the second counts."""

    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "楼承板", 1)
        floor(m, s, "f2", "楼承板", 2)

    building = built(opened(tmp_path, recipe), ground_mm=2500.0)
    assert building.storeys.above_ground.tolist() == [False, True, True]
    assert from_model(building).measures["q1b"].total == 100.0


def test_a_roof_without_a_storey_gets_a_level(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        floor(m, s, "f1", "楼承板", 1)
        box(m, s[1], "IFCSLAB", "f2", SLAB, (0.0, 0.0, 5880.0), name="楼承板", material="C30")

    one = opened(tmp_path, recipe, storeys=2, areas=None)
    building = built(one)
    assert building.storeys.elevation_mm.tolist() == [0.0, 3000.0, 6000.0]
    assert "building.roof_unnamed" in {f.code for f in building.findings}
    assert from_model(building).measures["q1b"].total == pytest.approx(200.0)


def test_a_bent_wall_has_its_middle_line_for_length(tmp_path: Path) -> None:
    """An L of 200 mm with outer legs of 5 and 4 m: middle line 4.9 + 3.9 m, 3 m high."""

    def recipe(m: Model, s: list[Node]) -> None:
        outline: tuple[Vec2, ...] = ((0, 0), (5000, 0), (5000, 200), (200, 200), (200, 4000), (0, 4000))
        item = m.extrusion(m.outline(None, outline), 3000.0)
        node = m.product("IFCWALL", "w", "外墙", Frame(), (item,), s[0], material="ALC 条板")
        m.pset(node, "Pset_WallCommon", {"IsExternal": True, "LoadBearing": False})

    assert from_model(built(opened(tmp_path, recipe))).measures["q2a"].part == pytest.approx(8.8 * 3.0)


def test_a_wall_drawn_in_elevation_has_its_outline_for_a_face(tmp_path: Path) -> None:
    """A gable: 6 m wide, 3 m high at the eaves, 5 m at the ridge: 18 + 6 m2."""

    def recipe(m: Model, s: list[Node]) -> None:
        outline: tuple[Vec2, ...] = ((0, 0), (6000, 0), (6000, 3000), (3000, 5000), (0, 3000))
        item = m.extrusion(m.outline(None, outline), 200.0)
        upright = Frame((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
        node = m.product("IFCWALL", "w", "外墙", upright, (item,), s[0], material="ALC 条板")
        m.pset(node, "Pset_WallCommon", {"IsExternal": True, "LoadBearing": False})

    assert from_model(built(opened(tmp_path, recipe))).measures["q2a"].part == pytest.approx(24.0)


def test_windows_and_ground_leave_the_face_of_a_wall_as_by_the_rules(tmp_path: Path) -> None:
    """Openings are not deducted, what is below ground is: 5 m by 3 m of which 0.5 m below."""

    def recipe(m: Model, s: list[Node]) -> None:
        wall = box(m, s[0], "IFCWALL", "w", (5000.0, 200.0, 3000.0), (0.0, 0.0, 0.0), name="外墙", material="ALC 条板",
                   psets=external(True))  # fmt: skip
        m.opening(wall, "o", Frame((0.0, 0.0, 1000.0)), m.rectangle(None, 2000.0, 240.0), 1500.0)

    found = from_model(built(opened(tmp_path, recipe), ground_mm=500.0)).measures["q2a"]
    assert found.total == pytest.approx(12.5)


def test_a_part_drawn_twice_counts_once(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        for i in range(2):
            box(m, s[0], "IFCCOLUMN", f"c{i}", (400.0, 400.0, 3000.0), (0.0, 0.0, 0.0), name=f"柱 {i}", material="C30",
                psets=method("In-Situ"))  # fmt: skip

    building = built(opened(tmp_path, recipe))
    assert int((building.parts.twin_of >= 0).sum()) == 1
    assert "building.twins" in {f.code for f in building.findings}
    assert from_model(building).measures["q_volume"].total == pytest.approx(0.48)


def test_of_an_architects_and_an_engineers_wall_the_one_with_evidence_counts(tmp_path: Path) -> None:
    """The same wall with 20 mm of plaster on it and no evidence, and as the engineer drew it."""

    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCWALL", "a", (5000.0, 220.0, 3000.0), (0.0, 0.0, 0.0), name="墙 建筑", material="C30",
            psets=external(False, True))  # fmt: skip
        box(m, s[0], "IFCWALL", "b", (5000.0, 200.0, 2900.0), (0.0, 0.0, 0.0), name="墙 结构", material="C30",
            psets=external(False, True) | method("Precast"))  # fmt: skip

    one = opened(tmp_path, recipe)
    building = built(one)
    assert int(building.parts.twin_of[row(one, "墙 建筑")]) == row(one, "墙 结构")
    measure = from_model(building).measures["q1a"]
    assert measure.part == measure.total == pytest.approx(5.0 * 0.2 * 2.9)


def test_crossed_braces_and_walls_side_by_side_are_no_twins(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        for i, (a, b) in enumerate(
            (((0.0, 0.0, 0.0), (3000.0, 0.0, 3000.0)), ((0.0, 0.0, 3000.0), (3000.0, 0.0, 0.0)))
        ):
            item = m.extrusion(m.rectangle(None, 100.0, 100.0), math.dist(a, b))
            frame = along(a, b, (0.0, 1.0, 0.0))
            m.product(
                "IFCMEMBER", f"b{i}", "支撑", frame, (item,), s[0], material="Q355B", predefined="BRACE"
            )
        for i in range(2):
            box(m, s[0], "IFCWALL", f"w{i}", (5000.0, 100.0, 3000.0), (0.0, 8000.0 + 100.0 * i, 0.0), material="砖",
                psets=external(False))  # fmt: skip

    assert not (built(opened(tmp_path, recipe)).parts.twin_of >= 0).any()


def test_storeys_of_one_level_are_one(tmp_path: Path) -> None:
    """Structural levels 50 mm below the architect's."""

    def recipe(m: Model, s: list[Node]) -> None:
        low = m.storey("s1b", "2F 结构", 2950.0)
        box(m, low, "IFCSLAB", "f1", SLAB, (0.0, 0.0, 2830.0), name="楼承板", material="C30")
        floor(m, s, "f2", "楼承板", 2)

    building = built(opened(tmp_path, recipe))
    assert building.storeys.name.filled() == ["1F", "2F", "3F"]
    assert from_model(building).measures["q1b"].total == 200.0


def test_a_model_without_storeys_is_told_so_and_1b_is_asked(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(
            m,
            m.building,
            "IFCCOLUMN",
            "c",
            (400.0, 400.0, 3000.0),
            (0.0, 0.0, 0.0),
            material="C30",
            psets=method("In-Situ"),
        )

    one = opened(tmp_path, recipe, storeys=0)
    rated = rate(one, books_of(), Answers(outdoor_ground_mm=-300.0))
    assert "building.no_storeys" in {f.code for f in rated.findings}
    assert rated.measured is not None and "q1b" not in rated.measured.measures
    assert rated.assembly.lines[0].code == "rates.line_incomplete"


def test_members_without_a_material_keep_the_volume_rate_open(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(
            m,
            s[0],
            "IFCCOLUMN",
            "c0",
            (400.0, 400.0, 3000.0),
            (0.0, 0.0, 0.0),
            material="C30",
            psets=method("Precast"),
        )
        box(m, s[0], "IFCCOLUMN", "c1", (400.0, 400.0, 3000.0), (5000.0, 0.0, 0.0))

    one = opened(tmp_path, recipe)
    rated = rate(one, books_of(), Answers(outdoor_ground_mm=-300.0))
    assert from_model(built(one)).measures["q_volume"].unmeasured == 1
    assert rated.prefabrication.lines[0].code == "rates.line_incomplete"
    assert (rated.gauges[0].low, rated.gauges[0].high) == (0.0, 100.0)


def test_a_model_without_a_length_unit_is_refused_in_one_sentence(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCCOLUMN", "c", (400.0, 400.0, 3000.0), (0.0, 0.0, 0.0), material="C30")

    opened(tmp_path, recipe)
    path = tmp_path / "small.ifc"
    lines = path.read_text(encoding="ascii").splitlines()
    bare = [line for line in lines if "LENGTHUNIT" not in line]
    assert len(bare) == len(lines) - 1
    path.write_text("\n".join(bare), encoding="ascii")
    with pytest.raises(RatingRefused) as refused:
        rate(open_model(path), books_of())
    assert refused.value.code == "rating.no_length_unit"


def test_a_steel_frame_has_no_volume_rate(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCCOLUMN", "c", (400.0, 400.0, 3000.0), (0.0, 0.0, 0.0), material="Q355B")

    rated = rate(opened(tmp_path, recipe), books_of(), Answers(outdoor_ground_mm=0.0, structure="all_steel"))
    assert rated.gauges[0].state == "not_applicable"
    assert rated.assembly.item("1a").points == 30.0


def test_steel_and_concrete_are_weighed_for_the_share_by_mass(tmp_path: Path) -> None:
    """A steel post of 0.1 x 0.1 x 3 m at 7850 and a cast one of 0.4 x 0.4 x 3 m at 2500 kg/m3."""

    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCCOLUMN", "c0", (100.0, 100.0, 3000.0), (0.0, 0.0, 0.0), material="Q355B")
        box(
            m,
            s[0],
            "IFCCOLUMN",
            "c1",
            (400.0, 400.0, 3000.0),
            (5000.0, 0.0, 0.0),
            material="C30",
            psets=method("In-Situ"),
        )

    mass = from_model(built(opened(tmp_path, recipe))).mass.measure
    assert mass.part == pytest.approx(0.03 * 7850)
    assert mass.total == pytest.approx(0.03 * 7850 + 0.48 * 2500)


def test_a_footing_is_in_no_rate(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(
            m,
            s[0],
            "IFCFOOTING",
            "f",
            (2000.0, 2000.0, 600.0),
            (0.0, 0.0, 0.0),
            material="C30",
            psets=method("In-Situ"),
        )

    measure = from_model(built(opened(tmp_path, recipe))).measures["q_volume"]
    assert measure.total == 0.0


def test_the_share_above_is_exact_for_any_height_of_the_ground(tmp_path: Path) -> None:
    """A level round bar, cut at h over its middle: the segment's area over the circle's."""

    def recipe(m: Model, s: list[Node]) -> None:
        circle = np.linspace(0.0, 2 * np.pi, 360, endpoint=False)
        outline = tuple((500.0 * math.cos(t), 500.0 * math.sin(t)) for t in circle.tolist())
        item = m.extrusion(m.outline(None, outline), 3000.0)
        frame = Frame((0.0, 0.0, 500.0), (1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
        m.product("IFCBEAM", "b", "现浇", frame, (item,), s[0], material="C30")

    one = opened(tmp_path, recipe)
    for height in (100.0, 400.0, 750.0):
        h = (height - 500.0) / 500.0
        segment = math.acos(h) - h * math.sqrt(1 - h * h)
        assert float(built(one, ground_mm=height).parts.above[0]) == pytest.approx(
            segment / math.pi, abs=2e-4
        )


def wedge_points() -> tuple[list[tuple[float, float, float]], list[tuple[int, ...]]]:
    """A right prism of 3000 by 1000 in plan whose top falls from 2000 to 0, faces seen from outside."""
    points = [
        (0.0, 0.0, -1000.0), (3000.0, 0.0, -1000.0), (3000.0, 1000.0, -1000.0), (0.0, 1000.0, -1000.0),
        (0.0, 0.0, 1000.0), (0.0, 1000.0, 1000.0),
    ]  # fmt: skip
    faces = [(0, 3, 2, 1), (0, 1, 4), (3, 5, 2), (0, 4, 5, 3), (1, 2, 5, 4)]
    return points, faces


def test_a_faceted_body_is_split_and_seen_from_above_by_its_faces(tmp_path: Path) -> None:
    """The wedge again, as faces: a quarter above its middle; its plan is 3 by 1 m."""

    def recipe(m: Model, s: list[Node]) -> None:
        item = m.faceted(*wedge_points())
        m.product(
            "IFCSLAB", "b", "现浇", Frame(), (item,), s[0], how="Brep", material="C30", predefined="FLOOR"
        )

    found = one_part(tmp_path, recipe, 0.0)
    assert float(found.parts.above[0]) == pytest.approx(0.25, abs=1e-9)
    assert found.parts.how[0] == "exact"
    assert float(found.parts.plan_mm2[0]) == pytest.approx(3e6)


def test_a_clipped_wall_across_the_ground_is_flagged(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        whole = m.extrusion(m.rectangle(None, 4000.0, 200.0), 4000.0)
        item = m.clipped(whole, (0.0, 0.0, 3000.0), (0.6, 0.0, 0.8))
        node = m.product(
            "IFCWALL", "w", "墙", Frame((0.0, 0.0, -1000.0)), (item,), s[0], how="Clipping", material="C30"
        )
        m.pset(node, "Pset_WallCommon", {"IsExternal": False, "LoadBearing": True})

    found = one_part(tmp_path, recipe, 0.0)
    assert found.parts.how[0] == "bounds"
    assert "building.bounds" in {f.code for f in found.findings}


def test_a_plinth_is_no_ground_floor(tmp_path: Path) -> None:
    """One square metre of slab on the ground: the storey is as large as the floor over it."""

    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCSLAB", "p", (1000.0, 1000.0, 120.0), (0.0, 0.0, -120.0), name="现浇", material="C30")
        floor(m, s, "f1", "楼承板", 1)
        floor(m, s, "f2", "楼承板", 2)

    building = built(opened(tmp_path, recipe, areas=None))
    assert building.storeys.floor_area_mm2[:2].tolist() == [100e6, 100e6]


def test_a_wall_that_its_opening_leaves_nothing_of_is_not_counted_with_a_volume(tmp_path: Path) -> None:
    """An opening larger than its wall."""

    def recipe(m: Model, s: list[Node]) -> None:
        wall = box(m, s[0], "IFCWALL", "w", (2000.0, 200.0, 2500.0), (0.0, 0.0, 0.0), name="墙", material="C30",
                   psets=external(False, True) | method("In-Situ"))  # fmt: skip
        m.opening(wall, "o", Frame((0.0, 0.0, -10.0)), m.rectangle(None, 2100.0, 240.0), 2600.0)

    measure = from_model(built(opened(tmp_path, recipe))).measures["q1a"]
    assert (measure.total, measure.unmeasured) == (0.0, 1)


def test_a_model_that_draws_nothing_is_rated_as_unknown(tmp_path: Path) -> None:
    s = StepText()
    s.element([], name="'B-01'")
    found = built(open_model(s.write(tmp_path)), ground_mm=0.0)
    assert not np.isfinite(found.parts.volume_mm3).any()
