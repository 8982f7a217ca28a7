"""A pytest plugin that gives every worker of a parallel run a virtual screen of its own.

Windows of two workers on one screen would take the focus and the clipboard from each other. Where there is no Xvfb
the workers share the screen there is.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

_screens: list[subprocess.Popen[bytes]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Starts the screen of a worker, before anything asks for one."""
    if not hasattr(config, "workerinput") or not shutil.which("Xvfb"):
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    _screens.append(subprocess.Popen(command, pass_fds=(writing,), stdin=quiet, stdout=quiet, stderr=quiet))
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    if number:
        os.environ["DISPLAY"] = f":{number}"
        for other in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            os.environ.pop(other, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends it."""
    for screen in _screens:
        screen.kill()
        screen.wait()
