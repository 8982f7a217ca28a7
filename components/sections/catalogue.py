"""The catalogues: every CSV beside this module as one table of sections, read once when first asked for."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from components.record import record, valued
from components.sections.families import DIMENSION_COUNT, DIMENSIONS, FAMILY_CODE, Shape, shape
from components.sections.measure import area_and_perimeter, mass_kg_per_m
from components.table import Codes, Floats

FOLDER = Path(__file__).with_name("catalogues")


@valued
class Section:
    """One section as a catalogue or a computed series has it.

    name: canonical designation. shape: family and dimensions (mm). standard, series, region (GB, EN, US):
    where it comes from. mass_kg_per_m: nominal mass; None where nothing but the dimensions says it.
    design_t_mm: the wall to design with where it is not the nominal one (ASTM hollow sections), else None.
    row: catalogue row, -1 if computed.
    """

    name: str
    shape: Shape
    standard: str
    series: str
    region: str
    mass_kg_per_m: float | None
    design_t_mm: float | None = None
    row: int = -1


@record
class Catalogue:
    """All catalogue rows as columns; `source` indexes `sources`, in order of preference."""

    names: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    series: tuple[str, ...]
    family: Codes
    dims: Floats
    mass_kg_per_m: Floats
    design_t_mm: Floats
    source: Codes
    sources: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.names)

    def section(self, row: int) -> Section:
        """One row as a `Section`."""
        source = self.sources[int(self.source[row])]
        thin = float(self.design_t_mm[row])
        return Section(
            display(self.names[row], source["region"]),
            Shape(source["family"], tuple(self.dims[row].tolist())),
            source["standard"],
            self.series[row],
            source["region"],
            float(self.mass_kg_per_m[row]),
            None if np.isnan(thin) else thin,
            row,
        )


def design_shape(section: Section) -> Shape:
    """The shape to design with: American hollow sections with 0.93 of the nominal wall (AISC 360, B4.2)."""
    t = section.design_t_mm
    if t is None:
        return section.shape
    if section.shape.family == "RHS":  # corners as AISC takes them for the properties: 2 t outside, t inside
        return shape("RHS", h=section.shape["h"], b=section.shape["b"], t=t, ro=2.0 * t, ri=t)
    return shape("CHS", d=section.shape["d"], t=t)


def display(name: str, region: str) -> str:
    """A designation as its country prints it: the sign × between dimensions, but X in America."""
    return name if region == "US" else name.replace("X", "×")


def sources() -> dict[str, dict[str, Any]]:
    """Family, standard, region, origin and stated deviation of each catalogue file, in order of
    preference.
    """
    return tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))


def rows_of(file: str) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of one catalogue file as written."""
    with (FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    return header, rows


@cache
def catalogue() -> Catalogue:
    """Every catalogue, read once. A mass that is not printed is that of the dimensions at 7850 kg/m3."""
    names: list[str] = []
    others: list[tuple[str, ...]] = []
    series: list[str] = []
    columns: list[tuple[Floats, Floats, Floats, int, str]] = []
    told = sources()
    for file, source in told.items():
        header, rows = rows_of(file)
        family = source["family"]
        by_column = dict(zip(header, zip(*rows, strict=True), strict=True))
        unknown = ("nan",) * len(rows)
        held = np.zeros((len(rows), DIMENSION_COUNT))
        for i, name in enumerate(DIMENSIONS[family]):
            if name in by_column:
                held[:, i] = by_column[name]
        if "mass_kg_per_m" in by_column:
            mass = np.array(by_column["mass_kg_per_m"], dtype=np.float64)
        else:
            mass = mass_kg_per_m(area_and_perimeter(family, held)[0])
        thin = np.array(by_column.get("design_t", unknown), dtype=np.float64)
        columns.append((held, mass, thin, len(rows), family))
        names += by_column["name"]
        others += [tuple(s.split(";")) if s else () for s in by_column["short"]]
        series += by_column["series"]
    return Catalogue(
        tuple(names),
        tuple(others),
        tuple(series),
        np.concatenate([np.full(n, FAMILY_CODE[f], np.int32) for _, _, _, n, f in columns]),
        np.concatenate([c[0] for c in columns]),
        np.concatenate([c[1] for c in columns]),
        np.concatenate([c[2] for c in columns]),
        np.repeat(np.arange(len(columns), dtype=np.int32), [c[3] for c in columns]),
        tuple(told.values()),
    )
