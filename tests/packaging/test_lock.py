"""The lock files say what pyproject.toml asks for, exactly and with hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "packaging" / "requirements.lock"
DEV = ROOT / "packaging" / "requirements-dev.lock"
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?P<marker> ; [^\\]+)?(?P<hashes>( \\\n    --hash=\S+)*)$",
    re.M,
)


def entries(lock: Path) -> dict[str, re.Match[str]]:
    """The entries of a lock by package name."""
    return {match["name"]: match for match in ENTRY.finditer(lock.read_text(encoding="utf-8"))}


def asked(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *(line for e in extras for line in project["optional-dependencies"][e]),
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "extras"), [(RUN, ("build",)), (DEV, ("build", "dev"))])
def test_every_dependency_of_the_project_is_locked_at_a_version_it_allows(
    lock: Path, extras: tuple[str, ...]
) -> None:
    locked = entries(lock)
    for requirement in asked(*extras):
        version = locked[canonicalize_name(requirement.name)]["version"]
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_every_entry_of_a_lock_has_a_sha256_hash_and_nothing_else_stands_there(lock: Path) -> None:
    rest = ENTRY.sub("", lock.read_text(encoding="utf-8"))
    assert all(line.startswith("#") or not line for line in rest.splitlines())
    for name, match in entries(lock).items():
        hashes = match["hashes"].split("--hash=")[1:]
        assert hashes, f"{name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}[ \\\n]*", digest) for digest in hashes)


def test_both_locks_name_the_same_versions() -> None:
    run, dev = entries(RUN), entries(DEV)
    assert {name: m["version"] for name, m in run.items()}.items() <= {
        n: m["version"] for n, m in dev.items()
    }.items()


@pytest.mark.parametrize("lock", [RUN, DEV])
def test_a_lock_names_no_registry_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
