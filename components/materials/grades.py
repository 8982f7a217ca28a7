"""Grades read from the text of materials and properties: steel, bolts, rebar, concrete, or the reason why
not.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from components.record import valued

FOLDER = Path(__file__).parent
MPA_PER_KSI = 6.894757293168361

NO_TEXT, NO_GRADE, OTHER, UNKNOWN, GRADE_ALONE, NOT_LISTED, OLD_NAME, SEVERAL = (
    f"materials.{w}"
    for w in (
        "no_text", "no_grade", "other_material", "unknown", "grade_alone", "not_listed", "old_name", "several_grades",
    )
)  # fmt: skip


@valued
class Material:
    """What a material text says.

    text: as written. kind: steel, stainless, bolt, rebar, concrete, timber, other or unknown. grade: as the
    trade writes it with its quality ("Q355B", "S235JR", "A572 Gr.50", "10.9S", "C30"), "" where none is said.
    base: the grade the tables know ("Q355"). family: GB, EN, ASTM, JIS, CSA, ISO or "". yield_mpa: nominal
    yield strength, of the text itself where it says one, else of the standard; None where unknown. reason: a
    words code where the grade or the kind is not known, or where something is to be said.
    """

    text: str
    kind: str
    grade: str = ""
    base: str = ""
    family: str = ""
    yield_mpa: float | None = None
    tensile_mpa: float | None = None
    reason: str = ""
    args: Mapping[str, Any] = field(default_factory=dict, hash=False)


@valued
class Listed:
    """A row of `grades.csv`: nominal strengths of the thinnest product."""

    family: str
    yield_mpa: float
    tensile_mpa: float
    status: str
    source: str


@cache
def listed() -> dict[str, Listed]:
    """Grades by their base name."""
    with (FOLDER / "grades.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    return {r[0]: Listed(r[1], float(r[2]), float(r[3]), r[4], r[5]) for r in rows}


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper().replace("＃", "#")
    return re.sub(r"\s+", " ", plain).strip()


_EDGE, _END = r"(?<![A-Z0-9.])", r"(?![A-Z0-9])"
_GB = re.compile(
    _EDGE + r"Q\s?(195|215|235|275|345|355|390|420|460|500|550|620|690)\s?(GJ)?\s?(NHG|GNH|NH|R|Q|M|N)?"
    r"[\s-]?([A-F])?(?:[\s-]?Z(15|25|35))?" + _END
)
_CARBON = re.compile(r"(?<![A-Z0-9.])(10|20|35|45)(?:#|号钢)")
_EN = re.compile(
    _EDGE + r"S\s?(185|235|275|355|420|450|460|500|550|690)\s?"
    r"((?:JRH|J0H|JOH|J2H|K2H|NLH|MLH|NH|MH|JR|J0|JO|J2|K2|NL|ML|QL1|QL|GT|N|M|Q|H)?W?)(?:\s?\+\s?[A-Z]{1,2})?"
    + _END
)
_DIN = re.compile(
    _EDGE
    + r"(?:R|U)?(ST)\s?(37|44|52)(?:[\s.-]\d)?[A-Z]?"
    + _END
    + r"|"
    + _EDGE
    + r"(FE)\s?(360|430|510)[A-D]?"
)
_ASTM = re.compile(
    _EDGE + r"(?:ASTM\s?)?A\s?(36|53|242|283|500|501|514|529|572|588|709|847|913|992|1085)M?"
    r"(?:[\s,./-]*(?:GR(?:ADE)?\.?|TYPE)?\s?(36|42|50|55|60|65|[ABCDE]))?" + _END
)
_A500 = re.compile(_EDGE + r"A(500)([ABC])" + _END)
_JIS = re.compile(_EDGE + r"(SS|SM|SN|STKR|STK)\s?(400|490)[ABC]?" + _END)
_CSA = re.compile(_EDGE + r"(300|350)\s?WT?" + _END)
_KSI = re.compile(r"(?<![A-Z])F([YU])\s?=\s?(\d+(?:\.\d+)?)")
_BOLT_ASTM = re.compile(
    _EDGE + r"(A307|A325M?|A490M?|F1852|F2280|F3125|F1554|A193|A449)\s?-?(?:N|X|SC|T|TC)?" + _END
)
_CLASS = r"(4\.6|4\.8|5\.6|5\.8|6\.8|8\.8|9\.8|10\.9|12\.9)\s?(S)?"
_BOLT = re.compile(rf"(?:^|[\s_/,;:()-]){_CLASS}\s?(?:级|$|[\s_/,;:()-])")
_BOLT_SIZE = re.compile(_EDGE + r"M\d{1,2}")
_REBAR = re.compile(_EDGE + r"(HPB|HRBF|HRB|RRB|CRB)\s?(235|300|335|400|500|550|600)E?" + _END)
_CONCRETE = re.compile(
    r"(?<![A-Z0-9.])L?C\s?(10|15|20|25|30|35|40|45|50|55|60|65|70|75|80)(?:/\d{2,3})?(?![0-9A-Z.*×#-]|\s?[X*×]\s?\d)"
)
_ALONE = re.compile(_EDGE + r"GR(?:ADE)?\.?\s?(\d{2,3})" + _END)
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("concrete", re.compile(r"混凝土|砼|CONCRETE|BETON|BÉTON|HORMIG|CALCESTRUZZO")),
    ("rebar", re.compile(r"钢筋|REBAR|REINFORCEMENT|WAPENING|BEWEHRUNG")),
    (
        "stainless",
        re.compile(r"不锈钢|STAINLESS|INOX|EDELSTAHL|RVS|\b304L?\b|\b316L?\b|S30408|S31603|1\.4301|1\.4404"),
    ),
    ("timber", re.compile(r"木|TIMBER|WOOD|HOUT|HOLZ|GLULAM|BOIS")),
    (
        "other",
        re.compile(
            r"NEOPREEN|NEOPRENE|RUBBER|橡胶|PVC|\bPU\b|PLASTIC|塑料|GLASS|GLAS\b|玻璃|ALUMINI|铝|BRICK|砖|砌|STONE|石|"
            r"GYP|石膏|INSULATION|保温|岩棉|ASPHALT|沥青|SOIL|GRAVEL|土|TILE|CERAMIC|瓷|COPPER|铜|ISOL|CARPET"
        ),
    ),
    ("steel", re.compile(r"钢|鋼|STEEL|STAAL|STAHL|ACIER|ACERO|ACCIAIO|\bSTÅL\b")),
)


def _steel(text: str, grade: str, base: str, family: str, plain: str) -> Material:
    """A steel grade with its nominal strengths; what the text says in ksi or MPa outranks the table."""
    row = listed().get(base)
    fy = row.yield_mpa if row else None
    fu = row.tensile_mpa if row else None
    for which, value in _KSI.findall(plain):
        said = float(value) * (MPA_PER_KSI if float(value) < 150.0 else 1.0)
        fy, fu = (said, fu) if which == "Y" else (fy, said)
    args = {"text": text, "grade": grade}
    named = {m[1] + (m[2] or "") for m in _GB.finditer(plain)} | {m[1] for m in _EN.finditer(plain)}
    reason = SEVERAL if len(named) > 1 else NOT_LISTED if row is None else OLD_NAME if base == "Q345" else ""
    return Material(text, "steel", grade, base, family, fy, fu, reason, args)


def _from_gb(text: str, plain: str) -> Material | None:
    found = _GB.search(plain)
    if found:
        number, gj, treated, quality, z = found.groups()
        base = f"Q{number}{gj or ''}"
        grade = base + (treated or "") + (quality or "") + (f"-Z{z}" if z else "")
        return _steel(text, grade, base, "GB", plain)
    found = _CARBON.search(plain)
    return _steel(text, f"{found[1]}#", f"{found[1]}#", "GB", plain) if found else None


def _from_en(text: str, plain: str) -> Material | None:
    found = _EN.search(plain)
    if found:
        quality = found[2].replace("JO", "J0")
        return _steel(text, f"S{found[1]}{quality}", f"S{found[1]}", "EN", plain)
    found = _DIN.search(plain)
    if found is None:
        return None
    base = (found[1] or found[3]) + (found[2] or found[4])
    return _steel(text, found[0].strip(), base, "EN", plain)


def _from_astm(text: str, plain: str) -> Material | None:
    found = _ASTM.search(plain) or _A500.search(plain)
    if found is None:
        return None
    name = f"A{found[1]}" + (f" Gr.{found[2]}" if found[2] else "")
    return _steel(text, name, name if name in listed() else f"A{found[1]}", "ASTM", plain)


def _from_others(text: str, plain: str) -> Material | None:
    if found := _JIS.search(plain):
        return _steel(text, found[0], found[1] + found[2], "JIS", plain)
    if found := _CSA.search(plain):
        return _steel(text, found[0], f"{found[1]}W", "CSA", plain)
    return None


def _from_bolt(text: str, plain: str) -> Material | None:
    if found := _BOLT_ASTM.search(plain):
        return Material(text, "bolt", found[0], found[1].removesuffix("M"), "ASTM")
    found = _BOLT.search(plain)
    if found is None:
        return None
    whole = found[0].strip(" _/,;:()-级") == plain.strip(" 级")
    if not (
        whole or "级" in plain or _BOLT_SIZE.search(plain) or re.search(r"BOLT|螺栓|GRADE|CLASS|GR", plain)
    ):
        return None
    name = found[1] + (found[2] or "")
    tensile, ratio = found[1].split(".")
    fu = float(tensile) * 100.0
    return Material(text, "bolt", name, found[1], "ISO", fu * float(ratio) / 10.0, fu)


def _from_concrete(text: str, plain: str) -> Material | None:
    if found := _REBAR.search(plain):
        return Material(text, "rebar", found[0], found[1] + found[2], "GB", float(found[2]))
    if found := _CONCRETE.search(plain):
        return Material(text, "concrete", found[0], f"C{found[1]}", "GB")
    return None


_READERS: tuple[Callable[[str, str], Material | None], ...] = (
    _from_gb, _from_en, _from_astm, _from_bolt, _from_others, _from_concrete,
)  # fmt: skip


@lru_cache(maxsize=65536)
def read_material(text: str) -> Material:
    """What a material or grade text says. An explicit grade outranks words; other materials outrank a bare
    "steel".

    `STEEL/S235JR`, `结构钢 Q355B`, `A992 Wide Flange Steel: fu=65 fy=50`, `10.9S`, `C30` ... Concrete C30 is
    never a channel here, and a channel `C30a` never concrete. Answers are remembered.
    """
    plain = _clean(text)
    if not plain:
        return Material(text, "unknown", reason=NO_TEXT)
    for reader in _READERS:
        found = reader(text, plain)
        if found is not None:
            return found
    kind = next((k for k, pattern in _WORDS if pattern.search(plain)), "unknown")
    if kind == "unknown" and (alone := _ALONE.search(plain)):
        return Material(text, kind, alone[0], reason=GRADE_ALONE, args={"text": text})
    reason = {"unknown": UNKNOWN, "other": OTHER, "timber": OTHER}.get(kind, NO_GRADE)
    return Material(text, kind, reason=reason, args={"text": text})
