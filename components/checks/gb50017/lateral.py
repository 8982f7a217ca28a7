"""Overall stability factor phi_b of every kind of section (annex C): as a beam, and in uniform bending
for 8.2.1.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.ordinary import ordinary, rows
from components.checks.gb50017.plates import BOX_KINDS, TEE_KINDS, TUBE_KINDS, Plates
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.slender import mono
from components.checks.gb50017.tables import MemberTable, SectionTable
from components.codes.gb50017_2017 import annexc, ch7_slenderness
from components.codes.gb50017_2017.settings import Settings
from components.table import Bools, Floats, Ints

CODES = "components.codes.gb50017_2017"


@dataclass(frozen=True)
class Lateral:
    """phi_b of n members: top, bottom for flange 1 or 2 compressed, as a beam; uniform_* in uniform bending.

    spared: members 6.2 asks nothing of: held by a deck (6.2.1), stocky boxes (6.2.4), tubes and solids.
    unit_*: phi_b before C.0.1-7 with beta_b = 1, for members whose beta_b depends on their end moments
    (`ends`). why_top, why_bottom, why_uniform: reason codes.
    """

    top: Floats
    bottom: Floats
    uniform_top: Floats
    uniform_bottom: Floats
    unit_top: Floats
    unit_bottom: Floats
    ends: Bools
    spared: Bools
    why_top: Ints
    why_bottom: Ints
    why_uniform: Ints


@cache
def cases() -> dict[str, dict[str, str]]:
    """Table C.0.1 by case."""
    text = resources.files(CODES).joinpath("table_c_0_1.csv").read_text(encoding="utf-8")
    return {row["case"]: row for row in csv.DictReader(text.splitlines())}


@cache
def cantilever_rows() -> tuple[tuple[str, float, float, float, float], ...]:
    """Table C.0.4: case, over, upto, a, b."""
    text = resources.files(CODES).joinpath("table_c_0_4.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((r["case"], *(float(r[k]) for k in ("over", "upto", "a", "b"))) for r in rows)  # type: ignore[misc]


@dataclass(frozen=True)
class _Side:
    """One flange in compression: its width, thickness, share of the weak-axis inertia and section
    modulus, (n,).
    """

    name: str
    b: Floats
    t: Floats
    alpha_b: Floats
    W: Floats


def lateral(
    ask: Ask, s: SectionTable, m: MemberTable, p: Plates, lambda_y0: Floats, epsilon_k: Floats, cfg: Settings
) -> Lateral:
    """phi_b of members. lambda_y0: l0y / iy, used in uniform bending; as a beam l1 / iy is used."""
    n = len(m)
    uneven = mono(s)
    slim = s.kind.isin(["rolled_h", "welded_i", *TEE_KINDS]) & (m.ltb_case.codes >= 0) & ~m.held
    lambda_y = where(
        ask, "lambda_l1", slim, ch7_slenderness.slenderness, m.l1 / np.sqrt(s.Iy / s.A),
        l_0=m.l1, i=np.sqrt(s.Iy / s.A),
    )  # fmt: skip
    i_kind = s.kind.isin(["rolled_h", "rolled_i", "welded_i"])
    I_1, I_2 = s.t1 * s.b1**3 / 12.0, s.t2 * s.b2**3 / 12.0
    share = where(ask, "alpha_b", uneven & i_kind, annexc.alpha_b, 0.5, I_1=I_1, I_2=I_2)
    sides = (_Side("top", s.b1, s.t1, share, s.W1x), _Side("bottom", s.b2, s.t2, 1.0 - share, s.W2x))
    ends = m.ltb_case.isin(["ends"]) & i_kind & ~s.kind.isin(["rolled_i"])
    beam: dict[str, Floats] = {}
    uniform: dict[str, Floats] = {}
    unit: dict[str, Floats] = {}
    why: dict[str, Ints] = {}
    for side in sides:
        if side.name == "bottom" and not uneven.any():
            # Both flanges are alike: the same figures, not asked twice.
            for found in (beam, uniform, unit):
                found["bottom"] = found["top"]
            why["bottom"] = why["top"]
            continue
        raw, beta_ok = _i_beam(ask, s, m, side, lambda_y, epsilon_k, i_kind, cfg)
        unit[side.name] = raw[1]
        reduced = where(
            ask, f"phi_b_{side.name}", i_kind & np.isfinite(raw[0]), annexc.phi_b_reduced, phi_b=raw[0]
        )
        uniform[side.name] = _uniform(ask, s, m, p, side, lambda_y0, epsilon_k, uneven, cfg)
        reduced = ordinary(ask, f"phi_b_{side.name}", s, m, epsilon_k, reduced)
        beam[side.name] = _others(ask, s, m, p, side, lambda_y, epsilon_k, reduced)
        why[side.name] = _why(s, m, beam[side.name], beta_ok)
    top = np.where(m.held, 1.0, beam["top"])
    why_top = np.where(m.held, 0, why["top"])
    why_uniform = np.where(np.isfinite(uniform["top"]), 0, CODE["phi_b_out_of_range"])
    assert len(top) == n
    spared = m.held | _stocky_box(s, m, epsilon_k) | s.kind.isin([*TUBE_KINDS, "solid"])
    return Lateral(
        top, beam["bottom"], uniform["top"], uniform["bottom"], unit["top"], unit["bottom"], ends & ~m.held, spared,
        why_top, why["bottom"], why_uniform,
    )  # fmt: skip


def _i_beam(
    ask: Ask,
    s: SectionTable,
    m: MemberTable,
    side: _Side,
    lambda_y: Floats,
    epsilon_k: Floats,
    mask: Bools,
    cfg: Settings,
) -> tuple[tuple[Floats, Floats], Bools]:
    """C.0.1 with the member's beta_b and with beta_b = 1; and where beta_b is known."""
    tag = f"phi_b_{side.name}"
    mask = mask & ~s.kind.isin(["rolled_i"]) & np.isfinite(lambda_y)
    xi = where(ask, tag, mask & (m.ltb_case.codes >= 0), annexc.xi, l_1=m.l1, t_1=side.t, b_1=side.b, h=s.h)
    beta = _beta(ask, tag, m, xi, side.alpha_b, mask)
    eta = where(ask, tag, mask & (side.alpha_b != 0.5), annexc.eta_b, 0.0, alpha_b=side.alpha_b)
    shared = {
        "lambda_y": lambda_y,
        "A": s.A,
        "h": s.h,
        "W_x": side.W,
        "t_1": side.t,
        "eta_b": eta,
        "epsilon_k": epsilon_k,
    }
    own = where(ask, tag, mask & np.isfinite(beta), annexc.phi_b, beta_b=beta, n=cfg.c01_exponent, **shared)
    ends = mask & m.ltb_case.isin(["ends"])
    unit = where(ask, tag, ends, annexc.phi_b, beta_b=1.0, n=cfg.c01_exponent, **shared)
    return (np.where(ends, unit, own), unit), np.isfinite(beta) | ends


