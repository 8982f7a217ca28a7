"""Laws that hold for every section, whatever its dimensions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.sections import (
    FAMILIES,
    FAMILY_CODE,
    Shape,
    find,
    measure,
    name_of,
    outline,
    properties,
    shape,
    valid,
)
from components.sections.contour import moments
from components.sections.halves import turned
from components.sections.outline import outlines


@st.composite
def sections(draw: st.DrawFn) -> Shape:
    """A section of any family with plausible dimensions."""
    h, b = draw(st.floats(60, 900)), draw(st.floats(60, 500))
    t = draw(st.floats(0.02, 0.08)) * min(h, b)
    tf = draw(st.floats(0.02, 0.10)) * h
    r = draw(st.floats(0.0, 0.05)) * min(h, b)
    slope = draw(st.sampled_from([0.0, 0.08, 1 / 6]))
    made = {
        "I": {"h": h, "b": b, "tw": t, "tf": tf + slope * b / 4, "r": r, "slope": slope},
        "IM": {"h": h, "b1": b, "t1": tf, "b2": 0.6 * b, "t2": 0.8 * tf, "tw": t, "r": r},
        "C": {"h": h, "b": b, "tw": t, "tf": tf, "r": r},
        "L": {"a": max(h, b), "b": min(h, b), "t": t, "r": r},
        "T": {"h": h, "b": b, "tw": t, "tf": tf, "r": r},
        "Z": {"h": h, "b": b, "tw": t, "tf": tf},
        "RHS": {"h": h, "b": b, "t": t, "ro": 2 * t, "ri": t},
        "CHS": {"d": h, "t": t},
        "ROUND": {"d": h},
        "FLAT": {"b": h, "t": t},
        "BOX": {"h": h, "b": b, "tw": t, "tf": tf},
        "2L": {"a": max(h, b), "b": min(h, b), "t": t, "r": r, "gap": t},
        "2C": {"h": h, "b": b, "tw": t, "tf": tf, "gap": t},
        "CC": {"h": h, "b": b, "c": 0.15 * min(h, b) + 3 * t, "t": t / 4, "ri": t / 4},
        "CZ": {"h": h, "b": b, "c": 0.15 * min(h, b) + 3 * t, "t": t / 4, "ri": t / 4},
    }
    family = draw(st.sampled_from(FAMILIES))
    return shape(family, **made[family])


@settings(max_examples=80, deadline=None)
@given(sections())
def test_every_section_keeps_the_laws_of_mechanics(section: Shape) -> None:
    assert valid(section.family, np.array([section.dims]))[0]
    p = properties(section)
    assert p.Iu_mm4 + p.Iv_mm4 == pytest.approx(p.Ix_mm4 + p.Iy_mm4)
    assert p.Iu_mm4 * p.Iv_mm4 == pytest.approx(p.Ix_mm4 * p.Iy_mm4 - p.Ixy_mm4**2, rel=1e-6)
    assert p.Iv_mm4 > 0
    # a plastic modulus is at least the elastic one; the area's own half cut gives the least of all moments
    assert p.Zx_mm3 >= min(p.Wx_top_mm3, p.Wx_bottom_mm3) * (1 - 1e-9)
    assert p.Zy_mm3 >= min(p.Wy_left_mm3, p.Wy_right_mm3) * (1 - 1e-9)
    assert p.Zx_mm3 <= 2 * p.Sx_mm3 * (1 + 1e-9)
    # St Venant: no section is stiffer in torsion than a disc of the same polar inertia allows
    assert 0 < p.It_mm4 <= (p.Ix_mm4 + p.Iy_mm4) * (1 + 1e-9)


@settings(max_examples=40, deadline=None)
@given(sections(), st.floats(0.5, 3.0))
def test_properties_grow_with_the_powers_of_the_scale(section: Shape, scale: float) -> None:
    names = [n for n in ("slope",) if section.family in ("I", "C", "T", "2C")]
    at = 6 if names else None
    big = Shape(section.family, tuple(v if i == at else v * scale for i, v in enumerate(section.dims)))
    a, b = properties(section), properties(big)
    assert b.area_mm2 == pytest.approx(a.area_mm2 * scale**2, rel=1e-9)
    assert b.Ix_mm4 == pytest.approx(a.Ix_mm4 * scale**4, rel=1e-9)
    assert b.Zx_mm3 == pytest.approx(a.Zx_mm3 * scale**3, rel=1e-7)
    assert b.It_mm4 == pytest.approx(a.It_mm4 * scale**4, rel=1e-9)
    if not np.isnan(a.Iw_mm6):
        assert b.Iw_mm6 == pytest.approx(a.Iw_mm6 * scale**6, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(sections(), st.floats(-3.1, 3.1))
def test_turning_the_contour_changes_neither_area_nor_polar_inertia(section: Shape, angle: float) -> None:
    loops = outlines(section.family, np.array([section.dims]))
    a = moments(loops)
    b = moments([turned(loop, np.array([angle])) for loop in loops])
    assert b.area[0] == pytest.approx(a.area[0], rel=1e-9)
    assert b.ixx[0] + b.iyy[0] == pytest.approx(a.ixx[0] + a.iyy[0], rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.lists(sections(), min_size=1, max_size=12))
def test_columns_of_mixed_families_measure_as_one_by_one(many: list[Shape]) -> None:
    codes = np.array([FAMILY_CODE[s.family] for s in many], np.int32)
    area, perimeter = measure(codes, np.array([s.dims for s in many]))
    alone = [properties(s) for s in many]
    assert area == pytest.approx([p.area_mm2 for p in alone], rel=1e-12)
    assert perimeter == pytest.approx([p.surface_m2_per_m * 1000 for p in alone], rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(sections())
def test_a_polygon_of_many_facets_comes_close_to_the_exact_area_from_the_same_outline(section: Shape) -> None:
    total = 0.0
    for loop in outline(section):
        points = []
        for (x0, y0, bulge), (x1, y1, _) in zip(loop, np.roll(loop, -1, axis=0), strict=True):
            points.append((x0, y0))
            if abs(bulge) > 1e-12:
                sweep = 4 * np.arctan(bulge)
                off = (1 - bulge**2) / (4 * bulge)
                cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
                start, radius = np.arctan2(y0 - cy, x0 - cx), np.hypot(x0 - cx, y0 - cy)
                turn = start + sweep * np.arange(1, 64) / 64
                points += list(zip(cx + radius * np.cos(turn), cy + radius * np.sin(turn), strict=True))
        x, y = np.array(points).T
        total += 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    assert total == pytest.approx(properties(section).area_mm2, rel=2e-3)


@settings(max_examples=100, deadline=None)
@given(st.integers(100, 900), st.integers(80, 400), st.integers(5, 20), st.integers(6, 30))
def test_a_computed_name_is_read_back_as_the_same_section(h: int, b: int, tw: int, tf: int) -> None:
    for made in (
        shape("I", h=h, b=b, tw=tw, tf=tf),
        shape("BOX", h=h, b=b, tw=tw, tf=tf),
        shape("CHS", d=h, t=tw),
    ):
        got = find(name_of(made), "CHS" if made.family == "CHS" else None).section
        assert got is not None
        assert got.shape == made


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("HWNICLTBPDΦ□[2×xX*/-.,0123456789 ab钢槽mM()\"'"), max_size=24)
    | st.text(max_size=30)
)
def test_any_text_at_all_gives_a_section_or_a_reason(text: str) -> None:
    found = find(text)
    assert (found.section is None) == bool(found.reason)
    if found.section is not None:
        assert valid(found.section.shape.family, np.array([found.section.shape.dims]))[0]
        assert found.mass_kg_per_m is None or found.mass_kg_per_m > 0
