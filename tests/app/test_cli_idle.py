"""No option is silently without effect, and a place that cannot be written to is told before anything is computed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hostile.inputs import FORCES, OFFICE, SMALL

from app.cli.main import main

MEMBER = ("member", "--section", "HW300x300x10x15", "--grade", "Q355B", "--N", "100", "--lx", "3000")
IDLE = {
    "--bases": ("bom", "{small}", "-o", "{out}", "--lists", "table", "--bases", "b.toml"),
    "--template": ("bom", "{small}", "-o", "{out}", "--lists", "table", "--template", "t.toml"),
    "--marks-rules": ("bom", "{small}", "-o", "{out}", "--lists", "table", "--marks-rules", "r.toml"),
    "--previous": ("bom", "{small}", "-o", "{out}", "--lists", "table", "--previous", "p.csv"),
    "--marks": ("bom", "{small}", "-o", "{out}", "--lists", "table", "--marks", "number"),
    "--sheets": ("check", "{small}", "--sheets", "3"),
    "--layout": ("check", "{small}", "--layout", "steelyard"),
    "--map": ("check", "{small}", "--forces", "none", "--map", "N=N(kN)"),
    "--combinations": ("check", "{small}", "--forces", "none", "--combinations", "c.csv"),
    "--combinations ": ("check", "{small}", "--combinations", "c.csv"),
    "MODEL": ("rate", "{small}", "--template", "{out}.toml"),
    "--answers": ("rate", "--answers", "a.toml", "--template", "{out}.toml"),
    "--output": ("rate", "-o", "{out}", "--template", "{out}.toml"),
    "--json": ("rate", "--json", "--template", "{out}.toml"),
    "--password-file": ("audit", "{office}", "-o", "{out}", "--password-file", "w.txt"),
    "--replace": ("audit", "{office}", "-o", "{out}", "--replace"),
    "--load-on": (*MEMBER, "--load-on", "bottom"),
    "--supports": (*MEMBER, "--supports", "1"),
    "--net-ratio": (*MEMBER, "--net-ratio", "0.9", "--An", "8000"),
    "--format": ("portfolio", "report", "--db", "{out}.db", "--format", "csv"),
    "--db": ("portfolio", "import", "--db", "{out}.db", "--template", "{out}.csv"),
    "TABLE": ("portfolio", "import", "t.csv", "--template", "{out}.csv"),
}
"""A command for each option that would do nothing in it, by the option's name."""


def _filled(command: tuple[str, ...], out: Path) -> list[str]:
    return [w.format(small=SMALL, office=OFFICE, out=out) for w in command]


@pytest.mark.parametrize("option", IDLE)
def test_an_option_that_would_do_nothing_is_refused_by_its_name(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*_filled(IDLE[option], tmp_path / "out"), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith(f"{option.strip()} does nothing "), said
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_a_member_stands_in_its_json(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main([*MEMBER, "--role", "column", "--name", "Z-1", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["name"] == "Z-1"


WRITERS = {
    "run": ("run", "{model}", "-o", "{out}"),
    "rate": ("rate", "{model}", "-o", "{out}"),
    "check": ("check", "{model}", "--forces", "{forces}", "-o", "{out}"),
    "bom": ("bom", "{model}", "-o", "{out}"),
    "table": ("bom", "{model}", "--lists", "table", "-o", "{out}"),
    "audit": ("audit", "{model}", "-o", "{out}"),
}


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize("place", ["below a file", "a file", "a broken link"])
def test_a_place_for_results_that_is_none_is_told_before_the_model_is_opened(
    command: str,
    place: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the model was opened first")

    for where in ("app.cli.run.open_model", "app.cli.rate.open_model", "app.cli.check.open_model",
                  "app.cli.bom.open_models", "app.auditing.open_model"):  # fmt: skip
        monkeypatch.setattr(where, never)
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "gone" / "there")
    (tmp_path / "forces.csv").write_text(FORCES, encoding="utf-8")
    out = {"below a file": "file/out", "a file": "file", "a broken link": "link"}[place]
    words = [
        w.format(model=SMALL, out=tmp_path / out, forces=tmp_path / "forces.csv") for w in WRITERS[command]
    ]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str((tmp_path / out).parent) in said
    assert (tmp_path / "file").read_bytes() == b"mine" and not (tmp_path / "gone").exists()


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="rights bind neither root nor Windows' folders"
)
def test_a_folder_that_may_not_be_written_to_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert main(["run", "no model at all.ifc", "-o", str(tmp_path / "shut" / "out")]) == 2
    assert str(tmp_path / "shut") in capsys.readouterr().err


def test_a_command_that_is_refused_leaves_no_empty_folder(tmp_path: Path) -> None:
    for command in ("run", "rate", "bom", "check"):
        assert main([command, str(tmp_path / "none.ifc"), "-o", str(tmp_path / "a" / "b")]) == 2
    assert list(tmp_path.iterdir()) == []
