"""What the user decided on single parts, as a list for whoever checks the sheet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from components.building import FIELDS, Building
from components.model import Components, Override
from components.rates.elements import numbers_of
from components.sheet import INTEGER, Column, Data, Sheet
from components.table import Text
from components.words import say

EXCLUDED = "other"
"""The role of what enters no rate."""
_PREFIX = {"role": "rating.role_", "made": "rating.made_", "wall": "rating.wall_"}


def value_words(field: str, value: str) -> str:
    """The code of what a value of a field is called."""
    if field == "role" and value == EXCLUDED:
        return "rating.excluded"
    return _PREFIX.get(field, "rating.tri_") + value


def decided_sheet(
    building: Building, components: Components, made: Sequence[Override], lang: str
) -> Sheet | None:
    """A line per decision on a part of the model; None where there is none."""
    row_of = {step: row for row, step in enumerate(components.step_id.tolist())}
    mine = [o for o in made if o.field in FIELDS and o.step_id in row_of]
    if not mine:
        return None
    rows = np.array([row_of[o.step_id] for o in mine], np.int64)
    data: dict[str, Data] = {
        "no": numbers_of(building)[rows],
        "name": components.name.take(rows),
        "global_id": components.global_id.take(rows),
        "field": Text.of([say(f"rating.field_{o.field}", lang) for o in mine]),
        "value": Text.of([say(value_words(o.field, o.value), lang) for o in mine]),
        "reason": Text.of([o.reason for o in mine]),
    }
    columns = (
        Column("no", "rating.no", INTEGER), Column("name", "bom.name"), Column("global_id", "bom.global_id", width=24),
        Column("field", "rating.decided_field"), Column("value", "rating.decided_value"),
        Column("reason", "rating.decided_reason"),
    )  # fmt: skip
    return Sheet("decided", "rating.decided", columns, data, notes=("rating.note_decided",))
