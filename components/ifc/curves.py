"""Curves of profiles as closed loops (x, y, bulge) and of sweeps as paths (x, y, z, length), mm.

The bulge of a point is tan(angle / 4) of the arc that leaves it, positive counter-clockwise, so arcs stay exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from components.ifc.context import Context, position_in
from components.ifc.geometry import Geometry, within
from components.ifc.record import Ref, Typed
from components.table import Floats, Ragged

_ELLIPSE_STEPS = 256
_SAME_MM = 1e-4
_DEEP = 16
_MOST_SEGMENTS = 20_000
"""Segments of one curve, those of curves within it counted each time: ten levels of ten would be ten milliards."""


class UnknownCurve(Exception):
    """A curve kind that is not resolved here; the geometry kernel is asked instead."""


UNFIT = (
    TypeError,
    ValueError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    np.linalg.LinAlgError,
)
"""What reading one statement ends in whose arguments are not of the kinds or the number that its definition asks for."""


@dataclass(eq=False)
class Curves:
    """Curve reading of one file."""

    ctx: Context
    geometry: Geometry
    _left: int = _MOST_SEGMENTS

    @cached_property
    def _polylines(self) -> tuple[Any, Ragged]:
        rows = self.ctx.rows("IFCPOLYLINE")
        refs = rows.arg(0).ref_lists()
        return rows.rows, Ragged(refs.offsets, self.geometry.points(refs.values))

    def loop(self, curve_id: int) -> Floats:
        """(k, 3) closed loop of a planar curve, the end not repeated. UnknownCurve where it cannot be read."""
        points = self.line(curve_id)
        if len(points) > 1 and np.hypot(*(points[0, :2] - points[-1, :2])) < _SAME_MM:
            points = points[:-1]
        return drop_doubles(points)

    def begin(self) -> None:
        """Start to count the segments of one curve."""
        self._left = _MOST_SEGMENTS

    def spend(self) -> None:
        """Count one segment. UnknownCurve where a curve has too many."""
        self._left -= 1
        if self._left < 0:
            raise UnknownCurve("IFCCOMPOSITECURVE")

    def line(self, curve_id: int) -> Floats:
        """(k, 3) points of a planar curve from start to end. UnknownCurve where it cannot be read."""
        self.begin()
        try:
            points = self._open(curve_id, 0)
            if len(points) and np.isfinite(within(points)).all():
                return points
            raise UnknownCurve(self.ctx.keyword_of(curve_id))
        except UNFIT as unfit:
            raise UnknownCurve(self.ctx.keyword_of(curve_id)) from unfit

    def _open(self, curve_id: int, level: int) -> Floats:
        ctx = self.ctx
        row = ctx.row_of(curve_id)
        keyword = ctx.step.keyword(row) if row >= 0 else ""
        if level > _DEEP or not keyword:
            raise UnknownCurve(keyword)
        if keyword == "IFCPOLYLINE":
            rows, lists = self._polylines
            at = int(position_in(rows, np.array([row]))[0])
            flat = lists[at][:, :2]
            return np.column_stack((flat, np.zeros(len(flat))))
        args = ctx.one(row)
        if keyword in ("IFCCIRCLE", "IFCELLIPSE"):
            return self._conic(keyword, args, 0.0, 2 * math.pi)
        if keyword == "IFCTRIMMEDCURVE":
            return self._trimmed(args)
        if keyword in ("IFCCOMPOSITECURVE", "IFC2DCOMPOSITECURVE"):
            return self._composite(args, level)
        if keyword == "IFCINDEXEDPOLYCURVE":
            return self._indexed(args)
        raise UnknownCurve(keyword)

    def _frame(self, ref: Any) -> Floats:
        return np.asarray(self.geometry.axes3(np.array([int(ref)]))[0])

    def _conic(self, keyword: str, args: list[Any], start: float, stop: float) -> Floats:
        """Arc of a circle or ellipse between two parameters (rad), stop > start for counter-clockwise."""
        scale = self.ctx.units.length_mm
        m = self._frame(args[0])
        a = float(args[1]) * scale
        b = float(args[2]) * scale if keyword == "IFCELLIPSE" else a
        sweep = stop - start
        if keyword == "IFCELLIPSE" and abs(a - b) > 1e-9 * a:
            t = np.linspace(start, stop, max(2, int(_ELLIPSE_STEPS * abs(sweep) / (2 * math.pi)) + 1))
            bulge = 0.0
        else:
            pieces = max(1, math.ceil(abs(sweep) / math.pi - 1e-9))
            t = np.linspace(start, stop, pieces + 1)
            bulge = math.tan(sweep / pieces / 4)
        flat = np.stack((a * np.cos(t), b * np.sin(t), np.zeros_like(t), np.ones_like(t)))
        xy = (m @ flat)[:2].T
        # A frame laid into the plane face down turns the sense of the arc.
        bulge = bulge if np.linalg.det(m[:2, :2]) >= 0 else -bulge
        bulges = np.full(len(t), bulge)
        bulges[-1] = 0.0
        return np.column_stack((xy, bulges))

    def _trimmed(self, args: list[Any]) -> Floats:
        ctx = self.ctx
        basis_row = ctx.row_of(int(args[0]))
        keyword = ctx.step.keyword(basis_row) if basis_row >= 0 else ""
        basis = ctx.one(basis_row) if basis_row >= 0 else []
        if keyword == "IFCLINE":
            ends = [self.on_line(basis, t) for t in args[1:3]]
            return np.array([[*ends[0][:2], 0.0], [*ends[1][:2], 0.0]])
        if keyword in ("IFCCIRCLE", "IFCELLIPSE"):
            t1, t2 = self._arc_range(keyword, basis, args)
            return self._conic(keyword, basis, t1, t2)
        if keyword == "IFCPOLYLINE":
            return self._open(int(args[0]), _DEEP)
        raise UnknownCurve(keyword)

    def _arc_range(self, keyword: str, basis: list[Any], args: list[Any]) -> tuple[float, float]:
        """Start and end parameter (rad) of a trimmed conic, the end past the start in the curve's sense."""
        prefer_points = args[4] == "CARTESIAN" if len(args) > 4 else False
        first, second = self._trim(args[1]), self._trim(args[2])
        t1, t2 = (self._on_conic(keyword, basis, t, prefer_points) for t in (first, second))
        turn = 2 * math.pi
        if args[3] != "F":
            sweep = (t2 - t1) % turn
            return t1, t1 + (sweep if sweep > 1e-9 else turn)
        sweep = (t1 - t2) % turn
        return t1, t1 - (sweep if sweep > 1e-9 else turn)

    def sweep(self, curve_id: int) -> tuple[float, float]:
        """Parameter range (rad) of a circle or a trimmed circle."""
        row = self.ctx.row_of(curve_id)
        args = self.ctx.one(row)
        if self.ctx.step.keyword(row) == "IFCCIRCLE":
            return 0.0, 2 * math.pi
        basis = self.ctx.one(self.ctx.row_of(int(args[0])))
        return self._arc_range("IFCCIRCLE", basis, args)

    def _trim(self, select: Any) -> tuple[float | None, Floats | None]:
        parameter, point = None, None
        for part in select if isinstance(select, list) else [select]:
            if isinstance(part, Ref):
                point = self.geometry.points(np.array([int(part)]))[0]
            elif isinstance(part, Typed) and isinstance(part.value, float):
                parameter = part.value
            elif isinstance(part, float):
                parameter = part
        return parameter, point

    def parameter(self, select: Any) -> float | None:
        """The parameter of an end of a trimmed curve, in the units of the file; None where it is a point."""
        return self._trim(select)[0]

    def on_line(self, basis: list[Any], select: Any) -> Floats:
        """(3,) mm: the end of a trimmed line; by its parameter, in lengths of the line's vector, or by its point."""
        parameter, point = self._trim(select)
        if point is not None:
            return np.nan_to_num(point)
        if parameter is None:
            raise UnknownCurve("IFCLINE")
        origin = np.nan_to_num(self.geometry.points(np.array([int(basis[0])]))[0])
        vector = self.ctx.one(self.ctx.row_of(int(basis[1])))
        direction = np.nan_to_num(self.geometry.directions(np.array([int(vector[0])]))[0])
        length = float(vector[1]) * self.ctx.units.length_mm
        return np.asarray(origin + direction / np.linalg.norm(direction) * length * parameter)

    def _on_conic(
        self, keyword: str, basis: list[Any], trim: tuple[float | None, Floats | None], prefer_points: bool
    ) -> float:
        parameter, point = trim
        if parameter is not None and not (prefer_points and point is not None):
            return parameter * self.ctx.units.angle_rad
        if point is None:
            raise UnknownCurve("trim")
        m = self._frame(basis[0])
        local = np.linalg.inv(m) @ np.append(np.nan_to_num(point), 1.0)
        ratio = float(basis[1]) / float(basis[2]) if keyword == "IFCELLIPSE" else 1.0
        return math.atan2(local[1] * ratio, local[0])

    def _composite(self, args: list[Any], level: int) -> Floats:
        parts: list[Floats] = []
        for ref in args[0] or []:
            self.spend()
            row = self.ctx.row_of(int(ref))
            segment = self.ctx.one(row) if row >= 0 else []
            if len(segment) < 3 or not isinstance(segment[2], Ref):
                raise UnknownCurve("segment")
            points = self._open(int(segment[2]), level + 1)
            parts.append(points if segment[1] != "F" else reverse(points))
        return join(parts)

    def _indexed(self, args: list[Any]) -> Floats:
        points = self.point_list(int(args[0]))[:, :2]
        segments = args[1]
        if not segments:
            return np.column_stack((points, np.zeros(len(points))))
        parts = []
        for segment in segments:
            at = [int(i) - 1 for i in segment.value]
            if min(at) < 0 or max(at) >= len(points):
                raise UnknownCurve("index")
            if segment.keyword == "IFCARCINDEX" and len(at) == 3:
                a, m, b = points[at]
                parts.append(np.array([[*a, arc_bulge(a, m, b)], [*b, 0.0]]))
            else:
                parts.append(np.column_stack((points[at], np.zeros(len(at)))))
        return join(parts)

    def point_list(self, step_id: int) -> Floats:
        """(n, 3) mm of an IfcCartesianPointList (2D lists get z = 0)."""
        row = self.ctx.row_of(step_id)
        if row < 0:
            raise UnknownCurve("points")
        width = 2 if self.ctx.step.keyword(row).endswith("2D") else 3
        from_list = self.ctx.rows("IFCCARTESIANPOINTLIST2D", "IFCCARTESIANPOINTLIST3D")
        at = int(position_in(from_list.rows, np.array([row]))[0])
        flat = from_list.take(np.array([at])).arg(0).nested_reals(0)
        if at < 0 or len(flat) % width:
            raise UnknownCurve("points")
        points = flat.reshape(-1, width) * self.ctx.units.length_mm
        return points if width == 3 else np.column_stack((points, np.zeros(len(points))))


