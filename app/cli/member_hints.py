"""What option would give a check of `steelyard member` the figure it lacks, a sentence each."""

from __future__ import annotations

import argparse

from components.checks.gb50017.single import MemberResult
from components.words import say

BY_REASON = {
    "ltb_case_unknown": "diagram",
    "ltb_length_unknown": "l1",
    "net_unknown": "net",
    "cold_formed": "process",
    "angle_connection_unknown": "one_leg",
    "panel_unknown": "panel",
    "bearing_unknown": "bearing",
    "bottom_length_unknown": "bottom",
}
"""Reasons that an option of the command does away with, and the word that names it."""


def hints(options: argparse.Namespace, result: MemberResult, lang: str) -> list[str]:
    """Options whose absence leaves a check of an unproven member without a figure."""
    if result.verdict not in ("unproven", "not_checked"):
        return []
    told = []
    forces = any(getattr(options, name) is not None for name in ("N", "Mx", "My", "end_moments"))
    for axis in "xy" if options.N is not None or not forces else "":
        if getattr(options, f"l{axis}") is None and getattr(options, f"l0{axis}") is None:
            told.append(say("checks.hint_length", lang, {"axis": axis}))
    if options.role is None:
        told.append(say("checks.hint_role", lang))
    if result.shape.family == "2C":
        told.append(say("checks.hint_latticed", lang))
    reasons = {line.reason for line in result.sheet.lines}
    told += [say(f"checks.hint_{word}", lang) for reason, word in BY_REASON.items() if reason in reasons]
    return told
