"""A report of a portfolio as plain values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.portfolios import Reported
from components.exports.json import document
from components.exports.target import write_bytes
from components.rates.portfolio_sheets import MEASURES, STATES, headline, standing
from components.rates.result import NOT_KNOWN
from components.rates.share import ShareRows
from components.rates.wording import text


def describe(reported: Reported, lang: str) -> dict[str, Any]:
    """Everything the report says: its sentences in a language, its figures in m2 and %."""
    points = reported.points
    return {
        "file": reported.file,
        "sha256": reported.loaded.sha256,
        "years": list(points.years),
        "headline": [text(line, lang) for line in headline(points)],
        "projects": points.projects,
        "undated": points.undated,
        "undated_m2": points.undated_m2,
        "unmeasured": points.unmeasured,
        "undecided": points.undecided,
        "measures": {
            m: {
                "target_percent": standing(points, m).target_percent,
                "whole": rows(standing(points, m).whole, ""),
                "by_year": rows(standing(points, m).by_year, ""),
                "by_city": rows(standing(points, m).by_city, "city"),
                "by_base": rows(standing(points, m).by_base, "base"),
            }
            for m in MEASURES
        },
        "energy_lines_percent": {
            "residential": points.targets.energy_residential,
            "public": points.targets.energy_public,
        },
    }


def rows(of: ShareRows, label: str) -> list[dict[str, Any]]:
    """Rows as plain values; year null for all years, a label null where nobody stated it, figures null where unknown."""
    out = []
    for i in range(len(of)):
        row: dict[str, Any] = {label: of.city[i]} if label else {}
        row["year"] = int(of.year[i]) or None
        for name in of.names():
            if name in ("city", "year", "met"):
                continue
            value = getattr(of, name)[i].item()
            row[name] = None if value != value else value
        row["state"] = STATES.get(int(of.met[i]), NOT_KNOWN)
        out.append(row)
    return out


def write_json(reported: Reported, path: Path, lang: str) -> None:
    """Write the report with every project as JSON. ExportRefused."""
    from components.rates.portfolio_sheets import projects_sheet

    said = describe(reported, lang)
    said["list"] = document(projects_sheet(reported.loaded.projects, None))["rows"]
    body = json.dumps(said, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    write_bytes(path, body.encode("utf-8"))
