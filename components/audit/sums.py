"""SHA256SUMS: a line per file, as `sha256sum -c` reads it, and what a package's files say to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from components.audit.canonical import sha256

SUMS, SIGNATURE, REVIEWS = "SHA256SUMS", "SHA256SUMS.p7s", "reviews/"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def render(digests: Mapping[str, str]) -> bytes:
    """The file, sorted by name. digests: SHA-256 by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def parse(content: bytes) -> dict[str, str] | None:
    """Digests by name; None where it is no such file, or names a file twice."""
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    if lines.pop() != "":
        return None
    found: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            return None
        found[match[2]] = match[1]
    return found or None


@dataclass(frozen=True)
class Compared:
    """Files against the list. sums_altered: the list itself is not the one that was written or signed."""

    altered: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    sums_altered: bool

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.altered or self.missing or self.extra or self.sums_altered)


def compare(content: bytes, actual: Mapping[str, str], signed_digest: str | None) -> Compared:
    """Compare the files of a package with its list.

    actual: SHA-256 by name of all files but the list, its signature and the reviews. signed_digest: SHA-256 of the
    list that was signed, None where nobody signed. Where only the list was changed, the files are not accused: the
    list made anew from them then has the digest that was signed.
    """
    listed = parse(content)
    touched = signed_digest is not None and sha256(content) != signed_digest
    if listed is None or (touched and sha256(render(actual)) == signed_digest):
        return Compared((), (), (), True)
    altered = tuple(sorted(n for n in listed.keys() & actual.keys() if listed[n] != actual[n]))
    missing, extra = sorted(listed.keys() - actual.keys()), sorted(actual.keys() - listed.keys())
    return Compared(altered, tuple(missing), tuple(extra), touched or render(listed) != content)
