package printing

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/reader"
)

// pair shows the print copy beside the paper that was read back, and the list
// of the places where they differ. What was added by hand stands apart: a stamp
// and a signature are as they should be.
type pair struct {
	page  *Page
	shown bool
	paths []string // of the scans
	kept  bool     // by the station, from another day
	found office.Comparison
	rows  []difference // listed now
	at    int          // of the rows; -1: none

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

// difference is one place in the list.
type difference struct {
	office.Difference
	page  int // of the print copy, from 0
	sheet int // image of the scan, from 0
}

func newPair(p *Page) *pair {
	r := &pair{page: p, at: -1, copy: newHalf(p.desk), scan: newHalf(p.desk), verdict: kit.NewCallout(), orderly: kit.NewCallout()}
	r.list = kit.NewList(func() int { return len(r.rows) },
		func() fyne.CanvasObject { return newPlaceRow() },
		func(i int, o fyne.CanvasObject) { o.(*placeRow).show(i+1, r.rows[i], r.said(r.rows[i])) })
	r.list.OnSelected = r.bring
	r.copy.onShow = r.list.Refresh // now it is known how large its pages are
	r.byHand = kit.NewCheck("", func(bool) { r.relist() })
	r.what = kit.Muted(kit.T("printing.by-hand-what"))
	r.back = kit.NewButton(kit.T("printing.difference-before"), theme.NavigateBackIcon(), func() { r.walk(-1) })
	r.on = kit.NewButton(kit.T("printing.difference-next"), theme.NavigateNextIcon(), func() { r.walk(1) })
	r.again = kit.NewButton(kit.T("printing.compare-again"), kit.IconProof, p.comparePaper)
	foot := container.NewVBox(kit.Lines(r.byHand, r.what), widget.NewSeparator(), r.again)
	words := container.New(foundLayout{}, r.verdict, r.orderly, container.NewHBox(r.back, r.on), foot, r.list)
	half := func(name string, of fyne.CanvasObject) *kit.Part {
		return &kit.Part{Name: name, Wide: halfLeast, Of: named(name, of), Rest: true}
	}
	r.content = kit.NewBench(1, half(kit.T("printing.copy"), r.copy.content), half(kit.T("printing.paper-back"), r.scan.content),
		&kit.Part{Name: kit.T("printing.part-differences"), Wide: placesWide, Of: words})
	return r
}

// named sets a name over what is read.
func named(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Border(kit.Strong(name), nil, nil, nil, o)
}

// show shows what comparing the paper of the act found.
func (r *pair) show(c *comparison) {
	if c.told != nil {
		c.told()
	}
	r.shown, r.paths, r.kept, r.found, r.at = true, c.paths, c.kept, c.found, -1
	r.byHand.Checked = c.found.Same() // then additions are all that there is to look at
	r.byHand.SetText(kit.T("printing.by-hand", len(r.those(true))))
	kit.Seen(r.byHand, len(r.those(true)) > 0)
	kit.Seen(r.what, len(r.those(true)) > 0)
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
	p, id, paths, kept := r.page, r.page.act.Conversion.ID, r.paths, r.kept
	r.copy.open(p.ctx, func(ctx context.Context) (office.Book, error) { return p.services.OpenCopy(ctx, id) }, nil)
	r.scan.open(p.ctx, func(ctx context.Context) (office.Book, error) {
		if kept {
			return p.services.OpenCompared(ctx, id)
		}
		return p.services.OpenScan(ctx, paths)
	}, nil)
	r.marks()
}

// those are the differences, or what was added by hand, in the order of the
// pages.
func (r *pair) those(byHand bool) []difference { return places(r.found, byHand) }

func places(c office.Comparison, byHand bool) (all []difference) {
	for _, page := range c.Pages {
		for _, d := range page.Differences {
			if (d.Kind == office.ByHand) == byHand {
				all = append(all, difference{d, page.Page, page.Sheet})
			}
		}
	}
	return all
}

// relist lists the differences, and what was added by hand where the clerk wants
// to see it too.
func (r *pair) relist() {
	r.rows = r.those(false)
	if r.byHand.Checked {
		r.rows = append(r.rows, r.those(true)...)
	}
	r.at = -1
	r.list.UnselectAll()
	r.list.Refresh()
	several := len(r.rows) > 0
	kit.Seen(r.back, several)
	kit.Seen(r.on, several)
	r.marks()
}

// marks draws the numbered boxes of the list on the print copy.
func (r *pair) marks() {
	marks := map[int][]reader.Mark{}
	for i, d := range r.rows {
		marks[d.page] = append(marks[d.page], reader.Mark{Box: d.box(), Tone: differenceTones[d.Kind], Number: i + 1})
	}
	r.copy.mark(marks)
}

// box is left, top, right, bottom.
func (d difference) box() [4]float64 { return [4]float64{d.X, d.Y, d.X + d.W, d.Y + d.H} }

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
	r.copy.reveal(d.page, d.box())
	r.scan.reveal(d.sheet, r.onScan(d))
	kit.Able(r.back, i > 0)
	kit.Able(r.on, i < len(r.rows)-1)
}

