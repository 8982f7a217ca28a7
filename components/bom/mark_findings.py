"""What is odd about the marks: one mark for two things, two for one, marks nobody was sure of."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from components.bom.marks import BY_MODEL, Marking
from components.bom.shapes import DRAWN, NONE
from components.findings import INFO, WARNING, Finding
from components.model import Model
from components.table import Bools, Ints, Text

_NAMED = 12
"""Marks named in one sentence."""


def mark_findings(model: Model, marking: Marking) -> tuple[Finding, ...]:
    """Findings about the marks of parts and pieces."""
    m, c = marking, model.components
    part, group = m.part.take(m.rows), m.identity.group
    ids = c.step_id[m.rows]
    p = m.belonging.pieces
    several = ~p.single
    out = [
        *_two_contents("marks.two_contents", part, group, ids),
        *_two_contents(
            "marks.assembly_two_contents", m.piece_mark, m.pieces.group, c.step_id[p.main], several
        ),
        *_loose_sharing(model, m),
        *_two_marks(part, group, ids, m.part_by.take(m.rows).isin((BY_MODEL,))),
        *_unsure(m, part, ids),
        *_case(part, ids),
    ]
    for code, form in (("marks.no_shape", NONE), ("marks.drawn_only", DRAWN)):
        some = m.shapes.form == form
        if some.any():
            out.append(_finding(code, INFO, ids[some], {"count": int(some.sum())}))
    numbered = m.part_by.take(m.rows).isin(("number",))
    if numbered.any():
        marks = len(np.unique(part.codes[numbered]))
        args = {"count": int(numbered.sum()), "marks": marks, "tolerance": f"{m.rules.tolerance_mm:g}"}
        out.append(Finding("marks.numbered", INFO, (), args))
    return tuple(out)


def _finding(code: str, severity: str, ids: Ints, args: dict[str, object]) -> Finding:
    return Finding(code, severity, tuple(sorted(int(i) for i in ids.tolist())), args)


def _named(words: list[str]) -> str:
    some = ", ".join(sorted(words)[:_NAMED])
    return some + (" …" if len(words) > _NAMED else "")


def _two_contents(code: str, mark: Text, group: Ints, ids: Ints, only: Bools | None = None) -> list[Finding]:
    """One mark, several contents."""
    live = (mark.codes >= 0) & (np.ones(len(mark), np.bool_) if only is None else only)
    pairs = np.unique(np.column_stack((mark.codes[live], group[live])), axis=0)
    codes, times = np.unique(pairs[:, 0], return_counts=True)
    bad = codes[times > 1]
    if not len(bad):
        return []
    words = [mark.vocabulary[i] for i in bad.tolist()]
    used = len(codes)
    hit = live & np.isin(mark.codes, bad)
    return [_finding(code, WARNING, ids[hit], {"count": len(words), "marks": _named(words), "total": used})]


def _loose_sharing(model: Model, m: Marking) -> list[Finding]:
    """Different loose parts with one assembly mark: the model names their assembly and does not group them."""
    p = m.belonging.pieces
    live = p.single & (m.piece_mark.codes >= 0)
    pairs = np.unique(np.column_stack((m.piece_mark.codes[live], m.pieces.group[live])), axis=0)
    codes, times = np.unique(pairs[:, 0], return_counts=True)
    bad = codes[times > 1]
    if not len(bad):
        return []
    words = [m.piece_mark.vocabulary[i] for i in bad.tolist()]
    hit = live & np.isin(m.piece_mark.codes, bad)
    ids = model.components.step_id[p.main[hit]]
    return [_finding("marks.loose_sharing", WARNING, ids, {"count": len(words), "marks": _named(words)})]


def _two_marks(mark: Text, group: Ints, ids: Ints, by_model: Bools) -> list[Finding]:
    """One part, several marks of the model."""
    marks: dict[int, set[int]] = defaultdict(set)
    live = by_model & (mark.codes >= 0)
    for g, code in np.unique(np.column_stack((group[live], mark.codes[live])), axis=0).tolist():
        marks[g].add(code)
    bad = {g: codes for g, codes in marks.items() if len(codes) > 1}
    if not bad:
        return []
    pairs = [" = ".join(sorted(mark.vocabulary[i] for i in codes)) for codes in bad.values()]
    hit = live & np.isin(group, list(bad))
    return [_finding("marks.one_part_two_marks", INFO, ids[hit], {"count": len(bad), "marks": _named(pairs)})]


def _unsure(m: Marking, part: Text, ids: Ints) -> list[Finding]:
    unsure = part.match(lambda w: any(u in w for u in m.rules.unsure))
    if not unsure.any():
        return []
    words = sorted(set(part.take(np.flatnonzero(unsure)).filled()))
    return [
        _finding("marks.unsure", WARNING, ids[unsure], {"count": int(unsure.sum()), "marks": _named(words)})
    ]


def _case(mark: Text, ids: Ints) -> list[Finding]:
    """Marks that differ in the case of their letters alone: a stamp has one case, and file names may have one."""
    folded: dict[str, list[str]] = defaultdict(list)
    used = np.unique(mark.codes[mark.codes >= 0]).tolist()
    for i in used:
        folded[mark.vocabulary[i].casefold()].append(mark.vocabulary[i])
    bad = [words for words in folded.values() if len(words) > 1]
    if not bad:
        return []
    hit = mark.isin({w for words in bad for w in words})
    args = {"count": len(bad), "marks": _named([" / ".join(sorted(w)) for w in bad])}
    return [_finding("marks.case_only", WARNING, ids[hit], args)]
