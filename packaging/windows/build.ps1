# Build Steelyard for Windows: the frozen program in dist\steelyard, then dist\steelyard-VERSION-setup.exe.
# Wants CPython 3.11 to 3.13 (64-bit) as `py` and NSIS 3 (makensis) on the path. Run from anywhere:
#     powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
# The Chinese font is taken from this Windows only to build; put NotoSansSC-Regular.ttf (OFL) into the
# user's font folder first, for Microsoft's faces may not be passed on.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
$envFolder = "build\frozen\env"
if (-not (Test-Path "$envFolder\Scripts\python.exe")) { py -3 -m venv $envFolder }
$python = "$envFolder\Scripts\python.exe"
& $python -m pip install -qq --no-input --only-binary :all: --require-hashes -r packaging\requirements-freeze.lock
if ($LASTEXITCODE) { exit 1 }
& $python -m pip install -qq --no-input --no-deps --no-build-isolation --force-reinstall .
if ($LASTEXITCODE) { exit 1 }
& $python packaging\frozen\build.py
if ($LASTEXITCODE) { exit 1 }
$version = (Select-String -Path pyproject.toml -Pattern '^version = "(.*)"').Matches[0].Groups[1].Value
& makensis /INPUTCHARSET UTF8 "/DVERSION=$version" packaging\windows\installer.nsi
exit $LASTEXITCODE
