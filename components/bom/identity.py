"""Which parts are the same part: same key (section, grade, thickness) and a shape that is its master's turned."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from components.bom.congruence import Cloud, chirality, cloud, group, group_lengths
from components.bom.outlines import Key
from components.bom.shapes import BAR, BLOCK, BODY, DRAWN, Shapes, section_cloud
from components.table import Bools, Floats, Ints


@dataclass(frozen=True, eq=False)
class Identity:
    """group: (n,) number of each part's group. reversed: (n,) a mirror image of its master. master: (g,) part that is
    the group's master, -1 where an earlier table is. kept: (g,) row of the earlier table, -1. hand: (g,) chirality."""

    group: Ints
    reversed: Bools
    master: Ints
    kept: Ints
    hand: Floats


def as_cloud(shapes: Shapes, part: int) -> Cloud | None:
    """The shape of one part as a cloud; None for what is only drawn, or not at all."""
    form, row = int(shapes.form[part]), int(shapes.row[part])
    if form == BAR:
        return section_cloud(shapes.sections[row], float(shapes.size[part, 2]))
    if form == BODY:
        return shapes.clouds[row]
    if form == BLOCK:
        return _block(shapes.size[part])
    return None


def _block(size: Floats) -> Cloud:
    corners = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float64) * size
    return cloud(corners, np.zeros(8, np.int32), np.zeros(8))


def written(shapes: Shapes, part: int) -> str:
    """The shape of one part in one line of JSON, to recognise it in a later revision; "" where it has none."""
    form, row = int(shapes.form[part]), int(shapes.row[part])
    size = [round(float(x), 3) + 0.0 for x in shapes.size[part]]
    if form == BLOCK:
        return json.dumps({"block": size})
    if form == BAR:
        return f'{{"section":{_section_text(shapes.sections[row])},"length":{size[2]}}}'
    return as_text(as_cloud(shapes, part))


@cache
def _section_text(key: Key) -> str:
    rows = [[int(k), *(round(float(x), 3) + 0.0 for x in (v, *p))]
            for k, v, p in zip(key.label, key.value, key.xy, strict=True)]  # fmt: skip
    return json.dumps(rows, separators=(",", ":"))


def as_text(one: Cloud | None) -> str:
    """A cloud in one line of JSON, figures to a thousandth of a millimetre; "" for none."""
    if one is None:
        return ""
    rows = [[int(k), *(round(float(x), 3) + 0.0 for x in (v, *p))]
            for k, v, p in zip(one.label, one.value, one.points, strict=True)]  # fmt: skip
    return json.dumps(rows, separators=(",", ":"))


def remembered(text: str) -> Cloud | None:
    """A shape that `written` wrote; None where there is none. ValueError where it is not one."""
    if not text:
        return None
    said = json.loads(text)
    try:
        if isinstance(said, dict) and "block" in said:
            return _block(np.array(said["block"], np.float64).reshape(3))
        if isinstance(said, dict):
            rows = np.array(said["section"], np.float64).reshape(-1, 4)
            return section_cloud(
                Key(rows[:, 2:], rows[:, 0].astype(np.int32), rows[:, 1]), float(said["length"])
            )
        table = np.array(said, np.float64)
    except (KeyError, TypeError) as error:
        raise ValueError("not a shape") from error
    if table.ndim != 2 or table.shape[1] != 5 or not np.isfinite(table).all():
        raise ValueError("not a shape")
    return cloud(table[:, 2:], table[:, 0].astype(np.int32), table[:, 1])


def identify(
    shapes: Shapes, keys: Ints, tolerance: float, mirrored: bool, plate: Bools, volume: Floats, area: Floats,
    earlier: list[tuple[int, Cloud | None]],
) -> Identity:  # fmt: skip
    """Group the parts of equal key by shape.

    keys: (n,) what must be equal besides. plate: parts whose outline may differ by the tolerance; a bar's section must
    be its own. volume [mm3], area [mm2]: a part of equal corners but another volume is another part. earlier: key and
    shape of each mark that exists already; these are masters before all others.
    """
    n = len(keys)
    master, turned = np.full(n, -1, np.int64), np.zeros(n, np.bool_)
    kept = np.full(n, -1, np.int64)
    form = np.where((shapes.form == BAR) & plate, BODY, shapes.form)
    by_key: dict[int, list[int]] = {}
    for row, (key, _) in enumerate(earlier):
        by_key.setdefault(key, []).append(row)
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    for rows in np.split(order, cuts) if n else ():
        known = by_key.get(int(keys[rows[0]]), [])
        old = [(r, c) for r in known if (c := earlier[r][1]) is not None]
        for what in np.unique(form[rows]).tolist():
            some = rows[form[rows] == what]
            if what == BAR and not old:
                master[some] = _bars(shapes, some, tolerance)
            elif what == BLOCK and not old:
                master[some] = _blocks(shapes, some, tolerance)
            elif what in (BAR, BLOCK, BODY):
                _bodies(shapes, some, tolerance, mirrored, old, master, turned, kept)
            elif what == DRAWN:
                master[some] = some[_firsts(shapes.row[some])]
            else:
                master[some] = some
    _unlike(master, kept, volume, area, tolerance, shapes)
    return _numbered(shapes, master, turned, kept)


