"""The sentences of the rates: complete in both languages, none missing, none left over."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import components
from components.rates.book import CHOICES, STATUSES, STRUCTURES, UNITS
from components.rates.book_reader import read_book, shipped_books
from components.rates.result import ConditionResult
from components.rates.summary import condition_line
from components.rates.wording import Sentence, plain, text
from components.words import table

ROOM = Path(components.__file__).parent
SOURCES = [*sorted((ROOM / "rates").glob("*.py")), ROOM / "imports" / "answers.py"]
CODE = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)


def test_zh_and_en_have_the_same_sentences_with_the_same_arguments() -> None:
    zh, en = table("zh", "rates"), table("en", "rates")
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{(\w+)", zh[key])) == set(re.findall(r"{(\w+)", en[key])), key


def test_every_code_written_in_the_program_has_its_sentence() -> None:
    written = re.findall(r'"rates\.(\w+)"', CODE)
    assert len(written) > 50
    assert not set(written) - table("zh", "rates").keys()


def test_every_reason_of_a_refusal_has_its_sentence() -> None:
    reasons = re.findall(r'refused\(\s*(?:f?"[^"]*"|key),\s*"(\w+)"', CODE)
    assert len(reasons) > 20
    assert not set(reasons) - table("zh", "rates").keys()


def test_every_word_of_a_rule_book_or_answer_has_its_sentence() -> None:
    words = table("zh", "rates").keys()
    wanted = {f"status_{s}" for s in STATUSES} | {f"structure_{s}" for s in STRUCTURES}
    wanted |= {f"choice_{c}" for c in CHOICES} | {f"unit_{'percent' if u == '%' else u}" for u in UNITS}
    assert not wanted - words


def test_no_sentence_is_left_that_nothing_says() -> None:
    stems = [s for s in re.findall(r'f"rates\.(\w+?)\{', CODE) if s]
    stems += ["ask_", "status_", "choice_", "structure_"]
    for key in table("zh", "rates"):
        said = f"rates.{key}" in CODE or f'"{key}"' in CODE or any(key.startswith(s) for s in stems)
        assert said, key


def test_a_sentence_within_a_sentence_is_never_cut_and_a_name_of_a_file_still_is() -> None:
    changes = tuple(
        Sentence(
            "rates.change_ratio",
            {"item": f"item {i} of a book with long names " * 2, "before": 0.0, "after": 70.0},
        )
        for i in range(12)
    )
    said = text(Sentence("rates.reach_together", {"goal": "A", "changes": changes, "after": "91"}), "en")
    assert "…" not in said
    assert all(f"item {i} of a book" in said for i in range(12))
    assert "…" in text(Sentence("rates.reach_met", {"goal": "a name that never ends " * 40}), "en")


def test_a_figure_wears_no_noughts_that_nobody_computed() -> None:
    assert [plain(x) for x in (24.0, 13.8, 0.125, 0.0, -0.0, 100.0)] == [
        "24",
        "13.8",
        "0.12",
        "0",
        "0",
        "100",
    ]


def test_a_minimum_that_is_met_by_nothing_is_met_exactly() -> None:
    condition = ConditionResult("decor", "recognition", "item_points", "decor", "met", 6.0, 0.0, 0.0, "3.0.3")
    book = read_book(next(p for p in shipped_books() if "51129" in p.stem))
    assert "恰好达到" in text(condition_line(book, condition), "zh")
    assert "超出 0.5 分" in text(condition_line(book, replace(condition, margin_low=0.5)), "zh")
