"""Bodies measured as the file states them, by ifcopenshell and OpenCASCADE, inside the kernel's own process.

For what neither a closed form nor a recipe describes: advanced B-reps, sweeps along curves. Every figure is made twice,
from the exact faces (where the body is the only one of its product) and from meshes of two finenesses, the error of
which falls with the square of the step; where the two do not agree the state is "doubt".
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import numpy as np

Figures = tuple[str, float, float, list[list[float]], int]
_FINE, _FINER = 0.2, 0.1
_SAG_M = 1e-3
_MM, _MM2, _MM3 = 1e3, 1e6, 1e9
_AGREE = 2e-3
_STRAY = 1e-6


@cache
def _opened(path: str, sha256: str) -> Any:
    """The model of a file; ValueError where it is no longer the file that was read."""
    import ifcopenshell

    model = ifcopenshell.open(path)
    with open(path, "rb") as source:  # noqa: PTH123  this process starts without pathlib
        if hashlib.file_digest(source, "sha256").hexdigest() != sha256:
            raise ValueError("another file")
    return model


def measure_stated(path: str, sha256: str, item: int, product: int, factor: float) -> Figures:
    """Figures of the item with a STEP id, in its own coordinates. product: STEP id of the product it is the whole body
    of, 0 for none; factor: volume of the item in the product over its own. sha256: of the file that was read.
    State: ok, doubt, unread (the file is another one now, or the kernel's reader does not take it), failed.
    """
    none: tuple[float, float, list[list[float]], int] = (0.0, 0.0, [[0.0] * 3] * 2, 0)
    try:
        model = _opened(path, sha256)
    except Exception:  # the reader raises whatever it likes; the file stays unread here either way
        return ("unread", *none)
    try:
        coarse, fine = (_mesh(model.by_id(item), step) for step in (_FINE, _FINER))
    except Exception:
        return ("failed", *none)
    rough, closer = _volume(*coarse), _volume(*fine)
    by_mesh = abs(4.0 * closer - rough) / 3.0
    points, triangles = fine
    stray = abs(_volume(points + np.ptp(points, axis=0) * 3.0, triangles) - closer)
    exact, area = _exact(model, product)
    volume = exact / factor if exact is not None else by_mesh
    box = [points.min(axis=0).tolist(), points.max(axis=0).tolist()]
    room = float(np.prod(np.ptp(points, axis=0)))
    sound = stray <= _STRAY * abs(closer) and 0.0 < volume <= room * (1 + _AGREE)
    if not by_mesh > 0.0 or not volume > 0.0:
        return ("failed", *none)
    state = "ok" if sound and abs(volume / by_mesh - 1.0) <= _AGREE else "doubt"
    surface = area / factor ** (2 / 3) if area is not None else _area(points, triangles)
    return state, volume, surface, box, 1


def faces_of(path: str, sha256: str, item: int, step: float) -> tuple[Any, Any]:
    """Points (p, 3) mm and triangles (t, 3) of the item with a STEP id, in its own coordinates; ValueError where they
    cannot be had. step: rad between neighbouring normals."""
    try:
        return _mesh(_opened(path, sha256).by_id(item), step)
    except Exception as why:  # the reader and the kernel raise whatever they like
        raise ValueError("stated faces") from why


def _mesh(item: Any, step: float) -> tuple[Any, Any]:
    """Points (p, 3) mm and triangles (t, 3). step: rad between neighbouring normals."""
    import ifcopenshell.geom as geom

    settings = geom.settings()
    settings.set("mesher-linear-deflection", _SAG_M * (step / _FINE) ** 2)
    settings.set("mesher-angular-deflection", step)
    found = geom.create_shape(settings, item, geometry_library="opencascade")
    points = np.array(found.verts, np.float64).reshape(-1, 3) * _MM
    return points, np.array(found.faces, np.int64).reshape(-1, 3)


def _exact(model: Any, product: int) -> tuple[float | None, float | None]:
    """Volume mm3 and surface mm2 of the exact faces of a product without its openings; None where there are none."""
    if not product:
        return None, None
    import ifcopenshell.geom as geom
    from ifcopenshell import ifcopenshell_wrapper as wrapper

    settings = geom.settings()
    settings.set("iterator-output", wrapper.NATIVE)
    try:
        found = geom.create_shape(settings, model.by_id(product), geometry_library="opencascade")
        volume, area = abs(float(found.volume)) * _MM3, abs(float(found.surface_area)) * _MM2
    except Exception:
        return None, None
    return (volume, area) if np.isfinite(volume) and volume > 0 else (None, None)


def _volume(points: Any, triangles: Any) -> float:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6.0)


def _area(points: Any, triangles: Any) -> float:
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2.0)
