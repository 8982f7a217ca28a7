"""The lists of a portfolio: its projects, and where it stands by year, city and base; and that in one sentence."""

from __future__ import annotations

import numpy as np

from components.rates.keypoints import KeyPoints, Standing
from components.rates.projects import CHOICES, FIELDS, Projects, place_name
from components.rates.result import MET, MISSED, NOT_KNOWN
from components.rates.share import NO, YES, ShareRows
from components.rates.wording import Sentence, text
from components.sheet import DATE, INTEGER, NUMBER, TEXT, Column, Data, Sheet
from components.table import Text
from components.words import say

STATES = {YES: MET, NO: MISSED}
MEASURES = ("prefabricated", "green", "energy")
_OF_A_YEAR = {
    c.key: c
    for c in (
        Column("year", "portfolio.year"),
        Column("buildings", "portfolio.buildings", INTEGER),
        Column("recognised", "portfolio.recognised_area", NUMBER, "m²", 0),
        Column("counted", "portfolio.counted_area", NUMBER, "m²", 0),
        Column("undecided", "portfolio.undecided_area", NUMBER, "m²", 0),
        Column("total", "portfolio.total_area", NUMBER, "m²", 0),
        Column("share", "portfolio.share", NUMBER, "%", 2),
        Column("low", "portfolio.low", NUMBER, "%", 2),
        Column("high", "portfolio.high", NUMBER, "%", 2),
        Column("target", "portfolio.target", NUMBER, "%", 0),
        Column("margin", "portfolio.margin", NUMBER, "", 2),
        Column("state", "portfolio.state", words="portfolio.state_"),
        Column("short", "portfolio.short", NUMBER, "m²", 0),
        Column("further", "portfolio.further", NUMBER, "m²", 0),
        Column("unmeasured", "portfolio.unmeasured", INTEGER),
    )
}
_KIND = {"permit_date": DATE, "floor_area_m2": NUMBER, "P_percent": NUMBER, "energy_saving_percent": NUMBER}
_DTYPE = {DATE: "datetime64[D]", NUMBER: "float64"}
_UNIT = {"floor_area_m2": "m²", "P_percent": "%", "energy_saving_percent": "%"}


def _columns(*keys: str) -> tuple[Column, ...]:
    return tuple(_OF_A_YEAR[k] for k in keys)


def project_columns() -> tuple[Column, ...]:
    """The columns of a list of projects, in the order of `FIELDS`."""
    return tuple(
        Column(
            name,
            f"portfolio.col_{name}",
            _KIND.get(name, TEXT),
            _UNIT.get(name, ""),
            decimals=2 if name in _UNIT else None,
            words=f"portfolio.{name}_" if name in CHOICES else "",
        )
        for name in FIELDS
    )


def projects_sheet(projects: Projects, lang: str | None) -> Sheet:
    """The projects as they were given; lang None leaves keys of cities and choices as they are, for programs."""
    data: dict[str, Data] = {name: getattr(projects, name) for name in FIELDS}
    data["id"] = projects.id
    if lang is not None:
        for name in ("city", "base"):
            data[name] = getattr(projects, name).map(lambda key: place_name(key, lang))
    columns = (*project_columns(), Column("id", "portfolio.col_id", INTEGER))
    return Sheet("projects", "portfolio.projects", columns, data)


def empty_projects(rows: int) -> Sheet:
    """The header and so many empty rows to fill in."""
    columns = project_columns()
    none: dict[str, Data] = {}
    for c in columns:
        empty = "NaT" if c.kind == DATE else np.nan
        none[c.key] = Text.full(rows) if c.kind == TEXT else np.full(rows, empty, _DTYPE[c.kind])
    return Sheet("template", "portfolio.template", columns, none)


def guide_sheet(words: dict[str, str]) -> Sheet:
    """What each column of the template takes. words: by field, what may be written."""
    data: dict[str, Data] = {
        "column": Text.of(FIELDS),
        "what": Text.of([words[f] for f in FIELDS]),
    }
    columns = (
        Column("column", "portfolio.guide_column", words="portfolio.col_"),
        Column("what", "portfolio.guide_what"),
    )
    return Sheet("guide", "portfolio.guide", columns, data)


def share_sheets(points: KeyPoints, lang: str) -> tuple[Sheet, ...]:
    """The share of prefabricated buildings by year, by city and by base."""
    rows = points.prefabricated
    args = {"target": f"{rows.target_percent:g}"}
    notes = (
        {lang: say("portfolio.note_rows", lang, args)},
        {lang: say("portfolio.note_needed", lang, args)},
        *({lang: text(line, lang)} for line in open_lines(points)),
    )
    return (
        _rows_sheet("years", "portfolio.by_year", rows.by_year, "", lang, notes),
        _rows_sheet("cities", "portfolio.by_city", rows.by_city, "portfolio.col_city", lang, notes),
        _rows_sheet("bases", "portfolio.by_base", rows.by_base, "portfolio.col_base", lang, notes),
    )


def _rows_sheet(
    name: str, title: str, rows: ShareRows, label: str, lang: str, notes: tuple[dict[str, str], ...]
) -> Sheet:
    data: dict[str, Data] = {
        "year": Text.of([str(y) for y in rows.year.tolist()]),
        "place": Text.of([place(rows, i, lang) for i in range(len(rows))]),
        "buildings": rows.buildings,
        "recognised": rows.recognised_m2,
        "undecided": rows.undecided_m2,
        "total": rows.total_m2,
        "share": rows.share_percent,
        "low": rows.low_percent,
        "high": rows.high_percent,
        "margin": rows.margin_percent,
        "state": _states(rows),
        "short": rows.short_m2,
        "further": rows.further_m2,
        "unmeasured": rows.unmeasured,
    }
    columns = _columns(
        "year", "buildings", "recognised", "undecided", "total", "share", "low", "high", "margin", "state", "short",
        "further", "unmeasured",
    )  # fmt: skip
    if label:
        columns = (Column("place", label), *columns)
    return Sheet(name, title, columns, data, notes=notes)


