"""The 711 sections of a European profile library are recognised from dimensions, the named series by name."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from components.sections import DIMENSIONS, catalogue, find, recognise

LIBRARY = Path(__file__).parents[3] / "shared" / "oracles" / "profiles_eu.csv"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not LIBRARY.exists(), reason="the profile library is not beside the project"),
]

COLUMNS = {
    "IfcIShapeProfileDef": ("I", "OverallDepth OverallWidth WebThickness FlangeThickness FilletRadius"),
    "IfcUShapeProfileDef": ("C", "Depth FlangeWidth WebThickness FlangeThickness FilletRadius"),
    "IfcLShapeProfileDef": ("L", "Depth Width Thickness FilletRadius"),
    "IfcZShapeProfileDef": ("Z", "Depth FlangeWidth WebThickness FlangeThickness"),
    "IfcCircleHollowProfileDef": ("CHS", "Radius WallThickness"),
    "IfcRectangleHollowProfileDef": ("RHS", "XDim YDim WallThickness OuterFilletRadius"),
}


def library() -> list[tuple[str, str, list[float]]]:
    lines = [line for line in LIBRARY.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for r in csv.DictReader(lines):
        family, columns = COLUMNS[r["kind"]]
        dims = [float(r[c] or 0.0) for c in columns.split()]
        if family == "L" and not dims[1]:
            dims[1] = dims[0]
        if family == "CHS":
            dims[0] *= 2.0
        found.append((r["ProfileName"], family, dims))
    return found


def names_recognised() -> list[tuple[str, str, str]]:
    found = []
    for family in DIMENSIONS:
        of = [(name, dims) for name, fam, dims in library() if fam == family]
        if of:
            rows = recognise(family, np.array([dims for _, dims in of]), region="EN")
            found += [
                (n, family, catalogue().names[r] if r >= 0 else "")
                for (n, _), r in zip(of, rows, strict=True)
            ]
    return found


def test_all_711_are_recognised_from_their_dimensions() -> None:
    recognised = names_recognised()
    assert len(recognised) == 711
    assert [name for name, _, got in recognised if not got] == []


def test_what_is_recognised_carries_the_name_of_the_library_save_for_its_mislabelled_channels() -> None:
    """The library's 14 UPN rows repeat UPE: a UPN 200 of EN 10365 has b 75, tw 8.5, tf 11.5."""
    other = [
        (name.upper(), got)
        for name, family, got in names_recognised()
        if family in ("I", "C", "L", "Z") and got not in (name.upper(), name.upper().replace("LNP", "L"))
    ]
    spelled = [(a, b) for a, b in other if not a.startswith(("UPN", "LNP"))]
    assert spelled == []
    assert sorted(b for a, b in other if a.startswith("UPN")) == sorted(
        n.upper().replace("UPN", "UPE") for n, _, _ in library() if n.startswith("UPN")
    )
    for written, got in other:
        if written.startswith("LNP"):  # LNP50x6 and L50X50X6 are one
            assert find(written).canonical == find(got, region="EN").canonical


def test_the_named_series_are_found_by_name_with_the_dimensions_of_the_library() -> None:
    wrong = []
    for name, family, dims in library():
        if family not in ("I", "C", "L", "Z") or name.startswith("UPN"):
            continue
        section = find(name).section
        columns = 3 if family == "L" else 4
        if section is None or not np.allclose(
            sorted(section.shape.dims[:columns]), sorted(dims[:columns]), atol=0.05
        ):
            wrong.append(name)
    assert wrong == []
