"""What the view can be coloured by, with its legend. The palettes can be told apart without colour vision.

A `Colouring` paints from the model and from what the places found. Those of the columns of the components are here;
a place brings its own, and `app.gui.extras` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.gui.marking import RESULT, column_of
from app.gui.query import natural, told
from app.gui.results import Results
from components.merged import KEY
from components.model import Model
from components.table import Floats, Text
from components.words import say

Rgb = NDArray[np.uint8]
MODES = ("category", "storey", "part_mark", "assembly_mark", "grade", "profile", "agreement", "mass_source")
"""Columns of the components that the view can be coloured by."""
_WORDS = {"category": "model.category_", "agreement": "model.agreement_", "mass_source": "model.source_"}
# Okabe and Ito, then Tol's muted scheme.
_PALETTE = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#882255", "#44aa99", "#999933",
    "#332288", "#ddcc77",
)  # fmt: skip
BASES = _PALETTE
"""Colours of the bases, in their order."""
_NONE, _REST = "#a9afb8", "#c9ced6"
_RAMP = ("#2c4d8e", "#3b83b5", "#5fb0a5", "#a9cf8a", "#f2df6b")  # dark to light: also without colour vision
_OVER = "#d1495b"
_FIXED = {
    "category": {
        "steel_member": "#4f81b8", "plate": "#56b4e9", "bent_plate": "#44aa99", "accessory": "#009e73",
        "fastener": "#e69f00", "stud": "#d55e00", "deck": "#ddcc77", "precast_concrete": "#cc79a7",
        "cast_concrete": "#b5b9bf", "reinforcement": "#882255", "masonry": "#c08457", "timber": "#999933",
        "bought_item": "#8e7cc3", "other": "#c9ced6", "non_physical": "#dfe2e6", "unclassified": "#f0e442",
    },
    "agreement": {
        "agrees": "#0072b2", "explained": "#56b4e9", "uncertain": "#d55e00", "single": "#ddcc77", "none": "#a9afb8",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of a legend."""

    colour: str
    words: str
    count: int


@dataclass(frozen=True, eq=False)
class Painted:
    """rgb: (n, 3) a colour per component. legend: what the colours stand for."""

    rgb: Rgb
    legend: tuple[Entry, ...]


@dataclass(frozen=True)
class Colouring:
    """header: words code of what it colours by. result: name of the result it needs, painted again when that changes.

    paint: model, results, language; None where there is nothing to paint from. missing: words code that says so.
    of_several: it tells models from one another, and is offered while several are shown.
    """

    name: str
    header: str
    paint: Callable[[Model, Results, str], Painted | None]
    result: str = ""
    missing: str = ""
    of_several: bool = False


def by_words(column: Text, lang: str, prefix: str = "", fixed: Mapping[str, str] | None = None) -> Painted:
    """Colours of the words of a column (n,), with the prefix of their codes; fixed: colours of words known before."""
    count = np.bincount(column.codes + 1, minlength=len(column.vocabulary) + 1)
    live = [i for i in range(len(column.vocabulary)) if count[i + 1]]
    if fixed is None:
        top = sorted(live, key=lambda i: -count[i + 1])[: len(_PALETTE)]
        top.sort(key=lambda i: natural(column.vocabulary[i]))
        chosen = {i: _PALETTE[k] for k, i in enumerate(top)}
    else:
        chosen = {i: fixed.get(column.vocabulary[i], _REST) for i in live}
    table = np.array(
        [_bytes(chosen.get(i, _REST)) for i in range(len(column.vocabulary))] + [_bytes(_NONE)], np.uint8
    )
    legend = [
        Entry(
            colour,
            told(prefix + column.vocabulary[i], lang) if prefix else column.vocabulary[i],
            int(count[i + 1]),
        )
        for i, colour in chosen.items()
    ]
    if fixed is not None:
        legend.sort(key=lambda e: -e.count)
    rest = sum(int(count[i + 1]) for i in live if i not in chosen)
    if rest:
        legend.append(Entry(_REST, say("gui.others", lang), rest))
    if count[0]:
        legend.append(Entry(_NONE, say("gui.empty_cell", lang), int(count[0])))
    return Painted(table[column.codes], tuple(legend))


def by_bands(values: Floats, edges: Sequence[float], lang: str, unknown: str) -> Painted:
    """Colours of figures (n,) in bands: up to each edge, and above the last one in the colour of a warning.

    unknown: words code of those that are NaN.
    """
    bands = np.searchsorted(np.asarray(edges), values)  # a figure on an edge belongs to the band below it
    known = np.isfinite(values)
    ramp = [_RAMP[round(k * (len(_RAMP) - 1) / max(len(edges) - 1, 1))] for k in range(len(edges))]
    colours = [*ramp, _OVER, _NONE]
    at = np.where(known, bands, len(edges) + 1)
    words = [f"≤ {edges[0]:g}"]
    words += [f"{low:g} – {high:g}" for low, high in pairwise(edges)]
    words += [f"> {edges[-1]:g}", say(unknown, lang)]
    count = np.bincount(at, minlength=len(colours)).tolist()
    legend = (Entry(c, w, n) for c, w, n in zip(colours, words, count, strict=True))
    return Painted(np.array([_bytes(c) for c in colours], np.uint8)[at], tuple(e for e in legend if e.count))


def _column(mode: str, model: Model, results: Results, lang: str) -> Painted:
    return by_words(column_of(model, results, mode), lang, _WORDS.get(mode, ""), _FIXED.get(mode))


def _file(model: Model, _results: Results, lang: str) -> Painted:
    """By the file each component is from."""
    names = tuple(name for name, _ in model.source.parts) or (model.source.name,)
    at = np.maximum(model.components.step_id // KEY - 1, 0).astype(np.int32)
    return by_words(Text(at, names), lang)


_FROM = {"part_mark": RESULT, "assembly_mark": RESULT}
COLUMNS = tuple(Colouring(m, f"bom.{m}", partial(_column, m), _FROM.get(m, "")) for m in MODES)
"""By what stands in the component table."""
BY_FILE = Colouring("model", "bom.model", _file, of_several=True)


def _bytes(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
