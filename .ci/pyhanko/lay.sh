#!/bin/sh
# lay.sh lays pyHanko, which judges our signatures and makes others for us to
# judge, into bin/pyhanko: a Python of its own with the versions that
# versions.txt names. Where they are there already it does nothing.
set -eu
cd "$(dirname "$0")/../.."
versions=.ci/pyhanko/versions.txt
home=bin/pyhanko
if cmp -s "$versions" "$home/versions.txt" && "$home/bin/python" -c 'import pyhanko' 2>/dev/null; then
	exit 0
fi
echo "Đang tải pyHanko vào $home"
rm -rf "$home"
/usr/bin/python3 -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: -r "$versions"
cp "$versions" "$home/versions.txt"
