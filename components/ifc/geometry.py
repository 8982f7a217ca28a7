"""Points, directions and placements of a file as arrays, in mm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.step import UnreadableModel
from components.table import Floats, Ints

_TINY = 1e-12
FARTHEST_MM = 1e12
"""A million kilometres: what is larger, map coordinates included, is no length, and its cube would soon overflow."""


def within(values: Floats) -> Floats:
    """Lengths in mm, or parts of a direction; NaN where the figure is none, or beyond FARTHEST_MM."""
    return np.where(np.abs(values) <= FARTHEST_MM, values, np.nan)


@dataclass(eq=False)
class Geometry:
    """Cached geometric primitives of one read."""

    ctx: Context

    def _vectors(self, keyword: str, scale: float) -> tuple[Ints, Floats, Ints]:
        rows = self.ctx.rows(keyword)
        lists = rows.arg(0).real_lists()
        counts = lists.counts()
        out = np.zeros((len(rows), 3))
        if len(rows):
            place = np.arange(len(lists.values)) - np.repeat(lists.offsets[:-1], counts)
            keep = place < 3
            out[lists.owners()[keep], place[keep]] = lists.values[keep]
        out = within(out * scale)
        bad = ~np.isfinite(out).all(axis=1)
        if bad.any():
            self.ctx.note(
                "ifc.bad_numbers", WARNING, rows.ids[bad][:20], keyword=keyword, count=int(bad.sum())
            )
            out[bad] = np.nan
        return rows.rows, out, np.minimum(counts, 3)

    @cached_property
    def _points(self) -> tuple[Ints, Floats, Ints]:
        return self._vectors("IFCCARTESIANPOINT", self.ctx.units.length_mm)

    @cached_property
    def _directions(self) -> tuple[Ints, Floats, Ints]:
        return self._vectors("IFCDIRECTION", 1.0)

    def points(self, ids: Ints) -> Floats:
        """(n, 3) mm; NaN where a reference leads nowhere."""
        rows, values, _ = self._points
        return _pick(values, position_in(rows, self.ctx.step.find(ids)))

    def directions(self, ids: Ints) -> Floats:
        """(n, 3) as written, not normalised; NaN where there is none."""
        rows, values, _ = self._directions
        return _pick(values, position_in(rows, self.ctx.step.find(ids)))

    @cached_property
    def _axes3(self) -> tuple[Ints, Floats]:
        rows = self.ctx.rows("IFCAXIS2PLACEMENT3D")
        origin = self.points(rows.arg(0).refs())
        z = self.directions(rows.arg(1).refs())
        x = self.directions(rows.arg(2).refs())
        return rows.rows, frames(origin, z, x)

    @cached_property
    def _axes2(self) -> tuple[Ints, Floats]:
        rows = self.ctx.rows("IFCAXIS2PLACEMENT2D")
        origin = self.points(rows.arg(0).refs())[:, :2]
        x = self.directions(rows.arg(1).refs())[:, :2]
        return rows.rows, frames2(origin, x)

    def axes3(self, ids: Ints) -> Floats:
        """(n, 4, 4) matrices of IfcAxis2Placement3D (or 2D, laid into the plane z = 0); identity where there is none."""
        rows, values = self._axes3
        row = self.ctx.step.find(ids)
        at = position_in(rows, row)
        out = np.where((at >= 0)[:, None, None], values[at] if len(values) else np.eye(4), np.eye(4))
        flat_rows, flat = self._axes2
        at2 = position_in(flat_rows, row)
        hit = at2 >= 0
        if hit.any():
            out[hit] = _lift(flat[at2[hit]])
        return out

    def axes2(self, ids: Ints) -> Floats:
        """(n, 3, 3) matrices of IfcAxis2Placement2D; identity where there is none. Programs that edit files write the
        keyword for space over the attributes for the plane: of such a placement, its x axis is the direction in the
        plane that it names."""
        rows, values = self._axes2
        row = self.ctx.step.find(ids)
        at = position_in(rows, row)
        out = np.where((at >= 0)[:, None, None], values[at] if len(values) else np.eye(3), np.eye(3))
        spatial = self.ctx.rows("IFCAXIS2PLACEMENT3D")
        in_space = np.flatnonzero((at < 0) & (row >= 0) & (position_in(spatial.rows, row) >= 0))
        if len(in_space):
            mine = spatial.take(position_in(spatial.rows, row[in_space]))
            named = [self.directions(mine.arg(k).refs()) for k in (2, 1)]
            flat = [np.hypot(d[:, 0], d[:, 1]) > np.abs(np.nan_to_num(d[:, 2])) for d in named]
            x = np.where(flat[0][:, None], named[0], np.where(flat[1][:, None], named[1], np.nan))
            out[in_space] = frames2(self.points(mine.arg(0).refs())[:, :2], x[:, :2])
        return np.asarray(out)

    @cached_property
    def placements(self) -> tuple[Ints, Floats]:
        """(rows, (n, 4, 4) world matrices) of all object placements. A circle of placements is refused."""
        ctx = self.ctx
        rows = ctx.rows("IFCLOCALPLACEMENT", "IFCGRIDPLACEMENT", "IFCLINEARPLACEMENT")
        parent_id = ctx.attribute(rows, "PlacementRelTo").refs()
        own = self.axes3(ctx.attribute(rows, "RelativePlacement").refs())
        linear = np.flatnonzero(ctx.attribute(rows, "CartesianPosition").refs() >= 0)
        if len(linear):
            part = rows.take(linear)
            own[linear] = self.axes3(ctx.attribute(part, "CartesianPosition").refs())
        parent = position_in(rows.rows, ctx.step.find(parent_id))
        world = own.copy()
        done = parent < 0
        while not done.all():
            ready = np.flatnonzero(~done & done[np.maximum(parent, 0)])
            if not len(ready):
                stuck = rows.ids[~done]
                raise UnreadableModel(
                    "ifc.cyclic", file=ctx.file, step_id=int(stuck[0]), what="IfcLocalPlacement"
                )
            world[ready] = world[parent[ready]] @ own[ready]
            done[ready] = True
        return rows.rows, world

    @cached_property
    def transforms(self) -> tuple[Ints, Floats]:
        """(rows, (n, 4, 4)) of all IfcCartesianTransformationOperator, scale and mirror included."""
        ctx = self.ctx
        rows = ctx.rows(*ctx.below("IFCCARTESIANTRANSFORMATIONOPERATOR3D"))
        origin = self.points(rows.arg(2).refs())
        x, y = self.directions(rows.arg(0).refs()), self.directions(rows.arg(1).refs())
        z = self.directions(ctx.attribute(rows, "Axis3").refs())
        scale = rows.arg(3).reals()
        scale = np.where(np.isfinite(scale), scale, 1.0)
        scale2 = ctx.attribute(rows, "Scale2").reals()
        scale3 = ctx.attribute(rows, "Scale3").reals()
        base = operator_axes(x, y, z)
        out = np.zeros((len(rows), 4, 4))
        factors = np.stack((scale, np.where(np.isfinite(scale2), scale2, scale),
                            np.where(np.isfinite(scale3), scale3, scale)), axis=1)  # fmt: skip
        out[:, :3, :3] = base * factors[:, None, :]
        out[:, :3, 3] = np.nan_to_num(origin)
        out[:, 3, 3] = 1.0
        return rows.rows, out

    def transform(self, ids: Ints) -> Floats:
        """(n, 4, 4) of the given transformation operators; identity where there is none."""
        rows, values = self.transforms
        at = position_in(rows, self.ctx.step.find(ids))
        return np.where((at >= 0)[:, None, None], values[at] if len(values) else np.eye(4), np.eye(4))

    def transform2(self, rows: Rows) -> Floats:
        """(n, 3, 3) of IfcCartesianTransformationOperator2D statements."""
        origin = self.points(rows.arg(2).refs())[:, :2]
        x, y = self.directions(rows.arg(0).refs())[:, :2], self.directions(rows.arg(1).refs())[:, :2]
        scale = rows.arg(3).reals()
        scale = np.where(np.isfinite(scale), scale, 1.0)
        scale2 = self.ctx.attribute(rows, "Scale2").reals()
        scale2 = np.where(np.isfinite(scale2), scale2, scale)
        u = unit(np.where(np.isfinite(x), x, [1.0, 0.0]))
        across = np.stack((-u[:, 1], u[:, 0]), axis=1)
        side = np.where(np.isfinite(y).all(axis=1), np.sign(np.nansum(across * y, axis=1)), 1.0)
        across = across * np.where(side == 0, 1.0, side)[:, None]
        out = np.zeros((len(rows), 3, 3))
        out[:, :2, 0], out[:, :2, 1] = u * scale[:, None], across * scale2[:, None]
        out[:, :2, 2] = np.nan_to_num(origin)
        out[:, 2, 2] = 1.0
        return out


def _pick(values: Floats, at: Ints) -> Floats:
    if not len(values):
        return np.full((len(at), 3), np.nan)
    return np.where((at >= 0)[:, None], values[at], np.nan)


def unit(v: Floats) -> Floats:
    """Vectors of length 1; zero vectors stay zero."""
    length = np.linalg.norm(v, axis=-1, keepdims=True)
    return np.asarray(np.divide(v, length, out=np.zeros_like(v), where=length > _TINY))


def frames(origin: Floats, z: Floats, x: Floats) -> Floats:
    """(n, 4, 4) right-handed frames from origin, axis z and a direction in the x-z plane; defaults where NaN."""
    n = len(origin)
    z = unit(np.where(np.isfinite(z).all(axis=1, keepdims=True), z, [0.0, 0.0, 1.0]))
    z = np.where(np.linalg.norm(z, axis=1, keepdims=True) > 0.5, z, [0.0, 0.0, 1.0])
    given = np.isfinite(x).all(axis=1, keepdims=True)
    x = np.where(given, x, [1.0, 0.0, 0.0])
    x = x - (x * z).sum(axis=1, keepdims=True) * z
    flat = np.linalg.norm(x, axis=1) < 1e-9
    if flat.any():
        # The reference direction is parallel to the axis: any other direction serves (IfcFirstProjAxis).
        other = np.where(np.abs(z[flat, 0:1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
        x[flat] = other - (other * z[flat]).sum(axis=1, keepdims=True) * z[flat]
    x = unit(x)
    out = np.zeros((n, 4, 4))
    out[:, :3, 0], out[:, :3, 1], out[:, :3, 2] = x, np.cross(z, x), z
    out[:, :3, 3] = np.nan_to_num(origin)
    out[:, 3, 3] = 1.0
    return out


def frames2(origin: Floats, x: Floats) -> Floats:
    """(n, 3, 3) plane frames from origin and x direction; x = (1, 0) where NaN."""
    x = unit(np.where(np.isfinite(x).all(axis=1, keepdims=True), x, [1.0, 0.0]))
    x = np.where(np.linalg.norm(x, axis=1, keepdims=True) > 0.5, x, [1.0, 0.0])
    out = np.zeros((len(origin), 3, 3))
    out[:, :2, 0] = x
    out[:, 0, 1], out[:, 1, 1] = -x[:, 1], x[:, 0]
    out[:, :2, 2] = np.nan_to_num(origin)
    out[:, 2, 2] = 1.0
    return out


def _lift(flat: Floats) -> Floats:
    out = np.zeros((len(flat), 4, 4))
    out[:, :2, :2], out[:, :2, 3] = flat[:, :2, :2], flat[:, :2, 2]
    out[:, 2, 2] = out[:, 3, 3] = 1.0
    return out


def operator_axes(x: Floats, y: Floats, z: Floats) -> Floats:
    """(n, 3, 3) axes of a transformation operator, mirrored where the given axes are left-handed."""
    z = unit(np.where(np.isfinite(z).all(axis=1, keepdims=True), z, [0.0, 0.0, 1.0]))
    x = np.where(np.isfinite(x).all(axis=1, keepdims=True), x, [1.0, 0.0, 0.0])
    x = x - (x * z).sum(axis=1, keepdims=True) * z
    weak = np.linalg.norm(x, axis=1) < 1e-9
    x[weak] = np.where(np.abs(z[weak, 0:1]) < 0.9, [[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])
    x = unit(x - (x * z).sum(axis=1, keepdims=True) * z)
    right = np.cross(z, x)
    side = np.where(np.isfinite(y).all(axis=1), np.sign(np.nansum(right * y, axis=1)), 1.0)
    side = np.where(side == 0, 1.0, side)
    return np.stack((x, right * side[:, None], z), axis=2)
