# Trạm Công vụ. Gõ `make` để xem các lệnh · type `make` to see the commands.

export PATH := $(PATH):/usr/local/go/bin
# A clone that belongs to someone else, or no git at all, must not stop a build.
export GOFLAGS := $(GOFLAGS) -buildvcs=false
# netgo, osusergo: no cgo where none is needed, so that SQLite is compiled once.
TOKENTAGS := netgo osusergo
# no_animations: a caret that fades draws the window anew sixty times a second.
# no_emoji: 4 MB of small pictures, read once more for each style of letters.
APPTAGS  := x11 migrated_fynedo no_animations no_emoji $(TOKENTAGS)
# ci: Fyne's own tag for tests: no display, no cgo, no fonts of the machine.
TESTTAGS := ci migrated_fynedo
LINT     := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
PORTS    := windows/amd64 darwin/arm64 darwin/amd64 linux/arm64
SAMPLE   := bin/mau
FUZZTIME ?= 30s
SOAKTIME ?= 3m
# Kills of whole conversions and of windows at a scan, and repetitions of the rooms' own
# kill tests (15 lives each).
ROUNDS   ?= 200
LIVES    ?= 14
# Of how often a whole run of the crash table lets each thing happen: 2,000 kills, 300 cuts
# of power, 200 targets pulled out, 500 flipped bits. Cuts and full disks need root.
SHARE   ?= 1
# Random histories of stations that meet, with clashes, gaps, forged entries, copies.
HISTORIES ?= 10000
# Files that machines drop into a folder that two stations watch.
DROPPED ?= 10000
# Hundreds of times at which a clerk leaves their work in the window and comes back; each
# hundred in a process of its own, for the windows of a test are not let go.
PARTINGS ?= 5
# Records that are made anew while others are written and found; about 4 GB below TMPDIR.
RECORDS ?= 1000000
# Stacks of paper of which something happens on the way through a played network scanner.
SCANS ?= 20000

.PHONY: help run test check bench count corpus look soak crash fuzz lint cross windows clean bin/tram bin/tramctl bin/soak-driver bin/corpus-driver bin/look-driver bin/pyhanko bin/versitygw $(PORTS)

help: ## các lệnh · the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: ## mở chương trình trên cơ quan mẫu · open the program on a sample office
	@.ci/deps.sh base cc
	@$(MAKE) --no-print-directory bin/tramctl
	@.ci/sample-office.sh make $(SAMPLE)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		.ci/deps.sh build show && $(MAKE) --no-print-directory bin/tram && bin/tram --home $(SAMPLE); \
	else \
		.ci/sample-office.sh convert $(SAMPLE); \
	fi

test: ## cài gói cần thiết, rồi kiểm tra toàn bộ · install what is needed, then check everything
	.ci/deps.sh base build headless test print scan
	$(MAKE) --no-print-directory check
	$(MAKE) --no-print-directory bin/tram bin/tramctl bin/soak-driver bin/pyhanko bin/versitygw cross
	rm -rf bin/smoke && .ci/sample-office.sh make bin/smoke >/dev/null
	.ci/smoke.sh bin/tram --home bin/smoke
	bin/soak-driver -rounds 20 -lives 2
	bin/soak-driver table -rows kills,attacks -share 0.02
	CGO_ENABLED=1 go test -tags "$(TOKENTAGS)" -run "Token|Module" ./local/sign
	CGO_ENABLED=1 go test -tags "$(TOKENTAGS)" -run Token ./cmd/tramctl
	CGO_ENABLED=0 go test -p 4 -timeout 40m -tags "$(TESTTAGS)" ./... ./.ci/count ./.ci/winres

check: ## định dạng, go vet, tài liệu · formatting, go vet, documents
	@unformatted=$$(gofmt -l . .ci); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	CGO_ENABLED=0 go vet -tags "$(TESTTAGS)" ./... ./.ci/bench ./.ci/bench/frame ./.ci/bench/search ./.ci/bench/store ./.ci/bench/window ./.ci/corpus ./.ci/count ./.ci/look ./.ci/screen ./.ci/soak ./.ci/winres ./.ci/wineprint
	.ci/docs.sh

