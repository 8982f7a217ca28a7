"""The rest of the portal-frame workshop: purlins, girts, ties, braces, bolts, anchors and pedestals."""

from __future__ import annotations

from ifc_samples.hardware import bolt_items
from ifc_samples.portal import (
    BAY,
    BAYS,
    BRACE,
    CLEATS,
    COLD,
    CONCRETE,
    GIRTS,
    SLOPE,
    STEEL,
    UP,
    Revision,
    Workshop,
    column,
    rafter,
    sides,
    top,
)
from ifc_samples.space import Frame, Vec, Vec2, add, along, distance, times
from ifc_samples.step import Ref

PURLIN = "C180*70*20*2.2"
GIRT = "Z160*60*20*2.5"
TIE = "φ102*4"
ROD = "φ20"
# The outline of the Z: web of 160, flanges of 60, lips of 20, 2.5 thick, sharp corners, centred.
GIRT_OUTLINE: tuple[Vec2, ...] = (
    (-1.25, -77.5),
    (-1.25, 80.0),
    (58.75, 80.0),
    (58.75, 60.0),
    (56.25, 60.0),
    (56.25, 77.5),
    (1.25, 77.5),
    (1.25, -80.0),
    (-58.75, -80.0),
    (-58.75, -60.0),
    (-56.25, -60.0),
    (-56.25, -77.5),
)


def bar(
    w: Workshop, key: str, name: str, section: str, mark: str, frame: Frame, items: tuple[Ref, ...], how: str
) -> None:
    """One secondary member with its mark and no assembly."""
    kind = "IFCBEAM" if section in (PURLIN, GIRT) else "IFCMEMBER"
    common = "Pset_BeamCommon" if kind == "IFCBEAM" else "Pset_MemberCommon"
    node = w.m.product(
        kind,
        key,
        name,
        frame,
        items,
        w.storey,
        how=how,
        object_type=section,
        description=section,
        material="Q235B",
    )
    w.marks(node, common, mark, "7")
    holes: tuple[Vec, ...] = ()
    if section == PURLIN:
        # the web outside is at x = -35; purlins of the last bay may run past their last hole
        holes = tuple((-40.0, y, z) for z in (35.0, 5955.0) for y in (-30.0, 30.0))
    if section == GIRT:
        holes = tuple((-6.25, y, z) for z in (35.0, 5955.0) for y in (-30.0, 30.0))
    for i, at in enumerate(holes, 1):
        w.m.hole(node, f"{key}/hole{i}", at, 13.5, 12.5, (1.0, 0.0, 0.0))


def purlins(w: Workshop) -> None:
    """Twelve lines of lipped channels; the open side looks to the ridge."""
    profile = w.m.lipped_c(PURLIN, 180, 70, 2.2, 20, 3.3)
    plain = w.m.source((w.body(w.m.extrusion(profile, 5990.0), COLD),))
    longer = (
        w.m.source((w.body(w.m.extrusion(profile, 5990.0 + w.rev.overhang), COLD),))
        if w.rev.overhang
        else plain
    )
    for label, origin, x in sides():
        half = Frame(origin, x)
        for line, u in enumerate(CLEATS, 1):
            foot = top(u, 225.0 + 100.0)
            for bay in range(1, BAYS + 1):
                last = bay == BAYS and w.rev.overhang > 0
                # each purlin starts at the end of its bay that makes z point against the half's own y axis
                runs_back = label == "L"
                y = (bay if runs_back else bay - 1) * BAY + (-5.0 if runs_back else 5.0)
                if last and runs_back:
                    y += w.rev.overhang
                across = half.point(add(foot, times(SLOPE, 35.0)))
                along_y = (0.0, -1.0 if runs_back else 1.0, 0.0)
                here = Frame((across[0], y, across[2]), half.turn(SLOPE), along_y)
                key = f"purlin/{label}/{bay}/{line}"
                if last:
                    long_purlin(w, key, here, w.m.mapped(longer), runs_back)
                else:
                    bar(
                        w,
                        key,
                        "檩条 Purlin",
                        PURLIN,
                        "LT-1",
                        here,
                        (w.m.mapped(plain),),
                        "MappedRepresentation",
                    )


