"""Paths that solids are swept along: lines and arcs in space, as far as the sweep goes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from components.findings import WARNING
from components.ifc.alignments import ALIGNED, aligned
from components.ifc.columns import Rows
from components.ifc.context import Context
from components.ifc.curves import UNFIT, Curves, UnknownCurve
from components.ifc.geometry import Geometry, unit, within
from components.ifc.record import Typed
from components.table import Floats, Ints, unique

_ARC_STEP = math.radians(3.0)
_WHOLE = 1e-3


def paths_of(
    ctx: Context, rows: Rows, curves: Curves, geometry: Geometry
) -> tuple[list[Floats], Ints, dict[str, list[int]]]:
    """Paths, per solid its path (-1 none), and the STEP ids by what could not be read.

    A path is (k, 4) rows of x, y, z and the exact length of the piece that leaves the point; it goes from StartParam to
    EndParam. Where these leave out part of a path whose parameters the standard does not pin down, it is not read.
    """
    directrix = ctx.attribute(rows, "Directrix").refs()
    path = np.full(len(rows), -1, np.int64)
    paths: list[Floats] = []
    seen: dict[tuple[int, Any, Any, float], int] = {}
    unread: dict[str, list[int]] = {}
    normed: list[int] = []
    for i in np.flatnonzero(directrix >= 0).tolist():
        ref = int(directrix[i])
        try:
            start, end, fillet = _limits(ctx, int(rows.rows[i]))
            key = (ref, start, end, fillet)
            if key not in seen:
                curves.begin()
                if ctx.keyword_of(ref) in ALIGNED:
                    made = aligned(ctx, geometry, ref, start, end)
                else:
                    made = _rounded(
                        _kept(ctx, curves, ref, _path(ctx, curves, geometry, ref, 0), start, end), fillet
                    )
                if len(made) < 2 or not np.isfinite(within(made)).all():
                    raise UnknownCurve(ctx.keyword_of(ref))
                seen[key] = len(paths)
                paths.append(made)
            path[i] = seen[key]
            if (start, end) == (0.0, 1.0) and len(paths[seen[key]]) > 2:
                normed.append(int(rows.ids[i]))
        except UnknownCurve as unknown:
            unread.setdefault(str(unknown) or "?", []).append(int(rows.ids[i]))
        except UNFIT:
            unread.setdefault(ctx.keyword_of(ref) or "?", []).append(int(rows.ids[i]))
    if normed:
        ctx.note("ifc.path_whole", WARNING, normed, count=len(normed))
    return paths, path, unread


def _limits(ctx: Context, row: int) -> tuple[float | None, float | None, float]:
    """StartParam and EndParam of a sweep, and the radius in mm by which a polygon's corners are rounded."""
    keyword, args = ctx.step.keyword(row), ctx.one(row)

    def number(name: str) -> float | None:
        at = ctx.schema.position(keyword, name)
        value = args[at] if 0 <= at < len(args) else None
        if isinstance(value, Typed):
            value = value.value if value.keyword == "IFCPARAMETERVALUE" else math.nan
        return None if value is None or value == "*" else float(value)

    return number("StartParam"), number("EndParam"), (number("FilletRadius") or 0.0) * ctx.units.length_mm


def _kept(
    ctx: Context, curves: Curves, curve_id: int, path: Floats, start: float | None, end: float | None
) -> Floats:
    """What of a path lies between the parameters: vertex numbers on a polyline; on others only the whole is known.

    From 0 to 1 is the whole path to programs that write parameters as shares of it (SDS/2 does); it is taken as that,
    and told, though by the letter it would be the first piece.
    """
    low = 0.0 if start is None else start
    if (low, end) == (0.0, 1.0):
        return path
    row = ctx.row_of(curve_id)
    keyword, args = ctx.step.keyword(row), ctx.one(row)
    if keyword == "IFCPOLYLINE":
        high = float(len(path) - 1) if end is None else end
        return _between(path, low, high)
    whole = {float(path[:, 3].sum()) / ctx.units.length_mm}
    if keyword == "IFCCOMPOSITECURVE":
        whole |= {float(len(args[0])), _parameters(ctx, curves, args[0])}
    elif keyword == "IFCINDEXEDPOLYCURVE":
        whole.add(float(len(args[1]) if args[1] else len(path) - 1))
    elif keyword in ("IFCTRIMMEDCURVE", "IFCCIRCLE"):
        whole.add(_span(ctx, curves, curve_id))
        if keyword == "IFCTRIMMEDCURVE" and [low, end] == [curves.parameter(a) for a in args[1:3]]:
            return path  # its ends are told in the parameters of what it is cut from
    if low == 0.0 and (end is None or any(abs(end - w) <= _WHOLE * max(w, 1.0) for w in whole)):
        return path
    raise UnknownCurve(f"{keyword} ({low:g} – {end if end is None else round(end, 4)})")


