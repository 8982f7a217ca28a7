"""A clause function, read from its own source and written out: formula, substituted numbers, value.

The arithmetic is written once, as Python. The text of a sheet is made from that same source, so it cannot
differ.
Understood: straight-line assignments and one return of arithmetic, comparisons, `np.sqrt`, `np.where`,
`np.minimum`, `np.maximum`, `np.abs`, `np.clip`, `np.sin`, `np.cos`, `np.log`; of a `np.where` the branch
taken is shown.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from components.codes.clause import clause_of, standing

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "lambda": "λ",
    "mu": "μ", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "nu": "ν",
}  # fmt: skip
PRIMED = {
    "b_t": "(b/t)", "b_t_limit": "[b/t]", "h0_tw": "(h_0/t_w)", "h0_tw_limit": "[h_0/t_w]", "D_t": "(D/t)",
    "D_t_limit": "[D/t]", "lambda_limit": "[λ]",
    "lambda_1_limit": "[λ_1]", "NE": "N'_E", "NEx": "N'_Ex", "NEy": "N'_Ey", "phi_b1": "φ'_b",
}  # fmt: skip
SUPERSCRIPT = {2: "²", 3: "³"}
COMPARE = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠"}
CALLS = {
    "sqrt": "√",
    "minimum": "min",
    "maximum": "max",
    "sin": "sin",
    "cos": "cos",
    "log": "ln",
    "log10": "lg",
}

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


@dataclass(frozen=True)
class Line:
    """One line: symbol = formula = substituted = value; `condition` says which branch was taken."""

    symbol: str
    formula: str
    substituted: str
    value: float
    condition: str


@dataclass(frozen=True)
class Step:
    """One clause evaluated on one member.

    lines: intermediate values in order, the last being the result. unit, limit, status, source as in
    `Clause`. arguments: what the clause was asked with, by name.
    """

    document: str
    clause: str
    symbol: str
    lines: tuple[Line, ...]
    value: float
    unit: str
    limit: float | None
    status: str
    source: str
    arguments: tuple[tuple[str, float], ...] = ()

    @property
    def formula(self) -> str:
        """Formula of the result."""
        return self.lines[-1].formula

    @property
    def substituted(self) -> str:
        """Formula of the result with its numbers."""
        return self.lines[-1].substituted


def symbol_of(name: str) -> str:
    """A Python name as the standard's symbol: `phi_x` is φ_x, `alpha_0` is α_0, `W_1x` is W_1x."""
    if name in PRIMED:
        return PRIMED[name]
    head, _, tail = name.rstrip("_").partition("_")
    head, tail = GREEK.get(head, head), GREEK.get(tail, tail)
    return f"{head}_{tail}".replace("_n_", "_n,") if tail else head


def number(value: float, digits: int = 4) -> str:
    """A number for reading: `digits` significant digits, whole numbers whole, powers of ten above 1e7."""
    if not np.isfinite(value):
        return "∞" if value > 0 else "-∞" if value < 0 else "?"
    if value == 0.0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    size = int(exponent)
    if size >= 7 or size < -4:
        return f"{mantissa}×10^{size}"
    text = f"{value:.{max(digits - 1 - size, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _body(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    return tuple(s for s in definition.body if isinstance(s, (ast.Assign, ast.Return)))


@cache
def _compiled(text: str) -> Any:
    return compile(text, "<clause>", "eval")


OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


def opposite(condition: ast.expr) -> ast.expr:
    """The condition under which the other branch is taken. Clause functions branch on one comparison at a time."""
    assert isinstance(condition, ast.Compare)
    return ast.Compare(condition.left, [OPPOSITE[type(condition.ops[0])]()], condition.comparators)


