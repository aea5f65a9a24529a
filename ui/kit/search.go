package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Search is where one searches; Down and Enter go to what was found, Esc
// empties it.
type Search struct {
	Entry
	down func()
}

// NewSearch makes a field that says what it searches; typed is told at every
// change, down when the keyboard is to go to what was found.
func NewSearch(says string, typed, down func()) *Search {
	s := &Search{down: down}
	s.Wrapping, s.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	s.Icon = theme.SearchIcon()
	s.PlaceHolder = says
	s.OnChanged = func(string) { typed() }
	s.OnSubmitted = func(string) { down() }
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey goes to what was found by Down and empties the field by Esc.
func (s *Search) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyDown:
		s.down()
	case e.Name == fyne.KeyEscape && s.Text != "":
		s.SetText("")
	default:
		s.Entry.TypedKey(e)
	}
}
