"""What the 3D view draws and finds, against figures worked out otherwise."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from window_rig import SAMPLES

from app import usecases
from app.gui.view3d import picking
from app.gui.view3d.build import build_scene
from app.gui.view3d.camera import VIEWS, Camera
from app.gui.view3d.centres import centres
from app.gui.view3d.profile import patch, polygon
from app.gui.view3d.scene import Scene, box_edges, outposts, spread
from components.sections import Shape, outline
from components.takeoff.outlines import profiles
from components.takeoff.solids.bodies import cut_items


@pytest.fixture(scope="module")
def built() -> tuple[usecases.Opened, Scene]:
    opened = usecases.open_model(SAMPLES / "portal_workshop.ifc")
    return opened, build_scene(opened.facts, opened.model, lambda stage, done: None)


def _volume(scene: Scene, row: int) -> float:
    """Divergence theorem over the triangles of one component."""
    p = scene.points[scene.triangles[scene.first[row] : scene.first[row + 1]]].astype(np.float64)
    p = p - p[0, 0]
    return abs(float(np.einsum("ij,ij->i", p[:, 0], np.cross(p[:, 1], p[:, 2])).sum())) / 6


def test_a_drawn_plate_without_holes_has_the_volume_of_its_sides(
    built: tuple[usecases.Opened, Scene],
) -> None:
    opened, scene = built
    c = opened.model.components
    box = c.length_mm * c.width_mm * c.thickness_mm
    plain = np.flatnonzero(np.isclose(c.net_volume_mm3, box, rtol=1e-6) & ~scene.rough)
    assert len(plain) > 10
    for row in plain.tolist():
        assert _volume(scene, row) == pytest.approx(float(box[row]), rel=2e-3)


def test_every_cut_part_is_drawn_with_its_net_volume(built: tuple[usecases.Opened, Scene]) -> None:
    opened, scene = built
    facts, c = opened.facts, opened.model.components
    cut = cut_items(facts, profiles.read(facts))
    rows = np.flatnonzero(np.isin(c.element, facts.items.owner[list(cut)]))
    assert len(rows) == 152
    assert not scene.rough.any()
    for row in rows.tolist():
        assert _volume(scene, row) == pytest.approx(float(c.net_volume_mm3[row]), rel=5e-3)


def test_every_component_with_a_body_is_drawn_closed(built: tuple[usecases.Opened, Scene]) -> None:
    opened, scene = built
    assert np.isfinite(scene.boxes).all()
    for row in range(scene.count):
        t = scene.triangles[scene.first[row] : scene.first[row + 1]]
        points = np.round(scene.points[t].astype(np.float64), 1).reshape(-1, 3)
        _, name = np.unique(points, axis=0, return_inverse=True)
        t = name.reshape(-1, 3)
        t = t[(t[:, 0] != t[:, 1]) & (t[:, 1] != t[:, 2]) & (t[:, 0] != t[:, 2])]
        ends = np.sort(t[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        _, times = np.unique(ends, axis=0, return_counts=True)
        assert (times % 2 == 0).all(), opened.model.components.profile[row]


def test_small_fillets_become_the_corner_they_round() -> None:
    (loop,) = outline(Shape("I", (300.0, 150.0, 7.1, 10.7, 15.0, 0.0, 0.0, 0.0)))
    points, sharp = polygon(np.asarray(loop))
    assert len(points) == 12
    assert sharp.all()


def test_a_tube_keeps_its_hole() -> None:
    loops = tuple(np.asarray(x) for x in outline(Shape("RHS", (200.0, 100.0, 10.0, 0.0, 0.0, 0.0, 0.0, 0.0))))
    drawn = patch(loops)
    p = drawn.points[drawn.cap]
    a, b = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
    area = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / 2
    assert area == pytest.approx(200 * 100 - 180 * 80)


CAMERA = st.builds(
    Camera, target=st.tuples(*[st.floats(-1e4, 1e4)] * 3), azimuth=st.floats(-3, 3), height=st.floats(-1.5, 1.5),
    span=st.floats(100, 1e5), parallel=st.booleans(),
)  # fmt: skip


@given(CAMERA, st.floats(0, 800), st.floats(0, 600))
@settings(max_examples=60, deadline=None)
def test_a_point_on_the_ray_of_a_pixel_is_seen_at_that_pixel(camera: Camera, x: float, y: float) -> None:
    start, way = camera.ray(x, y, 800, 600)
    point = start + way * (camera.distance if not camera.parallel else 1e7)
    seen = camera.project(point[None], 800, 600)[0]
    assert seen[:2] == pytest.approx([x, y], abs=0.05)


@given(CAMERA, st.floats(-1, 1), st.floats(-1, 1), st.floats(1.1, 4))
@settings(max_examples=60, deadline=None)
def test_orbit_and_zoom_leave_their_point_where_it_is_on_the_screen(
    camera: Camera, right: float, up: float, factor: float
) -> None:
    point = camera.at_depth_of(300, 200, 800, 600, np.array(camera.target))
    before = camera.project(point[None], 800, 600)[0, :2]
    turned = camera.orbit(right, up, point).project(point[None], 800, 600)[0, :2]
    zoomed = camera.zoom(factor, point).project(point[None], 800, 600)[0, :2]
    assert turned == pytest.approx(before, abs=0.5)
    assert zoomed == pytest.approx(before, abs=0.5)


@pytest.mark.parametrize("parallel", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_a_fitted_box_lies_in_the_picture_and_fills_it(view: str, parallel: bool) -> None:
    low, high = np.array([-100.0, 50.0, 0.0]), np.array([2100.0, 1050.0, 700.0])
    camera = Camera(parallel=parallel).view(view).fit(low, high, 800 / 600)
    corners = box_edges(np.stack((low, high))[None]).reshape(-1, 3).astype(np.float64)
    seen = camera.project(corners, 800, 600)
    assert (seen[:, 0] >= 0).all() and (seen[:, 0] <= 800).all()
    assert (seen[:, 1] >= 0).all() and (seen[:, 1] <= 600).all()
    wide, tall = np.ptp(seen[:, 0]) / 800, np.ptp(seen[:, 1]) / 600
    assert max(wide, tall) > 0.6


@pytest.mark.parametrize("parallel", [False, True])
@pytest.mark.parametrize("corner", [(420.0, 200.0), (640.0, 560.0), (700.0, 60.0)])
@pytest.mark.parametrize("view", ["iso", "front", "top"])
def test_a_fitted_box_keeps_clear_of_the_legend(
    view: str, corner: tuple[float, float], parallel: bool
) -> None:
    points = outposts(np.array([[[-100.0, 50.0, 0.0], [2100.0, 1050.0, 1700.0]]]))
    camera = Camera(parallel=parallel).view(view).fit_beside(points, (800, 600), corner)
    seen = camera.project(points, 800, 600)
    assert not ((seen[:, 0] > corner[0]) & (seen[:, 1] < corner[1])).any()
    assert (seen[:, :2] >= 0).all() and (seen[:, 0] <= 800).all() and (seen[:, 1] <= 600).all()


def test_few_points_stand_for_many_boxes_and_nothing_sticks_out_of_them_in_any_direction() -> None:
    rng = np.random.default_rng(5)
    low = rng.uniform(0.0, 1e5, (20_000, 3))
    boxes = np.stack((low, low + rng.uniform(0.0, 6000.0, low.shape)), axis=1)
    points, corners = outposts(boxes), np.concatenate((boxes[:, 0], boxes[:, 1]))
    assert len(points) < 2 * len(boxes)
    for way in rng.normal(size=(50, 3)):
        assert (points @ way).max() >= (corners @ way).max()
    assert (points.min(axis=0) == low.min(axis=0)).all()


def test_a_legend_that_leaves_no_room_does_not_shrink_the_picture() -> None:
    low, high = np.array([0.0, 0.0, 0.0]), np.array([1000.0, 1000.0, 1000.0])
    points = outposts(np.stack((low, high))[None])
    assert Camera().fit_beside(points, (800, 600), (100.0, 500.0)) == Camera().fit(low, high, 800 / 600)


def test_a_ray_down_on_a_part_finds_the_topmost_one(built: tuple[usecases.Opened, Scene]) -> None:
    _, scene = built
    visible = np.ones(scene.count, np.bool_)
    row = int(np.nanargmax(scene.boxes[:, 1, 2]))
    p = scene.points[scene.triangles[scene.first[row] : scene.first[row + 1]]].astype(np.float64).mean(axis=1)
    above = p[np.argmax(p[:, 2])] + np.array([0, 0, 1e5])
    hit = picking.pick(scene, visible, above, np.array([0.0, 0.0, -1.0]))
    assert hit is not None
    t = scene.points[scene.triangles].astype(np.float64)
    assert hit.point[2] <= t[..., 2].max() + 1e-6
    assert scene.boxes[hit.component, 1, 2] >= hit.point[2] - 1e-3
    visible[hit.component] = False
    other = picking.pick(scene, visible, above, np.array([0.0, 0.0, -1.0]))
    assert other is None or other.point[2] <= hit.point[2] + 1e-6


def test_a_frame_to_the_right_takes_what_lies_in_it_and_one_to_the_left_what_it_touches(
    built: tuple[usecases.Opened, Scene],
) -> None:
    _, scene = built
    visible = np.ones(scene.count, np.bool_)
    camera = (
        Camera().view("front").fit(scene.boxes[:, 0].min(axis=0), scene.boxes[:, 1].max(axis=0), 800 / 600)
    )
    every = picking.in_frame(scene, visible, camera, (800, 600), (0, 0, 800, 600), whole=True)
    assert len(every) == scene.count
    half = (0.0, 0.0, 400.0, 600.0)
    inside = picking.in_frame(scene, visible, camera, (800, 600), half, whole=True)
    touched = picking.in_frame(scene, visible, camera, (800, 600), half, whole=False)
    assert set(inside.tolist()) < set(touched.tolist()) < set(every.tolist())


def test_a_snap_takes_the_corner_next_to_the_pointer(built: tuple[usecases.Opened, Scene]) -> None:
    _, scene = built
    row = int(np.nanargmax(np.ptp(scene.boxes, axis=1).prod(axis=1)))
    camera = Camera().fit(scene.boxes[row, 0], scene.boxes[row, 1], 1.0)
    corner = scene.points[scene.edges[scene.first_edge[row], 0]].astype(np.float64)
    x, y, _ = camera.project(corner[None], 600, 600)[0].tolist()
    hit = picking.Hit(row, corner + 50.0, 0.0)
    point, kind = picking.snap(scene, hit, camera, (600, 600), x + 1, y - 1)
    assert kind == "corner"
    assert math.dist(camera.project(point[None], 600, 600)[0, :2], (x, y)) < 3


def test_runs_of_components_are_joined_in_order() -> None:
    first = np.array([0, 2, 2, 5])
    assert spread(first, np.array([2, 0])).tolist() == [2, 3, 4, 0, 1]
    assert spread(first, np.array([1])).tolist() == []


def test_the_worker_loads_neither_qt_nor_vtk() -> None:
    import subprocess
    import sys

    words = "import app.gui.worker, app.gui.tasks, sys; print(any(m.startswith(('PySide6', 'vtk')) for m in sys.modules))"
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", words], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_the_centre_of_a_drawn_plate_is_the_middle_of_its_box(built: tuple[usecases.Opened, Scene]) -> None:
    opened, scene = built
    c = opened.model.components
    box = c.length_mm * c.width_mm * c.thickness_mm
    plain = np.flatnonzero(np.isclose(c.net_volume_mm3, box, rtol=1e-6) & ~scene.rough)
    assert len(plain) > 10
    assert centres(scene, plain) == pytest.approx(scene.boxes[plain].mean(axis=1) + scene.origin, abs=0.5)


def test_the_centre_of_two_bodies_is_theirs_and_a_body_drawn_without_its_cuts_has_none() -> None:
    boxes = np.array([[[0.0, 0, 0], [2, 4, 6]], [[10.0, 0, 0], [12, 2, 2]]])
    corners = np.array([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)])
    faces = np.array([[0, 1, 3], [0, 3, 2], [4, 7, 5], [4, 6, 7], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
                      [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]])  # fmt: skip
    points = np.concatenate([b[0] + corners * (b[1] - b[0]) for b in boxes]).astype(np.float32)
    none = np.zeros((0, 2), np.int32)
    scene = Scene(
        points=points, owner=np.repeat([0, 1], 8).astype(np.int32),
        triangles=np.concatenate((faces, faces + 8)).astype(np.int32), first=np.array([0, 12, 24]), edges=none,
        first_edge=np.zeros(3, np.int64), axes=np.zeros((0, 2, 3), np.float32), axis_owner=np.zeros(0, np.int32),
        members=np.zeros(0, np.bool_), boxes=boxes, rough=np.array([False, True]), origin=np.array([100.0, 0, 0]),
    )  # fmt: skip
    found = centres(scene, np.array([0, 1]))
    assert found[0] == pytest.approx([101.0, 2.0, 3.0])
    assert np.isnan(found[1]).all()


def test_the_cells_of_few_many_and_all_components_are_theirs_in_order() -> None:
    """By the plain rule: the runs first[r]..first[r + 1], one after another."""
    from app.gui.view3d.scene import cells_of

    rng = np.random.default_rng(11)
    first = np.concatenate(([0], np.cumsum(rng.integers(0, 5, 200))))
    cells = rng.integers(0, 1000, (int(first[-1]), 3)).astype(np.int32)
    for count in (0, 1, 5, 24, 25, 120, 199, 200):
        rows = np.sort(rng.choice(200, count, replace=False))
        plain = [cells[i] for r in rows.tolist() for i in range(first[r], first[r + 1])]
        found = cells_of(cells, first, rows)
        assert found.tolist() == np.array(plain, np.int32).reshape(-1, 3).tolist()
