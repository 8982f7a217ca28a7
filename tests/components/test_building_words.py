"""The words of buildings and ratings: complete in both languages, every code of the program among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import components
from components.building import ROLES
from components.words import table

ROOT = Path(components.__file__).parents[1]
FILES = [
    *(ROOT / "components" / "takeoff").rglob("*.py"),
    *(ROOT / "components" / "rates").glob("*.py"),
    *(ROOT / "app").glob("rating*.py"),
]
CODE = "\n".join(p.read_text(encoding="utf-8") for p in FILES)


@pytest.mark.parametrize("room", ["building", "rating"])
def test_both_languages_have_the_same_sentences_with_the_same_arguments(room: str) -> None:
    zh, en = table("zh", room), table("en", room)
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{(\w+)", zh[key])) == set(re.findall(r"{(\w+)", en[key])), key


@pytest.mark.parametrize("room", ["building", "rating"])
def test_every_code_written_in_the_program_has_its_sentence(room: str) -> None:
    written = set(re.findall(rf'"{room}\.(\w+)"', CODE)) - {
        "role_", "made_", "tri_", "how_", "plan_", "by_", "wall_",
    }  # fmt: skip
    assert len(written) > 20
    assert not written - table("zh", room).keys()


def test_every_role_has_a_name() -> None:
    assert {f"role_{role}" for role in ROLES} <= table("zh", "rating").keys()


def test_every_colour_of_a_plan_has_a_name() -> None:
    from components.rates.storey_plans import INKS

    assert {f"plan_{ink}" for ink in INKS} <= table("zh", "rating").keys()


@pytest.mark.parametrize("room", ["building", "rating"])
def test_no_sentence_is_left_that_nothing_says(room: str) -> None:
    stems = ("role_", "made_", "tri_", "how_", "plan_", "ratio_", "figure_", "formula_", "field_", "wall_")
    for key in table("zh", room):
        assert f'"{room}.{key}"' in CODE or f'"{key}"' in CODE or key.startswith(stems), key
