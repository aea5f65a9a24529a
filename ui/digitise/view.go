package digitise

import (
	"fmt"
	"math"

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
	ask     *paperAsk
	note    *widget.Label
	refused *notice
	where   *widget.Label
	zoom    *widget.Label
	back    *kit.Button
	on      *kit.Button
	nudge   *kit.Button
	fit     *kit.Button

	content fyne.CanvasObject
}

func newView() *view {
	v := &view{sheet: kit.NewSheetView(), ask: newPaperAsk(), note: widget.NewLabel(""), refused: newNotice(), where: widget.NewLabel(""), zoom: widget.NewLabel("")}
	v.where.Alignment, v.zoom.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	v.note.Wrapping, v.note.Importance = fyne.TextWrapWord, widget.WarningImportance
	v.ask.OnPaper = func(paper string, all bool) { v.OnPaper(paper, all) }
	v.content = kit.Border(container.NewVBox(v.refused.content, v.ask.content, v.note), v.rail(), nil, nil, v.sheet)
	v.note.Hide()
	v.ask.content.Hide()
	return v
}

// rail is the line below the page: turning, zooming, moving the mark.
func (v *view) rail() fyne.CanvasObject {
	v.back = kit.NewButton("", theme.NavigateBackIcon(), func() { v.OnTurn(-1) })
	v.on = kit.NewButton("", theme.NavigateNextIcon(), func() { v.OnTurn(1) })
	smaller := kit.NewButton("", theme.ContentRemoveIcon(), func() { v.sheet.ZoomBy(-1) })
	larger := kit.NewButton("", theme.ContentAddIcon(), func() { v.sheet.ZoomBy(1) })
	v.fit = kit.NewQuietButton(kit.T("digitise.fit-page"), nil, v.otherFit)
	v.nudge = kit.NewQuietButton(kit.T("digitise.move-mark"), nil, v.beginNudge)
	return container.NewHBox(v.back, v.where, v.on, widget.NewSeparator(), smaller, v.zoom, larger, v.fit, newSpring(), v.nudge)
}

// put shows a sheet and where it lies among the others.
func (v *view) put(s kit.Sheet, index, of int) {
	v.sheet.Put(s)
	v.where.SetText(fmt.Sprintf("%d/%d", min(index+1, of), of))
	enable(v.back, index > 0)
	enable(v.on, index < of-1)
	enable(v.nudge, s.Mark != nil && s.Spot.Where != office.OwnSheet)
	v.zoomed()
}

func (v *view) zoomed() { v.zoom.SetText(fmt.Sprintf("%.0f %%", math.Round(v.sheet.Percent()))) }

// otherFit shows the whole page, or from that its whole width; the button
// tells which comes next.
func (v *view) otherFit() {
	if v.sheet.Zoom() == kit.FitPage {
		v.sheet.SetZoom(kit.FitWidth)
		v.fit.SetText(kit.T("digitise.fit-page"))
		return
	}
	v.sheet.SetZoom(kit.FitPage)
	v.fit.SetText(kit.T("digitise.fit-width"))
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

// nudgeStep is how far an arrow key moves the mark, in mm.
const nudgeStep = 5

// beginNudge hands the arrow keys to the mark until Enter, Esc or a look
// elsewhere.
func (v *view) beginNudge() {
	if v.sheet.Sheet().Mark == nil {
		return
	}
	v.say(kit.T("digitise.nudging"))
	v.note.Importance = widget.HighImportance
	v.sheet.Tapped(nil)
	v.sheet.Arrows = func(dx, dy float64, end bool) {
		if end {
			v.sheet.Arrows = nil
			v.note.Importance = widget.WarningImportance
			v.say("")
			v.sheet.Refresh()
			return
		}
		at := v.sheet.Sheet().Spot
		v.OnNudge(at.X+dx*nudgeStep, at.Y+dy*nudgeStep)
	}
	v.sheet.Refresh()
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

func enable(b *kit.Button, yes bool) {
	if yes {
		b.Enable()
	} else {
		b.Disable()
	}
}
