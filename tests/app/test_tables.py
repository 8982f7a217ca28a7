"""Tables: what a query shows, what the model tells Qt, what is copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import no_screen, wait

from app.gui import query as q
from components.sheet import INTEGER, MASS, SUM, Column, Sheet
from components.table import Text

SHEET = Sheet(
    "parts",
    "bom.components",
    (
        Column("mark", "bom.part_mark"),
        Column("category", "bom.category", words="model.category_"),
        Column("step_id", "bom.step_id", INTEGER),
        Column("mass", "bom.net_mass", MASS, "kg", total=SUM),
    ),
    {
        "mark": Text.of(["B10", "B2", None, "=A1", "B2"]),
        "category": Text.of(["plate", "steel_member", "plate", "plate", None]),
        "step_id": np.array([11, 12, 13, 14, 15]),
        "mass": np.array([1.5, np.nan, 2.25, 4.0, 0.25]),
    },
)


def _rows(**query: Any) -> list[int]:
    return q.run(SHEET, q.Query(**query), "zh").rows.tolist()


def test_marks_are_sorted_as_people_count_and_empty_cells_come_last_either_way() -> None:
    assert _rows(sort="mark") == [3, 1, 4, 0, 2]
    assert _rows(sort="mark", down=True) == [0, 1, 4, 3, 2]
    assert _rows(sort="mass") == [4, 0, 2, 3, 1]


def test_a_search_reads_the_words_shown_and_the_step_number() -> None:
    assert _rows(search="钢板") == [0, 2, 3]
    assert _rows(search="b2") == [1, 4]
    assert _rows(search="#13") == [2]
    assert _rows(search="钢板 b10") == [0]


def test_filters_of_several_columns_hold_together() -> None:
    plates = q.Words(frozenset({"plate"}))
    assert _rows(filters={"category": plates, "mass": q.Range(low=2.0)}) == [2, 3]
    assert _rows(filters={"mass": q.Range(high=1.5, empty=True)}) == [0, 1, 4]
    assert _rows(filters={"category": q.Words(frozenset({""}))}) == [4]


def test_groups_hold_every_row_once_and_closing_one_hides_its_rows_only() -> None:
    shown = q.run(SHEET, q.Query(group="category"), "zh")
    assert sorted(shown.rows[shown.rows >= 0].tolist()) == [0, 1, 2, 3, 4]
    assert sorted(len(m) for m in shown.members) == [1, 1, 3]
    largest = max(range(3), key=lambda g: len(shown.members[g]))
    closed = q.run(SHEET, q.Query(group="category", closed=frozenset({largest})), "zh")
    assert (closed.rows >= 0).sum() == 2


def test_totals_add_what_is_known_and_count_what_is_not() -> None:
    ((column, total, lost),) = q.totals(SHEET, np.arange(5), SHEET.columns)
    assert (column.key, total, lost) == ("mass", 8.0, 1)


@pytest.fixture
def model() -> Any:
    if why := no_screen():
        pytest.skip(why)
    from PySide6.QtWidgets import QApplication

    from app.gui.display import Display
    from app.gui.sheetmodel import SheetModel
    from app.gui.texts import Texts

    app = QApplication.instance() or QApplication([])
    made = SheetModel(Texts("zh"), Display())
    made.keep = app
    return made


def test_the_table_model_keeps_its_promises_to_qt(model: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QAbstractItemModelTester

    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_sheet(SHEET)
    model.set_query(q.Query(search="b"))
    model.set_query(q.Query(group="category"))
    model.set_query(q.Query(group="category", closed=frozenset({0})))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_sheet(SHEET, ["mass", "mark"])
    model.set_sheet(None)
    assert tester.model() is model


def test_the_tree_model_keeps_its_promises_to_qt(model: Any) -> None:
    from PySide6.QtTest import QAbstractItemModelTester

    from app.gui.panels.forest import Forest, Level
    from app.gui.panels.trees import ForestModel

    tree = ForestModel()
    tester = QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    forest = Forest([Level(SHEET.data["category"], "model.category_")], (), "zh", "-", lambda r: f"#{r}")
    tree.set_forest(forest)
    assert sum(len(tree.components(tree.index(i, 0))) for i in range(tree.rowCount())) == 5
    for i in range(tree.rowCount()):
        assert tree.rowCount(tree.index(i, 0)) == len(tree.components(tree.index(i, 0)))
    word = tree.data(tree.index(0, 0)).partition("  ")[0]
    forest.look_for(word)
    tree.set_forest(forest)
    assert tree.rowCount() == 1
    forest.look_for("nothing of the kind")
    tree.set_forest(forest)
    assert tree.rowCount() == 0
    assert tester.model() is tree


def test_other_units_change_what_is_shown_and_not_the_sheet(model: Any) -> None:
    from app.gui.display import Display

    model.set_sheet(SHEET)
    mass = SHEET.columns[3]
    assert model.cell(3, mass) == "4.0"
    model.set_display(Display("large"))
    assert model.cell(3, mass) == "0.0040"
    model.set_display(Display("feet"))
    assert model.cell(3, mass) == "8.8"  # 4 kg / 0.45359237 kg
    assert SHEET.data["mass"][3] == 4.0


def test_a_volume_that_stands_alone_has_five_digits_and_a_small_one_all_its_decimals() -> None:
    from app.gui.display import Display
    from components.sheet import VOLUME

    shown = [Display().figure(VOLUME, m3 * 1e9) for m3 in (27.123456, 1.5, 0.000123, 12345.678)]
    assert shown == ["27.123 m³", "1.5000 m³", "0.00012 m³", "12,345.68 m³"]


def test_copied_cells_keep_marks_as_text_and_execute_nothing(model: Any) -> None:
    from app.gui.clipboard import copied

    model.set_sheet(SHEET)
    plain, rich = copied(model, [0, 3])
    lines = plain.decode().split("\n")
    assert lines[1].split("\t") == ["B10", "钢板", "11", "1.5"]
    assert lines[2].startswith("'=A1\t")
    assert "<td style='mso-number-format" in rich.decode()


def test_a_hundred_thousand_rows_are_copied_while_the_window_answers(window: Any) -> None:
    from PySide6.QtGui import QGuiApplication
    from watchdog import Watchdog

    n = 100_000
    table = window.model_place.table
    window.session.models.shown = None
    window.stack.setCurrentWidget(window.model_place)
    big = Sheet(
        "big", "bom.components", SHEET.columns,
        {
            "mark": Text.of([f"B{i % 5000}" for i in range(n)]), "category": Text.full(n, "plate"),
            "step_id": np.arange(n), "mass": np.linspace(0, 1, n),
        },
    )  # fmt: skip
    table.set_sheet(big, ("mark", "category", "step_id", "mass"))
    told: list[tuple[str, int]] = []
    table.copier.told.connect(lambda code, count: told.append((code, count)))
    wait(lambda: True)
    dog = Watchdog(window.model_place.view.canvas)
    table.copy()
    assert told == [("gui.copying", n)]
    wait(lambda: len(told) > 1)
    stalled = dog.take()[1]
    dog.stop()
    assert told[-1] == ("gui.copied", n)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert len(lines) == n + 1 and lines[n].split("\t")[:3] == ["B4999", "钢板", "99999"]
    assert data.html().count("<tr>") == n + 1
    assert stalled < 150.0, dog.told


def _long(n: int) -> Sheet:
    return Sheet(
        "long", "bom.components", SHEET.columns,
        {
            "mark": Text.of([f"B{i % 5000}" for i in range(n)]), "category": Text.full(n, "plate"),
            "step_id": np.arange(n), "mass": np.ones(n),
        },
    )  # fmt: skip


@pytest.fixture
def table(window: Any) -> Any:
    """A table of its own beside the window, shown."""
    from app.gui.tableview import TableView

    made = TableView(window.texts, window.preferences.display)
    made.resize(900, 500)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_qt_is_told_of_few_spans_however_many_rows_are_selected(table: Any) -> None:
    """Every second of 100,000 rows are 50,000 spans, each compared with each and looked through for every cell."""
    n = 100_000
    table.set_sheet(_long(n))
    odd = np.arange(1, n, 2)
    table.select_rows(odd)
    view, bar = table.view, table.view.verticalScrollBar()
    most = 0
    for at in (0, n // 3, n - 1, 17):
        bar.setValue(at)
        most = max(most, table.marks.selection().count())
        low, high = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        seen = range(low, (high if high >= 0 else n - 1) + 1)
        assert len(seen) > 5
        assert [table.marks.isSelected(table.model.index(r, 0)) for r in seen] == [r % 2 == 1 for r in seen]
    assert most < 400
    assert np.array_equal(table.selected_rows(), odd)
    table._say_sums()
    assert f"{n // 2:,}" in table.sums.toolTip()


def test_rows_are_selected_by_mouse_and_keys_as_in_any_list(table: Any) -> None:
    """Held against Qt's own selection over the same rows and the same events."""
    from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
    from PySide6.QtTest import QTest

    plain = type(table)(table._texts, table.model.display)
    plain.resize(900, 500)
    plain.show()
    plain.view.setSelectionModel(QItemSelectionModel(plain.model, plain.view))
    rng, key, mod = np.random.default_rng(5), Qt.Key, Qt.KeyboardModifier
    mods = (mod.NoModifier, mod.ControlModifier, mod.ShiftModifier, mod.ControlModifier | mod.ShiftModifier)
    for one in (table, plain):
        one.set_sheet(_long(400))
    told: list[int] = []
    table.selected.connect(lambda rows: told.append(len(rows)))
    for _ in range(120):
        act, held = int(rng.integers(0, 8)), mods[int(rng.integers(0, 4))]
        x, y, up = 40, int(rng.integers(4, 320)), int(rng.integers(4, 320))
        for one in (table, plain):
            view = one.view
            if act < 4:
                QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, y))
            elif act == 4:
                QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, y))
                QTest.mouseMove(view.viewport(), QPoint(x, (y + up) // 2))
                QTest.mouseMove(view.viewport(), QPoint(x, up))
                QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, up))
            elif act == 5:
                QTest.keyClick(view, (key.Key_Up, key.Key_Down, key.Key_PageDown, key.Key_Home)[y % 4], held)
            elif act == 6:
                QTest.keyClick(view, key.Key_Space, held)
            else:
                QTest.keyClick(view, key.Key_A, mod.ControlModifier)
        theirs = sorted(i.row() for i in plain.view.selectionModel().selectedRows())
        assert table.selected_rows().tolist() == theirs, (act, held)
    assert max(told) == 400
    plain.close()
    plain.deleteLater()


