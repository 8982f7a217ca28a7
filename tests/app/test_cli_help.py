"""The help of the program and of every command prints, in both languages."""

from __future__ import annotations

import pytest

from app.cli.main import main
from components.words import LANGUAGES


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
