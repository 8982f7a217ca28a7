"""Geometry per element: volumes by the best closed source, bar length, section, axis, features."""

from __future__ import annotations

from dataclasses import field, replace

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids import faceted, sweeps
from components.takeoff.solids.cuts import NO_PRISM, NOTHING_LEFT, CutPrism, cut
from components.takeoff.solids.turns import SURE
from components.takeoff.solids.voids import openings_of

_BOOLEAN = ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID")
SURFACES = ("FACEBASEDSURFACEMODEL", "SHELLBASEDSURFACEMODEL")
NO_BODY, UNREAD, SURFACE, OPEN_MESH, TANGLED, KIND = (
    f"takeoff.{w}"
    for w in ("no_body", "item_unread", "surface_model", "open_mesh", "shells_overlap", "kind_unread")
)
_FLAWED = tuple(
    f"takeoff.{w}"
    for w in (
        "profile_open",
        "profile_unread",
        "depth_invalid",
        "angle_invalid",
        "taper_mixed",
        "axis_crosses",
    )
)
"""What is wrong with a body itself, and truer than that the kernel could not be asked."""
ANALYTIC, BOUNDARY, KERNEL = "analytic", "boundary", "kernel"


@record
class ItemFigures:
    """Per body item: base solid row, its profile row, net and gross volume mm3, bar length mm, side and end area mm2,
    source ("" none), reason ("" measured), axis start and end in world coordinates (NaN: no straight axis), the
    section's y direction, where along its extrusion the body starts (an unresolved one is drawn 0 to 1 mm), world mm per
    mm of extrusion, its cuts where it is a cut prism, and the bodies swept along a bend beside their path, where the file
    does not make sure to which side."""

    base: Ints
    profile: Ints
    volume: Floats
    gross: Floats
    length: Floats
    side_area: Floats
    end_area: Floats
    source: list[str]
    reason: list[str]
    start: Floats
    end: Floats
    up: Floats
    low: Floats
    stretch: Floats
    cuts: dict[int, CutPrism] = field(default_factory=dict)
    unsure: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))


def measure_items(facts: Facts, shapes: Shapes, meshes: faceted.Faceted | None = None) -> ItemFigures:
    """All body items of elements. meshes: the figures of the meshes, where they are known already."""
    meshes = meshes or faceted.measure_meshes(facts)
    return with_kernel(facts, closed_forms(facts, shapes, meshes, cut_items(facts, shapes)))


def closed_forms(
    facts: Facts, shapes: Shapes, meshes: faceted.Faceted, cuts: dict[int, CutPrism]
) -> ItemFigures:
    """All body items of elements without what the geometry kernel found. cuts: of `cut_items`."""
    items, solids = facts.items, facts.solids
    swept = sweeps.measure_swept(facts, shapes)
    n = len(items)
    roots = bare_roots(facts)
    base = roots.copy()
    kind = solids.kind.take(roots)
    volume, gross = swept.volume[base], swept.volume[base]
    length, side, end = swept.length[base], swept.side_area[base], swept.end_area[base]
    low, high = np.zeros(n), length.copy()
    reason = [sweeps.REASONS[c] for c in swept.reason[base].tolist()]
    source = [ANALYTIC if r == "" else "" for r in reason]
    for i, found in cuts.items():
        if found.reason == NO_PRISM and kind[i] not in _BOOLEAN:
            # A body that is no prism keeps its own figures; its openings are the kernel's.
            source[i], reason[i] = "", NO_PRISM
            continue
        base[i], reason[i] = found.base, found.reason
        source[i] = ANALYTIC if found.reason == "" else ""
        profile = int(solids.profile[found.base])
        low[i], high[i] = found.low, found.high
        length[i] = found.high - found.low
        volume[i] = found.volume
        if profile >= 0:
            rise = abs(float(np.nan_to_num(solids.direction[found.base, 2], nan=1.0)))
            gross[i] = shapes.area[profile] * length[i] * rise
            side[i], end[i] = shapes.perimeter[profile] * length[i], shapes.area[profile]
    mesh = np.where(kind.isin(_BOOLEAN), -1, solids.mesh[roots])
    pierced = set(cuts)
    for i in np.flatnonzero(mesh >= 0).tolist():
        row = int(mesh[i])
        claims = bool(solids.closed[roots[i]])
        surface_model = kind[i] in SURFACES
        whole = bool(meshes.closed[row]) and not surface_model
        knot = whole and bool(meshes.tangled[row])
        volume[i] = gross[i] = meshes.volume[row] if whole else np.nan
        side[i], end[i] = meshes.area[row], 0.0
        source[i] = BOUNDARY if whole and i not in pierced and not knot else ""
        reason[i] = (
            (TANGLED if knot else NO_PRISM if i in pierced else "")
            if whole
            else KIND
            if kind[i] in ("ADVANCEDBREP", "ADVANCEDBREPWITHVOIDS")
            else (SURFACE if surface_model or not claims else OPEN_MESH)
        )
    for i in np.flatnonzero((mesh < 0) & (swept.reason[roots] == 1)).tolist():
        if i not in cuts:
            word = kind[i]
            reason[i] = SURFACE if word in SURFACES else KIND
    placed = _placed(facts, base, volume, gross, length, side, end, source, reason, low, high, cuts)
    return replace(placed, unsure=swept.unsure[roots] > SURE)


