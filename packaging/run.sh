#!/bin/bash
# `make run`: set up, then open the window on a sample, or do the same job headless into out/ and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/system.sh

sample=ifc_samples/portal_workshop.ifc
system=0
bash packaging/setup.sh run || system=$?
((system == 0 || system == 3)) || exit "$system"

if [[ $system == 0 && -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec .venv/bin/steelyard gui "$sample"
fi
if [[ $system == 3 ]]; then
    say "Until they are there, the same job is done without a window, into out/." \
        "在安装之前，改为无窗口运行，结果写入 out/。"
else
    say "There is no display, so the same job is done without a window, into out/." \
        "没有可用的显示器，因此改为无窗口运行，结果写入 out/。"
fi
if [[ $system == 3 ]] && ! .venv/bin/python -c 'from components.exports.pdf.fonts import find; find()' 2>/dev/null; then
    say "The PDF needs the Chinese font among them, so only tables and workbook are written." \
        "PDF 需要其中的中文字体，因此只写出表格和工作簿。"
    for lang in zh en; do
        .venv/bin/steelyard bom "$sample" -o "out/$lang" --lang "$lang" --format csv,xlsx
    done
    exit
fi
exec .venv/bin/steelyard run "$sample" -o out
