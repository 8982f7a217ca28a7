"""Facts and Model to a Building: what the rates are measured from. Pure; nothing is counted twice, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from components.building import (
    BOUNDS,
    CAST,
    EXACT,
    FACTORY,
    HORIZONTAL,
    NOT_MEASURED,
    UNDECIDED,
    UNSAID,
    WALLS,
    Building,
    Parts,
    Plans,
    Rule,
    Storeys,
)
from components.facts import Facts
from components.findings import INFO, WARNING, Finding
from components.model import Components, Model, Override
from components.record import record
from components.table import Bools, Floats, Ints, Text
from components.takeoff.building import curtain, plan
from components.takeoff.building.bodies import Drawn, draw
from components.takeoff.building.decisions import Decided, decide
from components.takeoff.building.heights import shares_above
from components.takeoff.building.making import Making, making
from components.takeoff.building.materials import METAL, concrete_of, main_material, masonry_of
from components.takeoff.building.roles import Roles, roles
from components.takeoff.building.sides import side_above, wall_sides
from components.takeoff.building.storeys import (
    AREA_NAMES,
    Levels,
    declared_areas,
    levels_of,
    reached,
    storeys_of,
    terrain_hint,
    with_roof,
)
from components.takeoff.building.twins import twins
from components.takeoff.building.words import any_says, names_of
from components.takeoff.naming.declared import GROSS_VOLUME, NET_VOLUME
from components.takeoff.naming.evidence import Evidence
from components.takeoff.naming.lexicon import material_kind
from components.units import MM3_PER_M3

_IDLE = ("connection", "other")
CONCRETE_KG_PER_MM3 = 2500.0 / MM3_PER_M3
"""Reinforced concrete at 25 kN/m3, as design loads take it; only for the share by mass."""
_RANK = {"user": 6, "rule": 5, "place": 4, "method": 4, "fabrication": 3, "half": 3, "material": 2, "name": 1}
_STRIP_MM, _BAND_MM = 600.0, 300.0
"""Cast strips between precast panels that count as precast in 1a: width upright, height level (4.0.3, from memory)."""


@dataclass(frozen=True)
class Wishes:
    """What the user decided beforehand. outdoor_ground_mm: over project zero, None not said. storey_areas_m2: by name.

    unsaid_is_cast: concrete of which nothing tells how it is made counts as cast in place.
    """

    outdoor_ground_mm: float | None = None
    rules: Sequence[Rule] = ()
    overrides: Iterable[Override] = ()
    storey_areas_m2: Mapping[str, float] = field(default_factory=dict)
    unsaid_is_cast: bool = False


def measure(facts: Facts, model: Model, wishes: Wishes | None = None) -> Building:
    """The building of a model under the user's wishes."""
    wishes = wishes or Wishes()
    c = model.components
    evidence = Evidence(facts)
    decided, findings = decide(facts, c, evidence, wishes.rules, wishes.overrides)
    names = names_of(facts, c)
    material, share = main_material(facts, c)
    concrete = concrete_of(c, material)
    made = making(facts, c, evidence, names, concrete, decided["made"], wishes.unsaid_is_cast)
    role = roles(facts, model, evidence, names, concrete, made.made == FACTORY, dict(decided))
    masonry = masonry_of(facts, c, material, names, concrete, decided["wall"])
    levels = levels_of(facts)
    ground = _ground(wishes, levels)
    shape = _shapes(facts, c, role.role, levels, ground, made, _strength(made))
    levels = with_roof(levels, shape.high[role.role.isin(("slab", "deck")) & (shape.twin < 0)] - levels.zero)
    storeys, more = _storeys(facts, wishes, levels, role, shape, ground)
    parts = _parts(
        facts,
        c,
        evidence,
        role,
        made,
        masonry,
        concrete,
        material,
        share,
        levels,
        shape,
        ground,
        decided,
        names,
    )
    findings += [*more, *_findings(c, parts, made, masonry[2], role, wishes, ground, levels, facts)]
    counted = _counted(parts, shape.plans, storeys)
    ring, is_hole, start, count, xy = plan.rings(shape.plans)
    return Building(
        storeys=storeys,
        parts=parts,
        plans=Plans(ring, is_hole, start, count),
        xy=xy,
        level_counted_mm2=counted,
        ground_mm=ground,
        ground_said=wishes.outdoor_ground_mm is not None,
        ground_hint_mm=terrain_hint(facts),
        declared_area_mm2=_declared_area(facts),
        says_integrated={
            word: bool((role.integrated[role.role.isin(which)] != UNSAID).any())
            for word, which in (
                ("envelope", ("envelope_wall", "bearing_wall")),
                ("partition", ("partition",)),
            )
        },
        findings=tuple(findings),
    )


