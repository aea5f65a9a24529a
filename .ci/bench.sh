#!/bin/sh
# bench.sh [FOLDER OF JPEG PAGES] prints the tables that docs/measured.md keeps.
# MILLION=1 searches among a million records too; building them takes minutes,
# once, and about 5 GB below bin/bench.
set -eu
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
go build -o bin/bench-driver ./.ci/bench
bin/bench-driver ${1:+-pages "$1"}

# The acts of the store beside those of the build before the kinds of record, which
# BEFORE names: one source, built with each.
BEFORE=${BEFORE:-68744e4}
mkdir -p bin/bench/store
if git cat-file -e "$BEFORE^{commit}" 2>/dev/null; then
	rm -rf bin/bench/before && mkdir -p bin/bench/before/.ci/bench
	git archive "$BEFORE" | tar -x -C bin/bench/before
	cp -r .ci/bench/frame .ci/bench/store bin/bench/before/.ci/bench/
	(cd bin/bench/before && go build -o ../store-before ./.ci/bench/store)
	go build -o bin/bench/store-now ./.ci/bench/store
	bin/bench-driver stores bin/bench/store bin/bench/store-before bin/bench/store-now
	rm -rf bin/bench/before bin/bench/store/build-*
else
	echo "Không có bản dựng trước ($BEFORE) trong kho mã: không đo kho hồ sơ cạnh nó."
fi

results=bin/bench/search.txt
TRAM_BENCH_DIR=$PWD/bin/bench/store TRAM_BENCH_MILLION=${MILLION:-} \
	go test -run '^$' -bench '^BenchmarkSearch' -benchtime 50x -timeout 60m ./local/store >"$results" || { cat "$results"; exit 1; }
echo
echo "Tìm hồ sơ, mới nhất trước; trung vị của 50 lần (giới hạn: 5 ms ở 1.000.000 hồ sơ cho mọi câu gõ; MILLION=1 để đo)"
awk '/^Benchmark/ {
	sub(/^BenchmarkSearch/, "", $1); sub(/-[0-9]+$/, "", $1); ms = hits = ""
	for (i = 2; i <= NF; i++) { if ($i == "median-ms") ms = $(i-1); if ($i == "hits") hits = $(i-1) }
	if (ms != "") printf "%-28s %10.3f ms %10d kết quả\n", $1, ms, hits
}' "$results"

results=bin/bench/key.txt
TRAM_BENCH_DIR=$PWD/bin/bench/store \
	go test -run '^$' -bench '^Benchmark(Key100k|CarryOver)' -benchtime 20x -timeout 60m ./local/store >"$results" || { cat "$results"; exit 1; }
echo
echo "Cơ sở dữ liệu 100.000 hồ sơ: có chìa so với không chìa, cùng một lượt; thời gian bộ xử lý (giới hạn: 2 lần). GODEBUG=cpu.aes=off: máy không có lệnh AES"
awk '/^BenchmarkKey100k/ {
	sub(/^BenchmarkKey100k\//, "", $1); sub(/-[0-9]+$/, "", $1); plain = under = times = ""
	for (i = 2; i <= NF; i++) { if ($i == "plain-cpu-ms") plain = $(i-1); if ($i == "under-cpu-ms") under = $(i-1); if ($i == "times") times = $(i-1) }
	if (times != "") printf "%-28s %10.3f ms %10.3f ms %8.2f lần\n", $1, plain, under, times
}' "$results"
awk '/^BenchmarkCarryOver/ { printf "%-28s %10.2f s, %s MB/s\n", "mã hóa cơ sở dữ liệu cũ", $3 / 1e9, $5 }' "$results"

echo
bin/bench-driver copies bin/bench/copied "${COPIED:-1000}" 5

(cd .ci/bench/fpdf && go build -o ../../../bin/bench-fpdf .)
echo
bin/bench-driver registers bin/bench bin/bench-fpdf

results=bin/bench/token.txt
CGO_ENABLED=1 go test -run '^$' -bench '^BenchmarkSign100OnOnePIN' -benchtime 5x ./local/sign >"$results" || { cat "$results"; exit 1; }
echo
echo "Ký 100 tệp nhỏ với một lần gõ PIN trên SoftHSM2; trung bình của 5 lần; tải máy $(cut -d' ' -f1 /proc/loadavg)"
awk '/^Benchmark/ { sub(/^BenchmarkSign100OnOnePIN\//, "", $1); sub(/-[0-9]+$/, "", $1); printf "%-28s %10.2f s\n", $1, $3 / 1e9 }' "$results"

