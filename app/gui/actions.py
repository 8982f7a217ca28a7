"""What the user can do, each with its words and its key, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.gui.texts import Texts

Key = QKeySequence.StandardKey


@dataclass(frozen=True)
class Deed:
    """One action. code: `gui.do_<name>`. menu: file, edit, view, help. key: shortcut, "" for none; key_too: another."""

    name: str
    menu: str
    key: str | QKeySequence.StandardKey = ""
    key_too: str = ""
    rule: bool = False


DEEDS = (
    Deed("open", "file", Key.Open),
    Deed("add_model", "file", "Ctrl+Shift+O"),
    Deed("save", "file", Key.Save, rule=True),
    Deed("save_as", "file", "Ctrl+Shift+S"),
    Deed("export", "file", "Ctrl+E", rule=True),
    Deed("package", "file"),
    Deed("verify", "file"),
    Deed("close", "file", Key.Close, rule=True),
    Deed("quit", "file", "Ctrl+Q"),
    Deed("undo", "edit", Key.Undo),
    Deed("redo", "edit", "Ctrl+Shift+Z", "Ctrl+Y"),
    Deed("edit", "edit", "F2"),
    Deed("find", "edit", Key.Find, rule=True),
    Deed("select_all", "edit", "Ctrl+Shift+A"),
    Deed("select_same", "edit", "Ctrl+D"),
    Deed("select_none", "edit", "Esc"),
    Deed("language", "view", "Ctrl+Shift+L"),
    Deed("theme", "view", "Ctrl+Shift+D"),
    Deed("reset_layout", "view"),
    Deed("manual", "help", "F1"),
    Deed("tour", "help"),
    Deed("shortcuts", "help", "Ctrl+/"),
    Deed("log", "help", rule=True),
    Deed("about", "help"),
)


def make(owner: QWidget, texts: Texts, calls: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions of `DEEDS` that have a call."""
    made: dict[str, QAction] = {}
    for deed in DEEDS:
        if deed.name not in calls:
            continue
        action = QAction(owner)
        if deed.key:
            action.setShortcuts([QKeySequence(key) for key in (deed.key, deed.key_too) if key])
        texts.bind(action, action.setText, f"gui.do_{deed.name}")
        if key := action.shortcut().toString(QKeySequence.SequenceFormat.NativeText):
            texts.bind(action, partial(_hint, action, key), f"gui.do_{deed.name}")
        action.triggered.connect(lambda _=False, call=calls[deed.name]: call())
        owner.addAction(action)
        made[deed.name] = action
    return made


def _hint(action: QAction, key: str, words: str) -> None:
    """Words and key, for who points at a button."""
    action.setToolTip(f"{words.rstrip('…')} ({key})")


def menus(bar: QMenuBar, texts: Texts, made: Mapping[str, QAction]) -> dict[str, QMenu]:
    """The menus of the bar, filled with the actions made."""
    found: dict[str, QMenu] = {}
    for name in ("file", "edit", "view", "help"):
        menu = found[name] = bar.addMenu("")
        texts.bind(menu, menu.setTitle, f"gui.menu_{name}")
        for deed in DEEDS:
            if deed.menu == name and deed.name in made:
                if deed.rule:
                    menu.addSeparator()
                menu.addAction(made[deed.name])
    return found
