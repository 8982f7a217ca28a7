"""The sections of the inspector about the whole a part belongs to, and about how it is drawn."""

from __future__ import annotations

import numpy as np

from app.gui.panels.told import Link, Told
from app.gui.session import Session
from app.gui.view3d.centres import centres
from app.gui.view3d.scene import Scene
from components.model import STEEL
from components.sheet import MASS

NO_BODY = 0
"""In `Facts.body`: the file gives the element no body."""
SCENE = "scene"
"""Name of the result that the 3D view leaves."""


def assembly(session: Session, rows: np.ndarray) -> Told | None:
    """Mark, parts, mass and centre of gravity of the assembly, where all belong to the same one."""
    model, say = session.model, session.texts.say
    assert model is not None
    c, whole = model.components, model.assemblies
    of = np.unique(c.assembly[rows])
    if len(of) != 1 or not 0 <= of[0] < len(whole) or whole.single[of[0]]:
        return None
    a = int(of[0])
    every = np.flatnonzero(c.assembly == a)
    steel = every[c.category.isin(STEEL)[every]]
    display, net = session.preferences.display, c.net_mass_kg[steel]
    lines = [
        (say("bom.assembly_mark"), whole.mark.get(a)),
        (say("bom.name"), whole.name.get(a)),
        (say("gui.asm_parts"), f"{len(steel):,}"),
        (say("gui.asm_others"), f"{len(every) - len(steel):,}" if len(every) > len(steel) else ""),
        (say("bom.order_mass"), display.figure(MASS, _sum(c.order_mass_kg[steel]))),
        (say("bom.net_mass"), display.figure(MASS, _sum(net))),
        (say("gui.asm_main"), c.part_mark.get(int(whole.main[a])) if whole.main[a] >= 0 else ""),
    ]
    notes = []
    lost = int((~np.isfinite(net)).sum())
    if lost:
        notes.append(say("gui.asm_unweighed", count=lost))
    elif (centre := _centre(session, steel)) is not None:
        lines.append((say("gui.asm_centre"), ", ".join(f"{v:,.0f}" for v in centre)))
    elif len(steel):
        notes.append(say("gui.asm_no_centre"))
    links = (Link(say("gui.asm_select"), lambda: session.select(every)),) if len(every) > len(rows) else ()
    return Told(say("gui.ins_assembly"), tuple(lines), tuple(notes), links=links)


def _sum(masses: np.ndarray) -> float:
    """The sum of those that are known; unknown where there is nothing to weigh, which is not 0 kg."""
    return float(np.nansum(masses)) if len(masses) else float("nan")


def _centre(session: Session, steel: np.ndarray) -> list[float] | None:
    """World coordinates in mm: centres of the drawn parts weighted by their net masses; None where one is missing."""
    scene, model = session.results.get(SCENE, Scene), session.model
    if scene is None or model is None or not len(steel):
        return None
    at, net = centres(scene, steel), model.components.net_mass_kg[steel]
    found = (at * net[:, None]).sum(axis=0) / net.sum()
    return [float(v) for v in found] if np.isfinite(found).all() else None


def drawing(session: Session, rows: np.ndarray) -> Told | None:
    """What the 3D view does not show as it is."""
    scene, here, say = session.results.get(SCENE, Scene), session.current, session.texts.say
    if scene is None or here is None:
        return None
    rough = int(scene.rough[rows].sum())
    bare = rows[scene.first[rows + 1] == scene.first[rows]]
    bodiless = int((here.facts.body[here.model.components.element[bare]] == NO_BODY).sum())
    notes = []
    if rough:
        notes.append(say("gui.drawn_uncut", count=rough))
    if bodiless:
        notes.append(say("gui.drawn_none", count=bodiless))
    if len(bare) > bodiless:
        notes.append(say("gui.drawn_not", count=len(bare) - bodiless))
    return Told(say("gui.ins_drawing"), notes=tuple(notes)) if notes else None
