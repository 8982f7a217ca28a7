"""Faceted bodies of a file in bulk: breps, face and shell models, tessellations."""

from __future__ import annotations

from typing import Any

import numpy as np

from components.facts import Meshes
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.curves import UNFIT, Curves, UnknownCurve
from components.ifc.geometry import Geometry, within
from components.record import record
from components.table import Floats, Ints, Ragged

SHELLS = ("IFCCLOSEDSHELL", "IFCOPENSHELL", "IFCCONNECTEDFACESET")
FACE_SETS = ("IFCTRIANGULATEDFACESET", "IFCPOLYGONALFACESET", "IFCTRIANGULATEDIRREGULARNETWORK")


@record
class MeshFacts:
    """Meshes, and which statement row each one is of."""

    rows: Ints
    meshes: Meshes


def gather(source: Ragged, rows: Ints) -> Ragged:
    """The lists of the given rows of a ragged column, in that order."""
    counts = source.counts()[rows]
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    at = np.arange(offsets[-1]) + np.repeat(source.offsets[rows] - offsets[:-1], counts)
    return Ragged(offsets, source.values[at])


def read(ctx: Context, geometry: Geometry, curves: Curves) -> MeshFacts:
    """Every shell and face set of the file as one table of faces."""
    shells = _hollowed(ctx, _shells(ctx, geometry))
    sets = [(row, *found) for row in ctx.rows(*FACE_SETS).rows if (found := _face_set(ctx, curves, int(row)))]
    if not sets:
        return shells
    first = shells.meshes
    points = [first.points]
    loop_face, face_mesh, closed, rows = [first.loop_face], [first.face_mesh], [first.closed], [shells.rows]
    offset, faces, mesh = len(first.points), len(first.face_mesh), len(shells.rows)
    lengths, flat = [first.loops.counts()], [first.loops.values]
    for row, xyz, polygons, owner, is_closed in sets:
        points.append(xyz)
        lengths.append(polygons.counts())
        flat.append(polygons.values + offset)
        loop_face.append(owner + faces)
        count = int(owner.max()) + 1 if len(owner) else 0
        face_mesh.append(np.full(count, mesh))
        closed.append(np.array([is_closed]))
        rows.append(np.array([row]))
        offset, faces, mesh = offset + len(xyz), faces + count, mesh + 1
    sizes = np.concatenate(lengths)
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    return MeshFacts(
        np.concatenate(rows),
        Meshes(
            np.concatenate(points), Ragged(offsets, np.concatenate(flat)), np.concatenate(loop_face),
            np.concatenate(face_mesh), np.concatenate(closed),
        ),
    )  # fmt: skip


def _shells(ctx: Context, geometry: Geometry) -> MeshFacts:
    step = ctx.step
    shells = ctx.rows(*SHELLS)
    faces = ctx.rows("IFCFACE", "IFCFACESURFACE")
    bounds = ctx.rows("IFCFACEOUTERBOUND", "IFCFACEBOUND")
    polygons = ctx.rows("IFCPOLYLOOP")
    shell_faces = _links(ctx, shells, "CfsFaces", faces)
    face_bounds = _links(ctx, faces, "Bounds", bounds)
    bound_loop = position_in(polygons.rows, step.find(bounds.arg(0).refs()))
    backward = bounds.arg(1).words().isin(("F", "FALSE"))
    outer = np.array([k == "IFCFACEOUTERBOUND" for k in step.keywords] + [False])[step.kinds[bounds.rows]]
    corner_ids = polygons.arg(0).ref_lists()
    # Flatten shell > face > bound > loop, so that a face shared by two shells is told twice.
    per_face = gather(face_bounds, shell_faces.values)
    loop_bound = per_face.values
    loop_face = per_face.owners()
    order = np.lexsort((~outer[loop_bound], loop_face))
    loop_bound, loop_face = loop_bound[order], loop_face[order]
    known = bound_loop[loop_bound] >= 0
    if not known.all():
        ctx.note("ifc.face_unread", WARNING, bounds.ids[loop_bound[~known]][:20], count=int((~known).sum()))
    loop_bound, loop_face = loop_bound[known], loop_face[known]
    used, where = np.unique(corner_ids.values, return_inverse=True)
    corners = Ragged(corner_ids.offsets, where.reshape(-1).astype(np.int64))
    loops = gather(corners, bound_loop[loop_bound])
    loops = Ragged(loops.offsets, _reversed_where(loops, backward[loop_bound]))
    closed = np.array([k == "IFCCLOSEDSHELL" for k in step.keywords] + [False])[step.kinds[shells.rows]]
    meshes = Meshes(geometry.points(used), loops, loop_face, shell_faces.owners(), closed)
    return MeshFacts(shells.rows, meshes)


