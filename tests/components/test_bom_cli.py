"""`steelyard bom`: the files of an issue, a bill per base, and refusals as one sentence."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES

from app.cli.main import main
from components.bom import sets

TRUSS = str(SAMPLES / "truss_gussets.ifc")
SHIPPED = Path(sets.__file__).parent


def test_an_issue_has_its_tables_its_lists_and_a_folder_per_base(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    code = main(["bom", TRUSS, "-o", str(out), "--format", "csv", "--marks", "number", "--bases",
                 str(SHIPPED / "bases.toml"), "--lang", "zh", "--json", "--fail-on", "never"])  # fmt: skip
    assert code == 0
    told = json.loads(capsys.readouterr().out)
    assert {f["code"] for f in told["findings"]} >= {"marks.numbered", "marks.bases_example"}
    names = {p.relative_to(out).as_posix() for p in out.rglob("*.csv")}
    assert {"components.csv", "marks.csv", "findings.csv"} | {f"{n}.csv" for n in sets.LISTS} <= names
    assert {f"BX/{n}.csv" for n in sets.LISTS} <= names
    assert {(out / f).resolve() for f in names} == {Path(f).resolve() for f in told["files"]}


def test_the_next_issue_keeps_the_marks_of_the_one_before(tmp_path: Path) -> None:
    args = ["bom", TRUSS, "--format", "csv", "--marks", "number", "--fail-on", "never", "-o"]
    assert main([*args, str(tmp_path / "a")]) == 0
    assert main([*args, str(tmp_path / "b"), "--previous", str(tmp_path / "a" / "marks.csv")]) == 0
    assert (tmp_path / "a" / "marks.csv").read_bytes() == (tmp_path / "b" / "marks.csv").read_bytes()


@pytest.mark.parametrize("option", ["--bases", "--template", "--marks-rules", "--previous"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"nonsense = ["])
def test_a_file_of_the_user_that_cannot_be_used_is_one_sentence_and_exit_2(
    option: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    assert main(["bom", TRUSS, "-o", str(tmp_path / "out"), option, str(path), "--lang", "en"]) == 2
    said = capsys.readouterr().err.strip()
    assert said and "\n" not in said and "mine.toml" in said
    assert not (tmp_path / "out").exists()


def test_the_shipped_files_can_be_given_back_as_the_users_own(tmp_path: Path) -> None:
    code = main(["bom", TRUSS, "-o", str(tmp_path / "out"), "--format", "csv", "--fail-on", "never", "--template",
                 str(SHIPPED / "bill.toml"), "--marks-rules", str(SHIPPED / "marks.toml")])  # fmt: skip
    assert code == 0
    assert main(["bom", TRUSS, "-o", str(tmp_path / "plain"), "--format", "csv", "--fail-on", "never"]) == 0
    for path in (tmp_path / "plain").iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()


def test_the_table_alone_has_no_marks_of_ours_and_the_bill_has_one_for_every_part(tmp_path: Path) -> None:
    args = ["bom", TRUSS, "--format", "csv", "--lang", "zh", "--fail-on", "never"]
    assert main([*args, "-o", str(tmp_path / "bill"), "--marks", "number"]) == 0
    assert main([*args, "-o", str(tmp_path / "table"), "--lists", "table"]) == 0
    assert sorted(p.name for p in (tmp_path / "table").iterdir()) == [
        "components.csv", "findings.csv", "materials.csv",
    ]  # fmt: skip
    whole, table = (_rows(tmp_path / name / "components.csv") for name in ("bill", "table"))
    assert [r["step_id"] for r in whole] == [r["step_id"] for r in table]
    assert list(table[0]) == list(whole[0])[: len(table[0])]
    steel = [r for r in whole if r["category"] in ("steel_member", "plate", "bent_plate", "accessory")]
    assert {r["part_mark_by"] for r in steel} == {"number"}
    assert all(r["part_mark"] and r["assembly_mark"] for r in steel)


def test_marks_of_the_model_are_told_from_those_that_were_numbered(tmp_path: Path) -> None:
    portal = str(SAMPLES / "portal_workshop.ifc")
    args = ["bom", portal, "--format", "csv", "--fail-on", "never", "-o", str(tmp_path)]
    assert main(args) == 0
    rows = _rows(tmp_path / "components.csv")
    assert {r["part_mark_by"] for r in rows if r["part_mark"]} >= {"model"}
    assert all(bool(r["part_mark"]) == bool(r["part_mark_by"]) for r in rows)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_terminal_says_first_what_the_bill_comes_to_then_where_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures worked by hand: ifc_samples/expected/truss_gussets_totals.csv."""
    folder = tmp_path / "two words"
    assert main(["bom", TRUSS, "-o", str(folder), "--lang", "zh", "--format", "csv"]) == 0
    first, second, *names = capsys.readouterr().out.splitlines()
    assert first.startswith("7 个构件，67 件零件；净重 1.665 t")
    assert second == f"已写出 15 个文件到 {folder}："
    assert {w for line in names for w in line.split()} == {p.name for p in folder.iterdir()}
    assert all(len(line) <= 78 for line in names)


def test_a_whole_run_says_masses_rates_check_and_what_is_still_to_be_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(SAMPLES / "frame_office.ifc"), "-o", str(tmp_path), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    for word in (
        "132 assemblies, 132 parts",
        "Prefabrication rate  0",
        "Assembly rate  14 – 94 %",
        "9 questions are still open",
        "90 members",
        "24 files written to",
    ):
        assert word in told


def test_a_bill_loads_no_masked_arrays(tmp_path: Path) -> None:
    code = (
        "import sys; from app.cli.main import main; "
        f"main(['bom', {TRUSS!r}, '-o', {str(tmp_path)!r}, '--format', 'csv', '--fail-on', 'never']); "
        "sys.exit(9 if 'numpy.ma' in sys.modules else 0)"
    )
    # they take a tenth of the time of a small bill; plain np.unique, np.median and np.intersect1d bring them
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
