"""Sections of `components.sections` as the columns a check reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from components.checks.gb50017.tables import SectionTable
from components.sections.families import DIMENSIONS
from components.sections.outline import as_rows, valid
from components.sections.properties import Columns, properties_of
from components.table import Floats, Text

HOT, COLD, WELDED, ROLLED = "hot_formed", "cold_formed", "welded", "rolled"
PROCESSES = (HOT, COLD, WELDED, ROLLED)
"""How a section was made, where it is not plain from its shape."""

NUMBERS = tuple(n for n in SectionTable.names() if n != "kind")


def section_table(families: Sequence[str], dims: Floats, processes: Sequence[str | None]) -> SectionTable:
    """Sections of mixed families, (n,) names, (n, 8) dims as in `DIMENSIONS`, and how each was made.

    Hollow sections of unknown making count as cold-formed, tubes as welded, I and tee without root
    fillet as welded. Families GB 50017 has no rules for, and dimensions that cannot be a section, have
    no kind.
    """
    rows = as_rows(dims)
    n = len(families)
    kinds: list[str | None] = [None] * n
    columns = {name: np.full(n, np.nan) for name in NUMBERS}
    for family in dict.fromkeys(families):
        if family not in DIMENSIONS:
            continue
        at = np.flatnonzero(np.array([f == family for f in families]))
        at = at[valid(family, rows[at])]
        if not len(at):
            continue
        part = _columns(family, rows[at], properties_of(family, rows[at]))
        for name, values in part.items():
            columns[name][at] = values
        for i in at.tolist():
            kinds[i] = kind_of(family, rows[i], processes[i])
    return SectionTable(kind=Text.of(kinds), **columns)


def kind_of(family: str, dims: Floats, process: str | None) -> str | None:
    """Kind of a section for the tables of GB 50017; None where it has none."""
    d = dict(zip(DIMENSIONS[family], dims.tolist(), strict=False))
    if family in ("CC", "CZ") or (process == COLD and family in ("RHS", "CHS")):
        return "cold_formed"
    if family == "I":
        if d["slope"] > 0.0:
            return "rolled_i"
        return "rolled_h" if (d["r"] > 0.0 or process in (HOT, ROLLED)) and process != WELDED else "welded_i"
    if family == "T":
        return (
            "rolled_tee" if (d["r"] > 0.0 or process in (HOT, ROLLED)) and process != WELDED else "welded_tee"
        )
    if family == "L":
        return "equal_angle" if d["a"] == d["b"] else "unequal_angle"
    if family == "RHS":
        return "rolled_box" if process in (HOT, ROLLED) else "cold_formed"
    if family == "CHS":
        return "rolled_tube" if process in (HOT, ROLLED) else "welded_tube"
    fixed = {"IM": "welded_i", "C": "channel", "2L": "double_angle", "BOX": "welded_box"}
    return {**fixed, "ROUND": "solid", "FLAT": "solid"}.get(family)


def _columns(family: str, rows: Floats, p: Columns) -> dict[str, Floats]:
    d = {name: rows[:, i] for i, name in enumerate(DIMENSIONS[family])}
    flat = {
        "A": p.area_mm2, "Ix": p.Ix_mm4, "Iy": p.Iy_mm4, "It": p.It_mm4, "Iw": p.Iw_mm6, "i_min": p.iv_mm,
        "y_s": np.abs(p.xs_mm - p.xc_mm) if family == "C" else np.abs(p.ys_mm - p.yc_mm),
        "W1x": p.Wx_top_mm3, "W2x": p.Wx_bottom_mm3, "Wy": np.fmin(p.Wy_left_mm3, p.Wy_right_mm3),
        "Sx": p.Sx_mm3, "Sy": p.Sy_mm3,
    }  # fmt: skip
    return {**flat, **_plates(family, d)}


def _plates(family: str, d: dict[str, Floats]) -> dict[str, Floats]:
    nil = np.zeros(len(next(iter(d.values()))))
    if family in ("I", "C"):
        both = {"b1": d["b"], "t1": d["tf"], "b2": d["b"], "t2": d["tf"]}
        return {**both, "h": d["h"], "tw": d["tw"], "r": d["r"]}
    if family == "IM":
        return {name: d[name] for name in ("h", "b1", "t1", "b2", "t2", "tw", "r")}
    if family == "T":
        return {"h": d["h"], "b1": d["b"], "t1": d["tf"], "b2": nil, "t2": nil, "tw": d["tw"], "r": d["r"]}
    if family in ("L", "2L"):
        return {"h": d["a"], "b1": d["b"], "t1": d["t"], "b2": nil, "t2": nil, "tw": d["t"], "r": d["r"]}
    if family == "RHS":
        return {
            "h": d["h"],
            "b1": d["b"],
            "t1": d["t"],
            "tw": d["t"],
            "b2": d["b"],
            "t2": d["t"],
            "r": d["ri"],
        }
    if family == "BOX":
        return {
            "h": d["h"],
            "b1": d["b"],
            "t1": d["tf"],
            "tw": d["tw"],
            "b2": d["b"],
            "t2": d["tf"],
            "r": nil,
        }
    if family == "CHS":
        return {"h": d["d"], "b1": d["d"], "tw": d["t"], "t1": d["t"], "b2": nil, "t2": nil, "r": nil}
    if family in ("ROUND", "FLAT"):
        size = d["d"] if family == "ROUND" else d["b"]
        wide = d["d"] if family == "ROUND" else d["t"]
        return {"h": size, "b1": wide, "tw": wide, "t1": size, "b2": nil, "t2": nil, "r": nil}
    return {}
