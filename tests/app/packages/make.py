"""Makes the package that every later version must verify, once per format:

    PYTHONPATH=.:tests/support python tests/app/packages/make.py v1

Its key exists only while this runs; `ca.pem` is what the test trusts. Never run again for a version that is there.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path

from audit_rig import ANSWERS, NOW, OFFICE, PASSWORD, holder

from app import auditing
from app.auditing import Form, Inputs, audit
from components.audit.keys import read_key

HERE = Path(__file__).parent


def main(version: str) -> None:
    """Write `<version>/package.zip` and `<version>/ca.pem`."""
    folder = HERE / version
    if folder.exists():
        raise SystemExit(f"{folder} is there already; a kept package is never made again")
    folder.mkdir()
    # A checkout is not installed and knows no version of itself.
    number = tomllib.loads((HERE.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    program = auditing.program()
    auditing.program = lambda: {**program, "version": number}
    ca = holder("Test CA", ca=True)
    ca.pem(folder / "ca.pem")
    with tempfile.TemporaryDirectory() as place:
        key = read_key(holder("Test Signer", ca).p12(Path(place) / "key.p12"), PASSWORD, NOW)
    inputs = Inputs(answers=ANSWERS.encode())
    audit(OFFICE, inputs, folder / "package.zip", Form("zh", zipped=True), key, NOW)


if __name__ == "__main__":
    main(sys.argv[1])
