package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"maps"
	"slices"
	"time"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// Whoever explains changes by reading them may be wrong about what a reader makes
// of them. So both states are drawn by PDFium, which reads them in its own way, and
// compared: what no change names must look as it did, to the pixel.

const (
	witnessDPI   = 50
	witnessPages = 12               // of one file in one comparison
	witnessSmall = 1 << 20          // bytes of a file whose first page is drawn whatever came
	witnessTimes = 12               // comparisons of one file
	witnessTime  = 30 * time.Second // for all of them
)

// errNotDrawn says that a state could not be looked at as far as it had to be.
var errNotDrawn = errors.New("too much to look at")

// pictures is a page as it was without its annotations, as it was seen, and as it
// is seen.
type pictures struct {
	page, seen, is *image.Gray
	oneColour      bool
}

// picturesOf takes three pictures of a page apart: by their shades, and by each colour
// where they are not grey.
func picturesOf(page, seen, is hues) (all []pictures) {
	for i := range is {
		p := pictures{page: page[i], seen: seen[i], is: is[i], oneColour: i > 0}
		if i == 0 || p.seen != seen[0] || p.is != is[0] {
			all = append(all, p)
		}
	}
	return all
}

// look draws what changed, where nothing is known to be wrong yet.
func (c *comparison) look() error {
	if len(c.places) > 0 || c.has(Unknown) || len(c.differs) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.ctx, witnessTime-c.now.looked)
	defer cancel()
	began := time.Now() //nolint:forbidigo // how long it takes is no time of a record
	err := c.witness(ctx)
	c.now.looked += time.Since(began)
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	if err != nil {
		c.undrawn(func(int) bool { return true })
	}
	return nil
}

// undrawn tells on which pages something lies that was not looked under.
func (c *comparison) undrawn(of func(index int) bool) {
	for _, l := range c.laid {
		if l.gazed && of(l.index) {
			c.add(Change{Kind: Overlaid, Places: c.onPage(l.place, l.page, l.index)})
		}
	}
}

func (c *comparison) has(kind ChangeKind) bool {
	return slices.ContainsFunc(c.found, func(change Change) bool { return change.Kind == kind })
}