def _firsts(values: Ints) -> Ints:
    _, first, which = np.unique(values, return_index=True, return_inverse=True)
    return np.asarray(first[which.reshape(-1)])


def _bars(shapes: Shapes, rows: Ints, tolerance: float) -> Ints:
    out = np.empty(len(rows), np.int64)
    for section in np.unique(shapes.row[rows]).tolist():
        of = np.flatnonzero(shapes.row[rows] == section)
        out[of] = rows[of[group_lengths(shapes.size[rows[of], 2], tolerance)]]
    return out


def _blocks(shapes: Shapes, rows: Ints, tolerance: float) -> Ints:
    """Blocks are the same where all three sides are; the smallest one not yet taken is the next master."""
    size = shapes.size[rows]
    order = np.lexsort(size.T)
    out = np.full(len(rows), -1, np.int64)
    free = order
    while len(free):
        near = np.abs(size[free] - size[free[0]]).max(axis=1) <= tolerance + 1e-9
        out[free[near]] = rows[free[0]]
        free = free[~near]
    return out


def _bodies(
    shapes: Shapes, rows: Ints, tolerance: float, mirrored: bool, old: list[tuple[int, Cloud]],
    master: Ints, turned: Bools, kept: Ints,
) -> None:  # fmt: skip
    """Group by clouds, equal drawings once, in an order that the file has no part in."""
    look = np.column_stack(
        (shapes.form[rows], shapes.row[rows], np.round(np.nan_to_num(shapes.size[rows]), 3))
    )
    _, first, which = np.unique(look, axis=0, return_index=True, return_inverse=True)
    which = which.reshape(-1)
    clouds = [c for r in rows[first].tolist() if (c := as_cloud(shapes, r)) is not None]
    order = sorted(range(len(clouds)), key=lambda i: _rank(clouds[i]))
    found = group([c for _, c in old] + [clouds[i] for i in order], tolerance, len(old), mirrored)
    place = np.empty(len(clouds), np.int64)
    place[order] = np.arange(len(clouds)) + len(old)
    at = found.master[place]
    back = np.concatenate((np.full(len(old), -1, np.int64), rows[first[np.array(order, np.int64)]]))
    old_rows = np.array([r for r, _ in old] + [-1] * len(clouds), np.int64)
    master[rows], kept[rows] = back[at][which], old_rows[at][which]
    turned[rows] = found.reversed[place][which]
    for old_row in np.unique(kept[rows][kept[rows] >= 0]).tolist():
        same = rows[kept[rows] == old_row]
        master[same] = same[0]


def _rank(c: Cloud) -> tuple[int, list[float], float]:
    return len(c.points), np.round(c.signature, 2).tolist(), round(chirality(c), 0)


def _unlike(master: Ints, kept: Ints, volume: Floats, area: Floats, tolerance: float, shapes: Shapes) -> None:
    """Take parts out of a group whose volume no shift of the surface by the tolerance explains."""
    at = np.maximum(master, 0)
    with np.errstate(invalid="ignore"):
        off = np.abs(volume - volume[at]) > tolerance * area[at] + 1.0
    odd = np.flatnonzero(off & (shapes.form == BODY))
    for m in np.unique(master[odd]).tolist():
        of = odd[master[odd] == m]
        master[of] = of[_firsts(np.round(volume[of]).astype(np.int64))]
        kept[of] = -1


def _numbered(shapes: Shapes, master: Ints, turned: Bools, kept: Ints) -> Identity:
    look = np.column_stack((master, kept))
    distinct, number = np.unique(look, axis=0, return_inverse=True)
    masters = distinct[:, 0] if len(distinct) else np.zeros(0, np.int64)
    hands = {
        r: chirality(shapes.clouds[r])
        for r in np.unique(shapes.row[masters[shapes.form[masters] == BODY]]).tolist()
    }
    hand = [hands.get(int(shapes.row[m]), 0.0) if shapes.form[m] == BODY else 0.0 for m in masters.tolist()]
    return Identity(
        number.reshape(-1),
        turned,
        masters,
        distinct[:, 1] if len(distinct) else masters,
        np.array(hand, np.float64),
    )
