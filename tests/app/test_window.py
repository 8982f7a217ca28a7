"""The window, driven as a user drives it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import SAMPLES, none_left, opened, wait

from app import project as pj
from app import usecases
from app.bills import make_issue, plan_of, write_issue
from components.words import say


def test_a_sample_is_one_click_away_and_every_component_has_a_row(window: Any) -> None:
    window.start.samples["zh_gb_small"].click()
    wait(lambda: window.session.current is not None)
    expected = usecases.open_model(SAMPLES / "zh_gb_small.ifc").model
    assert window.model_place.table.model.rowCount() == len(expected.components)
    assert window.stack.currentWidget() is window.model_place


def test_a_cancelled_opening_opens_nothing_and_ends_its_worker(window: Any) -> None:
    from app.gui.job import Job

    window.open(SAMPLES / "portal_workshop.ifc")
    job = next(j for j in window.session.bench.findChildren(Job) if not j.over)
    worker = job._process.pid
    job.cancel()
    wait(lambda: not _alive(worker))
    assert window.session.current is None
    assert window.stack.currentWidget() is window.start


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().split(")")[1].split()[0] != "Z"


def test_a_refused_file_is_told_as_its_sentence_and_what_was_open_stays(window: Any, tmp_path: Path) -> None:
    from app.gui.strips import Notice

    before = opened(window)
    broken = tmp_path / "broken.ifc"
    broken.write_text("not a model", encoding="utf-8")
    window.open(broken)
    wait(lambda: window.strips.findChildren(Notice))
    notice = window.strips.findChildren(Notice)[-1]
    assert notice.code.startswith("ifc.")
    assert notice.sentence.text() == say(notice.code, "zh", {"file": "broken.ifc"})
    assert window.session.current is before


def test_a_worker_that_dies_is_a_message_and_not_a_dead_window(window: Any) -> None:
    from app.gui.job import Job
    from app.gui.strips import Notice

    window.open(SAMPLES / "portal_workshop.ifc")
    job = next(j for j in window.session.bench.findChildren(Job) if not j.over)
    os.kill(job._process.pid, signal.SIGKILL)
    wait(lambda: window.strips.findChildren(Notice))
    told = window.strips.findChildren(Notice)[-1]
    assert told.code == "gui.step_failed"
    assert say("gui.job_open", "zh", {"file": "portal_workshop.ifc"}) in told.sentence.text()
    opened(window)


def test_one_selection_is_shown_by_table_view_tree_and_inspector(window: Any) -> None:
    here = opened(window)
    place = window.model_place
    wait(lambda: place.view.canvas.scene is not None)
    place.table.view.selectRow(3)
    row = int(place.table.selected_rows()[0])
    assert window.session.selection.tolist() == [row]
    assert place.view.canvas.marked.tolist() == [row]
    name = here.model.components.global_id.get(row)
    wait(lambda: name in _texts(place.inspector.overview))
    window.session.select(np.array([0, 2]))
    assert sorted(place.table.selected_rows().tolist()) == [0, 2]


def _texts(widget: Any) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)]


def test_a_click_on_a_finding_selects_its_elements(window: Any) -> None:
    from components.findings import INFO, Finding

    steps = opened(window).model.components.step_id
    touched = (int(steps[1]), int(steps[3]))
    panel = window.model_place.findings
    panel.set_findings((Finding("takeoff.unclassified", INFO, touched, {"count": 2}),))
    panel.table.view.selectRow(0)
    assert window.session.selection.tolist() == [1, 3]


def test_a_pick_in_the_middle_of_a_fitted_part_finds_that_part(window: Any) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    opened(window)
    view = window.model_place.view
    canvas = view.canvas
    wait(lambda: canvas.scene is not None and canvas.frames > 0)
    scene = canvas.scene
    row = int(np.nanargmax(np.ptp(scene.boxes, axis=1).prod(axis=1)))
    window.session.select(np.array([row]))
    view.isolate()
    canvas.fit(np.array([row]))
    seen = canvas.camera.project(
        scene.points[scene.triangles[scene.first[row]]].mean(axis=0)[None], *canvas.pixels
    )[0]
    window.session.select(np.zeros(0, np.int64))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(seen[0]), round(seen[1])))
    assert window.session.selection.tolist() == [row]


def test_an_edit_needs_a_reason(window: Any) -> None:
    from app.gui.panels.editdialog import EditDialog

    opened(window)
    window.session.select(np.array([0]))
    dialog = EditDialog(window, window.session)
    assert not dialog.apply.isEnabled()
    dialog.reason.setText("drawing S-12")
    assert dialog.apply.isEnabled()


def _edited(window: Any, value: str = "timber") -> None:
    window.session.select(np.array([0]))
    window.session.decide("category", value, "seen on site")
    wait(lambda: window.session.model.components.category[0] == value)


def test_an_edit_changes_the_model_undo_takes_it_back_and_redo_brings_it_again(window: Any) -> None:
    was = opened(window).model.components.category[0]
    _edited(window)
    assert window.model_place.edits.table.model.rowCount() == 1
    window.actions_by_name["undo"].trigger()
    wait(lambda: window.session.model.components.category[0] == was)
    assert window.model_place.edits.table.model.rowCount() == 0
    window.actions_by_name["redo"].trigger()
    wait(lambda: window.session.model.components.category[0] == "timber")


def test_a_saved_project_opens_with_its_edits(
    window: Any, open_window: Callable[..., Any], tmp_path: Path
) -> None:
    opened(window)
    _edited(window)
    path = tmp_path / "a.steelyard"
    assert window.session.file.save(path)
    assert not window.session.modified
    again = open_window("en")
    again.open(path)
    wait(lambda: again.session.current is not None)
    assert again.session.model.components.category[0] == "timber"
    assert again.session.project == pj.read(path)


def test_what_a_killed_window_left_unsaved_is_offered_and_recovered(
    window: Any, open_window: Callable[..., Any]
) -> None:
    from app.gui.strips import Notice

    opened(window)
    _edited(window)
    window.session.file.autosave()  # what the timer does
    again = open_window("zh")
    again.offer_recovery()
    assert not [n for n in again.strips.findChildren(Notice) if n.code == "gui.recovered"]  # it lives still
    window.session.file.recovery.close()  # and now the window is gone without a word
    again = open_window("zh")
    again.offer_recovery()
    notice = next(n for n in again.strips.findChildren(Notice) if n.code == "gui.recovered")
    assert "zh_gb_small.ifc" in notice.sentence.text()
    from PySide6.QtWidgets import QPushButton

    next(b for b in notice.findChildren(QPushButton) if b.text() == say("gui.recover", "zh")).click()
    wait(lambda: again.session.current is not None)
    assert again.session.model.components.category[0] == "timber"
    assert again.session.modified


def test_the_exported_component_list_is_what_the_command_line_writes(window: Any, tmp_path: Path) -> None:
    here = opened(window)
    place = window.bill_place
    for name, box in place.formats.items():
        box.setChecked(name == "csv")
    written: list[Any] = []
    place.exported.connect(lambda files, _: written.append(files))
    place.write(tmp_path / "window")
    wait(lambda: written)
    issue = make_issue(here.facts, here.model, plan_of())
    write_issue(issue, tmp_path / "line", "zh", ("csv",))
    for path in (tmp_path / "line").iterdir():
        assert (tmp_path / "window" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("place", ["model", "rate", "check", "bill", "portfolio"])
def test_every_place_is_reached_from_the_side_bar(window: Any, place: str) -> None:
    opened(window)
    window.sidebar.buttons[place].click()
    assert window.stack.currentWidget() is window.places[place]


def test_a_dropped_model_is_opened(window: Any) -> None:
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLES / "zh_gb_small.ifc"))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    wait(lambda: window.session.current is not None)
    assert window.preferences.recent[0].name == "zh_gb_small.ifc"


def test_hidden_parts_cannot_be_picked_and_come_back(window: Any) -> None:
    opened(window)
    view = window.model_place.view
    wait(lambda: view.canvas.scene is not None)
    window.session.select(np.array([1]))
    view.hide_selected()
    assert not view.canvas.visible[1]
    view.show_all()
    assert view.canvas.visible.all()


def test_a_closed_project_lets_its_picture_go(window: Any) -> None:
    opened(window)
    canvas = window.model_place.view.canvas
    wait(lambda: canvas.scene is not None and canvas.frames > 0)
    assert canvas.engine.solid.data.GetNumberOfPoints() > 0
    window.session.new()
    assert canvas.scene is None and canvas.engine.scene is None
    assert canvas.engine.solid.data.GetNumberOfPoints() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_f1_opens_the_page_of_the_place_in_the_language_of_the_window(
    open_window: Callable[..., Any], lang: str
) -> None:
    from app.gui.manual import PAGES, Manual, page

    window = open_window(lang)
    window.show_place("bill")
    window.actions_by_name["manual"].trigger()
    manual = window.findChild(Manual)
    assert manual.text.toPlainText().startswith(page("bill", lang).splitlines()[0].lstrip("# "))
    assert [page(p, lang).count("\n## ") for p in PAGES] == [page(p, "zh").count("\n## ") for p in PAGES]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_window_fits_a_small_screen_before_and_after_a_model_is_open(
    open_window: Callable[..., Any], lang: str
) -> None:
    window = open_window(lang)
    assert window.minimumSizeHint().width() <= 1280
    opened(window, "frame_office.ifc")
    wait(lambda: window.model_place.view.canvas.scene is not None)
    assert window.minimumSizeHint().width() <= 1280
    assert window.width() == 1280


def test_the_tree_shows_every_component_again_after_an_edit_with_its_branches_open(window: Any) -> None:
    count = len(opened(window).model.components)
    panel = window.model_place.trees
    tree, view = panel.models["places"], panel.views["places"]

    def beneath() -> int:
        return sum(len(tree.components(tree.index(i, 0))) for i in range(tree.rowCount()))

    wait(lambda: beneath() == count)
    view.expand(tree.index(0, 0, tree.index(0, 0)))
    before = tree.forest
    _edited(window)
    wait(lambda: tree.forest is not before)
    assert beneath() == count
    assert view.isExpanded(tree.index(0, 0, tree.index(0, 0)))


def test_a_search_in_the_tree_keeps_what_matches_and_all_that_hangs_below_it(window: Any) -> None:
    c = opened(window, "truss_gussets.ifc").model.components
    panel = window.model_place.trees
    panel.tabs.setCurrentIndex(2)
    profile = c.profile.get(int(np.flatnonzero(c.profile.codes >= 0)[0]))
    wait(lambda: panel.models["categories"].forest is not None)
    panel.search.setText(profile.casefold())
    panel.refresh()
    forest = panel.models["categories"].forest
    expected = np.flatnonzero(
        c.profile.match(lambda w: profile.casefold() in w.casefold())
        | c.name.match(lambda w: profile.casefold() in w.casefold())
        | c.part_mark.match(lambda w: profile.casefold() in w.casefold())
    )
    assert set(forest.rows[0].tolist()) == set(expected.tolist())


def test_the_inspector_says_where_it_lists_the_properties_of_some_and_finds_one_by_its_name(
    window: Any,
) -> None:
    from app.gui.panels.facts_of import MOST

    opened(window, "portal_workshop.ifc")
    inspector = window.model_place.inspector
    window.model_place.docks["inspector"].raise_()
    inspector.setCurrentIndex(2)
    every = np.arange(len(window.session.model.components))
    assert len(every) > MOST
    window.session.select(every)
    told = say("gui.properties_of_some", "zh", {"most": MOST, "count": f"{len(every):,}"})
    wait(lambda: inspector.some.isVisible() and inspector.some.text() == told)
    window.session.select(every[:1])
    wait(lambda: not inspector.some.isVisible() and inspector.properties.model.rowCount() > 1)
    sheet = inspector.properties.model.sheet
    inspector.properties.search.setText(sheet.data["property"].get(0))
    wait(lambda: 0 < inspector.properties.model.rowCount() < len(sheet))


def test_the_start_page_cuts_no_words_off_in_either_language(window: Any) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    def cut() -> list[str]:
        labels = [w for w in window.start.findChildren(QLabel) if w.isVisible() and w.wordWrap()]
        assert len(labels) > 5
        buttons = [w for w in window.start.findChildren(QPushButton) if w.isVisible()]
        return [w.text() for w in labels if w.height() < w.heightForWidth(w.width())] + [
            w.text() for w in buttons if w.height() < w.sizeHint().height()
        ]

    for _ in range(2):
        none_left(cut)
        window.other_language()


def test_a_notice_said_twice_is_one_with_a_count_and_warnings_about_other_things_stand_beside_it(
    window: Any,
) -> None:
    from app.gui.strips import Notice

    def standing() -> list[tuple[str, int]]:
        return [(n.sentence.text(), n.times) for n in window.strips.findChildren(Notice) if not n.going]

    def words(file: str) -> str:
        return say("gui.model_moved", "zh", {"file": file})

    for file in ("a.ifc", "b.ifc", "a.ifc", "a.ifc"):
        window.strips.add_notice("warning", "gui.model_moved", {"file": file})
    assert sorted(standing()) == sorted([(words("b.ifc"), 1), (words("a.ifc"), 3)])
    (counted,) = (n for n in window.strips.findChildren(Notice) if n.times == 3 and not n.going)
    assert counted.counted.text() == "×3"
    wait(counted.counted.isVisible)
