#!/bin/sh
# wine-wia.sh has the worker that scans with WIA run under wine: first without any WIA, as
# wine is, then on the scanner of .ci/wia/fake.c, through COM, with the common test of all
# drivers, and last by tramctl.exe itself. What only a real PC shows is listed in docs/may-quet-that.md.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin:/usr/lib/wine"
.ci/deps.sh base wine windows
out=$(pwd)/bin/wine-wia
rm -rf "$out"
mkdir -p "$out/prefix"
export WINEPREFIX="$out/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" DISPLAY=
trap 'wineserver -k || true' EXIT # of this prefix
trap 'exit 1' INT TERM
wineserver -p
wineboot --init
x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" .ci/wineprint/bcryptprimitives.c -ladvapi32
x86_64-w64-mingw32-gcc -shared -o "$out/fake.dll" .ci/wia/fake.c -lole32 -loleaut32 -luuid
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -vet=off -tags wiafake -c -o "$out/wia.test.exe" ./local/scanning/wia
cd local/scanning/wia
TRAM_WIA_FAKE=$(printf 'Z:%s' "$out/fake.dll" | tr / '\\') wine64 "$out/wia.test.exe" -test.run 'WineHasNoWIA|ThroughCOM' -test.v | tee "$out/tests.txt"
grep -q '^PASS$' "$out/tests.txt"

# the program itself, which becomes its own worker
cd ../../..
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -buildvcs=false -o "$out/tramctl.exe" ./cmd/tramctl
echo "3 -1 0 0 0 0" >"$out/stack.txt"
wine64 reg add 'HKLM\Software\Classes\CLSID\{B6C292BC-7C88-41EE-8B54-8EC92617E599}\InprocServer32' /ve /d "$(printf 'Z:%s' "$out/fake.dll" | tr / '\\')" /f
wine64 "$out/tramctl.exe" scanners --json | tee "$out/scanners.json"
grep -q 'Máy quét mẫu' "$out/scanners.json"
