"""What a project keeps of a rating: rule books by key or file, and the answers; plain values in, frozen values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.rating import books_of
from components.imports.answers import AnswersRefused, answers_of
from components.imports.answers_text import answered, plain_of, to_toml
from components.rates.answers import NOTHING_ANSWERED, Answers
from components.rates.book import Book
from components.reading import read_file, reason

ANSWERS_FILE = "answers.toml"
"""What the answers of a project are called beside the sheet that was made with them."""


@dataclass(frozen=True)
class Inputs:
    """books: keys of those shipped, or paths; none stands for the usual two. answers: see `answers_text`."""

    books: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


def inputs_of(kept: Mapping[str, Any]) -> Inputs:
    """From what the project keeps under `rate`."""
    answers = kept.get("answers", {})
    return Inputs(
        tuple(str(b) for b in kept.get("books", ())), answers if isinstance(answers, Mapping) else {}
    )


def kept_of(inputs: Inputs) -> dict[str, Any]:
    """What the project keeps."""
    return {"books": list(inputs.books), "answers": dict(inputs.answers)}


def given(inputs: Inputs) -> tuple[tuple[Book, ...], Answers]:
    """Books and answers as the rating takes them. BookRefused; AnswersRefused."""
    books = books_of(inputs.books)
    if not answered(inputs.answers):
        return books, NOTHING_ANSWERED
    return books, answers_of(text_of(inputs).encode("utf-8"), ANSWERS_FILE, books)


def text_of(inputs: Inputs) -> str:
    """The answers as the text of a file."""
    return to_toml(inputs.answers)


def answers_from(path: Path, inputs: Inputs) -> Inputs:
    """The inputs with the answers of a file. AnswersRefused where it cannot be used."""
    try:
        raw = read_file(path)
    except OSError as error:
        why = reason(error)
        raise AnswersRefused("rates.file_unreadable", file=path.name, line=1, path="-", reason=why) from error
    answers_of(raw, path.name, books_of(inputs.books))
    return Inputs(inputs.books, plain_of(raw))
