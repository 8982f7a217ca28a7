"""Long work: a task in a spawned process, with progress, time left and cancel."""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import time
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.worker import end_tree, serve

POLL_MS = 25
BURY_MS = 200
WRITES = ("write_", "make_", "portfolio_")
"""What the names of tasks begin with that write files of the user's."""
_READS = ("portfolio_load",)
ESTIMATE_AFTER_S = 1.0
"""Time left is not guessed earlier than this."""


class Job(QObject):
    """One task in one process. Exactly one of finished, refused, failed, cancelled is emitted.

    progressed: stage code, share done, seconds left (-1: not known yet).
    """

    progressed = Signal(str, float, float)
    finished = Signal(object)
    refused = Signal(str, object)
    failed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, name: str, arguments: dict[str, Any], bench: Bench) -> None:
        super().__init__(bench)
        self.name = name
        self.over = False
        self._started = time.monotonic()
        self._bench = bench
        self._process, self._pipe = bench.take()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._listen)
        with contextlib.suppress(OSError):  # a worker that is gone already is told of by `_listen`
            self._pipe.send(("task", name, arguments))
        self._timer.start()

    @property
    def writing(self) -> bool:
        """Whether it is under way and writes files of the user's."""
        return not self.over and self.name.startswith(WRITES) and self.name not in _READS

    def cancel(self) -> None:
        """Kill the worker and all it started. Nothing it wrote is used."""
        if not self.over:
            self._end()
            self.cancelled.emit()
            self.ended.emit()

    def _listen(self) -> None:
        try:
            while not self.over and self._pipe.poll():
                self._hear(self._pipe.recv())
        except (EOFError, OSError):
            self._lost()
        if not self.over and not self._process.is_alive() and not self._pipe.poll():
            self._lost()

    def _hear(self, message: tuple[Any, ...]) -> None:
        kind, *rest = message
        if kind == "progress":
            stage, done = rest
            self.progressed.emit(stage, done, self._left(done))
            return
        self._end()
        {"done": self.finished, "refused": self.refused, "failed": self.failed}[kind].emit(*rest)
        self.ended.emit()

    def _left(self, done: float) -> float:
        spent = time.monotonic() - self._started
        return spent * (1 - done) / done if done > 0.02 and spent > ESTIMATE_AFTER_S else -1.0

    def _lost(self) -> None:
        code = self._process.exitcode
        self._end()
        self.failed.emit(f"{self.name}: worker ended, exit code {code}")
        self.ended.emit()

    def _end(self) -> None:
        self.over = True
        self._timer.stop()
        self._pipe.close()
        if self._process.is_alive() and self._process.pid:
            end_tree(self._process.pid)
        self._bench.bury(self._process)
        self.deleteLater()


class Bench(QObject):
    """Keeps one worker warm, so that a task does not wait for Python and its imports."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = mp.get_context("spawn")
        self._spare: tuple[Any, Connection] | None = None
        self._dying: list[Any] = []
        self._burial = QTimer(self, interval=BURY_MS)
        self._burial.timeout.connect(self._look_after)

    def warm(self) -> None:
        """Start the spare worker if there is none."""
        if self._spare is None or not self._spare[0].is_alive():
            self._spare = self._spawn()

    def take(self) -> tuple[Any, Connection]:
        """The spare worker, or a new one; another is warmed soon."""
        spare, self._spare = self._spare, None
        if spare is None or not spare[0].is_alive():
            spare = self._spawn()
        QTimer.singleShot(1500, self, self.warm)
        return spare

    def bury(self, process: Any) -> None:
        """Take note of a process that was ended: it gives its memory back in its own time, and nobody waits for it."""
        self._dying.append(process)
        self._burial.start()

    def _look_after(self) -> None:
        for process in self._dying:
            process.join(0)
        self._dying = [p for p in self._dying if p.is_alive()]
        if not self._dying:
            self._burial.stop()

    def close(self) -> None:
        """End the spare and every job that still runs."""
        for job in self.findChildren(Job):
            if not job.over:
                job.cancel()
        if self._spare is not None:
            process, pipe = self._spare
            pipe.close()
            if process.pid:
                end_tree(process.pid)
            self._dying.append(process)
            self._spare = None
        for process in self._dying:
            process.join(0.5)
        self._look_after()

    def _spawn(self) -> tuple[Any, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs,), daemon=False)
        process.start()
        theirs.close()
        return process, ours
