"""Nothing is lost: every list, every base and the workbook add up to the components."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

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
TWINS = ("portal_workshop_rev_b", "zh_gb_small_utf8", "zh_gb_small_gbk")
"""Samples whose bill is that of another one, but for marks or coding."""
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


def recalculated(books: dict[str, Document], folder: Path) -> dict[str, Any]:
    """The workbooks after LibreOffice has computed each formula itself: cached figures are taken out before."""
    for name, document in books.items():
        full = zipfile.ZipFile(io.BytesIO(xlsx.render(document)))
        with zipfile.ZipFile(folder / f"{name}.xlsx", "w") as stripped:
            for item in full.namelist():
                part = full.read(item)
                if item.startswith("xl/worksheets/"):
                    part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
                stripped.writestr(item, part)
    # One profile for all: making one takes longer than computing a bill.
    profile = f"-env:UserInstallation=file://{folder.parent}/office"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    bare = [str(folder / f"{name}.xlsx") for name in books]
    subprocess.run([*command, str(folder / "out"), *bare], check=True, capture_output=True, timeout=300)
    return {n: openpyxl.load_workbook(folder / "out" / f"{n}.xlsx", data_only=True) for n in books}


def computed(document: Document, book: Any) -> dict[tuple[str, str], float]:
    """{(list, column): total} as LibreOffice computes it; of a list with rows."""
    found: dict[tuple[str, str], float] = {}
    pages = book.worksheets[-len(document.sheets) :]
    for sheet, page in zip(document.sheets, pages, strict=True):
        printed = [c for c in sheet.columns if c.kind != "sketch"]
        for column in sheet.summed if len(sheet) else ():
            place = printed.index(column) + 1
            # The total is the last figure of its column; below it stand notes.
            figures = [
                v
                for r in page.iter_rows(min_col=place, max_col=place)
                if isinstance(v := r[0].value, (int, float))
            ]
            found[sheet.name, column.key] = figures[-1]
    return found


def bill_by_office(made: Issue, folder: Path) -> tuple[dict[str, float], dict[str, float], int]:
    """The six figures of the whole bill and the sum of those of the bases, as LibreOffice computes them.

    Every total of every list is held against ours on the way; also how many those were.
    """
    books = {name or "whole": document for name, document in documents(made, "zh")}
    opened = recalculated(books, folder)
    whole: dict[str, float] = {}
    bases = dict.fromkeys(TOTALS, 0.0)
    compared = 0
    for name, document in books.items():
        found = computed(document, opened[name])
        by_name = {s.name: s for s in document.sheets}
        for (sheet, key), figure in found.items():
            column = next(c for c in by_name[sheet].columns if c.key == key)
            assert figure == pytest.approx(total(by_name[sheet], column), rel=1e-9, abs=1e-9), (
                name,
                sheet,
                key,
            )
            compared += 1
        for sheet in FULL:
            for key in TOTALS:
                column = next(c for c in by_name[sheet].columns if c.key == key)
                inside = found.get((sheet, key), 0.0) / float(shown(column, np.ones(1))[0])
                if name != "whole":
                    bases[key] += inside if sheet == FULL[0] else 0.0
                else:
                    assert close(inside, whole.setdefault(key, inside)), (sheet, key)
    return whole, bases, compared


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def conserved_by_office(path: Path, mode: str, folder: Path) -> int:
    made = issue(path, mode, True)
    whole, bases, compared = bill_by_office(made, folder)
    for key, figure in of_components(made).items():
        assert whole[key] == pytest.approx(figure, rel=1e-9), (path.name, key)
        assert bases[key] == pytest.approx(figure, rel=1e-9), (path.name, "bases", key)
    return compared


@needs_office
@pytest.mark.parametrize("path", [p for p in MODELS if p.stem not in TWINS], ids=lambda p: p.stem)
def test_libreoffice_computes_the_figures_of_the_components_in_every_list_and_base(
    path: Path, tmp_path: Path
) -> None:
    assert conserved_by_office(path, NUMBER, tmp_path) > 30


@needs_office
@pytest.mark.real
@pytest.mark.parametrize("name", ["court_roof_5178_beams", "tekla_carwash"])
def test_libreoffice_computes_the_totals_of_a_real_bill(name: str, tmp_path: Path) -> None:
    source = REAL / f"{name}.ifc"
    if not source.exists():
        pytest.skip("no real models beside the project")
    assert conserved_by_office(source, KEEP, tmp_path) > 20
