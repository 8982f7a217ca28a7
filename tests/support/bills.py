"""Bills of models for tests: marked, with and without bases, and the text of a model under other STEP ids."""

from __future__ import annotations

import csv
import random
import re
from functools import cache
from pathlib import Path

from app.bills import Issue, Plan, make_issue
from app.usecases import Opened, open_model
from components.bom.rules import NUMBER
from components.imports.bases import example_bases
from components.imports.bill_template import default_template
from components.imports.marks import default_rules

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
REAL = Path(__file__).parents[3] / "shared" / "ifc"
STEEL_WORDS = ("steel member", "plate", "bent plate")


@cache
def opened(path: Path) -> Opened:
    """A model, read once."""
    return open_model(path)


@cache
def issue(path: Path, mode: str = NUMBER, bases: bool = False) -> Issue:
    """The bill of a model by the shipped rules."""
    o = opened(path)
    plan = Plan(default_rules(), default_template(), mode, (), example_bases() if bases else None)
    return make_issue(o.facts, o.model, plan)


def part_marks(made: Issue) -> dict[str, str]:
    """{GlobalId: part mark} of all parts."""
    c, m = made.bill.model.components, made.bill.marking
    return {c.global_id.get(r): m.part.get(r) for r in m.rows.tolist()}


def piece_marks(made: Issue) -> dict[str, str]:
    """{GlobalId of a part: mark of the piece it is in}."""
    c, m = made.bill.model.components, made.bill.marking
    return {c.global_id.get(r): m.piece_mark.get(int(m.belonging.piece_of[r])) for r in m.rows.tolist()}


def expected(sample: str) -> dict[str, str]:
    """{GlobalId: mark made by hand} of the steel parts of a sample."""
    with (SAMPLES / "expected" / f"{sample}_parts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {r["global_id"]: r["part_mark"] for r in csv.DictReader(file) if r["category"] in STEEL_WORDS}


def shuffled(path: Path, target: Path, seed: int) -> Path:
    """The same model with other statement numbers, its statements in another order."""
    text = path.read_text(encoding="latin-1")
    head, rest = text.split("DATA;", 1)
    body, tail = rest.split("ENDSEC;", 1)
    statements = [s.strip() for s in re.split(r";[ \t]*\r?\n", body) if s.strip()]
    assert all(s.startswith("#") for s in statements)
    rng = random.Random(seed)
    ids = [int(n) for n in re.findall(r"^#(\d+)", "\n".join(s.replace("\n", " ") for s in statements), re.M)]
    others = rng.sample(range(1, 4 * len(ids) + 10), len(ids))
    new = dict(zip(ids, others, strict=True))
    rng.shuffle(statements)

    def renumber(statement: str) -> str:
        parts = re.split(r"('(?:[^']|'')*')", statement)
        return "".join(
            p if i % 2 else re.sub(r"#(\d+)", lambda m: f"#{new[int(m[1])]}", p) for i, p in enumerate(parts)
        )

    lines = "".join(f"{renumber(s)};\n" for s in statements)
    target.write_text(f"{head}DATA;\n{lines}ENDSEC;{tail}", encoding="latin-1")
    return target
