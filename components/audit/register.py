"""The register of reviewers: who may review what, and the certificate each signs with. One JSON file.

{"format": "steelyard-reviewers", "version": 1,
 "reviewers": [{"name", "field", "organisation", "fingerprint", "certificate"}, ...]}
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from components.audit.canonical import dumps
from components.audit.keys import fingerprint, name_of, organisation_of
from components.audit.refusals import TrustRefused
from components.audit.trust import read_trusted
from components.reading import read_file, reason
from components.replacing import put

FORMAT, VERSION = "steelyard-reviewers", 1


@dataclass(frozen=True)
class Reviewer:
    """One entry. field: what the reviewer is expert in. certificate: PEM. fingerprint: its SHA-256."""

    name: str
    field: str
    organisation: str
    fingerprint: str
    certificate: str


def read_register(path: Path) -> tuple[Reviewer, ...]:
    """The entries of a register. TrustRefused where it cannot be used."""
    try:
        plain = json.loads(read_file(path).decode("utf-8"))
        if plain["format"] != FORMAT or not isinstance(plain["version"], int):
            raise ValueError("another file")
        if plain["version"] > VERSION:
            raise TrustRefused(
                "audit.register_newer", file=str(path), version=plain["version"], known=VERSION
            )
        found = tuple(Reviewer(**{k: str(v) for k, v in entry.items()}) for entry in plain["reviewers"])
        for one in found:
            if fingerprint(certificate_of(one)) != one.fingerprint:
                raise TrustRefused("audit.register_contradicts", file=str(path), name=one.name)
    except OSError as error:
        raise TrustRefused("audit.register_unreadable", file=str(path), reason=reason(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TrustRefused("audit.register_damaged", file=str(path)) from error
    return found


def certificate_of(reviewer: Reviewer) -> x509.Certificate:
    """The certificate of an entry; ValueError where it is none."""
    return x509.load_pem_x509_certificate(reviewer.certificate.encode())


def add(path: Path, certificate: Path, field: str, name: str = "", organisation: str = "") -> Reviewer:
    """Add a reviewer to a register, which is made where there is none. TrustRefused: no certificate, already there.

    name, organisation: those in the certificate where they are left out.
    """
    known = read_register(path) if os.path.lexists(path) else ()
    found = read_trusted([certificate])[0]
    new = Reviewer(
        name=name or name_of(found),
        field=field,
        organisation=organisation or organisation_of(found),
        fingerprint=fingerprint(found),
        certificate=found.public_bytes(serialization.Encoding.PEM).decode(),
    )
    for one in known:
        if one.fingerprint == new.fingerprint:
            raise TrustRefused("audit.register_twice", file=str(path), name=one.name)
    _write(path, (*known, new))
    return new


def _write(path: Path, entries: Sequence[Reviewer]) -> None:
    content = dumps({"format": FORMAT, "version": VERSION, "reviewers": [asdict(e) for e in entries]})
    try:
        put(path, content)
    except OSError as error:
        raise TrustRefused("audit.register_unwritable", file=str(path), reason=reason(error)) from error
