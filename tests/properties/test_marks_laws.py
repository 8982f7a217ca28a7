"""Laws of identity: turning a body changes nothing, mirroring it does unless it is its own mirror image."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.usecases import open_model
from components.bom.congruence import Cloud, chirality, cloud, group, group_lengths, same
from components.bom.shapes import shapes_of
from components.model import STEEL

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
seeds = st.integers(0, 2**32 - 1)


def turned(c: Cloud, rng: np.random.Generator, mirrored: bool = False) -> Cloud:
    """The cloud after a random rotation (mirrored: a reflection), a shift, and its rows shuffled."""
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    if bool(np.linalg.det(q) < 0) != mirrored:
        q[:, 0] = -q[:, 0]
    order = rng.permutation(len(c.points))
    return cloud((c.points @ q.T + rng.normal(size=3) * 1e4)[order], c.label[order], c.value[order])


def lopsided(rng: np.random.Generator, n: int) -> Cloud:
    """Random corners, far enough apart to tell: such a body is not its own mirror image."""
    points = rng.permutation(
        np.array([(x, y, z) for x in range(5) for y in range(5) for z in range(5)], float)
    )[:n]
    return cloud(
        points * 300 + rng.uniform(-60, 60, (n, 3)), rng.integers(0, 3, n).astype(np.int32), np.zeros(n)
    )


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(5, 30))
def test_a_turned_body_is_the_same_and_its_mirror_image_is_not(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    body = lopsided(rng, n)
    assert same(body, turned(body, rng), 1.0)
    assert not same(body, turned(body, rng, mirrored=True), 1.0)
    assert same(body, turned(body, rng, mirrored=True), 1.0, mirrored=True)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_chirality_turns_its_sign_in_a_mirror_and_keeps_it_in_a_rotation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    body = lopsided(rng, 12)
    hand = chirality(body)
    assert chirality(turned(body, rng)) == pytest.approx(hand, rel=1e-6, abs=abs(hand) * 1e-6 + 1.0)
    assert chirality(turned(body, rng, mirrored=True)) == pytest.approx(
        -hand, rel=1e-6, abs=abs(hand) * 1e-6 + 1.0
    )


@settings(max_examples=40, deadline=None)
@given(seeds, st.floats(0.0, 0.45), st.floats(2.5, 20.0))
def test_a_point_moved_within_the_tolerance_is_the_same_and_beyond_it_is_another(
    seed: int, little: float, much: float
) -> None:
    rng = np.random.default_rng(seed)
    body = lopsided(rng, 10)
    way = rng.normal(size=3)
    way /= np.linalg.norm(way)
    for distance, equal in ((little, True), (much, False)):
        points = body.points.copy()
        points[3] += way * distance
        moved = cloud(points, body.label, body.value)
        # A least-squares fit spreads a single shift over the body: nine tenths of it stay at the point at least.
        assert same(body, turned(moved, rng), 1.0) is equal


def test_masters_do_not_chain() -> None:
    """Three bars, each within 1 mm of the next, the ends 1.8 mm apart: a chain would take all for one."""
    blocks = [cloud(np.array([(x, y, z) for x in (0, 100) for y in (0, 10) for z in (0, length)], float),
                    np.zeros(8, np.int32), np.zeros(8)) for length in (1000.0, 1003.6, 1007.2)]  # fmt: skip
    # The ends of a body about its mean move by half of what it is longer.
    master = group(blocks, 2.0).master
    assert master.tolist() == [0, 0, 2]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(100.0, 112.0), min_size=1, max_size=7), st.floats(0.1, 5.0))
def test_every_bar_is_within_the_tolerance_of_its_master_and_fewer_masters_would_not_do(
    lengths: list[float], tolerance: float
) -> None:
    length = np.array(lengths)
    master = group_lengths(length, tolerance)
    assert (np.abs(length - length[master]) <= tolerance + 1e-6).all()
    assert (master[master] == master).all()
    fewer = len(np.unique(master)) - 1
    for some in combinations(range(len(length)), fewer):
        reach = (
            np.abs(length[:, None] - length[list(some)]).min(axis=1) if some else np.full(len(length), np.inf)
        )
        assert reach.max() > tolerance


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(100.0, 9000.0), min_size=1, max_size=40), seeds)
def test_the_order_of_bars_does_not_change_which_belong_together(lengths: list[float], seed: int) -> None:
    length = np.array(lengths)
    order = np.random.default_rng(seed).permutation(len(length))
    first, second = group_lengths(length, 1.0), group_lengths(length[order], 1.0)
    assert np.array_equal(length[first][order], length[order][second])


@pytest.fixture(scope="module")
def truss_clouds() -> list[Cloud]:
    """Bodies of the truss sample with cuts and holes: angles, gussets, bent plates, wedges."""
    opened = open_model(SAMPLES / "truss_gussets.ifc")
    c = opened.model.components
    clouds = shapes_of(opened.facts, c.element[c.category.isin(STEEL)]).clouds
    assert len(clouds) >= 9
    return list(clouds)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_real_parts_are_found_again_however_they_are_turned(truss_clouds: list[Cloud], seed: int) -> None:
    rng = np.random.default_rng(seed)
    masters = group(truss_clouds, 1.0).master
    copies = [turned(c, rng) for c in truss_clouds]
    found = group([*truss_clouds, *copies], 1.0).master
    assert found[len(truss_clouds) :].tolist() == masters.tolist()
