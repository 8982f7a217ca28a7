"""The bands of a check sheet: headings, facts, drawing, summary, arithmetic; each knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from components.checks.signs import WIDTH, signs
from components.exports.checksheet import drawing, typeset
from components.exports.checksheet.parts import CheckSheet, Fact, Part, Summed, Work
from components.exports.pdf.drawing import draw as draw_picture
from components.exports.pdf.fonts import Face
from components.exports.pdf.pen import INK, QUIET, RULE, SHADE, Pen
from components.exports.pdf.wrap import shortened, wrap
from components.words import say

GREEN, AMBER, RED, GREY = "0.13 0.45 0.27", "0.72 0.45 0.05", "0.74 0.15 0.13", "0.42 0.46 0.51"
TINTS = {GREEN: "0.91 0.96 0.92", AMBER: "0.99 0.95 0.86", RED: "0.99 0.91 0.90", GREY: SHADE}
COLOURS = {"passes": GREEN, "near": AMBER, "over": RED, "unproven": AMBER, "not_checked": GREY}
BODY, LINE = 8.0, 12.0
CLAUSE, RESULT = 98.0, 92.0
"""Widths of the clause column on the left and of the result column on the right."""
STATUS = {"verified": "●", "memory_twice": "◐", "memory": "○", "choice": "◇", "unsure": "△"}
STATUS_PLAIN = {"verified": "A", "memory_twice": "B", "memory": "C", "choice": "D", "unsure": "E"}


@dataclass(frozen=True)
class Band:
    """A strip of a page. draw: given the pen, the left edge and the top. keep: not parted from the next band."""

    height: float
    draw: Callable[[Pen, float, float], None]
    keep: bool = False


def bands_of(face: Face, sheet: CheckSheet, room: float) -> list[Band]:
    """All bands of a sheet in order."""
    lang = sheet.language
    out = [_title(face, sheet, room), _verdict(face, sheet, room), _gap(8)]
    out += _front(face, sheet, room)
    out += [*_heading(say("checks.part_summary", lang), "", room), _summary_head(lang, room)]
    out += [_summed(face, row, room) for row in sheet.summary]
    for part in sheet.calculation:
        out += _part(face, part, lang, room)
    for part in sheet.closing:
        out += _part(face, part, lang, room)
    out += _signs(lang, room)
    out += _notes(face, sheet, room)
    return out


def _signs(lang: str, room: float) -> list[Band]:
    """The picture of axes and signs."""
    picture = signs()

    def draw(pen: Pen, x: float, y: float) -> None:
        place = (x + max((room - WIDTH) / 2.0, 0.0), y - picture.height, min(room, WIDTH), picture.height)
        draw_picture(pen, picture, lang, place)

    return [*_heading(say("checks.part_signs", lang), "", room), Band(picture.height + 6, draw)]


def _gap(height: float) -> Band:
    return Band(height, lambda pen, x, y: None)


def _title(face: Face, sheet: CheckSheet, room: float) -> Band:
    name = shortened(face, face.drawable(sheet.subject.name), 15, room * 0.6)
    title = face.drawable(sheet.title)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y - 15, name, 15, bold=True)
        pen.text(x + room, y - 14, title, 10.5, QUIET, right=True)

    return Band(23, draw)


def _verdict(face: Face, sheet: CheckSheet, room: float) -> Band:
    ink = COLOURS[sheet.verdict]
    lines = wrap(face, face.drawable(sheet.headline), 10, room - 96)
    governing = (
        "" if not sheet.governing else say("checks.governs", sheet.language, {"what": sheet.governing})
    )
    under = wrap(face, face.drawable(governing), 7.6, room - 96) if governing else ()
    tall = 12 + 13 * len(lines) + 10 * len(under)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.fill(x, y - tall, room, tall, TINTS[ink])
        pen.fill(x, y - tall, 3.5, tall, ink)
        at = y - 16
        for line in lines:
            typeset.draw(pen, x + 12, at, line, 10, ink, bold=True)
            at -= 13
        for line in under:
            pen.text(x + 12, at + 1, line, 7.6, INK)
            at -= 10
        if np.isfinite(sheet.utilisation):
            pen.text(
                x + room - 10, y - tall / 2 - 6, f"{sheet.utilisation:.3f}", 17, ink, bold=True, right=True
            )

    return Band(tall, draw)


def _front(face: Face, sheet: CheckSheet, room: float) -> list[Band]:
    """The drawing on the left, member and material on the right, then the section's figures below."""
    shape, lang = sheet.subject.shape, sheet.language
    member, section, material = sheet.parts
    if shape is None:
        return [b for part in sheet.parts for b in _part(face, part, lang, room)]
    left = 186.0
    aside = [*_part(face, member, lang, room - left - 10), *_part(face, material, lang, room - left - 10, 2)]
    tall = max(left + 50, sum(b.height for b in aside))

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.frame(x, y - tall + 4, left, tall - 6, 0.35)
        pen.text(x + 7, y - 14, face.drawable(sheet.subject.section or ""), 8.4, INK, bold=True)
        drawing.draw(pen, x, y - 18, left, shape, lang)
        at = y
        for band in aside:
            band.draw(pen, x + left + 10, at)
            at -= band.height

    return [Band(tall, draw), *_part(face, section, lang, room, 4)]


