package naps2

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/scanningtest"
)

// says is a sentence by which the program tells each situation.
var says = map[string]string{
	scanning.Jam.Name: "The scanner has a paper jam.", scanning.CoverOpen.Name: "The scanner's cover is open.",
	scanning.Gone.Name: "Communication with the scanning device was interrupted.", scanning.Unclear.Name: "An error occurred with the scanning driver.",
	scanning.Busy.Name: "The selected scanner is busy.", scanning.NoAnswer.Name: "The selected scanner is offline.",
}

func TestNAPS2KeepsWhatEveryDriverPromises(t *testing.T) {
	scanningtest.Suite(t, scanningtest.Rig{
		Sources: office.ScanSources, Ahead: true, Uncounted: true,
		Plays: []office.Failure{scanning.FeederEmpty, scanning.Busy, scanning.NoAnswer, scanning.Jam, scanning.CoverOpen, scanning.Gone, scanning.Unclear, scanning.BadPage},
		Play: func(t *testing.T, story func(t *testing.T, d scanningtest.Device)) {
			p := drive(t, stack{Names: []string{name}, After: -1})
			story(t, scanningtest.Device{
				Driver: p, Wish: office.ScanWish{Scanner: prefix + name, Mode: office.Colour, DPI: 300},
				Load: func(n int) int { p.set(stack{Names: []string{name}, Sheets: n, After: -1}); return n },
				Happens: func(f office.Failure, after int) {
					s := p.stack
					switch s.After, s.Says, s.Exits = after, says[f.Name], 1; f.Name {
					case scanning.FeederEmpty.Name:
						s = stack{After: -1}
					case scanning.BadPage.Name:
						s.Sheets, s.After, s.Exits, s.Cut = after+1, -1, 0, true
					}
					p.set(s)
				},
				Side: sideOf,
			})
		},
	})
}

// scanned scans a stack and gives how many pages came.
func scanned(t *testing.T, p *player, s office.ScanSource) (pages int, end office.ScanEnd, err error) {
	t.Helper()
	dir := t.TempDir()
	w := office.ScanWish{Scanner: prefix + name, Source: s, Mode: office.Grey, DPI: 300, Paper: "A4"}
	end, err = p.Scan(t.Context(), w, dir, func(office.ScannedPage) error { pages++; return nil })
	if there, _ := os.ReadDir(dir); len(there) != pages {
		t.Errorf("%d pages were told, and there are %v", pages, there)
	}
	if f, told := office.FailureIn(err); err != nil && (!told || strings.Contains(f.Said, "%!") || f.Next == "") {
		t.Errorf("%v has the sentence %q", err, f.Said)
	}
	return pages, end, err
}

