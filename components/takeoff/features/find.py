"""Holes, slots, copes, notches, cuts and end cuts of parts, from the cutters of prisms.

A hole through two flanges is two holes, one for each piece of material on its way. What a name says (bolt hole, cope,
skewed end, weld preparation) outranks what the shape suggests.
"""

from __future__ import annotations

import math
import re

import numpy as np

from components.facts import Facts
from components.model import Features
from components.record import record, valued
from components.table import Bools, Floats, Ints, Table, Text, unique
from components.takeoff.features.bores import bores
from components.takeoff.features.cutters import (
    HALF_SPACES,
    Cutters,
    joined,
    pierced_outlines,
    prism_frames,
    taken_from,
)
from components.takeoff.outlines.clip import Line, area, between, clip
from components.takeoff.outlines.forms import ROUND, SLOT, Form, form_of, forms_of
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import ItemFigures

HOLE, SLOT_HOLE, CUT, COPE, NOTCH, END_CUT = "hole", "slot", "cut", "cope", "notch", "end_cut"
KINDS = (HOLE, SLOT_HOLE, CUT, COPE, NOTCH, END_CUT)
START, END = "start", "end"
_SAID = (
    (re.compile(r"slot.?hole|slotted|长圆孔|长孔", re.I), SLOT_HOLE),
    (re.compile(r"bolt.?hole|drill|螺栓孔|栓孔", re.I), HOLE),
    (re.compile(r"skewed.?end|mitre|斜切端", re.I), END_CUT),
    (re.compile(r"cope|切角|锁口", re.I), COPE),
    (re.compile(r"notch|槽口|缺口", re.I), NOTCH),
    (re.compile(r"weld.?prep|bevel|坡口", re.I), CUT),
)
_FLAT = 1e-6
_REACH_MM = 0.01


@record
class FeatureTable(Table):
    """One row per feature of an element.

    element, item, solid: rows of the facts (solid: the cutter, or the prism whose outline has the hole). kind: see KINDS.
    end: start or end for end cuts and copes.
    place: (n, 3) middle, in the element's coordinates, mm; station: (n, 3) the same in the prism's (x, y of the profile,
    along it). axis: (n, 3) direction of a bore in the prism's. size_mm: diameter or slot width; length_mm: slot length.
    depth_mm: of material. angle_rad: of an end cut against the square one. volume_mm3: what it takes, NaN unknown.
    """

    element: Ints
    item: Ints
    solid: Ints
    kind: Text
    end: Text
    place: Floats
    station: Floats
    axis: Floats
    size_mm: Floats
    length_mm: Floats
    depth_mm: Floats
    angle_rad: Floats
    volume_mm3: Floats


@valued
class _Row:
    cutter: int
    kind: str
    end: str
    station: tuple[float, float, float]
    axis: tuple[float, float, float]
    size: float
    length: float
    depth: float
    angle: float
    volume: float


def find_features(facts: Facts, shapes: Shapes, figures: ItemFigures) -> tuple[FeatureTable, Bools]:
    """All features of prisms, and (n_elements,) whether an element has cuts that were not read."""
    taken = taken_from(facts, shapes, figures)
    cutters = taken.cutters
    unread = taken.unread.copy()
    solids = facts.solids
    kind = solids.kind.take(cutters.solid)
    half = kind.isin(HALF_SPACES)
    prism = kind.isin(("EXTRUDEDAREASOLID",)) & (solids.profile[cutters.solid] >= 0)
    unread[cutters.element[~half & ~prism]] = True
    rows = [row for k in np.flatnonzero(half).tolist() if (row := _plane_cut(facts, shapes, cutters, k))]
    forms = forms_of(shapes, np.where(prism, solids.profile[cutters.solid], -1))
    rows += _bored(facts, shapes, cutters, np.flatnonzero(prism), forms)
    rows += _carved(facts, shapes, cutters, np.flatnonzero(prism), forms)
    drawn = pierced_outlines(facts, shapes, figures)
    rows += _drawn_holes(facts, shapes, drawn, len(cutters))
    every = joined(cutters, drawn)
    return _table(facts, every, _renamed(facts, every, rows)), unread


