"""What a stranger sees at first: nothing cut off, everything legible, nothing unnamed; in both languages and looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from window_rig import dismiss, no_screen, none_left, opened, wait

from app.gui.theme import DARK, LIGHT, Colours

INKS = ("text", "quiet", "accent", "warning", "error", "good")
GROUNDS = ("window", "base", "raised", "alternate", "accent_soft")
LEAST = 4.5
"""WCAG 2.1, 1.4.3: contrast of text."""


def contrast(a: str, b: str) -> float:
    """WCAG 2.1, relative luminance and contrast ratio of two colours, as #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_is_legible_on_every_ground(look: Colours) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for ink in INKS:
        for ground in GROUNDS:
            assert contrast(getattr(look, ink), getattr(look, ground)) >= LEAST, (ink, ground)
    assert contrast(look.accent_text, look.accent) >= LEAST


@pytest.fixture(scope="module", params=["zh", "en"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The window at its smallest usual size, with the workshop."""
    if why := no_screen():
        pytest.skip(why)

    from app.gui.application import start
    from app.gui.checking import checking_of

    _, made = start(tmp_path_factory.mktemp("state"), request.param)
    made.resize(1280, 800)
    made.show()
    opened(made, "portal_workshop.ifc")
    checking = checking_of(made.session)
    for place, ready in (
        ("check", lambda: checking.found is not None),
        ("rate", lambda: made.session.rating.view is not None),
        ("bill", lambda: made.bill_place.lists.count() > 3),
        ("model", lambda: made.model_place.view.canvas.scene is not None),
    ):
        made.show_place(place)
        wait(ready)
    yield made
    dismiss(made)


@pytest.mark.parametrize("place", ["model", "rate", "check", "bill", "portfolio"])
def test_no_word_of_a_place_is_cut_off(window: Any, place: str) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton, QLabel

    def cut() -> list[tuple[Any, ...]]:
        found = []
        for widget in (w for kind in (QAbstractButton, QLabel) for w in window.findChildren(kind)):
            if not widget.isVisible() or not widget.text():
                continue
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            high = widget.heightForWidth(widget.width()) if wraps else widget.minimumSizeHint().height()
            wide = 0 if wraps else widget.minimumSizeHint().width()
            if wide > widget.width() or high > widget.height():
                found.append((widget.text(), wide, widget.width(), high, widget.height()))
        return found

    window.show_place(place)
    QTest.qWait(150)  # what the place shows at first, and what comes into it
    none_left(cut)


@pytest.mark.parametrize("place", ["model", "rate", "check", "bill", "portfolio"])
def test_every_button_of_a_place_that_shows_no_word_says_what_it_does(window: Any, place: str) -> None:
    from PySide6.QtWidgets import QAbstractButton

    window.show_place(place)
    unnamed = [
        b.objectName() or type(b).__name__
        for b in window.findChildren(QAbstractButton)
        if b.isVisible()
        and not any(sign.isalpha() for sign in b.text())
        and not (b.toolTip() or b.accessibleName())
        and not b.objectName().startswith("qt_")
        and type(b).__name__ not in ("QAbstractButton", "QDockWidgetTitleButton")
    ]
    assert not unnamed


def test_every_head_of_the_component_table_is_read_whole(window: Any) -> None:
    window.show_place("model")
    view = window.model_place.table.view
    head, metrics = view.horizontalHeader(), view.fontMetrics()
    for i, column in enumerate(window.model_place.table.model.columns):
        assert (
            head.sectionSize(i)
            >= metrics.horizontalAdvance(window.model_place.table.model.header(column)) + 12
        )


def test_no_bar_of_tabs_is_left_behind_the_docks(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTabBar

    window.show_place("model")
    place = window.model_place
    stray = QTabBar(place)
    stray.addTab(place.docks["table"].windowTitle())  # what Qt itself leaves now and then
    stray.show()
    window.show_place("bill")
    window.show_place("model")
    bars = place.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    names = [b.tabText(i) for b in bars if b.isVisible() for i in range(b.count())]
    assert len(names) == len(set(names)) == 6
    stray.setParent(None)


def test_the_name_of_a_group_takes_the_room_beside_it(window: Any) -> None:
    table = window.model_place.table
    window.show_place("model")
    table.group_by("category")
    columns = [c.key for c in table.model.columns]
    assert table.view.columnSpan(0, 0) == columns.index("pieces")
    assert table.view.columnSpan(1, 0) == 1
    table.clear_filters()
    assert table.view.columnSpan(0, 0) == 1


def test_a_line_of_totals_ends_between_two_of_them(window: Any) -> None:
    from app.gui.totals import Totals

    parts = ["全部 482 行", "毛重 15,059.54 kg（10 行无数值）", "", "表面积 628.543 m²"]
    totals = Totals()
    totals.tell(parts)
    for width, lines in ((2000, 1), (360, 2), (40, 3)):
        totals.resize(width, 60)
        totals.show()
        wait(lambda lines=lines: len(totals.text().split("\n")) == lines)
        shown = totals.text().split("\n")
        assert [p for line in shown for p in line.split("    ")] == [p for p in parts if p]
    totals.close()


def test_the_form_of_the_single_member_is_seen_whole(window: Any) -> None:
    from PySide6.QtWidgets import QScrollArea

    from app.gui.places.check.calculator import Calculator

    dialog = Calculator(window.check_place, window.session)
    dialog.show()
    wait(dialog.isVisible)
    area = dialog.findChild(QScrollArea)
    assert area.viewport().width() >= area.widget().minimumSizeHint().width()
    dialog.close()


def test_a_reduced_picture_never_stays(window: Any) -> None:
    from PySide6.QtTest import QTest

    window.show_place("model")
    canvas = window.model_place.view.canvas
    wait(lambda: canvas.settled and canvas.full)
    canvas.engine.full_ms = 500.0  # as on a slow machine
    canvas._moving = True
    canvas._draw()
    assert not canvas.full
    QTest.qWait(50)
    wait(lambda: canvas.settled and canvas.full, 10)


def test_a_fault_while_painting_leaves_nothing_painting(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.gui.view3d import overlay

    canvas = window.model_place.view.canvas
    window.show_place("model")
    wait(lambda: canvas.scene is not None and canvas.settled and canvas.isVisible())

    def fails(*_: object) -> None:
        raise ValueError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr(overlay, "triad", fails)
        with pytest.raises(ValueError, match="a fault of ours") as told:  # holds the frame, as a log would
            canvas.repaint()
    assert told.traceback and not canvas.paintingActive()  # Qt crashes where a painter outlives its painting
    canvas.repaint()
