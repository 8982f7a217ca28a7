"""One field of a project from what somebody wrote: in a table, behind an option, in a dialog."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from components.findings import Refusal
from components.rates.projects import CHOICES, DATES, FIGURES, Project, cities

FIRST_YEAR, LAST_YEAR = 1980, 2099
SERIALS = (29221.0, 73050.0)
"""Days since 1899-12-30, as spreadsheets store dates, that fall into these years."""
_HOUR = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?" + _HOUR)
_ROUNDED = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)
"""A long number after a spreadsheet kept it as a figure: digits are gone."""
_FIGURE = re.compile(r"([-+]?\d+(?:,\d{3})*(?:\.\d*)?|[-+]?\.\d+)(?:[eE]([-+]?\d+))?\s*(.*)")
_NOTHING = ("", "-", "—", "--", "/", "n/a", "na", "未知", "不详", "unknown", "?")

_TOTALS = ("合计", "总计", "小计", "共计", "total", "subtotal", "sum")


class FieldRefused(Refusal):
    """What somebody wrote for a field cannot be read."""


@cache
def words() -> dict[str, Any]:
    """The words of choices and units."""
    text = resources.files(__package__).joinpath("portfolio_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _choices(field: str) -> dict[str, str]:
    """From what may be written to the choice it means."""
    found = {choice: choice for choice in CHOICES[field]}
    for choice, said in words()[field].items():
        found |= dict.fromkeys(said["words"], choice)
    return {plain(k): v for k, v in found.items()}


@cache
def _places() -> dict[str, str]:
    named = {plain(name): key for key, one in cities().items() for name in (key, one.zh, one.en)}
    return named | {plain(one.zh) + "市": key for key, one in cities().items()}


def plain(text: str) -> str:
    """Half-width, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def tidy(text: str) -> str:
    """A name as it is kept: blanks at the ends and doubled ones away."""
    return " ".join(text.split())


def area_factor(unit: str) -> float | None:
    """Factor of a unit to m2; None where it is no unit of area."""
    said: dict[str, float] = words()["units"]
    table = {plain(k): v for k, v in said.items()}
    return table.get(plain(unit))


def read_field(field: str, text: str, unit: str = "") -> Any:
    """The value of a field; what stands for "not known" is None, "" or `unknown`. unit: that of the column.

    FieldRefused with the reason and the way out.
    """
    said = tidy(text)
    if field in FIGURES:
        if plain(said) in _NOTHING:
            return None
        return _area(said, unit) if field == "floor_area_m2" else _percent(said)
    if field in DATES:
        return None if plain(said) in _NOTHING else read_date(said)
    if field in CHOICES:
        choice = _choices(field).get(plain(said)) if said else "unknown"
        if choice is None:
            raise FieldRefused("portfolio.not_a_choice", text=said, choices=_offered(field))
        return choice
    if field in ("city", "base"):
        return _place(said, field)
    if field == "package_sha256":
        return _hash(said)
    if field == "name" and not said:
        raise FieldRefused("portfolio.no_name")
    if field == "name" and plain(said) in _TOTALS:
        raise FieldRefused("portfolio.a_total", text=said)
    if field == "permit" and _ROUNDED.fullmatch(said):
        raise FieldRefused("portfolio.permit_rounded", text=said)
    return "" if field == "permit" and plain(said) in _NOTHING else said


def _offered(field: str) -> str:
    return " / ".join(one["words"][0] + " " + choice for choice, one in words()[field].items())


def read_date(text: str) -> dt.date:
    """A day as ISO, 2021/3/5, 2021.3.5, 2021年3月5日, 20210305 or a spreadsheet's serial number. FieldRefused."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = _DAY.fullmatch(said) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", said)
    try:
        if found:
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        elif re.fullmatch(r"\d{5}(\.\d+)?", said) and SERIALS[0] <= float(said) <= SERIALS[1]:
            day = dt.date(1899, 12, 30) + dt.timedelta(days=int(float(said)))
        else:
            raise FieldRefused("portfolio.not_a_date", text=text)
    except ValueError as error:
        raise FieldRefused("portfolio.no_such_day", text=text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FieldRefused("portfolio.year_out_of_range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _figure(text: str) -> tuple[float, str]:
    """A number and what stands behind it. A comma parts thousands, a point decimals."""
    found = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise FieldRefused("portfolio.not_a_figure", text=text)
    return float(found[1].replace(",", "") + (f"e{found[2]}" if found[2] else "")), found[3].strip()


def _area(text: str, unit: str) -> float:
    value, own = _figure(text)
    factor = area_factor(own or unit or "m2")
    if factor is None:
        raise FieldRefused("portfolio.not_a_unit", text=text, unit=own or unit)
    if not 0.0 < value * factor < 1e9:
        raise FieldRefused("portfolio.area_not_positive", text=text)
    return round(value * factor, 6)


def _percent(text: str) -> float:
    value, own = _figure(text)
    if own not in ("", "%"):
        raise FieldRefused("portfolio.not_a_figure", text=text)
    if not 0.0 <= value <= 100.0:
        raise FieldRefused("portfolio.percent_out_of_range", text=text)
    # 0.655 may be 65.5 % of a cell shown as a percentage, or 0.655 %: nobody can tell, so it is asked.
    if not own and 0.0 < value <= 1.0:
        raise FieldRefused("portfolio.percent_or_share", text=text, percent=f"{value * 100:g}")
    return value


def _place(text: str, field: str) -> str:
    if plain(text) in _NOTHING:
        return ""
    short = plain(text).removeprefix("辽宁省").removeprefix("辽宁")
    if field == "base":
        short = (
            short.removesuffix("钢结构基地")
            .removesuffix("生产基地")
            .removesuffix("基地")
            .removesuffix("base")
        )
    key = _places().get(short, "")
    return key or text


def _hash(text: str) -> str:
    digits = plain(text).removeprefix("sha256:").removeprefix("sha-256:")
    if plain(text) in _NOTHING:
        return ""
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise FieldRefused("portfolio.not_a_hash", text=text[:24])
    return digits


def project_of(said: Mapping[str, str], units: Mapping[str, str] | None = None) -> Project:
    """A project from texts by field. FieldRefused, its argument `field` naming the field."""
    values: dict[str, Any] = {}
    for field, text in {"name": "", **said}.items():
        try:
            values[field] = read_field(field, text, (units or {}).get(field, ""))
        except FieldRefused as refused:
            raise FieldRefused(refused.code, **{**refused.arguments, "field": field}) from refused
    return Project(**values)
