"""What stands for a section: the answer to a designation, to a drawn shape, to the two ends of a taper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from components.facts import Facts
from components.record import valued
from components.sections import DIMENSIONS, FAMILIES, PRIMARY, Match, Shape, catalogue, name_of, recognise
from components.sections.measure import figures_of
from components.table import Floats, Ints
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import ItemFigures

BY_SHAPE = "takeoff.by_shape"
SAME_AREA = 0.03
"""Relative difference of areas up to which a designation and a shape are one section: fillets and rounding."""
_SAME_ROUNDED = 0.01
_READ = ("", "rolled", "welded", "plate")
"""What stands for the series of a section that was read from its dimensions."""
_SHARP = {"I": "I", "C": "C", "RHS": "RHS", "BOX": "RHS"}
"""Families drawn with sharp corners, and the rolled family that is often drawn so."""
_EXACT_MM = 0.1


@valued
class Answer:
    """One row of `Named`."""

    designation: str | None
    by: str | None
    family: str | None
    dims: tuple[float, ...]
    kg_per_m: float
    listed: bool
    conflict: bool
    area: float
    standard: str | None
    rolled: str | None = None
    rolled_kg: float = float("nan")


NO_ANSWER = Answer(None, None, None, (0.0,) * 8, float("nan"), False, False, float("nan"), None)


def of_match(match: Match, by: str) -> Answer:
    """The answer that a matched designation gives."""
    section = match.section
    assert section is not None
    area, _ = figures_of(section.shape)
    listed = section.row >= 0
    # Halves and pairs of catalogue sections keep their series and are ordered by its mass.
    ordered = listed or section.series not in _READ
    mass = section.mass_kg_per_m if ordered and section.mass_kg_per_m is not None else float("nan")
    return Answer(
        section.name,
        by,
        section.shape.family,
        section.shape.dims,
        mass,
        listed,
        False,
        area,
        section.standard,
    )


def by_shape(shapes: Shapes, profile: int, region: str) -> Answer:
    """The catalogue section with these dimensions, or a name made of the dimensions."""
    family = FAMILIES[int(shapes.fitted[profile])]
    dims = shapes.fitted_dims[profile]
    rolled = _rolled_twin(family, dims, region)
    row = int(recognise(family, dims[None], region=region or None)[0])
    if row < 0 and region:
        row = int(recognise(family, dims[None])[0])
    if row >= 0:
        section = catalogue().section(row)
        own = of_match(Match(section.name, section), BY_SHAPE)
        rounded = any(dims[i] for i, n in enumerate(DIMENSIONS[family]) if n in ("r", "ro"))
        # A drawing with fillets of its own is another section where they are not those of the catalogue.
        if abs(own.area / float(shapes.area[profile]) - 1) <= (_SAME_ROUNDED if rounded else SAME_AREA):
            # A hollow section without radii is no other one; an H or a channel may be a welded one of that size.
            return own if family == "RHS" else replace(own, **rolled)
    made = name_of(Shape(family, tuple(dims.tolist())))
    area = float(shapes.area[profile])
    drawn = Answer(made, BY_SHAPE, family, tuple(dims.tolist()), float("nan"), False, False, area, None)
    return replace(drawn, **rolled)


def _rolled_twin(family: str, dims: Floats, region: str) -> dict[str, Any]:
    """Name and kg/m of the rolled section whose very dimensions are drawn with sharp corners, where there is one."""
    other = _SHARP.get(family)
    drawn = dict(zip(DIMENSIONS[family], dims.tolist(), strict=False))
    if other is None or any(drawn.get(n, 0.0) for n in ("r", "ro", "slope")):
        return {}
    if family == "BOX":
        if abs(drawn["tw"] - drawn["tf"]) > _EXACT_MM:
            return {}
        drawn["t"] = drawn["tw"]
    wanted = np.zeros((1, 8))
    at = [DIMENSIONS[other].index(n) for n in PRIMARY[other]]
    wanted[0, at] = [drawn[n] for n in PRIMARY[other]]
    row = int(recognise(other, wanted, region=region or None)[0])
    row = row if row >= 0 or not region else int(recognise(other, wanted)[0])
    if row < 0:
        return {}
    section = catalogue().section(row)
    own = np.array(section.shape.dims)[at]
    sides = [np.sort(v[: len(v) - 1]) if other == "RHS" else v for v in (own, wanted[0, at])]
    exact = np.abs(sides[0] - sides[1]).max() <= _EXACT_MM
    radii = [section.shape[n] for n in ("r", "ro") if n in DIMENSIONS[other]]
    if not exact or section.mass_kg_per_m is None or not any(radii):
        return {}
    return {"rolled": section.name, "rolled_kg": section.mass_kg_per_m}


def tapers(
    facts: Facts, shapes: Shapes, figures: ItemFigures, main: Ints, region: Callable[[int], str]
) -> list[tuple[Ints, Answer]]:
    """Elements that taper, alike ones together: the names of both their ends, and no section that they are not."""
    solids = facts.solids
    base = figures.base[np.maximum(main, 0)] if len(figures.base) else main
    if not len(solids) or not (solids.end_profile >= 0).any():
        return []
    first, last = solids.profile[base], solids.end_profile[base]
    rows = np.flatnonzero((main >= 0) & (first >= 0) & (last >= 0))
    ends = np.stack((first[rows], last[rows]), axis=1)
    off = np.abs(shapes.fitted_dims[ends[:, 0]] - shapes.fitted_dims[ends[:, 1]]).max(axis=1) > _EXACT_MM
    off |= shapes.fitted[ends[:, 0]] != shapes.fitted[ends[:, 1]]
    distinct, which = np.unique(ends[off], axis=0, return_inverse=True)
    found = []
    for k, pair in enumerate(distinct.tolist()):
        alike = rows[off][which.reshape(-1) == k]
        if min(shapes.fitted[p] for p in pair) < 0:
            found.append((alike, NO_ANSWER))
            continue
        names = [by_shape(shapes, p, region(int(alike[0]))).designation for p in pair]
        found.append((alike, replace(NO_ANSWER, designation=" ~ ".join(n or "" for n in names), by=BY_SHAPE)))
    return found
