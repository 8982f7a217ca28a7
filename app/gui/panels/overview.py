"""The sections of the inspector that the model itself fills: identity, cross-section, masses, what decided."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from app.gui.marking import RESULT
from app.gui.panels.sectiondrawing import SectionDrawing
from app.gui.panels.told import Told
from app.gui.query import told, words_of
from app.gui.session import Session
from app.gui.texts import held
from components.bom.lists import ComponentMarks, components_sheet
from components.model import Model
from components.sheet import AREA, LENGTH, MASS, VOLUME, Column, text
from components.table import Codes, Floats, Ints, Text

_IDENTITY = (
    "name", "category", "ifc_class", "profile", "grade", "part_mark", "assembly_mark", "storey", "pieces", "length_mm",
    "width_mm", "thickness_mm", "model", "global_id", "step_id",
)  # fmt: skip
_FIGURES = (
    "gross_mass_kg", "settlement_mass_kg", "net_mass_kg", "gross_volume_m3", "net_volume_m3", "paint_area_m2",
    "mass_source", "quantity_source", "agreement", "cause", "reason",
)  # fmt: skip
_OF_PLATES = ("width_mm", "thickness_mm")
_KINDS = (LENGTH, AREA, VOLUME, MASS)


def identity(session: Session, rows: Ints) -> Told:
    """What it is and where."""
    return _block(session, "gui.ins_identity", _IDENTITY, rows)


def masses(session: Session, rows: Ints) -> Told:
    """The three masses, volumes, area, and what they are from."""
    return _block(session, "gui.ins_masses", _FIGURES, rows)


def decided_by(session: Session, rows: Ints) -> Told:
    """The evidence for category and profile."""
    c, say, lang = _model(session).components, session.texts.say, session.texts.lang
    lines = tuple(
        (say(f"bom.{field}"), told(f"takeoff.{why}" if "." not in why else why, lang))
        for field, column in (("category", c.category_by), ("profile", c.profile_by))
        if (why := _same(column, rows))
    )
    return Told(say("gui.ins_decided_by"), lines)


def section(session: Session, rows: Ints) -> Told | None:
    """The cross-section, drawn, where all have the same one."""
    model, say = _model(session), session.texts.say
    of = model.components.section[rows]
    if not len(of) or not _one(of) or of[0] < 0:
        return None
    s, sections = int(of[0]), model.sections
    loops = [model.outlines[int(r)] for r in model.section_loops[s]]
    if not loops:
        return None

    def picture() -> QWidget:
        drawing = SectionDrawing()
        drawing.show_section(loops, sections.family.get(s), sections.dims[s])
        return drawing

    parts = []
    if np.isfinite(sections.area_mm2[s]):
        parts.append(say("gui.section_area", value=f"{sections.area_mm2[s]:,.0f}"))
    if np.isfinite(sections.nominal_kg_per_m[s]):
        parts.append(say("gui.section_mass", value=f"{sections.nominal_kg_per_m[s]:.2f}"))
    parts.append(held(sections.standard.get(s)).replace(" ", "\u00a0"))  # the number stays with its letters
    title = f"{say('gui.ins_section')}  {sections.designation.get(s)}"
    return Told(title, notes=("   ".join(p for p in parts if p),), picture=picture)


def _model(session: Session) -> Model:
    assert session.model is not None
    return session.model


def _block(session: Session, title: str, keys: tuple[str, ...], rows: Ints) -> Told:
    sheet = components_sheet(_model(session), session.results.get(RESULT, ComponentMarks))
    by_key = {column.key: column for column in sheet.columns}
    lines = tuple(
        (text(by_key[k].header, session.texts.lang), common(session, by_key[k], sheet.data[k], rows))
        for k in keys
        if k in by_key
    )
    return Told(session.texts.say(title), lines)


def common(session: Session, column: Column, data: Any, rows: Ints) -> str:
    """One value for all rows: the common word, or the sum or the common figure."""
    say, lang = session.texts.say, session.texts.lang
    if isinstance(data, Text):
        if not _one(data.codes[rows]):
            return say("gui.inspect_mixed")
        return words_of(column, Text.of([data.get(int(rows[0])) or None]), lang).get(0)
    figures = np.asarray(data)[rows].astype(np.float64)
    if not np.isfinite(figures).any():
        return "" if len(rows) > 1 or column.key in _OF_PLATES else "–"
    if column.total != "sum" and not _one(figures):
        return say("gui.inspect_mixed")
    value = float(np.nansum(figures)) if column.total == "sum" else float(figures[0])
    return session.preferences.display.figure(column.kind, value) if column.kind in _KINDS else f"{value:g}"


def _same(column: Text, rows: Ints) -> str:
    return column.get(int(rows[0])) if len(rows) and _one(column.codes[rows]) else ""


def _one(values: Codes | Ints | Floats) -> bool:
    """Whether all of one or more values are the same; figures that are not known are."""
    return bool(((values == values[0]) | ((values != values) & (values[0] != values[0]))).all())
