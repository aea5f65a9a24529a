// Package kittest drives a window in tests as a clerk does: it clicks at places, types
// to whatever has the keyboard, counts both, and finds by itself what is in sight.
package kittest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// Area is a rectangle of the window, in units of the screen.
type Area struct {
	At   fyne.Position
	Size fyne.Size
}

// Middle is its middle.
func (a Area) Middle() fyne.Position { return a.Part(0.5, 0.5) }

// Part is a place in it, as shares of its width and height.
func (a Area) Part(x, y float32) fyne.Position {
	return a.At.AddXY(a.Size.Width*x, a.Size.Height*y)
}

// Within is what two areas share; of no size where they share nothing.
func (a Area) Within(b Area) Area {
	left, top := max(a.At.X, b.At.X), max(a.At.Y, b.At.Y)
	right, bottom := min(a.At.X+a.Size.Width, b.At.X+b.Size.Width), min(a.At.Y+a.Size.Height, b.At.Y+b.Size.Height)
	return Area{fyne.NewPos(left, top), fyne.NewSize(max(0, right-left), max(0, bottom-top))}
}

func (a Area) holds(p fyne.Position) bool {
	return p.X >= a.At.X && p.Y >= a.At.Y && p.X < a.At.X+a.Size.Width && p.Y < a.At.Y+a.Size.Height
}

// Thing is an object of a window that is not hidden, and where it lies.
type Thing struct {
	Object fyne.CanvasObject
	Area
	View Area // the part of it that no scroll and no edge of the window cuts off
	in   []fyne.CanvasObject
	clip Area // where it takes clicks: the innermost scroll around it, and no other
}

// Things are all of a window in the order in which they are painted; where something
// lies over the page, those of that.
func Things(w fyne.Window) (all []Thing) {
	c := w.Canvas()
	whole := Area{Size: c.Size()}
	root := c.Content()
	if over := c.Overlays().Top(); over != nil {
		root = over
	}
	walk(root, Thing{View: whole, clip: whole}, &all)
	return all
}

func walk(o fyne.CanvasObject, in Thing, all *[]Thing) {
	if o == nil || !o.Visible() {
		return
	}
	t := Thing{Object: o, Area: Area{in.At.Add(o.Position()), o.Size()}, View: in.View, clip: in.clip, in: append(in.in[:len(in.in):len(in.in)], o)}
	inside, clips := inner(o)
	if clips {
		t.clip, t.View = t.Area, t.View.Within(t.Area)
	}
	shown := t
	shown.View = t.View.Within(t.Area)
	*all = append(*all, shown)
	for _, each := range inside {
		walk(each, t, all)
	}
}

// inner are the parts of an object, and whether it cuts off what lies outside of it.
func inner(o fyne.CanvasObject) (parts []fyne.CanvasObject, clips bool) {
	_, clips = o.(fyne.Scrollable)
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		_, cuts := r.(interface{ IsClip() })
		parts, clips = r.Objects(), clips || cuts
	}
	return parts, clips
}

// Holds tells that an object lies in this one, or is it.
func (t Thing) Holds(other Thing) bool {
	for _, each := range other.in {
		if each == t.Object {
			return true
		}
	}
	return false
}

// answers tells what a mouse can do something with, as Fyne's driver of real windows
// has it: whatever lies on top of the others gets the click.
func answers(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

// Controls are the things in view that a click does something with, but those that sleep.
func Controls(w fyne.Window) (all []Thing) {
	const least = 6 // of a thing that can be hit
	for _, t := range Things(w) {
		asleep := false
		if d, may := t.Object.(fyne.Disableable); may {
			asleep = d.Disabled()
		}
		if answers(t.Object) && !asleep && t.View.Size.Width >= least && t.View.Size.Height >= least {
			all = append(all, t)
		}
	}
	return all
}

// Under is what a click at a place goes to; false: nothing is there.
func Under(w fyne.Window, at fyne.Position) (under Thing, is bool) {
	for _, t := range Things(w) {
		if answers(t.Object) && t.clip.holds(at) && t.Area.holds(at) {
			under, is = t, true
		}
	}
	return under, is
}

// Covered is what gets a click at a place in view of a control instead of it, or of what
// lies in it; false: nothing does.
func Covered(w fyne.Window, control Thing) (by Thing, is bool) {
	for _, x := range []float32{0.2, 0.5, 0.8} {
		if got, there := Under(w, control.View.Part(x, 0.5)); there && !control.Holds(got) {
			return got, true
		}
	}
	return by, false
}
