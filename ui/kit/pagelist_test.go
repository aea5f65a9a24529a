package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func TestTheArrowsGoToTheNeighbouringPageAndNoFurther(t *testing.T) {
	d, picked := newDesk(t), []int{}
	l := NewPageList(func() int { return 3 }, func() fyne.CanvasObject { return widget.NewLabel("") }, func(int, fyne.CanvasObject) {})
	l.OnPick = func(i int) {
		picked = append(picked, i)
		l.At(i)
	}
	d.Window.SetContent(l)
	if l.At(1); len(picked) > 0 {
		t.Fatal("what is only marked was told")
	}
	for _, key := range []fyne.KeyName{fyne.KeyUp, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown} {
		l.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if !slices.Equal(picked, []int{0, 0, 1, 2, 2}) {
		t.Errorf("the arrows went to %v", picked)
	}
}
