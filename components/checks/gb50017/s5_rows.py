"""Rows whose section is of class S5: the effective section of 8.4.2, row by row of those rows only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.loads import Loads, Signs, times
from components.checks.gb50017.moments import beta_m, beta_t, stated
from components.checks.gb50017.quantities import BOX, Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.checks.gb50017.stability_rows import beyond, first
from components.codes.gb50017_2017 import ch8_web
from components.codes.gb50017_2017.settings import Settings
from components.table import Bools, Floats, Ints

FLANGE_S5 = 20.0
"""Outstand beyond which table 3.5.1 has no class, whatever the grade."""
WEB_MOST = 250.0


@dataclass(frozen=True)
class Effective:
    """Effective section of rows (r,): area mm2, shift of its centroid mm, modulus at the compressed
    edge mm3.
    """

    A_e: Floats
    e: Floats
    W_e: Floats


def effective(ask: Ask, q: Quantities, alpha_0: Floats, share_e: Floats) -> Effective:
    """Effective section of rows (r,) whose members are q (r,). share_e: share of the S4 limit of the
    outstand.
    """
    k = ask("s5", ch8_web.k_sigma, alpha_0=alpha_0)
    lam = ask("s5", ch8_web.lambda_np, h_w=q.h0, t_w=q.tw, k_sigma=k, epsilon_k=q.epsilon_k)
    h_c = np.where(alpha_0 > 1.0, q.h0 / np.maximum(alpha_0, 1.0), q.h0)
    rho = ask("s5", ch8_web.rho, lambda_np=lam)
    h_e = ask("s5", ch8_web.h_e, rho=rho, h_c=h_c)
    h_e1 = ask("s5", ch8_web.h_e1, h_e=h_e, alpha_0=alpha_0)
    strip = np.maximum(h_c - h_e, 0.0)
    A_r = strip * q.tw * q.webs
    y_r = q.y_web1 - h_e1 - strip / 2.0
    outstand = q.flange * q.t1
    spare = np.maximum(outstand - 15.0 * q.epsilon_k * q.t1, 0.0) * (q.group != BOX)
    A_f = 4.0 * spare * q.t1
    A_e = np.asarray(ask("s5", ch8_web.effective_area, A=q.A, A_r=A_r, A_f=A_f))
    e = np.asarray(ask("s5", ch8_web.shift, A_r=A_r, y_r=y_r, A_e=A_e))
    W_e = ask(
        "s5",
        ch8_web.effective_modulus,
        I=q.Ix,
        A_f=A_f,
        y_f=(q.h - q.t1) / 2.0,
        A_r=A_r,
        h_r=strip,
        y_r=y_r,
        A_e=A_e,
        e=e,
        y_1=q.h / 2.0,
    )
    return Effective(A_e, e, np.asarray(W_e))


def s5(
    ask: Ask,
    q: Quantities,
    loads: Loads,
    sg: Signs,
    alpha_0: Floats,
    mask: Bools,
    flange_over: Bools,
    sink: Sink,
    cfg: Settings,
    strength: bool,
    stability: bool,
) -> None:
    """8.4.2 on the rows of mask (k, m). flange_over: (m,) walls or outstands beyond what 8.4.2 covers."""
    at = np.nonzero(mask)
    own = q.take(at[1])
    gradient = np.where(np.isfinite(alpha_0[at]), alpha_0[at], 2.0)
    section = effective(ask, own, gradient, own.flange)
    able = np.where(q.s5_able & ~flange_over & cfg.s5_section, 0, CODE["s5_not_built"])
    bent = np.where((mask & sg.bent_y).any(axis=0), CODE["biaxial_not_built"], 0)
    why = first(sink.why, able, bent)
    N, Mx = loads.N[at], sg.Mx[at]

    def put(check: str, u: Floats, factor: Floats | None, rows: Bools, reasons: Ints) -> None:
        whole = np.zeros(mask.shape)
        whole[at] = u
        sink.put(check, times(whole, factor), rows, reasons)

    if strength:
        u = ask(
            "s5_strength", ch8_web.strength, N=np.abs(N), A_ne=section.A_e, M_x=Mx, e=section.e, gamma_x=1.0,
            W_nex=section.W_e, f=own.f,
        )  # fmt: skip
        put("s5_strength", u, loads.re_strength, mask, why)
    rows = mask & sg.compressed
    if not (stability and rows.any()):
        return
    ends, load, M_q = (loads.M1x[at], loads.M2x[at]), loads.load_x[at], loads.Mqx[at]
    bx = beta_m(ask, "beta_mx", N, Mx, ends, load, M_q, own.Ncrx, own.sway_x)
    bx = stated(bx, own.beta_mx)
    shared = {"N": N, "A_e": section.A_e, "M_x": Mx, "e": section.e, "W_e1x": section.W_e, "f": own.f}
    u = ask("s5_in_plane", ch8_web.in_plane, phi_x=own.phi_x, beta_mx=bx, gamma_x=1.0, NEx=own.NEx, **shared)
    why = first(why, q.why_x, q.why_y)
    put("s5_in_plane", beyond(u, N, own.NEx), loads.re_stability, rows, why)
    tx = stated(beta_t(ask, "beta_tx", ends, load, M_q), own.beta_tx)
    phi_b = np.where(loads.Mx[at] >= 0.0, own.phi_bu_top, own.phi_bu_bottom)
    u = ask(
        "s5_out_of_plane", ch8_web.out_of_plane,
        phi_y=own.phi_y, eta=own.eta_closed, beta_tx=tx, phi_b=phi_b, **shared,
    )  # fmt: skip
    put("s5_out_of_plane", u, loads.re_stability, rows, first(why, q.why_bu))
