"""Colour by a column of the components, with its legend. The palettes can be told apart without colour vision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.gui.query import natural, told
from components.model import Components
from components.table import Text

Rgb = NDArray[np.uint8]
MODES = ("category", "storey", "part_mark", "assembly_mark", "grade", "profile", "agreement", "mass_source")
"""Columns of the components that the view can be coloured by."""
_WORDS = {"category": "model.category_", "agreement": "model.agreement_", "mass_source": "model.source_"}
# Okabe and Ito, then Tol's muted scheme.
_PALETTE = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#882255", "#44aa99", "#999933",
    "#332288", "#ddcc77",
)  # fmt: skip
_NONE, _REST = "#a9afb8", "#c9ced6"
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


def paint(
    components: Components, mode: str, lang: str, others: str, empty: str
) -> tuple[Rgb, tuple[Entry, ...]]:
    """(n, 3) colours and the legend. others, empty: words for what has no colour of its own and for no value."""
    column: Text = getattr(components, mode)
    count = np.bincount(column.codes + 1, minlength=len(column.vocabulary) + 1)
    fixed = _FIXED.get(mode)
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
    prefix = _WORDS.get(mode, "")
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
        legend.append(Entry(_REST, others, rest))
    if count[0]:
        legend.append(Entry(_NONE, empty, int(count[0])))
    return table[column.codes], tuple(legend)


def _bytes(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
