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
    quiet="#5c6470", accent="#1f66d1", accent_text="#ffffff", accent_soft="#e1ecfc", warning="#875a00",
    error="#bb2f28", good="#1d6f34", sky_low="#e9edf2", sky_high="#fbfcfd", selected="#ff8a00",
)  # fmt: skip
DARK = Colours(
    window="#17191d", base="#1d2025", raised="#23272d", alternate="#20242a", line="#333840", text="#e4e7eb",
    quiet="#a3abb6", accent="#6aa5f8", accent_text="#0d1117", accent_soft="#243b57", warning="#e0b050",
    error="#ff8f87", good="#5cc877", sky_low="#1a1d22", sky_high="#2b3038", selected="#ffa333",
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
    down, up = _drawing("choose"), _drawing("raise")
    tick = _drawing("tick" if c.accent_text == LIGHT.accent_text else "tick_dark")
    hold = _mixed(c.line, c.quiet)
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 6px; }}
    QMainWindow::separator {{ background: {c.line}; width: 1px; height: 1px; }}
    QMainWindow::separator:hover {{ background: {c.accent}; }}
    QSplitter::handle {{ background: {c.line}; }}
    #sidebar {{ background: {c.raised}; border-right: 1px solid {c.line}; }}
    #sidebar QToolButton {{ border: 1px solid transparent; border-radius: 8px; padding: 6px 0; color: {c.quiet}; }}
    #sidebar QToolButton:hover {{ background: {c.window}; color: {c.text}; }}
    #sidebar QToolButton:checked {{ background: {c.accent_soft}; color: {c.text}; }}
    #topbar {{ background: {c.base}; border-bottom: 1px solid {c.line}; }}
    #topbar QToolButton, #viewbar QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 8px; }}
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
    #subheading {{ font-weight: 600; color: {c.text}; padding-top: 8px; qproperty-indent: 0; }}
    #bad {{ color: {c.error}; }} #warn {{ color: {c.warning}; }} #good {{ color: {c.good}; }}
    #card {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 10px; }}
    #page {{ background: {c.base}; }}
    #popup {{ background: {c.base}; border: 1px solid {c.line}; }}
    #key {{ background: {c.window}; border: 1px solid {c.line}; border-radius: 4px; padding: 1px 6px; }}
    QDockWidget {{ titlebar-close-icon: url("{_drawing("close")}"); titlebar-normal-icon: url("{_drawing("float")}"); }}
    QDockWidget::close-button, QDockWidget::float-button {{ border: none; background: transparent; }}
    QDockWidget::close-button:hover, QDockWidget::float-button:hover {{ background: {c.line}; border-radius: 4px; }}
    QDockWidget::title {{ background: {c.window}; padding: 5px 8px; border-bottom: 1px solid {c.line}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ padding: 5px 9px; border: none; color: {c.quiet}; background: transparent; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {c.line}; }}
    QTableView, QTreeView, QListWidget, QPlainTextEdit, QScrollArea {{ border: none; }}
    QTreeView::item {{ min-height: 22px; }}
    QListWidget::item {{ padding: 4px 8px; }}
    QListWidget::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    #tool {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; padding: 3px 10px; }}
    #tool:hover, #tool:focus {{ border-color: {c.accent}; }} #tool:disabled {{ color: {c.quiet}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ width: 12px; }} QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {hold}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }} QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {c.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QTableView, QTreeView {{ selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QTableView::item {{ padding: 0 3px; border: none; }}
    QTableView::item:selected, QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QHeaderView {{ qproperty-defaultAlignment: 'AlignLeft | AlignVCenter'; }}
    QHeaderView::section {{ background: {c.window}; border: none; border-bottom: 1px solid {c.line};
      border-right: 1px solid {c.line}; padding: 4px 6px; color: {c.quiet}; }}
    QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ background: {c.base}; border: 1px solid {c.line};
      border-radius: 6px; padding: 4px 7px; selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
    QComboBox::drop-down {{ border: none; width: 20px; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; background: transparent;
      width: 18px; margin-right: 3px; }}
    QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
    QCheckBox, QRadioButton {{ spacing: 6px; }}
    QCheckBox::indicator, QListView::indicator {{ width: 14px; height: 14px; border: 1px solid {hold};
      border-radius: 4px; background: {c.base}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
      image: url("{tick}"); }}
    QCheckBox::indicator:disabled {{ background: {c.window}; border-color: {c.line}; }}
    QCheckBox:focus {{ color: {c.accent}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border-color: {c.accent}; }}
    QPushButton {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; padding: 5px 14px; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.accent_text}; border-color: {c.accent}; }}
    QPushButton#primary:focus {{ border-color: {c.text}; }}
    #sidebar QToolButton:focus, #topbar QToolButton:focus, #viewbar QToolButton:focus {{
      border: 1px solid {c.accent}; }}
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


def _drawing(name: str) -> str:
    """Where an icon lies, as a style sheet names it."""
    return Path(str(resources.files("app.gui").joinpath("icons", f"{name}.svg"))).as_posix()


def _mixed(a: str, b: str) -> str:
    """The colour half-way between two."""
    halves = ((int(a[i : i + 2], 16) + int(b[i : i + 2], 16)) // 2 for i in (1, 3, 5))
    return "#" + "".join(f"{h:02x}" for h in halves)
