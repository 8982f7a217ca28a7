# ruff: noqa: E501
"""Mutations of model text: bytes and statements of a whole file, changed by a seeded generator."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from hostile.strings import NUMBERS, WORDS

Mutation = Callable[[bytes, random.Random], bytes]
_REFERENCE = re.compile(rb"#\d+")
_NUMBER = re.compile(rb"(?<=[(,])-?\d+\.?\d*(?:E[-+]?\d+)?(?=[,)])")
_STRING = re.compile(rb"'(?:[^']|'')*'")
_KEYWORD = re.compile(rb"(?<==)IFC[A-Z0-9]+")
_ENUM = re.compile(rb"\.[A-Z_]+\.")
_ARGUMENT = re.compile(rb"(?<=[(,])[^(),']+(?=[,)])")


def _split(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Header, statements and end of a file."""
    at = raw.index(b"DATA;") + 5
    end = raw.rindex(b"ENDSEC;")
    return raw[:at], raw[at:end], raw[end:]


def _lines(raw: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    head, body, tail = _split(raw)
    return head + b"\n" + b"\n".join(change(body.strip().split(b"\n"))) + b"\n" + tail


def _replaced(raw: bytes, pattern: re.Pattern[bytes], rng: random.Random, most: int,
              new: Callable[[bytes], bytes]) -> bytes:  # fmt: skip
    """A few matches in the statements replaced."""
    head, body, tail = _split(raw)
    found = list(pattern.finditer(body))
    if not found:
        return raw
    chosen = sorted(rng.sample(range(len(found)), min(rng.randint(1, most), len(found))), reverse=True)
    for i in chosen:
        body = body[: found[i].start()] + new(found[i].group()) + body[found[i].end() :]
    return head + body + tail


def flipped(raw: bytes, rng: random.Random) -> bytes:
    out = bytearray(raw)
    for _ in range(rng.choice((1, 3, 20, 200))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def overwritten(raw: bytes, rng: random.Random) -> bytes:
    """Bytes anywhere become structural ones."""
    out = bytearray(raw)
    for _ in range(rng.choice((1, 2, 5))):
        out[rng.randrange(len(out))] = rng.choice(b"(),;='#$*.\0\n\\/E-\xff")
    return bytes(out)


def cut(raw: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randrange(len(raw))]


def cut_and_closed(raw: bytes, rng: random.Random) -> bytes:
    """Cut between two lines, its end put back: whole in form, with references into nothing."""

    def keep(lines: list[bytes]) -> list[bytes]:
        return lines[: rng.randrange(1, len(lines))]

    return _lines(raw, keep)


def hollow(raw: bytes, rng: random.Random) -> bytes:
    """A hole in the middle."""
    a, b = sorted(rng.sample(range(len(raw)), 2))
    return raw[:a] + raw[b:]


def dropped(raw: bytes, rng: random.Random) -> bytes:
    share = rng.choice((0.002, 0.02, 0.2, 0.8))
    return _lines(raw, lambda lines: [x for x in lines if rng.random() > share] or lines[:1])


def dropped_kind(raw: bytes, rng: random.Random) -> bytes:
    """Every statement of one keyword is gone."""
    _, body, _ = _split(raw)
    gone = rng.choice(sorted(set(_KEYWORD.findall(body))))
    return _lines(raw, lambda lines: [x for x in lines if b"=" + gone + b"(" not in x] or lines[:1])


def doubled(raw: bytes, rng: random.Random) -> bytes:
    """Lines twice, with their number."""

    def twice(lines: list[bytes]) -> list[bytes]:
        out = lines + [rng.choice(lines) for _ in range(rng.choice((1, 10, len(lines))))]
        rng.shuffle(out)
        return out

    return _lines(raw, twice)


def renumbered(raw: bytes, rng: random.Random) -> bytes:
    """Statements under numbers of others, or under numbers that are hardly any."""
    new = [
        b"#0",
        b"#00012",
        b"#-5",
        b"#99999999999999999999",
        b"#2147483648",
        b"#9223372036854775807",
        b"#",
        b"#1",
    ]
    return _replaced(raw, re.compile(rb"(?m)^#\d+(?==)"), rng, 5, lambda _: rng.choice(new))


def crossed(raw: bytes, rng: random.Random) -> bytes:
    """References that point to statements of other kinds."""
    ids = re.findall(rb"(?m)^#\d+", raw)
    return _replaced(
        raw, re.compile(rb"(?<=[(,])#\d+"), rng, rng.choice((1, 5, 50)), lambda _: rng.choice(ids)
    )


def crossed_in_kind(raw: bytes, rng: random.Random) -> bytes:
    """References that point to another statement of the same kind: types fit, meaning and order do not; cycles."""
    _, body, _ = _split(raw)
    kind = dict(re.findall(rb"(?m)^(#\d+)=([A-Z0-9]+)", body))
    of: dict[bytes, list[bytes]] = {}
    for number, word in kind.items():
        of.setdefault(word, []).append(number)

    def other(ref: bytes) -> bytes:
        return rng.choice(of[kind[ref]]) if ref in kind else ref

    return _replaced(raw, re.compile(rb"(?<=[(,])#\d+"), rng, rng.choice((5, 50, 500)), other)


def itself(raw: bytes, rng: random.Random) -> bytes:
    """Statements that refer to themselves."""

    def selfish(lines: list[bytes]) -> list[bytes]:
        at = rng.sample(range(len(lines)), min(rng.choice((1, 5, 50)), len(lines)))
        for i in at:
            number = lines[i].partition(b"=")[0]
            found = [m for m in _REFERENCE.finditer(lines[i]) if m.start()]
            if found:
                m = rng.choice(found)
                lines[i] = lines[i][: m.start()] + number + lines[i][m.end() :]
        return lines

    return _lines(raw, selfish)


def dangling(raw: bytes, rng: random.Random) -> bytes:
    new = [b"#987654321", b"#0", b"#99999999999999999999999", b"$", b"*", b"()", b"''", b"#"]
    return _replaced(
        raw, re.compile(rb"(?<=[(,])#\d+"), rng, rng.choice((1, 10, 100)), lambda _: rng.choice(new)
    )


def figures(raw: bytes, rng: random.Random) -> bytes:
    return _replaced(raw, _NUMBER, rng, rng.choice((1, 5, 50)), lambda _: rng.choice(NUMBERS))


def one_figure(raw: bytes, rng: random.Random) -> bytes:
    """All numbers of one kind of statement become one hostile figure."""
    _, body, _ = _split(raw)
    kind = rng.choice(sorted(set(_KEYWORD.findall(body))))
    new = rng.choice(NUMBERS)
    return _lines(raw, lambda lines: [_NUMBER.sub(new, x) if b"=" + kind + b"(" in x else x for x in lines])


def scaled(raw: bytes, rng: random.Random) -> bytes:
    """Lengths of one kind of statement by a factor that turns sizes upside down."""
    _, body, _ = _split(raw)
    kind = rng.choice(sorted(set(_KEYWORD.findall(body))))
    by = rng.choice((0.0, -1.0, 1e-9, 1e9, 1e150, 0.37))

    def change(m: re.Match[bytes]) -> bytes:
        return repr(float(m.group()) * by).encode().upper()

    return _lines(
        raw, lambda lines: [_NUMBER.sub(change, x) if b"=" + kind + b"(" in x else x for x in lines]
    )


def words(raw: bytes, rng: random.Random) -> bytes:
    return _replaced(raw, _STRING, rng, rng.choice((1, 10, 200)), lambda _: b"'" + rng.choice(WORDS) + b"'")


def keywords(raw: bytes, rng: random.Random) -> bytes:
    known = sorted(set(_KEYWORD.findall(raw)))
    more = [
        b"IFCNONSENSE",
        b"IFCROOT",
        b"IFCWALL",
        b"IFCBEAM",
        b"IFCPLATE",
        b"IFCFASTENER",
        b"IFCMAPPEDITEM",
        b"IFCBOOLEANRESULT",
        b"IFCFACETEDBREP",
        b"IFCSPACE",
        b"IFCSLAB",
        b"IFCDOOR",
        b"IFCTANK",
        b"IFCSIUNIT",
    ]
    return _replaced(raw, _KEYWORD, rng, rng.choice((1, 10)), lambda _: rng.choice(known + more))


def enumerations(raw: bytes, rng: random.Random) -> bytes:
    known = sorted(set(_ENUM.findall(raw)))
    return _replaced(
        raw, _ENUM, rng, 10, lambda _: rng.choice([*known, b".T.", b".F.", b".U.", b"..", b"$", b".X"])
    )


def arguments(raw: bytes, rng: random.Random) -> bytes:
    """Arguments gone, doubled or of another type."""
    new = [
        b"",
        b"$",
        b"*",
        b"()",
        b"(())",
        b"((),())",
        b"'x'",
        b"1.",
        b"-1",
        b".T.",
        b"#1",
        b"(#1,#2)",
        b"1,1",
        b"IFCLABEL('x')",
        b"IFCREAL(NAN)",
        b'"0F"',
        b"((1.,2.),(3.))",
    ]
    return _replaced(raw, _ARGUMENT, rng, rng.choice((1, 10, 60)), lambda _: rng.choice(new))


def lists(raw: bytes, rng: random.Random) -> bytes:
    """Lists emptied, cut to one, or repeated a thousand times."""

    def change(x: bytes) -> bytes:
        inner = x[1:-1]
        return rng.choice(
            (b"()", b"(" + inner.split(b",")[0] + b")", b"(" + b",".join([inner] * 1000) + b")", b"$")
        )

    return _replaced(raw, re.compile(rb"\((?:#\d+|-?[\d.E-]+)(?:,(?:#\d+|-?[\d.E-]+))*\)"), rng, 5, change)


def spliced(raw: bytes, rng: random.Random) -> bytes:
    a, n, b = rng.randrange(len(raw)), rng.randrange(2000), rng.randrange(len(raw))
    return raw[:b] + raw[a : a + n] + raw[b:]


def header(raw: bytes, rng: random.Random) -> bytes:
    new = [
        b"IFC2X3",
        b"IFC4X3",
        b"IFC4X1",
        b"IFC5",
        b"",
        b"IFC4','IFC2X3",
        b"AP214",
        b"ifc4",
        b"IFC4" * 1000,
        *WORDS[:6],
    ]
    raw = re.sub(
        rb"FILE_SCHEMA\(\(.*?\)\)", b"FILE_SCHEMA(('" + rng.choice(new).replace(b"\\", b"\\\\") + b"'))", raw
    )
    if rng.random() < 0.5:
        raw = raw.replace(*rng.choice(((b"HEADER;", b""), (b"FILE_NAME", b"FILE_GAME"), (b"ISO-10303-21;", b"ISO-10303-21"),
                                       (b"ENDSEC;", b"ENDSEC;ENDSEC;"), (b"DATA;", b"DATA;DATA;"))))  # fmt: skip
    return raw


UNITS = (
    b"IFCSIUNIT(*,.LENGTHUNIT.,.ATTO.,.METRE.)", b"IFCSIUNIT(*,.LENGTHUNIT.,.EXA.,.METRE.)",
    b"IFCSIUNIT(*,.LENGTHUNIT.,$,.SECOND.)", b"IFCSIUNIT(*,.AREAUNIT.,.EXA.,.SQUARE_METRE.)",
    b"IFCSIUNIT($,$,$,$)", b"IFCSIUNIT()", b"IFCCONVERSIONBASEDUNIT($,.LENGTHUNIT.,'FOOT',$)",
    b"IFCCONVERSIONBASEDUNIT(#1,.LENGTHUNIT.,'X',#@)", b"IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(0.),#@)",
    b"IFCDERIVEDUNIT((#@),.MASSDENSITYUNIT.,$)", b"IFCMONETARYUNIT('CNY')",
)  # fmt: skip
"""Units that are none; #@ stands for the statement itself."""


def units(raw: bytes, rng: random.Random) -> bytes:
    """Units out of place, of the wrong kind, of factor 0, negative, infinite, or measured in themselves."""

    def change(lines: list[bytes]) -> list[bytes]:
        at = [
            i
            for i, x in enumerate(lines)
            if re.search(rb"=IFC(SIUNIT|CONVERSIONBASEDUNIT|UNITASSIGNMENT)\(", x)
        ]
        top = 10_000_000
        for i in rng.sample(at, min(rng.randint(1, 3), len(at))):
            number = lines[i].partition(b"=")[0]
            if rng.random() < 0.5:
                lines[i] = number + b"=" + rng.choice(UNITS).replace(b"#@", number) + b";"
                continue
            factor = rng.choice(
                (b"0.", b"-1.", b"1.E308", b"1.E-308", b"NAN", b"INF", b"1E400", b"$", b"'1'")
            )
            base = rng.choice((number, b"#%d" % (top + 2), b"#1", b"$"))
            lines[i] = number + b"=IFCCONVERSIONBASEDUNIT($,.LENGTHUNIT.,'FOOT',#%d);" % top
            lines.append(b"#%d=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(%b),%b);" % (top, factor, base))
            lines.append(b"#%d=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);" % (top + 2))
            top += 10
        return lines

    return _lines(raw, change)


def encoded(raw: bytes, rng: random.Random) -> bytes:
    how = rng.randrange(7)
    text = raw.decode("latin-1")
    if how == 0:
        return text.encode("utf-16")
    if how == 1:
        return text.encode("utf-32")
    if how == 2:
        return b"\xef\xbb\xbf" + raw
    if how == 3:
        return text.encode("utf-16-be")
    if how == 4:
        return b"\xff\xfe" + raw
    if how == 5:
        return raw.replace(b"'", b"'\xe9\x92", rng.randrange(50))
    return re.sub(rb"\\X2\\[0-9A-F]+", lambda m: m.group()[: rng.randrange(4, len(m.group()) + 1)], raw)


def blanks(raw: bytes, rng: random.Random) -> bytes:
    how = rng.randrange(6)
    if how == 0:
        return raw.replace(b"\n", b"\r")
    if how == 1:
        return raw.replace(b"\n", b"")
    if how == 2:
        return raw.replace(b",", b" ,\t\n ")
    if how == 3:
        return raw.replace(b";", b";/* ; ' ( */", rng.randrange(1, 500))
    if how == 4:
        return raw.replace(b"\n", b"\n/*", 1 + rng.randrange(3))
    return raw.replace(b"\n", b"\0", rng.randrange(1, 500))


def lower(raw: bytes, rng: random.Random) -> bytes:
    return _replaced(raw, _KEYWORD, rng, 400, bytes.lower)


MUTATIONS: tuple[Mutation, ...] = (
    flipped, overwritten, cut, cut_and_closed, hollow, dropped, dropped_kind, doubled, renumbered, crossed, crossed_in_kind,
    itself, dangling, figures, one_figure, scaled, words, keywords, enumerations, arguments, lists, spliced, header, units,
    encoded, blanks, lower,
)  # fmt: skip
