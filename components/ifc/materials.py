"""Materials of elements and types: single ones, lists, layers, profiles, constituents."""

from __future__ import annotations

from typing import Any

import numpy as np

from components.facts import ELEMENT, TYPE, Materials
from components.ifc.context import Context, position_in
from components.ifc.products import Products, pairs
from components.ifc.record import Ref
from components.record import valued
from components.table import Ints, Text

_SETS = {
    "IFCMATERIALLIST": ("Materials", "LIST"),
    "IFCMATERIALLAYERSETUSAGE": ("ForLayerSet", ""),
    "IFCMATERIALLAYERSET": ("MaterialLayers", ""),
    "IFCMATERIALPROFILESETUSAGE": ("ForProfileSet", ""),
    "IFCMATERIALPROFILESETUSAGETAPERING": ("ForProfileSet", ""),
    "IFCMATERIALPROFILESET": ("MaterialProfiles", ""),
    "IFCMATERIALCONSTITUENTSET": ("MaterialConstituents", ""),
}
_PARTS = {
    "IFCMATERIALLAYER": "LAYER",
    "IFCMATERIALLAYERWITHOFFSETS": "LAYER",
    "IFCMATERIALPROFILE": "PROFILE",
    "IFCMATERIALPROFILEWITHOFFSETS": "PROFILE",
    "IFCMATERIALCONSTITUENT": "CONSTITUENT",
}


@valued
class _Entry:
    name: str | None
    category: str | None
    usage: str
    profile: int
    thickness: float


def read(ctx: Context, products: Products, profile_rows: Ints) -> Materials:
    """One row per material entry of every element and type."""
    material, related = pairs(ctx, ("IFCRELASSOCIATESMATERIAL",), "RelatingMaterial", "RelatedObjects")
    distinct, which = np.unique(material, return_inverse=True)
    entries = [_entries(ctx, int(row), profile_rows, "SINGLE", 0) if row >= 0 else [] for row in distinct]
    counts = np.array([len(e) for e in entries], np.int64)
    start = np.cumsum(counts) - counts
    flat = [e for part in entries for e in part]
    owner: list[Ints] = []
    table: list[Any] = []
    entry: list[Ints] = []
    order: list[Ints] = []
    which = which.reshape(-1)
    for code, rows in ((ELEMENT, products.element_rows), (TYPE, products.type_rows)):
        at = position_in(rows.rows, related)
        good = np.flatnonzero(at >= 0)
        times = counts[which[good]] if len(counts) else np.zeros(0, np.int64)
        owner.append(np.repeat(at[good], times))
        table.append(np.full(int(times.sum()), code, np.int32))
        place = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
        order.append(place)
        entry.append(np.repeat(start[which[good]], times) + place if len(counts) else place)
    at = np.concatenate(entry)
    return Materials(
        owner=np.concatenate(owner),
        table=np.concatenate(table),
        order=np.concatenate(order),
        name=Text.of([e.name for e in flat]).take(at),
        category=Text.of([e.category for e in flat]).take(at),
        usage=Text.of([e.usage for e in flat]).take(at),
        profile=np.array([e.profile for e in flat], np.int64)[at] if flat else at,
        thickness_mm=np.array([e.thickness for e in flat])[at] if flat else at.astype(float),
    )


def _entries(ctx: Context, row: int, profile_rows: Ints, usage: str, level: int) -> list[_Entry]:
    keyword = ctx.step.keyword(row)
    if level > 6:
        return []
    args = ctx.one(row)

    def value(name: str) -> Any:
        at = ctx.schema.position(keyword, name)
        return args[at] if 0 <= at < len(args) else None

    if keyword == "IFCMATERIAL":
        return [_Entry(value("Name"), value("Category"), usage, -1, float("nan"))]
    if keyword in _SETS:
        attribute, own = _SETS[keyword]
        inner = value(attribute)
        refs = inner if isinstance(inner, list) else [inner]
        rows = [ctx.row_of(int(r)) for r in refs if isinstance(r, Ref)]
        return [e for r in rows if r >= 0 for e in _entries(ctx, r, profile_rows, own or usage, level + 1)]
    if keyword in _PARTS:
        ref, thickness, profile = value("Material"), value("LayerThickness"), value("Profile")
        at = ctx.row_of(int(ref)) if isinstance(ref, Ref) else -1
        name, category = None, None
        if at >= 0:
            material = _entries(ctx, at, profile_rows, usage, level + 1)
            name, category = (material[0].name, material[0].category) if material else (None, None)
        outline = ctx.row_of(int(profile)) if isinstance(profile, Ref) else -1
        return [
            _Entry(
                name,
                category or value("Category") or (value("Name") if name is None else None),
                _PARTS[keyword],
                int(position_in(profile_rows, np.array([outline]))[0]),
                thickness * ctx.units.length_mm if isinstance(thickness, float) else float("nan"),
            )
        ]
    return []


def material_entries(ctx: Context, row: int, profile_rows: Ints) -> tuple[str | None, int]:
    """Name and profile row of the first entry of a material association that has a profile, else of the first."""
    entries = _entries(ctx, row, profile_rows, "SINGLE", 0)
    best = next((e for e in entries if e.profile >= 0), entries[0] if entries else None)
    return (None, -1) if best is None else (best.name, best.profile)
