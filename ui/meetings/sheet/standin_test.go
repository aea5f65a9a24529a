package sheet

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// at is a time of the week from Monday 7 December 2026, as people say it: "2026-12-09 13:30".
func at(said string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", said, office.VietNam)
	if err != nil {
		panic(err)
	}
	return t
}

// wednesday is when it is in these tests.
var wednesday = at("2026-12-09 10:20")

func meeting(title, from, to string) office.Occurrence {
	return office.Occurrence{UID: title, Title: title, Start: at(from), End: at(to), State: office.MeetingConfirmed}
}

func wholeDay(title, day string, days int) office.Occurrence {
	o := meeting(title, day+" 00:00", day+" 00:00")
	o.End, o.AllDay = o.Start.AddDate(0, 0, days), true
	return o
}

// called are days as an office knows them: weekends off, a holiday on the 10th.
func called(t time.Time) Day {
	d := Day{Lunar: fmt.Sprint((t.YearDay()+18)%29 + 1), Off: t.Weekday() == time.Saturday || t.Weekday() == time.Sunday}
	if t.Day() == 10 {
		d.Lunar, d.Holiday, d.Off = "1/11", "Ngày hội xã Mẫu Sơn", true
	}
	return d
}

// wish is what a sheet told.
type wish struct {
	what     string
	of       string
	from, to string
}

// desk is a sheet in a window.
type desk struct {
	*Sheet
	hand   *kittest.Hand
	window fyne.Window
	wishes []wish
	spans  []string
}

func newDeskOf(t testing.TB, size fyne.Size, all ...office.Occurrence) *desk {
	t.Helper()
	a := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	a.Settings().SetTheme(kit.Look{})
	d := &desk{Sheet: New(func() time.Time { return wednesday }), window: test.NewWindow(nil)}
	told := func(what, of string) func(from, to time.Time) {
		return func(from, to time.Time) {
			d.wishes = append(d.wishes, wish{what, of, from.Format("02 15:04"), to.Format("02 15:04")})
		}
	}
	d.OnOpen = func(o office.Occurrence) { told("open", o.Title)(o.Start, o.End) }
	d.OnMove = func(o office.Occurrence, from, to time.Time) { told("move", o.Title)(from, to) }
	d.OnNew = told("new", "")
	d.OnSpan = func(from, to time.Time) {
		d.spans = append(d.spans, from.Format("02/01/2006")+" "+to.Format("02/01/2006"))
	}
	d.hand = &kittest.Hand{Window: d.window}
	d.window.SetPadded(false)
	d.window.SetContent(d.Sheet)
	d.window.Resize(size)
	d.Put(all, called)
	return d
}

var usual = fyne.NewSize(1100, 560)

// draw keeps what the window shows, for eyes, where they want it.
func (d *desk) draw(t *testing.T, name string) {
	folder := os.Getenv("TRAM_LOOK")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, "sheet-"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) told(t *testing.T, want ...wish) {
	t.Helper()
	if fmt.Sprint(d.wishes) != fmt.Sprint(want) {
		t.Errorf("told %v, not %v", d.wishes, want)
	}
	d.wishes = nil
}
