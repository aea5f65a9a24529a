// Package scanningtest holds what every driver promises (scanning.Driver), as one suite
// that each passes on a device of its own kind, real or played.
package scanningtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/scanning"
	"tram/local/whole"
)

// Rig says how a driver is put to the test.
type Rig struct {
	// Play tells a story on a fresh device and takes it down after; a device in memory may
	// tell it in time that passes at once (testing/synctest).
	Play    func(t *testing.T, story func(t *testing.T, d Device))
	Sources []office.ScanSource // that the device has
	// Plays are the situations that the device can be brought into in the midst of a stack.
	// Those that keep a scan from beginning (FeederEmpty, Busy, NoAnswer) come before any
	// page.
	Plays []office.Failure
	// Ahead: the device may have scanned its stack before anybody can stop it.
	Ahead bool
	// Uncounted: the feeder cannot be asked for a number of pages, and it says so.
	Uncounted bool
}

// Device is one that stands ready, with the driver that speaks to it.
type Device struct {
	Driver scanning.Driver
	Wish   office.ScanWish // its ID, a mode and a resolution that it does; the suite sets the rest
	// Load lays paper in and says how many sheets lie there: n, if the device leaves a choice.
	Load func(n int) int
	// Happens has a situation come up after so many pages.
	Happens func(f office.Failure, after int)
	// Side tells which side of which sheet, from 1, a file shows; nil: all look the same.
	Side func(path string) (sheet int, back bool, err error)
}

// sheets is how many the suite lays into a feeder.
const sheets = 7

// story is one promise, told on a device.
type story struct {
	name string
	tell func(t *testing.T, d Device)
}

// Suite puts a driver to the test.
func Suite(t *testing.T, r Rig) {
	stories := []story{
		{"it finds the device with what it has", r.found},
		{"a scanner that it does not know is told", unknown},
	}
	promises := r.promises()
	for _, s := range r.Sources {
		for _, of := range promises {
			if s != office.Flatbed || !of.feeder {
				stories = append(stories, story{string(s) + ": " + of.name, func(t *testing.T, d Device) { of.tell(t, d, s) }})
			}
		}
	}
	if i := slices.IndexFunc(r.Sources, func(s office.ScanSource) bool { return s != office.Flatbed }); i >= 0 {
		for _, f := range r.Plays {
			stories = append(stories, story{"told: " + f.Name, func(t *testing.T, d Device) { happens(t, d, r.Sources[i], f) }})
		}
	}
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) { r.Play(t, s.tell) })
	}
}

// promise is kept for each source; some only where there is a stack of paper.
type promise struct {
	name   string
	feeder bool
	tell   func(t *testing.T, d Device, s office.ScanSource)
}

func (r Rig) promises() []promise {
	return []promise{
		{"all pages in order", false, all},
		{"no more than was asked for", false, r.asked},
		{"an error of the receiver ends the scan", false, r.unwanted},
		{"stopped before it began", false, stoppedBefore},
		{"stopped in the midst, what came stays", true, r.stopped},
		{"a folder that is not there is told", false, nowhere},
	}
}

func (r Rig) found(t *testing.T, d Device) {
	all, err := d.Driver.Find(t.Context())
	if err != nil {
		t.Errorf("finding: %v", err)
	}
	i := slices.IndexFunc(all, func(s office.Scanner) bool { return s.ID == d.Wish.Scanner })
	if i < 0 {
		t.Fatalf("%s is not among %+v", d.Wish.Scanner, all)
	}
	s := all[i]
	if s.Driver != d.Driver.Name() || s.Name == "" || !slices.Equal(s.Sources, r.Sources) {
		t.Errorf("found %+v, and it has %v", s, r.Sources)
	}
	if len(s.Offers.DPI) > 0 && !slices.Contains(s.Offers.DPI, d.Wish.DPI) || len(s.Offers.Modes) > 0 && !slices.Contains(s.Offers.Modes, d.Wish.Mode) {
		t.Errorf("it offers %+v, and %d dpi %s is what it does", s.Offers, d.Wish.DPI, d.Wish.Mode)
	}
}

