"""A member that tapers is no prismatic one of its first section: neither named nor checked as that."""

from __future__ import annotations

from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Model


def tapered(folder: Path, first: float, last: float, name: str, profile: str = "$") -> Model:
    """Welded H of this height at either end, 200 x 12 flanges, 8 mm web, 6 m long."""
    s = StepText()

    def section(height: float) -> str:
        return s.add(f"IFCISHAPEPROFILEDEF(.AREA.,{profile},$,200.,{height!r},8.,12.,$,$,$)")

    body = s.add(
        f"IFCEXTRUDEDAREASOLIDTAPERED({section(first)},{s.axes()},{s.direction(0, 0, 1)},6000.,{section(last)})"
    )
    rafter = s.element(body, "IFCBEAM", name=name)
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000002',$,$,$,({rafter}),{steel})")
    return open_model(s.write(folder)).model


@pytest.mark.parametrize("name", ["$", "'BH800x200x8x12'", "'BH800~400x200x8x12'"])
@pytest.mark.parametrize("profile", ["$", "'BH800*200*8*12'"])
def test_a_tapered_member_is_named_by_both_its_ends_and_has_no_section(
    tmp_path: Path, name: str, profile: str
) -> None:
    """The web is 776 mm high at one end and 376 at the other, 576 in the mean."""
    c = tapered(tmp_path, 800.0, 400.0, name, profile).components
    assert c.profile[0] == "BH800×200×8×12 ~ BH400×200×8×12"
    assert c.section[0] == -1
    mass = (2 * 200 * 12 + 576 * 8) * 6000 * 7850e-9
    assert c.order_mass_kg[0] == pytest.approx(mass, rel=1e-6)
    assert c.net_mass_kg[0] == pytest.approx(mass, rel=1e-6)
    assert c.length_mm[0] == pytest.approx(6000)


def test_a_member_of_two_equal_ends_keeps_its_section(tmp_path: Path) -> None:
    model = tapered(tmp_path, 600.0, 600.0, "$")
    assert model.components.profile[0] == "BH600×200×8×12"
    assert model.components.section[0] == 0
