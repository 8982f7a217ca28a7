"""The role of every member and the standard that governs it, from its name, class and place."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.checks.touching import Touches
from components.model import Model
from components.table import Bools, Floats, Ints, Text

PORTAL, COLD, COMPOSITE = "GB 51022", "GB 50018", "GB 50017 14"
"""Governing standards whose members are not checked here."""
COLD_FAMILIES = ("CC", "CZ")
UPRIGHT, LEVEL = 0.94, 0.26
"""A member counts as upright above this share of its direction, as level below."""
NAME, CLASS, PLACE = "name", "class", "place"
"""What decided a role."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))


LINE = "IfcStructuralCurveMember"
"""Class of the line members of an analysis view, which have no role but their place."""


def _holds(name: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", name) is not None
    return word in name


def role_of_name(name: str) -> str | None:
    """The role a name tells, None where it tells none."""
    lower = name.lower()
    return next((r["role"] for r in _words()["role"] if any(_holds(lower, w) for w in r["words"])), None)


def is_portal_name(name: str) -> bool:
    """Whether a name is that of a part of a light portal frame."""
    return any(_holds(name.lower(), w) for w in _words()["portal"]["words"])


def roles(model: Model, rows: Ints, rise: Floats) -> tuple[Text, Text]:
    """Role and what decided it, for component rows. rise: share of the direction that is upright, NaN unknown.

    Tensioned round bars have no role: 7.4.7 sets them no limit.
    """
    c = model.components
    by_name = c.name.take(rows).map(role_of_name)
    steep = np.nan_to_num(rise, nan=-1.0)
    kinds = c.ifc_class.take(rows)
    guess = np.full(len(rows), -1, np.int32)
    words = ("column", "beam", "brace")
    guess[(steep >= UPRIGHT) & kinds.isin(["IfcMember", "IfcBuildingElementProxy", LINE])] = 0
    guess[(steep >= 0.0) & (steep <= LEVEL) & kinds.isin(["IfcMember", LINE])] = 1
    guess[(steep > LEVEL) & (steep < UPRIGHT)] = 2
    by_place = Text(guess, words)
    by_class = kinds.map({"IfcColumn": "column", "IfcBeam": "beam"}.get)
    role = by_place.where(by_class.codes >= 0, by_class).where(by_name.codes >= 0, by_name)
    how = np.where(by_name.codes >= 0, 0, np.where(by_class.codes >= 0, 1, np.where(guess >= 0, 2, -1)))
    bars = c.family.take(rows).isin(["ROUND"])
    role = role.where(bars, Text.full(len(rows)))
    return role, Text(np.where(bars, -1, how).astype(np.int32), (NAME, CLASS, PLACE))


def standards(model: Model, rows: Ints, role: Text, rise: Floats, near: Touches) -> Text:
    """Governing standard where it is not GB 50017: cold-formed, light portal frames, composite beams."""
    c = model.components
    family = c.family.take(rows)
    n = len(rows)
    cold = family.isin(COLD_FAMILIES)
    portal = c.name.take(rows).match(is_portal_name) | _sloped(family, role, rise, cold, near)
    portal |= _touching(near, portal, n) & (rise > UPRIGHT) & ~cold
    # bracing in a building of portal frames belongs to them, whether or not its axis reaches one
    portal |= (
        portal.any()
        & (role.isin(["brace", "tie", "strut", "crane_brace_low"]) | family.isin(["ROUND"]))
        & ~cold
    )
    studded = _with_studs(model, rows) & role.isin(["beam"])
    code = np.where(cold, 1, np.where(portal, 0, np.where(studded, 2, -1)))
    return Text(code.astype(np.int32), (PORTAL, COLD, COMPOSITE))


def _touching(near: Touches, marked: Bools, n: int) -> Bools:
    """Members that touch a marked one."""
    out = np.zeros(n, np.bool_)
    out[near.a[marked[near.b]]] = True
    return out


def _sloped(family: Text, role: Text, rise: Floats, cold: Bools, near: Touches) -> Bools:
    """I beams on a roof slope that carry cold-formed purlins: rafters of a light portal frame."""
    slope = (rise > 0.02) & (rise < 0.55) & family.isin(["I", "IM"]) & role.isin(["beam"])
    return slope & _touching(near, cold, len(cold))


def _with_studs(model: Model, rows: Ints) -> Bools:
    """Beams in an assembly with shear studs."""
    c, f = model.components, model.fasteners
    studs = f.component[f.kind.isin(["stud"])]
    with_studs = np.unique(c.assembly[studs])
    return np.isin(c.assembly[rows], with_studs[with_studs >= 0])
