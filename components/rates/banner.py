"""The three rates drawn side by side, each with the lines that apply to it: the first thing a report shows."""

from __future__ import annotations

import numpy as np

from components.drawing import MIDDLE, PAPER, Drawing, Ink, Label, Shape
from components.rates.gauges import NOT_APPLICABLE, OWN, REFERENCE, TARGET, Gauge, Mark
from components.rates.result import MET, MISSED
from components.rates.wording import both, plain
from components.table import Floats
from components.words import say

WIDTH = 728.0
APART, BAR = 20.0, 15.0
NEAR = 5.0
"""Lines closer than this [%] carry their figures on their outer sides."""
INKS = {
    "track": Ink("0.925 0.935 0.945"),
    "value": Ink("0.09 0.42 0.55"),
    "open": Ink("0.62 0.78 0.84"),
    "target": Ink("", "0.78 0.16 0.16", 1.4),
    "reference": Ink("", "0.78 0.16 0.16", 0.9, (2.5, 2.0)),
    "line": Ink("", "0.20 0.24 0.30", 0.9),
    "own": Ink("", "0.55 0.30 0.70", 1.0, (4.0, 1.5)),
    "met": Ink("0.13 0.55 0.33"),
    "missed": Ink("0.78 0.16 0.16"),
    "neutral": Ink("0.62 0.66 0.70"),
}
QUIET = "0.42 0.46 0.51"
_LINE = {TARGET: "target", REFERENCE: "reference", OWN: "own"}


def banner(gauges: tuple[Gauge, ...], lang: str, width: float = WIDTH) -> Drawing:
    """Three gauges in a row, as high as the tallest. lang: labels are set at their full length, so for one language."""
    each = (width - APART * (len(gauges) - 1)) / len(gauges)

    def drawn(height: float, shapes: list[Shape], labels: list[Label]) -> float:
        lowest = [
            _gauge(gauge, (place * (each + APART), height), each, lang, shapes, labels)
            for place, gauge in enumerate(gauges)
        ]
        return min(lowest, default=0.0)

    height = -drawn(0.0, [], [])
    shapes: list[Shape] = []
    labels: list[Label] = []
    drawn(height, shapes, labels)
    return Drawing(
        "banner", "rating.three_rates", INKS, tuple(shapes), tuple(labels), unit=PAPER, height=height
    )


def figure(gauge: Gauge, lang: str) -> str:
    """The value of a gauge as it is read first."""
    if gauge.low is None or gauge.high is None:
        return say("rating.not_applicable" if gauge.state == NOT_APPLICABLE else "rating.not_known", lang)
    low, high = plain(gauge.low), plain(gauge.high)
    return f"{low} %" if low == high else f"{low} – {high} %"


def _gauge(
    gauge: Gauge,
    corner: tuple[float, float],
    width: float,
    lang: str,
    shapes: list[Shape],
    labels: list[Label],
) -> float:
    """One gauge below and right of a corner; how low it reaches."""
    x, top = corner[0], corner[1] - 8.0
    labels.append(Label(x, top, both(gauge.name), 9.0, bold=True))
    labels.append(Label(x, top - 24, dict.fromkeys(("zh", "en"), figure(gauge, lang)), 19.0, bold=True))
    if gauge.low is not None and gauge.low != gauge.high:
        labels.append(Label(x + width, top, "rating.incomplete", 7.0, "right", True, "0.78 0.16 0.16"))
    y = top - 58
    shapes.append(Shape((_box(x, y, width, BAR),), "track"))
    if gauge.low is not None and gauge.high is not None:
        shapes.append(Shape((_box(x, y, width * gauge.high / 100, BAR),), "open"))
        shapes.append(Shape((_box(x, y, width * gauge.low / 100, BAR),), "value"))
    for mark in gauge.marks:
        at = x + width * mark.percent / 100
        ends = np.array([(at, y - 3), (at, y + BAR + 4)])
        shapes.append(Shape((ends,), _LINE.get(mark.role, "line"), closed=False))
        labels.append(_plain(at, y + BAR + 6, f"{mark.percent:g}", 6.2, _aside(mark, gauge.marks)))
    labels += [_plain(x, y - 9, "0", 5.6), _plain(x + width, y - 9, "100 %", 5.6, "right")]
    row = y - 20
    for mark in gauge.marks:
        row -= _verdict(mark, x, row, width, lang, shapes, labels)
    for line in gauge.told:
        said = both(line)
        labels.append(Label(x, row, said, 6.4, ink=QUIET, width=width))
        row -= _lines(said[lang], 6.4, width) * 6.4 * 1.3 + 1.5
    return row


def _aside(mark: Mark, marks: tuple[Mark, ...]) -> str:
    """Where a figure stands over its line: to the side that a near neighbour leaves free."""
    gaps = [m.percent - mark.percent for m in marks if m is not mark]
    if any(0 < g < NEAR for g in gaps):
        return "right"
    return "left" if any(-NEAR < g <= 0 for g in gaps) else MIDDLE


def _verdict(
    mark: Mark, x: float, y: float, width: float, lang: str, shapes: list[Shape], labels: list[Label]
) -> float:
    """One line and what it says; how much height it took."""
    ink = {MET: "met", MISSED: "missed"}.get(mark.state, "neutral")
    shapes.append(Shape((_box(x, y + 0.4, 4.2, 4.2),), ink))
    title, told = both(mark.title), both(mark.text)
    if mark.role == REFERENCE:
        labels.append(Label(x + 8, y, told, 6.4, ink=QUIET, width=width - 8))
        return _lines(told[lang], 6.4, width - 8) * 6.4 * 1.3 + 2.0
    said = {k: f"{title[k]}  {told[k]}" for k in title}
    labels.append(Label(x + 8, y, said, 6.6, width=width - 8))
    return _lines(said[lang], 6.6, width - 8) * 6.6 * 1.3 + 1.5


def _lines(words: str, size: float, width: float) -> int:
    """About how many lines words take: full-width signs are one size wide, the rest near half."""
    wide = sum(size if ord(sign) > 0x2E7F else size * 0.47 for sign in words)
    return max(1, int(np.ceil(wide / width)))


def _plain(x: float, y: float, words: str, size: float, align: str = "left") -> Label:
    return Label(x, y, dict.fromkeys(("zh", "en"), words), size, align, ink=QUIET)


def _box(x: float, y: float, width: float, height: float) -> Floats:
    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
