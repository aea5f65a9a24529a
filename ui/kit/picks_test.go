package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheArrowsPassOverWhatCannotBeChosen(t *testing.T) {
	d := newDesk(t)
	var picked []int
	p := NewPicks(func(i int) { picked = append(picked, i) })
	d.Window.SetContent(p)
	p.Set([]Pick{{Name: "một"}, {Name: "hai", Trouble: "đã hết hạn"}, {Name: "ba"}}, 0)
	press := func(key fyne.KeyName) { d.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key}) }
	d.Focus(p.First())
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	if p.Picked() != 2 {
		t.Errorf("the arrow led to %d", p.Picked())
	}
	press(fyne.KeyUp)
	press(fyne.KeySpace)
	if !slices.Equal(picked, []int{2, 0}) {
		t.Errorf("told %v", picked)
	}
}

func TestNothingIsFirstWhereNothingCanBeChosen(t *testing.T) {
	newDesk(t)
	p := NewPicks(nil)
	p.Set([]Pick{{Name: "một", Trouble: "đã hết hạn"}}, -1)
	if p.First() != nil || p.Picked() != -1 {
		t.Errorf("first %v, picked %d", p.First(), p.Picked())
	}
}

func TestAPickIsChosenByTheMouse(t *testing.T) {
	d := newDesk(t)
	p := NewPicks(nil)
	d.Window.SetContent(p)
	p.Set([]Pick{{Name: "một"}, {Name: "hai"}}, -1)
	test.Tap(p.rows[1])
	if p.Picked() != 1 || d.Window.Canvas().Focused() != fyne.Focusable(p.rows[1]) {
		t.Errorf("picked %d", p.Picked())
	}
}
