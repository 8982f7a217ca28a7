"""The memory that the geometry kernel's process allows itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of the address space")
_CHILD = """
import mmap, resource, sys
soft, hard = (int(w) if w != "none" else resource.RLIM_INFINITY for w in sys.argv[1:])
resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
from components.ifc.kernel_worker import limit_memory
limit_memory()
print(*resource.getrlimit(resource.RLIMIT_AS))
try:
    mmap.mmap(-1, 3 * 2**30)
    print("taken")
except OSError:
    print("refused")
"""
GB = 2**30


@pytest.mark.parametrize(
    ("soft", "hard", "left", "three_gb"),
    [
        ("none", "none", 6 * GB, "taken"), (2 * GB, "none", 2 * GB, "refused"), (2 * GB, 8 * GB, 2 * GB, "refused"),
        (2 * GB, 2 * GB, 2 * GB, "refused"), (20 * GB, 30 * GB, 6 * GB, "taken"),
    ],
)  # fmt: skip
def test_a_lower_limit_that_is_there_stays_and_a_higher_one_is_lowered(
    soft: object, hard: object, left: int, three_gb: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(soft), str(hard)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(left), str(left), three_gb]
