"""The list of system packages and the set-up script's use of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the set-up script is for Linux")
ROOT = Path(__file__).resolve().parents[2]


def bash(script: str, *, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """Runs a script after sourcing the system list."""
    text = f". '{ROOT}/packaging/system.sh'\n{script}"
    return subprocess.run(["bash", "-euc", text], env={"LANG": language}, capture_output=True, text=True)


def test_only_what_is_absent_of_the_groups_named_is_called_missing() -> None:
    rows = """
        run  here        file /
        run  no-file     file /no/such
        run  shell       cmd  bash
        run  no-command  cmd  no-such-command
        run  libc        lib  libc.so.6
        run  no-library  lib  libnosuch.so.1
        test for-tests   file /no/such
    """
    found = bash(f"SYSTEM_LIST='{rows}'; system_missing run; system_missing run test; system_missing")
    assert found.stdout.splitlines() == [
        "no-file no-command no-library",
        "no-file no-command no-library for-tests",
        "",
    ]


def test_every_row_of_the_list_is_read() -> None:
    absent = r"s/(lib|file|cmd) .*/file \/no\/such/"
    everything = bash(f"SYSTEM_LIST=$(sed -E '{absent}' <<<\"$SYSTEM_LIST\"); system_missing run test")
    rows = bash('grep -c . <<<"$SYSTEM_LIST"')
    assert len(everything.stdout.split()) == int(rows.stdout)


@pytest.mark.parametrize(
    ("language", "told"), [("zh_CN.UTF-8", "缺少"), ("en_GB.UTF-8", "missing"), ("C.UTF-8", "missing")]
)
def test_the_set_up_speaks_the_language_of_the_session(language: str, told: str) -> None:
    assert bash("say missing 缺少", language=language).stderr.strip() == told
