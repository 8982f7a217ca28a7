"""The element lines of a STEP file, counted by a regular expression of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

_COVERED = re.compile(rb"'(?:[^']|'')*'|/\*.*?\*/", re.S)
_EDITION = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'?([A-Z0-9_]*)")
_LINE = re.compile(rb"#\d+\s*=\s*([A-Za-z0-9_]+)\s*\(")


def element_lines(path: Path, schema: Callable[[str], Any]) -> Counter[str]:
    """How many lines of each subtype of IfcElement a file has, by the spelling of the schema."""
    whole = path.read_bytes()
    told = _EDITION.search(whole)
    assert told is not None, path.name
    known = schema(told.group(1).decode())
    lines = Counter(m.decode().upper() for m in _LINE.findall(_COVERED.sub(b"''", whole)))
    return Counter({known.spelled(k): n for k, n in lines.items() if known.is_a(k, "IFCELEMENT")})
