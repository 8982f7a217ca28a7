"""Bent plates: developed length, blank and bends, from faceted bodies and from thin profiles that are extruded.

A bent part is read as slices across its bends: each slice a strip of one thickness (see `strips`), side by side along the
bend axis, laid out flat by a straight piece they share. Holes are closed first and given back as holes. What is not of
one thickness, or bends about several axes, is a reason and no figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from components.record import record
from components.table import Floats, unique
from components.takeoff.plates.strips import MID_SHEET, Bend, Strip, read_strip, reversed_strip
from components.takeoff.solids.shells import Passage, Shell, filled
from components.takeoff.solids.slices import frame_along, levels, loop_area, section

NO_AXIS, NO_STRIP, UNEQUAL, UNALIGNED, SEVERAL = (
    f"plates.bent_{w}" for w in ("no_axis", "no_strip", "thickness", "unaligned", "several")
)
_SQUARE = 2e-3
_SAME_MM = 0.05


@record
class Unfolded:
    """A bent part laid flat. reason: words code where it was not ("": it was).

    thickness, length, width mm: the blank, length its longer side; developed: mm across the bends; area: mm2 of the flat
    pattern, holes not deducted; bends: of the strip with most; holes: closed before unfolding; k_factor: place of the
    neutral line in the thickness.
    """

    thickness: float = math.nan
    length: float = math.nan
    width: float = math.nan
    developed: float = math.nan
    area: float = math.nan
    bends: tuple[Bend, ...] = ()
    holes: tuple[Passage, ...] = ()
    k_factor: float = MID_SHEET
    reason: str = ""


def unfold_profile(loops: Sequence[Floats], depth: float, k_factor: float = MID_SHEET) -> Unfolded:
    """A thin profile extruded by `depth` mm. loops: (k, 3) lines and arcs."""
    strip = read_strip(loops[0], k_factor) if len(loops) == 1 else None
    if strip is None:
        return Unfolded(k_factor=k_factor, reason=NO_STRIP)
    length, width = max(strip.developed, depth), min(strip.developed, depth)
    area = strip.developed * depth
    return Unfolded(strip.thickness, length, width, strip.developed, area, strip.bends, (), k_factor)


def unfold_shell(shell: Shell, k_factor: float = MID_SHEET) -> Unfolded:
    """A closed faceted body whose bends all run one way."""
    thin = [h for h in shell.passages if h.depth * 4 < float(np.ptp(shell.points, axis=0).max())]
    body = filled(shell, thin)
    reason = NO_AXIS
    for axis in _axes(body):
        found = _along(body, axis, k_factor)
        if isinstance(found, str):
            reason = found
            continue
        return _laid_flat(found, tuple(thin), k_factor)
    return Unfolded(k_factor=k_factor, reason=reason)


@record
class _Slab:
    strip: Strip
    width: float
    start: float = 0.0


def _axes(shell: Shell) -> list[Floats]:
    """Directions to which every face is square or parallel, those with the smallest square faces first."""
    order = np.argsort(shell.area, kind="stable")[:200]
    found: list[Floats] = []
    for k in order.tolist():
        n = shell.normal[k]
        if any(abs(float(n @ a)) > 1 - _SQUARE for a in found):
            continue
        across = np.abs(shell.normal @ n)
        if ((across < _SQUARE) | (across > 1 - _SQUARE)).all():
            found.append(n)
    return found


def _along(shell: Shell, axis: Floats, k_factor: float) -> list[_Slab] | str:
    """The body as strips side by side along an axis, or why it is none."""
    frame = frame_along(axis)
    square = np.abs(shell.normal @ frame[2]) > 1 - _SQUARE
    heights = unique(np.round(shell.offset[square] * np.sign(shell.normal[square] @ frame[2]), 2))
    heights = heights[np.concatenate(([True], np.diff(heights) > _SAME_MM))]
    if len(heights) < 2 or len(heights) > 40 or not len(levels(shell, frame[2])):
        return NO_AXIS
    slabs: list[_Slab] = []
    volume = 0.0
    for low, high in pairwise(heights.tolist()):
        loops = section(shell, frame, float(low + 0.4137 * (high - low)))
        if loops is None or len(loops) != 1:
            return SEVERAL
        strip = read_strip(loops[0], k_factor)
        if strip is None:
            return NO_STRIP
        slabs.append(_Slab(strip, float(high - low)))
        volume += abs(loop_area(loops[0])) * float(high - low)
    if abs(volume / shell.volume - 1) > 0.005:
        return NO_STRIP
    thickness = [s.strip.thickness for s in slabs]
    if max(thickness) > min(thickness) * 1.01 + 0.02:
        return UNEQUAL
    if not any(s.strip.bends for s in slabs):
        return NO_STRIP
    laid = _aligned(slabs)
    return UNALIGNED if laid is None else laid


def _aligned(slabs: list[_Slab]) -> list[_Slab] | None:
    """Every strip read the same way and put where it starts in the flat pattern, by a straight piece that it shares
    with one laid before; None where one shares none."""
    laid: dict[int, _Slab] = {0: slabs[0]}
    for _ in slabs:
        for i, slab in enumerate(slabs):
            if i in laid:
                continue
            found = [s for other in laid.values() if (s := _beside(other, slab)) is not None]
            if found:
                laid[i] = found[0]
    return [laid[i] for i in range(len(slabs))] if len(laid) == len(slabs) else None


def _beside(laid: _Slab, slab: _Slab) -> _Slab | None:
    for strip in (slab.strip, reversed_strip(slab.strip)):
        shift = _shared(laid.strip, strip)
        if shift is not None:
            return _Slab(strip, slab.width, laid.start + shift)
    return None


def _shared(first: Strip, second: Strip) -> float | None:
    """Shift of the second strip's developed length against the first's, by pieces on one line; None without any."""
    for at, *ends in first.straight.tolist():
        p, q = np.array(ends[:2]), np.array(ends[2:])
        reach = math.hypot(*(q - p))
        if reach < 1e-6:
            continue
        way = (q - p) / reach
        for other_at, *other in second.straight.tolist():
            a, b = np.array(other[:2]), np.array(other[2:])
            off = [float(way[0] * (e - p)[1] - way[1] * (e - p)[0]) for e in (a, b)]
            low, high = float((a - p) @ way), float((b - p) @ way)
            common = min(high, reach) - max(low, 0.0)
            if max(abs(v) for v in off) < _SAME_MM and high > low and common > _SAME_MM:
                return float(at) + low - float(other_at)
    return None


def _laid_flat(slabs: list[_Slab], holes: tuple[Passage, ...], k_factor: float) -> Unfolded:
    developed = max(s.start + s.strip.developed for s in slabs) - min(s.start for s in slabs)
    across = sum(s.width for s in slabs)
    area = sum(s.width * s.strip.developed for s in slabs)
    thickness = sum(s.strip.thickness * s.width for s in slabs) / across
    bends = max((s.strip.bends for s in slabs), key=len)
    return Unfolded(
        thickness, max(developed, across), min(developed, across), developed, area, bends, holes, k_factor
    )
