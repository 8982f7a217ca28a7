"""A frame of many members, to measure with: columns and beams of a few I-sections on a grid of storeys."""

from __future__ import annotations

import sys
from pathlib import Path

from ifc_samples.builder import Model, Names
from ifc_samples.space import Frame, along

_BEAMS = (("HN400*200*8*13", 400, 200, 8, 13, 13), ("HN350*175*7*11", 350, 175, 7, 11, 13),
          ("HN300*150*6.5*9", 300, 150, 6.5, 9, 13))  # fmt: skip
_COLUMNS = (("HW400*400*13*21", 400, 400, 13, 21, 22), ("HW350*350*12*19", 350, 350, 12, 19, 13))
_STOREYS, _BAY, _HEIGHT = 10, 6000.0, 3600.0


def write(path: Path, members: int = 20_000) -> Path:
    """A model of exactly so many members, each an I-section of 44 triangles without its fillets."""
    m = Model("frame", "IFC4", Names("框架", "楼"))
    storeys = [m.storey(f"s{i}", f"{i + 1}F", _HEIGHT * i) for i in range(_STOREYS + 1)]
    beams, columns = [m.h_profile(*b) for b in _BEAMS], [m.h_profile(*c) for c in _COLUMNS]
    side = int((members / (3 * _STOREYS)) ** 0.5) + 1
    left = members
    for level in range(_STOREYS):
        for i in range(side):
            for j in range(side):
                foot = (_BAY * i, _BAY * j, _HEIGHT * level)
                top = _HEIGHT * (level + 1) - 320.0
                ends = (None, (foot[0] + 5800.0, foot[1], top), (foot[0], foot[1] + 5800.0, top))
                for end in ends[:left]:
                    left -= 1
                    kind = (level + i + j) % 3
                    key = f"{level}/{i}/{j}/{left}"
                    if end is None:
                        body, frame = m.extrusion(columns[level // 5], _HEIGHT - 200.0), Frame(foot)
                    else:
                        body = m.extrusion(beams[kind], 5800.0)
                        frame = along((foot[0], foot[1], top), end, (0.0, 0.0, 1.0))
                    node = m.product(
                        "IFCCOLUMN" if end is None else "IFCBEAM", key, "钢柱" if end is None else "钢梁", frame, (body,),
                        storeys[level if end is None else level + 1], material="Q355B",
                        tag=f"{'GZ' if end is None else 'GL'}-{level + 1}-{kind + 1}",
                    )  # fmt: skip
                    m.pset(node, "Pset_SteelWorks", {"Zone": f"A{i % 4 + 1}", "Paint": "C3"})
    path.write_bytes(m.finish())
    return path


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000))
