"""Suggested sections: the lightest of the series that passes every check, found again by asking one section at a time."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from app.checking import check_model, suggest
from app.cli import main
from app.usecases import open_model
from components.checks import outcome
from components.checks.gb50017.single import MemberInputs, member
from components.codes.gb50017_2017.settings import Settings
from components.imports.forces import read_forces
from components.sections import catalogue, find

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"


@cache
def office():
    return open_model(OFFICE).model


def checked(tmp_path: Path, moment: float, cfg: Settings | None = None) -> outcome.Checked:
    path = tmp_path / "forces.csv"
    path.write_text(f"构件,组合,N (kN),Mx (kN·m)\n次梁 Secondary beam,C1,0,{moment}\n", encoding="utf-8")
    return check_model(office(), cfg, read_forces(path)).checked


def by_hand(done: outcome.Checked, row: int, moment: float) -> str:
    """Every HN section of the catalogue, one member at a time."""
    book = catalogue()
    m = done.case.members
    own = find(done.model.sections.designation.get(int(m.section[row]))).section
    assert own is not None
    best, least = "", np.inf
    for at in range(len(book)):
        if book.source[at] != book.source[own.row] or book.series[at] != own.series:
            continue
        one = book.section(at)
        tried = member(MemberInputs(
            one.shape, "Q355B", Mx=moment * 1e6, lx=float(m.lx[row]), ly=float(m.ly[row]), l1=float(m.l1[row]),
            role=m.role.get(row), ltb_case=m.ltb_case.get(row),
        ))  # fmt: skip
        if tried.verdict in ("passes", "near") and one.mass_kg_per_m < least:
            best, least = one.name, one.mass_kg_per_m
    return best


@pytest.mark.parametrize("moment", [15.0, 400.0])
def test_the_suggestion_is_the_lightest_of_the_series_that_passes(tmp_path: Path, moment: float) -> None:
    done = checked(tmp_path, moment)
    found = suggest(done)
    assert len(found) == 15  # the 15 secondary beams: over the limit, or far below it
    assert set(found.outcome.filled()) == {"found"}
    row = int(found.member[0])
    assert found.section[0] == by_hand(done, row, moment)
    assert found.utilisation[0] <= 1.0
    length = done.members.framing.whole[row] / 1e3
    assert found.saved_kg[0] == pytest.approx((found.mass_before[0] - found.mass[0]) * length)
    assert (found.saved_kg[0] > 0) == (moment < 100)


def test_the_depth_limit_is_kept(tmp_path: Path) -> None:
    free = suggest(checked(tmp_path, 400.0))
    assert free.depth.max() > 420.0
    held = suggest(checked(tmp_path, 400.0, Settings(depth_limit=420.0)))
    assert not (held.depth > 420.0).any()
    assert held.mass[0] > free.mass[0] or held.outcome[0] == "none_passes"


def test_nothing_is_suggested_where_nothing_passes(tmp_path: Path) -> None:
    found = suggest(checked(tmp_path, 90000.0))
    assert set(found.outcome.filled()) == {"none_passes"}
    assert np.isnan(found.mass).all() and np.isnan(found.saved_kg).all()


def test_without_forces_nothing_is_asked() -> None:
    assert len(suggest(check_model(office()).checked)) == 0


def test_the_command_lists_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "forces.csv"
    path.write_text("构件,组合,N (kN),Mx (kN·m)\n次梁 Secondary beam,C1,0,15\n", encoding="utf-8")
    words = [
        "check",
        str(OFFICE),
        "--forces",
        str(path),
        "--suggest",
        "--sheets",
        "0",
        "--lang",
        "en",
        "--json",
    ]
    main([*words, "-o", str(tmp_path / "out")])
    told = json.loads(capsys.readouterr().out)
    assert len(told["suggestions"]["rows"]) == 15
    with (tmp_path / "out" / "suggestions.csv").open(encoding="utf-8-sig") as lines:
        assert sum(1 for _ in csv.DictReader(lines)) == 15