def bare_roots(facts: Facts) -> Ints:
    """(items,) the solid of each item; where it is a tree of one body, that body."""
    solids = facts.solids
    roots = facts.items.solid.copy()
    if len(roots):
        lone = solids.kind.take(roots).isin(("CSGSOLID",)) & (solids.second[roots] < 0)
        lone &= (solids.first[roots] >= 0) & ~solids.kind.take(np.maximum(solids.first[roots], 0)).isin(
            _BOOLEAN
        )
        roots[lone] = solids.first[roots[lone]]
    return np.asarray(roots)


def cut_items(facts: Facts, shapes: Shapes) -> dict[int, CutPrism]:
    """Closed-form result of every body item that is a Boolean one or has openings, by item row."""
    items = facts.items
    roots = bare_roots(facts)
    boolean = facts.solids.kind.take(roots).isin(_BOOLEAN)
    voids = openings_of(facts)
    # A surface has no volume that an opening could be taken from.
    pierced = np.isin(items.owner, np.array(sorted(voids), np.int64)) & ~facts.solids.kind.take(roots).isin(
        SURFACES
    )
    known: dict[int, CutPrism] = {}
    out: dict[int, CutPrism] = {}
    for i in np.flatnonzero(boolean | pierced).tolist():
        root = int(roots[i])
        if pierced[i]:
            back = np.linalg.inv(items.matrix[i])
            extra = tuple((solid, back @ matrix) for solid, matrix in voids[int(items.owner[i])])
            out[i] = cut(facts, shapes, root, extra)
        else:
            out[i] = known.get(root) or known.setdefault(root, cut(facts, shapes, root))
    return out


def with_kernel(facts: Facts, figures: ItemFigures) -> ItemFigures:
    """What the geometry kernel found takes the place of what was left open."""
    found = facts.kernel
    if found is None or not len(found):
        return _certain(figures)
    source, reason = list(figures.source), list(figures.reason)
    volume, gross, length = figures.volume.copy(), figures.gross.copy(), figures.length.copy()
    side, end = figures.side_area.copy(), figures.end_area.copy()
    start, stop = figures.start.copy(), figures.end.copy()
    for k, i in enumerate(found.item.tolist()):
        state = found.state[k]
        if state == "unread" and reason[i] in _FLAWED:
            continue
        if state not in ("ok", "doubt"):
            reason[i] = NOTHING_LEFT if state == "empty" else f"takeoff.kernel_{state}"
            continue
        source[i], reason[i] = KERNEL, ""
        volume[i] = found.volume_mm3[k]
        side[i], end[i] = found.area_mm2[k], 0.0
        reach = found.high_mm[k] - found.low_mm[k]
        if np.isfinite(found.gross_mm3[k]):
            along = (stop[i] - start[i]) if np.isfinite(start[i]).all() else None
            # What is added to a bar may be more than the bar.
            gross[i] = max(found.gross_mm3[k] * reach, volume[i])
            length[i] = reach * figures.stretch[i]
            if along is not None:
                origin = start[i] - along * figures.low[i]
                start[i], stop[i] = origin + along * found.low_mm[k], origin + along * found.high_mm[k]
        elif not np.isfinite(gross[i]):
            gross[i] = volume[i]
    return _certain(replace(
        figures, source=source, reason=reason, volume=volume, gross=gross, length=length, side_area=side,
        end_area=end, start=start, end=stop,
    ))  # fmt: skip


def _certain(figures: ItemFigures) -> ItemFigures:
    """Figures of which none stands for a body that could not be measured whole."""
    known = np.array([s != "" for s in figures.source], np.bool_)
    return replace(
        figures, volume=np.where(known, figures.volume, np.nan), gross=np.where(known, figures.gross, np.nan)
    )


