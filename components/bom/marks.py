"""Marks of parts and of pieces: the model's own, those of an earlier revision, and numbers for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from components.bom.congruence import same
from components.bom.declared import assembly_marks, lots, part_marks
from components.bom.groups import PieceGroups, group_pieces
from components.bom.identity import Identity, identify
from components.bom.numbering import (
    Wanted,
    alphabetical,
    kinds,
    majority,
    natural,
    numbered,
    piece_kinds,
    words_of,
)
from components.bom.pieces import Belonging, pieces_of, steel_of
from components.bom.remembered import remembered
from components.bom.rules import ASSEMBLY, KEEP, MODEL, NUMBER, PART, TOGETHER, MarkRules
from components.bom.shapes import Shapes, shapes_of
from components.facts import Facts
from components.model import Model
from components.record import record, valued
from components.table import Bools, Ints, Text
from components.takeoff.naming import declared
from components.takeoff.naming.evidence import Evidence

BY_MODEL, BY_NUMBER, BY_EARLIER, BY_TWIN = "model", "number", "earlier", "twin"
"""Who gave a mark: the model, the numbering, an earlier table, or an equal part that the model has marked."""


@valued
class Earlier:
    """A mark of an earlier revision. what: part or assembly. key: see `part_keys`; shape: as `identity.written`."""

    what: str
    mark: str
    lot: str
    key: str
    shape: str


@record
class Marking:
    """Marks of a model.

    steel: (n,) components that are parts. rows: (s,) their rows. identity: groups of equal parts, over `rows`.
    part, part_by: (n,) part mark and who gave it. lot: (n,). kind: (n,) row of `rules.series`, -1 for no part.
    keys: (s,) what equal parts share besides their shape, in words. belonging: pieces and who is in which.
    piece_mark, piece_by: (p,) mark of each piece and who gave it; piece_kind: (p,) its series.
    stated: (n,) part mark that the model has, of all components.
    earlier: the table of the issue before; earlier_pieces: its entry for each group of pieces that keeps its mark.
    """

    rules: MarkRules
    mode: str
    steel: Bools
    rows: Ints
    shapes: Shapes
    identity: Identity
    part: Text
    part_by: Text
    lot: Text
    kind: Ints
    keys: Text
    belonging: Belonging
    pieces: PieceGroups
    piece_mark: Text
    piece_by: Text
    piece_kind: Ints
    stated: Text
    earlier: tuple[Earlier, ...]
    earlier_pieces: Mapping[int, Earlier]

    @property
    def earlier_parts(self) -> tuple[Earlier, ...]:
        """The marks of parts in the earlier table, to which `identity.kept` points."""
        return tuple(e for e in self.earlier if e.what == PART)

    @property
    def group(self) -> Ints:
        """(n,) group of equal parts of each component, -1 for what is no part."""
        out = np.full(len(self.steel), -1, np.int64)
        out[self.rows] = self.identity.group
        return out


def mark_model(
    facts: Facts, model: Model, rules: MarkRules, mode: str = KEEP, earlier: Sequence[Earlier] = ()
) -> Marking:
    """Mark every steel part and piece of a model. Pure: the same input, in whatever order, gives the same marks."""
    c = model.components
    steel = steel_of(model)
    rows = np.flatnonzero(steel)
    evidence = Evidence(facts)
    lot = lots(facts, evidence, rules, c.storey, c.element)
    kind = np.full(len(c), -1, np.int64)
    kind[rows] = kinds(c, rows, rules)
    keys, plate = part_keys(model, rows, lot if rules.lot_series else Text.full(len(c)))
    shapes = shapes_of(facts, c.element[rows])
    old = [e for e in earlier if e.what == PART]
    numbers, known = _key_numbers(keys, old)
    identity = identify(
        shapes, numbers, rules.tolerance_mm, rules.mirrored == TOGETHER, plate, c.net_volume_mm3[rows],
        c.paint_area_mm2[rows], list(zip(known, [remembered(e.shape) for e in old], strict=True)),
    )  # fmt: skip
    belonging = pieces_of(model, steel)
    said = _said(facts, model, evidence, rules, mode)
    taken = {e.mark for e in earlier}
    part, part_by = _part_marks(model, rules, rows, identity, said, kind, lot, belonging, old, mode, taken)
    pieces = group_pieces(facts, model, rows, shapes, identity, belonging, rules.tolerance_mm)
    own = assembly_marks(facts, evidence, rules) if mode != NUMBER else Text.full(len(facts.elements))
    named = _piece_kinds(model, belonging, kind, rules)
    piece_mark, piece_by, kept = _piece_marks(
        model, rules, pieces, own, part, named, lot, belonging, earlier, mode, taken, identity, rows
    )
    return Marking(
        rules, mode, steel, rows, shapes, identity, part, part_by, lot, kind, keys, belonging, pieces, piece_mark,
        piece_by, named, said, tuple(earlier), kept,
    )  # fmt: skip


def _piece_kinds(model: Model, belonging: Belonging, kind: Ints, rules: MarkRules) -> Ints:
    p = belonging.pieces
    if not len(p):
        return np.zeros(0, np.int64)
    main = kind[p.main]
    if not len(model.assemblies):
        return main
    name = model.assemblies.name.take(np.maximum(p.assembly, 0))
    return piece_kinds(name.where(p.assembly < 0, Text.full(len(p))), main, rules)


def part_keys(model: Model, rows: Ints, lot: Text) -> tuple[Text, Bools]:
    """What equal parts share besides their shape, as words (profile or plate and thickness, grade, lot), and which of
    the parts are plates."""
    c = model.components
    plate = c.category.isin(("plate", "bent_plate"))[rows]
    thick = np.round(np.where(plate, c.thickness_mm[rows], np.nan), 1)
    table = np.column_stack((
        np.where(plate, -2, c.profile.codes[rows]), np.nan_to_num(thick * 10, nan=-1.0), c.grade.codes[rows],
        lot.codes[rows], np.where(plate | (c.profile.codes[rows] >= 0), -1, c.category.codes[rows]),
    )).astype(np.int64)  # fmt: skip
    _, first, which = np.unique(table, axis=0, return_index=True, return_inverse=True)
    words = []
    for r, i in zip(rows[first].tolist(), first.tolist(), strict=True):
        section = (f"PL{thick[i]:g}" if thick[i] == thick[i] else "PL") if plate[i] else c.profile.get(r)
        other = "" if plate[i] or c.profile[r] is not None else c.category.get(r)
        words.append("|".join((section or f"[{other}]", c.grade.get(r), lot.get(r))))
    return Text(which.reshape(-1).astype(np.int32), tuple(words)), plate


def _key_numbers(keys: Text, old: Sequence[Earlier]) -> tuple[Ints, list[int]]:
    place = {w: i for i, w in enumerate(keys.vocabulary)}
    return keys.codes.astype(np.int64), [place.get(e.key, -1) for e in old]


def _said(facts: Facts, model: Model, evidence: Evidence, rules: MarkRules, mode: str) -> Text:
    """(n,) part marks of the model: what the user set, else what the rules find, else what the model has."""
    c = model.components
    if mode == NUMBER:
        return Text.full(len(c))
    profile = Text.full(len(facts.elements))
    if len(c):
        codes = np.full(len(facts.elements), -1, np.int32)
        codes[c.element] = c.profile.codes
        profile = Text(codes, c.profile.vocabulary)
    read = part_marks(facts, evidence, rules, profile).take(c.element)
    default = declared.ask_text(facts, evidence, declared.PART_MARK).take(c.element)
    edited = np.array([a != b for a, b in zip(c.part_mark, default, strict=True)], np.bool_)
    return read.where((edited | (read.codes < 0)) & (c.part_mark.codes >= 0), c.part_mark)


def _part_marks(
    model: Model, rules: MarkRules, rows: Ints, identity: Identity, said: Text, kind: Ints, lot: Text,
    belonging: Belonging, old: Sequence[Earlier], mode: str, taken: set[str],
) -> tuple[Text, Text]:  # fmt: skip
    """Marks of parts: said ones stand; the rest take the mark of their twins, of the earlier table, or a number."""
    c = model.components
    count = len(identity.master)
    spoken = said.take(rows)
    taken |= set(spoken.vocabulary)
    names = words_of(spoken)
    by_twin = majority(alphabetical(spoken), identity.group, count)
    inside = (
        np.bincount(identity.group, ~belonging.pieces.single[belonging.piece_of[rows]], minlength=count) > 0
    )
    series = majority(kind[rows], identity.group, count)
    first = _first_rows(model, rows, identity, count)
    wanted, marks, by = [], [""] * count, [""] * count
    for g in range(count):
        r, s = int(first[g]), rules.series[int(series[g])]
        if by_twin[g] >= 0:
            marks[g], by[g] = names[int(by_twin[g])], BY_TWIN
        elif identity.kept[g] >= 0:
            marks[g], by[g] = old[int(identity.kept[g])].mark, BY_EARLIER
        elif mode != MODEL:
            prefix = s.inside if inside[g] else s.prefix
            wanted.append(Wanted(g, lot.get(r), prefix, _order(model, r, float(identity.hand[g]))))
    for g, word in numbered(wanted, taken, rules).items():
        marks[g], by[g] = word, BY_NUMBER
    column = Text.of([m or None for m in marks]).take(identity.group)
    given = Text.of([b or None for b in by]).take(identity.group)
    mine = spoken.codes >= 0
    part = _spread(column.where(mine, spoken), rows, len(c))
    return part, _spread(given.where(mine, Text.full(len(rows), BY_MODEL)), rows, len(c))


def _spread(column: Text, rows: Ints, n: int) -> Text:
    codes = np.full(n, -1, np.int32)
    codes[rows] = column.codes
    return Text(codes, column.vocabulary)


def _first_rows(model: Model, rows: Ints, identity: Identity, count: int) -> Ints:
    """The component of each group that comes first by GlobalId: components stand in that order."""
    first = np.full(count, -1, np.int64)
    first[identity.group[::-1]] = rows[::-1]
    return first


def _order(model: Model, row: int, hand: float) -> tuple[object, ...]:
    """How groups of one series follow one another: section, long before short, then volume, grade, hand, GlobalId."""
    c = model.components
    sizes = tuple(-round(float(x), 1) if x == x else 0.0 for x in (c.length_mm[row], c.width_mm[row]))
    volume = float(c.net_volume_mm3[row])
    return (
        natural(c.profile.get(row)), round(float(np.nan_to_num(c.thickness_mm[row])), 1), sizes,
        -round(volume / 100.0) if volume == volume else 0, c.grade.get(row), -np.sign(round(hand)), c.global_id.get(row),
        int(c.step_id[row]),
    )  # fmt: skip


def _piece_marks(
    model: Model, rules: MarkRules, groups: PieceGroups, own: Text, part: Text, kind: Ints, lot: Text,
    belonging: Belonging, earlier: Sequence[Earlier], mode: str, taken: set[str], identity: Identity, rows: Ints,
) -> tuple[Text, Text, dict[int, Earlier]]:  # fmt: skip
    """Marks of pieces: said by the assembly or its main part, else the part's own for loose parts, else a number."""
    c, p = model.components, belonging.pieces
    n = len(p)
    said: list[str | None] = [None] * n
    if mode != NUMBER:
        element = (
            np.where(p.assembly >= 0, model.assemblies.element[np.maximum(p.assembly, 0)], -1)
            if len(model.assemblies)
            else np.full(n, -1, np.int64)
        )
        stated = c.assembly_mark.take(np.maximum(p.main, 0)) if len(c) else Text.full(n)
        named = model.assemblies.mark
        for i, (e, a, word) in enumerate(zip(element.tolist(), p.assembly.tolist(), stated, strict=True)):
            said[i] = (own[e] if e >= 0 else None) or (named[a] if a >= 0 else None) or word
    old = [e for e in earlier if e.what == ASSEMBLY]
    names_of = group_marks(part, identity, rows)
    entries: dict[int, Earlier] = {}
    taken |= {w for w in said if w}
    spoken = Text.of(said)
    names = words_of(spoken)
    by_twin = majority(alphabetical(spoken), groups.group, groups.count)
    first = np.full(groups.count, -1, np.int64)
    # The piece that stands for its group is the one whose main part comes first by GlobalId, not by place in the file.
    by_main = np.argsort(p.main, kind="stable")[::-1]
    first[groups.group[by_main]] = by_main
    marks, by, wanted = [""] * groups.count, [""] * groups.count, []
    for g in range(groups.count):
        i = int(first[g])
        main = int(p.main[i])
        if by_twin[g] >= 0:
            marks[g], by[g] = names[int(by_twin[g])], BY_TWIN
        elif p.single[i]:
            marks[g], by[g] = part.get(main), BY_NUMBER
        elif (kept := _earlier_piece(groups, g, part, names_of, old, rules.tolerance_mm)) is not None:
            marks[g], by[g], entries[g] = kept.mark, BY_EARLIER, kept
        elif mode != MODEL:
            s = rules.series[int(kind[i])]
            order = (
                *_order(model, main, 0.0)[:-2],
                *groups.bulk(g, c),
                c.global_id.get(main),
                int(c.step_id[main]),
            )
            wanted.append(Wanted(g, lot.get(main), s.prefix, order))
    for g, word in numbered(wanted, taken, rules).items():
        marks[g], by[g] = word, BY_NUMBER
    column = Text.of([m or None for m in marks]).take(groups.group)
    mine = spoken.codes >= 0
    given = Text.of([b or None for b in by]).take(groups.group).where(mine, Text.full(n, BY_MODEL))
    return column.where(mine, spoken), given, entries


def group_marks(part: Text, identity: Identity, rows: Ints) -> list[str]:
    """(g,) mark of each group of equal parts: that of its first component."""
    out = [""] * len(identity.master)
    for g, word in zip(identity.group[::-1].tolist(), part.take(rows[::-1]), strict=True):
        out[g] = word or ""
    return out


def _earlier_piece(
    groups: PieceGroups, number: int, part: Text, names: list[str], old: Sequence[Earlier], tolerance: float
) -> Earlier | None:
    """The earlier entry of an assembly: the same marks of parts in the same relative places."""
    content = groups.content(number, part)
    some = [e for e in old if e.key == content]
    mine = groups.named(number, names) if some else None
    for e in some:
        then = remembered(e.shape)
        if (
            mine is not None
            and then is not None
            and then.body is not None
            and same(then.body, mine, tolerance)
        ):
            return e
    return None
