"""The table of the window: search, sort, filters, columns, groups, totals of the selection, copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import query as q
from app.gui.columnmenu import column_menu
from app.gui.display import Display
from app.gui.filterpopup import FilterPopup
from app.gui.rowselection import RowSelection
from app.gui.sheetmodel import GROUP_ROLE, SheetModel
from app.gui.soon import Soon
from app.gui.tablecopy import Copier
from app.gui.tableexport import export_menu
from app.gui.tablesums import sums
from app.gui.texts import Texts
from app.gui.totals import Totals
from components.sheet import Column, Sheet
from components.table import Ints

ROW_HEIGHT = 24
_SAMPLE = 200
_PAUSE_MS = 150
_MOST = 280
"""No column is wider than this at first, in pixels, unless there is room."""
_SPANNED = 2000


class TableView(QWidget):
    """A sheet with everything a user does to a table.

    selected: sheet rows, when the user selects. activated: a sheet row, double-clicked or entered.
    """

    selected = Signal(object)
    activated = Signal(int)

    def __init__(self, texts: Texts, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.model = SheetModel(texts, display, self)
        self._quiet = False
        self._later: tuple[Ints, bool] | None = None
        self._sums_soon = Soon(self, self._say_sums)
        self.copier = Copier(self)
        self.copier.told.connect(lambda code, n: self.sums.tell([texts.say(code, count=f"{n:,}")]))
        self._chosen: tuple[str, ...] | None = None
        self._sized_for = self._said_in = ""
        self._given: dict[str, int] = {}
        self._own: dict[str, int] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self.wide: dict[
            str, int
        ] = {}  # how wide a column may be at first that is read like a sentence, by its key
        self._build()
        self.model.modelReset.connect(self._span_groups)
        self.model.modelReset.connect(self._show_order)
        texts.changed.connect(self._say_again)

    def _build(self) -> None:
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setMinimumWidth(90)  # narrow docks hold a table too
        self.search.setMaximumWidth(240)
        self._texts.bind(self.search, self.search.setPlaceholderText, "gui.search_table")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._search)
        self.clear = _tool()
        self._texts.bind(self.clear, self.clear.setText, "gui.clear_filters")
        self.clear.clicked.connect(self.clear_filters)
        self.clear.hide()
        self.columns = _tool(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._texts.bind(self.columns, self.columns.setText, "gui.columns")
        self.columns.setMenu(QMenu(self.columns))
        self.columns.menu().aboutToShow.connect(lambda: column_menu(self.columns.menu(), self, self._texts))
        self.export = _tool(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._texts.bind(self.export, self.export.setText, "gui.export_table")
        self.export.setMenu(QMenu(self.export))
        self.export.menu().aboutToShow.connect(lambda: export_menu(self.export.menu(), self, self._texts))
        self.count, self.sums = QLabel(), Totals()
        self.count.setObjectName("quiet")
        self.bar = QHBoxLayout()
        for widget in (self.search, self.clear, self.count):
            self.bar.addWidget(widget)
        self.bar.setStretch(0, 1)
        self.bar.addStretch(1)
        self.bar.addWidget(self.columns)
        self.bar.addWidget(self.export)
        self.view = self._table()
        foot = QHBoxLayout()
        foot.addWidget(self.sums, 1)
        foot.setContentsMargins(8, 2, 8, 4)
        self.bar.setContentsMargins(8, 6, 8, 2)
        self.bar.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self.bar)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _table(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setTabKeyNavigation(False)  # Tab leaves the table: who has no mouse must come out of it again
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setCornerButtonEnabled(False)
        head = view.horizontalHeader()
        head.setSectionsMovable(True)
        head.setHighlightSections(False)
        # Qt's header asks of every row whether its column is selected, before it paints: it shall see no selection.
        head.setSelectionModel(QItemSelectionModel(self.model, head))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._sort)
        self.marks = RowSelection(view, self.model)
        self.marks.changed.connect(self._selection_changed)
        view.setSelectionModel(self.marks)
        view.clicked.connect(self._clicked)
        view.doubleClicked.connect(self._activated)
        enter = QAction(view)
        enter.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        enter.triggered.connect(lambda _=False: self._activated(view.currentIndex()))
        view.addAction(enter)
        copy = QAction(view)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        view.addAction(copy)
        return view

    def add_button(self, code: str, act: Callable[[], object]) -> QToolButton:
        """A button of its own in the bar. code: of its words."""
        button = _tool()
        self._texts.bind(button, button.setText, code)
        button.clicked.connect(lambda _=False: act())
        self.bar.insertWidget(self.bar.indexOf(self.columns), button)
        return button

    # What is shown.

    def set_sheet(self, sheet: Sheet | None, columns: Sequence[str] | None = None) -> None:
        """Show another sheet under the same query, as far as its columns go. columns: the ones to show, where given."""
        others = columns is not None and tuple(columns) != self._chosen
        self._chosen = tuple(columns) if columns is not None else self._chosen
        selected = self.selected_rows()
        others |= self._said_in != self._texts.lang  # a sheet may hold words of a language itself
        keep = self.model.sheet is not None and sheet is not None and len(self.model.sheet) == len(sheet)
        self._note_widths()
        self._quiet = True
        self.model.set_sheet(sheet, self._chosen)
        self._quiet = False
        if sheet is not None and (self._sized_for != sheet.name or others or not keep):
            if self._sized_for != sheet.name:
                self._own.clear()
            self._sized_for = sheet.name if len(sheet) else ""
            self._size_columns()
        if keep:
            self.select_rows(selected)
        else:
            self._later = None
        self._tell()

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        self._keeping_selection(lambda: self.model.set_display(display))

    def choose_columns(self, keys: Sequence[str]) -> None:
        """Show these columns, in order."""
        self._chosen = tuple(keys)
        self._note_widths()
        self._keeping_selection(lambda: self.model.set_sheet(self.model.sheet, self._chosen))
        self._size_columns()

    def _say_again(self, _lang: str) -> None:
        self._keeping_selection(self.model.say_again)
        self._size_columns()
        self._said_in = ""  # the words of the sheet itself may still come

    def set_query(self, query: q.Query) -> None:
        """Search, filter, sort, group anew; the selection stays where it is shown."""
        self._keeping_selection(lambda: self.model.set_query(query))
        self.clear.setVisible(bool(query.filters or query.search or query.group))

    def _keeping_selection(self, change: Callable[[], object]) -> None:
        rows = self.selected_rows()
        self._quiet = True
        change()
        self._quiet = False
        self.select_rows(rows)
        self._tell()

    def _search(self) -> None:
        self._pause.stop()
        self.set_query(replace(self.model.query, search=self.search.text()))

    def clear_filters(self) -> None:
        """Show every row again."""
        self.search.clear()
        self._pause.stop()
        self.set_query(replace(self.model.query, search="", filters={}, group="", closed=frozenset()))

    def set_filter(self, key: str, wanted: q.Words | q.Range | None) -> None:
        """Filter one column, or take its filter away."""
        filters = {k: v for k, v in self.model.query.filters.items() if k != key}
        if wanted is not None:
            filters[key] = wanted
        self.set_query(replace(self.model.query, filters=filters))

    def group_by(self, key: str) -> None:
        """Group rows by a column; "" for no groups."""
        self.set_query(replace(self.model.query, group=key, closed=frozenset()))
        self.view.scrollToTop()

    def _sort(self, section: int) -> None:
        query, key = self.model.query, self.model.columns[section].key
        self.set_query(replace(query, sort=key, down=not query.down if query.sort == key else False))

    def _show_order(self) -> None:
        """The mark of the order at its column, wherever that stands now."""
        query, keys = self.model.query, [c.key for c in self.model.columns]
        order = Qt.SortOrder.DescendingOrder if query.down else Qt.SortOrder.AscendingOrder
        section = keys.index(query.sort) if query.sort in keys else -1
        self.view.horizontalHeader().setSortIndicator(section, order)

    def _head_menu(self, at: QPoint) -> None:
        section = self.view.horizontalHeader().logicalIndexAt(at)
        if section >= 0 and self.model.sheet is not None:
            self.ask_filter(self.model.columns[section], self.view.horizontalHeader().mapToGlobal(at))

    def ask_filter(self, column: Column, at: QPoint) -> None:
        """Open what filters and sorts by a column."""
        FilterPopup(self._texts, self, column).popup(at)

    def _note_widths(self) -> None:
        """Remember the columns that the user has drawn wider or narrower."""
        for i, column in enumerate(self.model.columns):
            given, width = self._given.get(column.key), self.view.columnWidth(i)
            if given is not None and width not in (0, given):  # 0: hidden
                self._own[column.key] = width

    def _size_columns(self) -> None:
        self._said_in = self._texts.lang
        metrics = self.view.fontMetrics()
        some = self.model.shown.rows[self.model.shown.rows >= 0][:_SAMPLE].tolist()
        self._sizes.clear()
        for column in self.model.columns:
            words = {self.model.cell(r, column) for r in some}
            widest = max((metrics.horizontalAdvance(w) for w in words), default=0)
            head = metrics.horizontalAdvance(self.model.header(column)) + 26
            wanted = max(widest + 20, head, 48)
            self._sizes[column.key] = wanted, min(wanted, self._most(column))
        self._fit_columns()

    def _most(self, column: Column) -> int:
        return next((w for key, w in self.wide.items() if column.key.startswith(key)), _MOST)

    def _fit_columns(self) -> None:
        """Room that is left goes to the columns that are cut; where there is too little, sentences give way first."""
        keys = [c.key for c in self.model.columns]
        width = {k: self._own.get(k, self._sizes[k][1]) for k in keys if k in self._sizes}
        room = self.view.viewport().width() - sum(width.values()) - 2
        for key in (k for k in width if k not in self._own):
            wanted, given = self._sizes[key]
            change = min(max(room, 0), wanted - given) if room > 0 else max(room, min(_MOST - given, 0))
            width[key] += change
            room -= change
        for i, key in enumerate(keys):
            if key in width:
                self.view.setColumnWidth(i, width[key])
                self._given[key] = self.view.columnWidth(i)
        if self.view.wordWrap():
            self.view.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.isVisible():
            self._note_widths()
            self._fit_columns()

    def _span_groups(self) -> None:
        """The name of a group takes the room up to the first column that is added up."""
        self.view.clearSpans()
        if not self.model.query.group or self.view.horizontalHeader().sectionsMoved():
            return
        columns = self.model.columns
        free = next((i for i, c in enumerate(columns) if i and c.total == "sum"), len(columns))
        if free > 1:
            for row in np.flatnonzero(self.model.shown.rows < 0)[:_SPANNED].tolist():
                self.view.setSpan(row, 0, 1, free)

    # Selection and totals.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._note_widths()
        self._fit_columns()
        if self._later is not None:
            self.select_rows(*self._later)

    def selected_rows(self) -> Ints:
        """Sheet rows selected, in the order shown."""
        if self._later is not None:
            return self.model.sheet_rows(self.model.view_rows(self._later[0]))
        return self.model.sheet_rows(self.marks.rows())

    def select_rows(self, sheet_rows: Ints, scroll: bool = False) -> None:
        """Select sheet rows without telling anyone; where the table is not seen, when it is looked at."""
        if not self.isVisible():
            self._later = (np.asarray(sheet_rows, np.int64), scroll)
            return
        self._later = None
        at = self.model.view_rows(np.asarray(sheet_rows, np.int64))
        self._quiet = True
        self.marks.put(at)
        self._quiet = False
        if scroll and len(at):
            self.view.scrollTo(self.model.index(int(at[0]), 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._tell()

    def _selection_changed(self) -> None:
        if not self._quiet:
            self._tell()
            self.selected.emit(self.selected_rows())

    def _clicked(self, index: QModelIndex) -> None:
        group = self.model.data(index, GROUP_ROLE)
        if group is not None and group >= 0:
            closed = self.model.query.closed ^ {group}
            self.set_query(replace(self.model.query, closed=closed))

    def _activated(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        rows = self.model.sheet_rows([index.row()])
        if len(rows):
            self.activated.emit(int(rows[0]))

    def _tell(self) -> None:
        self._sums_soon.ask()

    def _say_sums(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            self.count.clear()
            self.sums.tell(())
            return
        shown = int((self.model.shown.rows >= 0).sum())
        self.count.setText(self._texts.say("gui.rows_shown", shown=f"{shown:,}", all=f"{len(sheet):,}"))
        parts = sums(self.model, self._texts, self.selected_rows())
        self.sums.tell(parts)
        self.sums.setToolTip("\n".join(parts))
        if (layout := self.layout()) is not None:
            layout.activate()  # the words stand whole at once

    def copy(self) -> None:
        """Copy the selected rows, or all shown, with headers."""
        rows = self.marks.rows()
        self.copier.copy(self.model, rows if len(rows) else np.arange(self.model.rowCount()))


def _tool(**settings: Any) -> QToolButton:
    """A small button of the bar."""
    button = QToolButton(**settings)
    button.setObjectName("tool")
    return button
