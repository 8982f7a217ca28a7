"""A verdict as words: what the terminal prints and the window copies."""

from __future__ import annotations

from app.verdict import QUESTIONS, review_line
from app.verifying import Verdict
from components.rates.wording import text
from components.words import say

SIGNS = {True: "√", False: "×", None: "?"}


def about(verdict: Verdict, lang: str) -> str:
    """What the package is about, in one line; empty where its manifest cannot be read."""
    h = verdict.headline
    if h is None:
        return ""
    rate = f"{h.P_low_percent:g} %"
    if h.P_percent is None and h.P_high_percent != h.P_low_percent:
        rate = f"{h.P_low_percent:g} – {h.P_high_percent:g} %"
    project = h.project or say("audit.no_project", lang)
    return say(
        "audit.about_package", lang, {"project": project, "id": h.id, "P": rate, "model": h.model_name}
    )


def paragraphs(verdict: Verdict, lang: str, most: int | None = None) -> list[tuple[int, str]]:
    """(indent, words): title, the three answers with what stands behind each, reviews, the sum of it.

    indent: 0 for headlines, 1 for what stands behind them; an empty text is a gap. most: lines told of one answer.
    """
    told = [(0, say("audit.title", lang, {"file": verdict.file})), (0, about(verdict, lang))]
    told = [t for t in told if t[1]]
    for number, (name, answer) in enumerate(zip(QUESTIONS, verdict.answers, strict=True), 1):
        question = say(f"audit.question_{name}", lang)
        headline = f"{number} {SIGNS[answer.good]} {question} {text(answer.headline, lang)}"
        told += [(0, ""), (0, headline), *((1, text(line, lang)) for line in answer.lines[:most])]
        if most is not None and len(answer.lines) > most:
            told.append((1, say("audit.and_more", lang, {"count": len(answer.lines) - most})))
    if verdict.reviews:
        told += [(0, ""), (0, say("audit.reviews", lang))]
        told += [(1, text(review_line(r), lang)) for r in verdict.reviews]
    return [*told, (0, ""), (0, say("audit.all_good" if verdict.good else "audit.not_all_good", lang))]
