"""Who entered which number: the element table of a rate, and its summary by evidence."""

from __future__ import annotations

import numpy as np

from components.building import CAST, FACTORY, NO, UNDECIDED, UNSAID, YES, Building, Parts
from components.model import Components
from components.rates.from_model import FromModel, storey_labels
from components.sheet import AREA, FLAG, INTEGER, MASS, NUMBER, PERCENT, SUM, VOLUME, Column, Data, Sheet
from components.table import Bools, Ints, Text

MADE = {FACTORY: "factory", CAST: "cast", UNDECIDED: "undecided"}
TRI = {YES: "yes", NO: "no", UNSAID: None}


_NONE = -2
"""How a wall of neither concrete nor steel is made is not asked: being masonry or not decides."""


def _made(p: Parts) -> np.ndarray:
    plain = _is_wall(p.role) & ~p.concrete & (p.made == UNDECIDED)
    return np.where(plain, _NONE, p.made)


def marks(components: Components, tags: Text, numbers: Ints) -> Text:
    """(n,) what each part is called on plans: its mark, its tag, else its number in the element table.

    tags: of all elements; numbers that programs put there for themselves are no marks.
    """
    numbered = Text.of([f"{i}" if i > 0 else None for i in numbers.tolist()])
    tag = tags.take(components.element)
    short = tag.match(lambda w: 0 < len(w) <= 10 and not w.isdigit() and not w.startswith("ID"))
    return numbered.where(short, tag).where(components.part_mark.codes >= 0, components.part_mark)


def numbers_of(building: Building) -> Ints:
    """(n,) number of each part in the element table, 0 for parts that are not in it."""
    listed = ~building.parts.role.isin(("other",))
    return np.where(listed, np.cumsum(listed), 0)


def elements_sheet(building: Building, measured: FromModel, components: Components) -> Sheet:
    """Every part that may enter a rate: what it is, how it is made, what decided, and every number it entered."""
    p = building.parts
    number = numbers_of(building)
    rows = np.flatnonzero(number > 0)
    storeys = storey_labels(building)
    twin = np.where(p.twin_of >= 0, number[np.maximum(p.twin_of, 0)], 0)[rows]
    c = components
    data: dict[str, Data] = {
        "no": number[rows], "global_id": c.global_id.take(rows), "step_id": c.step_id[rows],
        "ifc_class": c.ifc_class.take(rows), "name": c.name.take(rows), "mark": c.part_mark.take(rows),
        "material": c.material.take(rows),
        "storey": Text(p.storey[rows].astype(np.int32), storeys), "level": Text(p.level[rows].astype(np.int32), storeys),
        "role": p.role.take(rows), "role_by": _code(p.role_by.take(rows)),
        "made": _word(_made(p)[rows], MADE), "made_by": _code(p.made_by.take(rows)), "made_said": p.made_said.take(rows),
        "contradicts": p.contradicts[rows], "counts_1b": _word(p.plan_made[rows], MADE),
        "masonry": _word(p.masonry[rows], TRI), "masonry_by": _code(p.masonry_by.take(rows)),
        "integrated": _word(p.integrated[rows], TRI), "external": _word(p.external[rows], TRI),
        "load_bearing": _word(p.load_bearing[rows], TRI),
        "volume": p.volume_mm3[rows], "above": p.above[rows], "topping": p.topping[rows], "mass": p.mass_kg[rows],
        "side": p.side_above_mm2[rows], "plan": p.plan_mm2[rows], "how": p.how.take(rows),
        "twin_of": Text.of([f"{t}" if t > 0 else None for t in twin.tolist()]),
        "entered": _entered(measured, len(p)).take(rows),
    }  # fmt: skip
    columns = (
        Column("no", "rating.no", INTEGER), Column("global_id", "bom.global_id", width=24),
        Column("step_id", "bom.step_id", INTEGER), Column("ifc_class", "bom.ifc_class"), Column("name", "bom.name"),
        Column("mark", "bom.part_mark"), Column("material", "rating.material"), Column("storey", "bom.storey"),
        Column("level", "rating.level"), Column("role", "rating.role", words="rating.role_"),
        Column("role_by", "rating.role_by", words="building."), Column("made", "rating.made", words="rating.made_"),
        Column("made_by", "rating.made_by", words="building."), Column("made_said", "rating.made_said"),
        Column("contradicts", "rating.contradicts", FLAG), Column("counts_1b", "rating.counts_1b", words="rating.made_"),
        Column("masonry", "rating.masonry", words="rating.tri_"),
        Column("masonry_by", "rating.masonry_by", words="building."),
        Column("integrated", "rating.integrated", words="rating.tri_"),
        Column("external", "rating.external", words="rating.tri_"),
        Column("load_bearing", "rating.load_bearing", words="rating.tri_"),
        Column("volume", "rating.volume", VOLUME, "m³", decimals=4), Column("above", "rating.above", PERCENT, "%"),
        Column("topping", "rating.topping", PERCENT, "%"), Column("mass", "rating.mass", MASS, "kg"),
        Column("side", "rating.side", AREA, "m²", decimals=3), Column("plan", "rating.plan", AREA, "m²", decimals=3),
        Column("how", "rating.how", words="rating.how_"), Column("twin_of", "rating.twin_of"),
        Column("entered", "rating.entered"),
    )  # fmt: skip
    return Sheet("elements", "rating.elements", columns, data, notes=("rating.note_entered",))


