"""The help of the program and of every command prints, in both languages."""

from __future__ import annotations

import argparse
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import COMMANDS, main
from components.words import LANGUAGES, table
from components.words.wide import columns_wide

ENGLISH = re.compile(
    r"usage|options|positional|show this|show program|error|argument|expected|required|invalid|choose|unrecognized"
)
ONLY_TO_PROGRAMMERS = re.compile(
    r"callable|__call__|cannot |conflicting|conflict_|dest=|invalid option string|mutually exclusive|\"-\"|'required'"
)
WRONG = (
    *((name, "--no-such-option") for name in COMMANDS),
    *((name, "--lang", "fr") for name in COMMANDS),
    ("nothing",),
    (),
    ("info",),
    ("bom", "a.ifc"),
    ("check", "a.ifc", "--sheets", "many"),
    ("check", "a.ifc", "--sheets"),
    ("sections", "I20a", "--json=1"),
    ("member", "--grade", "Q235B"),
    ("member", "--section"),
    ("member", "--section", "I20a", "--plates", "I", "--grade", "Q235B"),
    ("member", "--section", "I20a", "--grade", "Q235B", "--bolts", "3"),
    ("member", "--section", "I20a", "--grade", "Q235B", "--l", "3"),
    ("portfolio",),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "command", ["", "info", "bom", "run", "rate", "check", "member", "sections", "portfolio"]
)
def test_help_is_told_in_both_languages(
    lang: str, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEELYARD_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        main([*([command] if command else []), "--help"])
    assert ended.value.code == 0
    assert "steelyard" in capsys.readouterr().out


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_answered_in_chinese_alone(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEELYARD_LANG", "zh")
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said, *_, way_out = capsys.readouterr().err.splitlines()
    assert said.startswith("steelyard")
    assert "：输入有误：" in said
    assert not ENGLISH.search(said.replace("--no-such-option", ""))
    assert re.fullmatch(r"用法见 steelyard( \w+)* --help。", way_out)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("bmo", "a.ifc"), "bom"),
        (("bom", "a.ifc", "--fromat", "csv", "-o", "x"), "--format"),
        (("rate", "--anwsers=a.toml"), "--answers"),
        (("portfolio", "ad"), "add"),
        (("bom", "a.ifc", "--nothing-like-it", "-o", "x"), None),
    ],
)
def test_a_mistyped_command_or_option_is_told_with_what_is_near_and_without_a_page_of_usage(
    words: tuple[str, ...],
    meant: str | None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STEELYARD_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    told = capsys.readouterr().err.splitlines()
    assert told[1:-1] == ([f"Was {meant} meant?"] if meant else [])
    assert told[-1].startswith("See steelyard")


def test_the_language_may_stand_before_the_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEELYARD_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "zh", "info", "--help"])
    assert ended.value.code == 0
    assert "用法：" in capsys.readouterr().out
    assert main(["--lang", "zh", "info", "no.ifc"]) == 2
    assert "找不到文件" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_line_of_the_help_is_wider_than_the_terminal(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for lang in LANGUAGES:
        monkeypatch.setenv("STEELYARD_LANG", lang)
        with pytest.raises(SystemExit):
            main([*([command] if command else []), "--help"])
        help_ = capsys.readouterr().out.split("\n\n", 1)[1]
        wide = [
            line
            for line in help_.splitlines()
            if columns_wide(line) > 80 and not line.lstrip().startswith("--")
        ]
        assert not wide
        assert not re.search(r"^    \w+$", help_, re.MULTILINE), (
            "a command stands on the line of what it does"
        )


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_headings_of_the_help_are_chinese_under_zh_and_english_under_en(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for lang, held, strange in (
        (
            "zh",
            ("用法：", "选项:", "显示本帮助并退出"),
            ("usage:", "options:", "positional arguments", "show "),
        ),
        ("en", ("usage: ", "options:", "show this help message and exit"), ("用法", "选项", "显示")),
    ):
        monkeypatch.setenv("STEELYARD_LANG", lang)
        with pytest.raises(SystemExit):
            main([*([command] if command else []), "--help"])
        told = capsys.readouterr().out
        assert all(word in told for word in held)
        assert not any(word in told for word in strange)


def test_every_command_line_of_the_manual_and_the_readme_has_commands_and_options_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = Path(__file__).parents[2]
    texts = [
        p.read_text(encoding="utf-8") for p in (root / "README.md", *(root / "app" / "help").rglob("*.md"))
    ]
    shown = [
        line
        for text in texts
        for line in re.findall(r"(?:`|^    )steelyard ([a-z][^`\n]+)", text, re.MULTILINE)
    ]
    assert len(shown) > 20
    for line in shown:
        command = re.match(r"[a-z]+", line)[0]  # type: ignore[index]
        deeds = re.match(r"[a-z]+ ([a-z|]+) ?", line) if command in ("portfolio", "reviewer") else None
        for deed in deeds[1].split("|") if deeds else [""]:
            with pytest.raises(SystemExit) as ended:
                main([command, *([deed] if deed else []), "--help"])
            assert ended.value.code == 0, line
            help_ = capsys.readouterr().out
            for option in re.findall(r"(?<![\w-])--?[a-z-]+", line):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", help_), (line, option)


def test_every_sentence_that_argparse_says_to_users_has_words() -> None:
    source = inspect.getsource(argparse)
    found = re.findall(r"(?<!\w)(?:_|ngettext)\(\s*(?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\")", source)
    said = {(a or b).replace("\\n", "\n") for a, b in found}
    known = set(table("en", "parser").values())
    assert {s for s in said - known if not ONLY_TO_PROGRAMMERS.search(s)} == set()


def test_words_of_the_parser_take_the_same_figures_in_both_languages() -> None:
    def holes(sentence: str) -> set[str]:
        return set(re.findall(r"%(?:\((\w+)\))?[sr]", sentence)) - {"type"}

    zh, en = table("zh", "parser"), table("en", "parser")
    assert list(zh) == list(en)
    assert all(holes(zh[k]) == holes(en[k]) for k in en)


def test_a_reader_that_goes_away_early_is_no_fault() -> None:
    words = [sys.executable, "-m", "app", "sections", "HN500x200x10x16"]
    held = {
        k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"
    }  # what is held back is written at the end
    told = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2], env=held
    )
    assert told.stdout is not None and told.stderr is not None
    told.stdout.close()
    assert told.stderr.read() == b""
    assert told.wait() == 0
