"""Detached CMS signatures (RFC 5652) over a file, with the signer's own time and certificate under the signature.

`openssl cms -verify -binary -inform DER` reads them too. There is no time-stamp authority: the time is the signer's own.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity

from components.audit.canonical import sha256
from components.audit.keys import SigningKey

DIGEST = "sha256"
_ONLY_SHA256 = ("310f300d06096086480165030402010500", "310d300b0609608648016503040201")
"""The set of digest algorithms as DER, with and without the NULL that RFC 5754 lets signers leave out."""


def sign(content: bytes, key: SigningKey, at: dt.datetime) -> bytes:
    """The detached signature over `content`, DER. at: the time that the signer states, with its zone."""
    attributes = PdfCMSSignedAttributes(signing_time=at.astimezone(dt.UTC).replace(microsecond=0))
    made = asyncio.run(
        key.signer.async_sign_general_data(content, DIGEST, detached=True, signed_attr_settings=attributes)
    )
    return bytes(made.dump())


@dataclass(frozen=True)
class Signed:
    """A signature that is whole in itself. digest: SHA-256 of what was signed. at: the signer's own time, None where
    it states none. certificate: the signer's; chain: those that came with it."""

    digest: str
    at: dt.datetime | None
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def inspect(signature: bytes, content: bytes) -> Signed | None:
    """What a detached signature says, whether or not it is over `content`; None where it is broken in itself.

    Broken: not CMS, more than one signer, not made by the key of its certificate, or any byte beside what a signature
    of this kind consists of. Whether anybody trusts the certificate is asked elsewhere.
    """
    try:
        return _inspect(signature, content)
    except Exception:
        # Anybody may have written this file, and there are more ways to be malformed than errors that say so.
        return None


def _inspect(signature: bytes, content: bytes) -> Signed | None:
    info = cms.ContentInfo.load(signature, strict=True)
    if info["content_type"].native != "signed_data":
        return None
    data = info["content"]
    signer = extract_signer_info(data)
    found = extract_certs_for_validation(data)
    leaf = x509.load_der_x509_certificate(found.signer_cert.dump())
    if not _plain(data, signer, found):
        return None
    attributes = {a["type"].native: a["values"] for a in signer["signed_attrs"]}
    if not {"message_digest", "signing_certificate_v2"} <= attributes.keys():
        return None
    digest = bytes(attributes["message_digest"][0].native)
    _, valid = validate_sig_integrity(signer, found.signer_cert, "data", digest)
    if not valid or len(digest) != 32:
        return None
    at = attributes["signing_time"][0].native if "signing_time" in attributes else None
    chain = tuple(x509.load_der_x509_certificate(c.dump()) for c in found.other_certs)
    return Signed(digest.hex(), at, leaf, chain)


def _plain(data: Any, signer: Any, found: Any) -> bool:
    """Whether the parts outside the signed ones are what they must be: a changed byte there is a changed file."""
    if data["version"].native != "v1" or signer["version"].native != "v1":
        return False
    if data["digest_algorithms"].dump().hex() not in _ONLY_SHA256:
        return False
    if signer["digest_algorithm"]["algorithm"].native != DIGEST or data["encap_content_info"]["content"]:
        return False
    if data["encap_content_info"]["content_type"].native != "data":
        return False
    if signer["unsigned_attrs"].native or data["crls"].native:
        return False
    every = [x509.load_der_x509_certificate(c.dump()) for c in (found.signer_cert, *found.other_certs)]
    return _linked(every)


def _linked(every: list[x509.Certificate]) -> bool:
    """Whether each certificate that came along stands above the signer's, and none that is its own issuer is damaged."""
    reached, waiting = {every[0]}, [every[0]]
    while waiting:
        one = waiting.pop()
        for other in every:
            if other not in reached and _issued(one, other):
                reached.add(other)
                waiting.append(other)
    roots = (c for c in every if c.subject == c.issuer)
    return len(reached) == len(every) and all(_issued(c, c) for c in roots)


def _issued(one: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def is_over(signed: Signed, content: bytes) -> bool:
    """Whether this very content was signed."""
    return signed.digest == sha256(content)
