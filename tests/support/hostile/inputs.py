"""Whole files of every kind but models, to be spoiled, and the commands that take them."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from app.cli.main import main
from hostile.bench import HOUSE

SMALL = HOUSE / "ifc_samples" / "zh_gb_small.ifc"
OFFICE = HOUSE / "ifc_samples" / "frame_office.ifc"
FORCES = "单元,组合,位置,N(kN),Vx(kN),Mx(kN·m)\nZ1,1,0,-120,10,35\nZ1,1,1,-118,10,-20\nL1,1,0,0,22,48\n"
PROJECTS = "项目名称,施工许可证号,城市,施工许可日期,建筑面积\n甲,1,沈阳,2021年3月5日,1000\n乙,2,鞍山,2022-01-02,1.2万m2\n"


@dataclass(frozen=True)
class Input:
    """A kind of file: its bytes, whether it is a zip, its ending, and the command around it ({file}, {out})."""

    name: str
    raw: bytes
    zipped: bool
    ending: str
    command: tuple[str, ...]


def quietly(*argv: str) -> None:
    """A command that has to work."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = main(list(argv))
    assert code in (0, 1), argv


def _workbook(rows: str) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for line in rows.splitlines():
        book.worksheets[0].append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def all_inputs(folder: Path) -> tuple[Input, ...]:
    """One whole file of every kind, made in a folder."""
    from audit_rig import ANSWERS

    from components.rates.book_reader import shipped_books

    answers = folder / "answers.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    package = folder / "package.zip"
    quietly("audit", str(OFFICE), "-o", str(package), "--answers", str(answers), "--zip")
    quietly("bom", str(SMALL), "-o", str(folder / "bill"), "--format", "csv")
    marks = (folder / "bill" / "marks.csv").read_bytes()
    data = HOUSE / "components"
    small, out = str(SMALL), ("-o", "{out}")
    bom = ("bom", small, "--format", "csv", *out)
    rate = ("rate", small, *out)
    forces, projects = FORCES.encode(), PROJECTS.encode()
    imported = ("portfolio", "import", "{file}", "--db", "{out}.db")
    project = (
        b'{"steelyard": 1, "models": [{"path": "m.ifc", "sha256": "0"}], "decisions": [], "settings": {}}'
    )
    return (
        Input("forces csv", forces, False, ".csv", ("check", small, "--forces", "{file}", *out)),
        Input("forces xlsx", _workbook(FORCES), True, ".xlsx", ("check", small, "--forces", "{file}", *out)),
        Input("answers", ANSWERS.encode(), False, ".toml", (*rate, "--answers", "{file}")),
        Input("rule book", shipped_books()[0].read_bytes(), False, ".toml", (*rate, "--book", "{file}")),
        Input(
            "bases", (data / "bom" / "bases.toml").read_bytes(), False, ".toml", (*bom, "--bases", "{file}")
        ),
        Input(
            "marks rules",
            (data / "bom" / "marks.toml").read_bytes(),
            False,
            ".toml",
            (*bom, "--marks-rules", "{file}"),
        ),
        Input(
            "template",
            (data / "bom" / "bill.toml").read_bytes(),
            False,
            ".toml",
            (*bom, "--template", "{file}"),
        ),
        Input("previous marks", marks, False, ".csv", (*bom, "--previous", "{file}", "--marks", "number")),
        Input("projects csv", projects, False, ".csv", imported),
        Input("projects xlsx", _workbook(PROJECTS), True, ".xlsx", imported),
        Input("project", project, False, ".steelyard", ("audit", small, "--project", "{file}", *out)),
        Input("package", package.read_bytes(), True, ".zip", ("verify", "{file}")),
        Input(
            "register", b'{"reviewers": []}', False, ".json", ("verify", str(package), "--register", "{file}")
        ),
        Input(
            "portfolio",
            b"SQLite format 3\0" + bytes(4000),
            False,
            ".db",
            ("portfolio", "list", "--db", "{file}"),
        ),
    )
