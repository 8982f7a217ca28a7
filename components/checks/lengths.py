"""Effective length factors of the members of a model: annex E for columns, 7.4 for trusses and crossed braces, else 1."""

from __future__ import annotations

import numpy as np

from components.checks.frames import Bars, Frame, frames
from components.checks.lines import Framing
from components.checks.trusses import GUSSETED, crossed_shares, web_shares
from components.codes.gb50017_2017.settings import Settings
from components.record import record
from components.table import Bools, Floats, Text

BRACES = ("brace", "tie", "strut", "crane_brace_low")
WEBS = ("truss_web", "truss_web_low")
BEAMS = ("beam",)


@record
class Effective:
    """mu_x, mu_y: l0/l of n members. frame_x, frame_y: storeys of columns. reduced: web members by table 7.4.1-1;
    crossed: braces by 7.4.2."""

    mu_x: Floats
    mu_y: Floats
    frame_x: Frame
    frame_y: Frame
    reduced: Bools
    crossed: Bools


def effective(
    axes: tuple[Floats, Floats, Floats],
    size: Floats,
    inertia: tuple[Floats, Floats],
    role: Text,
    family: Text,
    found: Framing,
    cfg: Settings,
) -> Effective:
    """Factors of n members. axes: start, end, up (n, 3); size mm; inertia: about x and y, mm4, NaN unknown."""
    start, end, up = (np.nan_to_num(a) for a in axes)
    unit = (end - start) / np.maximum(np.linalg.norm(end - start, axis=1), 1e-9)[:, None]
    near, length = found.touching, np.nan_to_num(found.whole)
    brace = role.isin(BRACES)
    bars = Bars(
        start, end, unit, up, size, *inertia, found.lx, role.isin(["column"]) & np.isfinite(found.whole),
        role.isin(BEAMS), brace,
    )  # fmt: skip
    frame_x, frame_y = frames(bars, near, cfg)
    single, angles = family.isin(["L"]), family.isin(GUSSETED)
    web = role.isin(WEBS) & angles & (cfg.truss_lengths == "table")
    web_x, web_y = web_shares(unit, up, near, web, role.isin(["truss_chord", "long_truss_chord"]), single)
    cross_x, cross_y, crossed = crossed_shares(unit, up, length, size, near, brace, single)
    reduced = (web_x < 1.0) | (web_y < 1.0)
    return Effective(
        _of(frame_x, found.lx, web_x * cross_x), _of(frame_y, found.ly, web_y * cross_y), frame_x, frame_y,
        reduced, crossed,
    )  # fmt: skip


def _of(frame: Frame, length: Floats, others: Floats) -> Floats:
    """l0/l: of a column from its storey; one held between its beams is no longer than what holds it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        l0 = np.where(frame.sway & ~frame.leaning, frame.l0, np.fmin(frame.l0, length))
        mu = l0 / length
    mu = np.where(np.isfinite(frame.l0) | np.isinf(frame.l0), mu, 1.0)
    return np.where(np.isfinite(others) & (others < 1.0), others, mu)
