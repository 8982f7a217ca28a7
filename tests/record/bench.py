"""`make bench`: how fast Steelyard is, each figure a ratio to a named peer or a limit, measured in the same run.

Whole processes are timed from outside, ours and the peer's in turn, and the median of RUNS is taken, of MANY where a
ratio is held to a limit: other work on the machine moves medians of five by a tenth. A peer that is not
installed is left out and named: `pip install ifc5d ifcfast` beside Steelyard brings two of them.
"""

from __future__ import annotations

import importlib.util
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.app.window_rig import no_screen
from tests.record.table import markdown, put

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT.parent / "shared" / "ifc"
RUNS, MANY = 5, 15
HEAD = ("what", "ours, s", "against", "theirs, s", "ratio", "limit")
BARE = "import sys, ifcopenshell; ifcopenshell.open(sys.argv[1])"
IFC5D = "import sys, ifcopenshell, ifc5d.qto as q; f = ifcopenshell.open(sys.argv[1]); " \
    "q.quantify(f, set(f.by_type('IfcElement')), q.rules['IFC4QtoBaseQuantities'])"  # fmt: skip
IFCFAST = "import sys, ifcfast; ifcfast.open(sys.argv[1]).mesh_qto()"


@dataclass(frozen=True)
class Line:
    """One figure. theirs: seconds of a peer, or a limit in seconds where limit is None."""

    what: str
    ours: float
    against: str
    theirs: float
    limit: float

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        ratio = self.ours / self.theirs
        digits = 2 if self.theirs >= 0.2 else 3
        return (self.what, f"{self.ours:.{digits}f}", self.against, f"{self.theirs:.{digits}f}", f"{ratio:.2f}",
                f"{self.limit:.2g}" if self.limit else "")  # fmt: skip

    @property
    def short(self) -> bool:
        """Whether it falls short of its limit."""
        return bool(self.limit) and self.ours > self.limit * self.theirs


