"""What a check is given: sections, steels, members, combinations and forces, as columns.

N, mm, MPa. x strong axis, y weak axis. Compression is positive; Mx is positive where it compresses
flange 1 (top, b1), Vy goes with Mx. End moments are values of the moment diagram: same sign means
single curvature.
"""

from __future__ import annotations

import numpy as np

from components.record import record
from components.table import Bools, Floats, Ints, Table, Text

KINDS = (
    "rolled_h", "rolled_i", "welded_i", "channel", "rolled_tee", "welded_tee", "equal_angle", "unequal_angle",
    "double_angle", "welded_box", "rolled_box", "welded_tube", "rolled_tube", "solid",
)  # fmt: skip
"""Kinds of section the check knows; any other word, or none, is a reason."""

LOAD_UNKNOWN, LOAD_NONE, LOAD_POINT, LOAD_UNIFORM, LOAD_BOTH = -1, 0, 1, 2, 3
"""Transverse load between the ends of a member, as it enters 8.2.1: both means with end moments, or of
any kind.
"""


@record
class SectionTable(Table):
    """Sections in mm; NaN where a section has no such figure or it is not known.

    kind: one of `KINDS`. I, channel, tee: depth h, flange 1 b1 x t1, flange 2 b2 x t2 (tee: none), web
    tw, root radius r. Box: h x b1, flanges t1, webs tw (r inner corner radius). Tube: h = D, tw = t.
    Angles: h the leg along the web (double angles: the legs back to back), b1 the other leg, tw the
    thickness. Solid: h x b1. y_s: centroid to shear centre. i_min: least radius of gyration. W1x, W2x:
    towards flange 1 and 2. Wy: least. Sx: first moment of half the section for shear along y, Sy along
    x.
    """

    kind: Text
    h: Floats
    b1: Floats
    t1: Floats
    b2: Floats
    t2: Floats
    tw: Floats
    r: Floats
    A: Floats
    Ix: Floats
    Iy: Floats
    It: Floats
    Iw: Floats
    y_s: Floats
    i_min: Floats
    W1x: Floats
    W2x: Floats
    Wy: Floats
    Sx: Floats
    Sy: Floats


@record
class SteelTable(Table):
    """Grades by thickness band: number is the yield number in the name; the others are (n, bands), MPa,
    NaN padded.

    upto_mm: upper limit of each band, rising.
    """

    name: Text
    number: Floats
    upto_mm: Floats
    f: Floats
    fv: Floats
    fy: Floats
    fu: Floats


@record
class MemberTable(Table):
    """Members. section, steel: rows, -1 unknown. Lengths mm, NaN unknown.

    role: see limits.csv. standard: governing standard where it is not GB 50017 (the member is then not
    checked). edge: "flame_cut" or "sheared" flange, none: by the settings. lx, ly: geometric lengths,
    used with second-order forces. l0x, l0y: effective lengths. l1: distance of lateral supports of the
    compressed flange. lw: torsion. ltb_case: a row of table C.0.1 (see table_c_0_1.csv) or C.0.4. held:
    the top flange is held by a rigid deck. bottom_l: l of 6.2.7. sway_x, sway_y: column of an unbraced
    frame in that plane. net_ratio: A_n/A. eta: 7.1.3. one_leg: single angle joined by its "equal",
    "short" or "long" leg. panel_a: stiffener spacing. seismic_grade: 1 to 4, 0 none. fatigue: checked
    for fatigue, so gamma = 1. beta_mx ... beta_ty: equivalent moment factors stated, NaN: by 8.2.1.
    bolts, bolts_row: friction bolts on one side of a joint and in the net section (7.1.1-3). bearing, rail_h, rail_I,
    psi: a, h_R, I_R and psi of 6.1.4, for the force F of a row on flange 1. eta: NaN by 7.1.3 and 7.6.1.
    deflection: row of table B.1.1, none: by the role.
    """

    section: Ints
    steel: Ints
    role: Text
    standard: Text
    edge: Text
    lx: Floats
    ly: Floats
    l0x: Floats
    l0y: Floats
    l1: Floats
    lw: Floats
    ltb_case: Text
    held: Bools
    bottom_l: Floats
    sway_x: Bools
    sway_y: Bools
    net_ratio: Floats
    eta: Floats
    one_leg: Text
    panel_a: Floats
    seismic_grade: Ints
    fatigue: Bools
    beta_mx: Floats
    beta_my: Floats
    beta_tx: Floats
    beta_ty: Floats
    deflection: Text
    bolts: Floats
    bolts_row: Floats
    bearing: Floats
    rail_h: Floats
    rail_I: Floats
    psi: Floats


