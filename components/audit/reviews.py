"""Reviews of a package: statements that experts sign later, each in a folder of its own beside the first signature.

reviews/<n>/review.json       which SHA256SUMS, accepted or returned, remarks, the reviews that stood before
reviews/<n>/review.json.p7s   the reviewer's detached signature over it
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.audit import cms
from components.audit.canonical import dumps, sha256
from components.audit.container import MANIFEST, Package
from components.audit.keys import SigningKey, fingerprint, name_of
from components.audit.refusals import PackageRefused
from components.audit.register import Reviewer, certificate_of
from components.audit.sums import REVIEWS, SUMS
from components.audit.trust import Trust, judge
from components.reading import reason
from components.replacing import beside, remove, replacing

FORMAT, VERSION = "steelyard-review", 1
ACCEPTED, RETURNED = "accepted", "returned"
STATEMENT, SIGNED_STATEMENT = "review.json", "review.json.p7s"
WHOLE, BROKEN = "whole", "broken"
_DIGITS = 9
"""Of the number of a review; what has more of them is a stray."""


@dataclass(frozen=True)
class Review:
    """A review that was read. state: whole; broken (statement or signature changed, or one of them missing, or an
    earlier review it names is gone); other (it is about another SHA256SUMS). trust: by the register; None where broken.
    registered: the register's entry of the certificate, None where it has none.
    """

    number: int
    state: str
    verdict: str
    remarks: str
    name: str
    at: dt.datetime | None
    trust: Trust | None
    registered: Reviewer | None
    files: tuple[str, ...]


def numbers(package: Package) -> list[int]:
    """Numbers of the reviews in a package."""
    found = {n.split("/")[1] for n in package.names if n.startswith(REVIEWS) and n.count("/") == 2}
    return sorted(int(n) for n in found if n.isdecimal() and len(n) <= _DIGITS and n == str(int(n)))


def strays(package: Package) -> tuple[str, ...]:
    """Files under `reviews/` that are part of no review."""
    known = {f"{REVIEWS}{n}/{name}" for n in numbers(package) for name in (STATEMENT, SIGNED_STATEMENT)}
    unfinished = f"{REVIEWS}."
    return tuple(
        n for n in package.names if n.startswith(REVIEWS) and n not in known and not n.startswith(unfinished)
    )


def read_reviews(package: Package, register: Sequence[Reviewer], now: dt.datetime) -> tuple[Review, ...]:
    """Every review with what its signature is worth."""
    found = numbers(package)
    sums = sha256(package.read(SUMS)) if found and SUMS in package else ""
    here = (
        frozenset(sha256(package.read(n)) for n in package.names if n.endswith(f"/{STATEMENT}"))
        if found
        else set()
    )
    return tuple(_read(package, n, sums, here, register, now) for n in found)


def _read(
    package: Package, number: int, sums: str, here: Set[str], register: Sequence[Reviewer], now: dt.datetime
) -> Review:
    """One review. sums: digest of the list; here: those of all statements."""
    names = tuple(f"{REVIEWS}{number}/{name}" for name in (STATEMENT, SIGNED_STATEMENT))
    missing = tuple(n for n in names if n not in package)
    if missing:
        return Review(number, BROKEN, "", "", "", None, None, None, missing)
    content, signature = (package.read(n) for n in names)
    signed, said = cms.inspect(signature, content), _statement(content)
    if signed is None or not cms.is_over(signed, content) or said is None:
        return Review(number, BROKEN, "", "", "", None, None, None, names if signed else names[1:])
    state = WHOLE if said["sums_sha256"] == sums else "other"
    if state == WHOLE and not set(said["earlier"]) <= here:
        state = "incomplete"
    entry = next((r for r in register if r.fingerprint == fingerprint(signed.certificate)), None)
    trust = judge(signed, [certificate_of(r) for r in register], now)
    name = name_of(signed.certificate)
    return Review(number, state, said["verdict"], said["remarks"], name, signed.at, trust, entry, ())


def _statement(content: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(content.decode("utf-8"))
        if said["format"] != FORMAT or said["verdict"] not in (ACCEPTED, RETURNED):
            return None
        return {
            "verdict": said["verdict"], "remarks": str(said["remarks"]), "sums_sha256": str(said["sums_sha256"]),
            "earlier": [str(e) for e in said["earlier"]],
        }  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def add_review(package: Package, key: SigningKey, verdict: str, remarks: str, at: dt.datetime) -> int:
    """Sign a review and put it into the package, whole or not at all; its number. PackageRefused where it cannot be."""
    number = max(numbers(package), default=0) + 1
    statement = dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "sums_sha256": sha256(package.read(SUMS)),
            "verdict": verdict,
            "remarks": remarks,
            "reviewer": {"name": key.name, "fingerprint": key.fingerprint},
            "earlier": [
                sha256(package.read(f"{REVIEWS}{n}/{STATEMENT}"))
                for n in numbers(package)
                if f"{REVIEWS}{n}/{STATEMENT}" in package
            ],
        }
    )
    files = {STATEMENT: statement, SIGNED_STATEMENT: cms.sign(statement, key, at)}
    try:
        if package.zipped:
            _into_zip(package, number, files)
        else:
            _into_folder(package.path / REVIEWS, number, files)
    except OSError as error:
        why = reason(error)
        raise PackageRefused("audit.unwritable", file=str(package.path), reason=why) from error
    return number


def _into_folder(folder: Path, number: int, files: dict[str, bytes]) -> None:
    part = beside(folder / str(number))
    part.mkdir(parents=True)
    try:
        for name, content in files.items():
            (part / name).write_bytes(content)
        part.rename(folder / str(number))
    finally:
        remove(part)


def _into_zip(package: Package, number: int, files: dict[str, bytes]) -> None:
    top = package.at[MANIFEST].removesuffix(MANIFEST)
    with replacing(package.path) as part:
        shutil.copyfile(package.path, part)
        with zipfile.ZipFile(part, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(f"{top}{REVIEWS}{number}/{name}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                entry.create_system = 3
                archive.writestr(entry, content)
