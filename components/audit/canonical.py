"""One way to write a value as JSON, so that equal contents have equal bytes and equal hashes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from components.reading import opened

BLOCK = 1 << 20


def dumps(value: Any) -> bytes:
    """UTF-8, keys sorted, one space of indent, numbers as the shortest text that reads back the same, a newline last."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n").encode()


def plain(value: Any) -> Any:
    """Frozen data as plain values: records by field, dates ISO, an unknown (NaN) figure None."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return [plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        # -0.0 and 0.0 are the same figure and must have the same bytes.
        return None if not math.isfinite(value) else value + 0.0
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"no plain form of {type(value).__name__}")


def sha256(content: bytes) -> str:
    """SHA-256 as lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as lower-case hex."""
    digest = hashlib.sha256()
    with opened(path) as source:
        while block := source.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