// onScan is about where a place lies on the image of its page: the image may
// be of another size, and was not laid straight.
func (r *pair) onScan(d difference) [4]float64 {
	box := d.box()
	if d.page >= len(r.copy.shapes) || d.sheet < 0 || d.sheet >= len(r.scan.shapes) {
		return box
	}
	page, sheet := r.copy.shapes[d.page], r.scan.shapes[d.sheet]
	across, down := sheet.W/page.W, sheet.H/page.H
	return [4]float64{box[0] * across, box[1] * down, box[2] * across, box[3] * down}
}

func (r *pair) zoom(by int) {
	r.copy.reader.Zoom(by)
	r.scan.reader.Zoom(by)
}

// tell says in a sentence whether the paper is what was printed.
func (r *pair) tell() {
	r.verdict.Say(verdictOf(r.found))
	r.orderly.Say(kit.Warn, kit.Trouble{Said: pagesSaid(r.found)})
}

// verdictOf is that sentence.
func verdictOf(c office.Comparison) (kit.Tone, kit.Trouble) {
	places := len(places(c, false))
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

// said tells where a difference is, and how large.
func (r *pair) said(d difference) string {
	where := kit.T("printing.on-page", d.page+1)
	if shapes := r.copy.shapes; d.page >= 0 && d.page < len(shapes) {
		where = joined(where, kit.T("printing.at-"+thirdOf(d.Difference, shapes[d.page])))
	}
	return where + "\n" + kit.T("printing.large", millimetres(d.W), millimetres(d.H))
}

// thirdOf names the part of a page in which a place lies.
func thirdOf(d office.Difference, of office.PageShape) string {
	down := part(d.Y+d.H/2, of.H, "top", "middle", "bottom")
	return down + "-" + part(d.X+d.W/2, of.W, "left", "centre", "right")
}

func part(at, of float64, first, second, third string) string {
	switch {
	case at < of/3:
		return first
	case at < of*2/3:
		return second
	}
	return third
}

func millimetres(mm float64) string { return strconv.Itoa(int(max(1, math.Round(mm)))) }

// comparePaper asks for scans or photos of the paper of the act, and compares
// them with the print copy.
func (p *Page) comparePaper() {
	if p.act == nil {
		return
	}
	id := p.act.Conversion.ID
	p.PickFiles(kit.PageFiles, true, func(paths []string) { p.compare(id, paths) })
}

func (p *Page) compare(id office.ID, paths []string) {
	if len(paths) == 0 {
		return
	}
	paths = slices.Clone(paths)
	var found office.Comparison
	p.desk.Run(kit.T("printing.comparing"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		found, err = p.services.ComparePaper(ctx, id, paths, progress)
		return err
	}, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			p.compared(id, paths, found, false)
		}
	})
}

// compareCode compares paper of which only its code tells what it is.
func (p *Page) compareCode() {
	p.PickFiles(kit.PageFiles, true, func(paths []string) {
		if len(paths) == 0 {
			return
		}
		var of office.Conversion
		var found office.Comparison
		p.desk.Run(kit.T("printing.comparing"), false, func(ctx context.Context, progress *job.Progress) (err error) {
			of, found, err = p.services.CompareCode(ctx, paths, progress)
			return err
		}, func(err error) {
			p.desk.Tell(err)
			if err == nil {
				p.compared(of.ID, paths, found, true)
			}
		})
	})
}

