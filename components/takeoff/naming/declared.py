"""Quantities and marks the file declares, by the names programs give them."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Floats, Text
from components.takeoff.naming.evidence import Evidence, Said

LENGTH = (("Tekla Quantity", "Length"), ("BaseQuantities", "Length"), ("Qto_BeamBaseQuantities", "Length"), "Length",
          "Cut Length", "Länge", "Lengte", "长度")  # fmt: skip
NET_VOLUME = ("NetVolume", "Net Volume", "Netto-Volumen", "净体积", "Volume", "体积")
GROSS_VOLUME = ("GrossVolume", "Gross Volume", "Gross volume", "毛体积")
NET_MASS = ("NetWeight", "Net Weight", "Net weight", "Net_Weight", "净重")
GROSS_MASS = (
    "GrossWeight",
    "Gross Weight",
    "Gross weight",
    "Weight",
    "Elementgewicht",
    "Mass",
    "毛重",
    "重量",
)
SURFACE = (
    "OuterSurfaceArea",
    "GrossSurfaceArea",
    "TotalSurfaceArea",
    "Surface area",
    "Area of outer surface",
    "表面积",
)

PART_MARK = (
    ("Tekla Common", "Part mark"), ("Tekla Part", "Part mark"), "Part mark", "Part Mark", "PART_POS", "Part position",
    "PartMark", "Piece Mark", "PieceMark", "Piecemark", "零件号", "零件编号",
)  # fmt: skip
ASSEMBLY_MARK = (
    ("Tekla Assembly", "Assembly/Cast unit Mark"), "Assembly/Cast unit Mark", ("Tekla Common", "Assembly/Cast unit Mark"),
    "Assembly mark", "Assembly Mark", "ASSEMBLY_POS", "Assembly position", "AssemblyMark",
    "Assembly/Cast unit position code", "Cast_unit_Mark", "构件号", "构件编号",
)  # fmt: skip
GRADE = (("Tekla Common", "Grade"), "Grade", "StructuralGrade", "Material grade", "材质", "材料牌号", "钢号")


def ask_text(facts: Facts, evidence: Evidence, names: tuple[str | tuple[str, str], ...]) -> Text:
    """(n,) what the elements say under these names, as text."""
    return evidence.ask(names).text(facts)


def ask_number(
    facts: Facts, evidence: Evidence, names: tuple[str | tuple[str, str], ...]
) -> tuple[Floats, Said]:
    """(n,) what the elements say under these names, as a number in our units, and which property said it."""
    # A quantity set states its unit by its kind; user properties of the same name are often in another one.
    first, rest = evidence.ask(names, quantities_only=True), evidence.ask(names)
    said = Said(np.where(first.row >= 0, first.row, rest.row))
    return said.number(facts), said
