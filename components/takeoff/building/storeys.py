"""Storeys from the ground up: levels, what stands above outdoor ground, and how large each floor is."""

from __future__ import annotations

import numpy as np

from components.building import Storeys
from components.facts import SPATIAL, Facts
from components.findings import INFO, WARNING, Finding
from components.record import record
from components.table import Bools, Floats, Ints, Text, median

ONE_LEVEL_MM = 1000.0
"""Storeys closer than this are one: structural and architectural levels of one floor."""
ROOF_MM = 2000.0
"""Floors this far over the last storey make a roof level the file does not name."""
REACH_MM = 600.0
"""A slab or beam belongs to the lowest storey that is not farther than this below its top: sunken floors, beams under
a floor, upstands."""
SCRAP = 0.5
"""Slabs that cover less than this of the floor above them are no floor, only parts of one: landings, plinths."""
AREA_NAMES = ("grossfloorarea", "gross floor area", "建筑面积", "楼层面积")
SPACE_NAMES = ("grossfloorarea", "netfloorarea", "net floor area", "面积", "建筑面积")


@record
class Levels:
    """Storeys before their areas are known. rep: row of `Facts.spatial`, -1 for a roof the file does not name.

    of_spatial: storey number of every spatial row, -1 none. elevation: above project zero, mm. zero: height of project
    zero in the world.
    """

    rep: Ints
    elevation: Floats
    of_spatial: Ints
    zero: float


def levels_of(facts: Facts) -> Levels:
    """Storeys of the file, from the lowest, those of one level taken together."""
    table = facts.spatial
    rows = np.flatnonzero(table.ifc_class.isin(("IfcBuildingStorey",)))
    world = _heights(facts)
    building = np.flatnonzero(table.ifc_class.isin(("IfcBuilding",)))
    zero = float(world[building[0]]) if len(building) and np.isfinite(world[building[0]]) else 0.0
    height = np.where(np.isfinite(world[rows]), world[rows] - zero, table.elevation_mm[rows])
    rows, height = rows[np.isfinite(height)], height[np.isfinite(height)]
    order = np.lexsort((rows, height))
    rows, height = rows[order], height[order]
    group = np.zeros(len(rows), np.int64)
    start = -np.inf
    for i, z in enumerate(height.tolist()):
        if z - start > ONE_LEVEL_MM:
            start = z
            group[i:] += 1
    group -= 1
    declared = declared_areas(facts, AREA_NAMES)[rows]
    reps = []
    for g in range(int(group.max(initial=-1)) + 1):
        mine = np.flatnonzero(group == g)
        best = mine[np.isfinite(declared[mine])]
        reps.append(int(best[0]) if len(best) else int(mine[0]))
    of_spatial = np.full(len(table), -1, np.int64)
    of_spatial[rows] = group
    for _ in range(16):
        lacking = (of_spatial < 0) & (table.parent >= 0)
        of_spatial[lacking] = of_spatial[table.parent[lacking]]
    at = np.array(reps, np.int64)
    return Levels(rows[at] if len(at) else rows, height[at] if len(at) else height, of_spatial, zero)


def _heights(facts: Facts) -> Floats:
    """World height of every spatial element's placement; NaN where it has none."""
    placement = facts.spatial.placement
    if not len(facts.placements):
        return np.full(len(placement), np.nan)
    return np.where(placement >= 0, facts.placements[np.maximum(placement, 0), 2, 3], np.nan)


def terrain_hint(facts: Facts) -> float:
    """Outdoor ground over project zero as the file of one building says it, mm; NaN where it does not.

    Programs fill both levels with zeros that nobody gave, so this is shown to whoever answers, and never used.
    """
    table = facts.spatial
    building = np.flatnonzero(table.ifc_class.isin(("IfcBuilding",)))
    if len(building) != 1:
        return float("nan")
    row = int(building[0])
    zero = table.datum_mm[row]
    if not np.isfinite(zero) and table.parent[row] >= 0:
        zero = table.datum_mm[table.parent[row]]
    return float(table.terrain_mm[row] - zero)


