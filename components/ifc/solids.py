"""Geometric items as a table: swept solids, Boolean results, half spaces, faceted bodies."""

from __future__ import annotations

from typing import Any

import numpy as np

from components.facts import Solids
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.curves import Curves, UnknownCurve
from components.ifc.geometry import Geometry, unit, within
from components.ifc.meshes import MeshFacts
from components.ifc.paths import paths_of
from components.ifc.step import UnreadableModel
from components.record import record
from components.table import Bools, Floats, Ints, Text, unique

_ROOTS = (
    "IFCSOLIDMODEL", "IFCBOOLEANRESULT", "IFCHALFSPACESOLID", "IFCCSGPRIMITIVE3D", "IFCTESSELLATEDITEM",
    "IFCFACEBASEDSURFACEMODEL", "IFCSHELLBASEDSURFACEMODEL",
)  # fmt: skip

_DEEPEST, _LARGEST = 400, 50_000
"""Levels, and operands in all, of one Boolean tree."""
_FLAT = 1e-6
"""Sine of the angle between a direction and a plane below which it lies in the plane."""


@record
class SolidFacts:
    """Solids, the statement row of each, and the outlines and paths they add. endless: see `_endless`."""

    rows: Ints
    solids: Solids
    outlines: list[Floats]
    paths: list[Floats]
    endless: Bools


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
    rows = Rows(ctx.step, unique(rows.rows))
    n = len(rows)
    kind = ctx.classes(rows).map(lambda w: w.removeprefix("Ifc").upper())

    def link(attribute: str, targets: Ints) -> Ints:
        return position_in(targets, ctx.step.find(ctx.attribute(rows, attribute).refs()))

    def length(attribute: str) -> Floats:
        return within(ctx.attribute(rows, attribute).reals() * ctx.units.length_mm)

    position = geometry.axes3(ctx.attribute(rows, "Position").refs())
    enclosure = _enclosures(ctx, geometry, rows, position)
    direction = _directions(ctx, rows, geometry, position)
    flat = _flat(ctx, rows, kind, direction)
    first, second = _operands(ctx, rows)
    point, normal = _planes(ctx, geometry, rows)
    outlines, outline = _bounds(ctx, curves, rows, first_outline)
    paths, path, unread = paths_of(ctx, rows, curves, geometry)
    _note_unread(ctx, unread)
    mesh, closed = _mesh(ctx, rows, kind, meshes)
    solids = Solids(
        step_id=rows.ids,
        kind=kind,
        profile=np.where(flat, -1, link("SweptArea", profile_rows)),
        end_profile=link("EndSweptArea", profile_rows),
        position=position,
        direction=direction,
        depth_mm=np.where(flat, np.nan, length("Depth")),
        first=first,
        second=second,
        operator=ctx.attribute(rows, "Operator").words() if n else Text.full(0),
        plane_point=point,
        plane_normal=normal,
        outline=outline,
        angle_rad=within(ctx.attribute(rows, "Angle").reals() * ctx.units.angle_rad),
        axis=_references(ctx, geometry, rows, _axes(ctx, geometry, rows)),
        radius_mm=_either(length("Radius"), length("BottomRadius")),
        inner_radius_mm=length("InnerRadius"),
        size_mm=_either(
            np.stack(
                (length("XLength"), length("YLength"), _either(length("ZLength"), length("Height"))), axis=1
            ),
            enclosure,
        ),
        path=path,
        mesh=mesh,
        closed=closed,
    )
    return SolidFacts(rows.rows, solids, outlines, paths, _endless(ctx, solids))


def _either(first: Floats, other: Floats) -> Floats:
    return np.where(np.isfinite(first), first, other)


def _directions(ctx: Context, rows: Rows, geometry: Geometry, position: Floats) -> Floats:
    """Extrusion directions in the solids' own frames.

    A direction in the plane of the profile sweeps nothing. Some programs write it in the outer frame by mistake: where
    it is then the frame's own z axis, that is what was meant, and a finding says so.
    """
    direction = unit(geometry.directions(ctx.attribute(rows, "ExtrudedDirection").refs()))
    flat = np.isfinite(direction).all(axis=1) & (np.abs(direction[:, 2]) < _FLAT)
    along = np.abs((position[:, :3, 2] * np.nan_to_num(direction)).sum(axis=1))
    meant = flat & (along > 1 - 1e-6)
    if meant.any():
        sign = np.sign((position[meant, :3, 2] * direction[meant]).sum(axis=1))
        direction[meant] = np.array([0.0, 0.0, 1.0]) * sign[:, None]
        ctx.note("ifc.direction_outer", WARNING, rows.ids[meant], count=int(meant.sum()))
    return direction


def _flat(ctx: Context, rows: Rows, kind: Text, direction: Floats) -> Bools:
    """(n,) extrusions that sweep nothing: without a direction, or along the plane of their profile.

    They lose profile and depth and get a direction that has an inverse, so that nobody further on measures or divides.
    """
    swept = kind.isin(("EXTRUDEDAREASOLID", "EXTRUDEDAREASOLIDTAPERED"))
    flat = swept & ~(np.abs(direction[:, 2]) > _FLAT)
    if flat.any():
        direction[flat] = (0.0, 0.0, 1.0)
        ctx.note("ifc.direction_flat", WARNING, rows.ids[flat], count=int(flat.sum()))
    return np.asarray(flat)


