"""The portfolio that is open: asks the worker for everything and announces what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.gui.job import Job
from app.gui.session import Session
from app.gui.sheetstore import load_sheets
from components.rates.keypoints import KeyPoints, targets
from components.rates.projects import Project, Projects, project_at
from components.sheet import Sheet
from components.table import Ints

_SETTLE_MS = 700
"""After another program wrote the file, so long without a further write before it is read again."""


@dataclass(frozen=True, eq=False)
class PortfolioView:
    """What the place shows. seals: per row, what a change must name."""

    path: Path
    sheet: Sheet
    projects: Projects
    seals: tuple[str, ...]
    points: KeyPoints


class Keeper(QObject):
    """changed: another view, or none. imported: what an import did.

    packaged: the project of a package. written: files and what the writers found odd.
    """

    changed = Signal()
    imported = Signal(object)
    written = Signal(object, object)
    packaged = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.path: Path | None = None
        self.view: PortfolioView | None = None
        self.target = targets().prefabricated
        self._loading: Job | None = None
        self._watch = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        self._read_at = (0, 0)
        self._watch.fileChanged.connect(lambda _: self._settle.start())
        session.texts.changed.connect(lambda _: self.reload())

    def open(self, path: Path) -> None:
        """Show a portfolio; what was shown stays until it has been read."""
        self._load(path)

    def create(self, path: Path) -> None:
        """Make an empty one and show it."""
        self._start("portfolio_create", {"path": path}, lambda _: self._load(path), path)

    def reload(self) -> None:
        """Read the file again: it, the target or the language changed."""
        if self.path is not None:
            self._load(self.path)

    def set_target(self, percent: float) -> None:
        """Another line."""
        if percent != self.target:
            self.target = percent
            self.reload()

    def add(self, project: Project) -> Job | None:
        """One more project."""
        return self._change("portfolio_add", {"project": project})

    def replace(self, row: int, project: Project) -> Job | None:
        """Another record in place of the one of a row."""
        if self.view is None:
            return None
        ident = int(self.view.projects.id[row])
        return self._change(
            "portfolio_change", {"ident": ident, "before": self.view.seals[row], "project": project}
        )

    def remove(self, rows: Ints) -> Job | None:
        """Some projects fewer."""
        if self.view is None or not len(rows):
            return None
        which = tuple((int(self.view.projects.id[r]), self.view.seals[r]) for r in rows.tolist())
        return self._change("portfolio_remove", {"which": which})

    def project(self, row: int) -> Project | None:
        """The record of a row."""
        return project_at(self.view.projects, row) if self.view is not None else None

    def take_table(self, table: Path) -> Job | None:
        """Import a table."""
        return self._change("portfolio_import", {"table": table})

    def read_package(self, package: Path) -> Job:
        """The project of an audit package, to be looked at before it is added."""
        return self._start("portfolio_package", {"package": package}, self._packaged, package)

    def _packaged(self, result: dict[str, Any]) -> None:
        for finding in result["findings"]:
            self._session.notice.emit(finding.severity, finding.code, dict(finding.args), "")
        self.packaged.emit(result["project"])

    def write_template(self, file: Path) -> None:
        """An empty table to fill in."""
        arguments = {"file": file, "lang": self._session.texts.lang}
        self._start("portfolio_template", arguments, self._wrote, file)

    def export(self, file: Path) -> None:
        """The list of projects as a file."""
        if self.path is not None:
            arguments = {"path": self.path, "file": file, "lang": self._session.texts.lang}
            self._start("portfolio_export", arguments, self._wrote, file)

    def report(self, folder: Path, lang: str, formats: tuple[str, ...]) -> None:
        """The report into a folder."""
        if self.path is not None:
            arguments = {
                "path": self.path, "target": self.target, "folder": folder, "lang": lang, "formats": formats,
            }  # fmt: skip
            self._start("portfolio_report", arguments, self._wrote, folder)

    def _wrote(self, result: dict[str, Any]) -> None:
        self.written.emit(result["files"], result["findings"])

    def _change(self, name: str, arguments: dict[str, Any]) -> Job | None:
        if self.path is None:
            return None
        return self._start(name, {"path": self.path, **arguments}, self._done, self.path)

    def _done(self, result: dict[str, Any]) -> None:
        for finding in result.get("findings", ()):
            self._session.notice.emit(finding.severity, finding.code, dict(finding.args), "")
        if "imported" in result:
            self.imported.emit(result["imported"])
        self.reload()

    def _look_again(self) -> None:
        """Read the file again where it is not the one that was read last: our own changes were read already."""
        if self.path is not None and _stamp(self.path) != self._read_at:
            self.reload()

    def _load(self, path: Path) -> None:
        if self._loading is not None and not self._loading.over:
            self._loading.cancel()
        folder = self._session.new_folder()
        self._read_at = _stamp(path)
        arguments = {"path": path, "target": self.target, "lang": self._session.texts.lang, "folder": folder}
        self._loading = self._start("portfolio_load", arguments, lambda r: self._loaded(path, r), path)

    def _loaded(self, path: Path, result: dict[str, Any]) -> None:
        sheet = load_sheets(result["folder"] / "sheets")[0]
        if path != self.path:
            if self._watch.files():
                self._watch.removePaths(self._watch.files())
            self._session.preferences.portfolio = path
        if str(path) not in self._watch.files():
            self._watch.addPath(str(path))
        self.path = path
        self.view = PortfolioView(path, sheet, result["projects"], result["seals"], result["points"])
        for finding in result["findings"]:
            self._session.notice.emit(finding.severity, finding.code, dict(finding.args), "")
        self.changed.emit()

    def _start(
        self, name: str, arguments: dict[str, Any], then: Callable[[dict[str, Any]], None], about: Path
    ) -> Job:
        return self._session.start(name, arguments, then, f"gui_portfolio.job_{name[10:]}", file=about.name)


def _stamp(path: Path) -> tuple[int, int]:
    """When a file was written, and its size; zeros where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
