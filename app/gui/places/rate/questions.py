"""What is asked where a model is silent: the rows of the form, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.imports.answers import functions_asked, measures_asked
from components.rates.answers import STAGES, UNIT_KINDS
from components.rates.book import CHOICES, METHODS, STRUCTURES, Book
from components.rates.wording import Name, Sentence

TEXT, NUMBER, DATE, CHOICE, FLAG = "text", "number", "date", "choice", "flag"


@dataclass(frozen=True)
class Cell:
    """One answer. key: in its table. words: code of what stands before it. options, prefix: of a choice and its words.

    says: key of what the model says of it, shown while the cell is blank.
    """

    key: str
    kind: str
    words: str = ""
    options: tuple[str, ...] = ()
    prefix: str = ""
    says: str = ""


@dataclass(frozen=True)
class Ask:
    """One question and the table of the answers that it fills."""

    table: tuple[str, ...]
    question: Sentence | Name
    cells: tuple[Cell, ...]
    noted: bool = False


NOTE = (
    Cell("evidence", TEXT, "gui_rate.evidence_note"),
    Cell("who", TEXT, "gui_rate.who"),
    Cell("when", DATE, "gui_rate.when"),
)
"""Evidence of an answer: the document, who answered, when."""


def _code(key: str) -> Sentence:
    return Sentence(f"gui_rate.{key}")


def asks(books: Sequence[Book], storeys: Sequence[str]) -> tuple[tuple[str, tuple[Ask, ...]], ...]:
    """Every question in its section, as (code of the heading, questions)."""
    return (
        ("gui_rate.sec_unit", _unit()),
        ("gui_rate.sec_levels", _levels(storeys)),
        ("gui_rate.sec_structure", _structure()),
        ("gui_rate.sec_functions", _functions(books)),
        ("gui_rate.sec_measures", _measures(books)),
        ("gui_rate.sec_settings", _settings()),
        ("gui_rate.sec_project", _project()),
    )


def _unit() -> tuple[Ask, ...]:
    return (
        Ask(("unit",), _code("ask_unit"), (Cell("kind", CHOICE, "", UNIT_KINDS, "rates.unit_kind_"),)),
        Ask(("stage",), _code("ask_stage"), (Cell("value", CHOICE, "", STAGES, "rates.stage_"),)),
    )


def _levels(storeys: Sequence[str]) -> tuple[Ask, ...]:
    rows = [
        Ask(("levels",), _code("ask_ground"), (Cell("outdoor_ground_m", NUMBER, "", says="ground_m"),)),
        Ask(
            ("areas",),
            _code("ask_above_area"),
            (Cell("above_ground_m2", NUMBER, "", says="above_ground_m2"),),
        ),
        Ask(("areas",), _code("ask_total_area"), (Cell("total_m2", NUMBER),)),
    ]
    for name in storeys:
        question = Sentence("gui_rate.ask_storey_area", {"name": name})
        rows.append(Ask(("areas", "storey", name), question, (Cell("m2", NUMBER, says=f"storey.{name}"),)))
    return tuple(rows)


def _structure() -> tuple[Ask, ...]:
    kind = Cell("kind", CHOICE, "", STRUCTURES, "rates.structure_")
    core = Cell("core_choice", CHOICE, "", CHOICES, "rates.choice_")
    return (
        Ask(("structure",), _code("ask_structure"), (kind,)),
        Ask(("structure",), _code("ask_core"), (core, *NOTE), noted=True),
    )


def _functions(books: Sequence[Book]) -> tuple[Ask, ...]:
    return tuple(
        Ask(
            ("function", name),
            Sentence("rates.ask_function", {"function": _function(name)}),
            (Cell("exists", FLAG), *NOTE),
            noted=True,
        )
        for name in functions_asked(tuple(books))
    )


def _function(name: str) -> Sentence | str:
    return Sentence(f"rates.function_{name}") if name in ("kitchen", "bathroom") else name


def _measures(books: Sequence[Book]) -> tuple[Ask, ...]:
    rows = []
    for measure, unit, ask in measures_asked(tuple(books)):
        question = ask or Sentence(f"rates.ask_{measure}")
        if unit == "yes_no":
            cells: tuple[Cell, ...] = (Cell("done", FLAG),)
        elif unit == "%":
            cells = (Cell("ratio_percent", NUMBER, "gui_rate.ratio"),)
        else:
            cells = (
                Cell("part", NUMBER, "gui_rate.part", says=f"{measure}.part"),
                Cell("total", NUMBER, "gui_rate.total", says=f"{measure}.total"),
                Cell("ratio_percent", NUMBER, "gui_rate.or_ratio"),
            )
        rows.append(Ask(("answer", measure), question, (*cells, *NOTE), noted=True))
    return tuple(rows)


def _settings() -> tuple[Ask, ...]:
    table = ("settings",)
    return (
        Ask(table, _code("ask_own_assembly"), (Cell("own_target_assembly_percent", NUMBER),)),
        Ask(table, _code("ask_own_prefabrication"), (Cell("own_target_prefabrication_percent", NUMBER),)),
        Ask(table, _code("ask_area_target"), (Cell("area_target_percent", NUMBER),)),
        Ask(table, _code("ask_rounding"), (Cell("rounding", CHOICE, "", METHODS, "rates.rounding_"),)),
        Ask(table, _code("ask_roof"), (Cell("roof_counts", FLAG),)),
        Ask(table, _code("ask_envelope"), (Cell("envelope_counts", FLAG),)),
        Ask(
            table,
            _code("ask_unsaid"),
            (Cell("unsaid_concrete", CHOICE, "", ("open", "cast"), "gui_rate.unsaid_"),),
        ),
    )


def _project() -> tuple[Ask, ...]:
    table = ("project",)
    return (
        Ask(table, _code("ask_name"), (Cell("name", TEXT),)),
        Ask(table, _code("ask_city"), (Cell("city", TEXT),)),
        Ask(table, _code("ask_who"), (Cell("who", TEXT),)),
        Ask(table, _code("ask_assessed_on"), (Cell("assessed_on", DATE),)),
        Ask(table, _code("ask_permit_date"), (Cell("permit_date", DATE),)),
    )
