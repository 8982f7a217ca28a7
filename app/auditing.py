"""The audit package as a use-case: rate, write down everything, sign."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from app import project as pj
from app import rating_inputs
from app.rating import Rated, books_of, rate, whole_area_m2
from app.rating_files import document, element_list
from app.usecases import Opened, open_model
from components.audit import cms, evidence, manifest, pdf_signing, sums
from components.audit.canonical import dumps, plain, sha256, sha256_of
from components.audit.container import MANIFEST, Package, open_package
from components.audit.figures import figures
from components.audit.keys import SigningKey, read_key
from components.audit.manifest import Headline, Manifest
from components.audit.refusals import PackageRefused
from components.audit.writing import Content, refuse_place, write_package
from components.building import FIELDS as EVIDENCE
from components.exports import csv
from components.imports.answers import AnswersRefused, answers_of
from components.imports.answers_text import answered
from components.model import Override, Overrides, Settings
from components.progress import Progress, silent
from components.rates.answers import NOTHING_ANSWERED, Answers
from components.rates.book import Book
from components.rates.book_reader import shipped_books
from components.reading import is_file, read_file, reason
from components.words import say

PASSWORD_VARIABLE = "STEELYARD_KEY_PASSWORD"
REPORT = "report.pdf"
LIBRARIES = ("ifcopenshell", "manifold3d", "numpy", "reportlab", "shapely", "pyhanko", "cryptography")
_FORBIDDEN = '\\/:*?"<>|'


@dataclass(frozen=True)
class Inputs:
    """What a rating is made of beside the model. books: keys of those shipped, or files; none: the usual two.

    answers: bytes of an answers file, None where nothing is answered; answers_name: what the file was called.
    decisions: of the user on elements of this model, in their order. settings: what changes masses.
    """

    books: tuple[str | Path, ...] = ()
    answers: bytes | None = None
    answers_name: str = rating_inputs.ANSWERS_FILE
    decisions: tuple[pj.Decision, ...] = ()
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Form:
    """How a package is written. with_model: the model file goes in too. replace: an existing zip package may go."""

    language: str = "zh"
    zipped: bool = False
    with_model: bool = False
    replace: bool = False


@dataclass(frozen=True)
class Made:
    """A package as it was written."""

    path: Path
    headline: Headline
    rated: Rated


def inputs_from(
    books: Sequence[str | Path] = (), answers: Path | None = None, project: pj.Project | None = None,
    model_sha256: str = "",
) -> Inputs:  # fmt: skip
    """The inputs from files. What is not named is taken of the project. AnswersRefused where answers cannot be read."""
    project = project or pj.Project()
    kept = rating_inputs.inputs_of(project.rate)
    name, raw = rating_inputs.ANSWERS_FILE, None
    if answers is not None:
        try:
            name, raw = answers.name, read_file(answers)
        except OSError as error:
            why = reason(error)
            raise AnswersRefused(
                "rates.file_unreadable", file=answers.name, line=1, path="-", reason=why
            ) from error
    elif answered(kept.answers):
        raw = rating_inputs.text_of(kept).encode("utf-8")
    return Inputs(
        tuple(books) or kept.books, raw, name, decisions_on(project, model_sha256), project.settings
    )


def decisions_on(project: pj.Project, model_sha256: str) -> tuple[pj.Decision, ...]:
    """The decisions of a project that its rating depends on; the last one on an element's field stands."""
    last: dict[tuple[int, str], pj.Decision] = {}
    for d in project.decisions:
        if d.model == model_sha256 and d.field not in pj.LATER:
            last.pop((d.step_id, d.field), None)
            last[d.step_id, d.field] = d
    return tuple(last.values())


def split(edits: Sequence[Override], settings: Settings) -> tuple[Overrides, tuple[Override, ...]]:
    """Decisions that make the model, and those that only the rates ask for."""
    made = tuple(o for o in edits if o.field not in EVIDENCE)
    return Overrides(made, settings), tuple(o for o in edits if o.field in EVIDENCE)


