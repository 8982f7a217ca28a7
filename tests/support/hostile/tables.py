# ruff: noqa: E501
"""Mutations of everything else a user may be handed: tables, TOML files, projects, packages, registers."""

from __future__ import annotations

import json
import random
import re
import zipfile
from io import BytesIO

from hostile.strings import NUMBERS, WORDS

_CELL = re.compile(rb"[^,\n]+")
_VALUE = re.compile(rb"(?<== ).+|(?<=: ).+")


def _changed(raw: bytes, pattern: re.Pattern[bytes], rng: random.Random, new: tuple[bytes, ...]) -> bytes:
    found = list(pattern.finditer(raw))
    for m in sorted(rng.sample(found, min(len(found), rng.choice((1, 3, 20)))), key=lambda m: -m.start()):
        raw = raw[: m.start()] + rng.choice(new) + raw[m.end() :]
    return raw


def _lines(raw: bytes, rng: random.Random) -> bytes:
    lines = raw.split(b"\n")
    how = rng.randrange(4)
    if how == 0:
        del lines[rng.randrange(len(lines))]
    elif how == 1:
        lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    elif how == 2:
        rng.shuffle(lines)
    else:
        lines *= 200
    return b"\n".join(lines)


_VALUES = (
    b"0", b"-1", b"1e308", b"nan", b"inf", b"-inf", b'""', b"[]", b"{}", b"true", b"[[[[1]]]]", b"2026-13-40", b"null", b'"x"',
    b"99999999999999999999999999", b'"' + b"x" * 100_000 + b'"', b"[" * 5000, b'"\\u0000"', b'"=cmd|x"', b'"../../x"', b'"<b>"',
    b"1979-05-27T07:32:00Z", b"0x10", b'"\\ud800"', b"1e400", b"[1, 'a', {}]", b"9" * 400, b"-" + b"9" * 5000, b"0x" + b"f" * 9000,
    b"1\na." + b"a." * 100_000 + b"a = 1", b"1\n[" + b"a." * 3000 + b"a]", "²".encode(), "½".encode(),
)  # fmt: skip


def spoiled(raw: bytes, rng: random.Random) -> bytes:
    """One way to spoil a file of text or bytes."""
    if not raw:
        return rng.choice(WORDS)
    how = rng.randrange(9)
    if how == 0:
        out = bytearray(raw)
        for _ in range(rng.choice((1, 5, 50))):
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
        return bytes(out)
    if how == 1:
        return raw[: rng.randrange(len(raw))]
    if how == 2:
        return _lines(raw, rng)
    if how == 3:
        return _changed(raw, _CELL, rng, NUMBERS + WORDS)
    if how in (4, 5):
        return _changed(raw, _VALUE, rng, _VALUES)
    if how == 6:
        text = raw.decode("utf-8", "replace")
        return text.encode(rng.choice(("utf-16", "gbk", "utf-32", "utf-8-sig")), "replace")
    if how == 7:
        return raw.replace(
            rng.choice((b",", b"=", b'"', b"[", b"\n", b".")),
            rng.choice((b"", b";", b"\0", b"\t", b"''", b"[[")),
        )
    return rng.choice(
        (
            b"",
            b"\0" * 100,
            b"\xff" * 100,
            b"{",
            b"[" * 100_000,
            b"PK\x03\x04",
            b"a" * 1_000_000,
            b"a,b\n" * 50_000,
        )
    )


_PLAIN = (
    0, -1, 2**63, 10**30, 1e308, float("nan"), float("inf"), True, None, "", "x", "\0", "\ud800", "../../x", "=1+1", "x" * 100_000,
    [], {}, [[]], [1], {"x": 1}, [None], "2026-13-40", -0.5, 10**400, "²",
)  # fmt: skip


def spoiled_json(raw: bytes, rng: random.Random) -> bytes:
    """A document that still is one, with some of its values of another kind, gone, or there under another name."""
    plain = json.loads(raw)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at, found = plain, []
        while isinstance(at, (dict, list)) and at:
            key = rng.choice(sorted(at)) if isinstance(at, dict) else rng.randrange(len(at))
            found.append((at, key))
            at = at[key]
        if not found:
            break
        parent, key = rng.choice(found)
        how = rng.randrange(5)
        if how == 0:
            del parent[key]
        elif how == 1 and isinstance(parent, dict):
            parent[rng.choice(("x", "", "file", "a" * 500))] = parent.pop(key)
        else:
            parent[key] = rng.choice(_PLAIN)
    return json.dumps(plain).encode()


def spoiled_zip(raw: bytes, rng: random.Random, only: str = "") -> bytes:
    """A zip (a workbook, a package) with an entry spoiled, gone, told twice, out of its folder, or its own bytes broken.

    only: what the names of the entries begin with that may be spoiled.
    """
    if not only and rng.random() < 0.3:
        return spoiled(raw, rng)
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        entries = {n: archive.read(n) for n in archive.namelist()}
    name = rng.choice(sorted(n for n in entries if n.startswith(only)))
    how = rng.randrange(7)
    if how in (0, 1, 2):
        entries[name] = spoiled(entries[name], rng)
    elif how == 3:
        del entries[name]
    elif how == 4:
        entries[
            rng.choice(
                (
                    "../x",
                    "/tmp/hostile_was_here",
                    "a\\..\\b",
                    "x" * 300,
                    "\n",
                    "a/" * 200 + "b",
                    f"reviews/{'9' * 5000}/review.json",
                    "reviews/²/review.json",
                )
            )
        ] = b"x"
    elif how == 5:
        entries[name] = b"\0" * 60_000_000
    else:
        entries |= {f"{name}{i}": b"x" for i in range(rng.choice((400, 9_000)))}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, content in entries.items():
            archive.writestr(key, content)
    return out.getvalue()
