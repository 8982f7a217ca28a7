"""Straight bars drawn as faceted bodies: axis, length, section outline and end planes."""

from __future__ import annotations

import math
from dataclasses import field

import numpy as np

from components.record import record
from components.sections import contour
from components.table import Floats
from components.takeoff.outlines.clip import Line, between
from components.takeoff.solids.shells import Passage, Shell, filled
from components.takeoff.solids.slices import frame_along, levels, loop_area, section

NO_BODY, NO_AXIS, NOT_CONSTANT, CUT = (
    f"plates.bar_{w}" for w in ("no_body", "no_axis", "not_constant", "cut")
)
"""CUT: a straight bar from which something besides its ends is cut; the figures hold, the volume is less."""
_PARALLEL = 3e-3
_SHARE = 0.005
_MOST_PLANES = 8
"""Faces an end may have; a bent body has many that are neither sides nor ends."""


@record
class Bar:
    """A straight bar. reason: words code ("": the section swept to its end planes is the whole body; CUT: less is).

    length: mm along the axis from the first to the last point: what is sawn. axis_length: mm of the centroid's line
    between the end planes: section area times it is the uncut volume. start, end: (3,) ends of the axis through the
    section's centroid, in the body's coordinates. up: (3,) unit, the section's y direction. loops: section outline
    (k, 3) of (x, y, bulge 0) about its centroid, x = up x axis. area: mm2. end_angles: rad between each end and the
    square one, the largest of several planes. filling: volume of the body over that of the section swept to its end
    planes. holes: passages across the axis, filled before measuring.
    """

    length: float = math.nan
    axis_length: float = math.nan
    start: Floats = field(default_factory=lambda: np.full(3, np.nan))
    end: Floats = field(default_factory=lambda: np.full(3, np.nan))
    up: Floats = field(default_factory=lambda: np.full(3, np.nan))
    loops: tuple[Floats, ...] = ()
    area: float = math.nan
    end_angles: tuple[float, float] = (math.nan, math.nan)
    filling: float = math.nan
    holes: tuple[Passage, ...] = ()
    reason: str = ""


def straight_bar(shell: Shell | None) -> Bar:
    """The bar that a closed body is: the direction in which one section is swept furthest.

    The section is where a cross cut is largest; the body must be that section swept between the planes of its ends, or
    less by what is cut from it.
    """
    if shell is None or not shell.volume > 0:
        return Bar(reason=NO_BODY)
    best = Bar(reason=NO_AXIS)
    for axis in _directions(shell):
        across = [h for h in shell.passages if abs(float(h.direction @ axis)) < 0.5]
        bar = _along(filled(shell, across), axis, tuple(across))
        if bar.reason in ("", CUT):
            best = bar
            break
        if best.reason == NO_AXIS:
            best = bar
    return best


def _directions(shell: Shell) -> list[Floats]:
    """Directions of edges along which most of the surface runs, the furthest reaching first."""
    walked = [ring for rings in shell.rings for ring in rings]
    start = [p for ring in walked for p in ring]
    end = [p for ring in walked for p in (*ring[1:], ring[0])]
    step = shell.points[end] - shell.points[start]
    size = np.linalg.norm(step, axis=1)
    longest = [k for k in np.argsort(-size, kind="stable")[:60].tolist() if size[k] > 1e-6]
    way = step[longest] / size[longest, None]
    surface = (np.abs(way @ shell.normal.T) < _PARALLEL) @ shell.area
    alike = np.abs(way @ way.T) > 1 - 1e-5
    found: list[int] = []
    for k in np.flatnonzero(surface >= 0.4 * shell.area.sum()).tolist():
        if not alike[k, found].any():
            found.append(k)
    found.sort(key=lambda k: -float(np.ptp(shell.points @ way[k])))
    return [_forward(way[k]) for k in found[:6]]


def _forward(d: Floats) -> Floats:
    """One of the two senses of a direction, the same for all: its largest component is positive."""
    big = int(np.argmax(np.abs(d) > np.abs(d).max() - 1e-6))
    return np.asarray(-d if d[big] < 0 else d)


def _along(shell: Shell, axis: Floats, holes: tuple[Passage, ...]) -> Bar:
    loops, frame = _section(shell, axis)
    if not loops:
        return Bar(reason=NO_AXIS)
    loops, frame = _upright(loops, frame)
    m = contour.moments([lo[None] for lo in loops])
    area = float(m.area[0])
    origin = np.array([float(m.sy[0]) / area, float(m.sx[0]) / area])
    local = [np.column_stack((loop[:, :2] - origin, loop[:, 2])) for loop in loops]
    height = levels(shell, frame[2])
    low, high = float(height[0]), float(height[-1])
    for touching in (False, True):
        uppers, lowers, angles = _planes(shell, frame, origin, low, high, touching)
        few = 0 < len(uppers) <= _MOST_PLANES and 0 < len(lowers) <= _MOST_PLANES
        swept = between(local, uppers, lowers)[0] if few else 0.0
        filling = shell.volume / swept if swept > 0 else math.nan
        if abs(filling - 1) <= _SHARE:
            break
    # Less than the sweep: notches. More: another body than this section's.
    # A twisted or stepped body may hold the sweep's volume elsewhere: it must lie within the section's box too.
    inside = _within(shell, frame, loops)
    whole = inside and abs(filling - 1) <= _SHARE
    notched = inside and 0.5 < filling < 1
    at = frame[0] * origin[0] + frame[1] * origin[1]
    return Bar(
        length=high - low, axis_length=swept / area, start=at + frame[2] * low, end=at + frame[2] * high,
        up=frame[1], loops=tuple(local), area=area, end_angles=angles, filling=filling, holes=holes,
        reason="" if whole else CUT if notched else NOT_CONSTANT,
    )  # fmt: skip