// TestWhatTheProgramSaysIsHeldAgainstItsFiles: it leaves with 0 in many a mishap.
func TestWhatTheProgramSaysIsHeldAgainstItsFiles(t *testing.T) {
	for what, c := range map[string]struct {
		stack stack
		pages int
		end   office.ScanEnd
		want  error
	}{
		"all well":                              {stack{Sheets: 3, After: -1}, 3, office.ScanEmpty, nil},
		"the feeder is empty, said behind":      {stack{Sheets: 5, After: 3, Says: "No pages are in the feeder.", Exits: 1}, 3, office.ScanEmpty, nil},
		"the same in Vietnamese":                {stack{Sheets: 5, After: 3, Says: "Không trang sau nằm trong máng.", Exits: 1}, 3, office.ScanEmpty, nil},
		"a jam in Vietnamese":                   {stack{Sheets: 5, After: 3, Says: "Máy quét có kẹt giấy.", Exits: 1}, 3, "", scanning.Jam},
		"a jam, and it leaves well":             {stack{Sheets: 5, After: 3, Says: "The scanner has a paper jam."}, 3, "", scanning.Jam},
		"words that nobody knows":               {stack{Sheets: 5, After: 3, Says: "Le scanner ne répond plus\u202e"}, 3, "", scanning.Unclear},
		"words in no letters":                   {stack{Sheets: 5, After: 3, Says: "M\xe1y qu\xe9t"}, 3, "", scanning.Unclear},
		"it leaves badly and says nothing":      {stack{Sheets: 5, After: 3, Exits: 1}, 3, "", scanning.Unclear},
		"it hands over fewer than it scanned":   {stack{Sheets: 5, After: -1, Keeps: 2}, 3, "", scanning.Unclear},
		"it says more than it scanned":          {stack{Sheets: 3, After: -1, Sum: 4}, 3, "", scanning.Unclear},
		"it dies as it scans":                   {stack{Sheets: 5, After: 3, Dies: "scan"}, 0, "", Unhanded},
		"it dies before the first":              {stack{Sheets: 5, After: 0, Dies: "scan"}, 0, "", scanning.Unclear},
		"it dies as it hands over":              {stack{Sheets: 3, After: -1, Dies: "hand"}, 2, "", Unhanded},
		"it hangs as it scans":                  {stack{Sheets: 5, After: 3, Hangs: "scan"}, 0, "", Unhanded},
		"it hangs before the first":             {stack{Sheets: 5, After: 0, Hangs: "scan"}, 0, "", scanning.NoAnswer},
		"it hangs as it hands over":             {stack{Sheets: 3, After: -1, Hangs: "hand"}, 2, "", Unhanded},
		"a page is cut":                         {stack{Sheets: 3, After: -1, Cut: true}, 2, "", scanning.BadPage},
		"it prints without end":                 {stack{Sheets: 3, After: 3, Floods: true}, 0, "", Unhanded},
		"it prints without end, and no page is": {stack{Sheets: 3, After: 0, Floods: true}, 0, "", scanning.Unclear},
		"no disk":                               {stack{Sheets: 3, After: 3, Says: "An error occurred when trying to save the file."}, 3, "", scanning.Unclear},
		"no feeder":                             {stack{Sheets: 3, After: 0, Says: "The selected scanner does not support using a feeder. If your", Exits: 1}, 0, "", scanning.Refused},
		"the driver is broken":                  {stack{Sheets: 3, After: 0, Says: "The worker process crashed. Check", Exits: 1}, 0, "", scanning.Unclear},
		"it is warming up":                      {stack{Sheets: 3, After: 0, Says: "The scanner is warming up.", Exits: 1}, 0, "", scanning.Busy},
	} {
		t.Run(what, func(t *testing.T) {
			p := drive(t, c.stack)
			p.quiet = 500 * time.Millisecond
			if pages, end, err := scanned(t, p, office.Feeder); pages != c.pages || end != c.end || !errors.Is(err, c.want) {
				t.Errorf("%d pages, %q, %v", pages, end, err)
			}
		})
	}
}

// Who stops it in the midst is told where the pages are: the program has them.
func TestWhoStopsItIsToldWhereThePagesAre(t *testing.T) {
	p := drive(t, stack{Sheets: 5, After: 3, Hangs: "scan"})
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(400*time.Millisecond, stop)
	w := office.ScanWish{Scanner: prefix + name, Source: office.Feeder, Mode: office.Grey, DPI: 300}
	end, err := p.Scan(ctx, w, t.TempDir(), func(office.ScannedPage) error { return nil })
	if f, _ := office.FailureIn(err); end != "" || !errors.Is(err, Unhanded) || !strings.Contains(f.Said, "đã quét 3 trang") || !strings.Contains(f.Said, "giao 0 trang") {
		t.Errorf("%q, %v: %s", end, err, f.Said)
	}
}

func TestTheDevicesOfTWAINAreListed(t *testing.T) {
	p := drive(t, stack{Names: []string{"RICOH SP 3710SF", name, name, "-x", "Dell\u200f 1135n"}})
	all, err := p.Find(t.Context())
	if err != nil || len(all) != 3 || all[1].ID != prefix+name || all[1].Name != name+" (TWAIN)" || all[2].Name != "Dell[U+200F] 1135n (TWAIN)" {
		t.Errorf("%+v, %v", all, err)
	}
	for what, c := range map[string]struct {
		stack stack
		want  error
	}{
		"none": {stack{}, nil}, "none, in Vietnamese": {stack{Says: "Không thấy thiết bị quét."}, nil},
		"no TWAIN": {stack{Says: "The selected driver is not supported on this system.", Exits: 1}, scanning.Refused},
		"a death":  {stack{Says: "An unexpected error occurred.", Exits: 3}, scanning.NoAnswer},
	} {
		p.set(c.stack)
		if all, err := p.Find(t.Context()); len(all) != 0 || !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v", what, all, err)
		}
	}
	p.program = func() ([]string, error) { return []string{"sh", "-c", "sleep 100"}, nil }
	p.answered = 200 * time.Millisecond
	if _, err := p.Find(t.Context()); !errors.Is(err, scanning.NoAnswer) {
		t.Errorf("silence: %v", err)
	}
}

