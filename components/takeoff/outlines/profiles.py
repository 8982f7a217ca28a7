"""Cross-sections of the file: parametric and arbitrary profiles as family, dimensions and exact area."""

from __future__ import annotations

import numpy as np

from components.facts import PROFILE_DIMS, Facts
from components.record import record
from components.sections import contour
from components.sections.families import DIMENSION_COUNT, DIMENSIONS, FAMILIES, FAMILY_CODE
from components.sections.measure import measure
from components.sections.outline import outlines as family_outlines
from components.table import Codes, Floats, Ints, unique
from components.takeoff.outlines.polygon import polygon
from components.takeoff.outlines.tidy import crossed, face_up, oriented, tidied

# IFC kind: family and, per dimension of the family, the column of PROFILE_DIMS it comes from.
_PARAMETRIC: dict[str, tuple[str, dict[str, str]]] = {
    "ISHAPE": ("I", {"h": "depth", "b": "width", "tw": "web", "tf": "flange", "r": "fillet", "r2": "edge",
                     "slope": "slope"}),
    "ASYMMETRICISHAPE": ("IM", {"h": "depth", "b1": "width2", "t1": "flange2", "b2": "width", "t2": "flange",
                                "tw": "web", "r": "fillet"}),
    "USHAPE": ("C", {"h": "depth", "b": "width", "tw": "web", "tf": "flange", "r": "fillet", "r2": "edge",
                     "slope": "slope"}),
    "LSHAPE": ("L", {"a": "depth", "b": "width", "t": "wall", "r": "fillet", "r2": "edge"}),
    "TSHAPE": ("T", {"h": "depth", "b": "width", "tw": "web", "tf": "flange", "r": "fillet", "r2": "edge",
                     "slope": "slope"}),
    "ZSHAPE": ("Z", {"h": "depth", "b": "width", "tw": "web", "tf": "flange", "r": "fillet", "r2": "edge"}),
    "CSHAPE": ("CC", {"h": "depth", "b": "width", "c": "girth", "t": "wall", "ri": "inner_fillet"}),
    "RECTANGLEHOLLOW": ("RHS", {"h": "depth", "b": "width", "t": "wall", "ro": "outer_fillet", "ri": "inner_fillet"}),
    "CIRCLEHOLLOW": ("CHS", {"d": "radius", "t": "wall"}),
    "CIRCLE": ("ROUND", {"d": "radius"}),
    "RECTANGLE": ("FLAT", {"b": "width", "t": "depth"}),
}  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(PROFILE_DIMS)}
_UNMOVED = np.eye(3)
_SKEW = 1e-6
_NO_AREA_MM2 = 1e-6


@record
class Shapes:
    """Per profile of the facts: family code (-1 arbitrary), dims (n, 8), area, outer perimeter, and its loops.

    centroid: (n, 2) in the profile's plane, its own position applied. box: (n, 4) x min, x max, y min, y max likewise.
    pieces: closed outer outlines the profile is made of. loops: closed loops in the profile's plane, position applied,
    outer ones first counter-clockwise, holes clockwise. fitted, fitted_dims: family and dims, arbitrary outlines measured
    back to theirs. area_factor: drawn area over the true one where a polygon stands for a circle, else 1.
    """

    family: Codes
    dims: Floats
    area: Floats
    perimeter: Floats
    centroid: Floats
    box: Floats
    pieces: Ints
    loops: tuple[tuple[Floats, ...], ...]
    fitted: Codes
    fitted_dims: Floats
    area_factor: Floats

    def family_name(self, row: int) -> str:
        """Family of one profile, its own or the one its outline was measured back to; empty where there is none."""
        code = int(self.fitted[row])
        return FAMILIES[code] if code >= 0 else ""


