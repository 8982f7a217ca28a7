"""Chapter 7: slenderness of every kind of section (7.2.2), lengths of truss members (7.4)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.codes.clause import Real, clause


@clause("7.2.2-1", "λ")
def slenderness(l_0: Real, i: Real) -> Real:
    """Slenderness of flexural buckling (7.2.2-1, -2). mm. Ratio."""
    return l_0 / i


@clause("7.2.2-3", "λ_z")
def slenderness_torsion(I_0: Real, I_t: Real, I_w: Real, l_w: Real) -> Real:
    """Equivalent slenderness of torsional buckling (7.2.2-3). I_0, I_t mm4, I_w mm6, l_w mm. Ratio."""
    return np.sqrt(I_0 / (I_t / 25.7 + I_w / l_w**2))


@clause("7.2.2-4", "λ_yz")
def slenderness_flexure_torsion(lambda_y: Real, lambda_z: Real, y_s: Real, i_0: Real) -> Real:
    """Equivalent slenderness of flexural-torsional buckling about the axis of symmetry (7.2.2-4). Ratio."""
    s = lambda_y**2 + lambda_z**2
    return np.sqrt((s + np.sqrt(s**2 - 4.0 * (1.0 - y_s**2 / i_0**2) * lambda_y**2 * lambda_z**2)) / 2.0)


@clause("7.2.2-4", "i_0", "mm")
def polar_radius(y_s: Real, i_x: Real, i_y: Real) -> Real:
    """Polar radius of gyration about the shear centre (7.2.2). mm."""
    return np.sqrt(y_s**2 + i_x**2 + i_y**2)


@clause("7.2.2-7", "λ_z")
def slenderness_angle_torsion(c: Real, b: Real, t: Real) -> Real:
    """Torsional slenderness of angles: c = 3.9 (7.2.2-7), 5.1 (-10), 3.7 (-13), 4.21 (-22). mm. Ratio."""
    return c * b / t


@clause("7.2.2-5", "λ_yz")
def slenderness_angles(lambda_y: Real, lambda_z: Real, c: Real) -> Real:
    """Flexural-torsional slenderness of (double) angles (7.2.2-5, -6 and the like): c = 0.16, 0.25 or 0.06.

    Ratio.
    """
    return np.where(
        lambda_y >= lambda_z,
        lambda_y * (1.0 + c * (lambda_z / lambda_y) ** 2),
        lambda_z * (1.0 + c * (lambda_y / lambda_z) ** 2),
    )


@clause("7.4.1-1", "l_0", "mm")
def length_between_two_forces(l_1: Real, N_1: Real, N_2: Real) -> Real:
    """Out-of-plane length of a chord with two forces over two panels (7.4.1-1); compression positive, N_1
    larger. mm.
    """
    return np.maximum(l_1 * (0.75 + 0.25 * N_2 / N_1), 0.5 * l_1)


@clause("7.4.2-1", "l_0", "mm")
def length_crossed_both_compressed(l: Real, N: Real, N_0: Real) -> Real:  # noqa: E741
    """Crossed brace, the other compressed too, both continuous (7.4.2-1). N >= N_0, absolute, N; l mm.
    mm.
    """
    return l * np.sqrt(0.5 * (1.0 + N_0 / N))


@clause("7.4.2-2", "l_0", "mm")
def length_crossed_other_cut(l: Real, N: Real, N_0: Real) -> Real:  # noqa: E741
    """Crossed brace, the other compressed and interrupted at a gusset (7.4.2-2). mm."""
    return l * np.sqrt(1.0 + np.pi**2 / 12.0 * N_0 / N)


@clause("7.4.2-3", "l_0", "mm")
def length_crossed_other_tension(l: Real, N: Real, N_0: Real) -> Real:  # noqa: E741
    """Crossed brace, the other in tension, both continuous (7.4.2-3). mm, at least 0.5 l."""
    return np.maximum(l * np.sqrt(np.maximum(0.5 * (1.0 - 0.75 * N_0 / N), 0.0)), 0.5 * l)


@clause("7.4.2-4", "l_0", "mm")
def length_crossed_tension_cut(l: Real, N: Real, N_0: Real) -> Real:  # noqa: E741
    """Crossed brace, the other in tension and interrupted at a gusset (7.4.2-4). mm, at least 0.5 l."""
    return np.maximum(l * np.sqrt(np.maximum(1.0 - 0.75 * N_0 / N, 0.0)), 0.5 * l)


@clause("7.4.2-5", "EI_y", "N.mm2")
def crossed_tension_stiffness(N_0: Real, N: Real, l: Real) -> Real:  # noqa: E741
    """Stiffness a continuous tension member needs to halve the length of an interrupted strut (7.4.2-5).

    N.mm2.
    """
    return 3.0 * N_0 * l**2 / (4.0 * np.pi**2) * (N / N_0 - 1.0)


@clause("7.4.6", "u", limit=1.0)
def slenderness_share(lambda_: Real, lambda_limit: Real) -> Real:
    """Slenderness as a share of its limit (7.4.6 compression, 7.4.7 tension). Ratio."""
    return lambda_ / lambda_limit


@cache
def truss_lengths() -> dict[str, dict[str, dict[str, Any]]]:
    """Table 7.4.1-1: {part of the truss: {plane: {"factor": share, "of": "l" or "l1"}}}."""
    text = resources.files(__package__).joinpath("table_7_4_1.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@clause("7.4.1", "l_0", "mm")
def length_of_truss_member(factor: Real, l: Real) -> Real:  # noqa: E741
    """Effective length of a truss member (table 7.4.1-1): share of its length, mm. mm."""
    return factor * l
