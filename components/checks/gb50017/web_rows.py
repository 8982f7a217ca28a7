"""Webs of beams that need stiffeners: panels between stiffeners (6.3.2, 6.3.3) and the strength after buckling (6.4)."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.loads import Loads, Signs, times
from components.checks.gb50017.quantities import MONO, Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.codes.gb50017_2017 import ch6, ch6_web
from components.codes.gb50017_2017.settings import Settings
from components.table import Bools, Floats, Ints

TRANSVERSE, LONGITUDINAL_HELD, LONGITUDINAL = 80.0, 170.0, 150.0
MOST = 250.0
"""h0/tw that 6.3.2 allows at all."""


def web_panels(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, sink: Sink, cfg: Settings, group: int
) -> None:
    """Beam rows of members with h0/tw above 80 epsilon_k: 6.3.3-1 with the stated spacing of stiffeners, or 6.4.1-1
    where the settings take the strength after buckling."""
    slim = q.web_class & (q.web > ch6_web.stiffener_limit(TRANSVERSE, q.epsilon_k))
    mask = slim & ~sg.axial & (sg.moment | (loads.Vy != 0.0))
    if sg.axial.any():
        # with axial force the web goes by 8.4; only one whose shear could buckle it is left open
        mask = mask | (slim & sg.axial & _shear_buckles(q, loads, cfg))
    if not mask.any():
        return
    if cfg.post_buckling:
        able = q.welded_i & (loads.F == 0.0).all(axis=0)
        _put(sink, "post_buckling", _post_buckling(ask, q, loads, sg, cfg, group), mask & able, loads, [
            ("longitudinal_stiffeners", np.asarray(q.web > MOST)), ("panel_axial", np.asarray(sg.axial.any(axis=0))),
        ])  # fmt: skip
        mask = mask & ~able
        if not mask.any():
            return
    limit = np.where(q.held, LONGITUDINAL_HELD, LONGITUDINAL)
    crushed = (loads.F != 0.0).any(axis=0)
    _put(sink, "web_panel", _panel(ask, q, loads, sg, cfg, group), mask, loads, [
        ("panel_unknown", ~np.isfinite(q.panel_a)),
        ("bearing_unknown", crushed & ~np.isfinite(q.l_z)),
        ("panel_spacing", crushed & ((q.panel_a < 0.5 * q.h0) | (q.panel_a > 2.0 * q.h0))),
        ("longitudinal_stiffeners", np.asarray(q.web > ch6_web.stiffener_limit(limit, q.epsilon_k))),
        ("panel_axial", np.asarray(sg.axial.any(axis=0))),
    ])  # fmt: skip


def _shear_buckles(q: Quantities, loads: Loads, cfg: Settings) -> Bools:
    """Rows whose mean shear stress is beyond the critical one of 6.3.3, without stiffeners where none are stated."""
    a = np.where(np.isfinite(q.panel_a), q.panel_a, np.inf)
    lam = ch6_web.panel_lambda_ns(q.h0, q.tw, a, cfg.panel_eta, q.epsilon_k)
    mean = np.abs(loads.Vy) / ((q.edge1 + q.edge2) * q.tw * q.webs)
    return np.asarray(mean > ch6_web.panel_tau_cr(lam, q.fv_w))


def _put(
    sink: Sink, check: str, u: Floats, mask: Bools, loads: Loads, reasons: list[tuple[str, Bools]]
) -> None:
    why: Ints = sink.why.copy()
    for code, hit in reasons:
        why = np.where((why == 0) & hit, CODE[code], why)
    sink.put(check, times(u, loads.re_strength), mask, why)


def _pressed(q: Quantities, loads: Loads, group: int) -> Floats:
    """Depth of the compressed web of each row: uneven sections are pressed on either side."""
    return q.edge1 if group != MONO else np.where(loads.Mx >= 0.0, q.edge1, q.edge2)


def _panel(ask: Ask, q: Quantities, loads: Loads, sg: Signs, cfg: Settings, group: int) -> Floats:
    tag, eps = "web_panel", q.epsilon_k
    h_c = _pressed(q, loads, group)
    c = np.where(q.held, 177.0, 138.0)
    lambda_nb = ask(tag, ch6_web.panel_lambda_nb, h_c=h_c, t_w=q.tw, c=c, epsilon_k=eps)
    sigma_cr = ask(tag, ch6_web.panel_sigma_cr, lambda_nb=lambda_nb, f=q.f_w)
    lambda_ns = ask(
        tag, ch6_web.panel_lambda_ns, h_0=q.h0, t_w=q.tw, a=q.panel_a, eta=cfg.panel_eta, epsilon_k=eps
    )
    tau_cr = ask(tag, ch6_web.panel_tau_cr, lambda_ns=lambda_ns, f_v=q.fv_w)
    tau = ask(tag, ch6_web.panel_tau, V=np.abs(loads.Vy), h_w=q.edge1 + q.edge2, t_w=q.tw * q.webs)
    sigma = ask(tag, ch6.edge_stress, N=0.0, A_n=q.A, M=sg.Mx, I_n=q.Ix, y_1=h_c)
    sigma_c: Floats | float = 0.0
    sigma_ccr: Floats = q.f_w
    if (loads.F != 0.0).any():
        # psi is 1 here, heavy duty or not
        found = ask(tag, ch6.local_stress, psi=1.0, F=np.abs(loads.F), t_w=q.tw * q.webs, l_z=q.l_z)
        sigma_c = np.where(loads.F != 0.0, found, 0.0)
        lambda_nc = ask(tag, ch6_web.panel_lambda_nc, h_0=q.h0, t_w=q.tw, a=q.panel_a, epsilon_k=eps)
        sigma_ccr = ask(tag, ch6_web.panel_sigma_ccr, lambda_nc=lambda_nc, f=q.f_w)
    u: Floats = ask(
        tag, ch6_web.panel, sigma=sigma, sigma_cr=sigma_cr, tau=tau, tau_cr=tau_cr, sigma_c=sigma_c,
        sigma_ccr=sigma_ccr,
    )  # fmt: skip
    return u


def _post_buckling(ask: Ask, q: Quantities, loads: Loads, sg: Signs, cfg: Settings, group: int) -> Floats:
    """6.4.1; stiffeners only at the supports where no spacing is given."""
    tag, eps = "post_buckling", q.epsilon_k
    up = (loads.Mx >= 0.0) | (group != MONO)
    h_c, W = _pressed(q, loads, group), np.where(up, q.W1x, q.W2x)
    gamma = np.where(up, q.gamma_x1, q.gamma_x2)
    lambda_nb = ask(
        tag, ch6_web.panel_lambda_nb, h_c=h_c, t_w=q.tw, c=np.where(q.held, 177.0, 138.0), epsilon_k=eps
    )
    rho = ask(tag, ch6_web.rho_bending, lambda_nb=lambda_nb)
    alpha_e = ask(tag, ch6_web.alpha_e, rho=rho, h_c=h_c, t_w=q.tw, I_x=q.Ix)
    M_eu = ask(tag, ch6_web.effective_moment, gamma_x=gamma, alpha_e=alpha_e, W_x=W, f=q.f)
    a = np.where(np.isfinite(q.panel_a), q.panel_a, np.inf)
    lambda_ns = ask(tag, ch6_web.panel_lambda_ns, h_0=q.h0, t_w=q.tw, a=a, eta=cfg.panel_eta, epsilon_k=eps)
    V_u = ask(tag, ch6_web.V_u, lambda_ns=lambda_ns, h_w=q.edge1 + q.edge2, t_w=q.tw, f_v=q.fv_w)
    A1, A2 = q.b1 * q.t1, q.b2 * q.t2
    h1, h2 = q.edge1 + q.t1 / 2.0, q.edge2 + q.t2 / 2.0
    first = A1 >= A2
    M_f = ask(
        tag, ch6_web.flange_moment, A_f1=np.where(first, A1, A2), h_m1=np.where(first, h1, h2),
        A_f2=np.where(first, A2, A1), h_m2=np.where(first, h2, h1), f=q.f,
    )  # fmt: skip
    u: Floats = ask(tag, ch6_web.post_buckling, V=np.abs(loads.Vy), V_u=V_u, M=sg.Mx, M_f=M_f, M_eu=M_eu)
    # flanges that carry more than the section with its effective web: 6.4.1 has no meaning
    return np.where(M_eu > M_f, u, np.nan)
