"""What the places add to the rest of the window, one line each: colourings of the 3D view, sections of the inspector.

A place keeps them in modules of its own and is imported here; nothing registers itself.
"""

from __future__ import annotations

from app.gui.panels import assembly, overview, rateevidence
from app.gui.panels.checktrace import told_check
from app.gui.panels.told import Provider
from app.gui.places.bill import found as bill
from app.gui.places.check.bands import UTILISATION
from app.gui.view3d import colours
from app.gui.view3d.colours import Colouring

COLOURINGS: tuple[Colouring, ...] = (
    *colours.COLUMNS, colours.BY_FILE, bill.BY_BASE, rateevidence.COLOURING, UTILISATION,
)  # fmt: skip
"""In the order of the menu; the first one is shown at the start."""

SECTIONS: tuple[Provider, ...] = (
    overview.identity,
    overview.section,
    overview.masses,
    assembly.assembly,
    bill.marks_and_base,
    overview.decided_by,
    assembly.drawing,
    rateevidence.section,
    told_check,
)
"""From top to bottom of the inspector's overview."""