def _ground(wishes: Wishes, levels: Levels) -> float:
    """The outdoor ground level said, else the storey nearest to project zero: only what lies lower depends on it."""
    if wishes.outdoor_ground_mm is not None:
        return wishes.outdoor_ground_mm
    return float(levels.elevation[np.argmin(np.abs(levels.elevation))]) if len(levels.elevation) else 0.0


def _declared_area(facts: Facts) -> float:
    building = np.flatnonzero(facts.spatial.ifc_class.isin(("IfcBuilding",)))
    areas = declared_areas(facts, AREA_NAMES)[building]
    return float(areas.sum()) if len(areas) and (areas > 0).all() else float("nan")


def _strength(made: Making) -> Floats:
    """How much a part's evidence is worth where two are one: said by the file over said by a name over nothing."""
    table = np.array(
        [*(_RANK.get(w.removeprefix("building.by_"), 0) for w in made.by.vocabulary), 0], np.float64
    )
    return np.asarray(table[made.by.codes])


@record
class _Shape:
    """Per component: heights in the world, share above ground, plan, face, and the twin it repeats."""

    low: Floats
    high: Floats
    above: Floats
    above_exact: Bools
    plans: plan.Shapes
    plan_mm2: Floats
    side: Floats
    side_exact: Bools
    side_over: Floats
    drawn: Drawn
    twin: Ints


def _shapes(
    facts: Facts, c: Components, role: Text, levels: Levels, ground: float, made: Making, strength: Floats
) -> _Shape:
    n = len(c)
    busy, present = ~role.isin(_IDLE), ~role.isin(("other",))
    elements = facts.elements
    mask = np.zeros(len(elements), np.bool_)
    mask[c.element[present]] = True
    hosted = np.flatnonzero(elements.is_opening & (elements.host >= 0))
    hosted = hosted[mask[elements.host[hosted]]]
    mask[hosted] = True
    walls = np.flatnonzero(role.isin(WALLS))
    drawn = draw(facts, mask | (curtain.held_by(facts) >= 0))
    holes: dict[int, list[int]] = {}
    of_opening = np.zeros(len(elements), np.bool_)
    of_opening[hosted] = True
    for row in np.flatnonzero(of_opening[drawn.owner]).tolist():
        holes.setdefault(int(elements.host[drawn.owner[row]]), []).append(row)
    low, high = _heights(drawn, c.element)
    above, exact = np.full(n, np.nan), np.zeros(n, np.bool_)
    rows = np.flatnonzero(present)
    above[rows], exact[rows] = shares_above(
        facts, drawn, c.element[rows], low[rows], high[rows], ground + levels.zero, holes
    )
    plans: plan.Shapes = np.full(n, None, dtype=object)
    rows = np.flatnonzero(busy)
    floor = role.isin(("slab", "landing", "balcony", "ac_board", "ground_slab"))
    plans[rows] = plan.part_plans(facts, drawn, c.element[rows], floor[rows], holes)
    side, side_exact, over = np.full(n, np.nan), np.zeros(n, np.bool_), np.full(n, np.nan)
    world = ground + levels.zero
    side[walls], side_exact[walls], over[walls] = wall_sides(facts, drawn, c.element[walls], world)
    panel = curtain.panels_and_rest(facts, c.element)[0] & role.isin(WALLS)
    if panel.any():
        shared = curtain.share_out(facts, drawn, c.element, panel, side, world)
        side, over, side_exact = (
            np.where(panel, new, old) for new, old in zip(shared, (side, over, side_exact), strict=True)
        )
    twin = twins(role, c.element, drawn, low, high, plans, strength, c.duplicate_of)
    return _Shape(low, high, above, exact, plans, plan.areas(plans), side, side_exact, over, drawn, twin)


def _heights(drawn: Drawn, element: Ints) -> tuple[Floats, Floats]:
    """(n,) lowest and highest point of each element; NaN where one of its bodies is not known."""
    first, last = drawn.span(element)
    low, high = np.full(len(element), np.nan), np.full(len(element), np.nan)
    one = last - first == 1
    low[one], high[one] = drawn.low[first[one]], drawn.high[first[one]]
    for i in np.flatnonzero(last - first > 1).tolist():
        low[i], high[i] = drawn.low[first[i] : last[i]].min(), drawn.high[first[i] : last[i]].max()
    return low, high


