package kittest

import (
	"slices"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// Asker is a form, of whatever it asks.
type Asker interface {
	Input(key string) fyne.CanvasObject
}

// Line is the field of a line or a text of a form; nil: the question is asked otherwise.
func Line(f Asker, key string) *kit.Entry {
	switch in := f.Input(key).(type) {
	case *kit.Entry:
		return in
	case *kit.Offered:
		return &in.Entry
	}
	return nil
}

// List is the choice list of a question of a form.
func List(f Asker, key string) *kit.Select { return f.Input(key).(*kit.Select) }

// Shown tells whether an object of a window is not hidden, nor anything around it.
func Shown(w fyne.Window, o fyne.CanvasObject) bool {
	return slices.ContainsFunc(Things(w), func(t Thing) bool { return t.Object == o })
}

// Named is the button in sight of a window that bears a word; nil: there is none.
func Named(w fyne.Window, word string) *kit.Button {
	for _, t := range Things(w) {
		if b, is := t.Object.(*kit.Button); is && b.Text == word {
			return b
		}
	}
	return nil
}