# Two at a time: each compiles SQLite as one piece, on one core.
cross: ## dựng tramctl cho Windows, macOS, ARM · build tramctl for other systems, without cgo
	@$(MAKE) --no-print-directory -j2 $(PORTS)

$(PORTS):
	CGO_ENABLED=0 GOOS=$(@D) GOARCH=$(@F) go build -o dist/$@/ ./cmd/tramctl

windows: ## dựng chương trình cho Windows · build the program for Windows into dist/
	.ci/deps.sh base windows
	CGO_ENABLED=0 go run ./.ci/winres
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
		go build -trimpath -tags "migrated_fynedo no_animations no_emoji" -ldflags '-s -w -H=windowsgui' -o dist/tram.exe ./cmd/tram

bench: ## đo tốc độ cạnh img2pdf, pdfsig và qpdf · measure side by side with img2pdf, pdfsig and qpdf
	.ci/deps.sh base cc build headless bench
	$(MAKE) --no-print-directory bin/tram bin/tramctl
	CGO_ENABLED=1 go build -tags "$(APPTAGS)" -o bin/bench/empty ./.ci/bench/window/empty
	.ci/bench.sh

count: ## đếm mã, lời, kiểm thử; FROM=… TO=… cho biết một việc tốn bao nhiêu dòng · count the house, or what lies between two commits
	@go run ./.ci/count $(if $(FROM),-from "$(FROM)" -to "$(or $(TO),HEAD)")

corpus: ## ghi ký hiệu lên mọi tệp PDF dưới DIR · mark every PDF below DIR and let others judge
	.ci/deps.sh base test
	$(MAKE) --no-print-directory bin/corpus-driver
	bin/corpus-driver -dir "$(DIR)"

look: ## so trang lúc ký với trang bây giờ của mọi tệp PDF dưới DIR · draw every signed PDF below DIR as it was and as it is
	.ci/deps.sh base test
	$(MAKE) --no-print-directory bin/look-driver
	bin/look-driver -dir "$(DIR)"

