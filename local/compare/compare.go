// Package compare lays paper that was read back on the print copy that it was
// made from, and tells what differs (đối chiếu).
//
// Rules:
//
//   - Nothing is read: ink is compared with ink. What a scanner makes of ink is
//     learnt from the page itself, so that blur, faint toner and noise are
//     expected and not told.
//   - Ink of the print copy that is not on the paper is a difference, whatever
//     lies above it. Ink beside it is by hand, unless it makes another letter.
//   - Letters of a font that the print copy does not bring look otherwise on paper:
//     where they stand is compared, their strokes are not, and that is told.
//   - Which image shows which page is told by what they look like, never by
//     their order alone; the order decides only between pages that look the same.
//   - One page and one image are held at a time, and of a small pile the images that
//     were looked at already.
package compare

import (
	"context"
	"image"
	"math"
	"slices"

	"tram/local/job"
	"tram/local/office"
)

// Print is the print copy, drawn page by page when it is asked for. Pages count
// from 0. A page may be drawn coarser than asked.
type Print interface {
	Pages() int
	SizeMM(page int) (w, h float64)
	Picture(ctx context.Context, page int, dpi float64) (image.Image, error)

	// Substituted lists the areas of a page, in millimetres (left, top, width,
	// height), whose letters a printer draws in a font of its own choice.
	Substituted(ctx context.Context, page int) ([][4]float64, error)
}

// Scan is the images of paper that was read back, upright or not, from 0. What
// an image says of its resolution is a hint; 0 is unknown.
type Scan interface {
	Sheets() int
	Picture(ctx context.Context, sheet int) (img image.Image, dpi float64, err error)

	// Grain tells the pixels of an image and the dpi that it says it has, without
	// opening it; 0 is unknown.
	Grain(sheet int) (w, h int, dpi float64)
}

const (
	fineDPI   = 200.0
	coarseDPI = 60.0
	leastDPI  = 120.0 // of an image whose letters can be told from each other

	sureLike  = 0.60 // a page in its turn that is so alike is not looked for elsewhere
	otherLike = 0.06 // pages that are less apart may be taken for each other
	pageLike  = 0.50 // of a page laid on its own sheet, however much was changed
)

// Compare compares all pages with all sheets. Errors are Failures, those of the
// print copy and the scan, or those of the context.
func Compare(ctx context.Context, print Print, scan Scan, p *job.Progress) (office.Comparison, error) {
	return (&comparison{print: print, scan: scan, progress: p, last: -1}).run(ctx)
}

// CompareTwice compares as Compare does, and looks again with softened edges wherever print
// differs: of paper in small print that somebody else vouches for as well. It raises fewer
// alarms, and overlooks one changed figure in some hundreds more.
func CompareTwice(ctx context.Context, print Print, scan Scan, p *job.Progress) (office.Comparison, error) {
	return (&comparison{print: print, scan: scan, progress: p, last: -1, twice: true}).run(ctx)
}

func (c *comparison) run(ctx context.Context) (office.Comparison, error) {
	c.progress.Expect(int64(2*c.print.Pages() + c.scan.Sheets()))
	for _, step := range []func(context.Context) error{c.fineAsSaid, c.glancePages, c.glanceSheets, c.pair, c.fineAsSeen, c.lookClosely} {
		if err := step(ctx); err != nil {
			return office.Comparison{}, err
		}
	}
	return c.result(), nil
}

// comparison is one run: what all pages and sheets look like from afar, which
// belong together, and what was found on them.
type comparison struct {
	print    Print
	scan     Scan
	progress *job.Progress
	twice    bool // softer looks are taken where print differs
	pages    []*coarsePage
	sheets   []*glance
	perMM    []float64 // pixels of a millimetre of each sheet as it says; 0 unknown
	places   map[[2]int]place
	sheetOf  []int // of each page; -1 none
	compared []office.ComparedPage

	last        int // the sheet that was looked at last, and what it looks like
	lastPicture picture

	held     map[int]picture // sheets that need not be opened again
	heldSize int             // bytes
}

const mostHeld = 48 << 20 // bytes of pictures: ten sheets of A4 at 200 dpi

