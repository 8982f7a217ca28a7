"""What a file leaves out is asked, and never counted as if it were not there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from rated_models import box, built, external, method, opened

from app.rating import books_of, rate
from app.usecases import open_model
from components.building import Building
from components.rates.answers import Answers
from components.rates.from_model import from_model
from components.rates.told import reach_lines
from components.rates.wording import text
from ifc_samples.builder import Model, Node
from ifc_samples.space import Frame

COLUMN = (400.0, 400.0, 3000.0)


def columns(m: Model, s: list[Node]) -> None:
    """Ten columns of 0.48 m3, two of them precast."""
    for i in range(10):
        how = method("Precast" if i < 2 else "In-Situ")
        box(
            m,
            s[0],
            "IFCCOLUMN",
            f"c{i}",
            COLUMN,
            (3000.0 * i, 0.0, 0.0),
            name="柱",
            material="C30",
            psets=how,
        )


def with_quantity(folder: Path, kind: str, quantity: dict[str, float]) -> Building:
    """The columns, and one element that is not drawn but has a quantity."""

    def recipe(m: Model, s: list[Node]) -> None:
        columns(m, s)
        node = m.product(kind, "gone", "未绘制", Frame(), (), s[0], material="C30")
        m.pset(node, "Pset_ConcreteElementGeneral", {"ConstructionMethod": "Precast"})
        for label, values in external(True).items():
            m.pset(node, label, values)
        m.quantities(node, "Qto", quantity)

    return built(opened(folder, recipe))


@pytest.mark.parametrize("volume", [-3.0, 0.0, 3.0])
def test_a_column_that_is_not_drawn_keeps_the_rate_open_whatever_volume_it_claims(
    tmp_path: Path, volume: float
) -> None:
    building = with_quantity(tmp_path, "IFCCOLUMN", {"NetVolume": volume})
    found = from_model(building).measures
    assert found["q1a"].unmeasured == found["q_volume"].unmeasured == 1
    assert found["q1a"].total == pytest.approx(4.8)
    assert "building.not_measured" in {f.code for f in building.findings}


def test_a_wall_that_is_not_drawn_and_claims_a_negative_face_keeps_2a_open(tmp_path: Path) -> None:
    assert (
        from_model(with_quantity(tmp_path, "IFCWALL", {"GrossSideArea": -3.0})).measures["q2a"].unmeasured
        == 1
    )


def test_what_it_takes_names_the_fewest_members(tmp_path: Path) -> None:
    """0.96 of 4.8 m3 is precast; 35 % are 1.68 m3, so 0.72 m3 more: two more columns of 0.48 m3."""
    rated = rate(
        opened(tmp_path, columns), books_of(), Answers(outdoor_ground_mm=-300.0, structure="concrete")
    )
    reach = next(r for r in rated.reaches if r.goal.key == "vertical")
    (change,) = reach.together
    assert change.quantity == pytest.approx(0.72)
    assert change.members == 2
    assert "2 个构件" in text(reach_lines(rated.assembly, reach)[0], "zh")


@pytest.mark.parametrize(
    ("terrain", "zero", "hint"), [("36.55", "37.", -450.0), ("36.55", "$", np.nan), ("$", "37.", np.nan)]
)
def test_what_the_file_says_of_outdoor_ground_is_shown_and_not_used(
    tmp_path: Path, terrain: str, zero: str, hint: float
) -> None:
    """Terrain at 36.55 m and zero at 37.00 m above the sea: 0.45 m below zero."""
    opened(tmp_path, columns, unit_mm=1000.0)
    path = tmp_path / "small.ifc"
    told = path.read_text(encoding="utf-8")
    line = re.search(r"#\d+=\s*IFCBUILDING\(.*", told)
    assert line is not None
    fields = line.group().rstrip(");").split(",")
    assert len(fields) == 12
    fields[9:11] = [zero, terrain]
    path.write_text(told.replace(line.group(), ",".join(fields) + ");"), encoding="utf-8")
    building = built(open_model(path), ground_mm=None)
    assert building.ground_hint_mm == pytest.approx(hint, nan_ok=True)
    assert building.ground_mm == 0.0
    assert ("building.ground_hint" in {f.code for f in building.findings}) == np.isfinite(hint)
