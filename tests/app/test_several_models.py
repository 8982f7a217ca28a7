"""A project of several models in the window: one picture, one table, one selection, one bill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import SAMPLES, wait, windows

from app import project as pj
from app import usecases
from app.bill_view import BillView
from app.project import overrides, read

ONE, OTHER = "zh_gb_small.ifc", "truss_gussets.ifc"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A window with two samples in one project, for every test of this module."""
    with windows(tmp_path_factory.mktemp("several") / "state") as build:
        window = build()
        window.open(SAMPLES / ONE)
        wait(lambda: window.session.current is not None)
        window.session.models.add(SAMPLES / OTHER)
        wait(lambda: window.session.current.several)
        yield window


@pytest.fixture
def both(kept: Any) -> Any:
    """The window as it was when the second model had come, whatever a test before did to it."""
    session, models = kept.session, kept.session.models
    kept.strips.clear()
    kept.show_place("model")
    session.undo.setIndex(1)  # added; nothing decided
    session.file.path = None
    models.choose("")
    for sha in models.hidden:
        models.hide(sha, False)
    kept.model_place.view.show_all()
    wait(lambda: session.current.several and len(session.current.parts) == 2)
    wait(lambda: session.current.edits == overrides(session.project, session.current.starts))
    session.select(np.zeros(0, np.int64))
    assert not session.project.decisions and len(session.current.parts) == 2
    return kept


@cache
def _opened(name: str) -> Any:
    return usecases.open_model(SAMPLES / name)


def _alone(name: str) -> Any:
    return _opened(name).model


def test_one_table_lists_the_parts_of_both_models_and_names_the_model_of_each(both: Any) -> None:
    one, other = _alone(ONE), _alone(OTHER)
    table = both.model_place.table.model
    assert table.rowCount() == len(one.components) + len(other.components)
    shown = table.sheet.data["model"]
    assert shown.isin([ONE]).sum() == len(one.components)
    assert shown.isin([OTHER]).sum() == len(other.components)
    assert "model" in [c.key for c in table.columns]


def test_each_tree_has_a_root_for_each_model(both: Any) -> None:
    trees = both.model_place.trees
    for i, name in enumerate(trees.models):
        trees.tabs.setCurrentIndex(i)
        wait(lambda name=name: trees.models[name].forest is not None)
        model = trees.models[name]
        words = {model.data(model.index(r, 0)).split("  (")[0] for r in range(model.rowCount())}
        assert words == {ONE, OTHER}


def test_one_picture_holds_both_models_each_at_its_own_coordinates(both: Any) -> None:
    canvas, here = both.model_place.view.canvas, both.session.current
    wait(lambda: canvas.scene is not None and canvas.scene.count == len(here.model.components))
    scene = canvas.scene
    from app.gui.view3d.build import build_scene

    for k, (name, _) in enumerate(here.parts):
        alone = _opened(name)
        own = build_scene(alone.facts, alone.model, lambda *_: None)
        mine = np.flatnonzero(here.part == k)
        step = here.model.components.step_id[mine] % 10**12
        place = np.searchsorted(np.sort(alone.model.components.step_id), step)
        of = np.argsort(alone.model.components.step_id)[place]
        np.testing.assert_allclose(scene.boxes[mine] + scene.origin, own.boxes[of] + own.origin, atol=0.1)


def test_a_model_left_out_of_the_picture_stays_in_the_table_and_comes_back(both: Any) -> None:
    view, here = both.model_place.view, both.session.current
    wait(
        lambda: view.canvas.scene is not None and view.canvas.frames > 0 and view._out.size == len(here.part)
    )
    from PySide6.QtCore import Qt

    panel = both.model_place.trees.list_of_models
    assert panel.isVisible()
    panel.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    wait(lambda: not view.canvas.visible[here.part == 1].any())
    assert view.canvas.visible[here.part == 0].all()
    view.show_all()
    assert not view.canvas.visible[here.part == 1].any()
    assert both.model_place.table.model.rowCount() == len(here.part)
    panel.list.item(1).setCheckState(Qt.CheckState.Checked)
    wait(lambda: view.canvas.visible.all())


