"""Whole files of every kind but models, to be spoiled, and the commands that take them."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.cli.main import main
from hostile.bench import HOUSE

SMALL = HOUSE / "ifc_samples" / "zh_gb_small.ifc"
OFFICE = HOUSE / "ifc_samples" / "frame_office.ifc"
FORCES = "单元,组合,位置,N(kN),Vx(kN),Mx(kN·m)\nZ1,1,0,-120,10,35\nZ1,1,1,-118,10,-20\nL1,1,0,0,22,48\n"
DECISIONS = "step_id,field,value,reason\n60,check_mu_y,1.5,图\n#60,check_held,yes,板\n"
DECIDED = '[[decision]]\nstep_id = 60\nfield = "check_mu_y"\nvalue = 1.5\nreason = "图"\n'
COLUMNS = '[columns]\nmember = "单元"\ncombination = "组合"\nN = "N(kN)"\n'
PROJECTS = "项目名称,施工许可证号,城市,施工许可日期,建筑面积\n甲,1,沈阳,2021年3月5日,1000\n乙,2,鞍山,2022-01-02,1.2万m2\n"


@dataclass(frozen=True)
class Input:
    """A kind of file: its bytes, whether it is a zip, its ending, and the command around it ({file}, {out})."""

    name: str
    raw: bytes
    zipped: bool
    ending: str
    command: tuple[str, ...]
    only: str = ""
    """Of a zip: what the names of the entries begin with that are spoiled."""


def filled(word: str, words: dict[str, str]) -> str:
    """A word of a command with what stands for its places."""
    for was, now in words.items():
        word = word.replace(was, now)
    return word


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


def rich_project(model: str = "m.ifc", digest: str = "0" * 64) -> bytes:
    """A project that says something in each of its parts."""
    data = HOUSE / "components" / "bom"
    texts = {n: {"file": f, "text": (data / f).read_text(encoding="utf-8")} for n, f in
             (("marks", "marks.toml"), ("template", "bill.toml"), ("bases", "bases.toml"))}  # fmt: skip
    decision = {
        "model": digest,
        "step_id": 60,
        "global_id": "g",
        "reason": "图纸",
        "before": "",
        "date": "2026-01-02",
        "who": "王",
    }
    plain = {
        "steelyard": 1,
        "models": [{"path": model, "sha256": digest}],
        "decisions": [
            {**decision, "field": "category", "value": "plate"}, {**decision, "field": "grade", "value": "Q355B"},
            {**decision, "field": "base", "value": "A"}, {**decision, "field": "check_role", "value": "beam"},
        ],
        "settings": {"steel_density": 7850.0, "tolerance": 0.01, "duplicates": "keep", "paint_deduction": 0.05},
        "block": {"project": "甲", "date": "2026-01-02", "logo": ""},
        "bill": {
            "mode": "number", **texts, "revisions": [{"mark": "A", "date": "2026-01-02", "what": "初版", "by": "王"}],
            "assign": [{"base": "A", "kinds": ["梁"], "storeys": ["1F"], "reason": "近"}],
        },
        "rate": {"books": [], "answers": {"project": {"name": "甲"}}},
        "check": {"layout": "", "mapping": {"N": "N(kN)"}, "declared": {"1": {"situation": "persistent"}},
                  "settings": {"flange_edge": "rolled"}},
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _reviewed(folder: Path) -> tuple[bytes, bytes]:
    """A signed package with a review, and a register with its reviewer; key, certificate and password beside them."""
    from audit_rig import PASSWORD, holder

    signer = holder("王工")
    signer.p12(folder / "key.p12")
    signer.pem(folder / "cert.pem")
    holder("李工").pem(folder / "other.pem")
    (folder / "word.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    key = ("--sign", str(folder / "key.p12"), "--password-file", str(folder / "word.txt"))
    package, register = folder / "reviewed.zip", folder / "register.json"
    quietly("audit", str(OFFICE), "-o", str(package), *key)
    quietly("review", str(package), "--accepted", *key)
    quietly(
        "reviewer",
        "add",
        "--register",
        str(register),
        "--certificate",
        str(folder / "cert.pem"),
        "--field",
        "钢结构",
    )
    return package.read_bytes(), register.read_bytes()


def _portfolio(folder: Path) -> bytes:
    (folder / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    if not (folder / "p.db").exists():
        quietly("portfolio", "import", str(folder / "projects.csv"), "--db", str(folder / "p.db"))
    return (folder / "p.db").read_bytes()


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
    imported_to = ("portfolio", "import", str(folder / "projects.csv"), "--db", "{file}")
    imported = ("portfolio", "import", "{file}", "--db", "{out}.db")
    project = rich_project(small, sha256(SMALL.read_bytes()).hexdigest())
    reviewed, register = _reviewed(folder)
    (folder / "forces.csv").write_bytes(forces)
    check = ("check", small)
    with_forces = (*check, "--forces", str(folder / "forces.csv"))
    return (
        Input("decisions csv", DECISIONS.encode(), False, ".csv", (*check, "--overrides", "{file}")),
        Input("decisions toml", DECIDED.encode(), False, ".toml", (*check, "--overrides", "{file}")),
        Input("columns", COLUMNS.encode(), False, ".toml", (*with_forces, "--map", "{file}")),
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
        Input(
            "reviews",
            reviewed,
            True,
            ".zip",
            ("verify", "{file}", "--register", str(folder / "register.json")),
            "reviews/",
        ),
        Input(
            "register with reviews",
            register,
            False,
            ".json",
            ("verify", str(folder / "reviewed.zip"), "--register", "{file}"),
        ),
        Input("register listed", register, False, ".json", ("reviewer", "list", "--register", "{file}")),
        Input(
            "register added to",
            register,
            False,
            ".json",
            (
                "reviewer",
                "add",
                "--register",
                "{file}",
                "--certificate",
                str(folder / "other.pem"),
                "--field",
                "装饰",
            ),
        ),
        Input(
            "reviewed again",
            reviewed,
            True,
            ".zip",
            (
                "review",
                "{file}",
                "--accepted",
                "--sign",
                str(folder / "key.p12"),
                "--password-file",
                str(folder / "word.txt"),
            ),
            "reviews/",
        ),
        Input("package", package.read_bytes(), True, ".zip", ("verify", "{file}")),
        Input("portfolio", _portfolio(folder), False, ".db", ("portfolio", "list", "--db", "{file}")),
        Input("portfolio added to", _portfolio(folder), False, ".db", imported_to),
    )
