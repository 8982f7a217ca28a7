#!/bin/bash
# What can be checked of the Windows recipe on Linux: every locked package has a wheel for Windows (make lock refuses
# otherwise), the spec and the build script are Python that compiles, and the installer script compiles with NSIS over
# a payload of the same shape. Nothing was run on Windows.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v makensis >/dev/null || { echo "This check needs NSIS: apt-get install nsis" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/payload/_internal"
touch "$work/payload/steelyard.exe" "$work/payload/steelyard-window.exe" "$work/payload/_internal/base_library.zip"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DPAYLOAD="$work/payload" -DOUTPUT="$work/steelyard-setup.exe" \
    packaging/windows/installer.nsi
python3 -c 'import sys; [compile(open(f, encoding="utf-8").read(), f, "exec") for f in sys.argv[1:]]' \
    packaging/frozen/steelyard.spec packaging/frozen/build.py packaging/frozen/start.py
grep -q "win32" packaging/requirements-freeze.lock || { echo "The lock holds nothing for Windows." >&2; exit 1; }
echo "The Windows recipe is consistent: $(stat -c %s "$work/steelyard-setup.exe") bytes of installer without payload. Not run on Windows."
