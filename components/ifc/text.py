"""STEP strings to Unicode: `\\X2\\`, `\\X4\\`, `\\X\\`, `\\S\\` escapes, and raw bytes that should not be there."""

from __future__ import annotations

import re
from collections.abc import Callable

from components.record import valued

_ESCAPE = re.compile(
    rb"\\X2\\([0-9A-Fa-f\s]*?)\\X0\\|\\X4\\([0-9A-Fa-f\s]*?)\\X0\\|\\X\\([0-9A-Fa-f]{2})|\\S\\(.)|\\P([A-I])\\|\\\\",
    re.S,
)
_DOUBLED = re.compile(rb"(?<!\\X0)\\\\X2\\")
_LINE = re.compile(rb"\r?\n")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@valued
class Encoding:
    """How the bytes above 127 of a file are read. assumed: the file does not say so, we concluded it."""

    name: str
    assumed: bool


def detect(raw: bytes) -> Encoding:
    """The encoding of raw bytes above 127: ascii (none there), utf-8, gb18030, or cp1252.

    ISO 10303-21 allows none of them; Chinese programs write UTF-8 or GBK all the same. GBK is told from the Western
    code pages by its pairs: runs of even length inside the GB 2312 area.
    """
    if raw.isascii():
        return Encoding("ascii", False)
    try:
        raw.decode("utf-8")
        return Encoding("utf-8", True)
    except UnicodeDecodeError:
        pass
    runs = _HIGH_RUN.findall(raw)
    pairs = sum(len(r) // 2 for r in runs)
    good = sum(_is_gb2312(r[i : i + 2]) for r in runs for i in range(0, len(r) - 1, 2))
    odd = sum(len(r) % 2 for r in runs)
    if pairs and good >= 0.9 * pairs and odd <= 0.25 * pairs:
        return Encoding("gb18030", True)
    return Encoding("cp1252", True)


def _is_gb2312(pair: bytes) -> bool:
    return (0xA1 <= pair[0] <= 0xA9 or 0xB0 <= pair[0] <= 0xF7) and pair[1] >= 0xA1


def decoder(encoding: Encoding) -> Callable[[bytes], str]:
    """A function from the bytes between the quotes of a STEP string to text; it never fails (U+FFFD at worst)."""
    codec = "ascii" if encoding.name == "ascii" else encoding.name

    def decode(raw: bytes) -> str:
        if b"'" in raw:
            raw = raw.replace(b"''", b"'")
        if b"\n" in raw:
            # Line breaks inside a string belong to the file's layout, not to the text (10303-21, 5.6).
            raw = _LINE.sub(b"", raw)
        if b"\\" not in raw:
            return raw.decode(codec, "replace")
        return _escaped(raw, codec)

    return decode


def _escaped(raw: bytes, codec: str) -> str:
    # A doubled backslash before X2 is a literal one only if the hexadecimal digits do not decode; some programs
    # double every backslash of a path and then add their own escapes behind it.
    # What ends the escape before it is no doubled one: `\X0\` and `\X2\` of the next character stand side by side.
    if b"\\\\X2\\" in raw and b"\\\\\\X2\\" not in raw:
        raw = _DOUBLED.sub(rb"\\\\\\X2\\", raw)
    parts: list[str] = []
    page, at = "iso8859-1", 0
    for found in _ESCAPE.finditer(raw):
        parts.append(raw[at : found.start()].decode(codec, "replace"))
        at = found.end()
        two, four, one, shifted, letter = found.groups()
        if two is not None:
            parts.append(_hex(two, "utf-16-be"))
        elif four is not None:
            parts.append(_hex(four, "utf-32-be"))
        elif one is not None:
            parts.append(bytes.fromhex(one.decode()).decode("iso8859-1"))
        elif shifted is not None:
            # The index writes 1 for an apostrophe that ends no string.
            code = ord("'") if shifted == b"\x01" else shifted[0]
            parts.append(bytes([(code + 128) & 0xFF]).decode(page, "replace"))
        elif letter is not None:
            page = f"iso8859-{letter[0] - ord('A') + 1}"
        else:
            parts.append("\\")
    parts.append(raw[at:].decode(codec, "replace"))
    return "".join(parts)


def _hex(digits: bytes, codec: str) -> str:
    clean = b"".join(digits.split()).decode()
    width = 4 if codec == "utf-16-be" else 8
    return bytes.fromhex(clean[: len(clean) // width * width]).decode(codec, "replace")
