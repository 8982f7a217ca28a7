"""Small IFC models written as text, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LENGTH_UNITS = {"mm": (".MILLI.", "METRE"), "m": ("$", "METRE"), "cm": (".CENTI.", "METRE")}


@dataclass
class StepText:
    """Statements of one file; `add` returns the reference of what it added."""

    schema: str = "IFC4"
    unit: str = "mm"
    lines: list[str] = field(default_factory=list)

    def add(self, text: str) -> str:
        self.lines.append(text)
        return f"#{len(self.lines)}"

    def __post_init__(self) -> None:
        if self.unit == "ft":
            base = self.add("IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.)")
            dims = self.add("IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0)")
            measure = self.add(f"IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(0.3048),{base})")
            unit = self.add(f"IFCCONVERSIONBASEDUNIT({dims},.LENGTHUNIT.,'FOOT',{measure})")
        elif self.unit:
            prefix, name = LENGTH_UNITS[self.unit]
            unit = self.add(f"IFCSIUNIT(*,.LENGTHUNIT.,{prefix},.{name}.)")
        if self.unit:
            self.add(f"IFCUNITASSIGNMENT(({unit}))")

    def point(self, *xyz: float) -> str:
        return self.add(f"IFCCARTESIANPOINT(({','.join(repr(float(v)) for v in xyz)}))")

    def direction(self, *xyz: float) -> str:
        return self.add(f"IFCDIRECTION(({','.join(repr(float(v)) for v in xyz)}))")

    def axes(self, origin=(0.0, 0.0, 0.0), z=None, x=None) -> str:
        refs = (self.direction(*z) if z is not None else "$", self.direction(*x) if x is not None else "$")
        return self.add(f"IFCAXIS2PLACEMENT3D({self.point(*origin)},{refs[0]},{refs[1]})")

    def prism(
        self, profile: str, depth: float, direction=(0.0, 0.0, 1.0), position: str | None = None
    ) -> str:
        where = position or self.axes()
        return self.add(
            f"IFCEXTRUDEDAREASOLID({profile},{where},{self.direction(*direction)},{float(depth)!r})"
        )

    def rectangle(self, width: float, depth: float, name: str = "") -> str:
        said = f"'{name}'" if name else "$"
        return self.add(f"IFCRECTANGLEPROFILEDEF(.AREA.,{said},$,{float(width)!r},{float(depth)!r})")

    def polygon(self, points, name: str = "") -> str:
        refs = [self.point(*p) for p in points]
        line = self.add(f"IFCPOLYLINE(({','.join([*refs, refs[0]])}))")
        said = f"'{name}'" if name else "$"
        return self.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,{said},{line})")

    def half_space(self, point, normal, agree: bool = True) -> str:
        plane = self.add(f"IFCPLANE({self.axes(point, z=normal)})")
        return self.add(f"IFCHALFSPACESOLID({plane},{'.T.' if agree else '.F.'})")

    def minus(self, first: str, second: str, keyword: str = "IFCBOOLEANCLIPPINGRESULT") -> str:
        return self.add(f"{keyword}(.DIFFERENCE.,{first},{second})")

    def element(
        self, items, keyword: str = "IFCBEAM", guid: str = "0000000000000000000001", name: str = "$",
        placement: str | None = None, kind: str = "SweptSolid", tail: str | None = None,
    ) -> str:  # fmt: skip
        listed = ",".join(items if isinstance(items, list) else [items])
        shape = self.add(f"IFCSHAPEREPRESENTATION($,'Body','{kind}',({listed}))") if listed else None
        body = self.add(f"IFCPRODUCTDEFINITIONSHAPE($,$,({shape}))") if shape else "$"
        place = placement or self.add(f"IFCLOCALPLACEMENT($,{self.axes()})")
        end = tail if tail is not None else (",$" if self.schema != "IFC2X3" else "")
        return self.add(f"{keyword}('{guid}',$,{name},$,$,{place},{body},$ {end})")

    def text(self) -> str:
        body = "\n".join(f"#{i}={line};" for i, line in enumerate(self.lines, 1))
        head = "HEADER;\nFILE_DESCRIPTION(('ViewDefinition [CoordinationView]'),'2;1');\n"
        head += "FILE_NAME('t.ifc','2026-01-01T00:00:00',(''),(''),'','test','');\n"
        head += f"FILE_SCHEMA(('{self.schema}'));\nENDSEC;\n"
        return f"ISO-10303-21;\n{head}DATA;\n{body}\nENDSEC;\nEND-ISO-10303-21;\n"

    def write(self, folder: Path, name: str = "t.ifc") -> Path:
        path = folder / name
        path.write_text(self.text(), encoding="utf-8")
        return path
