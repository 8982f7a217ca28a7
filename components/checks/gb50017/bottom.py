"""Bottom flange of frame beams under a deck (6.2.7): phi_d per member."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.quantities import Quantities
from components.codes.gb50017_2017 import annexd, ch6
from components.codes.gb50017_2017.curves import CURVES, constants
from components.table import Bools, Floats

NEEDLESS = 0.45
"""Normalised slenderness up to which 6.2.7 asks for nothing."""


def phi_d(ask: Ask, q: Quantities, E: float) -> tuple[Floats, Bools]:
    """phi_d (m,) by curve b with the equivalent slenderness of 6.2.7, and where no check is needed."""
    tag = "bottom_flange"
    web = q.edge1 + q.edge2
    gamma = ask(tag, ch6.distortion_gamma, b_1=q.b2, t_1=q.t2, h_w=web, t_w=q.tw)
    phi_1 = ask(tag, ch6.distortion_phi_1, gamma=gamma, h_w=web, l=q.bottom_l)
    sigma_cr = ask(
        tag, ch6.distortion_stress, b_1=q.b2, t_1=q.t2, h_w=web, t_w=q.tw, gamma=gamma, phi_1=phi_1, E=E
    )
    lambda_nb = np.asarray(ask(tag, ch6.distortion_lambda_nb, f_y=q.fy, sigma_cr=sigma_cr))
    lambda_e = ask(tag, ch6.distortion_lambda_e, lambda_nb=lambda_nb, E=E, f_y=q.fy)
    normal = np.asarray(ask(tag, annexd.lambda_n, lambda_=lambda_e, f_y=q.fy, E=E))
    a1, a2, a3 = constants(np.full(len(normal), CURVES.index("b"), np.int32), normal)
    found = np.asarray(ask(tag, annexd.phi, lambda_n=normal, alpha_1=a1, alpha_2=a2, alpha_3=a3))
    return found, lambda_nb <= NEEDLESS
