"""Strength of a chunk of members, row by row of forces as blocks: 6.1, 7.1, 8.1, and webs of beams 6.3."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.bearing import local_compression
from components.checks.gb50017.classes import Classes
from components.checks.gb50017.loads import Loads, Signs, times
from components.checks.gb50017.quantities import ANGLE, MONO, TUBE, Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.codes.gb50017_2017 import ch6, ch7, ch8
from components.codes.gb50017_2017.settings import Settings
from components.table import Floats


def strength(
    ask: Ask,
    q: Quantities,
    loads: Loads,
    sg: Signs,
    cl: Classes | None,
    sink: Sink,
    group: int,
    cfg: Settings,
) -> None:
    """Every strength check of the chunk. cl: classes, None for tubes by 8.1.1-2, angles and what has no
    class.
    """
    re = loads.re_strength
    why = sink.why
    if sg.axial.any():
        u = ask("axial_gross", ch7.axial_gross, N=sg.N, A=q.A_eta, f=q.f)
        sink.put("axial_gross", times(u, re), sg.axial, why)
        # a strut with holes is asked 7.1.1-2 too (7.1.2), where its net section is stated
        pulled = sg.axial & ((loads.N < 0.0) | np.isfinite(q.A_net))
        if pulled.any():
            missing = np.where(np.isfinite(q.A_net), why, np.where(why > 0, why, CODE["net_unknown"]))
            u = ask("axial_net", ch7.axial_net, N=sg.N, A_n=q.A_net, f_u=q.fu)
            if np.isfinite(q.bolts).any():
                u, missing = _friction(ask, q, sg, u, missing)
            sink.put("axial_net", times(u, re), pulled, missing)
    if group == ANGLE:
        _angle(loads, sg, sink)
        return
    _section(ask, q, loads, sg, cl, sink, group)
    _shear(ask, q, loads, sink, group)
    sigma_c = local_compression(ask, q, loads, sink)
    if q.junction.any():
        _equivalent(ask, q, loads, sg, sink, group, sigma_c)
    _torsion(loads, q, sink, cfg)


def _friction(ask: Ask, q: Quantities, sg: Signs, u: Floats, missing: Floats) -> tuple[Floats, Floats]:
    """Joints with friction bolts: part of the force has left before the net section (7.1.1-3)."""
    given, able = np.isfinite(q.bolts), (q.bolts_row >= 0.0) & (q.bolts_row <= q.bolts)
    eased = ask(
        "axial_net", ch7.axial_net_friction, N=sg.N, n_1=q.bolts_row, n=q.bolts, A_n=q.A_net, f_u=q.fu
    )
    wrong = np.where((missing == 0) & given & ~able, CODE["bolts_beyond"], missing)
    return np.where(given, eased, u), wrong


def _angle(loads: Loads, sg: Signs, sink: Sink) -> None:
    """Bending and shear of single angles are not in 7.6: no figure."""
    u = np.full(loads.N.shape, np.nan)
    sink.put(
        "strength",
        u,
        sg.moment | (loads.Vx != 0.0) | (loads.Vy != 0.0),
        np.full(len(sink.why), CODE["angle_bending"]),
    )


def _torsion(loads: Loads, q: Quantities, sink: Sink, cfg: Settings) -> None:
    twisted = np.abs(loads.T) > cfg.torsion_negligible * q.Wy * q.fv_w
    if twisted.any():
        u = np.full(loads.N.shape, np.nan)
        sink.put("torsion", u, twisted, np.full(len(sink.why), CODE["torsion_not_built"]))


def gammas(q: Quantities, cl: Classes | None) -> tuple[Floats, Floats, Floats]:
    """gamma_x1, gamma_x2, gamma_y of each row: 1 for classes S4 and S5."""
    if cl is None or cl.plain is None:
        return q.gamma_x1, q.gamma_x2, q.gamma_y
    one = cl.plain
    return np.where(one, 1.0, q.gamma_x1), np.where(one, 1.0, q.gamma_x2), np.where(one, 1.0, q.gamma_y)


def _section(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, cl: Classes | None, sink: Sink, group: int
) -> None:
    re, why = loads.re_strength, sink.why
    whole = sg.moment if cl is None or cl.s5 is None else sg.moment & ~cl.s5
    beam, both = whole & ~sg.axial, whole & sg.axial
    g1, g2, gy = gammas(q, cl)
    if group == TUBE:
        if whole.any():
            gm = g1
            u = ask(
                "strength",
                ch8.strength_tube,
                N=sg.N,
                A_n=q.A,
                M_x=sg.Mx,
                M_y=sg.My,
                gamma_m=gm,
                W_n=q.W1x,
                f=q.f,
            )
            sink.put("strength", times(u, re), whole, why)
        return
    if beam.any():
        W, g = (q.W1x, g1) if group != MONO else _weaker(q, g1, g2)
        u = ask("bending", ch6.bending, M_x=sg.Mx, M_y=sg.My, gamma_x=g, gamma_y=gy, W_nx=W, W_ny=q.Wy, f=q.f)
        sink.put("bending", times(u, re), beam, why)
    if both.any():
        sink.put("strength", times(_axial_bending(ask, q, loads, sg, (g1, g2, gy), group), re), both, why)


def _weaker(q: Quantities, g1: Floats, g2: Floats) -> tuple[Floats, Floats]:
    """Edge with the smaller gamma W."""
    first = g1 * q.W1x <= g2 * q.W2x
    return np.where(first, q.W1x, q.W2x), np.where(first, g1, g2)


def _axial_bending(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, g: tuple[Floats, Floats, Floats], group: int
) -> Floats:
    # where holes are not known the gross area stands, and axial_net says what is missing under tension
    A_n = np.where(np.isfinite(q.A_net), q.A_net, q.A)
    same = {"A_n": A_n, "M_y": sg.My, "gamma_y": g[2], "W_ny": q.Wy, "f": q.f}
    if group != MONO:
        u: Floats = ask("strength", ch8.strength, N=sg.N, M_x=sg.Mx, gamma_x=g[0], W_nx=q.W1x, **same)
        return u
    # Edge 1 has N/A + M/W1, edge 2 has N/A - M/W2: the larger size of the two, with their signs.
    top = ask("strength", ch8.strength, N=loads.N, M_x=loads.Mx, gamma_x=g[0], W_nx=q.W1x, **same)
    bottom = ask("strength", ch8.strength, N=loads.N, M_x=-loads.Mx, gamma_x=g[1], W_nx=q.W2x, **same)
    top_t = ask("strength", ch8.strength, N=-loads.N, M_x=-loads.Mx, gamma_x=g[0], W_nx=q.W1x, **same)
    bottom_t = ask("strength", ch8.strength, N=-loads.N, M_x=loads.Mx, gamma_x=g[1], W_nx=q.W2x, **same)
    worst: Floats = np.maximum(np.maximum(top, bottom), np.maximum(top_t, bottom_t))
    return worst


def _shear(ask: Ask, q: Quantities, loads: Loads, sink: Sink, group: int) -> None:
    re, why = loads.re_strength, sink.why
    if group == TUBE:
        V = np.sqrt(loads.Vx**2 + loads.Vy**2)
        if (V > 0.0).any():
            u = ask("shear_y", ch6.shear, V=V, S=q.Sx, I=q.Ix, t_w=q.tx, f_v=q.fv_w)
            sink.put("shear_y", times(u, re), V > 0.0, why)
        return
    for check, force, S, inertia, t, fv in (
        ("shear_y", loads.Vy, q.Sx, q.Ix, q.tx, q.fv_w), ("shear_x", loads.Vx, q.Sy, q.Iy, q.ty, q.fv_f)
    ):  # fmt: skip
        mask = force != 0.0
        if mask.any():
            u = ask(check, ch6.shear, V=np.abs(force), S=S, I=inertia, t_w=t, f_v=fv)
            sink.put(check, times(u, re), mask, why)


def _equivalent(
    ask: Ask, q: Quantities, loads: Loads, sg: Signs, sink: Sink, group: int, sigma_c: Floats | None
) -> None:
    """6.1.5 at the web edges. Without local compression sigma_c = 0 and beta_1 = 1.1; with it (6.1.4) the edge under
    the force is also looked at with the signs of its stresses."""
    mask = (loads.Vy != 0.0) & (sg.moment | sg.axial) & q.junction
    if sigma_c is not None:
        mask = mask | ((sigma_c > 0.0) & q.junction)
    if not mask.any():
        return
    edges = [(sg.N, sg.Mx, q.edge1, q.S_edge1)]
    if group == MONO:
        edges = [(loads.N, loads.Mx, q.edge1, q.S_edge1), (loads.N, -loads.Mx, q.edge2, q.S_edge2)]
    V = np.abs(loads.Vy)
    worst: Floats | None = None
    for N, M, y, S in edges:
        sigma = ask("equivalent", ch6.edge_stress, N=N, A_n=q.A, M=M, I_n=q.Ix, y_1=y)
        tau = ask("equivalent", ch6.shear_stress, V=V, S=S, I=q.Ix, t_w=q.tx)
        u = ask("equivalent", ch6.equivalent, sigma=sigma, sigma_c=0.0, tau=tau, beta_1=1.1, f=q.f_w)
        worst = u if worst is None else np.maximum(worst, u)
    if sigma_c is not None:
        sigma = ask("equivalent", ch6.edge_stress, N=loads.N, A_n=q.A, M=loads.Mx, I_n=q.Ix, y_1=q.edge1)
        tau = ask("equivalent", ch6.shear_stress, V=V, S=q.S_edge1, I=q.Ix, t_w=q.tx)
        beta_1 = ask("equivalent", ch6.beta_1, sigma=sigma, sigma_c=sigma_c)
        u = ask("equivalent", ch6.equivalent, sigma=sigma, sigma_c=sigma_c, tau=tau, beta_1=beta_1, f=q.f_w)
        worst = u if worst is None else np.where(sigma_c > 0.0, np.maximum(worst, u), worst)
    assert worst is not None
    sink.put("equivalent", times(worst, loads.re_strength), mask, sink.why)
