"""What a rule book must not contradict within itself; `book_reader` asks after every key has been read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from components.rates.book import Book, Condition
from components.rates.strict_toml import Node


def refuse_contradictions(book: Book, root: Node) -> None:
    """Raise the book's refusal at the first contradiction, with its line and key path."""
    if book.effective_from and book.effective_to and book.effective_to < book.effective_from:
        raise root.refused("book.effective_to", "book_dates_reversed")
    _no_twins(root, "source", (s.key for s in book.sources))
    _no_twins(root, "group", (g.key for g in book.groups))
    _no_twins(root, "item", (i.key for i in book.items))
    _no_twins(root, "condition", (c.key for c in book.conditions))
    _no_twins(root, "grade", (g.key for g in book.grades))
    _measures(book, root)
    _points(book, root)
    _conditions(book, root)
    _grades(book, root)


def _no_twins(root: Node, kind: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for at, key in enumerate(keys, 1):
        if key in seen:
            raise root.refused(f"{kind}[{at}].key", "book_twice", got=key)
        seen.add(key)


def _measures(book: Book, root: Node) -> None:
    """No measure scores twice, and no variant stands twice for one structure and choice."""
    seen: set[str] = set()
    for at, item in enumerate(book.items, 1):
        if item.measure in seen:
            raise root.refused(f"item[{at}].measure", "book_twice", got=item.measure)
        seen.add(item.measure)
        cases: set[tuple[str, str | None]] = set()
        for n, variant in enumerate(item.variants, 1):
            case = (variant.structure, variant.choice)
            mixed = any(s == case[0] and (c is None) != (case[1] is None) for s, c in cases)
            if case in cases or mixed:
                got = f"{variant.structure} / {variant.choice or '-'}"
                raise root.refused(f"item[{at}].variant[{n}].structure", "book_twice", got=got)
            cases.add(case)


def _points(book: Book, root: Node) -> None:
    """Every item in a known group; groups can reach their maximum
    and add up to the total; Q4 leaves something.
    """
    groups = {g.key: g for g in book.groups}
    for at, item in enumerate(book.items, 1):
        if item.group not in groups:
            raise root.refused(f"item[{at}].group", "book_unknown_key", got=item.group)
    for at, group in enumerate(book.groups, 1):
        items = sum(i.full for i in book.items if i.group == group.key)
        if items < group.max_points:
            raise root.refused(
                f"group[{at}].max_points", "book_group_unreachable", most=items, limit=group.max_points
            )
    total = sum(g.max_points for g in book.groups)
    if abs(total - book.total_points) > 1e-9:
        raise root.refused("book.total_points", "book_total_differs", total=total, said=book.total_points)
    absent = sum(i.full for i in book.items if i.absent_function)
    if absent >= book.total_points:
        raise root.refused("book.total_points", "book_all_absent", absent=absent)


def _most(book: Book, condition: Condition) -> float | None:
    """The most a condition's figure can reach; None where what it refers to is not in the book."""
    groups = {g.key: g.max_points for g in book.groups}
    items = {i.key: i.full for i in book.items}
    if condition.kind == "group_points":
        return groups.get(condition.of)
    if condition.kind == "item_points":
        return items.get(condition.of)
    if condition.kind == "item_ratio":
        return 100.0 if condition.of in items else None
    return 100.0


def _conditions(book: Book, root: Node) -> None:
    for at, condition in enumerate(book.conditions, 1):
        most = _most(book, condition)
        if most is None:
            raise root.refused(f"condition[{at}].of", "book_unknown_key", got=condition.of)
        if condition.at_least > most:
            raise root.refused(
                f"condition[{at}].at_least", "toml_out_of_range", got=condition.at_least, low=0.0, high=most
            )


def _grades(book: Book, root: Node) -> None:
    """Grades stand from low to high and do not overlap."""
    for at, grade in enumerate(book.grades, 1):
        if grade.up_to is not None and grade.up_to < grade.at_least:
            raise root.refused(f"grade[{at}].up_to", "book_grades_overlap")
    for at, (lower, upper) in enumerate(pairwise(book.grades), 2):
        if upper.at_least <= (lower.at_least if lower.up_to is None else lower.up_to):
            raise root.refused(f"grade[{at}].at_least", "book_grades_overlap")
