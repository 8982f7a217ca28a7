"""What is worth telling about the components, one finding per cause."""

from __future__ import annotations

import numpy as np

from components.findings import INFO, WARNING, Finding
from components.model import Components
from components.table import Bools
from components.takeoff.study import METAL, Study

THICK_MM = 100.0
"""A plate thicker than this is out of the strength table 4.4.1 of GB 50017-2017, and often no plate at all: a concrete
block, a bearing, a pad."""


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
    density = known.file_density
    if np.isfinite(density) and abs(density / known.settings.steel_density - 1) > 0.005:
        note("takeoff.density", INFO, metal, density=round(density), ours=round(known.settings.steel_density))
    note("takeoff.no_material", WARNING, metal & (components.material.codes < 0))
    note("takeoff.no_grade", INFO, metal & (components.grade.codes < 0) & (components.material.codes >= 0))
    note("takeoff.unclassified", INFO, components.category.isin(("unclassified",)))
    note("takeoff.bought", INFO, components.category.isin(("bought_item",)))
    dropped = known.settings.duplicates == "drop"
    twins = known.facts.elements.step_id[known.twin >= 0]
    if len(twins):
        code = "takeoff.duplicates_dropped" if dropped else "takeoff.duplicates"
        found.append(Finding(code, WARNING, tuple(twins.tolist()), {"count": len(twins)}))
    return found
