"""The manual: whole in both languages, its pictures made by driving the window, its keys those of the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from window_rig import wait

pytest.importorskip("PySide6")

from app.gui.manual import PAGES, folder, page
from components.words import LANGUAGES

_PICTURE, _LINK = (
    re.compile(r"!\[[^\]]*\]\(images/(\w+)\.png\)"),
    re.compile(r"(?<!!)\[[^\]]*\]\((\w+)\.md\)"),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_and_picture_of_the_manual_is_there(lang: str) -> None:
    for name in PAGES:
        words = page(name, lang)
        assert set(_LINK.findall(words)) <= set(PAGES), name
        for picture in _PICTURE.findall(words):
            assert (folder(lang) / "images" / f"{picture}.png").is_file(), (name, picture)


def test_both_languages_show_the_same_pictures_and_headings() -> None:
    for name in PAGES:
        zh, en = page(name, "zh"), page(name, "en")
        assert _PICTURE.findall(zh) == _PICTURE.findall(en), name
        assert zh.count("\n## ") == en.count("\n## "), name


def test_the_pictures_of_the_manual_stay_small() -> None:
    sizes = [p.stat().st_size for lang in LANGUAGES for p in (folder(lang) / "images").glob("*.png")]
    assert len(sizes) >= 12
    assert sum(sizes) < 3_000_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_of_keys_names_every_key_of_the_program(window: Any, lang: str) -> None:
    from PySide6.QtGui import QKeySequence

    words = page("keys", lang)
    for name, action in window.actions_by_name.items():
        if not action.shortcut().isEmpty():
            key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            assert f"| {key} |" in words, name
    for name, action in window.model_place.view.acts.items():
        key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        assert f"| {key} |" in words, name


def test_the_pictures_are_what_the_window_can_be_driven_to_show(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from manual_pictures import SIZE, take
    from PIL import Image

    made = list(islice(take(open_window("zh"), tmp_path), 4))  # the rest only visits the other places
    assert {"start", "model"} < set(made) <= {p.stem for p in (folder("zh") / "images").glob("*.png")}
    for name in made:
        with Image.open(tmp_path / f"{name}.png") as picture:
            assert picture.size == SIZE
            assert len(picture.getcolors(256) or ()) > 8  # not blank


def test_a_picture_is_never_wider_than_the_page_it_stands_on(window: Any) -> None:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtTest import QTest

    from app.gui.manual import Manual

    manual = Manual(window, window.texts, "start")
    manual.resize(700, 500)
    manual.show()
    QTest.qWait(50)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert manual.text.loadResource(kind, "images/start.png").width() <= manual.text.viewport().width()
    manual.close()


def test_a_page_laid_out_again_in_another_width_says_the_same_in_the_same_letters(window: Any) -> None:
    from PySide6.QtTest import QTest

    from app.gui.manual import Manual

    manual = Manual(window, window.texts, PAGES[0])
    manual.show()
    for name in PAGES:
        manual.go(name)
        told = manual.text.toMarkdown()
        assert told.startswith("# ")
        for width in (620, 1100, 900):
            manual.resize(width, 600)
            QTest.qWait(1)
            wait(lambda: not manual.text._again.isActive())
        assert manual.text.toMarkdown() == told, name
    manual.close()
