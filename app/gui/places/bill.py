"""Bill: the lists as they will be written, and the export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.display import Display
from app.gui.job import Job
from app.gui.places.place import Place
from app.gui.session import Session
from app.gui.sheetstore import load_sheets
from app.gui.tableview import TableView
from components.findings import Finding
from components.sheet import text
from components.words import LANGUAGES

FORMATS = ("csv", "xlsx", "pdf")


class BillPlace(QWidget, Place):
    """exported: the files written, and what the writers found odd."""

    exported = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: tuple[str, int, str] | None = None
        self._job: Job | None = None
        texts = session.texts
        self.formats: dict[str, QCheckBox] = {}
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 8, 14, 8)
        title = QLabel()
        title.setObjectName("heading")
        texts.bind(title, title.setText, "gui.place_bill")
        bar.addWidget(title)
        bar.addStretch(1)
        for name in FORMATS:
            box = QCheckBox(name.upper())
            box.setChecked(True)
            self.formats[name] = box
            bar.addWidget(box)
        self.language = QComboBox()
        for lang in LANGUAGES:
            self.language.addItem("", lang)
        texts.changed.connect(lambda _: self._say())
        bar.addWidget(self.language)
        self.export = QPushButton()
        self.export.setObjectName("primary")
        texts.bind(self.export, self.export.setText, "gui.export_bill")
        self.export.clicked.connect(self.ask_folder)
        bar.addWidget(self.export)
        head = QFrame()
        head.setObjectName("topbar")
        head.setLayout(bar)
        self.tabs = QTabWidget(documentMode=True)
        self.empty = QLabel(wordWrap=True)
        self.empty.setObjectName("quiet")
        self.empty.setContentsMargins(24, 24, 24, 24)
        texts.bind(self.empty, self.empty.setText, "gui.bill_empty")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (head, self.empty):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addStretch(0)
        self.tabs.hide()
        self._say()
        session.model_changed.connect(self._stale)

    def _say(self) -> None:
        for i in range(self.language.count()):
            self.language.setItemText(i, self._session.texts.say(f"gui.lists_in_{self.language.itemData(i)}"))
        self.language.setCurrentIndex(self.language.findData(self._session.texts.lang))
        self._stale()

    def _stale(self) -> None:
        self.export.setEnabled(self._session.current is not None)
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the lists where what is shown is not of this model and language."""
        here = self._session.current
        self.empty.setVisible(here is None)
        if here is None:
            self.tabs.hide()
            self._shown = None
            return
        wanted = (here.sha256, here.generation, self._session.texts.lang)
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._job is not None and not self._job.over:
            self._job.cancel()
        arguments = {
            "facts": here.folder / "facts", "model": here.model_folder, "lang": wanted[2],
            "folder": self._session.new_folder(),
        }  # fmt: skip
        self._job = self._session.start(
            "bill_sheets", arguments, self._show, "gui.job_bill", file=here.path.name
        )

    def _show(self, result: dict[str, Any]) -> None:
        at = self.tabs.currentIndex()
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not None:
                page.deleteLater()
        for sheet in load_sheets(result["sheets"]):
            table = TableView(self._session.texts, self._session.preferences.display)
            table.set_sheet(sheet)
            self.tabs.addTab(table, text(sheet.title, self._session.texts.lang))
        self.tabs.setCurrentIndex(max(0, min(at, self.tabs.count() - 1)))
        self.tabs.show()

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        for i in range(self.tabs.count()):
            table = self.tabs.widget(i)
            if isinstance(table, TableView):
                table.set_display(display)

    def find_text(self) -> bool:
        """Into the search box of the list shown."""
        table = self.tabs.currentWidget()
        if isinstance(table, TableView):
            table.search.setFocus()
        return isinstance(table, TableView)

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
        """Write the chosen formats into a folder."""
        here = self._session.current
        formats = tuple(n for n, box in self.formats.items() if box.isChecked())
        if here is None or not formats:
            self._session.notice.emit("warning", "gui.no_format", {}, "")
            return None
        arguments = {
            "facts": here.folder / "facts", "model": here.model_folder, "folder": folder,
            "lang": self.language.currentData(), "formats": formats,
        }  # fmt: skip
        return self._session.start(
            "write_bill", arguments, self._written, "gui.job_export", folder=str(folder)
        )

    def _written(self, result: dict[str, Any]) -> None:
        files: list[Path] = result["files"]
        found: tuple[Finding, ...] = result["findings"]
        self.exported.emit(files, found)
