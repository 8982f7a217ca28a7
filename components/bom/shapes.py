"""The shape of each part in a form that can be compared: a plain bar, a plain block, or a cloud of its key points.

A bar is a section and a length, a block is three sides, both without cuts and holes. Everything else is a cloud: the
corners of the body after its plane cuts, the lines of its holes within the body, its planes where several meet, the
vertices of a faceted body. What is drawn in no such way is compared by its drawing alone, which can tell two equal parts
apart but never takes two different ones for one.
"""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256

import numpy as np

from components.bom.congruence import Cloud, cloud, group
from components.bom.drawn import Drawn, drawn, placed
from components.bom.keypoints import Ends, cut_points, mesh_points, prism_ends
from components.bom.outlines import Key, profile_key
from components.facts import Facts
from components.record import record
from components.table import Bools, Codes, Floats, Ints, unique
from components.takeoff.outlines import profiles

NONE, BAR, BLOCK, BODY, DRAWN = range(5)
SECTION_MM = 0.05
"""Sections this close are one: rolled sections differ by far more, and figures of one are written to a tenth."""
_SQUARE = 1.0 - 1e-9


@record
class Shapes:
    """Per part: its form (NONE to DRAWN) and what is compared.

    size: (n, 3) mm: a block's sides in ascending order, a bar's length in the last column. row: section class of a
    bar, row of `clouds` of a body, row of `drawings` of the rest. sections: key points of each section class; drawings:
    a digest of each drawing. keys: key points of each profile row that the parts, their cuts and openings use.
    """

    form: Codes
    size: Floats
    row: Ints
    clouds: tuple[Cloud, ...]
    sections: tuple[Key, ...]
    drawings: tuple[str, ...] = ()
    keys: dict[int, Key] = field(default_factory=dict)


def shapes_of(facts: Facts, elements: Ints) -> Shapes:
    """Shapes of some elements (rows of `Facts.elements`)."""
    n = len(elements)
    form, size, row = np.zeros(n, np.int32), np.full((n, 3), np.nan), np.full(n, -1, np.int64)
    d = drawn(facts, elements)
    if not len(d.item):
        return Shapes(form, size, row, (), ())
    outlines = profiles.read(facts)
    used = unique(facts.solids.profile[np.concatenate((d.base, d.cut_solid))])
    keys = {int(p): profile_key(outlines.loops[int(p)]) for p in used[used >= 0].tolist()}
    prism = facts.solids.kind.isin(("EXTRUDEDAREASOLID",))[d.base] & (facts.solids.profile[d.base] >= 0)
    prism &= np.array(
        [len(keys[int(p)].xy) > 0 if p >= 0 else False for p in facts.solids.profile[d.base].tolist()]
    )
    mesh = facts.solids.mesh[d.base] >= 0
    ends = prism_ends(facts, d, keys, np.flatnonzero(prism & d.solved))
    count = np.bincount(d.part, minlength=n)
    alone = (count[d.part] == 1) & ends.plain & _rigid(facts.items.matrix[d.item])
    alone &= np.abs(facts.solids.direction[d.base, 2]) >= _SQUARE
    classes, sections, rectangles = _section_classes(keys)
    at = np.flatnonzero(alone)
    profile = facts.solids.profile[d.base[at]]
    of = np.array([classes[int(p)] for p in profile.tolist()], np.int64)
    part = d.part[at]
    form[part], row[part], size[part, 2] = BAR, of, ends.high[at] - ends.low[at]
    flat = np.array([c in rectangles for c in of.tolist()], np.bool_)
    if flat.any():
        sides = np.array([rectangles[c] for c in of[flat].tolist()])
        size[part[flat]] = np.sort(np.column_stack((sides, size[part[flat], 2])), axis=1)
        form[part[flat]], row[part[flat]] = BLOCK, -1
    solved = d.solved & ((prism & ends.found) | mesh)
    whole = (np.bincount(d.part, ~solved, minlength=n) == 0) & (count > 0) & (form == NONE)
    form[whole] = BODY
    clouds = _clouds(facts, d, keys, ends, whole, mesh, elements, row)
    rest = np.flatnonzero((form == NONE) & (count > 0))
    form[rest] = DRAWN
    row[rest], drawings = _drawing_classes(facts, d, elements, rest)
    return Shapes(form, size, row, clouds, sections, drawings, keys)


def _rigid(matrix: Floats) -> Bools:
    linear = matrix[:, :3, :3]
    product = np.einsum("nji,njk->nik", linear, linear)
    return np.asarray(np.abs(product - np.eye(3)).max(axis=(1, 2)) < 1e-6)


