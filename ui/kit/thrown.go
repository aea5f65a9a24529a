package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// mostThrown is how many of the drafts thrown away are offered at a time; older
// ones come up as these are taken back.
const mostThrown = 3

// Thrown offers to take back the drafts that were thrown away since the program
// began, the newest first.
type Thrown struct {
	Content *fyne.Container
	back    func(of string)
	all     []thrown // newest first
}

type thrown struct{ of, title string }

// NewThrown makes an empty offer, which takes no room; back brings one back.
func NewThrown(back func(of string)) *Thrown {
	t := &Thrown{Content: container.NewVBox(), back: back}
	t.Content.Hide()
	return t
}

// Add offers one more.
func (t *Thrown) Add(of, title string) {
	t.all = slices.Insert(t.all, 0, thrown{of, title})
	t.show()
}

// Remove takes back the offer of one that is back.
func (t *Thrown) Remove(of string) {
	t.all = slices.DeleteFunc(t.all, func(each thrown) bool { return each.of == of })
	t.show()
}

// Back brings the newest back, and tells whether there was one.
func (t *Thrown) Back() bool {
	if len(t.all) == 0 {
		return false
	}
	t.back(t.all[0].of)
	return true
}

func (t *Thrown) show() {
	t.Content.RemoveAll()
	for _, each := range t.all[:min(mostThrown, len(t.all))] {
		t.Content.Add(NewQuietButton(T("kit.thrown-back", each.title), theme.ContentUndoIcon(), func() { t.back(each.of) }))
	}
	Seen(t.Content, len(t.all) > 0)
	t.Content.Refresh()
}
