"""Write every sample model beside this script: `python -m ifc_samples.make [FOLDER]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ifc_samples import office, platform_zh, portal, portal_rest, truss

MODELS: Mapping[str, Callable[[], bytes]] = {
    "portal_workshop.ifc": lambda: portal_rest.build("portal_workshop", portal.A),
    "portal_workshop_rev_b.ifc": lambda: portal_rest.build("portal_workshop_rev_b", portal.B),
    "frame_office.ifc": office.build,
    "truss_gussets.ifc": truss.build,
    "zh_gb_small.ifc": lambda: platform_zh.build("ascii"),
    "zh_gb_small_utf8.ifc": lambda: platform_zh.build("utf-8"),
    "zh_gb_small_gbk.ifc": lambda: platform_zh.build("gbk"),
}


def main(folder: Path) -> None:
    """Write all models into `folder`."""
    for name, build in MODELS.items():
        (folder / name).write_bytes(build())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
