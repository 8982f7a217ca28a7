"""Plates of members in pure compression: limits of 7.3.1 and the effective area of 7.3.4, once per member."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.plates import ANGLE_KINDS, BOX_KINDS, I_KINDS, TUBE_KINDS, Plates
from components.checks.gb50017.tables import SectionTable
from components.codes.gb50017_2017 import ch7
from components.table import Floats


def axial_plates(
    ask: Ask, s: SectionTable, p: Plates, eff_x: Floats, eff_y: Floats, eps: Floats
) -> dict[str, Floats]:
    """Limits of 7.3.1 and the effective area of 7.3.4 for members in pure compression."""
    slenderness = np.fmax(eff_x, eff_y)
    i, box, angle, tube = (s.kind.isin(k) for k in (I_KINDS, BOX_KINDS, ANGLE_KINDS, TUBE_KINDS))
    double, tee = s.kind.isin(["double_angle"]), s.kind.isin(["rolled_tee", "welded_tee"])
    flange = where(ask, "limit_flange", i | tee, ch7.limit_flange, lambda_=slenderness, epsilon_k=eps)
    flange = where(ask, "limit_flange", box, ch7.limit_wall, flange, epsilon_k=eps)
    flange = where(
        ask, "limit_flange", angle | double, ch7.limit_angle, flange, lambda_=slenderness, epsilon_k=eps
    )
    flange = where(ask, "limit_flange", tube, ch7.limit_tube, flange, epsilon_k=eps)
    web = where(ask, "limit_web", i, ch7.limit_web, lambda_=slenderness, epsilon_k=eps)
    web = where(ask, "limit_web", box, ch7.limit_wall, web, epsilon_k=eps)
    rolled = s.kind.isin(["rolled_tee"])
    c, d = np.where(rolled, 15.0, 13.0), np.where(rolled, 0.2, 0.17)
    web = where(ask, "limit_web", tee, ch7.limit_stem, web, lambda_=slenderness, c=c, d=d, epsilon_k=eps)
    web = where(ask, "limit_web", double, ch7.limit_angle, web, lambda_=slenderness, epsilon_k=eps)
    slim = (p.web > web) | (box & (p.flange > flange))
    rho_w = where(
        ask,
        "rho_web",
        slim & (i | box),
        ch7.rho_wall,
        1.0,
        b=p.h0,
        t=s.tw,
        lambda_=slenderness,
        epsilon_k=eps,
    )
    rho_f = where(
        ask,
        "rho_flange",
        slim & box,
        ch7.rho_wall,
        1.0,
        b=p.b_flange,
        t=s.t1,
        lambda_=slenderness,
        epsilon_k=eps,
    )
    rho_a = where(
        ask, "rho_angle", angle & (p.flange > flange), ch7.rho_angle, 1.0,
        w=p.b_flange, t=s.tw, lambda_=slenderness, epsilon_k=eps,
    )  # fmt: skip
    webs = np.where(box, 2.0, 1.0) * np.nan_to_num(p.h0) * s.tw
    wall = np.where(box, 2.0 * p.b_flange * s.t1, 0.0)
    shrunk = where(
        ask, "A_e", (rho_w < 1.0) | (rho_f < 1.0), ch7.effective_area, s.A,
        A=s.A, rho_w=rho_w, A_w=webs, rho_f=rho_f, A_f=wall,
    )  # fmt: skip
    nothing = np.zeros(len(flange))
    return {
        "A_e": np.where(angle, rho_a * s.A, shrunk), "limit_flange": flange, "limit_web": web,
        "share_flange": np.where(np.isfinite(flange), p.flange / flange, nothing),
        "share_web": np.where(np.isfinite(web), p.web / web, nothing),
    }  # fmt: skip
