"""Work put off to the next turn of the event loop, and done once however often it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Soon(QTimer):
    """`ask` does it soon; `now` does it at once if it is still to be done."""

    def __init__(self, owner: QObject, work: Callable[[], object], after_ms: int = 0) -> None:
        super().__init__(owner, singleShot=True, interval=after_ms)
        self._work = work
        self.timeout.connect(work)

    def ask(self) -> None:
        """Do it soon."""
        if not self.isActive():
            self.start()

    def now(self) -> None:
        """Do it now, where it was asked for."""
        if self.isActive():
            self.stop()
            self._work()
