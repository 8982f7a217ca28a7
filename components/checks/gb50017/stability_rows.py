"""Stability of a chunk of members, as blocks: 7.2.1, 7.6.1, beams 6.2, beam-columns 8.2."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.bottom import phi_d
from components.checks.gb50017.classes import Classes
from components.checks.gb50017.loads import Loads, Signs, times
from components.checks.gb50017.moments import beta_m, beta_t, ordered, stated
from components.checks.gb50017.quantities import ANGLE, MONO, OPEN, TUBE, Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.checks.gb50017.strength_rows import gammas
from components.checks.gb50017.tables import LOAD_NONE
from components.codes.gb50017_2017 import annexc, ch6, ch7, ch8
from components.codes.gb50017_2017.ch4 import E_MPA
from components.table import Bools, Floats, Ints


def stability(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, cl: Classes | None, sink: Sink, group: int
) -> None:
    """Every stability check of the chunk."""
    if sg.compressed.any():
        _axial(ask, q, loads, sg, sink, group)
    if group in (ANGLE,):
        return
    s5 = np.zeros(loads.N.shape, np.bool_) if cl is None or cl.s5 is None else cl.s5
    column = sg.compressed & sg.moment & ~s5
    if group == TUBE:
        if column.any():
            _tube(ask, q, loads, sg, cl, column, sink)
        return
    # A little compression does not make a beam a column: its own check stands beside 8.2.
    beam = sg.bent_x & (~sg.compressed | q.is_beam)
    if beam.any():
        _beam(ask, q, loads, sg, cl, beam, sink, group)
    if column.any():
        _column(ask, q, loads, sg, cl, column, sink, group)


def first(*reasons: Ints) -> Ints:
    """The first reason that stands, member by member."""
    out = reasons[0]
    for also in reasons[1:]:
        out = np.where(out > 0, out, also)
    return out


def beyond(u: Floats, N: Floats, NE: Floats) -> Floats:
    """u, infinite where the axial force reaches N'E: the denominators of 8.2 turn over there."""
    return np.where(N >= NE, np.inf, u)


def _axial(ask: Ask, q: Quantities, loads: Loads, sg: Signs, sink: Sink, group: int) -> None:
    re, why = loads.re_stability, sink.why
    one_leg = (q.one_leg > 0) & (q.one_leg < 4)
    pure = sg.compressed & ~sg.moment
    thin = (q.share_flange > 1.0) | (q.share_web > 1.0)
    for check, phi, reason in (
        ("stability_x", q.phi_x, q.why_x),
        ("stability_y", q.phi_y, q.why_y),
        ("stability_z", q.phi_z, q.why_z),
    ):
        mask = sg.compressed & ~one_leg
        if check == "stability_z":
            mask = mask & (np.isfinite(phi) | (reason > 0))
        if not mask.any():
            continue
        u = ask(check, ch7.axial_stability, N=loads.N, phi=phi, A=q.A, f=q.f)
        slim = pure & thin & (np.fmax(q.share_flange, q.share_web) ** 2 * u > 1.0)
        if slim.any():
            u = np.where(
                slim, ask(check, ch7.axial_stability_effective, N=loads.N, phi=phi, A_e=q.A_e, f=q.f), u
            )
        sink.put(check, times(u, re), mask, first(why, reason))
    if pure.any():
        _axial_plates(ask, q, loads, pure, sink, group)
    if group == ANGLE and (q.one_leg != 4).any():
        _one_leg(ask, q, loads, sg, sink)


def _axial_plates(ask: Ask, q: Quantities, loads: Loads, pure: Bools, sink: Sink, group: int) -> None:
    """7.3.1 with the increase of 7.3.2; webs and walls that exceed it count with their effective width."""
    phi = np.fmin(np.fmin(q.phi_x, q.phi_y), q.phi_z)  # the resistance that governs, torsion included
    alpha = ask("axial_flange", ch7.limit_increase, phi=phi, A=q.A, f=q.f, N=np.where(pure, loads.N, 1.0))
    reason = first(sink.why, q.why_x, q.why_y)
    for check, ratio, limit in (
        ("axial_flange", q.flange, q.limit_flange),
        ("axial_web", q.web, q.limit_web),
    ):
        mask = pure & np.isfinite(limit)
        if mask.any():
            if check == "axial_web":
                u = ask(check, ch7.web_share, h0_tw=ratio, h0_tw_limit=limit, alpha=alpha)
            elif group == TUBE:
                u = ask(check, ch7.tube_share, D_t=ratio, D_t_limit=limit, alpha=alpha)
            else:
                u = ask(check, ch7.flange_share, b_t=ratio, b_t_limit=limit, alpha=alpha)
            replaced = (q.A_e < q.A) & (np.where(mask, u, 0.0) > 1.0).any(axis=0)
            sink.put(
                check, u, mask, np.where(replaced & (reason == 0), CODE["effective_section_used"], reason)
            )