results=bin/bench/reader.txt
go test -run '^$' -bench '^BenchmarkFirstPage' -benchtime 20x ./local/pdf >"$results" || { cat "$results"; exit 1; }
echo
echo "Mở một tệp PDF để xem, đến khi có hình trang đầu; trung bình của 20 lần (giới hạn: bản quét màu 300 dpi 100 ms, chữ 300 ms); tải máy $(cut -d' ' -f1 /proc/loadavg)"
awk '/^Benchmark/ { sub(/^BenchmarkFirstPage\//, "", $1); sub(/-[0-9]+$/, "", $1); printf "%-28s %10.1f ms\n", $1, $3 / 1e6 }' "$results"

# The window beside simple-scan and beside an empty window built as ours is.
pages=$(ls bin/bench/pages/*.jpg)
home=bin/bench/window
rm -rf "$home"
bin/tramctl setup --home "$home" --office "Ủy ban nhân dân xã Mẫu Sơn" --code H00.00.01 \
	--system "Trạm Công vụ" --owner "Ủy ban nhân dân xã Mẫu Sơn" --clerk "Nguyễn Văn Mẫu" >/dev/null 2>&1
# shellcheck disable=SC2086 # one word a page
bin/tramctl convert --home "$home" --type quyet-dinh --subject "Đo bộ nhớ" $pages >/dev/null
go build -o bin/bench/window-driver ./.ci/bench/window
# An office of 100,000 records of each kind, through whose lists one goes, made once.
TRAM_BENCH_DIR=$PWD/bin/bench go test -run '^$' -bench '^BenchmarkStocking$' -benchtime 1x -timeout 90m ./local/station >/dev/null
results=bin/bench/listed.txt
TRAM_BENCH_DIR=$PWD/bin/bench go test -run '^$' -bench '^BenchmarkListed$' -benchtime 5x -timeout 30m ./local/station >"$results" || { cat "$results"; exit 1; }
echo
echo "Danh sách và Hôm nay, 100.000 mỗi loại, hỏi thẳng kho; trung vị của 5 lần (giới hạn: trang đầu 50 ms); tải máy $(cut -d' ' -f1 /proc/loadavg)"
awk '/^BenchmarkListed/ {
	sub(/^BenchmarkListed\//, "", $1); sub(/-[0-9]+$/, "", $1); ms = cpu = rows = ""
	for (i = 2; i <= NF; i++) { if ($i == "median-ms") ms = $(i-1); if ($i == "cpu-ms") cpu = $(i-1); if ($i == "rows") rows = $(i-1) }
	if (ms != "") printf "%10.1f ms %10.1f ms bộ xử lý %8d dòng  %s\n", ms, cpu, rows, $1
}' "$results"
# An office that meets five hundred times each month of this year.
met=bin/bench/met
rm -rf "$met"
bin/tramctl setup --home "$met" --office "Ủy ban nhân dân xã Mẫu Sơn" --code H00.00.01 \
	--system "Trạm Công vụ" --owner "Ủy ban nhân dân xã Mẫu Sơn" --clerk "Nguyễn Văn Mẫu" >/dev/null 2>&1
awk -v year="$(date +%Y)" 'BEGIN {
	printf "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tram//bench\r\n"
	for (month = 1; month <= 12; month++) for (i = 0; i < 500; i++)
		printf "BEGIN:VEVENT\r\nUID:%d-%d@bench\r\nDTSTAMP:%d0101T000000Z\r\nDTSTART:%d%02d%02dT%02d%02d00Z\r\nDURATION:PT%dM\r\nSUMMARY:Họp ví dụ %d của tháng %d\r\nEND:VEVENT\r\n",
			month, i, year, year, month, 1 + i % 28, i * 7 % 10, i % 4 * 15, 30 + i % 3 * 30, i + 1, month
	printf "END:VCALENDAR\r\n"
}' >bin/bench/met.ics
bin/tramctl meeting import --home "$met" bin/bench/met.ics >/dev/null
bin/bench/window-driver -home "$home" -many bin/bench/stocked -met "$met"
rm -rf "$home" "$met" bin/bench/met.ics
