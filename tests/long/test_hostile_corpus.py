"""The corpus of hostile files: each ends in a result or in one sentence, within its limits, and writes nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import corpus
from hostile.bench import Case, run
from hostile.doors import DEVICES, NO_FILES, READERS, WRITERS, doors
from hostile.inputs import all_inputs, filled

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="the worker's limits are those of a Unix system"),
]


@pytest.mark.parametrize("kind", ["models", "shapes", "places", "others", "read", "written"])
def test_a_hostile_file_ends_in_a_result_or_in_one_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = {
        "models": lambda: corpus.models(tmp_path, 1, 1600, 480.0),
        "shapes": lambda: corpus.shapes(tmp_path, 1, 3, 240.0),
        "places": lambda: corpus.places(tmp_path, 1, 8, 120.0),
        "others": lambda: corpus.others(tmp_path, 1, 600, 240.0),
        "read": lambda: doors(tmp_path, READERS, NO_FILES + DEVICES),
        "written": lambda: doors(tmp_path, WRITERS, NO_FILES),
    }[kind]
    tally = run(cases())
    with capsys.disabled():
        print(f"\n{kind} · {tally.summary()}")
    assert tally.tried >= 30, "too few cases to show anything"
    assert not tally.faults, tally.told()
    assert not list(tmp_path.rglob(".steelyard-*")), "parts were left behind"


def test_every_kind_of_file_is_taken_while_it_is_whole(tmp_path: Path) -> None:
    def cases():  # type: ignore[no-untyped-def]
        for i, one in enumerate(all_inputs(tmp_path)):
            (place := tmp_path / f"w{i}").mkdir()
            (path := place / f"f{one.ending}").write_bytes(one.raw)
            words = {"{file}": str(path), "{out}": str(place / "out")}
            yield Case(one.name, tuple(filled(w, words) for w in one.command), place)

    tally = run(cases())
    assert not tally.faults, tally.told()
    assert {end for _, end in tally.ends} == {"result"}, tally.summary()
