"""Work of less than a second on a Python thread while the window goes on: a process would take longer to start.

Qt's own thread pool is left alone: a signal that crosses threads into Python, and a Python callable that Qt lets go of on
another thread, are where PySide has crashed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer

_POLL_MS = 15
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="beside")


class Beside(QObject):
    """One question at a time: the newest is answered in the event loop, an older one never.

    The work touches nothing of Qt, so who asked may be closed meanwhile.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._answer: Future[Any] | None = None
        self._then: Callable[[Any], None] | None = None
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._answer is not None

    def ask(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do some work, then hand over what it returned. What it raises is raised in the event loop, and logged there."""
        self._answer, self._then = _THREADS.submit(work), then
        self._poll.start()

    def forget(self) -> None:
        """What was asked for is not wanted any more."""
        self._poll.stop()
        self._answer = self._then = None

    def _look(self) -> None:
        answer, then = self._answer, self._then
        if answer is None or then is None or not answer.done():
            return
        self.forget()
        then(answer.result())