func unknown(t *testing.T, d Device) {
	wish := d.Wish
	wish.Scanner = d.Driver.Name() + ":"
	if _, err := d.Driver.Scan(t.Context(), wish, Folder(t), nothing); !errors.Is(err, scanning.NoSuchScanner) {
		t.Errorf("no scanner at all: %v", err)
	}
}

// Folder is one that the test removes by itself: wine lacks what TempDir asks for.
func Folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "scan") //nolint:usetesting // as the comment says
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := whole.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func nothing(office.ScannedPage) error { return nil }

// scan scans and holds what was told against what lies in the folder.
func scan(ctx context.Context, t *testing.T, d Device, came func(office.ScannedPage) error) (told []office.ScannedPage, end office.ScanEnd, err error) {
	t.Helper()
	dir := Folder(t)
	end, err = d.Driver.Scan(ctx, d.Wish, dir, func(p office.ScannedPage) error {
		told = append(told, p)
		if err := opens(p); err != nil {
			t.Errorf("page %d was told before it was whole: %v", len(told), err)
		}
		return came(p)
	})
	there, readErr := os.ReadDir(dir)
	if readErr != nil {
		t.Fatal(readErr)
	}
	for _, e := range there {
		if !slices.ContainsFunc(told, func(p office.ScannedPage) bool { return p.Path == filepath.Join(dir, e.Name()) }) {
			t.Errorf("%s lies in the folder and was not told", e.Name())
		}
	}
	if len(there) != len(told) {
		t.Errorf("%d pages were told, %d files are there", len(told), len(there))
	}
	if _, said := office.FailureIn(err); err != nil && !said && !errors.Is(err, context.Canceled) && !errors.Is(err, errUnwanted) {
		t.Errorf("%v has no sentence", err)
	}
	return told, end, err
}