def test_other_rows_shown_let_go_of_those_that_are_not(table: Any) -> None:
    table.set_sheet(_long(10_000))
    table.select_rows(np.arange(0, 10_000, 3))
    table.set_query(q.Query(search="b4999"))
    assert table.selected_rows().tolist() == [r for r in (4999, 9999) if r % 3 == 0]
    table.set_query(q.Query(sort="mark", down=True))
    assert table.selected_rows().tolist() == [r for r in (4999, 9999) if r % 3 == 0]
    table.set_sheet(None)
    assert table.selected_rows().tolist() == []


def test_rows_copied_last_are_those_on_the_clipboard(
    window: Any, model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from PySide6.QtGui import QGuiApplication
    from PySide6.QtTest import QTest

    from app.gui import tablecopy

    model.set_sheet(SHEET)
    copier, counts = tablecopy.Copier(window), []
    copier.told.connect(lambda code, count: counts.append((code, count)))
    late, copied = threading.Event(), tablecopy.copied
    monkeypatch.setattr(tablecopy, "AT_ONCE", len(model.columns))  # one row at once, more beside
    monkeypatch.setattr(
        tablecopy, "copied", lambda m, rows: copied(m, rows) if len(rows) == 1 or late.wait(30) else ()
    )
    copier.copy(model, np.arange(4))
    copier.copy(model, np.array([0]))
    late.set()  # asked for before, ready after
    QTest.qWait(100)
    assert QGuiApplication.clipboard().mimeData().text().count("\n") == 1
    assert counts == [("gui.copying", 4), ("gui.copied", 1)]


def test_a_hundred_thousand_rows_are_shown_from_their_columns_alone(model: Any) -> None:
    n = 100_000
    big = Sheet(
        "big", "bom.components", SHEET.columns,
        {
            "mark": Text.of([f"B{i % 5000}" for i in range(n)]), "category": Text.full(n, "plate"),
            "step_id": np.arange(n), "mass": np.linspace(0, 1, n),
        },
    )  # fmt: skip
    model.set_sheet(big)
    model.set_query(q.Query(search="b4999", sort="mass", down=True))
    assert model.rowCount() == n // 5000
    assert model.cell(int(model.shown.rows[0]), big.columns[2]) == "99999"


def test_the_exported_view_has_the_rows_columns_order_and_groups_that_are_shown(
    model: Any, tmp_path: Path
) -> None:
    import openpyxl

    from app.gui.sheetstore import save_sheets
    from app.gui.tableexport import viewed
    from app.gui.tasks.views import write_view

    model.set_sheet(SHEET, ["mass", "mark"])
    model.set_query(q.Query(filters={"mass": q.Range(low=1.0)}, sort="mass", down=True))
    view = viewed(model)
    assert [c.key for c in view.columns] == ["mass", "mark"]
    assert view.data["mass"].tolist() == [4.0, 2.25, 1.5]
    save_sheets((view,), tmp_path / "sheets")
    for kind in ("csv", "xlsx"):
        write_view(lambda *_: None, tmp_path / "sheets", tmp_path / f"a.{kind}", "zh", "m.ifc")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["4", "2.25", "1.5"]
    cells = [c.value for row in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0] for c in row]
    assert any("3 行" in str(c) for c in cells)
    model.set_query(q.Query(group="category", closed=frozenset({0})))
    grouped = viewed(model)
    assert len(grouped) == len(SHEET) and grouped.group == "category"


