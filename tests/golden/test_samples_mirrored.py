"""Which parts of the truss are the same part, and which are only mirror images, found from their bodies.

Vertices are laid into the principal frame of the part; of the eight ways to turn that frame, four are
rotations and four are reflections.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import ifcopenshell
import ifcopenshell.geom
import numpy as np
import numpy.typing as npt
import pytest

from ifc_samples.step import global_id

MODEL = ifcopenshell.open(Path(__file__).parents[2] / "ifc_samples" / "truss_gussets.ifc")
ROUND_OFF_MM = 3.0  # the facets of a hole of 22 start anywhere on its edge
TOLD_APART_MM = 20.0


def principal(key: str) -> npt.NDArray[np.float64]:
    """Vertices (n, 3) of a part in mm, about its centroid, along its principal axes."""
    element = MODEL.by_guid(global_id("truss_gussets", key))
    shape = ifcopenshell.geom.create_shape(ifcopenshell.geom.settings(), element)
    vertices = np.array(shape.geometry.verts).reshape(-1, 3) * 1000.0
    faces = np.array(shape.geometry.faces).reshape(-1, 3)
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    volume = np.einsum("ij,ij->i", a, np.cross(b, c)) / 6.0
    middle = ((a + b + c) / 4.0 * volume[:, None]).sum(axis=0) / volume.sum()
    corners = np.stack([a - middle, b - middle, c - middle], axis=1)
    total = corners.sum(axis=1)
    weight = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 120.0
    second = np.einsum("n,nki,nkj->ij", weight, corners, corners) + np.einsum(
        "n,ni,nj->ij", weight, total, total
    )
    _, axes = np.linalg.eigh(second)
    if np.linalg.det(axes) < 0:
        axes[:, 0] = -axes[:, 0]
    return np.asarray((vertices - middle) @ axes)


def apart(first: str, second: str, reflected: bool) -> float:
    """Least distance (mm) of two parts over all rotations, or all reflections, that keep principal axes."""
    p, q = principal(first), principal(second)
    best = np.inf
    for signs in itertools.product((1.0, -1.0), repeat=3):
        if bool(np.prod(signs) < 0) is not reflected:
            continue
        distances = np.linalg.norm((p * signs)[:, None, :] - q[None, :, :], axis=2)
        best = min(best, max(distances.min(axis=1).max(), distances.min(axis=0).max()))
    return float(best)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("diagonal/1/1/front", "diagonal/1/2/front"),
        ("diagonal/1/1/back", "diagonal/2/4/back"),
        ("bent_bracket/1/1", "bent_bracket/2/2"),
        ("gusset/1/low4000", "gusset/2/top6000"),
        ("gusset/1/end0", "gusset/1/end12000"),
    ],
)
def test_parts_with_one_mark_are_one_part_turned(first: str, second: str) -> None:
    assert apart(first, second, reflected=False) < ROUND_OFF_MM


@pytest.mark.parametrize(
    ("first", "second"),
    [("diagonal/1/1/front", "diagonal/1/1/back"), ("bent_bracket/1/1", "bent_bracket/1/3")],
)
def test_mirrored_parts_are_reflections_and_no_rotation_joins_them(first: str, second: str) -> None:
    assert apart(first, second, reflected=True) < ROUND_OFF_MM
    assert apart(first, second, reflected=False) > TOLD_APART_MM