def read_inputs(inputs: Inputs) -> tuple[tuple[Book, ...], Answers]:
    """Books and answers as the rating takes them. BookRefused; AnswersRefused."""
    books = books_of(inputs.books)
    if inputs.answers is None:
        return books, NOTHING_ANSWERED
    return books, answers_of(inputs.answers, inputs.answers_name, books)


def audit(
    model: Path,
    inputs: Inputs,
    target: Path,
    form: Form | None = None,
    key: SigningKey | None = None,
    now: dt.datetime | None = None,
    progress: Progress = silent,
    opened: Opened | None = None,
) -> Made:
    """Rate a model and write its package. PackageRefused, UnreadableModel and the refusals of a rating.

    opened: the model where it has been read already, with the decisions of `inputs` in it.
    """
    form = form or Form()
    refuse_place(target, form.zipped, form.replace)
    overrides, edits = split([_override(d) for d in inputs.decisions], inputs.settings)
    if opened is None:
        opened = open_model(model, overrides, lambda stage, done: progress(stage, 0.5 * done))
    books, answers = read_inputs(inputs)
    progress("progress.measure", 0.5)
    rated = rate(opened, books, answers, edits)
    progress("progress.write", 0.7)
    content, written = _content(rated, model, inputs, form, key, now or dt.datetime.now(dt.UTC))
    write_package(content, target, form.zipped, form.replace)
    progress("progress.done", 1.0)
    digest = sha256(_bytes(content[sums.SUMS]))
    return Made(target, manifest.headline(written, digest), rated)


def _override(d: pj.Decision) -> Override:
    return Override(d.step_id, d.field, d.value, d.reason)


def _bytes(what: bytes | Path) -> bytes:
    return what if isinstance(what, bytes) else what.read_bytes()


def _content(
    rated: Rated, model: Path, inputs: Inputs, form: Form, key: SigningKey | None, now: dt.datetime
) -> tuple[Content, Manifest]:
    """Every file of the package, the list of their hashes and its signature."""
    table = element_table(rated)
    files: dict[str, bytes | Path] = {evidence.TABLE: table, **_book_files(rated, inputs)}
    if inputs.answers is not None:
        files[rating_inputs.ANSWERS_FILE] = inputs.answers
    packed = f"model/{_safe(rated.opened.model.source.name)}" if form.with_model and rated.opened else None
    if packed is not None:
        files[packed] = model
    said = _manifest(rated, inputs, form, key, table, packed)
    files[MANIFEST] = dumps(said.plain)
    files[REPORT] = _report(rated, said, form.language, key)
    digests = {n: sha256(c) if isinstance(c, bytes) else sha256_of(c) for n, c in files.items()}
    if packed is not None and digests[packed] != said.model["sha256"]:
        raise PackageRefused("audit.model_changed", file=model.name)
    files[sums.SUMS] = sums.render(digests)
    if key is not None:
        files[sums.SIGNATURE] = cms.sign(_bytes(files[sums.SUMS]), key, now)
    return files, said


def element_table(rated: Rated) -> bytes:
    """The element table as it lies in the package."""
    sheet = element_list(rated)
    if sheet is None:
        raise PackageRefused("audit.no_elements")
    return csv.render(sheet)


def _book_files(rated: Rated, inputs: Inputs) -> dict[str, bytes]:
    """The very bytes the rating used, found again by their hash."""
    raw = [read_file(p) for p in (*shipped_books(), *(Path(b) for b in inputs.books)) if is_file(p)]
    by_hash = {sha256(r): r for r in raw}
    for result in rated.results:
        if result.book.sha256 not in by_hash:
            raise PackageRefused("audit.book_changed", file=result.book.file)
    return {_book_file(r.book): by_hash[r.book.sha256] for r in rated.results}


def _book_file(book: Book) -> str:
    return f"books/{_safe(book.key)}.toml"


def _safe(name: str) -> str:
    """A file name that every system takes."""
    return "".join("_" if c in _FORBIDDEN or not c.isprintable() else c for c in name).strip(". ") or "_"


