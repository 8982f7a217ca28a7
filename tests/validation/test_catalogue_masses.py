"""Every catalogue mass agrees with its own dimensions within the deviation its source states.

Printed masses: GB/T 11263-2017, GB/T 706-2016, GB/T 6728-2017, SCI P363, EN 10365, AISC Shapes Database
v16.0.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.sections import area_and_perimeter, catalogue, find, mass_kg_per_m
from components.sections.catalogue import rows_of, sources

PRINTED = [f for f in sources() if "mass_kg_per_m" in rows_of(f)[0]]


def deviations(file: str) -> dict[str, float]:
    book = catalogue()
    rows = np.flatnonzero(book.source == list(sources()).index(file))
    area, _ = area_and_perimeter(sources()[file]["family"], book.dims[rows])
    off = mass_kg_per_m(area) / book.mass_kg_per_m[rows] - 1.0
    return dict(zip([book.names[r] for r in rows], off.tolist(), strict=True))


@pytest.mark.parametrize("file", PRINTED)
def test_every_printed_mass_is_that_of_its_dimensions_within_the_stated_deviation(file: str) -> None:
    told = sources()[file]
    beyond = {name: off for name, off in deviations(file).items() if not abs(off) <= told["deviation"]}
    assert set(beyond) == set(told.get("exceptions", {}))


@pytest.mark.parametrize(
    ("file", "rows", "deviation"),
    [
        ("gb_h", 130, 0.006),
        ("gb_i", 45, 0.01),
        ("gb_c", 41, 0.01),
        ("gb_l", 186, 0.01),
        ("gb_rhs", 291, 0.015),
    ],
)
def test_the_chinese_catalogues_are_complete_and_keep_their_deviation(
    file: str, rows: int, deviation: float
) -> None:
    off = deviations(file)
    assert len(off) == rows
    assert max(abs(v) for v in off.values()) <= deviation


# kg/m as printed in EN 10365:2017, EN 10056-1 and DIN 1025-1, to three digits
EUROPEAN = {
    "IPE80": 6.0, "IPE200": 22.4, "IPE300": 42.2, "IPE600": 122, "HEA100": 16.7, "HEA300": 88.3,
    "HEA1000": 272, "HEB200": 61.3, "HEB500": 187,
    "HEM300": 238, "IPN200": 26.2, "IPN500": 141,
    "UPE200": 22.8, "UPN100": 10.6, "UPN200": 25.3, "UPN400": 71.8, "CHS168.3x10": 39.0, "CHS219.1x8": 41.6,
}  # fmt: skip


@pytest.mark.parametrize("name", EUROPEAN)
def test_a_european_section_weighs_what_its_standard_prints(name: str) -> None:
    assert find(name, region="EN").mass_kg_per_m == pytest.approx(EUROPEAN[name], rel=0.006)


def test_every_name_of_every_catalogue_finds_its_own_row() -> None:
    book = catalogue()
    told = list(sources().values())
    lost = []
    for row, name in enumerate(book.names):
        region = told[book.source[row]]["region"]
        got = find(name, told[book.source[row]]["family"], region=region).section
        if got is None or not np.allclose(got.shape.dims[:4], book.dims[row, :4], atol=0.06):
            lost.append(name)
    assert lost == []