def read(facts: Facts) -> Shapes:
    """All profiles of the facts."""
    profiles = facts.profiles
    n = len(profiles)
    family = np.full(n, -1, np.int32)
    dims = np.zeros((n, DIMENSION_COUNT))
    loops: list[tuple[Floats, ...]] = [() for _ in range(n)]
    for kind, (name, columns) in _PARAMETRIC.items():
        rows = np.flatnonzero(profiles.kind.isin((kind,)))
        if not len(rows):
            continue
        family[rows] = FAMILY_CODE[name]
        dims[rows] = _family_dims(name, columns, profiles.dims[rows])
        drawn = family_outlines(name, _as_drawn(name, dims[rows], profiles.dims[rows]))
        centre = _box_centre(drawn[0])
        for at, row in enumerate(rows.tolist()):
            loops[row] = tuple(_distinct(loop[at] - centre[at]) for loop in drawn)
    _arbitrary(facts, loops)
    _wires(facts, loops)
    _scaled(profiles.position, family, dims, loops)
    placed = [_place(part, profiles.position[i]) for i, part in enumerate(loops)]
    for i in np.flatnonzero(family < 0).tolist():
        if len(placed[i]) > 1:
            placed[i] = tidied(oriented(placed[i]))
    for i in np.flatnonzero(facts.composite.counts()).tolist():
        members = (face_up(placed[int(m)]) for m in facts.composite[i] if m >= 0)
        placed[i] = tidied(tuple(loop for part in members for loop in part))
    return _measured(facts, family, dims, _enclosing(placed))


def _enclosing(placed: list[tuple[Floats, ...]]) -> list[tuple[Floats, ...]]:
    """Loops that bound a section; none where a loop has no points, a figure is none, or there is no area at all."""
    owner = np.repeat(np.arange(len(placed)), [len(part) for part in placed])
    found = loop_figures([loop for part in placed for loop in part])
    area = np.abs(np.bincount(owner, found.area, minlength=len(placed)))
    return [part if area[i] > _NO_AREA_MM2 and all(map(len, part)) else () for i, part in enumerate(placed)]


def _scaled(position: Floats, family: Codes, dims: Floats, loops: list[tuple[Floats, ...]]) -> None:
    """Derived profiles that are larger than their parent, or stretched: those are outlines without a family."""
    linear = position[:, :2, :2]
    factor = np.sqrt(np.abs(np.linalg.det(linear))) if len(linear) else np.zeros(0)
    size = np.linalg.norm(linear, axis=1)
    square = np.abs((linear[:, :, 0] * linear[:, :, 1]).sum(axis=1)) < _SKEW * factor**2
    even = square & (np.abs(size - factor[:, None]) < _SKEW * factor[:, None]).all(axis=1)
    for row in np.flatnonzero(even & (np.abs(factor - 1) > _SKEW) & (family >= 0)).tolist():
        slope = [k for k, name in enumerate(DIMENSIONS[FAMILIES[family[row]]]) if name == "slope"]
        kept = dims[row, slope]
        dims[row] *= factor[row]
        dims[row, slope] = kept
    for row in np.flatnonzero(~even).tolist():
        family[row], dims[row] = -1, 0.0
        loops[row] = tuple(np.insert(polygon(loop), 2, 0.0, axis=1) for loop in loops[row])


def _family_dims(family: str, columns: dict[str, str], given: Floats) -> Floats:
    out = np.zeros((len(given), DIMENSION_COUNT))
    for place, name in enumerate(DIMENSIONS[family]):
        if name in columns:
            out[:, place] = np.nan_to_num(given[:, _COLUMN[columns[name]]])
    if family in ("CHS", "ROUND"):
        out[:, 0] *= 2.0
    names = DIMENSIONS[family]
    if "slope" in names:
        out[:, names.index("slope")] = np.tan(out[:, names.index("slope")])
    if family == "L":
        out[:, 1] = np.where(out[:, 1] > 0, out[:, 1], out[:, 0])
    if family == "FLAT":
        out[:, :2] = np.sort(out[:, :2], axis=1)[:, ::-1]
    return out


def _distinct(loop: Floats) -> Floats:
    """The loop without points that repeat the one before: a radius of nothing leaves two."""
    step = np.abs(contour.following(loop[:, :2]) - loop[:, :2]).max(axis=1)
    return np.asarray(loop[step > 1e-9])


def _box_centre(loop: Floats) -> Floats:
    """(n, 1, 3) middle of the box of each outline: IFC places every parametric profile by it."""
    low, high = loop[:, :, :2].min(axis=1), loop[:, :, :2].max(axis=1)
    middle = (low + high) / 2
    return np.concatenate((middle, np.zeros((len(loop), 1))), axis=1)[:, None, :]


