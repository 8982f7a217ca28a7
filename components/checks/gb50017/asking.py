"""How a clause is asked: plainly over columns, or by a `Recorder` that keeps what one member was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from components.codes.formula import Step, trace
from components.table import Bools, Floats


class Ask(Protocol):
    """Evaluates a clause function. tag: which quantity or check it serves."""

    def __call__(self, tag: str, function: Callable[..., Any], **values: Any) -> Any: ...


def plain(tag: str, function: Callable[..., Any], **values: Any) -> Any:
    """The clause function itself, nothing kept."""
    return function(**values)


@dataclass
class Recorder:
    """An `Ask` for one member and one row of forces: every clause is also written out on scalars."""

    digits: int = 4
    steps: list[tuple[str, Step]] = field(default_factory=list)

    def __call__(self, tag: str, function: Callable[..., Any], **values: Any) -> Any:
        result = function(**values)
        if np.size(result) == 1:
            scalars = {name: float(np.asarray(v, np.float64).ravel()[0]) for name, v in values.items()}
            self.steps.append((tag, trace(function, scalars, self.digits)))
        return result


def where(
    ask: Ask, tag: str, mask: Bools, function: Callable[..., Any], into: Any = np.nan, **values: Any
) -> Floats:
    """The clause on the members of `mask`, `into` elsewhere, (n,). Nobody is asked where nobody is
    concerned.
    """
    n = len(mask)
    out = np.array(np.broadcast_to(into, n), dtype=np.float64)
    if mask.any():
        some = {k: v[mask] if isinstance(v, np.ndarray) and v.shape == (n,) else v for k, v in values.items()}
        out[mask] = ask(tag, function, **some)
    return out


@contextmanager
def quiet() -> Iterator[None]:
    """Divisions by nil and roots of negatives are expected in rows that do not apply; they end as
    reasons.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yield
