package sane

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/scanning"
	"tram/local/scanning/sane/sanetest"
)

func wish(source office.ScanSource) office.ScanWish {
	return office.ScanWish{Scanner: sanetest.Scanner, Source: source, Mode: office.Colour, DPI: 100, Paper: "A6"}
}

// scan scans into a folder with a name that is no format, and gives the pages that came.
func scan(t *testing.T, d *Driver, w office.ScanWish) ([]office.ScannedPage, office.ScanEnd, error) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "khay %d 100%")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	var pages []office.ScannedPage
	end, err := d.Scan(t.Context(), w, dir, func(p office.ScannedPage) error {
		pages = append(pages, p)
		return nil
	})
	for _, p := range pages {
		if filepath.Dir(p.Path) != dir {
			t.Errorf("a page lies at %s", p.Path)
		}
		opened(t, p)
	}
	if lie, _ := os.ReadDir(dir); len(lie) != len(pages) {
		t.Errorf("%d pages were told, and there are %v", len(pages), lie)
	}
	return pages, end, err
}

func opened(t *testing.T, p office.ScannedPage) page.Info {
	t.Helper()
	f, err := os.Open(p.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	at, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	info, err := page.Probe(f, at.Size())
	if err != nil {
		t.Errorf("%s: %v", p.Path, err)
	}
	if _, err := page.Decode(t.Context(), f, at.Size(), 0); err != nil {
		t.Errorf("%s: %v", p.Path, err)
	}
	return info
}

func driverOf(t *testing.T, settings map[string]string) *Driver {
	t.Helper()
	sanetest.Device(t, settings)
	return New(office.SystemClock{})
}

func TestADeviceIsFoundWithAllThatItHas(t *testing.T) {
	found, err := driverOf(t, nil).Find(t.Context())
	if err != nil || len(found) != 2 {
		t.Fatalf("found %v, %v", found, err)
	}
	s := found[0]
	if s.ID != sanetest.Scanner || s.Driver != "sane" || s.Name != "Noname frontend-tester" || !slices.Equal(s.Sources, []office.ScanSource{office.Flatbed, office.Feeder}) {
		t.Errorf("found %+v", s)
	}
	o := s.Offers
	if !slices.Equal(o.Modes, []office.ScanMode{office.Colour, office.Grey}) || !slices.Equal(o.DPI, usualDPI) || o.MaxW != 200 || o.MaxH != 200 || o.Brightness || o.Contrast {
		t.Errorf("it offers %+v", o)
	}
}

func TestTheFeederIsScannedToItsClearEnd(t *testing.T) {
	pages, end, err := scan(t, driverOf(t, nil), wish(office.Feeder))
	if err != nil || end != office.ScanEmpty || len(pages) != sanetest.Pages {
		t.Fatalf("%d pages, %q, %v", len(pages), end, err)
	}
	for i, p := range pages {
		info := opened(t, p)
		if filepath.Base(p.Path) != fmt.Sprintf("Trang quét %04d.png", i+1) || p.DPI != 100 || p.At.IsZero() {
			t.Errorf("page %d is %+v", i+1, p)
		}
		if info.Components != 3 || info.Bits != 8 || info.DPIX != 100 || info.Width < 410 || info.Width > 416 || info.Height < 579 || info.Height > 585 {
			t.Errorf("page %d is %+v", i+1, info)
		}
	}
}

func TestAsManyPagesComeAsWereAskedFor(t *testing.T) {
	d := driverOf(t, nil)
	for _, c := range []struct {
		source     office.ScanSource
		most, want int
		end        office.ScanEnd
	}{
		{office.Flatbed, 0, 1, office.ScanAsked}, {office.Flatbed, 7, 1, office.ScanAsked}, {office.Feeder, 3, 3, office.ScanAsked},
		{office.Feeder, sanetest.Pages, sanetest.Pages, office.ScanAsked}, {office.Feeder, sanetest.Pages + 2, sanetest.Pages, office.ScanEmpty},
	} {
		w := wish(c.source)
		w.Most = c.most
		if pages, end, err := scan(t, d, w); err != nil || len(pages) != c.want || end != c.end {
			t.Errorf("%d from the %s: %d pages, %q, %v", c.most, c.source, len(pages), end, err)
		}
	}
}

func TestEachStatusOfADeviceHasItsSentence(t *testing.T) {
	for status, want := range map[string]office.Failure{
		"UNSUPPORTED": scanning.Refused, "CANCELLED": scanning.Unclear, "DEVICE_BUSY": scanning.Busy, "INVAL": scanning.Refused,
		"JAMMED": scanning.Jam, "COVER_OPEN": scanning.CoverOpen, "IO_ERROR": scanning.Gone, "NO_MEM": scanning.OutOfMemory,
		"ACCESS_DENIED": scanning.NotAllowed,
		"NO_DOCS":       scanning.Unclear, // in the midst of a page that it had begun
		"EOF":           scanning.BadPage, // of which nothing came
	} {
		for _, source := range []office.ScanSource{office.Flatbed, office.Feeder} {
			pages, end, err := scan(t, driverOf(t, map[string]string{"read-status-code": `"SANE_STATUS_` + status + `"`}), wish(source))
			if len(pages) != 0 || end != "" || !errors.Is(err, want) {
				t.Errorf("%s from the %s: %d pages, %q, %v", status, source, len(pages), end, err)
			}
			if f, told := office.FailureIn(err); !told || f.Said == "" || f.Next == "" || strings.Contains(f.Said, "%!") {
				t.Errorf("%s: %q %q", status, f.Said, f.Next)
			}
		}
	}
}

func TestAPageOfUnknownLengthAndOneOfManyBitsAreTaken(t *testing.T) {
	for setting, settings := range map[string]map[string]string{
		"hand-scanner": {"hand-scanner": "true"}, "depth": {"depth": "16"}, "three-pass": {"three-pass": "true"}, "fuzzy": {"fuzzy-parameters": "true"},
	} {
		pages, end, err := scan(t, driverOf(t, settings), wish(office.Flatbed))
		if err != nil || len(pages) != 1 || end != office.ScanAsked {
			t.Errorf("%s: %d pages, %q, %v", setting, len(pages), end, err)
			continue
		}
		if info := opened(t, pages[0]); info.Bits != 8 || info.Height < 300 {
			t.Errorf("%s: %+v", setting, info)
		}
	}
}

func TestWhatADeviceDoesNotHaveIsRefusedAndNotRounded(t *testing.T) {
	d := driverOf(t, nil)
	for what, change := range map[string]func(*office.ScanWish){
		"dpi":        func(w *office.ScanWish) { w.DPI = 5000 },
		"mode":       func(w *office.ScanWish) { w.Mode = office.Lineart },
		"source":     func(w *office.ScanWish) { w.Source = office.Duplex },
		"paper":      func(w *office.ScanWish) { w.Paper = "A3" },
		"brightness": func(w *office.ScanWish) { w.Brightness = 10 },
	} {
		w := wish(office.Feeder)
		change(&w)
		if pages, _, err := scan(t, d, w); len(pages) != 0 || !errors.Is(err, scanning.Refused) {
			t.Errorf("%s: %d pages, %v", what, len(pages), err)
		}
	}
	for id, want := range map[string]office.Failure{"sane:test:9": scanning.NoAnswer, "escl:test:0": scanning.NoSuchScanner, "sane:": scanning.NoSuchScanner, "sane:--help": scanning.NoSuchScanner, "sane:nowhere:1": scanning.NoAnswer} {
		w := wish(office.Feeder)
		w.Scanner = id
		if _, _, err := scan(t, d, w); !errors.Is(err, want) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

var slow = map[string]string{"read-delay": "true", "read-delay-duration": "60000"}

// TestWhoStopsKeepsThePagesThatCame stops in the midst of a page, and between two.
func TestWhoStopsKeepsThePagesThatCame(t *testing.T) {
	for name, after := range map[string]time.Duration{"between pages": 0, "in a page": 150 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			d := driverOf(t, slow)
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			dir, came := t.TempDir(), 0
			w := wish(office.Feeder)
			end, err := d.Scan(ctx, w, dir, func(p office.ScannedPage) error {
				if came++; came == 2 {
					time.AfterFunc(after, stop)
				}
				opened(t, p)
				return nil
			})
			stopped := time.Now()
			if err != nil || end != office.ScanStopped || came < 2 || came > 4 {
				t.Errorf("%d pages, %q, %v", came, end, err)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != came {
				t.Errorf("%d pages were told, there are %v", came, left)
			}
			w.Source = office.Flatbed
			if end, err := d.Scan(t.Context(), w, t.TempDir(), func(office.ScannedPage) error { return nil }); err != nil || end != office.ScanAsked {
				t.Errorf("the device was not let go of: %q, %v after %v", end, err, time.Since(stopped))
			}
		})
	}
}

// TestAStopBetweenTwoPagesIsAskedForAgain stops a scanimage that takes the first interrupt
// for nothing, as the real one does while no page is on its way.
func TestAStopBetweenTwoPagesIsAskedForAgain(t *testing.T) {
	d := driverOf(t, nil)
	midway(t, 3, "n=0\ntrap 'n=$((n+1)); echo Scanning page $((3+n)) >&2; [ $n = 2 ] && exit 0' INT\nfor i in $(seq 600); do sleep 0.05; done\nexit 9")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	came, begun := 0, time.Now()
	end, err := d.Scan(ctx, wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error {
		if came++; came == 3 {
			time.AfterFunc(200*time.Millisecond, stop)
		}
		return nil
	})
	if err != nil || end != office.ScanStopped || came != 3 || time.Since(begun) > letsGo {
		t.Errorf("%d pages, %q, %v, after %v", came, end, err, time.Since(begun))
	}
}

func TestAStopBeforeTheFirstPageIsNoError(t *testing.T) {
	d := driverOf(t, slow)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if end, err := d.Scan(ctx, wish(office.Feeder), t.TempDir(), nil); err != nil || end != office.ScanStopped {
		t.Errorf("%q, %v", end, err)
	}
}

func TestADeviceThatFallsSilentOrNeverEndsAPageIsLeft(t *testing.T) {
	d := driverOf(t, map[string]string{"read-delay": "true", "read-delay-duration": "200000", "read-limit": "true", "read-limit-size": "100"})
	d.quiet = 20 * time.Millisecond
	if pages, _, err := scan(t, d, wish(office.Feeder)); len(pages) != 0 || !errors.Is(err, scanning.Gone) {
		t.Errorf("silent: %d pages, %v", len(pages), err)
	}
	d.quiet, d.aPage = quiet, 500*time.Millisecond
	if pages, _, err := scan(t, d, wish(office.Feeder)); len(pages) != 0 || !errors.Is(err, scanning.Endless) {
		t.Errorf("endless: %d pages, %v", len(pages), err)
	}
}

var errFull = errors.New("no room in the tray")

func TestWhoCannotTakeAPageEndsTheScan(t *testing.T) {
	came := 0
	_, err := driverOf(t, slow).Scan(t.Context(), wish(office.Feeder), t.TempDir(), func(office.ScannedPage) error {
		if came++; came == 3 {
			return errFull
		}
		return nil
	})
	if !errors.Is(err, errFull) || came != 3 {
		t.Errorf("told %d pages, %v", came, err)
	}
}

func TestPagesThatLieThereAreNotWrittenOver(t *testing.T) {
	d, dir := driverOf(t, nil), t.TempDir()
	var lie []string
	take := func(p office.ScannedPage) error {
		lie = append(lie, filepath.Base(p.Path))
		return nil
	}
	for _, want := range []office.ScanEnd{office.ScanAsked, office.ScanEmpty} {
		w := wish(office.Feeder)
		if want == office.ScanAsked {
			w.Most = 2
		}
		if end, err := d.Scan(t.Context(), w, dir, take); err != nil || end != want {
			t.Fatalf("%q, %v", end, err)
		}
	}
	if len(lie) != 2+sanetest.Pages || lie[2] != "Trang quét 0003.png" {
		t.Errorf("the pages are %q", lie)
	}
}

func TestAFolderThatTakesNothingIsToldBeforePaperMoves(t *testing.T) {
	_, err := driverOf(t, nil).Scan(t.Context(), wish(office.Feeder), filepath.Join(t.TempDir(), "không có"), nil)
	if _, told := office.FailureIn(err); !told {
		t.Errorf("%v has no sentence", err)
	}
}

func TestAMachineWithoutSANESaysWhatIsMissing(t *testing.T) {
	d := driverOf(t, nil)
	t.Setenv("PATH", t.TempDir())
	_, err := d.Find(t.Context())
	if !errors.Is(err, scanning.NoProgram) {
		t.Errorf("found without scanimage: %v", err)
	}
	if _, _, err := scan(t, d, wish(office.Flatbed)); !errors.Is(err, scanning.NoProgram) {
		t.Errorf("scanned without scanimage: %v", err)
	}
}

// midway puts a scanimage first in the path that scans so many pages with the real one, and
// ends then as a device would have it end.
func midway(t *testing.T, pages int, ends string) {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf(`#!/bin/sh
case "$*" in *--batch-print*) ;; *) PATH=${PATH#*:} exec scanimage "$@" ;; esac
[ %d = 0 ] || PATH=${PATH#*:} scanimage "$@" --batch-count=%[1]d
%s`, pages, ends)
	if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

func TestNothingButAClearEndIsOne(t *testing.T) {
	const begins, fails = "echo Scanning page 4 >&2\n", "echo 'Scanned page 4. (scanner status = 6)' >&2\n"
	for name, c := range map[string]struct {
		ends string
		want office.Failure
	}{
		"a jam in the midst":                    {begins + fails + "exit 6", scanning.Jam},
		"a jam before a page":                   {begins + "exit 6", scanning.Jam},
		"an open cover":                         {begins + "exit 8", scanning.CoverOpen},
		"the end in the midst of a page":        {begins + "echo 'Progress: 42.0%\rScanned page 4. (scanner status = 7)' >&2\nexit 7", scanning.Unclear},
		"the end without a page that was begun": {"exit 7", scanning.Unclear},
		"the end one page later":                {begins + "echo 'Scanned page 4. (scanner status = 5)\nScanning page 5' >&2\nexit 7", scanning.Unclear},
		"no word, and all is well":              {"exit 0", scanning.Unclear},
		"an interrupt of others":                {begins + "exit 0", scanning.Unclear},
		"a killed program":                      {begins + "kill -9 $$", scanning.Unclear},
		"a jam after which it hangs":            {begins + fails + "echo Batch terminated >&2\nexec sleep 60", scanning.Jam},
		"a name without a file":                 {"echo \"$PWD/Trang quét 0004.tif\"\nexit 7", scanning.Unclear},
	} {
		t.Run(name, func(t *testing.T) {
			d := driverOf(t, nil)
			midway(t, 3, c.ends)
			pages, end, err := scan(t, d, wish(office.Feeder))
			if len(pages) != 3 || end != "" || !errors.Is(err, c.want) {
				t.Errorf("%d pages, %q, %v", len(pages), end, err)
			}
		})
	}
	t.Run("a clear end", func(t *testing.T) {
		d := driverOf(t, nil)
		midway(t, 3, begins+"exit 7")
		if pages, end, err := scan(t, d, wish(office.Feeder)); len(pages) != 3 || end != office.ScanEmpty || err != nil {
			t.Errorf("%d pages, %q, %v", len(pages), end, err)
		}
	})
	t.Run("a clear end after which it hangs", func(t *testing.T) {
		d := driverOf(t, nil)
		midway(t, 3, begins+"echo 'scanimage: sane_start: Document feeder out of documents\nBatch terminated, 3 pages scanned' >&2\nexec sleep 60")
		if pages, end, err := scan(t, d, wish(office.Feeder)); len(pages) != 3 || end != office.ScanEmpty || err != nil {
			t.Errorf("%d pages, %q, %v", len(pages), end, err)
		}
	})
	t.Run("an empty feeder", func(t *testing.T) {
		d := driverOf(t, nil)
		midway(t, 0, "echo Scanning page 1 >&2\nexit 7")
		if pages, _, err := scan(t, d, wish(office.Feeder)); len(pages) != 0 || !errors.Is(err, scanning.FeederEmpty) {
			t.Errorf("%d pages, %v", len(pages), err)
		}
	})
}
