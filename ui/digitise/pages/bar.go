package pages

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Bar is the bar. What it wishes for is told with OnWish, by the pages that it is for.
type Bar struct {
	OnWish  func(wish office.Retouching, pages []office.ID)
	OnGrown func() // its height is another
	Content fyne.CanvasObject

	fold    *kit.Button // shows what can be wished for, and hides it
	wishes  *fyne.Container
	all     *kit.Check
	acts    []*kit.Button
	scanned *kit.Button // the page goes in as the scanner gave it
	chosen  *kit.Button // as it was retouched
	said    *widget.Label
	choice  *fyne.Container

	blank *blanks
	lying *lying

	list []office.Page
	at   int
}

// New makes a bar that shows no page.
func New(desk *kit.Desk) *Bar {
	b := &Bar{all: kit.NewCheck(kit.T("pages.all"), nil), said: widget.NewLabel("")}
	b.wishes = kit.Flow()
	for _, wish := range []office.Retouching{office.Upright, office.Straighten, office.Crop, office.Lighten} {
		act := kit.NewQuietButton(kit.T("pages."+string(wish)), nil, func() { b.wish(wish) })
		b.acts = append(b.acts, act)
		b.wishes.Add(act)
	}
	b.wishes.Add(b.all)
	b.wishes.Hide()
	b.fold = kit.NewQuietButton(kit.T("pages.fold"), theme.MenuDropDownIcon(), b.unfold)
	b.scanned = kit.NewButton(kit.T("pages.as-scanned"), nil, func() { b.wish(office.AsScanned) })
	b.chosen = kit.NewButton(kit.T("pages.as-retouched"), nil, func() { b.wish(office.AsRetouched) })
	b.said.SizeName, b.said.Truncation = theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
	b.choice = kit.Border(nil, nil, container.NewHBox(b.scanned, b.chosen), nil, b.said)
	b.blank, b.lying = newBlanks(b), newLying(b)
	desk.Guard(office.MayConvert, append(slices.Clone(b.acts), b.scanned, b.chosen)...)
	desk.Guard(office.MayConvert, append(b.blank.buttons(), b.lying.turn, b.lying.all)...)
	b.Content = container.NewVBox(kit.Border(nil, nil, b.fold, nil, b.choice), b.wishes, b.lying.content, b.blank.content)
	b.Show(nil, 0)
	return b
}

// Show is told of the pages as they lie, and which is in view.
func (b *Bar) Show(list []office.Page, at int) {
	b.list, b.at = list, at
	page, is := b.inView()
	kit.Seen(b.Content, is)
	if !is {
		return
	}
	kit.Seen(b.all, len(list) > 1)
	kit.Able(b.acts[3], page.Tone != office.LineartTone || b.all.Checked)
	kit.Seen(b.choice, !page.Retouch.None())
	choose(b.scanned, page.Retouch.Aside)
	choose(b.chosen, !page.Retouch.Aside)
	b.said.SetText(Said(page.Retouch))
	b.lying.show(list, at)
	b.blank.show(list, at)
	b.Content.Refresh()
}

// Lying is told which pages lie on a side or on their heads, by how many quarters clockwise
// each is to be turned.
func (b *Bar) Lying(quarters map[office.ID]int) {
	b.lying.quarters = quarters
	was := b.lying.content.Visible()
	b.lying.show(b.list, b.at)
	if was != b.lying.content.Visible() && b.OnGrown != nil {
		b.OnGrown()
	}
}

// unfold shows what can be wished for, or hides it again: a page needs its room.
func (b *Bar) unfold() {
	kit.Seen(b.wishes, !b.wishes.Visible())
	icon := theme.MenuDropDownIcon()
	if b.wishes.Visible() {
		icon = theme.MenuDropUpIcon()
	}
	b.fold.SetIcon(icon)
	b.Content.Refresh()
	if b.OnGrown != nil {
		b.OnGrown()
	}
}

func choose(b *kit.Button, yes bool) {
	importance := widget.MediumImportance
	if yes {
		importance = widget.HighImportance
	}
	if b.Importance != importance {
		b.Importance = importance
		b.Refresh()
	}
}

// Said tells what is done to a page, in the words of the window.
func Said(r office.Retouch) string {
	var said []string
	if r.Straightened != 0 {
		said = append(said, kit.T("pages.said-straight", strings.Replace(strconv.FormatFloat(math.Abs(r.Straightened), 'f', 2, 64), ".", kit.T("pages.point"), 1)))
	}
	if r.Cropped {
		said = append(said, kit.T("pages.said-crop"))
	}
	if r.Lightened {
		said = append(said, kit.T("pages.said-light"))
	}
	return strings.Join(said, ", ")
}

// inView is the page in view; false: none.
func (b *Bar) inView() (office.Page, bool) {
	if b.at < 0 || b.at >= len(b.list) {
		return office.Page{}, false
	}
	return b.list[b.at], true
}

// wish tells a wish for the page in view, or for all.
func (b *Bar) wish(wish office.Retouching) {
	page, is := b.inView()
	if !is || b.OnWish == nil {
		return
	}
	ids := []office.ID{page.ID}
	if b.all.Checked && len(b.list) > 1 {
		ids = idsOf(b.list)
	}
	b.OnWish(wish, ids)
}

// Key does what a letter stands for while the pages have the keyboard, and tells whether it
// stands for something.
func (b *Bar) Key(key fyne.KeyName) bool {
	page, is := b.inView()
	if !is {
		return false
	}
	switch key {
	case fyne.KeyX:
		b.wish(office.Upright)
	case fyne.KeyT:
		b.wish(office.Straighten)
	case fyne.KeyG:
		b.wish(office.Crop)
	case fyne.KeyS:
		b.wish(office.Lighten)
	case fyne.KeyM:
		switch {
		case page.Retouch.None():
		case page.Retouch.Aside:
			b.wish(office.AsRetouched)
		default:
			b.wish(office.AsScanned)
		}
	default:
		return false
	}
	return true
}

func idsOf(list []office.Page) (ids []office.ID) {
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	return ids
}

// Told says how a wish ended, for so many pages.
func Told(wish office.Retouching, told office.RetouchTold) string {
	var said []string
	of := func(pages []office.ID, text string) {
		if len(pages) > 0 {
			said = append(said, text)
		}
	}
	of(told.Changed, kit.T("pages.did-"+string(wish), len(told.Changed)))
	of(told.Fine, kit.T("pages.fine", len(told.Fine)))
	of(told.Untold, kit.T("pages.untold", len(told.Untold)))
	return strings.Join(said, " ")
}
