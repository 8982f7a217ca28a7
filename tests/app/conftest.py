"""The real window on a real or virtual screen, in a state folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from window_rig import windows


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where this window keeps what it remembers."""
    return tmp_path / "state"


@pytest.fixture
def open_window(state: Path) -> Iterator[Callable[..., Any]]:
    """Opens windows; each is closed, its workers too."""
    with windows(state) as build:
        yield build


@pytest.fixture
def window(open_window: Callable[..., Any]) -> Any:
    """One window in Chinese."""
    return open_window("zh")
