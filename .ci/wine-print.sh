#!/bin/sh
# wine-print.sh prints with the program for Windows, through wine and a CUPS of
# its own, to a printer that writes PDFs, and compares their size and content with
# the originals at 150 dpi. Before that it looks whether what a child starts ends with
# it. .ci/wineprint/README.md lists what wine cannot show.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin:/usr/lib/wine"
.ci/deps.sh base wine
out=$(pwd)/bin/wine
mkdir -p "$out"
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -buildvcs=false -o "$out/wineprint.exe" ./.ci/wineprint
export WINEPREFIX="$out/prefix" WINEARCH=win64 WINEDEBUG=-all WINEPRINT="$out/wineprint.exe" DISPLAY=
export WINEDLLOVERRIDES="mscoree,mshtml="
system32="$WINEPREFIX/drive_c/windows/system32"
[ -d "$system32" ] || wineboot --init
[ -e "$system32/bcryptprimitives.dll" ] ||
	x86_64-w64-mingw32-gcc -shared -o "$system32/bcryptprimitives.dll" .ci/wineprint/bcryptprimitives.c -ladvapi32
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -c -o "$out/original.test.exe" ./local/original
wine "$out/original.test.exe" -test.run TestAllThatACommandStartsEndsWithIt -test.v
CGO_ENABLED=0 go test -count 1 -v ./.ci/wineprint
wineserver -k || true # of this prefix
