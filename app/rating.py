"""Rating as a use-case: a model, rule books and answers in; the three rates and all that stands behind them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.usecases import Opened
from components.building import Building
from components.findings import Finding, Refusal
from components.imports.answers import read_answers, template
from components.model import Override
from components.rates.answers import NOTHING_ANSWERED, Answers
from components.rates.book import Book, BookRefused
from components.rates.book_reader import read_book, shipped_books
from components.rates.engine import score
from components.rates.from_model import Choices, FromModel, from_model
from components.rates.gauges import Gauge, assembly_value, one_building_value, three_rates, volume_value
from components.rates.reach import Reach, what_would_it_take
from components.rates.result import RateResult
from components.rates.sidebyside import SideBySide, side_by_side
from components.rates.told import beside_prefabrication
from components.rates.volume import steel_mass_per_area
from components.rates.wording import Sentence
from components.takeoff.building.measure import Wishes, measure
from components.units import MM2_PER_M2

ASSEMBLY, VOLUME = "gbt51129-2017", "volume-ratio"
"""The books that score where the user names none of the kind."""


class RatingRefused(Refusal):
    """A model that cannot be rated."""


@dataclass(frozen=True, eq=False)
class Rated:
    """One building rated. results: one per book, in the order given; assembly and prefabrication are those that fill
    the gauges. building, measured: None where the answers alone were scored. gauges: the three rates in their order.
    """

    answers: Answers
    opened: Opened | None
    building: Building | None
    measured: FromModel | None
    results: tuple[RateResult, ...]
    assembly: RateResult
    prefabrication: RateResult
    side: SideBySide
    gauges: tuple[Gauge, Gauge, Gauge]
    findings: tuple[Finding, ...]
    overrides: tuple[Override, ...] = ()

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """What it would take to reach each goal of the assembly rate; worked out when it is first asked for."""
        sizes = self.measured.changeable if self.measured is not None else {}
        return what_would_it_take(self.assembly, self.answers.own_targets.get("assembly"), sizes)


def books_of(wanted: Sequence[str | Path] = ()) -> tuple[Book, ...]:
    """The rule books named by key (those shipped) or by file; the national standard and the volume ratio where none of
    their kind is named. BookRefused where a file cannot be used.
    """
    shipped = {path.stem.replace("_", "-"): path for path in shipped_books()}
    for one in map(str, wanted):
        if one not in shipped and not Path(one).suffix and not Path(one).exists():
            raise BookRefused("rates.book_unknown", name=one, books=", ".join(sorted(shipped)))
    named = [read_book(shipped.get(str(one), Path(one))) for one in wanted]
    for key, rate in ((ASSEMBLY, "assembly"), (VOLUME, "prefabrication")):
        if not any(book.rate == rate for book in named):
            named.append(read_book(shipped[key]))
    return tuple(named)


def answers_in(path: Path | None, books: Iterable[Book]) -> Answers:
    """The answers of a file; nothing answered where there is none. AnswersRefused."""
    return NOTHING_ANSWERED if path is None else read_answers(path, books)


def write_template(path: Path, books: Iterable[Book]) -> Path:
    """A blank answers file. ExportRefused."""
    from components.exports.target import write_bytes

    write_bytes(path, template(books).encode("utf-8"))
    return path


def building_of(opened: Opened, answers: Answers, overrides: Iterable[Override] = ()) -> Building:
    """What a model says of its building, under the user's answers and overrides.

    RatingRefused where no length can be trusted.
    """
    if "LENGTHUNIT" not in opened.facts.units.declared:
        raise RatingRefused("rating.no_length_unit", file=opened.facts.source.name)
    wishes = Wishes(
        outdoor_ground_mm=answers.outdoor_ground_mm,
        rules=answers.rules,
        overrides=tuple(overrides),
        storey_areas_m2=answers.storey_areas_m2,
        unsaid_is_cast=answers.unsaid_is_cast,
    )
    return measure(opened.facts, opened.model, wishes)


def rate(
    opened: Opened | None,
    books: Sequence[Book] | None = None,
    answers: Answers = NOTHING_ANSWERED,
    overrides: Iterable[Override] = (),
) -> Rated:
    """Rate a model, or the answers alone. RatingRefused; MeasureRefused on an impossible quantity."""
    books = tuple(books) if books is not None else books_of()
    overrides = tuple(overrides)
    building = measured = None
    if opened is not None:
        building = building_of(opened, answers, overrides)
        measured = from_model(building, Choices(answers.roof_counts, answers.envelope_counts))
    given = measured.measures if measured is not None else {}
    results = tuple(score(book, given, answers) for book in books)
    assembly = next(r for r in results if r.book.rate == "assembly")
    volume = next(r for r in results if r.book.rate == "prefabrication")
    found = building.findings if building is not None else ()
    return Rated(
        answers=answers,
        opened=opened,
        building=building,
        measured=measured,
        results=results,
        assembly=assembly,
        prefabrication=volume,
        side=side_by_side(tuple(r for r in results if r.book.rate == "assembly")),
        gauges=_gauges(answers, building, measured, assembly, volume),
        findings=(*found, *_areas_differ(answers, building, measured), *_told(results)),
        overrides=overrides,
    )


def _told(results: Sequence[RateResult]) -> list[Finding]:
    """Findings of every book, each once; an answer is unused only where no book uses it."""
    kept: dict[str, Finding] = {}
    unused = [_unused(r) for r in results]
    idle = set.intersection(*unused) if unused else set()
    for result in results:
        for finding in result.findings:
            if finding.code == "rates.answers_unused":
                if not idle:
                    continue
                finding = replace(finding, args={"measures": ", ".join(sorted(idle))})
            kept.setdefault(f"{finding.code} {sorted(finding.args.items(), key=str)}", finding)
    return list(kept.values())


def _unused(result: RateResult) -> set[str]:
    told = (f.args["measures"] for f in result.findings if f.code == "rates.answers_unused")
    return {key for words in told for key in str(words).split(", ")}


def whole_area_m2(answers: Answers, building: Building | None, measured: FromModel | None) -> float | None:
    """Floor area of the whole building: answered, declared, or measured above ground; None unknown."""
    if answers.total_floor_area_m2 is not None:
        return answers.total_floor_area_m2
    if building is not None and building.declared_area_mm2 > 0:
        return building.declared_area_mm2 / MM2_PER_M2
    return above_area_m2(answers, measured)


def above_area_m2(answers: Answers, measured: FromModel | None) -> float | None:
    """Floor area above ground: answered, else measured; None unknown."""
    if answers.above_ground_area_m2 is not None:
        return answers.above_ground_area_m2
    return measured.floor_area_m2 if measured is not None else None


def _gauges(
    answers: Answers,
    building: Building | None,
    measured: FromModel | None,
    assembly: RateResult,
    volume: RateResult,
) -> tuple[Gauge, Gauge, Gauge]:
    beside: tuple[Sentence, ...] = ()
    if measured is not None:
        per_m2 = steel_mass_per_area(measured.mass_rows, above_area_m2(answers, measured))
        beside = beside_prefabrication(measured.volume, measured.mass, per_m2)
    item = volume.items[0].measure
    concrete = measured is None or measured.has_concrete or bool(item and (item.total > 0 or item.unmeasured))
    return three_rates(
        volume_value(volume, concrete),
        assembly_value(assembly),
        one_building_value(assembly.recognised, whole_area_m2(answers, building, measured)),
        assembly.book,
        answers.own_targets,
        answers.area_target_percent,
        beside,
    )


def _areas_differ(
    answers: Answers, building: Building | None, measured: FromModel | None
) -> tuple[Finding, ...]:
    """The building's own floor area against the sum of its storeys, where both are said."""
    if building is None or measured is None or measured.floor_area_m2 is None:
        return ()
    whole = answers.above_ground_area_m2
    if whole is None and building.declared_area_mm2 > 0 and building.storeys.above_ground.all():
        whole = building.declared_area_mm2 / MM2_PER_M2
    if whole is None or abs(whole - measured.floor_area_m2) <= 0.01 * whole:
        return ()
    return (
        Finding("rating.areas_differ", "warning", args={"whole": whole, "storeys": measured.floor_area_m2}),
    )
