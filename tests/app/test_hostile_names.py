"""Names that want to be markup, PDF operators, formulas or commands stay names in every file that is written."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path

import pytest
from hostile.injected import NAMES, faults, model

from app.cli.main import main

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
WORDS = ("--permit", "=1+1", "--city", "沈阳", "--date", "2021-03-05", "--area", "1000")


def _run(*argv: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(argv))
    assert code in (0, 1), err.getvalue()


_MEMBER = (
    "member",
    "--section",
    "HW300x300x10x15",
    "--grade",
    "Q355B",
    "--N",
    "100",
    "--lx",
    "3000",
    "--role",
    "column",
)
COMMANDS = {
    "bom": ("bom", "{model}", "--format", "csv,xlsx,pdf", "-o", "{out}"),
    "rate": ("rate", "{model}", "-o", "{out}"),
    "check": ("check", "{model}", "-o", "{out}", "--sheets", "2"),
    "member": (*_MEMBER, "--name", NAMES[0], "--project", NAMES[1], "-o", "{out}/m.pdf"),
}  # fmt: skip


@pytest.mark.parametrize(
    "command", [c if c in ("bom", "member") else pytest.param(c, marks=pytest.mark.long) for c in COMMANDS]
)
def test_a_name_stays_a_name_in_every_file_that_is_written(command: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    spoiled = model(tmp_path / "m.ifc")
    _run(*(w.replace("{model}", str(spoiled)).replace("{out}", str(out)) for w in COMMANDS[command]))
    made = [p for p in out.rglob("*") if p.suffix in (".pdf", ".csv", ".xlsx")]
    assert made, "nothing was written to look at"
    assert list(faults(out)) == []


def test_a_name_stays_a_name_in_every_file_of_a_portfolio(tmp_path: Path) -> None:
    db = str(tmp_path / "p.db")
    for number, name in enumerate(NAMES):
        if name.strip():
            _run("portfolio", "add", "--db", db, f"--name={name}", *WORDS[:1], f"=1+{number}", *WORDS[2:])
    _run("portfolio", "report", "--db", db, "-o", str(tmp_path / "out"), "--format", "pdf,xlsx,csv")
    _run("portfolio", "export", str(tmp_path / "out" / "list.csv"), "--db", db)
    assert list(faults(tmp_path / "out")) == []


def test_the_search_for_what_runs_finds_it(tmp_path: Path) -> None:
    import openpyxl
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(100, 100, "x")
    canvas.linkURL("http://x.invalid", (0, 0, 9, 9))
    canvas.save()
    (tmp_path / "b.csv").write_text("a,=1+1\n")
    book = openpyxl.Workbook()
    book.worksheets[0].append(["=cmd|'x'!A0"])
    book.save(tmp_path / "c.xlsx")
    assert [said.partition(":")[0] for said in faults(tmp_path)] == ["a.pdf", "b.csv", "c.xlsx"]


def test_a_name_of_operators_is_read_back_from_the_sheet_as_it_was_given(tmp_path: Path) -> None:
    import pypdf

    _run(*(w.replace("{out}", str(tmp_path)) for w in COMMANDS["member"]))
    said = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "m.pdf").pages)
    for name in NAMES[:2]:
        assert "".join(name.split()) in "".join(said.split())
