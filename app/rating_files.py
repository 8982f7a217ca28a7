"""The files of a rating: the calculation sheet (装配率计算书) as PDF and workbook, the element table as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.rating import Rated, above_area_m2
from components.drawing import Drawing
from components.exports.target import make_folder
from components.findings import Finding
from components.progress import Progress, silent
from components.rates.banner import banner, figure
from components.rates.decided import decided_sheet
from components.rates.elements import elements_sheet, evidence_sheet, marks, numbers_of, storeys_sheet
from components.rates.report import ReportContent, report_content
from components.rates.sheets import (
    fields_sheet,
    figures_sheet,
    findings_sheet,
    kinds_sheet,
    lines_sheet,
    ratios_sheet,
    score_sheet,
    side_sheet,
)
from components.rates.storey_plans import plans
from components.rates.wording import both, text
from components.sheet import Document, Sheet, TitleBlock, Words
from components.words import say

FORMATS = ("pdf", "xlsx", "csv")
_COVER = (1, 2, 3, 4, 5, 6, 7, 9, 10)
"""Project data that stand on the cover; the rest stand under "basis"."""


def content_of(rated: Rated) -> ReportContent:
    """What the sheet says, in both languages."""
    measured = rated.measured
    answers = replace(rated.answers, above_ground_area_m2=above_area_m2(rated.answers, measured))
    return report_content(
        rated.assembly,
        answers,
        rated.gauges,
        measured.volume if measured else None,
        measured.mass if measured else None,
        rated.reaches,
    )


def element_list(rated: Rated) -> Sheet | None:
    """The element table; None where no model was rated."""
    if rated.building is None or rated.measured is None or rated.opened is None:
        return None
    return elements_sheet(rated.building, rated.measured, rated.opened.model.components)


def document(rated: Rated, lang: str, block: TitleBlock | None = None, stamp: Words = "") -> Document:
    """The calculation sheet of a rating as a document, in one language. stamp: stands on every page."""
    content = content_of(rated)
    sheets = [
        score_sheet(content, rated.assembly, lang),
        lines_sheet("conclusion", "rating.conclusion", content.lines, lang),
    ]
    drawings: tuple[Drawing, ...] = ()
    if rated.building is not None and rated.measured is not None and rated.opened is not None:
        sheets[0] = replace(sheets[0], notes=(*sheets[0].notes, "rating.note_elements"))
        sheets += [ratios_sheet(rated.measured, lang), kinds_sheet(rated.measured, lang)]
        tags = rated.opened.facts.elements.tag
        words = marks(rated.opened.model.components, tags, numbers_of(rated.building))
        drawings = plans(rated.building, rated.measured, words)
        sheets += [storeys_sheet(rated.building), evidence_sheet(rated.building)]
        decided = decided_sheet(rated.building, rated.opened.model.components, rated.overrides, lang)
        if decided is not None:
            sheets.append(decided)
    if content.reach:
        sheets.append(lines_sheet("reach", "rating.reach", content.reach, lang))
    if content.questions:
        sheets.append(lines_sheet("questions", "rating.questions", content.questions, lang))
    if rated.findings:
        sheets.append(findings_sheet(rated.findings, lang))
    if len(rated.side.results) > 1:
        sheets.append(side_sheet(rated.side, lang))
    sheets.append(fields_sheet("basis", "rating.basis", (*content.project, *content.book), lang))
    sheets.append(figures_sheet(content, lang))
    return Document(
        title="rating.report",
        sheets=tuple(sheets),
        block=_block(rated, content, lang, block or TitleBlock()),
        language=lang,
        notes=("rating.cover_note",),
        drawings=drawings,
        banner=banner(rated.gauges, lang),
        stamp=stamp,
    )


def _block(rated: Rated, content: ReportContent, lang: str, block: TitleBlock) -> TitleBlock:
    """The title block with what the answers and the model say, where the caller leaves it empty."""
    answers, source = rated.answers, rated.opened.model.source if rated.opened else None
    day = answers.assessed_on
    name, edition, standing = (f.value[lang] for f in content.book[:3])
    judged = say("rating.standing_said", lang, {"name": name, "edition": edition, "standing": standing})
    project = ((f.label, f.value[lang]) for i, f in enumerate(content.project) if i in _COVER)
    extra: tuple[tuple[Words, str], ...] = (("rating.standing", judged), *project)
    return TitleBlock(
        **{
            **block.__dict__,
            "project": block.project or answers.project,
            "date": block.date or (day.isoformat() if day else ""),
            "model_name": source.name if source else "",
            "model_sha256": source.sha256 if source else "",
            "extra": (*block.extra, *extra),
        }
    )


def write_rate(
    rated: Rated,
    folder: Path,
    lang: str = "zh",
    formats: Sequence[str] = FORMATS,
    block: TitleBlock | None = None,
    progress: Progress = silent,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write `rate.pdf`, `rate.xlsx` (with the element table) and `elements.csv`. ExportRefused where it cannot.

    Returns the files in the order written, and what the writers found odd.
    """
    make_folder(folder)
    written: list[Path] = []
    findings: tuple[Finding, ...] = ()
    made, elements = document(rated, lang, block), element_list(rated)
    if "pdf" in formats:
        from components.exports import pdf

        findings = pdf.write(made, folder / "rate.pdf", progress)
        written.append(folder / "rate.pdf")
    if "xlsx" in formats:
        from components.exports import xlsx

        more = (*made.sheets, *((elements,) if elements is not None else ()))
        # A workbook has no drawing on its cover: the three rates stand among its fields.
        told = {g.rate: [figure(g, lang), *(text(line, lang) for line in g.told)] for g in rated.gauges}
        rates = tuple((both(g.name), "  ".join(told[g.rate])) for g in rated.gauges)
        cover = replace(made.block, extra=(*rates, *made.block.extra))
        xlsx.write(replace(made, sheets=more, block=cover), folder / "rate.xlsx", progress)
        written.append(folder / "rate.xlsx")
    if "csv" in formats:
        from components.exports import csv

        for sheet in (made.sheets[0], *((elements,) if elements is not None else ())):
            path = folder / f"rate_{sheet.name}.csv"
            csv.write(sheet, path)
            written.append(path)
    return written, findings
