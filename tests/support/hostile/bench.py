"""Runs cases in worker processes and counts how they end. A worker that dies or hangs is replaced, its case told."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from hostile.worker import WALL_S

HOUSE = Path(__file__).parents[3]
_PATIENCE_S = 30.0
Told = tuple["Case", dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """name: its class. argv: the command. out: the only folder it may write to. seconds of the processor: its limit."""

    name: str
    argv: tuple[str, ...]
    out: Path
    seconds: float = 20.0


@dataclass
class Tally:
    """How the cases ended. faults: (case, end, what it said)."""

    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[tuple[Case, str, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    peak: tuple[int, str] = (0, "")

    def add(self, case: Case, answer: dict[str, Any]) -> None:
        end = answer["end"]
        good = end in ("result", "refusal")
        self.ends[case.name, end if good else "fault"] += 1
        self.slowest = sorted([*self.slowest, (answer["seconds"], _short(case))], reverse=True)[:8]
        self.peak = max(self.peak, (answer.get("peak", 0), _short(case)))
        if not good:
            self.faults.append((case, end, answer["say"]))

    @property
    def tried(self) -> int:
        """How many cases there were."""
        return sum(self.ends.values())

    def told(self, most: int = 5) -> str:
        """The first faults, with what they said."""
        return "\n\n".join(
            f"{end}: steelyard {' '.join(case.argv)}\n{said[-1500:]}"
            for case, end, said in self.faults[:most]
        )

    def summary(self) -> str:
        """Counts in all and per class."""
        total = Counter[str]()
        for (_, end), n in self.ends.items():
            total[end] += n
        head = (f"hostile: {sum(total.values()):,} cases, {total['result']:,} results, {total['refusal']:,} refusals, "
                f"{total['fault']:,} faults")  # fmt: skip
        names = sorted({n for n, _ in self.ends})
        longest = ", ".join(f"{s:.1f} s {name}" for s, name in self.slowest[:3])
        head += f"\n  longest {longest}; peak memory {self.peak[0] / 1e6:,.0f} MB, {self.peak[1]}"
        return "\n".join(
            [
                head,
                *(
                    f"  {n:<28}"
                    + "".join(f"{self.ends[n, e]:>7,} {e}" for e in ("result", "refusal", "fault"))
                    for n in names
                ),
            ]
        )


def _short(case: Case) -> str:
    """A case as it can be found again: its class and the folder of its number."""
    return f"{case.name} ({case.out.parent.name if case.out.name == 'out' else case.out.name})"


class Worker:
    """One process that takes cases."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.taken = 0

    def _start(self) -> subprocess.Popen[bytes]:
        env = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), str(HOUSE / "tests" / "support")])}
        self.taken = 0
        return subprocess.Popen(
            [sys.executable, "-m", "hostile.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=env, cwd=HOUSE,
        )  # fmt: skip

    def run(self, case: Case) -> dict[str, Any]:
        """How a case ended; "crash" or "hang" where the process did not live to tell."""
        if self.process is None or self.taken > 150:
            self.stop()
            self.process = self._start()
        process = self.process
        self.taken += 1
        assert process.stdin is not None and process.stdout is not None
        job = {"argv": list(case.argv), "out": str(case.out), "seconds": case.seconds}
        process.stdin.write(json.dumps(job).encode() + b"\n")
        process.stdin.flush()
        limit = WALL_S + _PATIENCE_S
        if not select.select([process.stdout], [], [], limit)[0]:
            self.stop()
            return {"end": "hang", "say": f"no answer within {limit} s", "seconds": limit}
        line = process.stdout.readline()
        if not line:
            code = process.wait()
            self.process = None
            return {"end": "crash", "say": f"the process ended with {code}", "seconds": 0.0}
        return dict(json.loads(line))

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def _few_ahead(
    pool: ThreadPoolExecutor, one: Callable[[Case], Told], cases: Iterable[Case], ahead: int
) -> Iterator[Told]:
    """As `pool.map`, but a case is made only when its turn is near: their files are large."""
    waiting: deque[Future[Told]] = deque()
    for case in cases:
        waiting.append(pool.submit(one, case))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def run(cases: Iterable[Case], workers: int = 2) -> Tally:
    """Try all cases."""
    tally, free = Tally(), SimpleQueue[Worker]()
    crew = [Worker() for _ in range(workers)]
    for worker in crew:
        free.put(worker)

    def one(case: Case) -> Told:
        worker = free.get()
        try:
            return case, worker.run(case)
        finally:
            free.put(worker)

    try:
        with ThreadPoolExecutor(workers) as pool:
            for case, answer in _few_ahead(pool, one, cases, 2 * workers):
                tally.add(case, answer)
    finally:
        for worker in crew:
            worker.stop()
    return tally
