#!/bin/bash
# The checks, in an environment that setup.sh has made.
#
#   packaging/check.sh lint                  formatting, types, import contracts
#   packaging/check.sh test [pytest options] the tests, on a virtual screen where there is none
#   packaging/check.sh record bench|accuracy how fast and how right, as tables
#   packaging/check.sh screen-and-font       fails where there is no screen or no Chinese font to test with
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/system.sh
bin=.venv/bin

lint() {
    $bin/ruff check
    $bin/ruff format --check
    $bin/mypy --strict
    $bin/mypy --strict packaging/lock.py packaging/screens.py packaging/skips.py
    $bin/lint-imports
}

# Gives the tests a screen: the one there is, or a virtual one that ends with this script.
start_screen() {
    local number shown
    [[ -z ${DISPLAY:-} ]] || return 0
    command -v Xvfb >/dev/null || return 0
    number=$(mktemp)
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 </dev/null &
    # shellcheck disable=SC2064
    trap "kill $! 2>/dev/null; rm -f '$number'" EXIT
    for _ in {1..200}; do
        shown=$(<"$number")
        [[ -n $shown ]] && break
        sleep 0.05
    done
    if [[ -n $shown ]]; then
        unset WAYLAND_DISPLAY QT_QPA_PLATFORM
        export DISPLAY=:$shown
    fi
}

screen_and_font() {
    start_screen
    if ! $bin/python -c 'from PySide6.QtGui import QGuiApplication as A; a = A([]); assert a.primaryScreen()'; then
        say "The window tests have no screen to run on." "窗口测试没有可用的屏幕。"
        return 1
    fi
    if ! $bin/python -c 'from components.exports.pdf.fonts import find; find()'; then
        say "There is no TrueType Chinese font for the PDF tests; install fonts-wqy-microhei." \
            "没有供 PDF 测试使用的 TrueType 中文字体；请安装 fonts-wqy-microhei。"
        return 1
    fi
}

# Two workers, then what is judged by the clock and wants no company. With a choice of its own (-m, -k, a path) one run.
tests() {
    local run=($bin/python -m pytest -p skips) parallel=(-p screens -n "${WORKERS:-2}" --dist loadfile)
    start_screen
    export PYTHONPATH=packaging${PYTHONPATH:+:$PYTHONPATH}
    if [[ -z "${*//--real-must-run/}" ]]; then
        "${run[@]}" "${parallel[@]}" -m "not long and not alone" "$@" </dev/null
        "${run[@]}" -m alone "$@" </dev/null
    else
        "${run[@]}" "$@" </dev/null
    fi
}

record() {
    local name=$1
    shift
    start_screen
    PYTHONPATH=.:tests/support${PYTHONPATH:+:$PYTHONPATH} $bin/python -m "tests.record.$name" "$@"
}

case ${1:-} in
    record) shift; record "$@" ;;
    lint) lint ;;
    screen-and-font) screen_and_font ;;
    test) shift; tests "$@" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