def _one_leg(ask: Ask, q: Quantities, loads: Loads, sg: Signs, sink: Sink) -> None:
    slender = q.lambda_y
    eta = np.full(len(q.f), 0.7)
    for code, function in ((1, ch7.eta_equal_leg), (2, ch7.eta_short_leg)):
        if (q.one_leg == code).any():
            eta = np.where(q.one_leg == code, ask("one_leg", function, lambda_=slender), eta)
    rho = ask("one_leg", ch7.rho_e_angle, w=q.flange * q.tw, t=q.tw, epsilon_k=q.epsilon_k)
    u = ask("one_leg", ch7.one_leg_stability, N=loads.N, eta=eta, phi=q.phi_v, A=q.A, f=q.f, rho_e=rho)
    unknown = np.where(q.one_leg == 0, CODE["angle_connection_unknown"], 0)
    sink.put(
        "one_leg",
        times(u, loads.re_stability),
        sg.compressed & (q.one_leg != 4),
        first(sink.why, q.why_y, unknown),
    )


def _phi_b(ask: Ask, q: Quantities, loads: Loads) -> Floats:
    """phi_b of each row as a beam: by the compressed flange, by the end moments where beta_b depends on
    them.
    """
    top, bottom = q.phi_b_top, q.phi_b_bottom
    if q.ends.any():
        M_1, M_2, known = ordered(loads.M1x, loads.M2x)
        beta = np.where(known, ask("phi_b", annexc.beta_b_ends, M_1=M_1, M_2=M_2), 1.0)
        # phi_b of C.0.1 is linear in beta_b: the member's factor with beta_b = 1 times beta_b.
        top = np.where(q.ends, ask("phi_b", annexc.phi_b_reduced, phi_b=beta * q.phi_b1_top), top)
        bottom = np.where(q.ends, ask("phi_b", annexc.phi_b_reduced, phi_b=beta * q.phi_b1_bottom), bottom)
    return np.where(loads.Mx >= 0.0, top, bottom)


def _beam(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, cl: Classes | None, mask: Bools, sink: Sink, group: int
) -> None:
    """6.2.2, 6.2.3; the bottom flange of a beam under a deck goes to 6.2.7."""
    re = loads.re_stability
    down = mask & q.held & (loads.Mx < 0.0) & (group in (OPEN, MONO))
    if down.any():
        _bottom_flange(ask, q, sg, down, sink, re)
    mask = mask & ~down
    if not mask.any():
        return
    phi_b = _phi_b(ask, q, loads)
    W = _W(q, loads, group)
    either = np.where((loads.Mx >= 0.0) & mask, q.why_top, np.where(mask, q.why_bottom, 0)).max(axis=0)
    why = first(sink.why, np.where(q.spared, CODE["ltb_spared"], either))
    alone = mask & ~sg.bent_y
    if alone.any():
        u = ask("lateral", ch6.lateral_torsional, M_x=sg.Mx, phi_b=phi_b, W_x=W, f=q.f)
        sink.put("lateral", times(u, re), alone, why)
    both = mask & sg.bent_y
    if both.any():
        u = ask(
            "lateral_biaxial", ch6.lateral_torsional_biaxial,
            M_x=sg.Mx, M_y=sg.My, phi_b=phi_b, gamma_y=gammas(q, cl)[2], W_x=W, W_y=q.Wy, f=q.f,
        )  # fmt: skip
        able = np.where(q.biaxial, 0, CODE["biaxial_not_built"])
        sink.put("lateral_biaxial", times(u, re), both, first(why, able))


