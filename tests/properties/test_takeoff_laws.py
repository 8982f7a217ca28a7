"""Laws of take-off: what must not change a volume, and what must always hold between the figures."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from step_text import StepText

from components.ifc.kernel_worker import measure
from components.ifc.read import read
from components.takeoff.build import build
from components.takeoff.outlines.polygon import polygon

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
size = st.floats(20.0, 400.0)
angle = st.floats(-0.9, 0.9)


def mitred(
    unit: str, b: float, h: float, length: float, one: float, other: float, turn: float, flip: bool
) -> StepText:
    """A rectangular bar with two mitred ends, placed anywhere, in any unit."""
    k = {"mm": 1.0, "m": 1e-3, "ft": 1 / 304.8}[unit]
    s = StepText("IFC4", unit)
    place = s.axes(
        (turn * 1e4 * k, -3e3 * k, 7e3 * k), z=(np.sin(turn), np.cos(turn), 0.3), x=(0.2, -0.1, 1.0)
    )
    where = s.add(f"IFCLOCALPLACEMENT($,{place})")
    bar = s.prism(s.rectangle(b * k, h * k), length * k)
    cuts = [
        ((0, 0, 0.9 * length * k), (0, one, 1.0), False),
        ((0, 0, 0.1 * length * k), (0, other, -1.0), False),
    ]
    for point, normal, agree in cuts[::-1] if flip else cuts:
        bar = s.minus(bar, s.half_space(point, normal, agree))
    s.element(bar, kind="Clipping", placement=where)
    return s


@QUICK
@given(
    size,
    size,
    st.floats(1500, 9000),
    angle,
    angle,
    st.floats(0, 3),
    st.sampled_from(["mm", "m", "ft"]),
    st.booleans(),
)
def test_moving_turning_units_and_order_leave_the_volume_alone(
    tmp_path, b, h, length, one, other, turn, unit, flip
):
    c = build(read(mitred(unit, b, h, length, one, other, turn, flip).write(tmp_path))).components
    # Both planes pass through the middle of the section, so the mean length is 0.8 of the bar.
    assert c.net_volume_mm3[0] == pytest.approx(b * h * 0.8 * length, rel=1e-9)
    assert c.length_mm[0] == pytest.approx(0.8 * length + (abs(one) + abs(other)) * h / 2, rel=1e-9)


@QUICK
@given(size, size, st.floats(1500, 9000), angle, angle)
def test_net_never_exceeds_gross_nor_order(tmp_path, b, h, length, one, other):
    s = mitred("mm", b, h, length, one, other, 0.4, False)
    s.lines = [
        x.replace("IFCRECTANGLEPROFILEDEF(.AREA.,$", f"IFCRECTANGLEPROFILEDEF(.AREA.,'PL{b:.0f}*{h:.0f}'")
        for x in s.lines
    ]
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    beam = next(i for i, line in enumerate(s.lines, 1) if line.startswith("IFCBEAM("))
    s.add(f"IFCRELASSOCIATESMATERIAL('m',$,$,$,(#{beam}),{steel})")
    c = build(read(s.write(tmp_path))).components
    tiny = 1e-9 * c.order_mass_kg[0]
    assert c.net_volume_mm3[0] <= c.gross_volume_mm3[0] * (1 + 1e-12)
    assert c.net_mass_kg[0] <= c.settlement_mass_kg[0] + tiny <= c.order_mass_kg[0] + 2 * tiny


@QUICK
@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-0.4, 0.4)), min_size=1, max_size=4),
    size,
    size,
)
def test_closed_forms_and_the_kernel_agree_on_random_clipped_prisms(tmp_path, planes, b, h):
    m = pytest.importorskip("manifold3d")
    s = StepText()
    bar = s.prism(s.rectangle(b, h), 1000)
    recipe = [
        "difference",
        (
            "prism",
            [polygon(np.array([[-b, -h, 0], [b, -h, 0], [b, h, 0], [-b, h, 0]]) / [2, 2, 1])],
            np.eye(4),
            1000.0,
        ),
    ]
    for k, (x, y, z) in enumerate(planes):
        n = np.array([x, y, (z + 0.5) * (-1) ** k])
        n /= np.linalg.norm(n)
        point = np.array([b * x / 4, h * y / 4, 300.0 + 100 * k])
        bar = s.minus(bar, s.half_space(point, n))
        recipe.append(("half", tuple(n), float(n @ point)))
    s.element(bar, kind="Clipping")
    ours = build(read(s.write(tmp_path))).components
    state, volume, *_ = measure(tuple(recipe), m)
    if state == "empty" or volume < 1.0:
        assert ours.reason[0] == "takeoff.cut_nothing_left" or ours.net_volume_mm3[0] < 2.0
    else:
        assert ours.net_volume_mm3[0] == pytest.approx(volume, rel=1e-6, abs=1.0)


@QUICK
@given(st.integers(3, 40), st.floats(10, 500), st.floats(0, 6))
def test_a_prism_drawn_as_faces_weighs_the_same_as_swept(tmp_path, sides, radius, turn):
    t = np.linspace(0, 2 * np.pi, sides, endpoint=False) + turn
    ring = [(radius * np.cos(a), radius * np.sin(a)) for a in t]
    swept, drawn = StepText(), StepText()
    swept.element(swept.prism(swept.polygon(ring), 700))
    low = [drawn.point(x, y, 0) for x, y in ring]
    high = [drawn.point(x, y, 700) for x, y in ring]
    loops = [low[::-1], high] + [[low[i - 1], low[i], high[i], high[i - 1]] for i in range(sides)]
    faces = []
    for loop in loops:
        bound = drawn.add(f"IFCFACEOUTERBOUND({drawn.add('IFCPOLYLOOP((' + ','.join(loop) + '))')},.T.)")
        faces.append(drawn.add(f"IFCFACE(({bound}))"))
    shell = drawn.add(f"IFCCLOSEDSHELL(({','.join(faces)}))")
    drawn.element(drawn.add(f"IFCFACETEDBREP({shell})"), kind="Brep")
    first = build(read(swept.write(tmp_path))).components
    second = build(read(drawn.write(tmp_path))).components
    assert (first.volume_source[0], second.volume_source[0]) == ("analytic", "boundary")
    assert second.net_volume_mm3[0] == pytest.approx(first.net_volume_mm3[0], rel=1e-9)
    assert second.paint_area_mm2[0] == pytest.approx(first.paint_area_mm2[0], rel=1e-9)


def test_a_body_with_a_missing_face_is_not_weighed(tmp_path):
    s = StepText()
    p = [s.point(*c) for c in ((0, 0, 0), (9, 0, 0), (0, 9, 0), (0, 0, 9))]
    faces = []
    for loop in ((0, 2, 1), (0, 1, 3), (1, 2, 3)):
        bound = s.add(
            f"IFCFACEOUTERBOUND({s.add('IFCPOLYLOOP((' + ','.join(p[k] for k in loop) + '))')},.T.)"
        )
        faces.append(s.add(f"IFCFACE(({bound}))"))
    s.element(s.add(f"IFCFACETEDBREP({s.add(f'IFCCLOSEDSHELL(({chr(44).join(faces)}))')})"), kind="Brep")
    c = build(read(s.write(tmp_path))).components
    assert np.isnan(c.net_volume_mm3[0])
    assert c.reason[0] == "takeoff.open_mesh"