def join(parts: list[Floats]) -> Floats:
    """Chain open pieces; a piece that starts where the last one ended continues it."""
    out: list[Floats] = []
    for part in parts:
        if out and len(out[-1]) and np.hypot(*(out[-1][-1, :2] - part[0, :2])) < 1e-2:
            out[-1] = out[-1][:-1]
        out.append(part)
    return np.concatenate(out) if out else np.zeros((0, 3))


def reverse(points: Floats) -> Floats:
    """The same curve walked backwards."""
    back = points[::-1].copy()
    back[:-1, 2] = -points[:-1, 2][::-1]
    back[-1, 2] = 0.0
    return back


def arc_bulge(a: Floats, m: Floats, b: Floats) -> float:
    """Bulge of the arc from a through m to b: the tangent of a quarter of its sweep.

    The inscribed angle at m is half the remaining arc, so sweep / 4 = (pi - angle) / 2.
    """
    u, v = a[:2] - m[:2], b[:2] - m[:2]
    cross = float(u[0] * v[1] - u[1] * v[0])
    dot = float(u @ v)
    angle = math.atan2(abs(cross), dot)
    if abs(cross) < 1e-12 * max(1.0, abs(dot)):
        return 0.0
    return -math.copysign(math.tan((math.pi - angle) / 2), cross)


def drop_doubles(points: Floats) -> Floats:
    """A closed loop without points that repeat the one before."""
    if len(points) < 2:
        return points
    step = np.hypot(*(np.roll(points, -1, axis=0)[:, :2] - points[:, :2]).T)
    return points[step > _SAME_MM] if (step > _SAME_MM).sum() >= 2 else points