def with_roof(levels: Levels, tops: Floats) -> Levels:
    """A level more where floors lie well above the last storey. tops: heights of floors over project zero."""
    if not len(levels.rep):
        return levels
    over = tops[tops > levels.elevation[-1] + ROOF_MM]
    if not len(over):
        return levels
    return Levels(
        np.append(levels.rep, -1),
        np.append(levels.elevation, median(over)),
        levels.of_spatial,
        levels.zero,
    )


def reached(levels: Levels, top: Floats) -> Ints:
    """(n,) storey whose floor a part makes or reaches, by the height of its top over project zero; -1 unknown."""
    if not len(levels.rep):
        return np.full(len(top), -1, np.int64)
    at = np.searchsorted(levels.elevation, np.nan_to_num(top) - REACH_MM, side="left")
    return np.where(np.isfinite(top), np.minimum(at, len(levels.rep) - 1), -1)


def declared_areas(facts: Facts, names: tuple[str, ...]) -> Floats:
    """(spatial,) area that the file states under one of the names, in the order of the names; mm2, NaN none.

    A figure that is not positive is kept as it is: `storeys_of` tells it.
    """
    out = np.full(len(facts.spatial), np.nan)
    own = np.flatnonzero(facts.set_links.table == SPATIAL)
    if not len(own) or not len(facts.properties):
        return out
    order = np.argsort(facts.properties.set, kind="stable")
    sets = facts.properties.set[order]
    low = np.searchsorted(sets, facts.set_links.set[own], "left")
    high = np.searchsorted(sets, facts.set_links.set[own], "right")
    for name in reversed(names):
        wanted = facts.properties.name.match(lambda w, name=name: w.strip().lower() == name)
        for link, a, b in zip(own.tolist(), low.tolist(), high.tolist(), strict=True):
            rows = order[a:b]
            hit = rows[wanted[rows] & np.isfinite(facts.properties.number[rows])]
            if len(hit):
                out[facts.set_links.owner[link]] = facts.properties.number[hit[0]]
    return out


def above_said(facts: Facts) -> tuple[Bools, Bools]:
    """(spatial,) whether AboveGround is said, and whether it is true."""
    said, true = np.zeros(len(facts.spatial), np.bool_), np.zeros(len(facts.spatial), np.bool_)
    wanted = facts.properties.name.isin(("AboveGround",))
    if wanted.any():
        for link in np.flatnonzero(facts.set_links.table == SPATIAL).tolist():
            rows = np.flatnonzero(wanted & (facts.properties.set == facts.set_links.set[link]))
            if len(rows):
                owner, word = int(facts.set_links.owner[link]), facts.properties.text.get(int(rows[0]))
                said[owner] = word.upper().strip(".") in ("T", "TRUE", "F", "FALSE")
                true[owner] = word.upper().strip(".") in ("T", "TRUE")
    return said, true


