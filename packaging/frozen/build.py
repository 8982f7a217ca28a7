#!/usr/bin/env python3
"""Build the frozen program into dist/steelyard: what PyInstaller collects, a Chinese font, the icon, the licences.

    packaging/frozen/build.sh        makes the environment from the lock, then runs this in it

Runs on Linux and Windows alike; the result runs on the system it was built on, and on newer ones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "frozen"
DIST = ROOT / "dist"
FOLDER = DIST / "steelyard"
INSIDE = FOLDER / "_internal"
SIZES = (16, 24, 32, 48, 64, 128, 256)
NOT_IN_IT = {"pip", "setuptools", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "steelyard"}


def draw_icon() -> None:
    """The program's icon as PNG in every size, and as one .ico for Windows."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PIL import Image
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QGuiApplication, QIcon

    application = QGuiApplication([])
    drawing = QIcon(str(ROOT / "app" / "gui" / "icons" / "steelyard.svg"))
    WORK.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        drawing.pixmap(QSize(size, size), 1.0).save(str(WORK / f"steelyard-{size}.png"))
    del application
    with Image.open(WORK / f"steelyard-{SIZES[-1]}.png") as largest:
        largest.save(WORK / "steelyard.ico", sizes=[(size, size) for size in SIZES])


def freeze() -> None:
    """Let PyInstaller collect the program."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST),
               "--workpath", str(WORK / "work"), str(Path(__file__).with_name("steelyard.spec"))]  # fmt: skip
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"})


def slim() -> None:
    """Take the symbol tables out of VTK's libraries, a quarter of their size; nothing loads by them."""
    if sys.platform == "linux" and shutil.which("strip"):
        subprocess.run(
            ["strip", "--strip-unneeded", *map(str, (INSIDE / "vtkmodules").glob("*.so*"))], check=True
        )


def bring_font() -> Path:
    """Copy the Chinese font of this machine in, so that PDF need none of the user's."""
    sys.path.insert(0, str(ROOT))
    from components.exports.pdf.fonts import find

    source = Path(find().face.filename)
    (INSIDE / "fonts").mkdir(exist_ok=True)
    shutil.copy2(source, INSIDE / "fonts" / source.name)
    for licence in (Path("/usr/share/doc") / f"fonts-{source.stem}").glob("copyright*"):
        shutil.copy2(licence, INSIDE / "fonts" / f"{source.stem}.{licence.name}")
    return source


def is_in_it(package: Distribution) -> bool:
    """Whether something of a package was collected."""
    tops = {Path(str(f)).parts[0] for f in package.files or () if ".dist-info" not in str(f)}
    return any((INSIDE / top).exists() for top in tops) or package.name.lower() in collected_pure()


def collected_pure() -> set[str]:
    """Names of pure Python packages in the archive, as PyInstaller lists them."""
    listing = WORK / "work" / "steelyard" / "PYZ-00.toc"
    text = listing.read_text(encoding="utf-8") if listing.exists() else ""
    return {line.split("'")[1].split(".")[0].lower() for line in text.splitlines() if "('" in line}


def bring_licences() -> int:
    """The licence texts of everything that is shipped, a folder a package; how many packages."""
    target, count = FOLDER / "licences", 0
    for package in distributions():
        name = package.name
        if name.lower() in NOT_IN_IT or not is_in_it(package):
            continue
        texts = [
            f for f in package.files or () if any(w in f.name.upper() for w in ("LICEN", "COPYING", "NOTICE"))
        ]
        folder = target / f"{name}-{package.version}"
        folder.mkdir(parents=True, exist_ok=True)
        for text in texts:
            source = Path(str(package.locate_file(text)))
            if source.is_file():
                shutil.copy2(source, folder / text.name)
        said = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
        (folder / "ABOUT").write_text(f"{name} {package.version}\n{said}\n", encoding="utf-8")
        count += 1
    shutil.copy2(ROOT / "LICENSE", FOLDER / "LICENSE")
    return count


def main() -> None:
    """Build, and tell what it weighs."""
    draw_icon()
    freeze()
    slim()
    font, count = bring_font(), bring_licences()
    whole = sum(f.stat().st_size for f in FOLDER.rglob("*") if f.is_file() and not f.is_symlink())
    print(f"dist/steelyard: {whole / 1e6:.0f} MB, font {font.name}, licences of {count} packages")


if __name__ == "__main__":
    main()
