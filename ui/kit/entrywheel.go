package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// entryWheel lies over a field and takes the wheel alone: Fyne gives the wheel to the scroll
// inside the field, also where that has nothing to move, and the form around stands still. It
// is there while the pointer is over the field.
type entryWheel struct {
	widget.BaseWidget
	of     *Entry
	within *container.Scroll // of the field; nil: it has none
}

func newEntryWheel(of *Entry, parts []fyne.CanvasObject) *entryWheel {
	w := &entryWheel{of: of}
	for _, o := range parts {
		if s, is := o.(*container.Scroll); is {
			w.within = s
		}
	}
	w.ExtendBaseWidget(w)
	w.Hide()
	return w
}

// MouseIn has the wheel turn the form.
func (e *Entry) MouseIn(*desktop.MouseEvent) { e.wheel.Show() }

// MouseMoved is MouseIn for one that stands there already.
func (e *Entry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut leaves the wheel to what lies there then.
func (e *Entry) MouseOut() { e.wheel.Hide() }

// CreateRenderer draws nothing.
func (w *entryWheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Scrolled moves the text of a field of several lines while it can, else the form around.
func (w *entryWheel) Scrolled(e *fyne.ScrollEvent) {
	if w.within != nil && (w.of.MultiLine || e.Scrolled.DX != 0) {
		was := w.within.Offset
		w.within.Scrolled(e)
		if w.within.Offset != was {
			return
		}
	}
	if s := w.around(); s != nil {
		s.Scrolled(e)
	}
}

// around is the form in which the field lies; nil: none does.
func (w *entryWheel) around() *container.Scroll {
	var around *container.Scroll
	for _, open := range openScrolls {
		if s := open.Value(); s != nil && holdsField(s.Content, w.of) && (around == nil || holds(around.Content, s)) {
			around = s
		}
	}
	return around
}

// field is what is common to all fields, also those that offer something.
func (e *Entry) field() *Entry { return e }

// holdsField is holds for the common part of a field.
func holdsField(in fyne.CanvasObject, e *Entry) bool {
	if f, is := in.(interface{ field() *Entry }); is && f.field() == e {
		return true
	}
	return slices.ContainsFunc(inside(in), func(inner fyne.CanvasObject) bool { return holdsField(inner, e) })
}
