"""Which solids make the body of which product, mapped items resolved."""

from __future__ import annotations

import numpy as np

from components.facts import Items
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.geometry import Geometry
from components.ifc.meshes import gather
from components.ifc.step import UnreadableModel
from components.table import Bools, Codes, Floats, Ints, Ragged, unique

_BODY = ("Body", "Facetation", "Mesh", "Tessellation", "Body-FallBack")
_SOLID_TYPES = (
    "SweptSolid", "AdvancedSweptSolid", "Clipping", "CSG", "Brep", "AdvancedBrep", "SolidModel", "SurfaceModel",
    "Tessellation", "MappedRepresentation", "Surface3D",
)  # fmt: skip
_NOT_BODY = (
    "Axis",
    "Box",
    "FootPrint",
    "Footprint",
    "Profile",
    "Annotation",
    "Plan",
    "CoG",
    "Clearance",
    "Lighting",
)
_DEEPEST = 32
_MOST_ITEMS = 5_000_000
"""Items of all bodies together, mapped ones told each time: maps of maps can stand for more than memory holds."""
_FLAT = 1e-12
"""Volume that a scale of 0, or of nearly 0, leaves of a cube of 1."""


def read(
    ctx: Context, geometry: Geometry, owners: Rows, solid_rows: Ints, endless: Bools
) -> tuple[Items, Codes]:
    """Body items of products, and per product 0 (none), 1 (all read) or 2 (it has items that are not read).

    endless: (solids,) bool, Boolean trees that nobody can follow.
    """
    shapes = ctx.rows(*ctx.below("IFCPRODUCTREPRESENTATION"))
    reps = ctx.rows(*ctx.below("IFCREPRESENTATION"))
    shape = position_in(shapes.rows, ctx.step.find(ctx.attribute(owners, "Representation").refs()))
    shape_reps = _links(ctx, shapes.arg(2).ref_lists(), reps.rows)
    body = _rank(ctx, reps)
    with_shape = np.flatnonzero(shape >= 0)
    chosen = gather(shape_reps, shape[with_shape])
    owner, rep = with_shape[chosen.owners()], chosen.values
    rank = body[rep]
    best = np.full(len(owners), 99, np.int64)
    np.minimum.at(best, owner, rank)
    keep = (rank == best[owner]) & (rank < 9)
    owner, rep = owner[keep], rep[keep]
    items = reps.arg(3).ref_lists()
    listed = gather(items, rep)
    owner, item = owner[listed.owners()], ctx.step.find(listed.values)
    matrix = np.broadcast_to(np.eye(4), (len(owner), 4, 4)).copy()
    owner, item, matrix = _resolve(ctx, geometry, reps, items, owner, item, matrix)
    solid = position_in(solid_rows, item)
    solid[~_sound(matrix) | np.append(endless, False)[solid]] = -1
    state = np.zeros(len(owners), np.int32)
    state[owner] = 1
    if (solid < 0).any():
        lost = unique(owner[solid < 0])
        state[lost] = 2
        words = {ctx.step.keyword(int(r)) for r in unique(item[(solid < 0) & (item >= 0)])}
        ctx.note(
            "ifc.item_unread",
            WARNING,
            owners.ids[lost],
            keywords=", ".join(sorted(words)) or "?",
            count=len(lost),
        )
    good = solid >= 0
    return Items(owner=owner[good], solid=solid[good], matrix=matrix[good]), state


def _sound(matrix: Floats) -> Bools:
    """(n,) whether a matrix places a body: finite, and of some volume."""
    finite: Bools = np.asarray(np.isfinite(matrix).all(axis=(1, 2)), np.bool_)
    size = np.abs(np.linalg.det(np.where(finite[:, None, None], matrix, 0.0)[:, :3, :3]))
    return np.asarray(finite & (size > _FLAT) & (size < 1 / _FLAT))


def _links(ctx: Context, lists: Ragged, rows: Ints) -> Ragged:
    at = position_in(rows, ctx.step.find(lists.values))
    good = at >= 0
    counts = np.bincount(lists.owners()[good], minlength=len(lists))
    return Ragged(np.concatenate(([0], np.cumsum(counts))).astype(np.int64), at[good])


def _rank(ctx: Context, reps: Rows) -> Ints:
    """How good a representation is as the body: 0 best, 9 and more not at all."""
    identifier = reps.arg(1).texts(ctx.decode)
    kind = reps.arg(2).texts(ctx.decode)
    rank = np.full(len(reps), 9, np.int64)
    rank[kind.isin(_SOLID_TYPES) & ~identifier.isin(_NOT_BODY)] = 5
    rank[kind.isin(("", "BoundingBox")) & (identifier.codes < 0)] = 9
    for place, word in enumerate(_BODY):
        rank[identifier.match(lambda w, word=word: w.lower() == word.lower())] = place
    rank[kind.isin(("BoundingBox", "GeometricCurveSet", "Curve2D", "Curve3D", "Annotation2D"))] = 9
    return rank


def _resolve(
    ctx: Context, geometry: Geometry, reps: Rows, items: Ragged, owner: Ints, item: Ints, matrix: Floats
) -> tuple[Ints, Ints, Floats]:
    """Replace mapped items by the items of their maps until none is left."""
    mapped = ctx.rows("IFCMAPPEDITEM")
    maps = ctx.rows("IFCREPRESENTATIONMAP")
    source = position_in(maps.rows, ctx.step.find(mapped.arg(0).refs()))
    target = geometry.transform(mapped.arg(1).refs())
    origin = geometry.axes3(maps.arg(0).refs())
    rep = position_in(reps.rows, ctx.step.find(maps.arg(1).refs()))
    for _ in range(_DEEPEST):
        at = position_in(mapped.rows, item)
        hit = (
            np.flatnonzero((at >= 0) & (source[at] >= 0) & (rep[source[at]] >= 0))
            if len(mapped) and len(maps)
            else ctx.nothing
        )
        if not len(hit):
            return owner, item, matrix
        which = at[hit]
        of = source[which]
        # The map's origin is laid onto the target, hence the inverse.
        local = matrix[hit] @ target[which] @ np.linalg.inv(origin[of])
        if items.counts()[rep[of]].sum() + len(item) > _MOST_ITEMS:
            raise UnreadableModel("ifc.too_many_items", file=ctx.file, limit=_MOST_ITEMS // 10**6)
        listed = gather(items, rep[of])
        rest = np.ones(len(item), np.bool_)
        rest[hit] = False
        back = listed.owners()
        owner = np.concatenate((owner[rest], owner[hit][back]))
        item = np.concatenate((item[rest], ctx.step.find(listed.values)))
        matrix = np.concatenate((matrix[rest], local[back]))
    raise UnreadableModel(
        "ifc.cyclic", file=ctx.file, step_id=int(ctx.step.ids[item[0]]), what="IfcMappedItem"
    )
