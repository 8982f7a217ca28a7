"""Measures the window over a model of 20,000 members (880,000 triangles) and prints the figures, one a line.

Run: `python tests/benchmarks/bench_window.py [MODEL]` on a screen, real or virtual. Beside the window's figures, in the
same run: how long `ifcopenshell.open` and its `hybrid-manifold-opencascade` iterator take for the same file.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support"), str(ROOT / "tests" / "app")]
MEMBERS = 20_000
SIZES = ((1280, 800), (2560, 1440))
_PEER = """
import sys, time, multiprocessing
begun = time.perf_counter()
import ifcopenshell, ifcopenshell.geom
file = ifcopenshell.open(sys.argv[1])
print("ifcopenshell.open, import included", round(time.perf_counter() - begun, 2), "s", flush=True)
begun = time.perf_counter()
steps = ifcopenshell.geom.iterator(ifcopenshell.geom.settings(), file, 1,
    geometry_library="hybrid-manifold-opencascade")
count = triangles = 0
if steps.initialize():
    while True:
        count += 1
        triangles += len(steps.get().geometry.faces) // 3
        if not steps.next():
            break
print("its iterator", round(time.perf_counter() - begun, 2), "s,", count, "bodies,", triangles, "triangles")
"""


def tell(what: str, value: float, unit: str, digits: int = 2) -> None:
    """One figure."""
    print(f"{what}: {value:.{digits}f} {unit}", flush=True)


def until(so: Callable[[], object], seconds: float = 120.0) -> None:
    """Let the window live until something is so."""
    from PySide6.QtTest import QTest

    end = time.perf_counter() + seconds
    while not so():
        assert time.perf_counter() < end, "the window did not come to it"
        QTest.qWait(2)


def opening(window: Any, path: Path) -> None:
    """First table and first picture."""
    canvas, begun = window.model_place.view.canvas, time.perf_counter()
    frames = canvas.frames
    window.session.open(path)
    until(lambda: window.session.current is not None)
    tell("first table", time.perf_counter() - begun, "s")
    until(lambda: canvas.scene is not None and canvas.frames > frames)
    tell("first picture", time.perf_counter() - begun, "s")
    tell("triangles drawn", len(canvas.scene.triangles), "", 0)


def moving(window: Any, size: tuple[int, int]) -> None:
    """Frames a second while the mouse turns the model, and the full picture after it."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtTest import QTest

    window.resize(*size)
    QTest.qWait(900)
    canvas = window.model_place.view.canvas
    frames, begun = canvas.frames, time.perf_counter()
    while time.perf_counter() - begun < 2.5:
        canvas.camera = canvas.camera.orbit(0.02, 0.0, canvas.camera.axes[0])
        canvas.refresh(moving=True)
        shown = canvas.frames
        while canvas.frames == shown:
            QCoreApplication.processEvents()
    name = f"window {size[0]} x {size[1]} (view {canvas.width()} x {canvas.height()})"
    tell(f"{name}, moving", (canvas.frames - frames) / (time.perf_counter() - begun), "frames/s", 1)
    until(lambda: canvas.full)
    tell(f"{name}, full picture", canvas.engine.full_ms, "ms", 0)


def answering(window: Any) -> None:
    """Selecting 5,000 members and colouring anew, to the reduced picture."""
    import numpy as np
    from PySide6.QtTest import QTest

    canvas, rng = window.model_place.view.canvas, np.random.default_rng(3)
    count = len(window.session.model.components)
    for what, deed in (
        ("select 5,000", lambda: window.session.select(np.sort(rng.choice(count, 5000, replace=False)))),
        ("colour by storey", lambda: window.model_place.view.colour_by("storey")),
        ("colour by category", lambda: window.model_place.view.colour_by("category")),
    ):
        took = []
        for _ in range(3):
            QTest.qWait(700)
            frames, begun = canvas.frames, time.perf_counter()
            deed()
            until(lambda frames=frames: canvas.frames > frames)
            took.append(1000 * (time.perf_counter() - begun))
        tell(f"{what}, to its picture", sorted(took)[1], "ms", 0)


def standing_still(window: Any, path: Path) -> None:
    """The longest stall of the event loop, drawing excluded: the wall clock's, and what of it was computing."""
    from PySide6.QtTest import QTest
    from watchdog import Watchdog

    dog, session = Watchdog(window.model_place.view.canvas), window.session
    old = session.current
    for what, deed, done in (
        ("open", lambda: session.open(path), lambda: session.current not in (None, old)),
        ("rate", lambda: window.show_place("rate"), lambda: not busy(session)),
        ("check", lambda: window.show_place("check"), lambda: not busy(session)),
        ("bill", lambda: window.show_place("bill"), lambda: not busy(session)),
        ("export", lambda: window.bill_place.write(Path(tempfile.mkdtemp())), lambda: not busy(session)),
    ):
        QTest.qWait(1500)
        dog.take()
        deed()
        QTest.qWait(300)
        until(done)
        QTest.qWait(1500)
        wall, computing = dog.take()
        print(f"longest stall, {what}: {wall:.0f} ms ({computing:.0f} ms computing)", flush=True)
    for ms, where in sorted(dog.told, reverse=True)[:4]:
        print(f"  {ms:.0f} ms\n{where}")
    dog.stop()
    window.show_place("model")


def busy(session: Any) -> bool:
    """Whether a job is under way."""
    from app.gui.job import Job

    return any(not job.over for job in session.bench.findChildren(Job))


def remembering(window: Any, path: Path, times: int = 10) -> None:
    """Memory and Qt objects after opening and closing again and again."""
    from PySide6.QtCore import QObject
    from PySide6.QtTest import QTest

    print("open and close: resident MB, Qt objects beneath the window")
    for k in range(times):
        window.session.open(path)
        until(lambda: window.session.current is not None)
        until(lambda: window.model_place.view.canvas.scene is not None)
        QTest.qWait(400)
        window.session.new()
        QTest.qWait(400)
        gc.collect()
        print(f"  {k + 1}: {resident_mb():.0f} MB, {len(window.findChildren(QObject))}", flush=True)


def resident_mb() -> float:
    """Memory of this process now, in MB (10^6 bytes)."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    """Every figure."""
    from bigframe import write

    folder = Path(tempfile.mkdtemp())
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else write(folder / "frame.ifc", MEMBERS)
    print(
        subprocess.run([sys.executable, "-c", _PEER, str(path)], capture_output=True, text=True).stdout,
        end="",
    )
    begun = time.perf_counter()
    from PySide6.QtTest import QTest

    from app.gui.application import start

    _, window = start(folder / "state", "zh")
    window.resize(*SIZES[0])
    window.show()
    QTest.qWaitForWindowExposed(window)
    tell("window shown, Python running", time.perf_counter() - begun, "s")
    QTest.qWait(2500)
    opening(window, path)
    QTest.qWait(1000)
    answering(window)
    for size in SIZES:
        moving(window, size)
    window.resize(*SIZES[0])
    standing_still(window, path)
    remembering(window, path)
    window.session.undo.setClean()
    window.close()


if __name__ == "__main__":
    main()
