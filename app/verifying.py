"""Verifying a package as a use-case: unaltered, signed by whom, recomputed from the model; three separate answers."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from app.auditing import element_table, program, split
from app.rating import Rated, rate
from app.rating_files import element_list
from app.usecases import open_model
from app.verdict import Answer, figure_line, integrity_answer, shown, signer_answer
from components.audit import evidence, figures, reviews, trust
from components.audit.canonical import sha256
from components.audit.container import Package, open_package
from components.audit.integrity import Integrity, examine
from components.audit.keys import SigningKey
from components.audit.manifest import Headline, Manifest, headline
from components.audit.refusals import PackageRefused
from components.audit.register import Reviewer
from components.audit.reviews import RETURNED, Review
from components.audit.sums import SUMS
from components.findings import Refusal
from components.imports.answers import answers_of
from components.progress import Progress, silent
from components.rates.answers import NOTHING_ANSWERED
from components.rates.book_reader import book_of
from components.rates.wording import Sentence
from components.words import table as words_of

MOST_CELLS = 200
"""Cells of elements told one by one; the number of elements is always told in full."""
SAME, DIFFERS, NOT_RECOMPUTED = "same", "differs", "not_recomputed"


@dataclass(frozen=True)
class Verdict:
    """The three answers, the reviews beside them, and what the package claims (None where its manifest is unreadable).

    good: all three answers are, and no review is broken.
    """

    file: str
    headline: Headline | None
    integrity: Answer
    signer: Answer
    recomputed: Answer
    reviews: tuple[Review, ...]

    @property
    def answers(self) -> tuple[Answer, Answer, Answer]:
        """In the order they are told."""
        return self.integrity, self.signer, self.recomputed

    @property
    def good(self) -> bool:
        """Whether there is nothing left to ask."""
        return all(a.good for a in self.answers) and all(r.state == reviews.WHOLE for r in self.reviews)


def verify(
    path: Path,
    model: Path | None = None,
    trusted: Sequence[x509.Certificate] = (),
    register: Sequence[Reviewer] = (),
    now: dt.datetime | None = None,
    progress: Progress = silent,
) -> Verdict:
    """Verify a package, with the model where it is at hand. PackageRefused; UnreadableModel where `model` is no model.

    trusted: certificates that the reader trusts, of signers or of those who issue to them. register: of reviewers.
    """
    now = now or dt.datetime.now(dt.UTC)
    progress("progress.read", 0.0)
    package = open_package(path)
    found = examine(package)
    judged = trust.judge(found.signed, trusted, now) if found.signed is not None else None
    read = reviews.read_reviews(package, register, now)
    recomputed = _recompute(package, found, model, lambda stage, done: progress(stage, 0.1 + 0.9 * done))
    progress("progress.done", 1.0)
    return Verdict(
        file=path.name,
        headline=_headline(package, found.manifest),
        integrity=integrity_answer(found, read, len(package.listed)),
        signer=signer_answer(found, judged),
        recomputed=recomputed,
        reviews=read,
    )


def _headline(package: Package, found: Manifest | None) -> Headline | None:
    if found is None:
        return None
    return headline(found, sha256(package.read(SUMS)) if SUMS in package else "")


def _recompute(package: Package, found: Integrity, model: Path | None, progress: Progress) -> Answer:
    """Rate the model again by the package's own books, answers and decisions, and compare everything."""
    if found.manifest is None:
        why = found.unread or Sentence("audit.manifest_gone")
        return Answer(NOT_RECOMPUTED, None, Sentence("audit.not_recomputed"), (why,))
    said = found.manifest
    with ExitStack() as stack:
        if model is None:
            packed = str(said.model.get("file"))
            if packed not in package:
                missing = Sentence("audit.model_missing", {"name": said.model["name"]})
                return Answer(NOT_RECOMPUTED, None, Sentence("audit.not_recomputed"), (missing,))
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="steelyard-")))
            model = folder / str(said.model["name"]).replace("/", "_")
            package.extract(packed, model)
        try:
            rated = _rated(package, said, model, progress)
        except (Refusal, KeyError, ValueError) as problem:
            # A model that the user named and that is none is his mistake; what the package holds is an answer.
            if isinstance(problem, Refusal) and problem.code.startswith("ifc."):
                raise
            why = (
                Sentence(problem.code, problem.arguments)
                if isinstance(problem, Refusal)
                else Sentence("audit.inputs_unusable", {"reason": str(problem)})
            )
            return Answer(NOT_RECOMPUTED, None, Sentence("audit.not_recomputed"), (why,))
    return _compared(package, said, rated)


