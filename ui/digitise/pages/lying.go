package pages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// lying offers to turn pages whose words say that they lie on a side or on their heads. None
// is turned unasked.
type lying struct {
	words     *widget.Label
	turn, all *kit.Button
	content   *fyne.Container
	quarters  map[office.ID]int // clockwise, by which pages are to be turned
	found     []office.ID       // of the pages that lie here
	here      office.ID
}

func newLying(b *Bar) *lying {
	l := &lying{words: widget.NewLabel("")}
	wish := func(of func() []office.ID) func() {
		return func() {
			if b.OnWish != nil {
				b.OnWish(office.Upright, of())
			}
		}
	}
	l.turn = kit.NewButton("", nil, wish(func() []office.ID { return []office.ID{l.here} }))
	l.all = kit.NewButton("", nil, wish(func() []office.ID { return l.found }))
	sign := widget.NewIcon(kit.Tinted(kit.IconFlag, theme.ColorNameWarning))
	l.content = container.NewStack(kit.NewGround(kit.ColorWarnGround, 6), container.NewPadded(
		kit.Flow(container.NewHBox(sign, l.words), l.turn, l.all)))
	l.content.Hide()
	return l
}

// show offers it for the page in view.
func (l *lying) show(list []office.Page, at int) {
	l.found, l.here = nil, ""
	for i, p := range list {
		if l.quarters[p.ID] == 0 {
			continue
		}
		l.found = append(l.found, p.ID)
		if i == at {
			l.here = p.ID
		}
	}
	kit.Seen(l.content, l.here != "")
	if l.here == "" {
		return
	}
	said := kit.T("pages.lies-across", at+1)
	if l.quarters[l.here] == 2 {
		said = kit.T("pages.lies-over", at+1)
	}
	l.words.SetText(said)
	l.turn.SetText(kit.T("pages.turn", at+1))
	l.all.SetText(kit.T("pages.turn-all", len(l.found)))
	kit.Seen(l.all, len(l.found) > 1)
}
