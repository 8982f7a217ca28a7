"""A check sheet as text for a terminal."""

from __future__ import annotations

import numpy as np

from components.exports.cells import columns_wide
from components.exports.checksheet.parts import CheckSheet, Part, Summed, Work
from components.words import say

WIDE = 96


def lines(sheet: CheckSheet) -> list[str]:
    """The sheet as lines of text."""
    lang, s = sheet.language, sheet.subject
    out = [f"{sheet.title}  {s.name}", "=" * WIDE]
    if s.section and s.section != s.name:
        out.append(s.section)
    out.append(sheet.headline + _worst(sheet))
    for part in sheet.parts:
        out += _facts(part)
    out += ["", say("checks.part_summary", lang), "-" * WIDE]
    out += [_summed(row) for row in sheet.summary]
    for part in sheet.calculation:
        out += _facts(part) if part.facts else ["", _headed(part), "-" * WIDE]
        out += [line for work in part.works for line in _work(work, lang)]
    for part in sheet.closing:
        out += _facts(part)
    return [*out, "", *sheet.notes]


def _worst(sheet: CheckSheet) -> str:
    if np.isnan(sheet.utilisation):
        return ""
    return f"  {sheet.utilisation:.3f}  {sheet.governing}"


def _headed(part: Part) -> str:
    mark = {"ok": "  √", "over": "  ×"}.get(part.verdict, "")
    return part.title + (f"  {part.remark}" if part.remark else "") + mark


def _padded(word: str, width: int) -> str:
    return word + " " * max(width - columns_wide(word), 1)


def _facts(part: Part) -> list[str]:
    label = max((columns_wide(f.label) for f in part.facts), default=0) + 2
    value = max((columns_wide(f.value) for f in part.facts), default=0) + 2
    rows = [_padded(f.label, label) + _padded(f.value, value) + f.remark for f in part.facts]
    return ["", _headed(part), "-" * WIDE, *(r.strip() for r in rows)]


def _summed(row: Summed) -> str:
    figure = "      " if np.isnan(row.utilisation) else f"{row.utilisation:6.3f}"
    said = "  ".join(w for w in (row.combination, row.reason) if w)
    return f"{_padded(row.title, 34)}{_padded(row.clause, 30)}{figure}  {said}".rstrip()


def _work(work: Work, lang: str) -> list[str]:
    out = []
    if work.clause:
        out.append(f"  {work.clause}  ({say(f'gb50017.status_{work.status}', lang)})")
    limit = f" {'≤' if _within(work) else '>'} {work.limit}" if work.limit else ""
    when = f"   [{work.condition}]" if work.condition else ""
    first = f"    {work.symbol} = {work.formula}"
    if work.formula in (work.substituted, work.result):  # a plain figure: said once
        return [*out, f"    {work.symbol} = {work.result}{limit}{when}"]
    rest = f" = {work.substituted} = {work.result}{limit}{when}"
    if columns_wide(first + rest) <= WIDE + 20:
        return [*out, first + rest]
    return [*out, first, " " * (4 + columns_wide(work.symbol)) + rest]


def _within(work: Work) -> bool:
    try:
        return float(work.result.split(" ")[0]) <= float(work.limit)
    except ValueError:
        return False