// comparison is what comparing the paper of an act found last. The station keeps it, too.
type comparison struct {
	paths []string // of the scans
	found office.Comparison
	kept  bool   // it is of another day: the scans may lie there no more
	told  func() // takes the line of news away that leads here; nil: there is none
}

// compared keeps what comparing found, and shows it, or where the clerk does
// something else tells it. What was begun at the list opens its act from there.
func (p *Page) compared(id office.ID, paths []string, found office.Comparison, atList bool) {
	c := &comparison{paths: paths, found: found}
	p.comparisons[id] = c
	switch {
	case !p.away() && p.act == nil && atList:
		p.openPair(id)
	case !p.away() && p.act != nil && p.act.Conversion.ID == id:
		p.pair.show(c)
	default:
		p.leadToPair(id, c)
	}
	p.show() // where the result can be opened again
}

// leadToPair tells a verdict to a clerk who does something else.
func (p *Page) leadToPair(id office.ID, c *comparison) {
	kit.Load(office.Again(p.desk.Context()), func(ctx context.Context) (office.Conversion, error) {
		return p.services.Conversion(ctx, id)
	}, func(of office.Conversion, err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		tone, said := verdictOf(c.found)
		said.Said = titleOf(of) + ": " + said.Said
		c.told = p.desk.Lead(tone, said, kit.T("printing.see-compared"), func() { p.seePair(id) })
	})
}

// seePair comes to the front with what comparing the paper of an act found.
func (p *Page) seePair(id office.ID) {
	p.comeForward()
	if p.act != nil && p.act.Conversion.ID == id {
		p.pair.show(p.comparisons[id])
		return
	}
	p.save()
	p.openPair(id)
}

// seeCompared shows again what comparing the paper of the act found.
func (p *Page) seeCompared() {
	if p.act != nil && p.comparisons[p.act.Conversion.ID] != nil {
		p.pair.show(p.comparisons[p.act.Conversion.ID])
	}
}

// openPair opens an act at what comparing its paper found.
func (p *Page) openPair(id office.ID) {
	p.lookAt(id, func(now office.OnPaper) {
		p.sit(now)
		p.pair.show(p.comparisons[id])
	})
}

// placeRow is a line of the list: number and kind, where, how large.
type placeRow struct {
	widget.BaseWidget
	number *widget.Label
	chip   *kit.Chip
	where  *widget.Label
	box    *fyne.Container
}

func newPlaceRow() *placeRow {
	r := &placeRow{number: widget.NewLabel("0"), chip: kit.NewChip(kit.Neutral, nil, ""), where: widget.NewLabel("…\n…")}
	r.number.TextStyle.Bold = true
	r.where.Truncation = fyne.TextTruncateEllipsis
	r.box = kit.Lines(container.NewHBox(r.number, container.NewCenter(r.chip)), r.where)
	r.ExtendBaseWidget(r)
	return r
}

// differenceTones tell the kinds of differences.
var differenceTones = map[office.DifferenceKind]kit.Tone{office.Gone: kit.Bad, office.Altered: kit.Bad, office.ByHand: kit.Neutral}

func (r *placeRow) show(number int, d difference, where string) {
	r.number.SetText(strconv.Itoa(number))
	r.chip.Set(differenceTones[d.Kind], nil, kit.T("printing.kind-"+string(d.Kind)))
	r.where.SetText(where)
}

// CreateRenderer lays the line.
func (r *placeRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// Widths of the parts, in units of the screen; of the two documents the least.
const (
	placesWide = 300
	halfLeast  = 290
)

// foundLayout sets three objects above the list and one below it. Words that
// break their lines know their height at a width only, so each is given that
// first.
type foundLayout struct{}

const foundGap = 4

func (foundLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(placesWide, 300) }

func (foundLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := float32(0)
	for _, each := range o[:3] {
		if each.Visible() {
			each.Move(fyne.NewPos(0, top))
			top += kit.HeightAt(each, s.Width) + foundGap
		}
	}
	bottom := s.Height - kit.HeightAt(o[3], s.Width)
	o[3].Move(fyne.NewPos(0, bottom))
	o[4].Move(fyne.NewPos(0, top))
	o[4].Resize(fyne.NewSize(s.Width, bottom-top-foundGap))
}
