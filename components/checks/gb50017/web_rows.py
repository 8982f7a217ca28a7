"""Webs of beams that need stiffeners: panels between transverse stiffeners (6.3.2, 6.3.3)."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.loads import Loads, Signs, times
from components.checks.gb50017.quantities import Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.codes.gb50017_2017 import ch6_web

TRANSVERSE, LONGITUDINAL_HELD, LONGITUDINAL = 80.0, 170.0, 150.0


def web_panels(ask: Ask, q: Quantities, loads: Loads, sg: Signs, sink: Sink) -> None:
    """Beam rows of members with h0/tw above 80 epsilon_k, by 6.3.3-1 with the stated spacing of
    stiffeners.
    """
    limit = np.where(q.held, LONGITUDINAL_HELD, LONGITUDINAL)
    slim = q.web_class & (q.web > ch6_web.stiffener_limit(TRANSVERSE, q.epsilon_k))
    mask = slim & (sg.moment | (loads.Vy != 0.0))
    if not mask.any():
        return
    why = sink.why.copy()
    for code, hit in (
        ("panel_unknown", ~np.isfinite(q.panel_a)),
        ("longitudinal_stiffeners", q.web > ch6_web.stiffener_limit(limit, q.epsilon_k)),
        ("panel_axial", sg.axial.any(axis=0)),
    ):
        why = np.where((why == 0) & hit, CODE[code], why)
    u = times(_panel(ask, q, loads, sg), loads.re_strength)
    sink.put("web_panel", u, mask, why)


def _panel(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    tag, eps = "web_panel", q.epsilon_k
    h_c = q.edge1
    c = np.where(q.held, 177.0, 138.0)
    lambda_nb = ask(tag, ch6_web.panel_lambda_nb, h_c=h_c, t_w=q.tw, c=c, epsilon_k=eps)
    sigma_cr = ask(tag, ch6_web.panel_sigma_cr, lambda_nb=lambda_nb, f=q.f_w)
    lambda_ns = ask(tag, ch6_web.panel_lambda_ns, h_0=q.h0, t_w=q.tw, a=q.panel_a, eta=1.0, epsilon_k=eps)
    tau_cr = ask(tag, ch6_web.panel_tau_cr, lambda_ns=lambda_ns, f_v=q.fv_w)
    tau = ask(tag, ch6_web.panel_tau, V=np.abs(loads.Vy), h_w=q.h0, t_w=q.tw * q.webs)
    sigma = sg.Mx * h_c / q.Ix
    found: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = ask(
        tag,
        ch6_web.panel,
        sigma=sigma,
        sigma_cr=sigma_cr,
        tau=tau,
        tau_cr=tau_cr,
        sigma_c=0.0,
        sigma_ccr=q.f_w,
    )
    return found
