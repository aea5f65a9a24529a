package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Secret is a field for a PIN or a password. It shows dots, cannot be copied
// from, and gives what was typed once: taking it empties the field and forgets
// what Undo could bring back.
type Secret struct{ Entry }

// NewSecret makes a field; Enter calls done.
func NewSecret(done func()) *Secret {
	s := &Secret{}
	s.Password = true
	s.Wrapping, s.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	// In the place of the eye that Fyne would put there: a PIN is not to be seen.
	s.ActionItem = container.NewPadded(widget.NewIcon(Tinted(IconKey, ColorMuted)))
	s.OnSubmitted = func(string) { done() }
	s.ExtendBaseWidget(s)
	return s
}

// Empty tells whether nothing was typed.
func (s *Secret) Empty() bool { return s.Text == "" }

// Take gives what was typed and empties the field. Whoever takes it wipes it.
func (s *Secret) Take() []byte {
	typed := []byte(s.Text)
	s.SetText("")
	return typed
}
