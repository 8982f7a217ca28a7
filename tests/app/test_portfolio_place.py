"""The place of the portfolio, driven as a user drives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import wait

from app.portfolio import store
from components.rates.projects import Project
from components.words import say


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "p.steelyard-db"
    rows = (
        ("一号楼", "A", "shenyang", 2021, 20000.0, "recognised"),
        ("二号楼", "B", "dalian", 2021, 80000.0, "not_recognised"),
        ("三号楼", "C", "anshan", 2022, 5000.0, "recognised"),
    )
    store.add(path, [Project(n, p, c, dt.date(y, 5, 1), a, recognition=r) for n, p, c, y, a, r in rows])
    return path


def shown(window: Any, db: Path) -> Any:
    place = window.portfolio_place
    window.show_place("portfolio")
    place.keeper.open(db)
    wait(lambda: place.keeper.view is not None)
    return place


def test_a_portfolio_is_shown_with_its_share_against_any_target_and_its_projects(
    window: Any, db: Path
) -> None:
    place = shown(window, db)
    assert place.table.model.rowCount() == 3
    # 25,000 of 105,000 m2.
    assert place.share.text() == "23.81 %"
    assert "23.81\u00a0%" in place.said.text()
    assert [place.year.itemText(i) for i in range(place.year.count())] == ["2022", "2021"]
    window.texts.set_lang("en")
    wait(lambda: place.table.model.sheet.name == "projects_en")
    assert "Shenyang" in [place.table.model.cell(r, place.table.model.columns[2]) for r in range(3)]
    assert "23.81\u00a0% of newly started floor area" in place.said.text()
    place.bar.target.setText("30")
    place.bar.target.editingFinished.emit()
    wait(lambda: place.keeper.view.points.targets.prefabricated == 30.0)
    assert say("portfolio.state_missed", "en") in place.said.text()
    place.bar.target.setText("most of it")
    place.bar.target.editingFinished.emit()
    assert place.bar.target.text() == "30"


def test_a_project_is_added_corrected_and_removed(window: Any, db: Path) -> None:
    from app.gui.places.portfolio.dialog import ProjectDialog

    place = shown(window, db)
    place.ask_add()
    dialog = window.findChildren(ProjectDialog)[0]
    dialog.fields["name"].setText("四号楼")
    dialog.fields["floor_area_m2"].setText("12亩")
    dialog.keep()
    assert "12亩" in dialog.wrong.text() and dialog.isVisible()
    dialog.fields["floor_area_m2"].setText("1.2万m2")
    dialog.fields["P_percent"].setText("0.8")
    dialog.keep()
    wait(lambda: place.table.model.rowCount() == 4)
    added = place.keeper.project(3)
    assert (added.name, added.floor_area_m2, added.P_percent) == ("四号楼", 12000.0, 0.8)

    place.edit(3)
    dialog = window.findChildren(ProjectDialog)[-1]
    assert dialog.fields["floor_area_m2"].text() == "12000"
    dialog.fields["city"].setEditText("本溪市")
    dialog.keep()
    wait(lambda: place.keeper.project(3).city == "benxi")

    place.keeper.remove(np.array([0, 3]))
    wait(lambda: place.table.model.rowCount() == 2)
    assert store.load(db).projects.name.filled() == ["二号楼", "三号楼"]


def test_an_import_lists_every_row_it_left_out(window: Any, db: Path, tmp_path: Path) -> None:
    from app.gui.places.portfolio.dialog import ImportDialog

    place = shown(window, db)
    table = tmp_path / "t.csv"
    table.write_text("项目名称,许可证号,建筑面积\n四号楼,D,100\n五号楼,E,亩\n一号楼,A,300\n", encoding="gbk")
    place.keeper.take_table(table)
    wait(lambda: window.findChildren(ImportDialog))
    model = window.findChildren(ImportDialog)[0].table.model
    assert [model.cell(r, model.columns[0]) for r in range(model.rowCount())] == ["3", "4"]
    assert "一号楼" in model.cell(1, model.columns[3])
    wait(lambda: place.table.model.rowCount() == 4)


def test_the_last_portfolio_is_there_again_and_follows_what_other_programs_add(
    open_window: Callable[..., Any], db: Path
) -> None:
    first = open_window("zh")
    shown(first, db)
    first.preferences.flush()
    again = open_window("zh")
    again.show_place("portfolio")
    wait(lambda: again.portfolio_place.keeper.view is not None)
    assert again.portfolio_place.keeper.path == db.resolve()
    store.add(db, [Project("from elsewhere")])
    wait(lambda: again.portfolio_place.table.model.rowCount() == 4)


def test_list_and_report_are_written(window: Any, db: Path, tmp_path: Path) -> None:
    place = shown(window, db)
    written: list[Path] = []
    place.exported.connect(lambda files, _: written.extend(files))
    place.keeper.export(tmp_path / "list.csv")
    wait(lambda: len(written) == 1)
    place.keeper.report(tmp_path / "out", "zh", ("pdf", "xlsx"))
    wait(lambda: len(written) == 3)
    assert all(path.stat().st_size > 200 for path in written)


def test_a_refused_file_leaves_the_portfolio_that_was_open(window: Any, db: Path, tmp_path: Path) -> None:
    from app.gui.strips import Notice

    place = shown(window, db)
    other = tmp_path / "other.db"
    other.write_text("no portfolio at all", encoding="utf-8")
    place.keeper.open(other)
    wait(lambda: window.strips.findChildren(Notice))
    assert window.strips.findChildren(Notice)[-1].code == "portfolio.foreign"
    assert place.keeper.view.path == db and place.table.model.rowCount() == 3


def test_a_rule_book_is_shown_by_its_name_and_without_a_date_there_is_no_year_to_choose(
    window: Any, tmp_path: Path
) -> None:
    path = tmp_path / "undated.steelyard-db"
    own = "our own book"
    books = ("gbt51129-2017", own)
    store.add(path, [Project(f"楼{b}", b, "shenyang", None, 100.0, book=b) for b in books])
    place = shown(window, path)
    assert place.year.count() == 0 and not place.year.isVisible() and place.kind.isVisible()
    table = place.table.model
    column = next(c for c in table.columns if c.key == "book")
    assert {table.cell(r, column) for r in range(2)} == {"GB/T 51129-2017  装配式建筑评价标准", own}
