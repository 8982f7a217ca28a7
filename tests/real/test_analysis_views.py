"""Structural analysis views of published models: what they hold, and results whose axes contradict themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.checking import check_model
from app.usecases import open_model
from components.ifc.read import read
from components.words import say

SHARED = Path(__file__).parents[3] / "shared" / "ifc"

# counted with grep on the STEP lines: curve members, structural actions, reactions
EXPECTED = {
    "analysis_portal_01.ifc": ("analysis_results", 3, 1, 9),
    "analysis_building_01.ifc": ("analysis_loads", 32, 14, 0),
    "analysis_beam_01.ifc": ("analysis_loads", 1, 1, 0),
    "analysis_grid_of_beams.ifc": ("analysis_bare", 7, 0, 0),
}


@pytest.mark.real
@pytest.mark.parametrize("name", EXPECTED)
def test_an_analysis_view_is_told_with_what_it_holds(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project")
    code, members, loads, results = EXPECTED[name]
    found = [f for f in read(path).findings if f.code.startswith("ifc.analysis_")]
    assert [f.code for f in found] == [f"ifc.{code}"]
    assert found[0].args == {"members": members, "loads": loads, "results": results}
    for lang in ("zh", "en"):
        assert say(found[0].code, lang, found[0].args)


def path_of(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip(f"{name} is not beside the project")
    return SHARED / name


@pytest.mark.real
def test_a_frame_in_inches_and_pounds_is_read_in_millimetres_and_newtons() -> None:
    view = read(path_of("analysis_portal_01.ifc")).analysis
    assert view is not None
    # typed from the file: columns of 120 inches, a beam of 192, 100 lbf per inch over its right half
    lengths = np.linalg.norm(view.members.end - view.members.start, axis=1)
    assert lengths == pytest.approx([120 * 25.4, 120 * 25.4, 192 * 25.4])
    assert view.values.force[0, 2] == pytest.approx(-100 * 4.44822162 / 25.4)
    assert view.values.at_mm[:2] == pytest.approx([96 * 25.4, 192 * 25.4])
    # the supports together carry 100 x 96 lbf
    at_nodes = view.values.force[np.isin(view.values.activity, np.flatnonzero(view.activities.node >= 0))]
    assert np.nansum(at_nodes[:, 2]) == pytest.approx(9600 * 4.44822162, rel=1e-6)
    # moments have no unit of their own in the file: pounds times inches
    assert np.nanmax(view.values.moment) == pytest.approx(127353.857770554 * 4.44822162 * 25.4)
    assert view.counts()["supports"] == 2
    assert view.nodes.support.filled("-") == ["fixed", "-", "fixed", "-"]


@pytest.mark.real
def test_combinations_of_a_published_beam_keep_their_factors() -> None:
    view = read(path_of("analysis_beam_01.ifc")).analysis
    assert view is not None
    named = view.load_groups.name.filled()
    pairs = zip(view.links.whole.tolist(), view.links.part.tolist(), view.links.factor.tolist(), strict=True)
    found = {(named[w], named[p]): f for w, p, f in pairs if np.isfinite(f)}
    assert found == {("DCon1", "Dead"): 1.5, ("DCon2", "Dead"): 1.5, ("DCon2", "Live"): 1.5}
    assert view.members.end.tolist() == [[4000.0, 4000.0, 4000.0]]


@pytest.mark.real
def test_end_forces_that_contradict_their_stated_axes_are_not_used() -> None:
    """The columns give their end forces along the column as X while stating the world's axes; the beam is loaded."""
    seen = open_model(path_of("analysis_portal_01.ifc"))
    found = check_model(seen.model, view=seen.facts.analysis)
    assert {f.code: f.args["count"] for f in found.findings if f.code.startswith("analysis.")} == {
        "analysis.not_loaded": 3,
        "analysis.members_only": 3,
    }
