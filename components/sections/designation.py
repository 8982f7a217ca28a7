"""A designation as it is written, taken apart: prefix, numbers, suffix. Every spelling comes to the same
parts.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from itertools import pairwise

from components.record import valued
from components.sections.catalogue import FOLDER

_ROUND_SIGNS = str.maketrans(dict.fromkeys("ØΦФ⌀∅", "Φ"))
_TIMES = str.maketrans(dict.fromkeys("×✕✖⨯*∗·ХΧ", "X"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))

_FRACTION = r"[1-9]\d?/(?:2|4|8|16|32|64)(?![\d.])"
_NUMBER = re.compile(rf"(\d+)-({_FRACTION})|({_FRACTION})|(\d+\.?\d*|\.\d+)")
_PARTS = re.compile(r"^(2(?=[^\d./X*-]))?([^\d.]*?)([.\d].*)$", re.DOTALL)
_SUFFIX = re.compile(r"^(.*?\d)([A-Z]*)$", re.DOTALL)
_SIGN_LAST = r"(.*\d[A-C]?)[#号]?(?:热轧)?(?:普通)?([\u4e00-\u9fff]+)"  # Φ48×3.5钢管, 20a工字钢, 80x80方钢
_MASS_LAST = re.compile(r"(\d+X\d+)(UBP|UB|UC|PFC)(\d+)")  # 305x165UB40
_AFTER_CHINESE = r"[\u4e00-\u9fff]([^\u4e00-\u9fff]+)$"  # two milliseconds to compile: where it is met
_LISTED = re.compile(r"\s*[^\d,]*\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?){2,5}\s*")  # H500,300,10,16
_GAP = re.compile(r"(\d+)([A-C])X?(\d+(?:\.\d+)?)")  # 2[16a-10, whose dash after a letter is gone
_BLANK = re.compile(r"\s")
_SHORTENED = re.compile(r"(?<=[A-Z])\.(?=\s+\d)|(?<=^RD)\.|(?<=^FL)\.|(?<=^BL)\.")  # Rd. 16, Fl.100x8
_COUNTRY_LAST = ("UBP", "UB", "UC", "PFC", "SHS", "RHS", "CHS", "IPE", "HSS")


@valued
class Parts:
    """prefix and suffix in capitals, numbers as written in mm or inches; `slashed`: some were split by "/".

    fractional: a number is written as only inches are (3/8, 2-1/2, .375).
    """

    prefix: str
    numbers: tuple[float, ...]
    suffix: str
    slashed: bool
    fractional: bool

    def key(self, prefix: str | None = None) -> str:
        """The one spelling all others come to, for the index of names."""
        name = self.prefix if prefix is None else prefix
        return name + "X".join(f"{v:.6g}" for v in self.numbers) + self.suffix


def normalise(text: str) -> str:
    """Capitals, half width, one sign for "times", no blanks, no units, a point in decimals."""
    plain = text.upper()
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).upper().translate(_ROUND_SIGNS).translate(_DASHES)
        plain = plain.translate(_TIMES)
    plain = plain.replace("*", "X").replace('"', "")
    # A catalogue has thousands of names, most of which need none of these.
    if "," in plain:
        if _LISTED.fullmatch(plain):
            plain = plain.replace(",", "X")
        plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    if "MM" in plain:
        plain = re.sub(r"(?<=\d)\s*MM\b", "", plain)
    if "." in plain:
        plain = _SHORTENED.sub("", plain)
    if _BLANK.search(plain):
        plain = re.sub(rf"(?<=\d)\s+(?={_FRACTION})", "-", plain)
        plain = re.sub(r"(?<=\d)\s+(?=[.\d])", "X", plain.strip())
        plain = re.sub(r"\s+", "", plain)
    if "-" in plain:
        plain = re.sub(r"(?<=[A-Z\[□○∠∟Φ])-|(?<=\d)-(?=[A-Z])", "", plain)
    return plain.rstrip("X")


_PLAIN_NAME = re.compile(r"[A-Z\[]+\d+(?:\.\d*[1-9])?(?:X\d+(?:\.\d*[1-9])?)*[A-Z]?")
_INCH_NAME = re.compile(r"([A-Z]+)([\d.][\d./-]*(?:X[\d.][\d./-]*)*)([A-Z]*)")


def key_of(name: str) -> str:
    """The key of a catalogue name. Most are written as their own key, those in inches need their fractions read, and
    only the rest are parsed."""
    upper = name.upper()
    if _PLAIN_NAME.fullmatch(upper):
        return upper
    if inches := _INCH_NAME.fullmatch(upper):
        prefix, body, suffix = inches.groups()
        figures = [_figure(word) for word in body.split("X")]
        if all(figures):
            return prefixes().get(prefix, prefix) + "X".join(figures) + suffix
    parts = parse(name)
    return upper if parts is None else parts.key()


@cache
def prefixes() -> dict[str, str]:
    """Canonical prefix of each spelling, from `prefixes.csv`."""
    with (FOLDER / "prefixes.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    return {normalise(spelling) or spelling: prefix for spelling, prefix in rows}


@cache
def _figure(word: str) -> str:
    """A number as keys have it (2-1/2 as 2.5); empty where the word is not one number."""
    read = _numbers(word)
    return f"{read[0][0]:.6g}" if read is not None and len(read[0]) == 1 else ""


def _numbers(body: str) -> tuple[tuple[float, ...], bool, bool] | None:
    """Numbers of `200X100/8`, whether "/" parted any, whether any is written as inches are (3/8, .375); None if more
    stands there.
    """
    numbers: list[float] = []
    slashed = fractional = False
    at = 0
    while at < len(body):
        if numbers:
            if body[at] not in "X/-~":
                return None
            slashed |= body[at] == "/"
            at += 1
        found = _NUMBER.match(body, at)
        if found is None:
            return None
        whole, mixed, fraction, plain = found.groups()
        if fraction is not None and not _dyadic(fraction):
            plain, fraction = fraction.split("/")[0], None
            at += len(plain)
        else:
            at = found.end()
        if plain is not None:
            numbers.append(float(plain))
            fractional |= plain[0] == "."
        else:
            over, under = (mixed or fraction).split("/")
            numbers.append(float(whole or 0) + int(over) / int(under))
            fractional = True
    return tuple(numbers), slashed, fractional


def _dyadic(fraction: str) -> bool:
    """3/8 is an inch fraction; 80/8 and 2/16 are two numbers."""
    over, under = (int(n) for n in fraction.split("/"))
    return over < under and over % 2 == 1


def parse(text: str) -> Parts | None:
    """The parts of a designation, or None where the text is not a prefix followed by numbers.

    `HW 400×400`, `ＨＷ４００＊４００` and `hw400x400` are one; so are
    `HE 200 A` and `HE200A`, `2-1/2` and `2 1/2`.
    """
    plain = normalise(text)
    if mass_last := _MASS_LAST.fullmatch(plain):
        plain = f"{mass_last[2]}{mass_last[1]}X{mass_last[3]}"
    if not plain.isascii() and (said := re.fullmatch(_SIGN_LAST, plain)) and said[2] in prefixes():
        plain = said[1] if not said[1][0].isdigit() else said[2] + said[1]
    split = _PARTS.match(plain)
    if split is None:
        return None
    twice, prefix, rest = split.groups()
    tail = _SUFFIX.match(rest)
    if tail is None:
        return None
    body, suffix = tail.groups()
    if twice and (gap := _GAP.fullmatch(rest)):
        body, suffix = f"{gap[1]}X{gap[3]}", gap[2]
    read = _numbers(body)
    if read is None:
        return None
    prefix = (twice or "") + prefix
    if not prefix and suffix in _COUNTRY_LAST:
        prefix, suffix = suffix, ""
    if twice and len(prefix) == 1:
        return None
    known = prefixes()
    if prefix not in known and not prefix.isascii() and (sign := re.search(_AFTER_CHINESE, prefix)):
        prefix = ("2" if "双" in prefix else "") + sign[
            1
        ]  # 角钢L63x5, 钢梁HN400x200: the sign after the words says it
    return Parts(known.get(prefix, prefix), read[0], suffix, read[1], read[2])


_BETWEEN = re.compile(r"(?<=\d)\s*[xX×*хХ]\s*(?=[\d.])")
_SIGN, _SIZE = re.compile(r"[^\W\d_]{1,5}"), re.compile(r"\d[\d.,xX/-]*")
_WHOLE = re.compile(r"[^\W\d_]{1,5}\d+[.,\d]*x[\d.,x/-]+")
_SERIES_LAST = re.compile(r"AA|[ABCMR]")


def spaced(text: str) -> list[tuple[str, ...]]:
    """Designations written with blanks among other words, each with its possible spellings, the longest first:
    `Beam HEA 200 S355`, `HE 200 A GZ1`, `L 100 x 100 x 10 S235`.

    A single letter before a single number is left alone: `C 30`, `M 20`, `Level L 2` are no sections.
    """
    words = [w.rstrip(",;:") for w in _BETWEEN.sub("x", text).replace("(", " ").replace(")", " ").split()]
    found: list[tuple[str, ...]] = [(word,) for word in words if _WHOLE.fullmatch(word)]
    for at, (sign, size) in enumerate(pairwise(words)):
        if not (_SIGN.fullmatch(sign) and _SIZE.fullmatch(size)) or (
            len(sign) == 1 and "x" not in size.lower()
        ):
            continue
        last = words[at + 2] if at + 2 < len(words) else ""
        found.append((sign + size + last, sign + size) if _SERIES_LAST.fullmatch(last) else (sign + size,))
    return found