def _W(q: Quantities, loads: Loads, group: int) -> Floats:
    """Section modulus of the compressed edge."""
    return q.W1x if group != MONO else np.where(loads.Mx >= 0.0, q.W1x, q.W2x)


def _bottom_flange(ask: Ask, q: Quantities, sg: Signs, mask: Bools, sink: Sink, re: Floats | None) -> None:
    """6.2.7; at a normalised slenderness of 0.45 and below nothing is asked."""
    factor, needless = phi_d(ask, q, E_MPA)
    unknown = np.where(np.isfinite(q.bottom_l), 0, CODE["bottom_length_unknown"])
    spared = np.where(needless, CODE["not_needed"], 0)
    u = ask("bottom_flange", ch6.distortion, M_x=sg.Mx, phi_d=factor, W_1x=q.W2x, f=q.f)
    sink.put("bottom_flange", times(u, re), mask, first(sink.why, unknown, spared))


def _column(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, cl: Classes | None, mask: Bools, sink: Sink, group: int
) -> None:
    """8.2.1 in one plane, 8.2.5 in two."""
    re = loads.re_stability
    g1, g2, gy = gammas(q, cl)
    why = first(sink.why, q.why_x, q.why_y)
    bx = beta_m(
        ask, "beta_mx", loads.N, sg.Mx, (loads.M1x, loads.M2x), loads.load_x, loads.Mqx, q.Ncrx, q.sway_x
    )
    bx = stated(bx, q.beta_mx)
    tx = stated(beta_t(ask, "beta_tx", (loads.M1x, loads.M2x), loads.load_x, loads.Mqx), q.beta_tx)
    W = _W(q, loads, group)
    gx = g1 if group != MONO else np.where(loads.Mx >= 0.0, g1, g2)
    phi_b = np.where(loads.Mx >= 0.0, q.phi_bu_top, q.phi_bu_bottom)
    lost = np.isnan(phi_b + np.zeros(1)) & mask
    why_b = first(why, np.where(lost.any(axis=0), CODE["phi_b_out_of_range"], 0))
    plane = {"N": loads.N, "A": q.A, "f": q.f}
    one = mask & ~sg.bent_y
    if one.any():
        u = ask(
            "in_plane",
            ch8.in_plane,
            phi_x=q.phi_x,
            beta_mx=bx,
            M_x=sg.Mx,
            gamma_x=gx,
            W_1x=W,
            NEx=q.NEx,
            **plane,
        )
        sink.put("in_plane", times(beyond(u, loads.N, q.NEx), re), one, why)
        u = ask(
            "out_of_plane", ch8.out_of_plane,
            phi_y=q.phi_y, eta=q.eta_closed, beta_tx=tx, M_x=sg.Mx, phi_b=phi_b, W_1x=W, **plane,
        )  # fmt: skip
        sink.put("out_of_plane", times(u, re), one, why_b)
        if group == MONO:
            _tension_side(ask, q, loads, sg, (bx, g1, g2), one, sink, why)
    two = mask & sg.bent_y
    if two.any():
        by = beta_m(
            ask, "beta_my", loads.N, sg.My, (loads.M1y, loads.M2y), loads.load_y, loads.Mqy, q.Ncry, q.sway_y
        )
        by = stated(by, q.beta_my)
        ty = stated(beta_t(ask, "beta_ty", (loads.M1y, loads.M2y), loads.load_y, loads.Mqy), q.beta_ty)
        why_two = first(why_b, np.where(q.biaxial, 0, CODE["biaxial_not_built"]))
        u = ask(
            "biaxial_x", ch8.biaxial, phi_x=q.phi_x, beta_mx=bx, M_x=sg.Mx, gamma_x=gx, W_x=W, NEx=q.NEx,
            eta=q.eta_closed, beta_ty=ty, M_y=sg.My, phi_by=1.0, W_y=q.Wy, **plane,
        )  # fmt: skip
        sink.put("biaxial_x", times(beyond(u, loads.N, q.NEx), re), two, why_two)
        u = ask(
            "biaxial_y",
            ch8.biaxial_y,
            phi_y=q.phi_y,
            eta=q.eta_closed,
            beta_tx=tx,
            M_x=sg.Mx,
            phi_bx=phi_b,
            W_x=W,
            beta_my=by,
            M_y=sg.My,
            gamma_y=gy,
            W_y=q.Wy,
            NEy=q.NEy,
            **plane,
        )
        sink.put("biaxial_y", times(beyond(u, loads.N, q.NEy), re), two, why_two)


