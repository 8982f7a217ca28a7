"""Packages made by earlier versions, kept here; each later version must verify them."""

from __future__ import annotations

from pathlib import Path

import pytest
from audit_rig import OFFICE

from app.verifying import verify
from components.audit.trust import read_trusted
from components.rates.wording import text

KEPT = sorted(
    p for p in (Path(__file__).parent / "packages").iterdir() if p.is_dir() and p.name.startswith("v")
)


@pytest.mark.parametrize("folder", KEPT, ids=lambda p: p.name)
def test_a_package_made_by_version_0_1_verifies_in_every_later_version(folder: Path) -> None:
    verdict = verify(folder / "package.zip", OFFICE, read_trusted([folder / "ca.pem"]))
    lines = [text(line, "en") for a in verdict.answers for line in a.lines]
    assert [a.state for a in verdict.answers] == ["unaltered", "trusted", "same"], lines
    assert verdict.headline is not None
    assert (verdict.headline.project, verdict.headline.P_percent) == ("示范楼", 74.0)


def test_a_package_is_kept_of_every_format_that_this_version_reads() -> None:
    from components.audit.manifest import VERSION

    assert [p.name for p in KEPT] == [f"v{n}" for n in range(1, VERSION + 1)]
