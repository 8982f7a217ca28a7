"""A process that runs commands on hostile files, one after the other, and tells how each ended.

One line of JSON in, {"argv", "out", "seconds"}; one line out, {"end", "code", "say", "seconds", "peak"}. end: "result"
(exit 0 or 1), "refusal" (exit 2 and one sentence), or the fault: traceback, manners, late, memory, wrote, socket.
Seconds are those of the processor, its children's included, so that a busy machine makes no case late.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

LIMIT_BYTES = 4 * 2**30
WALL_S = 300.0
"""What waits for something that never comes uses no processor: far off, the clock on the wall ends it too."""
_DONE, _REFUSED = (0, 1), 2


class Late(BaseException):
    """The alarm of a case."""


class Watch:
    """What the process does to files and sockets, told by the interpreter's own audit events."""

    def __init__(self) -> None:
        self.allowed: tuple[str, ...] = ()
        self.seen: list[str] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event.startswith("socket.") and not _harmless(event, args):
            self.seen.append(f"socket: {event} {args!r:.100}")
        elif event == "open":
            path, mode, flags = args
            writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            if writes and not isinstance(path, int):
                self._write(event, path)
        elif event in (
            "os.mkdir",
            "os.remove",
            "os.rmdir",
            "os.truncate",
            "os.chmod",
            "os.symlink",
            "os.link",
        ):
            self._write(event, args[0])
        elif event == "os.rename":
            self._write(event, args[0])
            self._write(event, args[1])
        elif event in ("os.system", "os.exec", "os.posix_spawn", "webbrowser.open"):
            self.seen.append(f"wrote: {event} {args!r:.100}")

    def _write(self, event: str, path: Any) -> None:
        if isinstance(path, int):
            return
        text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  resolving would follow links and lie
        if not (text + os.sep).startswith(self.allowed) and "__pycache__" not in text and text != "/dev/null":
            self.seen.append(f"wrote: {event} {text!r:.200}")


def _harmless(event: str, args: tuple[Any, ...]) -> bool:
    """The machine's own name; a pair of ends within the process, by which an event loop wakes itself."""
    return event == "socket.gethostname" or (event == "socket.__new__" and args[1] == socket.AF_UNIX)


def _run(argv: list[str]) -> tuple[int, str, str]:
    """The command line on some arguments, in this process."""
    from app.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(argv)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 99
    return code, out.getvalue(), err.getvalue()


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def judge(argv: list[str], code: int, out: str, err: str) -> tuple[str, str]:
    """How a command ended, and what is wrong with it."""
    if "Traceback" in err or "Traceback" in out:
        return "traceback", err[-2000:]
    if code in _DONE:
        if "--json" in argv:
            try:
                json.loads(out, parse_constant=_no_constant)
            except ValueError as error:
                return "manners", f"no JSON: {error}"
        return "result", ""
    if code != _REFUSED:
        return "manners", f"exit {code}: {err[-300:]}"
    said = err.rstrip("\n")
    if not said or "\n" in said or len(said) > 2000:
        return "manners", f"{len(said.splitlines())} lines, {len(said)} signs: {said[:600]!r}"
    return "refusal", said


def case(argv: list[str], seconds: float, watch: Watch) -> dict[str, Any]:
    """One command under its alarm."""

    def late(*_: object) -> None:
        raise Late

    signal.signal(signal.SIGPROF, late)
    signal.signal(signal.SIGALRM, late)
    _forget_peak()
    watch.seen.clear()
    begun = _cpu_s()
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WALL_S)
    code, out, err = -1, "", ""
    try:
        code, out, err = _run(argv)
        _no_alarm()
        end, say = judge(argv, code, out, err)
    except Late:
        end, say = "late", traceback.format_exc()[-3000:]
    except MemoryError:
        end, say = "memory", traceback.format_exc()[-3000:]
    except BaseException:
        end, say = "traceback", traceback.format_exc()[-3000:]
    finally:
        _no_alarm()
    if watch.seen and end in ("result", "refusal"):
        end, say = watch.seen[0].split(":")[0], "; ".join(watch.seen[:3])
    used = round(_cpu_s() - begun, 3)
    if used > seconds and end in ("result", "refusal"):
        end, say = "late", f"{used} s of the processor with its children, {seconds} s allowed; {say}"
    return {"end": end, "code": code, "say": say, "seconds": used, "peak": _peak_bytes()}


def _no_alarm() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _cpu_s() -> float:
    """Seconds of the processor, of this process and of every child that has ended (getrusage(2))."""
    import resource

    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _forget_peak() -> None:
    """From here the kernel counts the peak memory of this process anew (Linux, proc(5): clear_refs)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_bytes() -> int:
    """The peak of this process since then, or that of its largest child ever, whichever is more."""
    import resource

    own = 0
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
        own = int(found[1]) if found else 0
    return 1024 * max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def lay_down_rights() -> None:
    """From here even root meets permissions: without CAP_DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER (capabilities(7))."""
    import ctypes

    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capget(head, held) == 0:
        for word in (0, 1):
            held[word] &= ~0b1110
        libc.capset(head, held)


def main() -> None:
    import resource
    import tempfile

    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["STEELYARD_LANG"] = "zh"
    talk = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lay_down_rights()
    watch = Watch()
    sys.addaudithook(watch)
    for line in sys.stdin:
        job = json.loads(line)
        watch.allowed = (
            str(Path(job["out"]).resolve()) + os.sep,
            job["out"] + os.sep,
            tempfile.gettempdir() + "/steelyard",
        )
        talk.write(json.dumps(case(job["argv"], job["seconds"], watch)) + "\n")
        talk.flush()


if __name__ == "__main__":
    main()
