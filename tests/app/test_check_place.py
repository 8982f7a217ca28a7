"""The Check page, driven as a user drives it. One window for all: each test leaves it as it found it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import dismiss, no_screen, opened, wait

HEAD = "构件,组合,位置,N (kN),Vy (kN),Mx (kN·m),设计状况\n"
ROW = "次梁 Secondary beam,C1,0.5,0,30,{m},持久\n"


def forces(folder: Path, moment: float) -> Path:
    """A force table that loads the 15 secondary beams of the office by a moment, in kN.m."""
    path = folder / f"forces_{moment:g}.csv"
    path.write_text(HEAD + ROW.format(m=moment), encoding="gb18030")
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The window with the office on its Check page, without forces."""
    if why := no_screen():
        pytest.skip(why)

    from app.gui.application import start
    from app.gui.checking import checking_of

    _, window = start(tmp_path_factory.mktemp("state"), "zh")
    window.resize(1280, 800)
    window.show()
    opened(window, "frame_office.ifc")
    window.show_place("check")
    wait(lambda: checking_of(window.session).found is not None)
    yield window
    dismiss(window)


@pytest.fixture
def loaded(office: Any, tmp_path: Path) -> Iterator[Any]:
    """The same with the secondary beams overloaded; undone afterwards."""
    from app.gui.places.check.forces import ForcesDialog

    dialog = ForcesDialog(office.check_place, office.session)
    dialog.choose(forces(tmp_path, 900))
    wait(lambda: dialog.seen is not None)
    assert dialog.seen["refused"] is None
    before = office.session.undo.index()
    dialog.take()
    wait(lambda: checking(office).found is not None and checking(office).found.summary["with_forces"])
    yield office
    office.check_place.table.clear_filters()
    office.session.undo.setIndex(before)
    wait(lambda: checking(office).found is not None)


def checking(window: Any) -> Any:
    """The check of a window."""
    from app.gui.checking import checking_of

    return checking_of(window.session)


def test_without_forces_the_page_counts_no_member_as_satisfied(office: Any) -> None:
    from app.gui.checking import BANDS

    tiles = office.check_place.tiles.tiles
    assert tiles["all"].figure.text() == tiles["not_checked"].figure.text() == "90"
    assert tiles["passes"].figure.text() == tiles["near"].figure.text() == "0"
    assert set(np.unique(checking(office).found.band).tolist()) == {BANDS.index("not_checked")}
    said = office.check_place.said.text()
    assert office.texts.say("gui_check.capacities_only") in said
    assert office.texts.say("gb50017.note_connections") in said


def test_a_force_table_is_kept_in_the_project_and_taken_back_by_undo(loaded: Any) -> None:
    assert loaded.check_place.tiles.tiles["over"].figure.text() == "15"
    kept = loaded.session.project.check
    assert Path(kept["forces"]).name == "forces_900.csv"
    assert len(kept["sha256"]) == 64
    loaded.session.undo.undo()
    assert not loaded.session.project.check
    wait(lambda: checking(loaded).found is not None)
    assert not checking(loaded).found.summary["with_forces"]
    loaded.session.undo.redo()
    wait(lambda: checking(loaded).found is not None)
    assert checking(loaded).found.summary["with_forces"]


def test_a_click_on_a_count_shows_exactly_those_members(loaded: Any) -> None:
    place = loaded.check_place
    place.tiles.tiles["over"].click()
    assert place.table.model.rowCount() == 15
    place.tiles.tiles["not_checked"].click()
    assert int((place.table.model.shown.rows >= 0).sum()) == 75
    assert place.table.model.query.group == "reason"
    place.tiles.tiles["all"].click()
    assert place.table.model.rowCount() == 90


