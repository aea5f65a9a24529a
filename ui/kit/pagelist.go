package kit

import "fyne.io/fyne/v2"

// PageList is a column of small pages. The arrows go to the neighbouring page at once, Home
// and End to the first and the last, and the page in view is marked without telling anyone.
type PageList struct {
	List
	OnPick func(page int)
	OnKey  func(fyne.KeyName) bool // takes a key from the list; may be nil

	at      int
	picking bool // the list is being told, not telling
}

// NewPageList makes a column of so many rows.
func NewPageList(length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *PageList {
	l := &PageList{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.OnSelected = func(i int) {
		if !l.picking {
			l.OnPick(i)
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// At marks the page in view.
func (l *PageList) At(page int) {
	l.at, l.picking = page, true
	if l.Length() > 0 {
		l.Select(page)
	}
	l.picking = false
}

// TypedKey goes to a neighbouring page by the arrows, and leaves the rest to the list.
func (l *PageList) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyUp:
		l.OnPick(max(0, l.at-1))
	case e.Name == fyne.KeyDown:
		l.OnPick(min(l.Length()-1, l.at+1))
	case l.OnKey != nil && l.OnKey(e.Name):
	case e.Name == fyne.KeyHome:
		l.OnPick(0)
	case e.Name == fyne.KeyEnd:
		l.OnPick(max(0, l.Length()-1))
	default:
		l.List.TypedKey(e)
	}
}
