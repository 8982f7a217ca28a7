"""Words of a bill that depend on the language: names of series, why a part is doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from components.model import Components, Settings
from components.sheet import Words
from components.table import Bools, Ints, Text
from components.takeoff.notes import THICK_MM
from components.words import LANGUAGES, say, table

if TYPE_CHECKING:
    from components.bom.rules import MarkRules


def titles(rules: MarkRules, kind: Ints, lang: str) -> Text:
    """(n,) what the series of parts or assemblies are called; none where a row has no series."""
    words = tuple((s.zh if lang == "zh" else s.en) or s.kind for s in rules.series)
    return Text(kind.astype(np.int32), words)


def mass_notes(settings: Settings) -> tuple[Words, ...]:
    """What the masses and areas of a list rest on, with the settings that changed them."""
    density = {"density": f"{settings.steel_density:g}"}
    told: list[Words] = [{lang: say("bom.note_masses", lang, density) for lang in LANGUAGES}]
    told.append(f"bom.note_{settings.settlement_rule}")
    return (*told, paint_note(settings)) if settings.paint_deduction else tuple(told)


def paint_note(settings: Settings) -> Words:
    """What surfaces leave in, or what the user's estimate took off."""
    if not settings.paint_deduction:
        return "bom.note_paint"
    share = {"share": f"{settings.paint_deduction * 100:g}"}
    return {lang: say("bom.note_painted_less", lang, share) for lang in LANGUAGES}


DOUBTED = ("uncertain", "none")


def unorderable(components: Components) -> dict[str, Bools]:
    """Parts that nobody can order or cut as they stand, by why: no length, section or thickness, or a doubtful one."""
    c = components
    plate = c.category.isin(("plate", "bent_plate"))
    bar = c.category.isin(("steel_member", "accessory"))
    thick = np.nan_to_num(c.thickness_mm)
    return {
        "bom.why_no_section": bar & (c.profile.codes < 0) & ~(thick > 0),
        "bom.why_no_length": bar & ~np.isfinite(c.length_mm),
        "bom.why_no_thickness": plate & ~(thick > 0),
        "bom.why_very_thick": plate & (thick > THICK_MM),
    }


def doubtful(components: Components) -> Bools:
    """(n,) parts whose mass is not certain, or that cannot be ordered as they stand."""
    c = components
    mass = c.agreement.isin(DOUBTED) | ~np.isfinite(c.order_mass_kg) | (c.duplicate_of >= 0)
    lacking: Bools = np.logical_or.reduce(tuple(unorderable(c).values()))
    return mass | lacking


def why(components: Components, rows: Ints, lang: str) -> Text:
    """(r,) why parts are doubted, in short."""
    c = components
    lacking = unorderable(c)
    said = []
    for r in rows.tolist():
        reasons = []
        if not np.isfinite(c.order_mass_kg[r]):
            reasons.append(short(c.reason.get(r) or "bom.why_unknown", lang))
        if c.agreement[r] == "uncertain":
            reasons.append(short(c.cause.get(r) or "bom.why_unknown", lang))
        elif c.agreement[r] == "none" and np.isfinite(c.order_mass_kg[r]):
            reasons.append(short(c.reason.get(r) or "bom.why_no_source", lang))
        if c.duplicate_of[r] >= 0:
            reasons.append(
                say("bom.why_duplicate", lang, {"global_id": c.global_id.get(int(c.duplicate_of[r]))})
            )
        reasons += [say(code, lang, {"limit": f"{THICK_MM:g}"}) for code, of in lacking.items() if of[r]]
        said.append("；".join(reasons) if lang == "zh" else "; ".join(reasons))
    return Text.of(said)


def short(code: str, lang: str) -> str:
    """One part's reason in a few words; where the list has none for a code, the finding's own sentence for one part."""
    room, _, key = code.partition(".")
    name = key if room == "bom" else f"why_{key}"
    return table(lang, "bom").get(name) or say(code, lang, {"count": 1})
