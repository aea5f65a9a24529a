package digitise

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/digitise/pages"
	"tram/ui/kit"
)

// view is the middle of the desk: the page as large as there is room, what
// the page is asked about above it, and the hand rail below.
type view struct {
	sheet   *kit.SheetView
	rail    *kit.Rail
	ask     *paperAsk
	bar     *pages.Bar
	note    *widget.Label
	small   *widget.Label // shown too small to be read
	refused *kit.Callout

	content fyne.CanvasObject
}

func newView(p *Page) *view {
	v := &view{sheet: kit.NewSheetView(), ask: newPaperAsk(p.tellPaper), refused: kit.NewCallout().Shuttable()}
	v.bar = pages.New(p.desk)
	v.bar.OnWish = p.wish
	v.bar.OnGrown = func() { v.content.Refresh() }
	v.note, v.small = kit.Prose(""), kit.Prose(kit.T("digitise.too-small"))
	v.small.Importance = widget.WarningImportance
	v.rail = kit.NewRail(v.sheet, kit.T("digitise.move-mark"))
	v.rail.OnTurn, v.rail.OnMove, v.rail.OnMoving = p.leaf, p.moveMark, v.moving
	v.sheet.KeepLegible()
	v.sheet.OnMark = func(x, y float64, drop bool) {
		if drop {
			p.moveMark(x, y)
		} else {
			p.tryMark(x, y)
		}
	}
	v.sheet.OnShown = p.glance
	v.sheet.OnZoomed = func() {
		v.rail.Zoomed()
		p.sharpen()
	}
	v.content = kit.Border(container.NewVBox(v.bar.Content, v.ask.content, v.note, v.small), v.rail.Content, nil, nil, v.sheet)
	v.note.Hide()
	v.small.Hide()
	v.ask.content.Hide()
	return v
}

// tooSmall says that the page is too small to have been read, while it is.
func (v *view) tooSmall(yes bool) {
	if v.small.Visible() != yes {
		kit.Seen(v.small, yes)
		v.content.Refresh()
	}
}

// put shows a sheet and where it lies among the others.
func (v *view) put(s kit.Sheet, index, of int) {
	v.sheet.Put(s)
	v.rail.At(index, of, s.Mark != nil && s.Spot.Where != office.OwnSheet)
}

// moving says how the arrow keys move the mark, while they do.
func (v *view) moving(yes bool) {
	v.note.Importance = widget.HighImportance
	v.note.SetText(kit.T("digitise.nudging"))
	kit.Seen(v.note, yes)
}

// paperAsk is the question about a page whose size on paper is not known,
// asked above the page itself.
type paperAsk struct {
	words   *widget.Label
	all     *kit.Check
	first   *kit.Button
	content fyne.CanvasObject
}

// askedPapers are the sizes offered, the likeliest first.
var askedPapers = []string{"A4", "A5", "A3", "A6", "F4", "Letter", "Legal"}

func newPaperAsk(tell func(paper string, all bool)) *paperAsk {
	a := &paperAsk{words: kit.Prose(""), all: kit.NewCheck("", nil)}
	a.words.TextStyle.Bold = true
	row := container.NewHBox()
	for i, paper := range askedPapers {
		b := kit.NewButton(paper, nil, func() { tell(paper, a.all.Checked) })
		if i == 0 {
			a.first = b
			b.Importance = widget.HighImportance
		}
		row.Add(b)
	}
	ground := kit.NewGround(kit.ColorWarnGround, 6)
	sign := widget.NewIcon(kit.Tinted(kit.IconWarning, theme.ColorNameWarning))
	a.content = container.NewStack(ground, container.NewPadded(container.NewBorder(nil, nil, container.NewPadded(sign), nil,
		container.NewVBox(a.words, row, a.all))))
	return a
}

// about asks for a page, and for all others like it at once.
func (a *paperAsk) about(page, others int) {
	a.words.SetText(kit.T("digitise.which-paper", page))
	a.all.SetText(kit.T("digitise.paper-for-all", others))
	a.all.SetChecked(others > 1)
	kit.Seen(a.all, others > 1)
	a.content.Show()
}
