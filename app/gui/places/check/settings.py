"""The settings of the check: what the standard leaves open, each with its default and where that comes from."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.checking_inputs import settings_of, with_settings
from app.gui.checking import checking_of
from app.gui.panels.tracehtml import formula
from app.gui.session import Session
from components.codes.gb50017_2017.settings import CHOICES, SettingRefused, Settings, origins

_ROW = 30
Editor = QComboBox | QCheckBox | QLineEdit


class SettingsDialog(QDialog):
    """A line per setting: its name, its value, its default, the clause and how sure the default is."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._checking = session, checking_of(session)
        say = session.texts.say
        self.setWindowTitle(say("gui_check.settings_title"))
        self.editors: dict[str, Editor] = {}
        page = QWidget()
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        for column, code in enumerate(("setting", "value", "default", "clause", "standing")):
            head = QLabel(say(f"gui_check.settings_{code}"))
            head.setObjectName("subheading")
            grid.addWidget(head, 0, column)
        now, plain = settings_of(self._checking.inputs), Settings()
        for row, field in enumerate(fields(Settings), start=1):
            name, origin = field.name, origins()[field.name]
            editor = self.editors[name] = self._editor(name, getattr(now, name))
            default = QLabel(self._shown(getattr(plain, name)))
            clause = QLabel(origin.clause or "–")
            standing = QLabel(say(f"gb50017.status_{origin.status}"))
            standing.setObjectName("quiet")
            cells: tuple[QWidget, ...] = (
                QLabel(formula(say(f"checks.setting_{name}"))),
                editor,
                default,
                clause,
                standing,
            )
            for column, widget in enumerate(cells):
                grid.addWidget(widget, row, column)
            grid.setRowMinimumHeight(row, _ROW)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        self.said = QLabel(say("gui_check.settings_note"), wordWrap=True)
        self.said.setObjectName("quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        for item in (area, self.said, self._buttons()):
            layout.addWidget(item)
        self.resize(1120, 660)

    def _buttons(self) -> QDialogButtonBox:
        say, role = self._session.texts.say, QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.apply = buttons.addButton(say("gui.edit_apply"), role.AcceptRole)
        self.apply.setObjectName("primary")
        reset = buttons.addButton(say("gui_check.settings_reset"), role.ResetRole)
        buttons.addButton(say("gui.cancel"), role.RejectRole)
        buttons.accepted.connect(self._apply)
        buttons.rejected.connect(self.reject)
        reset.clicked.connect(self.reset)
        return buttons

    def _shown(self, value: object) -> str:
        say = self._session.texts.say
        if isinstance(value, bool):
            return say("exports.yes" if value else "exports.no")
        if isinstance(value, str):
            return say(f"checks.choice_{value}")
        number = float(value)  # type: ignore[arg-type]
        return f"{number:g}" if math.isfinite(number) else say("checks.unknown")

    def _editor(self, name: str, value: object) -> Editor:
        if isinstance(value, bool):
            box = QCheckBox()
            box.setChecked(value)
            return box
        if name in CHOICES:
            combo = QComboBox()
            for choice in CHOICES[name]:
                combo.addItem(self._shown(choice), choice)
            combo.setCurrentIndex(combo.findData(value))
            return combo
        line = QLineEdit(placeholderText=self._session.texts.say("checks.unknown"))
        number = float(value)  # type: ignore[arg-type]
        line.setText(f"{number:g}" if math.isfinite(number) else "")
        return line

    def reset(self) -> None:
        """Every default again, not applied yet."""
        plain = Settings()
        for name, editor in self.editors.items():
            value: Any = getattr(plain, name)
            if isinstance(editor, QCheckBox):
                editor.setChecked(value)
            elif isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(value))
            else:
                editor.setText(f"{value:g}" if math.isfinite(value) else "")

    def chosen(self) -> Settings:
        """The settings as filled in. ValueError names the setting that is no number; SettingRefused else."""
        made: dict[str, Any] = {}
        plain = Settings()
        for name, editor in self.editors.items():
            if isinstance(editor, QCheckBox):
                made[name] = editor.isChecked()
            elif isinstance(editor, QComboBox):
                made[name] = editor.currentData()
            else:
                made[name] = _number(name, editor.text().strip(), getattr(plain, name))
        return Settings(**made)

    def _apply(self) -> None:
        say = self._session.texts.say
        try:
            settings = self.chosen()
        except SettingRefused as refused:
            self._refuse(say(refused.code, **refused.arguments))
        except ValueError as error:
            self._refuse(say("gui_check.not_a_number", name=say(f"checks.setting_{error.args[0]}")))
        else:
            inputs = with_settings(self._checking.inputs, settings)
            self._checking.set_inputs(inputs, say("gui_check.undo_settings"))
            self.accept()

    def _refuse(self, words: str) -> None:
        self.said.setText(words)
        self.said.setObjectName("bad")
        self.said.style().polish(self.said)


def _number(name: str, text: str, plain: float) -> float:
    """The figure of a setting; nothing is "unknown" where the default is. ValueError(name) where it is none."""
    if not text and isinstance(plain, float) and math.isnan(plain):
        return plain
    try:
        value = float(text)
    except ValueError as error:
        raise ValueError(name) from error
    whole = not isinstance(plain, int) or value.is_integer()
    if not math.isfinite(value) or value < 0.0 or not whole:
        raise ValueError(name)
    return int(value) if isinstance(plain, int) else value
