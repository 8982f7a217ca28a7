"""What the tests of the window share."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
PATIENCE_S = 60.0


def no_screen() -> str:
    """Why the window cannot be shown; empty where it can."""
    if importlib.util.find_spec("PySide6") is None:
        return "PySide6 is not installed"
    if sys.platform.startswith("linux") and not any(
        os.environ.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY")
    ):
        return "there is no display"
    return ""


@contextlib.contextmanager
def windows(state: Path) -> Iterator[Callable[..., Any]]:
    """A way to open windows that keep what they remember in `state`; at the end each is closed, its workers too."""
    if why := no_screen():
        pytest.skip(why)
    from app.gui.application import start

    opened: list[Any] = []

    def build(lang: str = "zh") -> Any:
        _, window = start(state, lang)
        window.resize(1280, 800)
        window.show()
        opened.append(window)
        return window

    yield build
    for window in opened:
        dismiss(window)


def wait(condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Let the window live until something is so."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the window did not come to it"
        QTest.qWait(20)


def none_left(found: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Let the window live until nothing is found any more; what is found to the end is shown."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + seconds
    while left := found():
        assert time.monotonic() < end, left
        QTest.qWait(20)


def dismiss(window: Any) -> None:
    """Close a window, its engine and its work, and let Qt delete it now."""
    from PySide6.QtCore import QCoreApplication, QEvent

    window.session.undo.setClean()
    window.model_place.view.canvas.close_engine()
    window.session.close()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(window: Any, name: str = "zh_gb_small.ifc") -> Any:
    """Open a sample and wait for its table."""
    window.open(SAMPLES / name)
    wait(lambda: window.session.current is not None)
    return window.session.current
