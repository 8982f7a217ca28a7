"""Member checks as plain functions: the catalogue, one member without a model, all members of a model."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.exports.checksheet import content, paper
from components.findings import Finding, Refusal
from components.sections import DIMENSIONS, Section, Shape, catalogue, find, properties, shape, valid


class SectionRefused(Refusal):
    """Plates that are not a section."""


@dataclass(frozen=True)
class Lookup:
    """What the catalogues say to a query. exact: what it stands for, None; said: words code of what is to be said.

    rows: catalogue rows whose name holds the query, nearest in length first; others: how many more there are.
    """

    query: str
    exact: Section | None
    said: str
    arguments: Mapping[str, Any]
    rows: tuple[Section, ...]
    others: int


def lookup(query: str, limit: int = 20) -> Lookup:
    """The section a query stands for, and the catalogue rows whose name holds it."""
    match = find(query)
    book, wanted = catalogue(), _plain(query)
    names = [_plain(name) for name in book.names]
    held = [row for row, name in enumerate(names) if wanted and wanted in name]
    if not held and match.section is None:
        near = set(difflib.get_close_matches(wanted, names, n=limit, cutoff=0.75))
        held = [row for row, name in enumerate(names) if name in near]
    held.sort(key=lambda row: (not names[row].startswith(wanted), len(names[row]), row))
    said = match.ambiguity or match.reason
    found = tuple(book.section(row) for row in held[:limit])
    return Lookup(query, match.section, said, match.args, found, max(len(held) - limit, 0))


def _plain(name: str) -> str:
    return "".join(name.upper().replace("×", "X").replace("*", "X").split())


def section_report(section: Section) -> dict[str, Any]:
    """A section and its properties as plain values, None where a property is not known."""
    held = properties(section.shape)
    named = DIMENSIONS[section.shape.family]
    return {
        "name": section.name,
        "family": section.shape.family,
        "standard": section.standard,
        "series": section.series,
        "region": section.region,
        "nominal_mass_kg_per_m": section.mass_kg_per_m,
        "dimensions_mm": dict(zip(named, section.shape.dims, strict=False)),
        "properties": {f.name: _known(getattr(held, f.name)) for f in fields(held)},
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def plates(words: Sequence[str]) -> Shape:
    """A section from its plates: a family, then `dimension=figure` in mm. SectionRefused where it cannot be one."""
    family, *rest = words
    family = family.upper()
    if family not in DIMENSIONS:
        raise SectionRefused("checks.unknown_family", family=family, families=", ".join(DIMENSIONS))
    given: dict[str, float] = {}
    for word in rest:
        name, sign, text = word.partition("=")
        try:
            given[name.strip()] = float(text)
        except ValueError as error:
            raise SectionRefused("checks.bad_plate", text=word) from error
        if not sign or name.strip() not in DIMENSIONS[family]:
            names = ", ".join(DIMENSIONS[family])
            raise SectionRefused("checks.unknown_plate", family=family, name=name.strip(), names=names)
    made = shape(family, **given)
    if not valid(family, np.array([made.dims]))[0]:
        raise SectionRefused("checks.impossible_plates", family=family, given=", ".join(rest) or "-")
    return made


def check_member(inputs: MemberInputs) -> MemberResult:
    """One member without a model. Refusal where an input cannot be understood."""
    return member(inputs)


def write_member_sheet(
    result: MemberResult, path: Path, lang: str, name: str = "", project: str = ""
) -> tuple[Finding, ...]:
    """The sheet of one member as a PDF. ExportRefused where it cannot be written."""
    return paper.write((content.of_member(result, lang, name, project),), path)
