"""The corpus as cases: seeded, so that a case that fails fails again."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from hostile.bench import HOUSE, Case
from hostile.files import PLACES
from hostile.inputs import Input, all_inputs
from hostile.models import MUTATIONS
from hostile.shapes import SHAPES
from hostile.tables import spoiled, spoiled_json, spoiled_zip

SAMPLES = HOUSE / "ifc_samples"
REAL = HOUSE.parent / "shared" / "ifc"
_NAMES = ("zh_gb_small.ifc",) * 12 + (
    "zh_gb_small_gbk.ifc", "zh_gb_small_utf8.ifc", "truss_gussets.ifc", "frame_office.ifc",
)  # fmt: skip
_COMMANDS = (("bom", "--format", "csv", "--lists", "table"),) * 6 + (
    ("info", "--json"), ("bom", "--format", "csv,xlsx"), ("bom", "--format", "pdf"), ("rate",), ("check",),
    ("bom", "--marks", "number", "--format", "csv", "--json"),
)  # fmt: skip
_LARGEST_REAL = 400_000


def _until(seconds: float, most: int) -> Iterator[int]:
    """Numbers of cases, as many as were asked for or as there is time for."""
    end = time.monotonic() + seconds
    for i in range(most):
        if time.monotonic() > end:
            return
        yield i


def _on_model(command: tuple[str, ...], model: Path, out: Path) -> tuple[str, ...]:
    target = () if command[0] == "info" else ("-o", str(out))
    return (command[0], str(model), *command[1:], *target)


def models(folder: Path, seed: int, most: int, seconds: float) -> Iterator[Case]:
    """Spoiled models, our own and, where they are beside the project, small ones of other programs."""
    real = (
        sorted(p for p in REAL.glob("**/*.ifc") if p.stat().st_size < _LARGEST_REAL) if REAL.is_dir() else []
    )
    for i in _until(seconds, most):
        rng = random.Random(f"model {seed} {i}")
        change, command = MUTATIONS[i % len(MUTATIONS)], rng.choice(_COMMANDS)
        source = rng.choice(real) if real and rng.random() < 0.15 else SAMPLES / rng.choice(_NAMES)
        place = folder / f"m{i}"
        place.mkdir()
        try:
            raw = change(source.read_bytes(), rng)
        except (ValueError, IndexError):  # a real file without the parts that this change looks for
            raw = source.read_bytes()[: rng.randrange(1000, 4000)]
        (place / "m.ifc").write_bytes(raw)
        # Two bodies that hang the kernel may take their limits, on a machine that has other work.
        argv = _on_model(command, place / "m.ifc", place / "out")
        yield Case(change.__name__, argv, place / "out", 60.0)


def shapes(folder: Path, seed: int, times: int, seconds: float, only: tuple[str, ...] = ()) -> Iterator[Case]:
    """Models that go round in circles, are deep, or long."""
    for i in _until(seconds, times * len(SHAPES)):
        make = SHAPES[i % len(SHAPES)]
        if only and make.__name__ not in only:
            continue
        place = folder / f"s{i}"
        place.mkdir()
        (place / "m.ifc").write_text(make(random.Random(f"shape {seed} {i}")), encoding="utf-8")
        command = ("bom", "--format", "csv")
        yield Case(make.__name__, _on_model(command, place / "m.ifc", place / "out"), place / "out", 60.0)


def places(folder: Path, seed: int, times: int, seconds: float) -> Iterator[Case]:
    """Containers and places on the disk."""
    raw = (SAMPLES / "zh_gb_small.ifc").read_bytes()
    for i in _until(seconds, times * len(PLACES)):
        make = PLACES[i % len(PLACES)]
        place = folder / f"p{i}"
        place.mkdir()
        path = make(place, raw, random.Random(f"place {seed} {i}"))
        command = ("bom", "--format", "csv", "--lists", "table")
        yield Case(make.__name__, _on_model(command, path, place / "out"), place / "out", 30.0)


def _other(one: Input, rng: random.Random) -> bytes:
    """The bytes of a file that is no model, spoiled."""
    if one.zipped:
        return spoiled_zip(one.raw, rng, one.only)
    if one.raw[:1] == b"{" and rng.random() < 0.5:
        return spoiled_json(one.raw, rng)
    return spoiled(one.raw, rng)


def others(folder: Path, seed: int, most: int, seconds: float) -> Iterator[Case]:
    """Spoiled tables, TOML files, projects, packages, registers, portfolios."""
    whole = folder / "whole"
    whole.mkdir()
    inputs = all_inputs(whole)
    for i in _until(seconds, most):
        one, rng = inputs[i % len(inputs)], random.Random(f"other {seed} {i}")
        place = folder / f"o{i}"
        place.mkdir()
        path = place / f"f{one.ending}"
        path.write_bytes(_other(one, rng))
        out = str(place / "out")
        command = tuple(a.replace("{file}", str(path)).replace("{out}", out) for a in one.command)
        yield Case(one.name, command, place, 30.0)
