"""The child process: waits for one task, tells how far it is, and ends when the window does. No Qt here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection
from typing import Any

from components.findings import Refusal

INTERVAL_S = 0.05
"""Progress is told at most this often."""


def serve(pipe: Connection) -> None:
    """Run the one task that comes through the pipe. Its first message is ("task", name, arguments)."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of our own: cancelling kills the kernel's children too
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    from app.gui.tasks import TASKS  # the costly imports come while the worker waits, not before it answers

    try:
        _, name, arguments = pipe.recv()
    except (EOFError, OSError):
        return
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    try:
        _send(pipe, ("done", TASKS[name](_teller(pipe), **arguments)))
    except Refusal as refused:
        _send(pipe, ("refused", refused.code, _readable(refused.arguments)))
    except MemoryError:
        _send(pipe, ("refused", "gui.no_memory", {}))
    except BaseException:
        _send(pipe, ("failed", traceback.format_exc()))


def _teller(pipe: Connection) -> Any:
    last: dict[str, float] = {}

    def tell(stage: str, done: float) -> None:
        now = time.monotonic()
        if now - last.get(stage, -1.0) >= INTERVAL_S:
            last[stage] = now
            _send(pipe, ("progress", stage, float(done)))

    return tell


def _send(pipe: Connection, message: tuple[Any, ...]) -> None:
    try:
        pipe.send(message)
    except (BrokenPipeError, OSError):
        end_tree(os.getpid())


def _readable(arguments: dict[str, Any]) -> dict[str, Any]:
    return {k: v if isinstance(v, (str, int, float)) else str(v) for k, v in arguments.items()}


def _end_with(pipe: Connection) -> None:
    """The window never sends a second message: whatever comes is the end of the pipe."""
    try:
        pipe.recv()
    except (EOFError, OSError):
        end_tree(os.getpid())


def end_tree(pid: int) -> None:
    """Kill a worker and everything it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
