"""Outlines measured back to families and dimensions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from fit_drawings import chorded, loop, placed

from components.sections import DIMENSIONS, Shape, catalogue, fit_check, outline, shape
from components.sections.fit import EMPTY, HOLES, NO_SECTION, OUTLINES, PAIR, fit, fit_all, laid
from components.table import Floats
from components.words import say, table

RADII = ("r", "r2", "ro", "ri")


def drawing(section: Shape) -> list[Floats]:
    """The loops of a section; of a double one from its single piece and the mirror image of that."""
    if not section.family.startswith("2"):
        return outline(section)
    names = DIMENSIONS[section.family]
    single = Shape(section.family[1], tuple(0.0 if n == "gap" else v for n, v in named(section, names)))
    right = placed(outline(single), 0.0, section["gap"] / 2.0 + 0j)
    return [*right, *placed(right, mirror=True)]


def named(section: Shape, names: tuple[str, ...]) -> list[tuple[str, float]]:
    """Dimensions by name, what follows them nameless."""
    return list(zip((*names, "", "", ""), section.dims, strict=False))


def expected(section: Shape) -> Shape:
    """The dimensions with the longer leg of an angle and the longer side of a tube first."""
    dims = list(section.dims)
    if section.family in ("L", "RHS"):
        dims[:2] = sorted(dims[:2], reverse=True)
    return Shape(section.family, tuple(dims))


def off(found: Shape, wanted: Shape, radii_mm: float) -> list[str]:
    """Dimensions that are not those wanted: 0.02 mm and 0.1 %, radii as given, slopes 0.002."""
    wrong = []
    for name, a, b in zip(DIMENSIONS[wanted.family], found.dims, wanted.dims, strict=False):
        if name == "u" and a == 0.0:  # the middle of the outstand, which some catalogues write out
            a = (found["b"] - found["tw"]) / 2.0 if b else 0.0
        limit = 0.02 + 0.001 * b
        if name in RADII:
            limit = radii_mm + 0.01 * b
        elif name == "slope":
            limit = 0.002
        if abs(a - b) > limit:
            wrong.append(f"{name} {a} for {b}")
    return wrong


@pytest.mark.parametrize("chords", [0, 2, 5])
def test_every_catalogue_section_is_fitted_back_wherever_and_however_it_is_drawn(chords: int) -> None:
    """European, Chinese and American catalogues; arcs true, or two or five chords to a quarter turn."""
    book, rng = catalogue(), np.random.default_rng(7)
    shapes = [book.section(row).shape for row in range(len(book))]
    drawings = []
    for section in shapes:
        loops = outline(section)
        if chords:
            loops = [chorded(part, chords) for part in loops]
        move = complex(*rng.uniform(-1e4, 1e4, 2))
        drawings.append(placed(loops, float(rng.uniform(-3.1, 3.1)), move, bool(rng.random() < 0.5)))
    found = fit_all(drawings)
    missed = [book.names[i] for i, f in enumerate(found.fits) if f is None]
    assert missed == []
    wrong = {}
    for i, (got, section) in enumerate(zip(found.fits, shapes, strict=True)):
        assert got is not None
        if got.kind != section.family or got.shape is None:
            wrong[book.names[i]] = [got.kind]
        elif bad := off(got.shape, expected(section), 0.1 if chords else 0.02):
            wrong[book.names[i]] = bad
    assert wrong == {}


OTHERS = [
    shape("IM", h=400, b1=200, t1=16, b2=300, t2=20, tw=10),
    shape("IM", h=300, b1=150, t1=10, b2=150, t2=16, tw=8, r=6),
    shape("I", h=500, b=300, tw=10, tf=16),
    shape("BOX", h=600, b=400, tw=14, tf=20),
    shape("CC", h=200, b=70, c=20, t=2.5, ri=3),
    shape("CC", h=160, b=60, t=4, ri=5),
    shape("CZ", h=200, b=65, c=20, t=2, ri=3),
    shape("CZ", h=140, b=50, t=3, ri=4),
    shape("Z", h=100, b=55, tw=6.5, tf=8, r=8, r2=4),
    shape("T", h=150, b=200, tw=9, tf=14, r=13),
    shape("FLAT", b=150, t=12),
    shape("ROUND", d=32),
    shape("2C", h=200, b=75, tw=9, tf=11, r=11, r2=5.5, slope=0.1, gap=12),
    shape("2C", h=160, b=65, tw=8, tf=10, r=10, gap=180),
    shape("2L", a=100, b=63, t=8, r=10, r2=3.3, gap=10),
    shape("2L", a=63, b=100, t=8, r=10, r2=3.3, gap=10),
    shape("2L", a=75, b=75, t=6, r=9, r2=3, gap=0),
]


@pytest.mark.parametrize("section", OTHERS, ids=lambda s: f"{s.family}{s.dims}")
@pytest.mark.parametrize("angle", [0.0, 0.3, 1.9, -2.4])
@pytest.mark.parametrize("mirror", [False, True])
def test_families_without_a_catalogue_are_fitted_back(section: Shape, angle: float, mirror: bool) -> None:
    got = fit(placed(drawing(section), angle, 5000 - 800j, mirror))
    assert got is not None and got.shape is not None
    assert got.kind == section.family
    wanted = section
    if section.family == "IM" and got.shape["b1"] * got.shape["t1"] > section["b1"] * section["t1"] * 1.01:
        h, b1, t1, b2, t2, tw, r = section.dims[:7]  # turned over: what is the top flange follows the drawing
        wanted = shape("IM", h=h, b1=b2, t1=t2, b2=b1, t2=t1, tw=tw, r=r)
    assert off(got.shape, wanted, 0.02) == []
    assert got.pieces == (2 if section.family.startswith("2") else 1)
    assert (got.mirrored and section.family in ("Z", "CZ")) == (mirror and section.family in ("Z", "CZ"))


@pytest.mark.parametrize("section", OTHERS, ids=lambda s: f"{s.family}{s.dims}")
@pytest.mark.parametrize("mirror", [False, True])
def test_the_fitted_shape_laid_back_covers_the_drawing(section: Shape, mirror: bool) -> None:
    drawn = placed(drawing(section), 0.7, -300 + 40j, mirror)
    got = fit(drawn)
    assert got is not None
    again = laid(got)
    corners = np.concatenate([p[:, :2] for p in again])
    if section.family == "ROUND":
        assert np.mean(corners, axis=0) == pytest.approx([-300, 40], abs=1e-6)
        return
    for part in drawn:
        far = [float(np.min(np.hypot(*(corners - point).T))) for point in part[:, :2]]
        assert max(far) < 0.05


def test_an_unequal_angle_keeps_its_longer_leg_first_and_tells_its_hand() -> None:
    angle = loop((0, 0), (60, 0), (60, 6), (6, 6), (6, 100), (0, 100))
    got = fit([angle])
    assert got is not None and got.shape is not None
    assert got.shape.dims[:3] == pytest.approx((100, 60, 6))
    assert got.mirrored is False
    assert got.rotation_rad == pytest.approx(0)
    got = fit(placed([angle], mirror=True))
    assert got is not None and got.shape is not None
    assert got.shape.dims[:3] == pytest.approx((100, 60, 6))
    assert got.mirrored is True
    assert got.rotation_rad == pytest.approx(0)


def test_an_i_drawn_without_fillets_has_none_and_a_steep_one_keeps_its_angle() -> None:
    half = [(50, -100), (50, -92), (3, -92), (3, 92), (50, 92), (50, 100)]
    whole = [*half, *((-x, -y) for x, y in half)]
    got = fit(placed([loop(*whole)], math.radians(70)))
    assert got is not None
    assert got.shape is not None
    assert got.shape.dims[:5] == pytest.approx((200, 100, 6, 8, 0), abs=1e-9)
    assert math.degrees(got.rotation_rad) == pytest.approx(70)


@pytest.mark.parametrize("sides", [8, 12, 24, 64])
def test_a_polygon_of_equal_chords_is_the_circle_through_its_corners(sides: int) -> None:
    """A regular n-gon in a circle has n/(2 pi) sin(2 pi/n) of its area."""
    t = 2 * np.pi * np.arange(sides) / sides
    ring = np.column_stack((12 * np.cos(t) + 5, 12 * np.sin(t) - 9, np.zeros(sides)))
    got = fit([ring])
    assert got is not None and got.shape is not None
    assert (got.kind, got.faceted) == ("ROUND", True)
    assert got.shape["d"] == pytest.approx(24)
    assert got.area_factor == pytest.approx(sides / (2 * math.pi) * math.sin(2 * math.pi / sides))
    hole = ring[::-1] * [0.75, 0.75, 1] + np.array([5, -9, 0]) * 0.25
    tube = fit([ring, hole])
    assert tube is not None and tube.shape is not None
    assert (tube.kind, tube.faceted) == ("CHS", True)
    assert tube.shape.dims[:2] == pytest.approx((24, 3))


def test_a_lipped_channel_drawn_with_sharp_bends_is_still_one() -> None:
    outer = [(60, -80), (60, -60), (57.5, -60), (57.5, -77.5), (2.5, -77.5)]
    drawn = loop((0, -80), *outer, *((x, -y) for x, y in reversed(outer)), (0, 80))
    got = fit([drawn])
    assert got is not None and got.shape is not None
    assert got.kind == "CC"
    assert got.shape.dims[:5] == pytest.approx((160, 60, 20, 2.5, 0))


def square(side: float, x: float = 0.0, y: float = 0.0) -> Floats:
    h = side / 2
    return loop((x - h, y - h), (x + h, y - h), (x + h, y + h), (x - h, y + h))


HEXAGON = loop(*((math.cos(k * math.pi / 3), math.sin(k * math.pi / 3)) for k in range(6)))
ASKEW = loop(
    (0, 0), (200, 0), (200, 12), (80, 12), (80, 288), (200, 288), (200, 300), (0, 300), (0, 288), (70, 288), (70, 12),
    (0, 12),
)  # fmt: skip
NOT_SECTIONS = {
    "triangle": ([loop((0, 0), (100, 0), (0, 50))], "fit.no_section"),
    "gusset": ([loop((0, 0), (250, 0), (250, 225), (0, 200))], "fit.no_section"),
    "plate with cut corners": (
        [loop((0, 0), (38, -63), (152, -63), (152, 900), (38, 900), (0, 837))],
        "fit.no_section",
    ),
    "bolt head": ([HEXAGON * [15, 15, 0]], "fit.no_section"),
    "unequal legs thick and thin": (
        [loop((0, 0), (90, 0), (90, 12), (6, 12), (6, 100), (0, 100))],
        "fit.no_section",
    ),
    "web beside the middle": ([ASKEW], "fit.no_section"),
    "two holes": ([square(200), square(20, 50)[::-1], square(20, -50)[::-1]], "fit.holes"),
    "hole beside the middle": ([square(200), square(150, 15)[::-1]], "fit.holes"),
    "two squares": ([square(50), square(50, 100)], "fit.pair"),
    "three squares": ([square(50), square(50, 100), square(50, 200)], "fit.outlines"),
    "a line there and back": ([loop((0, 0), (100, 0))], "fit.empty"),
    "not a number": ([loop((0, 0), (float("nan"), 0), (3, 5))], "fit.empty"),
    "nothing": ([], "fit.empty"),
}


@pytest.mark.parametrize("name", NOT_SECTIONS)
def test_what_is_no_section_is_none_and_says_why(name: str) -> None:
    loops, reason = NOT_SECTIONS[name]
    found = fit_all([loops])
    assert found.fits == (None,)
    assert found.reasons == (reason,)
    for lang in ("zh", "en"):
        assert say(reason, lang)


def test_an_outline_with_the_corners_of_a_family_but_other_figures_is_refused() -> None:
    """An angle whose inner corner is an arc of 60 mm in 100 mm legs 10 mm thick is no L to be trusted at r = 0."""
    q = math.tan(math.pi / 8)
    bulged = loop(
        (0, 0), (100, 0), (100, 10), (10, 10), (10, 100), (0, 100), (0, 60, q), (-6, 50, q), (0, 40)
    )
    assert fit([bulged]) is None


def test_equal_outlines_have_equal_fits_and_row_order_does_not_matter() -> None:
    many = [drawing(s) for s in OTHERS]
    once = fit_all(many)
    twice = fit_all([*reversed(many), *many])
    assert twice.fits == (*reversed(once.fits), *once.fits)


def test_words_of_fits_are_complete_in_both_languages() -> None:
    codes = {EMPTY, HOLES, NO_SECTION, OUTLINES, PAIR}
    codes |= {fit_check.AREA_OFF, fit_check.PERIMETER_OFF, fit_check.INERTIA_OFF}
    for lang in ("zh", "en"):
        assert set(table(lang, "fit")) == {c.removeprefix("fit.") for c in codes} | {"kind_STRIP"}


@pytest.mark.parametrize("grid_mm", [0.01, 0.1])
def test_coordinates_rounded_by_a_program_lose_fits_but_never_make_wrong_ones(grid_mm: float) -> None:
    """Chorded catalogue sections on a grid: to 0.01 mm all are found; coarser, some are None, none another family."""
    book = catalogue()
    shapes = [book.section(row).shape for row in range(0, len(book), 3)]
    drawings = [[chorded(part, 6) for part in outline(s)] for s in shapes]
    for loops in drawings:
        for part in loops:
            part[:, :2] = np.round((part[:, :2] + 0.37) / grid_mm) * grid_mm
    found = fit_all(drawings).fits
    if grid_mm <= 0.01:
        assert None not in found
    others = [(f.kind, s) for f, s in zip(found, shapes, strict=True) if f is not None and f.kind != s.family]
    assert others == []