def _hollowed(ctx: Context, shells: MeshFacts) -> MeshFacts:
    """The shells, and behind them one mesh per body with hollows: its outer shell and those of its hollows."""
    breps = ctx.rows("IFCFACETEDBREPWITHVOIDS")
    if not len(breps):
        return shells
    m = shells.meshes
    outer = position_in(shells.rows, ctx.step.find(ctx.attribute(breps, "Outer").refs()))
    voids = ctx.attribute(breps, "Voids").ref_lists()
    loops, face, mesh = [m.loops], [m.loop_face], [m.face_mesh]
    rows: list[int] = []
    faces = len(m.face_mesh)
    for k in range(len(breps)):
        hollow = position_in(shells.rows, ctx.step.find(voids[k]))
        if outer[k] < 0 or (hollow < 0).any():
            continue
        parts = [np.flatnonzero(m.face_mesh == s) for s in (int(outer[k]), *hollow.tolist())]
        way = np.sign([_volume(m, part) for part in parts])
        for part, turn in zip(parts, way, strict=True):
            of = np.flatnonzero(np.isin(m.loop_face, part))
            mine = gather(m.loops, of)
            back = np.full(len(of), part is not parts[0] and turn == way[0])
            loops.append(Ragged(mine.offsets, _reversed_where(mine, back)))
            face.append(np.searchsorted(part, m.loop_face[of]) + faces)
            mesh.append(np.full(len(part), len(shells.rows) + len(rows)))
            faces += len(part)
        rows.append(int(breps.rows[k]))
    counts = np.concatenate([part.counts() for part in loops])
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    joined = Ragged(offsets, np.concatenate([part.values for part in loops]))
    closed = np.concatenate((m.closed, np.ones(len(rows), np.bool_)))
    made = Meshes(m.points, joined, np.concatenate(face), np.concatenate(mesh), closed)
    return MeshFacts(np.concatenate((shells.rows, np.array(rows, np.int64))), made)


def _volume(m: Meshes, faces: Ints) -> float:
    """Signed volume of some faces, mm3."""
    total, pivot = 0.0, None
    for k in np.flatnonzero(np.isin(m.loop_face, faces)).tolist():
        corners = m.points[m.loops[k]]
        pivot = corners[0] if pivot is None else pivot
        rel = corners - pivot
        total += float((rel[0] * np.cross(rel, np.roll(rel, -1, axis=0)).sum(axis=0)).sum()) / 6
    return total


def _links(ctx: Context, rows: Rows, attribute: str, targets: Rows) -> Ragged:
    lists = ctx.attribute(rows, attribute).ref_lists()
    at = position_in(targets.rows, ctx.step.find(lists.values))
    good = at >= 0
    offsets = np.concatenate(([0], np.cumsum(np.bincount(lists.owners()[good], minlength=len(lists)))))
    return Ragged(offsets.astype(np.int64), at[good])


def _reversed_where(loops: Ragged, backward: np.ndarray) -> Ints:
    if not backward.any():
        return np.asarray(loops.values, np.int64)
    owner = loops.owners()
    place = np.arange(len(loops.values))
    mirror = loops.offsets[owner] + loops.offsets[owner + 1] - 1 - place
    return np.asarray(loops.values[np.where(backward[owner], mirror, place)], np.int64)


def _face_set(ctx: Context, curves: Curves, row: int) -> tuple[Floats, Ragged, Ints, bool] | None:
    """Points, polygons, the face of each polygon, and the Closed flag of one tessellated face set."""
    args = ctx.one(row)
    keyword = ctx.step.keyword(row)
    place = {
        name: ctx.schema.position(keyword, name) for name in ("Coordinates", "Closed", "CoordIndex", "Faces")
    }
    try:
        points = within(curves.point_list(int(args[place["Coordinates"]])))
        flat, owner = _polygons(ctx, args, place, keyword)
    except (UnknownCurve, *UNFIT):
        ctx.note("ifc.face_unread", WARNING, [int(ctx.step.ids[row])], count=1)
        return None
    if len(flat.values) and not (flat.values.min() >= 0 and flat.values.max() < len(points)):
        ctx.note("ifc.face_unread", WARNING, [int(ctx.step.ids[row])], count=1)
        return None
    closed = args[place["Closed"]] if 0 <= place["Closed"] < len(args) else None
    return points, flat, owner, closed in ("T", "TRUE")


def _polygons(ctx: Context, args: list[Any], place: dict[str, int], keyword: str) -> tuple[Ragged, Ints]:
    """Corner numbers of the loops of a face set, and the face of each."""
    polygons: list[list[int]] = []
    owner: list[int] = []
    if keyword == "IFCPOLYGONALFACESET":
        for face, ref in enumerate(args[place["Faces"]] or []):
            face_row = ctx.row_of(int(ref))
            loops = ctx.one(face_row) if face_row >= 0 else []
            rings = loops[:1] + (loops[1] if len(loops) > 1 else [])
            polygons += [[int(i) - 1 for i in ring] for ring in rings]
            owner += [face] * len(rings)
    else:
        polygons = [[int(i) - 1 for i in ring] for ring in args[place["CoordIndex"]] or []]
        owner = list(range(len(polygons)))
    return Ragged.of(polygons, np.int64), np.array(owner, np.int64)
