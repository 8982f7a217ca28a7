"""Rate in the window: figures as the command line has them, from a number to its elements and back, undo, files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from window_rig import SAMPLES, opened, wait

from app import project as pj
from app.gui.texts import held
from app.rating import answers_in, books_of, rate
from app.usecases import open_model
from components.rates.banner import figure
from components.rates.wording import text

os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false")
ANSWERS = """\
schema = 1
[levels]
outdoor_ground_m = -0.45
[structure]
kind = "steel_frame_concrete_core"
core_choice = "frame_points"
evidence = "预评价意见书"
[answer.q3d]
ratio_percent = 55
evidence = "建施-02"
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "given.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def rated(window: Any) -> Any:
    rating = window.session.rating
    wait(lambda: rating.view is not None and not rating.stale)
    return rating.view


@pytest.fixture
def office(window: Any, answers: Path) -> Any:
    """The office with some answers, its rate in front."""
    opened(window, "frame_office.ifc")
    window.rate_place.load_answers(answers)
    window.show_place("rate")
    rated(window)
    return window


def test_rates_and_lines_are_those_of_the_command_line_and_lead_to_their_elements(
    office: Any, answers: Path
) -> None:
    shows_the_rates_of_the_command_line(office, answers)
    leads_from_a_number_to_its_elements_in_two_clicks_and_back(office)
    colours_every_part_by_how_it_is_made(office)


def shows_the_rates_of_the_command_line(office: Any, answers: Path) -> None:
    books = books_of()
    expected = rate(open_model(SAMPLES / "frame_office.ifc"), books, answers_in(answers, books))
    for card, gauge in zip(office.rate_place.gauges.cards, expected.gauges, strict=True):
        assert card.figure.text() == figure(gauge, "zh")
        assert card.headline.text() == held(text(gauge.headline, "zh"))
        said = " ".join(w.text() for w in card.findChildren(type(card.name)))
        for mark in gauge.marks:
            assert held(text(mark.text, "zh")) in said
    assert office.rate_place.gauges.cards[1].headline.text().startswith("数据不完整")


def leads_from_a_number_to_its_elements_in_two_clicks_and_back(office: Any) -> None:
    place, session = office.rate_place, office.session
    view = rated(office)
    row = [r.item.key for r in view.assembly.items].index("1b")
    table = place.scores.table
    table.view.selectRow(row)  # the first click
    assert set(session.selection.tolist()) == set(view.who("q1b").tolist())
    place.scores.elements["part"].click()  # the second
    assert place.tabs.currentWidget() is place.evidence
    shown = place.evidence.table.model.shown.rows
    from app.gui.rated import IN_PART

    assert set(view.rows[shown].tolist()) == set(view.who("q1b", IN_PART).tolist())
    one = view.who("q1b", IN_PART)[:1]
    session.select(one, None)
    from app.gui.panels.rateevidence import section

    told = section(session, one)
    assert told is not None
    assert any(words.startswith("1b ") and "计入分子和分母" in value for words, value in told.lines)


def test_a_decision_counts_until_it_is_undone_and_sheet_and_answers_go_together(
    office: Any, tmp_path: Path
) -> None:
    decides_and_takes_it_back(office)
    writes_the_sheet_and_the_answers_it_was_made_with(office, tmp_path)


def decides_and_takes_it_back(office: Any) -> None:
    place, session = office.rate_place, office.session
    before = rated(office)
    model = session.model
    cast = [r for r in before.who("q1b").tolist() if before.parts.plan_made[r] == 0][:1]
    place.tabs.setCurrentWidget(place.evidence)
    session.select(np.array(cast), None)
    dialog = place.evidence.decide("made", "factory")
    assert not dialog.apply.isEnabled()
    dialog.reason.setText("图纸 S-12 注明为预制")
    dialog.apply.click()
    wait(lambda: session.rating.view is not before and not session.rating.stale)
    after = rated(office)
    assert after.assembly.item("1b").ratio_percent > before.assembly.item("1b").ratio_percent
    assert session.model is model  # the rates alone are made anew
    (decision,) = session.project.decisions
    assert (decision.field, decision.value, decision.before) == ("made", "factory", "cast")
    session.undo.undo()
    wait(lambda: session.rating.view is not after and not session.rating.stale)
    assert rated(office).assembly.item("1b").ratio_percent == before.assembly.item("1b").ratio_percent


def test_an_answer_typed_in_is_kept_with_the_project_and_an_impossible_one_shows_no_rate(
    office: Any, tmp_path: Path
) -> None:
    keeps_an_answer_typed_into_the_form(office, tmp_path)
    tells_an_impossible_answer_and_shows_no_rate(office)


def keeps_an_answer_typed_into_the_form(office: Any, tmp_path: Path) -> None:
    place, session = office.rate_place, office.session
    place.tabs.setCurrentIndex(3)
    wait(lambda: place.answers.grown)
    row = next(r for r in place.answers.rows if r.ask.table == ("answer", "q3a"))
    before = rated(office)
    row.editors["part"]._line.setText("100")
    row.editors["part"]._line.setModified(True)
    place.answers.commit(row)
    assert "q3a" not in session.project.rate["answers"]["answer"]  # half an answer waits
    row.editors["total"]._line.setText("1054.08")
    row.editors["evidence"]._line.setText("装施-11")
    place.answers.commit(row)
    wait(lambda: session.rating.view is not before and not session.rating.stale)
    assert rated(office).assembly.item("3a").ratio_percent == pytest.approx(100 / 1054.08 * 100)
    session.file.save(tmp_path / "office.steelyard")
    kept = pj.read(tmp_path / "office.steelyard").rate["answers"]["answer"]["q3a"]
    assert kept == {"part": 100.0, "total": 1054.08, "evidence": "装施-11"}


def tells_an_impossible_answer_and_shows_no_rate(office: Any) -> None:
    place, session = office.rate_place, office.session
    row = next(r for r in place.answers.rows if r.ask.table == ("answer", "q3a"))
    row.editors["part"]._line.setText("20")
    row.editors["total"]._line.setText("10")
    place.answers.commit(row)
    wait(lambda: session.rating.refusal is not None)
    assert session.rating.refusal[0] == "rates.part_exceeds_total"
    assert "大于分母" in place.said.text()
    assert not place.gauges.isVisible()
    session.undo.undo()
    rated(office)
    assert place.gauges.isVisible()


def writes_the_sheet_and_the_answers_it_was_made_with(office: Any, tmp_path: Path) -> None:
    done: list[Any] = []
    office.rate_place.exported.connect(lambda files, found: done.append(files))
    office.rate_place.write(tmp_path / "out")
    wait(lambda: done)
    names = {p.name for p in done[0]}
    assert {"rate.pdf", "rate.xlsx", "rate_elements.csv", "answers.toml"} <= names
    again = rate(None, books_of(), answers_in(tmp_path / "out" / "answers.toml", books_of()))
    assert again.answers.structure_note.evidence == "预评价意见书"


def colours_every_part_by_how_it_is_made(office: Any) -> None:
    from app.gui.panels.rateevidence import COLOURING

    painted = COLOURING.paint(office.session.model, office.session.results, "zh")
    assert painted is not None
    assert sum(entry.count for entry in painted.legend) == len(office.session.model.components)


def test_answers_alone_are_scored_without_a_model(window: Any, answers: Path) -> None:
    window.show_place("rate")
    window.rate_place.load_answers(answers)
    view = rated(window)
    assert not view.has_model
    assert view.assembly.item("3d").points == 4.5
