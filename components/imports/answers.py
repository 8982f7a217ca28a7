"""The answers file: what people say where a model is silent. `read_answers` loads it, `template` writes
a blank one.

    schema = 1 [project]     name, city, who, when; assessed_on, permit_date [unit]        kind, then
    [[unit.building]] planning_number, storeys, above_ground_area_m2 [stage]       value: pre_evaluation
    or completion [levels]      outdoor_ground_m: above project zero [areas]       above_ground_m2,
    total_m2 [structure]   kind, core_choice, evidence, who, when [function.F]  exists: true or false;
    evidence, who, when. F: kitchen, bathroom or a function of the rule book [answer.M]    part and
    total (or ratio_percent, or done); evidence, who, when. M: a measure such as q3a [settings]
    rounding, own_target_prefabrication_percent, own_target_assembly_percent, area_target_percent,
    roof_counts, envelope_counts, unsaid_concrete (see `answers_rules`) [[areas.storey]] name, m2
    [[rule]]      when, field, value, reason (see `answers_rules`)

Everything but `schema` may be left out; what is left out is not answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from components.findings import Refusal
from components.imports import answers_rules
from components.rates.answers import (
    AREA_TARGET_PERCENT,
    STAGES,
    UNIT_KINDS,
    Answers,
    EvaluationUnit,
    Presence,
    UnitBuilding,
)
from components.rates.book import CHOICES, MEASURES, METHODS, STRUCTURES, Book
from components.rates.measures import Measure, Note
from components.rates.strict_toml import Node, parse
from components.rates.wording import Name
from components.reading import read_file, reason
from components.units import MM_PER_M
from components.words import say

SCHEMA = 1
FUNCTIONS = ("kitchen", "bathroom")


class AnswersRefused(Refusal):
    """An answers file that cannot be used."""


def read_answers(path: Path, books: Iterable[Book] = ()) -> Answers:
    """The answers of a file; `books` bring the measures and functions of their own.

    Raises AnswersRefused.
    """
    try:
        raw = read_file(path)
    except OSError as error:
        why = reason(error)
        raise AnswersRefused("rates.file_unreadable", file=path.name, line=1, path="-", reason=why) from error
    return answers_of(raw, path.name, books)


def answers_of(raw: bytes, file: str, books: Iterable[Book] = ()) -> Answers:
    """The answers of a file's bytes. Raises AnswersRefused with line and key path."""
    known = tuple(books)
    root = parse(raw, file, AnswersRefused)
    schema = root.integer("schema", 1, 99)
    if schema != SCHEMA:
        raise root.refused("schema", "toml_schema", got=schema, known=SCHEMA)
    project, structure = root.table_or_empty("project"), root.table_or_empty("structure")
    stage, levels = root.table_or_empty("stage"), root.table_or_empty("levels")
    areas, settings = root.table_or_empty("areas"), root.table_or_empty("settings")
    ground_m = levels.number_or_none("outdoor_ground_m", -1000.0, 1000.0)
    answers = Answers(
        project=project.text_or("name"),
        city=project.text_or("city"),
        note=_note(project),
        unit=_unit(root),
        stage=stage.choice_or_none("value", STAGES),
        assessed_on=project.date_or_none("assessed_on"),
        permit_date=project.date_or_none("permit_date"),
        outdoor_ground_mm=None if ground_m is None else ground_m * MM_PER_M,
        above_ground_area_m2=_area(areas, "above_ground_m2"),
        total_floor_area_m2=_area(areas, "total_m2"),
        structure=structure.choice_or_none("kind", STRUCTURES),
        core_choice=structure.choice_or_none("core_choice", CHOICES),
        structure_note=_note(structure),
        functions=_functions(root, known),
        measures=_measures(root, known),
        rounding=settings.choice_or_none("rounding", METHODS),
        own_targets=_own_targets(settings),
        area_target_percent=_or(
            settings.number_or_none("area_target_percent", 0.0, 100.0), AREA_TARGET_PERCENT
        ),
        storey_areas_m2=answers_rules.storey_areas(areas),
        rules=answers_rules.rules(root),
        roof_counts=answers_rules.flag_or(settings, "roof_counts", True),
        envelope_counts=answers_rules.flag_or(settings, "envelope_counts", True),
        unsaid_is_cast=settings.choice_or_none("unsaid_concrete", answers_rules.UNSAID) == "cast",
        file=file,
        sha256=hashlib.sha256(raw).hexdigest(),
    )
    for node in (project, structure, stage, levels, areas, settings, root):
        node.done()
    return answers


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _note(node: Node) -> Note:
    return Note(node.text_or("evidence"), node.text_or("who"), node.date_or_none("when"))


