"""The picture of axes and signs stays on its paper and has its words in both languages."""

from __future__ import annotations

import numpy as np

from components.checks.signs import HEIGHT, WIDTH, signs
from components.sheet import text


def test_the_picture_of_signs_stays_within_its_paper_and_speaks_both_languages() -> None:
    picture = signs()
    points = np.concatenate([r for s in picture.shapes for r in s.rings])
    assert (points >= 0.0).all() and (points <= [WIDTH, HEIGHT]).all()
    assert all(s.ink in picture.inks for s in picture.shapes)
    for lang in ("zh", "en"):
        assert all(text(label.words, lang) for label in picture.labels)


def test_end_moments_of_one_sign_turn_against_one_another_and_bow_one_way() -> None:
    lines = [s.rings[0] for s in signs().shapes if s.ink == "line"]
    same, opposite = (y[:, 1] - 62.0 for y in lines)
    assert (same <= 1e-9).all()
    assert opposite.min() < -5.0 < 5.0 < opposite.max()
