"""Rating a model of ten thousand elements adds less than a tenth of the time it takes to open it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from app.rating import books_of, rate
from app.usecases import Opened, open_model
from components.rates.answers import Answers
from ifc_samples.builder import Model, Names
from ifc_samples.space import Frame, along

pytestmark = pytest.mark.alone

BAYS, STOREYS = 22, 6


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A building of 22 by 22 bays of 6 m and six storeys: columns, beams, decks, walls with windows, fasteners."""
    m = Model("tower", "IFC4", Names("塔", "楼"))
    storeys = [m.storey(f"s{i}", f"{i + 1}F", 3600.0 * i) for i in range(STOREYS + 1)]
    column = m.h_profile("HW400*400*13*21", 400, 400, 13, 21, 22)
    beam = m.h_profile("HN400*200*8*13", 400, 200, 8, 13, 13)
    slab, wall = m.rectangle(None, 6000.0, 6000.0 * BAYS), m.rectangle(None, 5600.0, 200.0)
    gap = m.rectangle(None, 1500.0, 240.0)
    reach = range(BAYS)
    for level in range(STOREYS):
        z, below, over = 3600.0 * level, storeys[level], storeys[level + 1]
        for i in reach:
            for j in reach:
                x, y, key = 6000.0 * i, 6000.0 * j, f"{level}/{i}/{j}"
                m.product("IFCCOLUMN", f"c{key}", "钢柱", Frame((x, y, z)), (m.extrusion(column, 3600.0),), below,
                          material="Q355B", tag="GZ-1")  # fmt: skip
                for way, end in (("x", (x + 5800.0, y, z + 3280.0)), ("y", (x, y + 5800.0, z + 3280.0))):
                    frame = along((x, y, z + 3280.0), end, (0.0, 0.0, 1.0))
                    m.product("IFCBEAM", f"b{way}{key}", "钢梁", frame, (m.extrusion(beam, 5800.0),), storeys[level + 1],
                              material="Q355B", tag="GL-1")  # fmt: skip
                if (i + j) % 2 == 0:
                    node = m.product("IFCWALL", f"w{key}", "内隔墙 条板", Frame((x + 3000.0, y, z)),
                                     (m.extrusion(wall, 3200.0),), storeys[level], material="ALC 条板")  # fmt: skip
                    m.pset(node, "Pset_WallCommon", {"IsExternal": False, "LoadBearing": False})
                    m.opening(node, f"o{key}", Frame((0.0, 0.0, 900.0)), gap, 1500.0)
            middle = Frame((6000.0 * i + 3000.0, 3000.0 * BAYS, z + 3480.0))
            m.product("IFCSLAB", f"d{level}/{i}", "楼承板组合楼板", middle, (m.extrusion(slab, 120.0),), over,
                      material="C30", predefined="FLOOR")  # fmt: skip
    file = tmp_path_factory.mktemp("tower") / "tower.ifc"
    file.write_bytes(m.finish())
    return file


def timed(path: Path) -> tuple[float, Opened]:
    start = perf_counter()
    one = open_model(path)
    return perf_counter() - start, one


def test_rating_adds_less_than_a_tenth_of_the_time_of_opening(path: Path) -> None:
    opening, one = min((timed(path) for _ in range(2)), key=lambda t: t[0])
    assert len(one.facts.elements) > 10_000
    books, answers = books_of(), Answers(outdoor_ground_mm=-300.0, structure="all_steel")
    times = []
    for _ in range(6):
        start = perf_counter()
        rate(one, books, answers)
        times.append(perf_counter() - start)
    assert min(times) < opening / 10, (min(times), opening)
