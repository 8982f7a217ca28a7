"""The key file (PKCS#12: .p12, .pfx) of whoever signs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from components.audit.refusals import KeyRefused
from components.reading import opened, reason

_LARGEST = 1_000_000
_KINDS = (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey, ed25519.Ed25519PrivateKey, ed448.Ed448PrivateKey)
_LEAST_RSA_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """A private key with its certificate and those above it. `signer` does the signing."""

    certificate: x509.Certificate
    signer: Any

    @property
    def name(self) -> str:
        """Whom the certificate names."""
        return name_of(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate."""
        return fingerprint(self.certificate)


def name_of(certificate: x509.Certificate) -> str:
    """The common name, else the organisation, else the whole subject."""
    for oid in (x509.NameOID.COMMON_NAME, x509.NameOID.ORGANIZATION_NAME):
        if found := certificate.subject.get_attributes_for_oid(oid):
            return str(found[0].value)
    return certificate.subject.rfc4514_string()


def organisation_of(certificate: x509.Certificate) -> str:
    """The organisation that a certificate names; empty where it names none."""
    found = certificate.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if found else ""


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate as lower-case hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def read_key(path: Path, password: str, at: dt.datetime) -> SigningKey:
    """A key that may sign at a moment. KeyRefused: no key file, wrong password, no key in it, expired, too weak."""
    try:
        with opened(path) as source:
            raw = source.read(_LARGEST + 1)
    except OSError as error:
        why = reason(error)
        raise KeyRefused("audit.key_unreadable", file=str(path), reason=why) from error
    key, certificate, others = _unlock(raw, path, password)
    if not isinstance(key, _KINDS):
        raise KeyRefused("audit.key_kind", file=path.name)
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _LEAST_RSA_BITS:
        raise KeyRefused("audit.key_weak", file=path.name, bits=key.key_size, least=_LEAST_RSA_BITS)
    if key.public_key() != certificate.public_key():
        raise KeyRefused("audit.key_other", file=path.name)
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        code = "audit.key_expired" if at > last else "audit.key_not_yet"
        raise KeyRefused(code, file=path.name, first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")
    return SigningKey(certificate, _signer(key, certificate, others))


def _unlock(raw: bytes, path: Path, password: str) -> tuple[Any, x509.Certificate, list[x509.Certificate]]:
    # DER begins with a SEQUENCE: telling a foreign file from a wrong password is up to us.
    if not raw.startswith(b"\x30") or len(raw) > _LARGEST:
        raise KeyRefused("audit.key_foreign", file=path.name)
    # An empty password is written as none by some programs and as empty text by others.
    for tried in (password.encode(),) if password else (None, b""):
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(raw, tried)
            break
        except ValueError as error:
            why = error
    else:
        code = "audit.key_password" if "password" in str(why).lower() else "audit.key_foreign"
        raise KeyRefused(code, file=path.name) from why
    if key is None or certificate is None:
        raise KeyRefused("audit.key_without_key", file=path.name)
    return key, certificate, list(others)


def _signer(key: Any, certificate: x509.Certificate, others: list[x509.Certificate]) -> SimpleSigner:
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    store = SimpleCertificateStore()
    store.register_multiple([as_asn1(c) for c in others])
    return SimpleSigner(
        signing_cert=as_asn1(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key.private_bytes(serialization.Encoding.DER, *form)),
        cert_registry=store,
        embed_roots=False,  # the reader brings the root that he trusts
    )


def as_asn1(certificate: x509.Certificate) -> Any:
    """The certificate as the signature library takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
