"""`steelyard member`: one member without a model, every formula shown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.checking import check_member, known, net_ratio, plates, write_member_sheet
from app.cli import member_latticed
from app.cli.idle import idle, needs
from app.cli.member_hints import hints
from app.cli.shared import DONE, WITH_FINDINGS, print_json
from components.checks.gb50017.adapt import PROCESSES
from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.report import member_report
from components.checks.gb50017.single import ANALYSES, LOADS, ONE_LEG, SITUATIONS, MemberInputs
from components.codes.gb50017_2017.annexb import limits
from components.codes.gb50017_2017.settings import CHOICES, Settings
from components.exports.checksheet import content, plain
from components.findings import INFO, Finding
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
    """Options of the command."""

    def told(key: str) -> str:
        return say(f"checks.cli_{key}", lang)

    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--section", metavar="NAME", help=told("section"))
    which.add_argument("--plates", nargs="+", metavar="WORD", help=told("plates"))
    member_latticed.arguments(parser, lang, _reader(LENGTH, lang))
    parser.add_argument("--grade", required=True, metavar="GRADE", help=told("grade"))
    parser.add_argument("--process", choices=PROCESSES, help=told("process"))
    parser.add_argument("--role", choices=tuple(roles()), help=told("role"))
    for kind, names in FIGURES.items():
        for name in names:
            help_ = told(name.replace("-", "_"))
            parser.add_argument(f"--{name}", type=_reader(kind, lang), metavar=DEFAULT[kind], help=help_)
    for option, _ in ENDS.items():
        help_ = told(option.strip("-").replace("-", "_"))
        parser.add_argument(option, nargs=2, type=_reader(MOMENT, lang), metavar=("M1", "M2"), help=help_)
    for axis in "xy":
        parser.add_argument(f"--K-{axis}", nargs=2, type=float, metavar=("K1", "K2"), help=told(f"K_{axis}"))
    parser.add_argument("--load-x", choices=tuple(LOADS), default="unknown", help=told("load_x"))
    parser.add_argument("--load-y", choices=tuple(LOADS), default="unknown", help=told("load_y"))
    ltb = sorted({*cases(), *(row[0] for row in cantilever_rows())})
    parser.add_argument(
        "--ltb-case", choices=ltb, metavar="CASE", help=told("ltb_case") + " " + ", ".join(ltb)
    )
    parser.add_argument("--diagram", choices=tuple(DIAGRAMS), help=told("diagram"))
    parser.add_argument("--load-on", choices=("top", "bottom"), help=told("load_on"))
    parser.add_argument("--supports", type=int, metavar="N", help=told("supports"))
    for name in ("v-total", "v-live"):
        parser.add_argument(
            f"--{name}", type=_reader(LENGTH, lang), metavar="mm", help=told(name.replace("-", "_"))
        )
    rows = sorted(limits())
    parser.add_argument(
        "--deflection", choices=rows, metavar="ROW", help=told("deflection") + " " + ", ".join(rows)
    )
    parser.add_argument("--edge", choices=CHOICES["flange_edge"], help=told("edge"))
    parser.add_argument("--one-leg", choices=ONE_LEG, help=told("one_leg"))
    for flag in ("held", "sway-x", "sway-y", "fatigue"):
        parser.add_argument(f"--{flag}", action="store_true", help=told(flag.replace("-", "_")))
    parser.add_argument("--An", type=_reader(AREA, lang), metavar=DEFAULT[AREA], help=told("An"))
    parser.add_argument("--rail-I", type=float, metavar="mm⁴", help=told("rail_I"))
    parser.add_argument("--psi", type=float, metavar="RATIO", help=told("psi"))
    parser.add_argument("--bolts", nargs=2, type=int, metavar=("n", "n1"), help=told("bolts"))
    parser.add_argument("--net-ratio", type=float, metavar="RATIO", help=told("net_ratio"))
    parser.add_argument("--eta", type=float, metavar="RATIO", help=told("eta"))
    for name in BETAS:
        parser.add_argument(f"--{name}", type=float, metavar="FACTOR", help=told(name.replace("-", "_")))
    parser.add_argument("--seismic-grade", type=int, choices=range(5), default=0, help=told("seismic_grade"))
    parser.add_argument("--situation", choices=SITUATIONS, default="persistent", help=told("situation"))
    parser.add_argument("--analysis", choices=ANALYSES, default="first_order", help=told("analysis"))
    parser.add_argument("--gamma-0-out", action="store_true", help=told("gamma_0_out"))
    parser.add_argument("--seismic-out", action="store_true", help=told("seismic_out"))
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help=told("set"))
    parser.add_argument("--name", default="", help=told("name"))
    parser.add_argument("--project", default="", help=told("project"))
    parser.add_argument("-o", "--output", type=Path, metavar="sheet.pdf", help=told("sheet"))
    parser.add_argument("--json", action="store_true", help=say("cli.json", lang))


def _reader(kind: str, lang: str) -> Callable[[str], float]:
    """Reads a figure with or without its unit for argparse."""

    def read(text: str) -> float:
        try:
            return figure(text, kind, DEFAULT[kind])
        except UnitRefused as refused:
            raise argparse.ArgumentTypeError(say(refused.code, lang, refused.arguments)) from refused

    return read


def inputs_of(options: argparse.Namespace) -> MemberInputs:
    """The member that the options describe. Refusal where they cannot be a member."""
    given: dict[str, object] = {}
    forced = False
    for kind, names in FIGURES.items():
        for name in (n.replace("-", "_") for n in names):
            value = getattr(options, name)
            if value is not None:
                given[name] = value
                forced |= kind != LENGTH
    for option, names in ENDS.items():
        values = getattr(options, option.strip("-").replace("-", "_"))
        if values is not None:
            given |= dict(zip(names, values, strict=True))
            forced = True
            # the larger end moment is a moment of the member, even where no other is given
            given.setdefault(f"M{names[0][-1]}", max(values, key=abs))
    for name in (
        *(name.replace("-", "_") for name in BETAS),
        "net_ratio",
        "eta",
        "rail_I",
        "psi",
        "process",
        "role",
        "edge",
        "ltb_case",
        "one_leg",
        "deflection",
    ):
        if getattr(options, name) is not None:
            given[name] = getattr(options, name)
    for name in (
        "held",
        "sway_x",
        "sway_y",
        "fatigue",
        "load_x",
        "load_y",
        "seismic_grade",
        "situation",
        "analysis",
    ):
        given[name] = getattr(options, name)
    given |= _bare_ends(options)
    for name, value in (("vT", options.v_total), ("vQ", options.v_live)):
        if value is not None:
            given[name] = value
    if options.bolts is not None:
        n, n1 = options.bolts
        if not 1 <= n1 <= n:
            raise UnitRefused("checks.bad_bolts", n=n, n1=n1)
        given |= {"bolts": float(n), "bolts_row": float(n1)}
    for axis in "xy":
        if (ratios := getattr(options, f"K_{axis}")) is not None:
            if (
                not min(ratios) >= 0.0
                or not max(ratios) < 1.0e9
                or (given[f"sway_{axis}"] and not any(ratios))
            ):
                raise UnitRefused("checks.bad_K", k1=f"{ratios[0]:g}", k2=f"{ratios[1]:g}")
            given[f"K_{axis}"] = tuple(ratios)
    section = options.section if options.section else plates(options.plates)
    if options.diagram is not None:
        given |= _diagram(options, given)
    if options.An is not None:
        given["net_ratio"] = net_ratio(section, options.An)
    _refuse_strange_figures(given)
    return MemberInputs(
        section, options.grade, forces=forced, gamma_0_in=not options.gamma_0_out,
        seismic_in=not options.seismic_out, settings=settings_of(options.set), **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _bare_ends(options: argparse.Namespace) -> dict[str, object]:
    """No transverse load about an axis of which nothing but end moments is said: the sheet shows it, `run` says it."""
    out: dict[str, object] = {}
    for axis, ends in (("x", options.end_moments), ("y", options.end_moments_y)):
        between = getattr(options, f"Mq{axis}") is not None or (axis == "x" and options.diagram is not None)
        largest = getattr(options, f"M{axis}")
        if ends is None or between or getattr(options, f"load_{axis}") != "unknown":
            continue
        if largest is None or abs(largest) <= max(map(abs, ends)):
            out[f"load_{axis}"] = "none"
    return out


def _refuse_strange_figures(given: dict[str, object]) -> None:
    """A length, ratio or inertia that cannot be one is refused here, where it can still be named."""
    betas = (name.replace("-", "_") for name in BETAS)
    lengths = ("lx", "ly", "l0x", "l0y", "l1", "lw", "bottom_l", "panel_a")
    bounds = {**dict.fromkeys(lengths, (1.0, 1.0e6)), **dict.fromkeys(betas, (-3.0, 3.0)),
              "bearing": (0.0, 1.0e4), "rail_h": (0.0, 1.0e3),
              "rail_I": (0.0, 1.0e12), "psi": (1.0, 2.0), "eta": (0.01, 1.0), "net_ratio": (0.01, 1.0)}  # fmt: skip
    for name, (low, high) in bounds.items():
        value = given.get(name)
        option = "--" + name.replace("_", "-")
        if isinstance(value, float) and not low <= value <= high:
            told = {"low": f"{low:g}", "high": f"{high:g}", "value": f"{value:g}", "option": option}
            raise UnitRefused("checks.out_of_bounds", **told)


def _diagram(options: argparse.Namespace, given: dict[str, object]) -> dict[str, object]:
    """Load case of tables C.0.1 and C.0.2, kind of load and spacing of supports that a moment diagram stands for."""
    supports = 0 if options.supports is None else options.supports
    if supports < 0:
        raise UnitRefused("checks.bad_supports", supports=supports)
    load, case = DIAGRAMS[options.diagram]
    flange = options.load_on or "top"
    out: dict[str, object] = {}
    if options.load_x == "unknown":
        out["load_x"] = load
    if options.ltb_case is None:
        if case in ("ends", "uniform"):
            out["ltb_case"] = case
        elif supports == 0:
            out["ltb_case"] = f"none_{case}_{flange}"
        elif supports == 1:
            out["ltb_case"] = "mid_point" if case == "point" else f"mid_udl_{flange}"
        else:
            out["ltb_case"] = f"more_{flange}"
    span = given.get("lx", given.get("l0x"))
    if "l1" not in given and options.supports is not None and isinstance(span, float):
        out["l1"] = span / (supports + 1)
    return out


def settings_of(words: list[str]) -> Settings:
    """Settings from `name=value` words. Refusal where a name or a value is none."""
    made = Settings()
    for word in words:
        name, _, text = word.partition("=")
        before = getattr(made, name, None) if name in Settings.__dataclass_fields__ else None
        try:
            if before is None:
                raise ValueError(name)
            value: object = text
            if isinstance(before, bool):
                value = {"yes": True, "true": True, "no": False, "false": False}[text.lower()]
            elif isinstance(before, (int, float)):
                value = type(before)(text)
        except (ValueError, KeyError) as error:
            names = ", ".join(Settings.__dataclass_fields__)
            raise UnitRefused("checks.bad_setting", word=word, names=names) from error
        made = replace(made, **{name: value})  # type: ignore[arg-type]
    return made


def run(options: argparse.Namespace) -> int:
    """Check, print, write."""
    needs(options, ("--load-on", "--supports"), "--diagram", options.diagram is not None)
    for axis in "xy":
        needs(options, (f"--K-{axis}",), f"--l{axis}", getattr(options, f"l{axis}") is not None)
        idle(options, (f"--l0{axis}",), f"--K-{axis}", getattr(options, f"K_{axis}") is not None)
    idle(options, ("--net-ratio",), "--An", options.An is not None)
    if member_latticed.is_latticed(options):
        return member_latticed.run(options, settings_of(options.set))
    read = known(options.section) if options.section else None
    inputs = inputs_of(options)
    result = check_member(inputs)
    odd: tuple[Finding, ...] = () if read is None else (read,)
    if _bare_ends(options):
        odd += (Finding("checks.ends_alone", INFO),)
    if options.output:
        odd += write_member_sheet(result, options.output, options.lang, options.name, options.project)
    if options.json:
        said = [say(f.code, options.lang, f.args) for f in odd]
        named = {k: v for k in ("name", "project") if (v := getattr(options, k))}
        lacking = hints(options, result, options.lang)
        print_json(member_report(result, options.lang) | {"remarks": said, "hints": lacking} | named)
    else:
        for line in plain.lines(content.of_member(result, options.lang, options.name, options.project)):
            print(line)
        for finding in odd:
            print(say(finding.code, options.lang, finding.args))
        for hint in hints(options, result, options.lang):
            print(hint, file=sys.stderr)
        if options.output:
            print(options.output)
    return WITH_FINDINGS if result.verdict == "over" else DONE
