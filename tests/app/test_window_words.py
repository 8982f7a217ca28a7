"""Every text of the window comes from the words tables, in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from window_rig import none_left, opened

from components.words import LANGUAGES, table

GUI = Path(__file__).parents[2] / "app" / "gui"
FILES = sorted(GUI.rglob("*.py"))
ROOMS = [
    *sorted(p.stem for p in (GUI.parents[1] / "components" / "words" / "zh").glob("gui*.toml")),
    "project",
]
_CODE = re.compile(r"(gui(?:_[a-z]+)?|project)\.[a-z0-9_]+")
_SHOWING = {
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setTitle", "setStatusTip", "addAction", "addMenu",
    "addTab", "setTabText", "addRow", "QLabel", "QPushButton", "QAction", "QCheckBox", "QGroupBox", "setInformativeText",
}  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]")


def _literals(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (n.lineno, n.value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(GUI).as_posix())
def test_no_widget_is_given_a_sentence_in_the_source(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in _SHOWING:
            for argument in call.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert not re.search(r"[^\W\d_]{2,}", argument.value), (
                        f"line {call.lineno}: {argument.value!r}"
                    )


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(GUI).as_posix())
def test_every_code_in_the_source_has_its_words_in_both_languages(path: Path) -> None:
    for line, value in _literals(ast.parse(path.read_text(encoding="utf-8"))):
        if _CODE.fullmatch(value) and not value.endswith("_"):
            room, _, key = value.partition(".")
            for lang in LANGUAGES:
                assert key in table(lang, room), f"line {line}: {value} has no words in {lang}"


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_hold_the_same_codes_with_the_same_arguments(room: str) -> None:
    zh, en = table("zh", room), table("en", room)
    assert set(zh) == set(en)
    for key in zh:
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key


def test_the_english_window_shows_no_chinese_but_the_way_back(window: Any) -> None:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton, QDockWidget, QLabel, QLineEdit, QTabWidget

    opened(window, "truss_gussets.ifc")
    window.texts.set_lang("en")
    data = _words_of_the_file(window)

    def chinese() -> set[str]:
        shown: list[str] = [window.windowTitle()]
        for kind in (QAbstractButton, QLabel, QAction):
            shown += [w.text() for w in window.findChildren(kind)]
        shown += [w.windowTitle() for w in window.findChildren(QDockWidget)]
        shown += [w.placeholderText() for w in window.findChildren(QLineEdit)]
        shown += [w.tabText(i) for w in window.findChildren(QTabWidget) for i in range(w.count())]
        left = {w for w in shown if _HAN.search(w)} - {window.texts.say("gui.other_language")}
        return {w for w in left if not any(d in w for d in data)}

    none_left(chinese)  # panels say it anew in the next turn of the event loop


def _words_of_the_file(window: Any) -> set[str]:
    from components.table import Text

    c = window.session.model.components
    columns = [getattr(c, n) for n in c.names()]
    return {w for column in columns if isinstance(column, Text) for w in column.vocabulary if w}


def test_the_chinese_window_says_every_action_in_chinese(window: Any) -> None:
    for action in window.actions_by_name.values():
        assert _HAN.search(action.text()), action.text()
