"""What lies beneath the pointer, by arithmetic on the scene's own arrays: exact, and no second picture is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.gui.view3d.camera import Camera
from app.gui.view3d.scene import Scene, spread
from components.table import Bools, Floats, Ints

SNAP_PIXELS = 12.0
_BATCH = 64


@dataclass(frozen=True, eq=False)
class Hit:
    """component: row. point: (3,) where the ray meets it, mm from the scene's origin. distance: along the ray."""

    component: int
    point: Floats
    distance: float


def pick(scene: Scene, visible: Bools, start: Floats, way: Floats, clip: Floats | None = None) -> Hit | None:
    """The nearest visible component on a ray. clip: (2, 3) low and high of the section box."""
    rows = np.flatnonzero(visible & np.isfinite(scene.boxes[:, 0, 0]))
    if not len(rows):
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (scene.boxes[rows, 0] - start) / way, (scene.boxes[rows, 1] - start) / way
    enter, leave = np.nanmax(np.minimum(a, b), axis=1), np.nanmin(np.maximum(a, b), axis=1)
    met = (enter <= leave + 1e-6) & (leave >= 0)
    rows, enter = rows[met], enter[met]
    order = np.argsort(enter)
    rows, enter = rows[order], enter[order]
    best: Hit | None = None
    for k in range(0, len(rows), _BATCH):
        if best is not None and enter[k] > best.distance:
            break
        found = _nearest(scene, rows[k : k + _BATCH], start, way, clip)
        if found is not None and (best is None or found.distance < best.distance):
            best = found
    return best


def _nearest(scene: Scene, rows: Ints, start: Floats, way: Floats, clip: Floats | None) -> Hit | None:
    """Moeller and Trumbore's test over all triangles of some components."""
    at = spread(scene.first, rows)
    p = scene.points[scene.triangles[at]].astype(np.float64)
    e1, e2 = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
    h = np.cross(way, e2)
    det = (e1 * h).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        s = start - p[:, 0]
        u = (s * h).sum(axis=1) / det
        q = np.cross(s, e1)
        v = (q @ way) / det
        t = (e2 * q).sum(axis=1) / det
        inside = (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 1e-6)
    hit = inside & (np.abs(det) > 1e-12)
    if clip is not None:
        place = start + t[:, None] * way
        hit &= ((place >= clip[0] - 1e-3) & (place <= clip[1] + 1e-3)).all(axis=1)
    if not hit.any():
        return None
    nearest = int(np.flatnonzero(hit)[np.argmin(t[hit])])
    component = int(np.searchsorted(scene.first, at[nearest], side="right") - 1)
    return Hit(component, start + t[nearest] * way, float(t[nearest]))


def in_frame(
    scene: Scene, visible: Bools, camera: Camera, size: tuple[int, int], frame: tuple[float, float, float, float],
    whole: bool,
) -> Ints:  # fmt: skip
    """Components in a frame (x0, y0, x1, y1): `whole` takes those that lie in it, else those that touch it."""
    rows = np.flatnonzero(visible & np.isfinite(scene.boxes[:, 0, 0]))
    if not len(rows):
        return rows
    counts = scene.first_edge[rows + 1] - scene.first_edge[rows]
    at = spread(scene.first_edge, rows)
    if not len(at):
        return rows[:0]
    of = np.repeat(np.arange(len(rows)), counts)
    ends = camera.project(scene.points[scene.edges[at].reshape(-1)].astype(np.float64), *size).reshape(
        -1, 2, 3
    )
    x0, y0, x1, y1 = frame
    inside = (ends[..., 0] >= x0) & (ends[..., 0] <= x1) & (ends[..., 1] >= y0) & (ends[..., 1] <= y1)
    inside &= ends[..., 2] > 0
    if whole:
        outside = np.bincount(of, ~inside.all(axis=1), minlength=len(rows))
        return np.asarray(rows[(outside == 0) & (counts > 0)])
    touched = inside.any(axis=1) | _crosses(ends, frame)
    return rows[np.bincount(of, touched, minlength=len(rows)) > 0]


def _crosses(ends: Floats, frame: tuple[float, float, float, float]) -> Bools:
    """(e,) whether a line on the screen runs through the frame, by clipping it to the frame's four sides."""
    x0, y0, x1, y1 = frame
    a, d = ends[:, 0, :2], ends[:, 1, :2] - ends[:, 0, :2]
    low, high = np.zeros(len(ends)), np.ones(len(ends))
    with np.errstate(divide="ignore", invalid="ignore"):
        for k, (near, far) in enumerate(((x0, x1), (y0, y1))):
            s, e = (near - a[:, k]) / d[:, k], (far - a[:, k]) / d[:, k]
            flat = np.abs(d[:, k]) < 1e-9
            out = flat & ((a[:, k] < near) | (a[:, k] > far))
            low = np.where(flat, low, np.maximum(low, np.minimum(s, e)))
            high = np.where(flat, np.where(out, -1.0, high), np.minimum(high, np.maximum(s, e)))
    return (low <= high) & (ends[..., 2] > 0).all(axis=1)


def snap(
    scene: Scene, hit: Hit, camera: Camera, size: tuple[int, int], x: float, y: float
) -> tuple[Floats, str]:
    """The corner, else the middle of an edge, near a pixel; else the place hit. Returns it with corner, middle, face."""
    at = spread(scene.first_edge, np.array([hit.component]))
    if len(at):
        ends = scene.points[scene.edges[at]].astype(np.float64)
        for points, word in ((ends.reshape(-1, 3), "corner"), (ends.mean(axis=1), "middle")):
            seen = camera.project(points, *size)
            off = np.hypot(seen[:, 0] - x, seen[:, 1] - y)
            off = np.where(seen[:, 2] > 0, off, np.inf)
            near = int(np.argmin(off))
            if off[near] <= SNAP_PIXELS:
                return points[near], word
    return hit.point, "face"