def _beta(ask: Ask, tag: str, m: MemberTable, xi: Floats, alpha_b: Floats, mask: Bools) -> Floats:
    """beta_b of tables C.0.1 and C.0.4, with the reductions of rows 1 and 3 for strong compression
    flanges.
    """
    out = np.full(len(m), np.nan)
    for name, row in cases().items():
        if not row["a"]:
            continue
        a, b, c = (float(row[k]) for k in "abc")
        # Rows 1 to 4 are not for a stronger tension flange.
        use = mask & m.ltb_case.isin([name]) & ((row["symmetric_only"] == "0") | (alpha_b >= 0.5 - 1e-9))
        if row["symmetric_only"] == "1" and row["flange"] == "top":
            factor = _strong_flange(row["load"], xi, alpha_b)
        else:
            factor = np.ones(len(m))
        out = where(ask, tag, use, annexc.beta_b, out, xi=xi, a=a * factor, b=b * factor, c=c * factor)
    for name, over, upto, a, b in cantilever_rows():
        # Table C.0.4 is for sections with two axes of symmetry.
        use = mask & m.ltb_case.isin([name]) & (xi >= over) & (xi <= upto) & (np.abs(alpha_b - 0.5) < 1e-9)
        out = where(ask, tag, use, annexc.beta_b_cantilever, out, a=a, b=b, xi=xi)
    return out


def _strong_flange(load: str, xi: Floats, alpha_b: Floats) -> Floats:
    """Note to table C.0.1: rows 1 and 3 with alpha_b > 0.8."""
    strong = alpha_b > 0.8
    if load == "udl":
        return np.where(strong & (xi <= 1.0), 0.95, 1.0)
    return np.where(strong & (xi <= 0.5), 0.90, np.where(strong & (xi <= 1.0), 0.95, 1.0))


def _others(
    ask: Ask,
    s: SectionTable,
    m: MemberTable,
    p: Plates,
    side: _Side,
    lambda_y: Floats,
    eps: Floats,
    i_factor: Floats,
) -> Floats:
    """phi_b as a beam of what is not an I: channel (C.0.3), tee (C.0.5), box (6.2.4), tube and solid 1."""
    tag = f"phi_b_{side.name}"
    channel = s.kind.isin(["channel"])
    raw = where(ask, tag, channel, annexc.phi_b_channel, b=s.b1, t=s.t1, l_1=m.l1, h=s.h, epsilon_k=eps)
    out = where(ask, tag, channel, annexc.phi_b_reduced, i_factor, phi_b=raw)
    out = _tee(ask, s, p, side, lambda_y, eps, out)
    return np.where(_stocky_box(s, m, eps) | s.kind.isin([*TUBE_KINDS, "solid"]), 1.0, out)


