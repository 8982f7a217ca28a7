"""The options of `steelyard member`, in groups as an engineer asks for them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli import member_latticed
from components.checks.gb50017.adapt import PROCESSES
from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.single import ANALYSES, LOADS, ONE_LEG, SITUATIONS
from components.codes.gb50017_2017.annexb import limits
from components.codes.gb50017_2017.settings import CHOICES
from components.imports.forces_units import AREA, FORCE, LENGTH, MOMENT, UnitRefused, figure
from components.words import say

DEFAULT = {FORCE: "kN", MOMENT: "kN·m", LENGTH: "mm", AREA: "mm²"}
DIAGRAMS = {
    "uniform": ("uniform", "udl"),
    "point": ("point", "point"),
    "points": ("unknown", "udl"),
    "ends": ("none", "ends"),
    "constant": ("none", "uniform"),
}
"""Moment diagrams: kind of load for 8.2.1, and for table C.0.1. Point loads away from mid-span take the rows of uniform
load there (note 3 to the table)."""
FIGURES = {
    FORCE: ("N", "Vx", "Vy", "F"),
    MOMENT: ("Mx", "My", "T", "Mqx", "Mqy"),
    LENGTH: ("lx", "ly", "l0x", "l0y", "l1", "lw", "bottom-l", "panel-a", "bearing", "rail-h"),
}
BETAS = ("beta-mx", "beta-my", "beta-tx", "beta-ty")
ENDS = {"--end-moments": ("M1x", "M2x"), "--end-moments-y": ("M1y", "M2y")}


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """All options, group by group."""
    section, latticed, forces, lengths, bending, net, design, output = (
        _Group(parser.add_argument_group(say(f"checks.cli_group_{name}", lang)), lang)
        for name in ("section", "latticed", "forces", "lengths", "bending", "net", "design", "output")
    )
    which = section.group.add_mutually_exclusive_group(required=True)
    which.add_argument("--section", metavar="NAME", help=section.told("section"))
    which.add_argument("--plates", nargs="+", metavar="WORD", help=section.told("plates"))
    section.add("grade", required=True, metavar="GRADE")
    section.add("process", choices=PROCESSES)
    section.add("edge", choices=CHOICES["flange_edge"])
    section.add("role", choices=tuple(roles()))
    member_latticed.arguments(latticed.group, lang, _reader(LENGTH, lang))
    forces.figures(FORCE, FIGURES[FORCE])
    forces.figures(MOMENT, FIGURES[MOMENT])
    for option in ENDS:
        forces.add(option.strip("-"), nargs=2, type=_reader(MOMENT, lang), metavar=("M1", "M2"))
    forces.add("load-x", choices=tuple(LOADS), default="unknown")
    forces.add("load-y", choices=tuple(LOADS), default="unknown")
    forces.figures(LENGTH, ("bearing", "rail-h"))
    forces.add("rail-I", type=float, metavar="mm⁴")
    forces.add("psi", type=float, metavar="RATIO")
    lengths.figures(LENGTH, FIGURES[LENGTH][:-2])
    for axis in "xy":
        lengths.add(f"K-{axis}", nargs=2, type=float, metavar=("K1", "K2"))
    lengths.flags("sway-x", "sway-y")
    _bending(bending, lang)
    net.add("An", type=_reader(AREA, lang), metavar=DEFAULT[AREA])
    net.add("net-ratio", type=float, metavar="RATIO")
    net.add("bolts", nargs=2, type=int, metavar=("n", "n1"))
    net.add("eta", type=float, metavar="RATIO")
    net.add("one-leg", choices=ONE_LEG)
    design.add("situation", choices=SITUATIONS, default="persistent")
    design.add("seismic-grade", type=int, choices=range(5), default=0)
    design.add("analysis", choices=ANALYSES, default="first_order")
    design.flags("gamma-0-out", "seismic-out", "fatigue")
    for name in BETAS:
        design.add(name, type=float, metavar="FACTOR")
    design.add("set", nargs="+", default=[], metavar="NAME=VALUE")
    output.add("name", default="")
    output.add("project", default="")
    output.group.add_argument("-o", "--output", type=Path, metavar="sheet.pdf", help=output.told("sheet"))
    output.group.add_argument("--json", action="store_true", help=say("cli.json", lang))


def _bending(group: _Group, lang: str) -> None:
    """Lateral-torsional stability and deflection."""
    ltb, rows = sorted({*cases(), *(row[0] for row in cantilever_rows())}), sorted(limits())
    group.add("diagram", choices=tuple(DIAGRAMS))
    group.add("load-on", choices=("top", "bottom"))
    group.add("supports", type=int, metavar="N")
    group.flags("held")
    group.add("ltb-case", among=ltb, metavar="CASE")
    for name in ("v-total", "v-live"):
        group.add(name, type=_reader(LENGTH, lang), metavar="mm")
    group.add("deflection", among=rows, metavar="ROW")


class _Group:
    """Options under one heading, told by the words of the command."""

    def __init__(self, group: argparse._ArgumentGroup, lang: str) -> None:
        self.group, self._lang = group, lang

    def told(self, key: str) -> str:
        return say(f"checks.cli_{key.replace('-', '_')}", self._lang)

    def add(self, name: str, among: Sequence[str] = (), **more: object) -> None:
        """An option by its name. among: choices too many for the line of usage."""
        choices = {"choices": among} if among else {}
        words = " ".join((self.told(name), ", ".join(among))).rstrip()
        self.group.add_argument(f"--{name}", help=words, **{**choices, **more})  # type: ignore[arg-type]

    def flags(self, *names: str) -> None:
        for name in names:
            self.add(name, action="store_true")

    def figures(self, kind: str, names: Sequence[str]) -> None:
        for name in names:
            self.add(name, type=_reader(kind, self._lang), metavar=DEFAULT[kind])


def _reader(kind: str, lang: str) -> Callable[[str], float]:
    """Reads a figure with or without its unit for argparse."""

    def read(text: str) -> float:
        try:
            return figure(text, kind, DEFAULT[kind])
        except UnitRefused as refused:
            raise argparse.ArgumentTypeError(say(refused.code, lang, refused.arguments)) from refused

    return read
