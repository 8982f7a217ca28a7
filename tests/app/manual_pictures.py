"""The pictures of the manual: drives the window as a user would and writes what it shows.

Run on a screen, real or virtual, after the window has changed: `python tests/app/manual_pictures.py`. The pictures are
1280 x 800 in 256 colours, so that both languages together stay under 3 MB.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "app")]
HELP = ROOT / "app" / "help"
SIZE = (1280, 800)
_COLOURS = 256


def write(widget: Any, path: Path) -> None:
    """What a widget shows, as a small PNG."""
    from PIL import Image
    from PySide6.QtGui import QImage

    shown = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(shown.constBits())
    plain = Image.frombuffer(
        "RGB", (shown.width(), shown.height()), data, "raw", "RGB", shown.bytesPerLine(), 1
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    plain.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)


def take(window: Any, folder: Path) -> Iterator[str]:
    """Every picture of the manual, by name, as it is written."""
    import numpy as np
    from PySide6.QtTest import QTest
    from window_rig import opened, wait

    from app.gui.job import Job
    from app.gui.panels.checktrace import CheckTrace
    from app.gui.tour import Tour
    from app.gui.view3d.canvas import Canvas

    def done(name: str) -> str:
        for _ in range(2):  # what follows a selection or a job draws once more
            idle()
            wait(
                lambda: all(
                    w.settled for k in (Canvas, CheckTrace) for w in window.findChildren(k) if w.isVisible()
                )
            )
        # where the strip of a job has just gone, its room is given back a moment later
        wait(lambda: window.strips.height() == window.strips.sizeHint().height())
        write(window, folder / f"{name}.png")
        return name

    def idle() -> None:
        QTest.qWait(300)
        wait(lambda: all(job.over for job in window.session.bench.findChildren(Job)))

    yield done("start")
    here = opened(window, "portal_workshop.ifc")
    canvas = window.model_place.view.canvas
    wait(lambda: canvas.scene is not None and canvas.full and canvas.frames > 1)
    window.show_tour()
    tour = window.findChild(Tour)
    tour.go(1)
    yield done("tour")
    tour.finish()
    yield done("model")
    c = here.model.components
    longest = np.flatnonzero(c.category.isin(("steel_member",)) & (c.assembly >= 0))
    window.session.select(longest[np.argsort(-c.net_mass_kg[longest])][:1])
    window.model_place.docks["inspector"].raise_()
    yield done("inspector")
    for place in ("rate", "check", "bill", "portfolio"):
        window.show_place(place)
        yield done(place)


def main() -> None:
    """All pictures of both languages."""
    from PySide6.QtTest import QTest
    from window_rig import dismiss

    from app.gui.application import start

    for lang in ("zh", "en"):
        _, window = start(Path(tempfile.mkdtemp()), lang)
        window.preferences.theme = "light"
        window.dress()
        window.resize(*SIZE)
        window.show()
        QTest.qWait(1200)
        for name in take(window, HELP / lang / "images"):
            print(lang, name)
        dismiss(window)


if __name__ == "__main__":
    main()
