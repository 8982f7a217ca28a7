"""How a bill is made: from the user's files on the command line, or from what a project keeps of them.

A project keeps the text of a file, not its path: what changes a number lives in the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from components.bom.bases import Bases, Rule
from components.bom.marks import Earlier
from components.bom.rules import KEEP, MODES, MarkRules
from components.bom.template import Template
from components.imports.bases import parse_bases, read_bases, shipped_bases
from components.imports.bill_template import default_template, parse_template, read_template, shipped_template
from components.imports.mark_table import read_marks
from components.imports.marks import default_rules, parse_rules, read_bytes, read_rules, shipped_rules
from components.sheet import Revision, TitleBlock

if TYPE_CHECKING:
    from app.project import Project

FILES = ("marks", "template", "bases")
"""What a project may keep as a text of the user's: `{"file": name, "text": all of it}` in `Project.bill`."""
SHIPPED = {"marks": shipped_rules, "template": shipped_template, "bases": shipped_bases}
BLOCK = (
    "project", "company", "issued_to", "number", "revision", "date", "prepared", "checked", "approved", "logo",
)  # fmt: skip
"""Fields of the title block that `Project.block` may hold."""
BASE = "base"
"""Field of the decisions that give an element's assembly to a base."""


@dataclass(frozen=True, eq=False)
class Plan:
    """How a bill is made. mode: see `components.bom.rules.MODES`. earlier: marks of the issue before.

    hand: base code by STEP id, decided one by one.
    """

    rules: MarkRules
    template: Template
    mode: str = KEEP
    earlier: tuple[Earlier, ...] = ()
    bases: Bases | None = None
    hand: Mapping[int, str] = field(default_factory=dict)


def plan_of(
    mode: str = KEEP, rules: Path | None = None, template: Path | None = None, bases: Path | None = None,
    previous: Path | None = None,
) -> Plan:  # fmt: skip
    """A plan from the user's files; what is not given is as shipped. MarksRefused, TemplateRefused, BasesRefused."""
    return Plan(
        rules=read_rules(rules) if rules else default_rules(),
        template=read_template(template) if template else default_template(),
        mode=mode,
        earlier=read_marks(previous) if previous else (),
        bases=read_bases(bases) if bases else None,
    )


def plan_of_project(project: Project, starts: Mapping[str, int], folder: Path = Path()) -> Plan:
    """The plan that a project keeps, for the models shown; as shipped where it keeps nothing.

    starts: what is added to the STEP ids of each model to make its keys, by SHA-256 (`components.merged.starts`).
    folder: where a logo that the template names lies. Raises what `plan_of` raises.
    """
    bill = project.bill
    rules, template = kept(bill, "marks"), kept(bill, "template")
    mode = str(bill.get("mode", KEEP))
    previous = str(bill.get("previous", ""))
    looks = parse_template(template[1], template[0], folder) if template else default_template()
    return Plan(
        rules=parse_rules(rules[1], rules[0]) if rules else default_rules(),
        template=_signed(looks, project.block, bill.get("revisions", ())),
        mode=mode if mode in MODES else KEEP,
        earlier=read_marks(Path(previous)) if previous else (),
        bases=_bases(bill),
        hand={
            starts[d.model] + d.step_id: d.value
            for d in project.decisions
            if d.field == BASE and d.model in starts
        },
    )


def kept(bill: Mapping[str, Any], name: str) -> tuple[str, bytes] | None:
    """Name and text of one of FILES that a project keeps."""
    held = bill.get(name)
    return (str(held["file"]), str(held["text"]).encode("utf-8")) if held else None


def keep(bill: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    """`Project.bill` with a file of the user's taken in, once it has been read without a refusal."""
    raw = read_bytes(path)
    check(name, raw, path.name)
    return {**bill, name: {"file": path.name, "text": raw.decode("utf-8-sig")}}


def check(name: str, raw: bytes, file: str) -> None:
    """Read one of FILES and forget it: MarksRefused, TemplateRefused or BasesRefused where it cannot be used."""
    if name == "marks":
        parse_rules(raw, file)
    elif name == "template":
        parse_template(raw, file, Path())
    else:
        parse_bases(raw, file)


def day(word: str) -> str:
    """A date as it stands in a title block, ISO, or nothing; a ValueError where it is neither."""
    if word:
        date.fromisoformat(word)
    return word


def with_rule(bill: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    """`Project.bill` with one more rule, before those that it has."""
    return {**bill, "assign": [_plain(rule), *bill.get("assign", ())]}


def own_rules(bill: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules made in the project, first to last."""

    def words(told: Mapping[str, Any], key: str) -> tuple[str, ...]:
        return tuple(str(w) for w in told.get(key, ()))

    return tuple(
        Rule(
            str(r["base"]), words(r, "kinds"), words(r, "storeys"), words(r, "lots"), words(r, "marks"),
            reason=str(r.get("reason", "")),
        )
        for r in bill.get("assign", ())
    )  # fmt: skip


def _plain(rule: Rule) -> dict[str, Any]:
    lists = {k: list(getattr(rule, k)) for k in ("kinds", "storeys", "lots", "marks") if getattr(rule, k)}
    return {"base": rule.base, **lists, "reason": rule.reason}


def _bases(bill: Mapping[str, Any]) -> Bases | None:
    """The bases kept, the project's own rules between those by hand and the others of the file."""
    held = kept(bill, "bases")
    if held is None:
        return None
    read = parse_bases(held[1], held[0])
    by_hand = tuple(r for r in read.rules if r.by_hand)
    others = tuple(r for r in read.rules if not r.by_hand)
    return replace(read, rules=(*by_hand, *own_rules(bill), *others))


def _signed(template: Template, block: Mapping[str, str], revisions: Sequence[Mapping[str, str]]) -> Template:
    """The template with the title block and the revisions of the project over its own."""
    told: dict[str, Any] = {k: v for k in BLOCK if (v := block.get(k, ""))}
    if "logo" in told:
        told["logo"] = Path(told["logo"])
    made = tuple(
        Revision(*(str(r.get(k, "")) for k in ("mark", "date", "what", "by")))
        for r in revisions
        if any(r.values())
    )
    signed: TitleBlock = replace(template.block, **told)
    return replace(template, block=signed, revisions=made or template.revisions)
