"""A rating as it travels from the worker to the window: small frozen values, and folders of mapped columns. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.gui.sheetstore import load_sheets, save_sheets
from app.rating import Rated
from app.rating_files import content_of, element_list
from components.building import CAST, FACTORY, UNDECIDED, Parts
from components.findings import Finding
from components.model import Components
from components.rates.elements import evidence_sheet, numbers_of, storeys_sheet
from components.rates.gauges import Gauge
from components.rates.reach import Reach
from components.rates.result import RateResult
from components.rates.sheets import (
    figures_sheet,
    kinds_sheet,
    lines_sheet,
    ratios_sheet,
    score_sheet,
    side_sheet,
)
from components.rates.told import reach_lines
from components.rates.wording import Sentence
from components.sheet import Sheet
from components.table import Floats, Ints, Text, load, save
from components.units import MM2_PER_M2, MM_PER_M
from components.words import LANGUAGES

NOT_ENTERED, IN_TOTAL, IN_PART, OPEN = 0, 1, 2, 3
"""How a part entered a number: not, in the total alone, in part and total, in the total without evidence."""
MADE_WORDS = ("cast", "factory", "undecided", "not_applicable")
_NO_MADE = ("other", "connection", "foundation", "ground_slab")


@dataclass(frozen=True)
class RatedView:
    """What the window shows of a rating.

    folder: lists by language, the element list, and the columns below. measures: keys of the measured ratios in order,
    with their units. ground_said: whether the outdoor ground level was given; ground_m: the level used.
    """

    gauges: tuple[Gauge, Gauge, Gauge]
    assembly: RateResult
    prefabrication: RateResult
    books: tuple[str, ...]
    questions: tuple[Sentence, ...]
    reach: tuple[tuple[Reach, tuple[Sentence, ...]], ...]
    findings: tuple[Finding, ...]
    folder: Path
    measured: Mapping[str, str]
    has_model: bool
    storeys: tuple[str, ...]
    says: Mapping[str, float]

    def sheets(self, lang: str) -> dict[str, Sheet]:
        """The lists in a language, by name."""
        return {sheet.name: sheet for sheet in load_sheets(self.folder / lang)}

    @cached_property
    def elements(self) -> Sheet | None:
        """The element list; None where no model was rated."""
        return load_sheets(self.folder / "elements")[0] if self.has_model else None

    @cached_property
    def rows(self) -> Ints:
        """(listed,) component row of each line of the element list."""
        return np.asarray(np.load(self.folder / "rows.npy", mmap_mode="r"))

    @cached_property
    def parts(self) -> Parts | None:
        """Everything the rating knows of each component."""
        return load(Parts, self.folder / "parts") if self.has_model else None

    @cached_property
    def entered(self) -> NDArray[np.int8]:
        """(measures, components): NOT_ENTERED, IN_TOTAL, IN_PART or OPEN."""
        return np.asarray(np.load(self.folder / "entered.npy", mmap_mode="r"))

    @cached_property
    def quantity(self) -> Floats:
        """(measures, components): what each component brings, in the unit of the measure."""
        return np.asarray(np.load(self.folder / "quantity.npy", mmap_mode="r"))

    def who(self, measure: str, *states: int) -> Ints:
        """Component rows that entered a number in one of these ways (any, where none is named)."""
        if measure not in self.measured:
            return np.zeros(0, np.int64)
        line = self.entered[list(self.measured).index(measure)]
        return np.flatnonzero(np.isin(line, states or (IN_TOTAL, IN_PART, OPEN)))

    @cached_property
    def made(self) -> Text | None:
        """(components,) how each is made, as the view is coloured by it."""
        p = self.parts
        if p is None:
            return None
        code = np.select([p.made == CAST, p.made == FACTORY, p.made == UNDECIDED], [0, 1, 2], 3)
        idle = p.role.isin(_NO_MADE) | (p.twin_of >= 0) | ~(p.concrete | p.steel | (p.made != UNDECIDED))
        return Text(np.where(idle, 3, code).astype(np.int32), MADE_WORDS)


def keep(rated: Rated, folder: Path) -> RatedView:
    """Write what is large beneath `folder`; the rest is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        save_sheets(_lists(rated, lang), folder / lang)
    measured = {}
    if rated.building is not None and rated.measured is not None and rated.opened is not None:
        _keep_parts(rated, rated.opened.model.components, folder)
        measured = {key: e.unit for key, e in rated.measured.entered.items()}
    return RatedView(
        gauges=rated.gauges,
        assembly=rated.assembly,
        prefabrication=rated.prefabrication,
        books=tuple(r.book.key for r in rated.results),
        questions=rated.assembly.questions,
        reach=tuple((r, reach_lines(rated.assembly, r)) for r in rated.reaches),
        findings=rated.findings,
        folder=folder,
        measured=measured,
        has_model=rated.building is not None,
        storeys=tuple(dict.fromkeys(w for w in rated.building.storeys.name if w)) if rated.building else (),
        says=_says(rated),
    )


def _keep_parts(rated: Rated, components: Components, folder: Path) -> None:
    building, measured = rated.building, rated.measured
    assert building is not None and measured is not None
    elements = element_list(rated)
    assert elements is not None
    save_sheets((elements,), folder / "elements")
    np.save(folder / "rows.npy", np.flatnonzero(numbers_of(building) > 0))
    save(building.parts, folder / "parts")
    lines = list(measured.entered.values())
    n = len(components)
    state = np.zeros((len(lines), n), np.int8)
    for at, e in zip(state, lines, strict=True):
        at[e.in_total], at[e.undecided], at[e.in_part] = IN_TOTAL, OPEN, IN_PART
    np.save(folder / "entered.npy", state)
    quantity = [e.quantity for e in lines]
    np.save(folder / "quantity.npy", np.stack(quantity) if quantity else np.zeros((0, n)))


def _lists(rated: Rated, lang: str) -> list[Sheet]:
    content = content_of(rated)
    made = [
        score_sheet(content, rated.assembly, lang),
        lines_sheet("conclusion", "rating.conclusion", content.lines, lang),
    ]
    if rated.measured is not None and rated.building is not None:
        made += [ratios_sheet(rated.measured, lang), kinds_sheet(rated.measured, lang)]
        made += [storeys_sheet(rated.building), evidence_sheet(rated.building)]
    if len(rated.side.results) > 1:
        made.append(side_sheet(rated.side, lang))
    return [*made, figures_sheet(content, lang)]


def _says(rated: Rated) -> dict[str, float]:
    """What the model says where answers may say otherwise, by field of the form; in the form's units."""
    if rated.building is None or rated.measured is None:
        return {}
    hint = rated.building.ground_hint_mm
    said = {"ground_m": hint / MM_PER_M} if math.isfinite(hint) else {}
    if rated.measured.floor_area_m2 is not None:
        said["above_ground_m2"] = rated.measured.floor_area_m2
    storeys = rated.building.storeys
    for name, area in zip(storeys.name, storeys.floor_area_mm2.tolist(), strict=True):
        if name and area > 0:
            said[f"storey.{name}"] = area / MM2_PER_M2
    for key, m in rated.measured.measures.items():
        said[f"{key}.part"], said[f"{key}.total"] = m.part, m.total
    return said
