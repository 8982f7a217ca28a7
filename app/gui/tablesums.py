"""What a table adds up, in words."""

from __future__ import annotations

from app.gui import query as q
from app.gui.display import telling
from app.gui.sheetmodel import SheetModel
from app.gui.texts import Texts
from components.sheet import VOLUME, Column
from components.table import Ints


def sums(model: SheetModel, texts: Texts, selected: Ints) -> list[str]:
    """The count, then a total per column that is summed: of the rows selected, or of all shown."""
    assert model.sheet is not None
    rows = selected if len(selected) else model.shown.rows[model.shown.rows >= 0]
    code = "gui.selected_rows" if len(selected) else "gui.all_rows"
    parts = [texts.say(code, count=f"{len(rows):,}")]
    for column, total, lost in q.totals(model.sheet, rows, model.columns):
        parts.append(_sum(model, texts, column, total, lost, len(rows)))
    return [p for p in parts if p]


def _sum(model: SheetModel, texts: Texts, column: Column, total: float, lost: int, rows: int) -> str:
    if lost == rows:
        return ""
    symbol, divisor, decimals = model.display.unit(column)
    if column.kind == VOLUME:
        decimals = telling(total / divisor, decimals)
    name = model.header(column).partition(" (")[0]
    words = f"{name} {total / divisor:,.{decimals}f} {symbol}".rstrip()
    return words + (texts.say("gui.without_figure", count=f"{lost:,}") if lost else "")
