"""The bar above the place: model, file actions, undo, units."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton

from app.gui.display import SYSTEMS
from app.gui.icon import icon
from app.gui.session import Session
from app.gui.theme import Colours

_BUTTONS = ("open", "save", "undo", "redo", "export")
_TITLED = ("open", "export")


class TopBar(QFrame):
    """units: the user chose a system of units."""

    units = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._session = session
        self._actions: dict[str, QAction] = {}
        self.models = QComboBox()
        self.models.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.models.setMinimumWidth(160)
        self.models.activated.connect(lambda i: session.show_model(self.models.itemData(i)))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 5, 10, 5)
        self._row.setSpacing(2)
        session.models_changed.connect(self._fill)
        session.model_changed.connect(self._fill)
        self._fill()

    def take(self, actions: dict[str, QAction]) -> None:
        """Buttons of the window's actions."""
        for name in _BUTTONS:
            button = QToolButton()
            button.setDefaultAction(actions[name])
            button.setIconSize(QSize(18, 18))
            style = Qt.ToolButtonStyle
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if name in _TITLED else style.ToolButtonIconOnly
            )
            self._row.addWidget(button)
            self._actions[name] = actions[name]
        self._row.insertWidget(1, self.models)
        self._row.addStretch(1)

    def _fill(self) -> None:
        self.models.clear()
        for sha256, here in self._session.loaded.items():
            self.models.addItem(Path(here.path).name, sha256)
        self.models.setCurrentIndex(self.models.findData(self._session.active))
        self.models.setVisible(self.models.count() > 0)

    def units_menu(self, menu: QMenu) -> None:
        """The choice of units, as a menu beneath `menu`."""
        texts = self._session.texts
        child = menu.addMenu("")
        texts.bind(child, child.setTitle, "gui.units")
        group = QActionGroup(child)
        for system in SYSTEMS:
            action = child.addAction("")
            action.setCheckable(True)
            action.setChecked(system == self._session.preferences.display.system)
            texts.bind(action, action.setText, f"gui.units_{system}")
            action.triggered.connect(lambda _=False, s=system: self.units.emit(s))
            group.addAction(action)

    def dress(self, colours: Colours) -> None:
        """Icons in the colours of the look."""
        for name, action in self._actions.items():
            action.setIcon(icon(name, colours.text))
