"""A beam on two supports under an even load, with its analysis results, written as IFC text in metres and kilonewtons.

H420x200x8x14 welded of Q355B, span L = 6 m, design load q = 20 kN/m. Statics: supports carry q L/2 = 60 kN each, the
moment at x is q x (L - x)/2, 90 kN.m in the middle, the shear q (L/2 - x). On the face towards the end of the beam, z
up, the right-hand rule makes a sagging moment negative about y, and the shear at the start points down.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from step_text import StepText

SPAN_M, LOAD = 6.0, 20.0
GLOBAL, LOCAL = ".GLOBAL_COORDS.", ".LOCAL_COORDS."


@dataclass(frozen=True)
class Beam:
    """What varies. shares: stations over the span. factor: of the load case in the combination, None for a load case.

    aside_m: of the analysis line from the beam's. flip: the analysis member runs from right to left. reaction: what the
    supports are said to carry, kN. axial: kN, tension positive. mistaken: the figures are not in the stated axes.
    empty: the figure in the middle says nothing.
    """

    shares: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    factor: float | None = 1.35
    theory: str = ".FIRST_ORDER_THEORY."
    related: bool = True
    aside_m: float = 0.0
    flip: bool = False
    coords: str = LOCAL
    spread: str = ".POLYGONAL."
    reaction: float = 60.0
    physical: bool = True
    results: bool = True
    axial: float = 0.0
    mistaken: bool = False
    empty: bool = False
    source: str = ".LIVE_LOAD_Q."


class _Writer:
    def __init__(self, beam: Beam) -> None:
        self.beam, self.t, self.count = beam, StepText(unit=""), 0

    def root(self, keyword: str, rest: str, name: str = "$") -> str:
        self.count += 1
        return self.t.add(f"{keyword}('{self.count:022d}',$,{name},$,{rest})")

    def single(self, fx: float, fz: float, my: float) -> str:
        return self.t.add(f"IFCSTRUCTURALLOADSINGLEFORCE($,{fx!r},0.,{fz!r},0.,{my!r},0.)")


def write(folder: Path, beam: Beam | None = None, name: str = "beam.ifc") -> Path:
    """Write the model and return its path."""
    w = _Writer(beam or Beam())
    t = w.t
    units = [
        t.add("IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.)"), t.add("IFCSIUNIT(*,.FORCEUNIT.,.KILO.,.NEWTON.)"),
        t.add("IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.)"),
    ]  # fmt: skip
    t.add(f"IFCUNITASSIGNMENT(({','.join(units)}))")
    material = t.add("IFCMATERIAL('Q355B',$,$)")
    profile = t.add("IFCISHAPEPROFILEDEF(.AREA.,'H420X200X8X14',$,0.2,0.42,0.008,0.014,$,$,$)")
    physical = _physical(w, profile, material) if w.beam.physical else ""
    member, nodes = _analysis(w, profile, material)
    if physical and w.beam.related:
        w.root("IFCRELASSIGNSTOPRODUCT", f"({member}),$,{physical}")
    loads, case = _loads(w, member)
    _results(w, member, nodes, loads, case)
    return t.write(folder, name)


def _physical(w: _Writer, profile: str, material: str) -> str:
    t = w.t
    solid = t.prism(profile, SPAN_M, position=t.axes((0.0, 0.0, 4.0), z=(1.0, 0.0, 0.0), x=(0.0, 1.0, 0.0)))
    beam = t.element(solid, guid="BEAM000000000000000001", name="'Beam'")
    w.root("IFCRELASSOCIATESMATERIAL", f"({beam}),{material}")
    return beam


def _analysis(w: _Writer, profile: str, material: str) -> tuple[str, tuple[str, str]]:
    t, b = w.t, w.beam
    ends = [(0.0, b.aside_m, 4.0), (SPAN_M, b.aside_m, 4.0)]
    condition = ",".join(f"IFCBOOLEAN(.{c}.)" for c in "TTTFFF")
    pinned = t.add(f"IFCBOUNDARYNODECONDITION('Pinned',{condition})")
    vertices, nodes = [], []
    for end in ends[::-1] if b.flip else ends:
        vertices.append(t.add(f"IFCVERTEXPOINT({t.point(*end)})"))
        shape = t.add(f"IFCTOPOLOGYREPRESENTATION($,'Reference','Vertex',({vertices[-1]}))")
        body = t.add(f"IFCPRODUCTDEFINITIONSHAPE($,$,({shape}))")
        nodes.append(w.root("IFCSTRUCTURALPOINTCONNECTION", f"$,$,{body},{pinned},$"))
    edge = t.add(f"IFCEDGE({vertices[0]},{vertices[1]})")
    shape = t.add(f"IFCTOPOLOGYREPRESENTATION($,'Reference','Edge',({edge}))")
    body = t.add(f"IFCPRODUCTDEFINITIONSHAPE($,$,({shape}))")
    up = t.direction(0.0, 0.0, 1.0)
    member = w.root("IFCSTRUCTURALCURVEMEMBER", f"$,$,{body},.RIGID_JOINED_MEMBER.,{up}", "'M1'")
    for node in nodes:
        w.root("IFCRELCONNECTSSTRUCTURALMEMBER", f"{member},{node},$,$,$,$")
    entry = t.add(f"IFCMATERIALPROFILE($,$,{material},{profile},$,$)")
    usage = t.add(f"IFCMATERIALPROFILESETUSAGE({t.add(f'IFCMATERIALPROFILESET($,$,({entry}),$)')},$,$)")
    w.root("IFCRELASSOCIATESMATERIAL", f"({member}),{usage}")
    w.root("IFCSTRUCTURALANALYSISMODEL", "$,.LOADING_3D.,$,$,$,$", "'Model'")
    return member, (nodes[0], nodes[1])


def _loads(w: _Writer, member: str) -> tuple[str, str]:
    """The load on the member, and the load case or combination that results are of."""
    t, b = w.t, w.beam
    figure = t.add(f"IFCSTRUCTURALLOADLINEARFORCE($,$,$,{-LOAD!r},$,$,$)")
    load = w.root("IFCSTRUCTURALCURVEACTION", f"$,$,$,{figure},{GLOBAL},.F.,.TRUE_LENGTH.,.CONST.")
    w.root("IFCRELCONNECTSSTRUCTURALACTIVITY", f"{member},{load}")
    case = w.root("IFCSTRUCTURALLOADCASE", f"$,.LOAD_CASE.,.VARIABLE_Q.,{b.source},$,$,$", "'Q'")
    w.root("IFCRELASSIGNSTOGROUP", f"({load}),$,{case}")
    if b.factor is None:
        return load, case
    whole = w.root("IFCSTRUCTURALLOADGROUP", "$,.LOAD_COMBINATION.,.NOTDEFINED.,.NOTDEFINED.,$,$", "'ULS1'")
    w.root("IFCRELASSIGNSTOGROUPBYFACTOR", f"({case}),$,{whole},{b.factor!r}")
    return load, whole


def _results(w: _Writer, member: str, nodes: tuple[str, str], load: str, case: str) -> None:
    t, b = w.t, w.beam
    if not b.results:
        return
    given = []
    for node, outwards in zip(nodes, (1.0, -1.0) if b.flip else (-1.0, 1.0), strict=True):
        figure = w.single(outwards * b.axial, b.reaction, 0.0)
        given.append(w.root("IFCSTRUCTURALPOINTREACTION", f"$,$,$,{figure},{GLOBAL}"))
        w.root("IFCRELCONNECTSSTRUCTURALACTIVITY", f"{node},{given[-1]}")
    figures, places = [], []
    # run from right to left, y of the member turns round and, in its own axes, nothing else does
    mirror = -1.0 if b.flip and (b.coords == GLOBAL) != b.mistaken else 1.0
    for share in b.shares:
        x = share * SPAN_M
        shear, moment = LOAD * (0.5 * SPAN_M - x), 0.5 * LOAD * x * (SPAN_M - x)
        if b.empty and share == 0.5:
            figures.append(t.add("IFCSTRUCTURALLOADSINGLEFORCE($,$,$,$,$,$,$)"))
            places.append(f"({x!r})")
            continue
        figures.append(w.single(mirror * b.axial, -shear, -mirror * moment))
        places.append(f"({x!r})")
    table = f"IFCSTRUCTURALLOADCONFIGURATION($,({','.join(figures)}),({','.join(places)}))"
    given.append(w.root("IFCSTRUCTURALCURVEREACTION", f"$,$,$,{t.add(table)},{b.coords},{b.spread}"))
    w.root("IFCRELCONNECTSSTRUCTURALACTIVITY", f"{member},{given[-1]}")
    group = w.root("IFCSTRUCTURALRESULTGROUP", f"$,{b.theory},{case},.T.")
    w.root("IFCRELASSIGNSTOGROUP", f"({','.join(given)}),$,{group}")