def place(rows: ShareRows, row: int, lang: str) -> str:
    """The city or base of a row; what nobody stated is said so."""
    key = rows.city[row]
    return place_name(key, lang) if key else say("portfolio.not_stated", lang)


def _states(rows: ShareRows) -> Text:
    return Text.of([STATES.get(int(m), NOT_KNOWN) for m in rows.met.tolist()])


def key_points_sheet(points: KeyPoints, lang: str) -> Sheet:
    """Every measure by year against its line."""
    picked = [(m, standing(points, m)) for m in MEASURES]
    rows = [(m, s, i) for m, s in picked for i in range(len(s.by_year))]

    def figures(name: str) -> Data:
        return np.array([float(getattr(s.by_year, name)[i]) for _, s, i in rows], np.float64)

    data: dict[str, Data] = {
        "measure": Text.of([m for m, _, _ in rows]),
        "year": Text.of([str(int(s.by_year.year[i])) for _, s, i in rows]),
        "buildings": figures("buildings"),
        "counted": figures("recognised_m2"),
        "undecided": figures("undecided_m2"),
        "total": figures("total_m2"),
        "share": figures("share_percent"),
        "low": figures("low_percent"),
        "high": figures("high_percent"),
        "target": np.array([s.target_percent for _, s, _ in rows], np.float64),
        "margin": figures("margin_percent"),
        "state": Text.of([STATES.get(int(s.by_year.met[i]), NOT_KNOWN) for _, s, i in rows]),
        "short": figures("short_m2"),
    }
    columns = (
        Column("measure", "portfolio.measure", words="portfolio.measure_"),
        *_columns(
            "year", "buildings", "counted", "undecided", "total", "share", "low", "high", "target", "margin", "state",
            "short",
        ),
    )  # fmt: skip
    args = {
        "home": f"{points.targets.energy_residential:g}",
        "public": f"{points.targets.energy_public:g}",
        "green": f"{points.targets.green:g}",
    }
    notes = (
        {lang: say("portfolio.note_energy", lang, args)},
        {lang: say("portfolio.note_green", lang, args)},
        {lang: say("portfolio.note_source", lang)},
    )
    return Sheet("key_points", "portfolio.key_points", columns, data, group="measure", notes=notes)


def standing(points: KeyPoints, measure: str) -> Standing:
    """One of `MEASURES`."""
    found: Standing = getattr(points, measure)
    return found


def headline(points: KeyPoints) -> tuple[Sentence, ...]:
    """Where the portfolio stands: the share against its line first, then what is open."""
    return (*verdict(points), *open_lines(points))


def verdict(points: KeyPoints) -> tuple[Sentence, ...]:
    """The share against its line, and what is needed to reach it."""
    rows = points.prefabricated.whole
    if not len(rows) or np.isnan(rows.share_percent[0]):
        return (Sentence("portfolio.head_nothing"),)
    return tuple(_verdict(points, rows, points.prefabricated.target_percent))


def open_lines(points: KeyPoints) -> tuple[Sentence, ...]:
    """What is not known, counted."""
    counts = {"undated": points.undated, "undated_area": f"{points.undated_m2:,.0f}"}
    counts |= {"unmeasured": points.unmeasured, "undecided": points.undecided}
    open_ = (("undated", points.undated), ("unmeasured", points.unmeasured), ("undecided", points.undecided))
    return tuple(Sentence(f"portfolio.head_{name}", counts) for name, count in open_ if count)


def _verdict(points: KeyPoints, rows: ShareRows, target: float) -> list[Sentence]:
    args = {
        "years": tuple(period(points).split(", ")),
        "share": f"{rows.share_percent[0]:.2f}",
        "low": f"{rows.low_percent[0]:.2f}",
        "high": f"{rows.high_percent[0]:.2f}",
        "target": f"{target:g}",
        "by": f"{abs(rows.margin_percent[0]):.2f}",
        "recognised": f"{rows.recognised_m2[0]:,.0f}",
        "total": f"{rows.total_m2[0]:,.0f}",
        "short": f"{np.ceil(rows.short_m2[0]):,.0f}",
        "further": f"{np.ceil(rows.further_m2[0]):,.0f}" if np.isfinite(rows.further_m2[0]) else "–",
    }
    state = STATES.get(int(rows.met[0]), NOT_KNOWN)
    low, high = rows.low_percent[0], rows.high_percent[0]
    ranged = state != NOT_KNOWN and high - low > 0.005
    if ranged:
        args["by"] = f"{low - target if state == MET else target - high:.2f}"
    lines = [Sentence(f"portfolio.head_{state}" + ("_open" if ranged else ""), args)]
    if rows.short_m2[0] > 0.0 and target < 100.0:
        lines.append(Sentence("portfolio.head_needed", args))
    return lines


def period(points: KeyPoints) -> str:
    """The years the figures are about: `2021`, `2021–2023`, `2021, 2023`."""
    found = sorted({int(y) for y in points.prefabricated.by_year.year.tolist()} | set(points.years))
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}–{found[-1]}"
    return ", ".join(map(str, found)) or "–"
