"""The sentences of packages and their verification: complete in both languages, none missing, none left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app
import components
from components.words import table

ROOMS = Path(components.__file__).parent, Path(app.__file__).parent
SOURCES = [*sorted(ROOMS[0].glob("audit/*.py")), *sorted(ROOMS[1].rglob("*.py"))]
CODE = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
STEMS = ("file_", "signer_", "expired_then_", "review_", "reviewer_", "question_", "field_", "value_")


@pytest.mark.parametrize("room", ["audit", "gui_audit"])
def test_both_languages_hold_the_same_sentences_with_the_same_arguments(room: str) -> None:
    zh, en = table("zh", room), table("en", room)
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key


def test_every_code_in_the_program_has_its_sentence() -> None:
    written = set(re.findall(r'"audit\.(\w+)"', CODE))
    assert len(written) > 40
    assert not written - table("zh", "audit").keys()

    assert not set(re.findall(r'"gui_audit\.(\w+)"', CODE)) - table("zh", "gui_audit").keys()


def test_every_state_of_an_answer_has_its_sentence() -> None:
    words = table("zh", "audit").keys()
    for state in ("trusted", "unknown", "expired", "invalid", "unsigned", "removed", "broken", "other"):
        assert {f"signer_{state}", f"signer_{state}_how"} <= words
    assert {f"reviewer_{s}" for s in ("trusted", "unknown", "expired", "invalid")} <= words
    assert {f"review_{s}" for s in ("line", "broken", "other", "incomplete", "accepted", "returned")} <= words


def test_no_sentence_is_left_that_nothing_says() -> None:
    for key in table("zh", "audit"):
        assert f'"audit.{key}"' in CODE or key.startswith(STEMS), key
    for key in table("zh", "gui_audit"):
        assert f'"gui_audit.{key}"' in CODE or key.startswith(("as_", "in_")), key