def _placed(
    facts: Facts, base: Ints, volume: Floats, gross: Floats, length: Floats, side: Floats, end: Floats,
    source: list[str], reason: list[str], low: Floats, high: Floats, cuts: dict[int, CutPrism],
) -> ItemFigures:  # fmt: skip
    """Scale by the item's matrix and put axes into the world."""
    items, solids, elements = facts.items, facts.solids, facts.elements
    linear = items.matrix[:, :3, :3]
    factor = np.abs(np.linalg.det(linear)) if len(items) else np.zeros(0)
    profile = solids.profile[base]
    frame = solids.position[base].copy()
    direction = np.nan_to_num(solids.direction[base])
    along = np.einsum("nij,nj->ni", frame[:, :3, :3], direction)
    placement = elements.placement[items.owner]
    world = (
        np.where(
            (placement >= 0)[:, None, None],
            facts.placements[np.maximum(placement, 0)] if len(facts.placements) else np.eye(4),
            np.eye(4),
        )
        @ items.matrix
    )
    stretch = np.linalg.norm(np.einsum("nij,nj->ni", linear, along), axis=1)
    stretch = np.where(stretch > 0, stretch, np.cbrt(factor))
    across = np.sqrt(np.where(stretch > 0, factor / stretch, 1.0))
    centre = np.zeros((len(base), 4))
    centre[:, 3] = 1.0
    straight = solids.kind.take(base).isin(("EXTRUDEDAREASOLID", "EXTRUDEDAREASOLIDTAPERED")) & (profile >= 0)
    start, stop = (np.full((len(base), 3), np.nan) for _ in range(2))
    origin = frame[:, :3, 3]
    rows = np.flatnonzero(straight)
    unresolved = ~np.isfinite(low) | ~np.isfinite(high)
    low, high = np.where(unresolved, 0.0, low), np.where(unresolved, 1.0, high)
    for place, at in ((start, low), (stop, high)):
        local = origin[rows] + along[rows] * at[rows, None]
        place[rows] = np.einsum("nij,nj->ni", world[rows, :3, :3], local) + world[rows, :3, 3]
    up = np.einsum("nij,nj->ni", world[:, :3, :3], frame[:, :3, 1])
    return ItemFigures(
        base=base, profile=profile, volume=volume * factor, gross=gross * factor, length=length * stretch,
        side_area=side * across * stretch, end_area=end * across**2, source=source, reason=reason,
        start=start, end=stop, up=up, low=low, stretch=stretch, cuts=cuts,
    )  # fmt: skip


def centred(figures: ItemFigures, facts: Facts, shapes: Shapes) -> tuple[Floats, Floats]:
    """Start and end of the axes through the section's centroid, world coordinates, (n, 3) each."""
    items, solids = facts.items, facts.solids
    known = figures.profile >= 0
    if not known.any():
        return figures.start, figures.end
    c = np.zeros((len(items), 3))
    c[known, :2] = np.nan_to_num(shapes.centroid[figures.profile[known]])
    shift = np.einsum("nij,nj->ni", solids.position[figures.base][:, :3, :3], c)
    shift = np.einsum("nij,nj->ni", items.matrix[:, :3, :3], shift)
    placement = facts.elements.placement[items.owner]
    turn = facts.placements[np.maximum(placement, 0)][:, :3, :3] if len(facts.placements) else np.eye(3)[None]
    shift = np.where((placement >= 0)[:, None], np.einsum("nij,nj->ni", turn, shift), shift)
    return figures.start + shift, figures.end + shift


@record
class Bodies:
    """Per element of the facts: main item (-1 none), how many items, volumes, length, side and end area, pieces.

    source and reason as in `ItemFigures`; an element whose items differ in source takes the weakest.
    """

    main: Ints
    items: Ints
    volume: Floats
    gross: Floats
    length: Floats
    side_area: Floats
    end_area: Floats
    pieces: Ints
    source: list[str]
    reason: list[str]


def by_element(facts: Facts, shapes: Shapes, figures: ItemFigures) -> Bodies:
    """Sum the items of each element; its largest item gives its section and length."""
    n = len(facts.elements)
    owner = facts.items.owner
    count = np.bincount(owner, minlength=n)
    size = np.where(np.isfinite(figures.gross), figures.gross, -1.0)
    order = np.lexsort((np.arange(len(owner))[::-1], size, owner))
    main = np.full(n, -1, np.int64)
    main[owner[order]] = order

    def total(values: Floats) -> Floats:
        lost = np.bincount(owner, ~np.isfinite(values), minlength=n) > 0
        summed = np.bincount(owner, np.nan_to_num(values), minlength=n)
        return np.where(lost | (count == 0), np.nan, summed)

    at = np.maximum(main, 0)
    has = main >= 0
    length = np.where(has, figures.length[at], np.nan) if len(owner) else np.full(n, np.nan)
    of_profile = np.where(
        figures.profile >= 0, shapes.pieces[np.maximum(figures.profile, 0)] if len(shapes.pieces) else 1, 1
    )
    pieces = np.bincount(owner, np.maximum(of_profile, 1), minlength=n).astype(np.int64)
    source, reason = [""] * n, [NO_BODY] * n
    for state, element in zip(facts.body.tolist(), range(n), strict=True):
        if state == 2:
            reason[element] = UNREAD
    rank = {"": 0, KERNEL: 1, BOUNDARY: 2, ANALYTIC: 3}
    for i, element in enumerate(owner.tolist()):
        mine, why = figures.source[i], figures.reason[i]
        if reason[element] in (NO_BODY,):
            source[element], reason[element] = mine, why
        elif rank[mine] < rank[source[element]]:
            source[element] = mine
            reason[element] = why
    return Bodies(
        main=main, items=count, volume=total(figures.volume), gross=total(figures.gross), length=length,
        side_area=total(figures.side_area), end_area=total(figures.end_area), pieces=pieces,
        source=source, reason=reason,
    )  # fmt: skip
