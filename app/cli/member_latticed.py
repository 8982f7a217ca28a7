"""`steelyard member` of latticed members: two channels or I, or four angles, with lacing or battens."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

from app.cli.idle import given, idle, needs
from app.cli.shared import DONE, WITH_FINDINGS, print_json
from app.latticed import check_member, write_sheet
from components.checks.gb50017.latticed import Battens, Lacing, LatticedInputs
from components.checks.gb50017.latticed_report import latticed_report, odd
from components.codes.gb50017_2017.settings import Settings
from components.exports.checksheet import plain
from components.exports.checksheet.latticed import of_latticed
from components.findings import Finding
from components.imports.forces_units import LENGTH, UnitRefused, figure
from components.words import say

NAN = math.nan
LENGTHS = ("axes", "width", "panel")
ALONE = ("--lacing-angle", "--crossed", "--toes-out", *(f"--{name}" for name in LENGTHS))
"""Options that mean something beside --lacing or --battens only."""
IDLE = (
    "--plates", "--process", "--Vx", "--F", "--My", "--T", "--Mqy", "--l1", "--lw", "--bottom-l", "--panel-a",
    "--bearing", "--rail-h", "--end-moments-y", "--ltb-case", "--diagram", "--load-on", "--supports", "--v-total",
    "--v-live", "--deflection", "--edge", "--one-leg", "--held", "--sway-y", "--fatigue", "--An", "--rail-I", "--psi",
    "--bolts", "--net-ratio", "--eta", "--beta-my", "--beta-tx", "--beta-ty", "--gamma-0-out", "--seismic-out",
    "--K-x", "--K-y",
)  # fmt: skip
"""Options that a latticed member does not know: bending about the solid axis and what belongs to solid webs."""


def arguments(parser: argparse._ArgumentGroup, lang: str, length: Callable[[str], float]) -> None:
    """Options of the command. length: reads a length."""

    def told(key: str) -> str:
        return say(f"checks.cli_{key}", lang)

    joined = parser.add_mutually_exclusive_group()
    joined.add_argument("--lacing", metavar="BAR", help=told("lacing"))
    joined.add_argument("--battens", metavar="DEPTHxT", help=told("battens"))
    parser.add_argument("--lacing-angle", type=float, metavar="DEG", help=told("lacing_angle"))
    parser.add_argument("--crossed", action="store_true", help=told("crossed"))
    parser.add_argument("--toes-out", action="store_true", help=told("toes_out"))
    for name in LENGTHS:
        parser.add_argument(f"--{name}", type=length, metavar="mm", help=told(name))


def is_latticed(options: argparse.Namespace) -> bool:
    """Whether the options describe a latticed member. Refusal where one of them stands alone."""
    latticed = options.lacing is not None or options.battens is not None
    needs(options, ALONE, "--lacing / --battens", latticed)
    return latticed


def inputs_of(options: argparse.Namespace, settings: Settings) -> LatticedInputs:
    """The member that the options describe. Refusal where they cannot be a latticed member."""
    idle(options, IDLE, "--lacing / --battens")
    for name, default in (("load_y", "unknown"), ("seismic_grade", 0), ("situation", "persistent"),
                          ("analysis", "first_order")):  # fmt: skip
        if getattr(options, name) != default:
            raise UnitRefused(
                "cli.option_idle", option=f"--{name.replace('_', '-')}", other="--lacing / --battens"
            )
    ends = options.end_moments or (NAN, NAN)
    largest = max((abs(m) for m in ends if not math.isnan(m)), default=0.0)
    load = options.load_x
    if options.end_moments is not None and load == "unknown" and options.Mqx is None:
        load = "none" if abs(options.Mx or 0.0) <= largest else load
    forces = any(getattr(options, name) is not None for name in ("N", "Mx", "Vy", "end_moments"))
    return LatticedInputs(
        _limb(options.section), options.grade, _join(options), axes=_or(options.axes), width=_or(options.width),
        toes_out=options.toes_out, forces=forces, N=_or(options.N, 0.0), Mx=_or(options.Mx, largest),
        V=_or(options.Vy, 0.0), M1x=ends[0], M2x=ends[1], load_x=load, Mqx=_or(options.Mqx),
        l0x=_or(options.l0x, _or(options.lx)), l0y=_or(options.l0y, _or(options.ly)), sway_x=options.sway_x,
        beta_mx=_or(options.beta_mx), role=options.role or "column", settings=settings,
    )  # fmt: skip


def _or(value: float | None, fallback: float = NAN) -> float:
    return fallback if value is None else value


def _limb(name: str) -> str:
    """The limb of a built-up section: `2[28a` and `4L125x10` name it as `[28a` and `L125x10` do."""
    return name[1:] if name[:1] in "24" and not name[1:2].isdigit() else name


def _join(options: argparse.Namespace) -> Lacing | Battens:
    if options.lacing is not None:
        angle = 45.0 if options.lacing_angle is None else options.lacing_angle
        return Lacing(options.lacing, angle, _or(options.panel), options.crossed)
    idle(options, ("--lacing-angle", "--crossed"), "--battens")
    needs(options, ("--battens",), "--panel", options.panel is not None)
    words = options.battens.lower().replace("×", "x").replace("*", "x").lstrip("-").split("x")
    if len(words) != 2:
        raise UnitRefused("checks.bad_battens", text=options.battens)
    depth, t = (figure(word, LENGTH, "mm") for word in words)
    return Battens(depth, t, options.panel)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check, print, write."""
    result = check_member(inputs_of(options, settings))
    told: tuple[Finding, ...] = odd(result)
    if options.output:
        told += write_sheet(result, options.output, options.lang, options.name, options.project)
    if options.json:
        said = [say(f.code, options.lang, f.args) for f in told]
        named = {k: v for k in ("name", "project") if given(options, f"--{k}") and (v := getattr(options, k))}
        print_json(latticed_report(result, options.lang) | {"remarks": said, "hints": []} | named)
    else:
        for line in plain.lines(of_latticed(result, options.lang, options.name, options.project)):
            print(line)
        if options.output:
            print(options.output)
    return WITH_FINDINGS if result.verdict == "over" else DONE