def _storeys(
    facts: Facts, wishes: Wishes, levels: Levels, role: Roles, shape: _Shape, ground: float
) -> tuple[Storeys, list[Finding]]:
    level = reached(levels, shape.high - levels.zero)
    slab = role.role.isin(("slab", "deck", "ground_slab"))
    outline = np.array([plan.filled_area(shape.plans[slab & (level == i)]) for i in range(len(levels.rep))])
    # The last storey is a roof where nothing stands on it: no column or wall is held by it or starts there.
    upright = role.role.isin(("column", *WALLS)) & np.isfinite(shape.low)
    top = levels.elevation[-1] if len(levels.elevation) else np.nan
    stands = upright & (shape.low - levels.zero > top - 300.0) & (shape.high - shape.low > 1800.0)
    return storeys_of(facts, levels, ground, outline, dict(wishes.storey_areas_m2), not bool(stands.any()))


def _parts(
    facts: Facts, c: Components, evidence: Evidence, role: Roles, made: Making, masonry: tuple[np.ndarray, Text, Bools],
    concrete: Bools, material: Text, share: Floats, levels: Levels, shape: _Shape, ground: float,
    decided: Mapping[str, Decided], names: tuple[Text, ...],
) -> Parts:  # fmt: skip
    volume, declared = _volumes(facts, c, evidence)
    steel = c.category.isin(METAL)
    busy = ~role.role.isin(_IDLE)
    side, side_said = _sides(facts, c, evidence, role.role, shape)
    fine = shape.above_exact & ~declared & np.where(role.role.isin(WALLS), shape.side_exact | side_said, True)
    known = np.isfinite(np.where(concrete, volume, np.where(steel, c.net_mass_kg, 0.0)))
    known &= np.isfinite(shape.above) & (np.isfinite(side) | concrete | ~role.role.isin(WALLS))
    how = np.where(~busy, -1, np.where(~known, 2, np.where(fine, 0, 1))).astype(np.int32)
    mass = np.where(steel, c.net_mass_kg, np.where(concrete, volume * share * CONCRETE_KG_PER_MM3, np.nan))
    world = ground + levels.zero
    of_spatial = np.append(levels.of_spatial, -1)
    return Parts(
        component=np.arange(len(c), dtype=np.int64),
        role=role.role,
        role_by=role.by,
        storey=of_spatial[np.where(c.spatial >= 0, c.spatial, -1)],
        level=reached(levels, shape.high - levels.zero),
        concrete=concrete,
        steel=steel,
        stuff=_stuff(c, material, concrete, steel),
        made=made.made,
        made_by=made.by,
        made_said=made.said,
        contradicts=made.contradicts,
        plan_made=made.plan_made,
        topping=made.topping,
        joint=_joints(decided["joint"], role.role, names, concrete & (made.made == CAST), shape),
        masonry=masonry[0],
        masonry_by=masonry[1],
        integrated=role.integrated,
        external=role.external,
        load_bearing=role.load_bearing,
        assumed=role.assumed,
        volume_mm3=np.where(concrete, volume * share, volume),
        mass_kg=mass,
        above=shape.above,
        low_mm=shape.low - levels.zero,
        high_mm=shape.high - levels.zero,
        side_mm2=side,
        side_above_mm2=np.where(side_said, side_above(side, shape.low, shape.high, world), shape.side_over),
        plan_mm2=shape.plan_mm2,
        how=Text(how, (EXACT, BOUNDS, NOT_MEASURED)),
        twin_of=shape.twin,
    )


def _stuff(c: Components, material: Text, concrete: Bools, steel: Bools) -> Text:
    """Kind of the main material; none where neither material nor category tells."""
    kind = material.map(lambda w: material_kind(w)[0] or None)
    kind = kind.where(concrete, Text.full(len(c), "concrete")).where(steel, Text.full(len(c), "steel"))
    return kind.where(c.category.isin(("timber",)), Text.full(len(c), "timber"))


def _volumes(facts: Facts, c: Components, evidence: Evidence) -> tuple[Floats, Bools]:
    """Net volumes by their bodies, else as declared where that is positive; and which are declared."""
    said = evidence.ask((*NET_VOLUME, *GROSS_VOLUME)).number(facts)[c.element]
    own = np.where(c.net_volume_mm3 > 0, c.net_volume_mm3, np.nan)
    lacking = np.isnan(own)
    return np.where(lacking & (said > 0), said, own), lacking & (said > 0)


