"""A slice of the hostile corpus in tests/long."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import corpus
from hostile.bench import run
from hostile.doors import DEVICES, NO_FILES, READERS, WRITERS, doors

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
        yield from corpus.models(tmp_path, 7, 12, 2.0)
        yield from corpus.shapes(tmp_path, 7, 1, 1.5, CIRCLES)
        yield from corpus.places(tmp_path, 7, 1, 1.5)

    tally = run(cases())
    assert tally.tried >= 6
    assert not tally.faults, tally.told()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such things in its file system")
def test_what_is_no_file_is_one_sentence_wherever_a_file_is_asked_for_or_written(tmp_path: Path) -> None:
    def cases():  # type: ignore[no-untyped-def]
        yield from doors(tmp_path / "r", READERS, (*NO_FILES, *DEVICES), every=90)
        yield from doors(tmp_path / "w", WRITERS, NO_FILES, every=51, first=3)

    (tmp_path / "r").mkdir()
    (tmp_path / "w").mkdir()
    tally = run(cases())
    assert tally.tried >= 6
    assert not tally.faults, tally.told()
