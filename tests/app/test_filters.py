"""Filters, order and columns of the tables, as they are set by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from components.words import say


def test_columns_fit_the_words_of_a_sheet_that_comes_in_the_other_language(window: Any) -> None:
    from app.gui.display import Display
    from app.gui.tableview import TableView
    from app.gui.texts import Texts
    from components.sheet import Column, Sheet
    from components.table import Text

    def sheet(word: str) -> Sheet:
        return Sheet("s", "gui.dock_table", (Column("a", "gui.edits_reason"),), {"a": Text.of([word])})

    texts = Texts("zh", window)
    table = TableView(texts, Display("metric"), window)
    table.set_sheet(sheet("实测"))
    texts.set_lang("en")
    table.set_sheet(sheet("measured from the model itself"))
    assert table.view.columnWidth(0) >= table.view.fontMetrics().horizontalAdvance(
        "measured from the model itself"
    )
    table.view.setColumnWidth(0, 77)
    table.set_sheet(sheet("measured from the model itself, again"))
    assert table.view.columnWidth(0) == 77  # what the user has drawn stays


@pytest.fixture
def many(window: Any) -> Any:
    """A table of 3,000 names and masses, every tenth without one."""
    from app.gui.display import Display
    from app.gui.tableview import TableView
    from components.sheet import MASS, Column, Sheet
    from components.table import Text

    kg = np.arange(3000) * 1.0
    kg[::10] = np.nan
    columns = (Column("name", "bom.name"), Column("mass", "bom.net_mass", MASS, "kg"))
    table = TableView(window.texts, Display("metric"), window)
    data = {"name": Text.of([f"P{i}" for i in range(3000)]), "mass": kg}
    table.set_sheet(Sheet("s", "gui.dock_table", columns, data))
    table.resize(600, 400)
    table.show()
    return table


def _popup(table: Any, key: str) -> Any:
    from app.gui.filterpopup import FilterPopup

    return FilterPopup(table._texts, table, next(c for c in table.model.columns if c.key == key))


def test_a_filter_of_more_words_than_are_listed_drops_those_alone_that_are_unticked(many: Any) -> None:
    from PySide6.QtCore import Qt

    popup = _popup(many, "name")
    popup._narrow("P2999")  # beyond what is listed at first
    assert popup._list.count() == 1
    popup._list.item(0).setCheckState(Qt.CheckState.Unchecked)
    popup._narrow("")
    popup._filter(popup._wanted_words)
    assert many.model.rowCount() == 2999
    popup = _popup(many, "name")
    popup._check(False)
    popup._narrow("P29")
    popup._check(True)
    popup._filter(popup._wanted_words)
    assert many.model.rowCount() == 111  # P29, P290 to P299, P2900 to P2999


def test_a_limit_is_read_as_the_tables_write_figures_and_what_is_none_stays_to_be_mended(many: Any) -> None:
    from app.gui.filterpopup import number

    written = {"1,234.5": 1234.5, "1,000": 1000.0, "2,5": 2.5, "0,125": 0.125, " 12 ": 12.0, "": None}
    assert {w: number(w) for w in written} == written
    popup = _popup(many, "mass")
    popup._low.setText("two tons")
    popup._filter(popup._wanted_range)
    assert not many.model.query.filters
    popup._low.setText("2,900")
    popup._filter(popup._wanted_range)
    assert many.model.rowCount() == 90


def test_rows_without_a_figure_are_found_by_the_filter_of_their_column(many: Any) -> None:
    from PySide6.QtWidgets import QPushButton

    popup = _popup(many, "mass")
    wanted = say("gui.filter_bare", "zh")
    next(b for b in popup.findChildren(QPushButton) if b.text() == wanted).click()
    assert many.model.rowCount() == 300


def test_the_mark_of_the_order_stays_at_its_column_when_others_go(many: Any) -> None:
    head = many.view.horizontalHeader()
    many._sort(1)
    assert head.sortIndicatorSection() == 1
    many.choose_columns(["mass"])
    assert head.sortIndicatorSection() == 0
    many.choose_columns(["name"])
    assert head.sortIndicatorSection() == -1


@pytest.mark.parametrize("key", ["name", "mass"])
def test_a_filter_opened_at_the_foot_of_the_screen_is_seen_whole(many: Any, key: str) -> None:
    popup = _popup(many, key)
    room = many.screen().availableGeometry()
    popup.popup(room.bottomRight())
    assert room.contains(popup.geometry())
    popup.close()
