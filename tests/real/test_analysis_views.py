"""What is said of a structural analysis view: its results are not read, and loads alone are not analysed."""

from __future__ import annotations

from pathlib import Path

import pytest

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
