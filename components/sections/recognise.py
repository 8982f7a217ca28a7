"""From dimensions back to a catalogue designation, for many sections at once."""

from __future__ import annotations

from functools import cache

import numpy as np

from components.sections.catalogue import catalogue
from components.sections.families import DIMENSIONS, PRIMARY
from components.sections.outline import as_rows
from components.table import Floats, Ints

TOLERANCE_MM = 0.6
"""Files round dimensions to whole millimetres and inches to 1/16: half a millimetre and a little."""

_RADII = ("r", "ro")


@cache
def _shelf(family: str) -> tuple[Ints, Floats, Floats]:
    """Catalogue rows of a family, their primary dimensions and their first radius (NaN where it has none)."""
    book = catalogue()
    of = np.array([s["family"] == family for s in book.sources])[book.source]
    rows = np.flatnonzero(of)
    names = DIMENSIONS[family]
    columns = np.array([names.index(n) for n in PRIMARY[family]])
    main = book.dims[rows][:, columns]
    radius = [names.index(n) for n in _RADII if n in names]
    if family in ("RHS", "CHS"):  # a wall may be given nominal or as designed; both are the same section
        thin = np.flatnonzero(~np.isnan(book.design_t_mm[rows]))
        other = main[thin].copy()
        other[:, PRIMARY[family].index("t")] = book.design_t_mm[rows[thin]]
        order = np.concatenate([rows, rows[thin]])
        main = np.concatenate([main, other])
    else:
        order = rows
    edge = book.dims[order, radius[0]] if radius else np.full(len(order), np.nan)
    return order, main, edge


def recognise(
    family: str, dims: Floats, tolerance_mm: float = TOLERANCE_MM, region: str | None = None
) -> Ints:
    """(n,) catalogue rows of the sections with these dimensions, -1 where none is within the tolerance.

    dims: (n, 8) mm in the order of `DIMENSIONS[family]`. Every primary dimension must agree within
    `tolerance_mm`, walls and flanges within a quarter of it; the nearest wins, then the nearest radius where
    one is given, then the order of the catalogues. region: GB, EN or US to ask only its catalogues. Turn the
    row into a `Section` with `catalogue().section(row)`.
    """
    asked = as_rows(dims)
    found = np.full(len(asked), -1, dtype=np.int64)
    order, main, edge = _shelf(family)
    book = catalogue()
    if region is not None:
        keep = np.array([s["region"] == region for s in book.sources])[book.source[order]]
        order, main, edge = order[keep], main[keep], edge[keep]
    if not len(order):
        return found
    distinct, back = np.unique(asked, axis=0, return_inverse=True)
    return np.asarray(_nearest(family, distinct, order, main, edge, tolerance_mm)[back.reshape(-1)])


def _nearest(
    family: str, asked: Floats, order: Ints, main: Floats, edge: Floats, tolerance_mm: float
) -> Ints:
    names = DIMENSIONS[family]
    primary = PRIMARY[family]
    wanted = asked[:, [names.index(n) for n in primary]]
    if family in ("L", "RHS"):  # catalogues write the longer leg or side first
        wanted = np.concatenate([np.sort(wanted[:, :2], axis=1)[:, ::-1], wanted[:, 2:]], axis=1)
    limit = np.array([tolerance_mm / 4.0 if n.startswith("t") else tolerance_mm for n in primary])
    radius = [names.index(n) for n in _RADII if n in names]
    given = asked[:, radius[0]] if radius else np.zeros(len(asked))
    found = np.full(len(asked), -1, dtype=np.int64)
    for row, (want, r) in enumerate(zip(wanted, given, strict=True)):  # over distinct sections, not elements
        off = np.abs(main - want)
        near = np.flatnonzero(np.all(off <= limit, axis=1))
        if len(near):
            far = np.round(np.max(off[near] / limit, axis=1), 3)
            rounding = np.abs(edge[near] - r) if r > 0.0 and len(radius) else np.zeros(len(near))
            found[row] = order[near[np.lexsort((order[near], np.round(rounding, 3), far))[0]]]
    return found
