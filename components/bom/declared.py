"""Marks and lots as the model has them, by names that the user can change; and what only looks like a mark."""

from __future__ import annotations

import re

import numpy as np

from components.bom.rules import MarkRules, Question
from components.facts import Facts
from components.table import Ints, Text, unique
from components.takeoff.naming.evidence import Evidence

_OWN = {"@tag": "tag", "@name": "name", "@description": "description", "@object_type": "object_type"}
_IDENTIFIER = re.compile(
    r"^(ID)?[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}$|^\d{5,}$|^[0-3][0-9A-Za-z_$]{21}$"
)
"""What programs write of themselves where a mark could stand: GUIDs, element numbers, GlobalIds."""


def asked(facts: Facts, evidence: Evidence, questions: tuple[Question, ...], fine: object = None) -> Text:
    """(n,) per element the first answer; `fine(word)` says whether a word is one."""
    found = Text.full(len(facts.elements))
    groups: list[list[Question]] = []
    for q in questions:
        own = isinstance(q, str) and q.startswith("@")
        if own or not groups or str(groups[-1][0]).startswith("@"):
            groups.append([q])
        else:
            groups[-1].append(q)
    for some in groups:
        first = some[0]
        if isinstance(first, str) and first.startswith("@"):
            answer = _no_counters(getattr(facts.elements, _OWN.get(first, "tag")))
        else:
            answer = evidence.ask(some).text(facts)
        answer = answer.map(lambda w: w.strip() if w.strip() and (fine is None or fine(w.strip())) else None)  # type: ignore[operator]
        found = found.where((found.codes < 0) & (answer.codes >= 0), answer)
    return found


def _no_counters(answer: Text) -> Text:
    """The column without bare figures where none of them comes twice: a program has numbered its elements."""
    figures = answer.match(lambda w: w.strip().isdigit())
    used = answer.codes[figures]
    if len(used) < 2 or len(unique(used)) < len(used):
        return answer
    return answer.where(figures, Text.full(len(answer)))


def part_marks(facts: Facts, evidence: Evidence, rules: MarkRules, profile: Text) -> Text:
    """(n,) part mark per element. profile: (n,) section of each; a word that only names the section or type is none."""
    types = {_plain(w) for w in facts.types.name.vocabulary} | {_plain(w) for w in profile.vocabulary}

    def fine(word: str) -> bool:
        return is_mark(word, rules) and _plain(word) not in types

    return asked(facts, evidence, rules.part_names, fine)


def assembly_marks(facts: Facts, evidence: Evidence, rules: MarkRules) -> Text:
    """(n,) assembly mark that each element states itself."""
    return asked(facts, evidence, rules.assembly_names, lambda word: is_mark(word, rules))


def is_mark(word: str, rules: MarkRules) -> bool:
    """Whether a word can be a mark: short enough, and no identifier of a program."""
    return 0 < len(word) <= rules.longest and not _IDENTIFIER.match(word)


def _plain(word: str) -> str:
    return word.upper().replace("×", "X").replace("*", "X").replace(" ", "")


def lots(facts: Facts, evidence: Evidence, rules: MarkRules, storey: Text, elements: Ints) -> Text:
    """(n,) lot of the components that stand for `elements`; storey: theirs."""
    if rules.lot == "storey":
        return storey
    if rules.lot == "none":
        return Text.full(len(storey))
    return asked(facts, evidence, rules.lot_names).take(np.asarray(elements))