def _section(shell: Shell, axis: Floats) -> tuple[list[Floats], Floats]:
    """The largest cross cut, between corners; of equal ones the middle one."""
    frame = frame_along(axis)
    heights = levels(shell, frame[2])
    gaps = np.diff(heights)
    best: list[Floats] = []
    largest = 0.0
    for k in np.argsort(-gaps, kind="stable")[:8].tolist():
        loops = section(shell, frame, float(heights[k] + gaps[k] / 2))
        if not loops:
            continue
        size = sum(loop_area(lo) for lo in loops)
        if size > largest * (1 + 1e-4):
            best, largest = loops, size
        if gaps[k] > 0.5 * (heights[-1] - heights[0]):
            # Most of the bar has this section; whether the rest has more shows in the volume.
            break
    return best, frame


def _upright(loops: list[Floats], frame: Floats) -> tuple[list[Floats], Floats]:
    """Turn the frame so that the longest straight edges are upright or level, and bending about x is the stronger."""
    way = np.concatenate([contour.following(lo[:, :2]) - lo[:, :2] for lo in loops])
    angle = np.round(np.arctan2(way[:, 1], way[:, 0]) % (math.pi / 2), 4) % round(math.pi / 2, 4)
    _, which = np.unique(angle, return_inverse=True)
    weight = np.bincount(which.reshape(-1), np.hypot(way[:, 0], way[:, 1]))
    rows = which.reshape(-1) == int(np.argmax(weight))
    longest = way[rows][int(np.argmax(np.hypot(*way[rows].T)))]
    turn = math.atan2(longest[1], longest[0]) % (math.pi / 2)
    spun = _spin(frame, turn)
    turned = [_in_frame(lo, turn) for lo in loops]
    m = contour.moments([lo[None] for lo in turned])
    ix = float(m.ixx[0] - m.sx[0] ** 2 / m.area[0])
    iy = float(m.iyy[0] - m.sy[0] ** 2 / m.area[0])
    if iy > ix * (1 + 1e-6):
        return [_in_frame(lo, math.pi / 2) for lo in turned], _spin(spun, math.pi / 2)
    return turned, spun


def _spin(frame: Floats, turn: float) -> Floats:
    c, s = math.cos(turn), math.sin(turn)
    return np.stack((c * frame[0] + s * frame[1], -s * frame[0] + c * frame[1], frame[2]))


def _in_frame(loop: Floats, turn: float) -> Floats:
    c, s = math.cos(turn), math.sin(turn)
    return np.column_stack((c * loop[:, 0] + s * loop[:, 1], -s * loop[:, 0] + c * loop[:, 1], loop[:, 2]))


def _planes(
    shell: Shell, frame: Floats, origin: Floats, low: float, high: float, touching: bool
) -> tuple[list[Line], list[Line], tuple[float, float]]:
    """Heights over the section of the faces that are no sides: upper ones, lower ones, their angles to square.

    touching: only those that reach the very end.
    """
    slope = shell.normal @ frame.T
    uppers: list[Line] = []
    lowers: list[Line] = []
    lean = [0.0, 0.0]
    for k in np.flatnonzero(np.abs(slope[:, 2]) > _PARALLEL).tolist():
        nx, ny, nz = (float(v) for v in slope[k])
        height = shell.points[list(shell.rings[k][0])] @ frame[2]
        if touching and (height.max() < high - 0.05 if nz > 0 else height.min() > low + 0.05):
            continue
        line = (-nx / nz, -ny / nz, float(shell.offset[k] - nx * origin[0] - ny * origin[1]) / nz)
        (uppers if nz > 0 else lowers).append(line)
        side = 1 if nz > 0 else 0
        lean[side] = max(lean[side], math.acos(min(1.0, abs(nz))))
    return _distinct(uppers), _distinct(lowers), (lean[0], lean[1])


def _distinct(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        near = 1e-4 + 1e-6 * abs(line[2])
        if not any(all(abs(a - b) <= near for a, b in zip(line, other, strict=True)) for other in kept):
            kept.append(line)
    return kept


def _within(shell: Shell, frame: Floats, loops: list[Floats]) -> bool:
    """Whether nothing of the body reaches out of the section's box."""
    used = sorted({p for rings in shell.rings for ring in rings for p in ring})
    xy = shell.points[used] @ frame[:2].T
    corners = np.concatenate(loops)[:, :2]
    low, high = corners.min(axis=0) - 0.1, corners.max(axis=0) + 0.1
    return bool((xy >= low).all() and (xy <= high).all())
