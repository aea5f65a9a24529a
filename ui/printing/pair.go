package printing

import (
	"context"
	"image/color"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/reader"
)

// pair shows the print copy beside the paper that was read back, and the list
// of the places where they differ. What was added by hand stands apart: a stamp
// and a signature are as they should be.
type pair struct {
	*comparison // that is shown

	page  *Page
	shown bool
	rows  []office.Place // listed now
	at    int            // of the rows; -1: none

	copy, scan *view
	verdict    *kit.Callout
	orderly    *kit.Callout // pages that are missing, strange or swapped
	list       *kit.List
	byHand     *kit.Check
	what       *widget.Label // tells what additions by hand are
	back, on   *kit.Button
	again      *kit.Button
	content    fyne.CanvasObject
}

// Least widths of the parts, in units of the screen, and the least height of the list: where
// the window is low the column is higher than its place, and scrolls.
const (
	placesWide = 330
	halfLeast  = 290
	foundLeast = 170 // two places
)

func newPair(p *Page) *pair {
	r := &pair{page: p, at: -1, copy: newView(p.desk, reader.New(p.desk).Slim()), scan: newView(p.desk, reader.New(p.desk).Slim()), verdict: kit.NewCallout(), orderly: kit.NewCallout()}
	r.list = kit.NewList(func() int { return len(r.rows) }, func() fyne.CanvasObject { return kit.NewRow() },
		func(i int, o fyne.CanvasObject) { r.row(i, o.(*kit.Row)) })
	r.list.OnSelected = r.bring
	r.copy.onShow = r.list.Refresh // now it is known how large its pages are
	r.byHand = kit.NewCheck("", func(bool) { r.relist() })
	r.what = kit.Muted(kit.T("printing.by-hand-what"))
	r.back = kit.NewButton(kit.T("printing.difference-before"), theme.NavigateBackIcon(), func() { r.walk(-1) })
	r.on = kit.NewButton(kit.T("printing.difference-next"), theme.NavigateNextIcon(), func() { r.walk(1) })
	r.again = kit.NewButton(kit.T("printing.compare-again"), kit.IconProof, p.Scan)
	least := canvas.NewRectangle(color.Transparent)
	least.SetMinSize(fyne.NewSize(0, foundLeast))
	words := kit.Topped(r.verdict, r.orderly, kit.Lines(r.byHand, r.what), kit.Flow(r.back, r.on), kit.Border(nil, r.again, nil, nil, container.NewStack(least, r.list)))
	half := func(name string, of *view) *kit.Part {
		return &kit.Part{Name: name, Wide: halfLeast, Of: kit.Border(kit.Strong(name), nil, nil, nil, of.content), Rest: true}
	}
	r.content = kit.NewBench(1, half(kit.T("printing.copy"), r.copy), half(kit.T("printing.paper-back"), r.scan),
		&kit.Part{Name: kit.T("printing.part-differences"), Wide: placesWide, Of: kit.NewFormScroll(words)})
	return r
}

// show shows what comparing the paper of the act found.
func (r *pair) show(c *comparison) {
	call(c.told)
	r.shown, r.comparison = true, c
	added := len(c.Found.Places(true))
	r.byHand.Checked = c.Found.Same() // then additions are all that there is to look at
	r.byHand.SetText(kit.T("printing.by-hand", added))
	kit.Seen(r.byHand, added > 0)
	kit.Seen(r.what, added > 0)
	r.page.face(atPair)
	r.page.view.free()
	r.tell()
	r.relist()
	r.content.Refresh()
	r.read()
	r.page.lookedAt(r.page.act.Conversion.ID)
	if len(r.rows) > 0 {
		r.page.desk.Focus(r.list)
	} else {
		r.page.desk.Focus(r.again)
	}
}

// shut leaves the comparison.
func (r *pair) shut() {
	r.shown = false
	r.free()
}

// free lets both documents go.
func (r *pair) free() {
	r.copy.free()
	r.scan.free()
}

// read opens both documents.
func (r *pair) read() {
	p, id, of := r.page, r.page.act.Conversion.ID, r.comparison
	r.copy.open(p.ctx, "", func(ctx context.Context) (office.Book, error) { return p.services.OpenCopy(ctx, id) }, nil)
	r.scan.open(p.ctx, "", func(ctx context.Context) (office.Book, error) {
		if of.kept {
			return p.services.OpenCompared(ctx, id)
		}
		return p.services.OpenScan(ctx, of.Paths)
	}, nil)
	r.marks()
}

// relist lists the differences, and what was added by hand where the clerk wants
// to see it too.
func (r *pair) relist() {
	r.rows = r.Found.Places(false)
	if r.byHand.Checked {
		r.rows = append(r.rows, r.Found.Places(true)...)
	}
	r.at = -1
	r.list.UnselectAll()
	r.list.Refresh()
	kit.Seen(r.back, len(r.rows) > 0)
	kit.Seen(r.on, len(r.rows) > 0)
	r.marks()
}