@record
class CombinationTable(Table):
    """Combinations. design: design values, else characteristic. situation: persistent, seismic or
    serviceability.

    analysis: first_order, p_delta or direct. gamma_0_in, seismic_in: that factor is already in the forces.
    """

    name: Text
    design: Bools
    situation: Text
    analysis: Text
    gamma_0_in: Bools
    seismic_in: Bools


@record
class ForceTable(Table):
    """Forces of a member in a combination at a station (0 to 1): N, N.mm.

    M1x ... M2y: end moments of the segment between lateral supports, NaN unknown. load_x, load_y:
    `LOAD_*` of the transverse load that makes Mx, My. Mqx, Mqy: largest moment of the transverse load
    alone, NaN unknown. vT, vQ: deflection under all and under variable loads, mm, NaN unknown. F: concentrated force
    that presses flange 1 onto the web where no stiffener stands (6.1.4), 0 none.
    """

    member: Ints
    combination: Ints
    station: Floats
    N: Floats
    Vx: Floats
    Vy: Floats
    Mx: Floats
    My: Floats
    T: Floats
    M1x: Floats
    M2x: Floats
    M1y: Floats
    M2y: Floats
    load_x: Ints
    load_y: Ints
    Mqx: Floats
    Mqy: Floats
    vT: Floats
    vQ: Floats
    F: Floats


def members_of(n: int, **columns: object) -> MemberTable:
    """A `MemberTable` of n rows in which what is not given is unknown, or nil where it is a choice."""
    nan, no = np.full(n, np.nan), np.zeros(n, np.bool_)
    known: dict[str, object] = dict.fromkeys(
        (
            *("lx", "ly", "l0x", "l0y", "l1", "lw", "bottom_l", "net_ratio", "panel_a"),
            *("beta_mx", "beta_my", "beta_tx", "beta_ty", "eta", "bolts", "bolts_row", "bearing", "rail_I"),
        ),
        nan,
    )
    known |= dict.fromkeys(("held", "sway_x", "sway_y", "fatigue"), no)
    known |= dict.fromkeys(("role", "standard", "edge", "ltb_case", "one_leg", "deflection"), Text.full(n))
    known |= {"rail_h": np.zeros(n), "psi": np.ones(n), "seismic_grade": np.zeros(n, np.int64)}
    return MemberTable(**(known | columns))  # type: ignore[arg-type]


def forces_of(member: Ints, combination: Ints, **columns: object) -> ForceTable:
    """A `ForceTable` in which forces not given are nil, end moments and loads not given unknown."""
    n = len(member)
    known: dict[str, object] = dict.fromkeys(("station", "N", "Vx", "Vy", "Mx", "My", "T", "F"), np.zeros(n))
    known |= dict.fromkeys(("M1x", "M2x", "M1y", "M2y", "Mqx", "Mqy", "vT", "vQ"), np.full(n, np.nan))
    known |= dict.fromkeys(("load_x", "load_y"), np.full(n, LOAD_UNKNOWN, np.int64))
    return ForceTable(**({"member": member, "combination": combination} | known | columns))  # type: ignore[arg-type]
