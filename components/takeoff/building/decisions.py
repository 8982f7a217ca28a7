"""What the user decided on parts of a building: rules by condition, and overrides of single elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from components.building import FIELDS, VALUES, Rule
from components.facts import Facts
from components.findings import WARNING, Finding
from components.model import Components, Override
from components.record import record
from components.table import Bools, Text
from components.takeoff.building.words import names_of
from components.takeoff.naming.evidence import Evidence

USER, RULE = "building.by_user", "building.by_rule"


@record
class Decided:
    """One field: the value per component (none: not decided), who decided, and the reason given."""

    value: Text
    by: Text
    reason: Text

    def isin(self, *values: str) -> Bools:
        """(n,) whether one of the values was decided."""
        return self.value.isin(values)


def decide(
    facts: Facts,
    components: Components,
    evidence: Evidence,
    rules: Sequence[Rule],
    overrides: Iterable[Override],
) -> tuple[Mapping[str, Decided], list[Finding]]:
    """Every field of `FIELDS`; a rule that fits nothing is a finding."""
    n = len(components)
    value = {field: np.full(n, -1, np.int32) for field in FIELDS}
    by = {field: np.full(n, -1, np.int32) for field in FIELDS}
    reason = {field: np.full(n, -1, np.int32) for field in FIELDS}
    reasons: dict[str, int] = {}
    findings: list[Finding] = []
    names = names_of(facts, components) if rules else ()
    for number, rule in enumerate(rules, 1):
        hit = fits(rule, facts, components, evidence, names)
        if not hit.any():
            findings.append(Finding("building.rule_fits_nothing", WARNING, args={"number": number}))
        value[rule.field][hit] = VALUES[rule.field].index(rule.value)
        by[rule.field][hit] = 1
        reason[rule.field][hit] = reasons.setdefault(rule.reason, len(reasons))
    row_of = {step: row for row, step in enumerate(components.step_id.tolist())}
    for edit in overrides:
        if edit.field in VALUES and edit.value in VALUES[edit.field] and edit.step_id in row_of:
            row = row_of[edit.step_id]
            value[edit.field][row] = VALUES[edit.field].index(edit.value)
            by[edit.field][row] = 0
            reason[edit.field][row] = reasons.setdefault(edit.reason, len(reasons))
    told = tuple(reasons)
    return {
        field: Decided(
            Text(value[field], VALUES[field]), Text(by[field], (USER, RULE)), Text(reason[field], told)
        )
        for field in FIELDS
    }, findings


def fits(
    rule: Rule, facts: Facts, components: Components, evidence: Evidence, names: tuple[Text, ...]
) -> Bools:
    """(n,) bool: components for which every condition of a rule holds."""
    hit = np.ones(len(components), np.bool_)
    for key, wanted in rule.when.items():
        hit &= _holds(key, wanted, facts, components, evidence, names)
    return hit


def _holds(
    key: str, wanted: str, facts: Facts, c: Components, evidence: Evidence, names: tuple[Text, ...]
) -> Bools:
    low = wanted.casefold()
    if key == "global_id":
        return c.global_id.isin((wanted,))
    if key == "name":
        return np.asarray(np.any([column.match(lambda w: low in w.casefold()) for column in names], axis=0))
    if key == "class":
        return c.ifc_class.match(lambda w: w.casefold() == low)
    if key == "property":
        name, equals, value = (part.strip() for part in wanted.partition("="))
        said = evidence.ask((name,)).text(facts).take(c.element)
        return said.match(lambda w: not equals or w.strip().casefold() == value.casefold())
    column = {"material": c.material, "storey": c.storey}[key]
    return column.match(lambda w: low in w.casefold())
