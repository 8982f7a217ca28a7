"""The states of a member: their colours, which can be told apart without colour vision, and the rows they stand for."""

from __future__ import annotations

import numpy as np

from app.gui import query as q
from app.gui.checking import BANDS, RESULT, Found
from app.gui.results import Results
from app.gui.view3d.colours import Colouring, Entry, Painted
from components.model import Model
from components.words import say

COLOURS = {
    "over": "#d55e00", "near": "#e69f00", "high": "#009e73", "middle": "#0072b2", "low": "#56b4e9",
    "unproven": "#cc79a7", "not_checked": "#a9afb8", "other": "#dfe2e6",
}  # fmt: skip
"""Okabe and Ito; grey for what is not checked, lighter for what is no member."""


def band_words(band: str, limits: tuple[float, float], lang: str) -> str:
    """What a band stands for, with its limits."""
    low, near = limits
    said = {"low": f"{low:g}", "near": f"{near:g}", "middle": f"{(low + near) / 2:g}"}
    return say(f"gui_check.band_{band}", lang, said)


def _paint(model: Model, results: Results, lang: str) -> Painted | None:
    found = results.get(RESULT, Found)
    if found is None:
        return None
    names = (*BANDS, "other")
    table = np.array([[int(COLOURS[n][i : i + 2], 16) for i in (1, 3, 5)] for n in names], np.uint8)
    codes = np.full(len(found.member), len(BANDS))
    drawn = found.rows >= 0
    codes[found.rows[drawn]] = found.band[drawn]
    count = np.bincount(codes, minlength=len(names)).tolist()
    legend = (
        Entry(COLOURS[n], band_words(n, found.limits, lang), c) for n, c in zip(names, count, strict=True)
    )
    return Painted(table[codes], tuple(e for e in legend if e.count))


UTILISATION = Colouring("utilisation", "gui_check.utilisation", _paint, RESULT, "gui_check.not_yet")
"""By what a member uses of its resistance: grey where it is not checked, never a colour of passing."""


def query_of(state: str, before: q.Query) -> q.Query:
    """The query that shows the members of a state ("all": every one); those not checked by reason."""
    verdicts = {
        "over": ("over",), "near": ("near",), "passes": ("passes",),
        "unproven": ("unproven",), "not_checked": ("not_checked",),
    }  # fmt: skip
    filters: dict[str, q.Words | q.Range] = {}
    if state in verdicts:
        filters["verdict"] = q.Words(frozenset(verdicts[state]))
    if state == "low":
        filters["level"] = q.Words(frozenset(("low",)))
    group = "reason" if state in ("not_checked", "unproven") else ""
    return q.Query(before.search, filters, before.sort, before.down, group)
