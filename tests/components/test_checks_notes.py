"""What every sheet says at its end."""

from __future__ import annotations

import json

import pytest

from app.cli.main import main

GIRDER = (
    "member --plates H h=1200 b=300 tw={tw} tf=16 --grade Q355B --role beam --Mx 900 --lx 12000 --ly 12000"
    " --l1 6000 --edge flame_cut --diagram uniform --json --lang zh"
)


@pytest.mark.parametrize(("tw", "told"), [(6, True), (16, False)])
def test_a_girder_of_class_s5_says_which_modulus_its_overall_stability_took(
    tw: int, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    main(GIRDER.format(tw=tw).split())
    said = json.loads(capsys.readouterr().out)
    assert (said["section_class"] == 5) == told
    assert any("毛截面模量" in note for note in said["notes"]) == told