def test_the_trace_is_of_the_selected_member_and_of_no_other(loaded: Any) -> None:
    place, found = loaded.check_place, checking(loaded).found
    place.table.view.selectRow(0)
    row = int(checking(loaded).selected()[0])
    assert loaded.session.selection.tolist() == [int(found.rows[row])]
    wait(lambda: place.trace.view.sheet is not None)
    sheet = place.trace.view.sheet
    assert sheet.utilisation == pytest.approx(float(found.sheet.data["utilisation"][row]), rel=1e-12)
    words = place.trace.view.words.toPlainText()
    assert words.index(sheet.governing.split(" · ")[0]) < words.index(loaded.texts.say("checks.part_summary"))
    loaded.session.select(np.flatnonzero(found.member < 0)[:1])
    wait(lambda: place.trace.view.said.text() == loaded.texts.say("gui_check.no_member"))
    assert place.trace.view.sheet is None


def test_an_assumption_is_changed_with_a_reason_checked_again_and_undone(loaded: Any) -> None:
    from app.gui.panels.assumptions import AssumptionsDialog

    found, model = checking(loaded).found, loaded.session.model
    at = int(np.flatnonzero(found.sheet.data["profile"].match(lambda w: w.startswith("HN350")))[0])
    before = float(found.sheet.data["group_out_of_plane"][at])
    loaded.session.select(found.rows[at : at + 1])
    dialog = AssumptionsDialog(loaded.check_place, loaded.session)
    dialog.editors["check_restraint_mm"].setText("1000")
    assert not dialog.apply.isEnabled()
    dialog.reason.setText("隅撑间距 1.0 m")
    assert dialog.apply.isEnabled()
    dialog.editors["check_restraint_mm"].setText("-3")
    assert not dialog.apply.isEnabled()
    dialog.editors["check_restraint_mm"].setText("1000")
    dialog._apply()
    wait(lambda: checking(loaded).found is not None and checking(loaded).found.summary["decided"] == 1)
    # annex C: phi_b rises as l1 falls, and 6.2.2 falls with it
    assert float(checking(loaded).found.sheet.data["group_out_of_plane"][at]) < before
    assert loaded.session.model is model
    (decided,) = loaded.session.project.decisions
    assert decided.field == "check_restraint_mm"
    assert float(decided.before) == pytest.approx(float(found.sheet.data["l1"][at]), rel=1e-5)
    edits = loaded.model_place.edits.table.model.sheet
    assert edits.data["field"].get(0) == loaded.texts.say("checks.field_check_restraint_mm")
    loaded.session.undo.undo()
    wait(lambda: checking(loaded).found is not None)
    assert float(checking(loaded).found.sheet.data["group_out_of_plane"][at]) == before


def test_lists_and_sheets_are_written(loaded: Any, tmp_path: Path) -> None:
    import pypdf

    from app.gui.places.check.export import ExportDialog

    told: list[Any] = []
    dialog = ExportDialog(loaded.check_place, loaded.session)
    dialog.written.connect(lambda files, _: told.append(files))
    loaded.check_place.trace.written.connect(lambda files, _: told.append(files))
    dialog.sheets.setValue(1)
    dialog.write(tmp_path / "out")
    loaded.check_place.table.view.selectRow(0)
    loaded.check_place.trace.write(tmp_path / "one.pdf")
    wait(lambda: len(told) == 2)
    names = sorted(p.name for files in told for p in files)
    assert names == ["check_sheets.pdf", "checks.csv", "checks.xlsx", "one.pdf"]
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "one.pdf").pages)
    assert "GB 50017-2017" in text


def test_a_setting_goes_into_the_project_and_only_where_it_is_not_the_default(office: Any) -> None:
    from app.gui.places.check.settings import SettingsDialog

    dialog = SettingsDialog(office.check_place, office.session)
    dialog.editors["gamma_0"].setText("1.1")
    dialog._apply()
    assert office.session.project.check == {"settings": {"gamma_0": 1.1}}
    again = SettingsDialog(office.check_place, office.session)
    assert again.editors["gamma_0"].text() == "1.1"
    again.editors["gamma_0"].setText("much")
    again._apply()
    assert office.session.project.check == {"settings": {"gamma_0": 1.1}}
    assert again.said.objectName() == "bad"
    office.session.undo.undo()
    assert not office.session.project.check


