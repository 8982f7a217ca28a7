"""The geometry kernel in a process of its own: recipes in, figures out, one line of talk per body.

It may crash, hang or run out of memory; whoever started it (`components.ifc.kernel`) counts with that. It imports
nothing of the house but arrays, so that it starts at once.

A recipe is a nested tuple:
  ("prism", loops, frame, depth)  polygons (k, 2), outer ones counter-clockwise, holes clockwise, extruded along
                                  the frame's z by depth, mm
  ("turned", loops, frame, angle, steps)  polygons of radius and height, turned about the frame's z by angle, rad
  ("mesh", points, triangles)     a closed faceted body
  ("faces", path, sha256, item, matrix, step)  a body of curved faces as the file states it, see `kernel_stated`, moved
                                  by a matrix; step: rad between normals, 0 where it is left to us
  ("half", normal, offset)        the half space of what is taken away: normal . p <= offset
  ("difference", first, second, ...), ("union", ...), ("intersection", ...)
  ("moved", matrix, recipe)
  ("stated", path, sha256, item, product, factor)  a body as the file states it, see `kernel_stated`
Answer: (state, volume mm3, area mm2, box (2, 3), pieces); state is "ok" or why not.
  ("drawn", recipe)               not the figures but the surface of a recipe, to be looked at
Answer: (state, points (p, 3) mm, triangles (t, 3)), the triangles closed and turned outwards.
"""

from __future__ import annotations

import math
import os
import pickle
import struct
import sys
from typing import Any, BinaryIO

import numpy as np

Recipe = tuple[Any, ...]
Answer = tuple[str, float, float, list[list[float]], int]
Surface = tuple[str, Any, Any]
_LIMIT_BYTES = 6 * 2**30
_FINE, _AGREE = 0.1, 2e-3
"""Step of curved faces, rad, and how much of the volume half of it may change."""
_NOTHING_MM3 = 1e-2
"""Less than this is what rounding leaves where all was cut away."""


def limit_memory() -> None:
    """Keep one bad body from taking the machine's memory; a lower limit that is there already stays.

    Where the system knows no such limit, go on without.
    """
    try:
        import resource
    except ImportError:
        return
    there = [n for n in resource.getrlimit(resource.RLIMIT_AS) if n != resource.RLIM_INFINITY]
    least = min([_LIMIT_BYTES, *there])
    resource.setrlimit(resource.RLIMIT_AS, (least, least))


class NotClosed(Exception):
    """A part of a recipe is no closed body."""


def solid(recipe: Recipe, m: Any) -> Any:
    """The manifold of a recipe (half spaces only stand as what is taken from another)."""
    kind = recipe[0]
    if kind == "prism":
        _, loops, frame, depth = recipe
        section = m.CrossSection([np.ascontiguousarray(p) for p in loops], m.FillRule.Positive)
        body = m.Manifold.extrude(section, float(depth))
        return _sound(body.transform(np.ascontiguousarray(frame[:3])), m)
    if kind == "turned":
        _, loops, frame, angle, steps = recipe
        section = m.CrossSection([np.ascontiguousarray(p) for p in loops], m.FillRule.Positive)
        body = m.Manifold.revolve(section, int(steps), math.degrees(angle))
        return _sound(body.transform(np.ascontiguousarray(frame[:3])), m)
    if kind == "mesh":
        _, points, triangles = recipe
        mesh = m.Mesh64(np.ascontiguousarray(points), np.ascontiguousarray(triangles.astype(np.uint64)))
        mesh.merge()
        return _sound(m.Manifold(mesh), m)
    if kind == "faces":
        return _faces(recipe, m)
    if kind == "moved":
        return solid(recipe[2], m).transform(np.ascontiguousarray(recipe[1][:3]))
    if kind == "union":
        return m.Manifold.batch_boolean([solid(r, m) for r in recipe[1:]], m.OpType.Add)
    if kind == "intersection":
        body = solid(recipe[1], m)
        for other in recipe[2:]:
            body = (
                _trimmed(body, -np.array(other[1]), -other[2])
                if other[0] == "half"
                else body ^ solid(other, m)
            )
        return body
    if kind == "difference":
        body = solid(recipe[1], m)
        for other in recipe[2:]:
            body = (
                _trimmed(body, np.array(other[1]), other[2]) if other[0] == "half" else body - solid(other, m)
            )
        return body
    raise NotClosed(str(kind))


def _trimmed(body: Any, normal: Any, offset: float) -> Any:
    """What lies on the far side of a plane; of nothing there is nothing, which the kernel itself takes for an error."""
    return body if body.is_empty() else body.trim_by_plane(normal, offset)


