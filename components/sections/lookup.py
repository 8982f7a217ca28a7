"""One lookup for every spelling in use: from a designation to a section, or to the reason why there is
none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np

from components.record import valued
from components.sections.catalogue import Section, catalogue, display
from components.sections.designation import Parts, key_of, normalise, parse, spaced
from components.sections.families import DIMENSIONS, PRIMARY, Shape, shape
from components.sections.measure import figures_of, mass_kg_per_m
from components.sections.reading import Reading, read
from components.sections.tees import CUT_FROM, half_of
from components.sections.wording import joined, short_legs_together, twice, why_not, without_grade
from components.units import MM_PER_INCH

SAME_MM = 0.06  # designations print one decimal

NO_NUMBERS, UNKNOWN, THICKNESS_ONLY, TAPERED, NEEDS_HINT, CONCRETE = (
    f"sections.{w}"
    for w in ("no_numbers", "unknown", "thickness_only", "tapered", "needs_hint", "concrete_grade")
)
SEVERAL_SIZES, SEVERAL_STANDARDS, SEVERAL_READINGS = (
    f"sections.{w}" for w in ("several_sizes", "several_standards", "several_readings")
)
OFF_CATALOGUE, TAKEN_AS_WELDED, EMBEDDED, BAR_OR_TUBE = (
    f"sections.{w}" for w in ("off_catalogue", "taken_as_welded", "embedded", "bar_or_tube")
)


@valued
class Match:
    """The answer to one designation.

    text: as asked. section: what it is, or None with `reason` (a words code). ambiguity: a words code where
    the text allows more than what was taken ("" = nothing to say), and `alternatives`, the canonical names it
    allows.
    """

    text: str
    section: Section | None = None
    reason: str = ""
    ambiguity: str = ""
    alternatives: tuple[str, ...] = ()
    args: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def canonical(self) -> str:
        """The canonical designation, "" where there is no section."""
        return self.section.name if self.section else ""

    @property
    def mass_kg_per_m(self) -> float | None:
        """The nominal mass, None where there is no section."""
        return self.section.mass_kg_per_m if self.section else None


@valued
class Asked:
    """A question to `find`."""

    text: str
    hint: str | None
    inches: bool
    region: str | None


@cache
def _by_key() -> dict[str, tuple[int, ...]]:
    """Catalogue rows by the key of their names."""
    found: dict[str, list[int]] = {}
    book = catalogue()
    for row, (name, others) in enumerate(zip(book.names, book.others, strict=True)):
        for written in (name, *others):
            same = found.setdefault(key_of(written), [])
            if row not in same:
                same.append(row)
    return {k: tuple(v) for k, v in found.items()}


_H_SERIES = ("HW", "HM", "HN", "HT")


def _rows_by_name(parts: Parts) -> tuple[list[int], str]:
    """Rows a name stands for, and the words code of what is to be said about it."""
    index = _by_key()
    rows = list(index.get(parts.key(), ()))
    if not rows and parts.prefix == "H" and len(parts.numbers) in (2, 4):
        rows = [r for s in _H_SERIES for r in index.get(parts.key(s), ())]
    if not rows and parts.prefix == "HSS":  # HSS12X12X.313 is 5/16, to three decimals
        sixteenths = tuple(
            round(v * 16.0) / 16.0 if abs(v * 16.0 - round(v * 16.0)) < 0.02 else v for v in parts.numbers
        )
        rows = list(index.get(replace(parts, numbers=sixteenths).key(), ()))
    if not rows and parts.prefix in _AMERICAN and len(parts.numbers) == 2 and parts.numbers[0] >= 75.0:
        rows = _rows_of_metric_name(parts)
    if not rows and parts.prefix in ("C", "U", "["):
        rows = list(index.get(parts.key("["), ()))
    if not rows and parts.prefix == "U" and len(parts.numbers) == 1:
        rows = list(index.get(parts.key("UPN"), ()))
    if rows:
        return rows, ""
    if parts.prefix in ("I", "[", "C") and len(parts.numbers) == 1 and not parts.suffix:
        sized = [index.get(parts.key("[" if parts.prefix == "C" else parts.prefix) + s, ()) for s in "ABC"]
        lettered = [r for rs in sized for r in rs]
        return lettered, SEVERAL_SIZES
    if parts.prefix in (*_H_SERIES, "H") and len(parts.numbers) == 2:
        return _rows_of_size(parts), ""
    return [], ""


_AMERICAN = ("W", "M", "S", "HP", "C", "MC", "WT", "MT", "ST")


def _rows_of_metric_name(parts: Parts) -> list[int]:
    """W310X38.7 is W12X26: depth in rounded mm, mass in kg/m (ASTM A6M); the nearest mass of that depth."""
    book = catalogue()
    depth, mass = parts.numbers
    named = [
        (abs(book.mass_kg_per_m[r] / mass - 1.0), r)
        for r, name in enumerate(book.names)
        if book.series[r] == parts.prefix
        and abs(float(name[len(parts.prefix) :].split("X")[0]) * MM_PER_INCH / depth - 1.0) < 0.035
    ]
    return [r for off, r in sorted(named)[:1] if off < 0.013]


def _rows_of_size(parts: Parts) -> list[int]:
    """Rolled H rows whose real height and width are the two numbers (HW300x305 is no nominal size)."""
    book = catalogue()
    h, b = parts.numbers
    near = (np.abs(book.dims[:, 0] - h) < SAME_MM) & (np.abs(book.dims[:, 1] - b) < SAME_MM)
    wanted = _H_SERIES if parts.prefix == "H" else (parts.prefix,)
    return [r for r in np.flatnonzero(near).tolist() if book.series[r] in wanted]


def _rows_of_shape(section: Shape, kind: str, prefix: str) -> list[int]:
    """Catalogue rows of the same family and the same primary dimensions, most preferred standard first."""
    if kind in ("welded", "plate"):
        return []
    book = catalogue()
    at = [DIMENSIONS[section.family].index(n) for n in PRIMARY[section.family]]
    wanted = np.array(section.dims)[at]
    same = np.all(np.abs(book.dims[:, at] - wanted) < SAME_MM, axis=1)
    family = [s["family"] == section.family for s in book.sources]
    rows: list[int] = np.flatnonzero(same & np.array(family)[book.source]).tolist()
    if prefix in _H_SERIES:
        rows = [r for r in rows if book.series[r] in _H_SERIES]
    return rows


def _chosen(text: str, rows: list[int], region: str | None, said: str = "") -> Match:
    """The first of several rows, and what the text allows beside it."""
    book = catalogue()
    rows = [r for r in rows if book.sources[book.source[r]]["region"] == region] or rows
    first = book.section(rows[0])
    names = tuple(f"{display(book.names[r], book.sources[book.source[r]]['region'])} "
                  f"({book.sources[book.source[r]]['standard']})" for r in rows)  # fmt: skip
    sizes = {tuple(np.round(book.dims[r, : len(PRIMARY[first.shape.family])], 2)) for r in rows}
    if len(sizes) > 1:
        said = said or SEVERAL_SIZES
    elif len(rows) > 1:
        masses = book.mass_kg_per_m[rows]
        if masses.max() - masses.min() > 0.002 * masses.max():
            said = said or SEVERAL_STANDARDS
    several = len(rows) > 1 and bool(said)
    args = {"text": text, "taken": first.name, "others": "; ".join(names)}
    return Match(text, first, ambiguity=said, alternatives=names if several else (), args=args)


_USED_FOR_SEVERAL = {"K": ("CHS",), "B": ("RHS",), "TUBO": ("RHS",)}
_THICK_BAR_MM = 60.0  # a bare φ219 is more likely a tube whose wall is missing than a bar

_STANDARDS = {
    "I": "GB/T 33814", "IM": "GB/T 33814", "CHS": "GB/T 17395", "RHS": "GB/T 6728", "CC": "GB/T 6723",
    "CZ": "GB/T 6723", "ROUND": "GB/T 702", "FLAT": "GB/T 709",
}  # fmt: skip


def computed(section: Shape, name: str, kind: str = "", mass: float | None = None) -> Section:
    """A section that no catalogue lists: its mass is that of its dimensions at 7850 kg/m3."""
    if mass is None:
        mass = float(mass_kg_per_m(np.array([figures_of(section)[0]]))[0])
    return Section(display(name, "GB"), section, _STANDARDS.get(section.family, ""), kind, "GB", mass)


def _from_reading(parts: Parts, reading: Reading, asked: Asked) -> Match:
    text = asked.text
    rows = _rows_of_shape(reading.shape, reading.kind, parts.prefix)
    if rows:
        found = _chosen(text, rows, asked.region)
        return _with_other_readings(found, parts, asked) if found.section and not found.ambiguity else found
    section = computed(reading.shape, reading.name, reading.kind)
    args = {"text": text, "taken": section.name, "others": ""}
    if parts.prefix == "Φ" and reading.shape.family == "ROUND" and section.shape["d"] > _THICK_BAR_MM:
        return Match(text, section, ambiguity=BAR_OR_TUBE, args=args)
    if reading.kind == "rolled":
        said = TAKEN_AS_WELDED if parts.prefix == "H" else OFF_CATALOGUE
        return Match(text, section, ambiguity=said, args=args)
    said = OFF_CATALOGUE if reading.shape.family in ("L", "2L", "RHS") else ""
    return _with_other_readings(Match(text, section, ambiguity=said, args=args), parts, asked)


def _cut_tee(parts: Parts, text: str) -> Match | None:
    """A tee of GB/T 11263 is half of an H: TN200x200(x8x13) of HN400x200(x8x13), with its fillet and half its mass."""
    depth, *rest = parts.numbers
    whole = replace(parts, prefix=CUT_FROM[parts.prefix], numbers=(2.0 * depth, *rest))
    rows, _ = _rows_by_name(whole)
    if not rows:
        return None
    tees = [half_of(catalogue().section(r), parts.prefix) for r in rows]
    args = {"text": text, "taken": tees[0].name, "others": "; ".join(t.name for t in tees)}
    several = tuple(t.name for t in tees) if len(tees) > 1 else ()
    return Match(text, tees[0], ambiguity=SEVERAL_SIZES if several else "", alternatives=several, args=args)


_HALF = re.compile(r"^\s*(?:½|1/2|半)\s*[-*·x×]?\s*(?=[^\W\d])", re.IGNORECASE)


def _half(asked: Asked) -> Match | None:
    """`1/2 IPE300`, `½ HEA 200`: the tee that is half of a rolled I, at half its mass; None where no half is said."""
    said = _HALF.match(asked.text)
    if said is None:
        return None
    found = _parsed(replace(asked, text=asked.text[said.end() :], hint=None))
    whole = found.section if found else None
    if whole is None or whole.row < 0 or whole.shape.family != "I":
        return Match(asked.text, reason=UNKNOWN, args={"text": asked.text})
    return Match(asked.text, half_of(whole))


def _with_other_readings(found: Match, parts: Parts, asked: Asked) -> Match:
    """The match, and what else its prefix is used for: K60*3 may be a round Dutch koker as well."""
    if asked.hint or parts.prefix not in _USED_FOR_SEVERAL:
        return found
    others = [read(parts, family, asked.inches) for family in _USED_FOR_SEVERAL[parts.prefix]]
    names = tuple(display(r.name, "GB") for r in others if r is not None)
    if not names or set(names) == {found.canonical}:
        return found
    return replace(
        found, ambiguity=SEVERAL_READINGS, alternatives=names, args={**found.args, "others": "; ".join(names)}
    )


def _double(parts: Parts, asked: Asked) -> Match | None:
    """2L and 2[ of a catalogue section, with the gap written after it (inches in America)."""
    if parts.prefix not in ("2L", "2[", "2C"):
        return None
    families = {"2L": ("L",), "2[": ("[",), "2C": ("C", "[")}[parts.prefix]
    for gap_given in (False, True):
        numbers = parts.numbers[:-1] if gap_given else parts.numbers
        for prefix in families:
            inner = replace(parts, prefix=prefix, numbers=numbers)
            base = _plain(inner, replace(asked, hint="L" if prefix == "L" else "C"))
            if base.section is None or base.section.row < 0:
                continue
            gap = parts.numbers[-1] if gap_given else 0.0
            if base.section.region == "US":
                gap *= MM_PER_INCH
            return replace(base, section=_paired(base.section, gap))
    return None


def _paired(one: Section, gap: float) -> Section:
    """Two of a section back to back; its nominal mass is twice the nominal mass."""
    old = one.shape
    family = "2L" if old.family == "L" else "2C"
    named = {n: v for n, v in zip(DIMENSIONS[old.family], old.dims, strict=False) if n != "u"}
    if family == "2C" and old["u"]:
        # 2C has no room for u: move the flange thickness to the middle of the outstand
        named["tf"] += old["slope"] * (old["u"] - (old["b"] - old["tw"]) / 2.0)
    mass = None if one.mass_kg_per_m is None else 2.0 * one.mass_kg_per_m
    spaced = f"-{gap:g}" if gap else ""
    return replace(
        one, name=f"2{one.name}{spaced}", shape=shape(family, **named, gap=gap), mass_kg_per_m=mass, row=-1
    )


def _plain(parts: Parts, asked: Asked) -> Match:
    """A designation without words around it."""
    text, hint = asked.text, asked.hint
    if parts.prefix == "C" and len(parts.numbers) == 1 and not parts.suffix and hint != "C":
        grade = parts.numbers[0]
        if grade % 5 == 0 and 10 < grade <= 80:
            return Match(text, reason=CONCRETE, args={"text": text})
    if parts.prefix in CUT_FROM and (cut := _cut_tee(parts, text)) is not None:
        return cut
    rows, said = _rows_by_name(parts)
    book = catalogue()
    rows = [r for r in rows if book.sources[book.source[r]]["family"] == hint] or rows
    if rows:
        return _chosen(text, rows, asked.region, said)
    if parts.prefix == "PL" and len(parts.numbers) == 1:
        thickness = parts.numbers[0] * (MM_PER_INCH if asked.inches or parts.fractional else 1.0)
        return Match(text, reason=THICKNESS_ONLY, args={"text": text, "thickness_mm": thickness})
    reading = read(parts, hint, asked.inches)
    if reading is not None:
        return _from_reading(parts, reading, asked)
    reason = NEEDS_HINT if (parts.prefix, len(parts.numbers)) in (("H", 3), ("B", 2)) else UNKNOWN
    return Match(text, reason=reason, args={"text": text})


_TAPERED = re.compile(r"^(?:BH|WH|PHI|H|I)?\d+(?:\.\d+)?[/~-]\d+(?:\.\d+)?X\d+(?:\.\d+)?X")
_PIECES = re.compile(r"[\s_:：;；、()（）|,，+]+|-(?=[^\d.\s-])|/(?=[QS]\d{3})")  # GZ-HN400x200-Q355B


@lru_cache(maxsize=65536)
def find(text: str, hint: str | None = None, inches: bool = False, region: str | None = None) -> Match:
    """The section a designation stands for, whatever its spelling; or the reason why there is none.

    hint: family the geometry suggests (a key of `DIMENSIONS`), for spellings that are used for several.
    inches: plates and rounds of this file are written in inches (`PL1x8` of an American detailer). region:
    GB, EN or US where the project says whose catalogue it means. Dimensions win over a short name; where a
    short name has several sizes, or a size several standards with different masses, the first is taken and
    the match says so. Answers are remembered: a repeat costs nothing.
    """
    asked = Asked(twice(text), hint, inches, region)
    if not re.search(r"\d", text):
        return Match(text, reason=NO_NUMBERS, args={"text": text})
    if (half := _half(asked)) is not None:
        return half
    if reason := why_not(text):
        return Match(text, reason=reason, args={"text": text})
    whole = _parsed(asked)
    if whole is not None and (whole.section or whole.reason != UNKNOWN):
        return whole
    if _TAPERED.match(normalise(text)):
        return Match(text, reason=TAPERED, args={"text": text})
    return _joined(asked) or _embedded(asked) or Match(text, reason=UNKNOWN, args={"text": text})


def _joined(asked: Asked) -> Match | None:
    """A designation with words on its legs or its grade behind it: `2L75x50x6 短肢相连`, `HN600×200 (Q355B)`."""
    bare, legs = joined(without_grade(asked.text))
    if bare == asked.text:
        return None
    got = _parsed(replace(asked, text=bare))
    if got is None or got.section is None or (legs and got.section.shape.family != "2L"):
        return None
    section = short_legs_together(got.section) if legs == "short" else got.section
    args = {**got.args, "text": asked.text, "taken": section.name}
    return replace(got, text=asked.text, section=section, ambiguity=got.ambiguity or EMBEDDED, args=args)


def _embedded(asked: Asked) -> Match | None:
    """The one designation among the words of a text (`W-Wide Flange:W24X103`, `GZ1 H400x200x8x13`), or
    None.
    """
    hits: dict[str, Match] = {}
    for piece in _PIECES.split(asked.text):
        parts = parse(piece)
        if parts is None or not parts.prefix:
            continue
        got = _parsed(replace(asked, text=piece))
        sure = len(parts.numbers) >= 2 or parts.prefix.startswith("2")
        if got and got.section and (got.section.row >= 0 or sure):
            hits.setdefault(got.canonical, got)
    for choices in [] if hits else spaced(asked.text):
        answers = [_parsed(replace(asked, text=written)) for written in choices]
        found = next((m for m in answers if m and m.section), None)
        if found and found.section and (found.section.row >= 0 or found.section.shape.family == "FLAT"):
            hits.setdefault(found.canonical, found)
    if len(hits) != 1:
        return None
    (hit,) = hits.values()
    args = {**hit.args, "text": asked.text, "taken": hit.canonical}
    return replace(hit, text=asked.text, ambiguity=hit.ambiguity or EMBEDDED, args=args)


def _parsed(asked: Asked) -> Match | None:
    parts = parse(asked.text)
    if parts is None:
        return None
    return _double(parts, asked) or _plain(parts, asked)
