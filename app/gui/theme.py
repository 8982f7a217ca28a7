"""Light and dark: colours, palette, style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from components.exports.bundled import bundled_folder

FAMILIES = (
    "Inter", "Segoe UI", "Microsoft YaHei UI", "Noto Sans", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Droid Sans",
)  # fmt: skip


@dataclass(frozen=True)
class Colours:
    """Colours of one look as #rrggbb. sky_low, sky_high: background of the 3D view."""

    window: str
    base: str
    raised: str
    alternate: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_text: str
    accent_soft: str
    warning: str
    error: str
    good: str
    sky_low: str
    sky_high: str
    selected: str


LIGHT = Colours(
    window="#f4f5f7", base="#ffffff", raised="#fbfbfc", alternate="#f8f9fa", line="#dfe2e6", text="#1d2126",
    quiet="#68707c", accent="#1f66d1", accent_text="#ffffff", accent_soft="#dde9fb", warning="#9a6700",
    error="#c0322b", good="#23803c", sky_low="#e9edf2", sky_high="#fbfcfd", selected="#ff8a00",
)  # fmt: skip
DARK = Colours(
    window="#17191d", base="#1d2025", raised="#23272d", alternate="#20242a", line="#333840", text="#e4e7eb",
    quiet="#98a1ad", accent="#5b9bf5", accent_text="#0d1117", accent_soft="#26405f", warning="#e0b050",
    error="#ff7b72", good="#56c271", sky_low="#1a1d22", sky_high="#2b3038", selected="#ffa333",
)  # fmt: skip


def is_dark(theme: str) -> bool:
    """Whether a theme (system, light, dark) means dark now."""
    if theme == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme == "dark"


def colours(theme: str) -> Colours:
    """The colours of a theme now."""
    return DARK if is_dark(theme) else LIGHT


def apply(app: QApplication, theme: str) -> Colours:
    """Dress the program."""
    c = colours(theme)
    app.setStyleSheet("")  # one sheet put over another costs seconds; over none, a quarter of one
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_palette(c))
    app.setStyleSheet(_sheet(c))
    return c


def font() -> QFont:
    """The font of the window: one that has Latin and Chinese, or a list that does together.

    The fonts that come with the program stand last, for a system that has no Chinese font of its own.
    """
    own = [
        family
        for path in sorted(bundled_folder().glob("*.tt[cf]"))
        for family in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    ]
    chosen = QFont()
    chosen.setFamilies([*FAMILIES, *own])
    chosen.setPointSizeF(9.5)
    chosen.setStyleHint(QFont.StyleHint.SansSerif)
    return chosen


def _palette(c: Colours) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for where, colour in (
        (role.Window, c.window), (role.WindowText, c.text), (role.Base, c.base), (role.AlternateBase, c.alternate),
        (role.Text, c.text), (role.Button, c.raised), (role.ButtonText, c.text), (role.Highlight, c.accent_soft),
        (role.HighlightedText, c.text), (role.ToolTipBase, c.raised), (role.ToolTipText, c.text),
        (role.PlaceholderText, c.quiet), (role.Link, c.accent), (role.BrightText, c.error), (role.Mid, c.line),
        (role.Accent, c.accent),
    ):  # fmt: skip
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.quiet))
    return palette


def _sheet(c: Colours) -> str:
    arrow = Path(str(resources.files("app.gui").joinpath("icons", "choose.svg"))).as_posix()
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 6px; }}
    QMainWindow::separator {{ background: {c.line}; width: 1px; height: 1px; }}
    QMainWindow::separator:hover {{ background: {c.accent}; }}
    QSplitter::handle {{ background: {c.line}; }}
    #sidebar {{ background: {c.raised}; border-right: 1px solid {c.line}; }}
    #sidebar QToolButton {{ border: none; border-radius: 8px; padding: 7px 2px; color: {c.quiet}; }}
    #sidebar QToolButton:hover {{ background: {c.window}; color: {c.text}; }}
    #sidebar QToolButton:checked {{ background: {c.accent_soft}; color: {c.text}; }}
    #topbar {{ background: {c.base}; border-bottom: 1px solid {c.line}; }}
    #topbar QToolButton, #viewbar QToolButton {{ border: none; border-radius: 6px; padding: 5px 8px; }}
    #topbar QToolButton:hover, #viewbar QToolButton:hover {{ background: {c.window}; }}
    #topbar QToolButton:checked, #viewbar QToolButton:checked {{ background: {c.accent_soft}; }}
    #viewbar {{ background: {c.base}; border-bottom: 1px solid {c.line}; }}
    #strip {{ background: {c.accent_soft}; border-bottom: 1px solid {c.line}; }}
    #notice {{ background: {c.raised}; border-bottom: 1px solid {c.line}; }}
    #notice[severity="error"] {{ border-left: 4px solid {c.error}; }}
    #notice[severity="warning"] {{ border-left: 4px solid {c.warning}; }}
    #notice[severity="info"] {{ border-left: 4px solid {c.accent}; }}
    #quiet {{ color: {c.quiet}; }}
    #heading {{ font-size: 15pt; font-weight: 600; }}
    #subheading {{ font-weight: 600; color: {c.text}; padding-top: 8px; }}
    #bad {{ color: {c.error}; }} #warn {{ color: {c.warning}; }} #good {{ color: {c.good}; }}
    #card {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 10px; }}
    #popup {{ background: {c.base}; border: 1px solid {c.line}; }}
    #key {{ background: {c.window}; border: 1px solid {c.line}; border-radius: 4px; padding: 1px 6px; }}
    QDockWidget {{ titlebar-close-icon: none; }}
    QDockWidget::title {{ background: {c.window}; padding: 5px 8px; border-bottom: 1px solid {c.line}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ padding: 5px 11px; border: none; color: {c.quiet}; background: transparent; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QTableView, QTreeView, QListWidget, QPlainTextEdit, QScrollArea {{ border: none; }}
    QTableView, QTreeView {{ selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QTableView::item {{ padding: 0 6px; border: none; }}
    QTableView::item:selected, QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QHeaderView::section {{ background: {c.window}; border: none; border-bottom: 1px solid {c.line};
      border-right: 1px solid {c.line}; padding: 4px 6px; color: {c.quiet}; }}
    QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ background: {c.base}; border: 1px solid {c.line};
      border-radius: 6px; padding: 4px 7px; selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit:focus, QComboBox:focus {{ border-color: {c.accent}; }}
    QPushButton {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; padding: 5px 14px; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.accent_text}; border-color: {c.accent}; }}
    QPushButton#primary:disabled {{ background: {c.line}; color: {c.quiet}; border-color: {c.line}; }}
    QProgressBar {{ border: none; background: {c.line}; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QMenu {{ background: {c.base}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    """
