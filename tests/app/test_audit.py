"""Audit packages: what is in them, what makes them differ, and what a spoilt one is told to be."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from audit_rig import ANSWERS, FIRST, LAST, NOW, OFFICE, PASSWORD, Holder, holder

from app.auditing import Form, Inputs, audit, headline_of
from app.cli.main import main
from app.cli.verify import screen
from app.project import Decision, ModelRef, Project, file_sha256, write
from app.verifying import Verdict, verify
from components.audit import cms
from components.audit import manifest as m
from components.audit.canonical import dumps
from components.audit.evidence import read as read_table
from components.audit.keys import read_key
from components.audit.refusals import PackageRefused
from components.exports.cells import columns_wide
from components.rates.wording import text
from components.words import say

INPUTS = Inputs(answers=ANSWERS.encode())
CA = holder("示范根证书", ca=True)
SIGNER = holder("张三", CA)


def made(folder: Path, key: Holder | None, form: Form | None = None, inputs: Inputs = INPUTS) -> Path:
    opened = read_key(key.p12(folder / "key.p12"), PASSWORD, NOW) if key else None
    target = folder / ("package.zip" if form and form.zipped else "package")
    audit(OFFICE, inputs, target, form, opened, NOW)
    return target


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("signed"), SIGNER)


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("unsigned"), None)


@pytest.fixture
def spoilt(signed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(signed, tmp_path / "spoilt"))


def files_of(package: Path) -> list[str]:
    return sorted(p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file())


def told(answer: Any, lang: str = "en") -> str:
    return "\n".join(text(s, lang) for s in (answer.headline, *answer.lines))


def judged(
    package: Path, model: Path | None = None, now: dt.datetime = NOW, ca: Holder | None = CA
) -> Verdict:
    return verify(package, model, [ca.certificate] if ca else [], now=now)


# What is in a package.


@pytest.fixture(scope="module")
def good(signed: Path) -> Verdict:
    return judged(signed, OFFICE)


def test_a_signed_package_with_its_model_gets_three_good_answers(good: Verdict) -> None:
    assert [a.state for a in good.answers] == ["unaltered", "trusted", "same"], told(good.recomputed)
    assert good.good


def test_sha256sum_and_openssl_confirm_list_and_signature_without_us(signed: Path, tmp_path: Path) -> None:
    for line in (signed / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((signed / name).read_bytes()).hexdigest() == digest
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=signed, check=True)
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed; the digests were checked")
    command = [
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "SHA256SUMS.p7s", "-content", "SHA256SUMS",
        "-CAfile", str(CA.pem(tmp_path / "ca.pem")), "-purpose", "any", "-out", str(tmp_path / "out"),
    ]  # fmt: skip
    subprocess.run(command, cwd=signed, check=True, capture_output=True)
    assert (tmp_path / "out").read_bytes() == (signed / "SHA256SUMS").read_bytes()


def test_without_a_key_every_page_says_unsigned_and_with_one_who_signed(signed: Path, unsigned: Path) -> None:
    bare, named = (pypdf.PdfReader(p / "report.pdf").pages for p in (unsigned, signed))
    assert all("未签名UNSIGNED" in "".join(page.extract_text().split()) for page in bare)
    assert all("由“张三”电子签名" in "".join(page.extract_text().split()) for page in named)
    number = headline_of(signed).id
    assert all(number in page.extract_text() for page in (*bare, *named))


def test_the_pdf_carries_a_signature_over_the_whole_file(signed: Path) -> None:
    raw = (signed / "report.pdf").read_bytes()
    fields = pypdf.PdfReader(signed / "report.pdf").get_fields() or {}
    (field,) = fields.values()
    signature = field["/V"]
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    first, length, second, rest = signature["/ByteRange"]
    assert (first, second + rest) == (0, len(raw))
    assert raw[length:second].strip(b"<>").rstrip(b"0").isalnum()


def test_the_same_input_makes_the_same_bytes(unsigned: Path, tmp_path: Path) -> None:
    again = made(tmp_path, None)
    assert files_of(again) == files_of(unsigned)
    for name in files_of(again):
        assert (again / name).read_bytes() == (unsigned / name).read_bytes(), name


def test_the_signature_changes_neither_the_number_nor_the_figures(signed: Path, unsigned: Path) -> None:
    one, other = (json.loads((p / "manifest.json").read_text()) for p in (signed, unsigned))
    assert one["id"] == other["id"]
    assert {k for k in one if one[k] != other[k]} == {"signed_by"}


def test_the_manifest_holds_every_ratio_and_point_and_a_hash_per_element(unsigned: Path) -> None:
    said = json.loads((unsigned / "manifest.json").read_text())
    item = said["figures"]["books"]["gbt51129-2017"]["items"]["1b"]
    # 788.0211 of 1054.08 m2 by the worked sample; 10 + 10 x (74.7591 - 70) / 10 points by table 4.0.1.
    assert item["quantity"]["part"] == pytest.approx(788.0211)
    assert item["ratio_percent"] == pytest.approx(788.0211 / 1054.08 * 100)
    assert item["unrounded_points"] == pytest.approx(10 + 10 * (788.0211 / 1054.08 * 100 - 70) / 10)
    assert said["answers"]["given"]["structure_note"] == {
        "evidence": "预评价意见书", "who": "王工", "when": "2026-05-18",
    }  # fmt: skip
    lines = (unsigned / "elements.csv").read_bytes().decode("utf-8-sig").split("\r\n")[1:-1]
    hashes = [h.split(" ")[2] for h in said["elements"]["hashes"]]
    assert hashes == [hashlib.sha256(line.encode()).hexdigest() for line in lines]


def test_the_headline_is_what_a_portfolio_keeps(signed: Path) -> None:
    h = headline_of(signed)
    assert (h.project, h.city, h.stage, h.permit_date) == ("示范楼", "沈阳", "pre_evaluation", "2026-03-01")
    assert (h.P_percent, h.book, h.recognised) == (74.0, "gbt51129-2017", "met")
    assert h.floor_area_m2 == pytest.approx(1054.08)
    assert h.model_sha256 == hashlib.sha256(OFFICE.read_bytes()).hexdigest()
    assert h.hash == hashlib.sha256((signed / "SHA256SUMS").read_bytes()).hexdigest()


def test_decisions_go_in_with_who_when_and_why_and_are_used_again(unsigned: Path, tmp_path: Path) -> None:
    sha256 = file_sha256(OFFICE)
    table = read_table((unsigned / "elements.csv").read_bytes())
    assert table is not None
    slab = next(s for s in table.records if table.cells(s)["role"] == "slab")
    guid = table.cells(slab)["global_id"]
    made_by = Decision(
        sha256, slab, guid, "made", "cast", "现浇，见结施-07", "factory", "2026-05-02T09:00:00", "李工"
    )
    project = tmp_path / "office.steelyard"
    write(Project(models=(ModelRef(str(OFFICE), sha256),), decisions=(made_by,)), project)
    target = tmp_path / "decided.zip"
    words = [
        "audit",
        str(OFFICE),
        "-o",
        str(target),
        "--project",
        str(project),
        "--with-model",
        "--lang",
        "en",
    ]
    assert main(words) == 0
    with zipfile.ZipFile(target) as archive:
        said = json.loads(archive.read("manifest.json"))
    assert said["overrides"] == [
        {
            "step_id": slab, "global_id": guid, "field": "made", "before": "factory", "value": "cast", "who": "李工",
            "when": "2026-05-02T09:00:00", "reason": "现浇，见结施-07",
        }
    ]  # fmt: skip
    assert judged(target).recomputed.state == "same"  # from the model inside the package
    lost = dict(said, overrides=[])
    assert m.identity(lost) != said["id"]


# What is done to packages.


def test_one_byte_changed_in_any_file_is_told_with_the_name_of_that_file(signed: Path, spoilt: Path) -> None:
    names = files_of(signed)
    assert {
        "manifest.json",
        "report.pdf",
        "elements.csv",
        "answers.toml",
        "SHA256SUMS",
        "SHA256SUMS.p7s",
    } <= set(names)
    for name in names:
        path, whole = spoilt / name, (signed / name).read_bytes()
        for at in (0, len(whole) // 3, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            verdict = judged(spoilt)
            assert verdict.integrity.state == "altered", (name, at)
            accused = [line.args["name"] for line in verdict.integrity.lines]
            assert accused == [name], (name, at)
            assert not verdict.good
        path.write_bytes(whole)
    assert judged(spoilt).integrity.state == "unaltered"


def test_a_file_that_is_gone_and_one_that_is_new_are_named(spoilt: Path) -> None:
    (spoilt / "report.pdf").unlink()
    (spoilt / "books" / "more.toml").write_text("x")
    said = told(judged(spoilt).integrity)
    assert "Missing: report.pdf" in said and "Extra: books/more.toml" in said


def test_taking_the_signature_away_is_told_and_not_taken_for_an_unsigned_package(spoilt: Path) -> None:
    (spoilt / "SHA256SUMS.p7s").unlink()
    verdict = judged(spoilt)
    assert (verdict.integrity.state, verdict.signer.state) == ("altered", "removed")


def forge(package: Path, column: str, value: str) -> str:
    """Edit one element, then make manifest and list consistent again, as somebody without the key would."""
    path = package / "elements.csv"
    table = read_table(path.read_bytes())
    assert table is not None
    step = next(s for s in table.records if table.cells(s)["role"] == "slab")
    was = table.cells(step)
    path.write_bytes(
        path.read_bytes().replace(
            table.records[step].encode(),
            table.records[step].replace(f",{was[column]},", f",{value},", 1).encode(),
        )
    )
    said = json.loads((package / "manifest.json").read_text())
    again = read_table(path.read_bytes())
    assert again is not None
    said["elements"]["hashes"] = again.hashes()
    said["figures"]["books"]["gbt51129-2017"]["items"]["1b"]["points"] = 20.0
    said["id"] = m.identity(said)
    (package / "manifest.json").write_bytes(dumps(said))
    names = [n for n in files_of(package) if n not in ("SHA256SUMS", "SHA256SUMS.p7s")]
    digests = {n: hashlib.sha256((package / n).read_bytes()).hexdigest() for n in names}
    (package / "SHA256SUMS").write_text("".join(f"{digests[n]}  {n}\n" for n in sorted(names)))
    return was["global_id"]


def test_manifest_and_table_edited_consistently_without_the_key_are_caught_by_the_signature(
    spoilt: Path,
) -> None:
    forge(spoilt, "made", "factory")
    verdict = judged(spoilt)
    assert verdict.integrity.state == "altered"
    assert "SHA256SUMS" in told(verdict.integrity)
    assert verdict.signer.state == "broken"
    assert "张三" in told(verdict.signer)


def test_the_same_edit_of_an_unsigned_package_is_caught_by_recomputing_element_rule_and_number(
    unsigned: Path, tmp_path: Path
) -> None:
    package = Path(shutil.copytree(unsigned, tmp_path / "forged"))
    guid = forge(package, "made", "factory")
    blind = judged(package)
    assert [a.state for a in blind.answers] == ["consistent", "unsigned", "not_recomputed"]
    assert say("audit.consistent_how", "en", {"count": 6}) in told(blind.integrity)
    seen = told(judged(package, OFFICE).recomputed)
    made_so, made_now = (say(f"rating.made_{w}", "en") for w in ("factory", "cast"))
    assert f"Element {guid}" in seen and f"{made_so} in the package, {made_now} recomputed" in seen
    assert (
        "Standard for assessment of prefabricated building › 1b Beams" in seen
        and "points: 20 in the package, 14.8 recomputed" in seen
    )


def test_another_signature_over_a_forged_package_does_not_pass_for_the_first(
    spoilt: Path, tmp_path: Path
) -> None:
    forge(spoilt, "made", "factory")
    verdict = judged(signed_anew(spoilt, holder("张三"), NOW, tmp_path))
    assert verdict.signer.state == "unknown"
    assert verdict.integrity.state == "altered"  # the manifest still names the first certificate
    assert not verdict.good


# Whom to believe.


def test_a_certificate_that_is_not_on_the_list_is_unknown_and_not_trusted(signed: Path) -> None:
    assert judged(signed, ca=holder("别家", ca=True)).signer.state == "unknown"
    asked = judged(signed, ca=None)
    assert asked.signer.state == "unknown"
    assert "No trust list was given" in told(asked.signer)
    assert "张三" in told(asked.signer)


def test_the_signers_own_certificate_on_the_list_is_enough(signed: Path) -> None:
    assert judged(signed, ca=SIGNER).signer.state == "trusted"


def test_an_expired_certificate_is_told_with_the_day_and_whether_it_was_valid_then(signed: Path) -> None:
    verdict = judged(signed, now=LAST + dt.timedelta(days=1))
    assert verdict.signer.state == "expired" and verdict.signer.good is None
    said = told(verdict.signer)
    assert "ended on 2126-01-01" in said and "it was valid when this was signed" in said


def signed_anew(package: Path, who: Holder, at: dt.datetime, tmp_path: Path) -> Path:
    key = read_key(who.p12(tmp_path / "k.p12"), PASSWORD, NOW)
    (package / "SHA256SUMS.p7s").write_bytes(cms.sign((package / "SHA256SUMS").read_bytes(), key, at))
    return package


def test_a_signature_dated_outside_the_certificate_is_not_trusted(spoilt: Path, tmp_path: Path) -> None:
    early = FIRST - dt.timedelta(days=1)
    assert judged(signed_anew(spoilt, SIGNER, early, tmp_path)).signer.state == "invalid"


def test_a_certificate_made_for_another_purpose_is_not_trusted(spoilt: Path, tmp_path: Path) -> None:
    sealer = holder("张三", CA, signs=False)
    assert judged(signed_anew(spoilt, sealer, NOW, tmp_path)).signer.state == "invalid"


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main([*words, "--lang", "en"])
    caught = capsys.readouterr()
    return code, (caught.out + caught.err).strip()


def sign_with(key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], password: str = PASSWORD) -> str:
    """What is said of a key that is refused; one sentence, exit 2, nothing written."""
    word = tmp_path / "password"
    word.write_text(password + "\n", encoding="utf-8")
    target = tmp_path / "refused"
    words = ["audit", str(OFFICE), "-o", str(target), "--sign", str(key), "--password-file", str(word)]
    code, said = run(words, capsys)
    assert code == 2 and len(said.splitlines()) == 1 and not target.exists()
    return said


def test_each_key_that_cannot_sign_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = SIGNER.p12(tmp_path / "key.p12")
    assert sign_with(key, tmp_path, capsys, "wrong") == "Wrong password for the key file key.p12."
    old = holder("旧", CA, last=dt.datetime(2026, 2, 1, tzinfo=dt.UTC)).p12(tmp_path / "old.p12")
    assert "expired on 2026-02-01" in sign_with(old, tmp_path, capsys)
    young = holder("新", CA, first=dt.datetime(2125, 1, 1, tzinfo=dt.UTC)).p12(tmp_path / "new.p12")
    assert "begins on 2125-01-01" in sign_with(young, tmp_path, capsys)
    assert "is no key file" in sign_with(OFFICE, tmp_path, capsys)
    assert "cannot be read" in sign_with(tmp_path / "none.p12", tmp_path, capsys)


def test_the_password_comes_from_the_environment_where_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = SIGNER.p12(tmp_path / "key.p12")
    monkeypatch.setenv("STEELYARD_KEY_PASSWORD", PASSWORD)
    code, said = run(
        ["audit", str(OFFICE), "-o", str(tmp_path / "p.zip"), "--sign", str(key), "--json"], capsys
    )
    assert code == 0
    assert json.loads(said)["signed_by"] == "张三"


def test_a_key_without_a_password_is_told_where_to_give_one_and_a_wrong_one_that_it_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = SIGNER.p12(tmp_path / "key.p12")
    command = ["audit", str(OFFICE), "-o", str(tmp_path / "p.zip"), "--sign", str(key)]
    monkeypatch.delenv("STEELYARD_KEY_PASSWORD", raising=False)
    code, said = run(command, capsys)
    assert code == 2 and "--password-file" in said and "STEELYARD_KEY_PASSWORD" in said
    monkeypatch.setenv("STEELYARD_KEY_PASSWORD", "wrong")
    code, said = run(command, capsys)
    assert code == 2 and "--password-file" not in said


# Recomputing.


def test_what_differs_is_named_as_in_the_report_and_not_by_our_keys(signed: Path) -> None:
    lines = [
        text(line, "zh") for line in judged(signed, OFFICE.with_name("zh_gb_small.ifc")).recomputed.lines
    ]
    assert any("装配式建筑评价标准 › Q1 主体结构得分 › " in line for line in lines)
    assert any("50 %（认定，第 3.0.3 条） › 状态：包内 满足，复算 未知" in line for line in lines)
    assert not [
        line
        for line in lines
        if any(w in line for w in ("not_known", "True", "False", "gbt51129", "threshold"))
    ]
    assert not [line for line in lines if line.endswith("包内 —，复算 —")]


def test_without_the_model_it_is_said_which_one_is_missing(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = str(CA.pem(tmp_path / "ca.pem"))
    code, said = run(["verify", str(signed), "--trust", trust], capsys)
    assert code == 1
    assert "Not recomputed" in said and "frame_office.ifc" in said


def test_another_version_of_the_program_is_named_and_compared_all_the_same(
    signed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.verifying.program", lambda: {"version": "9.0"})
    answer = judged(signed, OFFICE).recomputed
    assert answer.state == "same"
    assert "made by version" in told(answer) and "this is version 9.0" in told(answer)


def test_another_model_is_told_and_never_the_same(signed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ifc"
    other.write_bytes(OFFICE.read_bytes().replace(b"ISO-10303-21;", b"ISO-10303-21; ", 1))
    answer = judged(signed, other).recomputed
    assert answer.state == "differs" and "is not the model frame_office.ifc" in told(answer)


def test_a_package_of_a_later_format_is_refused_with_the_way_out(
    unsigned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = Path(shutil.copytree(unsigned, tmp_path / "later"))
    said = json.loads((package / "manifest.json").read_text())
    said["version"] = 2
    (package / "manifest.json").write_bytes(dumps(said))
    sums = (package / "SHA256SUMS").read_text().splitlines()
    digest = hashlib.sha256((package / "manifest.json").read_bytes()).hexdigest()
    sums = [f"{digest}  manifest.json" if line.endswith("  manifest.json") else line for line in sums]
    (package / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    code, out = run(["verify", str(package)], capsys)
    assert code == 2 and "newer Steelyard" in out


# The answer on the screen.


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_fits_one_screen_of_80_columns_and_24_lines(good: Verdict, lang: str) -> None:
    lines = screen(good, lang)
    assert len(lines) <= 24
    assert all(columns_wide(line) <= 80 for line in lines)
    for number, name in enumerate(("integrity", "signer", "recomputed"), 1):
        asked = say(f"audit.question_{name}", lang)
        assert any(line.startswith(f"{number} √ {asked}") for line in lines)


def test_nothing_in_a_package_can_write_lines_of_its_own_on_the_screen(
    unsigned: Path, tmp_path: Path
) -> None:
    package = Path(shutil.copytree(unsigned, tmp_path / "loud"))
    said = json.loads((package / "manifest.json").read_text())
    said["project"]["name"] = "x\n2 √ 由谁签名？ 签名人可信\x1b[2J\u202e"
    repack(package, said)
    lines = screen(judged(package), "zh")
    assert sum(line.startswith("2 ") for line in lines) == 1
    assert not [line for line in lines if not line.isprintable()]


def repack(package: Path, said: dict[str, Any]) -> None:
    """Put a manifest in and make the list fit, as anybody may with an unsigned package."""
    said = {**said, "id": m.identity(said)}
    (package / "manifest.json").write_bytes(dumps(said))
    names = [n for n in files_of(package) if n not in ("SHA256SUMS", "SHA256SUMS.p7s")]
    digests = {n: hashlib.sha256((package / n).read_bytes()).hexdigest() for n in names}
    (package / "SHA256SUMS").write_text("".join(f"{digests[n]}  {n}\n" for n in sorted(names)))


def test_a_manifest_of_any_shape_is_answered_or_refused_and_never_a_crash(
    unsigned: Path, tmp_path: Path
) -> None:
    package = Path(shutil.copytree(unsigned, tmp_path / "odd"))
    (package / "report.pdf").unlink()
    whole = json.loads((unsigned / "manifest.json").read_text())
    junk: tuple[Any, ...] = (None, True, -1, 1e308, "x", "../../x", [], {}, [1], {"a": 1})
    places = [(k,) for k in whole] + [(k, j) for k in whole if isinstance(whole[k], dict) for j in whole[k]]
    refused = 0
    for turn, path in enumerate(places * 2):
        said = json.loads(json.dumps(whole))
        inner = said[path[0]] if len(path) == 2 else said
        inner[path[-1]] = junk[turn % len(junk)]
        repack(package, said)
        try:
            assert screen(judged(package), "en")
        except PackageRefused:
            refused += 1
    assert refused > len(places) // 2


def test_reviewers_sign_on_the_command_line_and_are_listed_with_their_standing(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package, register = Path(shutil.copytree(signed, tmp_path / "reviewed")), str(tmp_path / "r.json")
    monkeypatch.setenv("STEELYARD_KEY_PASSWORD", PASSWORD)
    expert, stranger = holder("李评审", organisation="评审中心"), holder("路人")
    pem = str(expert.pem(tmp_path / "expert.pem"))
    assert (
        run(["reviewer", "add", "--register", register, "--certificate", pem, "--field", "结构"], capsys)[0]
        == 0
    )
    for who, words in ((expert, ["--accepted"]), (stranger, ["--returned", "缺节点详图"])):
        key = str(who.p12(tmp_path / "key.p12"))
        assert run(["review", str(package), "--sign", key, *words], capsys)[0] == 0
    trust = str(CA.pem(tmp_path / "ca.pem"))
    said = run(["verify", str(package), "--trust", trust, "--register", register, "--json"], capsys)[1]
    told_ = json.loads(said)
    assert told_["integrity"]["state"] == "unaltered" and told_["signer"]["state"] == "trusted"
    assert [(r["verdict"], r["registered"], r["trust"]) for r in told_["reviews"]] == [
        ("accepted", True, "trusted"), ("returned", False, "unknown"),
    ]  # fmt: skip
    assert "评审中心" in told_["reviews"][0]["line"] and "缺节点详图" in told_["reviews"][1]["line"]
    code, said = run(["review", str(package), "--sign", str(tmp_path / "key.p12"), "--returned", " "], capsys)
    assert code == 2 and "remarks" in said
    (package / "elements.csv").write_bytes(b"x")
    code, said = run(["review", str(package), "--sign", str(tmp_path / "key.p12"), "--accepted"], capsys)
    assert code == 2 and "elements.csv" in said
