"""What the numbers of a designation mean: dimensions of a family, from the table `readings.csv`."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np

from components.record import valued
from components.sections.catalogue import FOLDER, display
from components.sections.designation import Parts
from components.sections.families import DIMENSIONS, Shape, shape
from components.sections.outline import valid
from components.units import MM_PER_INCH


@valued
class Reading:
    """A shape read from numbers; kind: rolled, welded, plate or "" as in `readings.csv`."""

    shape: Shape
    kind: str
    name: str


@cache
def readings() -> dict[tuple[str, int], tuple[tuple[str, str, tuple[str, ...], str], ...]]:
    """(prefix, how many numbers) to its possible (hint, family, order of dimensions, kind)."""
    with (FOLDER / "readings.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    found: dict[tuple[str, int], tuple[tuple[str, str, tuple[str, ...], str], ...]] = {}
    for prefix, count, hint, family, order, kind in rows:
        key = (prefix, int(count))
        found[key] = (*found.get(key, ()), (hint, family, tuple(order.split()), kind))
    return found


def corner_radius(t: float) -> float:
    """Outer corner radius of a cold-formed hollow section, as fits the masses of GB/T 6728-2017: 2, 2.5 or
    3 t.
    """
    return t * (2.0 if t <= 6.0 else 2.5 if t <= 10.0 else 3.0)


def _filled(family: str, given: dict[str, float]) -> Shape | None:
    """The shape of the given dimensions, the rest following from them; None where it cannot be one."""
    g = dict(given)
    g.pop("length", None)
    if family in ("L", "2L"):
        long, short = max(g["a"], g.get("b", g["a"])), min(g["a"], g.get("b", g["a"]))
        g["a"], g["b"] = long, short
    if family == "RHS":
        h, b = g["h"], g.get("b", g["h"])
        ro = corner_radius(g["t"])
        g |= {"h": max(h, b), "b": min(h, b), "ro": ro, "ri": ro - g["t"]}
    if family == "BOX":
        wall = g.pop("t", 0.0)
        g = {"tw": wall, "tf": wall, "b": g["h"], **g}
    if family == "FLAT":
        t = g.get("t", g["b"])
        g = {"b": max(g["b"], t), "t": min(g["b"], t)}
    if family in ("CC", "CZ"):
        g["ri"] = 2.0 * g["t"]  # fits the areas of GB 50018-2002, annex B, to 0.5 %
    made = shape(family, **{k: v for k, v in g.items() if k in DIMENSIONS[family]})
    return made if bool(valid(family, np.array([made.dims]))[0]) else None


def _name(family: str, section: Shape, kind: str) -> str:
    """The canonical designation of a section no catalogue holds."""
    d = {n: f"{v:.6g}" for n, v in zip(DIMENSIONS[family], section.dims, strict=False)}
    if family in ("L", "2L"):
        gap = f"-{d['gap']}" if family == "2L" and section["gap"] else ""
        return family + (f"{d['a']}X{d['t']}" if d["a"] == d["b"] else f"{d['a']}X{d['b']}X{d['t']}") + gap
    pattern = _NAMES[family]
    if family == "I":
        pattern = ("BH" if kind == "welded" else "H") + pattern
    if family == "RHS" and d["h"] == d["b"]:
        pattern = "SHS{h}X{b}X{t}"
    if family in ("CC", "CZ") and section["c"] == 0.0:
        pattern = pattern.replace("X{c}", "")
    return pattern.format_map(d)


_NAMES = {
    "I": "{h}X{b}X{tw}X{tf}",
    "IM": "BH{h}X{b1}X{b2}X{tw}X{t1}X{t2}",
    "C": "[{h}X{b}X{tw}X{tf}",
    "T": "T{h}X{b}X{tw}X{tf}",
    "Z": "Z{h}X{b}X{tw}X{tf}",
    "RHS": "RHS{h}X{b}X{t}",
    "CHS": "CHS{d}X{t}",
    "ROUND": "D{d}",
    "FLAT": "PL{t}X{b}",
    "BOX": "B{h}X{b}X{tw}X{tf}",
    "2C": "2[{h}X{b}X{tw}X{tf}",
    "CC": "C{h}X{b}X{c}X{t}",
    "CZ": "Z{h}X{b}X{c}X{t}",
}


def square_name(wide: float, thin: float) -> str:
    """Canonical designation of a square bar (mm): `SQ80`, or with both sides where they differ."""
    both = f"X{thin:.6g}" if f"{thin:.6g}" != f"{wide:.6g}" else ""
    return display(f"SQ{wide:.6g}{both}", "GB")


def name_of(section: Shape, kind: str = "welded") -> str:
    """A canonical designation for any shape: `BH500×300×10×16`, `PL10×150`; ASCII X becomes ×."""
    return display(_name(section.family, section, kind), "GB")


_LIP = 2.0
"""Thicknesses that a lip is longer than; no rolled channel has a web that much thicker than its flanges."""


def _channel(parts: Parts) -> tuple[str, str, tuple[str, ...], str] | None:
    """C160x60x20x2.5 is a lipped channel (lip, thickness), C-200x80x7.5x11 a rolled one (web, flange): the figures tell,
    as countries use one sign for both."""
    if parts.prefix not in ("C", "[", "U") or len(parts.numbers) != 4:
        return None
    lipped = parts.numbers[2] > _LIP * parts.numbers[3]
    return readings()[("CC" if lipped else "[", 4)][0]


def read(parts: Parts, hint: str | None = None, inches: bool = False) -> Reading | None:
    """The shape the numbers of a designation stand for, or None.

    hint: a family the geometry suggests; it picks between readings of one prefix. inches: numbers of flats
    and rounds are inches (they are anyway where one is written as a fraction).
    """
    if parts.suffix:
        return None
    choices = readings().get((parts.prefix, len(parts.numbers)), ())
    chosen = [c for c in choices if c[0] and c[0] == hint] or [c for c in choices if not c[0]]
    if not chosen:
        return None
    _, family, order, kind = _channel(parts) or chosen[0]
    if family == "CHS" and parts.prefix == "B" and not parts.slashed and hint != "CHS":
        return None  # B400*12 may be a square box as well as a Dutch buis
    by_size = sorted(parts.numbers) if kind == "plate" else list(parts.numbers)
    if kind == "plate":
        by_size = [by_size[1], by_size[0], *by_size[2:]]
    scale = MM_PER_INCH if parts.fractional or (inches and family in ("FLAT", "ROUND")) else 1.0
    made = _filled(family, {n: v * scale for n, v in zip(order, by_size, strict=True)})
    if made is None:
        return None
    square = parts.prefix == "SQ" and family == "FLAT"
    return Reading(made, kind, square_name(*made.dims[:2]) if square else _name(family, made, kind))
