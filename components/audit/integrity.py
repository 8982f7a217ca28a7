"""Whether a package is what was packed: its files against the list, the list against the signature, and its parts
against each other."""

from __future__ import annotations

from dataclasses import dataclass

from components.audit import cms, evidence, manifest, pdf_signing, sums
from components.audit.canonical import sha256
from components.audit.container import MANIFEST, Package
from components.audit.keys import fingerprint
from components.audit.manifest import Manifest
from components.audit.refusals import PackageRefused
from components.audit.reviews import strays
from components.rates.wording import Sentence

REPORT = "report.pdf"
UNSIGNED, REMOVED, BROKEN, OTHER, WHOLE = "unsigned", "removed", "broken", "other", "whole"


@dataclass(frozen=True)
class Integrity:
    """files: against SHA256SUMS. contradictions: parts that deny each other though the list fits. signature: unsigned;
    removed (the manifest says it was signed); broken in itself; other (made for another SHA256SUMS); whole.
    signed: the signature where it is readable. manifest: None where it cannot be read, `unread` says why.
    """

    files: sums.Compared
    contradictions: tuple[Sentence, ...]
    signature: str
    signed: cms.Signed | None
    manifest: Manifest | None
    unread: Sentence | None

    @property
    def whole(self) -> bool:
        """Whether nothing in the package contradicts anything else in it."""
        return self.files.same and not self.contradictions and self.signature in (UNSIGNED, WHOLE)


def examine(package: Package) -> Integrity:
    """Compare everything in a package with everything else. PackageRefused: a file cannot be read, or the manifest is
    untouched and yet not one that this version reads."""
    listed = package.read(sums.SUMS) if sums.SUMS in package else b""
    raw = package.read(sums.SIGNATURE) if sums.SIGNATURE in package else None
    signed = None if raw is None else cms.inspect(raw, listed)
    actual = {name: package.sha256(name) for name in package.listed}
    files = _with_lost(package, sums.compare(listed, actual, signed.digest if signed else None), raw, signed)
    found, unread = _manifest(package, files)
    state = _signature(raw, signed, listed, found)
    if state == REMOVED:
        files = _add(files, missing=(sums.SIGNATURE,))
    # A manifest that was changed accuses nobody else.
    heard = found is not None and MANIFEST not in files.altered
    told = tuple(_contradictions(package, found, files, signed)) if heard and found else ()
    return Integrity(files, told, state, signed, found, unread)


def _add(
    files: sums.Compared,
    altered: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    extra: tuple[str, ...] = (),
) -> sums.Compared:
    return sums.Compared(
        (*files.altered, *altered), (*files.missing, *missing), (*files.extra, *extra), files.sums_altered
    )


def _with_lost(
    package: Package, files: sums.Compared, raw: bytes | None, signed: cms.Signed | None
) -> sums.Compared:
    """A list that is gone, a signature that is broken, files under reviews/ that are of no review."""
    lost = () if sums.SUMS in package else (sums.SUMS,)
    broken = (sums.SIGNATURE,) if raw is not None and signed is None else ()
    return _add(files, altered=broken, missing=lost, extra=strays(package))


def _manifest(package: Package, files: sums.Compared) -> tuple[Manifest | None, Sentence | None]:
    """A manifest that somebody changed is an answer, not a refusal; one that nobody changed must be readable."""
    if MANIFEST not in package:
        return None, Sentence("audit.no_such_file", {"file": package.path.name, "name": MANIFEST})
    try:
        return manifest.parse(package.read(MANIFEST), package.path.name), None
    except PackageRefused as refused:
        if MANIFEST not in files.altered and not files.sums_altered:
            raise
        return None, Sentence(refused.code, refused.arguments)


def _signature(raw: bytes | None, signed: cms.Signed | None, listed: bytes, found: Manifest | None) -> str:
    if raw is None:
        return REMOVED if found is not None and found.signed_by is not None else UNSIGNED
    if signed is None:
        return BROKEN
    return WHOLE if cms.is_over(signed, listed) else OTHER


def _contradictions(
    package: Package, found: Manifest, files: sums.Compared, signed: cms.Signed | None
) -> list[Sentence]:
    """What a consistent edit of files and list forgets. Files that are accused already are left alone."""
    accused = {*files.altered, *files.missing}
    told: list[Sentence] = []
    if manifest.identity(found.plain) != found.id:
        told.append(Sentence("audit.denies_id", {"name": MANIFEST}))
    if evidence.TABLE not in accused and evidence.TABLE in package:
        table = evidence.read(package.read(evidence.TABLE))
        if table is None or table.hashes() != found.element_hashes:
            told.append(Sentence("audit.denies_elements", _first_record(table, found)))
    inputs = [*found.books, *([found.answers] if found.answers else [])]
    for one in inputs:
        name = str(one["file"])
        if name not in package:
            told += [] if name in accused else [Sentence("audit.denies_missing", {"name": name})]
        elif name not in accused and sha256(package.read(name)) != one["sha256"]:
            told.append(Sentence("audit.denies_hash", {"name": name}))
    packed = str(found.model.get("file"))
    if packed in package and packed not in accused and package.sha256(packed) != found.model["sha256"]:
        told.append(Sentence("audit.denies_hash", {"name": packed}))
    return told + _signers_differ(package, found, accused, signed)


def _first_record(table: evidence.Evidence | None, found: Manifest) -> dict[str, str]:
    """Which elements the manifest's hashes deny, the first three by GlobalId."""
    if table is None:
        return {"name": evidence.TABLE, "count": "?", "elements": "?"}
    was, now = set(found.element_hashes), set(table.hashes())
    guids = sorted({line.split(" ")[1] for line in was ^ now})
    more = "…" if len(guids) > 3 else ""
    return {
        "name": evidence.TABLE, "count": str(len(guids)), "elements": ", ".join(guids[:3]) + more,
    }  # fmt: skip


def _signers_differ(
    package: Package, found: Manifest, accused: set[str], signed: cms.Signed | None
) -> list[Sentence]:
    """The package, its manifest and its PDF must name one signer."""
    told = []
    said = found.signed_by["fingerprint"] if found.signed_by else ""
    mine = fingerprint(signed.certificate) if signed is not None else ""
    if signed is not None and mine != said:
        told.append(Sentence("audit.denies_signer", {"name": sums.SIGNATURE}))
    if REPORT in package and REPORT not in accused:
        inside = pdf_signing.inspect(package.read(REPORT))
        if inside.state == "broken" or inside.fingerprint != said:
            told.append(Sentence("audit.denies_pdf", {"name": REPORT}))
    return told
