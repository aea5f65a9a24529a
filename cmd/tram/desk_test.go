package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/cmd/machine"
	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/people"
	"tram/local/scanning"
	"tram/local/station"
	"tram/ui"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// sitting is a clerk at the window of a real office in which nobody has an account.
type sitting struct {
	t    testing.TB
	home string
	s    *station.Station

	printing *station.Printing // nil: that of this machine
	scanners []scanning.Driver
	reads    bool   // what is on a page is read where Tesseract is
	folder   string // from which files were chosen last; empty: none

	app  *kittest.App
	hand *kittest.Hand
	end  context.CancelFunc
}

// newSitting sets an office up and opens its window.
func newSitting(t *testing.T) *sitting {
	t.Helper()
	w := &sitting{t: t, home: t.TempDir()}
	w.begin()
	_, err := w.s.SetUp(t.Context(), office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		[]office.Clerk{{Name: "Nguyễn Văn Mẫu"}, {Name: "Trần Thị Ví Dụ"}})
	w.must(err)
	w.must(w.s.RecoveryKept())
	w.open()
	t.Cleanup(func() {
		w.end()
		kit.Settle()
		w.must(w.s.Close())
	})
	return w
}

func (w *sitting) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// begin starts the station, as the program does.
func (w *sitting) begin() {
	w.t.Helper()
	o := station.Options{Home: filepath.Join(w.home, "nhà"), State: filepath.Join(w.home, "ngoài"), Printing: machine.Printing(office.SystemClock{}), Passwords: people.LeastCost()}
	if w.printing != nil {
		o.Printing = *w.printing
	}
	if o.Scanners = w.scanners; w.reads {
		o.Reader = ocr.Find
	}
	s, err := station.Open(context.Background(), o)
	w.must(err)
	w.s = s
}

// Size of the window: so tall that all that a desk says of a document is in view.
const seatWide, seatTall = 1366, 1400

// open opens the window on the station.
func (w *sitting) open() {
	w.t.Helper()
	a := &kittest.App{App: test.NewApp()}
	for _, purpose := range []string{strings.Join(kit.PageFiles, ""), strings.Join(kit.MessageFiles, ""), "save.pdf"} {
		a.Preferences().SetString("files.folder/"+purpose, w.folder)
	}
	ctx, end := context.WithCancel(context.Background())
	_, err := ui.New(ctx, a, ui.Options{
		Open: func(context.Context, string, *job.Progress) (ui.Services, error) { return w.s, nil },
		Save: func(string, []byte) error { return nil }, View: func(string) error { return nil }, Recover: func(string) error { return nil },
	})
	w.must(err)
	kit.Settle()
	w.app, w.end, w.hand = a, end, &kittest.Hand{Window: a.Window}
	a.Window.Resize(fyne.NewSize(seatWide, seatTall))
	kit.Settle()
}

// leave presses the cross, says yes where the window asks, and waits until the program
// has ended.
func (w *sitting) leave() {
	w.t.Helper()
	w.app.Window.Cross()
	kit.Settle()
	for range 3 {
		if b := w.button("Vẫn đóng"); b != nil && !w.app.Ended {
			test.Tap(b)
			kit.Settle()
		}
	}
	if !w.app.Ended {
		text, _ := read(objects(kittest.Things(w.app.Window)))
		w.t.Fatalf("the window does not close:\n%s", text)
	}
	w.end()
}

// again closes the program and starts it anew.
func (w *sitting) again() {
	w.t.Helper()
	w.leave()
	w.begin()
	w.open()
}

// goTo goes to a place by its door.
func (w *sitting) goTo(place string) {
	w.t.Helper()
	for _, o := range w.things() {
		if d, is := o.Object.(*kit.Place); is && d.Word == place {
			test.Tap(d)
			return
		}
	}
	w.t.Fatalf("there is no door to %q", place)
}

func (w *sitting) things() []kittest.Thing { return kittest.Things(w.app.Window) }

func objects(all []kittest.Thing) (found []fyne.CanvasObject) {
	for _, each := range all {
		found = append(found, each.Object)
	}
	return found
}

