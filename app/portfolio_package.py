"""A project of a portfolio from an audit package. Apart from the rest, because what reads signatures is slow to load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.auditing import headline_of
from app.portfolio.file import PortfolioRefused
from components.audit.container import open_package
from components.audit.integrity import examine
from components.findings import INFO, Finding
from components.imports.portfolio_fields import project_of
from components.rates.projects import UNKNOWN, Project


def from_package(path: Path, said: Mapping[str, str] | None = None) -> tuple[Project, tuple[Finding, ...]]:
    """A project from an audit package (folder or zip), and a finding where nobody signed it.

    said: texts by field that stand before what the package says. PackageRefused; PortfolioRefused where its files are
    not the ones it was made with; FieldRefused.
    """
    package = open_package(path)
    if not examine(package).whole:
        raise PortfolioRefused("portfolio.package_altered", file=path.name)
    head = headline_of(path)
    texts = {
        "name": head.project or Path(head.model_name).stem,
        "city": head.city,
        "permit_date": head.permit_date or "",
        "floor_area_m2": "" if head.floor_area_m2 is None else repr(head.floor_area_m2),
        "P_percent": "" if head.P_percent is None else f"{head.P_percent!r}%",
        "recognition": {"met": "recognised", "missed": "not_recognised"}.get(head.recognised, UNKNOWN),
        "book": head.book,
        "stage": head.stage or UNKNOWN,
        "package_sha256": head.hash,
    }
    unsigned = Finding("portfolio.package_unsigned", INFO, args={"file": path.name})
    return project_of({**texts, **(said or {})}), () if head.signed_by else (unsigned,)