def test_an_edit_in_one_model_of_two_is_undone_saved_and_there_again(
    both: Any, tmp_path: Path, open_window: Callable[..., Any]
) -> None:
    session = both.session
    row = int(np.flatnonzero(session.current.part == 1)[0])
    sha, step = session.current.identity(row)
    session.select(np.array([row]))
    before = session.current.model.components.grade.get(row)
    session.decide("grade", "Q460C", "as on drawing 7")
    wait(lambda: session.current.model.components.grade.get(row) == "Q460C")
    (made,) = session.project.decisions
    assert (made.model, made.step_id, made.before) == (sha, step, before)
    session.undo.undo()
    wait(lambda: session.current.model.components.grade.get(row) == before)
    session.undo.redo()
    wait(lambda: session.current.model.components.grade.get(row) == "Q460C")
    assert session.file.save(tmp_path / "two.steelyard")
    assert [Path(m.path).name for m in read(tmp_path / "two.steelyard").models] == [ONE, OTHER]
    again = open_window("zh")
    again.open(tmp_path / "two.steelyard")
    wait(lambda: again.session.current is not None and again.session.current.several)
    wait(lambda: again.session.current.model.components.grade.get(row) == "Q460C")
    assert again.session.current.identity(row) == (sha, step)
    assert not again.session.modified


def test_a_model_is_removed_and_undo_brings_it_back_with_what_was_selected(both: Any) -> None:
    session = both.session
    second = session.current.parts[1][1]
    keep = np.flatnonzero(session.current.part == 0)[:3]
    session.select(keep)
    told = [session.current.identity(r) for r in keep.tolist()]
    session.models.remove(second)
    wait(lambda: not session.current.several)
    assert len(session.current.model.components) == len(_alone(ONE).components)
    assert [session.current.identity(r) for r in session.selection.tolist()] == told
    session.undo.undo()
    wait(lambda: session.current.several)
    assert sorted(session.current.identity(r) for r in session.selection.tolist()) == sorted(told)
    session.undo.undo()  # adding it
    wait(lambda: not session.current.several)
    assert len(session.project.models) == 1


def test_one_model_alone_is_worked_on_where_it_is_chosen_with_the_edits_of_both(both: Any) -> None:
    session, bar = both.session, both.topbar.models
    assert bar.count() == 3 and bar.currentIndex() == 0
    row = int(np.flatnonzero(session.current.part == 1)[0])
    session.select(np.array([row]))
    session.decide("grade", "Q460C", "as on drawing 7")
    wait(lambda: session.current.model.components.grade.get(row) == "Q460C")
    identity = session.current.identity(row)
    bar.activated.emit(2)
    wait(lambda: not session.current.several and session.current.generation == 1)
    (now,) = session.selection.tolist()
    assert session.current.identity(now) == identity
    assert session.current.model.components.grade.get(now) == "Q460C"


def test_rate_asks_which_model_it_rates_and_rates_that_one(both: Any) -> None:
    both.show_place("rate")
    which = both.rate_place.which
    assert which.isVisible() and which.box.count() == 2 and which.box.currentIndex() == -1
    assert both.session.rating.view is None
    which.box.activated.emit(1)
    wait(lambda: both.session.rating.view is not None)
    assert both.session.current.name == OTHER
    assert which.box.currentIndex() == 1


def test_check_asks_which_model_it_checks_because_standards_are_those_of_one(both: Any) -> None:
    """Ties of a truss beside a light portal frame would else be taken for parts of that frame, GB 51022."""
    from app.gui.checking import checking_of

    session, place = both.session, both.check_place
    both.show_place("check")
    assert place.which.isVisible() and place.which.box.currentIndex() == -1
    assert place.said.text() == both.texts.say("gui_check.which_first")
    assert checking_of(session).found is None and not checking_of(session).running
    place.which.box.activated.emit(1)
    wait(lambda: checking_of(session).found is not None)
    assert session.current.name == OTHER
    assert place.said.text() != both.texts.say("gui_check.which_first")


def test_the_bill_is_of_both_models(both: Any) -> None:
    session = both.session
    both.show_place("bill")
    wait(lambda: session.results.get("bill", BillView) is not None)
    of = session.results.get("bill", BillView).piece_of
    assert len(of) == len(session.current.model.components)
    assert set(session.current.part[of >= 0].tolist()) == {0, 1}