// opens tells whether a page opens from its first byte to its last.
func opens(p office.ScannedPage) error {
	f, err := os.Open(p.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if _, err := page.Probe(f, info.Size()); err != nil {
		return err
	}
	if p.At.IsZero() {
		return errors.New("it has no time")
	}
	return nil
}

// inOrder tells whether pages are the first of the paper, in its order.
func inOrder(t *testing.T, d Device, s office.ScanSource, told []office.ScannedPage) {
	t.Helper()
	if d.Side == nil {
		return
	}
	for i, p := range told {
		sheet, back, err := d.Side(p.Path)
		want, wantBack := i+1, false
		if s == office.Duplex {
			want, wantBack = i/2+1, i%2 == 1
		}
		if err != nil || sheet != want || back != wantBack {
			t.Errorf("page %d shows sheet %d, back %t (%v)", i+1, sheet, back, err)
		}
	}
}

// lay lays paper in for a source and says how many pages and which end it makes.
func lay(d *Device, s office.ScanSource) (pages int, end office.ScanEnd) {
	d.Wish.Source = s
	if s == office.Flatbed {
		d.Load(1)
		return 1, office.ScanAsked
	}
	pages = d.Load(sheets)
	if s == office.Duplex {
		pages *= 2
	}
	return pages, office.ScanEmpty
}

func all(t *testing.T, d Device, s office.ScanSource) {
	for round := range 2 { // the device is free again after the first
		pages, want := lay(&d, s)
		told, end, err := scan(t.Context(), t, d, nothing)
		if err != nil || end != want || len(told) != pages {
			t.Fatalf("round %d: %d pages, %q, %v; want %d, %q", round+1, len(told), end, err, pages, want)
		}
		inOrder(t, d, s, told)
		for _, p := range told {
			if p.DPI != 0 && p.DPI != float64(d.Wish.DPI) {
				t.Errorf("a page of %v dpi", p.DPI)
			}
		}
	}
}

func (r Rig) asked(t *testing.T, d Device, s office.ScanSource) {
	pages, _ := lay(&d, s)
	d.Wish.Most = min(3, pages)
	told, end, err := scan(t.Context(), t, d, nothing)
	if r.Uncounted && s != office.Flatbed {
		if !errors.Is(err, scanning.Refused) || len(told) > 0 {
			t.Errorf("%d pages, %q, %v", len(told), end, err)
		}
		return
	}
	if err != nil || end != office.ScanAsked || len(told) != d.Wish.Most {
		t.Fatalf("%d pages, %q, %v; %d were asked for", len(told), end, err, d.Wish.Most)
	}
	inOrder(t, d, s, told)
	lay(&d, s)
	d.Wish.Most = 1
	if told, end, err := scan(t.Context(), t, d, nothing); err != nil || end != office.ScanAsked || len(told) != 1 {
		t.Errorf("after it: %d pages, %q, %v", len(told), end, err)
	}
}

var errUnwanted = errors.New("the receiver wants no more")

// freeAfter tells whether the device scans again.
func (r Rig) freeAfter(t *testing.T, d Device, s office.ScanSource) {
	t.Helper()
	want, _ := lay(&d, s)
	if !r.Uncounted {
		d.Wish.Most, want = 1, 1
	}
	if told, _, err := scan(t.Context(), t, d, nothing); err != nil || len(told) != want {
		t.Errorf("the device is not free after it: %d pages, %v", len(told), err)
	}
}

func (r Rig) unwanted(t *testing.T, d Device, s office.ScanSource) {
	lay(&d, s)
	told, _, err := scan(t.Context(), t, d, func(office.ScannedPage) error { return fmt.Errorf("here: %w", errUnwanted) })
	if !errors.Is(err, errUnwanted) || len(told) != 1 {
		t.Fatalf("%d pages, %v", len(told), err)
	}
	r.freeAfter(t, d, s)
}

func stoppedBefore(t *testing.T, d Device, s office.ScanSource) {
	lay(&d, s)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if told, end, err := scan(ctx, t, d, nothing); err != nil || end != office.ScanStopped || len(told) != 0 {
		t.Errorf("%d pages, %q, %v", len(told), end, err)
	}
}

func (r Rig) stopped(t *testing.T, d Device, s office.ScanSource) {
	most, _ := lay(&d, s)
	if !r.Ahead {
		most = 3 // one may be on its way
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	left := 2
	told, end, err := scan(ctx, t, d, func(office.ScannedPage) error {
		if left--; left == 0 {
			stop()
		}
		return nil
	})
	if err != nil || end != office.ScanStopped || len(told) < 2 || len(told) > most {
		t.Fatalf("%d pages, %q, %v", len(told), end, err)
	}
	inOrder(t, d, s, told)
	r.freeAfter(t, d, s)
}

func nowhere(t *testing.T, d Device, s office.ScanSource) {
	lay(&d, s)
	_, err := d.Driver.Scan(t.Context(), d.Wish, filepath.Join(Folder(t), "không có"), nothing)
	if _, said := office.FailureIn(err); !said {
		t.Errorf("%v has no sentence", err)
	}
}

// before are situations that keep a scan from beginning.
var before = []office.Failure{scanning.FeederEmpty, scanning.Busy, scanning.NoAnswer}

func happens(t *testing.T, d Device, s office.ScanSource, f office.Failure) {
	const after = 3
	want := after
	if slices.ContainsFunc(before, func(b office.Failure) bool { return b.Name == f.Name }) {
		want = 0
	}
	lay(&d, s)
	d.Happens(f, want)
	told, end, err := scan(t.Context(), t, d, nothing)
	if !errors.Is(err, f) || len(told) != want || end != "" {
		t.Fatalf("%d pages, %q, %v; want %d and %s", len(told), end, err, want, f.Name)
	}
	inOrder(t, d, s, told)
}
