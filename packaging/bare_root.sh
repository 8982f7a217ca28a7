# shellcheck shell=bash
# A bare Debian 12 to prove things in, and how to run commands in it. Sourced; `work` and `root` are the caller's.
# How this machine reaches its package registries (mirrors, proxies, certificates) is read from its own
# configuration and passed in; nothing else is.
suite=bookworm

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

# In a mount name space of its own, so that nothing stays mounted however this ends.
mount_root() {
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mkdir -p "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
}
