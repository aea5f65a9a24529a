package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Level holds what a window shows, and lays out anew whatever holds something that needs
// another room than it did. The toolkit looks for that, too, before it draws a frame, but
// remembers one place at a time: of two rows of a page that grow together one would be
// left as it was, over its neighbour.
func Level() *fyne.Container { return container.New(&level{}) }

// level knows of each thing that holds others how much room each of them needed when it
// was laid out last.
type level struct {
	needs, before map[*fyne.Container][]fyne.Size
}

// mostLevels are how often it is looked again: words that break their lines know their
// height once they know their width, and what holds them after that.
const mostLevels = 4

// MinSize is what the driver asks for once before each frame, and never when nothing was
// touched: that is when things are laid out.
func (l *level) MinSize(o []fyne.CanvasObject) (least fyne.Size) {
	for range mostLevels {
		l.needs, l.before = map[*fyne.Container][]fyne.Size{}, l.needs
		moved := false
		for _, each := range o {
			moved = l.look(each) || moved
		}
		if !moved {
			break
		}
	}
	for _, each := range o {
		least = least.Max(each.MinSize())
	}
	return least
}

func (l *level) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, each := range o {
		each.Resize(s)
		each.Move(fyne.Position{})
	}
}

// look lays out what needs it in an object, what lies deeper first, and tells whether
// anything did.
func (l *level) look(o fyne.CanvasObject) (moved bool) {
	if !o.Visible() {
		return false
	}
	for _, each := range inside(o) {
		moved = l.look(each) || moved
	}
	switch o := o.(type) {
	case *fyne.Container:
		moved = l.lay(o) || moved
	case *container.Scroll:
		if room := o.Content.MinSize().Max(o.Size()); room != o.Content.Size() {
			o.Content.Resize(room)
			o.Refresh()
			moved = true
		}
	}
	return moved
}

// lay lays out a container where one of those that it holds needs another room.
func (l *level) lay(c *fyne.Container) (moved bool) {
	if c.Layout == nil {
		return false
	}
	needs := l.before[c]
	if len(needs) != len(c.Objects) {
		needs, moved = make([]fyne.Size, len(c.Objects)), true
	}
	for i, each := range c.Objects {
		need := fyne.NewSize(-1, -1) // out of sight
		if each.Visible() {
			need = each.MinSize()
		}
		moved = moved || need != needs[i]
		needs[i] = need
	}
	if l.needs[c] = needs; moved {
		c.Layout.Layout(c.Objects, c.Size())
	}
	return moved
}

// holder is a part of the kit that is made of others.
type holder interface{ within() []fyne.CanvasObject }

// inside are those that an object is made of, as far as the kit can look into it.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case holder:
		return o.within()
	}
	return nil
}
