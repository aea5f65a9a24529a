package ui

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
	"tram/ui/meetings/sheet"
)

// screen is what a clerk may sit at: its size in dots, and how large the system draws.
type screen struct {
	wide, high, percent float32
}

// allScreens are those at which everything must be reached; screens, of these, at which
// each test looks: the tightest, and the usual ones. TRAM_SCREENS=all looks at all.
var (
	allScreens = []screen{
		{1024, 600, 100}, {1024, 600, 125}, {1024, 600, 150},
		{1366, 768, 100}, {1366, 768, 125}, {1366, 768, 150}, {1366, 768, 200},
		{1920, 1080, 100}, {1920, 1080, 150}, {1920, 1080, 200},
		{2560, 1440, 150}, {3840, 2160, 200},
	}
	screens = []screen{{1024, 600, 150}, {1366, 768, 100}, {1366, 768, 150}}
)

func init() {
	if os.Getenv("TRAM_SCREENS") == "all" {
		screens = allScreens
	}
}

// endless is larger than anything that is shown, in units.
const endless = 1e6

// bars are the title of a window and the bar of a desktop, in units.
const bars = 70

func (s screen) String() string {
	return fmt.Sprintf("%.0fx%.0f at %.0f %%", s.wide, s.high, s.percent)
}

// room is what the screen leaves to what is in the window, in units.
func (s screen) room() fyne.Size {
	return fyne.NewSize(s.wide*100/s.percent, s.high*100/s.percent-bars)
}

// area is a part of the window in which things are reached, by scrolling or at once.
type area struct {
	at   fyne.Position
	size fyne.Size
	of   fyne.CanvasObject // the scroll that shows it; nil: the window
}

func (a area) holds(at fyne.Position, size fyne.Size) bool {
	const off = 1.5
	return at.X >= a.at.X-off && at.Y >= a.at.Y-off && at.X+size.Width <= a.at.X+a.size.Width+off && at.Y+size.Height <= a.at.Y+a.size.Height+off
}

// control is something that a clerk uses, where it lies.
type control struct {
	of   fyne.CanvasObject
	at   fyne.Position
	size fyne.Size
	in   area
	over []fyne.CanvasObject // those in which it lies
}

func (c control) String() string {
	return fmt.Sprintf("%s %q at %.0f,%.0f of %.0f×%.0f", strings.TrimPrefix(reflect.TypeOf(c.of).String(), "*"), wordOf(c.of), c.at.X, c.at.Y, c.size.Width, c.size.Height)
}

func wordOf(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *kit.Button:
		return o.Text
	case *kit.Place:
		return o.Word
	case *kit.Entry:
		return o.PlaceHolder + o.Text
	case *kit.Select:
		return o.Selected
	case *kit.Check:
		return o.Text
	case *widget.Label:
		return o.Text
	}
	return ""
}

// looked is what a look at a window finds.
type looked struct {
	controls []control
	words    []control // labels
	wrong    []string
}

// look walks through what is in sight.
func (l *looked) look(o fyne.CanvasObject, at fyne.Position, in area, over []fyne.CanvasObject) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	if isControl(o) || isWords(o) {
		l.judge(control{o, at, o.Size(), in, over})
	}
	over = append(over[:len(over):len(over)], o)
	switch o := o.(type) {
	case *container.Scroll:
		inner := area{at.Add(o.Content.Position()), o.Content.Size(), o}
		if o.Direction == container.ScrollVerticalOnly {
			inner.size.Width = o.Size().Width
		}
		if o.Direction == container.ScrollHorizontalOnly {
			inner.size.Height = o.Size().Height
		}
		l.look(o.Content, at, inner, over)
	case *fyne.Container:
		for _, each := range o.Objects {
			l.look(each, at, in, over)
		}
	case fyne.Widget:
		if isLeaf(o) {
			return
		}
		if _, scrolls := o.(fyne.Scrollable); scrolls { // what is in it is reached by its wheel and its bars
			in = area{at.AddXY(-endless, -endless), fyne.NewSquareSize(2 * endless), o}
		}
		for _, each := range test.WidgetRenderer(o).Objects() {
			l.look(each, at, in, over)
		}
	}
}

// judge says what is wrong with a control where it lies.
func (l *looked) judge(c control) {
	if !c.in.holds(c.at, c.size) {
		l.wrong = append(l.wrong, fmt.Sprintf("%v lies outside: what shows it is at %.0f,%.0f of %.0f×%.0f", c, c.in.at.X, c.in.at.Y, c.in.size.Width, c.in.size.Height))
	}
	line := reflect.TypeOf(c.of).String() == "*widget.listItem" // it is as high as its list says
	if least := c.of.MinSize(); !line && (c.size.Width < least.Width-1.5 || c.size.Height < least.Height-1.5) {
		l.wrong = append(l.wrong, fmt.Sprintf("%v is squeezed: it needs %.0f×%.0f", c, least.Width, least.Height))
	}
	if !isControl(c.of) {
		l.words = append(l.words, c)
		return
	}
	for _, other := range l.controls {
		if other.in.of == c.in.of && !slices.Contains(c.over, other.of) && meet(other, c) {
			l.wrong = append(l.wrong, fmt.Sprintf("%v overlaps %v", c, other))
		}
	}
	l.controls = append(l.controls, c)
}

