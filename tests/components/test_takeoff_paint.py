"""The inside of a tube is not painted, whatever its cuts are and however it is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model

LONG = 2000.0
Body = Callable[[StepText], str]


def square(s: StepText) -> str:
    """100 x 100 x 5 with sharp corners."""
    return s.prism(s.add("IFCRECTANGLEHOLLOWPROFILEDEF(.AREA.,'B100*100*5',$,100.,100.,5.,$,$)"), LONG)


def round_(s: StepText) -> str:
    return s.prism(s.add("IFCCIRCLEHOLLOWPROFILEDEF(.AREA.,'CHS100x5',$,50.,5.)"), LONG)


def rod(s: StepText) -> str:
    """A pipe of the same size along a line."""
    line = s.add(f"IFCPOLYLINE(({s.point(0, 0, 0)},{s.point(0, 0, LONG)}))")
    return s.add(f"IFCSWEPTDISKSOLID({line},50.,45.,$,$)")


def faceted(s: StepText) -> str:
    """The square tube as sixteen faces."""
    ring = [(-50, -50), (50, -50), (50, 50), (-50, 50), (-45, -45), (45, -45), (45, 45), (-45, 45)]
    listed = ",".join(f"({float(x)},{float(y)},{z})" for z in (0.0, LONG) for x, y in ring)
    points = s.add(f"IFCCARTESIANPOINTLIST3D(({listed}))")
    faces: list[tuple[int, ...]] = []
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        faces += [(a, b, 8 + b, 8 + a), (4 + b, 4 + a, 12 + a, 12 + b)]
        faces += [(b, a, 4 + a, 4 + b), (8 + a, 8 + b, 12 + b, 12 + a)]
    refs = ",".join(
        s.add(f"IFCINDEXEDPOLYGONALFACE(({','.join(str(k + 1) for k in face)}))") for face in faces
    )
    return s.add(f"IFCPOLYGONALFACESET({points},.T.,({refs}),$)")


def drilled(make: Body) -> Body:
    """The tube with a hole of 20 mm across it, taken off as a Boolean result."""

    def build(s: StepText) -> str:
        disc = s.add("IFCCIRCLEPROFILEDEF(.AREA.,$,$,10.)")
        bit = s.prism(disc, 300.0, position=s.axes((-150, 0, LONG / 2), z=(1, 0, 0), x=(0, 1, 0)))
        return s.minus(make(s), bit, "IFCBOOLEANRESULT")

    return build


@pytest.mark.parametrize(
    ("build", "outline"),
    [
        (square, 400.0), (drilled(square), 400.0), (faceted, 400.0),
        (round_, 100 * math.pi), (drilled(round_), 100 * math.pi), (drilled(rod), 100 * math.pi),
    ],
    ids=["square", "square drilled", "faceted", "round", "round drilled", "pipe drilled"],
)  # fmt: skip
def test_a_tube_is_painted_on_its_outer_faces(tmp_path: Path, build: Body, outline: float) -> None:
    """Outline times length, and a little for its two ends."""
    s = StepText()
    tube = s.element(build(s), "IFCMEMBER", kind="CSG")
    steel = s.add("IFCMATERIAL('S355',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000002',$,$,$,({tube}),{steel})")
    c = open_model(s.write(tmp_path)).model.components
    assert c.paint_area_mm2[0] == pytest.approx(outline * LONG, rel=6e-3)
