#!/bin/bash
# Make dist/steelyard_VERSION_amd64.deb of dist/steelyard (packaging/frozen/build.sh makes that first).
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/system.sh
[[ -x dist/steelyard/steelyard ]] || bash packaging/frozen/build.sh

version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
epoch=$(git log -1 --format=%ct 2>/dev/null || date +%s)
date=$(date -u -d "@$epoch" +%F)
here=packaging/debian
root=build/debian/root
rm -rf build/debian
mkdir -p "$root"/{DEBIAN,usr/bin,usr/lib} "$root"/usr/share/{applications,metainfo,mime/packages,doc/steelyard}

cp -r dist/steelyard "$root/usr/lib/steelyard"
mv "$root/usr/lib/steelyard/licences" "$root/usr/share/doc/steelyard/licences"
rm "$root/usr/lib/steelyard/LICENSE"
ln -s ../lib/steelyard/steelyard "$root/usr/bin/steelyard"
cp "$here/org.steelyard.Steelyard.desktop" "$root/usr/share/applications/"
cp "$here/steelyard-mime.xml" "$root/usr/share/mime/packages/steelyard.xml"
sed "s/@VERSION@/$version/; s/@DATE@/$date/" "$here/org.steelyard.Steelyard.metainfo.xml" \
    >"$root/usr/share/metainfo/org.steelyard.Steelyard.metainfo.xml"
install -Dm644 app/gui/icons/steelyard.svg "$root/usr/share/icons/hicolor/scalable/apps/steelyard.svg"
for size in 16 24 32 48 64 128 256; do
    install -Dm644 "build/frozen/steelyard-$size.png" "$root/usr/share/icons/hicolor/${size}x$size/apps/steelyard.png"
done
cat >"$root/usr/share/doc/steelyard/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Steelyard
Comment: what is shipped along stands under its own licence, see the folder licences/ here.

Files: *
Copyright: The Steelyard developers
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
END
gzip -9n <CHANGELOG.md >"$root/usr/share/doc/steelyard/changelog.gz"

# What the window needs of the system; the font is inside.
needs=$(awk '$1 == "run" && $3 == "lib" { print $2 }' <<<"$SYSTEM_LIST" | paste -sd, | sed 's/,/, /g')
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f ! -perm -u+x -exec chmod 644 {} +
cat >"$root/DEBIAN/control" <<END
Package: steelyard
Version: $version
Architecture: amd64
Maintainer: The Steelyard developers <steelyard@localhost>
Section: science
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.36), $needs
Description: steel prefabrication from IFC models
 Steelyard reads IFC models of steel buildings, says what every part is and
 weighs, computes the three rates of prefabrication, checks members, and writes
 the bill a steel factory orders and cuts from, in Chinese and English.
END
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -exec touch --no-dereference --date="@$epoch" {} +
SOURCE_DATE_EPOCH=$epoch dpkg-deb --build --root-owner-group -Zxz -z3 "$root" dist >/dev/null
rm -rf build/debian
ls -l dist/steelyard_"$version"_amd64.deb | awk '{ printf "%s: %.0f MB\n", $NF, $5 / 1e6 }'
