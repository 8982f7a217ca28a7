#!/bin/bash
# Build the frozen program into dist/steelyard, in an environment of its own made from the lock.
set -euo pipefail
cd "$(dirname "$0")/../.."
unset PYTHONPATH  # else pip takes what lies there for installed
python=${PYTHON:-python3}
env=build/frozen/env
lock=packaging/requirements-freeze.lock
if [[ $(cat "$env/made-from" 2>/dev/null) != "$(sha256sum "$lock")" ]]; then
    rm -rf "$env"
    "$python" -m venv "$env"
    "$env/bin/python" -m pip install -qq --no-input --disable-pip-version-check --only-binary :all: --require-hashes -r "$lock"
    sha256sum "$lock" >"$env/made-from"
fi
"$env/bin/python" -m pip install -qq --no-input --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .
rm -rf build/lib
exec "$env/bin/python" packaging/frozen/build.py
