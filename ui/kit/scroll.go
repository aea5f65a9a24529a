package kit

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// openScrolls are the forms that may have to move so that the focus is seen: those
// in sight, those of pages that the clerk has left and will come back to, and no
// longer those of a window that is gone.
var openScrolls []openScroll

// openScroll is one of them. A strict one moves for nothing but what is known to
// lie in it: other things that can have the focus stand right below it.
type openScroll struct {
	weak.Pointer[container.Scroll]
	strict bool
}

// NewFormScroll scrolls a form up and down, and follows the keyboard: a field
// that gets the focus comes into sight.
func NewFormScroll(content fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(Padded(1, content)) // a card's border lies on its very edge
	openScrolls = append(openScrolls, openScroll{weak.Make(s), false})
	return s
}

// BesideBar leaves room at the right for the bar of the scroll around it, which
// otherwise lies over the ends of the fields and takes their clicks.
func BesideBar(o fyne.CanvasObject) *fyne.Container { return container.New(besideBar{}, o) }

type besideBar struct{}

func (besideBar) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(theme.Size(theme.SizeNameScrollBar), 0)
}

func (besideBar) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s.SubtractWidthHeight(theme.Size(theme.SizeNameScrollBar), 0))
}

// followStrictly makes a scroll follow the keyboard to what lies in it alone.
func followStrictly(s *container.Scroll) *container.Scroll {
	openScrolls = slices.DeleteFunc(openScrolls, func(o openScroll) bool { return o.Value() == s })
	openScrolls = append(openScrolls, openScroll{weak.Make(s), true})
	return s
}

// Reveal moves the form around o so that all of o is seen. The kit's widgets
// call it when they get the focus.
func Reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	mine := d.CanvasForObject(o)
	openScrolls = slices.DeleteFunc(openScrolls, func(w openScroll) bool { return w.Value() == nil })
	for _, w := range openScrolls {
		s := w.Value()
		if s == nil || !s.Visible() || mine == nil || d.CanvasForObject(s) != mine || w.strict && !holds(s.Content, o) {
			continue
		}
		follow(s, d.AbsolutePositionForObject(s), d.AbsolutePositionForObject(o), o.Size())
	}
}

// holds tells whether o lies in another object, as far as the kit can look into
// that.
func holds(in, o fyne.CanvasObject) bool {
	return in == o || slices.ContainsFunc(inside(in), func(inner fyne.CanvasObject) bool { return holds(inner, o) })
}

// KeyboardIn tells whether the keyboard is at something within an object, which must not be made
// anew then.
func (d *Desk) KeyboardIn(o fyne.CanvasObject) bool {
	at, is := d.Window.Canvas().Focused().(fyne.CanvasObject)
	return is && holds(o, at)
}

// follow moves a form as little as shows all of an object. What is in sight stays
// where it is: the pointer that pressed it is there. One that was out of sight comes
// with the name above it and the hint below.
func follow(s *container.Scroll, frame, at fyne.Position, size fyne.Size) {
	top := frame.Y - s.Offset.Y
	if at.X < frame.X || at.X > frame.X+s.Size().Width || at.Y < top || at.Y > top+s.Content.Size().Height {
		return // it lies beside the form, or below it
	}
	above, below := float32(40), float32(60)
	if at.Y+size.Height > frame.Y && at.Y < frame.Y+s.Size().Height {
		above, below = 0, 0
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
