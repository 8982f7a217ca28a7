"""A bill: the model, its marks and the template, and the sums over groups of parts that its lists are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from components.bom.drawn import axes_of
from components.bom.marks import Marking
from components.bom.template import Template
from components.facts import Facts
from components.model import Model
from components.record import record
from components.sheet import Data, Sheet, Sketch, Sketches, Words
from components.table import Bools, Floats, Ints, Text

TOTALS = ("pieces", "total_length_mm", "area_mm2", "order_mass_kg", "settlement_mass_kg", "net_mass_kg")
"""What every list of steel adds up to the same figure."""


_ASKED = ("profile", "grade", "size", "finish")
"""Columns without which nobody can order: an empty cell would look as if nothing had to be said."""
_MEANT_MM = 0.02
"""What rounding in a model may move a thickness; plates in inches lie further from a tenth of a millimetre."""


@record
class Bill:
    """What a bill is made of."""

    facts: Facts
    model: Model
    marking: Marking
    template: Template

    @cached_property
    def figures(self) -> Mapping[str, Floats]:
        """(n,) per component what `TOTALS` adds up, NaN where it is not measured."""
        c = self.model.components
        return {
            "pieces": c.pieces.astype(np.float64),
            "total_length_mm": c.length_mm * c.pieces,
            "area_mm2": c.paint_area_mm2,
            "order_mass_kg": c.order_mass_kg,
            "settlement_mass_kg": c.settlement_mass_kg,
            "net_mass_kg": c.net_mass_kg,
        }

    @cached_property
    def spec(self) -> Text:
        """(n,) the section as it is ordered; of a plate thickness and width of the rectangle it is cut from.

        The name a model gives a plate is often that of the blank drawn, before its corners were moved.
        """
        c = self.model.components
        bare = (c.profile.codes < 0) & (c.thickness_mm > 0)
        cut = c.category.isin(("plate", "bent_plate")) & (c.thickness_mm > 0) & (c.width_mm > 0)
        if not (bare | cut).any():
            return c.profile
        rows = np.flatnonzero(bare | cut)
        sizes = np.column_stack((self.plate_mm[rows], np.round(c.width_mm[rows], 1), cut[rows]))
        distinct, which = np.unique(sizes, axis=0, return_inverse=True)
        words = [
            f"{'PL' if named else '-'}{t:g}×{w:g}" if w == w else f"-{t:g}"
            for t, w, named in distinct.tolist()
        ]
        codes = np.full(len(c), -1, np.int32)
        codes[rows] = which.reshape(-1)
        return c.profile.where(bare | cut, Text(codes, tuple(words)))

    @cached_property
    def plate_mm(self) -> Floats:
        """(n,) thickness as it is ordered: to 0.1 mm where the model means that, else as it is (3/8 in is 9.525)."""
        exact = self.model.components.thickness_mm
        coarse = np.round(exact, 1)
        return np.where(np.abs(exact - coarse) <= _MEANT_MM, coarse, np.round(exact, 3))

    @cached_property
    def stock(self) -> Text:
        """(n,) what is bought: the section of a bar, the thickness of a plate."""
        c = self.model.components
        plate = c.category.isin(("plate", "bent_plate")) & (c.thickness_mm > 0)
        thick = np.where(plate, self.plate_mm, 0.0)
        distinct, which = np.unique(thick, return_inverse=True)
        words = Text(which.reshape(-1).astype(np.int32), tuple(f"PL{t:g}" for t in distinct.tolist()))
        return self.spec.where(plate, words)

    @cached_property
    def bolt_count(self) -> Ints:
        """(f,) how many each row of `Model.fasteners` is: the axes of its body, whose head and shank share one."""
        f = self.model.fasteners
        return axes_of(self.facts, self.model.components.element[f.component], f.count)

    @cached_property
    def drawn_section(self) -> Ints:
        """(n,) row of the section to draw beside a part; -1 for a plate, whose section says nothing."""
        c = self.model.components
        return np.where(c.category.isin(("plate", "bent_plate")), -1, c.section)

    @cached_property
    def outlines(self) -> tuple[Sketch, ...]:
        """A drawing per section of the model."""
        loops, of = self.model.outlines, self.model.section_loops
        return tuple(
            Sketch(tuple(tuple((float(x), float(y), float(b)) for x, y, b in loops[int(k)]) for k in of[i]))
            for i in range(len(of))
        )

    def sketches(self, section: Ints) -> Sketches:
        """Drawings for a column of section rows; none where there is no section, or nothing drawn of it."""
        drawn = np.array([bool(s.loops) for s in self.outlines] + [False])
        return Sketches(np.where(drawn[section], section, -1), self.outlines)


@record
class Scope:
    """Which part of a bill: parts (n,) of the model's components, pieces (p,). name: of the base, "" for all."""

    parts: Bools
    pieces: Bools
    name: str = ""


