"""Who makes what: decisions by hand, rules, limits, and what a project keeps of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES, opened

from app.bill_plan import BASE, check, keep, plan_of, plan_of_project, with_rule
from app.bills import Issue, make_issue
from app.project import Decision, Project, overrides
from components.bom.bases import Rule, assign
from components.bom.sets import weights
from components.findings import Refusal
from components.imports.bases import example_bases

PORTAL = SAMPLES / "portal_workshop.ifc"


def issued(hand: dict[int, str] | None = None, rules: tuple[Rule, ...] = ()) -> Issue:
    o = opened(PORTAL)
    bases = replace(example_bases(), rules=(*rules, *example_bases().rules))
    return make_issue(o.facts, o.model, replace(plan_of(), bases=bases, hand=hand or {}))


def base_of(made: Issue, piece: int) -> str:
    given = made.assignment
    assert given is not None
    at = int(given.base_of[piece])
    return given.bases.bases[at].code if at >= 0 else ""


def test_a_decision_on_any_part_moves_its_whole_assembly_and_no_other() -> None:
    plain = issued()
    of = plain.bill.marking.belonging.piece_of
    c = plain.bill.model.components
    piece = int(np.flatnonzero(~plain.bill.marking.belonging.pieces.single)[0])
    inner = np.flatnonzero(
        (of == piece) & (np.arange(len(of)) != plain.bill.marking.belonging.pieces.main[piece])
    )
    moved = issued({int(c.step_id[inner[0]]): "YK"})
    assert base_of(moved, piece) == "YK"
    given, before = moved.assignment, plain.assignment
    assert given is not None and before is not None
    others = np.arange(len(given.base_of)) != piece
    assert np.array_equal(given.base_of[others], before.base_of[others])
    assert given.by_hand.tolist() == [i == piece for i in range(len(others))]
    scope = next(s for s in moved.scopes if s.name == "YK")
    assert set(np.flatnonzero(scope.parts)) == set(np.flatnonzero(of == piece))


def test_parts_of_one_assembly_given_to_two_bases_follow_the_main_part_and_are_told() -> None:
    plain = issued()
    p, of = plain.bill.marking.belonging.pieces, plain.bill.marking.belonging.piece_of
    step = plain.bill.model.components.step_id
    piece = int(np.flatnonzero(~p.single)[0])
    other = next(r for r in np.flatnonzero(of == piece).tolist() if r != p.main[piece])
    torn = issued({int(step[p.main[piece]]): "YK", int(step[other]): "CY"})
    assert base_of(torn, piece) == "YK"
    assert "marks.base_torn" in {f.code for f in torn.findings}


def test_a_base_that_is_not_there_decides_nothing_and_is_told() -> None:
    plain = issued()
    step = int(plain.bill.model.components.step_id[plain.bill.marking.belonging.pieces.main[0]])
    lost = issued({step: "XX"}, (Rule("ZZ", marks=("*",)),))
    assert base_of(lost, 0) == base_of(plain, 0)
    assert {"marks.base_unknown", "marks.rule_base_unknown"} <= {f.code for f in lost.findings}


def test_a_piece_whose_length_or_mass_is_not_known_whole_is_not_within_the_limits() -> None:
    made = issued()
    m, sizes = made.bill.marking, weights(made.bill)
    bases, model = example_bases(), made.bill.model
    short = replace(sizes, short=np.arange(len(sizes.length)) == 0)
    given = assign(bases, model, m, short)
    assert given.unsure.tolist() == [i == 0 and given.base_of[0] >= 0 for i in range(len(given.base_of))]
    assert "marks.limit_unknown" in {f.code for f in given.findings}
    long = assign(bases, model, m, replace(short, length=np.full(len(sizes.length), 1e6)))
    assert not long.unsure.any() and long.over.tolist() == (long.base_of >= 0).tolist()


def test_what_a_project_keeps_makes_the_plan_and_leaves_the_model_alone(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        'schema = 1\n[[base]]\ncode = "A1"\nname = "甲"\n[[rule]]\nbase = "A1"\n', encoding="utf-8"
    )
    sha = opened(PORTAL).model.source.sha256
    made = Decision(sha, 7, "g", BASE, "A1", "why")
    bill = with_rule(keep({}, "bases", own), Rule("A1", marks=("GZ-*",), reason="near the site"))
    project = Project(
        decisions=(made,), bill={**bill, "mode": "number", "revisions": [{"mark": "B", "date": "2026-11-30"}]},
        block={"project": "P", "logo": "l.png"},
    )  # fmt: skip
    plan = plan_of_project(project, {sha: 0})
    assert plan.bases is not None and [r.marks for r in plan.bases.rules] == [("GZ-*",), ()]
    assert (plan.mode, plan.hand, plan.template.block.project) == ("number", {7: "A1"}, "P")
    assert [r.mark for r in plan.template.revisions] == ["B"]
    assert overrides(project, {sha: 0}) == overrides(Project(), {sha: 0})
    assert plan_of_project(project, {"another file": 0}).hand == {}


@pytest.mark.parametrize("name", ["marks", "template", "bases"])
def test_a_text_that_cannot_be_used_is_refused_with_its_file(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(name, b"schema = 99", "mine.toml")
    assert refused.value.arguments["file"] == "mine.toml"
