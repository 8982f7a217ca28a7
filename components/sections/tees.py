"""Tees cut from rolled I sections along the middle of the web: the split tees of GB/T 11263 and halves of any other."""

from __future__ import annotations

from dataclasses import replace

from components.sections.catalogue import Section, display
from components.sections.families import DIMENSIONS, Shape, shape

CUT_FROM = {"TW": "HW", "TM": "HM", "TN": "HN", "CT": "H"}
"""Series of split tees, and the series of H that each is cut from (CT of JIS: of any)."""


def half_shape(whole: Shape) -> Shape:
    """The tee that is half of an I: half its height, its fillets and its slopes."""
    shared = {n: whole[n] for n in DIMENSIONS["T"] if n != "h" and n in DIMENSIONS["I"]}
    return shape("T", h=whole["h"] / 2.0, **shared)


def half_of(whole: Section, series: str = "") -> Section:
    """The tee that is half of a rolled I, at half its nominal mass: `TN200×200×8×13` of `HN400×200×8×13` for a series
    of `CUT_FROM`, else `1/2 IPE300`.
    """
    made = half_shape(whole.shape)
    name = f"1/2 {whole.name}"
    if series:
        figures = "X".join(f"{made[n]:.6g}" for n in ("h", "b", "tw", "tf"))
        name = display(f"{series}{figures}", "GB")
    mass = None if whole.mass_kg_per_m is None else whole.mass_kg_per_m / 2.0
    return replace(whole, name=name, shape=made, series=series or whole.series, mass_kg_per_m=mass, row=-1)
