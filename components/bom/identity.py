"""Which parts are the same part: same key (section, grade, thickness) and a shape that is its master's turned."""

from __future__ import annotations

import numpy as np

from components.bom.congruence import Cloud, chirality, group, group_lengths, same
from components.bom.remembered import Remembered, as_cloud
from components.bom.shapes import BAR, BLOCK, BODY, DRAWN, SECTION_MM, Shapes, section_cloud
from components.record import record
from components.table import Bools, Floats, Ints, unique


@record
class Identity:
    """group: (n,) number of each part's group. reversed: (n,) a mirror image of its master. master: (g,) part that is
    the group's master, -1 where an earlier table is. kept: (g,) row of the earlier table, -1. hand: (g,) chirality."""

    group: Ints
    reversed: Bools
    master: Ints
    kept: Ints
    hand: Floats


def identify(
    shapes: Shapes, keys: Ints, tolerance: float, mirrored: bool, plate: Bools, volume: Floats, area: Floats,
    earlier: list[tuple[int, Remembered | None]],
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
        old = [(r, c) for r in by_key.get(int(keys[rows[0]]), []) if (c := earlier[r][1]) is not None]
        for what in unique(form[rows]).tolist():
            some = rows[form[rows] == what]
            if what == BAR:
                master[some], kept[some] = _bars(shapes, some, tolerance, old)
            elif what == BLOCK:
                master[some], kept[some] = _blocks(shapes, some, tolerance, old)
            elif what == BODY:
                _bodies(shapes, some, tolerance, mirrored, old, master, turned, kept)
            elif what == DRAWN:
                master[some] = some[_firsts(shapes.row[some])]
                digests = {o.drawing: r for r, o in old if o.drawing}
                kept[some] = [digests.get(shapes.drawings[k], -1) for k in shapes.row[some].tolist()]
            else:
                master[some] = some
    for old_row in unique(kept[kept >= 0]).tolist():
        same = np.flatnonzero(kept == old_row)
        master[same] = same[0]
    _unlike(master, kept, volume, area, tolerance, shapes)
    return _numbered(shapes, master, turned, kept)


def _firsts(values: Ints) -> Ints:
    _, first, which = np.unique(values, return_index=True, return_inverse=True)
    return np.asarray(first[which.reshape(-1)])


Old = list[tuple[int, Remembered]]
"""Rows and shapes of an earlier table."""


def _bars(shapes: Shapes, rows: Ints, tolerance: float, old: Old) -> tuple[Ints, Ints]:
    """Master and earlier row of bars: of one section, by length alone."""
    out, kept = np.empty(len(rows), np.int64), np.full(len(rows), -1, np.int64)
    for section in unique(shapes.row[rows]).tolist():
        of = np.flatnonzero(shapes.row[rows] == section)
        mine = section_cloud(shapes.sections[section], 1000.0)
        like = {id(o.section): same(mine, section_cloud(o.section, 1000.0), SECTION_MM)
                for _, o in old if o.section is not None}  # fmt: skip
        some = [(r, o.length) for r, o in old if like.get(id(o.section))]
        length = shapes.size[rows[of], 2]
        near = _nearest(length[:, None], np.array([[x] for _, x in some]).reshape(-1, 1), tolerance)
        kept[of[near >= 0]] = np.array([r for r, _ in some], np.int64)[near[near >= 0]]
        out[of] = rows[of]
        new = of[near < 0]
        out[new] = rows[new[group_lengths(length[near < 0], tolerance)]]
    return out, kept


def _blocks(shapes: Shapes, rows: Ints, tolerance: float, old: Old) -> tuple[Ints, Ints]:
    """Blocks are the same where all three sides are; the smallest one not yet taken is the next master."""
    size = shapes.size[rows]
    some = [(r, o.block) for r, o in old if o.block is not None]
    near = _nearest(size, np.array([b for _, b in some]).reshape(-1, 3), tolerance)
    kept = np.full(len(rows), -1, np.int64)
    kept[near >= 0] = np.array([r for r, _ in some], np.int64)[near[near >= 0]]
    free = np.lexsort(size.T)
    free = free[kept[free] < 0]
    new, masters = free, []
    while len(free):
        masters.append(int(free[0]))
        free = free[np.abs(size[free] - size[free[0]]).max(axis=1) > tolerance + 1e-9]
    out = rows.copy()
    out[new] = (
        rows[np.array(masters, np.int64)[_nearest(size[new], size[masters], tolerance)]]
        if masters
        else out[new]
    )
    return out, kept


def _nearest(values: Floats, masters: Floats, tolerance: float) -> Ints:
    """(n,) row of the nearest master within the tolerance, the first of equally near ones; -1 where there is none.

    The nearest: so a part keeps its master when the same masters come back in another order.
    """
    out = np.full(len(values), -1, np.int64)
    if not len(masters):
        return out
    order = np.argsort(masters[:, -1], kind="stable")
    last = masters[order, -1]
    low = np.searchsorted(last, values[:, -1] - tolerance - 1e-6, "left").tolist()
    high = np.searchsorted(last, values[:, -1] + tolerance + 1e-6, "right").tolist()
    for i, (a, b) in enumerate(zip(low, high, strict=True)):
        if b > a:
            off = np.abs(masters[order[a:b]] - values[i]).max(axis=1)
            k = int(np.argmin(off))
            if off[k] <= tolerance + 1e-6:
                out[i] = order[a + k]
    return out


def _bodies(
    shapes: Shapes, rows: Ints, tolerance: float, mirrored: bool, old: Old,
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
    solid = [(r, c) for r, o in old if (c := o.cloud) is not None]
    found = group([c for _, c in solid] + [clouds[i] for i in order], tolerance, len(solid), mirrored)
    place = np.empty(len(clouds), np.int64)
    place[order] = np.arange(len(clouds)) + len(solid)
    at = found.master[place]
    back = np.concatenate((np.full(len(solid), -1, np.int64), rows[first[np.array(order, np.int64)]]))
    old_rows = np.array([r for r, _ in solid] + [-1] * len(clouds), np.int64)
    master[rows], kept[rows] = back[at][which], old_rows[at][which]
    turned[rows] = found.reversed[place][which]


def _rank(c: Cloud) -> tuple[int, list[float], float]:
    return len(c.points), np.round(c.signature, 2).tolist(), round(chirality(c), 0)


def _unlike(master: Ints, kept: Ints, volume: Floats, area: Floats, tolerance: float, shapes: Shapes) -> None:
    """Take parts out of a group whose volume no shift of the surface by the tolerance explains."""
    at = np.maximum(master, 0)
    with np.errstate(invalid="ignore"):
        off = np.abs(volume - volume[at]) > tolerance * area[at] + 1.0
    odd = np.flatnonzero(off & (shapes.form == BODY))
    for m in unique(master[odd]).tolist():
        of = odd[master[odd] == m]
        master[of] = of[_firsts(np.round(volume[of]).astype(np.int64))]
        kept[of] = -1


def _numbered(shapes: Shapes, master: Ints, turned: Bools, kept: Ints) -> Identity:
    look = np.column_stack((master, kept))
    distinct, number = np.unique(look, axis=0, return_inverse=True)
    masters = distinct[:, 0] if len(distinct) else np.zeros(0, np.int64)
    hands = {
        r: chirality(shapes.clouds[r])
        for r in unique(shapes.row[masters[shapes.form[masters] == BODY]]).tolist()
    }
    hand = [hands.get(int(shapes.row[m]), 0.0) if shapes.form[m] == BODY else 0.0 for m in masters.tolist()]
    return Identity(
        number.reshape(-1),
        turned,
        masters,
        distinct[:, 1] if len(distinct) else masters,
        np.array(hand, np.float64),
    )
