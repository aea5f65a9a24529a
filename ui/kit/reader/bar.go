package reader

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// bar is the line above the pages: which page, how large, what is searched.
type bar struct {
	r *Reader

	page            *entry
	of, zoom        *widget.Label
	back, on, fit   *kit.Button
	words           *entry
	count           *widget.Label
	previous, next  *kit.Button
	side            *kit.Button
	content         *fyne.Container
	smaller, larger *kit.Button
}

// Widths in units of the screen.
const (
	pageWide  = 58
	zoomWide  = 66
	wordsWide = 230
	countWide = 96
)

func newBar(r *Reader) *bar {
	b := &bar{r: r, of: widget.NewLabel(""), zoom: widget.NewLabel(""), count: widget.NewLabel("")}
	b.page = newEntry("", b.goTo, nil)
	b.words = newEntry(kit.T("reader.search"), r.finder.step, r.finder.leave)
	b.words.Icon = theme.SearchIcon()
	b.words.OnChanged = r.finder.typed
	b.zoom.Alignment = fyne.TextAlignCenter
	b.back = kit.NewQuietButton("", theme.MoveUpIcon(), func() { r.view.turnTo(r.view.front - 1) })
	b.on = kit.NewQuietButton("", theme.MoveDownIcon(), func() { r.view.turnTo(r.view.front + 1) })
	b.smaller = kit.NewQuietButton("", theme.ContentRemoveIcon(), func() { r.Zoom(-1) })
	b.larger = kit.NewQuietButton("", theme.ContentAddIcon(), func() { r.Zoom(1) })
	b.fit = kit.NewQuietButton(kit.T("kit.fit-page"), nil, b.otherFit)
	b.previous = kit.NewQuietButton("", theme.MenuDropUpIcon(), func() { r.finder.step(-1) })
	b.next = kit.NewQuietButton("", theme.MenuDropDownIcon(), func() { r.finder.step(1) })
	b.side = kit.NewQuietButton(kit.T("reader.side"), kit.IconSign, r.turnSide)
	b.side.Hide()
	where := container.New(tight{}, b.back, of(pageWide, b.page), b.of, b.on, widget.NewSeparator(),
		b.smaller, of(zoomWide, b.zoom), b.larger, b.fit)
	what := container.New(tight{}, of(wordsWide, b.words), of(countWide, b.count), b.previous, b.next, layout.NewSpacer(), b.side)
	b.content = container.New(rows{}, where, what)
	b.searched()
	return b
}

// paged tells which page is in front; of none where there is no book.
func (b *bar) paged(page, of int) {
	number, all := "", ""
	if of > 0 {
		number, all = strconv.Itoa(page+1), fmt.Sprintf("/ %d", of)
	}
	b.page.SetText(number)
	b.of.SetText(all)
	kit.Able(b.back, page > 0)
	kit.Able(b.on, page < of-1)
	for _, each := range []fyne.Disableable{b.page, b.words, b.smaller, b.larger, b.fit} {
		kit.Able(each, of > 0)
	}
	b.content.Refresh()
	if b.r.content != nil { // the line may need another row now
		b.r.content.Refresh()
	}
}

// goTo goes to the page whose number was typed.
func (b *bar) goTo(int) {
	pages := len(b.r.view.glanced)
	typed, err := strconv.Atoi(strings.TrimSpace(b.page.Text))
	if err == nil && pages > 0 {
		b.r.view.turnTo(max(1, min(typed, pages)) - 1)
		kit.FocusOn(b.r.view)
	}
	b.paged(b.r.view.front, pages)
}

// zoomed tells how large the page in front is shown, and which fit comes next.
func (b *bar) zoomed() {
	percent := ""
	if b.r.shelf != nil {
		percent = fmt.Sprintf("%.0f %%", math.Round(b.r.view.percent()))
	}
	b.zoom.SetText(percent)
	word := kit.T("kit.fit-page")
	if b.r.view.zoom == kit.FitPage {
		word = kit.T("kit.fit-width")
	}
	if b.fit.Text != word {
		b.fit.SetText(word)
	}
}

func (b *bar) otherFit() {
	if b.r.view.zoom == kit.FitPage {
		b.r.view.setZoom(kit.FitWidth)
		return
	}
	b.r.view.setZoom(kit.FitPage)
}

// searched tells how many places there are and at which the clerk stands.
func (b *bar) searched() {
	f := b.r.finder
	b.count.SetText(f.said())
	kit.Able(b.previous, len(f.hits) > 0)
	kit.Able(b.next, len(f.hits) > 0)
}

// entry is a field that does something on Enter, and back by Shift and Enter.
type entry struct {
	kit.Entry
	enter func(by int)
	leave func() // Esc; may be nil
}

func newEntry(says string, enter func(int), leave func()) *entry {
	e := &entry{enter: enter, leave: leave}
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	e.PlaceHolder = says
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained marks what stands in the field, so that typing replaces it.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// TypedKey does what the field is for on Enter.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		if kit.Modifiers()&fyne.KeyModifierShift != 0 {
			e.enter(-1)
			return
		}
		e.enter(1)
	case k.Name == fyne.KeyEscape && e.leave != nil:
		e.leave()
	default:
		e.Entry.TypedKey(k)
	}
}

// of holds an object at a width.
func of(wide float32, o fyne.CanvasObject) *fyne.Container { return container.New(ofWidth(wide), o) }

type ofWidth float32

func (w ofWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(w), o[0].MinSize().Height)
}

func (w ofWidth) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[0].Move(fyne.NewPos(0, (s.Height-h)/2))
}

// rows sets two groups beside each other, the second at the right end, and where
// there is no room for both, one below the other.
type rows struct{}

// height is that of the groups in a width.
func (rows) height(o []fyne.CanvasObject, width float32) float32 {
	left, right := o[0].MinSize(), o[1].MinSize()
	if left.Width+right.Width > width {
		return left.Height + right.Height
	}
	return max(left.Height, right.Height)
}

func (r rows) MinSize(o []fyne.CanvasObject) fyne.Size {
	wide := max(o[0].MinSize().Width, o[1].MinSize().Width)
	return fyne.NewSize(wide, r.height(o, wide))
}

func (rows) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left, right := o[0].MinSize(), o[1].MinSize()
	o[0].Move(fyne.Position{})
	o[0].Resize(left)
	if left.Width+right.Width > s.Width {
		o[1].Move(fyne.NewPos(0, left.Height))
		o[1].Resize(fyne.NewSize(s.Width, right.Height))
		return
	}
	o[1].Move(fyne.NewPos(s.Width-right.Width, 0))
	o[1].Resize(right)
}

// tight sets objects side by side in the middle of the line, close together; a
// spacer takes what is left.
type tight struct{}

const tightGap = 2

func (tight) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, each := range o {
		if each.Visible() {
			m := each.MinSize()
			size.Width += m.Width + tightGap
			size.Height = max(size.Height, m.Height)
		}
	}
	return size
}

func (t tight) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left, x := s.Width-t.MinSize(o).Width, float32(0)
	for _, each := range o {
		if !each.Visible() {
			continue
		}
		m := each.MinSize()
		if _, spring := each.(layout.SpacerObject); spring {
			m.Width += max(0, left)
		}
		h := m.Height
		if _, line := each.(*widget.Separator); line {
			h = s.Height
		}
		each.Resize(fyne.NewSize(m.Width, h))
		each.Move(fyne.NewPos(x, (s.Height-h)/2))
		x += m.Width + tightGap
	}
}
