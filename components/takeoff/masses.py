"""The three masses of the trade and how the sources of a quantity agree.

Order mass 毛重: what is bought, bar length x kg/m or the plate's rectangle x thickness x density. Settlement mass 结算重:
the part by the rule of the settings, holes never deducted. Net mass 净重: what is left.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from components.facts import Facts
from components.model import OUTER_RECTANGLE, Settings
from components.record import record
from components.sections import DIMENSIONS, area_and_perimeter
from components.table import Bools, Floats, Text
from components.takeoff.naming.designations import Named
from components.units import MM3_PER_M3, MM_PER_M

ROUNDED_MASS_KG = 0.06
"""Programs print masses to 0.1 kg."""
_SAME_SHARE = 0.003
_THICK_MM, _THICK_CALLED_MM = 100.0, 30.0
_SAME_BLOCK = 0.05
"""Share by which a declared mass may differ from steel's: files reckon with 7800 to 8000 kg/m3."""
_SLIP = 0.004
"""One per cent, as a decimal logarithm."""
_RADII = {
    "I": ("r", "r2"), "IM": ("r",), "C": ("r", "r2"), "L": ("r", "r2"), "T": ("r", "r2"), "Z": ("r", "r2"),
    "RHS": ("ro", "ri"), "2L": ("r", "r2"), "2C": ("r", "r2"),
}  # fmt: skip


@record
class Masses:
    """kg per element; NaN where it cannot be told. nominal: the order mass is a catalogue's kg/m."""

    order: Floats
    settlement: Floats
    net: Floats
    nominal: Bools


def masses(
    named: Named, settings: Settings, gross: Floats, net: Floats, holes: Floats, length: Floats, blank: Floats,
    face: Floats, bars: Bools, by_name: Bools,
) -> Masses:  # fmt: skip
    """Masses of steel parts.

    gross, net, holes: volumes mm3. length: mm of the named section, all bodies of a part together, NaN where they are
    not all of it. blank: volume mm3 of the rectangle a plate is cut from, NaN for bars;
    face: that of the plate with its holes filled, also those that are drawn in its outline.
    bars: parts that are cut from bars of the section.
    by_name: the section drawn is not the one named, the name weighs.
    """
    density = settings.steel_density / MM3_PER_M3
    nominal = bars & np.isfinite(named.kg_per_m) & np.isfinite(length)
    uncut = np.fmax(np.minimum(net + holes, gross), np.where(np.isfinite(gross), face, np.nan))
    by_shape = np.where(np.isfinite(blank), np.maximum(blank, uncut), gross) * density
    by_area = named.area * length * density
    unlisted = bars & ~nominal & np.isfinite(named.area) & np.isfinite(length) & by_name
    order = np.where(nominal, named.kg_per_m * length / MM_PER_M, np.where(unlisted, by_area, by_shape))
    base = np.where(nominal | unlisted, order / np.where(gross > 0, gross, np.nan), density)
    keep = np.minimum(net, gross)
    outer = settings.settlement_rule == OUTER_RECTANGLE
    return Masses(order=order, settlement=order if outer else uncut * base, net=keep * base, nominal=nominal)


