"""A small writer of STEP files: entities in, bytes out, the same bytes on every run.

It is written by hand, and not by a toolkit, so that the text encoding (\\X2\\, raw UTF-8, raw GBK) and every
byte of the header are ours to choose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

# The alphabet of IFC GlobalIds (buildingSMART, "IFC GUID": 22 characters of 6 bits, the first of 2).
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$"


class Ref(int):
    """The STEP id of an entity already written."""


class Enum(str):
    """An enumeration item, written between dots."""


class Typed(NamedTuple):
    """A value with its defined type, as IFCLABEL('x')."""

    kind: str
    value: object


class Derived:
    """An attribute derived in a subtype, written as an asterisk."""


DERIVED = Derived()


def global_id(model: str, key: str) -> str:
    """The GlobalId of the thing called `key` in the model called `model`: 128 bits of a hash."""
    number = int.from_bytes(hashlib.sha256(f"{model}/{key}".encode()).digest()[:16], "big")
    return "".join(_ALPHABET[(number >> shift) & 63] for shift in range(126, -1, -6))


def escaped(text: str) -> str:
    """Text in ASCII by ISO 10303-21: quotes and backslashes doubled, the rest as \\X2\\ or \\X4\\ runs."""
    out: list[str] = []
    wide = ""
    for char in [*text, ""]:
        if char and ord(char) > 126:
            wide += char
            continue
        if wide:
            short = all(ord(c) < 0x10000 for c in wide)
            body = "".join(f"{ord(c):04X}" if short else f"{ord(c):08X}" for c in wide)
            out.append(f"\\{'X2' if short else 'X4'}\\{body}\\X0\\")
            wide = ""
        out.append({"'": "''", "\\": "\\\\"}.get(char, char))
    return "".join(out)


def real(value: float) -> str:
    """A STEP real: nine decimals at most, always with its point, never a negative zero."""
    text = repr(round(value, 9) + 0.0)
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa if '.' in mantissa else mantissa + '.'}E{int(exponent):+03d}"
    return text[:-1] if text.endswith(".0") else text


class StepFile:
    """Entities in the order they were added; `once` gives equal points, directions and values one id."""

    def __init__(self, schema: str, name: str, encoding: str = "ascii") -> None:
        self.schema = schema
        self.name = name
        self.encoding = encoding
        self._lines: list[str] = []
        self._known: dict[str, Ref] = {}

    def add(self, kind: str, *values: object) -> Ref:
        """Write one entity and return its id."""
        self._lines.append(f"{kind}({self._row(values)});")
        return Ref(len(self._lines))

    def once(self, kind: str, *values: object) -> Ref:
        """Write one entity unless an equal one is there already."""
        text = f"{kind}({self._row(values)});"
        if text not in self._known:
            self._lines.append(text)
            self._known[text] = Ref(len(self._lines))
        return self._known[text]

    def _row(self, values: Iterable[object]) -> str:
        return ",".join(self._text(value) for value in values)

    def _text(self, value: object) -> str:
        if value is None:
            return "$"
        if isinstance(value, Derived):
            return "*"
        if isinstance(value, bool):
            return ".T." if value else ".F."
        if isinstance(value, Ref):
            return f"#{int(value)}"
        if isinstance(value, Enum):
            return f".{value}."
        if isinstance(value, Typed):
            return f"{value.kind}({self._text(value.value)})"
        if isinstance(value, str):
            return f"'{self._string(value)}'"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return real(value)
        if isinstance(value, tuple | list):
            return f"({self._row(value)})"
        raise TypeError(f"no STEP form for {type(value).__name__}")

    def _string(self, text: str) -> str:
        return escaped(text) if self.encoding == "ascii" else text.replace("\\", "\\\\").replace("'", "''")

    def data(self) -> bytes:
        """The whole file."""
        view = "CoordinationView_V2.0" if self.schema == "IFC2X3" else "ReferenceView"
        head = (
            f"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('ViewDefinition [{view}]'),'2;1');\n"
            f"FILE_NAME('{self._string(self.name)}','2024-06-01T08:00:00',(''),(''),"
            f"'Steelyard ifc_samples','Steelyard ifc_samples','');\n"
            f"FILE_SCHEMA(('{self.schema}'));\nENDSEC;\nDATA;\n"
        )
        body = "\n".join(f"#{number}={line}" for number, line in enumerate(self._lines, 1))
        return (head + body + "\nENDSEC;\nEND-ISO-10303-21;\n").encode(self.encoding)
