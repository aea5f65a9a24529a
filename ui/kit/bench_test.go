package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// threeParts is a bench of three parts, with a field in the last.
func threeParts(d *Desk) (b *Bench, of []fyne.CanvasObject, field *Entry) {
	field = NewEntry()
	of = []fyne.CanvasObject{block(50, 20), block(50, 20), container.NewVBox(field)}
	b = NewBench(0, &Part{Name: "Một", Wide: 100, Of: of[0]}, &Part{Name: "Hai", Wide: 300, Of: of[1], Rest: true}, &Part{Name: "Ba", Wide: 200, Of: of[2]})
	d.Window.SetContent(b)
	return b, of, field
}

// behind are the parts that are not seen.
func (b *Bench) behind() (all []int) {
	for i := range b.parts {
		if b.Folded(i) {
			all = append(all, i)
		}
	}
	return all
}

func TestPartsFoldOneAfterTheOtherAsTheRoomEnds(t *testing.T) {
	d := newDesk(t)
	b, _, _ := threeParts(d)
	for _, c := range []struct {
		wide   float32
		behind int
		middle float32
	}{{800, 0, 476}, {624, 0, 300}, {620, 1, 408}, {512, 1, 300}, {511, 2, 511}} {
		b.Resize(fyne.NewSize(c.wide, 300))
		if got := len(b.behind()); got != c.behind || b.Folded(1) || b.parts[1].slot.Size().Width != c.middle {
			t.Errorf("at %v: %d parts are behind, the middle is %v wide", c.wide, got, b.parts[1].slot.Size().Width)
		}
	}
}

func TestEachFoldedPartIsReachedByItsTab(t *testing.T) {
	d := newDesk(t)
	b, _, _ := threeParts(d)
	b.Resize(fyne.NewSize(400, 300))
	for i, p := range b.parts {
		if !p.tab.Visible() {
			t.Fatalf("part %d has no tab", i)
		}
		p.tab.Tapped(nil)
		if b.Folded(i) || len(b.behind()) != 2 {
			t.Errorf("after tab %d parts %v are behind", i, b.behind())
		}
	}
	NextPart(d.Window.Content())
	if b.Folded(0) {
		t.Error("the next part after the last is not the first")
	}
	b.Resize(fyne.NewSize(800, 300))
	if b.tabs.Visible() || len(b.behind()) != 0 {
		t.Error("with room for all there are tabs")
	}
}

func TestTheKeyboardBringsThePartForwardInWhichItGoesOn(t *testing.T) {
	d := newDesk(t)
	b, _, field := threeParts(d)
	b.Resize(fyne.NewSize(400, 300))
	d.Focus(field)
	if b.Folded(2) || d.Window.Canvas().Focused() != fyne.Focusable(field) {
		t.Errorf("parts %v are behind, the keyboard is at %v", b.behind(), d.Window.Canvas().Focused())
	}
}

func TestTheKeyOfPartsReachesThePartsOfAPart(t *testing.T) {
	d := newDesk(t)
	inner := NewBench(0, &Part{Name: "Trang", Wide: 300, Of: block(50, 20), Rest: true}, &Part{Name: "Chữ ký", Wide: 300, Of: block(50, 20)})
	outer := NewBench(0, &Part{Name: "Danh sách", Wide: 300, Of: block(50, 20)}, &Part{Name: "Văn bản", Wide: 300, Of: inner, Rest: true})
	d.Window.SetContent(outer)
	outer.Resize(fyne.NewSize(400, 300))
	inner.Resize(fyne.NewSize(400, 260))
	outer.Turn(0)
	var seen []string
	for range 6 {
		switch {
		case !outer.Folded(0):
			seen = append(seen, "list")
		case !inner.Folded(0):
			seen = append(seen, "page")
		default:
			seen = append(seen, "signature")
		}
		NextPart(d.Window.Content())
	}
	if want := []string{"list", "page", "signature", "list", "page", "signature"}; !slices.Equal(seen, want) {
		t.Errorf("the key goes through %v", seen)
	}
}