func (c *comparison) glancePages(ctx context.Context) error {
	for i := range c.print.Pages() {
		pic, err := c.page(ctx, i, coarseDPI)
		if err != nil {
			return err
		}
		w, h := c.print.SizeMM(i)
		c.pages = append(c.pages, coarsePageOf(pic, w, h))
		c.progress.Did(1)
	}
	return nil
}

func (c *comparison) glanceSheets(ctx context.Context) error {
	c.perMM = make([]float64, c.scan.Sheets())
	for i := range c.scan.Sheets() {
		pic, err := c.sheet(ctx, i)
		if err != nil {
			return err
		}
		c.sheets = append(c.sheets, glanceOf(pic))
		c.progress.Did(1)
	}
	return nil
}

func (c *comparison) page(ctx context.Context, i int, dpi float64) (picture, error) {
	if err := ctx.Err(); err != nil {
		return picture{}, err
	}
	img, err := c.print.Picture(ctx, i, dpi)
	if err != nil {
		return picture{}, err
	}
	return pictureOf(img), nil
}

func (c *comparison) sheet(ctx context.Context, i int) (picture, error) {
	if i == c.last {
		return c.lastPicture, nil
	}
	if kept, is := c.held[i]; is {
		return kept, nil
	}
	if err := ctx.Err(); err != nil {
		return picture{}, err
	}
	c.last, c.lastPicture = -1, picture{} // one at a time
	img, dpi, err := c.scan.Picture(ctx, i)
	if err != nil {
		return picture{}, err
	}
	c.last, c.lastPicture = i, pictureOf(img)
	c.perMM[i] = dpi / office.MMPerInch * float64(c.lastPicture.ink.w) / float64(max(img.Bounds().Dx(), 1))
	c.hold(i, c.lastPicture)
	return c.lastPicture, nil
}

// hold keeps a sheet while there is room.
func (c *comparison) hold(i int, p picture) {
	size := len(p.ink.v) + len(p.hue.v) + len(p.lid.v)
	if c.heldSize+size > mostHeld {
		return
	}
	if c.held == nil {
		c.held = map[int]picture{}
	}
	c.held[i] = p
	c.heldSize += size
}

// lookClosely compares each page with the sheet that shows it.
func (c *comparison) lookClosely(ctx context.Context) error {
	c.compared = make([]office.ComparedPage, len(c.pages))
	for i := range c.pages {
		if err := c.closely(ctx, i); err != nil {
			return err
		}
		c.progress.Did(1)
	}
	return c.exchange(ctx)
}

// closely compares one page with its sheet, unless that shows another after all.
func (c *comparison) closely(ctx context.Context, page int) error {
	c.compared[page] = office.ComparedPage{Page: page, Sheet: -1}
	if c.sheetOf[page] < 0 {
		return nil
	}
	seen, same, err := c.compare(ctx, page, c.sheetOf[page])
	if err != nil {
		return err
	}
	if !same {
		c.sheetOf[page] = -1
		return nil
	}
	c.compared[page] = seen
	return nil
}

// compare lays a page on a sheet, and tells whether that shows the page at all.
func (c *comparison) compare(ctx context.Context, page, sheet int) (seen office.ComparedPage, same bool, err error) {
	out := office.ComparedPage{Page: page, Sheet: sheet, Scale: 1}
	if c.pages[page].blank || c.sheets[sheet].blank() {
		return out, true, nil
	}
	place := c.place(page, sheet)
	if place.tooCoarse() {
		return out, false, tooCoarse{sheet: place.perMM()}.failure()
	}
	pg, err := c.page(ctx, page, fineDPI)
	if err != nil {
		return out, false, err
	}
	sh, err := c.sheet(ctx, sheet)
	if err != nil {
		return out, false, err
	}
	w, h := c.print.SizeMM(page)
	o, err := lay(ctx, pg, w, h, sh, place)
	if err != nil {
		return out, false, err
	}
	if o.like() < pageLike {
		return out, false, nil
	}
	areas, err := c.print.Substituted(ctx, page)
	if err != nil {
		return out, false, err
	}
	o.loosen(areas)
	out.Loose = len(areas) > 0
	out.Differences = o.judge(sh)
	out.Skew, out.Scale = o.bend.turned(w, h, c.perMM[sheet])
	soft := sh
	for range c.looksAgain(sh) {
		if !slices.ContainsFunc(out.Differences, printedOnce) {
			break
		}
		soft = soft.softened()
		if o, err = lay(ctx, pg, w, h, soft, place); err != nil {
			return out, false, err
		}
		o.loosen(areas)
		o.apart = true
		out.Differences = seenAgain(out.Differences, o.judge(soft))
	}
	return out, true, nil
}

