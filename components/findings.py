"""What is odd but readable (a `Finding` in the result) and what is refused (a `Refusal` raised)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from components.record import valued

INFO, WARNING, ERROR = "info", "warning", "error"
SEVERITIES = (INFO, WARNING, ERROR)


@valued
class Finding:
    """One cause, told once, with every element it touches.

    code: key of the words tables, `<room>.<what>`. severity: info, warning or error.
    step_ids: STEP ids of the elements (empty: the whole file). args: what the sentence needs.
    """

    code: str
    severity: str
    step_ids: tuple[int, ...] = ()
    args: Mapping[str, Any] = field(default_factory=dict)


class Refusal(Exception):
    """Input that cannot be used. Each component raises its own subclass; the CLI prints it and exits 2.

    code: key of the words tables. args: what the sentence needs (file, element, way out).
    """

    def __init__(self, code: str, **args: Any) -> None:
        super().__init__(code, args)
        self.code = code
        self.arguments = args
