package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Deeds takes back whatever was done last on a desk, or does it again, by two buttons
// side by side or by the keys, and says each time what.
type Deeds struct {
	*History
	Back, Again *Button
	Content     *fyne.Container // the two buttons

	// Empty is what taking back means where nothing lies on the desk; nil: nothing.
	Empty func() bool

	desk    *Desk
	offered func() // takes the line away that offers to undo what was done last
}

// NewDeeds remembers nothing yet.
func NewDeeds(d *Desk) *Deeds {
	k := &Deeds{History: &History{}, desk: d}
	k.Back = NewQuietButton(T("kit.deeds-undo"), theme.ContentUndoIcon(), k.Undo)
	k.Again = NewQuietButton(T("kit.deeds-redo"), theme.ContentRedoIcon(), k.Redo)
	k.Back.Alignment, k.Again.Alignment = widget.ButtonAlignLeading, widget.ButtonAlignLeading
	k.Content = container.NewHBox(k.Back, k.Again)
	k.Changed = k.wake
	k.wake()
	return k
}

// Small leaves nothing of the buttons but their signs, for a line that is full.
func (k *Deeds) Small() *fyne.Container {
	k.Back.SetText("")
	k.Again.SetText("")
	return k.Content
}

// wake lets the buttons be pressed where they have something to do.
func (k *Deeds) wake() {
	Able(k.Back, k.Undoes())
	Able(k.Again, k.Redoes())
}

// Did remembers a deed. An offer to take an older one back is out of date then.
func (k *Deeds) Did(d Deed) *Deed {
	k.unoffer()
	return k.History.Did(d)
}

// Offer says what was done last, with a button that takes it back.
func (k *Deeds) Offer(said string) { k.offered = k.desk.Undoable(said, k.Undo) }

func (k *Deeds) unoffer() {
	if k.offered != nil {
		k.offered()
		k.offered = nil
	}
}

// Forget begins anew: another document lies on the desk.
func (k *Deeds) Forget() {
	k.offered = nil
	k.History.Forget()
}

// Undo takes the last deed back and says which it was.
func (k *Deeds) Undo() {
	if k.Empty != nil && k.Empty() {
		return
	}
	k.History.Undo(func(d *Deed) {
		if d == nil {
			k.desk.Good(T("kit.undone-none"))
			return
		}
		k.desk.Good(T("kit.undone", d.Said))
	})
}

// Redo does the deed again that was taken back last, and says which it was.
func (k *Deeds) Redo() {
	k.History.Redo(func(d *Deed) {
		if d == nil {
			k.desk.Good(T("kit.redone-none"))
			return
		}
		k.desk.Good(T("kit.redone", d.Said))
	})
}
