"""Frozen records: what a frozen dataclass is, without methods that are compiled from text at every start.

`dataclasses` writes and compiles the source of four methods for each class; for the hundred and more of a bill that took
a seventh of the time in which a small model is read and billed. Here the classes share theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def record(made: type[Kind]) -> type[Kind]:
    """Make a class what `dataclass(frozen=True, eq=False)` makes it: `fields`, `replace` and `is_dataclass` know it,
    equality is identity, and what is told at the start stays."""
    shown = vars(made).get("__repr__", _shown)
    made.__doc__ = made.__doc__ or made.__name__  # else `dataclass` looks for a signature to show
    dataclass(init=False, repr=False, eq=False)(made)
    methods = {"__init__": _filling(made), "__repr__": shown, "__setattr__": _fixed, "__delattr__": _fixed}
    for name, method in methods.items():
        setattr(made, name, method)
    return made


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def valued(made: type[Kind]) -> type[Kind]:
    """Make a class what `dataclass(frozen=True)` makes it: a record that equals another of its class with equal fields,
    and can be a key."""
    record(made)
    compared = attrgetter(*(f.name for f in fields(made) if f.compare))  # type: ignore[arg-type]
    hashed = attrgetter(*(f.name for f in fields(made) if _counts(f)))  # type: ignore[arg-type]

    def __eq__(self: Any, other: object) -> Any:
        return compared(self) == compared(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(hashed(self))

    for name, method in {"__eq__": __eq__, "__hash__": __hash__}.items():
        setattr(made, name, method)
    return made


def _counts(one: Field[Any]) -> bool:
    """Whether a field is part of the hash: as told, else where it is compared."""
    return one.compare if one.hash is None else one.hash


def _filling(made: type) -> Callable[..., None]:
    """The `__init__` of a record: fields by place or by name, then defaults, then `__post_init__`."""
    told = {f.name: f for f in fields(made)}
    post = getattr(made, "__post_init__", None)

    def __init__(self: Any, *args: Any, **given: Any) -> None:
        values = dict(zip(told, args))  # noqa: B905, what is too many is asked for next
        if len(args) > len(told) or not (given.keys() <= told.keys() and given.keys().isdisjoint(values)):
            raise TypeError(
                f"{made.__name__} has {', '.join(told)}, not {len(args)} by place and {', '.join(given)}"
            )
        values.update(given)
        if len(values) < len(told):
            for name, f in told.items():
                if name in values:
                    continue
                if f.default is not MISSING:
                    values[name] = f.default
                elif f.default_factory is not MISSING:
                    values[name] = f.default_factory()
                else:
                    raise TypeError(f"{made.__name__} lacks {name}")
        self.__dict__.update(values)
        if post is not None:
            post(self)

    return __init__


def _shown(self: Any) -> str:
    told = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
    return f"{type(self).__qualname__}({told})"


def _fixed(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"cannot change {name} of a {type(self).__name__}")
