"""Choices GB 50017-2017 leaves open or prints ambiguously, each named, defaulted and printed on the
sheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from components.findings import Refusal


class SettingRefused(Refusal):
    """A setting that is not one of its choices."""


@dataclass(frozen=True)
class Settings:
    """Choices of a check. `settings.toml` holds the choices and the source of each default.

    epsilon_k_from, phi_yield_from: "grade" (yield number in the grade's name) or "thickness" (yield strength
    by thickness).
    c01_exponent: power of epsilon_k in C.0.1-1. flange_edge: "flame_cut" or "sheared", for welded members
    that do not say.
    strength_from: "thickest" plate of the section for axial force and stability, or "flange".
    panel_eta: eta of 6.3.3-11, 1.11 for simple beams; post_buckling: webs above 80 epsilon_k by 6.4 instead of 6.3.3.
    s5_section: effective section for class S5 (8.4.2), else S5 is refused. ordinary_i_c05: C.0.5 for rolled
    ordinary I
    in beam-columns (8.2.1). net_ratio: A_n/A where the member does not say (NaN: unknown).
    gamma_0, gamma_RE_strength, gamma_RE_stability: factors applied where a combination does not hold them.
    negligible: axial force (share of A f) up to which a member counts as a beam.
    torsion_negligible: torque (share of W_y f_v) up to which torsion counts as nil.
    frame: "auto" (sway where no brace is found in the plane), "sway" or "non_sway". frame_base: K_2 of column
    bases; frame_joints: "rigid" or "pinned" beams. leaning: increase of mu for leaning columns
    (8.3.1-2), 1: from the forces.
    truss_lengths: "table" takes table 7.4.1-1 for web members of angles, "full" none of its reductions.
    deflection_beam: row of table B.1.1 for beams that do not say.
    over, near, low: utilisation above which a member is over, near the limit, below which it is far below.
    depth_limit: of sections that are suggested, mm (NaN: none).
    digits: significant digits shown; nothing is rounded in the arithmetic.
    """

    epsilon_k_from: str = "grade"
    phi_yield_from: str = "grade"
    c01_exponent: float = 2.0
    flange_edge: str = "sheared"
    strength_from: str = "thickest"
    s5_section: bool = True
    panel_eta: float = 1.0
    post_buckling: bool = False
    ordinary_i_c05: bool = True
    net_ratio: float = float("nan")
    gamma_0: float = 1.0
    gamma_RE_strength: float = 0.75
    gamma_RE_stability: float = 0.80
    negligible: float = 1.0e-6
    torsion_negligible: float = 1.0e-3
    frame: str = "auto"
    frame_base: str = "pinned"
    frame_joints: str = "rigid"
    leaning: float = 1.0
    truss_lengths: str = "table"
    deflection_beam: str = "main_beam"
    over: float = 1.0
    near: float = 0.9
    low: float = 0.3
    depth_limit: float = float("nan")
    digits: int = 4

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingRefused(
                    "gb50017.setting_refused",
                    name=name,
                    value=getattr(self, name),
                    choices=", ".join(map(str, choices)),
                )


CHOICES: dict[str, tuple[object, ...]] = {
    "epsilon_k_from": ("grade", "thickness"),
    "phi_yield_from": ("grade", "thickness"),
    "c01_exponent": (1.0, 2.0),
    "flange_edge": ("flame_cut", "sheared"),
    "strength_from": ("thickest", "flange"),
    "panel_eta": (1.0, 1.11),
    "frame": ("auto", "sway", "non_sway"),
    "frame_base": ("pinned", "base_plate", "fixed"),
    "frame_joints": ("rigid", "pinned"),
    "truss_lengths": ("table", "full"),
    "deflection_beam": ("main_beam", "secondary_beam_plastered", "other_beam"),
}


@dataclass(frozen=True)
class Origin:
    """Where the default of a setting comes from: clause ("" for a choice of ours), status as in status.toml, source."""

    clause: str
    status: str
    source: str


@cache
def origins() -> dict[str, Origin]:
    """The origin of every default of `Settings`, by name."""
    text = resources.files(__package__).joinpath("settings.toml").read_text(encoding="utf-8")
    return {name: Origin(**row) for name, row in tomllib.loads(text).items()}