def _operands(ctx: Context, rows: Rows) -> tuple[Ints, Ints]:
    first = ctx.attribute(rows, "FirstOperand").refs()
    root = ctx.attribute(rows, "TreeRootExpression").refs()
    first = np.where(first >= 0, first, root)
    second = ctx.attribute(rows, "SecondOperand").refs()
    find = ctx.step.find
    return position_in(rows.rows, find(first)), position_in(rows.rows, find(second))


def _endless(ctx: Context, solids: Solids) -> Bools:
    """(n,) Boolean trees deeper or, each use counted, larger than anybody can follow. Circles of them are refused.

    Leaves are peeled until nothing changes; what is left goes round in a circle.
    """
    n = len(solids)
    size, deep = np.append(np.ones(n), 0.0), 0
    first, second = solids.first, solids.second
    open_ = np.flatnonzero((first >= 0) | (second >= 0))
    done = np.ones(n + 1, np.bool_)
    done[open_] = False
    level = np.zeros(n + 1, np.int64)
    while len(open_):
        ready = done[first[open_]] & done[second[open_]]
        now = open_[ready]
        if not len(now):
            step_id = int(solids.step_id[open_[0]])
            raise UnreadableModel("ifc.cyclic", file=ctx.file, step_id=step_id, what="IfcBooleanResult")
        deep += 1
        level[now] = deep
        size[now] = np.minimum(1.0 + size[first[now]] + size[second[now]], 1e300)
        done[now] = True
        open_ = open_[~ready]
    return np.asarray((level[:n] > _DEEPEST) | (size[:n] > _LARGEST))


def _planes(ctx: Context, geometry: Geometry, rows: Rows) -> tuple[Floats, Floats]:
    planes = ctx.rows("IFCPLANE")
    frame = geometry.axes3(planes.arg(0).refs())
    at = position_in(planes.rows, ctx.step.find(ctx.attribute(rows, "BaseSurface").refs()))
    hit = (at >= 0)[:, None]
    none = np.full((len(rows), 3), np.nan)
    point = np.where(hit, frame[at, :3, 3] if len(frame) else none, np.nan)
    normal = np.where(hit, frame[at, :3, 2] if len(frame) else none, np.nan)
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
    return np.where((at >= 0)[:, None], both[at] if len(both) else np.full(6, np.nan), np.nan)


def _enclosures(ctx: Context, geometry: Geometry, rows: Rows, position: Floats) -> Floats:
    """(n, 3) mm, sizes of the boxes that hold boxed half spaces; their corners go into the positions."""
    boxes = ctx.rows("IFCBOUNDINGBOX")
    at = position_in(boxes.rows, ctx.step.find(ctx.attribute(rows, "Enclosure").refs()))
    out = np.full((len(rows), 3), np.nan)
    hit = np.flatnonzero(at >= 0)
    if len(hit):
        corner = geometry.points(boxes.arg(0).refs())
        size = np.stack([within(boxes.arg(k).reals() * ctx.units.length_mm) for k in (1, 2, 3)], axis=1)
        position[hit, :3, 3], out[hit] = corner[at[hit]], size[at[hit]]
    return out


def _references(ctx: Context, geometry: Geometry, rows: Rows, axes: Floats) -> Floats:
    """The axes, and for sweeps along a curve the direction that their profile's x axis follows: the one stated, or the
    normal of a reference plane."""
    fixed = geometry.directions(ctx.attribute(rows, "FixedReference").refs())
    planes = ctx.rows("IFCPLANE")
    at = position_in(planes.rows, ctx.step.find(ctx.attribute(rows, "ReferenceSurface").refs()))
    frame = geometry.axes3(planes.arg(0).refs())
    normal = np.where((at >= 0)[:, None], frame[at, :3, 2] if len(frame) else np.nan, np.nan)
    told = np.where(np.isfinite(fixed), unit(fixed), normal)
    out = axes.copy()
    out[:, 3:6] = np.where(np.isfinite(told), told, axes[:, 3:6])
    return out


def _mesh(ctx: Context, rows: Rows, kind: Text, meshes: MeshFacts) -> tuple[Ints, Any]:
    """Mesh row of faceted items; a surface model of one shell takes that shell, one of several is left to the kernel."""
    find = ctx.step.find
    # Shells come before face sets, whatever their statements' order in the file.
    order = np.argsort(meshes.rows)
    rising = meshes.rows[order]

    def at(wanted: Ints) -> Ints:
        place = position_in(rising, wanted)
        return np.where(place >= 0, order[place], -1) if len(order) else place

    shell = at(find(ctx.attribute(rows, "Outer").refs()))
    own = at(rows.rows)
    mesh = np.where(own >= 0, own, shell)
    for attribute in ("FbsmFaces", "SbsmBoundary"):
        lists = ctx.attribute(rows, attribute).ref_lists()
        single = np.flatnonzero(lists.counts() == 1)
        if len(single):
            mesh[single] = at(find(lists.values[lists.offsets[single]]))
    voids = ctx.attribute(rows, "Voids").ref_lists().counts() > 0
    mesh[voids & (own < 0)] = -1
    claims = meshes.meshes.closed[mesh] if len(meshes.rows) else np.zeros(len(rows), np.bool_)
    closed = (mesh >= 0) & claims & ~kind.isin(("FACEBASEDSURFACEMODEL", "SHELLBASEDSURFACEMODEL"))
    return mesh, closed