def _sides(
    facts: Facts, c: Components, evidence: Evidence, role: Text, shape: _Shape
) -> tuple[Floats, Bools]:
    """Faces of walls: by their bodies where these tell exactly, else as declared, else by the box around them."""
    said = evidence.ask(("GrossSideArea", "墙面积")).number(facts)[c.element]
    use = role.isin(WALLS) & ~shape.side_exact & (said > 0)
    return np.where(use, said, shape.side), use


def _joints(decided: Decided, role: Text, names: tuple[Text, ...], cast: Bools, shape: _Shape) -> Bools:
    """Cast strips between precast panels that the standard lets count as precast: by name and size, or by the user."""
    strip = any_says(names, "role", "strip") & cast & role.isin(("bearing_wall", "column"))
    height = shape.high - shape.low
    width = shape.side / np.where(height > 0, height, 1.0)
    fits = strip & ((width <= _STRIP_MM + 0.5) | (height <= _BAND_MM + 0.5))
    return np.where(decided.isin("yes"), True, np.where(decided.isin("no"), False, fits)).astype(np.bool_)


def _counted(parts: Parts, plans: plan.Shapes, storeys: Storeys) -> Floats:
    """(storeys,) union of what counts in 1b at each level that has an area, mm2."""
    counts = parts.role.isin(HORIZONTAL) & (parts.plan_made == FACTORY) & (parts.twin_of < 0)
    bar = parts.role.isin(("beam", "stair_flight"))
    out = np.zeros(len(storeys))
    for i in np.flatnonzero(storeys.level_area_mm2 > 0).tolist():
        here = counts & (parts.level == i)
        out[i] = plan.union_area(plans[here & ~bar], plans[here & bar])
    return out


def _findings(
    c: Components, parts: Parts, made: Making, against: Bools, role: Roles, wishes: Wishes, ground: float,
    levels: Levels, facts: Facts,
) -> list[Finding]:  # fmt: skip
    found: list[Finding] = []

    def note(code: str, severity: str, mask: Bools, **args: object) -> None:
        if mask.any():
            ids = tuple(c.step_id[mask].tolist())
            found.append(Finding(code, severity, ids, {"count": len(ids), **args}))

    busy = ~role.role.isin(_IDLE) & (parts.twin_of < 0)
    note("building.contradiction", WARNING, made.contradicts & busy)
    note("building.wall_contradiction", WARNING, against & role.role.isin(WALLS))
    note("building.twins", WARNING, parts.twin_of >= 0)
    note("building.not_measured", WARNING, busy & parts.how.isin((NOT_MEASURED,)))
    note("building.volume_not_positive", WARNING, busy & parts.concrete & (c.net_volume_mm3 <= 0))
    note("building.bounds", WARNING, busy & parts.how.isin((BOUNDS,)))
    note("building.wall_unplaced", WARNING, role.role.isin(("wall",)) & busy)
    note("building.bearing_assumed", WARNING, role.assumed & busy)
    idle = role.role.isin(("foundation", "ground_slab", "partition"))
    note("building.undecided", WARNING, busy & parts.concrete & (made.made == UNDECIDED) & ~idle)
    closing = role.role.isin(("envelope_wall", "partition"))
    note("building.masonry_unsaid", WARNING, busy & closing & (parts.masonry == UNSAID))
    hint = terrain_hint(facts)
    if wishes.outdoor_ground_mm is None and np.isfinite(hint):
        found.append(Finding("building.ground_hint", INFO, args={"level": hint / 1000.0}))
    if wishes.outdoor_ground_mm is None:
        deeper = busy & (parts.low_mm < ground - 1.0)
        ids = tuple(c.step_id[deeper].tolist())
        found.append(
            Finding("building.ground_unsaid", WARNING, ids, {"count": len(ids), "level": ground / 1000.0})
        )
    if not len(levels.rep):
        found.append(Finding("building.no_storeys", WARNING))
    elif levels.rep[-1] < 0:
        found.append(
            Finding("building.roof_unnamed", INFO, args={"level": float(levels.elevation[-1]) / 1000.0})
        )
    if not len(facts.materials):
        found.append(Finding("building.no_materials", WARNING))
    return found
