#!/bin/sh
# wine-walk.sh walks through the program for Windows, under wine, on a display of its own:
# set-up, names that Windows cannot hold, digitising, signing, printing to a file,
# verifying, leaving, starting again, files that another program holds, kills, 125 %. Each
# step leaves a picture in bin/wine-walk, to be looked at, and a line in walk.txt there with
# the time and the memory of tram.exe; any step that fails ends the walk. docs/windows.md
# tells what is clicked, what is done by tramctl.exe instead, and what wine cannot show.
# With BUILT=DIR the programs of that folder are walked through; otherwise they are built.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin:/usr/lib/wine"
.ci/deps.sh base wine windows headless
out=$(pwd)/bin/wine-walk
rm -rf "$out"
mkdir -p "$out/pages"
if [ -z "${BUILT:-}" ]; then
	BUILT=$(pwd)/dist
	make --no-print-directory windows
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -buildvcs=false -o dist/tramctl.exe ./cmd/tramctl
fi
CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -buildvcs=false -o "$out/hold.exe" ./.ci/winewalk/hold

export WINEPREFIX="$out/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
home=$out/home key=$out/khoa.p12
windows_of() { printf 'Z:%s' "$1" | tr / '\\'; }
say() { echo "$(date +%T) $*" | tee -a "$out/walk.txt"; }
ends() { say "FAILED: $*"; exit 1; }
processes=
cleanup() {
	# shellcheck disable=SC2086 # one word a process
	[ -z "$processes" ] || kill $processes 2>/dev/null || true
	wineserver -k || true # of this prefix
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# a screen, and then a Windows of its own, which remembers how large that is
mkfifo "$out/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$out/display" 2>/dev/null &
processes="$processes $!"
read -r number <"$out/display"
export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
openbox >/dev/null 2>&1 &
processes="$processes $!"
mkdir -p "$WINEPREFIX"
wineserver -p # else the next program starts one, which keeps its output open for ever
# the folders of the Windows user lead to those of a home, which is to be the walk's own
mkdir -p "$out/user/Documents"
HOME=$out/user wineboot --init
x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" .ci/wineprint/bcryptprimitives.c -ladvapi32

ctl() { wine64 "$BUILT/tramctl.exe" "$@"; }
office() { verb=$1; shift; TRAM_PIN="khoa-thu" ctl "$verb" --home "$(windows_of "$home")" "$@"; }
typed() { xdotool type --delay 60 "$1"; sleep 0.5; }
press() { for each; do xdotool key "$each"; sleep 0.5; done; }
click() { xdotool mousemove "$1" "$2" click 1; sleep 0.6; }
# calm waits until the screen stands still, but for a caret
calm() {
	import -window root "$out/.a.png"
	for _ in $(seq 60); do
		sleep 1
		import -window root "$out/.b.png"
		moved=$(compare -metric AE "$out/.a.png" "$out/.b.png" null: 2>&1 || true)
		case $moved in *e+*) ;; *) [ "${moved%%.*}" -ge 300 ] || return 0 ;; esac
		mv "$out/.b.png" "$out/.a.png"
	done
}
step=0
shot() {
	step=$((step + 1))
	calm
	import -window root "$out/$(printf %02d $step)-$1.png"
	say "$(printf %02d $step) $1: $(memory) MB"
}
# memory of the window in MB, as the system counts what is resident
memory() { [ ! -r "/proc/${window_process:-0}/status" ] || awk '/VmRSS/ {print int($2/1024)}' "/proc/$window_process/status"; }
start() {
	began=$(date +%s%N)
	wine64 "$BUILT/tram.exe" --home "$(windows_of "$home")" >"$out/tram.log" 2>&1 &
	window_process=$!
	window=
	for _ in $(seq 240); do
		window=$(xdotool search --onlyvisible --name 'Trạm Công vụ' 2>/dev/null | tail -n 1) || true
		[ -z "$window" ] || break
		sleep 0.25
	done
	[ -n "$window" ] || ends "no window"
	say "a window after $((($(date +%s%N) - began) / 1000000)) ms"
	xdotool windowactivate --sync "$window"
}
leave() {
	calm
	press alt+F4
	for _ in $(seq 40); do
		kill -0 "$window_process" 2>/dev/null || break
		sleep 0.5
	done
	if kill -0 "$window_process" 2>/dev/null; then
		import -window root "$out/not-closed.png"
		ends "the window does not close"
	fi
	wait "$window_process" || ends "the program ended with $?"
}

