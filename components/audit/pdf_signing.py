"""The signature inside the PDF (PAdES B-B), so that an ordinary reader shows it; and reading it back."""

from __future__ import annotations

import io
from dataclasses import dataclass

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from components.audit.cms import DIGEST
from components.audit.keys import SigningKey

FIELD = "Steelyard"


def sign(pdf: bytes, key: SigningKey, reason: str) -> bytes:
    """The PDF with an invisible signature appended; the pages stay as they were drawn."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    what = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, name=key.name, reason=reason
    )
    return bytes(sign_pdf(writer, what, key.signer).getvalue())


@dataclass(frozen=True)
class PdfSigned:
    """state: unsigned, whole (covers the file to its end) or broken. fingerprint: SHA-256 of the certificate."""

    state: str
    fingerprint: str = ""


def inspect(pdf: bytes) -> PdfSigned:
    """The signature inside a PDF. Whether anybody trusts its certificate is asked elsewhere."""
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return PdfSigned("unsigned")
        last = found[-1]
        certificate: asn1_x509.Certificate = last.signer_cert
        last.compute_integrity_info(skip_diff=True)
        intact, valid = validate_sig_integrity(last.signer_info, certificate, "data", last.compute_digest())
        whole = intact and valid and last.coverage == SignatureCoverageLevel.ENTIRE_FILE
        return PdfSigned("whole" if whole else "broken", certificate.sha256.hex())
    except Exception:
        # Anybody may have written this file, and a PDF can be wrong in more ways than its reader has errors for.
        return PdfSigned("broken")