def _manifest(
    rated: Rated, inputs: Inputs, form: Form, key: SigningKey | None, table: bytes, packed: str | None
) -> Manifest:
    opened, answers = rated.opened, rated.answers
    found = evidence.read(table)
    if opened is None or found is None:
        raise PackageRefused("audit.no_elements")
    source = opened.model.source
    return manifest.compose(
        {
            "program": program(),
            "language": form.language,
            "signed_by": {"name": key.name, "fingerprint": key.fingerprint} if key is not None else None,
            "model": {
                "name": source.name, "size": source.size, "sha256": source.sha256, "schema": source.schema,
                "file": packed,
            },
            "project": _project(rated),
            "books": [
                {
                    "key": b.key, "edition": b.edition, "rate": b.rate, "standing": b.standing, "name": b.file,
                    "file": _book_file(b), "sha256": b.sha256,
                }
                for b in (r.book for r in rated.results)
            ],
            "answers": None
            if inputs.answers is None
            else {
                "name": inputs.answers_name, "file": rating_inputs.ANSWERS_FILE, "sha256": answers.sha256,
                "given": plain(answers),
            },
            "overrides": [
                {
                    "step_id": d.step_id, "global_id": d.global_id, "field": d.field, "before": d.before,
                    "value": d.value, "who": d.who, "when": d.date, "reason": d.reason,
                }
                for d in inputs.decisions
            ],
            "settings": asdict(inputs.settings),
            "figures": figures(rated.results, rated.gauges, rated.measured),
            "findings": [
                {"code": f.code, "severity": f.severity, "elements": len(f.step_ids)} for f in rated.findings
            ],
            "elements": {"file": evidence.TABLE, "count": len(found.records), "hashes": found.hashes()},
        }
    )  # fmt: skip


def _project(rated: Rated) -> dict[str, Any]:
    a = rated.answers
    return dict(
        plain(
            {
                "name": a.project, "city": a.city, "stage": a.stage, "structure": a.structure,
                "assessed_on": a.assessed_on, "permit_date": a.permit_date,
                "floor_area_m2": whole_area_m2(a, rated.building, rated.measured),
            }
        )
    )  # fmt: skip


def program() -> dict[str, Any]:
    """Versions of the program, of Python and of every library that has a part in the figures or the signature."""
    return {
        "name": "steelyard", "version": _version("steelyard") or "0", "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }  # fmt: skip


def _version(name: str) -> str | None:
    """None: not known, as in a checkout that is not installed or a build without the papers of its libraries."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _report(rated: Rated, said: Manifest, lang: str, key: SigningKey | None) -> bytes:
    """The calculation sheet with the package's identity on every page, signed where there is a key."""
    from components.exports import pdf

    code = "audit.stamp_unsigned" if key is None else "audit.stamp_signed"
    args = {"id": said.id, "name": key.name if key is not None else ""}
    stamp = {each: say(code, each, args) for each in ("zh", "en")}
    made, _ = pdf.render(document(rated, lang, stamp=stamp))
    return made if key is None else pdf_signing.sign(made, key, say("audit.pdf_reason", lang, args))


def key_from(
    path: Path | None, password: str | None = None, now: dt.datetime | None = None
) -> SigningKey | None:
    """The key of a file; None where no file is named. KeyRefused where it cannot sign now.

    password: None takes that of the environment variable PASSWORD_VARIABLE, else none.
    """
    if path is None:
        return None
    word = os.environ.get(PASSWORD_VARIABLE, "") if password is None else password
    return read_key(path, word, now or dt.datetime.now(dt.UTC))


def hash_of(package: Package) -> str:
    """The package's own hash: SHA-256 of its SHA256SUMS."""
    return sha256(package.read(sums.SUMS))


def headline_of(path: Path) -> Headline:
    """What a portfolio takes of a package, from its manifest; nothing is verified. PackageRefused."""
    package = open_package(path)
    return manifest.headline(manifest.parse(package.read(MANIFEST), path.name), hash_of(package))
