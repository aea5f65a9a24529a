package sign

import (
	"context"
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// front is the middle of the page: the document in front, one of its pages,
// and on it the signature as it will look.
type front struct {
	p       *Page
	line    *line
	pages   int
	at      int
	view    office.LookView // zero: nothing to show yet
	picture image.Image     // of the page in view
	asked   int             // side of the picture last asked for
	moving  bool            // the arrow keys move the signature
	said    kit.Trouble     // what stands above the page

	reading context.CancelFunc
	drawing context.CancelFunc
	trying  bool   // the station is asked where a held signature may go
	tryNow  func() // and where the clerk has taken it meanwhile

	title, about *widget.Label
	see          *kit.Button
	callout      *kit.Callout
	sheet        *kit.SheetView
	rail         *kit.Rail
	content      fyne.CanvasObject
}

func newFront(p *Page) *front {
	f := &front{p: p, title: kit.Subheading(""), about: kit.Muted(""), callout: kit.NewCallout(), sheet: kit.NewSheetView()}
	f.title.Truncation, f.about.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	f.about.Wrapping = fyne.TextWrapOff
	f.see = kit.NewQuietButton(kit.T("sign.see-record"), kit.IconRecords, func() {
		if p.OpenRecord != nil {
			p.OpenRecord(f.line.id())
		}
	})
	f.rail = kit.NewRail(f.sheet, "")
	f.rail.OnTurn, f.rail.OnMove, f.rail.OnMoving = f.turn, f.move, f.begunMoving
	f.sheet.OnZoomed = func() {
		f.rail.Zoomed()
		f.sharpen()
	}
	head := kit.Lines(kit.Border(nil, nil, nil, f.see, f.title), f.about)
	f.content = kit.Border(container.NewVBox(head, f.callout), f.rail.Content, nil, nil, f.sheet)
	return f
}

// put brings a line to the front; nil clears the middle.
func (f *front) put(l *line) {
	if news := l != f.line || l == nil; news {
		f.line, f.pages, f.at = l, 0, 0
		f.again()
	}
	f.words()
}

// again shows the same document as it is now.
func (f *front) again() {
	f.blank()
	f.read()
}

// blank forgets the signature and the picture that were shown.
func (f *front) blank() {
	f.view, f.picture, f.asked = office.LookView{}, nil, 0
	f.sheet.Put(kit.Sheet{})
	f.p.how.looked(f.view, nil)
}

// words tells what the document is, and how it went with it.
func (f *front) words() {
	kit.Seen(f.rail.Content, f.line != nil)
	if f.line == nil {
		f.title.SetText("")
		f.about.SetText("")
		f.see.Hide()
		f.say()
		return
	}
	row := f.line.task.Row
	f.title.SetText(kit.TitleOf(row, f.p.types))
	f.about.SetText(aboutOf(row))
	kit.Seen(f.see, f.p.OpenRecord != nil && (row.State == office.Finished || f.line.state == done))
	f.say()
}

// say tells above the page what is true of the document.
func (f *front) say() {
	tone, told := f.told()
	if told == f.said {
		return
	}
	f.said = told
	f.callout.Say(tone, told)
	f.content.Refresh() // it takes more room, or less
}

func (f *front) told() (kit.Tone, kit.Trouble) {
	l := f.line
	switch {
	case l == nil:
		return kit.Neutral, kit.Trouble{}
	case f.moving:
		return kit.Info, kit.Trouble{Said: kit.T("sign.moving")}
	case l.state == failed:
		return kit.Warn, l.why
	case l.state == done && l.result.Note != "":
		return kit.Warn, kit.Trouble{Said: l.doneWord(), Next: l.result.Note}
	case l.state == done:
		return kit.Good, kit.Trouble{Said: l.doneWord()}
	case l.task.Signer != "":
		return kit.Info, kit.Trouble{Said: l.task.Why, Next: kit.T("sign.signer", l.task.Signer)}
	}
	return kit.Info, kit.Trouble{Said: l.task.Why}
}

// begunMoving says how the arrow keys move the signature, while they do.
func (f *front) begunMoving(yes bool) {
	f.moving = yes
	f.say()
}

// shows tells whether a signature yet to be made is shown of the document in
// front.
func (f *front) shows() bool {
	return f.line != nil && f.line.open() && f.line.task.Task != office.TaskExtend
}

// movable tells whether the signature that is shown can be put elsewhere.
func (f *front) movable() bool {
	return f.view.Picture != nil && f.view.Look != office.LookOnMark && f.view.Look != office.LookHidden
}

// turn pages on or back.
func (f *front) turn(by int) {
	if to := max(0, min(f.at+by, f.pages-1)); to != f.at {
		f.goTo(to)
		f.draw()
	}
}

// draw lays the page in view on the board, with the signature if it is there.
func (f *front) draw() {
	sheet := kit.Sheet{Picture: f.picture}
	f.sheet.OnMark = nil
	if f.view.Spot.Page == f.at {
		sheet.W, sheet.H = f.view.SheetW, f.view.SheetH
		sheet.Mark, sheet.Spot = f.view.Picture, spotOf(f.view.Spot)
	}
	if sheet.Mark == nil && f.view.Look == office.LookOnMark && f.view.Spot.Page == f.at {
		sheet.Mark = areaOf(f.view.Spot)
	}
	if sheet.Mark != nil && f.movable() {
		f.sheet.OnMark = f.dragged
	}
	f.sheet.Put(sheet)
	f.rail.At(f.at, f.pages, false)
	f.p.how.paged()
	f.sharpen()
}

func spotOf(s office.LookSpot) office.Spot {
	return office.Spot{Where: office.OnPage, Page: s.Page, X: s.X, Y: s.Y, W: s.W, H: s.H}
}

// areaOf tints the part of the page that answers to the pointer in a PDF
// reader, where the signature itself shows nothing.
func areaOf(s office.LookSpot) image.Image {
	const perMM = 4
	area := image.NewNRGBA(image.Rect(0, 0, max(1, int(s.W*perMM)), max(1, int(s.H*perMM))))
	ink := color.NRGBAModel.Convert(theme.Color(theme.ColorNamePrimary)).(color.NRGBA)
	ink.A = 180
	draw.Draw(area, area.Bounds(), image.NewUniform(ink), image.Point{}, draw.Src)
	ink.A = 36
	draw.Draw(area, area.Bounds().Inset(perMM/2), image.NewUniform(ink), image.Point{}, draw.Src)
	return area
}

// free lets the picture go when the clerk leaves.
func (f *front) free() {
	f.picture, f.asked = nil, 0
	sheet := f.sheet.Sheet()
	sheet.Picture = nil
	f.sheet.Put(sheet)
}
