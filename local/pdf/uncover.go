package pdf

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"io"
	"slices"
	"time"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// A signature that came later may show, and then lies over the page. Whether
// it hides what was signed is found as a person would: the page is drawn as it
// was signed, with and without its annotations, and as it is now. The edges of
// letters and lines that were seen must still be seen, cell by cell. What the
// page shows of annotations does not count: the decree lays the office's seal
// over the signature of a person.

const (
	uncoverDPI   = 100
	uncoverPages = 8
	uncoverTimes = 4 // of one file: each comparison with an older state is one
	uncoverTime  = time.Minute
	cellPixels   = 12 // about 3 mm, a letter
	edgeReach    = 2  // pixels
	edgeSeen     = 90 // difference of shades of 256
	edgeGone     = 45
	cellEdges    = 8   // fewer are specks
	mostLost     = 0.6 // of the edges of a cell
)

// uncover looks under signatures that could hide something.
func (c *comparison) uncover() error {
	if len(c.over) == 0 || slices.ContainsFunc(c.kinds(), func(k ChangeKind) bool { return k == Content || k == Unknown }) {
		return nil
	}
	places, err := c.places()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.ctx, uncoverTime)
	defer cancel()
	hidden, err := c.hidden(ctx, places)
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case err != nil:
		c.note(Overlaid)
	case hidden:
		c.found[Change{Kind: Content, Said: hiddenSaid}] = true
	}
	return nil
}

func (c *comparison) kinds() (kinds []ChangeKind) {
	for change := range c.found {
		kinds = append(kinds, change.Kind)
	}
	return kinds
}

// overlay is a page, from 0, and the places where something came to lie on it.
type overlay struct {
	index int
	page  seat
	rects []box
}

// places finds where the signatures lie.
func (c *comparison) places() (found []overlay, err error) {
	index := 0
	w := seatWalk{f: c.now.f, seen: map[cos.Ref]bool{}, each: func(page seat) error {
		here := overlay{index: index, page: page}
		index++
		list, err := c.now.f.List(page.self.Get("Annots"))
		if err != nil {
			return err
		}
		for _, o := range list.Items {
			if at, is := o.(cos.Ref); is && slices.Contains(c.over, at) {
				d, err := c.now.f.Dict(at)
				if err != nil {
					return err
				}
				corners, err := c.now.f.List(d.Get("Rect"))
				if err != nil {
					return err
				}
				if place, ok := rectangle(corners); ok {
					here.rects = append(here.rects, place)
				}
			}
		}
		if len(here.rects) > 0 {
			found = append(found, here)
		}
		return nil
	}}
	err = w.node(c.now.catalog.Get("Pages"), seat{}, 0)
	return found, err
}

// hidden tells whether something that was seen on these pages is no more.
func (c *comparison) hidden(ctx context.Context, places []overlay) (bool, error) {
	if c.now.uncovered++; len(places) > uncoverPages || c.now.uncovered > uncoverTimes {
		return false, fmt.Errorf("signatures lie on %d pages, at look %d", len(places), c.now.uncovered)
	}
	then, err := drawn(ctx, c.then.f.Whole(), places, 0, enums.FPDF_RENDER_FLAG_ANNOT)
	if err != nil {
		return false, err
	}
	now, err := drawn(ctx, c.now.f.Whole(), places, enums.FPDF_RENDER_FLAG_ANNOT)
	if err != nil {
		return false, err
	}
	for i, place := range places {
		page, seen, is := then[0][i], then[1][i], now[0][i]
		if page.Rect != seen.Rect || page.Rect != is.Rect {
			return true, nil
		}
		box, turn, err := shapeOf(c.now.f, place.page)
		if err != nil {
			return false, err
		}
		for _, r := range place.rects {
			if lost(page, seen, is, onImage(offPage(r, box, turn), box, turn, is.Rect)) {
				return true, nil
			}
		}
	}
	return false, nil
}

