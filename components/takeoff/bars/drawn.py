"""Sections that the file only draws: arbitrary outlines measured back, and straight bars found in faceted bodies.

A bar found in a faceted body becomes one more profile behind those of the file, so that all that follows (names, axes,
masses) treats it like a swept one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from components.facts import Facts
from components.sections import FAMILY_CODE
from components.table import Bools, Codes, Floats, Ints, unique
from components.takeoff.bars.straight import CUT, Bar, straight_bar
from components.takeoff.naming.answers import BY_SHAPE
from components.takeoff.naming.designations import Named
from components.takeoff.outlines.profiles import Shapes, loop_figures
from components.takeoff.solids.bodies import ItemFigures
from components.takeoff.solids.shells import mesh_faces, shell_of

if TYPE_CHECKING:
    from components.sections.fit import Fit

MOST_FACES = 80
"""A rolled section with its fillets in facets has fewer; bodies of more are no bars worth the search."""
_ROUND = ("ROUND", "CHS")


def fit_outlines(shapes: Shapes, used: Ints) -> Shapes:
    """The shapes with a family for the arbitrary outlines among `used` (profile rows) that are sections."""
    rows = unique(used[(used >= 0)])
    rows = rows[
        (shapes.family[rows] < 0) & np.array([bool(shapes.loops[r]) for r in rows.tolist()], np.bool_)
    ]
    if not len(rows):
        return shapes
    # Few files draw their sections: the others do not pay for loading the fit.
    from components.sections.fit import fit_all

    family, dims = shapes.fitted.copy(), shapes.fitted_dims.copy()
    factor = shapes.area_factor.copy()
    for row, found in zip(rows.tolist(), fit_all([shapes.loops[r] for r in rows.tolist()]).fits, strict=True):
        _keep(family, dims, factor, row, found)
    return replace(shapes, fitted=family, fitted_dims=dims, area_factor=factor)


def _keep(family: Codes, dims: Floats, factor: Floats, row: int, found: Fit | None) -> None:
    if found is None:
        return
    family[row] = FAMILY_CODE[found.kind]
    dims[row] = found.shape.dims
    if found.faceted and found.kind in _ROUND:
        factor[row] = found.area_factor


def find_bars(
    facts: Facts, shapes: Shapes, figures: ItemFigures, wanted: Bools
) -> tuple[Shapes, ItemFigures]:
    """Shapes and figures with the straight bars among the faceted bodies of the wanted elements."""
    solids, items = facts.solids, facts.items
    mesh = np.where(figures.profile < 0, solids.mesh[figures.base], -1) if len(items) else items.solid
    if not len(mesh) or not (mesh >= 0).any():
        return shapes, figures
    faces = np.bincount(facts.meshes.face_mesh, minlength=len(facts.meshes.closed))
    good = (mesh >= 0) & wanted[items.owner] & (faces[np.maximum(mesh, 0)] <= MOST_FACES)
    good &= np.array([s == "boundary" for s in figures.source], np.bool_)
    rows = np.flatnonzero(good)
    if not len(rows):
        return shapes, figures
    index = mesh_faces(facts)
    bars = {int(m): straight_bar(shell_of(index, int(m))) for m in unique(mesh[rows])}
    bars = {m: b for m, b in bars.items() if b.reason in ("", CUT)}
    from components.sections.fit import fit_all

    fits = dict(zip(bars, fit_all([b.loops for b in bars.values()]).fits, strict=True))
    bars = {m: b for m, b in bars.items() if fits[m] is not None}
    if not bars:
        return shapes, figures
    place = {m: len(shapes.area) + k for k, m in enumerate(bars)}
    longer = _with(shapes, list(bars.values()), [fits[m] for m in bars])
    return longer, _placed(facts, figures, rows, mesh, bars, place)


def _with(shapes: Shapes, bars: list[Bar], fits: list[Fit | None]) -> Shapes:
    n = len(bars)
    boxes = np.zeros((n, 4))
    perimeter = np.zeros(n)
    for k, bar in enumerate(bars):
        found = loop_figures(list(bar.loops))
        outer = found.area > 0
        perimeter[k] = found.length[outer].sum()
        boxes[k] = (
            found.box[outer, 0].min(), found.box[outer, 1].max(), found.box[outer, 2].min(), found.box[outer, 3].max()
        )  # fmt: skip
    family, dims, factor = np.full(n, -1, np.int32), np.zeros((n, 8)), np.ones(n)
    for k, found_fit in enumerate(fits):
        _keep(family, dims, factor, k, found_fit)
    return Shapes(
        family=np.concatenate((shapes.family, np.full(n, -1, np.int32))),
        dims=np.concatenate((shapes.dims, np.zeros((n, 8)))),
        area=np.concatenate((shapes.area, [b.area for b in bars])),
        perimeter=np.concatenate((shapes.perimeter, perimeter)),
        centroid=np.concatenate((shapes.centroid, np.zeros((n, 2)))),
        box=np.concatenate((shapes.box, boxes)),
        pieces=np.concatenate(
            (shapes.pieces, [sum(1 for k in range(len(b.loops)) if k == 0) for b in bars])
        ).astype(np.int64),
        loops=(*shapes.loops, *(b.loops for b in bars)),
        fitted=np.concatenate((shapes.fitted, family)),
        fitted_dims=np.concatenate((shapes.fitted_dims, dims)),
        area_factor=np.concatenate((shapes.area_factor, factor)),
    )


def _placed(
    facts: Facts, figures: ItemFigures, rows: Ints, mesh: Ints, bars: dict[int, Bar], place: dict[int, int]
) -> ItemFigures:
    """Length, uncut volume and axis of the items that are bars."""
    profile, length, gross = figures.profile.copy(), figures.length.copy(), figures.gross.copy()
    start, end, up = figures.start.copy(), figures.end.copy(), figures.up.copy()
    elements, items = facts.elements, facts.items
    for i in rows.tolist():
        bar = bars.get(int(mesh[i]))
        if bar is None:
            continue
        own = int(elements.placement[items.owner[i]])
        world = (facts.placements[own] if own >= 0 else np.eye(4)) @ items.matrix[i]
        way = world[:3, :3] @ (bar.end - bar.start)
        stretch = float(np.linalg.norm(way)) / max(float(np.linalg.norm(bar.end - bar.start)), 1e-9)
        factor = abs(float(np.linalg.det(items.matrix[i][:3, :3])))
        profile[i] = place[int(mesh[i])]
        length[i] = bar.length * stretch
        gross[i] = max(bar.area * bar.length * factor, float(figures.volume[i]))
        start[i] = world[:3, :3] @ bar.start + world[:3, 3]
        end[i] = world[:3, :3] @ bar.end + world[:3, 3]
        up[i] = world[:3, :3] @ bar.up
    return replace(figures, profile=profile, length=length, gross=gross, start=start, end=end, up=up)


def polygon_rounds(figures: ItemFigures, shapes: Shapes, main: Ints, named: Named) -> Bools:
    """(elements,) bodies drawn as a polygon where the name says that the section is round: the name weighs them."""
    said = named.family.isin(_ROUND) & (named.designation.codes >= 0) & ~named.by.isin((BY_SHAPE,))
    profile = np.where(main >= 0, figures.profile[np.maximum(main, 0)], -1) if len(figures.profile) else main
    return (
        np.asarray(said & (profile >= 0) & (shapes.area_factor[np.maximum(profile, 0)] != 1.0))
        if len(shapes.area)
        else said & False
    )