def _faces(recipe: Recipe, m: Any) -> Any:
    """The manifold of a body of curved faces."""
    from components.ifc.kernel_stated import faces_of  # brings its own kernel, half a second to load

    _, path, sha256, item, matrix, step = recipe
    if not path:
        raise NotClosed("no file")
    points, triangles = faces_of(path, sha256, item, step or _FINE)
    moved = points @ matrix[:3, :3].T + matrix[:3, 3]
    triangles = triangles[:, ::-1] if np.linalg.det(matrix[:3, :3]) < 0 else triangles
    return solid(("mesh", moved, triangles), m)


def _at_step(recipe: Any, step: float) -> Any:
    """The recipe with the step of its curved faces set; the same object where it has none."""
    if not isinstance(recipe, tuple):
        return recipe
    if recipe and recipe[0] == "faces":
        return (*recipe[:5], step)
    parts = tuple(_at_step(r, step) for r in recipe)
    return recipe if all(a is b for a, b in zip(parts, recipe, strict=True)) else parts


def _sound(body: Any, m: Any) -> Any:
    if body.status() != m.Error.NoError or body.is_empty():
        raise NotClosed(str(body.status()))
    if body.volume() < 0:
        raise NotClosed("inside out")
    return body


def measure(recipe: Recipe, m: Any) -> Answer:
    """Figures of one recipe; a body that is no closed one is a state, not an exception."""
    if recipe[0] == "stated":
        from components.ifc.kernel_stated import (
            measure_stated,  # brings its own kernel, half a second to load
        )

        return measure_stated(*recipe[1:])
    finer = _at_step(recipe, _FINE / 2)
    if finer is recipe:
        return _measured(recipe, m)
    # Curved faces in facets: the error falls with the square of the step.
    rough, fine = (_measured(_at_step(recipe, step), m) for step in (_FINE, _FINE / 2))
    if rough[0] != "ok" or fine[0] != "ok":
        return fine if fine[0] != "ok" else rough
    volume, area = ((4.0 * b - a) / 3.0 for a, b in zip(rough[1:3], fine[1:3], strict=True))
    state = "ok" if abs(fine[1] / volume - 1.0) <= _AGREE else "doubt"
    return state, volume, area, fine[3], fine[4]


def _measured(recipe: Recipe, m: Any) -> Answer:
    try:
        body = solid(recipe, m)
    except (NotClosed, ValueError, TypeError) as why:
        return f"not_closed {why}", 0.0, 0.0, [[0.0] * 3] * 2, 0
    if body.status() != m.Error.NoError:
        return f"not_closed {body.status()}", 0.0, 0.0, [[0.0] * 3] * 2, 0
    if body.is_empty() or body.volume() < _NOTHING_MM3:
        return "empty", 0.0, 0.0, [[0.0] * 3] * 2, 0
    box = body.bounding_box()
    pieces = [p for p in body.decompose() if abs(p.volume()) > 1e-6 * abs(body.volume())]
    return "ok", body.volume(), body.surface_area(), [list(box[:3]), list(box[3:])], len(pieces)


def draw(recipe: Recipe, m: Any) -> Surface:
    """The surface of one recipe; none where it is no closed body or nothing is left."""
    none = np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    try:
        body = solid(recipe, m)
    except (NotClosed, ValueError, TypeError) as why:
        return f"not_closed {why}", *none
    if body.is_empty() or body.volume() < _NOTHING_MM3:
        return "empty", *none
    mesh = body.to_mesh64()
    points = np.ascontiguousarray(mesh.vert_properties[:, :3], np.float64)
    return "ok", points, np.ascontiguousarray(mesh.tri_verts, np.int64)


def read_message(stream: BinaryIO) -> Any:
    """The next message, None at the end."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    return pickle.loads(stream.read(struct.unpack("<Q", head)[0]))


def write_message(stream: BinaryIO, value: Any) -> None:
    """Send one message."""
    body = pickle.dumps(value, protocol=5)
    stream.write(struct.pack("<Q", len(body)))
    stream.write(body)
    stream.flush()


def main() -> None:
    """Answer (number, recipe) by (number, answer) until the pipe ends."""
    limit_memory()
    import manifold3d

    talk = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while (job := read_message(sys.stdin.buffer)) is not None:
        number, recipe = job
        drawn = recipe[0] == "drawn"
        answer = draw(recipe[1], manifold3d) if drawn else measure(recipe, manifold3d)
        write_message(talk, (number, answer))


if __name__ == "__main__":
    main()
