"""The report of a portfolio as files: PDF, workbook, lists and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.portfolio_json import write_json
from app.portfolios import FORMATS, Reported
from components.exports.target import make_folder
from components.findings import Finding
from components.progress import Progress, silent
from components.rates.portfolio_charts import cover_banner, place_pages
from components.rates.portfolio_sheets import headline, key_points_sheet, projects_sheet, share_sheets
from components.rates.wording import text
from components.sheet import Document, TitleBlock
from components.words import LANGUAGES, say


def report_document(reported: Reported, lang: str, today: dt.date | None = None) -> Document:
    """The report as a document: the share first, a page a year by place, then the tables."""
    points = reported.points
    block = TitleBlock(
        project=say("portfolio.of_file", lang, {"file": reported.file}),
        date=(today or dt.date.today()).isoformat(),
        model_name=reported.file,
        model_sha256=reported.loaded.sha256,
        file_label="portfolio.file",
        digest_label="portfolio.file_sha256",
        extra=tuple(
            ({k: say(code, k) for k in ("zh", "en")}, value)
            for code, value in (
                ("portfolio.count_projects", f"{points.projects:,}"),
                ("portfolio.count_undated", f"{points.undated:,}"),
                ("portfolio.count_unmeasured", f"{points.unmeasured:,}"),
                ("portfolio.count_undecided", f"{points.undecided:,}"),
                ("portfolio.target", f"{points.targets.prefabricated:g} %"),
            )
        ),
    )
    return Document(
        title="portfolio.report",
        sheets=(*share_sheets(points, lang), key_points_sheet(points, lang)),
        block=block,
        language=lang,
        notes=({lang: say("portfolio.note_basis", lang)}, {lang: say("portfolio.note_source", lang)}),
        drawings=place_pages(points, lang),
        banner=cover_banner(points, lang),
    )


def write_report(
    reported: Reported,
    folder: Path,
    lang: str,
    formats: Sequence[str] = FORMATS[:2],
    progress: Progress = silent,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write `portfolio.pdf`, `.xlsx` (with the projects), `.json`, and `portfolio_<list>.csv`. ExportRefused."""
    make_folder(folder)
    made = report_document(reported, lang)
    written: list[Path] = []
    found: tuple[Finding, ...] = ()
    if "pdf" in formats:
        from components.exports import pdf

        found = pdf.write(made, folder / "portfolio.pdf", progress)
        written.append(folder / "portfolio.pdf")
    if "xlsx" in formats:
        from components.exports import xlsx

        # A workbook has no drawing on its cover: where the portfolio stands is told among its fields.
        said = " ".join(text(line, lang) for line in headline(reported.points))
        share = {k: say("rates.rate_share", k) for k in LANGUAGES}
        block = replace(made.block, extra=((share, said), *made.block.extra))
        sheets = (*made.sheets, projects_sheet(reported.loaded.projects, lang))
        whole = replace(made, sheets=sheets, block=block)
        xlsx.write(whole, folder / "portfolio.xlsx", progress)
        written.append(folder / "portfolio.xlsx")
    if "csv" in formats:
        from components.exports import csv

        for sheet in made.sheets:
            csv.write(sheet, folder / f"portfolio_{sheet.name}.csv", lang)
            written.append(folder / f"portfolio_{sheet.name}.csv")
    if "json" in formats:
        write_json(reported, folder / "portfolio.json", lang)
        written.append(folder / "portfolio.json")
    return written, found