// said is all that the window says.
func (w *sitting) said() string {
	w.app.Window.Content().Refresh()
	text, _ := read(objects(w.things()))
	return text
}

// button is one in sight that can be pressed; nil: there is none.
func (w *sitting) button(word string) *kit.Button {
	for _, o := range w.things() {
		if b, is := o.Object.(*kit.Button); is && b.Text == word && !b.Disabled() {
			return b
		}
	}
	return nil
}

// press presses a button.
func (w *sitting) press(word string) {
	w.t.Helper()
	b := w.button(word)
	if b == nil {
		w.t.Fatalf("nothing says %q:\n%s", word, w.said())
	}
	test.Tap(b)
}

// fields are what is asked beside a name: fields, or lists of choices.
func fields(things []kittest.Thing, name string) (found []fyne.CanvasObject) {
	const line, near = 24, 160 // in units of the screen
	var named *kittest.Thing
	for _, o := range things {
		if l, is := o.Object.(*widget.Label); is {
			if named = nil; l.Text == name {
				named = &o
			}
			continue
		}
		switch o.Object.(type) {
		case *kit.Entry, *kit.Offered, *kit.Choice, *kit.Select:
			if named != nil && math.Abs(float64(o.At.Y-named.At.Y)) < line && math.Abs(float64(o.At.X-named.At.X-named.Size.Width)) < near {
				found = append(found, o.Object)
			}
			named = nil
		}
	}
	return found
}

// field is the first of them.
func (w *sitting) field(name string) fyne.CanvasObject {
	w.t.Helper()
	all := fields(w.things(), name)
	if len(all) == 0 {
		w.app.Window.Content().Refresh()
		all = fields(w.things(), name)
	}
	if len(all) == 0 {
		w.t.Fatalf("nothing asks for %q:\n%s", name, w.said())
	}
	return all[0]
}

// write types words into a field in the place of what stands there.
func (w *sitting) write(name, text string) {
	w.t.Helper()
	f := w.field(name).(fyne.Focusable)
	c := w.app.Window.Canvas()
	c.Focus(f)
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if text == "" {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	}
	for _, r := range text {
		f.TypedRune(r)
	}
}

// stands is what stands in a field.
func stands(field fyne.CanvasObject) string {
	switch f := field.(type) {
	case *kit.Entry:
		return f.Text
	case *kit.Offered:
		return f.Text
	case *kit.Choice:
		return f.Text
	case *kit.Select:
		return f.Selected
	}
	return ""
}

// pages writes so many pictures of pages, small ones, and tells where.
func (w *sitting) pages(n int) (paths []string) {
	w.t.Helper()
	dir := w.t.(*testing.T).TempDir()
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("trang %d.jpg", i+1))
		w.must(os.WriteFile(path, smallPage(i), 0o600))
		written := time.Date(2026, 11, 23, 7, 0, n-i, 0, time.UTC) // the newest is listed first
		w.must(os.Chtimes(path, written, written))
		paths = append(paths, path)
	}
	return paths
}

// smallPage is an A4 page of 75 dpi, as a JPEG that says so.
func smallPage(i int) []byte {
	img := image.NewGray(image.Rect(0, 0, 620, 877))
	for j := range img.Pix {
		img.Pix[j] = 250
	}
	for line := range 20 + i {
		for x := 90; x < 500; x++ {
			img.SetGray(x, 150+30*line, color.Gray{Y: 30})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	density := []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 0, 75, 0, 75, 0, 0}
	return slices.Concat(b.Bytes()[:2], density, b.Bytes()[2:])
}

// drafts are those that wait, as the list has them.
func (w *sitting) drafts() []office.Row {
	w.t.Helper()
	rows, err := w.s.Drafts(context.Background())
	w.must(err)
	return rows
}

// record reads a conversion.
func (w *sitting) record(id office.ID) office.Conversion {
	w.t.Helper()
	c, err := w.s.Conversion(context.Background(), id)
	w.must(err)
	return c
}

// lacks are those of some sentences that the window does not say.
func (w *sitting) lacks(sentences []string) (lacking []string) {
	said := w.said()
	for _, each := range sentences {
		if !strings.Contains(said, each) {
			lacking = append(lacking, each)
		}
	}
	return lacking
}
