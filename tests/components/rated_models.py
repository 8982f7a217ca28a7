"""Small buildings made for the tests of the rates: a frame of two storeys whose figures can be worked out in the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.usecases import Opened, open_model
from components.building import Building, Rule
from components.takeoff.building.measure import Wishes, measure
from ifc_samples.builder import Model, Names, Node
from ifc_samples.space import Frame, Vec, Vec2

ALONG_X: Vec = (1.0, 0.0, 0.0)
Recipe = Callable[[Model, list[Node]], None]


def opened(
    folder: Path, recipe: Recipe, unit_mm: float = 1.0, storeys: int = 3, areas: float | None = 100.0
) -> Opened:
    """A model by a recipe, written and read. Storeys at 0, 3000, 6000 mm; areas: declared floor area, m2."""
    m = Model("small", "IFC4", Names("试验楼", "楼"), unit_mm=unit_mm)
    nodes = [m.storey(f"s{i}", f"{i + 1}F", 3000.0 * i) for i in range(storeys)]
    for node in nodes[:-1]:
        if areas is not None:
            m.quantities(node, "Qto_BuildingStoreyBaseQuantities", {"GrossFloorArea": areas})
    recipe(m, nodes)
    path = folder / "small.ifc"
    path.write_bytes(m.finish())
    return open_model(path)


def built(
    one: Opened, ground_mm: float | None = -300.0, rules: tuple[Rule, ...] = (), **wishes: object
) -> Building:
    """The building of a model."""
    return measure(one.facts, one.model, Wishes(ground_mm, rules, **wishes))  # type: ignore[arg-type]


def box(
    m: Model, host: Node, kind: str, key: str, size: Vec, at: Vec, *, name: str = "", material: str | None = None,
    predefined: str | None = None, psets: Mapping[str, Mapping[str, object]] | None = None, how: str = "rectangle",
) -> Node:  # fmt: skip
    """An upright box: `at` is the middle of its foot. how: `rectangle`, or `outline` for a drawn profile."""
    x, y = size[0] / 2, size[1] / 2
    outline: tuple[Vec2, ...] = ((-x, -y), (x, -y), (x, y), (-x, y))
    profile = m.rectangle(None, size[0], size[1]) if how == "rectangle" else m.outline(None, outline)
    item = m.extrusion(profile, size[2])
    frame = Frame(at)
    node = m.product(kind, key, name or None, frame, (item,), host, predefined=predefined, material=material)
    for label, values in (psets or {}).items():
        m.pset(node, label, values)
    return node


def method(value: str) -> dict[str, dict[str, object]]:
    """The casting property with a value."""
    return {"Pset_ConcreteElementGeneral": {"ConstructionMethod": value}}


def external(yes: bool, bearing: bool = False) -> dict[str, dict[str, object]]:
    """Whether a wall is outside, and bears."""
    return {"Pset_WallCommon": {"IsExternal": yes, "LoadBearing": bearing}}


def row(one: Opened, name: str) -> int:
    """Component row of the part of a name."""
    names = one.model.components.name.filled()
    assert names.count(name) == 1, names
    return names.index(name)
