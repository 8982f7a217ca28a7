"""Element tables and figures: records, hashes, and what counts as a difference."""

from __future__ import annotations

import hashlib

from components.audit import evidence, figures

HEAD = "no,global_id,step_id,name,mass"
ROWS = ("1,A,10,beam,12.5", '2,B,11,"two\r\nlines, and ""quotes""",3', "3,A,12,beam,1")


def table(*rows: str, head: str = HEAD) -> evidence.Evidence:
    found = evidence.read(("\ufeff" + "\r\n".join((head, *rows, ""))).encode())
    assert found is not None
    return found


def differs(was: evidence.Evidence, now: evidence.Evidence, **how: bool) -> list[tuple[str, str, str, str]]:
    found = evidence.compare(was, now, 99, **how)
    return [(c.global_id, c.column, c.was, c.now) for c in found.cells]


def test_each_record_has_the_hash_of_its_own_bytes_even_with_a_line_end_in_it() -> None:
    wanted = [f"{r.split(',')[2]} {r.split(',')[1]} {hashlib.sha256(r.encode()).hexdigest()}" for r in ROWS]
    assert table(*ROWS).hashes() == wanted
    assert table(*ROWS).cells(11)["name"] == 'two\r\nlines, and "quotes"'


def test_what_is_no_element_table_is_none() -> None:
    for raw in (
        b"",
        b"\xff\xfe",
        b"a,b\r\n1,2\r\n",
        b"global_id,step_id\r\nA,ten\r\n",
        b"global_id,step_id\r\nA\r\n",
    ):
        assert evidence.read(raw) is None
    assert evidence.read(b"global_id,step_id\r\nA,1\r\nB,1\r\n") is None


def test_the_cell_that_differs_is_named_and_the_last_digit_is_not_one() -> None:
    assert differs(table(*ROWS), table("1,A,10,beam,12.6", *ROWS[1:])) == [("A", "mass", "12.5", "12.6")]
    assert differs(table(*ROWS), table("1,A,10,beam,12.500000000001", *ROWS[1:])) == []
    assert differs(table(*ROWS), table("1,A,10,beam,12.50001", *ROWS[1:])) != []


def test_elements_on_one_side_only_are_told_by_their_globalid() -> None:
    found = evidence.compare(table(*ROWS), table(*ROWS[:2], "3,C,13,plate,1"), 99)
    assert (found.missing, found.new, found.changed) == (("A",), ("C",), 0)


def test_a_column_that_was_never_claimed_is_not_compared_and_one_that_was_is() -> None:
    wide, narrow = table("1,A,10,beam,12.5,x", head=HEAD + ",more"), table("1,A,10,beam,12.5")
    assert differs(narrow, wide) == []
    assert differs(wide, narrow) == [("A", "more", "x", "")]
    assert differs(wide, narrow, other_version=True) == []


def test_elements_of_another_model_are_the_same_by_globalid() -> None:
    renumbered = table('1,B,5,"two\r\nlines, and ""quotes""",3', "2,A,6,beam,12.5", "3,A,7,beam,1")
    assert differs(table(*ROWS), renumbered, other_model=True) == []
    assert evidence.compare(table(*ROWS), renumbered, 99).missing != ()


def test_a_figure_that_differs_is_told_by_the_names_that_lead_to_it() -> None:
    was = {"books": {"b": {"P": 74.0, "complete": True, "grade": None}}}
    now = {"books": {"b": {"P": 75.0, "complete": 1, "grade": None}, "c": 1}}
    assert [(d.path, d.was, d.now) for d in figures.compare(was, now)] == [
        (("books", "b", "P"), 74.0, 75.0), (("books", "c"), None, 1),
    ]  # fmt: skip
    assert [d.path[-1] for d in figures.compare(was, now, other_version=True)] == ["P"]
    assert not list(figures.compare({"P": 74.0}, {"P": 74.0 * (1 + 1e-12)}))
    assert [d.now for d in figures.compare({"P": 10**400}, {"P": 74.0})] == [74.0]
