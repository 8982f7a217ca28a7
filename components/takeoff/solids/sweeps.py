"""Swept solids in closed form: volume, length, outer surface of extrusions, tapers, revolutions and swept disks."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.sections.measure import measure
from components.table import Codes, Floats
from components.takeoff.outlines.profiles import Shapes, loop_figures
from components.takeoff.solids.turns import beside


@record
class Swept:
    """Per solid of the facts: volume mm3 (NaN: not swept, or not measurable), sweep length mm, side area mm2 (outer
    faces without the ends), end area mm2 (one end), why not: a code into `REASONS`, 0 where it is measured. unsure: by
    what share the volume would differ if the profile stood otherwise on its path."""

    volume: Floats
    length: Floats
    side_area: Floats
    end_area: Floats
    reason: Codes
    unsure: Floats


REASONS = (
    "",
    "takeoff.not_swept",
    "takeoff.profile_unread",
    "takeoff.profile_open",
    "takeoff.depth_invalid",
    "takeoff.taper_mixed",
    "takeoff.axis_crosses",
    "takeoff.path_unread",
    "takeoff.path_curved",
    "takeoff.angle_invalid",
)
_NOT_SWEPT, _UNREAD, _OPEN, _DEPTH, _MIXED, _CROSSES, _NO_PATH, _CURVED, _ANGLE = range(1, 10)


def measure_swept(facts: Facts, shapes: Shapes) -> Swept:
    """Closed-form figures of all swept solids."""
    n = len(facts.solids)
    nan = np.full((4, n), np.nan)
    out = Swept(nan[0], nan[1], nan[2], nan[3], np.full(n, _NOT_SWEPT, np.int32), np.zeros(n))
    _extrusions(facts, shapes, out)
    _tapers(facts, shapes, out)
    _revolutions(facts, shapes, out)
    _disks(facts, out)
    _directrix(facts, shapes, out)
    _primitives(facts, out)
    return out


def _of(facts: Facts, *kinds: str) -> np.ndarray:
    return np.flatnonzero(facts.solids.kind.isin(kinds))


def _profile_state(facts: Facts, shapes: Shapes, rows: np.ndarray) -> tuple[Floats, Floats, Codes]:
    """Area and perimeter of each solid's profile and a reason code where there is none."""
    profile = facts.solids.profile[rows]
    known = profile >= 0
    at = np.maximum(profile, 0)
    if not len(shapes.area):
        return np.full(len(rows), np.nan), np.full(len(rows), np.nan), np.full(len(rows), _UNREAD, np.int32)
    area = np.where(known, shapes.area[at], np.nan)
    perimeter = np.where(known, shapes.perimeter[at], np.nan)
    empty = np.array([not part for part in shapes.loops] or [True])[at]
    reason = np.where(np.isfinite(area), 0, np.where(empty, _UNREAD, _OPEN)).astype(np.int32)
    return area, perimeter, reason


def _keep(
    out: Swept, rows: np.ndarray, reason: Codes, volume: Floats, length: Floats, side: Floats, end: Floats
) -> None:
    good = reason == 0
    out.reason[rows] = reason
    for column, values in (
        (out.volume, volume),
        (out.length, length),
        (out.side_area, side),
        (out.end_area, end),
    ):
        column[rows] = np.where(good, values, np.nan)


def _extrusions(facts: Facts, shapes: Shapes, out: Swept) -> None:
    """Area x height over the profile's plane; an oblique direction lengthens the bar, not the volume."""
    rows = _of(facts, "EXTRUDEDAREASOLID")
    area, perimeter, reason = _profile_state(facts, shapes, rows)
    depth = facts.solids.depth_mm[rows]
    rise = np.abs(facts.solids.direction[rows, 2])
    bad = ~(np.isfinite(depth) & (depth > 0) & np.isfinite(rise) & (rise > 1e-9))
    reason = np.where((reason == 0) & bad, _DEPTH, reason).astype(np.int32)
    _keep(out, rows, reason, area * depth * rise, depth, perimeter * depth, area)


