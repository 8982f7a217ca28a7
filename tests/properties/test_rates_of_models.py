"""Laws of the rates measured from models: what must not change them, and which way they may go."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "components"))

from rated_models import box, built, external, method, opened

from components.building import Rule
from components.rates.from_model import from_model
from ifc_samples.builder import Model, Node

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = ("q_volume", "q1a", "q1b", "q2a", "q2b", "q2c")
SAID = st.sampled_from(["In-Situ", "Precast"])
WALL = st.sampled_from(["ALC 条板", "砖", "C30"])


def building(
    m: Model, s: list[Node], made: list[str], walls: list[str], pieces: int = 1, turned: bool = False
) -> None:
    """Columns, floors and walls. pieces: into how many each wall and floor is cut. turned: written backwards."""
    parts = []
    for i, said in enumerate(made):
        parts.append(
            ("IFCCOLUMN", f"c{i}", (400.0, 400.0, 3300.0), (2000.0 * i, -9000.0, -600.0), "C30", method(said))
        )
    for i, material in enumerate(walls):
        for k in range(pieces):
            length = 6000.0 / pieces
            at = (-3000.0 + length * (k + 0.5), 9000.0 + 400.0 * i, -600.0)
            sets = external(True) | {"外墙": {"保温装饰一体": i % 2 == 0}}
            parts.append(
                ("IFCWALL", f"w{i}-{k}", (length, 200.0, 3000.0), at, material, sets | method("Precast"))
            )
            inner = (at[0], -12000.0 - 400.0 * i, 0.0)
            parts.append(("IFCWALL", f"p{i}-{k}", (length, 100.0, 2800.0), inner, material, external(False)))
    for level in (1, 2):
        for k in range(pieces):
            size = (10000.0 / pieces, 10000.0, 120.0)
            at = (-5000.0 + size[0] * (k + 0.5), 0.0, 3000.0 * level - 120.0)
            name = method(made[level % len(made)])
            parts.append(("IFCSLAB", f"f{level}-{k}", size, at, "C30", name))
    for kind, key, size, at, material, psets in reversed(parts) if turned else parts:
        host = s[min(int((at[2] + 1000.0) // 3000.0), 2)]
        box(m, host, kind, key, size, at, material=material, psets=psets)


def ratios(
    folder: Path,
    made: list[str],
    walls: list[str],
    unit_mm: float = 1.0,
    rules: tuple[Rule, ...] = (),
    **kw: object,
) -> dict[str, tuple[float, float]]:
    one = opened(folder, lambda m, s: building(m, s, made, walls, **kw), unit_mm=unit_mm)  # type: ignore[arg-type]
    measures = from_model(built(one, rules=rules)).measures
    return {key: (m.part, m.total) for key, m in measures.items() if key in KEYS}


def close(a: dict[str, tuple[float, float]], b: dict[str, tuple[float, float]]) -> None:
    assert a.keys() == b.keys()
    for key in a:
        assert a[key] == pytest.approx(b[key], rel=1e-9, abs=1e-9), key


MADE = st.lists(SAID, min_size=1, max_size=4)
WALLS = st.lists(WALL, min_size=1, max_size=3)


@QUICK
@given(made=MADE, walls=WALLS)
def test_units_do_not_change_a_rate(tmp_path: Path, made: list[str], walls: list[str]) -> None:
    close(ratios(tmp_path, made, walls), ratios(tmp_path, made, walls, unit_mm=1000.0))


@QUICK
@given(made=MADE, walls=WALLS)
def test_the_order_of_the_file_does_not_change_a_rate(
    tmp_path: Path, made: list[str], walls: list[str]
) -> None:
    close(ratios(tmp_path, made, walls), ratios(tmp_path, made, walls, turned=True))


@QUICK
@given(made=MADE, walls=WALLS, pieces=st.integers(2, 5))
def test_cutting_walls_and_floors_into_pieces_does_not_change_a_rate(
    tmp_path: Path, made: list[str], walls: list[str], pieces: int
) -> None:
    close(ratios(tmp_path, made, walls), ratios(tmp_path, made, walls, pieces=pieces))


@QUICK
@given(made=MADE, walls=WALLS, kind=st.sampled_from(["IfcColumn", "IfcSlab", "IfcWall"]))
def test_making_parts_in_a_factory_never_lowers_a_ratio(
    tmp_path: Path, made: list[str], walls: list[str], kind: str
) -> None:
    before = ratios(tmp_path, made, walls)
    after = ratios(tmp_path, made, walls, rules=(Rule({"class": kind}, "made", "factory", "law"),))
    for key, (part, total) in before.items():
        assert after[key][1] == pytest.approx(total, rel=1e-12)
        assert after[key][0] >= part - 1e-9


@QUICK
@given(made=MADE, walls=WALLS)
def test_no_part_exceeds_its_whole(tmp_path: Path, made: list[str], walls: list[str]) -> None:
    for part, total in ratios(tmp_path, made, walls).values():
        assert 0.0 <= part <= total * (1 + 1e-12)