def test_the_3d_view_is_lent_to_the_page_and_comes_back_as_it_was(office: Any) -> None:
    view = office.model_place.view
    wait(lambda: view.canvas.scene is not None)
    assert view.colouring.name == "utilisation"
    members = office.session.model.components.category.isin(["steel_member"])
    wait(lambda: np.array_equal(view.canvas.visible, members))
    office.show_place("model")
    assert office.model_place.centralWidget() is view
    assert view.colouring.name == "category"
    assert view.canvas.visible.all()
    office.show_place("check")
    assert view.parentWidget() is office.check_place.picture
    wait(lambda: np.array_equal(view.canvas.visible, members))


def test_what_is_hidden_on_the_page_comes_back_whatever_happened_there(office: Any) -> None:
    view, session = office.model_place.view, office.session
    wait(lambda: view.canvas.scene is not None)
    members = session.model.components.category.isin(["steel_member"])
    wait(lambda: np.array_equal(view.canvas.visible, members))
    view.drawn.emit()  # the check was there before the picture was taken over
    assert np.array_equal(view.canvas.visible, members)
    before, model = session.undo.index(), session.model
    one = np.flatnonzero(members)[:1]
    session.select(one)
    session.decide("category", "bought_item", "检修梯")
    wait(lambda: session.model is not model and checking(office).found is not None)
    members[one] = False
    wait(lambda: np.array_equal(view.canvas.visible, members))
    office.show_place("model")
    assert view.canvas.visible.all()
    model = session.model
    session.undo.setIndex(before)
    wait(lambda: session.model is not model)
    office.show_place("check")
    wait(lambda: checking(office).found is not None)
    session.select(np.zeros(0, np.int64))


def test_a_force_table_that_is_gone_is_told_and_checked_again_once_it_is_back(loaded: Any) -> None:
    path = Path(loaded.session.project.check["forces"])
    text = path.read_bytes()
    path.unlink()
    before = loaded.session.undo.index()
    inputs = checking(loaded).inputs
    checking(loaded).set_inputs(inputs.__class__(**{**vars(inputs), "settings": {"gamma_0": 1.1}}), "x")
    wait(lambda: checking(loaded).refusal is not None)
    assert checking(loaded).found is None
    assert path.name in loaded.check_place.said.text()
    assert loaded.check_place.table.model.rowCount() == 0
    path.write_bytes(text)
    loaded.check_place.retry.click()
    wait(lambda: checking(loaded).found is not None)
    assert checking(loaded).found.summary["over"] == 15
    loaded.session.undo.setIndex(before)


def test_one_member_without_a_model_is_calculated(office: Any) -> None:
    from app.gui.places.check.calculator import Calculator

    dialog = Calculator(office.check_place, office.session)
    dialog.lines["section"].setText("HN500x200x10x16")
    dialog.boxes["grade"].setEditText("Q355")
    dialog.lines["Mx"].setText("250")
    dialog.flags["held"].setChecked(True)
    dialog.calculate()
    wait(lambda: dialog.trace.sheet is not None)
    # by hand without fillets: W = (200 500^3 - 190 468^3) / 12 / 250, u = M / (1.05 W f), f = 305 (t = 16)
    plain = 250e6 / (1.05 * (200 * 500**3 - 190 * 468**3) / 12 / 250 * 305.0)
    bending = next(r for r in dialog.trace.sheet.summary if r.clause.endswith("6.1.1"))
    assert bending.utilisation == pytest.approx(plain, rel=0.02)
    dialog.lines["Mx"].setText("many")
    dialog.calculate()
    assert dialog.trace.sheet is None
    assert "many" in dialog.said.text()
    dialog.close()


