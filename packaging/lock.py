#!/usr/bin/env python3
"""Write requirements.lock (to run), -dev.lock (to run and test) and -freeze.lock (to package) from pyproject.toml.

`make lock` runs this; `make lock ARGS=--upgrade` takes the newest versions instead of those locked now.

uv resolves once for every platform; what we write are the wheels of the platforms we serve alone, each with
its hash, so that pip takes nothing else and builds nothing. A package without a wheel for one of them is an
error here and not a surprise on someone's machine. Which registry the files come from is the business of
pip's own configuration and is not written down.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements-dev.lock": ("build", "dev"),
    "requirements.lock": ("build",),
    "requirements-freeze.lock": ("build", "freeze"),
}
PYTHONS = ((3, 11), (3, 12), (3, 13))
# Debian 12 has glibc 2.36; a wheel for a newer one cannot be loaded there.
LINUX = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(36, 4, -1)),
    "manylinux2014_x86_64",
    "manylinux2010_x86_64",
    "manylinux1_x86_64",
    "linux_x86_64",
)
# Name, platform tags, and what the markers see: sys_platform, platform_system, platform_machine, os_name.
SYSTEMS = (
    ("linux", LINUX, ("linux", "Linux", "x86_64", "posix")),
    ("windows", ("win_amd64",), ("win32", "Windows", "AMD64", "nt")),
)
HEADER = """\
# Exact versions and hashes for Linux x86_64 (glibc 2.36 or newer) and Windows x86_64, CPython 3.11 to 3.13.
# Written by packaging/lock.py from pyproject.toml; do not edit. {use}
"""
USES = {
    "requirements.lock": "To run Steelyard.",
    "requirements-dev.lock": "To run, test and check Steelyard.",
    "requirements-freeze.lock": "To run Steelyard and build the frozen program.",
}


@dataclass(frozen=True)
class Target:
    """One interpreter on one platform that we serve."""

    name: str
    tags: frozenset[Tag]
    environment: Mapping[str, str]


def targets() -> tuple[Target, ...]:
    """Every pair of a platform and a Python that the lock is for."""
    found = []
    for system, platforms, (sys_platform, platform_system, machine, os_name) in SYSTEMS:
        for python in PYTHONS:
            interpreter = f"cp{python[0]}{python[1]}"
            exact = cpython_tags(python, platforms=platforms)
            tags = frozenset((*exact, *compatible_tags(python, interpreter, platforms)))
            short = f"{python[0]}.{python[1]}"
            environment = {
                "sys_platform": sys_platform,
                "platform_system": platform_system,
                "platform_machine": machine,
                "os_name": os_name,
                "python_version": short,
                "python_full_version": f"{short}.0",
                "implementation_name": "cpython",
                "implementation_version": f"{short}.0",
                "platform_python_implementation": "CPython",
                "platform_release": "",
                "platform_version": "",
                "extra": "",
            }
            found.append(Target(f"{system} {interpreter}", tags, environment))
    return tuple(found)


def resolve(extras: Sequence[str], keep: Path | None, upgrade: bool) -> list[dict[str, Any]]:
    """The packages of pyproject.toml with these extras, as uv resolves them: pylock.toml's tables.

    `keep`: a lock whose versions are to be kept; SystemExit where uv finds no answer.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "pylock.toml")
        oldest = f"{PYTHONS[0][0]}.{PYTHONS[0][1]}"
        command = [sys.executable, "-m", "uv", "pip", "compile", str(ROOT / "pyproject.toml"), "--quiet"]
        command += ["--universal", "--python-version", oldest, "--fork-strategy", "fewest"]
        command += ["--format", "pylock.toml", "--output-file", str(out)]
        for extra in extras:
            command += ["--extra", extra]
        if keep is not None and keep.exists() and not upgrade:
            pins = Path(scratch, "constraints.txt")
            pins.write_text("\n".join(pinned(keep)), encoding="utf-8")
            command += ["--constraint", str(pins)]
        if subprocess.run(command).returncode:
            raise SystemExit("uv found no set of versions; with --upgrade the versions locked now are let go")
        return list(tomllib.loads(out.read_text(encoding="utf-8"))["packages"])


def pinned(lock: Path) -> Iterator[str]:
    """The `name==version ; marker` parts of a lock, without hashes."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith(("#", " ")):
            yield line.removesuffix("\\").strip()


def requirement(package: Mapping[str, Any], served: Sequence[Target]) -> str | None:
    """The lines of one package in the lock; None where no platform of ours needs it.

    SystemExit where a platform needs it and there is no wheel for it.
    """
    marker = Marker(package["marker"]) if "marker" in package else None
    needed = [t for t in served if marker is None or marker.evaluate(t.environment)]
    if not needed:
        return None
    hashes: set[str] = set()
    covered: set[str] = set()
    for wheel in package.get("wheels", ()):
        name = unquote(urlsplit(wheel["url"]).path.rpartition("/")[2])
        fits = [t for t in needed if parse_wheel_filename(name)[3] & t.tags]
        if fits:
            hashes.add(wheel["hashes"]["sha256"])
            covered.update(t.name for t in fits)
    missing = [t.name for t in needed if t.name not in covered]
    if missing:
        raise SystemExit(f"{package['name']} {package['version']} has no wheel for {', '.join(missing)}")
    condition = f" ; {marker}" if len(needed) < len(served) else ""
    first = f"{package['name']}=={package['version']}{condition}"
    return " \\\n".join((first, *(f"    --hash=sha256:{digest}" for digest in sorted(hashes))))


def main() -> None:
    """Write the locks, the largest first, so that all name the same versions."""
    parser = argparse.ArgumentParser(description="Write both lock files from pyproject.toml.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    upgrade = parser.parse_args().upgrade
    served = targets()
    folder = ROOT / "packaging"
    everything = folder / "requirements-dev.lock"
    for name in LOCKS:
        packages = resolve(LOCKS[name], everything, upgrade and name == everything.name)
        entries = [entry for package in packages if (entry := requirement(package, served))]
        text = HEADER.format(use=USES[name]) + "\n".join(entries) + "\n"
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"packaging/{name}: {len(entries)} packages")


if __name__ == "__main__":
    main()