def _section_classes(keys: dict[int, Key]) -> tuple[dict[int, int], tuple[Key, ...], dict[int, Floats]]:
    """Profile row -> class of congruent sections (mirrored ones too: a bar can be turned end for end), the key points
    of each class, and the two sides of those that are rectangles."""
    seen: dict[bytes, int] = {}
    of: dict[int, int] = {}
    firsts: list[Key] = []
    for p, key in keys.items():
        xy = key.xy - key.xy.mean(axis=0) if len(key.xy) else key.xy
        table = np.round(np.column_stack((key.label, key.value, xy)), 3) + 0.0
        look = table[np.lexsort(table.T[::-1])].tobytes()
        if look not in seen:
            seen[look] = len(firsts)
            firsts.append(key)
        of[p] = seen[look]
    merged = group([section_cloud(k, 1000.0) for k in firsts], SECTION_MM).master
    distinct, number = np.unique(merged, return_inverse=True)
    number = number.reshape(-1)
    sections = tuple(firsts[i] for i in distinct.tolist())
    rectangles = {}
    for i, key in enumerate(sections):
        if key.rectangle:
            step = np.roll(key.xy, -1, axis=0) - key.xy
            rectangles[i] = np.linalg.norm(step[:2], axis=1)
    return {p: int(number[i]) for p, i in of.items()}, sections, rectangles


def section_cloud(key: Key, length: float) -> Cloud:
    """The plain bar of a section and a length [mm] as a cloud."""
    xy, n = key.xy, len(key.xy)
    points = np.column_stack((np.tile(xy, (2, 1)), np.repeat((0.0, length), n)))
    return cloud(points, np.tile(key.label, 2), np.tile(key.value, 2))


def _clouds(
    facts: Facts,
    d: Drawn,
    keys: dict[int, Key],
    ends: Ends,
    whole: Bools,
    mesh: Bools,
    elements: Ints,
    row: Ints,
) -> tuple[Cloud, ...]:
    """Clouds of the parts in `whole`, equal drawings once; writes each part's cloud into `row`."""
    parts = np.flatnonzero(whole)
    if not len(parts):
        return ()
    live = whole[d.part]
    tables = [
        ends.points(facts, d, keys, np.flatnonzero(live & ~mesh)),
        mesh_points(facts, d, np.flatnonzero(live & mesh)),
    ]
    tables.append(cut_points(facts, d, keys, live, tables[0]))
    owner, label = (np.concatenate([t[k] for t in tables]) for k in (0, 1))
    value, points = (np.concatenate([t[k] for t in tables]) for k in (2, 3))
    points = _into_frame(facts, d, elements, owner, points)
    n = len(elements)
    count = np.maximum(np.bincount(owner, minlength=n), 1)
    mean = (
        np.stack([np.bincount(owner, points[:, k], minlength=n) for k in range(3)], axis=1) / count[:, None]
    )
    table = np.column_stack((label, np.round(value, 3), np.round(points - mean[owner], 3))) + 0.0
    order = np.lexsort((*table.T[::-1], owner))
    owner, table, points, value = owner[order], table[order], points[order], value[order]
    start = np.searchsorted(owner, parts, "left").tolist()
    stop = np.searchsorted(owner, parts, "right").tolist()
    seen: dict[bytes, int] = {}
    out: list[Cloud] = []
    for part, a, b in zip(parts.tolist(), start, stop, strict=True):
        look = table[a:b].tobytes()
        if look not in seen:
            seen[look] = len(out)
            out.append(cloud(points[a:b], table[a:b, 0].astype(np.int32), value[a:b]))
        row[part] = seen[look]
    return tuple(out)


def _into_frame(facts: Facts, d: Drawn, elements: Ints, owner: Ints, points: Floats) -> Floats:
    """Points of element coordinates in the frame of the part's first prism, the hand of its placement kept.

    Equal parts then have equal figures however they stand in the model; a placement that mirrors mirrors the part.
    """
    n = len(elements)
    first = np.full(n, -1, np.int64)
    first[d.part[::-1]] = np.arange(len(d.item))[::-1]
    base = d.base[np.maximum(first, 0)]
    matrix = facts.items.matrix[d.item[np.maximum(first, 0)]] @ facts.solids.position[base]
    matrix = np.where(np.isfinite(matrix).all(axis=(1, 2), keepdims=True), matrix, np.eye(4))
    world = placed(facts, elements)[:, :3, :3]
    straight = _rigid(matrix) & _rigid(world)
    turn = np.where(straight[:, None, None], np.swapaxes(matrix[:, :3, :3], 1, 2), world)
    turned = np.einsum("nij,nj->ni", turn[owner], points - matrix[owner, :3, 3])
    hand = np.where(straight, np.sign(np.linalg.det(world) * np.linalg.det(matrix[:, :3, :3])), 1.0)
    turned[:, 2] *= hand[owner]
    return np.asarray(turned)


