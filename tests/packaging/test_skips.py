"""The pytest plugin that counts skipped tests and can insist on those with real models."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
PASSES = "def test_passes(): pass\n"
SKIPS = "import pytest\n@pytest.mark.skip(reason='no drawing office here')\ndef test_skips(): pass\n"
REAL_SKIPS = SKIPS.replace("@pytest.mark.skip", "@pytest.mark.real\n@pytest.mark.skip")
FILE_SKIPS = "import pytest\npytest.skip('absent', allow_module_level=True)\n"
FAILS_AS_EXPECTED = "import pytest\n@pytest.mark.real\n@pytest.mark.xfail\ndef test_xfails(): assert False\n"


def run(folder: Path, files: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Runs pytest with the plugin over these files and nothing of our own configuration."""
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = real\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "skips", "-p", "no:cacheprovider", *options]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGING)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_number_of_skipped_tests_is_printed_just_before_the_last_line(tmp_path: Path) -> None:
    done = run(tmp_path, {"tests/test_a.py": PASSES + SKIPS, "tests/real/test_b.py": REAL_SKIPS})
    *_, counts, last = done.stdout.splitlines()
    assert counts == "skipped: 2, of them on real models: 1"
    assert last.startswith("1 passed, 2 skipped")


def test_a_skipped_real_model_test_passes_where_the_models_may_be_absent(tmp_path: Path) -> None:
    assert run(tmp_path, {"tests/test_a.py": PASSES + REAL_SKIPS}).returncode == 0


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_a.py": PASSES + REAL_SKIPS},
        {"tests/test_a.py": PASSES, "tests/real/test_b.py": SKIPS},
        {"tests/test_a.py": PASSES, "tests/real/test_b.py": FILE_SKIPS},
    ],
    ids=["marked", "in the folder", "a whole file"],
)
def test_a_skipped_real_model_test_fails_the_run_where_the_models_are(
    tmp_path: Path, files: dict[str, str]
) -> None:
    done = run(tmp_path, files, "--real-must-run")
    assert done.returncode == 1
    assert "these had to run" in done.stdout


def test_other_skips_and_expected_failures_do_not_fail_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, {"tests/test_a.py": PASSES + SKIPS + FAILS_AS_EXPECTED}, "--real-must-run")
    assert done.returncode == 0
    assert "skipped: 1, of them on real models: 0" in done.stdout
