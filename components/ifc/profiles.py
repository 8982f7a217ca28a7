"""Profile definitions as a table: dimensions by name, outlines of arbitrary ones, derived ones resolved."""

from __future__ import annotations

import numpy as np

from components.facts import PROFILE_DIMS, Profiles
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.curves import Curves, UnknownCurve
from components.ifc.geometry import Geometry, within
from components.record import record
from components.table import Floats, Ints, Ragged

_DIM_OF = {
    "XDim": "width", "YDim": "depth", "OverallWidth": "width", "OverallDepth": "depth", "Depth": "depth",
    "Width": "width", "FlangeWidth": "width", "WebThickness": "web", "FlangeThickness": "flange",
    "FilletRadius": "fillet", "FlangeEdgeRadius": "edge", "EdgeRadius": "edge", "FlangeSlope": "slope",
    "LegSlope": "slope", "WallThickness": "wall", "Thickness": "wall", "Girth": "girth", "Radius": "radius",
    "InnerFilletRadius": "inner_fillet", "InternalFilletRadius": "inner_fillet", "OuterFilletRadius": "outer_fillet",
    "RoundingRadius": "outer_fillet", "TopFlangeWidth": "width2", "TopFlangeThickness": "flange2",
    "TopFlangeFilletRadius": "fillet2", "TopFlangeEdgeRadius": "edge2", "BottomFlangeWidth": "width",
    "BottomFlangeThickness": "flange", "BottomFlangeFilletRadius": "fillet", "BottomFlangeEdgeRadius": "edge",
    "WebEdgeRadius": "edge2", "BottomXDim": "width", "TopXDim": "width2", "TopXOffset": "girth",
    "SemiAxis1": "width", "SemiAxis2": "depth",
}  # fmt: skip


@record
class ProfileFacts:
    """Profiles with their loops and the members of composite ones."""

    rows: Ints
    profiles: Profiles
    outlines: list[Floats]
    composite: Ragged


def read(ctx: Context, geometry: Geometry, curves: Curves) -> ProfileFacts:
    """All profile definitions of the file."""
    keywords = list(ctx.below("IFCPROFILEDEF"))
    rows = ctx.rows(*keywords)
    dims = _dims(ctx, rows, keywords)
    kind = ctx.classes(rows).map(lambda w: w.removeprefix("Ifc").removesuffix("ProfileDef").upper())
    kind = kind.map(_short)
    position = geometry.axes2(ctx.attribute(rows, "Position").refs())
    mirrored = np.zeros(len(rows), np.bool_)
    outlines, first, count, wire = _outlines(ctx, rows, curves)
    base, operator = _derived(ctx, rows, geometry)
    kinds = kind.codes.copy()
    for _ in range(8):
        open_rows = np.flatnonzero(base >= 0)
        if not len(open_rows):
            break
        ready = open_rows[base[base[open_rows]] < 0]
        if not len(ready):
            ctx.note("ifc.cyclic_profile", WARNING, rows.ids[open_rows])
            break
        of = base[ready]
        dims[ready], first[ready], count[ready], wire[ready] = dims[of], first[of], count[of], wire[of]
        kinds[ready] = kinds[of]
        position[ready] = operator[ready] @ position[of]
        mirrored[ready] = (np.linalg.det(operator[ready][:, :2, :2]) < 0) ^ mirrored[of]
        base[ready] = -1
    profiles = Profiles(
        step_id=rows.ids,
        kind=type(kind)(kinds, kind.vocabulary),
        name=ctx.attribute(rows, "ProfileName").texts(ctx.decode),
        dims=dims,
        first_loop=first,
        loops=count,
        position=position,
        wire_mm=wire,
        mirrored=mirrored,
    )
    return ProfileFacts(rows.rows, profiles, outlines, _composite(ctx, rows))


def _short(word: str) -> str:
    return "ARBITRARYWITHVOIDS" if word == "ARBITRARYPROFILEDEFWITHVOIDS" else word


def _dims(ctx: Context, rows: Rows, keywords: list[str]) -> Floats:
    dims = np.full((len(rows), len(PROFILE_DIMS)), np.nan)
    present = {a for k in keywords if (e := ctx.schema.entities.get(k)) for a in e.attributes}
    wire = {ctx.step.keywords.index(k) for k in keywords if k == "IFCCENTERLINEPROFILEDEF"}
    for attribute in sorted(present & _DIM_OF.keys()):
        scale = ctx.units.angle_rad if attribute.endswith("Slope") else ctx.units.length_mm
        if attribute.startswith("SemiAxis"):
            scale *= 2.0
        values = within(ctx.attribute(rows, attribute).reals() * scale)
        if attribute == "Thickness" and wire:
            values[np.isin(ctx.step.kinds[rows.rows], list(wire))] = np.nan
        column = PROFILE_DIMS.index(_DIM_OF[attribute])
        dims[:, column] = np.where(np.isfinite(values), values, dims[:, column])
    return dims


def _outlines(ctx: Context, rows: Rows, curves: Curves) -> tuple[list[Floats], Ints, Ints, Floats]:
    n = len(rows)
    outlines: list[Floats] = []
    first, count, wire = np.full(n, -1, np.int64), np.zeros(n, np.int64), np.full(n, np.nan)
    outer = ctx.attribute(rows, "OuterCurve").refs()
    inner = ctx.attribute(rows, "InnerCurves").ref_lists()
    centre = ctx.attribute(rows, "Curve").refs()
    thickness = within(ctx.attribute(rows, "Thickness").reals() * ctx.units.length_mm)
    unread: dict[str, list[int]] = {}
    for i in np.flatnonzero((outer >= 0) | (centre >= 0)).tolist():
        try:
            if outer[i] >= 0:
                loops = [curves.loop(int(outer[i]))] + [curves.loop(int(c)) for c in inner[i]]
            else:
                loops = [curves.line(int(centre[i]))]
                wire[i] = thickness[i]
        except UnknownCurve as unknown:
            unread.setdefault(str(unknown), []).append(int(rows.ids[i]))
            continue
        first[i], count[i] = len(outlines), len(loops)
        outlines += loops
    for keyword, ids in unread.items():
        ctx.note("ifc.curve_unread", WARNING, ids, keyword=keyword or "?", count=len(ids))
    return outlines, first, count, wire


def _derived(ctx: Context, rows: Rows, geometry: Geometry) -> tuple[Ints, Floats]:
    parent = ctx.attribute(rows, "ParentProfile").refs()
    base = position_in(rows.rows, ctx.step.find(parent))
    operators = ctx.rows(*ctx.below("IFCCARTESIANTRANSFORMATIONOPERATOR2D"))
    matrices = geometry.transform2(operators)
    at = position_in(operators.rows, ctx.step.find(ctx.attribute(rows, "Operator").refs()))
    operator = np.where((at >= 0)[:, None, None], matrices[at] if len(matrices) else np.eye(3), np.eye(3))
    for i in np.flatnonzero(base >= 0):
        if ctx.step.keyword(int(rows.rows[i])) == "IFCMIRROREDPROFILEDEF":
            operator[i] = np.diag([-1.0, 1.0, 1.0])
    return base.copy(), operator


def _composite(ctx: Context, rows: Rows) -> Ragged:
    lists = ctx.attribute(rows, "Profiles").ref_lists()
    return Ragged(lists.offsets, position_in(rows.rows, ctx.step.find(lists.values)))
