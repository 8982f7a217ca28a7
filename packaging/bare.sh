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
suite=bookworm

# --- outside ---------------------------------------------------------------------------------------------------

# How apt here reaches Debian: lines `SITE CODENAME COMPONENT`.
apt_sources() {
    command -v apt-get >/dev/null || return 0
    apt-get indextargets --format '$(ORIGIN) $(SITE) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
        sed -n "s/^Debian \(.* $suite.*\)/\1/p" | sort -u
}

# How pip here reaches its registry, as PIP_... settings. Folders of this machine are no registry: left out.
pip_settings() {
    python3 -m pip config list 2>/dev/null | python3 -c '
import ast, sys
for line in sys.stdin:
    key, _, value = line.strip().partition("=")
    name = key.rpartition(".")[2]
    words = [w for w in ast.literal_eval(value).split() if not w.startswith(("/", "file:"))]
    if name in {"index-url", "extra-index-url", "trusted-host", "proxy", "default-timeout", "timeout", "retries"} and words:
        print("PIP_" + name.upper().replace("-", "_") + "=" + " ".join(words))'
}

pip_certificate() {
    python3 -m pip config list 2>/dev/null | sed -n "s/^.*\.cert='\(.*\)'$/\1/p" | tail -1
}

build_root() {
    local mirror
    mirror=$(apt_sources | awk -v s=$suite '$2 == s { print $1; exit }')
    echo "Making a bare Debian ($suite)"
    # shellcheck disable=SC2086
    debootstrap --variant=minbase $suite "$root" $mirror >"$work/debootstrap.log" || { tail "$work/debootstrap.log"; exit 1; }
    cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
    if [[ -n $(apt_sources) ]]; then
        apt_sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
        { apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries)' || true; } >"$root/etc/apt/apt.conf.d/90from-outside"
        cp -r /etc/apt/auth.conf.d "$root/etc/apt/" 2>/dev/null || true
    fi
    { pip_settings; env | grep -iE '^(http|https|no|all)_proxy=' || true; } >"$work/settings"
    local certificate
    certificate=$(pip_certificate)
    certificate=${certificate:-${SSL_CERT_FILE:-}}
    if [[ -n $certificate ]]; then
        cp "$certificate" "$root/etc/certificates-from-outside.pem"
        echo "PIP_CERT=/etc/certificates-from-outside.pem" >>"$work/settings"
    fi
}

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

in_root() {
    local settings
    mapfile -t settings <"$work/settings"
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb \
        "${settings[@]}" chroot "$@" </dev/null
}

# timed NAME COMMAND...: runs it, shows what it prints, notes how long it took.
timed() {
    local name=$1 began=$EPOCHREALTIME
    shift
    echo "=== $name"
    "$@" || return
    times+=("$(awk -v a="$began" -v b="$EPOCHREALTIME" -v n="$name" 'BEGIN { printf "%7.1f s  %s", b - a, n }')")
    echo "--- ${times[-1]}"
}

# wrote FOLDER: the run left something there.
wrote() { [[ -n $(ls -A "$root$1" 2>/dev/null) ]] || { echo "Nothing was written to $1" >&2; exit 1; }; }

inside() {
    work=$1 root=$1/root times=()
    local line told
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
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