def _parameters(ctx: Context, curves: Curves, segments: list[Any]) -> float:
    """The length of a composite curve in parameters, as ISO 10303-42 adds up those of its segments; NaN unknown."""
    whole = 0.0
    for ref in segments:
        row = ctx.row_of(int(ctx.one(ctx.row_of(int(ref)))[2]))
        keyword, args = ctx.step.keyword(row), ctx.one(row)
        if keyword == "IFCPOLYLINE":
            whole += len(args[0]) - 1
        elif keyword == "IFCTRIMMEDCURVE":
            whole += _span(ctx, curves, int(ctx.step.ids[row]))
        else:
            return math.nan
    return whole


def _span(ctx: Context, curves: Curves, curve_id: int) -> float:
    """The length in parameters of a circle or a trimmed curve, in the units of the file; NaN unknown."""
    row = ctx.row_of(curve_id)
    args = ctx.one(row)
    trimmed = ctx.step.keyword(row) == "IFCTRIMMEDCURVE"
    if not trimmed or ctx.step.keyword(ctx.row_of(int(args[0]))) == "IFCCIRCLE":
        start, stop = curves.sweep(curve_id)
        return abs(stop - start) / ctx.units.angle_rad
    first, last = (curves.parameter(a) for a in args[1:3])
    return math.nan if first is None or last is None else abs(last - first)


def _between(path: Floats, low: float, high: float) -> Floats:
    """A polyline from one parameter to another, in vertex numbers."""
    last = len(path) - 1
    if not (0.0 <= low < high) or high > last + _WHOLE:
        raise UnknownCurve(f"IFCPOLYLINE ({low:g} – {high:g})")
    high = min(high, float(last))
    at = unique(np.concatenate(([low], np.arange(math.ceil(low), math.floor(high) + 1), [high])))
    k = np.minimum(at.astype(np.int64), last - 1)
    points = path[k, :3] + (at - k)[:, None] * (path[k + 1, :3] - path[k, :3])
    return _straight(points)


def _rounded(path: Floats, radius: float) -> Floats:
    """A polyline whose corners are rounded: lengths as of tangents and arcs, points of the polyline kept."""
    if not radius > 0 or len(path) < 3:
        return path
    way = np.diff(path[:, :3], axis=0)
    size = np.linalg.norm(way, axis=1)
    cosine = (way[:-1] * way[1:]).sum(axis=1) / (size[:-1] * size[1:])
    turn = np.arccos(np.clip(cosine, -1.0, 1.0))
    cut = radius * np.tan(turn / 2)
    if (np.append(cut, 0.0) + np.append(0.0, cut) > size * (1 + 1e-9)).any():
        raise UnknownCurve("FilletRadius")
    out = path.copy()
    out[:-1, 3] = size - np.append(cut, 0.0) - np.append(0.0, cut) + np.append(radius * turn, 0.0)
    return out


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
            curves.spend()
            segment = ctx.one(ctx.row_of(int(ref)))
            part = _path(ctx, curves, geometry, int(segment[2]), level + 1)
            parts.append(part if segment[1] != "F" else _backward(part))
        return _chain(parts)
    if keyword in ("IFCTRIMMEDCURVE", "IFCCIRCLE"):
        basis = ctx.row_of(int(args[0])) if keyword == "IFCTRIMMEDCURVE" else row
        if ctx.step.keyword(basis) == "IFCLINE":
            line = ctx.one(basis)
            return _straight(np.array([curves.on_line(line, args[k]) for k in (1, 2)]))
        if ctx.step.keyword(basis) == "IFCCIRCLE":
            return _circle3(ctx, curves, geometry, curve_id, basis)
    raise UnknownCurve(keyword)


def _circle3(ctx: Context, curves: Curves, geometry: Geometry, curve_id: int, basis: int) -> Floats:
    """A circle or circular arc in space, walked in small steps with the exact arc length told on each."""
    circle = ctx.one(basis)
    frame = geometry.axes3(np.array([int(circle[0])]))[0]
    radius = float(circle[1]) * ctx.units.length_mm
    start, stop = curves.sweep(curve_id)
    t = np.linspace(start, stop, max(3, math.ceil(abs(stop - start) / _ARC_STEP) + 1))
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
    t = np.linspace(0.0, sweep, max(3, math.ceil(sweep / _ARC_STEP) + 1))
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
