#!/bin/sh
# smoke.sh PROGRAM ARGUMENT… starts the real window on a display of its own and
# looks at it: it must appear, and must not be blank. The picture stays in
# bin/smoke.png.
set -eu
cd "$(dirname "$0")/.."
picture=bin/smoke.png
patience=60 # seconds until the window must be there and drawn: software OpenGL, cold disk
enough=50   # colours; an empty window has one or two
work=$(mktemp -d)
processes=
cleanup() {
	# shellcheck disable=SC2086 # one word a process
	[ -z "$processes" ] || kill $processes 2>/dev/null || true
	wait 2>/dev/null || true
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

mkfifo "$work/display"
# The server chooses a free display and tells which, once it is ready.
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
processes=$!
read -r number <"$work/display"
export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
openbox >"$work/openbox.log" 2>&1 &
processes="$processes $!"

"$@" >"$work/program.log" 2>&1 &
program=$!
processes="$program $processes"
# what went wrong, and what the program said last
fail() {
	echo "$1" >&2
	cat "$work/program.log" >&2
	exit 1
}

window=
tries=0
while [ -z "$window" ]; do
	tries=$((tries + 1))
	[ "$tries" -le $((patience * 2)) ] || fail "Cửa sổ không mở được · no window after $patience s"
	kill -0 "$program" 2>/dev/null || fail "Chương trình dừng ngay khi mở · the program ended by itself"
	sleep 0.5
	window=$(xdotool search --onlyvisible --pid "$program" 2>/dev/null | head -n 1)
done
# A window is there before its first frame: look again until it has been drawn.
colours=0
while [ "$colours" -lt "$enough" ]; do
	tries=$((tries + 1))
	[ "$tries" -le $((patience * 2)) ] || fail "Cửa sổ trống · the window stays blank, see $picture"
	sleep 0.5
	import -window "$window" "$picture"
	colours=$(identify -format %k "$picture")
done
kill -0 "$program" 2>/dev/null || fail "Chương trình dừng ngay sau khi mở · the program ended by itself"
echo "Cửa sổ mở được: $(identify -format '%w × %h' "$picture"), $colours màu; ảnh: $picture"
