#!/bin/bash
# Make this machine ready. Safe to run again: what is there already is left alone.
#
#   packaging/setup.sh run|test
#
# run: what the program needs; test: also what its tests and checks need. Exit 0: all is there. Exit 3: the Python
# environment is ready, but system packages are missing and we may not install them; the line to run has been
# printed. Exit 1: it cannot be done.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/system.sh

group=${1:?run or test}
groups=(run)
lock=packaging/requirements.lock
if [[ $group == test ]]; then
    groups+=(test)
    lock=packaging/requirements-dev.lock
fi

# --- system packages ------------------------------------------------------------------------------------------

# as_root COMMAND...: runs it with the rights to install; fails where we have none.
as_root() {
    if [[ $EUID == 0 ]]; then "$@"; else sudo -n "$@"; fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" >/dev/null </dev/null; }

install_system() {
    local missing line
    missing=$(system_missing "${groups[@]}")
    [[ -z $missing ]] && return
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
        say "Installing system packages: $missing" "正在安装系统软件包：$missing"
        # shellcheck disable=SC2086
        apt update && apt install --yes --no-install-recommends $missing || true
        missing=$(system_missing "${groups[@]}")
        [[ -z $missing ]] && return
    fi
    line="apt-get update && apt-get install --yes --no-install-recommends $missing"
    if command -v sudo >/dev/null; then line="sudo sh -c '$line'"; else line="su -c '$line'"; fi
    say "System packages are missing. To install them, run this line:" "缺少系统软件包。请运行下面这一行进行安装："
    echo "    $line" >&2
    return 3
}

# --- Python environment ---------------------------------------------------------------------------------------

# Prints the first Python the lock is for.
find_python() {
    local python
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$python" - 2>/dev/null <<'PY'
import platform, sys
good = sys.version_info[:2] in ((3, 11), (3, 12), (3, 13)) and platform.python_implementation() == "CPython"
sys.exit(not (good and sys.platform == "linux" and platform.machine() == "x86_64"))
PY
        then
            echo "$python"
            return
        fi
    done
    say "Steelyard needs CPython 3.11, 3.12 or 3.13 on 64-bit x86 Linux; name one with PYTHON=/path/to/python3." \
        "Steelyard 需要 64 位 x86 Linux 上的 CPython 3.11、3.12 或 3.13；可用 PYTHON=/路径/python3 指定。"
    return 1
}

# What the environment was made from: the place, the interpreter, the lock and our own metadata.
fingerprint() {
    echo "$PWD $(readlink -f .venv/bin/python)"
    sha256sum "$1" pyproject.toml
}

set_up_already() {
    local made_from
    [[ -x .venv/bin/python ]] || return
    for made_from in "$lock" packaging/requirements-dev.lock; do
        [[ $(cat ".venv/made-from-${made_from##*/}" 2>/dev/null) == "$(fingerprint "$made_from")" ]] && return
    done
    return 1
}

install_python() {
    local python pip version
    set_up_already && return
    python=$(find_python)
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [[ ! -x .venv/bin/pip || ! -d .venv/lib/python$version || $(head -1 .venv/bin/pip) != "#!$PWD/.venv/"* ]]; then
        rm -rf .venv
        if ! "$python" -m venv .venv >&2; then
            rm -rf .venv
            say "No virtual environment could be made; on Debian the package python3-venv is needed." \
                "无法创建虚拟环境；在 Debian 上需要软件包 python3-venv。"
            return 1
        fi
    fi
    say "Installing Python packages from $lock" "正在按 $lock 安装 Python 软件包"
    rm -f .venv/made-from-*
    pip=(.venv/bin/python -m pip install -qq --no-input --disable-pip-version-check)
    "${pip[@]}" --only-binary :all: --require-hashes -r "$lock" >&2 </dev/null
    "${pip[@]}" --no-deps --no-build-isolation --editable . >&2 </dev/null
    fingerprint "$lock" >".venv/made-from-${lock##*/}"
}

# An installer compiles what it copies; an editable install copies nothing, so our own modules would be compiled at
# every start wherever Python may not keep what it compiled (PYTHONDONTWRITEBYTECODE, a read-only place).
compile_own() { .venv/bin/python -m compileall -q app components >&2 || true; }

system=0
install_system || system=$?
install_python
compile_own
exit "$system"
