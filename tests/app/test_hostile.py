"""A slice of the hostile corpus in tests/long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import corpus
from hostile.bench import run

CIRCLES = (
    "placements_in_a_circle",
    "booleans_in_a_circle",
    "maps_of_maps",
    "aggregates_in_a_circle",
    "odd_section",
)


@pytest.mark.skipif(sys.platform == "win32", reason="the worker's limits are those of a Unix system")
def test_a_spoiled_file_ends_in_a_result_or_in_one_sentence(tmp_path: Path) -> None:
    def cases():  # type: ignore[no-untyped-def]
        yield from corpus.models(tmp_path, 7, 27, 6.0)
        yield from corpus.shapes(tmp_path, 7, 1, 4.0, CIRCLES)
        yield from corpus.places(tmp_path, 7, 1, 4.0)

    tally = run(cases())
    assert tally.tried >= 15
    assert not tally.faults, tally.told()
