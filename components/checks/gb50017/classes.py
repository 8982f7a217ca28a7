"""Class of the section in each combination (table 3.5.1): S1 to S5 with the stress gradient of its web."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.loads import Loads, Signs
from components.checks.gb50017.plates import limits, web_constants
from components.checks.gb50017.quantities import BOX, MONO, TUBE, Quantities
from components.codes.gb50017_2017 import ch3, ch6
from components.table import Bools, Floats, Ints


@dataclass(frozen=True)
class Classes:
    """Per row (k, m) of a chunk: alpha_0 of the web; plain: gamma = 1 (S4, S5); s5. None where no row is.

    worst: (m,) class over the rows with moment, 0 none. flange_share, web_share: worst share of the S4
    limit (k, m) or (m,).
    """

    alpha_0: Floats
    plain: Bools | None
    s5: Bools | None
    worst: Ints
    flange_share: Floats
    web_share: Floats
    compressed: Bools


def classify(ask: Ask, q: Quantities, loads: Loads, sg: Signs, group: int) -> Classes:
    """Classes of a chunk of one group. Tees and double angles have no class: gamma is 1 where their compressed stem is
    beyond the outstand of class S3.
    """
    high, low = _edges(ask, q, loads, sg, group)
    alpha_0 = ask("alpha_0", ch3.alpha_0, sigma_max=high, sigma_min=low)
    # Members without moment go to 7.3.1. Under My alone only outstands and walls are compressed.
    pressed = (high > 0.0) & sg.moment
    compressed = pressed | sg.bent_y
    beam = ~sg.axial
    web_s3, web_s4 = _web_limit(ask, q, alpha_0, beam, 3), _web_limit(ask, q, alpha_0, beam, 4)
    fl_s3, fl_s4 = _flange_limit(ask, q, beam, 2, group), _flange_limit(ask, q, beam, 3, group)
    over3 = ((q.web > web_s3) & q.web_class | (q.flange > fl_s3)) & compressed & q.classified
    over4 = ((q.web > web_s4) & q.web_class | (q.flange > fl_s4)) & compressed & q.classified
    if q.stem.any():
        # table 3.5.1 has no row for a stem: it counts as an outstand of class S3 where it is compressed
        slim = (loads.Mx < 0.0) & (q.web > q.flange_column[:, 2])
        over3 = over3 | (q.stem & sg.moment & (slim | (q.flange > fl_s3)))
    if group == TUBE:
        outer = ask("flange", ch3.tube_share, D_t=q.flange, D_t_limit=fl_s4)
    else:
        outer = ask("flange", ch3.flange_share, b_t=q.flange, b_t_limit=fl_s4)
    flange_share = np.where(compressed, outer, -np.inf)
    inner = ask("web", ch3.web_share, h0_tw=q.web, h0_tw_limit=web_s4)
    web_share = np.where(pressed & q.web_class, inner, -np.inf)
    worst = _worst(ask, q, np.where(pressed, alpha_0, np.inf), compressed, beam, over3, over4, group)
    return Classes(
        alpha_0,
        over3 if over3.any() else None,
        over4 if over4.any() else None,
        worst,
        flange_share,
        web_share,
        compressed,
    )


def _edges(ask: Ask, q: Quantities, loads: Loads, sg: Signs, group: int) -> tuple[Floats, Floats]:
    """Stress at the web edges, compression positive: the larger and the smaller, (k, m)."""
    function = ch6.edge_stress
    if group == MONO:
        one = ask("sigma_1", function, N=loads.N, A_n=q.A, M=loads.Mx, I_n=q.Ix, y_1=q.y_web1)
        two = ask("sigma_2", function, N=loads.N, A_n=q.A, M=-loads.Mx, I_n=q.Ix, y_1=q.y_web2)
        return np.maximum(one, two), np.minimum(one, two)
    high = ask("sigma_max", function, N=loads.N, A_n=q.A, M=sg.Mx, I_n=q.Ix, y_1=q.y_web1)
    low = ask("sigma_min", function, N=loads.N, A_n=q.A, M=-sg.Mx, I_n=q.Ix, y_1=q.y_web1)
    if group == BOX and sg.bent_y.any():
        side = ask("sigma_y", function, N=0.0, A_n=q.A, M=sg.My, I_n=q.Iy, y_1=q.x_wall)
        return high + side, low + side
    return high, low


def _web_limit(ask: Ask, q: Quantities, alpha_0: Floats, beam: Bools, number: int) -> Floats:
    if not q.web_class.any():
        return np.full(alpha_0.shape, np.inf)
    tag, (c, d, n) = f"web_s{number}", web_constants()[number - 1]
    found: Floats = np.empty(0)
    if not beam.all():
        found = ask(tag, ch3.web_limit, alpha_0=alpha_0, c=c, d=d, n=n, epsilon_k=q.epsilon_k)
    if beam.any():
        bent = ask(tag, ch3.plate_limit, c=float(limits()["beam", "web"][number - 1]), epsilon_k=q.epsilon_k)
        found = np.where(beam, bent, found if len(found) else bent)
    return found


def _flange_limit(ask: Ask, q: Quantities, beam: Bools, index: int, group: int) -> Floats:
    """Limit of the outstand, wall or tube for class index + 1. The tables of `Quantities` hold it with epsilon_k."""
    tag, eps = f"flange_s{index + 1}", q.epsilon_k
    if group == TUBE:
        tube: Floats = ask(tag, ch3.tube_limit, c=q.flange_column[:, index] / eps**2, epsilon_k=eps)
        return tube
    column = q.flange_column[:, index]
    if group == BOX and beam.any():
        column = np.where(beam, q.flange_beam[:, index], column)
    found: Floats = ask(tag, ch3.plate_limit, c=column / eps, epsilon_k=eps)
    return found


def _worst(
    ask: Ask,
    q: Quantities,
    alpha_0: Floats,
    compressed: Bools,
    beam: Bools,
    over3: Bools,
    over4: Bools,
    group: int,
) -> Ints:
    """Worst class over the rows: S1 and S2 are told apart at the smallest gradient, where the limits
    are tightest.
    """
    least = np.minimum(alpha_0.min(axis=0), 2.0)
    never = ~compressed.any(axis=0)
    only_beam = np.asarray(beam.all(axis=0))
    worst = np.ones(len(least), np.int64)
    for number in (1, 2):
        web = _web_limit(ask, q, least, only_beam, number)
        flange = _flange_limit(ask, q, only_beam, number - 1, group)
        worst += ((q.web > web) & q.web_class | (q.flange > flange)) & ~never
    worst = np.where(over3.any(axis=0), 4, worst)
    worst = np.where(over4.any(axis=0), 5, worst)
    return np.where(q.classified & ~never, worst, 0)
