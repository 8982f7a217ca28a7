"""The few cell formats of a workbook, made once each."""

from __future__ import annotations

from typing import Any

INK, QUIET, LINE, LINK = "#1B2733", "#5C6975", "#C9D1D9", "#1F5FA8"
HEAD_FILL, SUBTOTAL_FILL, UNKNOWN_FILL = "#E6EBF0", "#F4F6F8", "#FBEFD5"
FONT = {"zh": "Microsoft YaHei", "en": "Arial"}

_BASE: dict[str, Any] = {"valign": "vcenter", "font_color": INK}
_LEFT, _RIGHT = {"align": "left", "indent": 1}, {"align": "right", "indent": 1}
_WRAP, _BOLD, _SMALL = {"text_wrap": True}, {"bold": True}, {"font_size": 9, "font_color": QUIET}
_CELL = {**_BASE, "bottom": 7, "bottom_color": LINE}
_HEAD = {**_BASE, **_BOLD, **_WRAP, "bg_color": HEAD_FILL, "top": 1, "bottom": 1}
_SUBTOTAL = {**_BASE, **_BOLD, "bg_color": SUBTOTAL_FILL, "bottom": 1, "bottom_color": LINE}
_TOTAL = {**_BASE, **_BOLD, "top": 2, "bottom": 1}

STYLES: dict[str, dict[str, Any]] = {
    "title": {**_BASE, **_BOLD, **_WRAP, "font_size": 15},
    "beside": {**_BASE, **_SMALL, **_WRAP},
    "head": {**_HEAD, **_LEFT},
    "head_number": {**_HEAD, **_RIGHT},
    "text": {**_CELL, **_LEFT, **_WRAP},
    "text_one_line": {**_CELL, **_LEFT},
    "number": {**_CELL, **_RIGHT},
    "count": {**_CELL, **_LEFT},
    "unknown": {**_CELL, "bg_color": UNKNOWN_FILL},
    "subtotal": {**_SUBTOTAL, **_RIGHT},
    "subtotal_label": {**_SUBTOTAL, **_LEFT},
    "total": {**_TOTAL, **_RIGHT},
    "total_label": {**_TOTAL, **_LEFT},
    "note": {**_BASE, **_SMALL, **_WRAP, "valign": "top"},
    "label": {**_CELL, **_SMALL},
    "field": {**_CELL, **_LEFT, **_WRAP},
    "section": {**_BASE, **_BOLD, "bottom": 2},
    "link": {**_CELL, **_LEFT, **_WRAP, "font_color": LINK, "underline": 1},
    "box": {**_BASE, **_LEFT, **_WRAP, "valign": "top", "border": 1, "border_color": LINE},
}


class Styles:
    """Formats of one workbook by name and number format."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, name: str, number: str = "") -> Any:
        """The format of a style, with a number format where one is given."""
        key = (name, number)
        if key not in self._made:
            look = STYLES[name] | ({"num_format": number} if number else {})
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def number_format(decimals: int, percent: bool = False) -> str:
    """The number format with so many decimals."""
    return "0" + ("." + "0" * decimals if decimals else "") + ("%" if percent else "")