def long_purlin(w: Workshop, key: str, frame: Frame, item: Ref, runs_back: bool) -> None:
    """A purlin of the last bay that runs past the gable frame: its holes stay on the frame lines."""
    node = w.m.product(
        "IFCBEAM",
        key,
        "檩条 Purlin",
        frame,
        (item,),
        w.storey,
        how="MappedRepresentation",
        object_type=PURLIN,
        description=PURLIN,
        material="Q235B",
    )
    w.marks(node, "Pset_BeamCommon", "LT-2", "7")
    shift = w.rev.overhang if runs_back else 0.0
    spots = [(y, z + shift) for z in (35.0, 5955.0) for y in (-30.0, 30.0)]
    for i, (y, z) in enumerate(spots, 1):
        w.m.hole(node, f"{key}/hole{i}", (-40.0, y, z), 13.5, 12.5, (1.0, 0.0, 0.0))


def girts(w: Workshop) -> None:
    """Three rows of Z girts on each long wall."""
    profile = w.m.outline(GIRT, GIRT_OUTLINE)
    for label, origin, x in sides():
        half = Frame(origin, x)
        for bay in range(1, BAYS + 1):
            for row, z in enumerate(GIRTS, 1):
                key = f"girt/{label}/{bay}/{row}"
                if key in w.rev.no_girts:
                    continue
                start, end = (bay - 1) * BAY + 5.0, bay * BAY - 5.0
                p = half.point((-90.0, 0.0, z))
                ends = [(p[0], start, z), (p[0], end, z)]
                if label == "R":
                    ends.reverse()
                here = along((*ends[0],), (*ends[1],), times(half.x, 1.0))
                item = w.body(w.m.extrusion(profile, 5990.0), COLD)
                bar(w, key, "墙梁 Girt", GIRT, "QL-1", here, (item,), "SweptSolid")


def ties(w: Workshop) -> None:
    """Tubes from frame to frame: at the eaves, near the ridge, and half-way up in revision B."""
    spots: list[tuple[str, float, float]] = [("eaves", 300.0, 5900.0), ("ridge", 8700.0, 5760.0 + 807.2)]
    if w.rev.middle_ties:
        spots.append(("middle", 4850.0, 5760.0 + 422.2))
    profile = w.m.tube(TIE, 102.0, 4.0)
    source = w.m.source((w.body(w.m.extrusion(profile, 5980.0), STEEL),))
    for label, origin, x in sides():
        half = Frame(origin, x)
        for spot, u, z in spots:
            for bay in range(1, BAYS + 1):
                p = half.point((u, 0.0, z))
                here = along((p[0], (bay - 1) * BAY + 10.0, z), (p[0], bay * BAY - 10.0, z), UP)
                key = f"tie/{label}/{spot}/{bay}"
                bar(w, key, "系杆 Tie", TIE, "XG-1", here, (w.m.mapped(source),), "MappedRepresentation")


def braces(w: Workshop) -> None:
    """Crossed round bars in two bays of the walls and of the roof, one behind the other."""
    for label, origin, x in sides():
        half = Frame(origin, x)
        for bay in (1, w.rev.braced_bay):
            y0, y1 = (bay - 1) * BAY + 30.0, bay * BAY - 30.0
            for number, shift in ((1, -12.0), (2, 12.0)):
                u = half.point((150.0 + shift, 0.0, 0.0))[0]
                a, b = (y0, y1) if number == 1 else (y1, y0)
                rod(
                    w,
                    f"brace_wall/{label}/{bay}/{number}",
                    "柱间支撑 Wall brace",
                    "ZC-1",
                    (u, a, 150.0),
                    (u, b, 5300.0),
                )
        for bay in (1, 4):
            y0, y1 = (bay - 1) * BAY + 30.0, bay * BAY - 30.0
            for panel, u0 in ((1, 1000.0), (2, 4900.0)):
                for number, over in ((1, 88.0), (2, 112.0)):
                    p, q = half.point(top(u0, over)), half.point(top(u0 + 3800.0, over))
                    a, b = (y0, y1) if number == 1 else (y1, y0)
                    key = f"brace_roof/{label}/{bay}/{panel}/{number}"
                    rod(w, key, "水平支撑 Roof brace", "SC-1", (p[0], a, p[2]), (q[0], b, q[2]))


def rod(w: Workshop, key: str, name: str, mark: str, p: Vec, q: Vec) -> None:
    """One round bar from point to point."""
    item = w.body(w.m.extrusion(w.m.circle(ROD, 20.0), distance(p, q)), BRACE)
    bar(w, key, name, ROD, mark, along(p, q, (1.0, 0.0, 0.0)), (item,), "SweptSolid")


