"""What is done to a part besides cutting it to length, in the words of a cut list: holes, end cuts, copes, bends."""

from __future__ import annotations

from collections import Counter

import numpy as np

from components.model import Model
from components.table import Ints, Text
from components.words import say

_SIZED = ("hole", "slot")
_PLAIN = ("cut", "cope", "notch")


def work(model: Model, first: Ints, lang: str) -> Text:
    """(g,) what `Model.features` knows of the components in `first`, per piece, such as `4-φ22; ends 53.1°, 53.1°`.

    Nothing where no feature is known: that is not the word that there is none.
    """
    f = model.features
    place = np.full(len(model.components), -1, np.int64)
    place[first] = np.arange(len(first))
    rows = np.flatnonzero(place[f.component] >= 0) if len(f) else np.zeros(0, np.int64)
    rows = rows[np.argsort(place[f.component[rows]], kind="stable")]
    said: list[str | None] = [None] * len(first)
    bent = model.components.category.isin(("bent_plate",))[first]
    starts = np.searchsorted(place[f.component[rows]], np.arange(len(first) + 1)) if len(rows) else None
    kinds = f.kind.take(rows).filled()
    for g in np.flatnonzero(bent).tolist():
        said[g] = say("bom.work_bent", lang)
    if starts is None:
        return Text.of(said)
    for g in np.flatnonzero(np.diff(starts)).tolist():
        run = slice(int(starts[g]), int(starts[g + 1]))
        words = _of_one(kinds[run], f.size_mm[rows[run]], np.degrees(f.angle_rad[rows[run]]), lang)
        several = int(model.components.pieces[first[g]])
        if several > 1:
            words.append(say("bom.work_together", lang, {"count": several}))
        said[g] = "; ".join([*([said[g] or ""] if bent[g] else []), *words])
    return Text.of(said)


def _of_one(kinds: list[str], size: np.ndarray, degrees: np.ndarray, lang: str) -> list[str]:
    """Words for the features of one component: what has a diameter by diameter, ends by angle, the rest counted."""
    words = []
    for kind in _SIZED:
        sizes = Counter(round(float(s), 1) for k, s in zip(kinds, size, strict=True) if k == kind)
        for diameter, count in sorted(sizes.items(), key=lambda item: (item[0] != item[0], item[0])):
            known = f"{diameter:g}" if diameter == diameter else "?"
            words.append(say(f"bom.work_{kind}", lang, {"count": count, "size": known}))
    ends = sorted(
        round(float(a), 1) for k, a in zip(kinds, degrees, strict=True) if k == "end_cut" and a == a
    )
    if ends:
        words.append(say("bom.work_end_cut", lang, {"angles": ", ".join(f"{a:g}°" for a in ends)}))
    lost = sum(k == "end_cut" for k in kinds) - len(ends)
    if lost:
        words.append(say("bom.work_end_cut_unknown", lang, {"count": lost}))
    counts = Counter(kinds)
    return words + [say(f"bom.work_{k}", lang, {"count": counts[k]}) for k in _PLAIN if counts[k]]
