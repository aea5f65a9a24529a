package convert

import (
	"context"
	"time"

	"tram/local/intake"
	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

// inked is the ink map of a first page, and of which page as it lay.
type inked struct {
	page    office.ID
	turned  int
	dpi     float64
	retouch office.Retouch
	ink     *page.Ink
}

// Mark shows the mark of a draft as it will be, where it will be. A form that
// carries no mark of ours gives an empty view.
func (d *Desk) Mark(ctx context.Context, id office.ID) (office.MarkView, error) {
	c, ink, err := d.draftInk(ctx, id)
	if err != nil || !c.Form.Marked() {
		return office.MarkView{}, err
	}
	m, shapes, err := d.compose(ctx, c, d.Clock.Now())
	if err != nil {
		return office.MarkView{}, err
	}
	m.Spot = settle(ink, c, shapes)
	return view(m, shapes, ink), nil
}

// MoveMark moves the mark of a draft to the free place nearest to x, y (mm from
// the top left of the page). Where nothing is free it stays.
func (d *Desk) MoveMark(ctx context.Context, id office.ID, x, y float64) (v office.MarkView, err error) {
	err = notStale(func() error {
		c, tried, free, err := d.tryMark(ctx, id, x, y)
		if v = tried; err != nil || !free {
			return err
		}
		c.Mark = &v.Mark
		_, err = d.Records.SaveConversion(ctx, actOf(c, "move-mark"), c)
		return err
	})
	if err != nil {
		return office.MarkView{}, err
	}
	return v, nil
}

// TryMark shows where MoveMark would put the mark, and moves nothing.
func (d *Desk) TryMark(ctx context.Context, id office.ID, x, y float64) (office.MarkView, error) {
	_, v, _, err := d.tryMark(ctx, id, x, y)
	return v, err
}

func (d *Desk) tryMark(ctx context.Context, id office.ID, x, y float64) (c office.Conversion, v office.MarkView, free bool, err error) {
	c, ink, err := d.draftInk(ctx, id)
	if err != nil || !c.Form.Marked() {
		return c, v, false, err
	}
	m, shapes, err := d.compose(ctx, c, d.Clock.Now())
	if err != nil {
		return c, v, false, err
	}
	m.Spot = settle(ink, c, shapes)
	nx, ny, free := mark.Move(ink, shapes[m.Spot.Shape], x, y)
	if free {
		m.Spot = moved(m.Spot, nx, ny)
	}
	return c, view(m, shapes, ink), free, nil
}

// moved is a spot on the page itself, chosen by the clerk.
func moved(s office.Spot, x, y float64) office.Spot {
	s.Where, s.Page, s.X, s.Y, s.Grow, s.Moved = office.OnPage, 0, x, y, 0, true
	return s
}

// settle keeps the place that the clerk chose while it is still free, and
// finds one otherwise.
func settle(ink *page.Ink, c office.Conversion, shapes []mark.Layout) office.Spot {
	if c.Mark != nil && c.Mark.Spot.Moved && c.Mark.Spot.Shape < len(shapes) {
		was := c.Mark.Spot
		if x, y, free := mark.Move(ink, shapes[was.Shape], was.X, was.Y); free {
			s := moved(was, x, y)
			s.W, s.H = shapes[was.Shape].W/office.PointsPerMM, shapes[was.Shape].H/office.PointsPerMM
			return s
		}
	}
	spot := mark.Place(ink, c.Form, shapes)
	if spot.Where == office.OwnSheet {
		spot.Page = len(c.Pages)
	}
	return spot
}

// compose words the mark of a conversion at a time.
func (d *Desk) compose(ctx context.Context, c office.Conversion, at time.Time) (office.Mark, []mark.Layout, error) {
	templates, err := d.Settings.Templates(ctx)
	if err != nil {
		return office.Mark{}, nil, err
	}
	t, ok := mark.Pick(templates, c.Direction, c.Form, c.Document.Type)
	if !ok {
		return office.Mark{}, nil, NoTemplate.About(c.Form.Name())
	}
	code := func(lines []string) (string, error) { return mark.QRText(lines), nil }
	if d.Code != nil {
		code = func(lines []string) (string, error) { return d.Code(ctx, lines) }
	}
	return Word(t, mark.Facts{At: at, Office: c.Office, Clerk: c.Clerk, Code: c.Code, Document: c.Document, Form: c.Form}, code)
}

// Word fills a template with facts and lays it out in its shapes. The code,
// whose text is made of the lines, is added where the office wants one.
func Word(t office.MarkTemplate, f mark.Facts, code func(lines []string) (string, error)) (office.Mark, []mark.Layout, error) {
	lines, err := mark.Compose(t, f)
	if err != nil {
		return office.Mark{}, nil, err
	}
	m := office.Mark{Template: t.ID, TemplateVersion: t.Version, Lines: lines, SizePt: t.SizePt}
	if f.Office.WithQR {
		if m.QR, err = code(lines); err != nil {
			return office.Mark{}, nil, err
		}
	}
	shapes, err := mark.Shapes(t, lines, m.QR)
	return m, shapes, err
}

func view(m office.Mark, shapes []mark.Layout, ink *page.Ink) office.MarkView {
	w, h := ink.SizeMM()
	if m.Spot.Where == office.OwnSheet {
		w, h = ownSheetMM[0], ownSheetMM[1]
	}
	return office.MarkView{Mark: m, Picture: mark.Ink(shapes[m.Spot.Shape], office.PictureDPI), SheetW: w, SheetH: h + m.Spot.Grow}
}

// ownSheetMM is the sheet after the last page that a mark gets when nothing
// else is left: A4.
var ownSheetMM = office.Papers["A4"]

// draftInk reads a draft and the ink of its first page.
func (d *Desk) draftInk(ctx context.Context, id office.ID) (office.Conversion, *page.Ink, error) {
	c, err := d.unfinished(ctx, id)
	if err != nil {
		return c, nil, err
	}
	t, err := d.tray(ctx, id)
	if err != nil {
		return c, nil, err
	}
	if c.Pages = t.Pages(); len(c.Pages) == 0 {
		return c, nil, NoPages
	}
	first := c.Pages[0]
	if !first.SizeKnown() {
		return c, nil, SizeUnknown.About(1, first.Name)
	}
	d.mu.Lock()
	known, ok := d.inks[id]
	d.mu.Unlock()
	if ok && known.page == first.ID && known.turned == first.Turn && known.dpi == first.DPIX && known.retouch == first.Retouch {
		return c, known.ink, nil
	}
	ink, err := inkOf(ctx, t, first)
	if err != nil {
		return c, nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inks == nil {
		d.inks = map[office.ID]inked{}
	}
	d.inks[id] = inked{page: first.ID, turned: first.Turn, dpi: first.DPIX, retouch: first.Retouch, ink: ink}
	return c, ink, nil
}

// inkOf decodes a page and maps its ink.
func inkOf(ctx context.Context, from pages, p office.Page) (*page.Ink, error) {
	content, err := from.Open(p.ID)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	done, err := room(ctx, p)
	if err != nil {
		return nil, err
	}
	defer done()
	img, err := page.Decode(ctx, content, content.Size(), p.Frame)
	if err != nil {
		return nil, err
	}
	return page.InkOf(intake.Retouched(img, p, 2*page.MaxSide), p.DPIX, p.DPIY, p.Upright()), nil
}

var _ pages = (*intake.Tray)(nil)
