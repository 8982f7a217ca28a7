"""Random cut bodies against a point test of our own: points in the uncut prism, each asked whether it is left."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from step_text import StepText

from app.usecases import open_model

Inside = Callable[[np.ndarray], np.ndarray]
POINTS = 60_000
WIDE, HIGH, LONG = 200.0, 400.0, 3000.0


def turn(rng: np.random.Generator, square: float) -> np.ndarray:
    """A rotation: by right angles with this chance, so that cutters lie in faces and edges, else any."""
    if rng.random() < square:
        order = np.eye(3)[rng.permutation(3)]
        return order if np.linalg.det(order) > 0 else order[:, [1, 0, 2]] * [1, 1, 1.0]
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return np.asarray(q if np.linalg.det(q) > 0 else q[:, ::-1])


def placed(s: StepText, frame: np.ndarray, at: np.ndarray) -> str:
    return s.axes(tuple(at.tolist()), z=tuple(frame[:, 2].tolist()), x=tuple(frame[:, 0].tolist()))


@dataclass
class Cutter:
    """What is taken away: its reference in the file, and which points it takes."""

    ref: str
    takes: Inside
    half: bool = False


@dataclass
class Case:
    """One file in the making."""

    rng: np.random.Generator
    s: StepText = field(default_factory=StepText)

    def point(self) -> np.ndarray:
        """A place in the prism, some of them on its edges."""
        share = self.rng.choice([-0.5, 0.0, 0.5], 3) if self.rng.random() < 0.3 else self.rng.random(3) - 0.5
        return share * [WIDE, HIGH, LONG] + [0, 0, LONG / 2]

    def plane(self) -> Cutter:
        at, frame, agree = self.point(), turn(self.rng, 0.3), self.rng.random() < 0.5
        normal, sign = frame[:, 2], 1.0 if agree else -1.0
        ref = self.s.half_space(tuple(at.tolist()), tuple(normal.tolist()), agree)
        return Cutter(ref, lambda p: sign * ((p - at) @ normal) <= 0, True)

    def bounded(self) -> Cutter:
        """A half space within an L of 2a by 2b less a quarter, its position turned any way."""
        at, frame, own = self.point(), turn(self.rng, 0.3), turn(self.rng, 0.5)
        a, b = self.rng.uniform(50, 900, 2)
        agree = self.rng.random() < 0.5
        plane = self.s.add(f"IFCPLANE({placed(self.s, frame, at)})")
        ring = [(-a, -b), (a, -b), (a, 0.0), (0.0, 0.0), (0.0, b), (-a, b)]
        refs = [self.s.point(*p) for p in ring[:: self.rng.choice([1, -1])]]
        line = self.s.add(f"IFCPOLYLINE(({','.join([*refs, refs[0]])}))")
        position = placed(self.s, own, at)
        way = ".T." if agree else ".F."
        ref = self.s.add(f"IFCPOLYGONALBOUNDEDHALFSPACE({plane},{way},{position},{line})")
        sign = 1.0 if agree else -1.0

        def takes(p: np.ndarray) -> np.ndarray:
            x, y, _ = ((p - at) @ own).T
            held = (np.abs(x) <= a) & (np.abs(y) <= b) & ~((x > 0) & (y > 0))
            return np.asarray(held & (sign * ((p - at) @ frame[:, 2]) <= 0))

        return Cutter(ref, takes, True)

    def block(self) -> Cutter:
        """A prism: across, along, in the planes of faces, thin or far longer than the bar."""
        at, frame = self.point(), turn(self.rng, 0.6)
        a, b = self.rng.choice([1.0, 60.0, WIDE, HIGH, 2000.0], 2)
        depth = float(self.rng.choice([5.0, 200.0, 9000.0]))
        start = at - frame[:, 2] * depth * self.rng.choice([0.0, 0.5])
        ref = self.s.prism(self.s.rectangle(a, b), depth, position=placed(self.s, frame, start))

        def takes(p: np.ndarray) -> np.ndarray:
            x, y, z = ((p - start) @ frame).T
            return np.asarray((np.abs(x) <= a / 2) & (np.abs(y) <= b / 2) & (z >= 0) & (z <= depth))

        return Cutter(ref, takes)

    def bore(self) -> Cutter:
        at, frame, radius = self.point(), turn(self.rng, 0.5), float(self.rng.choice([15.0, 90.0, 400.0]))
        start = at - frame[:, 2] * 1000
        profile = self.s.add(f"IFCCIRCLEPROFILEDEF(.AREA.,$,$,{radius!r})")
        ref = self.s.prism(profile, 2000, position=placed(self.s, frame, start))

        def takes(p: np.ndarray) -> np.ndarray:
            x, y, z = ((p - start) @ frame).T
            return np.asarray((np.hypot(x, y) <= radius) & (z >= 0) & (z <= 2000))

        return Cutter(ref, takes)

    def nested(self) -> Cutter:
        """A block of which something is taken away before it takes anything."""
        first, other = self.block(), self.any(deeper=False)
        ref = self.s.minus(first.ref, other.ref, "IFCBOOLEANRESULT")
        return Cutter(ref, lambda p: first.takes(p) & ~other.takes(p))

    def any(self, deeper: bool = True) -> Cutter:
        kinds = [self.plane, self.bounded, self.bounded, self.block, self.block, self.bore]
        return (
            kinds[self.rng.integers(len(kinds))]() if not deeper or self.rng.random() < 0.8 else self.nested()
        )


@pytest.mark.parametrize("seed", range(12))
def test_a_cut_body_is_what_a_test_of_points_leaves_of_it_or_is_told(tmp_path: Path, seed: int) -> None:
    case = Case(np.random.default_rng(seed))
    bodies, lefts, guids = [], [], []
    points = (case.rng.random((POINTS, 3)) - 0.5) * [WIDE, HIGH, LONG] + [0, 0, LONG / 2]
    for k in range(6):
        body = case.s.prism(case.s.rectangle(WIDE, HIGH), LONG)
        left = np.ones(POINTS, np.bool_)
        for _ in range(case.rng.integers(1, 5)):
            cutter = case.any()
            word = "IFCBOOLEANCLIPPINGRESULT" if cutter.half else "IFCBOOLEANRESULT"
            body = case.s.minus(body, cutter.ref, word)
            left &= ~cutter.takes(points)
        bodies.append(body)
        lefts.append(float(left.mean()))
        guids.append(f"{k + 1:022d}")
        case.s.element(body, guid=guids[-1], kind="Clipping")
    c = open_model(case.s.write(tmp_path)).model.components
    order = np.argsort([list(c.global_id).index(g) for g in guids])
    for row, k in enumerate(order.tolist()):
        share = lefts[k]
        doubt = 5 * math.sqrt(max(share * (1 - share), 1e-6) / POINTS)
        volume = float(np.nan_to_num(c.net_volume_mm3[row])) / (WIDE * HIGH * LONG)
        told = not math.isfinite(c.net_volume_mm3[row]) and c.reason[row] != "takeoff.cut_nothing_left"
        assert told is False
        assert volume == pytest.approx(share, abs=doubt + 1e-4), (seed, guids[k])
