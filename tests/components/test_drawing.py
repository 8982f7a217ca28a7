"""Drawings on a page: the scale is round and fits, marks do not cover each other, nothing leaves the room."""

from __future__ import annotations

import io

import numpy as np
import pypdf
import pytest

from components.drawing import MIDDLE, Drawing, Ink, Key, Label, Shape
from components.exports import pdf
from components.exports.pdf.drawing import POINTS_PER_MM, SCALES, scale_of
from components.rates.banner import WIDTH, banner
from components.rates.gauges import THRESHOLD, Gauge, Mark
from components.rates.wording import Sentence
from components.sheet import Document, entries


def square(x: float, y: float, side: float) -> np.ndarray:
    return np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])


def drawing(labels: tuple[Label, ...] = (), name: str = "d") -> Drawing:
    shapes = (Shape((square(0.0, 0.0, 20000.0), square(5000.0, 5000.0, 2000.0)), "a"),)
    return Drawing(name, {"zh": "平面", "en": "Plan"}, {"a": Ink("0.5 0.5 0.5", "0 0 0")}, shapes, labels,
                   (Key("a", {"zh": "板", "en": "Slab"}),), ({"zh": "注", "en": "Note"},))  # fmt: skip


@pytest.mark.parametrize("side", [3000.0, 20000.0, 60000.0, 240000.0])
def test_the_scale_is_the_largest_round_one_that_fits(side: float) -> None:
    low, high = np.zeros(2), np.array([side, side / 2])
    scale = scale_of(low, high, 550.0, 380.0)
    assert side * POINTS_PER_MM / scale <= 550.0
    smaller = [s for s in SCALES if s < scale]
    assert not smaller or side * POINTS_PER_MM / smaller[-1] > 550.0


def words(document: Document) -> str:
    content = pdf.render(document)[0]
    return "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_a_mark_that_would_cover_another_is_left_out() -> None:
    near = tuple(Label(10000.0 + 10.0 * i, 10000.0, {"zh": f"GZ-{i}"}, 5.0, MIDDLE) for i in range(5))
    far = (Label(2000.0, 18000.0, {"zh": "KL-9"}, 5.0, MIDDLE),)
    said = words(Document({"zh": "图"}, (), cover=False, drawings=(drawing((*near, *far)),)))
    assert "GZ-0" in said and "KL-9" in said
    assert not any(f"GZ-{i}" in said for i in range(1, 5))
    assert "图例" in said and "板" in said and "1:" in said


def test_drawings_without_a_list_to_stand_before_come_last() -> None:
    document = Document({"zh": "图"}, (), drawings=(drawing(name="one"), drawing(name="two")))
    assert [e.name for e in entries(document)] == ["one", "two"]


def test_the_banner_stays_in_its_room() -> None:
    mark = Mark(
        THRESHOLD, 50.0, "met", 1.0, Sentence("rates.unit_points"), Sentence("rates.mark_not_compared")
    )
    gauge = Gauge(
        "assembly", Sentence("rates.rate_assembly"), "not_known", 40.0, 60.0, Sentence(""), (), (mark,) * 5
    )
    made = banner((gauge, gauge, gauge), "zh")
    points = np.concatenate([ring for shape in made.shapes for ring in shape.rings])
    assert (points >= -1e-9).all() and (points <= (WIDTH + 1e-9, made.height)).all()
    assert all(0 <= label.x <= WIDTH and 0 <= label.y <= made.height for label in made.labels)
    assert "rating.incomplete" in [label.words for label in made.labels]