def whole(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak memory in MB of one process; what it prints is dropped."""
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    took = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return took, used.ru_maxrss / 1024


def in_turn(ours: Sequence[str], theirs: Sequence[str], runs: int = RUNS) -> tuple[tuple[float, float], ...]:
    """Medians (seconds, MB) of both, run in turn after one run each that warms the caches."""
    took: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for turn in range(runs + 1):
        for each, command in zip(took, (ours, theirs), strict=True):
            measured = whole(command)
            if turn:
                each.append(measured)
    return tuple(
        (statistics.median(s for s, _ in each), statistics.median(m for _, m in each)) for each in took
    )


def bills(out: Path) -> Iterator[Line]:
    """Bill and component table of real models against a process that only opens them."""
    for name, table, memory in (
        ("court_roof_5178_beams", 2.0, 1.5), ("archicad_staal", 2.0, 1.5), ("tekla_carwash", 4.0, 1.5),
        ("revit_restaurant_27mb", 0.0, 0.0),
    ):  # fmt: skip
        model = str(MODELS / f"{name}.ifc")
        bom = [sys.executable, "-m", "app", "bom", model, "-o", str(out / name), "--format", "csv"]
        bare = [sys.executable, "-c", BARE, model]
        runs = MANY if table else RUNS
        (ours, mb), (theirs, bare_mb) = in_turn([*bom, "--lists", "table"], bare, runs)
        yield Line(f"component table, {name}", ours, "ifcopenshell.open", theirs, table)
        (ours, mb), (theirs, bare_mb) = in_turn(bom, bare, runs)
        yield Line(f"whole bill, {name}", ours, "ifcopenshell.open", theirs, table)
        yield Line(f"peak memory of it, {name}, GB", mb / 1024, "ifcopenshell.open", bare_mb / 1024, memory)
        for peer, code in (("ifc5d", IFC5D), ("ifcfast", IFCFAST)):
            if importlib.util.find_spec(peer):
                slow, _ = whole([sys.executable, "-c", code, model])
                yield Line(f"whole bill, {name}", ours, peer, slow, 0.0)


def limits(out: Path) -> Iterator[Line]:
    """What has a limit in seconds."""
    program = [sys.executable, "-m", "app"]
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    import bigframe

    frame = bigframe.write(out / "frame.ifc", 20_000)
    helped = statistics.median(whole([*program, "--help"])[0] for _ in range(RUNS))
    yield Line("steelyard --help", helped, "limit", 0.3, 1.0)
    yield Line("member check, 100,000 x 10 combinations", _members(), "limit", 2.0, 1.0)
    bill, _ = whole([*program, "bom", str(frame), "-o", str(out / "frame"), "--format", "pdf"])
    yield Line("bill of 20,000 members to PDF, reading included", bill, "limit", 10.0, 1.0)


_FIGURE = re.compile(r"^(.+?):? (-?[\d.]+) (s|ms|frames/s)\b(?:.*?\((\d+) ms computing\))?")


def seen(printed: str) -> dict[str, float]:
    """Figures that the window's benchmark prints, by what they are of; of a stall, the part spent computing."""
    found = (_FIGURE.match(line) for line in printed.splitlines())
    return {m[1]: float(m[4] or m[2]) for m in found if m}


def window() -> Iterator[Line]:
    """The window over 20,000 members. Frames are told as seconds a frame, so that less is better everywhere."""
    program = [sys.executable, "tests/benchmarks/bench_window.py"]
    told = seen(subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    table, picture = told["first table"], told["first picture"]
    bare, bodies = told["ifcopenshell.open, import included"], told["its iterator"]
    yield Line("window: first table of 20,000 members", table, "ifcopenshell.open", bare, 0.0)
    yield Line("window: first picture of them", picture, "hybrid iterator", bodies, 0.0)
    yield Line("window: first picture of them", picture, "open and iterator", bare + bodies, 0.0)
    for name in told:
        if name.endswith(", moving"):
            yield Line(f"{name}, a frame", 1.0 / told[name], "limit", 0.05, 1.0)
        elif name.endswith(", to its picture"):
            yield Line(f"window: {name}", told[name] / 1000, "limit", 0.1, 1.0)
    stalls = {k: v for k, v in told.items() if k.startswith("longest stall")}
    worst = max(stalls, key=lambda k: stalls[k])
    yield Line(f"window: {worst}, computing", stalls[worst] / 1000, "limit", 0.1, 1.0)
    yield Line("window up, second start", _second_start(), "limit", 2.0, 1.0)


_START = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from PySide6.QtTest import QTest
from app.gui.application import start
app, window = start(Path(sys.argv[1]), "zh")
window.show()
QTest.qWaitForWindowExposed(window)
print(time.perf_counter() - begun)
window.close()
"""


def _second_start() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _START, folder]
        took = [
            float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
            for _ in range(3)
        ]
    return statistics.median(took[1:])


def _members() -> float:
    sys.path.insert(0, str(ROOT / "tests" / "components"))
    from gb50017_cases import drawn_case

    from components.checks.gb50017.engine import check

    case = drawn_case(100_000, 10)
    check(case)
    times = []
    for _ in range(3):
        start = perf_counter()
        check(case)
        times.append(perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Print the table, and with --write put it into the README; exit 1 where a limit is missed."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        if MODELS.exists():
            lines += bills(Path(folder))
        lines += limits(Path(folder))
    if not (why := no_screen()):
        lines += window()
    text = markdown(HEAD, [line.cells() for line in lines])
    print(text)
    missing = [peer for peer in ("ifc5d", "ifcfast") if not importlib.util.find_spec(peer)]
    if missing:
        print(f"Not installed, so not beside us: {', '.join(missing)}")
    if why:
        print(f"The window was not measured: {why}")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{os.cpu_count()} processors{load}, Python {sys.version.split()[0]}, medians of {RUNS} runs in turn"
    )
    if "--write" in sys.argv:
        put(ROOT / "README.md", "bench", text)
    return 1 if any(line.short for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