# the tests that only Windows can run; those of other rooms run on Linux
tests() { # room, tests
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -vet=off -tags "ci migrated_fynedo" -c -o "$out/room.test.exe" "./$1"
	(cd "$1" && wine64 "$out/room.test.exe" -test.run "$2" -test.v) >"$out/tests.txt" 2>&1 || ends "$1: $(grep -- '--- FAIL' "$out/tests.txt")"
	say "$1: $(grep -c -- '^--- PASS' "$out/tests.txt") tests"
}
tests local/whole 'Held|Alone|FolderAbove'
tests local/store ADatabaseThatIsHeld
TRAM_TEST_KEEP=$(windows_of "$out")
export TRAM_TEST_KEEP
tests local/sign 'Store|NewKind|WhatWindows'
[ "$(pdfsig "$out/kho-windows.pdf" | grep -c 'Signature is Valid')" = 2 ] || ends "pdfsig does not believe what a key of the store signed"
tests local/original 'OfADrive|AllThatACommand'
tests cmd/tram 'Scanner|Window|FoldersHave|WhatNothing|NobodyIsKept|KilledWindow'

# what the program carries for Windows itself
wrestool -l "$BUILT/tram.exe" >"$out/resources.txt"
for kind in 3 14 16 24; do
	grep -q -- "--type=$kind " "$out/resources.txt" || ends "no resource of kind $kind"
done

cp assets/samples/quyet-dinh-mau-*.jpg "$out/pages/"
start
shot set-up
typed "Uy ban nhan dan xa Mau Son"; press Tab
typed "H00.00.01"; press Tab
typed "Tram Cong vu xa Mau Son"; press Tab
typed "Uy ban nhan dan tinh Mau"; press Tab Tab
typed "Nguyen Van Mau"
shot set-up-typed
press ctrl+Return
shot recovery-key
press Return # the button that saves has the keyboard
calm
# names that Windows cannot hold
kept=$out/user/Documents
for name in 'khoa: lan 2?.pdf' con.pdf; do
	press ctrl+a
	typed "$name"
	press Return
	shot "name-refused-${name%%[:.]*}"
	[ -z "$(ls -A "$kept")" ] || ends "$name was taken"
done
press ctrl+a
typed khoa-khoi-phuc.pdf
press Return
calm
[ -s "$kept/khoa-khoi-phuc.pdf" ] || ends "the recovery key was not saved"
shot recovery-key-saved
press ctrl+Return space ctrl+Return
shot desk
office list >/dev/null || ends "the office was not set up"

press ctrl+n
calm
click 630 110
press ctrl+a
typed "$(windows_of "$out/pages")"
press Return
shot picker
for y in 332 274 216 158; do click 550 $y; done
click 1075 661
shot digitising
id=$(office list --json | sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1)
[ -n "$id" ] || ends "the pages were not taken in"
leave
start
shot started-again
office list --json | grep -q "$id" || ends "the draft is gone"

# a second window: the first comes forward from the task bar
xdotool windowminimize "$window"
sleep 1
timeout 60 wine64 "$BUILT/tram.exe" --home "$(windows_of "$home")" >"$out/second.txt" 2>&1 || ends "the second window ended with $?"
sleep 1
[ "$(xdotool getactivewindow)" = "$window" ] || ends "the first window did not come forward"
shot second-window

# one paper from end to end, by commands, and the window tells of it
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$out/ca.key" -out "$out/ca.crt" -days 30 -subj '/CN=Goc Vi Du' \
	-addext keyUsage=critical,keyCertSign 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout "$out/k.key" -out "$out/k.csr" -subj '/CN=Uy ban nhan dan xa Mau Son' 2>/dev/null
