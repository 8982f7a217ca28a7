"""The check of the window takes the results of a model's own analysis view where there is no force table."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from analysis_beam import Beam, write

from app.checking_inputs import CheckInputs
from components.model import Overrides
from components.progress import silent

pytest.importorskip("PySide6")


@pytest.mark.parametrize("results", [True, False])
def test_a_check_in_the_window_uses_results_of_the_model_and_says_so(tmp_path: Path, results: bool) -> None:
    from app.gui.tasks.checks import check_members
    from app.gui.tasks.models import open_model

    path = write(tmp_path, Beam(results=results))
    saved = open_model(silent, path, Overrides(), tmp_path / "a")
    found = check_members(
        silent, saved["model"], CheckInputs(), (), None, tmp_path / "b", facts=saved["facts"]
    )
    assert found["summary"]["with_forces"] is results
    told = {f.code for f in found["findings"]}
    assert ("gui_check.forces_of_model" in told) is results
    assert ("analysis.matched" in told) is results


def test_what_the_project_declares_of_a_combination_goes_before_the_file(tmp_path: Path) -> None:
    from app.gui.sheetstore import load_sheets
    from app.gui.tasks.checks import check_members
    from app.gui.tasks.models import open_model

    saved = open_model(silent, write(tmp_path), Overrides(), tmp_path / "a")
    inputs = CheckInputs(declared={"ULS1": {"values": "characteristic"}})
    check_members(silent, saved["model"], inputs, (), None, tmp_path / "b", facts=saved["facts"])
    sheet = load_sheets(tmp_path / "b" / "results")[0]
    assert np.isnan(np.asarray(sheet.data["group_strength"])).all()


def test_the_check_page_lists_line_members_that_stand_alone_and_shows_the_sheet_of_the_chosen(
    tmp_path: Path,
) -> None:
    from window_rig import dismiss, no_screen, wait

    if why := no_screen():
        pytest.skip(why)

    from app.gui.application import start
    from app.gui.checking import checking_of

    _, window = start(tmp_path / "state", "zh")
    window.resize(1280, 800)
    window.show()
    window.open(write(tmp_path, Beam(physical=False)))
    wait(lambda: window.session.current is not None)
    window.show_place("check")
    checking, place = checking_of(window.session), window.check_place
    wait(lambda: checking.found is not None)
    assert checking.found.alone
    assert place.tiles.tiles["all"].figure.text() == "1"
    assert "结构分析线单元 1 根" in place.said.text()
    place.table.view.selectRow(0)
    wait(lambda: place.trace.settled and place.trace.view.sheet is not None)
    sheet = place.trace.view.sheet

    assert sheet.utilisation == pytest.approx(float(checking.found.sheet.data["utilisation"][0]))
    assert not place.trace.edit.isEnabled()
    job = place.trace.write(tmp_path / "sheet.pdf")
    wait(lambda: job.over)
    assert (tmp_path / "sheet.pdf").read_bytes()[:4] == b"%PDF"
    dismiss(window)