def _area(node: Node, key: str) -> float | None:
    """A floor area [m2]; zero is refused, because nothing is built on it."""
    value = node.number_or_none(key, 0.0)
    if value == 0.0:
        raise node.refused(key, "toml_out_of_range", got=value, low="> 0", high="∞")
    return value


def _unit(root: Node) -> EvaluationUnit | None:
    node = root.table_or_empty("unit")
    kind = node.choice_or_none("kind", UNIT_KINDS)
    buildings: list[UnitBuilding] = []
    for building in node.tables("building", required=False):
        number = building.text("planning_number")
        if number in [b.planning_number for b in buildings]:
            raise building.refused("planning_number", "answers_building_twice", got=number)
        storeys = building.integer_or_none("storeys", 1, 300)
        buildings.append(UnitBuilding(number, storeys, _area(building, "above_ground_area_m2")))
        building.done()
    node.done()
    if kind is None:
        return None
    if not buildings:
        raise node.refused("kind", "answers_no_building")
    if kind != "group" and len(buildings) > 1:
        raise node.refused("kind", "answers_one_building", count=len(buildings))
    return EvaluationUnit(kind, tuple(buildings))


def _functions(root: Node, books: Iterable[Book]) -> dict[str, Presence]:
    allowed = set(FUNCTIONS) | {i.absent_function for b in books for i in b.items if i.absent_function}
    table = root.table_or_empty("function")
    found = {}
    for key in table.data:
        if key not in allowed:
            raise table.refused(key, "answers_unknown_measure", allowed=", ".join(sorted(allowed)))
        node = table.table(key)
        found[key] = Presence(node.flag("exists"), _note(node))
        node.done()
    return found


def known_units(books: Iterable[Book]) -> dict[str, str]:
    """{measure: unit} of everything that can be answered."""
    return MEASURES | {i.measure: i.unit for b in books for i in b.items}


def _measures(root: Node, books: Iterable[Book]) -> dict[str, Measure]:
    units = known_units(books)
    table = root.table_or_empty("answer")
    found = {}
    for key in table.data:
        if key not in units:
            raise table.refused(key, "answers_unknown_measure", allowed=", ".join(units))
        node = table.table(key)
        found[key] = _answer(node, units[key])
        node.done()
    return found


def _answer(node: Node, unit: str) -> Measure:
    """A done or not, a ratio, or a part of a total: exactly one of them."""
    ratio = None if unit == "yes_no" else node.number_or_none("ratio_percent", 0.0, 100.0)
    if unit == "yes_no":
        part, total = (1.0 if node.flag("done") else 0.0), 1.0
    elif ratio is not None:
        if node.has("part") or node.has("total"):
            raise node.refused("ratio_percent", "answers_both_forms")
        part, total, unit = ratio, 100.0, "%"
    elif not node.has("part") and not node.has("total"):
        raise node.refused("", "answers_empty")
    else:
        part, total = node.number("part", 0.0), node.number("total", 0.0)
    return Measure(part, total, unit, note=_note(node))


def _own_targets(node: Node) -> dict[str, float]:
    found = {}
    for rate in ("prefabrication", "assembly"):
        value = node.number_or_none(f"own_target_{rate}_percent", 0.0, 100.0)
        if value is not None:
            found[rate] = value
    return found


