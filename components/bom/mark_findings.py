"""What is odd about the marks: one mark for two things, two for one, marks nobody was sure of."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from components.bom.marks import BY_MODEL, Marking
from components.bom.shapes import DRAWN, NONE
from components.findings import INFO, WARNING, Finding
from components.model import Model
from components.table import Bools, Ints, Text, unique

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
        *_model_assemblies(model, m),
        *_loose_sharing(model, m),
        *_loose_beside_assemblies(model, m),
        *_two_marks(part, group, ids, m.part_by.take(m.rows).isin((BY_MODEL,))),
        *_unsure(m, part, ids),
        *_case(part, ids),
    ]
    for code, form in (("marks.no_shape", NONE), ("marks.drawn_only", DRAWN)):
        some = m.shapes.form == form
        if some.any():
            out.append(_finding(code, INFO, ids[some], {"count": int(some.sum())}))
    if not len(m.rows):
        out.append(Finding("marks.no_steel", WARNING, (), {}))
    numbered = m.part_by.take(m.rows).isin(("number",))
    if numbered.any():
        marks = len(unique(part.codes[numbered]))
        args = {"count": int(numbered.sum()), "marks": marks, "tolerance": f"{m.rules.tolerance_mm:g}"}
        out.append(Finding("marks.numbered", INFO, (), args))
    return tuple(out)


def _finding(code: str, severity: str, ids: Ints, args: dict[str, object]) -> Finding:
    return Finding(code, severity, tuple(sorted(int(i) for i in ids.tolist() if i >= 0)), args)


def _named(words: list[str]) -> str:
    words = sorted(set(words))  # two parts may have the same two marks; the pair is named once
    some = ", ".join(words[:_NAMED])
    return some + (" …" if len(words) > _NAMED else "")


def _two_contents(code: str, mark: Text, group: Ints, ids: Ints, only: Bools | None = None) -> list[Finding]:
    """One mark, several contents."""
    live = (mark.codes >= 0) & (np.ones(len(mark), np.bool_) if only is None else only)
    pairs = unique(np.column_stack((mark.codes[live], group[live])), axis=0)
    codes, times = np.unique(pairs[:, 0], return_counts=True)
    bad = codes[times > 1]
    if not len(bad):
        return []
    words = [mark.vocabulary[i] for i in bad.tolist()]
    used = len(codes)
    hit = live & np.isin(mark.codes, bad)
    return [_finding(code, WARNING, ids[hit], {"count": len(words), "marks": _named(words), "total": used})]


def _model_assemblies(model: Model, m: Marking) -> list[Finding]:
    """Marks of all assemblies that the model has, also those that are no steel: unsettled, or with several contents.

    Content: the marks of assemblies in it, and its own parts: steel by identity, the rest by mark, class, name, section,
    material, and volume to the cubic centimetre.
    """
    a, c = model.assemblies, model.components
    if not len(a):
        return []
    held = np.flatnonzero(c.assembly >= 0)
    part = m.group[held] >= 0
    words = (c.ifc_class, c.name, c.profile, c.material, m.stated)
    size = np.nan_to_num(np.round(c.net_volume_mm3[held] / 1000.0), nan=-1.0)
    columns = [m.group[held], *(np.where(part, -1, t.codes[held]) for t in words), np.where(part, 0, size)]
    _, kind = np.unique(np.column_stack(columns).astype(np.int64), axis=0, return_inverse=True)
    contents: dict[int, list[int]] = defaultdict(list)
    for assembly, number in zip(c.assembly[held].tolist(), kind.reshape(-1).tolist(), strict=True):
        contents[assembly].append(number)
    for parent, mark in zip(a.parent.tolist(), a.mark.codes.tolist(), strict=True):
        if parent >= 0:
            contents[parent].append(-2 - mark)
    seen: dict[tuple[int, ...], int] = {}
    content = np.array(
        [seen.setdefault(tuple(sorted(contents.get(i, []))), len(seen)) for i in range(len(a))]
    )
    # An assembly is told by the first part in it: the STEP id of the assembly itself is not in the model.
    ids = np.full(len(a), -1, np.int64)
    ids[c.assembly[held][::-1]] = c.step_id[held][::-1]
    found = _two_contents("marks.model_assembly_two_contents", a.mark, content, ids)
    unsure = a.mark.match(lambda w: any(u in w for u in m.rules.unsure))
    if unsure.any():
        spelled = sorted(set(a.mark.take(np.flatnonzero(unsure)).filled()))
        args = {"count": int(unsure.sum()), "marks": _named(spelled)}
        found.append(_finding("marks.assembly_unsure", WARNING, ids[unsure], args))
    return found


def _loose_sharing(model: Model, m: Marking) -> list[Finding]:
    """Different loose parts with one assembly mark: the model names their assembly and does not group them."""
    p = m.belonging.pieces
    live = p.single & (m.piece_mark.codes >= 0)
    pairs = unique(np.column_stack((m.piece_mark.codes[live], m.pieces.group[live])), axis=0)
    codes, times = np.unique(pairs[:, 0], return_counts=True)
    bad = codes[times > 1]
    if not len(bad):
        return []
    words = [m.piece_mark.vocabulary[i] for i in bad.tolist()]
    hit = live & np.isin(m.piece_mark.codes, bad)
    ids = model.components.step_id[p.main[hit]]
    return [_finding("marks.loose_sharing", WARNING, ids, {"count": len(words), "marks": _named(words)})]


def _loose_beside_assemblies(model: Model, m: Marking) -> list[Finding]:
    """A loose part with the mark of an assembly, as when models that were numbered apart make one bill."""
    p, mark = m.belonging.pieces, m.piece_mark
    known = mark.codes >= 0
    loose, held = np.zeros((2, len(mark.vocabulary)), np.bool_)
    loose[mark.codes[known & p.single]] = True
    held[mark.codes[known & ~p.single]] = True
    both = loose & held
    if not both.any():
        return []
    ids = model.components.step_id[p.main[known & both[mark.codes]]]
    words = [mark.vocabulary[i] for i in np.flatnonzero(both).tolist()]
    args = {"count": len(words), "marks": _named(words)}
    return [_finding("marks.loose_beside_assembly", WARNING, ids, args)]


def _two_marks(mark: Text, group: Ints, ids: Ints, by_model: Bools) -> list[Finding]:
    """One part, several marks of the model."""
    marks: dict[int, set[int]] = defaultdict(set)
    live = by_model & (mark.codes >= 0)
    for g, code in unique(np.column_stack((group[live], mark.codes[live])), axis=0).tolist():
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
    used = unique(mark.codes[mark.codes >= 0]).tolist()
    for i in used:
        folded[mark.vocabulary[i].casefold()].append(mark.vocabulary[i])
    bad = [words for words in folded.values() if len(words) > 1]
    if not bad:
        return []
    hit = mark.isin({w for words in bad for w in words})
    args = {"count": len(bad), "marks": _named([" / ".join(sorted(w)) for w in bad])}
    return [_finding("marks.case_only", WARNING, ids[hit], args)]
