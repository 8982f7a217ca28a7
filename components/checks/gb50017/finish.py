"""Checks that need no combination: slenderness (7.4.6, 7.4.7) and the seismic limits of GB/T 50011."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.quantities import BOX, TUBE, Quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.checks.gb50017.tables import MemberTable
from components.codes.gb50017_2017 import ch7_slenderness
from components.codes.gbt50011_2010 import ch8 as seismic
from components.table import Bools, Floats, Ints


@cache
def roles() -> dict[str, dict[str, str]]:
    """Limits of tables 7.4.6 and 7.4.7 by role, with the kind of member for the seismic limits."""
    text = resources.files(__package__).joinpath("limits.csv").read_text(encoding="utf-8")
    return {row["role"]: row for row in csv.DictReader(text.splitlines())}


def _by_role(m: MemberTable, column: str) -> Floats:
    words = [float(roles().get(w, {}).get(column) or "nan") for w in m.role.vocabulary] + [np.nan]
    return np.array(words)[m.role.codes]


def _kind_by_role(m: MemberTable) -> NDArray[np.str_]:
    words = [roles().get(w, {}).get("member", "") for w in m.role.vocabulary] + [""]
    return np.array(words)[m.role.codes]


def finish(ask: Ask, q: Quantities, m: MemberTable, most_N: Floats, least_N: Floats, sink: Sink) -> None:
    """Slenderness and seismic columns. most_N, least_N: (n,) extremes of N over all rows, NaN without
    forces.
    """
    n = len(m)
    sink.members = np.arange(n)
    pulled = (most_N <= 0.0) & (least_N < 0.0)
    # a slenderness needs no grade
    why = np.where(q.why == CODE["unknown_grade"], 0, q.why)
    lengths = np.where(why > 0, why, np.where(q.why_x > 0, q.why_x, q.why_y))
    lengths = np.where(np.isfinite(q.lambda_x) & np.isfinite(q.lambda_y) & (why == 0), 0, lengths)
    known = np.isin(m.role.codes, [i for i, w in enumerate(m.role.vocabulary) if w in roles()])
    limit = np.where(pulled, _by_role(m, "tension"), _by_role(m, "compression"))
    slenderness = np.fmax(q.lambda_x, q.lambda_y)
    # a purlin that is bent alone is no compression member; without forces it may turn out to be one
    bent_alone = (_kind_by_role(m) == "beam") & (most_N == 0.0) & (least_N == 0.0)
    limit = np.where(bent_alone, np.nan, limit)
    applies = np.isfinite(limit) | ~known
    u = where(ask, "slenderness", np.isfinite(limit) & (lengths == 0), ch7_slenderness.slenderness_share,
              lambda_=slenderness, lambda_limit=limit)  # fmt: skip
    _write(sink, "slenderness", u, applies, np.where(known, lengths, CODE["role_unknown"]))
    if (m.seismic_grade > 0).any():
        _seismic(ask, q, m, most_N, sink, slenderness, lengths)


def _write(sink: Sink, check: str, u: Floats, applies: Bools, why: Ints) -> None:
    reason = np.select(
        [why > 0, np.isnan(u), np.isinf(u)], [why, CODE["no_value"], CODE["limit_nil"]], default=0
    )
    reason = np.where(applies, reason, CODE["not_applicable"]).astype(np.int16)
    u = np.where(applies & (why == 0), u, np.nan)
    sink.write(check, u, np.full(len(u), -1, np.int64), reason)


def _seismic(
    ask: Ask, q: Quantities, m: MemberTable, most_N: Floats, sink: Sink, slenderness: Floats, lengths: Ints
) -> None:
    kind, grade = _kind_by_role(m), np.clip(m.seismic_grade, 0, 4)
    due = m.seismic_grade > 0
    eps = q.epsilon_k
    box, tube, brace = q.group == BOX, q.group == TUBE, kind == "brace"
    unknown = np.where(kind == "", CODE["role_unknown"], q.why)

    def figure(plate: str) -> Floats:
        table = seismic.figures()
        out = np.full(len(m), np.nan)
        for member in ("column", "beam", "brace"):
            if (member, plate) in table:
                out = np.where(kind == member, table[member, plate][grade], out)
        return out

    def share(check: str, constant: Floats, value: Floats, why: Ints) -> None:
        use = due & np.isfinite(constant) & np.isfinite(value)
        limit = where(ask, check, use & ~brace & ~tube, seismic.plate_limit, c=constant, epsilon_k=eps)
        limit = where(
            ask, check, use & brace & ~tube, seismic.brace_plate_limit, limit, c=constant, epsilon_k=eps
        )
        limit = where(ask, check, use & tube, seismic.tube_limit, limit, c=constant, epsilon_k=eps)
        if check == "seismic_web":
            u = where(ask, check, use, seismic.web_share, h0_tw=value, h0_tw_limit=limit)
        else:
            u = where(ask, check, use & ~tube, seismic.flange_share, b_t=value, b_t_limit=limit)
            u = where(ask, check, use & tube, seismic.tube_share, u, D_t=value, D_t_limit=limit)
        _write(sink, check, u, due & (use | (kind == "")), why)

    use = due & np.isfinite(figure("slenderness"))
    constant, tag = figure("slenderness"), "seismic_slenderness"
    limit = where(ask, tag, use & ~brace, seismic.slenderness_limit, c=constant, epsilon_k=eps)
    limit = where(ask, tag, use & brace, seismic.brace_slenderness_limit, limit, c=constant, epsilon_k=eps)
    u = where(
        ask, "seismic_slenderness", use, seismic.slenderness_share, lambda_=slenderness, lambda_limit=limit
    )
    _write(sink, "seismic_slenderness", u, use, np.where(unknown > 0, unknown, lengths))
    flange = np.select([box, tube], [figure("wall"), figure("tube")], figure("flange"))
    share("seismic_flange", flange, q.flange, unknown)
    rho = np.where(np.isfinite(most_N), np.maximum(most_N, 0.0), 0.0) / (q.A * q.f)
    beam = due & (kind == "beam") & q.web_class
    web = np.where(box & (kind != "beam"), figure("wall"), figure("web"))
    beam_limit = where(
        ask, "seismic_web", beam, seismic.beam_web_limit,
        c=figure("web_c"), d=figure("web_d"), cap=figure("web_cap"), rho=rho, epsilon_k=eps,
    )  # fmt: skip
    share("seismic_web", np.where(beam, beam_limit / eps, np.where(q.web_class, web, np.nan)), q.web, unknown)
