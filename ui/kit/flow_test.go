package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// block is an object of a size.
func block(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

func TestARowGoesOnBelowWhereTheRoomEnds(t *testing.T) {
	a, b, c := block(100, 20), block(100, 30), block(100, 20)
	row := Flow(a, b, c)
	row.Resize(fyne.NewSize(220, 60))
	if a.Position().Y != 5 || b.Position().Y != 0 || c.Position() != fyne.NewPos(0, 34) {
		t.Errorf("they lie at %v, %v and %v", a.Position(), b.Position(), c.Position())
	}
	if got := row.MinSize(); got != fyne.NewSize(100, 54) {
		t.Errorf("two rows need %v", got)
	}
	row.Resize(fyne.NewSize(400, 60))
	if c.Position() != fyne.NewPos(208, 5) || row.MinSize().Height != 30 {
		t.Errorf("with room for all the last lies at %v in %v", c.Position(), row.MinSize())
	}
}

func TestAHeadGoesBelowItsTitle(t *testing.T) {
	title, deed := block(200, 30), block(100, 20)
	head := Head(title, deed)
	head.Resize(fyne.NewSize(500, 30))
	if deed.Position() != fyne.NewPos(400, 5) {
		t.Errorf("the deed lies at %v", deed.Position())
	}
	head.Resize(fyne.NewSize(250, 60))
	if deed.Position().Y != 34 {
		t.Errorf("without room beside the title the deed lies at %v", deed.Position())
	}
}

func TestWhatStretchesTakesWhatARowLeaves(t *testing.T) {
	name, deed, wide := block(400, 20), block(100, 20), block(90, 20)
	row := Flow(Stretch(60, name), deed)
	row.Resize(fyne.NewSize(250, 20))
	if name.Size().Width != 146 || deed.Position().X != 150 {
		t.Errorf("the name is %v wide, the deed at %v", name.Size().Width, deed.Position())
	}
	row = Flow(deed, Stretch(0, wide), layout.NewSpacer())
	row.Resize(fyne.NewSize(120, 60))
	if wide.Size().Width < 90 {
		t.Errorf("what needs 90 has %v", wide.Size().Width)
	}
}

func TestCardsStandBelowEachOtherWhereTheyWouldBeTooNarrow(t *testing.T) {
	a, b := block(200, 50), block(200, 70)
	both := Columns(a, b)
	both.Resize(fyne.NewSize(2*columnLeast+Gap, 70))
	if b.Position() != fyne.NewPos(columnLeast+Gap, 0) || both.MinSize().Height != 70 {
		t.Errorf("side by side the second lies at %v of %v", b.Position(), both.MinSize())
	}
	both.Resize(fyne.NewSize(columnLeast+20, 140))
	if b.Position() != fyne.NewPos(0, 50+Gap) || both.MinSize().Height != 50+Gap+70 {
		t.Errorf("below each other the second lies at %v of %v", b.Position(), both.MinSize())
	}
}

// A title takes no row of its own where a page has few, and is back where it has many.
func TestATitleMakesWayInALowWindow(t *testing.T) {
	d := newDesk(t)
	title := Heading("Số hóa văn bản giấy")
	add, aside := NewButton("Thêm tệp vào đây", nil, nil), NewButton("Để sau", nil, nil)
	head := Head(title, add, aside)
	d.Window.SetContent(container.NewBorder(head, nil, nil, nil))
	for _, c := range []struct {
		wide, high float32
		there      bool
	}{{300, 330, false}, {300, 700, true}, {900, 330, true}, {300, 330, false}} {
		d.Window.Resize(fyne.NewSize(c.wide, c.high))
		d.Window.Content().Refresh()
		if title.Visible() != c.there || !add.Visible() || (head.MinSize().Height < 60) == (c.wide < 500 && c.high > 420) {
			t.Errorf("%v×%v: the title is there: %v, in %v", c.wide, c.high, title.Visible(), head.MinSize().Height)
		}
	}
}
