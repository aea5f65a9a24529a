package digitise

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// view is the middle of the desk: the page as large as there is room, what
// the page is asked about above it, and the hand rail below. It tells wishes
// and does no work.
type view struct {
	OnTurn  func(by int)
	OnPaper func(paper string, all bool)
	OnNudge func(x, y float64) // move the mark's corner here, mm

	sheet   *kit.SheetView
	rail    *kit.Rail
	ask     *paperAsk
	note    *widget.Label
	small   *widget.Label // shown too small to be read
	refused *notice

	content fyne.CanvasObject
}

func newView() *view {
	v := &view{sheet: kit.NewSheetView(), ask: newPaperAsk(), note: widget.NewLabel(""), small: widget.NewLabel(kit.T("digitise.too-small")), refused: newNotice()}
	v.sheet.KeepLegible()
	v.small.Wrapping, v.small.Importance = fyne.TextWrapWord, widget.WarningImportance
	v.note.Wrapping, v.note.Importance = fyne.TextWrapWord, widget.WarningImportance
	v.ask.OnPaper = func(paper string, all bool) { v.OnPaper(paper, all) }
	v.rail = kit.NewRail(v.sheet, kit.T("digitise.move-mark"))
	v.rail.OnTurn = func(by int) { v.OnTurn(by) }
	v.rail.OnMove = func(x, y float64) { v.OnNudge(x, y) }
	v.rail.OnMoving = v.moving
	v.content = kit.Border(container.NewVBox(v.ask.content, v.note, v.small), v.rail.Content, nil, nil, v.sheet)
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

// say tells something about the page above it; nothing hides the line.
func (v *view) say(text string) {
	v.note.SetText(text)
	if text == "" {
		v.note.Hide()
	} else {
		v.note.Show()
	}
}

// moving says how the arrow keys move the mark, while they do.
func (v *view) moving(yes bool) {
	if !yes {
		v.note.Importance = widget.WarningImportance
		v.say("")
		return
	}
	v.note.Importance = widget.HighImportance
	v.say(kit.T("digitise.nudging"))
}

// paperAsk is the question about a page whose size on paper is not known,
// asked above the page itself.
type paperAsk struct {
	OnPaper func(paper string, all bool)

	words   *widget.Label
	all     *kit.Check
	first   *kit.Button
	content fyne.CanvasObject
}

// askedPapers are the sizes offered, the likeliest first.
var askedPapers = []string{"A4", "A5", "A3", "A6", "F4", "Letter", "Legal"}

func newPaperAsk() *paperAsk {
	a := &paperAsk{words: widget.NewLabel(""), all: kit.NewCheck("", nil)}
	a.words.Wrapping = fyne.TextWrapWord
	a.words.TextStyle.Bold = true
	row := container.NewHBox()
	for i, paper := range askedPapers {
		b := kit.NewButton(paper, nil, func() { a.OnPaper(paper, a.all.Checked) })
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
	if others > 1 {
		a.all.SetChecked(true)
		a.all.Show()
	} else {
		a.all.SetChecked(false)
		a.all.Hide()
	}
	a.content.Show()
}
