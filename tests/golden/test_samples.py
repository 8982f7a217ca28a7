"""The sample models against the figures worked out by hand beside them.

The figures come from closed formulas (`ifc_samples/worked`, explained in its README); the volumes of the
files come from the OpenCASCADE kernel, on exact bodies, not on meshes. Neither knows of the other.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import ifcopenshell
import ifcopenshell.geom
import ifcopenshell.validate
import pytest
from ifcopenshell import ifcopenshell_wrapper

from ifc_samples.make import MODELS
from ifc_samples.worked.__main__ import main as write_expected

FOLDER = Path(__file__).parents[2] / "ifc_samples"
EXPECTED = FOLDER / "expected"
NAMES = sorted(MODELS)


@cache
def opened(name: str) -> ifcopenshell.file:
    model = ifcopenshell.open(FOLDER / name)
    assert isinstance(model, ifcopenshell.file)
    return model


def parts(name: str) -> dict[str, dict[str, str]]:
    table = EXPECTED / f"{Path(name).stem}_parts.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        return {row["global_id"]: row for row in csv.DictReader(rows)}


def with_table() -> list[str]:
    return [name for name in NAMES if (EXPECTED / f"{Path(name).stem}_parts.csv").exists()]


def volumes(name: str) -> dict[str, float]:
    """Volume of every body of the model in m3, by GlobalId."""
    model = opened(name)
    settings = ifcopenshell.geom.settings()
    settings.set("iterator-output", ifcopenshell_wrapper.NATIVE)
    away = model.by_type("IfcOpeningElement") + model.by_type("IfcSpace")
    bodies = ifcopenshell.geom.iterator(settings, model, 1, exclude=away, geometry_library="opencascade")
    found: dict[str, float] = {}
    more = bodies.initialize()
    while more:
        body = bodies.get()
        found[body.guid] = body.volume
        more = bodies.next()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_what_its_script_writes_byte_for_byte(name: str) -> None:
    assert MODELS[name]() == (FOLDER / name).read_bytes()


def test_the_expected_tables_are_what_their_formulas_give(tmp_path: Path) -> None:
    write_expected(tmp_path)
    for table in tmp_path.iterdir():
        assert table.read_bytes() == (EXPECTED / table.name).read_bytes(), table.name
    assert {t.name for t in tmp_path.iterdir()} == {t.name for t in EXPECTED.iterdir()}


@pytest.mark.parametrize("name", [n for n in NAMES if "_utf8" not in n and "_gbk" not in n])
def test_a_sample_is_valid_against_its_schema(name: str) -> None:
    log = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(opened(name), log, express_rules=True)
    assert log.statements == []


@pytest.mark.parametrize("name", with_table())
def test_every_part_of_the_model_stands_in_the_table_and_the_other_way_round(name: str) -> None:
    skipped = {"IfcOpeningElement", "IfcElementAssembly"}
    there = {e.GlobalId: e.is_a() for e in opened(name).by_type("IfcElement") if e.is_a() not in skipped}
    assert there == {gid: row["ifc_class"] for gid, row in parts(name).items()}


@pytest.mark.parametrize("name", with_table())
def test_the_kernel_finds_the_volumes_that_were_worked_out_by_hand(name: str) -> None:
    by_hand = {gid: float(row["net_volume_m3"]) for gid, row in parts(name).items() if row["net_volume_m3"]}
    found = volumes(name)
    assert by_hand.keys() <= found.keys()
    off = {
        parts(name)[gid]["key"]: (found[gid], v)
        for gid, v in by_hand.items()
        if abs(found[gid] / v - 1) > 1e-6
    }
    assert off == {}


@pytest.mark.parametrize("name", with_table())
def test_net_mass_never_exceeds_settlement_mass_nor_settlement_mass_order_mass(name: str) -> None:
    for row in parts(name).values():
        if row["order_mass_kg"] and row["category"] == "plate":
            net, settled, order = (float(row[f"{k}_mass_kg"]) for k in ("net", "settlement", "order"))
            assert 0 < net <= settled <= order, row["key"]


@pytest.mark.parametrize("encoding", ["utf8", "gbk"])
def test_the_twins_in_other_encodings_say_the_same(encoding: str) -> None:
    escaped = (FOLDER / "zh_gb_small.ifc").read_text("ascii").splitlines()
    plain = (FOLDER / f"zh_gb_small_{encoding}.ifc").read_text(encoding).splitlines()
    assert "".join(plain).isascii() is False
    wide = re.compile(r"\\X2\\([0-9A-F]+)\\X0\\")
    read = [wide.sub(lambda found: bytes.fromhex(found[1]).decode("utf-16-be"), line) for line in escaped]
    assert read == plain


def test_the_readme_shows_the_totals_of_the_tables() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8").replace(" ", "")
    for table in EXPECTED.glob("*_totals.csv"):
        if table.stem == "portal_workshop_rev_b_totals":
            continue
        with table.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column in ("order_mass_kg", "settlement_mass_kg", "net_mass_kg"):
                    assert row[column] in readme, (table.stem, row["category"], column)


def test_revision_b_shares_no_global_id_with_the_first_issue() -> None:
    first, second = (
        {e.GlobalId for e in opened(name).by_type("IfcRoot")}
        for name in ("portal_workshop.ifc", "portal_workshop_rev_b.ifc")
    )
    assert first & second == set()


def test_the_list_of_changes_is_all_that_tells_revision_b_from_the_first_issue() -> None:
    with (EXPECTED / "portal_workshop_rev_b_changes.csv").open(encoding="utf-8", newline="") as rows:
        changes = list(csv.DictReader(rows))
    first, second = (
        {row["key"]: {k: v for k, v in row.items() if k != "global_id"} for row in parts(name).values()}
        for name in ("portal_workshop.ifc", "portal_workshop_rev_b.ifc")
    )
    gone = {row["key_a"] for row in changes if row["change"] in ("deleted", "moved")}
    new = {row["key_b"] for row in changes if row["change"] in ("added", "moved")}
    assert first.keys() - second.keys() == gone
    assert second.keys() - first.keys() == new
    touched = {row["key_a"] for row in changes if row["change"] in ("lengthened", "regraded")}
    differ = {key for key in first.keys() & second.keys() if first[key] != second[key]}
    # the plates of a regraded rafter keep their sizes; only their assembly has another mark
    plates = {key for key in differ - touched if first[key]["assembly_mark"] != second[key]["assembly_mark"]}
    assert differ - plates == touched
