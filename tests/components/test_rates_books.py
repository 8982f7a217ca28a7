"""Rule books: what ships, and every way a malformed one is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from components.rates.book import BookRefused
from components.rates.book_reader import SHIPPED, book_of, read_book, shipped_books
from components.words import say

NATIONAL = (SHIPPED / "gbt51129_2017.toml").read_text(encoding="utf-8")


def refused(text: str | bytes) -> BookRefused:
    with pytest.raises(BookRefused) as caught:
        book_of(text if isinstance(text, bytes) else text.encode(), "规则.toml")
    for lang in ("zh", "en"):
        assert "规则.toml" in say(caught.value.code, lang, caught.value.arguments)
    return caught.value


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_the_program_ships_a_national_a_volume_and_an_example_book() -> None:
    standings = {b.key: b.standing for b in map(read_book, shipped_books())}
    assert standings == {"gbt51129-2017": "official", "volume-ratio": "method", "example-local": "example"}


def test_the_example_book_says_in_its_names_that_it_is_one() -> None:
    book = read_book(SHIPPED / "example_local.toml")
    assert "示例" in book.name.zh and "example" in book.name.en
    assert {f.status for i in book.items for f in i.figures.values()} == {"example"}


def test_a_book_keeps_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(NATIONAL.encode())
    assert read_book(path).sha256 == hashlib.sha256(NATIONAL.encode()).hexdigest()


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    raw = b"\xef\xbb\xbf" + NATIONAL.replace("\n", "\r\n").encode()
    assert book_of(raw, "crlf.toml").items == book_of(NATIONAL.encode(), "lf.toml").items


def test_no_figure_of_the_national_book_is_verified_without_a_source() -> None:
    book = read_book(SHIPPED / "gbt51129_2017.toml")
    for item in book.items:
        for variant in (item, *item.variants):
            for figure in variant.figures.values():
                assert figure.status != "verified" or figure.sources


CASES = [
    # what to replace, with what, the reason, the key path
    ('standing = "official"', 'standing = "official"\ncolour = "red"', "toml_unknown_key", "book.colour"),
    (
        'interpolation = "linear"',
        'interpolation = "linear"\nweight = 3',
        "toml_unknown_key",
        "item[1].weight",
    ),
    ("total_points = 100", "", "toml_missing_key", "book.total_points"),
    ("total_points = 100", 'total_points = "100"', "toml_wrong_kind", "book.total_points"),
    ("total_points = 100", "total_points = true", "toml_wrong_kind", "book.total_points"),
    ("total_points = 100", "total_points = nan", "toml_out_of_range", "book.total_points"),
    ("total_points = 100", "total_points = 90", "book_total_differs", "book.total_points"),
    ('rate = "assembly"', 'rate = "speed"', "toml_not_one_of", "book.rate"),
    ('key = "gbt51129-2017"', 'key = "  "', "toml_blank", "book.key"),
    ('key = "gbt51129-2017"', 'key = "国标"', "toml_not_identifier", "book.key"),
    (
        "window_percent = [70, 80]",
        "window_percent = [80, 70]",
        "book_not_increasing",
        "item[2].window_percent",
    ),
    (
        "window_percent = [70, 80]",
        "window_percent = [70, 101]",
        "toml_out_of_range",
        "item[2].window_percent",
    ),
    ("window_percent = [70, 80]", "window_percent = [70, 75, 80]", "book_knots_differ", "item[2].points"),
    ("window_percent = [70, 80]", "window_percent = []", "toml_blank", "item[2].window_percent"),
    ("window_percent = [70, 80]", 'window_percent = [70, "80"]', "toml_wrong_kind", "item[2].window_percent"),
    ("points = [10, 20]", "points = [20, 10]", "book_not_increasing", "item[2].points"),
    ("points = [10, 20]", "points = [1, 2]", "book_group_unreachable", "group[1].max_points"),
    ('measure = "q2a"', 'measure = "q2c"', "book_twice", "item[5].measure"),
    ('measure = "q2a"', 'measure = "q2a"\nunit = "m"', "book_unit_is_known", "item[3].unit"),
    ('measure = "q2a"', 'measure = "q9"', "toml_missing_key", "item[3].unit"),
    ('key = "2a"\ngroup = "Q2"', 'key = "2a"\ngroup = "Q9"', "book_unknown_key", "item[3].group"),
    ('key = "2a"', 'key = "1b"', "book_twice", "item[3].key"),
    (
        'definition = "unsure"',
        'definition = "certain"',
        "toml_not_one_of",
        "item[1].variant[1].figures.definition",
    ),
    (
        'definition = "unsure"',
        'definition = "unsure S9"',
        "book_unknown_source",
        "item[1].variant[1].figures.definition",
    ),
    (
        'definition = "unsure"',
        'definition = "verified"',
        "book_verified_without_source",
        "item[1].variant[1].figures.definition",
    ),
    ('structure = "timber"', 'structure = "all_steel"', "book_twice", "item[1].variant[2].structure"),
    ('of = "Q1"\nat_least = 20', 'of = "Q1"\nat_least = 51', "toml_out_of_range", "condition[1].at_least"),
    ('of = "Q1"', 'of = "Q7"', "book_unknown_key", "condition[1].of"),
    ("at_least = 76", "at_least = 74", "book_grades_overlap", "grade[2].at_least"),
    ("up_to = 75", "up_to = 55", "book_grades_overlap", "grade[1].up_to"),
    (
        "effective_from = 2018-02-01",
        "effective_from = 2018-02-01\neffective_to = 2017-01-01",
        "book_dates_reversed",
        "book.effective_to",
    ),
    ("effective_from = 2018-02-01", 'effective_from = "2018"', "toml_wrong_kind", "book.effective_from"),
    ("item_decimals = 1", "item_decimals = 1.5", "toml_wrong_kind", "rounding.item_decimals"),
    ("item_decimals = 1", "item_decimals = 7", "toml_out_of_range", "rounding.item_decimals"),
    ("schema = 1", "schema = 2", "toml_schema", "schema"),
]


@pytest.mark.parametrize(("old", "new", "reason", "path"), CASES)
def test_a_malformed_book_is_refused_with_line_path_and_reason(
    old: str, new: str, reason: str, path: str
) -> None:
    assert old in NATIONAL
    text = NATIONAL.replace(old, new, 1)
    refusal = refused(text)
    assert refusal.code == f"rates.{reason}"
    assert refusal.arguments["path"] == path
    key = path.split(".")[-1]
    line = text.splitlines()[refusal.arguments["line"] - 1]
    assert line.startswith((key, "[", "figures")), line


def test_an_unknown_key_is_refused_on_its_own_line() -> None:
    text = NATIONAL.replace("[[grade]]", "[[grade]]\ncolour = 1", 1)
    assert refused(text).arguments["line"] == line_of(text, "colour = 1")


def test_a_syntax_error_is_refused_on_its_own_line() -> None:
    text = NATIONAL.replace("at_least = 50", "at_least = fifty", 1)
    refusal = refused(text)
    assert refusal.code == "rates.toml_syntax"
    assert refusal.arguments["line"] == line_of(text, "at_least = fifty")


def test_a_file_that_is_not_utf8_is_refused_on_its_own_line() -> None:
    refusal = refused(NATIONAL.encode("gbk"))
    assert (refusal.code, refusal.arguments["line"]) == ("rates.toml_not_utf8", line_of(NATIONAL, "name = {"))


def test_a_book_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BookRefused) as caught:
        read_book(tmp_path / "none.toml")
    assert caught.value.arguments["file"] == "none.toml"


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").code == "rates.toml_missing_key"
