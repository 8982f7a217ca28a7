"""Tables 7.2.1-1 and 7.2.1-2: which of the curves a to d a section takes; figures in curves.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np

from components.codes.gb50017_2017.annexd import phi as annex_d_phi
from components.table import Bools, Codes, Floats, Text

CURVES = ("a", "b", "c", "d")
STARRED = {"a*": ("b", "a"), "b*": ("c", "b")}
"""Curve of a starred cell: for Q235, for Q345 (Q355) and above."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = resources.files(__package__).joinpath("curves.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _constants() -> tuple[Floats, Floats]:
    """Table D.0.5 as (curve, range, 3) constants and (curve,) upper lambda_n of the first range."""
    text = resources.files(__package__).joinpath("table_d_0_5.csv").read_text(encoding="utf-8")
    table, upto = np.zeros((4, 2, 3)), np.full(4, np.inf)
    for row in csv.DictReader(text.splitlines()):
        curve = CURVES.index(row["curve"])
        values = [float(row[f"alpha_{i}"]) for i in (1, 2, 3)]
        if np.isfinite(float(row["upto_lambda_n"])):
            table[curve, 0], upto[curve] = values, float(row["upto_lambda_n"])
        else:
            table[curve, 1] = values
            if not table[curve, 0].any():
                table[curve, 0] = values
    return table, upto


def curves(
    kind: Text, edge: Text, t: Floats, b_over_h: Floats, b_over_t: Floats, f_y: Floats
) -> tuple[Codes, Codes]:
    """Curve about x and about y, (n,) int32 into `CURVES`, -1 where the tables have no row.

    kind: as in curves.csv. edge: flame_cut or sheared. t: thickest plate, mm. b_over_h: flange width over
    depth.
    b_over_t: narrowest wall of a box. f_y: yield number of the grade, MPa.
    """
    x, y = np.full(len(t), -1, np.int32), np.full(len(t), -1, np.int32)
    thick = {"thin": t < 40.0, "mid": (t >= 40.0) & (t < 80.0), "heavy": t >= 80.0, "any": t > 0.0}
    ratio = {
        "": np.ones(len(t), bool), "b/h<=0.8": b_over_h <= 0.8, "b/h>0.8": b_over_h > 0.8,
        "b/t>20": b_over_t > 20.0, "b/t<=20": b_over_t <= 20.0,
    }  # fmt: skip
    for row in _rows():
        mask = kind.isin([row["kind"]]) & thick[row["thick"]] & ratio[row["ratio"]]
        if row["edge"]:
            mask = mask & edge.isin([row["edge"]])
        if mask.any():
            x[mask], y[mask] = _cell(row["x"], f_y[mask]), _cell(row["y"], f_y[mask])
    return x, y


def _cell(cell: str, f_y: Floats) -> Codes:
    if cell not in STARRED:
        return np.full(len(f_y), CURVES.index(cell), np.int32)
    low, high = STARRED[cell]
    return np.where(f_y < 345.0, CURVES.index(low), CURVES.index(high)).astype(np.int32)


def constants(curve: Codes, lambda_n: Floats) -> tuple[Floats, Floats, Floats]:
    """alpha_1, alpha_2, alpha_3 of table D.0.5, (n,) each; NaN where the curve is -1."""
    table, upto = _constants()
    known: Bools = curve >= 0
    at = np.where(known, curve, 0)
    found = table[at, np.where(lambda_n <= upto[at], 0, 1)]
    found = np.where(known[:, None], found, np.nan)
    return found[:, 0], found[:, 1], found[:, 2]


def phi(curve: Codes, lambda_n: Floats) -> Floats:
    """Stability factor of columns with their own curve (D.0.5), (n,)."""
    with np.errstate(invalid="ignore", divide="ignore"):  # lambda_n = 0: the branch not taken is 0/0
        return np.asarray(annex_d_phi(lambda_n, *constants(curve, lambda_n)))