def _tapers(facts: Facts, shapes: Shapes, out: Swept) -> None:
    """Linear tapers: the area is a quadratic in the height, so Simpson's rule is exact."""
    rows = _of(facts, "EXTRUDEDAREASOLIDTAPERED")
    if not len(rows):
        return
    area, perimeter, reason = _profile_state(facts, shapes, rows)
    first, last = facts.solids.profile[rows], facts.solids.end_profile[rows]
    depth = facts.solids.depth_mm[rows] * np.abs(facts.solids.direction[rows, 2])
    middle, end, end_perimeter = (np.full(len(rows), np.nan) for _ in range(3))
    same = (
        (last >= 0)
        & (first >= 0)
        & (shapes.family[first] == shapes.family[last])
        & (shapes.family[first] >= 0)
    )
    at = np.flatnonzero(same)
    mean = (shapes.dims[first[at]] + shapes.dims[last[at]]) / 2
    middle[at] = measure(shapes.family[first[at]], mean)[0]
    for i in np.flatnonzero(~same & (last >= 0) & (first >= 0)).tolist():
        middle[i] = _mean_outline(shapes, int(first[i]), int(last[i]))
    ok = last >= 0
    end[ok], end_perimeter[ok] = shapes.area[last[ok]], shapes.perimeter[last[ok]]
    volume = depth * (area + 4 * middle + end) / 6
    reason = np.where((reason == 0) & ~np.isfinite(volume), _MIXED, reason).astype(np.int32)
    _keep(out, rows, reason, volume, depth, (perimeter + end_perimeter) / 2 * depth, (area + end) / 2)


def _mean_outline(shapes: Shapes, first: int, last: int) -> float:
    """Area of the outline half-way between two of equally many straight-edged points; NaN where they do not pair."""
    a, b = shapes.loops[first], shapes.loops[last]
    pairs = list(zip(a, b, strict=False))
    if len(a) != len(b) or any(p.shape != q.shape or p[:, 2].any() or q[:, 2].any() for p, q in pairs):
        return float("nan")
    return float(loop_figures([(p + q) / 2 for p, q in pairs]).area.sum())


def _revolutions(facts: Facts, shapes: Shapes, out: Swept) -> None:
    """Pappus: area x the way of the centroid, where the axis lies in the profile's plane and outside the profile."""
    rows = _of(facts, "REVOLVEDAREASOLID")
    area, perimeter, reason = _profile_state(facts, shapes, rows)
    profile = np.maximum(facts.solids.profile[rows], 0)
    axis, angle = facts.solids.axis[rows], np.abs(facts.solids.angle_rad[rows])
    if not len(rows):
        return
    point, direction = axis[:, :2], axis[:, 3:5]
    flat = np.abs(axis[:, 5]) < 1e-6
    normal = np.stack((-direction[:, 1], direction[:, 0]), axis=1)
    radius = ((shapes.centroid[profile] - point) * normal).sum(axis=1)
    box = shapes.box[profile]
    corners = np.stack([box[:, [i, j]] for i in (0, 1) for j in (2, 3)], axis=1)
    side = ((corners - point[:, None]) * normal[:, None]).sum(axis=2)
    outside = (side > -1e-6).all(axis=1) | (side < 1e-6).all(axis=1)
    reason = np.where((reason == 0) & ~(flat & outside & np.isfinite(angle)), _CROSSES, reason).astype(
        np.int32
    )
    wound = ~((angle > 0) & (angle < 2 * np.pi + 1e-6))
    reason = np.where((reason == 0) & wound, _ANGLE, reason).astype(np.int32)
    way = np.abs(radius) * angle
    _keep(out, rows, reason, area * way, way, perimeter * way, area)


