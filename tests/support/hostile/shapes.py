# ruff: noqa: E501
"""Models made by hand to go round in circles, to be deep, or to stand for more than there is memory."""

from __future__ import annotations

import random
from collections.abc import Callable

from step_text import StepText

Model = Callable[[random.Random], str]


def placements_in_a_circle(rng: random.Random) -> str:
    s = StepText()
    n = len(s.lines)
    axes = s.axes()
    size = rng.choice((1, 2, 50))
    first = len(s.lines) + 1
    for k in range(size):
        s.add(f"IFCLOCALPLACEMENT(#{first + (k + 1) % size},{axes})")
    s.element(s.prism(s.rectangle(100, 10), 1000), placement=f"#{first}")
    assert n < first
    return s.text()


def deep_placements(rng: random.Random) -> str:
    s = StepText()
    axes, last = s.axes(), "$"
    for _ in range(rng.choice((10_000, 20_000))):
        last = s.add(f"IFCLOCALPLACEMENT({last},{axes})")
    s.element(s.prism(s.rectangle(100, 10), 1000), placement=last)
    return s.text()


def booleans_in_a_circle(rng: random.Random) -> str:
    s = StepText()
    body, at = s.prism(s.rectangle(100, 10), 1000), len(s.lines) + 1
    other = rng.choice((at, at + 1))
    s.minus(f"#{other}", body)
    s.minus(f"#{at}", body)
    s.element(f"#{at}")
    return s.text()


def deep_booleans(rng: random.Random) -> str:
    s = StepText()
    last = s.prism(s.rectangle(100, 10), 1000)
    cutter = rng.choice((s.half_space((0, 0, 900), (0, 0, 1)), s.prism(s.rectangle(10, 10), 10)))
    right = rng.random() < 0.5
    for _ in range(10_000):
        last = (
            s.minus(cutter, last, "IFCBOOLEANRESULT") if right else s.minus(last, cutter, "IFCBOOLEANRESULT")
        )
    s.element(last)
    return s.text()


def doubling_booleans(rng: random.Random) -> str:
    """Both operands the same: forty levels are a million million bodies."""
    s = StepText()
    last = s.prism(s.rectangle(100, 10), 1000)
    for _ in range(rng.choice((20, 40))):
        last = s.add(f"IFCBOOLEANRESULT(.UNION.,{last},{last})")
    s.element(last)
    return s.text()


def maps_of_maps(rng: random.Random) -> str:
    """Each map holds the next one ten times."""
    s = StepText()
    axes, item = s.axes(), s.prism(s.rectangle(100, 10), 1000)
    move = s.add(f"IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,{s.point(0, 0, 0)},$,$)")
    for _ in range(rng.choice((9, 20))):
        shape = s.add(f"IFCSHAPEREPRESENTATION($,'Body','MappedRepresentation',({','.join([item] * 10)}))")
        item = s.add(f"IFCMAPPEDITEM({s.add(f'IFCREPRESENTATIONMAP({axes},{shape})')},{move})")
    s.element(item, kind="MappedRepresentation")
    return s.text()


def map_of_itself(rng: random.Random) -> str:
    s = StepText()
    axes = s.axes()
    move = s.add(
        f"IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,{s.point(0, 0, 0)},{rng.choice(('$', '0.', '-1.', '1.E308'))},$)"
    )
    at = len(s.lines) + 1
    s.add(f"IFCSHAPEREPRESENTATION($,'Body','MappedRepresentation',(#{at + 2}))")
    s.add(f"IFCREPRESENTATIONMAP({axes},#{at})")
    s.add(f"IFCMAPPEDITEM(#{at + 1},{move})")
    s.element(f"#{at + 2}", kind="MappedRepresentation")
    return s.text()