def test_a_model_that_is_there_already_is_told_of_and_not_added_twice(both: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ifc"
    copy.write_bytes((SAMPLES / ONE).read_bytes())
    both.session.models.add(copy)
    wait(lambda: _told(both, "gui.model_twice"))
    assert len(both.session.project.models) == 2


def test_the_view_is_coloured_by_model_while_several_are_shown_and_not_offered_for_one(both: Any) -> None:
    view, session = both.model_place.view, both.session
    wait(lambda: view.canvas.scene is not None and view.canvas.scene.count == len(session.current.part))
    view.colours.offer()
    assert view.colours._acts["model"].isVisible()
    view.colour_by("model")
    counts = np.bincount(session.current.part).tolist()
    assert {e.words: e.count for e in view.canvas.legend} == dict(zip((ONE, OTHER), counts, strict=True))
    painted = view.canvas.engine._painted
    of = {tuple(c) for c in painted[session.current.part == 0].tolist()}
    assert len(of) == 1
    assert of.isdisjoint({tuple(c) for c in painted[session.current.part == 1].tolist()})
    view.colour_by("category")
    session.models.choose(session.current.parts[0][1])
    wait(lambda: not session.current.several)
    view.colours.offer()
    assert not view.colours._acts["model"].isVisible()


def test_models_dropped_together_are_one_project_in_their_order_and_another_file_is_told_of(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDropEvent

    window = open_window("zh")
    broken, project = tmp_path / "broken.ifc", tmp_path / "other.steelyard"
    broken.write_text("no model", encoding="utf-8")
    project.write_text("{}", encoding="utf-8")
    data = QMimeData()
    paths = (broken, SAMPLES / OTHER, project, SAMPLES / ONE)
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    window.dropEvent(drop)
    wait(lambda: window.session.current is not None and window.session.current.several)
    assert [name for name, _ in window.session.current.parts] == [OTHER, ONE]
    assert [Path(m.path).name for m in window.session.project.models] == [OTHER, ONE]
    assert _told(window, "gui.dropped_alone")
    assert window.session.file.path is None


def test_a_project_that_names_one_model_many_times_is_read_by_one_worker_at_a_time(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from app.gui.job import Job

    window, at_once = open_window("zh"), [0]
    refs = [pj.ModelRef(str(SAMPLES / name)) for name in (ONE, OTHER)]
    pj.write(pj.Project((*refs * 200,)), tmp_path / "p.steelyard")
    window.open(tmp_path / "p.steelyard")

    def shown() -> bool:
        jobs = window.session.bench.findChildren(Job)
        at_once[0] = max(at_once[0], sum(j.name == "open_model" and not j.over for j in jobs))
        return window.session.current is not None and window.session.current.several

    wait(shown)
    assert at_once == [1]


def test_two_models_of_a_project_that_became_the_same_file_are_counted_once(
    open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from app.gui.job import Job

    window, refs = open_window("zh"), []
    for name, was in (("a", "1" * 64), ("b", "2" * 64)):
        (tmp_path / f"{name}.ifc").write_bytes((SAMPLES / ONE).read_bytes())
        refs.append(pj.ModelRef(str(tmp_path / f"{name}.ifc"), was))
    pj.write(pj.Project(tuple(refs)), tmp_path / "p.steelyard")
    window.open(tmp_path / "p.steelyard")
    wait(lambda: {m.sha256 for m in window.session.project.models}.isdisjoint({"1" * 64, "2" * 64}))
    wait(lambda: all(j.over for j in window.session.bench.findChildren(Job)))
    wait(lambda: window.session.current is not None)
    assert len(window.session.models.here()) == 1 and not window.session.current.several


def test_models_that_cannot_be_one_are_told_of_and_the_last_one_read_is_shown(
    both: Any, tmp_path: Path
) -> None:
    """Sections named in inches beside sections named in millimetres."""
    inches = tmp_path / "inches.ifc"
    text = (SAMPLES / OTHER).read_text(encoding="utf-8")
    metric = "#10=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);"
    assert metric in text
    inch = (
        "#10=IFCCONVERSIONBASEDUNIT(#9000001,.LENGTHUNIT.,'INCH',#9000002);"
        "#9000001=IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0);"
        "#9000002=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(25.4),#9000003);"
        "#9000003=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);"
    )
    inches.write_text(text.replace(metric, inch), encoding="utf-8")
    both.session.models.add(inches)
    wait(lambda: _told(both, "bom.merge_units"))
    wait(lambda: both.session.current.name == "inches.ifc")
    assert both.topbar.models.count() == 4 and both.topbar.models.currentIndex() == 3


def test_models_a_hundred_kilometres_apart_are_told_of_and_those_of_one_site_are_not() -> None:
    from app.gui.view3d.apart import far_apart

    house = np.array([[[0.0, 0.0, 0.0], [20_000.0, 10_000.0, 9_000.0]]])
    part = np.array([0, 1])
    assert far_apart(np.concatenate((house, house + 300_000.0)), part) is None
    gone = far_apart(np.concatenate((house, house + np.array([1e8, 0.0, 0.0]))), part)
    assert gone == (0, 1, pytest.approx(1e8 - 20_000.0))


def _told(window: Any, code: str) -> bool:
    from app.gui.strips import Notice

    return any(n.code == code for n in window.strips.findChildren(Notice))