def test_columns_are_named_by_hand_in_the_dialog(office: Any, tmp_path: Path) -> None:
    from app.gui.places.check.forces import ForcesDialog

    path = tmp_path / "odd.csv"
    path.write_text("杆,工况号,轴 (kN),弯 (kN·m)\n次梁 Secondary beam,C1,0,100\n", encoding="utf-8")
    dialog = ForcesDialog(office.check_place, office.session)
    dialog.inputs = dialog.inputs.__class__(mapping={"member": "杆", "combination": "工况号", "N": "轴"})
    dialog.choose(path)
    wait(lambda: dialog.seen is not None)
    first = dialog.seen
    assert first["refused"] is None
    box = dialog.mapped["Mx"]
    box.setCurrentIndex(box.findData("弯"))
    wait(lambda: dialog.seen is not first)
    assert dialog.seen["columns"]["Mx"] == 3
    assert dialog.inputs.mapping["Mx"] == "弯"
    dialog.close()


def test_a_force_table_without_units_is_refused_with_its_columns_shown(tmp_path: Path) -> None:
    from app.checking_inputs import CheckInputs
    from app.gui.tasks.checks import preview_forces
    from components.progress import silent

    path = tmp_path / "bare.csv"
    path.write_text("构件,组合,N,Mx\n次梁,C1,1,2\n", encoding="utf-8")
    seen = preview_forces(silent, path, CheckInputs())
    assert seen["refused"][0] == "forces.no_unit"
    assert [h[0] for h in seen["heads"]] == ["构件", "组合", "n", "mx"]
    assert [h[2] for h in seen["heads"]] == ["构件", "组合", "N", "Mx"]
    strange = tmp_path / "strange.csv"
    strange.write_text("甲,乙,丙 (kN)\na,C1,1\n", encoding="utf-8")
    seen = preview_forces(silent, strange, CheckInputs())
    assert seen["refused"][0] == "forces.no_header"
    assert [h[0] for h in seen["heads"]] == ["甲", "乙", "丙"]


def test_a_force_table_that_changed_is_a_finding_and_declared_combinations_count(tmp_path: Path) -> None:
    from app.checking_inputs import CheckInputs
    from app.gui.tasks.checks import _forces, preview_forces
    from components.progress import silent

    path = forces(tmp_path, 100)
    seen = preview_forces(silent, path, CheckInputs())
    told = {"C1": {"analysis": "direct"}}
    read, odd = _forces(CheckInputs(str(path), seen["sha256"], declared=told), None)
    assert read is not None
    assert odd == ()
    assert read.combinations.analysis.get(0) == "direct"
    forces(tmp_path, 200).replace(path)
    _, odd = _forces(CheckInputs(str(path), seen["sha256"]), None)
    assert [f.code for f in odd] == ["gui_check.forces_changed"]


def test_a_member_is_shown_large_by_its_button_by_enter_and_by_the_key_of_the_view(office: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    place, canvas = office.check_place, office.model_place.view.canvas
    wait(lambda: canvas.scene is not None and canvas.frames > 0)
    office.activateWindow()
    QTest.qWait(50)

    def seen() -> Any:
        return np.array(canvas.camera.target), canvas.camera.span

    def zoomed(row: int) -> bool:
        box = canvas.scene.boxes[row]
        middle, size = box.mean(axis=0), float(np.linalg.norm(box[1] - box[0]))
        target, span = seen()
        return bool(np.linalg.norm(target - middle) < 0.5 * size and span < 3 * size)

    deeds = {
        "button": lambda: place.zoom.click(),
        "enter": lambda: QTest.keyClick(place.table.view, Qt.Key.Key_Return),
        "key": lambda: QTest.keyClick(place.table.view, Qt.Key.Key_F),
        "double click": lambda: place.table.view.doubleClicked.emit(place.table.view.currentIndex()),
    }
    for k, (name, deed) in enumerate(deeds.items()):
        office.session.select(np.zeros(0, np.int64))
        assert not place.zoom.isEnabled()
        office.model_place.view.fit()
        place.table.view.setFocus()
        place.table.view.selectRow(k)
        (row,) = office.session.selection.tolist()
        assert not zoomed(row), name
        deed()
        assert zoomed(row), name
    office.session.select(np.zeros(0, np.int64))
