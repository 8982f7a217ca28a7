"""The bill page of the real window: tree, lists, bases, settings, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import dismiss, no_screen, opened, wait

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES, issue
from bills import opened as read_model

from app.bill_plan import BASE, own_rules
from app.bill_view import BillView
from app.bills import Plan, make_issue
from components.bom.rules import KEEP
from components.bom.tree import mark_tree
from components.imports.bill_template import default_template
from components.imports.marks import default_rules
from components.model import Override, Overrides
from components.takeoff.build import build
from components.words import say

TRUSS = "truss_gussets.ifc"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One window for all: each test starts with the sample's bill and a project that keeps nothing."""
    if why := no_screen():
        pytest.skip(why)
    from app.gui.application import start

    _, made = start(tmp_path_factory.mktemp("state"), "zh")
    made.resize(1280, 800)
    made.show()
    opened(made, TRUSS)
    made.show_place("bill")
    wait(lambda: made.bill_place.lists.count() > 3)
    yield made
    dismiss(made)


def shown(window: Any) -> Any:
    """The bill page of a project that keeps nothing."""
    session = window.session
    session.edit(replace(session.project, bill={}, block={}, decisions=()), "test")
    wait(lambda: view_of(window) is not None and not view_of(window).bases)
    session.select(np.zeros(0, np.int64))
    return window.bill_place


def with_bases(window: Any) -> Any:
    place = shown(window)
    place.take_example()
    wait(lambda: view_of(window) is not None and view_of(window).bases)
    return place


def view_of(window: Any) -> BillView | None:
    return window.session.results.get("bill", BillView)


def titles(place: Any) -> list[str]:
    return [place.lists.item(i).text() for i in range(place.lists.count())]


def test_the_bill_is_shown_in_the_language_of_the_window(window: Any) -> None:
    place = shown(window)
    assert any(t.startswith("材料汇总表") for t in titles(place))
    window.other_language()
    wait(lambda: any(t.startswith("Material summary") for t in titles(place)))
    window.other_language()
    wait(lambda: any(t.startswith("材料汇总表") for t in titles(place)))


def test_the_tree_counts_the_parts_of_one_assembly_and_the_pieces_of_a_mark() -> None:
    """Counts from the table of the portal by hand (ifc_samples/README.md, 1)."""
    tree = mark_tree(issue(SAMPLES / "portal_workshop.ifc", KEEP).bill, "zh")
    found = {
        (tree.word.get(int(tree.parent[k])), tree.word.get(k)): int(tree.count[k])
        for k in range(len(tree.parent))
    }
    assert found["钢柱", "GZ-1"] == 10
    assert found["檩条", "LT-1"] == 48
    assert found["GL-1", "P204"] == 6
    assert found["GZ-1", "P107"] == 2


def test_the_tree_of_a_model_without_steel_is_empty() -> None:
    read = read_model(SAMPLES / "zh_gb_small.ifc")
    every = tuple(
        Override(int(s), "category", "other", "test") for s in read.model.components.step_id.tolist()
    )
    model = build(read.facts, Overrides(every))
    plan = Plan(default_rules(), default_template(), KEEP, (), None)
    tree = mark_tree(make_issue(read.facts, model, plan).bill, "zh")
    assert len(tree.parent) == 0
    assert (tree.node_of == -1).all() and len(tree.node_of) == len(model.components)


def test_the_tree_of_marks_keeps_its_promises_to_qt(window: Any) -> None:
    from PySide6.QtTest import QAbstractItemModelTester

    place = shown(window)
    model = place.tree.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tree = model.tree
    model.set_tree(tree, "HJ")
    assert 0 < model.rowCount() < int((tree.parent < 0).sum())
    model.set_tree(None)
    assert model.rowCount() == 0
    model.set_tree(tree)
    assert tester.model() is model


def test_a_mark_chosen_in_the_tree_is_selected_in_lists_table_and_totals(window: Any) -> None:
    place = shown(window)
    model, view = place.tree.model, place.tree.view
    kind = model.index(0, 0)
    mark = model.index(0, 0, kind)
    view.setCurrentIndex(mark)
    place.tree._clicked()
    rows = model.components(mark)
    assert window.session.selection.tolist() == sorted(rows.tolist())
    assert window.model_place.table.selected_rows().tolist() == sorted(rows.tolist())
    place.show_list("assemblies")
    sheet = next(s for s in place.sheets if s.name == "assemblies")
    lines = place.table.selected_rows().tolist()
    assert lines == np.unique(sheet.line_of[rows]).tolist()
    c = window.session.model.components
    steel = rows[c.category.isin(("steel_member", "plate", "bent_plate", "accessory"))[rows]]
    assert f"{float(np.nansum(c.net_mass_kg[steel])):,.2f} kg" in place.sums.text()


def test_a_row_of_a_list_selects_its_components_and_the_tree_follows(window: Any) -> None:
    place = shown(window)
    place.show_list("parts")
    place.table.view.selectRow(0)
    sheet = next(s for s in place.sheets if s.name == "parts")
    first = int(place.table.selected_rows()[0])
    assert window.session.selection.tolist() == np.flatnonzero(sheet.line_of == first).tolist()
    chosen = {i.internalId() for i in place.tree.view.selectionModel().selectedRows()}
    tree = place.tree.model.tree
    assert chosen == set(np.unique(tree.node_of[window.session.selection]).tolist())


