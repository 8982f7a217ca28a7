"""Geometric items as a table: swept solids, Boolean results, half spaces, faceted bodies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.facts import Solids
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.curves import Curves, UnknownCurve
from components.ifc.geometry import Geometry, unit
from components.ifc.meshes import MeshFacts
from components.ifc.step import UnreadableModel
from components.table import Floats, Ints, Text

_ROOTS = (
    "IFCSOLIDMODEL", "IFCBOOLEANRESULT", "IFCHALFSPACESOLID", "IFCCSGPRIMITIVE3D", "IFCTESSELLATEDITEM",
    "IFCFACEBASEDSURFACEMODEL", "IFCSHELLBASEDSURFACEMODEL",
)  # fmt: skip
_ARC_STEP = math.radians(3.0)


@dataclass(frozen=True, eq=False)
class SolidFacts:
    """Solids, the statement row of each, and the outlines and paths they add."""

    rows: Ints
    solids: Solids
    outlines: list[Floats]
    paths: list[Floats]


def read(
    ctx: Context,
    geometry: Geometry,
    curves: Curves,
    profile_rows: Ints,
    meshes: MeshFacts,
    first_outline: int,
) -> SolidFacts:
    """All solid items. first_outline: how many outlines there are already."""
    rows = ctx.rows(*[k for root in _ROOTS for k in ctx.below(root)])
    rows = Rows(ctx.step, np.unique(rows.rows))
    n = len(rows)
    kind = ctx.classes(rows).map(lambda w: w.removeprefix("Ifc").upper())

    def link(attribute: str, targets: Ints) -> Ints:
        return position_in(targets, ctx.step.find(ctx.attribute(rows, attribute).refs()))

    def length(attribute: str) -> Floats:
        return np.asarray(ctx.attribute(rows, attribute).reals() * ctx.units.length_mm)

    position = geometry.axes3(ctx.attribute(rows, "Position").refs())
    direction = _directions(ctx, rows, geometry, position)
    first, second = _operands(ctx, rows)
    point, normal = _planes(ctx, geometry, rows)
    outlines, outline = _bounds(ctx, curves, rows, first_outline)
    paths, path = _paths(ctx, rows, curves, geometry)
    mesh, closed = _mesh(ctx, rows, kind, meshes)
    solids = Solids(
        step_id=rows.ids,
        kind=kind,
        profile=link("SweptArea", profile_rows),
        end_profile=link("EndSweptArea", profile_rows),
        position=position,
        direction=direction,
        depth_mm=length("Depth"),
        first=first,
        second=second,
        operator=ctx.attribute(rows, "Operator").words() if n else Text.full(0),
        plane_point=point,
        plane_normal=normal,
        outline=outline,
        angle_rad=ctx.attribute(rows, "Angle").reals() * ctx.units.angle_rad,
        axis=_axes(ctx, geometry, rows),
        radius_mm=length("Radius"),
        inner_radius_mm=length("InnerRadius"),
        path=path,
        mesh=mesh,
        closed=closed,
    )
    _refuse_circles(ctx, solids)
    return SolidFacts(rows.rows, solids, outlines, paths)


def _directions(ctx: Context, rows: Rows, geometry: Geometry, position: Floats) -> Floats:
    """Extrusion directions in the solids' own frames.

    A direction in the plane of the profile sweeps nothing. Some programs write it in the outer frame by mistake: where
    it is then the frame's own z axis, that is what was meant, and a finding says so.
    """
    direction = unit(geometry.directions(ctx.attribute(rows, "ExtrudedDirection").refs()))
    flat = np.isfinite(direction).all(axis=1) & (np.abs(direction[:, 2]) < 1e-6)
    along = np.abs((position[:, :3, 2] * np.nan_to_num(direction)).sum(axis=1))
    meant = flat & (along > 1 - 1e-6)
    if meant.any():
        sign = np.sign((position[meant, :3, 2] * direction[meant]).sum(axis=1))
        direction[meant] = np.array([0.0, 0.0, 1.0]) * sign[:, None]
        ctx.note("ifc.direction_outer", WARNING, rows.ids[meant], count=int(meant.sum()))
    return direction


def _operands(ctx: Context, rows: Rows) -> tuple[Ints, Ints]:
    first = ctx.attribute(rows, "FirstOperand").refs()
    root = ctx.attribute(rows, "TreeRootExpression").refs()
    first = np.where(first >= 0, first, root)
    second = ctx.attribute(rows, "SecondOperand").refs()
    find = ctx.step.find
    return position_in(rows.rows, find(first)), position_in(rows.rows, find(second))


def _refuse_circles(ctx: Context, solids: Solids) -> None:
    """Boolean trees must end: peel leaves until nothing changes; what is left goes round in a circle."""
    done = (solids.first < 0) & (solids.second < 0)
    while not done.all():
        ready = (
            ~done & (done[solids.first] | (solids.first < 0)) & (done[solids.second] | (solids.second < 0))
        )
        if not ready.any():
            step_id = int(solids.step_id[~done][0])
            raise UnreadableModel("ifc.cyclic", file=ctx.file, step_id=step_id, what="IfcBooleanResult")
        done = done | ready


def _planes(ctx: Context, geometry: Geometry, rows: Rows) -> tuple[Floats, Floats]:
    planes = ctx.rows("IFCPLANE")
    frame = geometry.axes3(planes.arg(0).refs())
    at = position_in(planes.rows, ctx.step.find(ctx.attribute(rows, "BaseSurface").refs()))
    hit = (at >= 0)[:, None]
    point = np.where(hit, frame[at, :3, 3] if len(frame) else np.nan, np.nan)
    normal = np.where(hit, frame[at, :3, 2] if len(frame) else np.nan, np.nan)
    # AgreementFlag true: the material lies on the side the plane's normal points away from.
    against = ctx.attribute(rows, "AgreementFlag").words().isin(("F", "FALSE"))
    return point, np.where(against[:, None], -normal, normal)


def _bounds(ctx: Context, curves: Curves, rows: Rows, start: int) -> tuple[list[Floats], Ints]:
    boundary = ctx.attribute(rows, "PolygonalBoundary").refs()
    outline = np.full(len(rows), -1, np.int64)
    outlines: list[Floats] = []
    unread: dict[str, list[int]] = {}
    for i in np.flatnonzero(boundary >= 0).tolist():
        try:
            outlines.append(curves.loop(int(boundary[i])))
        except UnknownCurve as unknown:
            unread.setdefault(str(unknown) or "?", []).append(int(rows.ids[i]))
            continue
        outline[i] = start + len(outlines) - 1
    _note_unread(ctx, unread)
    return outlines, outline


def _note_unread(ctx: Context, unread: dict[str, list[int]]) -> None:
    for keyword, ids in unread.items():
        ctx.note("ifc.curve_unread", WARNING, ids, keyword=keyword, count=len(ids))


def _axes(ctx: Context, geometry: Geometry, rows: Rows) -> Floats:
    axes = ctx.rows("IFCAXIS1PLACEMENT")
    origin = geometry.points(axes.arg(0).refs())
    z = geometry.directions(axes.arg(1).refs())
    z = unit(np.where(np.isfinite(z).all(axis=1, keepdims=True), z, [0.0, 0.0, 1.0]))
    both = np.concatenate((origin, z), axis=1)
    at = position_in(axes.rows, ctx.step.find(ctx.attribute(rows, "Axis").refs()))
    return np.where((at >= 0)[:, None], both[at] if len(both) else np.nan, np.nan)


def _mesh(ctx: Context, rows: Rows, kind: Text, meshes: MeshFacts) -> tuple[Ints, Any]:
    """Mesh row of faceted items; a surface model of one shell takes that shell, one of several is left to the kernel."""
    find = ctx.step.find
    shell = position_in(meshes.rows, find(ctx.attribute(rows, "Outer").refs()))
    own = position_in(meshes.rows, rows.rows)
    mesh = np.where(own >= 0, own, shell)
    for attribute in ("FbsmFaces", "SbsmBoundary"):
        lists = ctx.attribute(rows, attribute).ref_lists()
        single = np.flatnonzero(lists.counts() == 1)
        if len(single):
            mesh[single] = position_in(meshes.rows, find(lists.values[lists.offsets[single]]))
    voids = ctx.attribute(rows, "Voids").ref_lists().counts() > 0
    mesh[voids] = -1
    claims = meshes.meshes.closed[mesh] if len(meshes.rows) else np.zeros(len(rows), np.bool_)
    closed = (mesh >= 0) & claims & ~kind.isin(("FACEBASEDSURFACEMODEL", "SHELLBASEDSURFACEMODEL"))
    return mesh, closed


def _paths(ctx: Context, rows: Rows, curves: Curves, geometry: Geometry) -> tuple[list[Floats], Ints]:
    directrix = ctx.attribute(rows, "Directrix").refs()
    path = np.full(len(rows), -1, np.int64)
    paths: list[Floats] = []
    seen: dict[int, int] = {}
    unread: dict[str, list[int]] = {}
    for i in np.flatnonzero(directrix >= 0).tolist():
        ref = int(directrix[i])
        if ref not in seen:
            try:
                seen[ref] = len(paths)
                paths.append(_path(ctx, curves, geometry, ref, 0))
            except (UnknownCurve, TypeError, ValueError, IndexError) as unknown:
                del seen[ref]
                unread.setdefault(str(unknown) or "?", []).append(int(rows.ids[i]))
                continue
        path[i] = seen[ref]
    _note_unread(ctx, unread)
    return paths, path


def _path(ctx: Context, curves: Curves, geometry: Geometry, curve_id: int, level: int) -> Floats:
    """(k, 4) x, y, z and the exact length of the piece that leaves each point."""
    row = ctx.row_of(curve_id)
    keyword = ctx.step.keyword(row) if row >= 0 else ""
    args = ctx.one(row) if row >= 0 else []
    if level > 8 or not keyword:
        raise UnknownCurve(keyword)
    if keyword == "IFCPOLYLINE":
        return _straight(geometry.points(np.array([int(r) for r in args[0]])))
    if keyword == "IFCINDEXEDPOLYCURVE":
        points = curves.point_list(int(args[0]))
        if not args[1]:
            return _straight(points)
        parts = []
        for segment in args[1]:
            at = [int(i) - 1 for i in segment.value]
            parts.append(_arc3(points[at]) if segment.keyword == "IFCARCINDEX" else _straight(points[at]))
        return _chain(parts)
    if keyword == "IFCCOMPOSITECURVE":
        parts = []
        for ref in args[0]:
            segment = ctx.one(ctx.row_of(int(ref)))
            part = _path(ctx, curves, geometry, int(segment[2]), level + 1)
            parts.append(part if segment[1] != "F" else _backward(part))
        return _chain(parts)
    if keyword in ("IFCTRIMMEDCURVE", "IFCCIRCLE"):
        basis = ctx.row_of(int(args[0])) if keyword == "IFCTRIMMEDCURVE" else row
        if ctx.step.keyword(basis) == "IFCLINE":
            ends = [curves._trim(args[k])[1] for k in (1, 2)]
            if ends[0] is None or ends[1] is None:
                raise UnknownCurve("IFCLINE")
            return _straight(np.array(ends))
        if ctx.step.keyword(basis) == "IFCCIRCLE":
            return _circle3(ctx, curves, geometry, curve_id, basis)
    raise UnknownCurve(keyword)


def _circle3(ctx: Context, curves: Curves, geometry: Geometry, curve_id: int, basis: int) -> Floats:
    """A circle or circular arc in space, walked in small steps with the exact arc length told on each."""
    circle = ctx.one(basis)
    frame = geometry.axes3(np.array([int(circle[0])]))[0]
    radius = float(circle[1]) * ctx.units.length_mm
    start, stop = curves.sweep(curve_id)
    t = np.linspace(start, stop, max(2, math.ceil(abs(stop - start) / _ARC_STEP) + 1))
    local = np.stack((radius * np.cos(t), radius * np.sin(t), np.zeros_like(t), np.ones_like(t)))
    length = np.full(len(t), radius * abs(stop - start) / (len(t) - 1))
    length[-1] = 0.0
    return np.column_stack(((frame @ local)[:3].T, length))


def _straight(points: Floats) -> Floats:
    length = np.append(np.linalg.norm(np.diff(points, axis=0), axis=1), 0.0)
    return np.column_stack((points, length))


def _arc3(points: Floats) -> Floats:
    """Arc through three points in space."""
    a, m, b = points
    u, v = m - a, b - a
    normal = np.cross(u, v)
    area2 = float(normal @ normal)
    if area2 < 1e-12:
        return _straight(np.array([a, b]))
    centre = a + (np.cross(normal, u) * (v @ v) + np.cross(v, normal) * (u @ u)) / (2 * area2)
    radius = float(np.linalg.norm(a - centre))
    x = (a - centre) / radius
    y = np.cross(unit(normal), x)
    sweep = math.atan2((b - centre) @ y, (b - centre) @ x) % (2 * math.pi)
    t = np.linspace(0.0, sweep, max(2, math.ceil(sweep / _ARC_STEP) + 1))
    xyz = centre + radius * (np.outer(np.cos(t), x) + np.outer(np.sin(t), y))
    length = np.full(len(t), radius * sweep / (len(t) - 1))
    length[-1] = 0.0
    return np.column_stack((xyz, length))


def _backward(path: Floats) -> Floats:
    back = path[::-1].copy()
    back[:-1, 3] = path[:-1, 3][::-1]
    back[-1, 3] = 0.0
    return back


def _chain(parts: list[Floats]) -> Floats:
    return np.concatenate([p[:-1] for p in parts[:-1]] + parts[-1:]) if parts else np.zeros((0, 4))
