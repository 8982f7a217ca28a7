"""Elements of more than one body: whether these are bars of one section, and whether one of them is there twice."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints, unique
from components.takeoff.naming.answers import SAME_AREA
from components.takeoff.naming.designations import Named
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import Bodies, ItemFigures
from components.takeoff.solids.faceted import Faceted
from components.takeoff.solids.twins import SAME_MM, SAME_VOLUME, centres

_ALIKE = 1e-3
_EVEN, _EVEN_MM = 1e-4, 1.0
_CELL_MM = 0.5


@record
class Several:
    """Per element. length: mm of the named section that it is, all its bodies together; NaN where they are not all of
    one section. even: its bodies are equally long. mixed: they are not of one section. together: side by side they make
    up the one section that its name says (two angles of a double angle). repeated: a body is listed twice."""

    length: Floats
    even: Bools
    mixed: Bools
    together: Bools
    repeated: Bools


def several_bodies(
    facts: Facts, shapes: Shapes, figures: ItemFigures, whole: Bodies, named: Named, meshes: Faceted
) -> Several:
    """What the elements of several bodies are made of; the others keep the length of their one body."""
    n = len(whole.main)
    none = np.zeros(n, np.bool_)
    rows = np.flatnonzero((whole.items > 1)[facts.items.owner])
    if not len(rows):
        return Several(whole.length, ~none, none, none, none)
    owner = facts.items.owner[rows]
    lead = whole.main[owner]
    many = whole.items > 1

    def all_of(good: Bools) -> Bools:
        return np.asarray(many & (np.bincount(owner[~good], minlength=n) == 0))

    length = figures.length[rows]
    with np.errstate(invalid="ignore", divide="ignore"):
        section = figures.gross / figures.length
        alike = np.abs(section[rows] / section[lead] - 1) <= _ALIKE
    alike &= _same_profile(shapes, figures.profile[rows], figures.profile[lead])
    even = np.abs(length - figures.length[lead]) <= np.maximum(_EVEN_MM, _EVEN * length)
    beside = even & _level(figures, rows, lead)
    sum_area = np.bincount(owner, np.nan_to_num(section[rows]), minlength=n)
    with np.errstate(invalid="ignore", divide="ignore"):
        whole_section = np.abs(named.area / sum_area - 1) <= SAME_AREA
    together = all_of(beside) & whole_section
    same = all_of(alike)
    run = np.bincount(owner, np.nan_to_num(length), minlength=n)
    total = np.where(together, whole.length, np.where(same, run, np.nan))
    return Several(
        length=np.where(many, total, whole.length),
        even=~many | all_of(even),
        mixed=many & ~same & ~together,
        together=together,
        repeated=_repeated(facts, shapes, figures, meshes, rows),
    )


def _same_profile(shapes: Shapes, of: Ints, lead: Ints) -> Bools:
    """(n,) bool, whether two profile rows have one form: family, area and perimeter."""
    known = (of >= 0) & (lead >= 0)
    if not len(shapes.area):
        return known
    a, b = np.maximum(of, 0), np.maximum(lead, 0)
    same = shapes.fitted[a] == shapes.fitted[b]
    for size in (shapes.area, shapes.perimeter):
        same &= np.abs(size[a] - size[b]) <= _ALIKE * size[b]
    return np.asarray(known & same)


def _level(figures: ItemFigures, rows: Ints, lead: Ints) -> Bools:
    """(r,) bool, whether a body runs along the main one of its element from end to end."""
    start, way = figures.start[lead], figures.end[lead] - figures.start[lead]
    reach = np.linalg.norm(way, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        along = way / reach[:, None]
    ends = np.stack([((p[rows] - start) * along).sum(axis=1) for p in (figures.start, figures.end)])
    slack = np.maximum(2 * _EVEN_MM, 2 * _EVEN * reach)
    return np.asarray((np.abs(ends.min(axis=0)) <= slack) & (np.abs(ends.max(axis=0) - reach) <= slack))


def _repeated(facts: Facts, shapes: Shapes, figures: ItemFigures, meshes: Faceted, rows: Ints) -> Bools:
    """(elements,) bool, whether two bodies of an element fill the same space: an exporter's slip, weighed twice."""
    out = np.zeros(len(facts.elements), np.bool_)
    middle = centres(facts, shapes, figures, meshes)[rows]
    good = np.isfinite(middle).all(axis=1) & np.isfinite(figures.volume[rows])
    rows, middle = rows[good], middle[good]
    owner = facts.items.owner[rows]
    for shift in (0.0, 0.5):
        cell = np.floor(middle / _CELL_MM + shift).astype(np.int64)
        order = np.lexsort((figures.volume[rows], cell[:, 2], cell[:, 1], cell[:, 0], owner))
        near = (cell[order][1:] == cell[order][:-1]).all(axis=1) & (owner[order][1:] == owner[order][:-1])
        for k in np.flatnonzero(near).tolist():
            a, b = int(rows[order[k]]), int(rows[order[k + 1]])
            out[owner[order[k]]] |= _coincide(facts, figures, a, b)
    return out


def _coincide(facts: Facts, figures: ItemFigures, a: int, b: int) -> bool:
    """Whether two bodies with one middle are the same one: two that cross have another axis, or other corners."""
    if abs(figures.volume[a] - figures.volume[b]) > SAME_VOLUME * abs(figures.volume[b]):
        return False
    solids = facts.solids
    mesh = [int(solids.mesh[figures.base[i]]) for i in (a, b)]
    if min(mesh) >= 0:
        ends = [
            _corners(facts, m) @ facts.items.matrix[i][:3, :3].T for m, i in zip(mesh, (a, b), strict=True)
        ]
        return ends[0].shape == ends[1].shape and _same_points(*ends)
    if not np.isfinite(figures.start[[a, b]]).all():
        return bool((figures.base[a] == figures.base[b]) and np.allclose(*facts.items.matrix[[a, b]]))
    ends = [np.stack((figures.start[i], figures.end[i])) for i in (a, b)]
    straight = min(np.abs(ends[0] - ends[1]).max(), np.abs(ends[0] - ends[1][::-1]).max()) <= SAME_MM
    return bool(straight and np.abs(np.cross(figures.up[a], figures.up[b])).max() <= _ALIKE)


def _corners(facts: Facts, mesh: int) -> Floats:
    """(k, 3) corners of a mesh about their middle."""
    m = facts.meshes
    loops = np.flatnonzero(m.face_mesh[m.loop_face] == mesh)
    points = m.points[unique(np.concatenate([m.loops[k] for k in loops.tolist()]))]
    return np.asarray(points - points.mean(axis=0))


def _same_points(a: Floats, b: Floats) -> bool:
    """Whether two sets of corners are one, told by the moments of their places: no order is needed."""
    size = max(float(np.abs(a).max()), 1.0)
    return all(
        np.allclose(p, q, atol=_ALIKE * len(a))
        for p, q in (
            (a.T @ a / size**2, b.T @ b / size**2),
            ((a**3).sum(axis=0) / size**3, (b**3).sum(axis=0) / size**3),
        )
    )
