"""Sentences: an argument may choose between two words."""

from importlib import resources

from components import words
from components.words import say, table


def test_one_piece_is_said_in_the_singular_and_several_in_the_plural():
    assert say("bill.sums_selected", "en", {"count": "1"}).startswith("1 steel piece ")
    assert say("bill.sums_selected", "en", {"count": "21"}).startswith("21 steel pieces ")
    assert say("takeoff.no_body", "en", {"count": 1}).startswith("1 element has no body")
    assert say("takeoff.no_body", "en", {"count": 1001}).startswith("1001 elements have no body")


def test_a_name_of_a_file_chooses_no_word():
    assert say("gui.model_moved", "en", {"file": "{count?a|b}"}).count("{count?a|b}") == 1


def test_an_english_sentence_has_quotes_that_every_font_draws_narrow():
    """Chinese fonts draw the curved ones as wide as a character, and are the only ones on some systems."""
    rooms = [f.name[:-5] for f in resources.files(words).joinpath("en").iterdir() if f.name.endswith(".toml")]
    assert len(rooms) > 20
    for room in rooms:
        assert not [k for k, v in table("en", room).items() if set("\u201c\u201d\u2018\u2019") & set(v)], room
