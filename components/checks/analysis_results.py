"""Section forces of line members from the results of an analysis view, and why some results are not taken.

Section forces act on the face that looks towards the end of the member, as vectors in world axes: N, N.mm.
"""

from __future__ import annotations

import numpy as np

from components.analysis import FORCE, AnalysisView
from components.record import record
from components.table import Bools, Floats, Ints

REASONS = ("", "kind", "no_group", "place", "bent", "axes", "spread", "loaded", "coarse", "contradiction")
"""Why a result is not taken, by code: see words `analysis.not_<reason>`."""
CODE = {word: code for code, word in enumerate(REASONS)}
DRAWN = ("CONST", "LINEAR", "POLYGONAL", "EQUIDISTANT", "DISCRETE")
"""Ways of giving results along a member whose stations can be told."""
NEAR_MM = 10.0
BALANCE, AGREE, BETWEEN = 0.01, 0.02, 0.05
"""Shares: end forces out of balance; a reaction differing; a moment between stations beyond those given."""


@record
class Stations:
    """Section forces at stations of line members, sorted by result and place.

    activity, member, group: (n,) rows of the view. at_mm: from the start of the member. force, moment: (n, 3).
    """

    activity: Ints
    member: Ints
    group: Ints
    at_mm: Floats
    force: Floats
    moment: Floats


@record
class Told:
    """Stations that can be used. reason: (activities,) code of REASONS; curve: which activities are member results.

    ends: how many gave the forces on the two ends, the others gave section forces.
    """

    stations: Stations
    reason: Ints
    curve: Bools
    ends: int


def stations(view: AnalysisView) -> Told:
    """Section forces of every member result whose meaning is certain."""
    a, m = view.activities, view.members
    curve = a.result & (a.member >= 0) & a.ifc_class.isin(["IfcStructuralCurveReaction"])
    reason = np.zeros(len(a), np.int64)

    def refuse(mask: Bools, word: str) -> None:
        reason[curve & mask & (reason == 0)] = CODE[word]

    of = np.maximum(a.member, 0)
    axes = frames(view)[of] if len(m) else np.zeros((len(a), 3, 3))
    refuse(~a.of.isin([FORCE]), "kind")
    refuse(a.result_group < 0, "no_group")
    if len(m):
        refuse(~m.straight[of], "bent")
        needed = np.where(a.in_world[:, None], axes[:, 0], axes[:, 2])
        refuse(np.asarray(~np.isfinite(needed).all(axis=1)), "axes")
    refuse(~a.spread.isin(DRAWN), "spread")
    s, bad = _placed(view, curve & (reason == 0))
    refuse(bad, "place")
    s = _kept(s, reason)
    ends = _at_both_ends(view, s) & a.spread.isin(["DISCRETE"])
    s = _turned(view, s, axes)
    s, loose = _from_ends(view, s, ends)
    refuse(loose, "loaded")
    s = _kept(s, reason)
    refuse(_coarse(view, s, axes), "coarse")
    refuse(_contradicted(view, s), "contradiction")
    return Told(_kept(s, reason), reason, curve, int((ends & curve & (reason == 0)).sum()))


def frames(view: AnalysisView) -> Floats:
    """(n, 3, 3) rows x (start to end), y, z of each line member; y and z NaN where the file gives no axis."""
    m = view.members
    along = m.end - m.start
    with np.errstate(invalid="ignore", divide="ignore"):
        x = along / np.linalg.norm(along, axis=1)[:, None]
    return np.stack([x, np.cross(m.z_axis, x), m.z_axis], axis=1)


def _kept(s: Stations, reason: Ints) -> Stations:
    return _take(s, np.flatnonzero(reason[s.activity] == 0))


def _take(s: Stations, rows: Ints) -> Stations:
    return Stations(
        *(getattr(s, k)[rows] for k in ("activity", "member", "group", "at_mm", "force", "moment"))
    )


def _lengths(view: AnalysisView) -> Floats:
    return np.asarray(np.linalg.norm(view.members.end - view.members.start, axis=1))


