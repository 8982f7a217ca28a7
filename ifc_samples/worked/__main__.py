"""Write the expected tables: `python -m ifc_samples.worked [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from ifc_samples.worked import office, platform_zh, portal, truss

PAGES = (portal.write, office.write, truss.write, platform_zh.write)


def main(folder: Path) -> None:
    """Write every table into `folder`."""
    for write in PAGES:
        write(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "expected")
