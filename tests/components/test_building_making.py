"""How a part is made is decided by evidence in the stated order, and what contradicts itself is cast and told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rated_models import box, built, external, method, opened, row

from components.building import CAST, FACTORY, NO, UNDECIDED, UNSAID, YES, Building, Rule
from components.model import Override
from components.rates.from_model import from_model
from ifc_samples.builder import Model, Node
from ifc_samples.space import Frame

COLUMN = (400.0, 400.0, 2500.0)


def column(
    folder: Path, name: str = "Z-1", material: str | None = "C30", psets: dict | None = None, **wishes: object
) -> Building:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCCOLUMN", "c", COLUMN, (0.0, 0.0, 0.0), name=name, material=material, psets=psets)

    return built(opened(folder, recipe), **wishes)


PRECAST_SET = {"Pset_PrecastConcreteElementGeneral": {"PieceMark": "YZ-1"}}
FACTORY_PLACE = {"Pset_ManufacturerOccurrence": {"AssemblyPlace": "FACTORY"}}
SITE_PLACE = {"Pset_ManufacturerOccurrence": {"AssemblyPlace": "SITE"}}


@pytest.mark.parametrize(
    ("name", "psets", "made", "by"),
    [
        ("Z-1", FACTORY_PLACE, FACTORY, "building.by_place"),
        ("Z-1", SITE_PLACE, CAST, "building.by_place"),
        ("Z-1", method("Precast"), FACTORY, "building.by_method"),
        ("Z-1", method("预制"), FACTORY, "building.by_method"),
        ("Z-1", method("In-Situ"), CAST, "building.by_method"),
        ("Z-1", method("现浇"), CAST, "building.by_method"),
        ("Z-1", {"Pset_ConcreteElementGeneral": {"CastingMethod": "PRECAST"}}, FACTORY, "building.by_method"),
        ("Z-1", {"Pset_ConcreteElementGeneral": {"CastingMethod": "INSITU"}}, CAST, "building.by_method"),
        ("Z-1", {"Tekla": {"Cast unit type": "Prefab"}}, FACTORY, "building.by_method"),
        ("Z-1", PRECAST_SET, FACTORY, "building.by_fabrication"),
        ("预制柱 YZ-1", None, FACTORY, "building.by_name"),
        ("Precast column", None, FACTORY, "building.by_name"),
        ("现浇柱", None, CAST, "building.by_name"),
        ("Column cast in place", None, CAST, "building.by_name"),
        ("Z-1", None, UNDECIDED, None),
    ],
)
def test_each_kind_of_evidence_is_heard(
    tmp_path: Path, name: str, psets: dict | None, made: int, by: str | None
) -> None:
    parts = column(tmp_path, name, psets=psets).parts
    assert (int(parts.made[0]), parts.made_by[0]) == (made, by)
    assert not parts.contradicts[0]


@pytest.mark.parametrize(
    ("name", "psets"),
    [
        ("Z-1", FACTORY_PLACE | method("In-Situ")),
        ("现浇柱", FACTORY_PLACE),
        ("预制柱", method("现浇")),
        ("Z-1", PRECAST_SET | method("In-Situ")),
    ],
)
def test_evidence_that_contradicts_itself_counts_as_cast_and_is_told(
    tmp_path: Path, name: str, psets: dict
) -> None:
    found = column(tmp_path, name, psets=psets)
    assert int(found.parts.made[0]) == CAST
    assert found.parts.contradicts[0]
    assert "building.contradiction" in {f.code for f in found.findings}


def test_a_rule_stands_over_the_file_and_the_user_over_a_rule(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        for i in range(2):
            at = (3000.0 * i, 0.0, 0.0)
            box(
                m,
                s[0],
                "IFCCOLUMN",
                f"c{i}",
                COLUMN,
                at,
                name=f"Z-{i}",
                material="C30",
                psets=method("In-Situ"),
            )

    one = opened(tmp_path, recipe)
    rule = Rule({"class": "IfcColumn", "material": "c30"}, "made", "factory", "加工图")
    step = int(one.model.components.step_id[row(one, "Z-1")])
    parts = built(one, rules=(rule,), overrides=(Override(step, "made", "cast", "看过现场"),)).parts
    by_rule, by_user = row(one, "Z-0"), row(one, "Z-1")
    assert (int(parts.made[by_rule]), parts.made_by[by_rule]) == (FACTORY, "building.by_rule")
    assert (int(parts.made[by_user]), parts.made_by[by_user]) == (CAST, "building.by_user")
    assert not parts.contradicts.any()


def test_a_rule_that_fits_nothing_is_told(tmp_path: Path) -> None:
    found = column(tmp_path, rules=(Rule({"name": "nobody"}, "made", "cast", "x"),))
    assert "building.rule_fits_nothing" in {f.code for f in found.findings}


def test_steel_assembled_on_site_is_made_in_a_factory(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        whole = m.assembly("a", "GZ", Frame(), s[0], tag=None, predefined="RIGID_FRAME", place="SITE")
        box(m, whole, "IFCCOLUMN", "c", COLUMN, (0.0, 0.0, 0.0), name="钢柱", material="Q355B")

    one = opened(tmp_path, recipe)
    parts = built(one).parts
    at = row(one, "钢柱")
    assert (int(parts.made[at]), parts.made_by[at], bool(parts.contradicts[at])) == (
        FACTORY, "building.by_material", False,
    )  # fmt: skip


@pytest.mark.parametrize(("place", "made"), [("FACTORY", FACTORY), ("SITE", CAST)])
def test_the_place_of_the_whole_speaks_for_the_concrete_in_it(tmp_path: Path, place: str, made: int) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        whole = m.assembly("a", "YZ", Frame(), s[0], tag=None, predefined="NOTDEFINED", place=place)
        box(m, whole, "IFCCOLUMN", "c", COLUMN, (0.0, 0.0, 0.0), name="Z", material="C30")

    one = opened(tmp_path, recipe)
    assert int(built(one).parts.made[row(one, "Z")]) == made


def test_concrete_of_which_nobody_speaks_stays_open_unless_the_user_sets_otherwise(tmp_path: Path) -> None:
    open_ = from_model(column(tmp_path)).measures["q_volume"]
    assert (open_.part, open_.total, open_.undecided) == (0.0, pytest.approx(0.4), pytest.approx(0.4))
    cast = column(tmp_path, unsaid_is_cast=True)
    assert cast.parts.made_by[0] == "building.by_setting"
    assert from_model(cast).measures["q_volume"].undecided == 0.0


def test_the_cast_layer_of_a_half_precast_slab_is_cast_and_its_plan_counts(tmp_path: Path) -> None:
    """60 of 130 mm precast, 70 cast: 10 x 10 m make 6 and 7 m3, and the whole plan needs no formwork."""

    def recipe(m: Model, s: list[Node]) -> None:
        layers = m.layers("叠合板 60+70", (("预制混凝土 C30", 60.0), ("现浇混凝土 C30", 70.0)))
        size = (10000.0, 10000.0, 130.0)
        item = m.extrusion(m.rectangle(None, *size[:2]), size[2])
        m.product(
            "IFCSLAB",
            "b",
            "叠合板",
            Frame((0.0, 0.0, 2870.0)),
            (item,),
            s[1],
            predefined="FLOOR",
            material=layers,
        )

    found = from_model(built(opened(tmp_path, recipe)))
    assert found.measures["q_volume"].part == pytest.approx(6.0)
    assert found.measures["q_volume"].total == pytest.approx(13.0)
    assert found.by_storey["q1b"].part[0] == pytest.approx(100.0)


def test_a_half_precast_slab_without_layers_is_open_by_volume(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(
            m,
            s[1],
            "IFCSLAB",
            "b",
            (5000.0, 4000.0, 100.0),
            (0.0, 0.0, 2900.0),
            name="叠合板",
            material="C30",
        )

    measure = from_model(built(opened(tmp_path, recipe))).measures["q_volume"]
    assert (measure.part, measure.undecided, measure.total) == (0.0, pytest.approx(2.0), pytest.approx(2.0))


WALLS = [
    ("蒸压加气混凝土条板", "内隔墙", NO),
    ("AAC panel", "wall", NO),
    ("ALC 墙板", "内隔墙", NO),
    ("蒸压加气混凝土砌块", "内隔墙", YES),
    ("AAC block", "wall", YES),
    ("烧结页岩砖", "内隔墙", YES),
    ("Brick", "wall", YES),
    ("加气混凝土", "内隔墙", UNSAID),
    ("轻钢龙骨石膏板", "内隔墙", NO),
    (None, "内隔墙 砖", YES),
    (None, "轻质条板隔墙", NO),
    (None, "隔墙", UNSAID),
    ("AAC panel", "砌块墙", YES),
]


@pytest.mark.parametrize(("material", "name", "masonry"), WALLS)
def test_panels_are_no_masonry_blocks_are_and_aac_alone_says_nothing(
    tmp_path: Path, material: str | None, name: str, masonry: int
) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCWALL", "w", (4000.0, 200.0, 2800.0), (0.0, 0.0, 0.0), name=name, material=material,
            psets=external(False))  # fmt: skip

    found = built(opened(tmp_path, recipe))
    assert int(found.parts.masonry[0]) == masonry
    measure = from_model(found).measures["q2c"]
    # 4 x 2.8 m; who says nothing is in the whole and not in the part.
    assert measure.total == pytest.approx(11.2)
    assert measure.part == pytest.approx(11.2 if masonry == NO else 0.0)


def test_a_concrete_envelope_wall_counts_in_2a_only_when_it_is_made_in_a_factory(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        for i, said in enumerate(("Precast", "In-Situ")):
            at = (0.0, 5000.0 * i, 0.0)
            box(m, s[0], "IFCWALL", f"w{i}", (5000.0, 160.0, 3000.0), at, name=f"外墙 {i}", material="C30",
                psets=external(True) | method(said))  # fmt: skip

    measure = from_model(built(opened(tmp_path, recipe))).measures["q2a"]
    assert (measure.part, measure.total) == (pytest.approx(15.0), pytest.approx(30.0))


def test_a_bearing_facade_leaves_2a_and_stays_in_2b(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        for i, bearing in enumerate((True, False)):
            sets = external(True, bearing) | method("Precast") | {"外墙": {"保温装饰一体": True}}
            box(m, s[0], "IFCWALL", f"w{i}", (5000.0, 200.0, 3000.0), (0.0, 5000.0 * i, 0.0), name=f"外墙 {i}",
                material="C30", psets=sets)  # fmt: skip

    found = from_model(built(opened(tmp_path, recipe))).measures
    assert found["q2a"].total == pytest.approx(15.0)
    assert found["q2b"].total == found["q2b"].part == pytest.approx(30.0)
    assert found["q1a"].total == pytest.approx(3.0)


def test_walls_of_which_the_file_says_nothing_integrated_are_asked_about(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCWALL", "w", (4000.0, 200.0, 3000.0), (0.0, 0.0, 0.0), name="外墙", material="砖",
            psets=external(True))  # fmt: skip

    found = from_model(built(opened(tmp_path, recipe))).measures
    assert "q2a" in found
    assert "q2b" not in found


def test_a_wall_that_is_neither_said_to_be_in_nor_out_keeps_both_ratios_open(tmp_path: Path) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCWALL", "w0", (4000.0, 200.0, 3000.0), (0.0, 0.0, 0.0), name="墙", material="砖")
        box(m, s[0], "IFCWALL", "w1", (4000.0, 200.0, 3000.0), (0.0, 5000.0, 0.0), name="外墙", material="砖")
        box(
            m,
            s[0],
            "IFCWALL",
            "w2",
            (4000.0, 200.0, 3000.0),
            (0.0, 9000.0, 0.0),
            name="内隔墙",
            material="砖",
        )

    one = opened(tmp_path, recipe)
    found = from_model(built(one)).measures
    assert (found["q2a"].unmeasured, found["q2c"].unmeasured) == (1, 1)
    rule = Rule(
        {"global_id": one.model.components.global_id.get(row(one, "墙"))}, "external", "yes", "平面图"
    )
    ruled = from_model(built(one, rules=(rule,))).measures
    assert (ruled["q2a"].unmeasured, ruled["q2a"].total) == (0, pytest.approx(24.0))


@pytest.mark.parametrize(("width", "joint"), [(600.0, True), (800.0, False)])
def test_a_cast_strip_between_panels_counts_in_1a_up_to_600_mm(
    tmp_path: Path, width: float, joint: bool
) -> None:
    def recipe(m: Model, s: list[Node]) -> None:
        box(m, s[0], "IFCWALL", "w", (width, 200.0, 3000.0), (0.0, 0.0, 0.0), name="后浇段", material="C40",
            psets=external(False, True))  # fmt: skip

    found = built(opened(tmp_path, recipe))
    assert bool(found.parts.joint[0]) == joint
    measures = from_model(found).measures
    assert measures["q1a"].part == pytest.approx(width * 0.2 * 3.0 / 1000 if joint else 0.0)
    assert measures["q_volume"].part == 0.0


def test_the_kinds_of_the_evidence_add_up_to_the_measures(tmp_path: Path) -> None:
    """What the element table says of each part sums to the ratio it entered."""
    found = from_model(column(tmp_path, psets=method("Precast")))
    for key in ("q_volume", "q1a"):
        entered = found.entered[key]
        assert float(np.sum(entered.quantity[entered.in_total])) == pytest.approx(found.measures[key].total)
        assert float(np.sum(entered.quantity[entered.in_part])) == pytest.approx(found.measures[key].part)