def _as_drawn(family: str, dims: Floats, given: Floats) -> Floats:
    """The dims to draw with: a rectangle keeps its own width and height, whichever is the larger."""
    if family != "FLAT":
        return dims
    drawn = dims.copy()
    drawn[:, 0], drawn[:, 1] = given[:, _COLUMN["depth"]], given[:, _COLUMN["width"]]
    return drawn


def _arbitrary(facts: Facts, loops: list[tuple[Floats, ...]]) -> None:
    """Outlines that the file draws itself, the outer one first."""
    profiles = facts.profiles
    drawn = (profiles.first_loop >= 0) & ~np.isfinite(profiles.wire_mm)
    drawn &= ~profiles.kind.isin(("ARBITRARYOPEN",))  # a line that encloses nothing sweeps a surface
    for row in np.flatnonzero(drawn).tolist():
        first, count = int(profiles.first_loop[row]), int(profiles.loops[row])
        parts = [facts.outlines[first + k] for k in range(count)]
        loops[row] = tuple(p for p in parts if len(p) >= 2)
    for kind, build in _BUILT.items():
        for row in np.flatnonzero(profiles.kind.isin((kind,))).tolist():
            loops[row] = (build(profiles.dims[row]),)


def _trapezium(dims: Floats) -> Floats:
    bottom, top, height = (dims[_COLUMN[k]] for k in ("width", "width2", "depth"))
    offset = np.nan_to_num(dims[_COLUMN["girth"]])
    x0, y0 = -bottom / 2, -height / 2
    points = [(x0, y0), (x0 + bottom, y0), (x0 + offset + top, -y0), (x0 + offset, -y0)]
    return np.array([(x, y, 0.0) for x, y in points])


def _rounded(dims: Floats) -> Floats:
    w, h, r = (np.nan_to_num(dims[_COLUMN[k]]) for k in ("width", "depth", "outer_fillet"))
    corners = np.array([[[-w / 2, -h / 2], [w / 2, -h / 2], [w / 2, h / 2], [-w / 2, h / 2]]])
    return np.asarray(contour.rounded(corners, np.full((1, 4), r))[0])


def _ellipse(dims: Floats) -> Floats:
    a, b = dims[_COLUMN["width"]] / 2, dims[_COLUMN["depth"]] / 2
    t = np.linspace(0.0, 2 * np.pi, 720, endpoint=False)
    return np.column_stack((a * np.cos(t), b * np.sin(t), np.zeros_like(t)))


_BUILT = {"TRAPEZIUM": _trapezium, "ROUNDEDRECTANGLE": _rounded, "ELLIPSE": _ellipse}


def _wires(facts: Facts, loops: list[tuple[Floats, ...]]) -> None:
    """Centre-line profiles: the strip of constant thickness around an open line, corners mitred."""
    profiles = facts.profiles
    for row in np.flatnonzero(np.isfinite(profiles.wire_mm) & (profiles.first_loop >= 0)).tolist():
        line = facts.outlines[int(profiles.first_loop[row])]
        if len(line) >= 2:
            loops[row] = (strip(line, float(profiles.wire_mm[row])),)


def strip(line: Floats, thickness: float) -> Floats:
    """Closed loop around an open line (k, 3) of lines and arcs, half the thickness to either side."""
    side = _offset(line, thickness / 2)
    back = _offset(line, -thickness / 2)[::-1].copy()
    back[:-1, 2] = -back[1:, 2]
    back[-1, 2] = 0.0
    side[-1, 2] = 0.0
    return np.concatenate((side, back))


def _offset(line: Floats, distance: float) -> Floats:
    """The line shifted to its left; corners between straight pieces mitred, arcs keep their sweep."""
    step = np.diff(line[:, :2], axis=0)
    chord = np.arctan2(step[:, 1], step[:, 0])
    half = 2.0 * np.arctan(line[:-1, 2])
    leave, arrive = chord - half, chord + half
    before = np.concatenate(([leave[0]], arrive))
    after = np.concatenate((leave, [arrive[-1]]))
    turn = (after - before + np.pi) % (2 * np.pi) - np.pi
    middle = before + turn / 2
    reach = distance / np.maximum(np.cos(turn / 2), 0.1)
    out = line.copy()
    out[:, 0] += reach * -np.sin(middle)
    out[:, 1] += reach * np.cos(middle)
    return out