def _heading(title: str, remark: str, room: float, verdict: str = "") -> list[Band]:
    ink = {"ok": GREEN, "over": RED}.get(verdict, QUIET)

    def draw(pen: Pen, x: float, y: float) -> None:
        shown = pen.face.drawable(title)
        pen.text(x, y - 15, shown, 9.2, INK, bold=True)
        beside = pen.face.drawable(remark)
        if verdict:
            pen.text(x + room, y - 15, beside, 8.6, ink, bold=True, right=True)
        else:
            after = x + pen.face.width(shown, 9.2) + 10
            beside = shortened(pen.face, beside, 7.2, max(x + room - after, 30))
            typeset.draw(pen, after, y - 15, beside, 7.2, QUIET)
        pen.rule(x, y - 19.5, room, 0.5, INK)

    return [Band(23, draw, keep=True)]


def _part(face: Face, part: Part, lang: str, room: float, columns: int = 0) -> list[Band]:
    out = _heading(part.title, part.remark, room, part.verdict)
    if part.facts:
        out += _facts(face, part.facts, room, columns or _columns(face, part.facts, room))
    works = [_work(face, w, room) for w in part.works]
    for i, band in enumerate(works):
        out.append(Band(band.height, band.draw, keep=i == len(works) - 2 and len(works) > 1))
    return out


def _columns(face: Face, facts: tuple[Fact, ...], room: float) -> int:
    """How many columns the facts fit in side by side: 3, 2 or 1; remarks stand at the end of a whole line."""
    if any(f.remark for f in facts):
        return 1
    most = max(typeset.width(face, f"{f.label}  {f.value}  {f.remark}", BODY) for f in facts) + 26
    return 3 if most < room / 3 else 2 if most < room / 2 else 1


def _facts(face: Face, facts: tuple[Fact, ...], room: float, columns: int) -> list[Band]:
    wide = room / columns
    if columns == 1:
        return [
            _fact_line(face, f, room, max(typeset.width(face, g.label, BODY) for g in facts)) for f in facts
        ]
    rows = [facts[i : i + columns] for i in range(0, len(facts), columns)]

    def band(row: tuple[Fact, ...]) -> Band:
        def draw(pen: Pen, x: float, y: float) -> None:
            for i, f in enumerate(row):
                at = x + i * wide
                edge = at + wide - 10
                value = typeset.width(face, f.value, BODY)
                typeset.draw(pen, at, y - 9, f.label, BODY, QUIET)
                typeset.draw(pen, edge - value, y - 9, f.value, BODY)
                pen.rule(at, y - LINE, wide - 10, 0.2, RULE)

        return Band(LINE, draw)

    return [band(row) for row in rows]


def _fact_line(face: Face, fact: Fact, room: float, label: float) -> Band:
    """One fact over the whole width; without a label its value runs over several lines."""
    start = label + 14 if label else 0.0
    remark = min(typeset.width(face, fact.remark, 7.0), room * 0.45) if fact.remark else 0.0
    lines = wrap(face, face.drawable(fact.value), BODY, max(room - start - remark - 8, 60))

    def draw(pen: Pen, x: float, y: float) -> None:
        typeset.draw(pen, x, y - 9, fact.label, BODY, QUIET)
        for i, line in enumerate(lines):
            typeset.draw(pen, x + start, y - 9 - i * LINE, line, BODY)
        if fact.remark:
            pen.text(
                x + room,
                y - 9,
                shortened(face, face.drawable(fact.remark), 7.0, room * 0.45),
                7.0,
                QUIET,
                right=True,
            )
        pen.rule(x, y - len(lines) * LINE, room, 0.2, RULE)

    return Band(LINE * max(len(lines), 1), draw)


BAR = 92.0


def _summary_head(lang: str, room: float) -> Band:
    def draw(pen: Pen, x: float, y: float) -> None:
        for at, key, right in (
            (0.0, "check", False),
            (0.33, "clause", False),
            (0.60, "utilisation", False),
            (0.84, "combination", False),
        ):
            pen.text(
                x + at * room, y - 8.5, pen.face.drawable(say(f"checks.{key}", lang)), 6.6, QUIET, right=right
            )
        pen.rule(x, y - 12, room, 0.25, INK)

    return Band(12.5, draw, keep=True)


