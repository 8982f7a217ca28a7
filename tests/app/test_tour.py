"""The tour lights every part of the window in turn, by mouse and by keys, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from window_rig import wait

from components.words import LANGUAGES, table


def _tour(window: Any) -> Any:
    from app.gui.tour import Tour

    window.actions_by_name["tour"].trigger()
    wait(lambda: window.session.current is not None)
    return window.findChild(Tour)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_has_its_words_and_lights_something_that_is_seen(
    open_window: Callable[..., Any], lang: str
) -> None:

    from app.gui.tour import STEPS

    window = open_window(lang)
    tour = _tour(window)
    for k, step in enumerate(STEPS):
        assert tour.title.text() == table(lang, "tour")[step.code.removeprefix("tour.")]
        wait(lambda: window.rect().contains(tour.lit().center()))
        wait(lambda: tour.lit().width() > 20 and tour.lit().height() > 20)
        wait(lambda: tour.rect().contains(tour.card.geometry()))
        assert tour.count.text() == f"{k + 1} / {len(STEPS)}"
        tour.next.click()
    assert tour.isHidden()


def test_the_keys_go_on_and_back_and_end_the_tour(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    tour = _tour(window)
    QTest.keyClick(tour, Qt.Key.Key_Right)
    QTest.keyClick(tour, Qt.Key.Key_Return)
    assert tour.count.text().startswith("3 /")
    QTest.keyClick(tour, Qt.Key.Key_Left)
    assert tour.count.text().startswith("2 /")
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert tour.isHidden()