// exchange tries whether two pages that look alike lie in each other's place:
// then each differs from its own sheet, and not from the other's. One of the two
// may have no sheet.
func (c *comparison) exchange(ctx context.Context) error {
	const mostTries = 3
	for a := range c.pages {
		tries := 0
		for b := 0; b < len(c.pages) && tries < mostTries && c.differs(a); b++ {
			if a == b || !c.alike(a, b) {
				continue
			}
			tries++
			if err := c.tryExchange(ctx, a, b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *comparison) tryExchange(ctx context.Context, a, b int) error {
	now := [2]office.ComparedPage{}
	for i, to := range [2][2]int{{a, c.sheetOf[b]}, {b, c.sheetOf[a]}} {
		now[i] = office.ComparedPage{Page: to[0], Sheet: -1}
		if to[1] < 0 {
			continue
		}
		seen, same, err := c.compare(ctx, to[0], to[1])
		if err != nil || !same {
			return err
		}
		now[i] = seen
	}
	if count(now[0])+count(now[1]) < count(c.compared[a])+count(c.compared[b]) {
		c.compared[a], c.compared[b] = now[0], now[1]
		c.sheetOf[a], c.sheetOf[b] = c.sheetOf[b], c.sheetOf[a]
	}
	return nil
}

func (c *comparison) differs(page int) bool { return count(c.compared[page]) > 0 }

func count(p office.ComparedPage) int {
	return office.Comparison{Pages: []office.ComparedPage{p}}.Count()
}

// alike tells whether the sheets of two pages look as if either could show the
// other. A page that has no sheet could have any.
func (c *comparison) alike(a, b int) bool {
	return c.could(b, a) && (c.sheetOf[b] < 0 || c.differs(b) && c.could(a, b))
}

// could tells whether a page looks like the sheet of another as that one does.
func (c *comparison) could(page, other int) bool {
	sheet := c.sheetOf[other]
	return c.place(page, sheet).like > c.place(other, sheet).like-otherLike
}

func (c *comparison) result() office.Comparison {
	out := office.Comparison{Pages: c.compared}
	shown := make([]bool, len(c.sheets))
	last := -1
	for page, sheet := range c.sheetOf {
		switch {
		case sheet >= 0:
			shown[sheet] = true
			out.Swapped = out.Swapped || sheet < last
			last = sheet
		case !c.pages[page].blank:
			out.Missing = append(out.Missing, page)
		}
	}
	for sheet, is := range shown {
		if !is && !c.sheets[sheet].blank() {
			out.Strange = append(out.Strange, sheet)
		}
	}
	return out
}

// turned tells how an image as a whole was turned, in degrees, and scaled.
func (b *bend) turned(w, h, perMM float64) (degrees, scale float64) {
	x0, y0 := b.at(0, h/2)
	x1, y1 := b.at(w, h/2)
	x2, y2 := b.at(w/2, 0)
	x3, y3 := b.at(w/2, h)
	degrees = math.Atan2(y1-y0, x1-x0) * 180 / math.Pi
	scale = 1
	if perMM > 0 {
		scale = math.Sqrt(math.Hypot(x1-x0, y1-y0)/w*math.Hypot(x3-x2, y3-y2)/h) / perMM
	}
	return math.Round(degrees*100) / 100, math.Round(scale*1e4) / 1e4
}

// sortedByLike sorts pairs, the likeliest first.
func sortedByLike(pairs [][2]int, like func([2]int) float64) {
	slices.SortStableFunc(pairs, func(a, b [2]int) int {
		switch la, lb := like(a), like(b); {
		case la > lb:
			return -1
		case la < lb:
			return 1
		}
		return 0
	})
}
