"""The manifest: what went in, what came out, and by which program. Read again by every later version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components.audit.canonical import dumps, sha256
from components.audit.refusals import PackageRefused
from components.model import Override, Overrides, Settings

FORMAT, VERSION = "steelyard-package", 1
_OF_THE_MAKING = ("id", "program", "language", "signed_by")
"""What does not belong to the identity of the content: who made the same package, where, in which language."""


@dataclass(frozen=True)
class Headline:
    """What a portfolio takes of a package. hash: SHA-256 of SHA256SUMS, the package's own; id: of its content.

    P_percent: assembly rate, None while data is incomplete (then between low and high). recognised: met, missed,
    not_known or not_in_book. floor_area_m2: of the whole building. model_sha256: of the model file. signed_by: name in
    the signer's certificate as the manifest claims it; empty where nobody signed. Nothing here has been verified.
    """

    hash: str
    id: str
    project: str
    city: str
    stage: str | None
    permit_date: str | None
    assessed_on: str | None
    book: str
    edition: str
    P_percent: float | None
    P_low_percent: float
    P_high_percent: float
    recognised: str
    grade: str | None
    prefabrication_percent: float | None
    floor_area_m2: float | None
    model_name: str
    model_sha256: str
    program_version: str
    signed_by: str


@dataclass(frozen=True)
class Manifest:
    """A manifest that was read. plain: all of it; the properties are what the program needs."""

    plain: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Identity of the content, as it is printed."""
        return str(self.plain["id"])

    @property
    def program_version(self) -> str:
        """Version of the program that made the package."""
        return str(self.plain["program"]["version"])

    @property
    def model(self) -> Mapping[str, Any]:
        """name, size, sha256 of the model; file: where it lies in the package, or None."""
        return dict(self.plain["model"])

    @property
    def books(self) -> tuple[Mapping[str, Any], ...]:
        """key, edition, rate, name, file, sha256 of every rule book, in the order they were applied."""
        return tuple(self.plain["books"])

    @property
    def answers(self) -> Mapping[str, Any] | None:
        """name, file and sha256 of the answers, and what was answered; None where nothing was."""
        found = self.plain["answers"]
        return None if found is None else dict(found)

    @property
    def overrides(self) -> Overrides:
        """The user's decisions as the engine takes them."""
        default = Settings()
        edits = tuple(
            Override(int(d["step_id"]), str(d["field"]), str(d["value"]), str(d["reason"]))
            for d in self.plain["overrides"]
        )
        settings = {
            k: type(getattr(default, k))(v) for k, v in self.plain["settings"].items() if hasattr(default, k)
        }
        return Overrides(edits, Settings(**settings))

    @property
    def figures(self) -> Mapping[str, Any]:
        """Every figure of the rating."""
        return dict(self.plain["figures"])

    @property
    def element_hashes(self) -> list[str]:
        """A hash per record of the element table, as `Evidence.hashes` makes them."""
        return [str(h) for h in self.plain["elements"]["hashes"]]

    @property
    def signed_by(self) -> Mapping[str, str] | None:
        """name and fingerprint of the certificate the package was signed with when it was made."""
        found = self.plain["signed_by"]
        return None if found is None else dict(found)


def identity(content: Mapping[str, Any]) -> str:
    """The identity of a package's content: the same inputs and figures give the same, signed or not, with
    the model inside or without."""
    kept = {k: v for k, v in content.items() if k not in _OF_THE_MAKING}
    if isinstance(model := kept.get("model"), dict):
        kept["model"] = {k: v for k, v in model.items() if k != "file"}  # packed or not, it is the same model
    digest = sha256(dumps(kept)).upper()
    return "-".join(digest[i : i + 4] for i in range(0, 16, 4))


def compose(content: Mapping[str, Any]) -> Manifest:
    """A manifest of this version with its identity."""
    whole = {"format": FORMAT, "version": VERSION, **content}
    return Manifest({**whole, "id": identity(whole)})


def parse(raw: bytes, file: str) -> Manifest:
    """A manifest of this version or an older one. PackageRefused with the way out."""
    try:
        plain = json.loads(raw.decode("utf-8"))
        dumps(plain)  # what cannot be written again (NaN, half a sign) was never written by us
    except (ValueError, RecursionError) as error:
        raise PackageRefused("audit.manifest_damaged", file=file) from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise PackageRefused("audit.no_package", file=file)
    version = plain.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PackageRefused("audit.manifest_damaged", file=file)
    if version > VERSION:
        raise PackageRefused("audit.newer", file=file, version=version, known=VERSION)
    found = Manifest(plain)
    try:
        _used(found)
        headline(found, "")
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration, OverflowError) as error:
        raise PackageRefused("audit.manifest_damaged", file=file) from error
    return found


def _used(m: Manifest) -> None:
    """Touch whatever is used later, so that a malformed manifest is refused at the door."""
    str(m.model["name"]), str(m.model["sha256"]), m.model.get("file")
    for book in m.books:
        str(book["file"]), str(book["name"]), str(book["sha256"])
    if m.answers is not None:
        str(m.answers["file"]), str(m.answers["name"]), str(m.answers["sha256"])
    if m.signed_by is not None:
        str(m.signed_by["name"]), str(m.signed_by["fingerprint"])
    if not all(len(h.split(" ")) == 3 for h in m.element_hashes):
        raise ValueError("not a hash of an element")
    _ = m.id, m.program_version, m.overrides, m.figures


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def headline(manifest: Manifest, package_hash: str) -> Headline:
    """What a portfolio takes of a package."""
    plain = manifest.plain
    project, figures = plain["project"], plain["figures"]
    book = next(b for b in manifest.books if b["rate"] == "assembly")
    found, volume = figures["books"][book["key"]], figures["rates"]["prefabrication"]
    known = volume["state"] == "known" and volume["low_percent"] == volume["high_percent"]
    return Headline(
        hash=package_hash,
        id=manifest.id,
        project=_text(project["name"]) or "",
        city=_text(project["city"]) or "",
        stage=_text(project["stage"]),
        permit_date=_text(project["permit_date"]),
        assessed_on=_text(project["assessed_on"]),
        book=str(book["key"]),
        edition=str(book["edition"]),
        P_percent=float(found["low_percent"]) if found["complete"] else None,
        P_low_percent=float(found["low_percent"]),
        P_high_percent=float(found["high_percent"]),
        recognised=str(found["recognised"]),
        grade=_text(found["grade"]["key"]),
        prefabrication_percent=_number(volume["low_percent"]) if known else None,
        floor_area_m2=_number(project["floor_area_m2"]),
        model_name=str(manifest.model["name"]),
        model_sha256=str(manifest.model["sha256"]),
        program_version=manifest.program_version,
        signed_by=manifest.signed_by["name"] if manifest.signed_by else "",
    )