def template(books: Iterable[Book] = (), languages: tuple[str, ...] = ("zh", "en")) -> str:
    """A blank answers file as text: every question as comments in each language, every answer commented
    out and left blank, so that no answer stands that nobody gave.

    Only the measures and functions the books ask for are written; without a book, all that are known.
    """
    known = tuple(books)
    note = ('evidence = ""', 'who = ""', "when = ")
    building = ("[[unit.building]]", 'planning_number = ""', "storeys = ", "above_ground_area_m2 = ")
    targets = ("own_target_prefabrication_percent = ", "own_target_assembly_percent = ")
    dates = ("assessed_on = ", "permit_date = ")
    blocks = [
        [*_asked(("answers_title", "answers_how"), languages), "schema = 1"],
        _asked(("ask_project", "ask_dates"), languages)
        + _off("[project]", 'name = ""', 'city = ""', 'who = ""', *dates),
        _asked(("ask_unit",), languages) + _off("[unit]", 'kind = ""', *building),
        _asked(("ask_stage",), languages) + _off("[stage]", 'value = ""'),
        _asked(("ask_levels",), languages) + _off("[levels]", "outdoor_ground_m = "),
        _asked(("ask_areas",), languages)
        + _off("[areas]", "above_ground_m2 = ", "total_m2 = ", "[[areas.storey]]", 'name = ""', "m2 = "),
        _asked(("ask_structure", "ask_core"), languages)
        + _off("[structure]", 'kind = ""', 'core_choice = ""', *note),
    ]
    for function in functions_asked(known):
        head = f"[function.{function}]"
        blocks.append(_function_question(function, languages) + _off(head, "exists = ", *note))
    for measure, unit, ask in measures_asked(known):
        lines = {"yes_no": ("done = ",), "%": ("ratio_percent = ",)}.get(unit, ("part = ", "total = "))
        blocks.append(_question(measure, ask, languages) + _off(f"[answer.{measure}]", *lines, *note))
    settings = _off(
        "[settings]", 'rounding = ""', *targets, "area_target_percent = ", *answers_rules.SETTINGS
    )
    blocks.append(_asked(("ask_settings", "ask_counting"), languages) + settings)
    blocks.append(_asked(("ask_rules",), languages) + _off(*answers_rules.EXAMPLE))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _off(*lines: str) -> list[str]:
    return [f"#{line}" for line in lines]


def _asked(keys: tuple[str, ...], languages: tuple[str, ...]) -> list[str]:
    return [f"# {say(f'rates.{key}', lang)}" for key in keys for lang in languages]


def _question(measure: str, ask: Name | None, languages: tuple[str, ...]) -> list[str]:
    return [f"# {ask.of(lang) if ask else say(f'rates.ask_{measure}', lang)}" for lang in languages]


def _function_question(function: str, languages: tuple[str, ...]) -> list[str]:
    named = {
        lang: say(f"rates.function_{function}", lang) if function in FUNCTIONS else function
        for lang in languages
    }
    return [f"# {say('rates.ask_function', lang, {'function': named[lang]})}" for lang in languages]


def functions_asked(books: tuple[Book, ...]) -> tuple[str, ...]:
    asked = {i.absent_function: None for b in books for i in b.items if i.absent_function}
    return tuple(asked) if books else FUNCTIONS


def measures_asked(books: tuple[Book, ...]) -> list[tuple[str, str, Name | None]]:
    """Measure, unit and the book's own question, in the order of the books; variants follow their item."""
    if not books:
        return [(m, u, None) for m, u in MEASURES.items()]
    asked: dict[str, tuple[str, Name | None]] = {}
    for item in (i for b in books for i in b.items):
        asked.setdefault(item.measure, (item.unit, item.ask))
        for variant in item.variants:
            asked.setdefault(variant.measure, (variant.unit, None))
    return [(m, u, ask) for m, (u, ask) in asked.items()]
