#!/bin/bash
# What can be checked of the Windows recipe on Linux: every locked package has a wheel for Windows (make lock refuses
# otherwise); the spec is Python that compiles and the build script is PowerShell that parses; every file they name is
# there; the installer compiles with NSIS over a payload of the shape that the freeze here has, with no path too long for
# Windows, and its uninstaller names all that it lays down. Nothing was run on Windows.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v makensis >/dev/null || { echo "This check needs NSIS: apt-get install nsis" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here=packaging/windows
fail() { echo "$1" >&2; exit 1; }

python3 -c 'import sys; [compile(open(f, encoding="utf-8").read(), f, "exec") for f in sys.argv[1:]]' \
    packaging/frozen/steelyard.spec packaging/frozen/build.py packaging/frozen/start.py
grep -q "win32" packaging/requirements-freeze.lock || fail "The lock holds nothing for Windows."

${PYTHON:-python3} -m venv "$work/env"
"$work/env/bin/python" -m pip install -qq --no-input --disable-pip-version-check --only-binary :all: \
    tree-sitter==0.26.1 tree-sitter-powershell==0.26.4
"$work/env/bin/python" $here/parse.py $here/build.ps1
while read -r path; do
    [[ -e ${path//\\//} ]] || fail "build.ps1 names $path, which is not there."
done < <(grep -v '^#' $here/build.ps1 | grep -oE '(packaging\\[A-Za-z.\\-]+|pyproject\.toml)')

payload=$work/payload
if [[ -d dist/steelyard ]]; then
    cp -r --attributes-only dist/steelyard "$payload"
    mv "$payload/steelyard" "$payload/steelyard.exe"
    mv "$payload/steelyard-window" "$payload/steelyard-window.exe"
else
    mkdir -p "$payload/_internal" "$payload/licences"
    touch "$payload"/{steelyard.exe,steelyard-window.exe,LICENSE,_internal/base_library.zip}
fi
removed=$(sed -n '/^Section "Uninstall"/,$p' $here/installer.nsi)
for entry in "$payload"/*; do
    grep -qF "\$INSTDIR\\${entry##*/}\"" <<<"$removed" || fail "The uninstaller leaves ${entry##*/}."
done
# 260 signs in all (MAX_PATH); C:\Users\<20 signs>\AppData\Local\Programs\Steelyard\ takes 62 of them.
longest=$(find "$payload" -type f -printf '%P\n' | awk '{ if (length > most) most = length } END { print most }')
((longest <= 190)) || fail "A path of $longest signs is too long for Windows."

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
icon=()
[[ -e build/frozen/steelyard.ico ]] && icon=(-DICON="$PWD/build/frozen/steelyard.ico")
makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DPAYLOAD="$payload" -DOUTPUT="$work/steelyard-setup.exe" \
    "${icon[@]}" $here/installer.nsi
echo "The Windows recipe is consistent: the script parses, $(find "$payload" -type f | wc -l) files in the payload," \
    "longest path $longest, $(stat -c %s "$work/steelyard-setup.exe") bytes of installer over empty files. Not run on Windows."
