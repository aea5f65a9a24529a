package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// NewPassword asks for a new password twice, for nobody sees what they type.
type NewPassword struct {
	Content       fyne.CanvasObject
	First, Second *Secret

	ask, again *Field
}

// NewNewPassword lays both fields out; done is pressed by Enter in the second one.
func NewNewPassword(hint string, done func()) *NewPassword {
	n := &NewPassword{}
	n.First = NewSecret(func() { focusOn(n.Second) })
	n.Second = NewSecret(done)
	n.ask = NewField(T("kit.password-new"), n.First, hint)
	n.again = NewField(T("kit.password-again"), n.Second, "")
	n.First.OnChanged = func(string) { n.ask.Clear() }
	n.Second.OnChanged = func(string) { n.again.Clear() }
	n.Content = container.NewGridWithColumns(2, n.ask, n.again)
	return n
}

// Same tells whether both fields hold the same, and beside the second that they do not.
func (n *NewPassword) Same() bool {
	return n.First.Text == n.Second.Text || !n.again.Fail(Refused("kit.passwords-differ"))
}

// Typed gives the password, and leaves the fields as they are: an act that fails for another
// reason is tried again with it, and not without. Whoever is given it wipes it.
func (n *NewPassword) Typed() []byte { return []byte(n.First.Text) }

// Empty forgets what was typed.
func (n *NewPassword) Empty() {
	clear(n.First.Take())
	clear(n.Second.Take())
}