// drawn draws pages of one state, once for each set of flags, in grey.
func drawn(ctx context.Context, file *io.SectionReader, places []overlay, flags ...enums.FPDF_RENDER_FLAG) (all [][]*image.Gray, err error) {
	v, err := openRenderer(ctx, file, file.Size(), len(places))
	if err != nil {
		return nil, err
	}
	defer v.close()
	for _, flag := range flags {
		var pages []*image.Gray
		for _, place := range places {
			picture, err := v.grey(place, flag)
			if err != nil {
				return nil, err
			}
			pages = append(pages, picture)
		}
		all = append(all, pages)
	}
	return all, nil
}

// grey draws one page on white.
func (v *renderer) grey(place overlay, flag enums.FPDF_RENDER_FLAG) (*image.Gray, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: place.index}}
	size, err := v.engine.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, fmt.Errorf("measuring a page: %w", err)
	}
	if size.Width*size.Height*uncoverDPI*uncoverDPI > renderPixels*office.PointsPerInch*office.PointsPerInch {
		return nil, fmt.Errorf("a page of %.0f×%.0f points", size.Width, size.Height)
	}
	picture, err := v.engine.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: uncoverDPI, RenderFlags: flag, RenderForm: flag != 0})
	if err != nil {
		return nil, fmt.Errorf("rendering a page: %w", err)
	}
	defer picture.Cleanup()
	on := picture.Result.RenderedImage
	grey := image.NewGray(on.Bounds())
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(grey, grey.Rect, on, on.Bounds().Min, draw.Over)
	return grey, nil
}

// offPage is a place in the page's own coordinates as it is seen, from its top
// left: onPage the other way.
func offPage(place, seen box, turn int) box {
	corner := func(x, y float64) (float64, float64) {
		switch turn {
		case 1:
			return y - seen[1], x - seen[0]
		case 2:
			return seen[2] - x, y - seen[1]
		case 3:
			return seen[3] - y, seen[2] - x
		}
		return x - seen[0], seen[3] - y
	}
	x0, y0 := corner(place[0], place[1])
	x1, y1 := corner(place[2], place[3])
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// onImage scales a place to a picture of the page, with a little more all round.
func onImage(place, seen box, turn int, picture image.Rectangle) image.Rectangle {
	w, h := seen.width(), seen.height()
	if turn%2 == 1 {
		w, h = h, w
	}
	sx, sy := float64(picture.Dx())/w, float64(picture.Dy())/h
	return image.Rect(int(place[0]*sx)-edgeReach, int(place[1]*sy)-edgeReach,
		int(place[2]*sx)+edgeReach, int(place[3]*sy)+edgeReach).Intersect(picture)
}

// lost looks for a cell of a place in which the edges that the page had, and
// that were seen, are gone.
func lost(page, seen, now *image.Gray, place image.Rectangle) bool {
	for y := place.Min.Y; y < place.Max.Y; y += cellPixels / 2 {
		for x := place.Min.X; x < place.Max.X; x += cellPixels / 2 {
			had, gone := 0, 0
			cell := image.Rect(x, y, x+cellPixels, y+cellPixels).Intersect(place)
			for cy := cell.Min.Y; cy < cell.Max.Y; cy++ {
				for cx := cell.Min.X; cx < cell.Max.X; cx++ {
					for _, to := range []image.Point{{cx + edgeReach, cy}, {cx, cy + edgeReach}} {
						if !to.In(page.Rect) || contrast(page, cx, cy, to) < edgeSeen || contrast(seen, cx, cy, to) < edgeSeen {
							continue
						}
						had++
						if contrast(now, cx, cy, to) < edgeGone {
							gone++
						}
					}
				}
			}
			if had >= cellEdges && float64(gone) > mostLost*float64(had) {
				return true
			}
		}
	}
	return false
}

func contrast(img *image.Gray, x, y int, to image.Point) int {
	a, b := int(img.GrayAt(x, y).Y), int(img.GrayAt(to.X, to.Y).Y)
	return max(a-b, b-a)
}