def _placed(view: AnalysisView, use: Bools) -> tuple[Stations, Bools]:
    """The figures with their places, a constant one at both ends; and activities whose places cannot be told."""
    v, a = view.values, view.activities
    rows = np.flatnonzero(use[v.activity])
    owner = v.activity[rows]
    at, many = v.at_mm[rows].copy(), np.bincount(owner, minlength=len(a))
    length = _lengths(view)[a.member[owner]]
    within = np.arange(len(owner)) - np.searchsorted(owner, owner)
    even = a.spread.isin(["EQUIDISTANT"])[owner] & (many[owner] > 1) & ~np.isfinite(at)
    at[even] = (within * length / np.maximum(many[owner] - 1, 1))[even]
    one = a.spread.isin(["CONST"])[owner] & (many[owner] == 1)
    at[one] = 0.0
    bad = np.zeros(len(a), np.bool_)
    wrong = ~(np.isfinite(at) & (at > -NEAR_MM) & (at < length + NEAR_MM))
    bad[owner[wrong]] = True
    alone = use & (many < 2) & ~a.spread.isin(["CONST"])
    bad |= alone | (use & (many == 0))
    # an endless figure, or one that gives no force and no moment at all, says nothing
    figures = np.concatenate([v.force[rows], v.moment[rows]], axis=1)
    bad[owner[np.isinf(figures).any(axis=1) | np.isnan(figures).all(axis=1)]] = True
    # what a result leaves out of a force is taken as nil only where the rest of it is given
    force, moment = np.nan_to_num(v.force[rows]), np.nan_to_num(v.moment[rows])
    again = np.flatnonzero(one)
    owner2 = np.concatenate([owner, owner[again]])
    at2 = np.concatenate([at, length[again]])
    force, moment = np.concatenate([force, force[again]]), np.concatenate([moment, moment[again]])
    order = np.lexsort((at2, owner2))
    owner2 = owner2[order]
    made = Stations(owner2, a.member[owner2], a.result_group[owner2], at2[order], force[order], moment[order])
    return made, bad


def _at_both_ends(view: AnalysisView, s: Stations) -> Bools:
    """(activities,) results with two stations, one at each end."""
    n = len(view.activities)
    length = _lengths(view)[s.member] if len(s.activity) else np.zeros(0)
    at_end = (np.abs(s.at_mm) < 1.0) | (np.abs(s.at_mm - length) < 1.0)
    many = np.bincount(s.activity, minlength=n)
    return np.asarray((many == 2) & (np.bincount(s.activity[at_end], minlength=n) == 2))


def _turned(view: AnalysisView, s: Stations, axes: Floats) -> Stations:
    """Vectors in world axes."""
    world = view.activities.in_world[s.activity][:, None]
    own = axes[s.activity]
    force = np.where(world, s.force, np.einsum("nij,ni->nj", own, s.force))
    moment = np.where(world, s.moment, np.einsum("nij,ni->nj", own, s.moment))
    return Stations(s.activity, s.member, s.group, s.at_mm, force, moment)


def _from_ends(view: AnalysisView, s: Stations, ends: Bools) -> tuple[Stations, Bools]:
    """Forces on the two ends of a member as section forces; and those that are out of balance by themselves.

    A member loaded between its ends is out of balance here, and its moment in the span cannot be told from its ends.
    """
    loose = np.zeros(len(view.activities), np.bool_)
    head = np.flatnonzero(
        ends[s.activity] & (np.arange(len(s.activity)) == np.searchsorted(s.activity, s.activity))
    )
    tail = head + 1
    arm = (view.members.end - view.members.start)[s.member[head]]
    force = s.force[head] + s.force[tail]
    moment = s.moment[head] + s.moment[tail] + np.cross(arm, s.force[tail])
    size = np.maximum(_norm(s.force[head]), _norm(s.force[tail]))
    bend = np.maximum.reduce([_norm(s.moment[head]), _norm(s.moment[tail]), _norm(arm) * size])
    out = (_norm(force) > BALANCE * size) | (_norm(moment) > BALANCE * bend)
    loose[s.activity[head[out]]] = True
    sign = np.ones((len(s.activity), 1))
    sign[head] = -1.0
    return Stations(s.activity, s.member, s.group, s.at_mm, s.force * sign, s.moment * sign), loose


def _norm(v: Floats) -> Floats:
    return np.asarray(np.linalg.norm(v, axis=1))


