package kit

import (
	"image"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// marked is an A4 sheet with a mark of 60×12 mm at 120, 10.
func marked() Sheet {
	return Sheet{Picture: image.NewGray(image.Rect(0, 0, 210, 297)), W: 210, H: 297,
		Mark: image.NewGray(image.Rect(0, 0, 60, 12)), Spot: office.Spot{Where: office.OnPage, X: 120, Y: 10, W: 60, H: 12}}
}

func viewOf(t *testing.T, s Sheet) *SheetView {
	t.Helper()
	d := newDesk(t)
	v := NewSheetView()
	d.Window.SetPadded(false)
	d.Window.SetContent(v)
	d.Window.Resize(fyne.NewSize(600, 500))
	v.Put(s)
	return v
}

// at is where a place on the sheet, in mm, lies on the board.
func at(v *SheetView, x, y float64) fyne.Position {
	u := v.units()
	return v.board.origin().AddXY(float32(x*u), float32(y*u))
}

func drag(v *SheetView, from fyne.Position, dx, dy float32) {
	v.board.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from.AddXY(dx, dy)}, Dragged: fyne.NewDelta(dx, dy)})
}

func TestWhereThereIsNoSheetNoPaperIsDrawn(t *testing.T) {
	v := viewOf(t, Sheet{})
	drawn := test.WidgetRenderer(v.board).(*boardRenderer)
	for name, o := range map[string]fyne.CanvasObject{"paper": drawn.paper, "shade": drawn.shade, "picture": drawn.picture, "mark": drawn.mark} {
		if o.Visible() {
			t.Errorf("the %s of no sheet is drawn", name)
		}
	}
	v.Put(Sheet{Slender: 1.4}) // its picture is being read
	if !drawn.paper.Visible() {
		t.Error("a sheet whose picture has not come is not drawn")
	}
}

func TestTheMarkIsDroppedWhereItWasDraggedTo(t *testing.T) {
	v := viewOf(t, marked())
	var x, y float64
	dropped := false
	v.OnMark = func(mx, my float64, drop bool) { x, y, dropped = mx, my, drop }
	u := float32(v.units())
	drag(v, at(v, 130, 15), -50*u, 100*u)
	if dropped {
		t.Fatal("dropped while it was held")
	}
	v.ShowTarget(office.Spot{X: 70, Y: 111, W: 60, H: 12})
	if v.target == nil {
		t.Error("where it may go is not shown")
	}
	v.board.DragEnd()
	if !dropped || math.Abs(x-70) > 0.1 || math.Abs(y-110) > 0.1 {
		t.Errorf("dropped %v at %.1f, %.1f", dropped, x, y)
	}
	if v.target != nil {
		t.Error("the outline outlived the drag")
	}
}

func TestDraggingBesideTheMarkMovesThePaper(t *testing.T) {
	v := viewOf(t, marked())
	v.OnMark = func(float64, float64, bool) { t.Error("the mark was moved") }
	v.SetZoom(200)
	drag(v, at(v, 50, 100), 0, -120)
	v.board.DragEnd()
	if v.scroll.Offset.Y != 120 {
		t.Errorf("scrolled to %v", v.scroll.Offset)
	}
}

func TestAMarkOnItsOwnSheetIsNotTaken(t *testing.T) {
	s := marked()
	s.Spot.Where, s.Picture = office.OwnSheet, nil
	v := viewOf(t, s)
	v.OnMark = func(float64, float64, bool) { t.Error("the mark was moved") }
	drag(v, at(v, 130, 15), -10, 10)
	v.board.DragEnd()
}

func TestZoomStaysWithinItsBoundsAndFitsFit(t *testing.T) {
	v := viewOf(t, marked())
	for range 20 {
		v.ZoomBy(1)
	}
	if v.Percent() != float64(GreatestZoom) {
		t.Errorf("zoomed to %.0f %%", v.Percent())
	}
	for range 20 {
		v.ZoomBy(-1)
	}
	if v.Percent() != float64(LeastZoom) {
		t.Errorf("zoomed to %.0f %%", v.Percent())
	}
	v.SetZoom(FitPage)
	if size := v.board.MinSize(); size.Height > 500 || size.Width > 600 {
		t.Errorf("the whole page takes %v", size)
	}
	v.SetZoom(FitWidth)
	if size := v.board.MinSize(); size.Width > 600 || size.Width < 560 {
		t.Errorf("the fitted width is %v", size.Width)
	}
}

func TestAPictureIsAskedForAsLargeAsItIsShown(t *testing.T) {
	v := viewOf(t, marked())
	v.SetZoom(100)
	if got := v.Wanted(); got < 1122 || got > 1124 {
		t.Errorf("A4 at 100 %% wants %d pixels", got)
	}
	v.SetZoom(400)
	if got := v.Wanted(); got > mostPixels {
		t.Errorf("wants %d pixels", got)
	}
}

