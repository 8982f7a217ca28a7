"""The three masses of the trade and how the sources of a quantity agree.

Order mass 毛重: what is bought, bar length x kg/m or the plate's rectangle x thickness x density. Settlement mass 结算重:
the part as it is drawn, holes not deducted. Net mass 净重: what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.model import Settings
from components.table import Bools, Floats
from components.takeoff.naming import Named
from components.units import MM3_PER_M3, MM_PER_M

ROUNDED_MASS_KG = 0.06
"""Programs print masses to 0.1 kg."""
FILLET_SHARE = 0.08
"""Most that root fillets weigh of a rolled section."""


@dataclass(frozen=True, eq=False)
class Masses:
    """kg per element; NaN where it cannot be told. nominal: the order mass is a catalogue's kg/m."""

    order: Floats
    settlement: Floats
    net: Floats
    nominal: Bools


def masses(
    named: Named, settings: Settings, gross: Floats, net: Floats, holes: Floats, length: Floats, blank: Floats,
    bars: Bools, several: Bools,
) -> Masses:  # fmt: skip
    """Masses of steel parts.

    gross, net, holes: volumes mm3. length: mm. blank: volume mm3 of the rectangle a plate is cut from, NaN for bars.
    bars: parts that are cut from a bar of the section; several: parts of more than one body.
    """
    density = settings.steel_density / MM3_PER_M3
    nominal = bars & np.isfinite(named.kg_per_m) & np.isfinite(length) & ~several
    by_shape = np.where(np.isfinite(blank), blank, gross) * density
    by_area = named.area * length * density
    unlisted = bars & ~nominal & np.isfinite(named.area) & np.isfinite(length) & named.conflict & ~several
    order = np.where(nominal, named.kg_per_m * length / MM_PER_M, np.where(unlisted, by_area, by_shape))
    base = np.where(nominal | unlisted, order / np.where(gross > 0, gross, np.nan), density)
    keep = np.minimum(net, gross)
    return Masses(
        order=order, settlement=np.minimum(keep + holes, gross) * base, net=keep * base, nominal=nominal
    )


@dataclass(frozen=True, eq=False)
class Agreement:
    """Per element: a word of AGREEMENTS and the code of the cause ("" none)."""

    word: list[str]
    cause: list[str]


def agree(
    volume: Floats, declared: Floats, declared_mass: Floats, named: Named, settings: Settings, doubtful: Bools,
) -> Agreement:  # fmt: skip
    """Compare what we measured with what the file declares.

    volume, declared: mm3. doubtful: a designation and the drawn section do not fit one another.
    """
    tolerance = settings.tolerance
    n = len(volume)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(declared > 0, volume / declared, np.nan)
        same = np.abs(ratio - 1) <= tolerance
        no_fillets = (
            (ratio > 1)
            & (ratio < 1 + FILLET_SHARE)
            & np.isin(np.array(named.family.filled()), ("I", "C", "L", "T", "RHS"))
        )
        file_density = np.where(
            (declared_mass > 0) & (volume > 0), declared_mass / volume * MM3_PER_M3, np.nan
        )
    measured, said = np.isfinite(volume), np.isfinite(ratio)
    zero = (declared_mass == 0) & measured
    odd_density = np.isfinite(file_density) & (np.abs(file_density / settings.steel_density - 1) > 0.25)
    word = np.full(n, "none", dtype=object)
    cause = np.full(n, "", dtype=object)
    word[measured] = "single"
    for mask, what, why in (
        (measured & said & same, "agrees", ""),
        (measured & said & ~same & no_fillets, "explained", "takeoff.cause_fillets"),
        (measured & said & ~same & ~no_fillets, "uncertain", "takeoff.cause_volume"),
        (measured & zero, "explained", "takeoff.cause_zero_mass"),
        (measured & odd_density & ~zero & (word == "single"), "uncertain", "takeoff.cause_mass"),
        (measured & doubtful, "uncertain", "takeoff.cause_section"),
    ):
        word[mask], cause[mask] = what, why
    return Agreement(word.tolist(), cause.tolist())
