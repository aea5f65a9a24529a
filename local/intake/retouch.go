package intake

import (
	"context"
	"image"
	"math"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/page/retouch"
)

const (
	measuredSide  = 1750 // pixels along the longer side of the picture that is measured
	leastStraight = 0.1  // degrees: a page that leans by less is straight

	// mostRetouched is the largest page that is made anew, in pixels: A3 at 600 dpi has 70
	// million. Two pictures of it are laid out at a time, of up to four bytes a pixel.
	mostRetouched = 80_000_000
)

// Retouch does a wish to pages, all in one step of Undo. What a page does not tell is not
// guessed, and the captures stay as they are: only what is written beside them changes.
func (t *Tray) Retouch(ctx context.Context, ids []office.ID, wish office.Retouching, p *job.Progress) (told office.RetouchTold, err error) {
	p.Expect(int64(len(ids)))
	p.Say("Đang chỉnh trang")
	wished := map[office.ID]office.Page{}
	for _, id := range ids {
		was, err := t.page(id)
		if err != nil {
			return told, err
		}
		now, known, err := t.retouched(ctx, was, wish)
		switch {
		case err != nil:
			return told, err
		case !known:
			told.Untold = append(told.Untold, id)
		case now == was && wish != office.DropBlank || wish == office.DropBlank && !droppable(was):
			told.Fine = append(told.Fine, id)
		default:
			wished[id] = now
			told.Changed = append(told.Changed, id)
		}
		p.Did(1)
	}
	if len(wished) == 0 {
		return told, nil
	}
	return told, t.change(func(m *manifest) error { return m.do(m.retouching(wished, wish == office.DropBlank)) })
}

// retouching is the step that gives pages what was wished for them, or takes them out. What
// became of a page meanwhile stays.
func (m *manifest) retouching(wished map[office.ID]office.Page, out bool) (s step) {
	gone := 0
	for i, was := range m.Pages {
		now, is := wished[was.ID]
		if !is {
			continue
		}
		part := splice{At: i - gone, Out: []office.Page{was}}
		if out {
			gone++
		} else {
			next := was
			next.Turn, next.Retouch, next.BlankKept = now.Turn, now.Retouch, now.BlankKept
			part.In = []office.Page{next}
		}
		s = append(s, part)
	}
	return s
}

// droppable is a side that was found blank and that nobody said to keep.
func droppable(p office.Page) bool { return p.Blank == office.Yes && !p.BlankKept }

// retouched is a page after a wish; false: nothing on it tells what would be right.
func (t *Tray) retouched(ctx context.Context, p office.Page, wish office.Retouching) (_ office.Page, known bool, err error) {
	switch wish {
	case office.DropBlank:
		return p, true, nil
	case office.KeepBlank:
		p.BlankKept = p.BlankKept || p.Blank == office.Yes
		return p, true, nil
	case office.AsScanned:
		p.Retouch.Aside = !p.Retouch.None()
		return p, true, nil
	case office.AsRetouched:
		p.Retouch.Aside = false
		return p, true, nil
	case office.Lighten:
		if p.Width*p.Height > mostRetouched {
			return p, false, told(p.Name, TooLargeToRetouch.About(p.Width, p.Height))
		}
		if p.Tone != office.LineartTone {
			p.Retouch.Lightened, p.Retouch.Aside = true, false
		}
		return p, true, nil
	}
	if wish != office.Upright && p.Width*p.Height > mostRetouched {
		return p, false, told(p.Name, TooLargeToRetouch.About(p.Width, p.Height))
	}
	img, err := t.measurable(ctx, p)
	if err != nil {
		return p, false, told(p.Name, err)
	}
	if wish == office.Upright {
		quarters, told := retouch.Upright(page.Upright(img, p.Upright()))
		p.Turn = (p.Turn + quarters) % 4
		return p, told, nil
	}
	full := image.Pt(p.Width, p.Height)
	if wish == office.Crop {
		p.Retouch.Aside = false
		p.Retouch, known = retouch.CroppedLying(img, p.Retouch, full, p.Upright())
		return p, known, nil
	}
	return straightened(p, img, full)
}

// measurable is the picture of a capture, large enough to be measured.
func (t *Tray) measurable(ctx context.Context, p office.Page) (image.Image, error) {
	if err := t.pictures.wait(ctx); err != nil {
		return nil, err
	}
	defer t.pictures.done()
	img, err := t.pixels(ctx, p, measuredSide)
	if err != nil {
		return nil, err
	}
	return page.Shrink(img, measuredSide), nil
}

// straightened turns a page back by what its lines lean in the capture. What was cropped is
// cropped anew.
func straightened(p office.Page, img image.Image, full image.Point) (office.Page, bool, error) {
	degrees, told := retouch.Skew(page.Upright(img, p.Upright()))
	if retouch.Mirrored(p.Upright()) {
		degrees = -degrees
	}
	if !told {
		return p, false, nil
	}
	if math.Abs(degrees) < leastStraight {
		degrees = 0
	}
	now := office.Retouch{}
	if degrees != 0 {
		now = retouch.Straight(img, degrees, full)
	}
	if p.Retouch.Cropped {
		if cropped, found := retouch.CroppedLying(img, now, full, p.Upright()); found {
			now = cropped
		}
	}
	now.Lightened = p.Retouch.Lightened
	p.Retouch = now
	return p, true, nil
}