def _place(loops: tuple[Floats, ...], position: Floats) -> tuple[Floats, ...]:
    if np.array_equal(position, _UNMOVED):
        return loops
    bulge = -1.0 if np.linalg.det(position[:2, :2]) < 0 else 1.0
    placed = []
    for loop in loops:
        xy = loop[:, :2] @ position[:2, :2].T + position[:2, 2]
        placed.append(np.column_stack((xy, bulge * loop[:, 2])))
    return tuple(placed)


@record
class LoopFigures:
    """Signed area, first moments, length and box (n, 4) of many loops."""

    area: Floats
    sx: Floats
    sy: Floats
    length: Floats
    box: Floats


def loop_figures(loops: list[Floats]) -> LoopFigures:
    """Exact figures of closed loops; loops with equally many points are taken at once."""
    n = len(loops)
    out = LoopFigures(np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n), np.zeros((n, 4)))
    sizes = np.array([len(loop) for loop in loops], np.int64)
    for size in unique(sizes[sizes > 1]).tolist():
        rows = np.flatnonzero(sizes == size)
        batch = np.stack([loops[r] for r in rows.tolist()])
        m = contour.moments([batch])
        out.area[rows], out.sx[rows], out.sy[rows] = m.area, m.sx, m.sy
        out.length[rows] = contour.length(batch)
        out.box[rows] = np.stack(contour.extent(batch), axis=1)
    return out


def _measured(facts: Facts, family: Codes, dims: Floats, loops: list[tuple[Floats, ...]]) -> Shapes:
    """Exact areas, centroids and boxes; outer loops turned counter-clockwise, holes clockwise."""
    n = len(loops)
    owner = np.repeat(np.arange(n), [len(part) for part in loops])
    flat = [loop for part in loops for loop in part]
    place = np.concatenate([np.arange(len(part)) for part in loops]) if flat else np.zeros(0, np.int64)
    found = loop_figures(flat)
    mirrored = np.linalg.det(facts.profiles.position[:, :2, :2]) < 0 if n else np.zeros(0, np.bool_)
    several = np.array([len(part) > 1 for part in loops], np.bool_)
    by_turn = (found.area > 0) ^ (mirrored & (family >= 0))[owner]
    outer = np.where((family >= 0)[owner] | several[owner], by_turn, place == 0)
    wrong = np.flatnonzero((found.area > 0) != outer)
    for i in wrong.tolist():
        flat[i] = contour.reversed_loop(flat[i])
    sign = np.where(outer, 1.0, -1.0)
    flip = np.where(found.area < 0, -1.0, 1.0) * sign

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(owner, values, minlength=n), np.float64)

    drawn = total(np.abs(found.area) * sign)
    area, perimeter = measure(family, dims)
    drawn = np.where(drawn > 0, drawn, np.nan)
    free = family < 0
    area = np.where(free, drawn, np.where(area > 0, area, np.nan))
    area[owner[crossed(flat)]] = np.nan
    perimeter = np.where(free, total(np.where(outer, found.length, 0.0)), perimeter)
    centroid = np.stack((total(found.sy * flip), total(found.sx * flip)), axis=1) / drawn[:, None]
    box = np.full((n, 4), np.nan)
    limits = ((np.fmin, 0), (np.fmax, 1), (np.fmin, 2), (np.fmax, 3))
    for pick, column in limits:
        pick.at(box[:, column], owner[outer], found.box[outer, column])
    ends = np.cumsum([len(part) for part in loops])
    parts = tuple(tuple(flat[e - len(part) : e]) for e, part in zip(ends.tolist(), loops, strict=True))
    return Shapes(
        family, dims, area, perimeter, centroid, box, total(outer * 1.0).astype(np.int64), parts,
        family.copy(), dims.copy(), np.ones(n),
    )  # fmt: skip
