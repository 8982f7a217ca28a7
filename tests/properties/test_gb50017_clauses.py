"""Laws of the clause functions: phi falls, units drop out, arrays equal scalars, loads scale."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.codes.clause import clause_of, clauses
from components.codes.gb50017_2017 import ch6, ch7, ch8
from components.codes.gb50017_2017.annexd import lambda_n
from components.codes.gb50017_2017.curves import CURVES, phi

positive = st.floats(0.1, 10.0)
POWER = {
    "mm": (0, 1),
    "mm2": (0, 2),
    "mm3": (0, 3),
    "mm4": (0, 4),
    "N": (1, 0),
    "MPa": (1, -2),
    "N.mm": (1, 1),
    "N.mm2": (1, 2),
    "1": (0, 0),
}


@given(
    st.sampled_from(CURVES),
    st.floats(0.0, 400.0),
    st.floats(0.0, 50.0),
    st.sampled_from([235.0, 355.0, 460.0]),
)
def test_phi_never_rises_with_slenderness(curve: str, slenderness: float, more: float, f_y: float) -> None:
    normalised = np.asarray(lambda_n(np.array([slenderness, slenderness + more]), f_y, 206_000.0))
    first, second = phi(np.full(2, CURVES.index(curve), np.int32), normalised)
    # The two ranges of each curve are printed to three decimals and meet within 4e-4.
    assert second <= first + 4e-4
    assert 0.0 < second <= 1.0


@given(st.floats(0.0, 400.0), st.sampled_from([235.0, 355.0, 460.0]))
def test_curves_stand_in_order(slenderness: float, f_y: float) -> None:
    normalised = np.full(4, float(lambda_n(slenderness, f_y, 206_000.0)))
    found = phi(np.arange(4, dtype=np.int32), normalised)
    assert (np.diff(found) <= 1e-9).all()


@given(st.floats(1.0, 3.0), st.floats(1.0, 1e6), st.floats(10.0, 1e5), st.floats(100.0, 500.0))
def test_phi_never_exceeds_the_euler_stress(multiple: float, N: float, A: float, f_y: float) -> None:
    slenderness = multiple * np.pi * np.sqrt(206_000.0 / f_y)
    found = phi(np.arange(4, dtype=np.int32), np.full(4, float(lambda_n(slenderness, f_y, 206_000.0))))
    assert (found <= 1.0 / multiple**2 + 1e-9).all()


@pytest.mark.parametrize("key", sorted(clauses("gb50017_2017")))
def test_arrays_equal_scalars(key: str) -> None:
    function = clauses("gb50017_2017")[key]
    names = list(inspect.signature(function).parameters)
    draw = np.random.default_rng(7)
    columns = {n: draw.uniform(0.3, 1.9, (3, 4)) for n in names}
    with np.errstate(all="ignore"):
        whole = np.broadcast_to(np.asarray(function(**columns)), (3, 4))
        single = [
            [float(function(**{n: float(c[i, j]) for n, c in columns.items()})) for j in range(4)]
            for i in range(3)
        ]
    np.testing.assert_allclose(whole, single, rtol=1e-13)


@given(positive, positive, positive, positive, positive, positive, st.floats(0.1, 10.0))
def test_linear_clauses_scale_with_the_load(
    N: float, M_x: float, M_y: float, A: float, W: float, f: float, scale: float
) -> None:
    once = float(ch8.strength(N, A, M_x, M_y, 1.05, 1.2, W, W, f))
    assert float(ch8.strength(scale * N, A, scale * M_x, scale * M_y, 1.05, 1.2, W, W, f)) == pytest.approx(
        scale * once
    )
    assert float(ch7.axial_stability(scale * N, 0.5, A, f)) == pytest.approx(
        scale * float(ch7.axial_stability(N, 0.5, A, f))
    )
    assert float(ch6.lateral_torsional(scale * M_x, 0.9, W, f)) == pytest.approx(
        scale * float(ch6.lateral_torsional(M_x, 0.9, W, f))
    )


@given(st.floats(0.0, 0.9), positive, positive)
def test_biaxial_with_no_minor_moment_equals_uniaxial(share: float, M_x: float, W: float) -> None:
    NEx = 10.0
    N = share * NEx
    both = ch8.biaxial(N, 0.6, 3.0, 0.9, M_x, 1.05, W, NEx, 1.0, 1.0, 0.0, 1.0, W, 2.0)
    assert float(both) == pytest.approx(float(ch8.in_plane(N, 0.6, 3.0, 0.9, M_x, 1.05, W, NEx, 2.0)))
    mirrored = ch8.biaxial_y(N, 0.5, 3.0, 1.0, 0.8, M_x, 0.7, W, 0.9, 0.0, 1.2, W, NEx, 2.0)
    assert float(mirrored) == pytest.approx(float(ch8.out_of_plane(N, 0.5, 3.0, 1.0, 0.8, M_x, 0.7, W, 2.0)))


@given(st.floats(0.0, 0.9), positive, st.sampled_from([25.4, 1000.0]), st.sampled_from([4.448, 1000.0]))
def test_units_leave_utilisation_alone(share: float, M: float, length: float, force: float) -> None:
    N, NEx, A, W, f = share * 5.0, 5.0, 2.0, 3.0, 0.3
    plain = ch8.in_plane(N, 0.7, A, 0.85, M, 1.05, W, NEx, f)
    other = ch8.in_plane(
        N * force,
        0.7,
        A * length**2,
        0.85,
        M * force * length,
        1.05,
        W * length**3,
        NEx * force,
        f * force / length**2,
    )
    assert float(other) == pytest.approx(float(plain))


def test_every_utilisation_is_a_ratio() -> None:
    for function in clauses("gb50017_2017").values():
        said = clause_of(function)
        assert said.unit in POWER
        assert said.limit is None or (said.limit == 1.0 and said.unit == "1")