def _drawing_classes(facts: Facts, d: Drawn, elements: Ints, parts: Ints) -> tuple[Ints, tuple[str, ...]]:
    """Classes of equal drawings of parts that are neither prisms nor faceted: every figure of their solids alike."""
    s = facts.solids
    rounded = {
        name: np.round(np.nan_to_num(getattr(s, name).reshape(len(s), -1)), 3) + 0.0
        for name in ("depth_mm", "angle_rad", "axis", "radius_mm", "inner_radius_mm", "direction", "position")
    }
    seen: dict[bytes, int] = {}
    out = np.empty(len(parts), np.int64)
    start, stop = np.searchsorted(d.part, parts, "left"), np.searchsorted(d.part, parts, "right")
    world = placed(facts, elements[parts])[:, :3, :3]
    for k, (a, b) in enumerate(zip(start.tolist(), stop.tolist(), strict=True)):
        cuts = np.flatnonzero((d.cut_item >= a) & (d.cut_item < b))
        rows = np.concatenate((d.base[a:b], d.cut_solid[cuts])).tolist()
        look = b"".join(
            (s.kind[i] or "").encode()
            + b"".join(t[i].tobytes() for t in rounded.values())
            + _outline(facts, i)
            for i in rows
        )
        look += (np.round(facts.items.matrix[d.item[a:b]], 3) + 0.0).tobytes()
        look += (np.round(d.cut_matrix[cuts], 3) + 0.0).tobytes()
        look += np.round(np.linalg.det(world[k]), 3).tobytes()
        out[k] = seen.setdefault(look, len(seen))
    return out, tuple(sha256(look).hexdigest() for look in seen)


def _outline(facts: Facts, solid: int) -> bytes:
    """Everything of a solid that is not in its own row: its profiles, bound, path and mesh."""
    s, out = facts.solids, b""
    for profile in (int(s.profile[solid]), int(s.end_profile[solid])):
        if profile >= 0:
            p = facts.profiles
            first, count = int(p.first_loop[profile]), int(p.loops[profile])
            drawn_loops = [facts.outlines[first + k] for k in range(count)] if first >= 0 else []
            out += (p.kind[profile] or "").encode() + np.round(np.nan_to_num(p.dims[profile]), 3).tobytes()
            out += np.round(p.position[profile], 3).tobytes() + b"".join(
                np.round(x, 3).tobytes() for x in drawn_loops
            )
    if s.path[solid] >= 0:
        out += np.round(facts.paths[int(s.path[solid])], 3).tobytes()
    for pointer in (s.first[solid], s.second[solid], s.outline[solid], s.mesh[solid]):
        # Booleans that are no chain, bounds and meshes count as different unless they are the same statement.
        out += int(pointer).to_bytes(8, "little", signed=True)
    return out


def world_points(facts: Facts, elements: Ints, keys: dict[int, Key]) -> tuple[Ints, Codes, Floats, Floats]:
    """Key points of some elements in the world: which of them, label, value [mm], point (n, 3) [mm].

    keys: `Shapes.keys` of parts that the elements are among. An element whose body gives no key points gives the origin
    and the axes of its placement instead.
    """
    d = drawn(facts, elements)
    tables = []
    world = placed(facts, elements)
    if len(d.item):
        kind = facts.solids.kind.isin(("EXTRUDEDAREASOLID",))[d.base] & (facts.solids.profile[d.base] >= 0)
        ends = prism_ends(facts, d, keys, np.flatnonzero(kind & d.solved))
        body = ends.points(facts, d, keys, np.flatnonzero(ends.found))
        tables = [body, mesh_points(facts, d, np.flatnonzero(facts.solids.mesh[d.base] >= 0))]
        whole = np.bincount(d.part, ~d.solved, minlength=len(elements)) == 0
        tables.append(cut_points(facts, d, keys, whole[d.part], body))
    given = np.zeros(len(elements), np.bool_)
    for t in tables:
        given[t[0]] = True
    bare = np.flatnonzero(~given)
    axes = np.concatenate((np.zeros((1, 3)), np.eye(3) * 1000.0))
    tables.append((np.repeat(bare, 4), np.tile(np.arange(4, dtype=np.int32) + 10, len(bare)), np.zeros(4 * len(bare)),
                   np.tile(axes, (len(bare), 1))))  # fmt: skip
    part, label, value, points = (np.concatenate([t[k] for t in tables]) for k in range(4))
    moved = np.einsum("nij,nj->ni", world[part][:, :3, :3], points) + world[part, :3, 3]
    return part, label.astype(np.int32), value, moved
