"""Outlines of unknown profiles measured back to a family and its dimensions, and never believed unchecked.

The arcs and corners of a drawn loop are read (`fit_corners`), families whose corners follow in the same order are
measured (`fit_measure`, `fit_closed`), and the shape so found is laid beside the outline: area, perimeter and moments of
inertia must agree, or the family is not claimed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from components.record import valued
from components.sections import fit_check, fit_closed, fit_drawn, fit_pairs
from components.sections.catalogue import catalogue
from components.sections.families import DIMENSIONS, Shape
from components.sections.fit_check import Checked
from components.sections.fit_corners import Corners, Plane
from components.sections.fit_drawn import Drawn
from components.sections.fit_measure import HANDED, PATTERNS, Reading
from components.sections.outline import outline
from components.sections.recognise import TOLERANCE_MM, recognise
from components.table import Bools, Floats

EMPTY: Final = "fit.empty"
NO_SECTION: Final = "fit.no_section"
HOLES: Final = "fit.holes"
OUTLINES: Final = "fit.outlines"
PAIR: Final = "fit.pair"

_TURNED: Final = {"I": 2, "IM": 2, "Z": 2, "CZ": 2, "RHS": 2, "BOX": 2, "FLAT": 2, "2C": 2}


@valued
class Fit:
    """An outline recognised.

    kind: a family. shape: family and dimensions. The drawing is the shape mirrored in its y axis (where `mirrored`),
    turned by rotation_rad counter-clockwise and moved by origin_mm: `laid` does so. Only L, Z and CZ have a hand; the
    longer leg of an L is its `a`. pieces: 2 for a double section. faceted: arcs were drawn as chords; dimensions are then
    those of the circle through the ends of the chords, and area_factor is the drawn area over that of the true arcs, 1
    otherwise. area_off, perimeter_off, inertia_off: what the fitted shape is off, relative; inertia over Ix, Iy and Ixy;
    a lipped cold-formed section drawn with sharp bends is compared in area with its bends sharp, though its outer ones
    are rounded by the thickness.
    """

    kind: str
    shape: Shape
    rotation_rad: float
    mirrored: bool
    origin_mm: tuple[float, float]
    pieces: int
    faceted: bool
    area_factor: float
    area_off: float
    perimeter_off: float
    inertia_off: float


@valued
class Fits:
    """A fit or None per outline, and per outline the code of the reason where there is none ("" otherwise)."""

    fits: tuple[Fit | None, ...]
    reasons: tuple[str, ...]


def fit(loops: Sequence[Floats]) -> Fit | None:
    """The section of one outline; see `fit_all`, which also gives the reason where there is none.

    loops: closed loops (k, 3) of x mm, y mm, bulge, outer ones counter-clockwise, holes clockwise.
    """
    return fit_all([loops]).fits[0]


def fit_all(drawings: Sequence[Sequence[Floats]]) -> Fits:
    """The sections of many outlines; equal outlines are measured once.

    drawings: per outline its loops as for `fit`. A shape is claimed only where area (0.5 %), outer perimeter (1.5 %)
    and moments of inertia (1.5 %) of the shape with its fillets agree with the exact ones of the outline.
    """
    seen: dict[tuple[bytes, ...], int] = {}
    at = [seen.setdefault(tuple(np.asarray(p).tobytes() for p in d), len(seen)) for d in drawings]
    first = {row: i for i, row in reversed(list(enumerate(at)))}
    read = [fit_drawn.read(drawings[first[row]]) for row in range(len(seen))]
    found, reasons = _fitted(read)
    found = _by_catalogue(found)
    return Fits(tuple(found[row] for row in at), tuple(reasons[row] for row in at))


def laid(found: Fit) -> tuple[Floats, ...]:
    """The loops of the fitted shape where the outline was drawn."""
    out = []
    for loop in outline(found.shape):
        w = loop[:, 0] + 1j * loop[:, 1]
        bulge = loop[:, 2]
        if found.mirrored:
            w, bulge = -w.conj()[::-1], np.roll(bulge[::-1], -1)
        w = w * np.exp(1j * found.rotation_rad) + complex(*found.origin_mm)
        out.append(np.column_stack((w.real, w.imag, bulge)))
    return tuple(out)


def _fitted(many: Sequence[Drawn | None]) -> tuple[list[Fit | None], list[str]]:
    """Fits and reasons of distinct outlines."""
    rows = [i for i, d in enumerate(many) if d is not None]
    drawn = [d for d in many if d is not None]
    board = _Board(drawn)
    for reading, of in _readings(drawn):
        board.take(reading, of)
    _doubles(board)
    found: list[Fit | None] = [None] * len(many)
    reasons = [EMPTY] * len(many)
    for row, got, reason in zip(rows, board.fits, board.reasons, strict=True):
        found[row], reasons[row] = got, "" if got else reason
    return found, reasons


class _Board:
    """Outlines of one call, and what has been found for each so far."""

    def __init__(self, drawn: list[Drawn]) -> None:
        self.drawn = drawn
        self.figures = fit_drawn.figures(drawn)
        self.fits: list[Fit | None] = [None] * len(drawn)
        self.reasons = [_first_reason(d) for d in drawn]

    def take(self, reading: Reading, of: list[int]) -> None:
        """Check a reading of the outlines `of` and keep what passes where nothing is known yet."""
        sizes = np.array([self.drawn[i].size for i in of])
        checked = fit_check.check(reading, self.figures, np.array(of), sizes)
        for k, i in enumerate(of):
            if self.fits[i] is None and checked.passed[k]:
                self.fits[i] = _fit(reading, checked, k, self.drawn[i])
            elif self.fits[i] is None and checked.reasons[k]:
                self.reasons[i] = checked.reasons[k]


def _first_reason(d: Drawn) -> str:
    if len(d.outer) > 1:
        return PAIR if len(d.outer) == 2 and not d.holes else OUTLINES
    return HOLES if d.holes else NO_SECTION


def _readings(drawn: list[Drawn]) -> list[tuple[Reading, list[int]]]:
    """Every reading of every outline by the pattern of its corners, the likelier first."""
    single = [i for i, d in enumerate(drawn) if len(d.outer) == 1 and not d.holes]
    hollow = [i for i, d in enumerate(drawn) if len(d.outer) == 1 and len(d.holes) == 1]
    found: list[tuple[Reading, list[int]]] = []
    by_signs: dict[str, list[int]] = {}
    for i in single:
        by_signs.setdefault(drawn[i].outer[0].signs, []).append(i)
    for pattern, readers in PATTERNS.items():
        of = [i for signs, rows in by_signs.items() if _start(signs, pattern) >= 0 for i in rows]
        if not of:
            continue
        z, radii = _stacked([drawn[i].outer[0] for i in of], pattern)
        found += [(reader(z, radii), of) for reader in readers]
        if pattern in HANDED:
            z, radii = _stacked([_flipped(drawn[i].outer[0]) for i in of], pattern)
            found += [(_mirrored(reader(z, radii)), of) for reader in readers]
    found += _closed(drawn, by_signs, hollow)
    return found


def _closed(
    drawn: list[Drawn], by_signs: dict[str, list[int]], hollow: list[int]
) -> list[tuple[Reading, list[int]]]:
    found = []
    if of := by_signs.get("++++", []):
        found.append((fit_closed.flat(*_stacked([drawn[i].outer[0] for i in of], "++++")), of))
    if of := by_signs.get("o", []):
        found.append((fit_closed.bar(*_circles([drawn[i].outer[0] for i in of])), of))
    for signs in ("++++", "o"):
        of = [i for i in hollow if drawn[i].outer[0].signs == drawn[i].holes[0].signs == signs]
        outer, holes = [drawn[i].outer[0] for i in of], [drawn[i].holes[0] for i in of]
        if of and signs == "o":
            found.append((fit_closed.pipe(*_circles(outer), *_circles(holes)), of))
        elif of:
            both = (*_stacked(outer, signs), *_stacked(holes, signs))
            found += [(fit_closed.tube(*both), of), (fit_closed.welded(*both), of)]
    return found


def _start(signs: str, pattern: str) -> int:
    """Where a pattern begins in the corners of a loop; -1 where it does not run round it."""
    return (signs + signs).find(pattern) if len(signs) == len(pattern) else -1


def _stacked(corners: list[Corners], pattern: str) -> tuple[Plane, Floats]:
    """Corners (n, m) and radii (n, m), each loop begun where the pattern begins."""
    at = [-_start(c.signs, pattern) for c in corners]
    z = np.stack([np.roll(c.points, k) for c, k in zip(corners, at, strict=True)])
    return z, np.stack([np.roll(c.radii, k) for c, k in zip(corners, at, strict=True)])


def _circles(corners: list[Corners]) -> tuple[Plane, Floats]:
    return np.array([c.points[0] for c in corners]), np.array([c.diameter_mm for c in corners])


def _flipped(corners: Corners) -> Corners:
    """The loop mirrored in the y axis, counter-clockwise again."""
    points = -corners.points.conj()[::-1]
    return replace(corners, points=points, radii=corners.radii[::-1], signs=corners.signs[::-1])


def _mirrored(reading: Reading) -> Reading:
    """The reading of a flipped loop as one of the loop itself."""
    yes = np.ones(len(reading.axis), np.bool_)
    return replace(reading, axis=reading.axis.conj(), origin=-reading.origin.conj(), mirrored=yes)


def _fit(reading: Reading, checked: Checked, k: int, d: Drawn) -> Fit:
    """One passed row as a `Fit`, turned so that a section of several equal positions has the smallest angle."""
    family, dims = reading.family, reading.dims[k].copy()
    angle, mirrored = float(np.angle(reading.axis[k])), bool(reading.mirrored[k])
    origin = complex(reading.origin[k]) + d.centre
    if family == "L" and dims[1] > dims[0] * (1.0 + 1.0e-4):  # catalogues write the longer leg first
        dims[:2], angle, mirrored = dims[1::-1].copy(), angle - math.pi / 2.0, True
    square = family in ("RHS", "BOX") and abs(dims[0] - dims[1]) <= 1.0e-3 * dims[0]
    if family == "BOX" and square and dims[2] > dims[3]:  # the thicker plates of a square box are its flanges
        dims[2:4], angle = dims[3:1:-1].copy(), angle + math.pi / 2.0
    order = _TURNED.get(family, 1)
    if family == "RHS" and square:
        order = 4
    step = 2.0 * math.pi / order
    turns = math.ceil((angle - step / 2.0) / step - 1.0e-9)
    if family == "IM" and turns % 2:
        dims[1:5] = dims[[3, 4, 1, 2]]
    angle = angle - turns * step
    return Fit(
        family, Shape(family, tuple(dims.tolist())), angle, mirrored, (origin.real, origin.imag),
        2 if family in ("2C", "2L") else 1, d.faceted, d.factor,
        *(float(v[k]) for v in (checked.area, checked.perimeter, checked.inertia)),
    )  # fmt: skip


def _doubles(board: _Board) -> None:
    """Two outlines without holes as a double section."""
    of = [i for i, d in enumerate(board.drawn) if len(d.outer) == 2 and not d.holes]
    if not of:
        return
    halves = [Drawn((c,), (), 1.0, board.drawn[i].size, 0j) for i in of for c in board.drawn[i].outer]
    found = _fitted(halves)[0]
    for k, i in enumerate(of):
        one, two = found[2 * k], found[2 * k + 1]
        first, second = _piece(one), _piece(two)
        reading = fit_pairs.read(first, second) if first and second else None
        if one is None or two is None or reading is None:
            continue
        # each piece has been compared with its own loop, and `fit_pairs` has compared how they lie
        worst = [np.array([max(a, b)]) for a, b in zip(_offs(one), _offs(two), strict=True)]
        board.fits[i] = _fit(reading, Checked(np.array([True]), ("",), *worst), 0, board.drawn[i])


def _offs(found: Fit) -> tuple[float, float, float]:
    return found.area_off, found.perimeter_off, found.inertia_off


def _piece(found: Fit | None) -> fit_pairs.Piece | None:
    if found is None:
        return None
    axis = complex(math.cos(found.rotation_rad), math.sin(found.rotation_rad))
    return fit_pairs.Piece(found.shape, axis, complex(*found.origin_mm), found.mirrored)


def _by_catalogue(found: list[Fit | None]) -> list[Fit | None]:
    """Sloped flanges with their thickness where the catalogue that has the section measures it.

    Standards give it at a quarter of the width (I) or half of it (C) from the flange edge, or in the middle of the
    outstand, which is how it was measured here and what stays where no catalogue has the section.
    """
    out = list(found)
    for family, share in (("I", 0.25), ("C", 0.5)):
        of = [i for i, f in enumerate(found) if f is not None and f.kind == family and f.shape["slope"]]
        if not of:
            continue
        names = DIMENSIONS[family]
        rows = np.array([f.shape.dims for i in of if (f := found[i])])
        b, tw, slope = (rows[:, names.index(n)] for n in ("b", "tw", "slope"))
        moved = rows.copy()
        moved[:, names.index("u")] = share * b
        moved[:, names.index("tf")] += slope * (share * b - (b - tw) / (2.0 if family == "C" else 4.0))
        taken = _nearer(family, rows, moved)
        for k, i in enumerate(of):
            got = found[i]
            if got is not None and taken[k]:
                out[i] = replace(got, shape=Shape(family, tuple(moved[k].tolist())))
    return out


def _nearer(family: str, rows: Floats, moved: Floats) -> Bools:
    """(n,) whether the catalogue has `moved` rather than `rows`, thickness and place of measuring both."""
    book, names = catalogue().dims, DIMENSIONS[family]
    off = []
    for dims in (rows, moved):
        at = recognise(family, dims)
        there = np.abs(book[at] - dims)[:, [names.index("tf"), names.index("u")]]
        off.append(np.where((at >= 0) & (there[:, 1] <= TOLERANCE_MM), there[:, 0], np.inf))
    return np.asarray(off[1] < off[0])