def _stocky_box(s: SectionTable, m: MemberTable, eps: Floats) -> Bools:
    """Boxes of 6.2.4."""
    b0 = s.b1 - 2.0 * s.tw
    return np.asarray(s.kind.isin(BOX_KINDS) & (s.h / b0 <= 6.0) & (m.l1 / b0 <= 95.0 * eps**2))


def _tee(
    ask: Ask, s: SectionTable, p: Plates, side: _Side, lambda_y: Floats, eps: Floats, into: Floats
) -> Floats:
    short = lambda_y <= 120.0 * eps
    two, tee = s.kind.isin(["double_angle"]), s.kind.isin(["rolled_tee", "welded_tee"])
    if side.name == "top":
        c, use = np.where(two, 0.0017, 0.0022), (two | tee) & short
    else:  # the flange is in tension, the stem compressed
        c, use = np.full(len(lambda_y), 0.0005), (two | tee) & short & (p.web <= 18.0 * eps)
    return where(
        ask, f"phi_b_{side.name}", use, annexc.phi_b_tee, into, c=c, lambda_y=lambda_y, epsilon_k=eps
    )


def _uniform(
    ask: Ask,
    s: SectionTable,
    m: MemberTable,
    p: Plates,
    side: _Side,
    lambda_y: Floats,
    eps: Floats,
    uneven: Bools,
    cfg: Settings,
) -> Floats:
    """phi_b for 8.2.1: C.0.5 up to lambda_y = 120 epsilon_k, beyond it C.0.1 with beta_b = 1."""
    tag = f"phi_bu_{side.name}"
    short = lambda_y <= 120.0 * eps
    i_kind = s.kind.isin(["rolled_h", "welded_i"] + (["rolled_i"] if cfg.ordinary_i_c05 else []))
    out = where(ask, tag, i_kind & ~uneven & short, annexc.phi_b_uniform, lambda_y=lambda_y, epsilon_k=eps)
    out = where(
        ask, tag, i_kind & uneven & short, annexc.phi_b_uniform_mono, out,
        W_x=side.W, alpha_b=side.alpha_b, A=s.A, h=s.h, lambda_y=lambda_y, epsilon_k=eps,
    )  # fmt: skip
    long_i = i_kind & ~short & ~s.kind.isin(["rolled_i"]) & np.isfinite(lambda_y)
    eta = where(ask, tag, long_i & (side.alpha_b != 0.5), annexc.eta_b, 0.0, alpha_b=side.alpha_b)
    raw = where(
        ask,
        tag,
        long_i,
        annexc.phi_b,
        beta_b=1.0,
        lambda_y=lambda_y,
        A=s.A,
        h=s.h,
        W_x=side.W,
        t_1=side.t,
        eta_b=eta,
        epsilon_k=eps,
        n=cfg.c01_exponent,
    )
    out = where(ask, tag, long_i, annexc.phi_b_reduced, out, phi_b=raw)
    channel = s.kind.isin(["channel"])
    raw = where(ask, tag, channel, annexc.phi_b_channel, b=s.b1, t=s.t1, l_1=m.l1, h=s.h, epsilon_k=eps)
    out = where(ask, tag, channel, annexc.phi_b_reduced, out, phi_b=raw)
    out = _tee(ask, s, p, side, lambda_y, eps, out)
    return np.where(s.kind.isin([*BOX_KINDS, *TUBE_KINDS, "solid"]), 1.0, out)


def _why(s: SectionTable, m: MemberTable, found: Floats, beta_known: Bools) -> Ints:
    i_kind = s.kind.isin(["rolled_h", "welded_i", "rolled_i"])
    why = np.where(np.isfinite(found), 0, CODE["phi_b_out_of_range"])
    why = np.where(i_kind & ~s.kind.isin(["rolled_i"]) & ~beta_known, CODE["beta_b_out_of_range"], why)
    why = np.where(i_kind & (m.ltb_case.codes < 0), CODE["ltb_case_unknown"], why)
    bad = ~(np.isfinite(m.l1) & (m.l1 > 0.0)) & ~s.kind.isin([*TUBE_KINDS, "solid"])
    why = np.where(bad, CODE["ltb_length_unknown"], why)
    listed = m.ltb_case.isin([c for row in rows() for c in row.cases]) | (m.ltb_case.codes < 0)
    # Rolled ordinary I: a case without a row in table C.0.2 is refused, never taken from C.0.1.
    return np.where(s.kind.isin(["rolled_i"]) & ~listed, CODE["table_c02_missing"], why)
