"""The models of a project of several: which are in the picture, which one alone is wanted, which goes."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from app.gui.models import ALL
from app.gui.session import Session

_SHA = Qt.ItemDataRole.UserRole
_MOST_ROWS = 6


class ModelsPanel(QWidget):
    """A line per model, with a tick for the 3D view; hidden while the project has only one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.list = QListWidget()
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemChanged.connect(self._ticked)
        self.list.itemDoubleClicked.connect(lambda _: self.only())
        session.texts.bind(self.list, self.list.setToolTip, "gui.models_hint")
        self.remove_act = QAction(self.list)
        self.remove_act.setShortcut(QKeySequence.StandardKey.Delete)
        self.remove_act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.remove_act.triggered.connect(lambda _=False: self.remove())
        self.list.addAction(self.remove_act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        for signal in (session.models_changed, session.model_changed, session.models.hidden_changed):
            signal.connect(self.refresh)
        session.texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """The lines anew."""
        session, models = self._session, self._session.models
        here, at = models.here(), self.list.currentRow()
        self.setVisible(len(here) > 1)
        self.list.blockSignals(True)
        self.list.clear()
        names = {sha: name for name, sha in session.current.parts} if session.current else {}
        for one in here:
            words = f"{names.get(one.sha256, one.name)}  ({len(one.model.components):,})"
            if models.chosen == one.sha256:
                words += session.texts.say("gui.models_alone")
            item = QListWidgetItem(words)
            item.setData(_SHA, one.sha256)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            shown = one.sha256 not in models.hidden
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            item.setToolTip(str(one.path))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(at, 0), len(here) - 1))
        self.list.blockSignals(False)
        rows = min(len(here), _MOST_ROWS)
        high = self.list.sizeHintForRow(0) if len(here) else 0
        self.list.setFixedHeight(rows * high + 2 * self.list.frameWidth() + 4)

    def _sha(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_SHA)) if item is not None else ""

    def _ticked(self, item: QListWidgetItem) -> None:
        hidden = item.checkState() != Qt.CheckState.Checked
        # the list is made anew by this, which it must not be while it tells
        QTimer.singleShot(0, self, partial(self._session.models.hide, str(item.data(_SHA)), hidden))

    def only(self) -> None:
        """Work on the model of the line alone."""
        QTimer.singleShot(0, self, partial(self._session.models.choose, self._sha()))

    def select(self) -> None:
        """Select every component of the model of the line."""
        here, sha = self._session.current, self._sha()
        if here is not None and sha in here.starts:
            at = [s for _, s in here.parts].index(sha)
            self._session.select(np.flatnonzero(here.part == at))

    def remove(self) -> None:
        """Take the model of the line out of the project."""
        QTimer.singleShot(0, self, partial(self._session.models.remove, self._sha()))

    def _menu(self, at: QPoint) -> None:
        menu, say, models = QMenu(self), self._session.texts.say, self._session.models
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if models.chosen == ALL:
            menu.addAction(say("gui.models_only")).triggered.connect(lambda _=False: self.only())
        else:
            menu.addAction(say("gui.models_all")).triggered.connect(lambda _=False: models.choose(ALL))
        menu.addAction(say("gui.models_select")).triggered.connect(lambda _=False: self.select())
        menu.addSeparator()
        menu.addAction(say("gui.models_remove")).triggered.connect(lambda _=False: self.remove())
        menu.popup(self.list.mapToGlobal(at))
