"""The lists of a bill: finished columns of a model, in internal units."""

from __future__ import annotations

import numpy as np

from components.bom.told import mass_notes
from components.findings import SEVERITIES, Finding
from components.merged import KEY, told
from components.model import Components, Model
from components.record import record
from components.sheet import AREA, INTEGER, LENGTH, MASS, SUM, VOLUME, Column, Data, Sheet
from components.table import Table, Text
from components.words import say


@record
class ComponentMarks(Table):
    """Part mark and assembly mark of each component, and who gave each (words of `marks.by_`)."""

    part: Text
    assembly: Text
    part_by: Text
    assembly_by: Text


def components_sheet(model: Model, marks: ComponentMarks | None = None) -> Sheet:
    """Every component of the model, one row each, sorted by global_id.

    marks: those of the bill, in place of the model's own; two more columns say who gave each.
    """
    c = model.components
    part, assembly = (marks.part, marks.assembly) if marks else (c.part_mark, c.assembly_mark)
    by = {"part_mark_by": marks.part_by, "assembly_mark_by": marks.assembly_by} if marks else {}
    columns = (
        Column("global_id", "bom.global_id", width=24),
        Column("step_id", "bom.step_id", INTEGER),
        Column("ifc_class", "bom.ifc_class"),
        Column("category", "bom.category", words="model.category_"),
        Column("name", "bom.name"),
        Column("profile", "bom.profile"),
        Column("grade", "bom.grade"),
        Column("part_mark", "bom.part_mark"),
        Column("assembly_mark", "bom.assembly_mark"),
        Column("storey", "bom.storey"),
        Column("pieces", "bom.pieces", INTEGER, total=SUM),
        Column("length_mm", "bom.length", LENGTH, "mm", decimals=1),
        Column("width_mm", "bom.width", LENGTH, "mm", decimals=1),
        Column("thickness_mm", "bom.thickness", LENGTH, "mm", decimals=1),
        Column("gross_volume_m3", "bom.gross_volume", VOLUME, "m³", decimals=6, total=SUM),
        Column("net_volume_m3", "bom.net_volume", VOLUME, "m³", decimals=6, total=SUM),
        Column("gross_mass_kg", "bom.order_mass", MASS, "kg", decimals=2, total=SUM),
        Column("settlement_mass_kg", "bom.settlement_mass", MASS, "kg", decimals=2, total=SUM),
        Column("net_mass_kg", "bom.net_mass", MASS, "kg", decimals=2, total=SUM),
        Column("paint_area_m2", "bom.paint_area", AREA, "m²", decimals=3, total=SUM),
        Column("quantity_source", "bom.quantity_source", words="model.source_"),
        Column("mass_source", "bom.mass_source", words="model.source_"),
        Column("agreement", "bom.agreement", words="model.agreement_"),
        Column("cause", "bom.cause"),
        Column("reason", "bom.reason"),
        *(Column(key, f"bom.{key}", words="marks.by_") for key in by),
        *((Column("model", "bom.model"),) if model.source.parts else ()),
    )
    data: dict[str, Data] = {
        "global_id": c.global_id, "step_id": c.step_id % KEY, "ifc_class": c.ifc_class, "category": c.category,
        "name": c.name, "profile": c.profile, "grade": c.grade, "part_mark": part,
        "assembly_mark": assembly, "storey": c.storey, "pieces": c.pieces, "length_mm": c.length_mm,
        "width_mm": c.width_mm, "thickness_mm": c.thickness_mm, "gross_volume_m3": c.gross_volume_mm3,
        "net_volume_m3": c.net_volume_mm3, "gross_mass_kg": c.order_mass_kg,
        "settlement_mass_kg": c.settlement_mass_kg, "net_mass_kg": c.net_mass_kg, "paint_area_m2": c.paint_area_mm2,
        "quantity_source": c.volume_source, "mass_source": c.mass_source, "agreement": c.agreement,
        "cause": c.cause, "reason": c.reason, **by,
    }  # fmt: skip
    if model.source.parts:
        names = tuple(name for name, _ in model.source.parts)
        data["model"] = Text((c.step_id // KEY - 1).astype(np.int32), names)
    return Sheet("components", "bom.components", columns, data, line_of=np.arange(len(c)))


def materials_sheet(model: Model) -> Sheet:
    """Steel by profile and grade: pieces, length, and the masses."""
    c = model.components
    rows = np.flatnonzero(c.category.isin(("steel_member", "plate", "bent_plate", "accessory")))
    key = np.stack((c.category.codes[rows], c.profile.codes[rows], c.grade.codes[rows]), axis=1)
    distinct, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    which = which.reshape(-1)
    n = len(distinct)

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(which, values, minlength=n)

    shown = rows[first] if n else rows
    words = [c.profile.get(r) for r in shown.tolist()]
    order = sorted(
        range(n), key=lambda i: (c.category.get(int(shown[i])), words[i], c.grade.get(int(shown[i])))
    )
    lost = total((~np.isfinite(c.order_mass_kg[rows])) * 1.0)
    data: dict[str, Data] = {
        "category": c.category.take(shown), "profile": c.profile.take(shown), "grade": c.grade.take(shown),
        "pieces": total(c.pieces[rows] * 1.0).astype(np.int64),
        "length_mm": total(np.nan_to_num((c.length_mm * c.pieces)[rows])),
        "gross_mass_kg": total(np.nan_to_num(c.order_mass_kg[rows])),
        "net_mass_kg": total(np.nan_to_num(c.net_mass_kg[rows])),
        "unmeasured": lost.astype(np.int64),
    }  # fmt: skip
    columns = (
        Column("category", "bom.category", words="model.category_"),
        Column("profile", "bom.profile"),
        Column("grade", "bom.grade"),
        Column("pieces", "bom.pieces", INTEGER, total=SUM),
        Column("length_mm", "bom.total_length", LENGTH, "m", decimals=2, total=SUM),
        Column("gross_mass_kg", "bom.order_mass", MASS, "kg", decimals=1, total=SUM),
        Column("net_mass_kg", "bom.net_mass", MASS, "kg", decimals=1, total=SUM),
        Column("unmeasured", "bom.unmeasured", INTEGER, total=SUM),
    )
    at = np.array(order, np.int64)
    sorted_data = {k: v.take(at) if isinstance(v, Text) else np.asarray(v)[at] for k, v in data.items()}
    return Sheet("materials", "bom.materials", columns, sorted_data, notes=mass_notes(model.settings))


def findings_sheet(findings: tuple[Finding, ...], lang: str) -> Sheet:
    """What was odd, worst first: one row per finding with the elements it touches."""
    ordered = sorted(findings, key=lambda f: (-SEVERITIES.index(f.severity), f.code))
    shown = [
        ", ".join(told(i) for i in f.step_ids[:8]) + (" …" if len(f.step_ids) > 8 else "") for f in ordered
    ]
    columns = (
        Column("severity", "bom.severity", words="model.severity_"),
        Column("code", "bom.code"),
        Column("finding", "bom.finding"),
        Column("elements", "bom.elements_count", INTEGER),
        Column("step_ids", "bom.step_ids"),
    )
    data: dict[str, Data] = {
        "severity": Text.of([f.severity for f in ordered]),
        "code": Text.of([f.code for f in ordered]),
        "finding": Text.of([say(f.code, lang, f.args) for f in ordered]),
        "elements": np.array([len(f.step_ids) or np.nan for f in ordered], np.float64),
        "step_ids": Text.of(shown),
    }
    return Sheet("findings", "bom.findings", columns, data)


def summary(components: Components) -> dict[str, float | int]:
    """Figures of the whole model: counts and masses of steel, and what was not measured."""
    steel = components.category.isin(("steel_member", "plate", "bent_plate", "accessory"))
    order = components.order_mass_kg[steel]
    return {
        "components": len(components),
        "steel_parts": int(steel.sum()),
        "steel_pieces": int(components.pieces[steel].sum()),
        "order_mass_kg": float(np.nansum(order)),
        "net_mass_kg": float(np.nansum(components.net_mass_kg[steel])),
        "unmeasured": int((~np.isfinite(order)).sum()),
        "uncertain": int(components.agreement.isin(("uncertain",))[steel].sum()),
        "fasteners": int(components.category.isin(("fastener",)).sum()),
        "studs": int(components.category.isin(("stud",)).sum()),
    }
