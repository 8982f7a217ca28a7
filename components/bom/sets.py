"""The set of lists that is issued: the whole bill, and one per base."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from components.bom import hardware, part_lists, piece_lists
from components.bom.bases import Assignment, Sizes
from components.bom.bill import Bill, Scope, everything, of_pieces
from components.bom.extents import extents
from components.sheet import Document, Sheet, Words
from components.units import KG_PER_TONNE
from components.words import LANGUAGES, say

LISTS = {
    "assemblies": piece_lists.assemblies, "erection": piece_lists.erection, "parts": part_lists.parts,
    "assembly_parts": part_lists.assembly_parts, "materials": part_lists.materials, "plates": part_lists.plates,
    "bolts": hardware.bolts, "studs": hardware.studs, "welds": hardware.welds, "bought": hardware.bought,
    "paint": part_lists.paint, "doubt": part_lists.doubt,
}  # fmt: skip


def sheets(bill: Bill, scope: Scope, lang: str) -> tuple[Sheet, ...]:
    """The template's lists of a scope, in its order."""
    wanted = [LISTS[one.name](bill, scope, lang) for one in bill.template.lists if one.name in LISTS]
    return tuple(s for s in wanted if s is not None)


def scopes(bill: Bill, assignment: Assignment | None) -> tuple[Scope, ...]:
    """One scope per base that has work, and one for what no base was given and for bolts of no assembly.

    Together they are the whole bill, each part once.
    """
    if assignment is None:
        return ()
    out = []
    for i, base in enumerate(assignment.bases.bases):
        pieces = assignment.base_of == i
        if pieces.any():
            out.append(of_pieces(bill, pieces, base.code))
    rest = of_pieces(bill, assignment.base_of < 0, "unassigned")
    loose = bill.marking.belonging.piece_of < 0
    rest = Scope(rest.parts | loose, rest.pieces, rest.name)
    c = bill.model.components
    counted = rest.parts & (bill.marking.steel | c.category.isin(("fastener", "stud", *hardware.BOUGHT)))
    return (*out, rest) if counted.any() else tuple(out)


def document(
    bill: Bill, lang: str, scope: Scope | None = None, assignment: Assignment | None = None,
    more: tuple[Sheet, ...] = (), title: Words = "bom.bill", issued_to: str = "",
) -> Document:  # fmt: skip
    """The bill of a scope as a document. more: lists that follow, such as findings."""
    whole = scope is None
    part = scope or everything(bill)
    lists = sheets(bill, part, lang)
    if assignment is not None and whole:
        table = piece_lists.bases(bill, assignment, weights(bill))
        lists = (*((table,) if table else ()), *lists)
    source = bill.model.source
    block = replace(bill.template.block, model_name=source.name, model_sha256=source.sha256)
    each = tuple((_numbered(i), f"{n}\n{sha[:32]}\n{sha[32:]}") for i, (n, sha) in enumerate(source.parts, 1))
    block = replace(block, extra=(*block.extra, ("bom.in_all", in_all(bill, part, lang)), *each))
    if issued_to:
        block = replace(block, issued_to=issued_to)
    return Document(
        title=title, sheets=(*lists, *more), block=block, language=lang, revisions=bill.template.revisions,
        notes=(part_lists.tolerance_note(bill),), paper=bill.template.paper,
    )  # fmt: skip


def _numbered(number: int) -> Words:
    return {lang: say("bom.model_number", lang, {"number": number}) for lang in LANGUAGES}


def in_all(bill: Bill, scope: Scope, lang: str) -> str:
    """The figures of a bill in one line: assemblies, parts, masses, and parts that are not weighed."""
    rows = part_lists.steel_rows(bill, scope)
    figures = bill.figures
    lost = int((~np.isfinite(figures["order_mass_kg"][rows])).sum())
    told: dict[str, object] = {
        "assemblies": int(scope.pieces.sum()),
        "pieces": int(figures["pieces"][rows].sum()),
    }
    told |= {k: f"{np.nansum(figures[f'{k}_mass_kg'][rows]) / KG_PER_TONNE:,.3f}" for k in ("net", "order")}
    words = say("bom.in_all_words", lang, told)
    return words + (say("bom.in_all_lost", lang, {"count": lost}) if lost else "")


def weights(bill: Bill) -> Sizes:
    """Length and mass of each piece, by which bases are limited."""
    m, c = bill.marking, bill.model.components
    rows = np.flatnonzero(m.steel)
    piece = m.belonging.piece_of[rows]
    count = len(m.piece_mark)
    net = c.net_mass_kg[rows]
    mass = np.bincount(piece, np.nan_to_num(net), minlength=count).astype(np.float64)
    unweighed = np.bincount(piece, ~np.isfinite(net), minlength=count) > 0
    # One piece of each kind is measured; the others are equal to it.
    _, first, kind = np.unique(m.pieces.group, return_index=True, return_inverse=True)
    box = extents(bill, first).box.max(axis=1, initial=-np.inf) if len(first) else np.zeros(0)
    main = c.length_mm[m.belonging.pieces.main]
    length = np.fmax(main, np.where(np.isfinite(box), box, np.nan)[kind.reshape(-1)])
    # Without an axis the box lies along the world's axes, and what lies across them is longer than its sides.
    return Sizes(length, mass, ~np.isfinite(main), unweighed)
