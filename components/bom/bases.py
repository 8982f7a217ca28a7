"""Steel-structure bases: what each can make, and which assemblies go where."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from components.bom.marks import Marking
from components.findings import INFO, WARNING, Finding
from components.model import Model
from components.table import Bools, Floats, Ints, Text


@dataclass(frozen=True)
class Base:
    """One base. capacity_kg: per month. longest_mm, heaviest_kg: of one piece; NaN: no limit stated."""

    code: str
    name: str
    city: str
    capacity_kg: float
    longest_mm: float
    heaviest_kg: float


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold; an empty one always does. marks: patterns with * and ?. by_hand: before others."""

    base: str
    kinds: tuple[str, ...] = ()
    storeys: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True)
class Bases:
    """The bases and the rules in order. example: the file says of itself that its figures are not real."""

    bases: tuple[Base, ...]
    rules: tuple[Rule, ...]
    example: bool = False


@dataclass(frozen=True, eq=False)
class Assignment:
    """base_of: (p,) row of the base of each piece, -1 where no rule fits. over: (p,) pieces over a limit of theirs."""

    bases: Bases
    base_of: Ints
    over: Bools
    findings: tuple[Finding, ...]


def assign(bases: Bases, model: Model, marking: Marking, length: Floats, mass: Floats) -> Assignment:
    """Give each piece to a base. length [mm], mass [kg]: (p,) of the pieces; NaN where unknown."""
    p = marking.belonging.pieces
    c = model.components
    place = {b.code: i for i, b in enumerate(bases.bases)}
    of = np.full(len(p), -1, np.int64)
    kind = Text(marking.piece_kind.astype(np.int32), tuple(s.kind for s in marking.rules.series))
    storey, lot = c.storey.take(p.main), marking.lot.take(p.main)
    for rule in sorted(bases.rules, key=lambda r: not r.by_hand):
        fits = of < 0
        for column, wanted in ((kind, rule.kinds), (storey, rule.storeys), (lot, rule.lots)):
            if wanted:
                fits = fits & column.isin(wanted)
        if rule.marks:
            fits = fits & marking.piece_mark.match(
                lambda m, some=rule.marks: any(fnmatchcase(m, w) for w in some)
            )
        of[fits] = place[rule.base]
    limits = np.array([(b.longest_mm, b.heaviest_kg) for b in bases.bases] + [(np.nan, np.nan)])
    over = (length > limits[of, 0]) | (mass > limits[of, 1])
    return Assignment(bases, of, over, tuple(_findings(bases, model, marking, of, over)))


def _findings(bases: Bases, model: Model, marking: Marking, of: Ints, over: Bools) -> list[Finding]:
    main = model.components.step_id[marking.belonging.pieces.main]
    found = []
    if bases.example:
        found.append(Finding("marks.bases_example", WARNING))
    lost = of < 0
    if lost.any():
        ids = tuple(main[lost].tolist())
        found.append(Finding("marks.unassigned", WARNING, ids, {"count": len(ids)}))
    for i, base in enumerate(bases.bases):
        some = over & (of == i)
        if some.any():
            ids = tuple(main[some].tolist())
            found.append(Finding("marks.over_limit", WARNING, ids, {"count": len(ids), "base": base.name}))
        if not (of == i).any():
            found.append(Finding("marks.base_without_work", INFO, (), {"base": base.name}))
    return found
