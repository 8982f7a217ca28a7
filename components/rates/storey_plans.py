"""Plans of a building, storey by storey: what counts in 1b, and how walls and vertical members are made; with marks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from components.building import CAST, FACTORY, HORIZONTAL, NO, UNSAID, VERTICAL, WALLS, YES, Building
from components.drawing import MIDDLE, Drawing, Ink, Key, Label, Shape
from components.rates.from_model import FromModel, storey_labels
from components.rates.volume import Breakdown
from components.table import Bools, Text
from components.units import MM2_PER_M2
from components.words import LANGUAGES, say

EDGE = "0.25 0.29 0.34"
INKS = {
    "deck": Ink("0.72 0.85 0.90", EDGE, 0.3),
    "bar": Ink("0.20 0.52 0.66", EDGE, 0.25),
    "flight": Ink("0.33 0.66 0.56", EDGE, 0.3),
    "cast": Ink("0.84 0.84 0.83", EDGE, 0.3),
    "undecided": Ink("0.98 0.83 0.50", EDGE, 0.3),
    "twin": Ink("", "0.80 0.10 0.60", 0.7, (2.0, 1.5)),
    "column_factory": Ink("0.09 0.42 0.55", EDGE, 0.3),
    "column_cast": Ink("0.50 0.51 0.52", EDGE, 0.3),
    "panel": Ink("0.45 0.72 0.62", EDGE, 0.3),
    "integrated": Ink("0.13 0.55 0.42", EDGE, 0.3),
    "masonry": Ink("0.80 0.45 0.34", EDGE, 0.3),
    "unsaid": Ink("0.98 0.83 0.50", "0.80 0.45 0.34", 0.6),
    "unplaced": Ink("1 1 1", "0.80 0.10 0.60", 0.7),
}


def plans(building: Building, measured: FromModel, marks: Text) -> tuple[Drawing, ...]:
    """Two plans a storey: the floor over it for 1b, and its walls and vertical members."""
    drawings: list[Drawing] = []
    rings = _rings(building)
    for i, name in enumerate(storey_labels(building)):
        for made in (
            _floor(building, measured, rings, marks, i, name),
            _walls(building, measured, rings, marks, i, name),
        ):
            if made is not None:
                drawings.append(made)
    return tuple(drawings)


def _rings(building: Building) -> dict[int, list[np.ndarray]]:
    """Rings in plan of every part that has any."""
    p = building.plans
    found: dict[int, list[np.ndarray]] = {}
    for part, start, count in zip(p.part.tolist(), p.start.tolist(), p.count.tolist(), strict=True):
        found.setdefault(part, []).append(building.xy[start : start + count])
    return found


def _drawn(
    ink_of: Mapping[str, Bools], rings: dict[int, list[np.ndarray]], marks: Text, labelled: Bools
) -> tuple[tuple[Shape, ...], tuple[Label, ...]]:
    """Shapes in the order of the inks, and a mark in the middle of every labelled part."""
    shapes: list[Shape] = []
    labels: list[Label] = []
    for ink, mask in ink_of.items():
        for row in np.flatnonzero(mask).tolist():
            if row not in rings:
                continue
            shapes.append(Shape(tuple(rings[row]), ink))
            word = marks[row]
            if labelled[row] and word:
                low, high = rings[row][0].min(axis=0), rings[row][0].max(axis=0)
                x, y = ((low + high) / 2).tolist()
                labels.append(Label(x, y, dict.fromkeys(("zh", "en"), word), 5.0, MIDDLE))
    return tuple(shapes), tuple(labels)


def _floor(
    building: Building,
    measured: FromModel,
    rings: dict[int, list[np.ndarray]],
    marks: Text,
    i: int,
    name: str,
) -> Drawing | None:
    p = building.parts
    here = p.role.isin((*HORIZONTAL, "ground_slab")) & (p.level == i) & (p.twin_of < 0)
    if not here.any():
        return None
    bar, flight = p.role.isin(("beam",)), p.role.isin(("stair_flight",))
    made, ground = p.plan_made, p.role.isin(("ground_slab",))
    inks = {
        "cast": here & ~bar & ~flight & ((made == CAST) | ground),
        "undecided": here & (made == -1) & ~ground,
        "deck": here & ~bar & ~flight & (made == FACTORY) & ~ground,
        "bar": here & bar & (made == FACTORY),
        "flight": here & flight & (made == FACTORY),
        "twin": p.role.isin(HORIZONTAL) & (p.level == i) & (p.twin_of >= 0),
    }
    beam_cast = here & (bar | flight) & (made == CAST)
    inks["cast"] = inks["cast"] | beam_cast
    shapes, labels = _drawn(inks, rings, marks, here)
    share = measured.by_storey.get("q1b")
    area = _row(share, i)
    if area is None:
        notes = [_told("rating.plan_floor_uncounted", name=name)]
    else:
        notes = [_told("rating.plan_floor_ratio", name=name, part=area[0], total=area[1], ratio=area[2])]
    notes.append(_told("rating.plan_floor_note"))
    legend = _legend(inks, p.plan_mm2, "rating.plan_")
    return Drawing(
        f"plan_floor_{i}", _told("rating.plan_floor", name=name), INKS, shapes, labels, legend, tuple(notes),
        before="storeys",
    )  # fmt: skip


def _walls(
    building: Building,
    measured: FromModel,
    rings: dict[int, list[np.ndarray]],
    marks: Text,
    i: int,
    name: str,
) -> Drawing | None:
    p = building.parts
    at = np.where(p.storey >= 0, p.storey, p.level)
    standing = building.storeys.elevation_mm[i] + 1200.0
    through = p.role.isin(VERTICAL) & (p.low_mm <= standing) & (p.high_mm > standing)
    here = (through | (p.role.isin(WALLS) & (at == i))) & (p.twin_of < 0) & ~(p.above <= 0)
    if not here.any() or (building.storeys.is_roof[i] and not through.any()):
        return None
    vertical = p.role.isin(VERTICAL)
    wall = p.role.isin(("envelope_wall", "partition"))
    dry = (p.masonry == NO) & (~p.concrete | (p.made == FACTORY))
    inks = {
        "column_cast": here & vertical & (p.made == CAST),
        "undecided": here
        & ((vertical & (p.made == -1)) | (wall & (p.masonry == NO) & p.concrete & (p.made == -1))),
        "cast": here & wall & (p.masonry == NO) & p.concrete & (p.made == CAST),
        "masonry": here & wall & (p.masonry == YES),
        "unsaid": here & wall & (p.masonry == UNSAID),
        "panel": here & wall & dry & (p.integrated != YES),
        "integrated": here & wall & dry & (p.integrated == YES),
        "unplaced": here & p.role.isin(("wall",)),
        "column_factory": here & vertical & (p.made == FACTORY),
        "twin": p.role.isin(WALLS) & (at == i) & (p.twin_of >= 0),
    }
    shapes, labels = _drawn(inks, rings, marks, here)
    notes = []
    for key in ("q2a", "q2b", "q2c", "q2d"):
        area = _row(measured.by_storey.get(key), i)
        if area:
            told = {}
            for lang in LANGUAGES:
                args = {"what": say(f"rating.ratio_{key}", lang), "part": area[0], "total": area[1]}
                told[lang] = say("rating.plan_wall_ratio", lang, {**args, "ratio": area[2]})
            notes.append(told)
    notes.append(_told("rating.plan_wall_note"))
    legend = _legend(inks, np.where(p.role.isin(WALLS), p.side_above_mm2, np.nan), "rating.plan_")
    return Drawing(
        f"plan_walls_{i}", _told("rating.plan_walls", name=name), INKS, shapes, labels, legend, tuple(notes),
        before="storeys",
    )  # fmt: skip


def _row(share: Breakdown | None, i: int) -> tuple[float, float, float] | None:
    """Part, total and ratio of one storey."""
    if share is None:
        return None
    at = np.flatnonzero(share.label.codes == i)
    if not len(at):
        return None
    part, total = float(share.part[at[0]]), float(share.total[at[0]])
    return part, total, part / total * 100.0 if total else 0.0


def _legend(inks: Mapping[str, Bools], area: np.ndarray, prefix: str) -> tuple[Key, ...]:
    """An entry for every ink that is used, with how many and how much."""
    keys = []
    for ink, mask in inks.items():
        if mask.any():
            much = float(np.nansum(area[mask])) / MM2_PER_M2
            note = f"{int(mask.sum())}" + (f" · {much:.1f} m²" if much > 0 else "")
            keys.append(Key(ink, f"{prefix}{ink}", note))
    return tuple(keys)


def _told(code: str, **args: object) -> dict[str, str]:
    return {lang: say(code, lang, args) for lang in LANGUAGES}
