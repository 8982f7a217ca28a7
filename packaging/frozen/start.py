"""Where the frozen program starts: the command line, the window, or the geometry kernel's process."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Hand over by the first word, or by the name the program was started under."""
    multiprocessing.freeze_support()
    first = sys.argv[1:2]
    if first == ["--kernel-worker"]:
        from components.ifc import kernel_worker

        kernel_worker.main()
        return 0
    if first == ["--window"] or Path(sys.argv[0]).stem == "steelyard-window":
        from app.gui.application import main as window

        return window([word for word in sys.argv[1:] if word != "--window"])
    from app.cli.main import main as commands

    return commands()


if __name__ == "__main__":
    sys.exit(main())
