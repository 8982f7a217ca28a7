"""Laws of whole members: load scales, thickness tells, an idle second axis changes nothing, lengths only hurt."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.codes.gb50017_2017.settings import Settings
from components.sections import shape

LINEAR = (
    "axial_gross", "axial_net", "bending", "strength", "shear_y", "shear_x", "equivalent", "stability_x", "stability_y",
    "stability_z", "lateral", "lateral_biaxial",
)  # fmt: skip
I_400 = shape("I", h=400, b=400, tw=13, tf=21, r=22)


def use(result: MemberResult, check: str) -> float:
    return float(result.sheet.results.columns[check].utilisation[0])


def real_or_nil(low: float, high: float) -> st.SearchStrategy[float]:
    """Forces that are nil or no residue: below a thousandth of the range a member may turn from column to beam."""
    floor = 1e-3 * max(abs(low), abs(high))
    return st.floats(low, high).map(lambda v: v if abs(v) > floor else 0.0)


def column(**changes: object) -> MemberInputs:
    base = MemberInputs(
        I_400, "Q355B", N=300e3, Mx=60e6, Vy=50e3, Vx=5e3, lx=4000, ly=4000, role="column", ltb_case="uniform",
        net_ratio=0.9,
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.2, 3.0), real_or_nil(-2e5, 3e5), real_or_nil(-8e7, 8e7), real_or_nil(0.0, 5e6))
def test_linear_checks_scale_with_the_load(scale: float, N: float, Mx: float, My: float) -> None:
    once = member(column(N=N, Mx=Mx, My=My))
    more = member(column(N=N * scale, Mx=Mx * scale, My=My * scale, Vy=50e3 * scale, Vx=5e3 * scale))
    for check in LINEAR:
        assert use(more, check) == pytest.approx(use(once, check) * scale, rel=1e-9, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(st.floats(1e3, 6e5), st.floats(1e5, 1e8), st.floats(1e-9, 1e-3), st.sampled_from([-1.0, 1.0]))
def test_a_vanishing_minor_moment_ends_in_the_uniaxial_check(
    N: float, Mx: float, size: float, sign: float
) -> None:
    plain = member(column(N=N, Mx=Mx))
    tiny = member(column(N=N, Mx=Mx, My=size * sign))
    assert math.isnan(use(plain, "biaxial_x"))
    assert use(tiny, "biaxial_x") == pytest.approx(use(plain, "in_plane"), rel=1e-6)
    assert use(tiny, "biaxial_y") == pytest.approx(use(plain, "out_of_plane"), rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.floats(1000, 9000), st.floats(1.01, 2.0), st.floats(1e4, 5e5))
def test_a_longer_member_is_never_better_off(length: float, factor: float, N: float) -> None:
    short = member(column(N=N, Mx=0.0, lx=length, ly=length))
    long = member(column(N=N, Mx=0.0, lx=length * factor, ly=length * factor))
    for check in ("stability_x", "stability_y", "stability_z", "slenderness"):
        assert use(long, check) >= use(short, check) * (1.0 - 1e-3)


@settings(max_examples=25, deadline=None)
@given(st.floats(19.0, 24.0), st.floats(0.5, 3.0))
def test_a_thicker_wall_lowers_utilisation_where_class_and_curve_stay(t: float, more: float) -> None:
    """Box 400x400 of Q235: every wall within S1 and b/t <= 20, so curve c, and one thickness band."""
    thin = member(
        MemberInputs(shape("BOX", h=400, b=400, tw=t, tf=t), "Q235B", N=2e6, Mx=150e6, lx=5000, ly=5000)
    )
    thick = member(
        MemberInputs(
            shape("BOX", h=400, b=400, tw=t + more, tf=t + more), "Q235B", N=2e6, Mx=150e6, lx=5000, ly=5000
        )
    )
    first, second = thin.sheet.results, thick.sheet.results
    assert first.section_class[0] == second.section_class[0] == 1
    assert first.quantities.curve_x[0] == second.quantities.curve_x[0] == 2
    for check in ("axial_gross", "strength", "stability_x", "in_plane", "out_of_plane"):
        assert use(thick, check) < use(thin, check)


@settings(max_examples=25, deadline=None)
@given(st.floats(-6e7, 6e7), st.floats(-3e6, 3e6))
def test_the_sign_of_moments_is_idle_on_a_section_with_two_axes_of_symmetry(Mx: float, My: float) -> None:
    one, other = member(column(Mx=Mx, My=My)), member(column(Mx=-Mx, My=-My))
    for check in ("strength", "in_plane", "out_of_plane", "biaxial_x", "biaxial_y", "equivalent"):
        assert use(other, check) == pytest.approx(use(one, check), rel=1e-12, nan_ok=True)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["flame_cut", "sheared"]), st.sampled_from(["grade", "thickness"]), st.floats(1e5, 1e6)
)
def test_a_setting_moves_only_what_it_says(edge: str, origin: str, N: float) -> None:
    section = shape("I", h=400, b=200, tw=8, tf=20)
    base = member(MemberInputs(section, "Q355B", N=N, lx=4000, ly=4000, role="column", settings=Settings()))
    other = member(
        MemberInputs(
            section, "Q355B", N=N, lx=4000, ly=4000, role="column",
            settings=Settings(flange_edge=edge, phi_yield_from=origin),
        )
    )  # fmt: skip
    assert use(other, "axial_gross") == use(base, "axial_gross")
    if edge == "flame_cut":
        assert use(other, "stability_y") < use(base, "stability_y")
    if origin == "thickness" and edge == "sheared":  # f_y 345 instead of 355
        assert use(other, "stability_y") <= use(base, "stability_y")
    assert math.isfinite(use(other, "stability_x"))
