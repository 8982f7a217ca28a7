"""What a table shows, as a file: the rows that pass its filters, in its order, with its columns and groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.gui.query import words_of
from app.gui.sheetmodel import SheetModel
from app.gui.texts import Texts
from components.sheet import Data, Sheet, Sketches, Words
from components.table import Text
from components.words import LANGUAGES, say

if TYPE_CHECKING:
    from app.gui.tableview import TableView

KINDS = ("xlsx", "csv")


@runtime_checkable
class ViewWriter(Protocol):
    """The window around a table: it has the processes that write."""

    def write_view(self, sheet: Sheet, path: Path) -> object:
        """Write a list to a workbook or CSV, by the ending of its name."""


def viewed(model: SheetModel) -> Sheet | None:
    """The view of a table as a list of its own; None where there is no table.

    Groups that are closed are whole in it. Figures keep the units of the list, not those of the screen.
    """
    sheet, query = model.sheet, model.query
    if sheet is None:
        return None
    members = model.shown.members
    rows = np.concatenate(members) if members else model.shown.rows
    grouped = query.group if members else ""
    data: dict[str, Data] = {}
    by_key = {c.key: c for c in sheet.columns}
    for key in dict.fromkeys([*(c.key for c in model.columns), *([grouped] if grouped else [])]):
        column = sheet.data[key]
        if isinstance(column, Text):
            # Words with a prefix are said by the writer; bare codes of sentences are said here.
            plain = key in by_key and not by_key[key].words
            data[key] = (words_of(by_key[key], column, model.lang) if plain else column).take(rows)
        elif isinstance(column, Sketches):
            data[key] = Sketches(column.codes[rows], column.shapes)
        else:
            data[key] = np.asarray(column)[rows]
    part: Words = {
        lang: say("gui.view_of_rows", lang, {"shown": f"{len(rows):,}", "all": f"{len(sheet):,}"})
        for lang in LANGUAGES
    }
    notes = () if len(rows) == len(sheet) else (part,)
    return Sheet(sheet.name, sheet.title, model.columns, data, grouped, (*notes, *sheet.notes))


def writer_of(widget: QWidget | None) -> ViewWriter | None:
    """The window that a table stands in, through floating docks too."""
    while widget is not None:
        if isinstance(widget, ViewWriter):
            return widget
        widget = widget.parentWidget()
    return None


def export_menu(menu: QMenu, table: TableView, texts: Texts) -> None:
    """Fill the menu: copy, and each kind of file."""
    menu.clear()
    there = table.model.sheet is not None and table.model.rowCount() > 0
    copy = menu.addAction(texts.say("gui.copy_rows"))
    copy.triggered.connect(lambda _=False: table.copy())
    copy.setEnabled(there)
    menu.addSeparator()
    for kind in KINDS:
        action = menu.addAction(texts.say(f"gui.export_view_{kind}"))
        action.triggered.connect(lambda _=False, k=kind: ask(table, texts, k))
        action.setEnabled(there and writer_of(table) is not None)


def ask(table: TableView, texts: Texts, kind: str) -> None:
    """Ask for the file, then have it written."""
    sheet = viewed(table.model)
    if sheet is None:
        return
    dialog = QFileDialog(
        table, texts.say("gui.export_view"), f"{sheet.name}.{kind}", f"{kind.upper()} (*.{kind})"
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind)
    dialog.fileSelected.connect(lambda name: write(table, Path(name)))
    dialog.open()


def write(table: TableView, path: Path) -> None:
    """Have the view written as it is now."""
    sheet, writer = viewed(table.model), writer_of(table)
    if sheet is not None and writer is not None:
        writer.write_view(sheet, path)
