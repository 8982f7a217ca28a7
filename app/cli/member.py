"""`steelyard member`: one member without a model, every formula shown."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from app.checking import check_member, known, net_ratio, plates, write_member_sheet
from app.cli import member_latticed
from app.cli.idle import idle, needs
from app.cli.member_hints import hints
from app.cli.member_options import BETAS, DIAGRAMS, ENDS, FIGURES, arguments
from app.cli.shared import DONE, WITH_FINDINGS, print_json
from components.checks.gb50017.report import member_report
from components.checks.gb50017.single import MemberInputs
from components.codes.gb50017_2017.settings import Settings
from components.exports.checksheet import content, plain
from components.findings import INFO, Finding
from components.imports.forces_units import LENGTH, UnitRefused
from components.words import say

__all__ = ["arguments", "run"]


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