def test_what_is_assigned_by_hand_goes_to_that_base_and_undo_takes_it_back(window: Any) -> None:
    place = with_bases(window)
    view = view_of(window)
    assert view is not None
    was = view.pieces.base.get(0)
    window.session.select(np.flatnonzero(view.piece_of == 0))
    dialog = place.bases.ask(False)
    assert not dialog.apply.isEnabled()  # there is no reason yet
    dialog.base.setCurrentIndex(dialog.base.findData("YK"))
    dialog.reason.setText("booked up")
    dialog.apply.click()
    wait(lambda: view_of(window) is not None and view_of(window).pieces.base.get(0) == "YK")
    assert view_of(window).pieces.by.get(0) == "hand"
    decided = [d for d in window.session.project.decisions if d.field == BASE]
    assert [(d.value, d.reason, d.before) for d in decided] == [("YK", "booked up", was)]
    assert window.session.current.generation == 0  # the model is not made anew for it
    window.actions_by_name["undo"].trigger()
    wait(lambda: view_of(window) is not None and view_of(window).pieces.base.get(0) == was)


def test_a_rule_goes_before_those_of_the_file_and_can_be_removed(window: Any) -> None:
    place = with_bases(window)
    before = view_of(window).pieces.base.filled()
    dialog = place.bases.ask(True)
    dialog.base.setCurrentIndex(dialog.base.findData("CY"))
    dialog.conditions["marks"].setText("*")
    dialog.reason.setText("trial")
    dialog.apply.click()
    wait(lambda: view_of(window) is not None and set(view_of(window).pieces.base.filled()) == {"CY"})
    assert [r.marks for r in own_rules(window.session.project.bill)] == [("*",)]
    place.bases._remove(0)
    wait(lambda: view_of(window) is not None and view_of(window).pieces.base.filled() == before)


def test_the_view_is_coloured_by_base_once_the_bill_is_there(window: Any) -> None:
    place = with_bases(window)
    assert place.bases.view is view_of(window)
    from app.gui.places.bill.found import BY_BASE, colours_of

    painted = BY_BASE.paint(window.session.model, window.session.results, "zh")
    colours = colours_of(view_of(window))
    assert {e.words: e.colour for e in painted.legend if e.words in colours}.items() <= colours.items()
    assert sum(e.count for e in painted.legend) == len(window.session.model.components)


def test_settings_that_cannot_be_used_are_refused_in_place_and_good_ones_go_through_undo(window: Any) -> None:
    place = shown(window)
    dialog = place.ask_settings("marks")
    page = dialog.marks
    page.text.setPlainText(page.text.toPlainText().replace("tolerance_mm = 1.0", "tolerance_mm = 0"))
    dialog.take()
    assert dialog.isVisible() and "tolerance_mm" in page.wrong.text()
    page.text.setPlainText(page.text.toPlainText().replace("tolerance_mm = 0", "tolerance_mm = 2.5"))
    dialog.title.fields["project"].setText("试验工程")
    dialog.title.fields["date"].setText("30.11.2026")
    dialog.take()
    assert dialog.title.wrong.text() == say("bill.bad_date", "zh")
    dialog.title.fields["date"].setText("2026-11-30")
    dialog.take()
    assert window.session.project.block == {"project": "试验工程", "date": "2026-11-30"}
    assert "tolerance_mm = 2.5" in window.session.project.bill["marks"]["text"]
    assert place.issue.text() == "试验工程  ·  2026-11-30"
    window.actions_by_name["undo"].trigger()
    assert not window.session.project.block and not window.session.project.bill


def test_the_settlement_rule_and_the_unpainted_share_change_the_figures_and_come_back_by_undo(
    window: Any,
) -> None:
    place = shown(window)
    before, generation = window.session.model, window.session.current.generation
    dialog = place.ask_settings("measures")
    page = dialog.measures
    page.paint.setText("120")
    dialog.take()
    assert dialog.isVisible() and page.wrong.text() == say("cli.share_wrong", "zh", {"value": "120"})
    page.paint.setText("10")
    page.rule.setCurrentIndex(page.rule.findData("outer_rectangle"))
    dialog.take()
    wait(lambda: window.session.current.generation > generation)
    after = window.session.model
    np.testing.assert_allclose(
        after.components.paint_area_mm2, 0.9 * before.components.paint_area_mm2, rtol=1e-12
    )
    assert after.settings.settlement_rule == "outer_rectangle"
    generation = window.session.current.generation
    window.actions_by_name["undo"].trigger()
    wait(lambda: window.session.current.generation > generation)
    np.testing.assert_array_equal(
        window.session.model.components.paint_area_mm2, before.components.paint_area_mm2
    )


def test_the_export_writes_the_title_block_and_a_folder_per_base(window: Any, tmp_path: Path) -> None:
    import openpyxl

    place = with_bases(window)
    project = window.session.project
    window.session.edit(replace(project, block={"project": "试验工程", "revision": "B"}), "block")
    place.formats["pdf"].setChecked(False)
    written: list[Any] = []
    place.exported.connect(lambda files, _: written.append(files))
    place.write(tmp_path / "out")
    wait(lambda: written)
    used = {w for w in view_of(window).pieces.base.filled() if w}
    assert used == {p.name for p in (tmp_path / "out").iterdir() if p.is_dir() and p.name != "unassigned"}
    cover = openpyxl.load_workbook(tmp_path / "out" / "bill.xlsx").worksheets[0]
    cells = {c.value for row in cover.iter_rows() for c in row}
    assert {"试验工程", "B"} <= cells


def test_the_bill_with_bases_fits_a_small_screen_in_both_languages(window: Any) -> None:
    place = with_bases(window)
    for _ in range(2):
        assert window.minimumSizeHint().width() <= 1280
        before = titles(place)
        window.other_language()
        wait(lambda was=before: titles(place) != was)
