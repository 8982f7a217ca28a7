"""Plates of sections: outstands, webs and walls as ratios, and the class limits of table 3.5.1 per
member.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from components.checks.gb50017.tables import SectionTable
from components.table import Bools, Floats

CODES = "components.codes.gb50017_2017"
I_KINDS = ("rolled_h", "rolled_i", "welded_i", "channel")
TEE_KINDS = ("rolled_tee", "welded_tee", "double_angle")
ANGLE_KINDS = ("equal_angle", "unequal_angle")
BOX_KINDS = ("welded_box", "rolled_box")
TUBE_KINDS = ("welded_tube", "rolled_tube")


@dataclass(frozen=True)
class Plates:
    """Plates of n members, mm and ratios. flange: outstand, wall between webs, D/t of a tube, leg of an
    angle.

    flange_beam, flange_column: class limits before epsilon_k, (4, n) by class S1 to S4; squared: times
    epsilon_k squared. web_class: the web has a row in table 3.5.1. classified: every plate has.
    t_flange, t_web: thickest plates.
    """

    h0: Floats
    flange: Floats
    web: Floats
    b_flange: Floats
    t_flange: Floats
    t_web: Floats
    flange_beam: Floats
    flange_column: Floats
    squared: Bools
    web_class: Bools
    classified: Bools


@cache
def limits() -> dict[tuple[str, str], Floats]:
    """Table 3.5.1 constants by (member, plate): (4,) S1 to S4."""
    text = resources.files(CODES).joinpath("table_3_5_1.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(r["member"], r["plate"]): np.array([float(r[f"s{i}"]) for i in (1, 2, 3, 4)]) for r in rows}


@cache
def web_constants() -> tuple[tuple[float, float, float], ...]:
    """c, d, n of the H web of table 3.5.1, S1 to S4."""
    text = resources.files(CODES).joinpath("table_3_5_1_web.csv").read_text(encoding="utf-8")
    return tuple((float(r["c"]), float(r["d"]), float(r["n"])) for r in csv.DictReader(text.splitlines()))


def plates(s: SectionTable) -> Plates:
    """Plates of sections (n,), by kind. Outstands and webs start at the root fillet of rolled sections."""
    i, tee, angle, box, tube = (
        s.kind.isin(k) for k in (I_KINDS, TEE_KINDS, ANGLE_KINDS, BOX_KINDS, TUBE_KINDS)
    )
    channel, double, solid = s.kind.isin(["channel"]), s.kind.isin(["double_angle"]), s.kind.isin(["solid"])
    r, t2 = np.nan_to_num(s.r), np.nan_to_num(s.t2)
    t_flange = np.where(angle | tube | double, s.tw, np.where(solid, np.fmin(s.h, s.b1), np.fmax(s.t1, t2)))
    t_web = np.where(solid, t_flange, s.tw)
    h0 = np.select(
        [i, tee & ~double, double, box],
        [s.h - s.t1 - t2 - 2 * r, s.h - s.t1 - r, s.h - s.tw - r, s.h - 2 * s.t1 - 2 * r],
        np.nan,
    )
    half1, half2 = (s.b1 - s.tw - 2 * r) / 2, (s.b2 - s.tw - 2 * r) / 2
    b = np.select(
        [channel | double, i | tee, box, tube, angle],
        [s.b1 - s.tw - r, half1, s.b1 - 2 * s.tw - 2 * r, s.h, np.fmax(s.h, s.b1) - 2 * s.tw], np.nan,
    )  # fmt: skip
    t = np.where(box, s.t1, np.where(i | (tee & ~double), s.t1, s.tw))
    flange = np.where(i & ~channel, np.fmax(b / t, half2 / s.t2), b / t)
    table = limits()

    def constants(member: str) -> Floats:
        wall, tubes = table[member, "wall"][:, None], table["column", "tube"][:, None]
        return np.where(box, wall, np.where(tube, tubes, table["column", "flange"][:, None]))

    return Plates(
        h0=h0, flange=flange, web=h0 / s.tw, b_flange=b, t_flange=t_flange, t_web=t_web,
        flange_beam=constants("beam"), flange_column=constants("column"),
        squared=tube, web_class=i | box, classified=i | box | tube,
    )  # fmt: skip
