"""Forces of a chunk of members as blocks (k, m): k rows of forces for each of m members, short ones
repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.checks.gb50017.quantities import Quantities
from components.checks.gb50017.tables import CombinationTable, ForceTable
from components.codes.gb50017_2017.settings import Settings
from components.table import Bools, Floats, Ints

FORCES = ("N", "Vx", "Vy", "Mx", "My", "T", "M1x", "M2x", "M1y", "M2y", "Mqx", "Mqy", "F")


@dataclass(frozen=True)
class Loads:
    """Design forces of a chunk, (k, m), gamma_0 applied. re_strength, re_stability: gamma_RE per row,
    None where all 1.
    """

    N: Floats
    Vx: Floats
    Vy: Floats
    Mx: Floats
    My: Floats
    T: Floats
    M1x: Floats
    M2x: Floats
    M1y: Floats
    M2y: Floats
    Mqx: Floats
    Mqy: Floats
    F: Floats
    load_x: Ints
    load_y: Ints
    re_strength: Floats | None
    re_stability: Floats | None


@dataclass(frozen=True)
class Signs:
    """Sizes and presence of the forces of a chunk, (k, m): absolute values; axial, compressed; any
    moment, My.
    """

    N: Floats
    Mx: Floats
    My: Floats
    axial: Bools
    compressed: Bools
    moment: Bools
    bent_x: Bools
    bent_y: Bools


def factors(combinations: CombinationTable, cfg: Settings) -> tuple[Floats, Floats, Floats]:
    """gamma_0, gamma_RE of strength and of stability that each combination still lacks, (c,)."""
    seismic = combinations.situation.isin(["seismic"])
    gamma_0 = np.where(combinations.gamma_0_in | seismic, 1.0, cfg.gamma_0)
    lacks = seismic & ~combinations.seismic_in
    return gamma_0, np.where(lacks, cfg.gamma_RE_strength, 1.0), np.where(lacks, cfg.gamma_RE_stability, 1.0)


def gather(forces: ForceTable, rows: Ints, per_combination: tuple[Floats, Floats, Floats]) -> Loads:
    """The block of forces at `rows` (k, m)."""
    gamma_0, strength, stability = per_combination
    combination = forces.combination[rows]
    scale = None if (gamma_0 == 1.0).all() else gamma_0[combination]

    def of(column: NDArray[np.float64]) -> Floats:
        found: Floats = column[rows]
        return found if scale is None else found * scale

    def re(factor: Floats) -> Floats | None:
        return None if (factor == 1.0).all() else factor[combination]

    values = {name: of(getattr(forces, name)) for name in FORCES}
    return Loads(
        **values, load_x=forces.load_x[rows], load_y=forces.load_y[rows], re_strength=re(strength),
        re_stability=re(stability),
    )  # fmt: skip


def signs(loads: Loads, q: Quantities, cfg: Settings) -> Signs:
    """What kind of member each row makes of its member: axial, compressed, bent."""
    N, Mx, My = np.abs(loads.N), np.abs(loads.Mx), np.abs(loads.My)
    floor = cfg.negligible * q.A * q.f
    bent_x, bent_y = Mx > 0.0, My > 0.0
    return Signs(N, Mx, My, floor < N, floor < loads.N, bent_x | bent_y, bent_x, bent_y)


def times(u: Floats, factor: Floats | None) -> Floats:
    """u with gamma_RE (GB/T 50011 5.4.2), untouched where there is none."""
    return u if factor is None else u * factor


def bad(loads: Loads) -> Bools:
    """(m,) members with a force that is not a number."""
    total = np.abs(loads.N) + np.abs(loads.Vx) + np.abs(loads.Vy) + np.abs(loads.Mx) + np.abs(loads.My)
    return np.asarray(~np.isfinite(total.sum(axis=0) + np.abs(loads.T).sum(axis=0)))