def solid_blocks(volume: Floats, surface: Floats, claims: Claims, settings: Settings, called: Text) -> Bools:
    """Parts too thick for any steel section or plate whose mass the file does not confirm: (n,) bool.

    volume mm3, surface mm2; thick is twice the one over the other. called: what a name says the part is made of; one
    that says concrete or timber is doubted much earlier.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        thick = 2.0 * volume / surface
        expected = volume * settings.steel_density / MM3_PER_M3
        weighed = np.abs(claims.mass / expected - 1.0) <= _SAME_BLOCK
    limit = np.where(called.isin(("concrete", "timber", "masonry")), _THICK_CALLED_MM, _THICK_MM)
    return np.asarray(~weighed & (thick > limit))


@record
class Agreement:
    """Per element: a word of AGREEMENTS and the code of the cause ("" none)."""

    word: list[str]
    cause: list[str]


@record
class Claims:
    """What the file claims per element: volume mm3, mass kg (NaN: nothing), and the density its masses imply, kg/m3."""

    volume: Floats
    mass: Floats
    density: float


def agree(
    volume: Floats, claims: Claims, named: Named, settings: Settings, doubtful: Bools, polygon: Bools
) -> Agreement:
    """Compare what we measured with what the file claims, and look for the cause of a difference.

    volume: mm3. doubtful: a designation and the drawn section do not fit one another. polygon: a round one is drawn
    with flat sides.
    """
    n = len(volume)
    density = claims.density if np.isfinite(claims.density) else settings.steel_density
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(claims.volume > 0, claims.volume / volume, np.nan)
        expected = volume * density / MM3_PER_M3
        off = np.abs(claims.mass - expected)
        weighed = (claims.mass > 0) & np.isfinite(volume)
        fits = weighed & (off <= settings.tolerance * expected)
        rounded = weighed & ~fits & (off <= ROUNDED_MASS_KG)
        by_mass = np.where(weighed, claims.mass / expected, np.nan)
    told = np.where(np.isfinite(ratio), ratio, by_mass)
    same = np.abs(ratio - 1) <= settings.tolerance
    sharp = _near(told, _sharp_share(named))
    faceted = _faceted(told, named)
    with np.errstate(invalid="ignore", divide="ignore"):
        decades = np.log10(ratio)
    slip = np.isin(np.round(decades), (-9, -6, -3, 3, 6, 9)) & (np.abs(decades - np.round(decades)) < _SLIP)
    measured, said, mass_only = np.isfinite(volume), np.isfinite(ratio), ~np.isfinite(ratio) & weighed
    word = np.full(n, "none", dtype=object)
    cause = np.full(n, "", dtype=object)
    word[measured] = "single"
    odd = ~sharp & ~faceted & ~slip
    for mask, what, why in (
        (said & same, "agrees", ""),
        (said & ~same & sharp, "explained", "takeoff.cause_fillets"),
        (said & ~same & faceted, "explained", "takeoff.cause_faceted"),
        (said & slip, "explained", "takeoff.cause_unit"),
        (said & ~same & odd, "uncertain", "takeoff.cause_volume"),
        (mass_only & fits, "agrees", ""),
        (mass_only & rounded, "explained", "takeoff.cause_rounding"),
        (mass_only & ~fits & ~rounded & sharp, "explained", "takeoff.cause_fillets"),
        (mass_only & ~fits & ~rounded & faceted, "explained", "takeoff.cause_faceted"),
        (mass_only & ~fits & ~rounded & odd, "uncertain", "takeoff.cause_mass"),
        ((claims.mass == 0), "explained", "takeoff.cause_zero_mass"),
        (polygon, "explained", "takeoff.cause_faceted"),
        (doubtful & ~polygon, "uncertain", "takeoff.cause_section"),
    ):
        word[mask & measured], cause[mask & measured] = what, why
    return Agreement(word.tolist(), cause.tolist())


def doubted_by_kernel(facts: Facts) -> Bools:
    """(elements,) what two ways of measuring in the geometry kernel disagree on."""
    out = np.zeros(len(facts.elements), np.bool_)
    if facts.kernel is not None and len(facts.kernel):
        out[facts.items.owner[facts.kernel.item[facts.kernel.state.isin(("doubt",))]]] = True
    return out


def with_doubts(agreed: Agreement, doubts: Iterable[tuple[Bools, str]]) -> Agreement:
    """What is uncertain whatever the file claims: elements and the code of the cause, the last one stands."""
    word, cause = list(agreed.word), list(agreed.cause)
    for rows, code in doubts:
        for element in np.flatnonzero(rows).tolist():
            if word[element] != "none":
                word[element], cause[element] = "uncertain", code
    return Agreement(word, cause)


def only_declared(agreed: Agreement, rows: Bools, against: Bools) -> Agreement:
    """Parts that nothing was measured of are uncertain: by what is declared, or by declarations that contradict."""
    word, cause = list(agreed.word), list(agreed.cause)
    for element in np.flatnonzero(rows).tolist():
        word[element] = "uncertain"
        cause[element] = "takeoff.cause_contradicts" if against[element] else "takeoff.cause_undrawn"
    return Agreement(word, cause)


def _near(ratio: Floats, share: Floats) -> Bools:
    return np.asarray(np.abs(ratio / share - 1) <= _SAME_SHARE)


def _sharp_share(named: Named) -> Floats:
    """Area of each section with sharp corners over the area measured: what a program gets that draws no fillets."""
    share = np.full(len(named.dims), np.nan)
    for family, radii in _RADII.items():
        rows = np.flatnonzero(named.family.isin((family,)))
        if not len(rows):
            continue
        distinct, which = np.unique(named.dims[rows], axis=0, return_inverse=True)
        bare = distinct.copy()
        bare[:, [DIMENSIONS[family].index(r) for r in radii]] = 0.0
        sharp, own = (area_and_perimeter(family, d)[0][which.reshape(-1)] for d in (bare, distinct))
        drawn = np.where(np.isfinite(named.shape_area[rows]), named.shape_area[rows], own)
        share[rows] = np.where(np.abs(sharp / drawn - 1) > 1e-6, sharp / drawn, np.nan)
    return share


def _faceted(ratio: Floats, named: Named) -> Bools:
    """Round sections that are short by what a polygon of some number of sides is short of its circle."""
    round_ = named.family.isin(("CHS", "ROUND"))
    sides = np.array([6, 8, 10, 12, 14, 16, 18, 20, 24, 30, 32, 36, 48, 64])
    share = sides / (2 * np.pi) * np.sin(2 * np.pi / sides)
    return np.asarray(round_ & (np.abs(ratio[:, None] / share - 1) <= _SAME_SHARE).any(axis=1))
