"""A model whose names want to be more than names, and what the files made of it may not hold."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hostile.bench import HOUSE

NAMES = (
    "</para><b>x</b>&bad;<img src='file:///etc/passwd'/>", ") Tj ET endstream endobj (x", "=HYPERLINK(\"http://x.invalid\",\"y\")",
    "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\u202egnp.exe\u2066\u200b", "\x1b[31mred\x07\x08", "长" * 300, "x" * 300,
    "<font size=\"1000000\">f</font>", "{0.__class__}%s%n", "/JavaScript (app.alert(1))", "a\tb\nc\rd",
)  # fmt: skip
_NAMED = re.compile(
    rb"(=IFC(?:PROJECT|BUILDINGSTOREY|BUILDING|BEAM|COLUMN|PLATE|MEMBER|ELEMENTASSEMBLY)\('[^']*',[^,]*,)'[^']*'"
)
_MATERIAL = re.compile(rb"(=IFCMATERIAL\()'[^']*'")
FORBIDDEN = (
    "/JavaScript",
    "/JS",
    "/URI",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/EmbeddedFile",
    "/RichMedia",
    "/SubmitForm",
)


def _step(text: str) -> bytes:
    """A string of a STEP file (ISO 10303-21, 6.4.3), every sign by its number."""
    return b"'\\X2\\" + "".join(f"{ord(c):04X}" for c in text).encode() + b"\\X0\\'"


def model(path: Path) -> Path:
    """Our small sample with every name replaced."""
    raw = (HOUSE / "ifc_samples" / "zh_gb_small.ifc").read_bytes()
    turn = iter(NAMES * 1000)
    raw = _NAMED.sub(lambda m: m[1] + _step(next(turn)), raw)
    path.write_bytes(_MATERIAL.sub(lambda m: m[1] + _step("Q355B " + next(turn)), raw))
    return path


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the files of a folder: PDF by two readers, cells of CSV and XLSX."""
    for path in sorted(folder.rglob("*")):
        look = {".pdf": _pdf, ".csv": _csv, ".xlsx": _xlsx}.get(path.suffix)
        if look is not None:
            yield from (f"{path.name}: {said}" for said in look(path))


def _pdf(path: Path) -> Iterator[str]:
    import pypdf

    reader = pypdf.PdfReader(path, strict=True)
    for number in range(1, int(reader.trailer["/Size"])):
        yield from (f"holds {key}" for key in FORBIDDEN if key in set(_keys(reader.get_object(number))))
    ours = [page.extract_text() for page in reader.pages]
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, text=True, check=True
    )
    if done.stderr.strip():
        yield f"poppler: {done.stderr.strip()[:200]}"
    theirs = done.stdout.split("\f")[:-1]
    if len(ours) != len(theirs):
        yield f"{len(ours)} pages by one reader, {len(theirs)} by the other"
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        steering = set(one + other) & set("\u202e\u2066\u200b\x1b\x07\x08\x00")
        if steering:
            yield f"page {number} holds {steering!r}"
        a, b = (sorted(c for c in t if c.isprintable() and not c.isspace()) for t in (one, other))
        if abs(len(a) - len(b)) > 0.02 * len(a) + 5:
            yield f"page {number}: {len(a)} signs by one reader, {len(b)} by the other"


def _keys(thing: Any) -> Iterator[str]:
    """Every key of an object of a PDF, also of those inside it; references are looked at where they lead."""
    if isinstance(thing, dict):
        for key in thing:
            yield str(key)
            yield from _keys(thing.raw_get(key))
    elif isinstance(thing, list):
        for one in thing:
            yield from _keys(one)


def _csv(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines):
            yield from (f"cell {c[:40]!r}" for c in row if _runs(c))


def _runs(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    if not cell or cell[0] not in "=+-@\t\r＝＋－＠":
        return False
    try:
        float(cell)
    except ValueError:
        return True
    return False


def _xlsx(path: Path) -> Iterator[str]:
    import openpyxl

    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                said = str(cell.value)
                if cell.data_type == "f" and not re.fullmatch(
                    r"=(SUM|SUBTOTAL|IF|ROUND|SUMIF|COUNT)[^|@]*", said
                ):
                    yield f"{sheet.title}!{cell.coordinate} runs {said[:60]!r}"
                if cell.hyperlink is not None and not (cell.hyperlink.location or "").strip():
                    yield f"{sheet.title}!{cell.coordinate} links to {cell.hyperlink.target!r}"
