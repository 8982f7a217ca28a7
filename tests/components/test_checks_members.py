"""Roles, governing standards and lengths of the members of a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.usecases import open_model
from components.checks.gb50017.finish import roles
from components.checks.lines import framing
from components.checks.members import Members, members_of_model
from components.checks.roles import role_of_name
from components.checks.touching import touches

SAMPLES = Path(__file__).parents[2] / "ifc_samples"


def sample(name: str) -> tuple[Members, list[str]]:
    model = open_model(SAMPLES / f"{name}.ifc").model
    members = members_of_model(model)
    return members, model.components.name.take(members.rows).filled()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("柱间支撑", "brace"), ("钢柱 GZ-1", "column"), ("框架梁", "beam"), ("墙梁 QL-1", "girt"), ("檩条", "purlin"),
        ("上弦杆", "truss_chord"), ("斜腹杆 Diagonal", "truss_web"), ("水平系杆", "tie"), ("Wide Flange Beam", "beam"),
        ("Column-Rail", "column"), ("Webster 12", None), ("tiebeam", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_tells_the_role_that_engineers_read_in_it(name: str, role: str | None) -> None:
    assert role_of_name(name) == role


def test_every_role_of_the_words_has_a_limit() -> None:
    for name in ("下柱支撑", "支撑", "系杆", "撑杆", "檩条", "墙梁", "弦杆", "端斜杆", "腹杆", "柱", "梁"):
        assert role_of_name(name) in roles()


def line(y: float, x0: float, x1: float, z: float = 0.0) -> tuple[list[float], list[float]]:
    return [x0, y, z], [x1, y, z]


def framed(axes: list[tuple[list[float], list[float]]], slight: list[bool] | None = None):
    start, end = (np.array([a[i] for a in axes], float) for i in (0, 1))
    n = len(axes)
    up = np.tile([0.0, 0.0, 1.0], (n, 1))
    size = np.full(n, 200.0)
    none = np.zeros(n, bool)
    return framing(
        start, end, up, size, size, np.zeros(n, np.int64), ~none, none if slight is None else np.array(slight)
    )


def test_a_beam_met_by_another_at_its_middle_is_held_sideways_there() -> None:
    f = framed([line(0, 0, 8000), ([4000, 100, 0], [4000, 6000, 0])])
    assert f.whole[0] == 8000.0
    assert f.ly[0] == pytest.approx(4000.0, abs=1.0)
    assert f.lx[0] == pytest.approx(8000.0)
    assert f.held[0] == 1


def test_pieces_on_one_line_are_one_length() -> None:
    f = framed([line(0, 0, 3000), line(0, 3010, 9000)])
    assert f.line[0] == f.line[1]
    assert f.lx.tolist() == pytest.approx([9000.0, 9000.0])


def test_pieces_that_are_aside_or_turned_are_not_joined() -> None:
    f = framed([line(0, 0, 3000), line(40, 3010, 9000), ([9000, 40, 0], [9000, 40, 3000])])
    assert len(set(f.line.tolist())) == 3


def test_crossed_braces_do_not_hold_one_another() -> None:
    cross = [([0, 0, 0], [6000, 0, 4000]), ([0, 0, 4000], [6000, 0, 0])]
    whole = float(np.hypot(6000, 4000))
    assert framed(cross, [True, True]).lx.tolist() == pytest.approx([whole, whole])
    assert framed(cross, [False, False]).lx.max() == pytest.approx(whole / 2.0)


def test_touching_pairs_are_those_of_a_search_through_all_pairs() -> None:
    # brute force: distances between finely sampled points of every pair
    rng = np.random.default_rng(7)
    start = rng.uniform(0, 9000, (60, 3))
    end = start + rng.uniform(-4000, 4000, (60, 3))
    reach = rng.uniform(20, 300, 60)
    t = np.linspace(0, 1, 201)
    points = start[:, None] + t[None, :, None] * (end - start)[:, None]
    found = touches(start, end, reach)
    pairs = set(zip(found.a.tolist(), found.b.tolist(), strict=True))
    for i in range(60):
        for j in range(i + 1, 60):
            apart = np.linalg.norm(points[i][:, None] - points[j][None], axis=2).min()
            limit = reach[i] + reach[j]
            if apart <= limit:
                assert (i, j) in pairs and (j, i) in pairs
            elif apart > limit + 60.0:  # finer than the sampling
                assert (i, j) not in pairs


def test_members_without_an_axis_have_no_length() -> None:
    f = framed([line(0, 0, 8000), ([np.nan] * 3, [np.nan] * 3)])
    assert np.isnan(f.lx[1]) and np.isfinite(f.lx[0])


def test_light_portal_frames_and_cold_formed_members_are_left_to_their_standards() -> None:
    members, names = sample("portal_workshop")
    for name, word in zip(names, members.case.members.standard.filled(), strict=True):
        assert word == ("GB 50018" if ("Purlin" in name or "Girt" in name) else "GB 51022"), name


def test_frame_columns_are_held_at_the_floors_they_pass() -> None:
    members, names = sample("frame_office")
    m = members.case.members
    column = np.array(["Column" in n for n in names])
    assert column.sum() == 24
    assert (m.lx[column] < members.framing.whole[column]).all()
    assert (members.framing.lx[~column] <= members.framing.whole[~column] + 1.0).all()
    assert set(m.role.filled()) == {"column", "beam"}