def fasteners(w: Workshop) -> None:
    """M20 bolts of grade 10.9 in the end plates, M24 anchor bolts in the pedestals."""
    bolt = w.m.source(bolt_items(w.m, 20.0, 75.0, 34.6, 12.5, 40.0, 16.0))
    anchor = w.m.source(bolt_items(w.m, 24.0, w.rev.anchor, 41.6, 0.0, w.rev.anchor - 50.0, 19.0))
    for frame in range(1, BAYS + 2):
        y = (frame - 1) * BAY
        for label, origin, x in sides():
            half = Frame(add(origin, (0.0, y, 0.0)), x)
            for i, (v, z) in enumerate(
                ((v, z) for z in (5490.0, 5600.0, 5920.0, 6030.0) for v in (-60.0, 60.0)), 1
            ):
                here = Frame(half.point((588.0, v, z)), half.turn((0.0, 1.0, 0.0)), half.x)
                fastener(w, f"bolt_knee/{label}{frame}/{i}", bolt, here, 20.0, 75.0, "10.9S")
            spots = ((-90.0, -70.0), (90.0, -70.0), (90.0, 70.0), (-90.0, 70.0))
            for i, (u, v) in enumerate(spots, 1):
                here = Frame(half.point((150.0 + u, v, 60.0 - w.rev.anchor)), half.x)
                fastener(w, f"anchor/{label}{frame}/{i}", anchor, here, 24.0, w.rev.anchor, "Q355B")
        for i, (v, z) in enumerate(
            ((v, dz) for dz in (-280.0, -170.0, 170.0, 280.0) for v in (-60.0, 60.0)), 1
        ):
            here = Frame((8980.0, y + v, 6595.2 + z), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0))
            fastener(w, f"bolt_ridge/{frame}/{i}", bolt, here, 20.0, 75.0, "10.9S")


def fastener(w: Workshop, key: str, source: Ref, frame: Frame, d: float, length: float, grade: str) -> None:
    """One bolt with its size, grade and place of fitting."""
    anchor = grade != "10.9S"
    size = f"M{d:.0f}*{length:.0f}"
    node = w.m.product(
        "IFCMECHANICALFASTENER",
        key,
        f"锚栓 Anchor bolt {size}" if anchor else f"高强螺栓 Bolt {size}",
        frame,
        (w.m.mapped(source),),
        w.storey,
        how="MappedRepresentation",
        object_type=size,
        extra=(d, length),
        material=grade,
    )
    w.m.pset(
        node, "Tekla Bolt", {"Bolt size": d, "Bolt length": length, "Bolt grade": grade, "Bolt site": "Site"}
    )


def pedestals(w: Workshop) -> None:
    """Concrete pedestals below the base plates, cast in place."""
    profile = w.m.rectangle("700x600", 700.0, 600.0)
    source = w.m.source((w.body(w.m.extrusion(profile, 700.0), CONCRETE),))
    for frame in range(1, BAYS + 2):
        for label, origin, x in sides():
            half = Frame(add(origin, (0.0, (frame - 1) * BAY, 0.0)), x)
            here = Frame(half.point((150.0, 0.0, -770.0)), half.x)
            node = w.m.product(
                "IFCFOOTING",
                f"pedestal/{label}{frame}",
                "基础短柱 Pedestal",
                here,
                (w.m.mapped(source),),
                w.storey,
                how="MappedRepresentation",
                predefined="PAD_FOOTING",
                material="C30",
            )
            w.m.pset(node, "Pset_ConcreteElementGeneral", {"ConstructionType": "现浇 cast in place"})


def build(name: str, rev: Revision) -> bytes:
    """The whole workshop as a file."""
    w = Workshop(name, rev)
    for frame in range(1, BAYS + 2):
        for label, origin, x in sides():
            half = Frame(add(origin, (0.0, (frame - 1) * BAY, 0.0)), x)
            column(w, f"{label}{frame}", half)
            rafter(
                w, f"{label}{frame}", half, rev.rafter_grade[1] if frame == rev.rafter_grade[0] else "Q355B"
            )
    purlins(w)
    girts(w)
    ties(w)
    braces(w)
    fasteners(w)
    pedestals(w)
    return w.m.finish()
