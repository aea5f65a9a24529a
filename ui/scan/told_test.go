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
