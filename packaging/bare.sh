#!/bin/bash
# `make bare`: prove that a bare Debian 12 and the README's one line are enough for `make run` and `make test`.
#
# A root file system is made by debootstrap and given a clean clone of what is committed and, where it is there,
# ../shared to read. In it, first a plain user who may install nothing runs `make run`; then root runs the
# README's line, `make run` twice and `make test`, timed. How this machine reaches its package registries
# (mirrors, proxies, certificates) is read from its own configuration and passed in; nothing else is.
# Needs root and debootstrap. KEEP=1 leaves the root file system where it is.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/bare_root.sh

# --- outside ---------------------------------------------------------------------------------------------------

clone_into() { git -c safe.directory='*' clone --quiet --no-hardlinks . "$root$1"; }

outside() {
    [[ $EUID == 0 ]] || { echo "make bare needs root (for debootstrap and chroot)." >&2; exit 1; }
    command -v debootstrap >/dev/null || { echo "make bare needs debootstrap: apt-get install debootstrap" >&2; exit 1; }
    [[ -z $(git status --porcelain) ]] || echo "Note: only what is committed is proved; this tree has more."
    work=$(mktemp -d /var/tmp/steelyard-bare.XXXXXX)
    root=$work/root
    if [[ -n ${KEEP:-} ]]; then trap 'echo "Kept: $root"' EXIT; else trap 'rm -rf --one-file-system "$work"' EXIT; fi
    build_root
    clone_into /srv/steelyard
    clone_into /srv/plain-user/steelyard
    # In a mount name space of its own, so that nothing stays mounted however this ends.
    unshare --mount --pid --fork --kill-child bash packaging/bare.sh --inside "$work"
}

# --- inside ----------------------------------------------------------------------------------------------------

inside() {
    work=$1 root=$1/root times=()
    local line told
    mount_root
    if [[ -d ../shared ]]; then
        mkdir "$root/srv/shared"
        mount --bind ../shared "$root/srv/shared"
        mount -o remount,bind,ro "$root/srv/shared"
    fi

    line=$(sed -n 's/^ *\(sudo apt-get .*python3-venv.*\)$/\1/p' README.md | head -1)
    [[ -n $line ]] || { echo "README.md has lost its line of what must be there before." >&2; exit 1; }
    timed "the README's line" in_root "$root" sh -ec "${line//sudo /}" >"$work/line.log" 2>&1 || { tail "$work/line.log"; exit 1; }

    in_root "$root" useradd --home-dir /srv/plain-user --shell /bin/bash plain-user
    in_root "$root" chown -R plain-user: /srv/plain-user
    told=$work/plain-user.log
    timed "make run, a user who may install nothing" in_root --userspec=plain-user "$root" \
        env HOME=/srv/plain-user make -C /srv/plain-user/steelyard run >"$told" 2>&1 || { cat "$told"; exit 1; }
    cat "$told"
    grep -q "apt-get install .*libxcb-cursor0" "$told" || { echo "The line to run was not printed." >&2; exit 1; }
    wrote /srv/plain-user/steelyard/out
    rm -rf --one-file-system "$root/srv/plain-user"

    timed "make run" in_root "$root" make -C /srv/steelyard run
    wrote /srv/steelyard/out
    timed "make run, again" in_root "$root" make -C /srv/steelyard run
    timed "make test" in_root "$root" make -C /srv/steelyard test
    echo "=== All of it works on a bare Debian 12:"
    printf '%s\n' "${times[@]}"
}

if [[ ${1:-} == --inside ]]; then inside "$2"; else outside; fi