func TestAStripMovesThePictureDownAndNotTheMark(t *testing.T) {
	s := marked()
	s.Spot = office.Spot{Where: office.StripTop, X: 10, Y: 2, W: 60, H: 12, Grow: 16}
	s.H = 297 + 16
	top, height := s.picture()
	if top != 16 || height != 297 {
		t.Errorf("the page lies at %.0f, %.0f tall", top, height)
	}
	s.Spot.Where = office.StripEnd
	if top, height = s.picture(); top != 0 || height != 297 {
		t.Errorf("the page lies at %.0f, %.0f tall", top, height)
	}
}

func TestTheListOfPointsTellsEachStateByMoreThanColour(t *testing.T) {
	newDesk(t)
	p := NewPoints()
	gone := office.Part("")
	p.OnGo = func(c office.Condition) { gone = c.Part }
	p.Set([]office.Condition{
		{Point: "12.1a", Asks: "Một", Met: office.IsMet, Evidence: "đủ"},
		{Point: "12.1b", Asks: "Hai", Met: office.IsMissed, Evidence: "thiếu", Next: "Hãy đếm.", Part: office.PartCount},
		{Point: "12.1c", Asks: "Ba", Met: office.IsOwed, Evidence: "chưa ký", Next: "Ký sau."},
	})
	if met, all := p.Count(); met != 1 || all != 3 {
		t.Errorf("%d of %d", met, all)
	}
	if c, missing := p.Missing(); !missing || c.Asks != "Hai" {
		t.Errorf("missing %q", c.Asks)
	}
	var way *WayTo
	for _, o := range test.LaidOutObjects(p) {
		if w, ok := o.(*WayTo); ok {
			way = w
		}
	}
	if way == nil {
		t.Fatal("nothing leads to what is missing")
	}
	way.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if gone != office.PartCount {
		t.Errorf("led to %q", gone)
	}
}

func TestAMarkBelowTheEdgeIsBroughtIntoSight(t *testing.T) {
	s := marked()
	s.Spot.Y = 260
	v := viewOf(t, s)
	v.RevealMark()
	top := float32(260*v.units()) + v.board.origin().Y - v.scroll.Offset.Y
	if room := v.scroll.Size().Height; top < 0 || top+float32(12*v.units()) > room {
		t.Errorf("the mark lies at %g of %g", top, room)
	}
	before := v.scroll.Offset
	v.RevealMark()
	if v.scroll.Offset != before {
		t.Error("the page moved though the mark was in sight")
	}
}

// What the program brought into view counts once the clerk goes on from it, also by the bar.
func TestWhatTheClerkWasLedToCountsWhenTheyGoOnByTheBar(t *testing.T) {
	v := viewOf(t, marked())
	v.KeepLegible()
	v.SetZoom(200)
	var g Glances
	v.OnShown = func() { v.Glance(&g) }
	v.Lead()
	v.scrollTo(fyne.NewPos(0, 0))
	if g.Any() {
		t.Fatal("a part counts that only the program brought there")
	}
	Pass(Dwell)
	if g.Any() {
		t.Fatal("it counts by being looked at, though the clerk did nothing with it")
	}
	end := fyne.NewPos(0, v.room().Height)
	v.scroll.Offset = end
	v.scroll.OnScrolled(end)
	head := Area{fyne.Position{}, v.scroll.Size()}
	var want Glances
	want.Add(v.pageArea(), head, Dwell)
	for row := range want {
		for column, long := range want[row] {
			if g[row][column] < long {
				t.Fatal("the head that was in view before the bar was drawn does not count")
			}
		}
	}
}

func TestAStepLeavesNoCrumbOfThePageBelowIt(t *testing.T) {
	v := viewOf(t, marked())
	for _, c := range []struct {
		left  float32 // of the view, below one step
		steps int
	}{{0.05, 1}, {0.08, 2}} {
		v.SetZoom(100)
		v.Resize(fyne.NewSize(900, v.board.Size().Height/(1+stepShare+c.left)))
		high := v.scroll.Size().Height
		v.Top()
		steps := 0
		for v.scroll.Offset.Y < v.room().Height-1 && v.Step(1) {
			if steps++; v.scroll.Offset.Y > float32(steps)*(stepShare+crumbShare)*high {
				t.Fatalf("a step went %v of %v", v.scroll.Offset.Y, high)
			}
		}
		if steps != c.steps {
			t.Errorf("with %v of the view left it takes %d steps", c.left, steps)
		}
	}
}
