"""Records behave as the frozen dataclasses they stand for; the peer is `dataclasses` itself."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from components.record import record, valued


@record
class Ours:
    """As `Theirs`."""

    a: int
    b: tuple[int, ...] = ()
    c: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "a", int(self.a))


@dataclass(frozen=True, eq=False)
class Theirs:
    """The same fields."""

    a: int
    b: tuple[int, ...] = ()
    c: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "a", int(self.a))


@record
class Longer(Ours):
    """One field more than what it is made from."""

    d: str = "d"


@valued
class OurValue:
    """As `TheirValue`."""

    a: int
    told: list[int] = field(default_factory=list, hash=False)
    aside: str = field(default="", compare=False)


@dataclass(frozen=True)
class TheirValue:
    """The same fields."""

    a: int
    told: list[int] = field(default_factory=list, hash=False)
    aside: str = field(default="", compare=False)


@valued
class Further(OurValue):
    """Another class, whose fields may be equal."""


CALLS = [((1,), {}), ((1, (2,)), {}), ((), {"a": "7", "c": {"x": 1}}), ((1,), {"c": {}, "b": (3,)})]
WRONG = [((), {}), ((1, (), {}, 4), {}), ((1,), {"a": 2}), ((1,), {"z": 2}), ((), {"b": ()})]


@pytest.mark.parametrize(("args", "given"), CALLS)
def test_a_record_holds_what_the_dataclass_holds(args: tuple[object, ...], given: dict[str, object]) -> None:
    ours, theirs = Ours(*args, **given), Theirs(*args, **given)  # type: ignore[arg-type]
    assert vars(ours) == vars(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")


@pytest.mark.parametrize(("args", "given"), WRONG)
def test_a_record_refuses_what_the_dataclass_refuses(
    args: tuple[object, ...], given: dict[str, object]
) -> None:
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*args, **given)  # type: ignore[arg-type]


def test_a_record_cannot_be_changed_and_is_compared_by_identity() -> None:
    one = Ours(1)
    with pytest.raises(FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.a
    assert one != Ours(1) and len({one, Ours(1)}) == 2
    assert Ours(1).c is not Ours(1).c


def test_dataclasses_and_pickle_know_a_record() -> None:
    one = Longer(1, (2,), d="e")
    assert is_dataclass(one) and [f.name for f in fields(one)] == ["a", "b", "c", "d"]
    changed = replace(one, b=(5,))
    assert (changed.a, changed.b, changed.d) == (1, (5,), "e")
    assert vars(pickle.loads(pickle.dumps(one))) == vars(copy.deepcopy(one)) == vars(one)


VALUES = [(1,), (2,), (1, [3]), (1, [3], "x"), (1, [], "x")]


@pytest.mark.parametrize("one", VALUES)
@pytest.mark.parametrize("other", VALUES)
def test_values_are_equal_where_the_dataclasses_are(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (OurValue(*one) == OurValue(*other)) is (TheirValue(*one) == TheirValue(*other))
    same_hash = hash(TheirValue(*one)) == hash(TheirValue(*other))
    assert (hash(OurValue(*one)) == hash(OurValue(*other))) is same_hash


def test_a_value_is_a_key_and_equals_nothing_of_another_class() -> None:
    assert {OurValue(1): "found"}[OurValue(1)] == "found"
    assert OurValue(1) != Further(1) and OurValue(1) != (1, [], "")
    assert Further(1) == Further(1) == replace(Further(2), a=1)