// witness compares the pages on which something came to lie, and the first of a small
// file.
func (c *comparison) witness(ctx context.Context) error {
	on := map[int][]laid{}
	if c.now.f.Whole().Size() <= witnessSmall {
		on[0] = nil
	}
	for index := range c.touched {
		on[index] = nil
	}
	for _, l := range c.laid {
		on[l.index] = append(on[l.index], l)
	}
	if len(on) == 0 {
		return nil // all that any page leads to is what it was
	}
	if c.now.witnessed++; c.now.witnessed > witnessTimes {
		return errNotDrawn
	}
	pages := c.drawable(on)
	var sheets []viewing
	for _, index := range pages {
		sheets = append(sheets, viewingOf(index, on[index]))
	}
	then, err := c.then.drawn(ctx, sheets, true)
	if err != nil {
		return err
	}
	now, err := c.now.drawn(ctx, sheets, false)
	if err != nil {
		return err
	}
	if then.pages != now.pages {
		c.content(placeTree)
		return nil
	}
	for i, s := range sheets {
		for _, p := range picturesOf(then.bare[s], then.seen[s], now.seen[s]) {
			if err := c.compared(p, pages[i], on[pages[i]]); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawable are the pages to draw, first those on which something could hide what was
// signed. Of the others something is told.
func (c *comparison) drawable(on map[int][]laid) []int {
	idle := func(index int) int {
		if slices.ContainsFunc(on[index], func(l laid) bool { return l.gazed }) {
			return 0
		}
		return 1
	}
	pages := slices.SortedFunc(maps.Keys(on), func(a, b int) int { return cmp.Or(cmp.Compare(idle(a), idle(b)), cmp.Compare(a, b)) })
	if len(pages) > witnessPages {
		c.undrawn(func(index int) bool { return slices.Contains(pages[witnessPages:], index) })
		pages = pages[:witnessPages]
	}
	return pages
}

// viewing is a page, from 0, and how finely it is drawn.
type viewing struct {
	index, dpi int
}

// viewingOf tells how finely a page has to be seen: to the letter where something could
// hide one.
func viewingOf(index int, all []laid) viewing {
	if slices.ContainsFunc(all, func(l laid) bool { return l.gazed || l.sign }) {
		return viewing{index, uncoverDPI}
	}
	return viewing{index, witnessDPI}
}

// compared judges one page by its pictures.
func (c *comparison) compared(p pictures, index int, all []laid) error {
	if p.seen.Rect != p.is.Rect {
		c.content(placePage(index))
		return nil
	}
	named := make([]image.Rectangle, len(all))
	for i, l := range all {
		place, err := l.onImage(c.now.f, p.is.Rect)
		if err != nil {
			return err
		}
		named[i] = place
	}
	if strayed(p.seen, p.is, named) {
		c.add(Change{Kind: Content, Said: fmt.Sprintf("%s: trang %d hiện khác lúc ký, ngoài chỗ của các thay đổi nêu ở đây.", changeSaid[Content], index+1)})
		return nil
	}
	if p.page == nil {
		return nil
	}
	hides, err := c.hidden(p, all, index)
	if hides {
		c.add(Change{Kind: Content, Said: fmt.Sprintf("%s (trang %d).", hiddenSaid, index+1)})
	}
	return err
}

// strayed tells whether two pictures differ outside of what is named.
func strayed(a, b *image.Gray, named []image.Rectangle) bool {
	for y := a.Rect.Min.Y; y < a.Rect.Max.Y; y++ {
		for x := a.Rect.Min.X; x < a.Rect.Max.X; x++ {
			if a.GrayAt(x, y) == b.GrayAt(x, y) {
				continue
			}
			at := image.Pt(x, y)
			if !slices.ContainsFunc(named, func(r image.Rectangle) bool { return at.In(r) }) {
				return true
			}
		}
	}
	return false
}

// gallery is what PDFium shows of a state: pages with their annotations, and some
// without.
type gallery struct {
	pages      int // in all
	seen, bare map[viewing]hues
}

// drawn draws pages of a state, and remembers them for the next comparison.
func (v *view) drawn(ctx context.Context, sheets []viewing, bare bool) (gallery, error) {
	if v.shown.seen == nil {
		v.shown = gallery{seen: map[viewing]hues{}, bare: map[viewing]hues{}}
	}
	missing := slices.DeleteFunc(slices.Clone(sheets), func(s viewing) bool {
		return v.shown.seen[s][0] != nil && (!bare || s.dpi != uncoverDPI || v.shown.bare[s][0] != nil)
	})
	if len(missing) == 0 {
		return v.shown, nil
	}
	r, err := openEye(ctx)
	if err != nil {
		return gallery{}, err
	}
	defer r.close()
	defer context.AfterFunc(ctx, r.kill)()
	whole := v.f.Whole()
	if err := r.open(whole, whole.Size(), ""); err != nil {
		return gallery{}, fmt.Errorf("opening the file to look at it: %w", err)
	}
	err = v.shown.draw(r, missing, bare)
	return v.shown, err
}

// draw draws what is missing.
func (d *gallery) draw(r *eye, missing []viewing, bare bool) error {
	count, err := r.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: r.file})
	if err != nil {
		return fmt.Errorf("counting pages: %w", err)
	}
	d.pages = count.PageCount
	for _, s := range missing {
		if s.index >= d.pages {
			return errNotDrawn
		}
		if d.seen[s], err = r.shown(s.index, s.dpi, enums.FPDF_RENDER_FLAG_ANNOT); err != nil {
			return err
		}
		if !bare || s.dpi != uncoverDPI {
			continue
		}
		if d.bare[s], err = r.shown(s.index, s.dpi, 0); err != nil {
			return err
		}
	}
	return nil
}
