//go:build wiafake

package wia

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows/registry"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/scanningtest"
)

// These tests have the worker speak to WIA as Windows has it. Under wine, which has none,
// .ci/wine-wia.sh gives it .ci/wia/fake.c. A real PC shows more: docs/may-quet-that.md.

// ofWindows is a driver whose worker is this test, on the WIA of this Windows.
func ofWindows() *Driver {
	d := New(office.SystemClock{})
	d.worker = func() ([]string, error) { return []string{os.Args[0], Worker}, nil }
	return d
}

func TestWineHasNoWIA(t *testing.T) {
	if all, err := ofWindows().Find(t.Context()); len(all) != 0 || !errors.Is(err, scanning.NoProgram) {
		t.Errorf("%v, %v", all, err)
	}
}

// register has Windows find the library for the class of WIA 2.0.
func register(t *testing.T, library string) {
	t.Helper()
	const class = `Software\Classes\CLSID\{B6C292BC-7C88-41EE-8B54-8EC92617E599}`
	key, _, err := registry.CreateKey(registry.LOCAL_MACHINE, class+`\InprocServer32`, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(registry.DeleteKey(registry.LOCAL_MACHINE, class+`\InprocServer32`), registry.DeleteKey(registry.LOCAL_MACHINE, class)); err != nil {
			t.Error(err)
		}
	})
	if err := errors.Join(key.SetStringValue("", library), key.SetStringValue("ThreadingModel", "Both"), key.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestTheWorkerScansThroughCOM(t *testing.T) {
	library := os.Getenv("TRAM_WIA_FAKE")
	register(t, library)
	var now stack
	set := func(s stack) {
		now = s
		half, cut := 0, 0
		if s.Half {
			half = 1
		}
		if s.Short {
			cut = 1
		}
		line := fmt.Sprintf("%d %d %d %d %d %x\n", s.Sheets, s.After, s.Feeder, half, cut, s.Code)
		if err := os.WriteFile(filepath.Join(filepath.Dir(library), "stack.txt"), []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	set(stack{After: -1})
	plays := map[string]stack{
		scanning.FeederEmpty.Name: {}, scanning.Busy.Name: {Code: busy}, scanning.NoAnswer.Name: {Code: offline},
		scanning.Jam.Name: {Code: paperJam}, scanning.CoverOpen.Name: {Code: coverOpen}, scanning.MultiFeed.Name: {Code: multiFeed},
		scanning.OutOfMemory.Name: {Code: outOfMemory}, scanning.Gone.Name: {Code: communication},
		scanning.Unclear.Name: {Half: true, Code: paperEmpty}, scanning.BadPage.Name: {Short: true},
	}
	d := ofWindows()
	all, err := d.Find(t.Context())
	if err != nil || len(all) != 1 || all[0].ID != prefix+playedID || all[0].Name != "Máy quét mẫu" ||
		fmt.Sprint(all[0].Offers) != "{[color gray lineart] [75 300 600] 215.9 297.2 true false}" {
		t.Fatalf("%+v, %v", all, err)
	}
	scanningtest.Suite(t, scanningtest.Rig{
		Sources: office.ScanSources, Ahead: true,
		Plays: []office.Failure{scanning.FeederEmpty, scanning.Busy, scanning.NoAnswer, scanning.Jam, scanning.CoverOpen, scanning.MultiFeed,
			scanning.OutOfMemory, scanning.Gone, scanning.Unclear, scanning.BadPage},
		Play: func(t *testing.T, story func(t *testing.T, d scanningtest.Device)) {
			story(t, scanningtest.Device{
				Driver: d, Wish: office.ScanWish{Scanner: prefix + playedID, Mode: office.Colour, DPI: 300},
				Load: func(n int) int { set(stack{Sheets: n, After: -1}); return n },
				Happens: func(f office.Failure, after int) {
					s := plays[f.Name]
					s.After, s.Sheets = after, now.Sheets
					if f.Name == scanning.FeederEmpty.Name {
						s = stack{After: -1}
					}
					set(s)
				},
				Side: sideOf,
			})
		},
	})
	set(stack{Sheets: 3, After: -1})
	w := office.ScanWish{Scanner: prefix + playedID, Source: office.Feeder, Mode: office.Colour, DPI: 200}
	if _, err := d.Scan(t.Context(), w, scanningtest.Folder(t), nil); !errors.Is(err, scanning.Refused) {
		t.Errorf("a resolution that the device does not have: %v", err)
	}
	w.DPI, w.Paper = 300, "A3"
	if _, err := d.Scan(t.Context(), w, scanningtest.Folder(t), nil); !errors.Is(err, scanning.Refused) {
		t.Errorf("a paper that the device does not take: %v", err)
	}
	w.Paper, w.Scanner = "", "wia:{9}"
	if _, err := d.Scan(t.Context(), w, scanningtest.Folder(t), nil); !errors.Is(err, scanning.NoAnswer) {
		t.Errorf("a device that is not there: %v", err)
	}
	set(stack{Sheets: 3, After: -1, Feeder: feedReady})
	w.Scanner = prefix + playedID
	if _, err := d.Scan(t.Context(), w, scanningtest.Folder(t), func(office.ScannedPage) error { return nil }); !errors.Is(err, scanning.Unclear) {
		t.Errorf("a transfer that ends well while paper lies there: %v", err)
	}
}
