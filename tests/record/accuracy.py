"""`make accuracy`: how what Steelyard says agrees with every oracle at hand: right, flagged, wrong, missing.

right: within the tolerance of the row. flagged: beyond it, or not measured, and the component table says so (a cause,
a doubt, a reason). disputed: the oracle gives two figures that differ by more than the tolerance, and ours is the other
one. wrong: beyond it and nothing is said. missing: the oracle has it and the table does not.
"""

from __future__ import annotations

import csv
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from stepcount import element_lines

from app.usecases import open_model
from components.findings import Refusal
from components.ifc.entities import schema
from components.ifc.read import read
from components.model import STEEL, Components
from components.sections import area_and_perimeter, catalogue, mass_kg_per_m
from components.sections.catalogue import rows_of, sources
from tests.record import standing
from tests.record.table import markdown, put

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
MM3_PER_M3 = 1e9
COUNTS = ("right", "flagged", "disputed", "wrong", "missing")
HEAD = ("what", "oracle", "within", *COUNTS)


@dataclass(frozen=True)
class Row:
    """One comparison; told: how many of each of COUNTS."""

    what: str
    oracle: str
    within: str
    told: Mapping[str, int]

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        return (self.what, self.oracle, self.within, *(str(self.told.get(k, 0)) for k in COUNTS))


def oracle(name: str) -> list[dict[str, str]]:
    """An oracle table; its first line gives units and is left out."""
    with (SHARED / "oracles" / f"{name}.csv").open(encoding="utf-8") as source:
        return list(csv.DictReader(line for line in source if not line.startswith("#")))


def is_flagged(c: Components, row: int) -> bool:
    """Whether the component table itself says that a figure differs, is doubtful or was not measured."""
    return bool(c.cause.get(row) or c.reason.get(row)) or c.agreement.get(row) in ("uncertain", "explained")


def judged(
    c: Components, mine: np.ndarray, wanted: Mapping[str, float], within: float,
    other: Mapping[str, float] | None = None,
) -> Counter[str]:  # fmt: skip
    """Counts of one column against an oracle by GlobalId. other: the oracle's second figure, where it has one."""
    rows = {guid: i for i, guid in enumerate(c.global_id.filled())}
    told: Counter[str] = Counter()
    for guid, value in wanted.items():
        row = rows.get(guid)
        if row is None:
            told["missing"] += 1
        elif math.isclose(mine[row], value, rel_tol=within):
            told["right"] += 1
        elif is_flagged(c, row):
            told["flagged"] += 1
        else:
            second = (other or {}).get(guid, math.nan)
            told["disputed" if math.isclose(mine[row], second, rel_tol=within) else "wrong"] += 1
    return told


def row(what: str, source: str, within: float, told: Counter[str]) -> Row:
    """The counts as a row."""
    return Row(what, source, f"{100 * within:g} %", told)


def volumes(name: str, key: str, within: float, what: str, only: str = "") -> Row:
    """Net volumes of a model against an oracle's column; `only`: oracle rows whose material begins so."""
    c = open_model(SHARED / "ifc" / f"{name}.ifc").model.components
    wanted = {
        r["GlobalId"]: float(r[key])
        for r in oracle(name)
        if r[key] and float(r[key]) > 0 and r["material"].startswith(only)
    }
    other = {r["GlobalId"]: float(v) for r in oracle(name) if (v := r.get("net_volume", ""))}
    return row(
        what, f"{name}.csv, {key}", within, judged(c, c.net_volume_mm3 / MM3_PER_M3, wanted, within, other)
    )


def element_counts() -> Row:
    """Elements read against the STEP lines of those types, every file; a broken file has to be refused."""
    told: Counter[str] = Counter()
    for path in sorted((SHARED / "ifc").rglob("*.ifc")):
        try:
            elements = read(path).elements
        except Refusal:
            told["flagged"] += 1
            continue
        same = Counter(elements.ifc_class.filled()) == element_lines(path, schema)
        told["right" if same else "wrong"] += 1
    return Row("files: elements read", "STEP lines of each file", "exact", told)


