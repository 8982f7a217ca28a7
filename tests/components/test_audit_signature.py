"""Signatures, keys, trust, reviewers."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from audit_rig import LAST, NOW, PASSWORD, Holder, holder
from cryptography.hazmat.primitives.asymmetric import rsa

from components.audit import cms, register, reviews, trust
from components.audit.container import Package, open_package
from components.audit.keys import SigningKey, fingerprint, read_key
from components.audit.refusals import KeyRefused, TrustRefused
from components.audit.writing import write_package

CA = holder("Root", ca=True)
LEAF = holder("李四", CA)
CONTENT = b"0" * 64 + b"  manifest.json\n"


def key_of(who: Holder, folder: Path) -> SigningKey:
    return read_key(who.p12(folder / "key.p12"), PASSWORD, NOW)


@pytest.fixture(scope="module")
def signature(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return cms.sign(CONTENT, key_of(LEAF, tmp_path_factory.mktemp("key")), NOW)


def test_a_signature_names_its_time_and_its_signer(signature: bytes) -> None:
    signed = cms.inspect(signature, CONTENT)
    assert signed is not None and cms.is_over(signed, CONTENT)
    assert signed.at == NOW
    assert fingerprint(signed.certificate) == fingerprint(LEAF.certificate)
    assert not cms.is_over(signed, CONTENT + b"\n")


def test_no_byte_of_a_signature_can_change_unnoticed(signature: bytes) -> None:
    for at in range(len(signature)):
        spoilt = signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :]
        signed = cms.inspect(spoilt, CONTENT)
        assert signed is None or not cms.is_over(signed, CONTENT), at
    assert cms.inspect(signature + b"\0", CONTENT) is None
    assert cms.inspect(b"", CONTENT) is None


def test_a_chain_through_an_intermediate_leads_to_the_trusted_root(tmp_path: Path) -> None:
    middle = holder("Middle", CA, ca=True)
    signed = cms.inspect(cms.sign(CONTENT, key_of(holder("王五", middle), tmp_path), NOW), CONTENT)
    assert signed is not None
    assert trust.judge(signed, [CA.certificate], NOW).state == trust.TRUSTED
    assert trust.judge(signed, [middle.certificate], NOW).state == trust.TRUSTED
    assert trust.judge(signed, [holder("Root", ca=True).certificate], NOW).state == trust.UNKNOWN


def test_who_is_unknown_stays_unknown_after_the_end_of_the_certificate(signature: bytes) -> None:
    signed = cms.inspect(signature, CONTENT)
    assert signed is not None
    late = trust.judge(signed, [], LAST + dt.timedelta(days=1))
    assert (late.state, late.expired_on, late.valid_then) == (trust.UNKNOWN, LAST, True)


def test_a_key_file_without_a_password_needs_none(tmp_path: Path) -> None:
    assert read_key(LEAF.p12(tmp_path / "open.p12", ""), "", NOW).name == "李四"


def test_a_short_rsa_key_is_refused(tmp_path: Path) -> None:
    from audit_rig import FIRST
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    key = rsa.generate_private_key(65537, 1024)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "weak")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(FIRST).not_valid_after(LAST).sign(key, hashes.SHA256())
    )  # fmt: skip
    with pytest.raises(KeyRefused, match="key_weak"):
        read_key(Holder(key, made).p12(tmp_path / "weak.p12"), PASSWORD, NOW)


def test_a_trust_file_without_certificates_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.pem"
    path.write_text("my notes")
    with pytest.raises(TrustRefused, match="trust_foreign"):
        trust.read_trusted([path])
    bundle = tmp_path / "two.pem"
    both = CA.pem(tmp_path / "1").read_bytes() + LEAF.pem(tmp_path / "2").read_bytes()
    bundle.write_bytes(both)
    assert len(trust.read_trusted([bundle])) == 2


# Reviewers.


@pytest.fixture(params=["folder", "zip"])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    target = tmp_path / ("p.zip" if request.param == "zip" else "p")
    write_package({"manifest.json": b"{}", "SHA256SUMS": CONTENT}, target, request.param == "zip")
    return target


def test_reviews_stand_beside_the_package_without_touching_it(package: Path, tmp_path: Path) -> None:
    key = key_of(LEAF, tmp_path)
    assert reviews.add_review(open_package(package), key, reviews.ACCEPTED, "", NOW) == 1
    other = key_of(holder("赵六"), tmp_path)
    assert reviews.add_review(open_package(package), other, reviews.RETURNED, "缺图", NOW) == 2
    opened = open_package(package)
    assert opened.read("SHA256SUMS") == CONTENT and opened.listed == ("manifest.json",)
    known = register.add(tmp_path / "r.json", LEAF.pem(tmp_path / "c.pem"), "结构")
    one, two = reviews.read_reviews(opened, [known], NOW)
    assert (one.state, one.verdict, one.name, one.registered) == ("whole", "accepted", "李四", known)
    assert one.trust is not None and one.trust.state == trust.TRUSTED
    assert (two.state, two.verdict, two.remarks, two.registered) == ("whole", "returned", "缺图", None)
    assert two.trust is not None and two.trust.state == trust.UNKNOWN


def test_a_review_that_was_changed_taken_away_or_moved_is_told(tmp_path: Path) -> None:
    target = tmp_path / "p"
    write_package({"manifest.json": b"{}", "SHA256SUMS": CONTENT}, target, False)
    key = key_of(LEAF, tmp_path)
    for remarks in ("a", "b"):
        reviews.add_review(open_package(target), key, reviews.RETURNED, remarks, NOW)
    statement = target / "reviews" / "1" / "review.json"
    whole = statement.read_bytes()
    said = json.loads(whole)
    said["verdict"] = "accepted"
    statement.write_text(json.dumps(said))
    spoilt = reviews.read_reviews(open_package(target), (), NOW)[0]
    assert spoilt.state == "broken" and "reviews/1/review.json" in spoilt.files
    statement.write_bytes(whole)
    (target / "SHA256SUMS").write_bytes(CONTENT.replace(b"0", b"1"))
    assert {r.state for r in reviews.read_reviews(open_package(target), (), NOW)} == {"other"}
    (target / "SHA256SUMS").write_bytes(CONTENT)
    for file in (target / "reviews" / "1").iterdir():
        file.unlink()
    (left,) = reviews.read_reviews(open_package(target), (), NOW)
    assert left.state == "incomplete"  # it names the review that stood before it


def test_many_reviews_are_read_in_a_time_that_grows_with_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, opened = tmp_path / "p", []
    write_package({"manifest.json": b"{}", "SHA256SUMS": CONTENT}, target, False)
    reviews.add_review(open_package(target), key_of(LEAF, tmp_path), reviews.ACCEPTED, "", NOW)
    for number in range(2, 41):
        shutil.copytree(target / "reviews" / "1", target / "reviews" / str(number))
    plain = Package.open
    monkeypatch.setattr(Package, "open", lambda self, name: opened.append(name) or plain(self, name))
    assert len(reviews.read_reviews(open_package(target), (), NOW)) == 40
    assert len(opened) <= 40 * 4


def test_a_review_with_a_number_that_nobody_counts_to_is_a_stray(tmp_path: Path) -> None:
    target, name = tmp_path / "p.zip", f"reviews/{'9' * 5000}/review.json"
    with zipfile.ZipFile(target, "w") as archive:
        for entry, content in {"manifest.json": b"{}", "SHA256SUMS": CONTENT, name: b"{}"}.items():
            archive.writestr(entry, content)
    package = open_package(target)
    assert reviews.numbers(package) == [] and reviews.strays(package) == (name,)


def test_a_register_takes_each_certificate_once_and_notices_a_change(tmp_path: Path) -> None:
    path, pem = tmp_path / "r.json", LEAF.pem(tmp_path / "c.pem")
    register.add(path, pem, "结构", organisation="评审中心")
    with pytest.raises(TrustRefused, match="register_twice"):
        register.add(path, pem, "结构")
    (one,) = register.read_register(path)
    assert (one.name, one.field, one.organisation) == ("李四", "结构", "评审中心")
    said = json.loads(path.read_text())
    said["reviewers"][0]["certificate"] = CA.pem(tmp_path / "ca.pem").read_text()
    path.write_text(json.dumps(said))
    with pytest.raises(TrustRefused, match="register_contradicts"):
        register.read_register(path)