def curves_of_curves(rng: random.Random) -> str:
    """A composite curve of ten composite curves of ten ..."""
    s = StepText()
    curve = s.add(f"IFCPOLYLINE(({s.point(0, 0)},{s.point(10, 0)}))")
    for _ in range(rng.choice((8, 14))):
        parts = [s.add(f"IFCCOMPOSITECURVESEGMENT(.CONTINUOUS.,.T.,{curve})") for _ in range(10)]
        curve = s.add(f"IFCCOMPOSITECURVE(({','.join(parts)}),.F.)")
    if rng.random() < 0.5:
        s.element(s.prism(s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{curve})"), 100))
    else:
        s.element(s.add(f"IFCSWEPTDISKSOLID({curve},5.,$,$,$)"), kind="AdvancedSweptSolid")
    return s.text()


def aggregates_in_a_circle(rng: random.Random) -> str:
    s = StepText()
    body = s.prism(s.rectangle(100, 10), 1000)
    n = rng.choice((1, 2, 100))
    parts = [s.element(body, "IFCELEMENTASSEMBLY", f"{k:022d}", tail=",$,$") for k in range(n)]
    for k, part in enumerate(parts):
        s.add(f"IFCRELAGGREGATES('{k + 1000:022d}',$,$,$,{part},({parts[(k + 1) % n]}))")
    return s.text()


def deep_aggregates(rng: random.Random) -> str:
    s = StepText()
    body = s.prism(s.rectangle(100, 10), 1000)
    parts = [s.element([], "IFCELEMENTASSEMBLY", f"{k:022d}", tail=",$,$") for k in range(10_000)]
    parts.append(s.element(body, guid="b" * 22))
    for k in range(10_000):
        s.add(f"IFCRELAGGREGATES('{k + 20_000:022d}',$,$,$,{parts[k]},({parts[k + 1]}))")
    return s.text()


def deep_brackets(rng: random.Random) -> str:
    s = StepText()
    n = rng.choice((10_000, 100_000))
    s.add(rng.choice(("IFCCARTESIANPOINT", "IFCPOLYLINE", "IFCUNITASSIGNMENT", "IFCNONSENSE", "IFCPROPERTYSET"))
          + "(" + "(" * n + "1." + ")" * n + ")")  # fmt: skip
    s.element(s.prism(s.rectangle(100, 10), 1000))
    return s.text()


def long_list(rng: random.Random) -> str:
    """A million points in one line."""
    s = StepText()
    point = s.point(0, 0)
    line = s.add(f"IFCPOLYLINE(({','.join([point] * 1_000_000)}))")
    s.element(s.prism(s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{line})"), 100))
    return s.text()


def many_corners(rng: random.Random) -> str:
    """An outline of twenty thousand corners that crosses itself everywhere."""
    s = StepText()
    numbers = ",".join(f"({rng.random() * 1000:.3f},{rng.random() * 1000:.3f})" for _ in range(20_000))
    points = s.add(f"IFCCARTESIANPOINTLIST2D(({numbers}))")
    s.element(
        s.prism(
            s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{s.add(f'IFCINDEXEDPOLYCURVE({points},$,.F.)')})"),
            100,
        )
    )
    return s.text()


def long_string(rng: random.Random) -> str:
    s = StepText()
    word = rng.choice(("x" * 5_000_000, "\\X2\\" + "94A2" * 500_000 + "\\X0\\", "''" * 1_000_000))
    s.element(s.prism(s.rectangle(100, 10), 1000), name=f"'{word}'")
    return s.text()


def blank_run(rng: random.Random) -> str:
    s = StepText()
    s.element(s.prism(s.rectangle(100, 10), 1000), name=rng.choice((" ", "\n")) * 3_000_000 + "'x'")
    return s.text()


def empty_sets(rng: random.Random) -> str:
    s = StepText()
    beam = s.element(s.prism(s.rectangle(100, 10), 1000))
    for k in range(30_000):
        one = s.add(f"IFCPROPERTYSET('{k:022d}',$,$,$,())")
        s.add(f"IFCRELDEFINESBYPROPERTIES('{k + 50_000:022d}',$,$,$,({beam}),{one})")
    return s.text()


def profiles_of_profiles(rng: random.Random) -> str:
    s = StepText()
    at = len(s.lines) + 1
    if rng.random() < 0.5:
        s.add(f"IFCCOMPOSITEPROFILEDEF(.AREA.,$,(#{at},#{at}),$)")
    else:
        move = f"#{at + 1}"
        s.add(f"IFCDERIVEDPROFILEDEF(.AREA.,$,#{at},{move},$)")
        s.add("IFCCARTESIANTRANSFORMATIONOPERATOR2D($,$,$,0.)")
    s.element(s.prism(f"#{at}", 100))
    return s.text()


def odd_section(rng: random.Random) -> str:
    """A section whose plates are of no size that could be."""
    s = StepText()

    def any_() -> str:
        return rng.choice(("0.", "-1.", "1.E-300", "1.E300", "$", "10.", "200."))

    kind, n = rng.choice((("IFCISHAPEPROFILEDEF", 7), ("IFCLSHAPEPROFILEDEF", 6), ("IFCUSHAPEPROFILEDEF", 6),
                          ("IFCRECTANGLEHOLLOWPROFILEDEF", 5), ("IFCCIRCLEHOLLOWPROFILEDEF", 2), ("IFCTSHAPEPROFILEDEF", 9),
                          ("IFCCSHAPEPROFILEDEF", 5), ("IFCZSHAPEPROFILEDEF", 6), ("IFCTRAPEZIUMPROFILEDEF", 4),
                          ("IFCELLIPSEPROFILEDEF", 2), ("IFCCIRCLEPROFILEDEF", 1), ("IFCRECTANGLEPROFILEDEF", 2)))  # fmt: skip
    for k in range(6):
        name = rng.choice(("$", "'HW200x200x8x12'", "'PL10'", "'D1e999'"))
        profile = s.add(f"{kind}(.AREA.,{name},$,{','.join(any_() for _ in range(n))})")
        s.element(
            s.prism(
                profile,
                rng.choice((0.0, -5.0, 100.0, 1e300)),
                rng.choice(((0, 0, 1), (0, 0, 0), (1, 0, 0), (0, 0, -1))),
            ),
            guid=f"{k:022d}",
        )
    return s.text()


SHAPES: tuple[Model, ...] = (
    placements_in_a_circle, deep_placements, booleans_in_a_circle, deep_booleans, doubling_booleans, maps_of_maps, map_of_itself,
    curves_of_curves, aggregates_in_a_circle, deep_aggregates, deep_brackets, long_list, many_corners, long_string, blank_run,
    empty_sets, profiles_of_profiles, odd_section,
)  # fmt: skip
