"""The menu that chooses the columns of a table, and what to group it by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.gui.texts import Texts
from components.sheet import text
from components.table import Text

if TYPE_CHECKING:
    from app.gui.tableview import TableView


def column_menu(menu: QMenu, table: TableView, texts: Texts) -> None:
    """Fill the menu anew for what the table shows."""
    menu.clear()
    sheet = table.model.sheet
    if sheet is None:
        return
    group = menu.addMenu(texts.say("gui.group_by"))
    exclusive = QActionGroup(group)
    for key, words in [
        ("", texts.say("gui.no_group")),
        *((c.key, text(c.header, texts.lang)) for c in sheet.columns if isinstance(sheet.data[c.key], Text)),
    ]:
        action = group.addAction(words)
        action.setCheckable(True)
        action.setChecked(table.model.query.group == key)
        action.triggered.connect(lambda _=False, k=key: table.group_by(k))
        exclusive.addAction(action)
    filters = menu.addMenu(texts.say("gui.filter_by"))
    at = table.columns.mapToGlobal(table.columns.rect().bottomLeft())
    for column in table.model.columns:
        action = filters.addAction(text(column.header, texts.lang))
        action.setCheckable(True)
        action.setChecked(column.key in table.model.query.filters)
        # the menu has to be gone before another thing pops up
        action.triggered.connect(
            lambda _=False, c=column: QTimer.singleShot(0, table, partial(table.ask_filter, c, at))
        )
    menu.addSeparator()
    everything = menu.addAction(texts.say("gui.all_columns"))
    everything.triggered.connect(lambda: table.choose_columns([c.key for c in sheet.columns]))
    menu.addSeparator()
    shown = [c.key for c in table.model.columns]
    for column in sheet.columns:
        action = menu.addAction(text(column.header, texts.lang))
        action.setCheckable(True)
        action.setChecked(column.key in shown)
        action.triggered.connect(lambda on, k=column.key: _toggle(table, k, on))


def _toggle(table: TableView, key: str, on: bool) -> None:
    sheet = table.model.sheet
    if sheet is None:
        return
    shown = {c.key for c in table.model.columns}
    shown = shown | {key} if on else shown - {key}
    if shown:
        table.choose_columns([c.key for c in sheet.columns if c.key in shown])