def clipped() -> Row:
    """The hard parts, file by file: right where every component of it is."""
    wanted: dict[str, dict[str, float]] = {}
    for r in oracle("clipped_volumes"):
        wanted.setdefault(r["file"], {})[r["GlobalId"]] = float(r["reference_volume_m3"])
    told: Counter[str] = Counter()
    for name, parts in wanted.items():
        c = open_model(SHARED / "ifc" / "clipped" / name).model.components
        held = set(
            c.global_id.filled()
        )  # openings and voids have a reference volume too and are no components
        here = {guid: v for guid, v in parts.items() if guid in held}
        one = judged(c, c.net_volume_mm3 / MM3_PER_M3, here, 0.01)
        told[next((k for k in ("wrong", "flagged", "right") if one[k]), "missing")] += 1
    return row("clipped parts, files", "clipped_volumes.csv", 0.01, told)


def nominal_masses() -> Row:
    """Rolled shapes of the SDS/2 model: bar length by the designation's kg/m."""
    c = open_model(SHARED / "ifc" / "sds2_sculpture.ifc").model.components
    wanted = {
        r["GlobalId"]: float(m) for r in oracle("sds2_sculpture") if (m := r["nominal_mass_kg_full_length"])
    }
    told = judged(c, c.order_mass_kg / c.pieces, wanted, 0.01)
    return row("sds2 sculpture: order mass of rolled shapes", "sds2_sculpture.csv, nominal", 0.01, told)


def no_steel() -> Row:
    """A timber house: nothing may be taken for steel."""
    c = open_model(SHARED / "ifc" / "no_steel_house.ifc").model.components
    steel = int(np.count_nonzero(c.category.isin(STEEL)))
    return Row(
        "no-steel house: not taken for steel", "the file", "exact", {"right": len(c) - steel, "wrong": steel}
    )


def catalogue_masses() -> Iterator[Row]:
    """Printed kg/m of each catalogue against the section's own dimensions, fillets included."""
    book = catalogue()
    for number, (name, told) in enumerate(sources().items()):
        if "mass_kg_per_m" not in rows_of(name)[0]:
            continue
        at = np.flatnonzero(book.source == number)
        area, _ = area_and_perimeter(told["family"], book.dims[at])
        off = np.abs(mass_kg_per_m(area) / book.mass_kg_per_m[at] - 1.0) <= told["deviation"]
        known = sum(
            1 for i, ok in zip(at, off, strict=True) if not ok and book.names[i] in told.get("exceptions", {})
        )
        counts = Counter(right=int(off.sum()), flagged=known, wrong=int((~off).sum()) - known)
        yield row(
            f"kg/m of {name}, {told['standard']}", "the standard's own table", told["deviation"], counts
        )


def validations() -> Row:
    """Worked examples of published sources: one test a figure or case."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-o",
        "addopts=",
        "-p",
        "no:cacheprovider",
        "tests/validation",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    last = run.stdout.strip().splitlines()[-1]
    count = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", last)}
    told = {"right": count.get("passed", 0), "wrong": count.get("failed", 0) + count.get("error", 0)}
    return Row(
        "worked examples and published tables, cases",
        "tests/validation, a module per source",
        "as printed",
        told,
    )


def record() -> Iterator[Row]:
    """Every comparison that can be made here."""
    if SHARED.exists():
        yield element_counts()
        yield clipped()
        yield volumes("tekla_carwash", "geom_volume_m3", 1e-3, "Tekla carwash: volumes of steel", "STEEL/S")
        yield volumes("tekla_carwash", "geom_volume_m3", 1e-2, "Tekla carwash: all volumes")
        yield volumes("archicad_staal", "net_volume", 1e-2, "ArchiCAD frame: volumes")
        yield volumes("revit_restaurant_27mb", "geom_volume_m3", 1e-2, "Revit restaurant: volumes")
        yield volumes("no_steel_house", "geom_volume_m3", 1e-2, "no-steel house: volumes")
        yield nominal_masses()
        yield no_steel()
    yield from catalogue_masses()
    yield validations()


def main() -> int:
    """Print the table, and with --write put it into the README; exit 1 where anything is wrong."""
    rows = list(record())
    text = markdown(HEAD, [r.cells() for r in rows])
    print(text)
    if not SHARED.exists():
        print(
            "The real models and their oracles are not beside the project; only what needs none was compared."
        )
    known = markdown(standing.HEAD, standing.rows())
    print(f"\n{known}")
    if "--write" in sys.argv:
        put(ROOT / "README.md", "accuracy", text)
        put(ROOT / "README.md", "standing", known)
    return 1 if any(r.told.get("wrong") or r.told.get("missing") for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
