"""Slenderness, curve and phi of every kind of section (7.2.1, 7.2.2, annex D), and N'E."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.plates import ANGLE_KINDS, BOX_KINDS, TEE_KINDS, TUBE_KINDS, Plates
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.tables import MemberTable, SectionTable
from components.codes.gb50017_2017 import annexd, ch7_slenderness, ch8
from components.codes.gb50017_2017.ch4 import E_MPA
from components.codes.gb50017_2017.curves import constants, curves
from components.codes.gb50017_2017.settings import Settings
from components.record import record
from components.table import Bools, Codes, Floats, Ints, Table, Text


@record
class Slender(Table):
    """Slenderness of n members: lambda_x, _y geometric; eff_x, eff_y with torsion where it enters; phi,
    curve, N'E, N_cr. phi_v: of single angles by their least radius, without torsion (7.6.1).

    why_x, why_y, why_z: reason codes, 0 where phi is known.
    """

    lambda_x: Floats
    lambda_y: Floats
    lambda_z: Floats
    eff_x: Floats
    eff_y: Floats
    curve_x: Codes
    curve_y: Codes
    phi_x: Floats
    phi_y: Floats
    phi_z: Floats
    phi_v: Floats
    NEx: Floats
    NEy: Floats
    Ncrx: Floats
    Ncry: Floats
    why_x: Ints
    why_y: Ints
    why_z: Ints


def mono(s: SectionTable) -> Bools:
    """Sections whose two edges about x differ: uneven I, tee, double angle. (n,) bool."""
    i = s.kind.isin(["welded_i"])
    uneven = (np.abs(s.b1 - s.b2) > 1e-6 * s.b1) | (np.abs(s.t1 - s.t2) > 1e-6 * s.t1)
    return (i & uneven) | s.kind.isin(TEE_KINDS)


def radii(s: SectionTable) -> tuple[Floats, Floats]:
    """Radii of gyration of lambda_x and lambda_y, (n,) mm: about x and y, of single angles about u (largest) and v."""
    angle = s.kind.isin(ANGLE_KINDS)
    ix, iy = np.sqrt(s.Ix / s.A), np.sqrt(s.Iy / s.A)
    i_u = np.sqrt(np.maximum(ix**2 + iy**2 - s.i_min**2, 0.0))
    return np.where(angle, i_u, ix), np.where(angle, s.i_min, iy)


def slender(
    ask: Ask, s: SectionTable, m: MemberTable, p: Plates, number: Floats, fy_phi: Floats, cfg: Settings
) -> Slender:
    """Slenderness and phi of members. fy_phi: yield value that enters phi, MPa."""
    ix, iy = np.sqrt(s.Ix / s.A), np.sqrt(s.Iy / s.A)
    i_x, i_y = radii(s)
    lambda_x = ask("lambda_x", ch7_slenderness.slenderness, l_0=m.l0x, i=i_x)
    lambda_y = ask("lambda_y", ch7_slenderness.slenderness, l_0=m.l0y, i=i_y)
    lambda_z = _torsion(ask, s, m, ix, iy)
    eff_x, eff_y = _coupled(ask, s, ix, iy, lambda_x, lambda_y, lambda_z)
    edge = m.edge.where(m.edge.codes < 0, Text.full(len(m), cfg.flange_edge))
    thin = np.fmin((s.b1 - 2 * s.tw) / s.t1, (s.h - 2 * s.t1) / s.tw)
    curve_x, curve_y = curves(s.kind, edge, np.fmax(p.t_flange, p.t_web), s.b1 / s.h, thin, number)
    open_i = s.kind.isin(["rolled_h", "rolled_i", "welded_i"]) & ~mono(s)
    phi_x = _phi(ask, "phi_x", curve_x, eff_x, fy_phi, np.ones(len(m), bool))
    phi_y = _phi(ask, "phi_y", curve_y, eff_y, fy_phi, np.ones(len(m), bool))
    unequal = s.kind.isin(["unequal_angle"])
    bare = _phi(ask, "phi_v", curve_y, lambda_y, fy_phi, unequal)
    phi_z = _phi(ask, "phi_z", curve_y, lambda_z, fy_phi, open_i)
    euler = {
        name: ask(name, function, A=s.A, lambda_=lam, E=E_MPA)
        for name, function, lam in (
            ("NEx", ch8.NE_prime, lambda_x), ("NEy", ch8.NE_prime, lambda_y),
            ("Ncrx", ch8.N_cr, lambda_x), ("Ncry", ch8.N_cr, lambda_y),
        )
    }  # fmt: skip
    needs_z_x, needs_z_y = s.kind.isin(["channel"]), mono(s) & ~s.kind.isin(["double_angle"])
    why_x = _why(m.l0x, curve_x, eff_x, needs_z_x & ~np.isfinite(lambda_z))
    why_y = _why(m.l0y, curve_y, eff_y, needs_z_y & ~np.isfinite(lambda_z))
    why_z = np.where(open_i, _why(np.ones(len(m)), curve_y, phi_z, ~np.isfinite(lambda_z)), 0)
    return Slender(
        lambda_x, lambda_y, lambda_z, eff_x, eff_y, curve_x, curve_y, phi_x, phi_y, phi_z,
        np.where(unequal, bare, phi_y),
        euler["NEx"], euler["NEy"], euler["Ncrx"], euler["Ncry"], why_x, why_y, why_z,
    )  # fmt: skip


def _why(length: Floats, curve: Codes, found: Floats, torsion: Bools) -> Ints:
    bad = ~(np.isfinite(length) & (length > 0.0))
    why = np.where(np.isfinite(found), 0, CODE["bad_section"])
    why = np.where(torsion, CODE["torsion_unknown"], why)
    why = np.where(curve < 0, CODE["no_curve"], why)
    return np.where(bad, CODE["bad_length"], why)


def _torsion(ask: Ask, s: SectionTable, m: MemberTable, ix: Floats, iy: Floats) -> Floats:
    """lambda_z of open sections (7.2.2-3), of angles by their width (7.2.2-7 and the like)."""
    equal, two = s.kind.isin(["equal_angle"]), s.kind.isin(["double_angle"])
    closed = s.kind.isin([*BOX_KINDS, *TUBE_KINDS, "solid"]) | equal
    unequal = s.kind.isin(["unequal_angle"])
    y_s = np.nan_to_num(s.y_s)
    one_axis = s.kind.isin(["channel"]) | mono(s)
    y_s = np.where(one_axis, s.y_s, y_s)
    polar = s.A * (y_s**2 + ix**2 + iy**2)
    out = where(
        ask, "lambda_z", ~(closed | two | unequal), ch7_slenderness.slenderness_torsion,
        I_0=polar, I_t=s.It, I_w=s.Iw, l_w=m.lw,
    )  # fmt: skip
    long_back, short_back = two & (s.h > s.b1), two & (s.h < s.b1)
    for mask, c, width in (
        (two & (s.h == s.b1), 3.9, s.b1), (long_back, 5.1, s.b1), (short_back, 3.7, s.b1),
        (unequal, 4.21, np.fmax(s.h, s.b1)),
    ):  # fmt: skip
        part = where(ask, "lambda_z", mask, ch7_slenderness.slenderness_angle_torsion, c=c, b=width, t=s.tw)
        out = np.where(mask, part, out)
    return out


def _coupled(
    ask: Ask, s: SectionTable, ix: Floats, iy: Floats, lx: Floats, ly: Floats, lz: Floats
) -> tuple[Floats, Floats]:
    """lambda about x and y with torsion where the axis is the only axis of symmetry (7.2.2-4 and the
    like).
    """
    i_0 = np.sqrt(s.y_s**2 + ix**2 + iy**2)
    function = ch7_slenderness.slenderness_flexure_torsion
    channel, two = s.kind.isin(["channel"]), s.kind.isin(["double_angle"])
    eff_x = where(ask, "lambda_xz", channel, function, lx, lambda_y=lx, lambda_z=lz, y_s=s.y_s, i_0=i_0)
    eff_y = where(
        ask, "lambda_yz", mono(s) & ~two, function, ly, lambda_y=ly, lambda_z=lz, y_s=s.y_s, i_0=i_0
    )
    unequal = s.kind.isin(["unequal_angle"])
    c = np.select([two & (s.h == s.b1), two & (s.h > s.b1), two, unequal], [0.16, 0.25, 0.06, 0.25], np.nan)
    eff_y = where(
        ask,
        "lambda_yz",
        two | unequal,
        ch7_slenderness.slenderness_angles,
        eff_y,
        lambda_y=ly,
        lambda_z=lz,
        c=c,
    )
    return eff_x, eff_y


def _phi(ask: Ask, tag: str, curve: Codes, slenderness: Floats, fy: Floats, mask: Bools) -> Floats:
    normal = where(ask, tag, mask, annexd.lambda_n, lambda_=slenderness, f_y=fy, E=E_MPA)
    a1, a2, a3 = constants(curve, normal)
    return where(ask, tag, mask, annexd.phi, lambda_n=normal, alpha_1=a1, alpha_2=a2, alpha_3=a3)
