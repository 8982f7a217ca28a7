"""What is worth telling about the components, one finding per cause."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from components.findings import INFO, WARNING, Finding
from components.model import STEEL, Components
from components.table import Bools, Text
from components.takeoff.naming.answers import BY_SHAPE
from components.takeoff.naming.lexicon import material_kind
from components.takeoff.solids.cuts import cutters_of
from components.takeoff.study import METAL, Study
from components.units import MM_PER_M

THICK_MM = 100.0
"""A plate thicker than this is out of the strength table 4.4.1 of GB 50017-2017, and often no plate at all: a concrete
block, a bearing, a pad."""
_MADE_OF_STEEL = ("IfcRailing", "IfcStair", "IfcStairFlight", "IfcRamp", "IfcRampFlight", "IfcRoof")
"""Parts of a building that a steel works may make, yet whose bodies are seldom drawn as they are made."""
SHARP = "takeoff.cause_sharp"
_NAMED = 5
"""Names told in a finding; more are an ellipsis."""


def notes(known: Study, components: Components) -> list[Finding]:
    """Findings on the steel of a model, and on what could not be classified."""
    found: list[Finding] = []
    metal = components.category.isin(METAL)

    def note(code: str, severity: str, mask: Bools, **args: object) -> None:
        if mask.any():
            ids = tuple(components.step_id[mask].tolist())
            found.append(Finding(code, severity, ids, {"count": len(ids), **args}))

    unmeasured = metal & ~np.isfinite(components.order_mass_kg)
    for reason in components.reason.vocabulary:
        note(reason, WARNING, unmeasured & components.reason.isin((reason,)))
    for word, severity in (("uncertain", WARNING), ("explained", INFO)):
        of = components.agreement.isin((word,)) & metal
        for cause in components.cause.vocabulary:
            note(cause, severity, of & components.cause.isin((cause,)))
    _rolled_or_welded(known, components, note)
    told = known.named.told.take(components.element)
    drawn = components.profile_by.isin((BY_SHAPE,)) | (components.profile.codes < 0)
    unlisted = known.bar[components.element] & drawn & told.match(lambda w: any(c.isdigit() for c in w))
    note("takeoff.name_unlisted", INFO, unlisted, names=_most(told.take(np.flatnonzero(unlisted))))
    thick = components.category.isin(("plate",)) & (components.thickness_mm > THICK_MM)
    if thick.any():
        note(
            "takeoff.thick_plate",
            WARNING,
            thick,
            limit=round(THICK_MM),
            thickest=f"{np.nanmax(components.thickness_mm[thick]):.0f}",
            mass=f"{np.nansum(components.net_mass_kg[thick]):,.0f}",
        )
    note("takeoff.apart", WARNING, metal & _apart(known)[components.element])
    density = known.file_density
    if np.isfinite(density) and abs(density / known.settings.steel_density - 1) > 0.005:
        note("takeoff.density", INFO, metal, density=round(density), ours=round(known.settings.steel_density))
    for suffix, severity, of in _by_trade(components):
        bare = of & (components.material.codes < 0)
        note(f"takeoff.no_material{suffix}", severity, bare)
        note(f"takeoff.no_grade{suffix}", INFO, of & (components.grade.codes < 0) & ~bare)
    idle = components.category.isin(("non_physical", "unclassified"))
    note("takeoff.undrawn_left", INFO, idle & known.undrawn.left[components.element])
    note("takeoff.unclassified", INFO, components.category.isin(("unclassified",)))
    left = components.category.isin(("other",)) & components.ifc_class.isin(_MADE_OF_STEEL)
    note(
        "takeoff.steel_elsewhere",
        INFO,
        left & components.material.match(lambda w: material_kind(w)[0] == "steel"),
    )
    bought = components.category.isin(("bought_item",))
    note("takeoff.bought", INFO, bought, names=_named(components, bought))
    dropped = known.settings.duplicates == "drop"
    twins = known.facts.elements.step_id[known.twin >= 0]
    if len(twins):
        code = "takeoff.duplicates_dropped" if dropped else "takeoff.duplicates"
        found.append(Finding(code, WARNING, tuple(twins.tolist()), {"count": len(twins)}))
    return found


def _apart(known: Study) -> Bools:
    """(elements,) bool, those of one bar or plate that its cuts part into several."""
    facts, kernel = known.facts, known.facts.kernel
    out = np.zeros(len(facts.elements), np.bool_)
    if kernel is None or not len(kernel):
        return out
    for item in kernel.item[kernel.pieces > 1].tolist():
        profile = int(known.figures.profile[item])
        _, _, other = cutters_of(facts, int(facts.items.solid[item]))
        if not other and profile >= 0 and known.shapes.pieces[profile] == 1:
            out[facts.items.owner[item]] = True
    return out


def _rolled_or_welded(known: Study, components: Components, note: Callable[..., None]) -> None:
    """What the parts weigh that are drawn with sharp corners, were they the rolled sections of the same dimensions."""
    rows = (
        known.sharp[components.element] & np.isfinite(components.length_mm) & components.cause.isin((SHARP,))
    )
    each = components.element[rows]
    length = components.length_mm[rows] * components.pieces[rows]
    rolled = known.named.rolled.take(each)
    note(
        "takeoff.rolled_or_welded",
        INFO,
        rows,
        names=_most(rolled),
        taken=f"{np.nansum(components.order_mass_kg[rows]):,.1f}",
        rolled=f"{np.nansum(known.named.rolled_kg[each] * length) / MM_PER_M:,.1f}",
    )


def _by_trade(components: Components) -> tuple[tuple[str, str, Bools], ...]:
    """Parts, bolts and studs, and decks apart, as different people order them; a weld has no material to state."""
    c = components
    return (
        ("", WARNING, c.category.isin(STEEL)),
        ("_hardware", INFO, c.category.isin(("fastener", "stud")) & ~c.ifc_class.isin(("IfcFastener",))),
        ("_deck", INFO, c.category.isin(("deck",))),
    )


def _named(components: Components, rows: Bools) -> str:
    """What the model calls most of some components, with their numbers: `GRATING 12, RAIL 8 …`."""
    return _most(components.name.take(np.flatnonzero(rows)))


def _most(said: Text) -> str:
    """The words that occur most, with their numbers."""
    codes = said.codes
    count = np.bincount(codes[codes >= 0], minlength=1)
    most = np.argsort(-count, kind="stable")[: _NAMED + 1]
    most = most[count[most] > 0]
    words = [f"{said.vocabulary[i]} {count[i]}" for i in most[:_NAMED].tolist()]
    return (", ".join(words) + (" …" if len(most) > _NAMED or (codes < 0).any() else "")) or "—"