def _tension_side(
    ask: Ask,
    q: Quantities,
    loads: Loads,
    sg: Signs,
    factors: tuple[Floats, Floats, Floats],
    mask: Bools,
    sink: Sink,
    why: Ints,
) -> None:
    """8.2.1-4, where the flange (the larger one) is compressed: the far edge may yield in tension."""
    bx, g1, g2 = factors
    first = q.W1x >= q.W2x
    mask = mask & np.where(first, loads.Mx > 0.0, loads.Mx < 0.0)
    if not mask.any():
        return
    far, g2 = np.where(first, q.W2x, q.W1x), np.where(first, g2, g1)
    u = ask(
        "in_plane_tension", ch8.in_plane_tension_side,
        N=loads.N, A=q.A, beta_mx=bx, M_x=sg.Mx, gamma_x=g2, W_2x=far, NEx=q.NEx, f=q.f,
    )  # fmt: skip
    u = np.where(q.NEx <= 1.25 * loads.N, np.inf, u)
    sink.put("in_plane_tension", times(u, loads.re_stability), mask, why)


def _tube(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, cl: Classes | None, mask: Bools, sink: Sink
) -> None:
    """8.2.4; without end moments beta = 1 with the largest resultant."""
    slender = np.fmax(q.eff_x, q.eff_y)
    NE = np.asarray(ask("tube", ch8.NE_prime, A=q.A, lambda_=slender, E=E_MPA))
    N_E = np.asarray(ask("tube", ch8.N_cr, A=q.A, lambda_=slender, E=E_MPA))
    phi = np.fmin(q.phi_x, q.phi_y)
    M = np.sqrt(sg.Mx**2 + sg.My**2)
    factors = []
    for function, M1, M2 in (
        (ch8.tube_beta, loads.M1x, loads.M2x), (ch8.tube_beta_y, loads.M1y, loads.M2y)
    ):  # fmt: skip
        M_1, M_2, known = ordered(M1, M2)
        factor = np.ones(M.shape)
        if known.any():
            factor = np.where(
                known,
                ask("tube", function, N=np.where(mask, loads.N, 0.0), N_E=N_E, M_1=M_1, M_2=M_2),
                1.0,
            )
        factors.append(factor)
    # Transverse load makes the largest moment stand between the ends: no reduction then, nor where it is unknown.
    bare = ((loads.load_x == LOAD_NONE) | ~sg.bent_x) & ((loads.load_y == LOAD_NONE) | ~sg.bent_y)
    beta = np.where(bare, ask("tube", ch8.tube_beta_product, beta_x=factors[0], beta_y=factors[1]), 1.0)
    ends = [np.where(bent, m, 0.0) for bent, m in (
        (sg.bent_x, loads.M1x), (sg.bent_y, loads.M1y), (sg.bent_x, loads.M2x), (sg.bent_y, loads.M2y)
    )]  # fmt: skip
    both = bare & np.isfinite(ends[0] + ends[1] + ends[2] + ends[3])
    for most, one, two in ((sg.Mx, ends[0], ends[2]), (sg.My, ends[1], ends[3])):
        both = both & (np.fmax(np.abs(one), np.abs(two)) >= most * (1.0 - 1.0e-9))
    if both.any():
        # M1 stands at one end and M2 at the other in both planes: the larger resultant of the two ends
        at_ends = ask("tube", ch8.tube_moment, M_xA=ends[0], M_yA=ends[1], M_xB=ends[2], M_yB=ends[3])
        M = np.where(both, at_ends, M)
    u = ask(
        "tube",
        ch8.tube,
        N=loads.N,
        phi=phi,
        A=q.A,
        beta=beta,
        M=M,
        gamma_m=gammas(q, cl)[0],
        W=q.W1x,
        NE=NE,
        f=q.f,
    )
    sink.put(
        "tube", times(beyond(u, loads.N, NE), loads.re_stability), mask, first(sink.why, q.why_x, q.why_y)
    )