def storeys_of(
    facts: Facts,
    levels: Levels,
    ground_mm: float,
    outlines_mm2: Floats,
    answered: dict[str, float],
    roof_named: bool,
) -> tuple[Storeys, list[Finding]]:
    """The storeys with their areas: answered, declared, from floor outlines, from spaces; and where a level has none.

    outlines_mm2: (storeys,) outline of the floors at each level. answered: area [m2] by storey name. roof_named: the last
    storey is a roof of the file's own.
    """
    n = len(levels.rep)
    name = _names(facts, levels)
    said, true = above_said(facts)
    real = levels.rep >= 0
    at = np.maximum(levels.rep, 0)
    above = levels.elevation > ground_mm - 1.0
    if n and len(said):
        above = np.where(real & said[at], true[at], above)
    is_roof = np.zeros(n, np.bool_)
    if n:
        is_roof[-1] = (not real[-1]) or roof_named
    declared = _by_level(_of_storeys(facts), levels, n)
    bad = declared <= 0
    findings: list[Finding] = []
    if bad.any():
        ids = tuple(facts.spatial.step_id[levels.rep[bad]].tolist())
        findings.append(Finding("building.area_not_positive", WARNING, ids, {"count": int(bad.sum())}))
    spaces = _space_areas(facts, levels, n)
    # A floor without a slab of its own (the ground floor), or with a scrap of one, is as large as the one above it.
    over = np.append(outlines_mm2[1:], 0.0) if n else outlines_mm2
    own = np.where(outlines_mm2 > SCRAP * over, outlines_mm2, over)
    typed = np.array([answered.get(w or "", np.nan) for w in name]) * 1e6
    area, source = np.full(n, np.nan), np.full(n, -1, np.int32)
    codes = (
        "building.area_answered",
        "building.area_declared",
        "building.area_outline",
        "building.area_spaces",
    )
    for code, figures in enumerate(
        (typed, np.where(bad, np.nan, declared), np.where(own > 0, own, np.nan), spaces)
    ):
        new = np.isnan(area) & np.isfinite(figures) & (figures > 0) & ~is_roof
        area[new], source[new] = figures[new], code
    counted = np.zeros(n)
    if n > 1:
        counted[1:] = np.where(above[:-1] & ~is_roof[:-1], area[:-1], 0.0)
    lost = above & ~is_roof & np.isnan(area)
    if lost.any():
        told = ", ".join(name.get(i, "?") for i in np.flatnonzero(lost).tolist())
        findings.append(Finding("building.area_unknown", WARNING, args={"storeys": told}))
    if (source == 3).any():
        findings.append(Finding("building.area_of_spaces", INFO, args={"count": int((source == 3).sum())}))
    return Storeys(
        spatial=levels.rep, name=name, elevation_mm=levels.elevation, above_ground=np.asarray(above, np.bool_),
        floor_area_mm2=area, area_source=Text(source, codes), level_area_mm2=counted, is_roof=is_roof,
    ), findings  # fmt: skip


def _names(facts: Facts, levels: Levels) -> Text:
    names: list[str | None] = []
    for row in levels.rep.tolist():
        names.append(
            None if row < 0 else facts.spatial.name[row] or facts.spatial.long_name[row] or f"#{row}"
        )
    return Text.of(names)


def _of_storeys(facts: Facts) -> Floats:
    """Declared floor area of the storeys alone: spaces and the building have figures of their own."""
    areas = declared_areas(facts, AREA_NAMES)
    return np.where(facts.spatial.ifc_class.isin(("IfcBuildingStorey",)), areas, np.nan)


def _by_level(values: Floats, levels: Levels, n: int) -> Floats:
    """Figures of storeys taken to their level: that of the storey which stands for it, else the first that has one."""
    out = np.full(n, np.nan)
    for row in np.flatnonzero(np.isfinite(values) & (levels.of_spatial >= 0)).tolist()[::-1]:
        out[levels.of_spatial[row]] = values[row]
    real = np.flatnonzero(levels.rep >= 0)
    mine = values[levels.rep[real]]
    out[real[np.isfinite(mine)]] = mine[np.isfinite(mine)]
    return out


def _space_areas(facts: Facts, levels: Levels, n: int) -> Floats:
    """Sum of the spaces' declared areas by level; NaN where a level has none."""
    space = np.flatnonzero(facts.spatial.ifc_class.isin(("IfcSpace",)) & (levels.of_spatial >= 0))
    areas = declared_areas(facts, SPACE_NAMES)[space]
    good = areas > 0
    at = levels.of_spatial[space[good]]
    total = np.bincount(at, areas[good], minlength=n) if len(at) else np.zeros(n)
    return np.where(total > 0, total, np.nan)
