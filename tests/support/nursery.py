"""A process that has everything loaded and bears, on a word, a child that writes until it is killed.

Loading takes a second and a kill a tenth of one: without this, two hundred kills would take ten minutes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

HOUSE = Path(__file__).parents[2]


class Nursery:
    """Use as a context manager. seconds: what one write of the child takes, as it told."""

    def __init__(self, script: str, *words: str) -> None:
        env = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), str(HOUSE / "tests" / "support")])}
        self._process = subprocess.Popen(
            [sys.executable, script, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=HOUSE,
            text=True, start_new_session=True, encoding="utf-8",
        )  # fmt: skip
        word, _, seconds = self._line().partition(" ")
        assert word == "ready", word
        self.seconds = float(seconds)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def kill(self, word: str, wait: Callable[[], None]) -> list[str]:
        """Bear a child with a word, kill it when `wait` returns; what it had said until then."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        pid = int(self._line())
        wait()
        os.kill(pid, signal.SIGKILL)
        said = []
        while (line := self._line()) != "gone":
            assert line or self._process.poll() is None, "the nursery itself ended"
            said.append(line)
        return said[:-1]  # the last one is empty, or was cut by the kill

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # children too
        self._process.communicate()


def nurse(work: Callable[[str], None], once: Callable[[], None]) -> None:
    """The nursery's own side. once: one write, whose time is told. work: writes until killed."""
    once()
    begun = time.perf_counter()
    once()
    print(f"ready {time.perf_counter() - begun:.6f}", flush=True)
    for word in sys.stdin:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.read(reading, 1)  # what it says must come after its number
            try:
                work(word.rstrip("\n"))
            finally:
                os._exit(1)
        print(pid, flush=True)
        os.write(writing, b"x")
        os.close(reading)
        os.close(writing)
        os.waitpid(pid, 0)
        print("\ngone", flush=True)