func meet(a, b control) bool {
	const off = 1.5
	return a.at.X+a.size.Width > b.at.X+off && b.at.X+b.size.Width > a.at.X+off && a.at.Y+a.size.Height > b.at.Y+off && b.at.Y+b.size.Height > a.at.Y+off
}

// isControl tells that a clerk uses an object.
func isControl(o fyne.CanvasObject) bool {
	if strings.HasPrefix(reflect.TypeOf(o).String(), "*widget.scroll") { // the bar of a list
		return false
	}
	if list, is := o.(*kit.List); is && list.Length() == 0 { // there is nothing to use
		return false
	}
	if _, focus := o.(fyne.Focusable); focus {
		return true
	}
	if _, tapped := o.(fyne.Tappable); tapped {
		return true
	}
	_, pressed := o.(desktop.Mouseable)
	return pressed
}

// isWords tells that an object are words that must not run into others.
func isWords(o fyne.CanvasObject) bool {
	_, label := o.(*widget.Label)
	_, chip := o.(*kit.Chip)
	return label || chip
}

// isLeaf tells that what a widget is made of is its own affair.
func isLeaf(o fyne.Widget) bool {
	switch o.(type) {
	case *kit.Button, *kit.Entry, *kit.SheetView, *kit.Select, *kit.Check, *kit.Place, *kit.Chip, *widget.Label, *kit.Secret, *sheet.Sheet:
		return true
	}
	return false
}

// settleAt gives the window a room, in which everything finds its place as in a real one.
func (w *Window) settleAt(room fyne.Size, f *kittest.Frames) {
	w.win.Resize(room)
	kit.Settle()
	f.Settle(w.win.Canvas())
	kit.Settle()
}

// misfits are what is out of reach, squeezed or overprinted in what the window shows.
func (w *Window) misfits() []string {
	var l looked
	size := w.win.Canvas().Size()
	l.look(w.win.Content(), fyne.Position{}, area{size: size}, nil)
	if got := w.win.Content().Size(); got.Width > size.Width+1 || got.Height > size.Height+1 {
		l.wrong = append(l.wrong, fmt.Sprintf("the window is %v, in a room of %v", got, size))
	}
	return l.wrong
}

// mostParts are the parts of a page that may lie one behind another.
const mostParts = 3

// walk looks at what is in front at all screens, each part of it.
func (b *worked) walk(t *testing.T, state string) {
	t.Helper()
	for _, s := range screens {
		b.w.settleAt(s.room(), &b.frames)
		for range mostParts {
			kit.NextPart(b.w.frame.page().Content())
			b.w.settleAt(s.room(), &b.frames)
			for _, wrong := range b.w.misfits() {
				t.Errorf("%v, place %s: %s", s, state, wrong)
			}
			b.w.draw(t, fmt.Sprintf("%s %v", state, s))
		}
	}
}

// draw keeps what the window shows, for eyes, where they want it.
func (w *Window) draw(t *testing.T, name string) {
	if lookFolder == "" {
		return
	}
	f, err := os.Create(filepath.Join(lookFolder, strings.ReplaceAll(name, " ", "-")+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.win.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestEverythingIsWithinReachOnAnyScreen(t *testing.T) {
	b := newWorked(t)
	withoutLine(t, b.w.services) // its banner stands above each page
	b.walkAll(t)
	b.w.setLanguage(kit.English)
	t.Cleanup(func() { kit.Speak(kit.Vietnamese) })
	kit.Settle()
	b.walkAll(t)
}

func TestEverythingIsWithinReachInAnOfficeThatHasNothingYet(t *testing.T) {
	b := &worked{t: t, w: openOn(t, stationtest.New(t))}
	b.walkPlaces(t)
}

// walkAll looks at all places, and at work in them.
func (b *worked) walkAll(t *testing.T) {
	t.Helper()
	b.walkPlaces(t)
	for name, come := range b.states(t) {
		b.w.settleAt(fyne.NewSize(firstWidth, firstHeight), &b.frames)
		come()
		kit.Settle()
		b.walk(t, name)
	}
}

// walkPlaces looks at all places, as one comes to them.
func (b *worked) walkPlaces(t *testing.T) {
	t.Helper()
	for i := range b.w.frame.pages {
		b.w.frame.goTo(i)
		kit.Settle()
		b.chooseFirst()
		b.w.frame.goTo(i) // a choice may lead elsewhere
		kit.Settle()
		b.walk(t, b.w.frame.side.doors[i].Word)
	}
}