@dataclass(frozen=True)
class _Writer:
    """Writes an expression with symbols (`values` None) or with numbers."""

    scope: Mapping[str, Any]
    numbers: bool
    digits: int
    conditions: list[str]

    def value(self, node: ast.expr) -> Any:
        with np.errstate(all="ignore"):
            return eval(_compiled(ast.unparse(node)), {**self.scope})

    def write(self, node: ast.expr, outer: int = 0) -> str:
        text, level = self.parts(node)
        return f"({text})" if level < outer else text

    def parts(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return (number(float(node.value), 6), ATOM)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.name(node)
        if isinstance(node, ast.UnaryOp):
            return (f"-{self.write(node.operand, PRODUCT)}", SUM)
        if isinstance(node, ast.BinOp):
            return self.binary(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        if isinstance(node, ast.Compare):
            sign = COMPARE[type(node.ops[0])]
            return (f"{self.write(node.left)} {sign} {self.write(node.comparators[0])}", 0)
        raise TypeError(f"a clause function holds {ast.unparse(node)}, which cannot be written out")

    def name(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) == "np.pi"
            return ("π", ATOM)
        assert isinstance(node, ast.Name)
        if not self.numbers:
            return (symbol_of(node.id), ATOM)
        value = float(self.scope[node.id])
        text = number(value, self.digits)
        # 5.000×10^7 is a product: its square must not read as 10^72
        return (text, SUM if value < 0 else PRODUCT if "×" in text else ATOM)

    def binary(self, node: ast.BinOp) -> tuple[str, int]:
        if isinstance(node.op, ast.Add):
            right = self.write(node.right, SUM)
            right = f"({right})" if right.startswith("-") else right
            return (f"{self.write(node.left, SUM)} + {right}", SUM)
        if isinstance(node.op, ast.Sub):
            return (f"{self.write(node.left, SUM)} - {self.write(node.right, PRODUCT)}", SUM)
        if isinstance(node.op, ast.Mult):
            dot = "×" if self.numbers else "·"
            return (f"{self.write(node.left, PRODUCT)}{dot}{self.write(node.right, PRODUCT)}", PRODUCT)
        if isinstance(node.op, ast.Div):
            return (f"{self.write(node.left, PRODUCT)}/{self.write(node.right, POWER)}", PRODUCT)
        if isinstance(node.op, ast.BitAnd):
            return (f"{self.write(node.left)}, {self.write(node.right)}", 0)
        assert isinstance(node.op, ast.Pow)
        power = node.right.value if isinstance(node.right, ast.Constant) else None
        base = self.write(node.left, ATOM)
        if isinstance(power, int) and power in SUPERSCRIPT:
            return (f"{base}{SUPERSCRIPT[power]}", POWER)
        return (f"{base}^{self.write(node.right, ATOM)}", POWER)

    def call(self, node: ast.Call) -> tuple[str, int]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if name == "where":
            taken = bool(self.value(node.args[0]))
            if not taken and isinstance(node.args[2], ast.Call):
                return self.parts(node.args[2])
            self.conditions.append(self.write(node.args[0] if taken else opposite(node.args[0])))
            return self.parts(node.args[1] if taken else node.args[2])
        if name == "abs":
            return (f"|{self.write(node.args[0])}|", ATOM)
        if name == "clip":
            low, high = self.write(node.args[1]), self.write(node.args[2])
            return (f"min(max({self.write(node.args[0])}, {low}), {high})", ATOM)
        return (f"{CALLS[name]}({', '.join(self.write(a) for a in node.args)})", ATOM)


def trace(function: Callable[..., Any], values: Mapping[str, Any], digits: int = 4) -> Step:
    """Evaluate one clause function on scalars and write it out.

    values: every argument by name, floats. digits: significant digits of the substituted numbers.
    """
    said = clause_of(function)
    scope: dict[str, Any] = {**function.__globals__, **{k: np.float64(v) for k, v in values.items()}}
    lines = []
    for statement in _body(function):
        assert isinstance(statement, (ast.Assign, ast.Return)) and statement.value is not None
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        name = symbol_of(target.id) if isinstance(target, ast.Name) else said.symbol
        conditions: list[str] = []
        formula = _Writer(scope, False, digits, conditions).write(statement.value)
        plain = _Writer(scope, True, digits, [])
        value = float(plain.value(statement.value))
        lines.append(Line(name, formula, plain.write(statement.value), value, "; ".join(conditions)))
        if isinstance(target, ast.Name):
            scope[target.id] = np.float64(value)
    with np.errstate(all="ignore"):
        result = float(function(**{k: np.float64(v) for k, v in values.items()}))
    stand = standing(said.document, said.number)
    return Step(
        said.document,
        said.number,
        said.symbol,
        tuple(lines),
        result,
        said.unit,
        said.limit,
        stand.status,
        stand.source,
        tuple((name, float(v)) for name, v in values.items()),
    )
