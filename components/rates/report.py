"""What the calculation sheet (装配率计算书) says, ready to be laid out: every text in zh and en, every number
a number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.findings import Finding
from components.rates.answers import Answers
from components.rates.book import Book, Figure, Scale
from components.rates.gauges import Gauge
from components.rates.measures import Measure, Note
from components.rates.reach import Reach
from components.rates.result import ABSENT, ItemResult, RateResult
from components.rates.scoring import item_name
from components.rates.summary import condition_name
from components.rates.told import reach_lines
from components.rates.volume import Breakdown, MassShare, VolumeRate
from components.rates.wording import Name, Sentence, both
from components.units import MM_PER_M
from components.words import LANGUAGES, say

Told = Mapping[str, str]
"""A text by language: {"zh": ..., "en": ...}."""

SIGNATURES = ("drawn_up", "checked", "approved")


@dataclass(frozen=True)
class Field:
    """A line of project data; an empty value is left blank to fill in."""

    label: Told
    value: Told


@dataclass(frozen=True)
class ScoreRow:
    """A line of the score table. Quantities in `unit`, ratios in %; None where there is none.

    window: as the book writes it. points, points_high: rounded; they differ where the item is not known.
    """

    group: str
    key: str
    name: Told
    clause: str
    part: float | None
    undecided: float | None
    total: float | None
    unit: Told
    ratio_percent: float | None
    window: Told
    points: float
    points_high: float
    full: float
    state: Told
    source: Told
    remark: Told
    evidence: str
    who: str
    when: dt.date | None


@dataclass(frozen=True)
class GroupRow:
    """A subtotal of the score table [points]."""

    key: str
    name: Told
    points: float
    points_high: float
    max_points: float


@dataclass(frozen=True)
class StoreyRow:
    """One storey of one rate. Quantities in `unit`; ratio in %, None where the total is 0."""

    rate: Told
    storey: Told
    part: float
    undecided: float
    total: float
    unit: str
    ratio_percent: float | None


@dataclass(frozen=True)
class FigureRow:
    """One figure of the rule book with how far it is known and the sources that show it."""

    where: Told
    what: Told
    value: Told
    status: Told
    sources: tuple[str, ...]


@dataclass(frozen=True)
class SignBox:
    """A box to sign in: role, and lines for name and date."""

    role: Told
    name: Told
    date: Told


@dataclass(frozen=True)
class ReportContent:
    """Everything the sheet prints, in its order. The first of `lines` says whether the data is complete."""

    title: Told
    project: tuple[Field, ...]
    gauges: tuple[Gauge, ...]
    lines: tuple[Told, ...]
    score: tuple[ScoreRow, ...]
    groups: tuple[GroupRow, ...]
    Q4: float
    storeys: tuple[StoreyRow, ...]
    reach: tuple[Told, ...]
    questions: tuple[Told, ...]
    findings: tuple[Told, ...]
    book: tuple[Field, ...]
    figures: tuple[FigureRow, ...]
    sources: tuple[tuple[str, str, str], ...]
    signatures: tuple[SignBox, ...]


def report_content(
    result: RateResult,
    answers: Answers,
    gauges: Iterable[Gauge] = (),
    volume: VolumeRate | None = None,
    mass: MassShare | None = None,
    reaches: Iterable[Reach] = (),
) -> ReportContent:
    """Gather the sheet of one building and one rule book; volume and mass bring the tables by storey."""
    storeys = _storeys("prefabrication", volume.by_storey, volume.measure) if volume else ()
    storeys += _storeys("mass", mass.by_storey, mass.measure) if mass else ()
    names = {g.key: g.name for g in result.book.groups}
    return ReportContent(
        title=both(Sentence(f"rates.report_title_{result.book.rate}")),
        project=_project(answers),
        gauges=tuple(gauges),
        lines=tuple(both(line) for line in result.lines),
        score=tuple(_score_row(r, answers) for r in result.items),
        groups=tuple(
            GroupRow(g.key, both(names[g.key]), g.points, g.points_high, g.max_points) for g in result.groups
        ),
        Q4=result.Q4,
        storeys=storeys,
        reach=tuple(both(line) for r in reaches for line in reach_lines(result, r)),
        questions=tuple(both(q) for q in result.questions),
        findings=tuple(_finding(f) for f in result.findings),
        book=_book(result),
        figures=_figures(result.book),
        sources=tuple((s.key, s.title, s.where) for s in result.book.sources),
        signatures=tuple(
            SignBox(_word(f"sign_{role}"), _word("sign_name"), _word("sign_date")) for role in SIGNATURES
        ),
    )


def _word(key: str) -> Told:
    return both(Sentence(f"rates.report_{key}"))


def _plain(value: object) -> Told:
    shown = "" if value is None else str(value)
    return dict.fromkeys(LANGUAGES, shown)


def _finding(finding: Finding) -> Told:
    return {lang: say(finding.code, lang, finding.args) for lang in LANGUAGES}


def _project(answers: Answers) -> tuple[Field, ...]:
    unit = answers.unit
    numbers = ", ".join(b.planning_number for b in unit.buildings) if unit else ""
    ground = None if answers.outdoor_ground_mm is None else f"{answers.outdoor_ground_mm / MM_PER_M:+.3f} m"
    chosen = {
        "unit": ("unit_kind_", unit.kind if unit else None),
        "stage": ("stage_", answers.stage or "not_chosen"),
        "structure": ("structure_", answers.structure),
        "core_choice": ("choice_", answers.core_choice),
    }
    words = {k: both(Sentence(f"rates.{stem}{v}")) if v else _plain("") for k, (stem, v) in chosen.items()}
    values: dict[str, Told] = {
        "name": _plain(answers.project),
        "city": _plain(answers.city),
        "unit": words["unit"],
        "planning_number": _plain(numbers),
        "stage": words["stage"],
        "structure": words["structure"],
        "core_choice": words["core_choice"],
        "assessed_on": _plain(answers.assessed_on),
        "permit_date": _plain(answers.permit_date),
        "outdoor_ground": _plain(ground),
        "above_ground_area": _plain(_area(answers.above_ground_area_m2)),
        "total_area": _plain(_area(answers.total_floor_area_m2)),
        "answers_file": _plain(answers.file),
        "answers_hash": _plain(answers.sha256),
        "filled_in_by": _plain(answers.note.who),
    }
    return tuple(Field(_word(f"field_{key}"), value) for key, value in values.items())


def _area(area_m2: float | None) -> str | None:
    return None if area_m2 is None else f"{area_m2:.2f} m²"


def _score_row(r: ItemResult, answers: Answers) -> ScoreRow:
    measure = r.measure
    unit = measure.unit if measure else r.item.unit
    note = measure.note if measure else Note()
    if r.choice:
        note = answers.structure_note
    elif r.state == ABSENT and (said := answers.functions.get(r.item.absent_function or "")):
        note = said.note
    remark: list[Sentence] = [r.reason] if r.reason else []
    if r.choice:
        remark.append(Sentence(f"rates.choice_{r.choice}"))
    return ScoreRow(
        group=r.item.group,
        key=r.item.key,
        name=both(r.item.name),
        clause=r.item.clause,
        part=measure.part if measure else None,
        undecided=measure.undecided if measure else None,
        total=measure.total if measure else None,
        unit=both(Sentence(f"rates.unit_{'percent' if unit == '%' else unit}")),
        ratio_percent=r.ratio_percent,
        window=_window(r.scale),
        points=r.points,
        points_high=r.points_high,
        full=r.item.full,
        state=both(Sentence(f"rates.state_{r.state}")),
        source=_word(f"from_{measure.source}") if measure else _word("from_nothing"),
        remark={lang: " ".join(both(s)[lang] for s in remark) for lang in LANGUAGES},
        evidence=note.evidence,
        who=note.who,
        when=note.when,
    )


def _window(scale: Scale) -> Told:
    """`35 % ～ 80 %: 20 ～ 30` for a line, `≥ 80 %: 5` for steps."""
    if scale.interpolation == "linear":
        code = "report_window_linear"
        args = {
            "window": " – ".join(f"{w:g} %" for w in scale.window_percent),
            "points": " – ".join(f"{p:g}" for p in scale.points),
        }
        return both(Sentence(f"rates.{code}", args))
    steps = [
        both(Sentence("rates.report_window_step", {"window": f"{w:g}", "points": f"{p:g}"}))
        for w, p in zip(scale.window_percent, scale.points, strict=True)
    ]
    return {lang: "; ".join(step[lang] for step in steps) for lang in LANGUAGES}


def _storeys(rate: str, rows: Breakdown, measure: Measure) -> tuple[StoreyRow, ...]:
    """One line per storey and one for the whole."""
    name = _word(f"storeys_{rate}")
    found = []
    for label, part, undecided, total, ratio in zip(
        rows.label,
        rows.part.tolist(),
        rows.undecided.tolist(),
        rows.total.tolist(),
        rows.ratio_percent.tolist(),
        strict=True,
    ):
        storey = _word("no_storey") if label is None else _plain(label)
        shown = None if math.isnan(ratio) else ratio
        found.append(StoreyRow(name, storey, part, undecided, total, measure.unit, shown))
    whole = measure.part / measure.total * 100.0 if measure.total > 0.0 else None
    found.append(
        StoreyRow(name, _word("whole"), measure.part, measure.undecided, measure.total, measure.unit, whole)
    )
    return tuple(found)


def _book(result: RateResult) -> tuple[Field, ...]:
    book = result.book
    values: dict[str, Told] = {
        "book": both(book.name),
        "edition": _plain(book.edition),
        "standing": _word(f"standing_{book.standing}"),
        "effective_from": _plain(book.effective_from),
        "effective_to": _plain(book.effective_to),
        "rounding": both(Sentence(f"rates.rounding_{result.rounding}")),
        "book_file": _plain(book.file),
        "book_hash": _plain(book.sha256),
        "book_note": both(book.note),
    }
    return tuple(Field(_word(f"field_{key}"), value) for key, value in values.items())


def _figures(book: Book) -> tuple[FigureRow, ...]:
    """Every figure of the book: items and their variants, groups, minima, grades, rounding, dates."""
    rows = []
    for item in book.items:
        rows += _item_figures(both(item_name(item)), item.scale, item.figures)
        for variant in item.variants:
            kind: Sentence | Name = Sentence(f"rates.structure_{variant.structure}")
            if variant.choice:
                chosen = Sentence(f"rates.choice_{variant.choice}")
                kind = Sentence("rates.report_variant_choice", {"structure": kind, "choice": chosen})
            where = Sentence("rates.report_variant", {"key": item.key, "structure": kind})
            rows += _item_figures(both(where), variant.scale, variant.figures)
    rows += [_row(both(g.name), "max", f"{g.max_points:g}", g.figure) for g in book.groups]
    for c in book.conditions:
        name = condition_name(book, c.kind, c.of)
        rows.append(_row(both(name), f"minimum_{c.purpose}", f"≥ {c.at_least:g}", c.figure))
    for g in book.grades:
        band = f"≥ {g.at_least:g} %" if g.up_to is None else f"{g.at_least:g} – {g.up_to:g} %"
        rows.append(_row(_plain(g.key), "grade", band, g.figure))
    rule = book.rounding
    method = Sentence(f"rates.rounding_{rule.rate_method}")
    said = {"method": method, "decimals": rule.rate_decimals, "item_decimals": rule.item_decimals}
    rows.append(
        _row(_word("field_rounding"), "rounding", both(Sentence("rates.report_rounding", said)), rule.figure)
    )
    if book.unit_rule:
        limits = f"≤ {book.unit_rule.max_storeys}; ≤ {book.unit_rule.max_area_m2:g} m²"
        rows.append(
            _row(both(Sentence("rates.unit_kind_group")), "group_limits", limits, book.unit_rule.figure)
        )
    if book.effective_figure:
        rows.append(
            _row(_word("field_effective_from"), "date", str(book.effective_from), book.effective_figure)
        )
    return tuple(rows)


def _item_figures(where: Told, scale: Scale, figures: Mapping[str, Figure]) -> list[FigureRow]:
    values = {
        "window": " / ".join(f"{w:g} %" for w in scale.window_percent),
        "points": " / ".join(f"{p:g}" for p in scale.points),
        "definition": "—",
    }
    return [_row(where, what, values[what], figure) for what, figure in figures.items()]


def _row(where: Told, what: str, value: str | Told, figure: Figure) -> FigureRow:
    status = both(Sentence(f"rates.status_{figure.status}"))
    told = _plain(value) if isinstance(value, str) else value
    return FigureRow(where, _word(f"figure_{what}"), told, status, figure.sources)