def _disks(facts: Facts, out: Swept) -> None:
    """A disk along a path: circle area x the exact length of the path."""
    rows = _of(facts, "SWEPTDISKSOLID", "SWEPTDISKSOLIDPOLYGONAL")
    if not len(rows):
        return
    radius = facts.solids.radius_mm[rows]
    inner = np.nan_to_num(facts.solids.inner_radius_mm[rows])
    length = path_lengths(facts)[facts.solids.path[rows]] if len(facts.paths) else np.full(len(rows), np.nan)
    length = np.where(facts.solids.path[rows] >= 0, length, np.nan)
    area = np.pi * (radius**2 - inner**2)
    good = np.isfinite(length) & (length > 0) & (area > 0)
    reason = np.where(good, 0, _NO_PATH).astype(np.int32)
    _keep(out, rows, reason, area * length, length, 2 * np.pi * radius * length, area)


def path_lengths(facts: Facts) -> Floats:
    """(p,) exact length of each path."""
    owner = facts.paths.owners()
    return np.asarray(np.bincount(owner, facts.paths.values[:, 3], minlength=len(facts.paths)), np.float64)


def _directrix(facts: Facts, shapes: Shapes, out: Swept) -> None:
    """Profiles along a directrix: area x length, where it is straight or runs through the profile's centroid (Pappus);
    along a flat curve the centroid's own way counts."""
    rows = _of(facts, "SURFACECURVESWEPTAREASOLID", "FIXEDREFERENCESWEPTAREASOLID")
    if not len(rows):
        return
    area, perimeter, reason = _profile_state(facts, shapes, rows)
    length, way = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    for i, path in enumerate(facts.solids.path[rows].tolist()):
        if path < 0:
            reason[i] = _NO_PATH
            continue
        points = facts.paths[path]
        chord = float(np.linalg.norm(points[-1, :3] - points[0, :3]))
        length[i] = way[i] = float(points[:, 3].sum())
        profile = int(facts.solids.profile[rows[i]])
        off = float(np.hypot(*shapes.centroid[profile])) if reason[i] == 0 else 0.0
        if reason[i] == 0 and length[i] > chord * (1 + 1e-9) and off > 1e-6 * np.sqrt(area[i]):
            normal = facts.solids.axis[rows[i], 3:6]
            way[i], out.unsure[rows[i]] = beside(
                points, normal, shapes.centroid[profile], shapes.box[profile]
            )
            if not np.isfinite(way[i]):
                reason[i], out.unsure[rows[i]] = _CURVED, np.inf
    _keep(out, rows, reason, area * way, length, perimeter * length, area)


def _primitives(facts: Facts, out: Swept) -> None:
    """Blocks, cylinders, cones, spheres and pyramids by their formulas; side and two end areas make up their surface."""
    r = facts.solids.radius_mm
    x, y, z = facts.solids.size_mm.T
    with np.errstate(invalid="ignore"):
        slant = np.hypot(r, z)
        faces = x * np.hypot(z, y / 2) + y * np.hypot(z, x / 2)
    ball = 4.0 * np.pi * r**2
    for kind, volume, length, side, end in (
        ("BLOCK", x * y * z, z, 2 * (x + y) * z, x * y),
        ("RIGHTCIRCULARCYLINDER", np.pi * r**2 * z, z, 2 * np.pi * r * z, np.pi * r**2),
        ("RIGHTCIRCULARCONE", np.pi * r**2 * z / 3, z, np.pi * r * slant, np.pi * r**2 / 2),
        ("SPHERE", ball * r / 3, 2 * r, ball, 0 * r),
        ("RECTANGULARPYRAMID", x * y * z / 3, z, faces, x * y / 2),
    ):
        rows = _of(facts, kind)
        if not len(rows):
            continue
        sizes = facts.solids.size_mm[rows] if kind != "SPHERE" else r[rows, None]
        bad = (sizes <= 0).any(axis=1) | ~np.isfinite(volume[rows]) | (volume[rows] <= 0)
        reason = np.where(bad, _DEPTH, 0).astype(np.int32)
        _keep(out, rows, reason, volume[rows], length[rows], side[rows], end[rows])
