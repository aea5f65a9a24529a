package scan

import (
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	kit.Rehearse()
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// Thirty files that came while the clerk was at lunch are one line, which one press takes away.
func TestFilesOfTheWatchedFolderAreToldInOneLine(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	desk := kit.NewDesk(t.Context(), test.NewTempWindow(t, nil))
	d := New(desk, nil)
	today := 0
	d.ToToday = func() { today++ }
	for range 30 {
		d.arrived(office.Arrival{Name: "SCAN.pdf", Draft: "d", Pages: 2})
	}
	for _, name := range []string{"a.pdf", "b.pdf"} {
		d.arrived(office.Arrival{Name: name, Aside: true, Err: office.Failure{Name: "page.empty", Said: "Tệp rỗng.", Next: "Hãy quét lại."}})
	}
	if said, want := desk.News.Said(), kit.T("scan.set-aside-many", 2, kit.Foreign("b.pdf")); len(said) < len(want) || said[:len(want)] != want {
		t.Errorf("of what was set aside: %q", said)
	}
	desk.News.Shut()
	if said, want := desk.News.Said(), kit.T("scan.arrived-many", 30, 60); said != want {
		t.Errorf("of what came: %q, not %q", said, want)
	}
	desk.News.Press()
	if today != 1 || desk.News.Visible() {
		t.Errorf("led %d times, still told: %q", today, desk.News.Said())
	}
	if d.arrived(office.Arrival{Name: "SCAN.pdf", Draft: "d", Pages: 2}); desk.News.Said() != kit.T("scan.arrived", kit.Foreign("SCAN.pdf"), 2) {
		t.Errorf("after it was put away: %q", desk.News.Said())
	}
}

// A device that sends less than it was asked for is told of with the pages.
func TestPagesThatCameCoarserThanAskedForAreTold(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	d := New(kit.NewDesk(t.Context(), test.NewTempWindow(t, nil)), nil)
	r := &run{order: office.ScanOrder{Wish: office.ScanWish{DPI: 300}}, goal: over, page: 2}
	for _, c := range []struct {
		dpi  float64
		said bool
	}{{300, false}, {299.7, false}, {600, false}, {0, false}, {200, true}} {
		r.pages, r.coarse = []office.ID{"p"}, 0
		r.weigh(office.Page{Width: 100, Height: 100, DPIX: c.dpi, DPIY: c.dpi})
		if (r.coarse != 0) != c.said || c.said && r.coarse != 200 {
			t.Errorf("%v dpi are taken for %d", c.dpi, r.coarse)
		}
	}
	d.At(nobodys{})
	d.strip.ended(r)
	if want := kit.T("scan.again-done", 2) + " " + kit.T("scan.coarse", 300, 200); d.strip.said.Said() != want {
		t.Errorf("it says %q", d.strip.said.Said())
	}
}

// nobodys is a desk on which nothing lies.
type nobodys struct{ Table }

func (nobodys) Faced() {}

// one is a desk on which a draft lies.
type one struct {
	nobodys
	draft office.ID
}

func (o one) Lying() (office.ID, []office.Page, int) { return o.draft, nil, -1 }

// What was counted is told without a jump of the form beside it, and with what was wrong with
// the pages.
func TestACountMovesNothingAndKeepsThatThePagesAreCoarse(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	d := New(kit.NewDesk(t.Context(), test.NewTempWindow(t, nil)), nil)
	d.At(one{draft: "d"})
	d.last = &run{draft: "d", pages: []office.ID{"p"}, coarse: 200, order: office.ScanOrder{Wish: office.ScanWish{DPI: 300, Source: office.Feeder}}}
	d.strip.ended(d.last)
	high := kit.HeightAt(d.strip.content, 700)
	d.Count(1, 1)
	if got := kit.HeightAt(d.strip.content, 700); got != high {
		t.Errorf("counted, it is %v high instead of %v", got, high)
	}
	if want := kit.T("scan.counted", 1) + " " + kit.T("scan.coarse", 300, 200); d.strip.said.Said() != want {
		t.Errorf("it says %q", d.strip.said.Said())
	}
	d.strip.say(kit.Good, kit.Trouble{Said: "."})
	if got := kit.HeightAt(d.strip.content, 700); got >= high {
		t.Errorf("told of another scan, it stays %v high", got)
	}
}