printf 'keyUsage=critical,digitalSignature,nonRepudiation\nbasicConstraints=CA:FALSE\n' >"$out/ext"
openssl x509 -req -in "$out/k.csr" -CA "$out/ca.crt" -CAkey "$out/ca.key" -CAcreateserial -days 20 -extfile "$out/ext" -out "$out/k.crt" 2>/dev/null
openssl pkcs12 -export -inkey "$out/k.key" -in "$out/k.crt" -certfile "$out/ca.crt" -out "$key" -passout pass:khoa-thu
decision() {
	number=$1; shift
	office convert --json --type quyet-dinh --number "$number" --symbol QĐ-UBND --issuer "Ủy ban nhân dân xã Mẫu Sơn" \
		--date 2026-11-09 --subject "Về việc thử dưới wine, lần $number" --seen --secrecy thuong --pages 4 \
		"$(windows_of "$out/pages/quyet-dinh-mau-1.jpg")" "$(windows_of "$out/pages/quyet-dinh-mau-2.jpg")" \
		"$(windows_of "$out/pages/quyet-dinh-mau-3.jpg")" "$(windows_of "$out/pages/quyet-dinh-mau-4.jpg")" "$@"
}
named() { sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | head -n 1; }
act=$(decision 1 | named)
[ -n "$act" ] || ends "no act"
office sign --key "$(windows_of "$key")" "$act" >"$out/sign.txt" || ends "signing"
office export "$act" -o "$(windows_of "$out/ban-ky.pdf")" >/dev/null || ends "exporting"
pdfsig "$out/ban-ky.pdf" >"$out/pdfsig.txt" || true
grep -q "Signature is Valid" "$out/pdfsig.txt" || ends "pdfsig does not believe the signature"
qpdf --check "$out/ban-ky.pdf" >/dev/null || ends "qpdf does not believe the file"
office verify --offline "$act" >"$out/verify.txt" || ends "verifying"
data=$(office import --json --system "Trục liên thông" --owner "Ủy ban nhân dân tỉnh Mẫu" --type quyet-dinh --secrecy thuong --number 1 \
	--symbol QĐ-UBND --issuer "Ủy ban nhân dân xã Mẫu Sơn" --date 2026-11-09 --subject "Về việc thử dưới wine" \
	--address "https://van-ban.example/1" "$(windows_of "$out/ban-ky.pdf")" | named)
office print --because "thử dưới wine" --to-file "$(windows_of "$out/ban-in.pdf")" "$data" >"$out/print.txt" || ends "printing to a file"
[ "$(pdfinfo "$out/ban-in.pdf" | awk '/^Pages/ {print $2}')" -ge 4 ] || ends "the print has fewer pages"
press alt+5
shot records
press alt+3
shot signing
press alt+4
shot printing
press alt+9
shot settings
leave

# each new file is held alone for 200–400 ms; at the start all of them are
hold() { # shortest, longest
	mkfifo "$out/hold.in"
	sleep 1000 >"$out/hold.in" &
	holding=$!
	: >"$out/hold.txt"
	wine64 "$out/hold.exe" "$(windows_of "$home")" "$1" "$2" <"$out/hold.in" >"$out/hold.txt" 2>&1 &
	holder=$!
	for _ in $(seq 300); do
		[ ! -s "$out/hold.txt" ] || return 0
		sleep 0.1
	done
	ends "nothing is held"
}
release() {
	kill $holding
	wait $holder || ends "the holder ended with $?"
	rm -f "$out/hold.in"
	say "$(tail -n 1 "$out/hold.txt" | tr -d '\r')"
}
hold 200ms 400ms
for n in 11 12 13 14 15 16; do
	decision $n >"$out/held-$n.txt" 2>&1 || ends "act $n while files are held: $(tail -n 2 "$out/held-$n.txt")"
done
release
say "6 of 6 acts went well while files were held"
for n in 1 2 3 4 5 6; do
	hold 300ms 2s
	office list >/dev/null 2>"$out/held.txt" || ends "start $n while files are held: $(cat "$out/held.txt")"
	release
done
hold 200ms 400ms
start
shot held-at-the-start
leave
release
office verify --journal >"$out/journal.txt" || ends "the journal"

# kills of whole acts
printf '#!/bin/sh\nexec wine64 "%s/tramctl.exe" "$@"\n' "$BUILT" >"$out/ctl"
chmod +x "$out/ctl"
go build -buildvcs=false -o "$out/soak" ./.ci/soak
"$out/soak" -tramctl "$out/ctl" -home bin/wine-walk/soak -rounds 30 | tee -a "$out/walk.txt"

# 125 %
wine64 reg add 'HKCU\Control Panel\Desktop' /v LogPixels /t REG_DWORD /d 120 /f >/dev/null
wine64 reg add 'HKCU\Software\Wine\Fonts' /v LogPixels /t REG_DWORD /d 120 /f >/dev/null
wineserver -k || true
sleep 2
wineserver -p
start
shot at-125-percent
size=$(xdotool getwindowgeometry "$window" | sed -n 's/.*Geometry: //p')
say "at 125 % the window has $size of 1366x768"
[ "${size%x*}" -le 1366 ] && [ "${size#*x}" -le 768 ] || ends "the window is larger than the screen"
for place in 2 3 4 5 6 7 8 9 0; do
	press alt+$place
	shot at-125-percent-place-$place
done
leave
say "the walk is over; look at the pictures in $out"
