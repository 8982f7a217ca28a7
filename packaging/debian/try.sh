#!/bin/bash
# Prove the Debian package: in a bare Debian 12 it is installed, works, shows its window, and leaves nothing when removed.
# As root, with debootstrap. The model read is our own sample from inside the package.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/bare_root.sh

outside() {
    package=$(ls dist/steelyard_*_amd64.deb 2>/dev/null | tail -1)
    [[ -n $package ]] || { bash packaging/debian/build.sh; package=$(ls dist/steelyard_*_amd64.deb); }
    work=$(mktemp -d /var/tmp/steelyard-deb.XXXXXX) root=$work/root
    trap 'rm -rf --one-file-system "$work"' EXIT
    build_root
    cp "$package" "$root/srv/steelyard.deb"
    unshare --mount --pid --fork --kill-child bash packaging/debian/try.sh --inside "$work"
    mkdir -p build/package && cp "$root/srv/window.png" build/package/window.png
    echo "The window as it stood: build/package/window.png"
}

inside() {
    work=$1 root=$1/root times=()
    mount_root
    local before after
    run() { in_root "$root" "$@"; }
    apt() { run env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >/dev/null; }
    # Xvfb and ImageMagick are the test's, not the program's.
    apt update
    apt install --yes --no-install-recommends xvfb xauth imagemagick desktop-file-utils appstream shared-mime-info
    run sh -c 'find / -xdev -not -path "/proc/*" -not -path "/srv/*" -not -path "/var/*" -not -path "/tmp/*" -not -path "$HOME/*" | sort >/srv/before'
    timed "install" run env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends /srv/steelyard.deb >"$work/install.log" 2>&1 || { tail "$work/install.log"; exit 1; }
    run desktop-file-validate /usr/share/applications/org.steelyard.Steelyard.desktop
    run appstreamcli validate --no-net /usr/share/metainfo/org.steelyard.Steelyard.metainfo.xml
    local sample=/usr/lib/steelyard/_internal/ifc_samples/frame_office.ifc
    timed "help" run steelyard --help >/dev/null
    timed "run on a sample" run steelyard run $sample -o /srv/out
    wrote /srv/out
    run steelyard check $sample -o /srv/checked --lang zh >/dev/null
    wrote /srv/checked
    cat >"$root/srv/show.sh" <<'END'
steelyard gui /usr/lib/steelyard/_internal/ifc_samples/frame_office.ifc &
sleep 12
import -window root /srv/window.png
kill -0 $! || exit 1
kill $!
END
    run env LANG=C.UTF-8 STEELYARD_LANG=zh xvfb-run -a -s "-screen 0 1280x800x24" sh /srv/show.sh
    [[ $(stat -c %s "$root/srv/window.png") -gt 20000 ]] || { echo "The window stayed empty." >&2; exit 1; }
    run grep -q application/x-steelyard /usr/share/mime/globs2 || { echo "The file type is not known." >&2; exit 1; }
    timed "remove" apt purge --yes steelyard
    apt autoremove --purge --yes
    run sh -c 'find / -xdev -not -path "/proc/*" -not -path "/srv/*" -not -path "/var/*" -not -path "/tmp/*" -not -path "$HOME/*" | sort >/srv/after'
    if grep -i steelyard <(comm -13 "$root/srv/before" "$root/srv/after"); then
        echo "Left behind, see above." >&2
        exit 1
    fi
    echo "=== Installed, run, shown and removed on a bare Debian 12:"
    printf '%s\n' "${times[@]}"
}

if [[ ${1:-} == --inside ]]; then inside "$2"; else outside; fi
