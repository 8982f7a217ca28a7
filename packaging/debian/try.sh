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
    mkdir -p build/package && cp "$root"/srv/{window,manual}.png build/package/
    echo "The window and its manual as they stood: build/package/window.png, manual.png"
}

# A key made on the spot; only a package that is unaltered, signed by it and computes again ends in 0.
sign_and_verify() {
    run sh -c 'cd /srv && openssl req -x509 -newkey rsa:3072 -nodes -keyout key.pem -out cert.pem -days 400 \
        -subj "/CN=王工" -utf8 -addext keyUsage=digitalSignature 2>openssl.log && echo steel >word &&
        openssl pkcs12 -export -inkey key.pem -in cert.pem -out key.p12 -passout pass:steel'
    run steelyard audit "$1" -o /srv/package.zip --zip --sign /srv/key.p12 --password-file /srv/word 2>/dev/null
    run steelyard verify /srv/package.zip "$1" --trust /srv/cert.pem
}

manual_has_its_pictures() {
    local lang picture count=0
    for lang in zh en; do
        while read -r picture; do
            [[ -s $root$1/$lang/$picture ]] || { echo "The manual lacks $lang/$picture." >&2; exit 1; }
            count=$((count + 1))
        done < <(grep -rhoE 'images/[A-Za-z0-9_.-]+' "$root$1/$lang"/*.md | sort -u)
    done
    ((count >= 10)) || { echo "The manual has $count pictures." >&2; exit 1; }
    echo "The manual has its $count pictures."
}

inside() {
    work=$1 root=$1/root times=()
    mount_root
    local before after
    run() { in_root "$root" "$@"; }
    apt() { run env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >/dev/null; }
    # Xvfb, OpenSSL and what follows are the test's, not the program's.
    apt update
    apt install --yes --no-install-recommends xvfb xauth imagemagick x11-utils xdotool openssl poppler-utils desktop-file-utils appstream shared-mime-info
    run sh -c 'find / -xdev -not -path "/proc/*" -not -path "/srv/*" -not -path "/var/*" -not -path "/tmp/*" -not -path "$HOME/*" | sort >/srv/before'
    timed "install" run env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends /srv/steelyard.deb >"$work/install.log" 2>&1 || { tail "$work/install.log"; exit 1; }
    run desktop-file-validate /usr/share/applications/org.steelyard.Steelyard.desktop
    run appstreamcli validate --no-net /usr/share/metainfo/org.steelyard.Steelyard.metainfo.xml
    local sample=/usr/lib/steelyard/_internal/ifc_samples/frame_office.ifc
    timed "help" run steelyard --help >/dev/null
    said() { grep -q "$1" <<<"$2" || { echo "Nothing says $1." >&2; exit 1; }; }
    said 命令 "$(run env STEELYARD_LANG=zh steelyard --help)"
    said COMMAND "$(run env STEELYARD_LANG=en steelyard --help)"
    timed "run on a sample" run steelyard run $sample -o /srv/out
    wrote /srv/out
    run steelyard check $sample -o /srv/checked --lang zh --sheets 2 >/dev/null
    wrote /srv/checked
    said kg "$(run pdftotext /srv/out/zh/bill.pdf -)"
    said "GB 50017" "$(run pdftotext /srv/checked/check_sheets.pdf -)"
    sign_and_verify $sample
    manual_has_its_pictures /usr/lib/steelyard/_internal/app/help
    cat >"$root/srv/show.sh" <<'END'
up() {
    steelyard-window /usr/lib/steelyard/_internal/ifc_samples/frame_office.ifc &
    began=$(date +%s%N)
    until xwininfo -root -tree | grep -qE '"Steelyard.* [0-9]{4}x[0-9]{3,4}'; do
        kill -0 $! || exit 1
        sleep 0.02
    done
    echo "window up, start $1: $((($(date +%s%N) - began) / 1000000)) ms"
}
PATH=$PATH:/usr/lib/steelyard
up 1
kill $!
wait $!
up 2
sleep 12
import -window root /srv/window.png
xdotool search --onlyvisible --name Steelyard windowfocus key --window %1 F1
sleep 4
import -window root /srv/manual.png
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