// marks draws the numbered boxes of the list on the print copy.
func (r *pair) marks() {
	marks := map[int][]reader.Mark{}
	for i, d := range r.rows {
		marks[d.Page] = append(marks[d.Page], reader.Mark{Box: d.Box(), Tone: differenceTones[d.Kind], Number: i + 1})
	}
	r.copy.mark(marks)
}

// walk goes to the next difference (1) or the one before (-1).
func (r *pair) walk(by int) {
	if len(r.rows) == 0 {
		return
	}
	to := r.at + by
	if r.at < 0 {
		to = 0
	}
	r.list.Select(max(0, min(to, len(r.rows)-1)))
}

// bring brings a difference into view, on the copy and on the paper.
func (r *pair) bring(i int) {
	if i < 0 || i >= len(r.rows) {
		return
	}
	r.at = i
	d := r.rows[i]
	r.copy.reveal(d.Page, d.Box())
	r.scan.reveal(d.Sheet, r.onScan(d))
	kit.Able(r.back, i > 0)
	kit.Able(r.on, i < len(r.rows)-1)
}

// onScan is about where a place lies on the image of its page: the image may
// be of another size, and was not laid straight.
func (r *pair) onScan(d office.Place) [4]float64 {
	box := d.Box()
	if d.Page >= len(r.copy.shapes) || d.Sheet < 0 || d.Sheet >= len(r.scan.shapes) {
		return box
	}
	page, sheet := r.copy.shapes[d.Page], r.scan.shapes[d.Sheet]
	across, down := sheet.W/page.W, sheet.H/page.H
	return [4]float64{box[0] * across, box[1] * down, box[2] * across, box[3] * down}
}

// tell says in a sentence whether the paper is what was printed.
func (r *pair) tell() {
	r.verdict.Say(verdictOf(r.Found))
	r.orderly.Say(kit.Warn, kit.Trouble{Said: pagesSaid(r.Found)})
}

// verdictOf is that sentence.
func verdictOf(c office.Comparison) (kit.Tone, kit.Trouble) {
	places := len(c.Places(false))
	switch {
	case c.Same() && c.Added() > 0:
		return kit.Warn, kit.Trouble{Said: kit.T("printing.added", c.Added()), Next: kit.T("printing.added-next")}
	case c.Same():
		return kit.Good, kit.Trouble{Said: kit.T("printing.same"), Next: kit.T("printing.same-next")}
	case places > 0:
		return kit.Bad, kit.Trouble{Said: kit.T("printing.differs", places), Next: kit.T("printing.differs-next")}
	case c.Count() == 0:
		return kit.Warn, kit.Trouble{Said: kit.T("printing.loose", office.PageRuns(c.Loose())), Next: kit.T("printing.loose-next")}
	}
	return kit.Bad, kit.Trouble{Said: kit.T("printing.differs-pages"), Next: kit.T("printing.differs-next")}
}

// pagesSaid tells of pages that are missing, strange or in another order.
func pagesSaid(c office.Comparison) string {
	var said []string
	if len(c.Missing) > 0 {
		said = append(said, kit.T("printing.missing-pages", office.PageRuns(c.Missing)))
	}
	if len(c.Strange) > 0 {
		said = append(said, kit.T("printing.strange-pages", office.PageRuns(c.Strange)))
	}
	if c.Swapped {
		said = append(said, kit.T("printing.swapped-pages"))
	}
	return strings.Join(said, " ")
}

// differenceTones tell the kinds of differences.
var differenceTones = map[office.DifferenceKind]kit.Tone{office.Gone: kit.Bad, office.Altered: kit.Bad, office.ByHand: kit.Neutral}

// row fills a line of the list.
func (r *pair) row(i int, o *kit.Row) {
	d := r.rows[i]
	o.Set(kit.Joined(strconv.Itoa(i+1), r.where(d)), kit.T("printing.large", millimetres(d.W), millimetres(d.H)), "")
	o.Chip.Set(differenceTones[d.Kind], nil, kit.T("printing.kind-"+string(d.Kind)))
}

// where tells where a difference is.
func (r *pair) where(d office.Place) string {
	where := kit.T("printing.on-page", d.Page+1)
	if shapes := r.copy.shapes; d.Page >= 0 && d.Page < len(shapes) {
		where = kit.Joined(where, kit.T("printing.at-"+thirdOf(d.Difference, shapes[d.Page])))
	}
	return where
}

// thirdOf names the part of a page in which a place lies.
func thirdOf(d office.Difference, page office.PageShape) string {
	third := func(at, of float64, names ...string) string { return names[max(0, min(2, int(3*at/of)))] }
	return third(d.Y+d.H/2, page.H, "top", "middle", "bottom") + "-" + third(d.X+d.W/2, page.W, "left", "centre", "right")
}

func millimetres(mm float64) string { return strconv.Itoa(int(max(1, math.Round(mm)))) }
