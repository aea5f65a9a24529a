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
	p      *Page
	line   *office.SigningLine
	chosen bool // by the clerk: what the page brings to the front by itself nobody has looked at yet
	pages  int
	view   office.LookView // zero: nothing to show yet
	moving bool            // the arrow keys move the signature
	said   kit.Trouble     // what stands above the page

	reading kit.Latest
	trial   kit.Trial // where a held signature may go

	title, about *widget.Label
	see          *kit.Button
	callout      *kit.Callout
	leaves       *kit.Leaves
	content      fyne.CanvasObject
}

func newFront(p *Page) *front {
	f := &front{p: p, title: kit.Subheading(""), about: widget.NewLabel(""), callout: kit.NewCallout(), leaves: kit.NewLeaves(p.desk)}
	f.title.Truncation, f.about.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	f.about.Importance = widget.LowImportance
	f.see = kit.NewQuietButton(kit.T("sign.see-record"), kit.IconRecords, func() { p.OpenRecord(f.line.Row.ID) })
	f.leaves.OnTurned = func() { p.how.paged() }
	f.leaves.Rail.OnMove, f.leaves.Rail.OnMoving, f.leaves.Rail.OnTurn = f.move, f.begunMoving, f.turn
	head := kit.Lines(kit.Border(nil, nil, nil, f.see, f.title), f.about)
	f.content = kit.Border(container.NewVBox(head, f.callout), nil, nil, nil, f.leaves.Content)
	return f
}

// put brings a line to the front; nil clears the middle.
func (f *front) put(l *office.SigningLine, chosen bool) {
	if l != f.line || l == nil || chosen && !f.chosen {
		f.line, f.chosen = l, chosen
		f.again()
	}
	f.words()
}

// turn shows the next page, or the one before: now the clerk looks at the document.
func (f *front) turn(by int) {
	f.chosen = true
	f.look()
	f.leaves.Turn(by)
}

// look has the pages read, as a look of the clerk or as none.
func (f *front) look() {
	id, chosen := f.line.Row.ID, f.chosen
	f.leaves.Read = func(ctx context.Context, page, side int) (image.Image, error) {
		if !chosen {
			ctx = office.Again(ctx)
		}
		return f.p.services.SigningPicture(ctx, id, page, side)
	}
}

// words tells what the document is, and how it went with it.
func (f *front) words() {
	title, about := "", ""
	kit.Seen(f.leaves.Rail.Content, f.line != nil)
	f.see.Hide()
	if l := f.line; l != nil {
		title, about = kit.TitleOf(l.Row, f.p.types), aboutOf(l.Row)
		kit.Seen(f.see, f.p.OpenRecord != nil && (l.Row.State == office.Finished || l.State == office.SigningDone))
	}
	f.title.SetText(title)
	f.about.SetText(about)
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
	case l.State == office.SigningDone || l.State == office.SigningFailed:
		_, tone, said := f.p.said(l)
		return tone, said
	case l.Signer != "":
		return kit.Info, kit.Trouble{Said: kit.Said(l.Why), Next: kit.T("sign.signer", l.Signer)}
	}
	return kit.Info, kit.Trouble{Said: kit.Said(l.Why)}
}

// begunMoving says how the arrow keys move the signature, while they do.
func (f *front) begunMoving(yes bool) {
	f.moving = yes
	f.say()
}

// shows tells whether a signature yet to be made is shown of the document in
// front.
func (f *front) shows() bool {
	return f.line != nil && f.line.Open() && f.line.Task != office.TaskExtend
}

// movable tells whether the signature that is shown can be put elsewhere.
func (f *front) movable() bool {
	return f.shows() && f.view.Picture != nil && f.view.Look != office.LookOnMark && f.view.Look != office.LookHidden
}

// again shows the same document as it is now.
func (f *front) again() {
	f.pages, f.view = 0, office.LookView{}
	f.leaves.Lay(nil)
	f.p.how.looked(f.view, nil)
	f.read()
}

// opened is a document as it was read: its pages, and its signature to be.
type opened struct {
	pages int
	view  office.LookView
	why   error // there is no such signature
}

// read reads the document in front and goes to the page that will be signed.
func (f *front) read() {
	ctx := f.reading.Next(f.p.visit.Now())
	if f.line == nil {
		return
	}
	id, wish, shows := f.line.Row.ID, f.p.wishes.Of(f.line.Row), f.shows()
	f.look()
	kit.Load(ctx, func(ctx context.Context) (o opened, err error) {
		if o.pages, err = f.p.services.SigningPages(ctx, id); err == nil && shows {
			o.view, o.why = f.p.services.LookView(ctx, id, wish)
		}
		return o, err
	}, func(o opened, err error) {
		if err != nil {
			f.p.desk.Tell(err)
			return
		}
		f.pages = o.pages
		f.show(o.view, o.why)
	})
}

// show puts a signature on its page, and that page in view.
func (f *front) show(v office.LookView, err error) {
	if err != nil {
		v = office.LookView{}
	}
	f.view = v
	at := f.leaves.At()
	if v.Picture != nil || v.Look == office.LookOnMark {
		at = v.Spot.Page
	}
	f.leaves.View.OnMark = nil
	if f.movable() {
		f.leaves.View.OnMark = f.dragged
	}
	f.leaves.Renew(f.sheets(), max(0, min(at, f.pages-1)))
	f.leaves.View.RevealMark()
	f.p.how.looked(v, err)
}

// sheets are the pages, with the signature on its own.
func (f *front) sheets() []kit.Sheet {
	all, v := make([]kit.Sheet, f.pages), f.view
	if v.Spot.Page >= f.pages {
		return all
	}
	on := &all[v.Spot.Page]
	on.W, on.H, on.Mark, on.Spot = v.SheetW, v.SheetH, v.Picture, spotOf(v.Spot)
	if v.Look == office.LookOnMark {
		on.Mark = areaOf(v.Spot)
	}
	return all
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