def everything(bill: Bill) -> Scope:
    """The whole bill."""
    return Scope(
        np.ones(len(bill.model.components), np.bool_), np.ones(len(bill.marking.piece_mark), np.bool_)
    )


def of_pieces(bill: Bill, pieces: Bools, name: str) -> Scope:
    """The bill of some pieces: their parts, and the bolts and studs that go with them."""
    of = bill.marking.belonging.piece_of
    parts = np.zeros(len(of), np.bool_)
    held = of >= 0
    parts[held] = pieces[of[held]]
    return Scope(parts, pieces, name)


@record
class Groups:
    """Rows that belong together. row: (r,) group of each; first: (g,) first row of each; count: g."""

    row: Ints
    first: Ints

    @property
    def count(self) -> int:
        """How many groups."""
        return len(self.first)

    def total(self, values: Floats) -> Floats:
        """(g,) sums of what is known; NaN where nothing of a group is."""
        known = np.isfinite(values)
        added = np.bincount(self.row, np.where(known, values, 0.0), minlength=self.count)
        return np.where(np.bincount(self.row, known, minlength=self.count) > 0, added, np.nan)

    def number(self, mask: Bools | None = None) -> Ints:
        """(g,) how many rows, or how many of those in `mask`."""
        return np.bincount(self.row, mask, minlength=self.count).astype(np.int64)


def grouped(columns: Sequence[Ints | Text], rows: Ints) -> Groups:
    """Group rows by equal values of columns of the whole table; groups in no order that matters."""
    table = np.column_stack([(c.codes if isinstance(c, Text) else c)[rows] for c in columns])
    if not len(rows):
        return Groups(np.zeros(0, np.int64), np.zeros(0, np.int64))
    _, first, row = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return Groups(row.reshape(-1), first)


def totals(bill: Bill, groups: Groups, rows: Ints) -> dict[str, Data]:
    """The columns of `TOTALS` for groups of components."""
    out: dict[str, Data] = {k: groups.total(v[rows]) for k, v in bill.figures.items()}
    out["pieces"] = np.nan_to_num(np.asarray(out["pieces"])).astype(np.int64)
    out["unmeasured"] = groups.number(~np.isfinite(bill.figures["order_mass_kg"][rows]))
    return out


def ordered(data: Mapping[str, Data], order: Ints) -> dict[str, Data]:
    """Columns in another order of rows."""
    out: dict[str, Data] = {}
    for key, column in data.items():
        if isinstance(column, Text):
            out[key] = column.take(order)
        elif isinstance(column, Sketches):
            out[key] = Sketches(column.codes[order], column.shapes)
        else:
            out[key] = np.asarray(column)[order]
    return out


def lines(bill: Bill, rows: Ints, groups: Groups, order: Ints) -> Ints:
    """(n,) the row of the finished list that each component stands in; rows: the components grouped."""
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    out = np.full(len(bill.model.components), -1, np.int64)
    out[rows] = place[groups.row]
    return out


def sheet(
    bill: Bill,
    name: str,
    data: Mapping[str, Data],
    notes: tuple[Words, ...] = (),
    line_of: Ints | None = None,
) -> Sheet | None:
    """A list by the template's layout; None where the template leaves it out. line_of: as of `Sheet`."""
    layout = bill.template.layout(name)
    if layout is None:
        return None
    told = {
        key: _dashed(column) if key in _ASKED and isinstance(column, Text) else column
        for key, column in data.items()
    }
    return Sheet(name, layout.title, layout.columns, told, layout.group, notes, line_of=line_of)


def _dashed(column: Text) -> Text:
    """The column with a dash where nothing is known."""
    return column.where(column.codes < 0, Text.full(len(column), "—"))
