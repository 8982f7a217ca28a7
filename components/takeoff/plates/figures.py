"""Plates, flat and bent: thickness, faces, the smallest rectangle each is cut from, developed lengths.

A figure stands here only where it was verified: the volume of the body is its face times its thickness. Everything else
carries a reason.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from components.facts import Facts
from components.record import record, valued
from components.table import Floats, Ints, Ragged, Table, Text
from components.takeoff.naming.designations import Named
from components.takeoff.outlines.clip import area
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.outlines.rectangles import smallest_rectangle
from components.takeoff.plates.faces import NOT_CONSTANT, flat_plate, smallest_box
from components.takeoff.plates.footprints import Cutter, face_after
from components.takeoff.plates.sheetmetal import Unfolded, unfold_profile, unfold_shell
from components.takeoff.plates.strips import MID_SHEET
from components.takeoff.solids.bodies import BOUNDARY, Bodies, ItemFigures
from components.takeoff.solids.cuts import cutters_of, frame_of
from components.takeoff.solids.shells import MeshFaces, mesh_faces, shell_of
from components.takeoff.solids.voids import openings_of

FLAT, BENT = "flat", "bent"
NO_BODY, SEVERAL, KIND, UNCLOSED, SCALED, BASE, UNVERIFIED, DIRECTION = (
    f"plates.{w}"
    for w in ("no_body", "several", "kind", "unclosed", "scaled", "base_outline", "unverified", "direction")
)
"""BASE: its cuts could not be read as cuts of the face, the figures are those of the uncut plate. UNVERIFIED: as BASE,
and the volume to hold it against is not known. DIRECTION: which of two sides is the thickness is not told."""
_SHARE = 0.005
_BOX_SHARE = 0.97
_ANALYTIC = "analytic"


@record
class PlateTable(Table):
    """One row per element asked for, in that order. NaN: not measured.

    element: row of `Facts.elements`. kind: flat, bent or none. thickness_mm, length_mm (the longer side of the smallest
    rectangle, or of a bent part's blank) and width_mm. area_mm2 and net_area_mm2: one face (bent: the flat pattern),
    holes not deducted and deducted. holes: counted, -1 unknown. developed_mm: across the bends, bends: how many,
    inner_radius_mm: the smallest of them. source: analytic (from the drawn outline) or boundary (from facets).
    reason: words code, none where all is measured and verified.
    """

    element: Ints
    kind: Text
    thickness_mm: Floats
    length_mm: Floats
    width_mm: Floats
    area_mm2: Floats
    net_area_mm2: Floats
    holes: Ints
    developed_mm: Floats
    bends: Ints
    inner_radius_mm: Floats
    source: Text
    reason: Text


@record
class PlateFigures:
    """table: see `PlateTable`. bends: per row of it its bends (angle rad, inner radius mm, developed place mm)."""

    table: PlateTable
    bends: Ragged


@valued
class Plate:
    """One plate in its own coordinates, mm."""

    kind: str = ""
    thickness: float = math.nan
    length: float = math.nan
    width: float = math.nan
    area: float = math.nan
    net_area: float = math.nan
    holes: int = -1
    developed: float = math.nan
    bends: tuple[tuple[float, float, float], ...] = ()
    source: str = ""
    reason: str = ""


def plate_figures(
    facts: Facts, shapes: Shapes, figures: ItemFigures, bodies: Bodies, named: Named, rows: Ints,
    k_factor: float = MID_SHEET,
) -> PlateFigures:  # fmt: skip
    """Figures of the elements `rows` taken as plates. Each distinct mesh or drawn outline is measured once.

    k_factor: place of the neutral line in the thickness of bent parts.
    """
    reader = _Reader(facts, shapes, figures, named, k_factor)
    plates = [reader.read(int(e), int(bodies.main[e]), int(bodies.items[e])) for e in rows.tolist()]
    table = PlateTable(
        element=np.asarray(rows, np.int64), kind=Text.of([p.kind or None for p in plates]),
        thickness_mm=_column(plates, "thickness"), length_mm=_column(plates, "length"),
        width_mm=_column(plates, "width"), area_mm2=_column(plates, "area"),
        net_area_mm2=_column(plates, "net_area"), holes=np.array([p.holes for p in plates], np.int64),
        developed_mm=_column(plates, "developed"), bends=np.array([len(p.bends) for p in plates], np.int64),
        inner_radius_mm=np.array([min((b[1] for b in p.bends), default=math.nan) for p in plates], np.float64),
        source=Text.of([p.source or None for p in plates]), reason=Text.of([p.reason or None for p in plates]),
    )  # fmt: skip
    return PlateFigures(table, Ragged.of([np.array(p.bends).reshape(-1, 3) for p in plates], width=3))


def _column(plates: list[Plate], name: str) -> Floats:
    return np.array([getattr(p, name) for p in plates], np.float64)


class _Reader:
    """Reads plates of one file; what two plates share is kept."""

    def __init__(
        self, facts: Facts, shapes: Shapes, figures: ItemFigures, named: Named, k_factor: float
    ) -> None:
        self.facts, self.shapes, self.figures, self.named = facts, shapes, figures, named
        self.k_factor = k_factor
        self.voids = openings_of(facts)
        self.faces: MeshFaces | None = None
        self.by_mesh: dict[int, Plate] = {}
        self.by_profile: dict[tuple[int, float, float], tuple[Plate, bool]] = {}

    def read(self, element: int, item: int, count: int) -> Plate:
        if item < 0 or count != 1:
            return Plate(reason=NO_BODY if item < 0 else SEVERAL)
        scale = _even_scale(self.facts.items.matrix[item][:3, :3])
        if scale is None:
            return Plate(reason=SCALED)
        base = int(self.figures.base[item])
        mesh = int(self.facts.solids.mesh[base])
        if mesh >= 0:
            return _scaled(self._faceted(element, item, mesh), scale)
        profile = int(self.figures.profile[item])
        kind = self.facts.solids.kind[base]
        drawn = profile >= 0 and len(self.shapes.loops[profile]) > 0
        if kind == "REVOLVEDAREASOLID" and drawn:
            return _scaled(
                _rolled(self.facts, self.shapes, self.figures, item, profile, self.k_factor, scale), scale
            )
        if kind != "EXTRUDEDAREASOLID" or not drawn:
            return Plate(reason=KIND)
        return _scaled(self._extruded(element, item, base, profile, scale), scale)

    def _faceted(self, element: int, item: int, mesh: int) -> Plate:
        cut = element in self.voids or int(self.facts.items.solid[item]) != int(self.figures.base[item])
        if self.figures.source[item] != BOUNDARY and not cut:
            return Plate(reason=self.figures.reason[item] or UNCLOSED)
        if mesh not in self.by_mesh:
            self.faces = self.faces or mesh_faces(self.facts)
            self.by_mesh[mesh] = _of_mesh(self.faces, mesh, self.k_factor)
        plate = self.by_mesh[mesh]
        return replace(plate, reason=plate.reason or BASE) if cut else plate

    def _extruded(self, element: int, item: int, base: int, profile: int, scale: float) -> Plate:
        depth = float(self.facts.solids.depth_mm[base])
        if abs(float(self.facts.solids.direction[base, 2])) < 1 - 1e-9:
            return Plate(reason=KIND)
        told = float(self.named.dims[element, 1]) if self.named.family[element] == "FLAT" else math.nan
        key = (profile, depth, told)
        if key not in self.by_profile:
            self.by_profile[key] = _of_outline(
                self.shapes.loops[profile],
                int(self.shapes.pieces[profile]),
                depth,
                told / scale,
                self.k_factor,
            )
        plate, through = self.by_profile[key]
        cutters = self._cutters(element, item, base)
        if plate.reason or not cutters:
            return plate
        if plate.kind == BENT:
            return _checked(plate, self.figures.volume[item] / scale**3, self.k_factor == MID_SHEET)
        return self._cut(plate, through, profile, depth, cutters, float(self.figures.volume[item]) / scale**3)

    def _cutters(self, element: int, item: int, base: int) -> list[Cutter]:
        """Cutters of a body in the coordinates of its prism."""
        root = int(self.facts.items.solid[item])
        _, chain, _ = cutters_of(self.facts, root)
        extra = self.voids.get(element, ())
        if not chain and not extra:
            return []
        to_prism: Floats = np.linalg.inv(frame_of(self.facts, base)).astype(np.float64)
        to_item = np.linalg.inv(self.facts.items.matrix[item]).astype(np.float64)
        return [(c, to_prism) for c in chain] + [(c, to_prism @ to_item @ m) for c, m in extra]

    def _cut(
        self, plate: Plate, through: bool, profile: int, depth: float, cutters: list[Cutter], volume: float
    ) -> Plate:
        loops = self.shapes.loops[profile]
        if through:
            face = face_after(self.facts, self.shapes, loops, 0.0, depth, cutters)
        else:
            turn, side, low, high = _lying(loops)
            strip = np.array([(0.0, side[0], 0), (depth, side[0], 0), (depth, side[1], 0), (0.0, side[1], 0)])
            face = face_after(
                self.facts, self.shapes, [strip], low, high, [(c, turn @ m) for c, m in cutters]
            )
        if face is None or face.pieces != 1:
            return replace(plate, reason=BASE if face is None else SEVERAL)
        thickness = face.high - face.low
        # An outline with rounded edges holds a little less than its box: compare like with like.
        full = 1.0 if through else float(self.shapes.area[profile]) / (plate.width * plate.thickness)
        if not math.isfinite(volume):
            return replace(plate, reason=UNVERIFIED)
        if abs(face.net_area * thickness * min(full, 1.0) / volume - 1) > _SHARE:
            return replace(plate, reason=BASE)
        cut = replace(plate, net_area=face.net_area, holes=face.holes, thickness=thickness)
        if not face.edge_cut:
            return cut
        around = smallest_rectangle([np.column_stack((face.ring, np.zeros(len(face.ring))))])
        return replace(cut, area=face.area, length=around.length, width=around.width)


def _even_scale(linear: Floats) -> float | None:
    """The one factor by which a matrix scales, or None."""
    size = np.linalg.norm(linear, axis=0)
    return float(size[0]) if np.ptp(size) <= 1e-6 * size[0] else None


def _scaled(plate: Plate, s: float) -> Plate:
    if abs(s - 1) < 1e-12:
        return plate
    return replace(
        plate, thickness=plate.thickness * s, length=plate.length * s, width=plate.width * s, area=plate.area * s * s,
        net_area=plate.net_area * s * s, developed=plate.developed * s,
        bends=tuple((a, r * s, at * s) for a, r, at in plate.bends),
    )  # fmt: skip


def _of_mesh(faces: MeshFaces, mesh: int, k_factor: float) -> Plate:
    """A closed faceted body: flat, else bent, else the smallest box with a reason."""
    shell = shell_of(faces, mesh)
    if shell is None:
        return Plate(reason=UNCLOSED)
    flat = flat_plate(shell)
    if flat is None:
        bent = unfold_shell(shell, k_factor)
        if not bent.reason:
            return _of_unfolded(bent, BOUNDARY)
        flat = smallest_box(shell)
    kind = "" if flat.reason == NOT_CONSTANT else FLAT
    return Plate(
        kind, flat.thickness, flat.length, flat.width, flat.area, flat.net_area, len(flat.holes), source=BOUNDARY,
        reason=flat.reason,
    )  # fmt: skip


def _of_unfolded(bent: Unfolded, source: str) -> Plate:
    lost = sum(h.area for h in bent.holes)
    bends = tuple((b.angle, b.inner_radius, b.at) for b in bent.bends)
    return Plate(
        BENT, bent.thickness, bent.length, bent.width, bent.area, bent.area - lost, len(bent.holes), bent.developed,
        bends, source,
    )  # fmt: skip


def _checked(plate: Plate, volume: float, mid: bool) -> Plate:
    """A bent plate with cuts: they are not laid flat; what they take of the pattern is told by the volume alone."""
    if not math.isfinite(volume):
        return replace(plate, net_area=math.nan, holes=-1, reason=UNVERIFIED)
    if volume > plate.area * plate.thickness * (1 + _SHARE):
        return replace(plate, net_area=math.nan, holes=-1, reason=BASE)
    return replace(plate, net_area=volume / plate.thickness if mid else math.nan, holes=-1)


def _of_outline(
    loops: tuple[Floats, ...], pieces: int, depth: float, told: float, k_factor: float
) -> tuple[Plate, bool]:
    """An extruded outline, and whether it is extruded through the thickness. told: thickness by its name, NaN none."""
    if pieces != 1:
        return Plate(reason=SEVERAL), True
    around = smallest_rectangle(list(loops[:1]))
    outer, lost = _areas(loops)
    if not (outer > 0 and around.width > 0):
        return Plate(reason=KIND), True
    boxed = outer / (around.length * around.width)
    if len(loops) == 1 and boxed < _BOX_SHARE:
        bent = unfold_profile(loops, depth, k_factor)
        thin = bent.thickness < depth and not abs(told - depth) < 0.01 * depth
        if not bent.reason and bent.bends and thin:
            return _of_unfolded(bent, _ANALYTIC), True
    by_name = abs(told - depth) <= 0.02 * depth
    if by_name or depth <= around.width * (1 + 1e-9):
        return Plate(
            FLAT, depth, around.length, around.width, outer, outer - lost, len(loops) - 1, source=_ANALYTIC
        ), True
    if boxed < _BOX_SHARE or len(loops) > 1:
        return Plate(reason=DIRECTION), True
    length, width = max(around.length, depth), min(around.length, depth)
    face = around.length * depth
    return Plate(FLAT, around.width, length, width, face, face, 0, source=_ANALYTIC), False


def _rolled(
    facts: Facts, shapes: Shapes, figures: ItemFigures, item: int, profile: int, k_factor: float, scale: float
) -> Plate:
    """A flat rolled about an axis in its profile's plane: its own rectangle along the path of its middle."""
    base = int(figures.base[item])
    angle, along = abs(float(facts.solids.angle_rad[base])), facts.solids.axis[base][3:5]
    path = float(figures.length[item]) / scale
    loops = shapes.loops[profile]
    if figures.source[item] != _ANALYTIC or len(loops) != 1 or not (angle > 0 and path > 0):
        return Plate(reason=KIND)
    around = smallest_rectangle(list(loops))
    away = loops[0][:, :2] @ np.array((-along[1], along[0]))
    radial = float(np.ptp(away))
    square = min(abs(radial - around.width), abs(radial - around.length)) < 0.01 * around.width
    if not square or abs(_areas(loops)[0] / (around.length * around.width) - 1) > 1 - _BOX_SHARE:
        return Plate(reason=KIND)
    inner = path / angle - radial / 2
    developed = angle * (inner + k_factor * radial)
    face = developed * around.length
    return Plate(
        BENT, around.width, max(developed, around.length), min(developed, around.length), face, face, 0, developed,
        ((angle, inner, developed / 2),), _ANALYTIC,
    )  # fmt: skip


def _areas(loops: tuple[Floats, ...]) -> tuple[float, float]:
    return abs(area([loops[0]])), sum(abs(area([hole])) for hole in loops[1:])


def _lying(loops: tuple[Floats, ...]) -> tuple[Floats, tuple[float, float], float, float]:
    """For a rectangle extruded along its length: matrix from the prism to (along, across, thickness), and the ranges
    across and through the thickness."""
    around = smallest_rectangle(list(loops[:1]))
    c, s = math.cos(around.angle), math.sin(around.angle)
    turn = np.eye(4)
    turn[:3, :3] = np.array([[0, 0, 1], [c, s, 0], [-s, c, 0]])
    flat = loops[0][:, :2] @ turn[1:3, :2].T
    low, high = flat.min(axis=0), flat.max(axis=0)
    return turn, (float(low[0]), float(high[0])), float(low[1]), float(high[1])