soak: ## chạy lâu: giết tiến trình, dò lỗi · long runs: kills and fuzzing
	.ci/deps.sh base cc build headless crash
	$(MAKE) --no-print-directory bin/tram bin/tramctl bin/soak-driver
	bin/soak-driver -rounds $(ROUNDS) -lives $(ROUNDS)
	bin/soak-driver table -share $(SHARE)
	CGO_ENABLED=0 go test -run Kill -count $(LIVES) -timeout 60m ./local/whole ./local/vault ./local/store ./local/intake ./local/station
	CGO_ENABLED=0 go test -run KillingACarryingOver -count 100 -timeout 60m ./local/store
	TRAM_RECORDS=$(RECORDS) CGO_ENABLED=0 go test -count 1 -v -run TestRecordsAreWrittenAndFoundWhileAllIsMadeAnew -timeout 180m ./local/store
	TRAM_FILES=$(DROPPED) CGO_ENABLED=0 go test -count 1 -v -run TestEachOfManyFiles -timeout 30m ./local/scanning/watched
	TRAM_HISTORIES=$(HISTORIES) CGO_ENABLED=0 go test -count 1 -run TestStoresThatHoldTheSame -timeout 180m ./local/store
	TRAM_HISTORIES=$(HISTORIES) CGO_ENABLED=0 go test -count 1 -v -run TestStationsAndACalendar -timeout 60m ./local/calsync
	TRAM_HISTORIES=1000 CGO_ENABLED=0 go test -count 1 -v -run TestStationsAndARealServer -timeout 60m ./sync/caldav
	TRAM_HISTORIES=1000 CGO_ENABLED=0 go test -count 1 -run TestTwoStationsAndACalendar -timeout 60m ./local/sharedcalendar
	TRAM_STATIONS=1000 CGO_ENABLED=0 go test -count 1 -v -run TestTwoStationsByBundle -timeout 180m ./sync/caldav
	TRAM_DOCUMENTS=1000 CGO_ENABLED=0 go test -count 1 -v -run TestManyDocumentsLiveTheirWholeLife -timeout 60m ./local/station
	TRAM_BOOKINGS=all CGO_ENABLED=0 go test -count 1 -v -run TestRandomBookings -timeout 30m ./local/meetings
	TRAM_REQUESTS=500 CGO_ENABLED=0 go test -count 1 -v -run TestRequestsAreAnsweredByTheVerbs -timeout 60m ./cmd/tramctl
	TRAM_DOCUMENTS=1000 CGO_ENABLED=0 go test -count 1 -v -run TestDocumentsGoTheirWholeRoadByTheVerbs -timeout 60m ./cmd/tramctl
	TRAM_PLANTED=all CGO_ENABLED=0 go test -count 1 -v -run TestEveryPlantedChangeIsFound -timeout 60m ./local/compare
	TRAM_LOOKS=all CGO_ENABLED=0 go test -count 1 -timeout 60m ./local/look
	TRAM_SKEW=all CGO_ENABLED=0 go test -count 1 -v -run TestSkewIsMeasured -timeout 60m ./local/page/retouch
	TRAM_BLANKS=1000 CGO_ENABLED=0 go test -count 1 -v -run TestBlankSidesAreFound -timeout 60m ./local/page
	TRAM_READ=all TRAM_HEADS=2 CGO_ENABLED=0 go test -tags "$(TESTTAGS)" -count 1 -v -run "AreRead|ReadTheRightWay" -timeout 60m ./local/ocr ./local/heading
	TRAM_PAPERS=all CGO_ENABLED=0 go test -tags "$(TESTTAGS)" -count 1 -timeout 60m ./local/papercode
	TRAM_SHEETS=all CGO_ENABLED=0 go test -count 1 -run "PrintersOwnFonts|ARowThatIsGone|ASharpPicture" -timeout 60m ./local/station
	TRAM_KILLS=$(ROUNDS) CGO_ENABLED=0 go test -count 1 -v -run KillingAScanOfARealDriver -timeout 60m ./cmd/machine
	TRAM_LIVES=200 CGO_ENABLED=0 go test -tags "$(TESTTAGS)" -count 1 -run TestAKillOfTheWindow -timeout 60m ./cmd/tram
	TRAM_SCANS=$(SCANS) CGO_ENABLED=0 go test -count 1 -v -run TestNoSituationLosesAPageOrEndsFalsely -timeout 60m ./sync/escl
	for seed in $$(seq $(PARTINGS)); do TRAM_SEED=$$seed TRAM_PARTINGS=100 CGO_ENABLED=0 go test -tags "$(TESTTAGS)" -count 1 -v -run TestNothingIsLostWheneverAClerkLeaves -timeout 60m ./cmd/tram || exit 1; done
	TRAM_SCREENS=all CGO_ENABLED=0 go test -tags "$(TESTTAGS)" -count 1 -run TestEverythingIsWithinReachOnAnyScreen -timeout 30m ./ui
	.ci/fuzz.sh $(SOAKTIME)

crash: ## bảng hỏng hóc: giết tiến trình, mất điện, đĩa đầy, bit đổi, rút USB, tấn công · the crash table; SHARE=0.1 is a tenth of it
	.ci/deps.sh base cc crash
	$(MAKE) --no-print-directory bin/tramctl bin/soak-driver
	bin/soak-driver table -share $(SHARE)

fuzz: ## dò lỗi các cửa nhận tệp · fuzz the doors that take files, FUZZTIME each
	.ci/fuzz.sh $(FUZZTIME)

lint: ## soát mã nguồn · look for what the compiler does not see
	go run $(LINT) run

install-%: # the packages of one group in .ci/packages: install-test, install-windows…
	.ci/deps.sh $*

clean: ## xóa những gì đã dựng · remove what was built, and the sample office
	rm -rf bin dist

bin/tram:
	CGO_ENABLED=1 go build -tags "$(APPTAGS)" -o $@ ./cmd/tram

# With cgo for the modules of tokens alone, which are C; built for other systems
# it is without.
bin/tramctl:
	CGO_ENABLED=1 go build -tags "$(TOKENTAGS)" -o $@ ./cmd/tramctl

bin/soak-driver:
	CGO_ENABLED=0 go build -o $@ ./.ci/soak

bin/corpus-driver:
	CGO_ENABLED=0 go build -o $@ ./.ci/corpus

bin/look-driver:
	CGO_ENABLED=0 go build -o $@ ./.ci/look

bin/pyhanko: # tests of signatures ask it
	.ci/pyhanko/lay.sh

bin/versitygw: # tests of copies put them there
	.ci/versitygw/lay.sh