// The program takes a device by a part of its name.
func TestADeviceThatTheProgramWouldTakeForAnotherIsNotUsed(t *testing.T) {
	p := drive(t, stack{Names: []string{name + " (2)", name}, Sheets: 2, After: -1})
	if _, err := p.Find(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pages, _, err := scanned(t, p, office.Feeder); pages != 0 || !errors.Is(err, Alike) {
		t.Errorf("%d pages, %v", pages, err)
	}
	p.set(stack{Names: []string{name, name + " (2)"}, Sheets: 2, After: -1})
	if _, err := p.Find(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pages, _, err := scanned(t, p, office.Feeder); pages != 2 || err != nil {
		t.Errorf("%d pages, %v", pages, err)
	}
}

func TestPagesThatLieThereAreNotTakenAgain(t *testing.T) {
	p, dir := drive(t, stack{Sheets: 2, After: -1}), t.TempDir()
	w := office.ScanWish{Scanner: prefix + name, Source: office.Feeder, Mode: office.Grey, DPI: 300}
	var all []string
	for range 2 {
		if _, err := p.Scan(t.Context(), w, dir, func(p office.ScannedPage) error { all = append(all, filepath.Base(p.Path)); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(all) != "[Trang quét 0001.png Trang quét 0002.png Trang quét 0003.png Trang quét 0004.png]" {
		t.Errorf("%q", all)
	}
}

func TestWhatTheProgramCannotBeAskedForIsRefused(t *testing.T) {
	p := drive(t, stack{Sheets: 2, After: -1})
	for what, change := range map[string]func(*office.ScanWish){
		"pages": func(w *office.ScanWish) { w.Most = 1 }, "brightness": func(w *office.ScanWish) { w.Brightness = 3 }, "paper": func(w *office.ScanWish) { w.Paper = "Z9" },
		"mode": func(w *office.ScanWish) { w.Mode = "tím" }, "source": func(w *office.ScanWish) { w.Source = "kho" },
	} {
		w := office.ScanWish{Scanner: prefix + name, Source: office.Feeder, Mode: office.Grey, DPI: 300}
		change(&w)
		if _, err := p.Scan(t.Context(), w, t.TempDir(), nil); !errors.Is(err, scanning.Refused) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, id := range []string{"naps2:", "naps2:wia:x", prefix, prefix + "-o", prefix + "a\nb", prefix + strings.Repeat("x", 300)} {
		if _, err := p.Scan(t.Context(), office.ScanWish{Scanner: id}, t.TempDir(), nil); !errors.Is(err, scanning.NoSuchScanner) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestTheProgramIsFoundWhereItIsInstalled(t *testing.T) {
	for _, p := range places {
		t.Setenv(p.variable, "")
	}
	t.Setenv("PATH", t.TempDir())
	d := New(office.SystemClock{})
	if _, err := d.Scan(t.Context(), office.ScanWish{Scanner: prefix + name}, t.TempDir(), nil); !errors.Is(err, scanning.NoProgram) {
		t.Errorf("where it is not: %v", err)
	}
	if all, err := d.Find(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("nobody has to have it: %v, %v", all, err)
	}
	file := program
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	lay := func(dir string) string {
		path := filepath.Join(dir, file)
		if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(path, []byte("x"), 0o700)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	anywhere := t.TempDir()
	want := lay(anywhere)
	t.Setenv("PATH", anywhere)
	if words, err := installed(); err != nil || words[0] != want {
		t.Errorf("on the path: %q, %v", words, err)
	}
	for _, p := range places {
		dir := t.TempDir()
		want := lay(filepath.Join(dir, p.below))
		t.Setenv(p.variable, dir)
		if words, err := installed(); err != nil || words[0] != want {
			t.Errorf("below %s: %q, %v", p.variable, words, err)
		}
		t.Setenv(p.variable, "")
	}
}
