"""Charts of a portfolio as data: shares by year and by place against their line, for a page or a window.

A bar is solid up to the share that is certain and light up to what it can become.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from components.drawing import LEFT, MIDDLE, PAPER, Drawing, Ink, Label, Shape
from components.rates.keypoints import KeyPoints
from components.rates.portfolio_sheets import STATES, period, place, verdict
from components.rates.result import MET, MISSED, NOT_KNOWN
from components.rates.share import ShareRows
from components.rates.wording import text
from components.record import record
from components.table import Floats
from components.words import say

RIGHT = "right"
QUIET, RED, GREEN = "0.42 0.46 0.51", "0.78 0.16 0.16", "0.13 0.50 0.30"
INKS: Mapping[str, Ink] = {
    "bar": Ink("0.09 0.42 0.55"),
    "open": Ink("0.68 0.82 0.87"),
    "target": Ink("", RED, 1.2),
    "axis": Ink("", "0.20 0.24 0.30", 0.7),
    "rule": Ink("", "0.82 0.84 0.86", 0.35),
    "met": Ink(GREEN),
    "missed": Ink(RED),
    "neutral": Ink("0.62 0.66 0.70"),
}
LABEL_INK = {MET: GREEN, MISSED: RED, NOT_KNOWN: QUIET}
PAGE_WIDTH, PAGE_HEIGHT, COVER_WIDTH, COVER_HEIGHT = 736.0, 428.0, 736.0, 170.0
ROW, MOST_ROWS, MOST_YEARS = 20.0, 18, 5
NAME_WIDTH, FIGURE_WIDTH = 84.0, 56.0


@dataclass
class _Sheet:
    """What is drawn so far; coordinates in points from the lower left."""

    shapes: list[Shape] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """A filled rectangle."""
        if width > 0.0 and height > 0.0:
            self.shapes.append(Shape((_ring(x, y, width, height),), ink))

    def line(self, x: float, y: float, to_x: float, to_y: float, ink: str) -> None:
        """A stroke."""
        self.shapes.append(Shape((np.array([(x, y), (to_x, to_y)]),), ink, closed=False))

    def word(
        self, x: float, y: float, said: str, size: float = 7.0, align: str = LEFT, bold: bool = False,
        ink: str = "", width: float = 0.0,
    ) -> None:  # fmt: skip
        """Words at a place."""
        self.labels.append(Label(x, y, {"zh": said, "en": said}, size, align, bold, ink, width))

    def drawing(self, name: str, title: Mapping[str, str], height: float, before: str = "") -> Drawing:
        """The whole as a drawing on paper."""
        return Drawing(
            name,
            title,
            INKS,
            tuple(self.shapes),
            tuple(self.labels),
            unit=PAPER,
            height=height,
            before=before,
        )


def top_percent(rows: ShareRows, target: float) -> float:
    """The end of the axis [%]: a round figure over the target and every share."""
    shares = [v for v in rows.high_percent.tolist() if not math.isnan(v)]
    return float(min(100.0, math.ceil(max(target * 1.4, *shares, 10.0) * 1.04 / 10.0) * 10.0))


def figure(rows: ShareRows, row: int) -> str:
    """The share of a row: one figure where it is certain, else its bounds."""
    low, high = float(rows.low_percent[row]), float(rows.high_percent[row])
    if math.isnan(low):
        return "–"
    return f"{low:.2f}" if high - low < 0.005 else f"{low:.1f} – {high:.1f}"


def years_chart(rows: ShareRows, target: float, lang: str, width: float, height: float) -> Drawing:
    """A column a year."""
    sheet = _Sheet()
    _years(sheet, rows, target, lang, (0.0, 0.0, width, height))
    return sheet.drawing("years", _title("portfolio.by_year", lang), height)


def _years(
    sheet: _Sheet, rows: ShareRows, target: float, lang: str, room: tuple[float, float, float, float]
) -> None:
    left, bottom, width, height = room
    base, head = bottom + 34.0, bottom + height - 14.0
    x0, x1 = left + 30.0, left + width - 6.0
    end = top_percent(rows, target)
    scale = (head - base) / end
    for tick in np.arange(0.0, end + 1e-9, _tick(end, head - base)).tolist():
        y = base + tick * scale
        sheet.line(x0, y, x1, y, "axis" if tick == 0.0 else "rule")
        sheet.word(x0 - 5.0, y - 2.2, f"{tick:g} %", 6.2, RIGHT, ink=QUIET)
    count = max(len(rows), 1)
    each = (x1 - 24.0 - x0) / count  # the figure of the line stands at the right, clear of the bars
    bar = min(each * 0.5, 40.0)
    for i in range(len(rows)):
        at = (x0 + (i + 0.5) * each, base, bar, each)
        _year(sheet, rows, i, lang, at, scale, base + target * scale)
    y = base + target * scale
    sheet.line(x0, y, x1, y, "target")
    sheet.word(x1, y + 2.6, f"{target:g} %", 7.0, RIGHT, True, RED)


def _year(
    sheet: _Sheet, rows: ShareRows, i: int, lang: str, at: tuple[float, ...], scale: float, line: float
) -> None:
    middle, base, bar, each = at
    low, high = (float(np.nan_to_num(v[i])) for v in (rows.low_percent, rows.high_percent))
    sheet.box(middle - bar / 2, base, bar, low * scale, "bar")
    sheet.box(middle - bar / 2, base + low * scale, bar, (high - low) * scale, "open")
    if each > 26.0:
        y = base + high * scale + 3.0
        # The line of the target must not run through a figure.
        y = line + 3.0 if line - 8.0 < y < line + 3.0 else y
        sheet.word(middle, y, figure(rows, i), 7.4 if each > 46.0 else 5.6, MIDDLE, True)
    sheet.word(middle, base - 10.5, str(int(rows.year[i])), 7.4, MIDDLE, True)
    if each > 52.0:
        state = STATES.get(int(rows.met[i]), NOT_KNOWN)
        sheet.word(
            middle, base - 20.0, _short_verdict(rows, i, state, lang), 6.4, MIDDLE, ink=LABEL_INK[state]
        )
        sheet.word(middle, base - 29.0, _area(float(rows.total_m2[i]), lang), 6.0, MIDDLE, ink=QUIET)


def _short_verdict(rows: ShareRows, i: int, state: str, lang: str) -> str:
    by = f"{abs(float(rows.margin_percent[i])):.2f}"
    return say(f"portfolio.short_{state}", lang, {"by": by})


def _area(area_m2: float, lang: str) -> str:
    """A floor area in the size people speak of it."""
    if lang == "zh" and area_m2 >= 1e5:
        return f"{area_m2 / 1e4:,.1f} 万m²"
    return f"{area_m2:,.0f} m²"


def places_chart(
    rows: ShareRows, target: float, lang: str, width: float, height: float, end: float = 0.0
) -> Drawing:
    """A bar a place, from the top; rows beyond the room are left out with their number."""
    sheet = _Sheet()
    _places(sheet, rows, target, lang, (0.0, 0.0, width, height), end)
    return sheet.drawing("places", _title("portfolio.by_city", lang), height)


def _places(
    sheet: _Sheet, rows: ShareRows, target: float, lang: str, room: tuple[float, float, float, float], end: float = 0.0
) -> None:  # fmt: skip
    left, bottom, width, height = room
    end = end or top_percent(rows, target)
    name_width, figure_width = min(92.0, width * 0.26), min(118.0, width * 0.34)
    x0, x1 = left + name_width, left + width - figure_width
    scale = (x1 - x0) / end
    head = bottom + height - 12.0
    step = min(ROW, (head - bottom - 14.0) / max(min(len(rows), MOST_ROWS), 1))
    fitting = min(len(rows), MOST_ROWS)
    foot = head - fitting * step
    for tick in np.arange(0.0, end + 1e-9, _tick(end, x1 - x0)).tolist():
        x = x0 + tick * scale
        sheet.line(x, foot, x, head, "axis" if tick == 0.0 else "rule")
        sheet.word(x, foot - 8.0, f"{tick:g}", 6.2, MIDDLE, ink=QUIET)
    sheet.word(x1 + 5.0, foot - 8.0, "%", 6.2, ink=QUIET)
    for i in range(fitting):
        y = head - (i + 1) * step
        low, high = (float(np.nan_to_num(v[i])) for v in (rows.low_percent, rows.high_percent))
        thick = step * 0.56
        sheet.box(x0, y + (step - thick) / 2, low * scale, thick, "bar")
        sheet.box(x0 + low * scale, y + (step - thick) / 2, (high - low) * scale, thick, "open")
        line = y + step / 2 - 2.5
        sheet.word(x0 - 6.0, line, _clipped(place(rows, i, lang), name_width - 8.0), 7.2, RIGHT)
        state = STATES.get(int(rows.met[i]), NOT_KNOWN)
        sheet.word(x1 + 46.0, line, figure(rows, i), 7.2, RIGHT, True)
        sheet.box(x1 + 52.0, line + 0.4, 4.4, 4.4, {MET: "met", MISSED: "missed"}.get(state, "neutral"))
        sheet.word(left + width, line, _area(float(rows.total_m2[i]), lang), 6.2, RIGHT, ink=QUIET)
    x = x0 + target * scale
    sheet.line(x, foot - 2.0, x, head + 3.0, "target")
    sheet.word(x, head + 5.0, f"{target:g} %", 7.0, MIDDLE, True, RED)
    if len(rows) > fitting:
        sheet.word(
            left, bottom, say("portfolio.more_rows", lang, {"count": len(rows) - fitting}), 6.4, ink=QUIET
        )


def _clipped(said: str, room: float) -> str:
    """A name that fits: full-width signs are 7.2 points wide, the rest near half."""
    wide = 0.0
    for at, sign in enumerate(said):
        wide += 7.2 if ord(sign) > 0x2E7F else 4.0
        if wide > room:
            return said[: max(at - 1, 1)] + "…"
    return said


def _tick(end: float, room: float) -> float:
    """Between ticks [%]: about 26 points at least."""
    return next((t for t in (5.0, 10.0, 20.0, 25.0) if t / end * room >= 26.0), 50.0)


def of_year(rows: ShareRows, year: int) -> ShareRows:
    """The rows of one year, the highest share first; what nobody stated comes last."""
    picked = rows.take(rows.year == year)
    share = np.nan_to_num(picked.share_percent, nan=-1.0)
    return picked.take(np.lexsort((-share, picked.city.codes < 0)))


def cover_banner(points: KeyPoints, lang: str) -> Drawing:
    """The share in large figures with its verdict, and the years beside it."""
    sheet = _Sheet()
    rows, target = points.prefabricated.whole, points.prefabricated.target_percent
    top = COVER_HEIGHT - 12.0
    args = {"years": period(points)}
    sheet.word(0.0, top, say("portfolio.banner", lang, args), 9.0, bold=True)
    known = bool(len(rows)) and not math.isnan(float(rows.low_percent[0]))
    sheet.word(0.0, top - 36.0, f"{figure(rows, 0)} %" if known else "–", 27.0, bold=True)
    y = top - 56.0
    for n, line in enumerate(verdict(points)):
        said = text(line, lang)
        sheet.word(
            0.0, y, said, 7.4 if n == 0 else 6.8, bold=n == 0, ink="" if n == 0 else QUIET, width=232.0
        )
        y -= (_lines(said, 7.4 if n == 0 else 6.8, 232.0)) * (7.4 if n == 0 else 6.8) * 1.3 + 4.0
    _years(
        sheet,
        points.prefabricated.by_year,
        target,
        lang,
        (258.0, 0.0, COVER_WIDTH - 258.0, COVER_HEIGHT - 4.0),
    )
    return sheet.drawing("banner", _title("portfolio.by_year", lang), COVER_HEIGHT)


def _lines(words: str, size: float, width: float) -> int:
    wide = sum(size if ord(sign) > 0x2E7F else size * 0.5 for sign in words)
    return max(1, math.ceil(wide / width))


def place_pages(points: KeyPoints, lang: str) -> tuple[Drawing, ...]:
    """Places downwards, years across, on one scale; cities first, then bases; more pages where there are more."""
    target = points.prefabricated.target_percent
    pages: list[Drawing] = []
    for name, rows in (("city", points.prefabricated.by_city), ("base", points.prefabricated.by_base)):
        years = sorted({int(y) for y in rows.year.tolist()})
        places = _by_area(rows)
        end = top_percent(rows, target)
        pieces = max(math.ceil(len(years) / MOST_YEARS), 1)
        for across in (p.tolist() for p in np.array_split(np.array(years, np.int64), pieces) if len(p)):
            for first in range(0, len(places), MOST_ROWS):
                cells = _Cells(rows, target, end, across, places[first : first + MOST_ROWS])
                title = {k: say(f"portfolio.chart_{name}", k) for k in ("zh", "en")}
                pages.append(_page(cells, lang, f"{name}{len(pages)}", title))
    return tuple(pages)


@record
class _Cells:
    """What a page of bars shows: years across, codes of places downwards (-1: not stated)."""

    rows: ShareRows
    target: float
    end: float
    years: list[int]
    places: list[int]


def _by_area(rows: ShareRows) -> list[int]:
    """Codes of the places, the largest area first; what nobody stated last."""
    area = np.bincount(rows.city.codes + 1, rows.total_m2)
    codes = sorted({int(c) for c in rows.city.codes.tolist()}, key=lambda c: (c < 0, -area[c + 1]))
    return codes


def _page(cells: _Cells, lang: str, name: str, title: Mapping[str, str]) -> Drawing:
    sheet = _Sheet()
    head, foot = PAGE_HEIGHT - 34.0, PAGE_HEIGHT - 34.0 - len(cells.places) * ROW
    wide = min((PAGE_WIDTH - NAME_WIDTH) / len(cells.years), 220.0)
    bar = wide - FIGURE_WIDTH
    sheet.line(0.0, head, NAME_WIDTH + wide * len(cells.years), head, "axis")
    for row, code in enumerate(cells.places):
        y = head - (row + 1) * ROW
        first = int(np.flatnonzero(cells.rows.city.codes == code)[0])
        sheet.word(0.0, y + ROW / 2 - 2.6, _clipped(place(cells.rows, first, lang), NAME_WIDTH - 8.0), 7.4)
        sheet.line(0.0, y, NAME_WIDTH + wide * len(cells.years), y, "rule")
    for at, year in enumerate(cells.years):
        x = NAME_WIDTH + at * wide
        sheet.word(x, head + 15.0, str(year), 9.0, bold=True)
        for row, code in enumerate(cells.places):
            found = np.flatnonzero((cells.rows.city.codes == code) & (cells.rows.year == year))
            if len(found):
                _cell(sheet, cells, int(found[0]), (x, head - (row + 1) * ROW, bar))
        line = x + cells.target / cells.end * bar
        sheet.line(x, foot, x, head, "axis")
        sheet.line(line, foot, line, head + 4.0, "target")
        sheet.word(line, head + 6.0, f"{cells.target:g} %", 6.4, MIDDLE, True, RED)
    _legend(sheet, lang)
    return sheet.drawing(name, title, PAGE_HEIGHT, before="years")


def _cell(sheet: _Sheet, cells: _Cells, i: int, at: tuple[float, float, float]) -> None:
    x, y, bar = at
    rows, scale = cells.rows, bar / cells.end
    low, high = (float(np.nan_to_num(v[i])) for v in (rows.low_percent, rows.high_percent))
    sheet.box(x, y + ROW * 0.22, low * scale, ROW * 0.56, "bar")
    sheet.box(x + low * scale, y + ROW * 0.22, (high - low) * scale, ROW * 0.56, "open")
    line = y + ROW / 2 - 2.5
    said = figure(rows, i)
    # Certain shares stand in line on their decimal point; bounds are wider and smaller.
    sheet.word(x + bar + 40.0, line, said, 6.8 if len(said) < 7 else 5.8, RIGHT, len(said) < 7)
    state = STATES.get(int(rows.met[i]), NOT_KNOWN)
    sheet.box(x + bar + 44.0, line + 0.4, 4.2, 4.2, {MET: "met", MISSED: "missed"}.get(state, "neutral"))


def _legend(sheet: _Sheet, lang: str) -> None:
    x = 0.0
    for ink, code in (("bar", "key_certain"), ("open", "key_open"), ("met", "state_met"),
                      ("missed", "state_missed"), ("neutral", "state_not_known")):  # fmt: skip
        said = say(f"portfolio.{code}", lang)
        sheet.box(x, 1.0, 7.0, 7.0, ink)
        sheet.word(x + 11.0, 2.0, said, 6.8, ink=QUIET)
        x += 26.0 + _width(said)


def _width(said: str) -> float:
    return sum(6.8 if ord(sign) > 0x2E7F else 3.6 for sign in said)


def _title(code: str, lang: str) -> dict[str, str]:
    return {lang: say(code, lang)}


def _ring(x: float, y: float, width: float, height: float) -> Floats:
    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
