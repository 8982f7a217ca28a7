"""Workbooks that want to fill the memory: bombs, sheets of thousands of millions of cells, entities of entities."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from components.imports import forces_table, workbook
from components.imports.forces_table import ForcesRefused, read_rows
from components.imports.portfolio_table import ProjectsRefused, rows_of

_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def book(parts: dict[str, bytes] | None = None) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.worksheets[0].append(["a", "b"])
    made.save(out)
    if not parts:
        return out.getvalue()
    with zipfile.ZipFile(out) as archive:
        entries = {n: archive.read(n) for n in archive.namelist()} | parts
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return again.getvalue()


def sheet(body: str, dimension: str = "A1") -> dict[str, bytes]:
    text = f'{_HEAD}<dimension ref="{dimension}"/><sheetData>{body}</sheetData></worksheet>'
    return {_SHEET: text.encode()}


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BOMBS = {
    "an entry of zeros": {"xl/sharedStrings.xml": b"\0" * 60_000_000},
    "a row far down": sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="4000000"><c r="A4000000"><v>1</v></c></row>'),
    "entities of entities": {
        _SHEET: (
            f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{LAUGHS}]>{_HEAD}<sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
            "<t>&l9;</t></is></c></row></sheetData></worksheet>"
        ).encode()
    },
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_would_fill_the_memory_is_refused_at_once(name: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(book(BOMBS[name]))
    began = time.process_time()
    for read, refusal in ((read_rows, ForcesRefused), (rows_of, ProjectsRefused)):
        with pytest.raises(refusal):
            read(path)
    assert time.process_time() - began < 10.0


@pytest.mark.parametrize("line", ["\n", "," * 1000 + "\n"])
def test_a_text_of_more_rows_or_cells_than_memory_holds_is_refused(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forces_table, "MOST_HELD", 100_000)
    path = tmp_path / "t.csv"
    path.write_text("name,N\n" + line * 20_000, encoding="utf-8")
    for read, refusal in ((read_rows, ForcesRefused), (rows_of, ProjectsRefused)):
        with pytest.raises(refusal) as told:
            read(path)
        assert told.value.arguments["reason"].code == "reading.too_many_cells"
    path.write_text("name,N\n" + "a,1\n" * 9_000, encoding="utf-8")
    assert len(read_rows(path)) == 9_001


def test_a_file_of_the_system_does_not_come_in_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    text = (
        f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{_HEAD}<sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>a&x;b</t></is></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "t.xlsx"
    path.write_bytes(book({_SHEET: text.encode()}))
    for read, refusal in ((read_rows, ForcesRefused), (rows_of, ProjectsRefused)):
        try:
            found = str(read(path))
        except refusal as refused:
            found = str(refused)
        assert "SECRET" not in found


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    raw = book(sheet('<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>8</v></c></row>', "A1:XFD1048576"))
    assert list(workbook.rows(raw)) == [(7, 8)]
