"""The families of sections, their dimensions and the order these stand in a row of numbers.

A section is a family and up to eight dimensions in mm (`slope` is a ratio): a `Shape` for one, an array
`dims` of (n, 8) for a column of one family. Dimensions a family does not use are 0.
"""

from __future__ import annotations

from typing import Final

from components.record import valued

DIMENSION_COUNT: Final = 8

DIMENSIONS: Final[dict[str, tuple[str, ...]]] = {
    # rolled or welded I/H; tf is measured u from the flange edge (0: middle of the outstand); r2 toe radius
    "I": ("h", "b", "tw", "tf", "r", "r2", "slope", "u"),
    # I with unequal flanges: b1, t1 top; b2, t2 bottom
    "IM": ("h", "b1", "t1", "b2", "t2", "tw", "r"),
    "C": ("h", "b", "tw", "tf", "r", "r2", "slope", "u"),
    "L": ("a", "b", "t", "r", "r2"),  # a: the upright leg
    "T": ("h", "b", "tw", "tf", "r", "r2", "slope"),
    "Z": ("h", "b", "tw", "tf", "r", "r2"),  # hot rolled; b: one flange over the web
    "RHS": ("h", "b", "t", "ro", "ri"),
    "CHS": ("d", "t"),
    "ROUND": ("d",),
    "FLAT": ("b", "t"),  # flat bar, plate strip, square bar
    "BOX": ("h", "b", "tw", "tf"),  # welded: flanges outside, webs flush with their edges
    "2L": ("a", "b", "t", "r", "r2", "gap"),  # legs a back to back, hanging down, `gap` between them
    "2C": ("h", "b", "tw", "tf", "r", "r2", "slope", "gap"),  # webs back to back
    "CC": ("h", "b", "c", "t", "ri"),  # cold-formed C; lip c (0: plain), inner bend radius ri
    "CZ": ("h", "b", "c", "t", "ri"),
}

FAMILIES: Final = tuple(DIMENSIONS)
FAMILY_CODE: Final[dict[str, int]] = {name: code for code, name in enumerate(FAMILIES)}
"""Family as a small integer, for columns."""

PRIMARY: Final[dict[str, tuple[str, ...]]] = {
    family: tuple(n for n in names if n not in ("r", "r2", "slope", "u", "ro", "ri"))
    for family, names in DIMENSIONS.items()
}
"""The dimensions a section is known by; radii and slopes come after them."""


@valued
class Shape:
    """One section: a family of `DIMENSIONS` and its eight numbers (mm; slope as a ratio)."""

    family: str
    dims: tuple[float, ...]

    def __getitem__(self, name: str) -> float:
        return self.dims[DIMENSIONS[self.family].index(name)]


def shape(family: str, **dimensions: float) -> Shape:
    """A `Shape` from named dimensions; what is not named is 0.

    KeyError for an unknown family, TypeError for a dimension the family does not have.
    """
    names = DIMENSIONS[family]
    unknown = set(dimensions) - set(names)
    if unknown:
        raise TypeError(f"{family} has no {', '.join(sorted(unknown))}; it has {', '.join(names)}")
    row = [float(dimensions.get(name, 0.0)) for name in names]
    return Shape(family, tuple(row + [0.0] * (DIMENSION_COUNT - len(row))))
