"""The check of a latticed member: every clause asked once, written out by a recorder."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from components.checks.gb50017.adapt import section_table
from components.checks.gb50017.asking import Recorder, quiet
from components.checks.gb50017.finish import roles
from components.checks.gb50017.latticed import FACES, Battens, Built, Lacing, LatticedInputs, bar_of, built
from components.checks.gb50017.material import Strengths, gb_steel_row, gb_steels, strengths
from components.checks.gb50017.moments import beta_m
from components.checks.gb50017.plates import Plates, plates
from components.checks.gb50017.results import VERDICTS
from components.checks.gb50017.single import LOADS
from components.checks.gb50017.trace import Asked, Line
from components.codes.gb50017_2017 import (
    annexd,
    ch3,
    ch6,
    ch7,
    ch7_latticed,
    ch7_slenderness,
    ch8,
    ch8_latticed,
)
from components.codes.gb50017_2017.ch4 import E_MPA
from components.codes.gb50017_2017.curves import CURVES, constants
from components.sections import properties

CHECKS = {
    "axial_gross": "7.1.1-1", "strength": "8.1.1", "stability_x": "7.2.1", "stability_y": "7.2.1",
    "latticed_in_plane": "8.2.2-1", "limb_stability": "8.2.2", "limb_slenderness": "7.2.4/7.2.5",
    "slenderness": "7.4.6/7.4.7", "lacing": "7.6.1-1/7.6.3", "lacing_slenderness": "7.4.6",
    "batten_stiffness": "7.2.5", "batten_bending": "6.1.1", "batten_shear": "6.1.3",
    "axial_flange": "7.3.1", "axial_web": "7.3.1",
}  # fmt: skip
"""Checks of a latticed member in the order they are shown, and their clauses."""

CURVE = CURVES.index("b")
"""Latticed members, about either axis (table 7.2.1-1); limbs and bars take it too, which no table raises for them."""
LACING_LIMIT = 150.0
"""Slenderness of lacing bars, table 7.4.6."""


@dataclass(frozen=True)
class LatticedResult:
    """A checked latticed member. figures: by symbol, N, mm, MPa; verdict: a word of `VERDICTS`; reason: why it is
    unproven or not checked, "" where it is neither; governing: check name, "" where none."""

    inputs: LatticedInputs
    section: Built
    figures: dict[str, float]
    asked: tuple[Asked, ...]
    lines: tuple[Line, ...]
    utilisation: float
    governing: str
    verdict: str
    reason: str


@dataclass
class _Work:
    """State of one check: what was asked, figures and results so far."""

    i: LatticedInputs
    b: Built
    steel: Strengths
    eps: float
    ask: Recorder
    figures: dict[str, float] = field(default_factory=dict)
    found: dict[str, tuple[float, str]] = field(default_factory=dict)

    @property
    def f(self) -> float:
        return float(self.steel.f[0])

    def figure(self, symbol: str, tag: str, function: Callable[..., Any], **values: float) -> float:
        """A figure by a clause, kept by its symbol."""
        value = float(self.ask(tag, function, **values))
        self.figures[symbol] = value
        return value

    def put(self, check: str, value: float, reason: str = "checked") -> None:
        """A utilisation, or the reason there is none; of two the worse stands."""
        before = self.found.get(check, (-math.inf, ""))[0]
        if reason != "checked" or math.isnan(value):
            self.found[check] = (math.nan, reason if reason != "checked" else "no_value")
        elif not math.isnan(before) and value > before:
            self.found[check] = (value, "beyond_euler" if math.isinf(value) else "checked")

    def phi(self, tag: str, slenderness: float) -> float:
        """Stability factor by curve b."""
        number = float(
            self.steel.number[0] if self.i.settings.phi_yield_from == "grade" else self.steel.fy[0]
        )
        normal = float(self.ask(tag, annexd.lambda_n, lambda_=slenderness, f_y=number, E=E_MPA))
        a1, a2, a3 = (float(v[0]) for v in constants(np.array([CURVE], np.int32), np.array([normal])))
        return float(self.ask(tag, annexd.phi, lambda_n=normal, alpha_1=a1, alpha_2=a2, alpha_3=a3))


def check_latticed(inputs: LatticedInputs) -> LatticedResult:
    """Check one latticed member. `MemberRefused` where the inputs cannot be one."""
    b = built(inputs)
    row = np.array([gb_steel_row(inputs.grade)])
    steels = gb_steels()
    with quiet():
        limb = plates(section_table([b.limb.family], np.array([b.limb.dims]), [None]))
    steel = strengths(steels, row, limb.t_flange, limb.t_web, inputs.settings.strength_from)
    number = float(steel.number[0] if inputs.settings.epsilon_k_from == "grade" else steel.fy[0])
    ask = Recorder(inputs.settings.digits)
    with quiet():
        eps = float(ask("epsilon_k", ch3.epsilon_k, f_y=number))
        work = _Work(inputs, b, steel, eps, ask)
        _figures(work)
        if math.isnan(work.f):
            work.put("strength", math.nan, "thickness_off_table")
        else:
            lacing_f = _joined_strengths(inputs)
            _member(work, limb)
            _joining(work, lacing_f)
    return _concluded(work)


def _joined_strengths(i: LatticedInputs) -> Strengths:
    """Strengths of the bars or battens, of the grade of the member and their own thickness."""
    t = np.array([i.join.t if isinstance(i.join, Battens) else bar_of(i.join.bar)["t"]])
    return strengths(gb_steels(), np.array([gb_steel_row(i.grade)]), t, t, i.settings.strength_from)


def _figures(w: _Work) -> None:
    """Section, slenderness of the whole and of a limb, equivalent slenderness."""
    i, b, ask = w.i, w.b, w.figure
    I_x = ask("I_x", "I_x", ch7_latticed.limbs_inertia, n=float(b.n), I_1=b.I_1, A_1=b.A_1, a=b.a)
    I_y = I_x if b.square else b.n * b.I_y1
    i_x, i_y = math.sqrt(I_x / b.A), math.sqrt(I_y / b.A)
    w.figures |= {"A": b.A, "I_y": I_y, "i_x": i_x, "i_y": i_y, "a": b.a, "f": w.f, "epsilon_k": w.eps}
    lambda_x = ask("lambda_x", "lambda_x", ch7_slenderness.slenderness, l_0=i.l0x, i=i_x)
    lambda_y = ask("lambda_y", "lambda_y", ch7_slenderness.slenderness, l_0=i.l0y, i=i_y)
    clear = w.figures["l_01"] = _free(i, b)
    lambda_1 = ask("lambda_1", "lambda_1", ch7_slenderness.slenderness, l_0=clear, i=b.i_1)
    if isinstance(i.join, Battens):
        if b.square:
            ask("lambda_0x", "lambda_0x", ch7_latticed.battened_four_x, lambda_x=lambda_x, lambda_1=lambda_1)
            ask("lambda_0y", "lambda_0y", ch7_latticed.battened_four_y, lambda_y=lambda_y, lambda_1=lambda_1)
        else:
            ask("lambda_0x", "lambda_0x", ch7_latticed.battened, lambda_x=lambda_x, lambda_1=lambda_1)
        return
    cut = FACES * (2.0 if i.join.crossed else 1.0) * properties(bar_of(i.join.bar)).area_mm2
    w.figures["A_1x"] = cut
    if b.square:
        ask("lambda_0x", "lambda_0x", ch7_latticed.laced_four_x, lambda_x=lambda_x, A=b.A, A_1x=cut)
        ask("lambda_0y", "lambda_0y", ch7_latticed.laced_four_y, lambda_y=lambda_y, A=b.A, A_1y=cut)
    else:
        ask("lambda_0x", "lambda_0x", ch7_latticed.laced, lambda_x=lambda_x, A=b.A, A_1x=cut)


def _free(i: LatticedInputs, b: Built) -> float:
    """Free length of a limb: clear between battens; between joints of the lacing, single bars to and fro where the
    spacing is not stated."""
    if isinstance(i.join, Battens):
        return i.join.panel - i.join.depth
    if math.isfinite(i.join.panel):
        return i.join.panel
    return (1.0 if i.join.crossed else 2.0) * b.a / math.tan(math.radians(i.join.angle))


def _member(w: _Work, limb: Plates) -> None:
    """Strength, stability, slenderness and plates of the whole, stability and slenderness of a limb."""
    i, b, figures = w.i, w.b, w.figures
    solid = "lambda_0y" if b.square else "lambda_y"
    about_x, about_y = figures["lambda_0x"], figures[solid]
    most = float(np.maximum(about_x, about_y))  # not known where either is not
    phi_x = figures["phi_x"] = w.phi("phi_x", about_x)
    phi_y = figures["phi_y"] = w.phi("phi_y", about_y)
    N, M = i.N, abs(i.Mx)
    lengths = "bad_length" if math.isnan(most) else "checked"
    if N != 0.0:
        w.put("axial_gross", float(w.ask("axial_gross", ch7.axial_gross, N=abs(N), A=b.A, f=w.f)))
    if M > 0.0:
        _strength(w, M)
    if N > 0.0:
        for axis, phi in (("x", phi_x), ("y", phi_y)):
            tag = f"stability_{axis}"
            w.put(tag, float(w.ask(tag, ch7.axial_stability, N=N, phi=phi, A=b.A, f=w.f)), lengths)
        if lengths == "checked":
            _limb_plates(w, limb, most, min(phi_x, phi_y))
    if M > 0.0 and N >= 0.0:
        _bent(w, M, phi_x, lengths)
    column = "tension" if N < 0.0 else "compression"
    limit = float(roles()[i.role][column] or "nan")
    if math.isfinite(limit):
        share = w.ask("slenderness", ch7_slenderness.slenderness_share, lambda_=most, lambda_limit=limit)
        w.put("slenderness", float(share), lengths)
    if isinstance(i.join, Battens):
        bound = w.figure("lambda_1_limit", "limb_slenderness", ch7_latticed.limb_limit_battened,
                         lambda_max=most, epsilon_k=w.eps)  # fmt: skip
    else:
        bound = w.figure("lambda_1_limit", "limb_slenderness", ch7_latticed.limb_limit_laced, lambda_max=most)
    share = w.ask(
        "limb_slenderness", ch7_latticed.limb_share, lambda_1=figures["lambda_1"], lambda_1_limit=bound
    )
    w.put("limb_slenderness", float(share), lengths)


def _strength(w: _Work, M: float) -> None:
    """8.1.1 with gamma 1.0 about the open axis and the modulus of the outermost fibre."""
    W_n = w.figures["W_nx"] = w.figures["I_x"] / w.b.y_max
    u = w.ask("strength", ch8.strength, N=abs(w.i.N), A_n=w.b.A, M_x=M, M_y=0.0, gamma_x=1.0, gamma_y=1.0,
              W_nx=W_n, W_ny=1.0, f=w.f)  # fmt: skip
    w.put("strength", float(u))


def _bent(w: _Work, M: float, phi_x: float, lengths: str) -> None:
    """8.2.2: the whole in the plane of the moment, and the more compressed limb as a chord."""
    i, b, figures = w.i, w.b, w.figures
    NEx = w.figure("N'_Ex", "NEx", ch8.NE_prime, A=b.A, lambda_=figures["lambda_0x"], E=E_MPA)
    N_cr = w.figure("N_cr", "Ncrx", ch8.N_cr, E=E_MPA, A=b.A, lambda_=figures["lambda_0x"])
    W = w.figure("W_1x", "W_1x", ch8_latticed.modulus, I_x=figures["I_x"], y_0=b.y_0)
    one = (1, 1)
    beta = i.beta_mx
    if math.isnan(beta):
        ends = (np.full(one, i.M1x), np.full(one, i.M2x))
        kind, sway = np.full(one, LOADS[i.load_x]), np.full(one, i.sway_x)
        beta = float(
            beta_m(w.ask, "beta_mx", np.full(one, i.N), np.full(one, M), ends, kind,
                   np.full(one, i.Mqx), np.full(one, N_cr), sway)[0, 0]
        )  # fmt: skip
    figures["beta_mx"] = beta
    u = float(w.ask("latticed_in_plane", ch8_latticed.in_plane, N=i.N, phi_x=phi_x, A=b.A, beta_mx=beta,
                    M_x=M, W_1x=W, NEx=NEx, f=w.f))  # fmt: skip
    w.put("latticed_in_plane", math.inf if NEx <= i.N else u, lengths)
    tag = "limb_stability"
    N_1 = w.figure("N_1", tag, ch8_latticed.limb_force, N=i.N, M_x=M, a=b.a, n=float(b.n))
    own = along = figures["lambda_1"]
    if not b.square:
        sideways = math.sqrt(b.I_y1 / b.A_1)
        along = w.figure("lambda_y1", tag, ch7_slenderness.slenderness, l_0=i.l0y, i=sideways)
        own = max(own, along) if math.isfinite(along) else along
    if isinstance(i.join, Battens):
        _battened_limb(w, N_1, along)
        return
    phi = figures["phi_1"] = w.phi(tag, own)
    w.put(tag, float(w.ask(tag, ch7.axial_stability, N=N_1, phi=phi, A=b.A_1, f=w.f)), lengths)


def _battened_limb(w: _Work, N_1: float, along: float) -> None:
    """A limb between battens is bent by the shear force as well: 8.2.1 with beta and gamma 1.0 about its own axis."""
    tag, b, panel = "limb_stability", w.b, w.i.join.panel
    V = _shear(w, tag)
    M_1 = w.figure("M_1", tag, ch8_latticed.limb_moment, V=V, l_1=panel, n=float(b.n))
    lambda_1 = w.figures["lambda_1"]
    phi = w.figures["phi_1"] = w.phi(tag, lambda_1)
    NE = float(w.ask(tag, ch8.NE_prime, A=b.A_1, lambda_=lambda_1, E=E_MPA))
    same = {"N": N_1, "A": b.A_1, "M_x": M_1, "W_1x": b.W_1, "f": w.f}
    u = float(w.ask(tag, ch8.in_plane, phi_x=phi, beta_mx=1.0, gamma_x=1.0, NEx=NE, **same))
    w.put(tag, math.inf if N_1 >= NE else u)
    if not b.square:
        phi_y = w.phi(tag, along)
        u = float(w.ask(tag, ch8.out_of_plane, phi_y=phi_y, eta=1.0, beta_tx=1.0, phi_b=1.0, **same))
        w.put(tag, u, "bad_length" if math.isnan(along) else "checked")


def _shear(w: _Work, tag: str) -> float:
    """The larger of the shear force stated and that of 7.2.7 (8.2.7)."""
    least = w.figure("V", tag, ch7_latticed.shear, A=w.b.A, f=w.f, epsilon_k=w.eps)
    if w.i.V == 0.0:
        return least
    return w.figure("V", tag, ch8_latticed.joining_shear, V_own=abs(w.i.V), V_least=least)


def _limb_plates(w: _Work, limb: Plates, most: float, phi: float) -> None:
    """Plates of the limbs by 7.3.1 with the slenderness of the member, raised by 7.3.2 under axial force alone."""
    alpha = 1.0
    if w.i.Mx == 0.0:
        alpha = float(w.ask("axial_flange", ch7.limit_increase, phi=phi, A=w.b.A, f=w.f, N=w.i.N))
    outer, web = float(limb.flange[0]), float(limb.web[0])
    if w.b.limb.family == "L":
        limit = float(w.ask("axial_flange", ch7.limit_angle, lambda_=most, epsilon_k=w.eps))
    else:
        limit = float(w.ask("axial_flange", ch7.limit_flange, lambda_=most, epsilon_k=w.eps))
        inner = float(w.ask("axial_web", ch7.limit_web, lambda_=most, epsilon_k=w.eps))
        w.put(
            "axial_web", float(w.ask("axial_web", ch7.web_share, h0_tw=web, h0_tw_limit=inner, alpha=alpha))
        )
    w.put(
        "axial_flange",
        float(w.ask("axial_flange", ch7.flange_share, b_t=outer, b_t_limit=limit, alpha=alpha)),
    )


def _joining(w: _Work, own: Strengths) -> None:
    """Lacing bars or battens under the shear force."""
    tag = "lacing" if isinstance(w.i.join, Lacing) else "batten_bending"
    if np.isnan(own.f[0]):
        w.put(tag, math.nan, "thickness_off_table")
        return
    V_1 = w.figure("V_1", tag, ch7_latticed.face_shear, V=_shear(w, tag), n_f=float(FACES))
    if isinstance(w.i.join, Lacing):
        _laced(w, w.i.join, V_1, float(own.f[0]))
    else:
        _battened(w, w.i.join, V_1, float(own.f[0]), float(own.fv_w[0]))


def _laced(w: _Work, join: Lacing, V_1: float, f: float) -> None:
    bar = bar_of(join.bar)
    p, alpha = properties(bar), join.angle
    N_d = w.figure(
        "N_d", "lacing", ch7_latticed.lacing_force, V_1=V_1, n=2.0 if join.crossed else 1.0, alpha=alpha
    )
    length = w.figures["l_d"] = w.b.a / math.sin(math.radians(alpha))
    slim = w.figure("lambda_d", "lacing", ch7_slenderness.slenderness, l_0=length, i=p.iv_mm)
    phi = w.figures["phi_d"] = w.phi("lacing", slim)
    eta = w.figure("eta", "lacing", ch7.eta_equal_leg, lambda_=slim)
    rho = float(w.ask("lacing", ch7.rho_e_angle, w=bar["b"] - 2.0 * bar["t"], t=bar["t"], epsilon_k=w.eps))
    u = w.ask("lacing", ch7.one_leg_stability, N=N_d, eta=eta, phi=phi, A=p.area_mm2, f=f, rho_e=rho)
    w.put("lacing", float(u))
    share = w.ask(
        "lacing_slenderness", ch7_slenderness.slenderness_share, lambda_=slim, lambda_limit=LACING_LIMIT
    )
    w.put("lacing_slenderness", float(share))


def _battened(w: _Work, join: Battens, V_1: float, f: float, fv: float) -> None:
    b, area = w.b, join.depth * join.t
    own = join.t * join.depth**3 / 12.0
    u = w.ask(
        "batten_stiffness", ch7_latticed.batten_stiffness, I_b=FACES * own, a=b.a, I_1=b.I_1, l_1=join.panel
    )
    w.put("batten_stiffness", float(u))
    T = w.figure("T", "batten_shear", ch7_latticed.batten_shear, V_1=V_1, l_1=join.panel, a=b.a)
    M = w.figure("M_b", "batten_bending", ch7_latticed.batten_moment, V_1=V_1, l_1=join.panel)
    W = own / (join.depth / 2.0)
    u = w.ask("batten_bending", ch6.bending, M_x=M, M_y=0.0, gamma_x=1.0, gamma_y=1.0, W_nx=W, W_ny=W, f=f)
    w.put("batten_bending", float(u))
    S = area / 2.0 * join.depth / 4.0
    w.put("batten_shear", float(w.ask("batten_shear", ch6.shear, V=T, S=S, I=own, t_w=join.t, f_v=fv)))


def _concluded(w: _Work) -> LatticedResult:
    """Lines in order, what governs, and the verdict."""
    cfg, lines = w.i.settings, []
    for check, clause in CHECKS.items():
        value, reason = w.found.get(check, (math.nan, "not_applicable"))
        lines.append(Line(check, "gb50017_2017", clause, value, -1, -1, reason))
    known = [line for line in lines if not math.isnan(line.utilisation)]
    worst = max(known, key=lambda line: line.utilisation, default=None)
    missing = [
        line.reason for line in lines if math.isnan(line.utilisation) and line.reason != "not_applicable"
    ]
    best = worst.utilisation if worst else math.nan
    loaded = w.i.forces and (w.i.N != 0.0 or w.i.Mx != 0.0)
    reason = missing[0] if missing else "" if loaded else "no_forces"
    verdict = "near" if best > cfg.near else "passes"
    if reason:
        verdict = "unproven" if loaded and known else "not_checked"
    if best > cfg.over:
        verdict = "over"
    assert verdict in VERDICTS
    asked = tuple(Asked(tag, step) for tag, step in w.ask.steps)
    return LatticedResult(
        w.i, w.b, w.figures, asked, tuple(lines), best, worst.check if worst else "", verdict,
        "" if verdict in ("passes", "near", "over") else reason,
    )  # fmt: skip
