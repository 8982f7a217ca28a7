"""How long work tells how far it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with a stage code (a key of the words tables, such as `progress.read`) and the share done, 0 to 1.

It may raise `Cancelled`; work lets that through and leaves nothing behind."""


class Cancelled(Exception):
    """The user asked to stop."""


def silent(stage: str, done: float) -> None:
    """A `Progress` that nobody watches."""
