"""What the places have found about the models: one result per place and model, gone when the model is made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.gui.loaded import Loaded

Found = TypeVar("Found")


class Results(QObject):
    """Results by name. A result is of one state of one model; after an edit it is not shown beside other figures.

    changed: the name of a result that is there now, or is not any more. wished: somebody would show a result that is
    not there; the place that makes it may start.
    """

    changed = Signal(str)
    wished = Signal(str)

    def __init__(self, current: Callable[[], Loaded | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = current
        self._held: dict[tuple[str, str], tuple[int, Any]] = {}

    def put(self, name: str, of: Loaded, result: object) -> None:
        """Keep the result of a place for the model it was made of."""
        self._held[name, of.sha256] = of.generation, result
        self.changed.emit(name)

    def get(self, name: str, kind: type[Found]) -> Found | None:
        """The result of a place for the model that is shown; None where there is none of its present state."""
        here = self._current()
        if here is None:
            return None
        generation, result = self._held.get((name, here.sha256), (-1, None))
        return result if generation == here.generation and isinstance(result, kind) else None

    def wish(self, name: str) -> None:
        """Ask for a result that is not there."""
        self.wished.emit(name)

    def drop(self, sha256: str) -> None:
        """A model was made anew, or is gone: what was found of it says nothing any more."""
        gone = [key for key in self._held if key[1] == sha256]
        for key in gone:
            del self._held[key]
        for name, _ in gone:
            self.changed.emit(name)

    def clear(self) -> None:
        """Another project."""
        names = {name for name, _ in self._held}
        self._held = {}
        for name in sorted(names):
            self.changed.emit(name)
