"""Whether a certificate leads to one that the reader trusts, now and at the time of signing. Offline: no revocation."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathError,
    ValidationError,
)

from components.audit.cms import Signed
from components.audit.keys import as_asn1, fingerprint
from components.audit.refusals import TrustRefused
from components.reading import read_file, reason

TRUSTED, UNKNOWN, EXPIRED, INVALID = "trusted", "unknown", "expired", "invalid"
_USAGES = ("digital_signature", "content_commitment")


@dataclass(frozen=True)
class Trust:
    """state: trusted, unknown (leads to no trusted one), expired (did once) or invalid (leads there, but is not valid).

    expired_on: the first end among the certificates of the path, where it has passed. valid_then: whether the path was
    valid at the time that the signer states; None where no time is stated. given: how many trusted ones there were.
    """

    state: str
    expired_on: dt.datetime | None
    valid_then: bool | None
    given: int


def read_trusted(paths: Sequence[Path]) -> tuple[x509.Certificate, ...]:
    """The certificates of PEM or DER files. TrustRefused where a file holds none."""
    found: list[x509.Certificate] = []
    for path in paths:
        try:
            raw = read_file(path)
            found += _certificates(raw)
        except OSError as error:
            why = reason(error)
            raise TrustRefused("audit.trust_unreadable", file=str(path), reason=why) from error
        except ValueError as error:
            raise TrustRefused("audit.trust_foreign", file=str(path)) from error
    return tuple(found)


def _certificates(raw: bytes) -> list[x509.Certificate]:
    if b"-----BEGIN CERTIFICATE" in raw:
        return x509.load_pem_x509_certificates(raw)
    return [x509.load_der_x509_certificate(raw)]


def judge(signed: Signed, trusted: Sequence[x509.Certificate], now: dt.datetime) -> Trust:
    """Whether the signer's certificate is trusted at `now`, and was at the time that the signer states."""
    mine = signed.certificate
    then = None if signed.at is None else _leads(signed, trusted, signed.at)
    current = _leads(signed, trusted, now)
    ended = _ended(signed, now)
    # A trusted certificate may be younger than the time that is stated: then somebody states a wrong time.
    state = INVALID if current == TRUSTED and then not in (TRUSTED, None) else current
    valid_then = None if signed.at is None else _covers(mine, signed.at) and then in (TRUSTED, UNKNOWN)
    return Trust(state, ended, valid_then, len(trusted))


def _covers(certificate: x509.Certificate, at: dt.datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _ended(signed: Signed, now: dt.datetime) -> dt.datetime | None:
    ends = [c.not_valid_after_utc for c in (signed.certificate, *signed.chain)]
    past = [e for e in ends if e < now]
    return min(past) if past else None


def _leads(signed: Signed, trusted: Sequence[x509.Certificate], at: dt.datetime) -> str:
    """Whether a path to a trusted certificate is valid at a moment."""
    mine = signed.certificate
    if fingerprint(mine) in {fingerprint(c) for c in trusted}:
        return TRUSTED if _covers(mine, at) else EXPIRED if at > mine.not_valid_after_utc else INVALID
    if not trusted or mine.subject == mine.issuer:
        return UNKNOWN
    context = ValidationContext(
        trust_roots=[as_asn1(c) for c in trusted],
        other_certs=[as_asn1(c) for c in signed.chain],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(as_asn1(mine), validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except ExpiredError:
        return EXPIRED
    except NotYetValidError:
        return INVALID
    except (PathError, ValidationError):
        return UNKNOWN  # no path, or one that only bears the same names
    return TRUSTED if _may_sign(mine) else INVALID


def _may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate is meant for signatures; one that says nothing of its use is."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(getattr(usage, name) for name in _USAGES)