def hole_volume(facts: Facts, shapes: Shapes, figures: ItemFigures) -> Floats:
    """(n_elements,) mm3 that holes and slots take; 0 without any; NaN where cuts could not be read."""
    table, unread = find_features(facts, shapes, figures)
    return hole_volume_of(table, unread)


def hole_volume_of(table: FeatureTable, unread: Bools) -> Floats:
    """(n_elements,) mm3 that holes and slots of the table take; NaN where `unread`."""
    bore = table.kind.isin((HOLE, SLOT_HOLE))
    total = np.bincount(table.element[bore], table.volume_mm3[bore], minlength=len(unread))
    return np.where(unread, np.nan, total)


def as_features(table: FeatureTable, component_of: Ints) -> Features:
    """The model's table. component_of: (n_elements,) component row of each element, -1 none."""
    component = component_of[table.element] if len(table) else table.element
    keep = np.flatnonzero(component >= 0)
    order = keep[np.argsort(component[keep], kind="stable")]
    return Features(
        component=component[order], kind=table.kind.take(order), place=table.place[order],
        size_mm=table.size_mm[order], depth_mm=table.depth_mm[order], angle_rad=table.angle_rad[order],
        volume_mm3=table.volume_mm3[order],
    )  # fmt: skip


def _plane_cut(facts: Facts, shapes: Shapes, cutters: Cutters, k: int) -> _Row | None:
    """What one half space takes of the uncut prism."""
    solid, base = int(cutters.solid[k]), int(cutters.base[k])
    profile, depth = int(facts.solids.profile[base]), float(facts.solids.depth_mm[base])
    point, normal = facts.solids.plane_point[solid], facts.solids.plane_normal[solid]
    if not (np.isfinite(point).all() and np.isfinite(normal).all() and depth > 0):
        return None
    n = np.linalg.inv(cutters.matrix[k])[:3, :3].T @ normal
    n = n / np.linalg.norm(n)
    offset = float(n @ (cutters.matrix[k][:3, :3] @ point + cutters.matrix[k][:3, 3]))
    loops = list(shapes.loops[profile])
    full = float(shapes.area[profile]) * depth
    left = _left_of(loops, n, offset, depth)
    bounded = facts.solids.kind[solid] != "HALFSPACESOLID"
    rise = abs(float(facts.solids.direction[base, 2]))
    volume = math.nan if bounded else (full - left) * rise
    if not bounded and volume < 1e-6 * full:
        return None
    x, y = (float(v) for v in shapes.centroid[profile])
    if abs(n[2]) < _FLAT:
        away = offset - float(n[0] * x + n[1] * y)
        station = (x + float(n[0]) * away, y + float(n[1]) * away, depth / 2)
        return _Row(k, CUT, "", station, (0.0, 0.0, 0.0), math.nan, math.nan, depth, math.nan, volume)
    z = (offset - float(n[0]) * x - float(n[1]) * y) / float(n[2])
    end = START if n[2] > 0 else END
    angle = math.acos(min(1.0, abs(float(n[2]))))
    return _Row(k, END_CUT, end, (x, y, z), (0.0, 0.0, 0.0), math.nan, math.nan, math.nan, angle, volume)


def _left_of(loops: list[Floats], n: Floats, offset: float, depth: float) -> float:
    uppers: list[Line] = [(0.0, 0.0, depth)]
    lowers: list[Line] = [(0.0, 0.0, 0.0)]
    a, b, c = (float(v) for v in n)
    if abs(c) < _FLAT:
        loops = [piece for loop in loops if len(piece := clip(loop, (a, b, -offset))) > 1]
    else:
        (lowers if c > 0 else uppers).append((-a / c, -b / c, offset / c))
    return between(loops, uppers, lowers)[0] if loops else 0.0