def _word(values: np.ndarray, words: dict[int, str | None] | dict[int, str]) -> Text:
    names = tuple(w for w in words.values() if w is not None)
    code = np.full(len(values), -1, np.int32)
    for value, word in words.items():
        if word is not None:
            code[values == value] = names.index(word)
    return Text(code, names)


def _code(column: Text) -> Text:
    """Codes of the building's words without their room."""
    return column.map(lambda word: word.removeprefix("building."))


def entered_word(measure: str) -> str:
    """What a measure is called in the column of entered numbers."""
    return measure.removeprefix("q").removeprefix("_")


def _entered(measured: FromModel, n: int) -> Text:
    """The numbers each part entered: `1a+` in part and total, `1a` in the total alone, `1a?` undecided."""
    digit = np.zeros(n, np.int64)
    keys = list(measured.entered)
    for place, key in enumerate(keys):
        e = measured.entered[key]
        digit += 4**place * np.where(e.in_part, 2, np.where(e.undecided, 3, np.where(e.in_total, 1, 0)))
    distinct, which = np.unique(digit, return_inverse=True)
    said = []
    for value in distinct.tolist():
        words = []
        for place, key in enumerate(keys):
            kind = value // 4**place % 4
            if kind:
                words.append(entered_word(key) + ("", "", "+", "?")[kind])
        said.append(" ".join(words))
    codes = np.array([i if said[i] else -1 for i in range(len(said))], np.int32)
    return Text(codes[which.reshape(-1)], tuple(said))


def evidence_sheet(building: Building) -> Sheet:
    """How many parts each kind of evidence decided, and how much they are."""
    p = building.parts
    use = np.flatnonzero(~p.role.isin(("other", "connection")) & (p.twin_of < 0))
    wall = _is_wall(p.role)
    decides = np.where(wall & ~p.concrete, p.masonry_by.codes, p.made_by.codes)
    key = np.stack((p.role.codes, p.concrete, p.made, decides, p.masonry * wall), axis=1)[use]
    distinct, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    which, n = which.reshape(-1), len(distinct)
    at = use[first]

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(which, np.nan_to_num(values[use]), minlength=n)

    wall = wall[at]
    plain = wall & ~p.concrete[at]
    made_by = _code(p.made_by.take(at)).where(plain, _code(p.masonry_by.take(at)))
    made_by = made_by.where(made_by.codes < 0, Text.full(n, "by_nothing"))
    data: dict[str, Data] = {
        "role": p.role.take(at), "made": _word(_made(p)[at], MADE), "made_by": made_by,
        "masonry": _word(np.where(wall, p.masonry[at], UNSAID), TRI), "count": np.bincount(which, minlength=n),
        "volume": total(np.where(p.concrete, p.volume_mm3 * p.above, 0.0)),
        "mass": total(np.where(p.steel, p.mass_kg * p.above, 0.0)), "side": total(p.side_above_mm2),
    }  # fmt: skip
    columns = (
        Column("role", "rating.role", words="rating.role_"), Column("made", "rating.made", words="rating.made_"),
        Column("made_by", "rating.made_by", words="building."), Column("masonry", "rating.masonry", words="rating.tri_"),
        Column("count", "rating.count", INTEGER, total=SUM),
        Column("volume", "rating.concrete_above", VOLUME, "m³", decimals=3, total=SUM),
        Column("mass", "rating.steel_above", MASS, "kg", decimals=0, total=SUM),
        Column("side", "rating.side", AREA, "m²", total=SUM),
    )  # fmt: skip
    return Sheet("evidence", "rating.evidence", columns, data, notes=("rating.note_evidence",))


def _is_wall(role: Text) -> Bools:
    return role.isin(("envelope_wall", "partition", "wall"))


def storeys_sheet(building: Building) -> Sheet:
    """The storeys with their levels and areas, and where each area is from."""
    s = building.storeys
    data: dict[str, Data] = {
        "storey": Text(np.arange(len(s), dtype=np.int32), storey_labels(building)),
        "elevation": s.elevation_mm / 1000.0, "above_ground": s.above_ground, "is_roof": s.is_roof,
        "area": s.floor_area_mm2, "area_source": _code(s.area_source), "level_area": s.level_area_mm2,
        "counted": np.minimum(building.level_counted_mm2, s.level_area_mm2),
    }  # fmt: skip
    columns = (
        Column("storey", "bom.storey"), Column("elevation", "rating.elevation", NUMBER, "m", decimals=3),
        Column("above_ground", "rating.above_ground", FLAG), Column("is_roof", "rating.is_roof", FLAG),
        Column("area", "rating.floor_area", AREA, "m²", total=SUM),
        Column("area_source", "rating.area_source", words="building."),
        Column("level_area", "rating.level_area", AREA, "m²", total=SUM),
        Column("counted", "rating.level_counted", AREA, "m²", decimals=3, total=SUM),
    )  # fmt: skip
    return Sheet("storeys", "rating.storeys", columns, data, notes=("rating.note_storeys",))
