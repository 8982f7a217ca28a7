"""Profiles and bodies: sizes in millimetres in, STEP entities in the unit of the file out."""

from __future__ import annotations

from collections.abc import Sequence

from ifc_samples.space import Frame, Vec, Vec2
from ifc_samples.step import Enum, Ref, StepFile, Typed


class Shapes(StepFile):
    """The geometry half of a model; `unit_mm` is the length of the file's unit in millimetres."""

    def __init__(self, schema: str, name: str, unit_mm: float = 1.0, encoding: str = "ascii") -> None:
        super().__init__(schema, name, encoding)
        self.unit_mm = unit_mm

    def size(self, mm: float | None) -> float | None:
        """A length in the unit of the file."""
        return None if mm is None else float(mm) / self.unit_mm

    def sizes(self, *mm: float | None) -> tuple[float | None, ...]:
        """Lengths in the unit of the file."""
        return tuple(self.size(value) for value in mm)

    def point(self, p: Sequence[float]) -> Ref:
        """A cartesian point of two or three coordinates (mm)."""
        return self.once("IFCCARTESIANPOINT", self.sizes(*p))

    def direction(self, v: Sequence[float]) -> Ref:
        """A direction of two or three components."""
        return self.once("IFCDIRECTION", tuple(float(c) for c in v))

    def axes(self, frame: Frame) -> Ref:
        """A frame as an axis placement."""
        if frame.x == (1.0, 0.0, 0.0) and frame.z == (0.0, 0.0, 1.0):
            return self.once("IFCAXIS2PLACEMENT3D", self.point(frame.o), None, None)
        where, z, x = self.point(frame.o), self.direction(frame.z), self.direction(frame.x)
        return self.once("IFCAXIS2PLACEMENT3D", where, z, x)

    def _flat(self) -> Ref:
        return self.once("IFCAXIS2PLACEMENT2D", self.point((0.0, 0.0)), self.direction((1.0, 0.0)))

    def parametric(
        self, kind: str, name: str | None, *mm: float | None, tail: tuple[object, ...] = ()
    ) -> Ref:
        """A parametric profile; `tail` holds the attributes that are not lengths."""
        return self.once(kind, Enum("AREA"), name, self._flat(), *self.sizes(*mm), *tail)

    def h_profile(self, name: str, h: float, b: float, tw: float, tf: float, r: float | None = None) -> Ref:
        """A doubly symmetric I or H."""
        tail: tuple[object, ...] = () if self.schema == "IFC2X3" else (None, None)
        return self.parametric("IFCISHAPEPROFILEDEF", name, b, h, tw, tf, r, tail=tail)

    def rectangle(self, name: str | None, b: float, h: float) -> Ref:
        """A rectangle, b along x and h along y."""
        return self.parametric("IFCRECTANGLEPROFILEDEF", name, b, h)

    def circle(self, name: str | None, diameter: float) -> Ref:
        """A full circle."""
        return self.parametric("IFCCIRCLEPROFILEDEF", name, diameter / 2)

    def tube(self, name: str, diameter: float, t: float) -> Ref:
        """A round hollow section."""
        return self.parametric("IFCCIRCLEHOLLOWPROFILEDEF", name, diameter / 2, t)

    def box(self, name: str, h: float, b: float, t: float, inner: float, outer: float) -> Ref:
        """A rectangular hollow section with rounded corners."""
        return self.parametric("IFCRECTANGLEHOLLOWPROFILEDEF", name, b, h, t, inner, outer)

    def lipped_c(self, name: str, h: float, b: float, t: float, lip: float, inner: float) -> Ref:
        """A cold-formed lipped channel, given by its outer sizes and its inner bend radius."""
        tail: tuple[object, ...] = (None,) if self.schema == "IFC2X3" else ()
        return self.parametric("IFCCSHAPEPROFILEDEF", name, h, b, t, lip, inner, tail=tail)

    def angle(self, name: str, a: float, b: float, t: float, r: float | None, edge: float | None) -> Ref:
        """An angle, leg a along y and leg b along x, centred on its bounding box."""
        tail: tuple[object, ...] = (None, None, None) if self.schema == "IFC2X3" else (None,)
        return self.parametric("IFCLSHAPEPROFILEDEF", name, a, b, t, r, edge, tail=tail)

    def angle_pair(self, name: str, leg: float, t: float, r: float, edge: float, gap: float) -> Ref:
        """Two equal angles back to back, `gap` apart, as one composite profile; their heels lie on y = 0."""
        half = (leg + gap) / 2
        spots = (((half, leg / 2), (1.0, 0.0)), ((-half, leg / 2), (0.0, 1.0)))
        ones = []
        for centre, way in spots:
            where = self.once("IFCAXIS2PLACEMENT2D", self.point(centre), self.direction(way))
            sizes = self.sizes(leg, leg, t, r, edge)
            ones.append(self.add("IFCLSHAPEPROFILEDEF", Enum("AREA"), None, where, *sizes, None))
        return self.add("IFCCOMPOSITEPROFILEDEF", Enum("AREA"), name, tuple(ones), None)

    def polyline(self, points: Sequence[Vec2]) -> Ref:
        """A closed plane polyline; the first point is repeated as the last."""
        refs = [self.point(p) for p in points]
        return self.add("IFCPOLYLINE", (*refs, refs[0]))

    def outline(self, name: str | None, points: Sequence[Vec2], holes: Sequence[Sequence[Vec2]] = ()) -> Ref:
        """An arbitrary closed profile, with voids where there are holes."""
        if not holes:
            return self.add("IFCARBITRARYCLOSEDPROFILEDEF", Enum("AREA"), name, self.polyline(points))
        voids = tuple(self.polyline(hole) for hole in holes)
        outer = self.polyline(points)
        return self.add("IFCARBITRARYPROFILEDEFWITHVOIDS", Enum("AREA"), name, outer, voids)

    def drilled(
        self, name: str | None, points: Sequence[Vec2], holes: Sequence[Vec2], diameter: float
    ) -> Ref:
        """An outline whose holes are true circles of the profile itself, not openings."""
        circles = []
        for hole in holes:
            where = self.once("IFCAXIS2PLACEMENT2D", self.point(hole), self.direction((1.0, 0.0)))
            circles.append(self.add("IFCCIRCLE", where, self.size(diameter / 2)))
        outer = self.polyline(points)
        return self.add("IFCARBITRARYPROFILEDEFWITHVOIDS", Enum("AREA"), name, outer, tuple(circles))

    def curved(self, name: str | None, points: Sequence[Vec2], arcs: Sequence[int]) -> Ref:
        """An outline of lines and arcs; an arc runs over three points, the first of them in `arcs`."""
        coordinates = tuple(self.sizes(*p) for p in points)
        where = self.add("IFCCARTESIANPOINTLIST2D", coordinates, *((None,) if "X3" in self.schema else ()))
        segments: list[Typed] = []
        at, count = 0, len(points)
        while at < count:
            step = 2 if at in arcs else 1
            numbers = tuple((at + k) % count + 1 for k in range(step + 1))
            segments.append(Typed("IFCARCINDEX" if step == 2 else "IFCLINEINDEX", numbers))
            at += step
        curve = self.add("IFCINDEXEDPOLYCURVE", where, tuple(segments), False)
        return self.add("IFCARBITRARYCLOSEDPROFILEDEF", Enum("AREA"), name, curve)

    def extrusion(self, profile: Ref, depth: float, position: Frame | None = None) -> Ref:
        """A profile pushed along its own z axis."""
        where = self.axes(position or Frame())
        up = self.direction((0.0, 0.0, 1.0))
        return self.add("IFCEXTRUDEDAREASOLID", profile, where, up, self.size(depth))

    def clipped(self, solid: Ref, at: Vec, outward: Vec) -> Ref:
        """A solid without what lies beyond the plane through `at`, on the side `outward` points to."""
        rough = (0.0, 0.0, 1.0) if abs(outward[2]) < 0.9 else (1.0, 0.0, 0.0)
        dx = rough[0] * outward[0] + rough[1] * outward[1] + rough[2] * outward[2]
        side = tuple(rough[i] - dx * outward[i] for i in range(3))
        length = sum(c * c for c in side) ** 0.5
        frame = Frame(at, (side[0] / length, side[1] / length, side[2] / length), outward)
        half = self.add("IFCHALFSPACESOLID", self.add("IFCPLANE", self.axes(frame)), False)
        return self.add("IFCBOOLEANCLIPPINGRESULT", Enum("DIFFERENCE"), solid, half)

    def faceted(self, points: Sequence[Vec], faces: Sequence[Sequence[int]]) -> Ref:
        """A closed faceted body; every face is counter-clockwise seen from outside."""
        refs = [self.point(p) for p in points]
        bounds = []
        for face in faces:
            loop = self.add("IFCPOLYLOOP", tuple(refs[i] for i in face))
            bounds.append(self.add("IFCFACE", (self.add("IFCFACEOUTERBOUND", loop, True),)))
        return self.add("IFCFACETEDBREP", self.add("IFCCLOSEDSHELL", tuple(bounds)))
