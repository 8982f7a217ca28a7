"""Words of the check sheet and of force tables: both languages hold the same codes, and every code in use is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.results import VERDICTS
from components.checks.gb50017.single import ANALYSES, ONE_LEG, SITUATIONS
from components.codes.gb50017_2017.settings import CHOICES, Settings
from components.exports.checksheet import typeset
from components.imports.forces import layouts
from components.words import table

ROOT = Path(__file__).parents[2]
USED = re.compile(r'"((?:checks|forces)\.[a-zA-Z_0-9]+)"')


@pytest.mark.parametrize("room", ["checks", "forces"])
def test_both_languages_hold_the_same_codes_and_arguments(room: str) -> None:
    zh, en = table("zh", room), table("en", room)
    assert zh.keys() == en.keys()
    for key in zh:
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key
        assert zh[key] and en[key]


def test_every_code_written_out_in_the_source_is_a_word() -> None:
    files = [*ROOT.glob("app/**/*.py"), *ROOT.glob("components/**/*.py")]
    used = {code for f in files for code in USED.findall(f.read_text(encoding="utf-8"))}
    assert len(used) > 40
    files_and_prefixes = ("_", ".csv", ".xlsx", ".toml")
    for code in (c for c in used if not c.endswith(files_and_prefixes)):
        room, key = code.split(".")
        assert key in table("zh", room), code


def test_every_word_a_member_can_hold_is_a_word_of_the_sheet() -> None:
    words = table("zh", "checks")
    keys = [f"role_{r}" for r in roles()] + [f"setting_{n}" for n in Settings.__dataclass_fields__]
    keys += [f"choice_{c}" for choices in CHOICES.values() for c in choices if isinstance(c, str)]
    keys += [f"ltb_case_{c}" for c in {*cases(), *(row[0] for row in cantilever_rows())}]
    keys += [f"one_leg_{w}" for w in ONE_LEG] + [f"verdict_{v}" for v in VERDICTS]
    keys += [f"situation_{w}" for w in (*SITUATIONS, "serviceability")] + [f"analysis_{w}" for w in ANALYSES]
    assert [k for k in keys if k not in words] == []


def test_every_layout_tells_how_sure_it_is() -> None:
    for layout in layouts():
        assert layout["status"] == "own" or f"layout_{layout['status']}" in table("en", "forces")


def test_indices_are_lowered_and_powers_raised() -> None:
    assert typeset.runs("φ_x·A") == (("φ", 0), ("x", -1), ("·A", 0))
    assert typeset.runs("10^8 mm⁶") == (("10", 0), ("8", 1), (" mm", 0), ("6", 1))
    assert typeset.runs("N'_Ex") == (("N'", 0), ("Ex", -1))
