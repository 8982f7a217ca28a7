"""How long the event loop of the window stands still, and where. Drawing the 3D picture does not count."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 5
_LOOK_S = 0.004
_NOTABLE_MS = 40.0


class Watchdog(QObject):
    """Ticks in the event loop and keeps the gaps between ticks; a thread notes where the loop is meanwhile.

    worst_ms: the longest gap, less what was spent drawing in it. worst_cpu_ms: the same counting only the time that the
    loop itself was computing, which a busy machine stretches less. told: the gaps worth looking at, with their places.
    """

    def __init__(self, canvas: Any) -> None:
        super().__init__()
        self.worst_ms = self.worst_cpu_ms = 0.0
        self.told: list[tuple[float, str]] = []
        self._drawn_s = self._drawn_cpu_s = 0.0
        self._last_cpu = time.thread_time()
        self._places: list[str] = []
        self._main = threading.get_ident()
        for name in ("_draw",):
            self._wrap(canvas, name)
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self._on = True
        self._look = threading.Thread(target=self._watch, daemon=True)
        self._timer.start()
        self._look.start()

    def _wrap(self, canvas: Any, name: str) -> None:
        plain = getattr(canvas, name)

        def timed(*args: Any) -> Any:
            begun, cpu = time.perf_counter(), time.thread_time()
            try:
                return plain(*args)
            finally:
                self._drawn_s += time.perf_counter() - begun
                self._drawn_cpu_s += time.thread_time() - cpu

        setattr(canvas, name, timed)
        if name == "_draw":
            canvas._soon.timeout.disconnect()
            canvas._soon.timeout.connect(timed)

    def _tick(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        computed = 1000 * (cpu - self._last_cpu - self._drawn_cpu_s)
        gap = 1000 * (now - self._last - self._drawn_s) - _TICK_MS
        if gap > _NOTABLE_MS:
            where = Counter(self._places).most_common(4)
            self.told.append(
                (
                    gap,
                    f"    {computed:.0f} ms computing\n"
                    + "\n".join(f"    {n} x {place}" for place, n in where),
                )
            )
        self.worst_ms = max(self.worst_ms, gap)
        self.worst_cpu_ms = max(self.worst_cpu_ms, computed)
        self._drawn_s, self._drawn_cpu_s, self._places = 0.0, 0.0, []
        self._last, self._last_cpu = now, cpu

    def _watch(self) -> None:
        while self._on:
            time.sleep(_LOOK_S)
            if time.perf_counter() - self._last > 0.02:
                self._places.append(_place(self._main))

    def take(self) -> tuple[float, float]:
        """The longest stall so far in ms, and its computing part; then begin anew."""
        worst, self.worst_ms = (self.worst_ms, self.worst_cpu_ms), 0.0
        self.worst_cpu_ms = 0.0
        return worst

    def stop(self) -> None:
        """No more ticks."""
        self._on = False
        self._timer.stop()
        self._look.join()


def _place(thread: int) -> str:
    """Where a thread is, innermost first. Its frames are let go at once: a painter must end where it is used."""
    frame = sys._current_frames().get(thread)
    stack = traceback.extract_stack(frame)[-9:] if frame is not None else []
    del frame
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(stack))