def _is_bore(forms: dict[int, Form], profile: int) -> bool:
    return profile in forms and forms[profile].kind in (ROUND, SLOT)


def _bored(facts: Facts, shapes: Shapes, cutters: Cutters, rows: Ints, forms: dict[int, Form]) -> list[_Row]:
    """Round and slotted cutters: one row per piece of material they go through."""
    profile = facts.solids.profile[cutters.solid]
    rows = rows[[_is_bore(forms, int(p)) for p in profile[rows].tolist()]] if len(rows) else rows
    if not len(rows):
        return []
    found = bores(facts, shapes, cutters, rows, np.array([forms[int(p)].centre for p in profile[rows]]))
    out = []
    for row, at, way, depth in zip(
        found.row.tolist(), found.place, found.axis, found.depth.tolist(), strict=True
    ):
        form = forms[int(profile[row])]
        kind = HOLE if form.kind == ROUND else SLOT_HOLE
        volume = form.area * depth
        length = form.length if form.kind == SLOT else math.nan
        out.append(_Row(row, kind, "", _three(at), _three(way), form.size, length, depth, math.nan, volume))
    return out


def _drawn_holes(facts: Facts, shapes: Shapes, drawn: Cutters, first: int) -> list[_Row]:
    """Inner loops of outlines that are extruded through the thickness."""
    out = []
    forms: dict[int, list[Form]] = {}
    for k, base in enumerate(drawn.base.tolist()):
        profile, depth = int(facts.solids.profile[base]), float(facts.solids.depth_mm[base])
        if profile not in forms:
            forms[profile] = [form_of([hole], abs(area([hole]))) for hole in shapes.loops[profile][1:]]
        for form in forms[profile]:
            station = (float(form.centre[0]), float(form.centre[1]), depth / 2)
            kind = HOLE if form.kind == ROUND else SLOT_HOLE if form.kind == SLOT else CUT
            length = math.nan if form.kind == ROUND else form.length
            rise = abs(float(facts.solids.direction[base, 2]))
            volume = form.area * depth * rise
            out.append(
                _Row(
                    first + k, kind, "", station, (0.0, 0.0, 1.0), form.size, length, depth, math.nan, volume
                )
            )
    return out


def _three(v: Floats) -> tuple[float, float, float]:
    return float(v[0]), float(v[1]), float(v[2])


def _carved(facts: Facts, shapes: Shapes, cutters: Cutters, rows: Ints, forms: dict[int, Form]) -> list[_Row]:
    """Other prisms: a cope reaches over an end, a notch over an edge of the section, a cut lies inside."""
    out = []
    solids = facts.solids
    frames = cutters.matrix @ prism_frames(facts, cutters.solid)
    for k in rows.tolist():
        profile, base = int(solids.profile[cutters.solid[k]]), int(cutters.base[k])
        if profile not in forms or _is_bore(forms, profile):
            continue
        low, high = _extent(shapes.loops[profile][0], float(solids.depth_mm[cutters.solid[k]]), frames[k])
        own = int(solids.profile[base])
        depth = float(solids.depth_mm[base])
        x0, x1, y0, y1 = (float(v) for v in shapes.box[own])
        floor, roof = np.array((x0, y0, 0.0)), np.array((x1, y1, depth))
        if (high <= floor + _REACH_MM).any() or (low >= roof - _REACH_MM).any():
            continue
        inside_low, inside_high = np.maximum(low, floor), np.minimum(high, roof)
        over_start, over_end = low[2] < -_REACH_MM, high[2] > depth + _REACH_MM
        across = (low[:2] <= floor[:2]).any() or (high[:2] >= roof[:2]).any()
        kind = COPE if over_start != over_end else NOTCH if across else CUT
        end = "" if kind != COPE else START if over_start else END
        middle = (inside_low + inside_high) / 2
        volume = _box_volume(facts, shapes, profile, base, frames[k][:3, :3], inside_low, inside_high)
        sides = inside_high - inside_low
        out.append(
            _Row(k, kind, end, _three(middle), (0.0, 0.0, 0.0), float(sides[:2].max()), float(sides[2]),
                 float(sides[:2].min()), math.nan, volume)
        )  # fmt: skip
    return out


