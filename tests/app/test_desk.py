"""A day at the desk: what an engineer does all day with windows, docks, keys and files, and may rely on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import SAMPLES, opened, wait

from app import project as pj
from components.words import say


def _decide(window: Any, row: int, value: str) -> None:
    window.session.select(np.array([row]))
    window.session.decide("grade", value, "drawing S-1")


def _question(window: Any) -> Any:
    from PySide6.QtWidgets import QMessageBox

    return next(b for b in window.findChildren(QMessageBox) if b.isVisible())


def _answer(window: Any, code: str) -> None:
    wanted = say(code, window.texts.lang)
    next(b for b in _question(window).buttons() if b.text() == wanted).click()


def _copy(tmp_path: Path, name: str = "zh_gb_small") -> Path:
    there = tmp_path / f"{name}.ifc"
    there.write_bytes((SAMPLES / f"{name}.ifc").read_bytes())
    return there


def test_saving_on_the_way_out_saves_and_goes_out(window: Any, tmp_path: Path) -> None:
    opened(window)
    path = tmp_path / "a.steelyard"
    assert window.session.file.save(path)
    _decide(window, 0, "Q355B")
    window.close()
    assert window.isVisible()
    _answer(window, "gui.save")
    wait(lambda: not window.isVisible())
    assert [d.value for d in pj.read(path).decisions] == ["Q355B"]


def test_saving_a_project_without_a_file_on_the_way_to_another_model_asks_for_the_file_and_goes_on(
    window: Any, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog

    opened(window)
    _decide(window, 0, "Q355B")
    window.open(SAMPLES / "truss_gussets.ifc")
    _answer(window, "gui.save")
    dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
    assert Path(dialog.directory().path()) == SAMPLES  # beside the model, not where the program was started
    dialog.fileSelected.emit(str(tmp_path / "a.steelyard"))
    dialog.close()
    wait(lambda: window.session.current is not None and window.session.current.name == "truss_gussets.ifc")
    assert [d.value for d in pj.read(tmp_path / "a.steelyard").decisions] == ["Q355B"]


def test_a_project_that_another_window_saved_is_not_written_over_without_a_question(
    window: Any, open_window: Callable[..., Any], tmp_path: Path
) -> None:
    opened(window)
    path = tmp_path / "a.steelyard"
    assert window.session.file.save(path)
    other = open_window("en")
    other.open(path)
    wait(lambda: other.session.current is not None)
    _decide(window, 0, "Q355B")
    window.files.save()
    assert not window.session.modified
    _decide(other, 1, "Q390B")
    other.files.save()
    assert path.name in _question(other).text()
    assert [d.value for d in pj.read(path).decisions] == ["Q355B"]
    _answer(other, "gui.cancel")
    assert other.session.modified
    other.files.save()
    _answer(other, "gui.overwrite")
    assert [d.value for d in pj.read(path).decisions] == ["Q390B"]
    other.files.save()  # its own now: nothing to ask
    assert not other.session.modified


def test_the_title_names_the_model_that_is_open(window: Any) -> None:
    opened(window)
    assert window.windowTitle().startswith("zh_gb_small.ifc")
    window.close_project()
    assert window.windowTitle() == "Steelyard"


def test_docks_stand_after_a_restart_as_they_were_left(open_window: Callable[..., Any]) -> None:
    from PySide6.QtCore import Qt

    first = open_window()
    opened(first)
    place = first.model_place
    place.resizeDocks([place.docks["trees"]], [400], Qt.Orientation.Horizontal)
    place.resizeDocks([place.docks["table"]], [250], Qt.Orientation.Vertical)
    place.docks["summary"].hide()
    place.docks["inspector"].setFloating(True)
    wait(lambda: place.docks["trees"].width() == 400)
    left = {n: (d.isFloating(), d.isHidden()) for n, d in place.docks.items()}
    high = place.docks["table"].height()
    first.close()
    unseen = open_window()
    unseen.close()  # without a model the docks are not seen: they are remembered all the same
    again = open_window()
    opened(again)
    docks = again.model_place.docks
    wait(lambda: docks["trees"].width() == 400)
    assert {n: (d.isFloating(), d.isHidden()) for n, d in docks.items()} == left
    assert docks["table"].height() == high
    assert (
        docks["inspector"].windowHandle().transientParent() is again.windowHandle()
    )  # in front of the window
    again.reset_layout()
    assert not docks["inspector"].isFloating()
    assert not docks["summary"].isHidden()


def test_the_keys_reach_every_part_of_the_model_place_and_nothing_that_is_not_seen(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    opened(window)
    place = window.model_place
    wait(lambda: place.view.canvas.scene is not None)
    window.activateWindow()
    window.find_text()
    wait(lambda: QApplication.focusWidget() is place.table.search)
    seen: list[Any] = []
    for _ in range(80):
        at = QApplication.focusWidget()
        if at in seen:
            break
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    else:
        pytest.fail("the keys do not come round")
    shown = place.rect()
    for widget in seen:
        if place.isAncestorOf(widget) and widget.parent() is not place:
            corner = widget.mapTo(place, widget.rect().topLeft())
            assert shown.contains(corner) or place.inspector.isAncestorOf(widget), widget
    for wanted in (place.table.view, place.view.canvas, place.trees.views["places"]):
        assert wanted in seen, wanted


def test_keys_turn_shift_and_zoom_the_view(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    opened(window)
    canvas = window.model_place.view.canvas
    wait(lambda: canvas.scene is not None and canvas.settled)
    for key, shift in ((Qt.Key.Key_Left, False), (Qt.Key.Key_Left, True), (Qt.Key.Key_Plus, False)):
        before = canvas.camera
        QTest.keyClick(
            canvas, key, Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        )
        assert (canvas.camera.azimuth != before.azimuth) == (key == Qt.Key.Key_Left and not shift)
        assert (canvas.camera.target != before.target) == shift
        assert (canvas.camera.span < before.span) == (key == Qt.Key.Key_Plus)


def test_esc_lets_go_of_a_half_taken_measure_before_it_lets_go_of_the_selection(window: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    opened(window)
    view = window.model_place.view
    wait(lambda: view.canvas.scene is not None)
    window.session.select(np.array([0]))
    view.acts["measure"].trigger()
    view.canvas.ruler.add(np.zeros(3), "corner")
    window.activateWindow()
    view.canvas.setFocus()
    wait(view.canvas.hasFocus)
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.canvas.ruler.first is None
    assert window.session.selection.tolist() == [0]
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert not len(window.session.selection)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_of_shortcuts_names_every_key(open_window: Callable[..., Any], lang: str) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtWidgets import QLabel

    from app.gui.dialogs import ShortcutSheet

    window = open_window(lang)
    window.show_shortcuts()
    sheet = window.findChild(ShortcutSheet)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    for action in (*window.actions_by_name.values(), *window.model_place.view.acts.values()):
        if not action.shortcut().isEmpty():
            assert action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in words, action.text()
    assert sheet.sizeHint().height() < 800  # a notebook shows it whole


def test_the_tree_shows_what_is_selected_elsewhere_and_a_click_on_it_selects_again(window: Any) -> None:
    here = opened(window)
    trees = window.model_place.trees
    view, model = trees.views["places"], trees.models["places"]
    wait(lambda: model.forest is not None)

    def marked() -> list[int]:
        found = [model.components(i) for i in view.selectionModel().selectedIndexes()]
        return sorted(np.concatenate(found).tolist()) if found else []

    for rows in ([3], [0, 2], list(range(len(here.model.components))), []):
        window.session.select(np.array(rows, np.int64))
        wait(lambda rows=rows: marked() == rows)
        assert window.session.selection.tolist() == rows
    window.session.select(np.array([3]))
    wait(lambda: marked() == [3])
    assert view.visualRect(view.selectionModel().selectedIndexes()[0]).isValid()  # its branches are open


def test_what_was_looked_for_in_one_model_hides_nothing_of_the_next(window: Any) -> None:
    opened(window)
    table = window.model_place.table
    table.search.setText("no such part")
    table._search()
    assert table.model.rowCount() == 0
    opened_before = window.session.current
    window.open(SAMPLES / "truss_gussets.ifc")
    wait(lambda: window.session.current not in (None, opened_before))
    assert table.model.rowCount() == len(window.session.model.components)
    assert not table.search.text()


def test_a_change_of_parts_that_differ_sets_nothing_that_was_not_chosen(window: Any) -> None:
    from app.gui.panels.editdialog import EditDialog

    here = opened(window)
    c = here.model.components
    window.session.select(np.arange(len(c)))
    window.actions_by_name["edit"].trigger()
    dialog = window.findChild(EditDialog)
    dialog.reason.setText("drawing S-1")
    for field in range(dialog.field.count()):
        dialog.field.setCurrentIndex(field)
        column = getattr(c, dialog.field.currentData())
        differ = len(np.unique(column.codes)) > 1
        assert dialog.chosen() == ("" if differ else column.get(0))
        assert dialog.apply.isEnabled() == bool(dialog.chosen())
    dialog.field.setCurrentIndex(0)
    dialog.value.setCurrentIndex(dialog.value.findData("timber"))
    assert dialog.apply.isEnabled()
    dialog.reject()


def test_files_that_are_being_written_are_not_given_up_without_a_question(
    window: Any, tmp_path: Path
) -> None:
    from app.gui.sheetmodel import SheetModel  # noqa: F401
    from app.gui.tableexport import viewed

    opened(window)
    sheet = viewed(window.model_place.table.model)
    path = tmp_path / "list.csv"
    job = window.write_view(sheet, path)
    window.close()
    assert window.isVisible()
    _answer(window, "gui.cancel")
    window.open(SAMPLES / "truss_gussets.ifc")  # another model does not stop it either
    wait(lambda: job.over)
    wait(path.is_file)
    wait(lambda: window.session.current is not None and window.session.current.name == "truss_gussets.ifc")
    window.close()
    assert not window.isVisible()


def test_edits_whose_element_is_not_in_the_changed_file_are_listed_as_resting(
    window: Any, open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from app.gui.strips import Notice

    model, path = _copy(tmp_path), tmp_path / "a.steelyard"
    window.open(model)
    wait(lambda: window.session.current is not None)
    window.session.select(np.arange(3))
    window.session.decide("grade", "Q355B", "drawing S-1")
    assert window.session.file.save(path)
    gone = window.session.project.decisions[1].global_id
    model.write_bytes(model.read_bytes().replace(gone.encode(), b"0" * 22))
    again = open_window("en")
    again.open(path)
    wait(lambda: [n for n in again.strips.findChildren(Notice) if n.code == "gui.file_changed"])
    sheet = again.model_place.edits.table.model.sheet
    states = dict(zip(sheet.data["global_id"].filled(), sheet.data["state"].filled(), strict=True))
    assert states.pop(gone) == "rests"
    assert set(states.values()) == {"holds"}


def test_a_model_that_holds_none_of_the_elements_decided_about_is_told_to_be_another(
    window: Any, open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog, QPushButton

    from app.gui.strips import Notice

    model, other, path = _copy(tmp_path), _copy(tmp_path, "truss_gussets"), tmp_path / "a.steelyard"
    window.open(model)
    wait(lambda: window.session.current is not None)
    _decide(window, 0, "Q355B")
    assert window.session.file.save(path)
    model.unlink()
    again = open_window("en")
    again.open(path)

    def told(code: str) -> list[Any]:
        return [n for n in again.strips.findChildren(Notice) if n.code == code and not n.going]

    wait(lambda: told("gui.model_moved"))
    for chosen in ("", str(other)):  # cancelled once, then found
        (button,) = told("gui.model_moved")[0].findChildren(QPushButton)
        button.click()
        dialog = next(d for d in again.findChildren(QFileDialog) if d.isVisible())
        if chosen:
            dialog.fileSelected.emit(chosen)
        dialog.close()
    assert not told("gui.model_moved")
    wait(lambda: told("gui.file_another"))


def test_a_hidden_part_is_neither_labelled_nor_looked_at(window: Any) -> None:
    opened(window)
    view = window.model_place.view
    wait(lambda: view.canvas.scene is not None and view.canvas.settled)
    window.session.select(np.array([0]))
    view.fit()
    near = view.canvas.camera.span
    view.hide_selected()
    assert not len(view._labels()[0])
    view.fit()
    assert view.canvas.camera.span > near


def test_every_dock_shows_how_to_float_and_to_close_it(window: Any) -> None:
    from PySide6.QtWidgets import QAbstractButton

    opened(window)
    for name, dock in window.model_place.docks.items():
        for which in ("float", "close"):
            button = dock.findChild(QAbstractButton, f"qt_dockwidget_{which}button")
            assert not button.icon().isNull(), (name, which)
            assert min(button.width(), button.height()) >= 12, (name, which)


def test_a_frame_drawn_with_ctrl_adds_to_the_selection_what_lies_in_it(window: Any) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    opened(window)
    canvas = window.model_place.view.canvas
    wait(lambda: canvas.scene is not None and canvas.settled)
    drawn = np.flatnonzero(np.isfinite(canvas.scene.boxes[:, 0, 0]))
    window.session.select(drawn[:1])
    seen = canvas.camera
    left, ctrl = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    start, end = QPoint(1, 1), QPoint(canvas.width() - 2, canvas.height() - 2)
    QTest.mousePress(canvas, left, ctrl, start)
    QTest.mouseMove(canvas, start + QPoint(20, 20))
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, left, ctrl, end)
    assert window.session.selection.tolist() == drawn.tolist()
    assert canvas.camera == seen
    at = canvas.camera.project(canvas.scene.boxes[drawn].mean(axis=1), *canvas.pixels)[0]
    found = canvas.hit(QPoint(int(at[0]), int(at[1])))
    if found is not None:  # Ctrl and a click without a drag takes away as before
        QTest.mouseClick(canvas, left, ctrl, QPoint(int(at[0]), int(at[1])))
        assert found.component not in window.session.selection


def test_the_dialog_of_changes_says_what_a_section_or_grade_is_taken_for(window: Any) -> None:
    from app.gui.panels.editdialog import EditDialog

    opened(window)
    window.session.select(np.array([0]))
    window.edit_selected()
    dialog = window.findChild(EditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("profile"))
    dialog.value.setEditText("FOO 12")
    assert say("sections.unknown", "zh", {"text": "FOO 12"}) in dialog.taken.text()
    dialog.value.setEditText("HW300x300")  # GB/T 11263-2017, table 1: H 300 × 300 × 10 × 15, 93.0 kg/m
    assert "HW300×300×10×15" in dialog.taken.text()
    assert "93" in dialog.taken.text()
    dialog.field.setCurrentIndex(dialog.field.findData("grade"))
    dialog.value.setEditText("Q999")
    assert say("materials.unknown", "zh", {"text": "Q999"}) in dialog.taken.text()
    dialog.value.setEditText("Q355B")
    assert not dialog.taken.text()
    dialog.reject()


def test_edits_that_are_not_to_be_saved_stay_until_another_model_is_there(
    window: Any, tmp_path: Path
) -> None:
    from app.gui.strips import Notice

    opened(window)
    _decide(window, 0, "Q355B")
    window.session.file.autosave()
    copy = window.session.file.recovery.place(None)
    broken = tmp_path / "broken.ifc"
    broken.write_text("no model", encoding="utf-8")
    window.open(broken)
    _answer(window, "gui.do_not_save")
    wait(lambda: [n for n in window.strips.findChildren(Notice) if n.code.startswith("ifc.")])
    assert [d.value for d in window.session.project.decisions] == ["Q355B"]
    assert window.session.modified
    assert copy.exists()
    window.open(SAMPLES / "truss_gussets.ifc")
    _answer(window, "gui.do_not_save")
    wait(lambda: window.session.current is not None and window.session.current.name == "truss_gussets.ifc")
    assert not window.session.modified
    assert not copy.exists()


def test_who_thinks_better_of_closing_has_lost_nothing(window: Any, tmp_path: Path) -> None:
    from app.gui.tableexport import viewed

    opened(window)
    _decide(window, 0, "Q355B")
    sheet = viewed(window.model_place.table.model)
    job = window.write_view(sheet, tmp_path / "list.csv")
    window.close()
    _answer(window, "gui.do_not_save")
    _answer(window, "gui.cancel")  # files are still being written
    assert window.isVisible()
    assert window.session.modified
    wait(lambda: job.over)
    window.close()
    _answer(window, "gui.do_not_save")
    assert not window.isVisible()
