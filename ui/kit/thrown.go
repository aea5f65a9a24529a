package kit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
)

// mostThrown is how many of the drafts thrown away are offered at a time; older
// ones come up as these are taken back.
const mostThrown = 3

// Thrown throws drafts away, and offers to take back those that were since the program
// began, the newest first.
type Thrown struct {
	Content *fyne.Container
	desk    *Desk
	of      ThrownOf
	all     []thrown // newest first
}

// ThrownOf is what it is told of the drafts.
type ThrownOf struct {
	Discard, Restore func(context.Context, office.ID) error
	Said             func(title string) string // once one was thrown away
	Changed          func()                    // there are others
	Restored         func(office.ID)           // one is back
}

type thrown struct {
	of    office.ID
	title string
}

// NewThrown makes an empty offer, which takes no room.
func NewThrown(d *Desk, of ThrownOf) *Thrown {
	t := &Thrown{Content: container.NewVBox(), desk: d, of: of}
	t.Content.Hide()
	return t
}

// Throw throws a draft of that title away, and offers to take that back, also later.
func (t *Thrown) Throw(of office.ID, title string) {
	t.do(t.of.Discard, of, func() {
		t.all = slices.Insert(t.all, 0, thrown{of, title})
		t.desk.Undoable(t.of.Said(title), func() { t.restore(of) })
	})
}

func (t *Thrown) restore(of office.ID) {
	t.do(t.of.Restore, of, func() {
		t.all = slices.DeleteFunc(t.all, func(each thrown) bool { return each.of == of })
		t.of.Restored(of)
	})
}

func (t *Thrown) do(what func(context.Context, office.ID) error, of office.ID, then func()) {
	t.desk.Act(func(ctx context.Context) error { return what(ctx, of) }, func(err error) {
		t.desk.Tell(err)
		t.of.Changed()
		if err == nil {
			then()
			t.show()
		}
	})
}

// Back brings the newest back, and tells whether there was one.
func (t *Thrown) Back() bool {
	if len(t.all) == 0 {
		return false
	}
	t.restore(t.all[0].of)
	return true
}

func (t *Thrown) show() {
	t.Content.RemoveAll()
	for _, each := range t.all[:min(mostThrown, len(t.all))] {
		t.Content.Add(NewQuietButton(T("kit.thrown-back", each.title), theme.ContentUndoIcon(), func() { t.restore(each.of) }))
	}
	Seen(t.Content, len(t.all) > 0)
	t.Content.Refresh()
}
