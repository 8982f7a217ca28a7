"""A verdict as words: what the terminal prints and the window copies."""

from __future__ import annotations

from app.verdict import QUESTIONS, review_line
from app.verifying import Verdict
from components.rates.wording import Sentence, text
from components.words import say

SIGNS = {True: "√", False: "×", None: "?"}


def spoken(what: Sentence | str, lang: str) -> str:
    """A sentence on one line, with nothing in it but signs that print.

    Names, remarks and values come out of the package: a line end or a terminal's command among them could write an
    answer of its own.
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text(what, lang))


def about(verdict: Verdict, lang: str) -> str:
    """What the package is about, in one line; empty where its manifest cannot be read."""
    h = verdict.headline
    if h is None:
        return ""
    rate = f"{h.P_low_percent:g} %"
    if h.P_percent is None and h.P_high_percent != h.P_low_percent:
        rate = f"{h.P_low_percent:g} – {h.P_high_percent:g} %"
    project = h.project or say("audit.no_project", lang)
    args = {"project": project, "id": h.id, "P": rate, "model": h.model_name}
    return spoken(Sentence("audit.about_package", args), lang)


def paragraphs(verdict: Verdict, lang: str, most: int | None = None) -> list[tuple[int, str]]:
    """(indent, words): title, the three answers with what stands behind each, reviews, the sum of it.

    indent: 0 for headlines, 1 for what stands behind them; an empty text is a gap. most: lines told of one answer.
    """
    told = [(0, spoken(Sentence("audit.title", {"file": verdict.file}), lang)), (0, about(verdict, lang))]
    told = [t for t in told if t[1]]
    for number, (name, answer) in enumerate(zip(QUESTIONS, verdict.answers, strict=True), 1):
        question = say(f"audit.question_{name}", lang)
        headline = f"{number} {SIGNS[answer.good]} {question} {spoken(answer.headline, lang)}"
        told += [(0, ""), (0, headline), *((1, spoken(line, lang)) for line in answer.lines[:most])]
        if most is not None and len(answer.lines) > most:
            told.append((1, say("audit.and_more", lang, {"count": len(answer.lines) - most})))
    if verdict.reviews:
        told += [(0, ""), (0, say("audit.reviews", lang))]
        told += [(1, spoken(review_line(r), lang)) for r in verdict.reviews]
    return [*told, (0, ""), (0, say("audit.all_good" if verdict.good else "audit.not_all_good", lang))]
