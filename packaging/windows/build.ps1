# Build Steelyard for Windows: the frozen program in dist\steelyard, then dist\steelyard-VERSION-setup.exe.
# Wants CPython 3.11 to 3.13 (64-bit) as `py` and NSIS 3 (makensis) on the path. Run from anywhere:
#     powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1 [-Python 3.12]
# It has not been run on Windows; packaging/windows/check.sh says what was checked on Linux.
# The Chinese font is taken from this Windows only to build; put NotoSansSC-Regular.ttf (OFL) into the
# user's font folder first, for Microsoft's faces may not be passed on.
param([string]$Python = "3.12")
$ErrorActionPreference = "Stop"
Remove-Item Env:PYTHONPATH -ErrorAction SilentlyContinue  # else pip takes what lies there for installed
Set-Location (Join-Path $PSScriptRoot "..\..")
$envFolder = "build\frozen\env"
if (-not (Test-Path "$envFolder\Scripts\python.exe")) {
    & py "-$Python" -m venv $envFolder
    if ($LASTEXITCODE) { exit 1 }
}
$run = "$envFolder\Scripts\python.exe"
& $run -m pip install -qq --no-input --only-binary :all: --require-hashes -r packaging\requirements-freeze.lock
if ($LASTEXITCODE) { exit 1 }
& $run -m pip install -qq --no-input --no-deps --no-build-isolation --force-reinstall .
if ($LASTEXITCODE) { exit 1 }
Remove-Item build\lib -Recurse -Force -ErrorAction SilentlyContinue
& $run packaging\frozen\build.py
if ($LASTEXITCODE) { exit 1 }
$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.*)"').Matches[0].Groups[1].Value
& makensis /INPUTCHARSET UTF8 "/DVERSION=$version" "/DICON=..\..\build\frozen\steelyard.ico" packaging\windows\installer.nsi
exit $LASTEXITCODE
