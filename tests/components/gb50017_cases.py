"""Members of every kind under drawn forces: what the check is tried on as a whole."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.adapt import section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.material import gb_steels
from components.checks.gb50017.tables import CombinationTable, forces_of, members_of
from components.codes.gb50017_2017.settings import Settings
from components.table import Text

SECTIONS = (
    ("I", (400, 200, 8, 13, 13), None), ("I", (400, 400, 13, 21, 22), None), ("I", (500, 250, 8, 16), None),
    ("IM", (820, 300, 10, 200, 10, 8), None), ("C", (200, 73, 7, 11, 11), None), ("T", (200, 200, 8, 12, 13), None),
    ("L", (100, 100, 10, 12), None), ("L", (90, 56, 8, 9), None), ("2L", (90, 56, 5, 9, 0, 8), None),
    ("BOX", (400, 300, 12, 16), None), ("RHS", (200, 150, 8, 16, 8), "hot_formed"), ("CHS", (219, 8), None),
    ("ROUND", (60,), None), ("I", (1200, 300, 6, 16), None), ("I", (700, 300, 8, 20), None),
    ("I", (300, 128, 9, 14.4, 10.5, 5.3, 1 / 6), None), ("BOX", (700, 400, 6, 10), None),
    ("2L", (80, 80, 7, 9, 0, 8), None), ("I", (900, 260, 8, 18), None),
)  # fmt: skip
ANGLES = (6, 7)


def sections() -> object:
    rows = np.zeros((len(SECTIONS), 8))
    for i, (_, dims, _) in enumerate(SECTIONS):
        rows[i, : len(dims)] = dims
    return section_table([f for f, _, _ in SECTIONS], rows, [p for _, _, p in SECTIONS])


def combinations(k: int) -> CombinationTable:
    """The last two of k are seismic, gamma_RE not yet in."""
    situation = Text.of(["persistent" if i < k - 2 else "seismic" for i in range(k)])
    yes = np.ones(k, np.bool_)
    return CombinationTable(
        Text.of([f"C{i}" for i in range(k)]), yes, situation, Text.full(k, "first_order"), yes, ~yes
    )


def drawn_case(n: int, k: int, seed: int = 0, only: tuple[int, ...] | None = None) -> Case:
    """n members of mixed kinds, k combinations each, one row per combination; some rows without My, M or N."""
    g = np.random.default_rng(seed)
    allowed = np.arange(len(SECTIONS)) if only is None else np.array(only)
    section = allowed[g.integers(0, len(allowed), n)].astype(np.int64)
    length = g.uniform(1500, 5000, n)

    def words(*choices: str | None) -> Text:
        return Text.of([choices[i] for i in g.integers(0, len(choices), n)])

    members = members_of(
        n, section=section, steel=g.integers(0, 2, n), role=words("column", "beam", "brace", "truss_web"),
        lx=length, ly=length, l0x=length * 1.2, l0y=length, l1=length, lw=length, bottom_l=length,
        ltb_case=words("none_udl_top", "ends", "mid_point", "uniform", "none_point_bottom"),
        held=g.random(n) < 0.2, net_ratio=np.full(n, 0.9), one_leg=words("equal", "short", "long"),
        seismic_grade=g.integers(0, 5, n), panel_a=np.full(n, 1500.0), edge=words("flame_cut", None),
        bearing=np.where(g.random(n) < 0.8, 150.0, np.nan),
        sway_x=g.random(n) < 0.3,
    )  # fmt: skip
    owner, combination = np.repeat(np.arange(n), k), np.tile(np.arange(k), n)
    rows = n * k
    straight = np.isin(section, ANGLES)[owner] | (g.random(n) < 0.15)[owner]
    beams = (g.random(n) < 0.25)[owner]

    def moment(size: float, share: float) -> np.ndarray:  # type: ignore[type-arg]
        return np.where(straight | (g.random(rows) > share), 0.0, g.uniform(-size, size, rows))

    Mx, My = moment(40e6, 0.95), moment(2e6, 0.5)
    forces = forces_of(
        owner, combination, N=np.where(beams, 0.0, g.uniform(-2e5, 4e5, rows)), Vx=moment(2e4, 0.5), Vy=moment(8e4, 0.9),
        Mx=Mx, My=My, M1x=Mx, M2x=Mx * g.uniform(-1, 1, rows), M1y=My, M2y=My * 0.3,
        load_x=g.integers(-1, 4, rows), load_y=g.integers(-1, 1, rows), Mqx=np.abs(Mx) * 0.4,
        F=np.where(g.random(rows) < 0.2, 3.0e4, 0.0),
    )  # fmt: skip
    return Case(sections(), gb_steels(), members, combinations(k), forces, Settings())  # type: ignore[arg-type]
