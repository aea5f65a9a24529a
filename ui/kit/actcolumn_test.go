package kit

import (
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

func TestALowColumnJoinsFormAndConditionsWithoutLayingOneOverTheOther(t *testing.T) {
	d := newDesk(t)
	p := NewPoints()
	p.Set(someConditions())
	c := NewActColumn(NewFormScroll(FormRows(block(100, 150), block(100, 150))), "Điều kiện", p, block(100, 40))
	d.Window.SetContent(c.Content)
	for _, high := range []float32{700, 300, 320, 700, 300} {
		c.Content.Resize(fyne.NewSize(ActWide, high))
		c.Content.Refresh()
		c.below.Resize(fyne.NewSize(ActWide, 100)) // as whoever lays it out again does
		c.below.Refresh()
		if low := high < lowColumn; c.below.Visible() == low {
			t.Errorf("at %v the conditions stand apart: %v", high, !low)
		}
		driver := fyne.CurrentApp().Driver()
		form, head := driver.AbsolutePositionForObject(c.asked), driver.AbsolutePositionForObject(c.head)
		if head.Y < form.Y+c.asked.Size().Height-1 && c.low {
			t.Errorf("at %v the head of the conditions, at %v, lies over the form, at %v of %v", high, head.Y, form.Y, c.asked.Size().Height)
		}
	}
	p.Set([]office.Condition{})
}
