"""A check sheet as rich text: what governs first, then every check, then the inputs. The sheet's own words."""

from __future__ import annotations

import html
from dataclasses import dataclass

import numpy as np

from components.exports.checksheet.parts import CheckSheet, Part, Summed, Work
from components.exports.checksheet.typeset import SUB, runs
from components.words import say


@dataclass(frozen=True)
class Inks:
    """Colours of the text as #rrggbb."""

    quiet: str
    line: str
    over: str
    good: str


def formula(text: str) -> str:
    """A formula with its indices lowered and its powers raised."""
    out = []
    for word, level in runs(text):
        shown = html.escape(word)
        tag = "" if not level else "sub" if level == SUB else "sup"
        out.append(f"<{tag}>{shown}</{tag}>" if tag else shown)
    return "".join(out)


def trace(sheet: CheckSheet, inks: Inks) -> str:
    """The sheet as rich text."""
    at = _governing(sheet)
    first = [sheet.calculation[i] for i in at]
    rest = [part for i, part in enumerate(sheet.calculation) if i not in at or part.facts]
    judged = [part for part in rest if part not in first]
    out = [_part(part, sheet.language, inks) for part in first]
    if sheet.summary:
        out.append(_heading(say("checks.part_summary", sheet.language), "", "", inks))
        out.append(_summary(sheet.summary, inks))
    out += [_part(part, sheet.language, inks) for part in (*judged, *sheet.parts, *sheet.closing)]
    out.append("".join(f'<p style="color:{inks.quiet}">{html.escape(n)}</p>' for n in sheet.notes))
    return "".join(out)


def _governing(sheet: CheckSheet) -> tuple[int, ...]:
    """Places in the calculation of what governs: its forces, then its clause."""
    at = next(
        (i for i, p in enumerate(sheet.calculation) if sheet.governing and p.title == sheet.governing), -1
    )
    if at < 0:
        return ()
    before = [i for i in range(at) if sheet.calculation[i].facts]
    return (before[-1], at) if before else (at,)


def _heading(title: str, remark: str, verdict: str, inks: Inks) -> str:
    mark = {
        "ok": f'<span style="color:{inks.good}"> √</span>',
        "over": f'<span style="color:{inks.over}"> ×</span>',
    }
    beside = (
        f'<span style="color:{inks.quiet}; font-weight:400">&nbsp; {formula(remark)}</span>' if remark else ""
    )
    return (
        f'<p style="font-weight:600; margin-top:12px; margin-bottom:3px">{formula(title)}{mark.get(verdict, "")}'
        f"{beside}</p>"
    )


def _part(part: Part, lang: str, inks: Inks) -> str:
    out = [_heading(part.title, part.remark, part.verdict, inks)]
    if part.facts:
        rows = "".join(
            f'<tr><td style="color:{inks.quiet}; padding-right:12px">{formula(f.label)}</td>'
            f'<td>{formula(f.value)}<span style="color:{inks.quiet}"> {html.escape(f.remark)}</span></td></tr>'
            for f in part.facts
        )
        out.append(f'<table cellspacing="0" cellpadding="1">{rows}</table>')
    out += [_work(work, lang, inks) for work in part.works]
    return "".join(out)


def _work(work: Work, lang: str, inks: Inks) -> str:
    out = ""
    if work.clause:
        status = say(f"gb50017.status_{work.status}", lang)
        out += (
            f'<p style="color:{inks.quiet}; margin-top:6px; margin-bottom:0">'
            f"{html.escape(work.clause)} · {html.escape(status)}</p>"
        )
    limit = ""
    if work.limit:
        within = _within(work)
        sign, ink = ("≤", inks.good) if within else ("&gt;", inks.over)
        limit = f' <span style="color:{ink}">{sign} {html.escape(work.limit)}</span>'
    when = f' <span style="color:{inks.quiet}">[{formula(work.condition)}]</span>' if work.condition else ""
    out += (
        f'<p style="margin-top:0; margin-bottom:1px; margin-left:10px">{formula(work.symbol)} = {formula(work.formula)}'
        f" = {formula(work.substituted)} = <b>{formula(work.result)}</b>{limit}{when}</p>"
    )
    return out


def _within(work: Work) -> bool:
    try:
        return float(work.result.split(" ")[0]) <= float(work.limit)
    except ValueError:
        return False


def _summary(rows: tuple[Summed, ...], inks: Inks) -> str:
    out = []
    for row in rows:
        known = not np.isnan(row.utilisation)
        ink = f"; color:{inks.over}" if known and row.utilisation > 1.0 else ""
        figure = f"{row.utilisation:.3f}" if known else "–"
        said = row.reason if not known else row.combination
        out.append(
            f'<tr><td style="padding-right:8px">{html.escape(row.title)}<br>'
            f'<span style="color:{inks.quiet}">{html.escape(row.clause)}</span></td>'
            f'<td align="right" style="padding-right:8px{ink}"><b>{figure}</b></td>'
            f'<td style="color:{inks.quiet}">{html.escape(said)}</td></tr>'
        )
    return f'<table cellspacing="0" cellpadding="2" width="100%">{"".join(out)}</table>'
