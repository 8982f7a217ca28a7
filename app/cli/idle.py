"""Options that would do nothing beside the others are refused: who gives one expects it to count."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from components.findings import Refusal


class OptionRefused(Refusal):
    """An option that another one, given or missing, would leave without effect."""


def given(options: argparse.Namespace, flag: str) -> bool:
    """Whether an option was given; its default has to be empty."""
    name = flag.lstrip("-").replace("-", "_")
    value = getattr(options, name if hasattr(options, name) else name.lower())
    return value is not None and value is not False and value != [] and value != ""


def needs(options: argparse.Namespace, flags: Iterable[str], other: str, there: bool) -> None:
    """OptionRefused where one of the options is given and what it needs is not there. other: that, in its own words."""
    for flag in flags:
        if not there and given(options, flag):
            raise OptionRefused("cli.option_needs", option=flag, other=other)


def idle(options: argparse.Namespace, flags: Iterable[str], other: str, there: bool = True) -> None:
    """OptionRefused where one of the options is given beside what leaves it without effect."""
    for flag in flags:
        if there and given(options, flag):
            raise OptionRefused("cli.option_idle", option=flag, other=other)
