"""The bar above the place: model, file actions, undo, units."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton

from app.gui.display import SYSTEMS
from app.gui.icon import icon
from app.gui.models import ALL
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
        self.models.activated.connect(lambda i: session.models.choose(self.models.itemData(i)))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 5, 10, 5)
        self._row.setSpacing(2)
        session.models_changed.connect(self._fill)
        session.model_changed.connect(self._fill)
        session.texts.changed.connect(lambda _: self._fill())
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
        models, shown = self._session.models, self._session.current
        self.models.clear()
        here = models.here()
        if len(here) > 1:
            self.models.addItem(self._session.texts.say("gui.all_models", count=len(here)), ALL)
        for one in here:
            self.models.addItem(one.path.name, one.sha256)
        alone = shown is not None and not shown.several and (models.chosen != ALL or len(here) == 1)
        self.models.setCurrentIndex(self.models.findData(shown.sha256 if alone and shown else ALL))
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
