# shellcheck shell=bash
# What the program and its tests need from the operating system: the one list, and how to see what is missing.
# Sourced by the other scripts; Debian's package names.

# group, package, and what proves it is there (a library the loader knows, a command, or a file).
# Qt's own message names only libxcb-cursor0 of those the xcb platform needs; VTK warns without libxcursor1. libgl1
# and libegl1 bring Mesa's software renderer. The font has TrueType outlines, which the PDF writer wants.
SYSTEM_LIST='
run  libgl1                 lib  libGL.so.1
run  libegl1                lib  libEGL.so.1
run  libxkbcommon0          lib  libxkbcommon.so.0
run  libdbus-1-3            lib  libdbus-1.so.3
run  libfontconfig1         lib  libfontconfig.so.1
run  libglib2.0-0           lib  libglib-2.0.so.0
run  libxcb-cursor0         lib  libxcb-cursor.so.0
run  libxcb-icccm4          lib  libxcb-icccm.so.4
run  libxcb-keysyms1        lib  libxcb-keysyms.so.1
run  libxcb-shape0          lib  libxcb-shape.so.0
run  libxkbcommon-x11-0     lib  libxkbcommon-x11.so.0
run  libxcursor1            lib  libXcursor.so.1
run  fonts-wqy-microhei     file /usr/share/fonts/truetype/wqy/wqy-microhei.ttc
test xvfb                   cmd  Xvfb
test poppler-utils          cmd  pdftoppm
test libreoffice-calc-nogui cmd  soffice
'

# Prints the packages of the groups named that are not there, on one line.
system_missing() {
    local loader group package kind proof missing=()
    loader=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
    while read -r group package kind proof; do
        [[ " $* " == *" $group "* ]] || continue
        case $kind in
            lib) [[ $loader == *"$proof "* ]] ;;
            cmd) command -v "$proof" >/dev/null ;;
            file) [[ -e $proof ]] ;;
        esac || missing+=("$package")
    done < <(grep '[^ ]' <<<"$SYSTEM_LIST")
    echo "${missing[*]}"
}

# say ENGLISH CHINESE: one sentence on standard error, in the language of the session.
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        zh*) echo "$2" >&2 ;;
        *) echo "$1" >&2 ;;
    esac
}
