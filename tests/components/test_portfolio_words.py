"""Every sentence of the portfolio exists in both languages with the same arguments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.rates.projects import CHOICES, FIELDS
from components.words import LANGUAGES, table

ROOT = Path(__file__).parents[2]
FILES = [
    p for folder in ("app", "components") for p in sorted((ROOT / folder).rglob("*.py"))
    if "portfolio" in p.as_posix() or p.stem in ("projects", "keypoints")
]  # fmt: skip
_CODE = re.compile(r'"((?:gui_)?portfolio)\.([a-z0-9_A-Z]+)"')


@pytest.mark.parametrize("room", ["portfolio", "gui_portfolio"])
def test_both_languages_hold_the_same_codes_with_the_same_arguments(room: str) -> None:
    zh, en = table("zh", room), table("en", room)
    assert set(zh) == set(en)
    for key in zh:
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_code_in_the_source_has_its_words(path: Path) -> None:
    for room, key in _CODE.findall(path.read_text(encoding="utf-8")):
        named_file = key in ("pdf", "xlsx", "json", "db")
        assert named_file or key.endswith("_") or key in table("en", room), key


def test_every_field_and_choice_has_a_name() -> None:
    for lang in LANGUAGES:
        words = table(lang, "portfolio")
        for field in FIELDS:
            assert f"col_{field}" in words and (field in CHOICES or f"takes_{field}" in words)
        for field, choices in CHOICES.items():
            assert all(f"{field}_{choice}" in words for choice in choices)
