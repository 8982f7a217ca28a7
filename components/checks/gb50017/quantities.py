"""What is computed once per member, before any combination: strengths, plates, slenderness, phi, phi_b,
N'E.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.checks.gb50017.asking import Ask, quiet, where
from components.checks.gb50017.axial import axial_plates
from components.checks.gb50017.lateral import lateral
from components.checks.gb50017.material import Strengths, strengths
from components.checks.gb50017.plates import (
    ANGLE_KINDS,
    BOX_KINDS,
    I_KINDS,
    TEE_KINDS,
    TUBE_KINDS,
    Plates,
    plates,
)
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.slender import Slender, mono, slender
from components.checks.gb50017.tables import MemberTable, SectionTable, SteelTable
from components.codes.gb50017_2017 import ch3, ch6, ch7
from components.codes.gb50017_2017.settings import Settings
from components.record import record
from components.table import Bools, Floats, Ints, Text

ONE_LEG = 0.85
"""Share of a single angle joined by one leg that counts (7.1.3, 7.6.1)."""
OPEN, MONO, BOX, TUBE, ANGLE, SOLID, NONE = range(7)
"""How a section is checked: I and channel; uneven I, tee and double angle; box; tube; single angle;
solid; not.
"""


@record
class Quantities(Slender):
    """Figures of n members (n,) in N, mm, MPa. stem: tee or double angle. flange_beam,
    flange_column: (n, 4) class limits with
    epsilon_k. Slenderness and phi: see `Slender`.
    """

    group: Ints
    why: Ints
    epsilon_k: Floats
    f: Floats
    f_w: Floats
    fv_w: Floats
    fv_f: Floats
    fu: Floats
    fy: Floats
    A: Floats
    A_net: Floats
    A_eta: Floats
    Ix: Floats
    Iy: Floats
    h: Floats
    b1: Floats
    t1: Floats
    b2: Floats
    t2: Floats
    tw: Floats
    W1x: Floats
    W2x: Floats
    Wy: Floats
    gamma_x1: Floats
    gamma_x2: Floats
    gamma_y: Floats
    Sx: Floats
    Sy: Floats
    tx: Floats
    ty: Floats
    edge1: Floats
    edge2: Floats
    S_edge1: Floats
    S_edge2: Floats
    y_web1: Floats
    y_web2: Floats
    x_wall: Floats
    h0: Floats
    webs: Floats
    flange: Floats
    web: Floats
    flange_beam: Floats
    flange_column: Floats
    web_class: Bools
    classified: Bools
    junction: Bools
    stem: Bools
    welded_i: Bools
    biaxial: Bools
    s5_able: Bools
    eta_closed: Floats
    phi_b_top: Floats
    phi_b_bottom: Floats
    phi_bu_top: Floats
    phi_bu_bottom: Floats
    phi_b1_top: Floats
    phi_b1_bottom: Floats
    ends: Bools
    spared: Bools
    why_top: Ints
    why_bottom: Ints
    why_bu: Ints
    A_e: Floats
    share_flange: Floats
    share_web: Floats
    limit_flange: Floats
    limit_web: Floats
    sway_x: Bools
    sway_y: Bools
    is_beam: Bools
    held: Bools
    bottom_l: Floats
    panel_a: Floats
    l_z: Floats
    psi: Floats
    bolts: Floats
    bolts_row: Floats
    one_leg: Ints
    beta_mx: Floats
    beta_my: Floats
    beta_tx: Floats
    beta_ty: Floats


@cache
def gammas() -> dict[str, tuple[float, float, float]]:
    """gamma_x1, gamma_x2, gamma_y of table 8.1.1 by kind of section."""
    text = resources.files(__package__).joinpath("gammas.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {r["kind"]: (float(r["gamma_x1"]), float(r["gamma_x2"]), float(r["gamma_y"])) for r in rows}


def quantities(
    ask: Ask,
    sections: SectionTable,
    steels: SteelTable,
    members: MemberTable,
    cfg: Settings,
    second_order: bool,
) -> Quantities:
    """Figures of every member. second_order: mu = 1, lengths lx, ly instead of l0x, l0y."""
    known = (members.section >= 0) & (members.section < len(sections))
    if not len(sections):
        raise ValueError("a check needs at least one section row")
    s = sections.take(np.where(known, members.section, 0))
    s = _only(s, known)
    m = _second_order(members) if second_order else members
    with quiet():
        p = plates(s)
        steel = strengths(steels, m.steel, p.t_flange, p.t_web, cfg.strength_from)
        group = _group(s)
        why = _why(s, m, group, steel.why)
        return _assemble(ask, s, m, p, steel, group, why, cfg)


def _only(s: SectionTable, known: Bools) -> SectionTable:
    """Rows without a section have no kind."""
    return s if known.all() else SectionTable(**{**vars(s), "kind": s.kind.where(~known, Text.full(len(s)))})


def _second_order(m: MemberTable) -> MemberTable:
    no = np.zeros(len(m), np.bool_)
    return MemberTable(**{**vars(m), "l0x": m.lx, "l0y": m.ly, "sway_x": no, "sway_y": no})


def _group(s: SectionTable) -> Ints:
    kinds = (
        (ANGLE_KINDS, ANGLE),
        (TUBE_KINDS, TUBE),
        (BOX_KINDS, BOX),
        (("solid",), SOLID),
        (TEE_KINDS, MONO),
    )
    masks = [s.kind.isin(k) for k, _ in kinds]
    out = np.select(masks, [g for _, g in kinds], NONE)
    i = s.kind.isin(I_KINDS)
    return np.where(i, np.where(mono(s), MONO, OPEN), out).astype(np.int64)


def _why(s: SectionTable, m: MemberTable, group: Ints, steel: Ints) -> Ints:
    bad = ~(
        np.isfinite(s.A) & (s.A > 0.0) & np.isfinite(s.Ix) & (s.Ix > 0.0) & np.isfinite(s.Iy) & (s.Iy > 0.0)
    )
    why = np.where(bad, CODE["bad_section"], steel)
    why = np.where(group == NONE, CODE["unknown_section"], why)
    why = np.where(s.kind.isin(["cold_formed"]), CODE["cold_formed"], why)
    return np.where(m.standard.codes >= 0, CODE["other_standard"], why)


def _assemble(
    ask: Ask,
    s: SectionTable,
    m: MemberTable,
    p: Plates,
    steel: Strengths,
    group: Ints,
    why: Ints,
    cfg: Settings,
) -> Quantities:
    n = len(m)
    eps_from = steel.number if cfg.epsilon_k_from == "grade" else steel.fy
    eps = np.asarray(ask("epsilon_k", ch3.epsilon_k, f_y=eps_from))
    fy_phi = steel.number if cfg.phi_yield_from == "grade" else steel.fy
    sl = slender(ask, s, m, p, steel.number, fy_phi, cfg)
    shared: dict[str, Any] = vars(sl)
    lat = lateral(ask, s, m, p, sl.lambda_y, eps, cfg)
    tee, box, tube = group == MONO, group == BOX, group == TUBE
    stem = s.kind.isin(TEE_KINDS)
    plain_gamma = m.fatigue | ~(p.classified | (group == SOLID) | stem)
    gx1, gx2, gy = _gammas(s.kind, plain_gamma)
    net = np.where(np.isfinite(m.net_ratio), m.net_ratio, cfg.net_ratio)
    geometry: dict[str, Any] = {**_geometry(s, p, group)}
    axial: dict[str, Any] = {**axial_plates(ask, s, p, sl.eff_x, sl.eff_y, eps)}
    scale = np.where(p.squared, eps**2, eps)
    one_leg = np.select([m.one_leg.isin([w]) for w in ("equal", "short", "long", "both")], [1, 2, 3, 4], 0)
    eta = np.where(np.isfinite(m.eta), m.eta, np.where((group == ANGLE) & (one_leg % 4 > 0), ONE_LEG, 1.0))
    A_eta = where(ask, "A_eta", eta < 1.0, ch7.partly_connected_area, s.A, eta=eta, A=s.A)
    return Quantities(
        group=group,
        why=why,
        epsilon_k=eps,
        f=steel.f,
        f_w=steel.f_w,
        fv_w=steel.fv_w,
        fv_f=steel.fv_f,
        fu=steel.fu,
        fy=steel.fy,
        A=s.A,
        A_net=net * A_eta,
        A_eta=A_eta,
        Ix=s.Ix,
        Iy=s.Iy,
        h=s.h,
        b1=s.b1,
        t1=s.t1,
        b2=s.b2,
        t2=s.t2,
        tw=s.tw,
        W1x=s.W1x,
        W2x=s.W2x,
        Wy=s.Wy,
        gamma_x1=gx1,
        gamma_x2=gx2,
        gamma_y=gy,
        Sx=s.Sx,
        Sy=s.Sy,
        **geometry,
        h0=p.h0,
        webs=np.where(box, 2.0, 1.0),
        flange=p.flange,
        web=p.web,
        flange_beam=(p.flange_beam * scale).T,
        flange_column=(p.flange_column * scale).T,
        web_class=p.web_class,
        classified=p.classified | (group == SOLID),
        junction=s.kind.isin(I_KINDS) | box,
        stem=stem,
        welded_i=s.kind.isin(["welded_i"]),
        biaxial=(group == SOLID) | box | (s.kind.isin(I_KINDS[:3]) & ~tee),
        s5_able=box | (s.kind.isin(I_KINDS[:3]) & ~tee),
        **shared,
        eta_closed=np.where(box | tube | (group == SOLID), 0.7, 1.0),
        phi_b_top=lat.top,
        phi_b_bottom=lat.bottom,
        phi_bu_top=lat.uniform_top,
        phi_bu_bottom=lat.uniform_bottom,
        phi_b1_top=lat.unit_top,
        phi_b1_bottom=lat.unit_bottom,
        ends=lat.ends,
        spared=lat.spared,
        why_top=lat.why_top,
        why_bottom=lat.why_bottom,
        why_bu=lat.why_uniform,
        **axial,
        sway_x=m.sway_x,
        sway_y=m.sway_y,
        is_beam=_beams(m),
        held=m.held,
        bottom_l=m.bottom_l,
        panel_a=m.panel_a,
        l_z=_bearing(ask, s, m, s.kind.isin(I_KINDS) | box),
        psi=m.psi,
        bolts=m.bolts,
        bolts_row=m.bolts_row,
        one_leg=np.where(group == ANGLE, one_leg, np.full(n, 4)),
        beta_mx=m.beta_mx,
        beta_my=m.beta_my,
        beta_tx=m.beta_tx,
        beta_ty=m.beta_ty,
    )


def _bearing(ask: Ask, s: SectionTable, m: MemberTable, able: Bools) -> Floats:
    """l_z of 6.1.4, (n,) mm: by the rail where its inertia is given (-2), else by the bearing (-3); NaN where neither
    is. h_y reaches to the end of the root fillet."""
    if not (np.isfinite(m.bearing) | np.isfinite(m.rail_I)).any():
        return np.full(len(m), np.nan)
    rail = able & (m.rail_I >= 0.0)
    flat = able & ~rail & (m.bearing >= 0.0)
    flange, h_y = s.b1 * s.t1**3 / 12.0, s.t1 + np.nan_to_num(s.r)
    out = where(ask, "l_z", rail, ch6.crane_rail_length, I_R=m.rail_I, I_f=flange, t_w=s.tw)
    return where(ask, "l_z", flat, ch6.bearing_length, out, a=m.bearing, h_y=h_y, h_R=m.rail_h)


def _beams(m: MemberTable) -> Bools:
    """Members whose role makes them beams: 6.2 is asked of them with axial force too."""
    return m.role.isin(beam_roles())


@cache
def beam_roles() -> tuple[str, ...]:
    """Roles of limits.csv that are beams."""
    text = resources.files(__package__).joinpath("limits.csv").read_text(encoding="utf-8")
    return tuple(r["role"] for r in csv.DictReader(text.splitlines()) if r["member"] == "beam")


def _gammas(kind: Text, one: Bools) -> tuple[Floats, Floats, Floats]:
    table = np.array([gammas().get(word, (np.nan,) * 3) for word in kind.vocabulary] + [(np.nan,) * 3])
    found = np.where(one[:, None], 1.0, table[kind.codes])
    return found[:, 0], found[:, 1], found[:, 2]


def _geometry(s: SectionTable, p: Plates, group: Ints) -> dict[str, Floats]:
    """Thickness that carries shear, web edges and first moments there, distances for the stress
    gradient.
    """
    box, tube, solid = group == BOX, group == TUBE, group == SOLID
    double, tee, i = s.kind.isin(["double_angle"]), s.kind.isin(TEE_KINDS), s.kind.isin(I_KINDS)
    t2 = np.nan_to_num(s.t2)
    two = box | tube | double
    tx = np.where(solid, s.b1, np.where(two, 2.0 * s.tw, s.tw))
    ty = np.select([solid, tube | double, box], [s.h, 2.0 * s.tw, 2.0 * s.t1], s.t1 + t2)
    y1, y2 = s.Ix / s.W1x, s.Ix / s.W2x
    b2 = np.nan_to_num(s.b2)
    inner1 = y1 - np.where(tube | solid, 0.0, s.t1)
    inner2 = y2 - np.where(box, s.t1, t2)
    r = np.where(i | box, np.nan_to_num(s.r), 0.0)
    t2_box = np.where(box, s.t1, t2)
    b2_box = np.where(box, s.b1, b2)
    return {
        "tx": tx, "ty": ty, "edge1": inner1, "edge2": inner2,
        "S_edge1": s.b1 * s.t1 * (y1 - s.t1 / 2.0), "S_edge2": b2_box * t2_box * (y2 - t2_box / 2.0),
        "y_web1": inner1 - r, "y_web2": np.where(tee, y2, inner2 - r),
        "x_wall": np.where(box, (s.b1 - s.tw) / 2.0, 0.0),
    }  # fmt: skip