def _extent(outline: Floats, depth: float, frame: Floats) -> tuple[Floats, Floats]:
    """Box of a cutter in the prism's coordinates."""
    xy = outline[:, :2]
    ends = [np.column_stack((xy, np.full(len(xy), z))) for z in (0.0, depth)]
    points = np.concatenate(ends) @ frame[:3, :3].T + frame[:3, 3]
    return points.min(axis=0), points.max(axis=0)


def _box_volume(
    facts: Facts, shapes: Shapes, profile: int, base: int, frame: Floats, low: Floats, high: Floats
) -> float:
    """Volume that an upright box takes of the prism `base`: its part of the outline by its length; NaN for other
    cutters. profile: the cutter's; frame: (3, 3) its axes in the prism's coordinates."""
    upright = (np.sort(np.abs(frame / np.linalg.norm(frame, axis=0)), axis=0)[1] < 1e-6).all()
    around = shapes.box[profile]
    full = float((around[1] - around[0]) * (around[3] - around[2]))
    if not upright or abs(float(shapes.area[profile]) / full - 1) > 1e-6:
        return math.nan
    region = list(shapes.loops[int(facts.solids.profile[base])])
    sides = ((1.0, 0.0, -low[0]), (-1.0, 0.0, high[0]), (0.0, 1.0, -low[1]), (0.0, -1.0, high[1]))
    for line in sides:
        side = (float(line[0]), float(line[1]), float(line[2]))
        region = [piece for loop in region if len(piece := clip(loop, side)) > 1]
    rise = abs(float(facts.solids.direction[base, 2]))
    return (
        between(region, [(0.0, 0.0, float(high[2]))], [(0.0, 0.0, float(low[2]))])[0] * rise
        if region
        else 0.0
    )


def _renamed(facts: Facts, cutters: Cutters, rows: list[_Row]) -> list[_Row]:
    """Kinds that the opening's own name or object type tells."""
    elements = facts.elements
    told: dict[int, str] = {}
    for opening in unique(cutters.opening[cutters.opening >= 0]).tolist():
        words = " ".join(
            c.get(opening) for c in (elements.object_type, elements.name, elements.predefined_type)
        )
        for pattern, kind in _SAID:
            if pattern.search(words):
                told[opening] = kind
                break
    if not told:
        return rows
    kinds = [told.get(int(cutters.opening[r.cutter]), r.kind) for r in rows]
    return [r if r.kind == k else _Row(**{**r.__dict__, "kind": k}) for r, k in zip(rows, kinds, strict=True)]


def _table(facts: Facts, cutters: Cutters, rows: list[_Row]) -> FeatureTable:
    at = np.array([r.cutter for r in rows], np.int64)
    item = cutters.item[at]
    station = np.array([r.station for r in rows], np.float64).reshape(-1, 3)
    to_element = facts.items.matrix[item] @ prism_frames(facts, cutters.base[at])
    place = np.einsum("nij,nj->ni", to_element[:, :3, :3], station) + to_element[:, :3, 3]
    scale = np.cbrt(np.abs(np.linalg.det(facts.items.matrix[item][:, :3, :3]))) if len(rows) else np.zeros(0)

    def column(name: str, power: int = 0) -> Floats:
        return np.array([getattr(r, name) for r in rows], np.float64) * scale**power

    return FeatureTable(
        element=cutters.element[at], item=item, solid=cutters.solid[at], kind=Text.of([r.kind for r in rows]),
        end=Text.of([r.end or None for r in rows]), place=place, station=station,
        axis=np.array([r.axis for r in rows], np.float64).reshape(-1, 3), size_mm=column("size", 1),
        length_mm=column("length", 1), depth_mm=column("depth", 1), angle_rad=column("angle"),
        volume_mm3=column("volume", 3),
    )  # fmt: skip
