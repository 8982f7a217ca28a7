#!/bin/bash
# Make dist/steelyard-VERSION-py3-none-any.whl and prove it: installed into a clean environment, away from this folder,
# it does its whole job on a sample that it brings along.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONPATH  # else pip takes what lies there for installed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${PYTHON:-python3} -m venv "$work/env"
pip=("$work/env/bin/python" -m pip --disable-pip-version-check --no-input -qq)
"${pip[@]}" install --only-binary :all: --require-hashes -r packaging/requirements.lock
git archive HEAD | tar -x -C "$work" --one-top-level=source
"${pip[@]}" wheel --no-deps --no-build-isolation -w "$work" "$work/source"
"${pip[@]}" install --no-deps "$work"/steelyard-*.whl
cd "$work"
rm -rf source
env=$work/env/bin
"$env/steelyard" --version
sample=$("$env/python" -c 'from importlib.resources import files; print(files("ifc_samples") / "frame_office.ifc")')
"$env/steelyard" run "$sample" -o out >run.log 2>&1 || { cat run.log; exit 1; }
[[ -s out/zh/bill.pdf && -s out/en/components.csv ]] || { echo "The wheel wrote no bill." >&2; exit 1; }
QT_QPA_PLATFORM=offscreen "$env/python" -c 'from app.gui.application import start; app, window = start(); window.session.close()' || { echo "The wheel's window does not start." >&2; exit 1; }
"$env/python" - <<'END'
from pathlib import Path
import app, components
lost = [p for r in (app, components) for p in Path(r.__path__[0]).rglob("*.toml") if not p.stat().st_size]
assert not lost, lost
END
cd - >/dev/null
mkdir -p dist && cp "$work"/steelyard-*.whl dist/
ls -l dist/steelyard-*.whl | awk '{ printf "%s: %.1f MB, whole in a clean environment\n", $NF, $5 / 1e6 }'
