"""Automatic copies of what is not saved: one per window, so that two windows never share one.

A copy carries the token of its window, and a lock file says whether that window still lives. A copy whose window is
gone, and that says something else than the project file, is offered.
"""

from __future__ import annotations

import os
from datetime import datetime
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QLockFile

from app import project as pj
from components.reading import is_file

ENDING = ".recovery"
_LONGEST = 200
"""Bytes of a project's name; with token and ending around it a copy stays below the 255 that file systems allow."""


class Recovery:
    """The automatic copies of one window. folder: where locks lie, and copies of projects that have no file yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.token = uuid4().hex[:12]
        self._lock = _lock(folder, self.token)
        self._lock.tryLock(0)

    def place(self, path: Path | None) -> Path:
        """Where this window's copy of a project lies: beside its file, or in the folder while it has none."""
        name = f"{self.token}{ENDING}"
        return path.with_name(f"{_stem(path)}.{name}") if path else self.folder / f"unsaved.{name}"

    def left(self, path: Path | None) -> tuple[Path, ...]:
        """Copies of windows that are gone, where they say something else than the file, newest first."""
        saved = _read(path) if path and is_file(path) else pj.Project()
        if saved is None:
            return ()
        home, pattern = (
            (path.parent, f"{escape(_stem(path))}.*{ENDING}") if path else (self.folder, f"unsaved.*{ENDING}")
        )
        found = [
            copy for copy in home.glob(pattern) if self._orphan(copy) and _read(copy) not in (None, saved)
        ]
        return tuple(sorted(found, key=lambda copy: (-_written(copy), copy.name)))

    def told(self, copy: Path, path: Path | None) -> dict[str, Any]:
        """What a copy is of, and of when, for the sentence that offers it."""
        kept = _read(copy) or pj.Project()
        names = [path.name] if path else [Path(m.path).name for m in kept.models]
        when = datetime.fromtimestamp(_written(copy)).isoformat(" ", "minutes")
        return {"file": ", ".join(names), "count": len(kept.decisions), "when": when}

    def _orphan(self, copy: Path) -> bool:
        token = copy.name.removesuffix(ENDING).rpartition(".")[2]
        if token == self.token:
            return False
        lock = _lock(self.folder, token)
        free = lock.tryLock(0)  # also where its process is gone: the lock knows
        lock.unlock()
        return free

    def close(self) -> None:
        """The window goes; what it left is anybody's."""
        self._lock.unlock()


def _stem(path: Path) -> str:
    """What the names of a project's copies begin with; cut where the whole would be longer than a name may be."""
    name = path.name
    if len(os.fsencode(name)) > _LONGEST:
        name = f"{name[:40]}~{sha256(os.fsencode(name)).hexdigest()[:12]}"
    return f".{name}"


def _written(copy: Path) -> float:
    try:
        return copy.stat().st_mtime
    except OSError:  # another window took it meanwhile
        return 0.0


def _lock(folder: Path, token: str) -> QLockFile:
    lock = QLockFile(str(folder / f"window-{token}.lock"))
    lock.setStaleLockTime(0)  # a window may stay open for days: only a dead process is stale
    return lock


def _read(path: Path) -> pj.Project | None:
    try:
        return pj.read(path)
    except pj.ProjectUnreadable:
        return None
