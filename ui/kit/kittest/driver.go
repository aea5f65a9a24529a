package kittest

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Frames gives what a window shows the places that it has once the toolkit has drawn it:
// the driver of a real window looks before each frame for what needs another room than it
// did, and lays what holds it out anew; that of tests does not.
type Frames struct{ all drawn }

// drawn is an object as it was drawn last, with what was seen in it.
type drawn struct {
	of    fyne.CanvasObject
	least fyne.Size
	in    []*drawn
}

// mostFrames are more than a real window draws until all has found its place.
const mostFrames = 12

// Settle draws frames until nothing moves any more.
func (f *Frames) Settle(c fyne.Canvas) {
	roots := append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
	for range mostFrames {
		f.all.see(roots)
		moved := false
		for _, root := range f.all.in {
			moved = root.frame() || moved
		}
		if !moved {
			return
		}
	}
}

// frame draws one, as EnsureMinSize of the toolkit's driver does: of several that need
// another room it remembers the last alone, so that what holds the others stays as it is.
func (d *drawn) frame() (moved bool) {
	var wants *drawn // what holds something that needs another room
	var look func(d, parent *drawn)
	look = func(d, parent *drawn) {
		d.see(inside(d.of))
		for _, each := range d.in {
			look(each, d)
		}
		if wants == d {
			layOut(d.of)
			wants = nil
		}
		if least := d.of.MinSize(); least != d.least {
			d.least, moved = least, true
			if parent == nil {
				layOut(d.of)
			} else {
				wants = parent
			}
		}
	}
	look(d, nil)
	return moved
}

// see takes note of what is in sight in an object. From the first that is another than
// before all are strange.
func (d *drawn) see(in []fyne.CanvasObject) {
	now := slices.DeleteFunc(slices.Clone(in), func(o fyne.CanvasObject) bool { return !o.Visible() })
	same := 0
	for same < min(len(now), len(d.in)) && d.in[same].of == now[same] {
		same++
	}
	d.in = d.in[:same]
	for _, o := range now[same:] {
		d.in = append(d.in, &drawn{of: o})
	}
}

func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

func layOut(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
	case fyne.Widget:
		test.WidgetRenderer(o).Layout(o.Size())
	}
}
