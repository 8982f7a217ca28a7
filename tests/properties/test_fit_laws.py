"""Laws of reading outlines: where and how a section lies changes nothing, and nothing is claimed that is not there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.sections import Shape, area_and_perimeter, outline, shape
from components.sections.fit import fit, fit_all

SINGLE = ("I", "IM", "C", "L", "T", "Z", "RHS", "CHS", "ROUND", "FLAT", "BOX", "CC", "CZ")


@st.composite
def sections(draw: st.DrawFn) -> Shape:
    """A section of any single family that no other family can be mistaken for."""
    h, b = draw(st.floats(80, 900)), draw(st.floats(60, 400))
    t = draw(st.floats(0.02, 0.06)) * min(h, b)
    r = draw(st.floats(0.3, 1.5)) * t
    slope = draw(st.sampled_from([0.0, 0.08, 1 / 6]))
    tf = 1.3 * t + slope * b / 2
    c = 0.15 * min(h, b) + 3 * t
    made = {
        "I": {"h": h + 4 * tf, "b": b, "tw": t, "tf": tf, "r": r, "slope": slope},
        "IM": {"h": h + 4 * tf, "b1": b, "t1": tf, "b2": 0.6 * b, "t2": 0.8 * tf, "tw": t, "r": r},
        "C": {"h": h + 4 * tf, "b": b, "tw": t, "tf": tf, "r": r, "slope": slope},
        "L": {"a": max(h, b), "b": min(h, b), "t": t, "r": r, "r2": r / 3},
        "T": {"h": h + 2 * tf, "b": b, "tw": t, "tf": tf, "r": r},
        "Z": {"h": h, "b": b, "tw": t, "tf": 1.3 * t, "r": r},
        "RHS": {"h": max(h, b), "b": min(h, b), "t": t, "ro": 2 * t, "ri": t},
        "CHS": {"d": h, "t": t},
        "ROUND": {"d": h},
        "FLAT": {"b": h + b, "t": t},
        "BOX": {"h": max(h, b), "b": min(h, b), "tw": t, "tf": 1.5 * t},
        "CC": {"h": h + 2 * c, "b": b, "c": c, "t": t / 2, "ri": t / 2},
        "CZ": {"h": h + 2 * c, "b": b, "c": c, "t": t / 2, "ri": t / 2},
    }
    family = draw(st.sampled_from(SINGLE))
    return shape(family, **made[family])


def laid_out(section: Shape, angle: float, move: complex, mirror: bool) -> list[np.ndarray]:
    out = []
    for loop in outline(section):
        w, bulge = loop[:, 0] + 1j * loop[:, 1], loop[:, 2]
        if mirror:
            w, bulge = -w.conj()[::-1], np.roll(bulge[::-1], -1)
        w = w * np.exp(1j * angle) + move
        out.append(np.column_stack((w.real, w.imag, bulge)))
    return out


@settings(max_examples=150, deadline=None)
@given(
    sections(), st.floats(-3.1, 3.1), st.complex_numbers(max_magnitude=1e5), st.booleans(), st.integers(0, 9)
)
def test_a_section_is_read_as_itself_wherever_it_lies_and_wherever_its_loop_begins(
    section: Shape, angle: float, move: complex, mirror: bool, begin: int
) -> None:
    drawn = [np.roll(loop, begin, axis=0) for loop in laid_out(section, angle, move, mirror)]
    got = fit(drawn)
    assert got is not None and got.shape is not None
    assert got.kind == section.family
    if section.family == "IM":
        assert sorted(got.shape.dims) == pytest.approx(sorted(section.dims), rel=1e-4, abs=1e-3)
    else:
        assert got.shape.dims == pytest.approx(section.dims, rel=1e-4, abs=1e-3)
    square_box = section.family == "BOX" and section["h"] < section["b"] * 1.001
    if (
        section.family in ("I", "IM", "Z", "CZ", "FLAT", "BOX") and not square_box
    ):  # the same turned by half a turn
        off = (got.rotation_rad - angle) % math.pi
        assert min(off, math.pi - off) == pytest.approx(0, abs=1e-4)
    if section.family == "L" and section["a"] > section["b"] * 1.001:
        assert got.mirrored is mirror
        assert math.cos(got.rotation_rad - angle) == pytest.approx(1, abs=1e-6)
    if section.family in ("Z", "CZ"):
        assert got.mirrored is mirror
    if section.family in ("C", "T", "CC"):
        back = angle + (math.pi if mirror and section.family != "T" else 0.0)
        assert math.cos(got.rotation_rad - back) == pytest.approx(1, abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-200, 200), st.floats(-200, 200), st.sampled_from([0.0, 0.0, 0.41421356, -0.2, 1.0])),
        min_size=0, max_size=14,
    )
)  # fmt: skip
def test_any_loop_at_all_is_a_fit_with_its_area_or_a_reason(points: list[tuple[float, float, float]]) -> None:
    loop = np.array(points, dtype=np.float64).reshape(-1, 3)
    found = fit_all([[loop]])
    assert (found.fits[0] is None) == bool(found.reasons[0])
    got = found.fits[0]
    if got is None:
        return
    assert got.area_off <= 0.02 and got.perimeter_off <= 0.015
    if got.shape is not None:
        assert area_and_perimeter(got.kind, np.array([got.shape.dims]))[0][0] > 0


@settings(max_examples=100, deadline=None)
@given(sections(), st.floats(0.03, 0.4), st.integers(0, 30))
def test_a_section_with_one_corner_pulled_away_is_not_taken_for_whole(
    section: Shape, share: float, which: int
) -> None:
    """A corner moved out by a good part of the size makes another figure: no family, or one with another area."""
    drawn = outline(section)
    if section.family in ("ROUND", "CHS", "FLAT"):
        return
    outer = drawn[0].copy()
    sharp = np.flatnonzero((outer[:, 2] == 0.0) & (np.roll(outer[:, 2], 1) == 0.0))
    if not len(sharp):
        return
    at = sharp[which % len(sharp)]
    size = float(np.ptp(outer[:, :2], axis=0).max())
    centre = outer[:, :2].mean(axis=0)
    away = outer[at, :2] - centre
    outer[at, :2] += away / np.hypot(*away) * share * size
    got = fit([outer, *drawn[1:]])
    if got is not None and got.kind == section.family and got.shape is not None:
        assert got.shape.dims != pytest.approx(section.dims, rel=0.01, abs=0.01)
