"""Bill: marks and assemblies, lists with totals of the selection, bases, and the files of an issue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bill_plan import BASE, SHIPPED
from app.bill_view import BillView
from app.bills import FORMATS
from app.gui.display import Display
from app.gui.job import Job
from app.gui.loaded import Loaded
from app.gui.panels.findings import FindingsPanel
from app.gui.places.bill.bases import BasesPage
from app.gui.places.bill.found import RESULT
from app.gui.places.bill.marktree import MarkTreePanel
from app.gui.places.bill.settings import SettingsDialog
from app.gui.places.place import Place
from app.gui.session import Session
from app.gui.sheetstore import load_sheets
from app.gui.tableview import TableView
from app.gui.totals import Totals
from components.findings import Finding
from components.model import STEEL
from components.sheet import AREA, LENGTH, MASS, Column, Sheet, text
from components.table import Ints, load
from components.words import LANGUAGES

_LEFT = 372
_SUMS = (("bom.length", LENGTH), ("bom.paint_area", AREA), ("bom.order_mass", MASS), ("bom.settlement_mass", MASS),
         ("bom.net_mass", MASS))  # fmt: skip


_METRIC = {LENGTH: ("m", 2), AREA: ("m²", 2), MASS: ("kg", 2)}


class BillPlace(QWidget, Place):
    """exported: the files written, and what the writers found odd."""

    exported = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[Any, ...] | None = None
        self._job: Job | None = None
        self.sheets: tuple[Sheet, ...] = ()
        self.tables: dict[str, TableView] = {}
        self.lists = QListWidget()
        self.lists.currentRowChanged.connect(self._show_list)
        self.tree, self.bases = MarkTreePanel(session), BasesPage(session)
        self.bases.settings.connect(self.ask_settings)
        self.bases.example.connect(self.take_example)
        self._findings = FindingsPanel(session.texts, session.preferences.display)
        self._findings.chosen.connect(lambda ids: session.select_steps(ids, self._findings))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.bases)
        self.stack.addWidget(self._findings)
        self.sums = Totals()
        self.sums.setContentsMargins(12, 4, 12, 5)
        self.empty = QLabel(wordWrap=True)
        self.empty.setObjectName("quiet")
        self.empty.setContentsMargins(24, 24, 24, 24)
        session.texts.bind(self.empty, self.empty.setText, "gui.bill_empty")
        self.body = self._arranged()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._head(), self.empty):
            layout.addWidget(widget)
        layout.addWidget(self.body, 1)
        layout.addStretch(0)
        self.body.hide()
        self._say()
        session.texts.changed.connect(lambda _: self._tell_sums())
        session.texts.changed.connect(lambda _: self._say())
        session.model_changed.connect(self._stale)
        session.project_changed.connect(self._stale)
        session.selection_changed.connect(self._selected)

    def _head(self) -> QFrame:
        """Title, settings, formats, language, export."""
        texts = self._session.texts
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 8)
        title, self.issue = QLabel(), QLabel()
        title.setObjectName("heading")
        self.issue.setObjectName("quiet")
        texts.bind(title, title.setText, "gui.place_bill")
        bar.addWidget(title)
        bar.addSpacing(12)
        bar.addWidget(self.issue, 1)
        self.settings = QPushButton()
        texts.bind(self.settings, self.settings.setText, "bill.settings_button")
        self.settings.clicked.connect(lambda _=False: self.ask_settings())
        bar.addWidget(self.settings)
        bar.addSpacing(10)
        self.formats: dict[str, QCheckBox] = {}
        for name in FORMATS:
            self.formats[name] = QCheckBox(name.upper())
            self.formats[name].setChecked(True)
            bar.addWidget(self.formats[name])
        self.language = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        for lang in LANGUAGES:
            self.language.addItem("", lang)
        bar.addWidget(self.language)
        self.export = QPushButton()
        self.export.setObjectName("primary")
        texts.bind(self.export, self.export.setText, "gui.export_bill")
        self.export.clicked.connect(self.ask_folder)
        bar.addWidget(self.export)
        head = QFrame()
        head.setObjectName("topbar")
        head.setLayout(bar)
        return head

    def _arranged(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.lists)
        left.addWidget(self.tree)
        left.setStretchFactor(1, 1)
        left.setSizes([352, 348])
        whole = QSplitter()
        whole.addWidget(left)
        whole.addWidget(self.stack)
        whole.setStretchFactor(1, 1)
        whole.setSizes([_LEFT, 900])
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(whole, 1)
        layout.addWidget(self.sums)
        return box

    def _say(self) -> None:
        for i in range(self.language.count()):
            self.language.setItemText(i, self._session.texts.say(f"gui.lists_in_{self.language.itemData(i)}"))
        self.language.setCurrentIndex(self.language.findData(self._session.texts.lang))
        self._tell_sums()
        self._stale()

    # What is shown.

    def _stale(self) -> None:
        self.export.setEnabled(self._session.current is not None)
        self._tell_issue()
        # With bases, colours and the inspector wait for the bill too.
        if self.isVisible() or "bases" in self._session.project.bill:
            self.refresh()

    def _tell_issue(self) -> None:
        block = self._session.project.block
        said = (block.get(k, "") for k in ("project", "number", "revision", "date", "issued_to"))
        self.issue.setText("  ·  ".join(w for w in said if w))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def _wanted(self) -> tuple[Any, ...] | None:
        """What the bill depends on: model, language, and what the project keeps for it."""
        here, project = self._session.current, self._session.project
        if here is None:
            return None
        hand = tuple(d for d in project.decisions if d.field == BASE and d.model in here.starts)
        return here.key, self._session.texts.lang, project.bill, project.block, hand

    def refresh(self) -> None:
        """Ask for the bill where what is shown is another one."""
        here, wanted = self._session.current, self._wanted()
        self.empty.setVisible(here is None)
        if here is None or wanted is None:
            self.body.hide()
            self._shown = None
            return
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._job is not None and not self._job.over:
            self._job.cancel()
        arguments = {
            "facts": here.folder / "facts", "model": here.model_folder, "project": self._session.project,
            "lang": wanted[1], "folder": self._session.new_folder(),
        }  # fmt: skip
        self._job = self._session.start(
            "bill_view", arguments, lambda r: self._found(wanted, r), "gui.job_bill", file=here.name
        )

    def _found(self, wanted: tuple[Any, ...], result: dict[str, Any]) -> None:
        here = self._session.current
        if here is None or wanted != self._wanted():
            return
        view = load(BillView, result["view"])
        self._session.results.put(RESULT, here, view)
        self.sheets = load_sheets(result["sheets"])
        at = self.lists.currentRow()
        self.body.show()
        self.tree.set_tree(view.tree)
        self.bases.show_view(view)
        self._fill_lists(here, view)
        self.lists.setCurrentRow(at if 0 <= at < self.lists.count() else 1)
        self._selected(None)

    def _fill_lists(self, here: Loaded, view: BillView) -> None:
        lang = self._session.texts.lang
        self.lists.blockSignals(True)
        self.lists.clear()
        item = QListWidgetItem(self._session.texts.say("bill.bases"))
        item.setData(Qt.ItemDataRole.UserRole, "")
        self.lists.addItem(item)
        self._findings.set_findings((*here.model.findings, *view.findings))
        for sheet in self.sheets:
            if sheet.name == "bases":  # the page of the bases says it all
                continue
            item = QListWidgetItem(f"{text(sheet.title, lang)}  ({len(sheet):,})")
            item.setData(Qt.ItemDataRole.UserRole, sheet.name)
            self.lists.addItem(item)
            if sheet.name in self.tables:
                self.tables[sheet.name].set_sheet(sheet)
        self.lists.blockSignals(False)

    @property
    def table(self) -> TableView | None:
        """The list that is shown; the pieces beneath the bases where these are."""
        page = self.stack.currentWidget()
        if isinstance(page, (FindingsPanel, TableView)):
            return page if isinstance(page, TableView) else page.table
        return self.bases.pieces

    def show_list(self, name: str) -> None:
        """Show a list by its name, "" for the bases."""
        for i in range(self.lists.count()):
            if self.lists.item(i).data(Qt.ItemDataRole.UserRole) == name:
                self.lists.setCurrentRow(i)

    def _show_list(self, row: int) -> None:
        item = self.lists.item(row)
        name = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        if name in ("", "findings"):
            self.stack.setCurrentWidget(self._findings if name else self.bases)
            return
        if name not in self.tables:
            table = TableView(self._session.texts, self._session.preferences.display)
            table.selected.connect(lambda rows, n=name: self._chosen(n, rows))
            self.tables[name] = table
            self.stack.addWidget(table)
            table.set_sheet(next(s for s in self.sheets if s.name == name))
        self.stack.setCurrentWidget(self.tables[name])
        self._mark(name)

    # Selection, both ways.

    def _chosen(self, name: str, rows: Ints) -> None:
        sheet = next((s for s in self.sheets if s.name == name), None)
        if sheet is not None and sheet.line_of is not None:
            self._session.select(np.flatnonzero(np.isin(sheet.line_of, rows)), self.tables[name])

    def _mark(self, name: str) -> None:
        """Select the rows of a list that hold something selected."""
        sheet = next((s for s in self.sheets if s.name == name), None)
        rows = self._session.selection
        if sheet is None or sheet.line_of is None or (len(rows) and int(rows[-1]) >= len(sheet.line_of)):
            return
        lines = np.unique(sheet.line_of[rows])
        self.tables[name].select_rows(lines[lines >= 0], scroll=True)

    def _selected(self, by: object) -> None:
        item = self.lists.currentItem()
        name = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
        if name in self.tables and by is not self.tables[name]:
            self._mark(name)
        self._tell_sums()

    def _tell_sums(self) -> None:
        """Totals of the steel parts that are selected; of all where none are."""
        model = self._session.model
        if model is None:
            self.sums.tell(())
            return
        c, say = model.components, self._session.texts.say
        steel = c.category.isin(STEEL)
        rows = self._session.selection
        code = "bill.sums_selected" if len(rows) else "bill.sums_all"
        rows = rows[steel[rows]] if len(rows) else np.flatnonzero(steel)
        columns = (
            c.length_mm * c.pieces,
            c.paint_area_mm2,
            c.order_mass_kg,
            c.settlement_mass_kg,
            c.net_mass_kg,
        )
        display = self._session.preferences.display
        parts = [say(code, count=f"{int(c.pieces[rows].sum()):,}")]
        for (header, kind), column in zip(_SUMS, columns, strict=True):
            known = column[rows][np.isfinite(column[rows])]
            lost = len(rows) - len(known)
            symbol, divisor, decimals = display.unit(Column("", header, kind, *_METRIC[kind]))
            figure = f"{float(known.sum()) / divisor:,.{decimals}f} {symbol}"
            words = f"{say(header)} {figure if len(known) or not len(rows) else '–'}"
            parts.append(words + (say("bill.without", count=f"{lost:,}") if lost and len(known) else ""))
        self.sums.tell(parts)

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        for table in (*self.tables.values(), self.bases.pieces, self._findings.table):
            table.set_display(display)
        self._tell_sums()

    def find_text(self) -> bool:
        """Into the search box of the list shown."""
        if self.table is not None:
            self.table.search.setFocus()
        return self.table is not None

    # What the project keeps.

    def ask_settings(self, page: str = "title") -> SettingsDialog:
        """Title block, revisions, marks, template, bases."""
        dialog = SettingsDialog(self, self._session, page)
        dialog.open()
        return dialog

    def take_example(self) -> None:
        """Take the bases that are shipped as an example."""
        project = self._session.project
        held = {"file": "bases.toml", "text": SHIPPED["bases"]().decode("utf-8")}
        after = replace(project, bill={**project.bill, "bases": held})
        self._session.edit(after, self._session.texts.say("bill.example_bases"))

    # Files.

    def ask_export(self) -> bool:
        """Choose where the files go, where there is a model."""
        self.ask_folder()
        return self._session.current is not None

    def ask_folder(self) -> None:
        """Choose where the files go."""
        here = self._session.current
        if here is None:
            return
        dialog = QFileDialog(self, self._session.texts.say("gui.export_to"), str(here.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, folder: Path) -> Job | None:
        """Write the chosen formats into a folder: the whole, and one per base."""
        here = self._session.current
        formats = tuple(n for n, box in self.formats.items() if box.isChecked())
        if here is None or not formats:
            self._session.notice.emit("warning", "gui.no_format", {}, "")
            return None
        arguments = {
            "facts": here.folder / "facts", "model": here.model_folder, "project": self._session.project,
            "folder": folder, "lang": self.language.currentData(), "formats": formats,
        }  # fmt: skip
        return self._session.start(
            "write_bill", arguments, self._written, "gui.job_export", folder=str(folder)
        )

    def _written(self, result: dict[str, Any]) -> None:
        files: list[Path] = result["files"]
        found: tuple[Finding, ...] = result["findings"]
        self.exported.emit(files, found)
