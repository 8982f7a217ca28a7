"""The lists of a calculation sheet (装配率计算书), made of what `report` gathered, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from components.findings import SEVERITIES, Finding
from components.merged import told
from components.rates.from_model import FromModel
from components.rates.report import Field, ReportContent
from components.rates.result import RateResult
from components.rates.sidebyside import SideBySide
from components.rates.wording import text
from components.sheet import INTEGER, NUMBER, SUM, Column, Data, Sheet
from components.table import Text
from components.words import say


def score_sheet(content: ReportContent, result: RateResult, lang: str) -> Sheet:
    """The score table, subtotals by group, and the formula with its figures as notes."""
    rows = content.score
    names = {g.key: f"{g.key} {g.name[lang]}" for g in content.groups}
    joint = "；" if lang == "zh" else "; "
    remark = [
        joint.join(w.rstrip("。.") for w in (r.remark[lang], r.evidence, r.who, str(r.when or "")) if w)
        for r in rows
    ]
    data: dict[str, Data] = {
        "group": Text.of([names[r.group] for r in rows]),
        "key": Text.of([r.key if r.key != "decor" else None for r in rows]),
        "name": Text.of([r.name[lang] for r in rows]),
        "clause": Text.of([r.clause for r in rows]),
        "part": _numbers([r.part for r in rows]),
        "total": _numbers([r.total for r in rows]),
        "unit": Text.of([r.unit[lang] for r in rows]),
        "ratio": _numbers([r.ratio_percent for r in rows]),
        "window": Text.of([r.window[lang] for r in rows]),
        "points": _numbers([r.points for r in rows]),
        "points_high": _numbers([r.points_high for r in rows]),
        "full": _numbers([r.full for r in rows]),
        "state": Text.of([r.state[lang] for r in rows]),
        "source": Text.of([r.source[lang] for r in rows]),
        "remark": Text.of(remark),
    }
    columns = [
        Column("key", "rating.item_key"),
        Column("name", "rating.item_name"),
        Column("clause", "rating.clause"),
        Column("part", "rating.part", NUMBER, decimals=3),
        Column("total", "rating.whole", NUMBER, decimals=3),
        Column("unit", "rating.unit"),
        Column("ratio", "rating.ratio", NUMBER, "%", decimals=3),
        Column("window", "rating.window"),
        Column("points", "rating.points", NUMBER, decimals=1, total=SUM),
        Column("points_high", "rating.points_high", NUMBER, decimals=1, total=SUM),
        Column("full", "rating.full", NUMBER, decimals=0, total=SUM),
        Column("state", "rating.state"),
        Column("source", "rating.source"),
        Column("remark", "rating.remark"),
    ]
    if result.complete:
        columns = [c for c in columns if c.key != "points_high"]
    return Sheet("score", "rating.score", tuple(columns), data, group="group", notes=formula(result))


def formula(result: RateResult) -> tuple[dict[str, str], ...]:
    """The rate written out with its figures, at the low end and, where it differs, at the high end."""
    said = []
    ends = [("low", [g.points for g in result.groups], result.rate_unrounded_low)]
    if not result.complete:
        ends.append(("high", [g.points_high for g in result.groups], result.rate_unrounded_high))
    for end, points, rate in ends:
        args = {
            "names": " + ".join(g.key for g in result.groups),
            "points": " + ".join(f"{p:.1f}" for p in points),
            "sum": f"{sum(points):.1f}",
            "total": f"{result.book.total_points:g}",
            "absent": f"{result.Q4:g}",
            "base": f"{result.book.total_points - result.Q4:g}",
            "rate": f"{rate:.2f}",
        }
        said.append({lang: say(f"rating.formula_{end}", lang, args) for lang in ("zh", "en")})
    return tuple(said)


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in values], np.float64)


def lines_sheet(name: str, title: str, lines: Sequence[Mapping[str, str]], lang: str) -> Sheet:
    """Numbered sentences."""
    told = [f"{i}. {line[lang]}" for i, line in enumerate(lines, 1)]
    return Sheet(name, title, (Column("text", "rating.sentence"),), {"text": Text.of(told)})


def fields_sheet(name: str, title: str, fields: Sequence[Field], lang: str) -> Sheet:
    """Labels and values; a dash where nothing was answered."""
    data: dict[str, Data] = {
        "label": Text.of([f.label[lang] for f in fields]),
        "value": Text.of([f.value[lang] or "—" for f in fields]),
    }
    return Sheet(name, title, (Column("label", "rating.label"), Column("value", "rating.value")), data)


def ratios_sheet(measured: FromModel, lang: str) -> Sheet:
    """Every measured ratio by storey, with the whole under it."""
    rows: list[tuple[str, str, float, float, float, str, float]] = []
    for key, measure in measured.measures.items():
        name = say(f"rating.ratio_{key}", lang)
        unit = say(f"rates.unit_{measure.unit}", lang)
        by = measured.by_storey[key]
        for label, part, maybe, total in zip(
            by.label.filled(say("rates.report_no_storey", lang)),
            by.part.tolist(), by.undecided.tolist(), by.total.tolist(), strict=True,
        ):  # fmt: skip
            rows.append((name, label, part, maybe, total, unit, _ratio(part, total)))
        whole = say("rates.report_whole", lang)
        rows.append(
            (
                name,
                whole,
                measure.part,
                measure.undecided,
                measure.total,
                unit,
                _ratio(measure.part, measure.total),
            )
        )
    data: dict[str, Data] = {
        "rate": Text.of([r[0] for r in rows]),
        "storey": Text.of([r[1] for r in rows]),
        "part": np.array([r[2] for r in rows]),
        "undecided": np.array([r[3] for r in rows]),
        "total": np.array([r[4] for r in rows]),
        "unit": Text.of([r[5] for r in rows]),
        "ratio": np.array([r[6] for r in rows]),
    }
    columns = (
        Column("rate", "rating.ratio_name"),
        Column("storey", "bom.storey"),
        Column("part", "rating.part", NUMBER, decimals=3),
        Column("undecided", "rating.undecided", NUMBER, decimals=3),
        Column("total", "rating.whole", NUMBER, decimals=3),
        Column("unit", "rating.unit"),
        Column("ratio", "rating.ratio", NUMBER, "%", decimals=2),
    )
    return Sheet("ratios", "rating.ratios", columns, data)


def kinds_sheet(measured: FromModel, lang: str) -> Sheet:
    """The prefabrication rate, and the factory-made share by mass, by kind of member."""
    named = (
        ("ratio_q_volume", measured.volume.by_kind, "rates.unit_m3"),
        ("ratio_mass", measured.mass.by_kind, "rates.unit_kg"),
    )
    rows: list[tuple[str, str, float, float, float, str, float]] = []
    for (key, by, code), measure in zip(named, (measured.volume.measure, measured.mass.measure), strict=True):
        rate, unit = say(f"rating.{key}", lang), say(code, lang)
        for word, *figures in zip(
            by.label.filled("other"), by.part.tolist(), by.undecided.tolist(), by.total.tolist(), strict=True
        ):
            part, maybe, total = figures
            rows.append(
                (rate, say(f"rating.role_{word}", lang), part, maybe, total, unit, _ratio(part, total))
            )
        if len(by):
            part, maybe, total = measure.part, measure.undecided, measure.total
            rows.append(
                (rate, say("rates.report_whole", lang), part, maybe, total, unit, _ratio(part, total))
            )
    data: dict[str, Data] = {
        "rate": Text.of([r[0] for r in rows]), "kind": Text.of([r[1] for r in rows]),
        "part": np.array([r[2] for r in rows]), "undecided": np.array([r[3] for r in rows]),
        "total": np.array([r[4] for r in rows]), "unit": Text.of([r[5] for r in rows]),
        "ratio": np.array([r[6] for r in rows]),
    }  # fmt: skip
    columns = (
        Column("rate", "rating.ratio_name"),
        Column("kind", "rating.role"),
        Column("part", "rating.part", NUMBER, decimals=3),
        Column("undecided", "rating.undecided", NUMBER, decimals=3),
        Column("total", "rating.whole", NUMBER, decimals=3),
        Column("unit", "rating.unit"),
        Column("ratio", "rating.ratio", NUMBER, "%", decimals=2),
    )
    return Sheet("kinds", "rating.kinds", columns, data)


def _ratio(part: float, total: float) -> float:
    return part / total * 100.0 if total > 0.0 else float("nan")


def findings_sheet(findings: Sequence[Finding], lang: str) -> Sheet:
    """What was odd, worst first, with how many elements it touches."""
    ordered = sorted(findings, key=lambda f: -SEVERITIES.index(f.severity))
    data: dict[str, Data] = {
        "severity": Text.of([f.severity for f in ordered]),
        "finding": Text.of([say(f.code, lang, f.args) for f in ordered]),
        "count": np.array([len(f.step_ids) or np.nan for f in ordered], np.float64),
        "step_ids": Text.of(
            [", ".join(map(told, f.step_ids[:8])) + " …" * (len(f.step_ids) > 8) or None for f in ordered]
        ),
    }
    columns = (
        Column("severity", "bom.severity", words="model.severity_"),
        Column("finding", "bom.finding"),
        Column("count", "rating.count", INTEGER),
        Column("step_ids", "bom.step_ids"),
    )
    return Sheet("findings", "rating.findings", columns, data)


def figures_sheet(content: ReportContent, lang: str) -> Sheet:
    """Every figure of the rule book: how far it is known, and where it was seen."""
    rows = content.figures
    data: dict[str, Data] = {
        "where": Text.of([r.where[lang] for r in rows]),
        "what": Text.of([r.what[lang] for r in rows]),
        "value": Text.of([r.value[lang] for r in rows]),
        "status": Text.of([r.status[lang] for r in rows]),
        "sources": Text.of([", ".join(r.sources) or None for r in rows]),
    }
    columns = tuple(Column(k, f"rating.figure_{k}") for k in ("where", "what", "value", "status", "sources"))
    notes = tuple(
        dict.fromkeys(("zh", "en"), f"{key}: {title}  {where}") for key, title, where in content.sources
    )
    return Sheet("figures", "rating.figures", columns, data, notes=notes)


def side_sheet(side: SideBySide, lang: str) -> Sheet:
    """Rule books side by side: the share of each item in each rate, and why it differs from the first."""
    results = side.results
    rows = [text(r.name, lang) for r in side.rows]
    data: dict[str, Data] = {"item": Text.of([*rows, say("rating.whole_rate", lang)])}
    columns = [Column("item", "rating.item_name")]
    for i, result in enumerate(results):
        shares = [r.shares_percent[i] for r in side.rows]
        data[f"share_{i}"] = np.array([*shares, result.rate_unrounded_low])
        title = {lang: text(result.book.name, lang)}
        columns.append(Column(f"share_{i}", title, NUMBER, "%", decimals=2))
        if i:
            why = [" ".join(text(s, lang) for s in r.reasons[i]) or None for r in side.rows]
            whole = " ".join(text(s, lang) for s in side.reasons[i])
            data[f"why_{i}"] = Text.of([*why, whole or None])
            columns.append(Column(f"why_{i}", "rating.why_differs"))
    return Sheet("side_by_side", "rating.side_by_side", tuple(columns), data)