def _rated(package: Package, said: Manifest, model: Path, progress: Progress) -> Rated:
    books = tuple(book_of(package.read(str(b["file"])), str(b["name"])) for b in said.books)
    answers = NOTHING_ANSWERED
    if said.answers is not None:
        answers = answers_of(package.read(str(said.answers["file"])), str(said.answers["name"]), books)
    overrides, edits = split(said.overrides.edits, said.overrides.settings)
    return rate(open_model(model, overrides, progress), books, answers, edits)


def _compared(package: Package, said: Manifest, rated: Rated) -> Answer:
    """What differs: figures first, then elements; and what should be known beside it."""
    here = str(program()["version"])
    older = said.program_version != here
    now = figures.figures(rated.results, rated.gauges, rated.measured)
    numbers = list(figures.compare(dict(said.figures), now, older))
    lines = [figure_line(d, rated) for d in numbers]
    source = rated.opened.model.source if rated.opened else None
    other = source is not None and source.sha256 != said.model["sha256"]
    was = evidence.read(package.read(evidence.TABLE)) if evidence.TABLE in package else None
    mine = evidence.read(element_table(rated))
    if was is None or mine is None:
        lines.append(Sentence("audit.table_gone", {"name": evidence.TABLE}))
        elements = 0
    else:
        table = evidence.compare(was, mine, MOST_CELLS, older, other)
        lines += _element_lines(table, rated)
        elements = table.changed + len(table.missing) + len(table.new)
    beside = []
    if other and source is not None:
        beside.append(Sentence("audit.model_other", {"file": source.name, "name": said.model["name"]}))
    if older:
        beside.append(Sentence("audit.other_version", {"was": said.program_version, "now": here}))
    if lines or other:
        counts = {"figures": len(numbers), "elements": elements}
        return Answer(DIFFERS, False, Sentence("audit.differs", counts), (*beside, *lines))
    counts = {"figures": _count(now), "elements": len(mine.records) if mine else 0}
    return Answer(SAME, True, Sentence("audit.same"), (Sentence("audit.same_how", counts), *beside))


def _count(value: object) -> int:
    """Figures in nested values."""
    if isinstance(value, dict):
        return sum(_count(v) for v in value.values())
    return int(isinstance(value, (int, float)) and not isinstance(value, bool))


def _element_lines(table: evidence.TablesDiffer, rated: Rated) -> list[Sentence]:
    sheet = element_list(rated)
    columns = {c.key: c for c in sheet.columns} if sheet is not None else {}
    lines = []
    for c in table.cells:
        column = columns.get(c.column)
        header = column.header if column is not None and isinstance(column.header, str) else ""
        words = column.words if column is not None else ""
        args = {
            "element": f"{c.global_id} {c.name}".strip(), "was": _cell(c.was, words), "now": _cell(c.now, words),
            "column": Sentence(header) if header else c.column,
        }  # fmt: skip
        lines.append(Sentence("audit.cell_differs", args))
    for code, guids in (("audit.element_gone", table.missing), ("audit.element_new", table.new)):
        if guids:
            more = "…" if len(guids) > 3 else ""
            lines.append(Sentence(code, {"count": len(guids), "elements": ", ".join(guids[:3]) + more}))
    return lines


def _cell(value: str, stem: str) -> Sentence | str:
    """A cell as people read it: the sentence of its code where it is one that we know."""
    room, _, key = stem.partition(".")
    return Sentence(stem + value) if stem and f"{key}{value}" in words_of("zh", room) else shown(value)


def review(
    path: Path, key: SigningKey, verdict: str, remarks: str = "", now: dt.datetime | None = None
) -> int:
    """Sign a review of a package and put it beside the first signature; its number.

    PackageRefused: the package has been altered, so that a review of it would say nothing; or it is returned without
    a word why.
    """
    if verdict == RETURNED and not remarks.strip():
        raise PackageRefused("audit.review_remarks", file=path.name)
    package = open_package(path)
    found = examine(package)
    if not found.whole:
        wrong = (*found.files.altered, *found.files.missing, *found.files.extra)
        raise PackageRefused("audit.review_altered", file=path.name, names=", ".join(wrong) or SUMS)
    return reviews.add_review(package, key, verdict, remarks, now or dt.datetime.now(dt.UTC))
