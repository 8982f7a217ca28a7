"""The answers of a verification as data: a state, one plain sentence, and what stands behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.rating import Rated
from components.audit import integrity as whole
from components.audit import trust as t
from components.audit.figures import FigureDiffers
from components.audit.integrity import Integrity
from components.audit.keys import name_of
from components.audit.reviews import BROKEN, Review
from components.audit.sums import SUMS
from components.audit.trust import Trust
from components.rates.scoring import item_name
from components.rates.summary import condition_name
from components.rates.wording import Name, Sentence
from components.words import LANGUAGES, table

UNALTERED, CONSISTENT, ALTERED = "unaltered", "consistent", "altered"
_STRUCTURE = ("books", "items", "groups", "conditions", "rates", "measures", "storeys", "lines")
"""Names in the path of a figure that only hold others."""


@dataclass(frozen=True)
class Answer:
    """state: a word for programs. good: True, False, or None where the question stays open. headline: the answer in a
    few words. lines: what stands behind it, the most important first."""

    state: str
    good: bool | None
    headline: Sentence
    lines: tuple[Sentence, ...]


QUESTIONS = ("integrity", "signer", "recomputed")
"""What the three answers answer, in their order; `audit.question_<name>`."""


def integrity_answer(found: Integrity, read: Sequence[Review], count: int) -> Answer:
    """Was anything changed since it was packed?"""
    files = found.files
    lines = [Sentence("audit.sums_altered", {"name": SUMS})] if files.sums_altered else []
    for code, names in (("altered", files.altered), ("missing", files.missing), ("extra", files.extra)):
        lines += [Sentence(f"audit.file_{code}", {"name": n}) for n in names]
    lines += found.contradictions
    lines += [Sentence("audit.file_altered", {"name": n}) for r in read if r.state == BROKEN for n in r.files]
    if lines or not found.whole:
        return Answer(ALTERED, False, Sentence("audit.altered"), tuple(lines))
    if found.signature == whole.UNSIGNED:
        return Answer(
            CONSISTENT,
            None,
            Sentence("audit.consistent"),
            (Sentence("audit.consistent_how", {"count": count}),),
        )
    return Answer(
        UNALTERED, True, Sentence("audit.unaltered"), (Sentence("audit.unaltered_how", {"count": count}),)
    )


def signer_answer(found: Integrity, judged: Trust | None) -> Answer:
    """Who signed, and does the reader trust the certificate?"""
    signed = found.signed
    if found.signature in (whole.UNSIGNED, whole.REMOVED, whole.BROKEN) or signed is None or judged is None:
        code = found.signature
        how = Sentence(f"audit.signer_{code}_how")
        none = None if code == whole.UNSIGNED else False
        return Answer(code, none, Sentence(f"audit.signer_{code}"), (how,))
    who = {"name": name_of(signed.certificate), "date": when(signed.at)}
    if found.signature == whole.OTHER:
        return Answer(
            "broken", False, Sentence("audit.signer_other"), (Sentence("audit.signer_other_how", who),)
        )
    trusted = {t.TRUSTED: True, t.INVALID: False}.get(judged.state)
    unasked = judged.state == t.UNKNOWN and not judged.given
    behind = "audit.signer_unasked_how" if unasked else f"audit.signer_{judged.state}_how"
    lines = [Sentence(behind, who)]
    if judged.expired_on is not None and judged.state != t.TRUSTED:
        then = {True: "yes", False: "no", None: "unknown"}[judged.valid_then]
        lines.append(Sentence(f"audit.expired_then_{then}", {"end": day(judged.expired_on)}))
    lines.append(Sentence("audit.own_time", who))
    return Answer(judged.state, trusted, Sentence(f"audit.signer_{judged.state}", who), tuple(lines))


def when(at: dt.datetime | None) -> str:
    """A moment as it is told: UTC, to the minute."""
    return "?" if at is None else f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def day(at: dt.datetime) -> str:
    """A day as it is told."""
    return f"{at:%Y-%m-%d}"


def review_line(r: Review) -> Sentence:
    """One review as a sentence."""
    who = r.registered.name if r.registered else r.name
    args = {
        "number": r.number, "name": who, "date": when(r.at), "remarks": r.remarks or "-",
        "organisation": r.registered.organisation if r.registered else "",
        "field": r.registered.field if r.registered else "",
    }  # fmt: skip
    if r.state != "whole":
        return Sentence(f"audit.review_{r.state}", args)
    standing = r.trust.state if r.trust is not None and r.registered is not None else t.UNKNOWN
    return Sentence(
        "audit.review_line",
        args
        | {
            "verdict": Sentence(f"audit.review_{r.verdict}", args),
            "standing": Sentence(f"audit.reviewer_{standing}", args),
        },
    )


def figure_line(d: FigureDiffers, rated: Rated) -> Sentence:
    """One figure that differs, by the names that people use."""
    return Sentence(
        "audit.figure_differs", {"where": _where(d.path, rated), "was": _value(d.was), "now": _value(d.now)}
    )


def _value(value: Any) -> Sentence | str:
    """A value of a figure: yes, no and states in words, all else as text."""
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    known = isinstance(word, str) and f"value_{word}" in table(LANGUAGES[0], "audit")
    return Sentence(f"audit.value_{word}") if known else shown(value)


def _names(rated: Rated) -> dict[tuple[str, str], Sentence | Name]:
    """What people call the items, groups, minima, books and lines of a rating, by what holds them and by key."""
    names: dict[tuple[str, str], Sentence | Name] = {}
    for r in rated.results:
        names["books", r.book.key] = r.book.name
        names |= {("items", i.item.key): item_name(i.item) for i in r.items}
        names |= {("groups", g.key): g.name for g in r.book.groups}
        names |= {
            ("conditions", c.key): condition_name(r.book, c.kind, c.of)
            for c in r.conditions
            if c.kind != "unit"
        }
    names |= {
        ("measures", key[6:]): Sentence(f"rating.{key}")
        for key in table(LANGUAGES[0], "rating")
        if key.startswith("ratio_")
    }
    return names | {("lines", f"{m.role} {m.percent:g}"): m.title for g in rated.gauges for m in g.marks}


def _where(path: tuple[str, ...], rated: Rated) -> Sentence:
    names = _names(rated)
    parts: list[Any] = []
    for holder, name in zip(("", *path), path, strict=False):
        if name in _STRUCTURE:
            continue
        if (holder, name) in names:
            parts.append(names[holder, name])
        else:
            parts.append(
                Sentence(f"audit.field_{name}") if f"field_{name}" in table(LANGUAGES[0], "audit") else name
            )
    joined = parts[0] if parts else "-"
    for part in parts[1:]:
        joined = Sentence("audit.of", {"outer": joined, "inner": part})
    return joined if isinstance(joined, Sentence) else Sentence("audit.only", {"one": joined})


def shown(value: Any) -> str:
    """A value as text: figures to 12 digits, what is missing as a dash."""
    if value is None or value == "":
        return "—"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(v) for v in value) or "—"
    return str(value)
