"""Fasteners from their attributes and names: kind, size, length, grade, shop or site."""

from __future__ import annotations

import re

import numpy as np

from components.facts import Facts
from components.model import Components, Fasteners
from components.table import Floats, Text, unique
from components.takeoff.naming.lexicon import kinds_in
from components.units import MM_PER_INCH

_METRIC = re.compile(r"(?<![A-Za-z0-9])M\s?(\d{1,2}(?:\.\d)?)(?:\s*[x×X*]\s*(\d{2,4}))?(?![\d])")
_AMOUNT = r"(\d+\s+\d+/\d+|\d+/\d+|\d+(?:\.\d+)?)"
_INCH = re.compile(rf"\bD\s*=\s*{_AMOUNT}(?:\s+L\s*=\s*{_AMOUNT})?")
_STUD = re.compile(r"(?<![\d.A-LN-Za-z])[φΦøØdD]?\s?(10|13|16|19|22|25)\s*[x×X*]\s*(\d{2,3})(?![\d.])")
_GRADE = re.compile(
    r"\b(4\.6|4\.8|5\.6|5\.8|6\.8|8\.8|10\.9|12\.9)S?\b|\b(A325N?|A490N?|A307|F1852|F2280|A449|F3125)\b", re.I
)
_ORDER = ("stud", "nut", "washer", "anchor", "weld", "bolt")


def fasteners(facts: Facts, components: Components) -> Fasteners:
    """One row per fastener or stud component."""
    rows = np.flatnonzero(components.category.isin(("fastener", "stud")))
    elements = facts.elements
    kinds, sizes, grades, places = [], [], [], []
    diameters, lengths = [], []
    for row in rows.tolist():
        e = int(components.element[row])
        text = " ".join(
            t[e] or "" for t in (elements.name, elements.description, elements.object_type, elements.tag)
        )
        kinds.append(_kind(text, components.category.get(row), components.ifc_class.get(row)))
        d, length = _stud_size(text) if kinds[-1] == "stud" else _size(text)
        nominal, long = elements.nominal_diameter_mm[e], elements.nominal_length_mm[e]
        diameters.append(float(nominal) if nominal == nominal and nominal > 0 else d)
        lengths.append(float(long) if long == long and long > 0 else length)
        metric = _METRIC.search(text)
        inch = _INCH.search(text)
        sizes.append(
            f"M{metric.group(1)}" if metric else (f'{inch.group(1)}"' if inch else _round(diameters[-1]))
        )
        grade = _GRADE.search(text)
        grades.append(grade.group(0).upper() if grade else components.grade[row])
        low = text.lower()
        places.append("site" if _site(low) else "shop" if _shop(low) else "unknown")
    return Fasteners(
        component=rows, kind=Text.of(kinds), size=Text.of(sizes), diameter_mm=np.array(diameters, float),
        length_mm=np.array(lengths, float), grade=Text.of(grades), where=Text.of(places),
        count=components.pieces[rows],
    )  # fmt: skip


def lines_of(start: Floats, end: Floats) -> int:
    """How many different axis lines the bodies of one fastener have: shank, head and nut share one. (k, 3) mm each."""
    way = end - start
    length = np.linalg.norm(way, axis=1)
    good = np.isfinite(length) & (length > 1e-6)
    if not good.any():
        return 1
    unit = way[good] / length[good, None]
    unit *= np.where(np.take_along_axis(unit, np.abs(unit).argmax(axis=1)[:, None], axis=1) < 0, -1.0, 1.0)
    foot = start[good] - (start[good] * unit).sum(axis=1)[:, None] * unit
    return len(unique(np.round(np.concatenate((foot, unit * 1e3), axis=1)), axis=0))


def _kind(text: str, category: str | None, ifc_class: str | None) -> str:
    """By its words; IfcFastener is what joins without mechanics, a weld unless its text has a bolt's size."""
    found = kinds_in(text, "name")
    for kind in _ORDER:
        if kind in found:
            return kind
    if category == "stud":
        return "stud"
    return (
        "weld"
        if ifc_class == "IfcFastener" and not _METRIC.search(text) and not _INCH.search(text)
        else "bolt"
    )


def _site(text: str) -> bool:
    return bool(re.search(r"\b(site|field|bauseits|montage)\b|工地|现场", text))


def _shop(text: str) -> bool:
    return bool(re.search(r"\b(shop|workshop|werk)\b|工厂|车间", text))


def _round(diameter: float) -> str | None:
    return f"φ{diameter:g}" if diameter == diameter and diameter > 0 else None


def _size(text: str) -> tuple[float, float]:
    """Diameter and length in mm out of `M20x60` or `D=3/4 L=2 1/2`; NaN where it does not say."""
    if found := _METRIC.search(text):
        return float(found.group(1)), float(found.group(2) or "nan")
    if found := _INCH.search(text):
        return _inches(found.group(1)), _inches(found.group(2)) if found.group(2) else float("nan")
    return float("nan"), float("nan")


def _stud_size(text: str) -> tuple[float, float]:
    """As `_size`, and the diameters of GB/T 10433 as studs are written: `19x110`, `φ19×110`."""
    found = _STUD.search(text)
    return (float(found.group(1)), float(found.group(2))) if found else _size(text)


def _inches(text: str) -> float:
    total = 0.0
    for part in text.split():
        top, _, bottom = part.partition("/")
        total += float(top) / float(bottom or 1)
    return total * MM_PER_INCH
