"""The skeleton of a model: project to storey, products, holes, property sets, materials and relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ifc_samples.shapes import Shapes
from ifc_samples.space import Frame, Vec, Vec2
from ifc_samples.step import DERIVED, Enum, Ref, Typed, global_id

# What follows Tag in each schema besides PredefinedType; in IFC2X3 the occurrences below alone have one.
_TYPED_2X3 = {"IFCSLAB", "IFCFOOTING", "IFCELEMENTASSEMBLY"}
_STAMP = 1717228800  # 2024-06-01, fixed so that the file never changes by itself
_UNTAGGED = {"IFCSPACE", "IFCANNOTATION"}


@dataclass(frozen=True)
class Node:
    """Something placed: its entity, its placement and its frame in the world (mm)."""

    ref: Ref
    placement: Ref | None
    frame: Frame
    kind: str
    key: str


@dataclass(frozen=True)
class Names:
    """The words of the skeleton."""

    project: str
    building: str
    site: str = "场地 Site"
    terrain_mm: float | None = None


class Model(Shapes):
    """One IFC file under construction. All lengths handed in are millimetres, all frames are the world's."""

    def __init__(
        self,
        name: str,
        schema: str,
        names: Names,
        unit_mm: float = 1.0,
        encoding: str = "ascii",
        salt: str = "",
    ) -> None:
        super().__init__(schema, f"{name}.ifc", unit_mm, encoding)
        self.salt = salt or name
        self._old = schema == "IFC2X3"
        self._inside: dict[Ref, list[Ref]] = {}
        self._parts: dict[Ref, list[Ref]] = {}
        self._made_of: dict[Ref, list[Ref]] = {}
        self._typed: dict[Ref, list[Ref]] = {}
        self.keys: set[str] = set()
        self._start()
        self.building = self._skeleton(names)

    def gid(self, key: str) -> str:
        """The GlobalId of a key, which may be used once."""
        if key in self.keys:
            raise ValueError(f"key used twice: {key}")
        self.keys.add(key)
        return global_id(self.salt, key)

    def _start(self) -> None:
        person = self.add("IFCPERSON", None, "Steelyard", None, None, None, None, None, None)
        maker = self.add("IFCORGANIZATION", None, "Steelyard", None, None, None)
        both = self.add("IFCPERSONANDORGANIZATION", person, maker, None)
        program = self.add("IFCAPPLICATION", maker, "1", "ifc_samples", "ifc_samples")
        tail = (_STAMP, None, None, _STAMP)
        self.history = self.add("IFCOWNERHISTORY", both, program, None, Enum("ADDED"), *tail)
        whole = self.add("IFCAXIS2PLACEMENT3D", self.point((0.0, 0.0, 0.0)), None, None)
        model = ("Model", 3, 1.0e-5, whole, None)
        self.context = self.add("IFCGEOMETRICREPRESENTATIONCONTEXT", None, *model)
        star = (DERIVED,) * 4
        body = ("Body", "Model", *star, self.context, None, Enum("MODEL_VIEW"), None)
        self.body = self.add("IFCGEOMETRICREPRESENTATIONSUBCONTEXT", *body)

    def _units(self) -> Ref:
        prefix = {1.0: Enum("MILLI"), 1000.0: None}[self.unit_mm]
        kinds = (
            ("LENGTHUNIT", prefix, "METRE"),
            ("AREAUNIT", None, "SQUARE_METRE"),
            ("VOLUMEUNIT", None, "CUBIC_METRE"),
            ("PLANEANGLEUNIT", None, "RADIAN"),
            ("MASSUNIT", Enum("KILO"), "GRAM"),
        )
        units = tuple(self.add("IFCSIUNIT", DERIVED, Enum(k), p, Enum(n)) for k, p, n in kinds)
        return self.add("IFCUNITASSIGNMENT", units)

    def _skeleton(self, names: Names) -> Node:
        own = (self.history,)
        contexts = (None, None, None, None, (self.context,), self._units())
        project = self.add("IFCPROJECT", self.gid("project"), *own, names.project, *contexts)
        here = self._local(None, Frame())
        element = Enum("ELEMENT")
        whole = (None, None, here, None, None, element, None, None, None, None, None)
        site = self.add("IFCSITE", self.gid("site"), *own, names.site, *whole)
        place = self._local(here, Frame())
        tail = (None, None, place, None, None, element, None, self.size(names.terrain_mm), None)
        building = self.add("IFCBUILDING", self.gid("building"), *own, names.building, *tail)
        self._parts[project] = [site]
        self._parts[site] = [building]
        return Node(building, place, Frame(), "building", "building")

    def storey(self, key: str, name: str, elevation_mm: float, description: str | None = None) -> Node:
        """A storey at its elevation."""
        frame = Frame((0.0, 0.0, elevation_mm))
        place = self._local(self.building.placement, frame)
        tail = (description, None, place, None, name, Enum("ELEMENT"), self.size(elevation_mm))
        ref = self.add("IFCBUILDINGSTOREY", self.gid(key), self.history, name, *tail)
        self._parts.setdefault(self.building.ref, []).append(ref)
        return Node(ref, place, frame, "storey", key)

    def _local(self, parent: Ref | None, frame: Frame) -> Ref:
        return self.add("IFCLOCALPLACEMENT", parent, self.axes(frame))

    def shape(self, items: Sequence[Ref], how: str) -> Ref:
        """A body representation of the given items."""
        body = self.add("IFCSHAPEREPRESENTATION", self.body, "Body", how, tuple(items))
        return self.add("IFCPRODUCTDEFINITIONSHAPE", None, None, (body,))

    def product(
        self,
        kind: str,
        key: str,
        name: str | None,
        frame: Frame,
        items: Sequence[Ref],
        host: Node,
        *,
        how: str = "SweptSolid",
        description: str | None = None,
        object_type: str | None = None,
        tag: str | None = None,
        extra: tuple[object, ...] = (),
        predefined: str | None = None,
        tail: tuple[object, ...] = (),
        material: str | Ref | None = None,
    ) -> Node:
        """One element, placed relative to its host; contained in a storey, a part of anything else."""
        place = self._local(host.placement, frame.within(host.frame))
        shape = self.shape(items, how) if items else None
        values: list[object] = [self.gid(key), self.history, name, description, object_type, place, shape]
        if kind not in _UNTAGGED:
            values.append(tag)
        values.extend(extra)
        if not self._old or kind in _TYPED_2X3:
            values.append(Enum(predefined) if predefined else None)
        ref = self.add(kind, *values, *tail)
        if host.kind == "storey" and kind != "IFCSPACE":
            self._inside.setdefault(host.ref, []).append(ref)
        else:
            self._parts.setdefault(host.ref, []).append(ref)
        if material is not None:
            what = material if isinstance(material, Ref) else self.material(material)
            self._made_of.setdefault(what, []).append(ref)
        return Node(ref, place, frame, "element", key)

    def assembly(
        self,
        key: str,
        name: str,
        frame: Frame,
        host: Node,
        *,
        tag: str | None,
        predefined: str,
        place: str = "FACTORY",
    ) -> Node:
        """An element assembly without a body of its own."""
        spot = Enum(place)
        return self.product(
            "IFCELEMENTASSEMBLY", key, name, frame, (), host, tag=tag, extra=(spot,), predefined=predefined
        )

    def material(self, name: str) -> Ref:
        """A material by its name."""
        tail = () if self._old else (None, None)
        return self.once("IFCMATERIAL", name, *tail)

    def layers(self, name: str, layers: Sequence[tuple[str, float]]) -> Ref:
        """A set of material layers, each a name and a thickness (mm)."""
        tail = () if self._old else (None, None, None, None)
        refs = [self.add("IFCMATERIALLAYER", self.material(m), self.size(t), None, *tail) for m, t in layers]
        return self.add("IFCMATERIALLAYERSET", tuple(refs), name, *(() if self._old else (None,)))

    def profile_set(self, material: str, profile: Ref, name: str) -> Ref:
        """A material profile set: the material and the section said together (IFC4 and later)."""
        one = self.add("IFCMATERIALPROFILE", name, None, self.material(material), profile, None, None)
        return self.add("IFCMATERIALPROFILESET", name, None, (one,), None)

    def type_of(self, kind: str, key: str, name: str, nodes: Sequence[Node], predefined: str) -> Ref:
        """A type object and the occurrences that have it."""
        head = (self.gid(key), self.history, name, None, None, None, None, None, None)
        ref = self.add(kind, *head, Enum(predefined))
        self._typed[ref] = [node.ref for node in nodes]
        return ref

    def hole(
        self, host: Node, key: str, at: Vec, diameter: float, depth: float, outward: Vec | None = None
    ) -> None:
        """A round opening in `host`, centred at `at` of its own frame, along its z axis or `outward`."""
        side = (
            (1.0, 0.0, 0.0)
            if outward and abs(outward[0]) < 0.9
            else (0.0, 1.0, 0.0)
            if outward
            else (1.0, 0.0, 0.0)
        )
        self._opening(
            host, key, Frame(at, side, outward or (0.0, 0.0, 1.0)), self.circle(None, diameter), depth
        )

    def cutout(self, host: Node, key: str, points: Sequence[Vec2], z0: float, depth: float) -> None:
        """An opening of any outline in the x-y plane of `host`, from z0 on."""
        self._opening(host, key, Frame((0.0, 0.0, z0)), self.outline(None, points), depth)

    def opening(self, host: Node, key: str, frame: Frame, profile: Ref, depth: float) -> None:
        """An opening of any profile, in a frame of its host."""
        self._opening(host, key, frame, profile, depth)

    def fill(self, host: Node, key: str, frame: Frame, profile: Ref, depth: float, filling: Node) -> None:
        """An opening of any profile, in a frame of its host, and the window or door that fills it."""
        ref = self._opening(host, key, frame, profile, depth)
        self.add("IFCRELFILLSELEMENT", self.gid(key + "/fill"), self.history, None, None, ref, filling.ref)

    def _opening(self, host: Node, key: str, frame: Frame, profile: Ref, depth: float) -> Ref:
        place = self._local(host.placement, frame)
        shape = self.shape((self.extrusion(profile, depth),), "SweptSolid")
        values: list[object] = [self.gid(key), self.history, None, None, None, place, shape, None]
        if not self._old:
            values.append(Enum("OPENING"))
        ref = self.add("IFCOPENINGELEMENT", *values)
        self.add("IFCRELVOIDSELEMENT", self.gid(key + "/void"), self.history, None, None, host.ref, ref)
        return ref

    def source(self, items: Sequence[Ref], how: str = "SweptSolid") -> Ref:
        """A representation map: one body that many elements show."""
        body = self.add("IFCSHAPEREPRESENTATION", self.body, "Body", how, tuple(items))
        return self.add("IFCREPRESENTATIONMAP", self.axes(Frame()), body)

    def mapped(self, source: Ref) -> Ref:
        """One showing of a representation map, unmoved."""
        origin = self.point((0.0, 0.0, 0.0))
        still = self.once("IFCCARTESIANTRANSFORMATIONOPERATOR3D", None, None, origin, None, None)
        return self.add("IFCMAPPEDITEM", source, still)

    def pset(self, node: Node, name: str, values: Mapping[str, object]) -> None:
        """A property set of one element; text becomes a label, True a boolean, 1 an integer, 1.0 a real."""
        kinds = {str: "IFCLABEL", bool: "IFCBOOLEAN", int: "IFCINTEGER", float: "IFCREAL"}
        refs = []
        for prop, value in values.items():
            typed = value if isinstance(value, Typed) else Typed(kinds[type(value)], value)
            refs.append(self.once("IFCPROPERTYSINGLEVALUE", prop, None, typed, None))
        key = f"{node.key}/{name}"
        ref = self.add("IFCPROPERTYSET", self.gid(key), self.history, name, None, tuple(refs))
        self._defines(node, key, ref)

    def quantities(self, node: Node, name: str, values: Mapping[str, float]) -> None:
        """Declared quantities, in m, m2, m3 or kg by the ending of their names."""
        refs = []
        for label, value in values.items():
            kind = next((k for k in ("Area", "Volume", "Weight") if label.endswith(k)), "Length")
            amount = self.size(value * 1000) if kind == "Length" else value
            tail = () if self._old else (None,)
            refs.append(self.add(f"IFCQUANTITY{kind.upper()}", label, None, None, amount, *tail))
        key = f"{node.key}/{name}"
        ref = self.add("IFCELEMENTQUANTITY", self.gid(key), self.history, name, None, None, tuple(refs))
        self._defines(node, key, ref)

    def _defines(self, node: Node, key: str, ref: Ref) -> None:
        self.add(
            "IFCRELDEFINESBYPROPERTIES", self.gid(key + "/rel"), self.history, None, None, (node.ref,), ref
        )

    def paint(self, item: Ref, name: str, red: float, green: float, blue: float) -> Ref:
        """Give a body item its colour and hand it back."""
        colour = self.once("IFCCOLOURRGB", None, red, green, blue)
        shade = self.once("IFCSURFACESTYLESHADING", colour, *(() if self._old else (None,)))
        style = self.once("IFCSURFACESTYLE", name, Enum("BOTH"), (shade,))
        if self._old:
            style = self.once("IFCPRESENTATIONSTYLEASSIGNMENT", (style,))
        self.add("IFCSTYLEDITEM", item, (style,), None)
        return item

    def finish(self) -> bytes:
        """Write the collected relations and return the file."""
        own = (self.history, None, None)
        for whole, parts in self._parts.items():
            self.add("IFCRELAGGREGATES", self.gid(f"aggregates/{int(whole)}"), *own, whole, tuple(parts))
        for storey, inside in self._inside.items():
            gid = self.gid(f"contains/{int(storey)}")
            self.add("IFCRELCONTAINEDINSPATIALSTRUCTURE", gid, *own, tuple(inside), storey)
        for what, users in self._made_of.items():
            self.add("IFCRELASSOCIATESMATERIAL", self.gid(f"material/{int(what)}"), *own, tuple(users), what)
        for kind, users in self._typed.items():
            self.add("IFCRELDEFINESBYTYPE", self.gid(f"type/{int(kind)}"), *own, tuple(users), kind)
        return self.data()
