package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// openScrolls are the forms that may have to move so that the focus is seen.
var openScrolls []*container.Scroll

// NewFormScroll scrolls a form up and down, and follows the keyboard: a field
// that gets the focus comes into sight.
func NewFormScroll(content fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(Padded(1, content)) // a card's border lies on its very edge
	openScrolls = append(openScrolls, s)
	return s
}

// Reveal moves the form around o so that all of o is seen. The kit's widgets
// call it when they get the focus.
func Reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	mine := d.CanvasForObject(o)
	kept := openScrolls[:0]
	for _, s := range openScrolls {
		its := d.CanvasForObject(s)
		if its == nil && s.Size() != (fyne.Size{}) {
			continue // its window is gone
		}
		kept = append(kept, s)
		if its != nil && its == mine && s.Visible() {
			follow(s, d.AbsolutePositionForObject(s), d.AbsolutePositionForObject(o), o.Size())
		}
	}
	openScrolls = kept
}

// follow leaves room for the name above a field and the hint below it.
func follow(s *container.Scroll, frame, at fyne.Position, size fyne.Size) {
	const above, below = 40, 60
	top := frame.Y - s.Offset.Y
	if at.X < frame.X || at.X > frame.X+s.Size().Width || at.Y < top || at.Y > top+s.Content.Size().Height {
		return // it lies beside the form, or below it
	}
	over := frame.Y - (at.Y - above)
	under := at.Y + size.Height + below - (frame.Y + s.Size().Height)
	to := s.Offset
	switch {
	case over > 0:
		to.Y -= over
	case under > 0:
		to.Y += under
	default:
		return
	}
	s.ScrollToOffset(to)
}
