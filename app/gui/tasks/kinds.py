"""What a task is: progress and named arguments in, plain values and folders out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Task = Callable[..., dict[str, Any]]
