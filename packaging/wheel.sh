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
for file in bill.pdf bill.xlsx rate.pdf check_sheets.pdf components.csv; do
    [[ -s out/zh/$file && -s out/en/$file ]] || { echo "The wheel wrote no $file." >&2; exit 1; }
done
grep -q 命令 <<<"$(STEELYARD_LANG=zh "$env/steelyard" --help)"
grep -q COMMAND <<<"$(STEELYARD_LANG=en "$env/steelyard" --help)"
"$env/python" - <<'END'
import datetime as dt
from pathlib import Path
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

key, now = rsa.generate_private_key(65537, 3072), dt.datetime.now(dt.UTC)
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "王工")])
usage = x509.KeyUsage(True, *[False] * 8)
made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(1), now + dt.timedelta(400))
held = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
Path("cert.pem").write_bytes(held.public_bytes(serialization.Encoding.PEM))
locked = serialization.BestAvailableEncryption(b"steel")
Path("key.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"k", key, held, None, locked))
END
echo steel >word
"$env/steelyard" audit "$sample" -o package.zip --zip --sign key.p12 --password-file word 2>/dev/null
"$env/steelyard" verify package.zip "$sample" --trust cert.pem
QT_QPA_PLATFORM=offscreen "$env/python" -c 'from app.gui.application import start; app, window = start(); window.session.close()' || { echo "The wheel's window does not start." >&2; exit 1; }
"$env/python" - <<'END'
import re
from pathlib import Path
import app, components
pages = [p for lang in ("zh", "en") for p in (Path(app.__path__[0]) / "help" / lang).glob("*.md")]
shown = [p.parent / name for p in pages for name in re.findall(r"images/[\w.-]+", p.read_text(encoding="utf-8"))]
assert len(shown) >= 10 and all(p.stat().st_size for p in shown), shown
lost = [p for r in (app, components) for p in Path(r.__path__[0]).rglob("*.toml") if not p.stat().st_size]
assert not lost, lost
END
cd - >/dev/null
mkdir -p dist && cp "$work"/steelyard-*.whl dist/
ls -l dist/steelyard-*.whl | awk '{ printf "%s: %.1f MB, whole in a clean environment\n", $NF, $5 / 1e6 }'
