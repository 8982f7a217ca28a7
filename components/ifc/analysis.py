"""The structural analysis view: line members, nodes and their supports, load groups and result groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from components.analysis import (
    FIXED,
    FREE,
    PARTIAL,
    PINNED,
    SPRING,
    AnalysisJoints,
    AnalysisMembers,
    AnalysisNodes,
    AnalysisView,
    GroupLinks,
    LoadGroups,
    ResultGroups,
)
from components.findings import INFO, WARNING
from components.ifc.analysis_loads import activities
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.geometry import Geometry
from components.ifc.materials import material_entries
from components.ifc.products import Products, pairs
from components.table import Bools, Floats, Ints, Text


def read(ctx: Context, geometry: Geometry, found: Products, profile_rows: Ints) -> AnalysisView | None:
    """The analysis view; None where the file holds neither an analysis model nor a line member."""
    models = ctx.rows("IFCSTRUCTURALANALYSISMODEL")
    members = ctx.rows(*ctx.below("IFCSTRUCTURALCURVEMEMBER"))
    if not len(models) and not len(members):
        return None
    nodes = ctx.rows(*ctx.below("IFCSTRUCTURALPOINTCONNECTION"))
    loads = ctx.rows(*ctx.below("IFCSTRUCTURALLOADGROUP"))
    results = ctx.rows(*ctx.below("IFCSTRUCTURALRESULTGROUP"))
    acts, values = activities(ctx, members, nodes, loads, results)
    view = AnalysisView(
        models=len(models),
        members=_members(ctx, geometry, members, found, profile_rows),
        nodes=_nodes(ctx, geometry, nodes),
        joints=_joints(ctx, members, nodes),
        load_groups=_load_groups(ctx, loads),
        links=_links(ctx, loads),
        result_groups=ResultGroups(
            results.ids, _text(ctx, results, "GlobalId"), _text(ctx, results, "Name"),
            ctx.attribute(results, "TheoryType").words(),
            position_in(loads.rows, ctx.step.find(ctx.attribute(results, "ResultForLoadGroup").refs())),
        ),
        activities=acts,
        values=values,
    )  # fmt: skip
    _tell(ctx, view)
    return view


def _tell(ctx: Context, view: AnalysisView) -> None:
    """What the view holds; no analysis is run here."""
    c = view.counts()
    code = "analysis_results" if c["results"] else "analysis_loads" if c["loads"] else "analysis_bare"
    ctx.note(f"ifc.{code}", INFO, members=c["members"], loads=c["loads"], results=c["results"])
    if c["loads"] + c["results"] and "FORCEUNIT" not in ctx.units.declared:
        ctx.note("ifc.no_force_unit", WARNING)
    bent = view.members.step_id[~view.members.straight]
    if len(bent):
        ctx.note("ifc.analysis_bent", WARNING, bent, count=len(bent))


def _text(ctx: Context, rows: Rows, name: str) -> Text:
    return ctx.attribute(rows, name).texts(ctx.decode)  # type: ignore[no-any-return]


def _members(
    ctx: Context, geometry: Geometry, rows: Rows, found: Products, profile_rows: Ints
) -> AnalysisMembers:
    world = _placed(ctx, geometry, rows)
    start, end, straight = _edges(ctx, geometry, rows)
    given = geometry.directions(ctx.attribute(rows, "Axis").refs())
    start, end = _moved(world, start), _moved(world, end)
    profile, material = _sections(ctx, rows, profile_rows)
    return AnalysisMembers(
        step_id=rows.ids,
        global_id=_text(ctx, rows, "GlobalId"),
        name=_text(ctx, rows, "Name"),
        kind=ctx.attribute(rows, "PredefinedType").words(),
        start=start,
        end=end,
        z_axis=_across(end - start, np.einsum("nij,nj->ni", world[:, :3, :3], given)),
        straight=straight,
        profile=profile,
        material=material,
        element=_physical(ctx, rows, found),
    )


def _across(along: Floats, given: Floats) -> Floats:
    """The part of a given direction across the member, unit; NaN where nothing of it is across."""
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = along / np.linalg.norm(along, axis=1)[:, None]
        rest = given - np.einsum("ij,ij->i", given, unit)[:, None] * unit
        size = np.linalg.norm(rest, axis=1)
        known = size > 1e-6 * np.linalg.norm(given, axis=1)
        return np.asarray(np.where(known[:, None], rest / size[:, None], np.nan))


def _placed(ctx: Context, geometry: Geometry, rows: Rows) -> Floats:
    """(n, 4, 4) of each item: its own placement, else the one its analysis model shares, else none."""
    place_rows, matrices = geometry.placements
    at = position_in(place_rows, ctx.step.find(ctx.attribute(rows, "ObjectPlacement").refs()))
    models = ctx.rows("IFCSTRUCTURALANALYSISMODEL")
    shared = position_in(place_rows, ctx.step.find(ctx.attribute(models, "SharedPlacement").refs()))
    group, item = pairs(ctx, ("IFCRELASSIGNSTOGROUP",), "RelatingGroup", "RelatedObjects")
    model, row = position_in(models.rows, group), position_in(rows.rows, item)
    use = (model >= 0) & (row >= 0)
    use[use] = shared[model[use]] >= 0
    use[use] = at[row[use]] < 0
    at[row[use]] = shared[model[use]]
    return np.where((at >= 0)[:, None, None], matrices[at] if len(matrices) else np.eye(4), np.eye(4))


def _moved(world: Floats, point: Floats) -> Floats:
    return np.asarray(np.einsum("nij,nj->ni", world[:, :3, :3], point) + world[:, :3, 3])


def _items(ctx: Context, rows: Rows) -> Ints:
    """(n,) statement row of the first item of the first representation of each product; -1 where there is none."""
    shape = ctx.step.find(ctx.attribute(rows, "Representation").refs())
    for name in ("Representations", "Items"):
        lists = ctx.attribute(Rows(ctx.step, np.maximum(shape, 0)), name).ref_lists()
        first = np.full(len(rows), -1, np.int64)
        some = lists.counts() > 0
        first[some] = lists.values[lists.offsets[:-1][some]]
        shape = np.where(shape >= 0, ctx.step.find(first), -1)
    return shape


def _edges(ctx: Context, geometry: Geometry, rows: Rows) -> tuple[Floats, Floats, Bools]:
    """Ends of the edge of each member and whether it is straight."""
    item = _items(ctx, rows)
    turned = np.zeros(len(rows), np.bool_)
    for _ in range(3):
        nested, good = _spans(ctx, item, "EdgeElement")
        hit = good & (nested >= 0)
        if not hit.any():
            break
        orientation = ctx.attribute(Rows(ctx.step, np.maximum(item, 0)), "Orientation").words()
        turned ^= hit & orientation.isin(["F"])
        item = np.where(hit, nested, item)
    ends = []
    for name in ("EdgeStart", "EdgeEnd"):
        vertex, _ = _spans(ctx, item, name)
        ids = ctx.attribute(Rows(ctx.step, np.maximum(vertex, 0)), "VertexGeometry").refs()
        point = geometry.points(ids)
        point[vertex < 0] = np.nan
        ends.append(point)
    curve, _ = _spans(ctx, item, "EdgeGeometry")
    words = np.array([k == "IFCLINE" for k in ctx.step.keywords] + [False])
    straight = (curve < 0) | words[ctx.step.kinds[np.maximum(curve, 0)]]
    flip = turned[:, None]
    return np.where(flip, ends[1], ends[0]), np.where(flip, ends[0], ends[1]), straight


def _spans(ctx: Context, row: Ints, name: str) -> tuple[Ints, Bools]:
    """Statement row a named reference of each statement leads to, -1 none; and which statements there are."""
    good = row >= 0
    ids = ctx.attribute(Rows(ctx.step, np.maximum(row, 0)), name).refs()
    return np.where(good, ctx.step.find(ids), -1), good


def _sections(ctx: Context, rows: Rows, profile_rows: Ints) -> tuple[Ints, Text]:
    """Profile row and material name of each member by its material association."""
    material, related = pairs(ctx, ("IFCRELASSOCIATESMATERIAL",), "RelatingMaterial", "RelatedObjects")
    at = position_in(rows.rows, related)
    use = (at >= 0) & (material >= 0)
    distinct, which = np.unique(material[use], return_inverse=True)
    told = [material_entries(ctx, int(row), profile_rows) for row in distinct]
    profile, word = np.full(len(rows), -1, np.int64), np.full(len(rows), -1, np.int32)
    names = Text.of([t[0] for t in told])
    profile[at[use]] = np.array([t[1] for t in told], np.int64)[which] if len(told) else -1
    word[at[use]] = names.codes[which] if len(told) else -1
    return profile, Text(word, names.vocabulary)


def _physical(ctx: Context, rows: Rows, found: Products) -> Ints:
    """Element row of the physical member each analysis member stands for, whichever way the relation is written."""
    out = np.full(len(rows), -1, np.int64)
    elements = found.element_rows.rows
    table = (
        (("IFCRELASSIGNSTOPRODUCT",), "RelatingProduct", "RelatedObjects"),
        (("IFCRELCONNECTSSTRUCTURALELEMENT",), "RelatingElement", "RelatedStructuralMember"),
    )
    for keywords, one, many in table:
        a, b = pairs(ctx, keywords, one, many)
        for element, member in ((a, b), (b, a)):
            e, m = position_in(elements, element), position_in(rows.rows, member)
            good = (e >= 0) & (m >= 0)
            out[m[good]] = e[good]
    return out


def _nodes(ctx: Context, geometry: Geometry, rows: Rows) -> AnalysisNodes:
    item = _items(ctx, rows)
    ids = ctx.attribute(Rows(ctx.step, np.maximum(item, 0)), "VertexGeometry").refs()
    place = geometry.points(ids)
    place[item < 0] = np.nan
    condition = ctx.attribute(rows, "AppliedCondition").refs()
    held = _held(ctx, condition)
    return AnalysisNodes(
        rows.ids, _text(ctx, rows, "GlobalId"), _text(ctx, rows, "Name"),
        _moved(_placed(ctx, geometry, rows), place), _support(held, condition >= 0), held,
    )  # fmt: skip


def _joints(ctx: Context, members: Rows, nodes: Rows) -> AnalysisJoints:
    rows = ctx.rows(*ctx.below("IFCRELCONNECTSSTRUCTURALMEMBER"))
    return AnalysisJoints(
        position_in(members.rows, ctx.step.find(ctx.attribute(rows, "RelatingStructuralMember").refs())),
        position_in(nodes.rows, ctx.step.find(ctx.attribute(rows, "RelatedStructuralConnection").refs())),
        _held(ctx, ctx.attribute(rows, "AppliedCondition").refs()),
    )


def _held(ctx: Context, ids: Ints) -> Floats:
    """(n, 6): infinite where held, 0 where free, a stiffness (N/mm, N.mm/rad), NaN where the file does not say."""
    rows = ctx.rows("IFCBOUNDARYNODECONDITION", "IFCBOUNDARYNODECONDITIONWARPING")
    per_mm = ctx.units.force_n / ctx.units.length_mm
    per_rad = ctx.units.force_n * ctx.units.length_mm / ctx.units.angle_rad
    columns = []
    for axis in "XYZ":
        columns.append(
            _stiffness(ctx, rows, (f"TranslationalStiffness{axis}", f"LinearStiffness{axis}"), per_mm)
        )
    for axis in "XYZ":
        columns.append(_stiffness(ctx, rows, (f"RotationalStiffness{axis}",), per_rad))
    values = np.stack(columns, axis=1)
    at = position_in(rows.rows, ctx.step.find(ids))
    return np.where((at >= 0)[:, None], values[at] if len(values) else np.nan, np.full((len(ids), 6), np.nan))


def _stiffness(ctx: Context, rows: Rows, names: tuple[str, ...], scale: float) -> Floats:
    out = np.full(len(rows), np.nan)
    for name in names:
        _, word, number = ctx.attribute(rows, name).typed(ctx.decode)
        # before IFC4 a stiffness of -1 stood for a rigid support
        out = np.where(np.isfinite(number), np.where(number < 0.0, np.inf, number * scale), out)
        out = np.where(word.isin(["T", "TRUE"]), np.inf, np.where(word.isin(["F", "FALSE"]), 0.0, out))
    return out


def _support(held: Floats, given: Bools) -> Text:
    rigid, free = np.isinf(held), held == 0.0
    spring = np.isfinite(held) & (held > 0.0)
    moves, turns = rigid[:, :3].all(axis=1), free[:, 3:].all(axis=1)
    words = (FREE, FIXED, PINNED, SPRING, PARTIAL)
    code = np.select(
        [~given, rigid.all(axis=1), spring.any(axis=1), moves & turns, rigid.any(axis=1)], [-1, 1, 3, 2, 4], 0
    )
    # what the file leaves open is not free
    code = np.where((code == 0) & np.isnan(held).any(axis=1), -1, code)
    return Text(code.astype(np.int32), words)


def _load_groups(ctx: Context, rows: Rows) -> LoadGroups:
    def word(name: str) -> Any:
        return ctx.attribute(rows, name).words()

    return LoadGroups(
        rows.ids, _text(ctx, rows, "GlobalId"), _text(ctx, rows, "Name"), word("PredefinedType"), word("ActionType"),
        word("ActionSource"), ctx.attribute(rows, "Coefficient").reals(),
    )  # fmt: skip


def _links(ctx: Context, loads: Rows) -> GroupLinks:
    """Load groups within load groups, with the factor of the relation."""
    rows = ctx.rows("IFCRELASSIGNSTOGROUP", "IFCRELASSIGNSTOGROUPBYFACTOR")
    lists = ctx.attribute(rows, "RelatedObjects").ref_lists()
    of = lists.owners()
    whole = position_in(loads.rows, ctx.step.find(ctx.attribute(rows, "RelatingGroup").refs()[of]))
    part = position_in(loads.rows, ctx.step.find(lists.values))
    keep = (whole >= 0) & (part >= 0)
    return GroupLinks(whole[keep], part[keep], ctx.attribute(rows, "Factor").reals()[of][keep])