def _coarse(view: AnalysisView, s: Stations, axes: Floats) -> Bools:
    """(activities,) results whose shear changes sign between stations so that the moment there exceeds those given.

    Between two stations the load is taken as even: the moment then turns where the shear is nil.
    """
    bad = np.zeros(len(view.activities), np.bool_)
    if len(s.activity) < 2:
        return bad
    x = axes[s.activity][:, 0]
    shear = s.force - np.einsum("ij,ij->i", s.force, x)[:, None] * x
    bend = s.moment - np.einsum("ij,ij->i", s.moment, x)[:, None] * x
    most = np.zeros(len(bad))
    np.maximum.at(most, s.activity, _norm(bend))
    first = np.flatnonzero(s.activity[1:] == s.activity[:-1])
    for axis in range(3):
        v1, v2 = shear[first, axis], shear[first + 1, axis]
        turn = v1 * v2 < 0.0
        at = first[turn]
        share = v1[turn] / (v1 - v2)[turn]
        rise = 0.5 * np.abs(v1[turn]) * share * (s.at_mm[at + 1] - s.at_mm[at])
        over = _norm(bend[at]) + rise - most[s.activity[at]] > BETWEEN * np.maximum(most[s.activity[at]], 1.0)
        # towards which side the moment turns is told by what it does over the step
        fall = _norm(bend[at + 1]) + 0.5 * np.abs(v2[turn]) * (1.0 - share) * (s.at_mm[at + 1] - s.at_mm[at])
        over &= fall - most[s.activity[at]] > BETWEEN * np.maximum(most[s.activity[at]], 1.0)
        bad[s.activity[at[over]]] = True
    return bad


def _contradicted(view: AnalysisView, s: Stations) -> Bools:
    """(activities,) results of groups in which a support's reaction is not what its only member carries there.

    Axial force with its sign, the rest by size: this is how wrong axes and wrong signs show.
    """
    a, j = view.activities, view.joints
    bad = np.zeros(len(a), np.bool_)
    members_at = np.bincount(j.node[j.node >= 0], minlength=len(view.nodes))
    loaded = np.zeros(len(view.nodes) + 1, np.bool_)
    loaded[a.node[~a.result]] = True
    lone = (j.node >= 0) & (j.member >= 0)
    lone[lone] = (members_at[j.node[lone]] == 1) & ~loaded[j.node[lone]]
    member_of = np.full(len(view.nodes) + 1, -1, np.int64)
    member_of[j.node[lone]] = j.member[lone]
    reaction = np.flatnonzero(
        a.result & (a.node >= 0) & a.of.isin([FORCE]) & a.in_world & (a.result_group >= 0)
    )
    reaction = reaction[member_of[a.node[reaction]] >= 0]
    first = np.searchsorted(view.values.activity, reaction)
    force = np.nan_to_num(view.values.force[first])
    groups = max(len(view.result_groups), 1)
    wanted = member_of[a.node[reaction]] * groups + a.result_group[reaction]
    held = s.member * groups + s.group
    order = np.argsort(held, kind="stable")
    low, high = (np.searchsorted(held[order], wanted, side=side) for side in ("left", "right"))
    many = high - low
    which = np.repeat(np.arange(len(reaction)), many)
    row = order[np.arange(many.sum()) + np.repeat(low - (np.cumsum(many) - many), many)]
    m = view.members
    x = (m.end - m.start)[s.member[row]] / np.maximum(_lengths(view)[s.member[row]], 1e-9)[:, None]
    gap = m.start[s.member[row]] + s.at_mm[row][:, None] * x - view.nodes.place[a.node[reaction[which]]]
    here = _norm(gap) < NEAR_MM
    row, which, x = row[here], which[here], x[here]
    at_start = s.at_mm[row] < 0.5 * _lengths(view)[s.member[row]]
    expected = np.where(at_start[:, None], -1.0, 1.0) * force[which]
    own = s.force[row]
    axial = np.einsum("ij,ij->i", own - expected, x)
    aside = [_norm(f - np.einsum("ij,ij->i", f, x)[:, None] * x) for f in (own, expected)]
    slack = AGREE * np.maximum(_norm(expected), _norm(own)) + 1.0
    wrong = (np.abs(axial) > slack) | (np.abs(aside[0] - aside[1]) > slack)
    return np.asarray(np.isin(a.result_group, np.unique(s.group[row[wrong]])) | bad)
