"""The door to the geometry kernel: bodies that no closed form answers, each with a limit on time and memory."""

from __future__ import annotations

import contextlib
import math
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from components.facts import Facts, Kernel
from components.findings import WARNING, Finding
from components.ifc.kernel_worker import Answer, Recipe, Surface, read_message, write_message
from components.progress import Progress, silent
from components.table import Text
from components.takeoff.solids.recipes import Order, may_need_kernel, orders
from components.takeoff.study import Prepared, prepare

if TYPE_CHECKING:
    import subprocess

SECONDS_PER_BODY, LEAST_SECONDS = 20.0, 1.0
"""Of one body; each that takes longer halves what the next ones may take."""
_START_SECONDS = 10.0
_PATIENCE = 3
LATE = "late"
"""State of what was not waited for."""
_Reply = tuple[Any, ...]
_WORK = frozenset(
    {"IFCBOOLEANRESULT", "IFCBOOLEANCLIPPINGRESULT", "IFCCSGSOLID", "IFCRELVOIDSELEMENT", "IFCADVANCEDBREP"}
)
_HOUSE = Path(__file__).resolve().parents[2]


class Standby:
    """A kernel process that starts as soon as it is known that a file may need one. Use as a context manager."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None

    def expect(self, keywords: tuple[str, ...]) -> None:
        """Start where the keywords of a file say that there may be bodies for the kernel."""
        if not _WORK.isdisjoint(keywords):
            self.start()

    def start(self) -> None:
        """Start now, unless it is started already."""
        if self._process is None:
            self._process = self._stack.enter_context(_started())

    def take(self) -> subprocess.Popen[bytes]:
        """The process, started now where it was not; it ends with the context."""
        process = self._process or self._stack.enter_context(_started())
        self._process = None
        return process

    def __enter__(self) -> Standby:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def measure(
    facts: Facts, progress: Progress = silent, seconds: float = SECONDS_PER_BODY, prepared: Prepared | None = None,
    standby: Standby | None = None, path: Path | None = None,
) -> Facts:  # fmt: skip
    """The facts with what the kernel found of the body items that need it (`Facts.kernel`).

    prepared: what `takeoff.study.prepare` made of the same facts. standby: a process that starts up meanwhile.
    path: the file itself, for bodies that only their own statement describes; without it they stay unmeasured.
    """
    if not may_need_kernel(facts):
        return facts
    with standby or Standby() as ready:
        process = ready.take()
        names = prepared or prepare(facts)
        wanted = [
            _located(o, path, facts.source.sha256)
            for o in orders(facts, names.shapes, names.meshes, names.cuts)
        ]
        wanted = [o for o in wanted if o.recipe]
        if not wanted:
            return facts
        # Names do not wait for volumes: they are read here while the kernel works.
        answers = ask([o.recipe for o in wanted], progress, seconds, process, lambda: names.named)
    kernel = _table(wanted, answers)
    lost = [o for o, a in zip(wanted, answers, strict=True) if a[0] not in ("ok", "doubt", "empty")]
    findings = facts.findings
    if lost:
        owners = sorted({int(facts.elements.step_id[facts.items.owner[o.item]]) for o in lost})
        findings += (Finding("ifc.kernel_failed", WARNING, tuple(owners), {"count": len(owners)}),)
    return replace(facts, kernel=kernel, findings=findings)


def _located(order: Order, path: Path | None, sha256: str) -> Order:
    """An order with the file that stated bodies are stated in; an empty recipe where it needs one and there is none."""
    recipe = _in_file(order.recipe, str(path.resolve()) if path else "", sha256)
    return order if recipe is order.recipe else replace(order, recipe=recipe if path else ())


def _in_file(recipe: Any, path: str, sha256: str) -> Any:
    """The recipe with the file put into what is stated; the same object where nothing is."""
    if not isinstance(recipe, tuple):
        return recipe
    if recipe and recipe[0] == "stated":
        return ("stated", path, sha256, *recipe[1:])
    if recipe and recipe[0] == "faces":
        return ("faces", path, sha256, *recipe[3:])
    parts = tuple(_in_file(r, path, sha256) for r in recipe)
    return recipe if all(a is b for a, b in zip(parts, recipe, strict=True)) else parts


def _table(wanted: Sequence[Order], answers: Sequence[Answer]) -> Kernel:
    box = np.array([a[3] for a in answers], float).reshape(-1, 2, 3)
    return Kernel(
        item=np.array([o.item for o in wanted], np.int64),
        state=Text.of([a[0].split()[0] for a in answers]),
        volume_mm3=np.array([a[1] * o.scale for a, o in zip(answers, wanted, strict=True)]),
        gross_mm3=np.array([o.gross for o in wanted]),
        area_mm2=np.array([a[2] * o.scale ** (2 / 3) for a, o in zip(answers, wanted, strict=True)]),
        low_mm=box[:, 0, 2],
        high_mm=box[:, 1, 2],
        pieces=np.array([a[4] for a in answers], np.int64),
    )


@contextlib.contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    """A kernel process; killed at the end, whatever it is doing."""
    # Few models need the process: the others do not pay for loading what starts one.
    import subprocess

    command = [sys.executable, "-m", "components.ifc.kernel_worker"]
    if getattr(sys, "frozen", False):
        command = [sys.executable, "--kernel-worker"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_HOUSE
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def ask(
    recipes: Sequence[Recipe], progress: Progress = silent, seconds: float = SECONDS_PER_BODY,
    process: subprocess.Popen[bytes] | None = None, meanwhile: Callable[[], object] | None = None,
) -> list[Answer]:  # fmt: skip
    """Answers to all recipes, in order. A body that crashes the kernel or overruns its time gets a state of its own
    ("crashed", "timeout"), and a new process goes on with the next. process: one that is already started.
    meanwhile: done here while it works.
    """
    return cast(list[Answer], _asked(recipes, progress, seconds, process, meanwhile))


def surfaces(
    recipes: Sequence[Recipe], progress: Progress = silent, wait_s: float = math.inf,
    meanwhile: Callable[[], object] | None = None, standby: Standby | None = None,
    seconds: float = SECONDS_PER_BODY,
) -> list[Surface]:  # fmt: skip
    """The surfaces of bodies, in order, for looking at: state, points (p, 3) mm, triangles (t, 3), both empty unless
    the state is "ok". meanwhile: done here while the kernel works; after it no more than wait_s is waited, and what is
    not there then has the state `LATE`. standby: a process that is starting up already."""
    if not recipes:
        if meanwhile is not None:
            meanwhile()
        return []
    wanted = [("drawn", recipe) for recipe in recipes]
    with standby or Standby() as ready:
        replies = _asked(wanted, progress, seconds, ready.take(), meanwhile, wait_s)
    none = np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    return [cast(Surface, r) if r[0] == "ok" else (str(r[0]), *none) for r in replies]


def _asked(
    recipes: Sequence[Recipe], progress: Progress, seconds: float, process: subprocess.Popen[bytes] | None,
    meanwhile: Callable[[], object] | None, wait_s: float = math.inf,
) -> list[_Reply]:  # fmt: skip
    answers: list[_Reply | None] = [None] * len(recipes)
    until = math.inf

    def begin() -> None:
        nonlocal until
        if meanwhile is not None:
            meanwhile()
        until = time.monotonic() + wait_s

    waiting = list(range(len(recipes)))
    failures = 0
    while waiting:
        if process is not None:
            failed = _run(process, recipes, waiting, answers, progress, seconds, lambda: until, begin)
            process = None
        else:
            with _started() as fresh:
                failed = _run(fresh, recipes, waiting, answers, progress, seconds, lambda: until)
        if failed:
            unanswered = [i for i in waiting if answers[i] is None]
            lost = unanswered if failed == LATE else unanswered[:1]
            failures += 1
            if failed == "timeout":  # a file of many such bodies must come to an end too
                seconds = min(seconds, max(0.5 * seconds, LEAST_SECONDS))
            if failures == _PATIENCE:
                # Bodies of one kind fail alike: the rest of those as stated is given up, not waited for one by one.
                lost += [
                    i for i in waiting if answers[i] is None and recipes[i][0] == "stated" and i != lost[0]
                ]
            for i in lost:
                answers[i] = (failed, 0.0, 0.0, [[0.0] * 3] * 2, 0)
        waiting = [i for i in waiting if answers[i] is None]
    return [a for a in answers if a is not None]


def _run(
    process: subprocess.Popen[bytes], recipes: Sequence[Recipe], waiting: list[int], answers: list[_Reply | None],
    progress: Progress, seconds: float, until: Callable[[], float], meanwhile: Callable[[], object] | None = None,
) -> str:  # fmt: skip
    """One kernel process over what is waiting; why its first unanswered body ended it ("": none did). until: the
    moment from which nothing is waited for any more."""
    replies: queue.Queue[tuple[int, _Reply] | None] = queue.Queue()
    threading.Thread(target=_send, args=(process.stdin, recipes, list(waiting)), daemon=True).start()
    threading.Thread(target=_receive, args=(process.stdout, replies), daemon=True).start()
    if meanwhile is not None:
        meanwhile()
    for done in range(len(waiting)):
        progress("progress.kernel", done / len(waiting))
        limit = seconds + (_START_SECONDS if done == 0 else 0.0)
        left = until() - time.monotonic()
        try:
            reply = replies.get(timeout=max(min(limit, left), 0.0))
        except queue.Empty:
            return "timeout" if limit <= left else LATE
        if reply is None:
            return "crashed"
        answers[reply[0]] = reply[1]
    return ""


def _send(stream: object, recipes: Sequence[Recipe], numbers: list[int]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for i in numbers:
            write_message(stream, (i, recipes[i]))  # type: ignore[arg-type]
        stream.close()  # type: ignore[attr-defined]


def _receive(stream: object, replies: queue.Queue[tuple[int, _Reply] | None]) -> None:
    with contextlib.suppress(OSError, ValueError, EOFError):
        while (reply := read_message(stream)) is not None:  # type: ignore[arg-type]
            replies.put(reply)
    replies.put(None)
