"""Nothing is lost: every list, every base and the workbook add up to the components."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import REAL, SAMPLES, issue

from app.bills import Issue, documents
from components.bom.bill import TOTALS, Scope, everything
from components.bom.rules import KEEP, NUMBER
from components.bom.sets import sheets
from components.exports import xlsx
from components.ifc.step import UnreadableModel
from components.model import STEEL
from components.sheet import Document, Sheet, shown, total

FULL = ("assemblies", "parts", "assembly_parts", "materials")
"""Lists that hold every part with all six totals."""
MODELS = sorted(SAMPLES.glob("*.ifc"))
REAL_MODELS = sorted(REAL.glob("*.ifc")) if REAL.exists() else []


def of_components(made: Issue) -> dict[str, float]:
    """The six figures straight from the component table: what is not measured adds nothing."""
    c = made.bill.model.components
    steel = c.category.isin(STEEL)
    pieces = c.pieces[steel]
    return {
        "pieces": float(pieces.sum()),
        "total_length_mm": float(np.nansum(c.length_mm[steel] * pieces)),
        "area_mm2": float(np.nansum(c.paint_area_mm2[steel])),
        "order_mass_kg": float(np.nansum(c.order_mass_kg[steel])),
        "settlement_mass_kg": float(np.nansum(c.settlement_mass_kg[steel])),
        "net_mass_kg": float(np.nansum(c.net_mass_kg[steel])),
    }


def sums(sheet: Sheet) -> dict[str, float]:
    return {k: float(np.nansum(np.asarray(sheet.data[k], np.float64))) for k in TOTALS if k in sheet.data}


def lists_of(made: Issue, scope: Scope) -> dict[str, Sheet]:
    return {s.name: s for s in sheets(made.bill, scope, "zh")}


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def conserved(path: Path, mode: str) -> None:
    made = issue(path, mode, True)
    whole = of_components(made)
    lists = lists_of(made, everything(made.bill))
    for name in FULL:
        got = sums(lists[name])
        assert set(got) == set(TOTALS)
        for key in TOTALS:
            assert close(got[key], whole[key]), (path.name, name, key)
    for key, figure in sums(lists["paint"]).items():
        assert close(figure, whole[key]), (path.name, "paint", key)
    parts = [lists_of(made, scope) for scope in made.scopes]
    for name in FULL:
        for key in TOTALS:
            added = sum(sums(p[name])[key] for p in parts)
            assert close(added, whole[key]), (path.name, "bases", name, key)
    for name, key in (
        ("bolts", "quantity"),
        ("studs", "quantity"),
        ("welds", "quantity"),
        ("doubt", "pieces"),
    ):
        added = sum(int(np.sum(p[name].data[key])) for p in parts)
        assert added == int(np.sum(lists[name].data[key])), (path.name, name)


@pytest.mark.parametrize("mode", [KEEP, NUMBER])
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_every_list_and_the_sum_of_the_bases_equal_the_components_of_a_sample(path: Path, mode: str) -> None:
    conserved(path, mode)


@pytest.mark.real
@pytest.mark.parametrize("path", REAL_MODELS, ids=lambda p: p.stem)
def test_every_list_and_the_sum_of_the_bases_equal_the_components_of_a_real_model(path: Path) -> None:
    try:
        issue(path, KEEP, True)
    except UnreadableModel:
        pytest.skip("the file is not readable, which is tested elsewhere")
    conserved(path, KEEP)


def recalculated(content: bytes, folder: Path) -> object:
    """The workbook after LibreOffice has computed each formula itself: cached figures are taken out before."""
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as full, zipfile.ZipFile(bare, "w") as stripped:
        for item in full.namelist():
            part = full.read(item)
            if item.startswith("xl/worksheets/"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            stripped.writestr(item, part)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(bare)], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)


def check_workbook(document: Document, folder: Path) -> int:
    """Each total of each list, as LibreOffice computes it, equals the list's; how many were compared."""
    path = folder / "bill.xlsx"
    xlsx.write(document, path)
    book = recalculated(path.read_bytes(), folder)
    compared = 0
    pages = book.worksheets[-len(document.sheets) :]  # type: ignore[attr-defined]
    for sheet, page in zip(document.sheets, pages, strict=True):
        summed = [c for c in sheet.summed if len(sheet)]
        printed = [c for c in sheet.columns if c.kind != "sketch"]
        for column in summed:
            place = printed.index(column) + 1
            # The total is the last figure of its column; below it stand notes.
            figures = [
                v
                for r in page.iter_rows(min_col=place, max_col=place)
                if isinstance(v := r[0].value, (int, float))
            ]
            ours = total(sheet, column)
            assert figures[-1] == pytest.approx(ours, rel=1e-9, abs=1e-9), (sheet.name, column.key)
            assert ours == pytest.approx(float(np.nansum(shown(column, sheet.data[column.key]))), rel=1e-9)
            compared += 1
    return compared


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
@pytest.mark.parametrize("sample", ["truss_gussets", "portal_workshop"])
def test_libreoffice_computes_the_totals_of_the_components_in_every_list(sample: str, tmp_path: Path) -> None:
    made = issue(SAMPLES / f"{sample}.ifc", NUMBER, True)
    whole = next(d for name, d in documents(made, "zh") if not name)
    assert check_workbook(whole, tmp_path) > 30
    figures = of_components(made)
    by_name = {s.name: s for s in whole.sheets}
    for name in FULL:
        for key in TOTALS:
            column = next(c for c in by_name[name].columns if c.key == key)
            assert total(by_name[name], column) == pytest.approx(
                float(shown(column, np.array([figures[key]]))[0]), rel=1e-9
            )


@needs_office
@pytest.mark.real
@pytest.mark.parametrize("name", ["court_roof_5178_beams", "tekla_carwash"])
def test_libreoffice_computes_the_totals_of_a_real_bill(name: str, tmp_path: Path) -> None:
    source = REAL / f"{name}.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    whole = next(d for folder, d in documents(issue(source, KEEP, True), "zh") if not folder)
    assert check_workbook(whole, tmp_path) > 20
