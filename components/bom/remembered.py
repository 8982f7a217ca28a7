"""Shapes written into a mark table and read back, so that a later revision knows its parts again."""

from __future__ import annotations

import json
from functools import cache, cached_property

import numpy as np

from components.bom.congruence import Cloud, cloud
from components.bom.outlines import Key
from components.bom.shapes import BAR, BLOCK, BODY, DRAWN, Shapes, section_cloud
from components.record import record
from components.table import Codes, Floats

_POINT, _LENGTH = 4, 6
"""Decimals of a millimetre that are written."""


@record
class Remembered:
    """One shape of an earlier table: a section and a length, the sides of a block, a cloud, or a drawing's digest."""

    section: Key | None = None
    length: float = float("nan")
    block: Floats | None = None
    body: Cloud | None = None
    drawing: str = ""

    @cached_property
    def cloud(self) -> Cloud | None:
        """The shape as a cloud, whatever its form; None for a drawing."""
        if self.section is not None:
            return section_cloud(self.section, self.length)
        if self.block is not None:
            return block_cloud(self.block)
        return self.body


def block_cloud(size: Floats) -> Cloud:
    """The eight corners of a block of three sides [mm]."""
    corners = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float64) * size
    return cloud(corners, np.zeros(8, np.int32), np.zeros(8))


def as_cloud(shapes: Shapes, part: int) -> Cloud | None:
    """The shape of one part as a cloud; None for what is only drawn, or not at all."""
    form, row = int(shapes.form[part]), int(shapes.row[part])
    if form == BAR:
        return section_cloud(shapes.sections[row], float(shapes.size[part, 2]))
    if form == BODY:
        return shapes.clouds[row]
    return block_cloud(shapes.size[part]) if form == BLOCK else None


def written(shapes: Shapes, part: int) -> str:
    """The shape of one part in one line of JSON; "" where it has none."""
    form, row = int(shapes.form[part]), int(shapes.row[part])
    size = [round(float(x), _LENGTH) + 0.0 for x in shapes.size[part]]
    if form == BLOCK:
        return json.dumps({"block": size})
    if form == BAR:
        return f'{{"section":{_section_text(shapes.sections[row])},"length":{size[2]}}}'
    if form == DRAWN:
        return json.dumps({"drawing": shapes.drawings[row]})
    return as_text(as_cloud(shapes, part))


@cache
def _section_text(key: Key) -> str:
    return _rows(key.label, key.value, key.xy)


def as_text(one: Cloud | None) -> str:
    """A cloud in one line of JSON: label, value, x, y, z of each point; "" for none."""
    return "" if one is None else _rows(one.label, one.value, one.points)


def _rows(label: Codes, value: Floats, points: Floats) -> str:
    figures = np.column_stack((value, points)).tolist()
    rows = [[k, *(round(x, _POINT) + 0.0 for x in f)] for k, f in zip(label.tolist(), figures, strict=True)]
    return json.dumps(rows, separators=(",", ":"))


def remembered(text: str) -> Remembered | None:
    """A shape that `written` wrote; None where there is none. ValueError where it is not one."""
    if not text:
        return None
    try:
        said = json.loads(text)
        if isinstance(said, dict) and "block" in said:
            return Remembered(block=np.sort(_finite(np.array(said["block"], np.float64).reshape(3))))
        if isinstance(said, dict) and "drawing" in said:
            return Remembered(drawing=str(said["drawing"]))
        if isinstance(said, dict):
            rows = _finite(np.array(said["section"], np.float64).reshape(-1, 4))
            length = float(_finite(np.array([said["length"]], np.float64))[0])
            return Remembered(
                section=Key(rows[:, 2:], rows[:, 0].astype(np.int32), rows[:, 1]), length=length
            )
        rows = _finite(np.array(said, np.float64).reshape(-1, 5))
    except (KeyError, TypeError) as error:
        raise ValueError("not a shape") from error
    return Remembered(body=cloud(rows[:, 2:], rows[:, 0].astype(np.int32), rows[:, 1]))


def _finite(table: Floats) -> Floats:
    if not np.isfinite(table).all() or not table.size:
        raise ValueError("not a shape")
    return table
