"""What the tests of audit packages share: certificates made on the spot, inputs, and packages to spoil."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

SAMPLES = Path(__file__).parents[2] / "ifc_samples"
OFFICE = SAMPLES / "frame_office.ifc"
PASSWORD = "steel 秤"
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
FIRST, LAST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2126, 1, 1, tzinfo=dt.UTC)
ANSWERS = """schema = 1
[project]
name = "示范楼"
city = "沈阳"
assessed_on = 2026-05-20
permit_date = 2026-03-01
[unit]
kind = "single"
[[unit.building]]
planning_number = "1#"
[stage]
value = "pre_evaluation"
[levels]
outdoor_ground_m = -0.45
[structure]
kind = "steel_frame_concrete_core"
core_choice = "frame_points"
evidence = "预评价意见书"
who = "王工"
when = 2026-05-18
[function.kitchen]
exists = false
evidence = "建施-02"
[answer.decor]
done = true
evidence = "装施-01"
[answer.q3a]
part = 0
total = 1054.08
evidence = "装施-03"
[answer.q3c]
part = 0
total = 300
evidence = "装施-05"
[answer.q3d]
ratio_percent = 55
evidence = "水施-02"
"""


@dataclass(frozen=True)
class Holder:
    """A private key with its certificate, and those above it."""

    key: Any
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    def p12(self, path: Path, password: str = PASSWORD) -> Path:
        """Written as a key file."""
        lock: Any = serialization.NoEncryption()
        if password:
            lock = serialization.BestAvailableEncryption(password.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, self.above, lock)
        )
        return path

    def pem(self, path: Path) -> Path:
        """The certificate written as PEM."""
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path


def holder(
    name: str,
    issuer: Holder | None = None,
    ca: bool = False,
    first: dt.datetime = FIRST,
    last: dt.datetime = LAST,
    organisation: str = "示范检测院",
    signs: bool = True,
) -> Holder:
    """A new key and its certificate, issued by another one or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    oid = x509.NameOID
    subject = x509.Name(
        [x509.NameAttribute(oid.COMMON_NAME, name), x509.NameAttribute(oid.ORGANIZATION_NAME, organisation)]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca, None), True)
        .add_extension(
            x509.KeyUsage(signs and not ca, signs and not ca, False, False, not signs, ca, ca, False, False),
            True,
        )
    )
    made = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    return Holder(key, made, (issuer.certificate, *issuer.above) if issuer else ())
