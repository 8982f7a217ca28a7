"""One row per part, and the tables that are added up from the rows."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ifc_samples.step import global_id

STEEL = 7850e-9  # kg/mm3, the density by which steel is ordered (GB 50017-2017, table 4.4.8: 7850 kg/m3)


@dataclass(frozen=True)
class Part:
    """What one part must come out as. Sizes mm, volumes mm3, masses kg; None where a figure has no meaning.

    `gross` is the body before openings and cutting planes, `net` the finished body, `settled` the finished
    outline with its holes filled, `order` the mass of the bar or rectangle that is bought; `kg_per_m` is what
    the catalogue prints for a rolled section.
    """

    key: str
    ifc_class: str
    category: str
    mark: str
    assembly: str
    profile: str
    grade: str
    length: float | None = None
    width: float | None = None
    thickness: float | None = None
    gross: float | None = None
    net: float | None = None
    settled: float | None = None
    order: float | None = None
    kg_per_m: float | None = None
    pieces: int = 1


HEADER = (
    *("global_id", "key", "ifc_class", "category", "part_mark", "assembly_mark", "profile", "grade"),
    *("length_mm", "width_mm", "thickness_mm", "gross_volume_m3", "net_volume_m3"),
    *("order_mass_kg", "settlement_mass_kg", "net_mass_kg", "catalogue_kg_m", "pieces"),
)
MASSES = HEADER[-7:-2]


def shown(value: float | None, digits: int) -> str:
    """A number for the table, with no trailing noise; nothing stays nothing."""
    return "" if value is None else f"{value:.{digits}f}"


def _cells(model: str, part: Part) -> list[str]:
    steel = part.order is not None
    settled = part.settled * STEEL if steel and part.settled is not None else None
    net = part.net * STEEL if steel and part.net is not None else None
    words = [part.key, part.ifc_class, part.category, part.mark, part.assembly, part.profile, part.grade]
    sizes = [shown(part.length, 3), shown(part.width, 3), shown(part.thickness, 3)]
    volumes = [shown(None if v is None else v * 1e-9, 10) for v in (part.gross, part.net)]
    masses = [shown(part.order, 5), shown(settled, 5), shown(net, 5)]
    return [
        global_id(model, part.key),
        *words,
        *sizes,
        *volumes,
        *masses,
        shown(part.kg_per_m, 3),
        str(part.pieces),
    ]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file in UTF-8 with plain line ends."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_parts(folder: Path, model: str, parts: Sequence[Part]) -> None:
    """`<model>_parts.csv`, `<model>_marks.csv` and `<model>_totals.csv`."""
    rows = sorted((_cells(model, part) for part in parts), key=lambda row: row[0])
    write_table(folder / f"{model}_parts.csv", HEADER, rows)
    _write_marks(folder, model, parts)
    _write_totals(folder, model, parts)


def _write_marks(folder: Path, model: str, parts: Sequence[Part]) -> None:
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.mark:
            groups[part.mark].append(part)
    rows = []
    for mark, members in sorted(groups.items()):
        one = members[0]
        single = shown(
            one.net * STEEL / one.pieces if one.order is not None and one.net is not None else None, 5
        )
        rows.append(
            (
                mark,
                one.category,
                one.profile,
                one.grade,
                sum(p.pieces for p in members),
                shown(one.length, 3),
                single,
            )
        )
    header = ("part_mark", "category", "profile", "grade", "pieces", "length_mm", "net_mass_each_kg")
    write_table(folder / f"{model}_marks.csv", header, rows)


def _write_totals(folder: Path, model: str, parts: Sequence[Part]) -> None:
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        groups[part.category].append(part)
    rows = []
    for category, members in sorted(groups.items()):
        steel = all(p.order is not None for p in members)
        gross = sum(p.gross or 0.0 for p in members) * 1e-9
        net = sum(p.net or 0.0 for p in members) * 1e-9
        settled = sum(p.settled or 0.0 for p in members) * STEEL
        order = sum(p.order or 0.0 for p in members)
        masses = (order, settled, net * 1e9 * STEEL) if steel else (None, None, None)
        rows.append(
            (
                category,
                sum(p.pieces for p in members),
                shown(gross, 8),
                shown(net, 8),
                *(shown(m, 3) for m in masses),
            )
        )
    header = ("category", "pieces", *MASSES)
    write_table(folder / f"{model}_totals.csv", header, rows)


def plate(
    key: str,
    mark: str,
    assembly: str,
    grade: str,
    size: tuple[float, float, float],
    outline: float | None = None,
    holes: float = 0.0,
    **other: str,
) -> Part:
    """A flat plate: `size` is length, width and thickness of the smallest rectangle around it (mm), `outline`
    the area inside its edge (mm2; all of the rectangle where not given), `holes` that of its holes (mm2)."""
    length, width, t = size
    area = length * width if outline is None else outline
    return Part(
        key,
        other.get("ifc_class", "IfcPlate"),
        other.get("category", "plate"),
        mark,
        assembly,
        other.get("profile", f"PL{t:g}*{width:g}"),
        grade,
        length,
        width,
        t,
        area * t,
        (area - holes) * t,
        area * t,
        length * width * t * STEEL,
    )


def member(
    key: str,
    ifc_class: str,
    mark: str,
    assembly: str,
    profile: str,
    grade: str,
    length: float,
    area: float,
    *,
    net: float | None = None,
    settled: float | None = None,
    kg_per_m: float | None = None,
    pieces: int = 1,
) -> Part:
    """A bar: `length` as sawn (mm), `area` of its section (mm2); `kg_per_m` as the catalogue has it."""
    body = pieces * area * length
    order = body * STEEL if kg_per_m is None else pieces * length * kg_per_m / 1000.0
    finished = body if settled is None else settled
    return Part(
        key,
        ifc_class,
        "steel member",
        mark,
        assembly,
        profile,
        grade,
        length,
        None,
        None,
        body,
        finished if net is None else net,
        finished,
        order,
        kg_per_m,
        pieces,
    )


def fastener(
    key: str, mark: str, profile: str, grade: str, length: float, category: str = "fastener"
) -> Part:
    """A bolt, anchor or stud: counted, with its size, length (mm) and grade."""
    return Part(key, "IfcMechanicalFastener", category, mark, "", profile, grade, length)


def solid(
    key: str, ifc_class: str, category: str, profile: str, grade: str, gross: float, net: float
) -> Part:
    """A body that is not steel: its volumes only (mm3)."""
    return Part(key, ifc_class, category, "", "", profile, grade, gross=gross, net=net)