def test_columns_fit_again_after_no_sheet_was_shown_but_keep_the_width_the_user_drew() -> None:
    if why := no_screen():
        pytest.skip(why)
    from PySide6.QtWidgets import QApplication

    from app.gui.display import Display
    from app.gui.tableview import TableView
    from app.gui.texts import Texts

    app = QApplication.instance() or QApplication([])
    assert app is not None
    table = TableView(Texts("zh"), Display())
    table.set_sheet(SHEET)
    narrow = [table.view.columnWidth(i) for i in range(4)]
    table.view.setColumnWidth(1, 222)
    long = Text.of(["A-" + "9" * 20, "B2", None, "=A1", "B2"])
    table.set_sheet(None)
    table.set_sheet(Sheet(SHEET.name, SHEET.title, SHEET.columns, {**SHEET.data, "mark": long}))
    assert table.view.columnWidth(0) > narrow[0]
    assert table.view.columnWidth(1) == 222
    assert [table.view.columnWidth(i) for i in (2, 3)] == narrow[2:]
    table.deleteLater()


def test_no_column_head_looks_through_a_selection_of_every_row(window: Any) -> None:
    """Qt's header asks every row of the table whether its column is selected, for each repaint."""
    from PySide6.QtTest import QTest

    from app.gui.sheetmodel import SheetModel
    from app.gui.tableview import TableView

    class Counting(SheetModel):
        asked = 0

        def rowCount(self, *parent: Any) -> int:
            Counting.asked += 1
            return super().rowCount(*parent)

    rows = 20_000
    table = TableView(window.texts, window.preferences.display)
    table.resize(900, 500)
    table.show()
    sheet = Sheet("t", "gui.place_bill", (Column("mark", "gui.ins_value"),), {"mark": Text.of(["B1"] * rows)})
    table.model.__class__ = Counting
    table.set_sheet(sheet)
    table.view.selectAll()
    QTest.qWait(50)
    Counting.asked = 0
    table.view.horizontalHeader().viewport().repaint()
    QTest.qWait(20)
    asked, chosen = Counting.asked, len(table.selected_rows())
    table.close()
    table.deleteLater()
    assert chosen == rows
    assert asked < rows / 100