def _summed(face: Face, row: Summed, room: float) -> Band:
    known = np.isfinite(row.utilisation)
    ink = GREY if not known else RED if row.utilisation > 1.0 else AMBER if row.utilisation > 0.9 else GREEN
    title = shortened(face, face.drawable(row.title), BODY, room * 0.32)
    reason = "" if known else row.reason
    lines = wrap(face, face.drawable(reason), 7.2, room * 0.40) if reason else ("",)
    tall = max(LINE, 10.0 * len(lines) + 2)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.text(x, y - 9, title, BODY)
        pen.text(
            x + 0.33 * room, y - 9, shortened(face, face.drawable(row.clause), 7.4, room * 0.26), 7.4, QUIET
        )
        at = x + 0.60 * room
        if known:
            pen.fill(at + 30, y - 9, BAR, 5.4, SHADE)
            pen.fill(at + 30, y - 9, BAR * min(row.utilisation, 1.25) / 1.25, 5.4, ink)
            pen.post(at + 30 + BAR / 1.25, y - 10.4, 8.2, 0.5, INK)
            pen.text(at + 25, y - 9, f"{row.utilisation:.3f}", BODY, ink, bold=True, right=True)
            pen.text(
                x + 0.84 * room + 4,
                y - 9,
                shortened(face, face.drawable(row.combination), 7.2, room * 0.15),
                7.2,
            )
        for i, line in enumerate(lines):
            typeset.draw(pen, at, y - 9 - 10 * i, line, 7.2, GREY)
        pen.rule(x, y - tall, room, 0.2, RULE)

    return Band(tall, draw)


def _work(face: Face, work: Work, room: float) -> Band:
    """One line of arithmetic: clause on the left, the formula and its numbers, the result on the right."""
    space = room - CLAUSE - RESULT
    symbol = f"{work.symbol} = "
    indent = min(typeset.width(face, symbol, BODY), 80.0)
    one = f"{symbol}{work.formula} = {work.substituted}"
    if work.formula == work.substituted:
        lines = [(0.0, f"{symbol}{work.formula}")]
    elif typeset.width(face, one, BODY) <= space:
        lines = [(0.0, one)]
    else:
        first = typeset.broken(face, work.formula, BODY, space - indent)
        second = typeset.broken(face, "= " + work.substituted, BODY, space - indent + 9)
        lines = [(0.0 if i == 0 else indent, (symbol if i == 0 else "") + s) for i, s in enumerate(first)]
        lines += [(indent - 9 if i == 0 else indent, s) for i, s in enumerate(second)]
    if work.condition:
        lines.append((indent, f"[{work.condition}]"))
    tall = LINE * len(lines) + 2.5
    mark = STATUS.get(work.status, "")
    if mark and ord(mark) not in face.font.face.charToGlyph:
        mark = STATUS_PLAIN[work.status]
    over = _over(work)

    def draw(pen: Pen, x: float, y: float) -> None:
        if work.clause:
            end = 0.0
            if mark:
                pen.text(x, y - 9, mark, 6.2, QUIET)
                end = 9.0
            pen.text(
                x + end, y - 9, shortened(face, face.drawable(work.clause), 6.8, CLAUSE - 14), 6.8, QUIET
            )
        for i, (at, text) in enumerate(lines):
            condition = bool(work.condition) and i == len(lines) - 1
            typeset.draw(
                pen,
                x + CLAUSE + at,
                y - 9 - i * LINE,
                text,
                7.0 if condition else BODY,
                QUIET if condition else INK,
            )
        last = y - 9 - (len(lines) - 1 - bool(work.condition)) * LINE
        shown = f"= {work.result}" + (f" {'>' if over else '≤'} {work.limit}" if work.limit else "")
        ink = (RED if over else GREEN) if work.limit else INK
        typeset.draw(pen, x + room, last, shown, BODY, ink, bold=bool(work.limit), right=True)

    return Band(tall, draw)


def _over(work: Work) -> bool:
    word = work.result.split(" ")[0]
    try:
        return bool(work.limit) and not float(word) <= float(work.limit)
    except ValueError:
        return True


def _notes(face: Face, sheet: CheckSheet, room: float) -> list[Band]:
    lang = sheet.language
    used = {w.status for part in sheet.calculation for w in part.works if w.status}
    signs = [
        f"{sign if ord(sign) in face.font.face.charToGlyph else STATUS_PLAIN[word]} {say(f'gb50017.status_{word}', lang)}"
        for word, sign in STATUS.items()
        if word in used
    ]  # fmt: skip
    said = [f"{say('checks.legend', lang)}: {'   '.join(signs)}"] if signs else []
    lines = [line for note in (*said, *sheet.notes) for line in wrap(face, face.drawable(note), 7.4, room)]

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rule(x, y - 10, room, 0.5, INK)
        for i, line in enumerate(lines):
            pen.text(x, y - 21 - 10.5 * i, line, 7.4, INK)

    return [Band(24 + 10.5 * len(lines), draw)]
