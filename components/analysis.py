"""The structural analysis view of a file: members, nodes, load groups, loads and results, as frozen column tables.

N, mm, N.mm; coordinates are the world's. Row numbers link the tables (-1: none); `step_id` is the statement number.
"""

from __future__ import annotations

from components.record import record
from components.table import Bools, Floats, Ints, Table, Text

FIXED, PINNED, SPRING, PARTIAL, FREE = "fixed", "pinned", "spring", "partial", "free"
"""Kinds of support: all six held; displacements held, rotations free; a stiffness anywhere; some held; nothing held."""

FORCE, LINE_FORCE = "FORCE", "LINE_FORCE"
"""Kinds of load whose figures are read: a force and moment at a place, or per length."""


@record
class AnalysisMembers(Table):
    """Line members. start, end: (n, 3) mm, NaN unknown. z_axis: (n, 3) unit, the local z the file gives, across the
    member; NaN where it gives none. straight: whether the edge is a straight line. kind: RIGID_JOINED_MEMBER, CABLE ...

    profile: row of `Facts.profiles`. element: row of `Facts.elements` of the physical member a relation names.
    """

    step_id: Ints
    global_id: Text
    name: Text
    kind: Text
    start: Floats
    end: Floats
    z_axis: Floats
    straight: Bools
    profile: Ints
    material: Text
    element: Ints


@record
class AnalysisNodes(Table):
    """Point connections. place: (n, 3) mm. support: FIXED ... FREE, none where the file gives no condition.

    held: (n, 6) along and about x, y, z: infinite held, 0 free, otherwise a stiffness in N/mm or N.mm/rad, NaN unknown.
    """

    step_id: Ints
    global_id: Text
    name: Text
    place: Floats
    support: Text
    held: Floats


@record
class AnalysisJoints(Table):
    """Which member meets which node. held: (n, 6) as of `AnalysisNodes`, the member's own releases; NaN: none stated."""

    member: Ints
    node: Ints
    held: Floats


@record
class LoadGroups(Table):
    """Load cases, groups and combinations. kind: LOAD_CASE, LOAD_GROUP, LOAD_COMBINATION. coefficient: NaN not given."""

    step_id: Ints
    global_id: Text
    name: Text
    kind: Text
    action_type: Text
    action_source: Text
    coefficient: Floats


@record
class GroupLinks(Table):
    """Which load group is part of which, and its factor there (NaN: none given)."""

    whole: Ints
    part: Ints
    factor: Floats


@record
class ResultGroups(Table):
    """Result groups. theory: FIRST_ORDER_THEORY ... load_group: row of `LoadGroups` they are of."""

    step_id: Ints
    global_id: Text
    name: Text
    theory: Text
    load_group: Ints


@record
class Activities(Table):
    """Loads (result False) and results (True), one row each.

    member, node: rows of what it acts on. load_group, result_group: rows of the groups. in_world: its components are
    along the world's axes, else the member's own. spread: CONST, LINEAR, POLYGONAL, DISCRETE ... projected: on the
    projected length. of: FORCE, LINE_FORCE, or the keyword of another kind of load, whose figures are not read.
    """

    step_id: Ints
    ifc_class: Text
    result: Bools
    member: Ints
    node: Ints
    load_group: Ints
    result_group: Ints
    in_world: Bools
    spread: Text
    projected: Bools
    of: Text


@record
class ActivityValues(Table):
    """Figures of activities, in order. at_mm: from the start of the member, NaN not given.

    force, moment: (n, 3) N and N.mm, of a line force N/mm and N.mm/mm; NaN where not given.
    """

    activity: Ints
    at_mm: Floats
    force: Floats
    moment: Floats


@record
class AnalysisView:
    """All of the analysis view of a file. models: number of analysis models."""

    models: int
    members: AnalysisMembers
    nodes: AnalysisNodes
    joints: AnalysisJoints
    load_groups: LoadGroups
    links: GroupLinks
    result_groups: ResultGroups
    activities: Activities
    values: ActivityValues

    def counts(self) -> dict[str, int]:
        """How many members, supports, load cases, combinations, loads and results there are."""
        kind = self.load_groups.kind
        return {
            "members": len(self.members),
            "supports": int(self.nodes.support.isin([FIXED, PINNED, SPRING, PARTIAL]).sum()),
            "load_cases": int(kind.isin(["LOAD_CASE"]).sum()),
            "load_combinations": int(kind.isin(["LOAD_COMBINATION"]).sum()),
            "loads": int((~self.activities.result).sum()),
            "results": int(self.activities.result.sum()),
        }
