"""Sentences one under the other, and small tables whose words wrap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.display import Display
from app.gui.tableview import TableView
from app.gui.texts import Texts, held

Line = tuple[str, str, str]
"""Sign, style of the sign, sentence; without a sign it is a heading."""
_WIDE = 800
_AIR, _SIDES = 10, 12


class Sentences(QScrollArea):
    """A page of sentences with a sign before each."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Say these."""
        body = QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (sign, style, words) in enumerate(lines):
            said = QLabel(held(words), wordWrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if not sign:
                said.setObjectName("subheading")
                said.setIndent(0)
                grid.addWidget(said, row, 0, 1, 2)
                continue
            mark = QLabel(sign)
            mark.setObjectName(style)
            mark.setFixedWidth(16)
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.addLayout(grid)
        layout.addStretch(1)
        self.setWidget(body)


class _Airy(QStyledItemDelegate):
    """Rows with air around their words, which are measured a little narrower than they are painted: none is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -_SIDES, 0)
        size = super().sizeHint(narrow, index)
        return QSize(size.width(), size.height() + _AIR)


class WrappedTable(TableView):
    """A table of few rows whose long words stand on several lines."""

    def __init__(self, texts: Texts, display: Display, wide: Sequence[str] = ()) -> None:
        super().__init__(texts, display)
        self.wide = dict.fromkeys(wide, _WIDE)
        self.view.setWordWrap(True)
        self.view.setItemDelegate(_Airy(self.view))
        rows = self.view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.setMinimumSectionSize(
            2 * self.view.fontMetrics().lineSpacing() + 2
        )  # rows of one line and two alike
