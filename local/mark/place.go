package mark

import (
	"math"

	"tram/local/office"
	"tram/local/page"
)

// Where a mark goes, in this order:
//
//  1. the top right corner of the page, above all that is written there;
//  2. for other forms than the copies of Nghị định 30, whose place is the top
//     right: the top left corner, then the bottom right and the bottom left,
//     below all that is written there, then the blank band above a footer;
//  3. a strip by which the page grows at 100 % scale: above it for the copies,
//     below it for the others;
//  4. a sheet of its own, when a strip would not suit the page.
//
// Where several places are allowed, each is tried for a mark that is wide before any
// for a column, which looks squeezed in beside a text while the rest is blank.
// Specks, as dust leaves them on a scan, may lie around a mark where nothing else is
// free; under it they do not.
//
// A place is free when no ink lies in it, around it, or between it and the edge
// of the page: a mark never stands in the midst of a text. Measures are in
// millimetres.
const (
	edgeMM    = 5.0  // printers leave it white, scanners shade it
	clearMM   = 2.0  // around the mark
	dirtMM    = 1.5  // between the mark and what a scanner's edge leaves
	roomyMM   = 4.0  // between the mark and the text, where the page has it
	besideMM  = 10.0 // where the mark would best begin, from the top or bottom
	marginMM  = 15.0 // from the side, on a page that has no text to align with
	stripMM   = 5.0  // above and below the mark in a strip
	footerMM  = 40.0 // height of what may lie below a blank band
	airMM     = 8.0  // more room above a mark in a band, so that it is not taken for text
	mostPage  = 5080 // side of a PDF page (14,400 pt)
	stepMM    = 1.0
	sheetWide = 210.0
)

// Place finds room for a mark on the first page. The mark never covers ink:
// the same ink, form and shapes always give the same spot, which names the
// shape by its index. For office.OwnSheet the spot lies on an upright A4 sheet
// and Page is left at 0: only the caller knows how many pages come before.
func Place(ink *page.Ink, form office.Form, shapes []Layout) office.Spot {
	p := newPlacing(ink, form)
	for _, p.dusty = range []bool{false, true} {
		if spot, free := p.anywhere(shapes, anyShape); free {
			return spot
		}
	}
	if spot, fits := p.strip(shapes); fits {
		return spot
	}
	return ownSheet(shapes)
}

// TopRight finds room for one of the shapes in the top right corner of the page
// itself, where Nghị định 30, Phụ lục I puts the words of copies and of separate
// annexes. It is for pages that must not grow.
func TopRight(ink *page.Ink, shapes []Layout) (spot office.Spot, free bool) {
	return newPlacing(ink, office.TrueCopy).onPage(shapes, anyShape)
}

// PlacePrinted finds room for a mark on the first page of a print copy, whose
// paper cannot grow: the places are those of Place on the page itself. Where
// none is free, the mark gets a sheet of its own (OnOwnSheet).
//
// A print copy is read from paper: every place is tried with letters of full size
// before smaller ones, and with a row for each line before rows that lines share.
func PlacePrinted(ink *page.Ink, shapes []Layout) (spot office.Spot, free bool) {
	p := newPlacing(ink, office.Plain)
	for from := 0; from < len(shapes); {
		end := from + 1
		for end < len(shapes) && sizeOf(shapes[end]) == sizeOf(shapes[from]) {
			end++
		}
		for _, shared := range []bool{false, true} {
			if spot, free := p.anywhere(shapes[from:end], func(l Layout) bool { return sharesRows(l) == shared }); free {
				spot.Shape += from
				return spot, true
			}
		}
		from = end
	}
	return office.Spot{}, false
}

// sharesRows tells whether lines stand beside each other.
func sharesRows(l Layout) bool {
	for i, t := range l.Texts[min(1, len(l.Texts)):] {
		if t.Y <= l.Texts[i].Y {
			return true
		}
	}
	return false
}

// sizeOf is the size of the letters of a shape.
func sizeOf(l Layout) float64 {
	if len(l.Texts) == 0 {
		return 0
	}
	return l.Texts[0].Size
}

// OnOwnSheet puts a mark at the top right of an upright A4 sheet.
func OnOwnSheet(shapes []Layout) office.Spot { return ownSheet(shapes) }

// PlaceSlim finds room for a slim line: along the bottom of the page, along its
// top, in one row before broken ones. The first rows of the shapes are those of
// one row.
func PlaceSlim(ink *page.Ink, shapes []Layout, rows int) (spot office.Spot, free bool) {
	p := newPlacing(ink, office.Plain)
	from := 0
	for _, some := range [][]Layout{shapes[:rows], shapes[rows:]} {
		for _, zone := range p.slimZones() {
			for i, s := range some {
				w, h := s.SizeMM()
				if x, y, free := zone(w, h); free {
					return office.Spot{Where: office.OnPage, X: x, Y: y, W: w, H: h, Shape: from + i}, true
				}
			}
		}
		from = rows
	}
	return office.Spot{}, false
}

func (p *placing) slimZones() []zone {
	at := func(top, right bool) zone {
		return func(w, h float64) (float64, float64, bool) { return p.corner(w, h, top, right) }
	}
	return []zone{at(false, true), at(false, false), p.band, at(true, true), at(true, false)}
}

// placing is one page as it is searched for room.
type placing struct {
	ink         *page.Ink
	form        office.Form
	w, h        float64
	left, right float64 // of what is written; the page's margins where nothing is
	dusty       bool    // specks may lie around a mark
}

// zone finds a free place for a mark of that size.
type zone func(w, h float64) (x, y float64, free bool)

func newPlacing(ink *page.Ink, form office.Form) *placing {
	p := &placing{ink: ink, form: form}
	p.w, p.h = ink.SizeMM()
	p.left, p.right = marginMM, p.w-marginMM
	if !p.isWritten() {
		return p
	}
	for p.left = edgeMM; p.left < p.w/2 && !p.writtenAt(p.left); p.left += stepMM {
	}
	p.right = p.writtenTo(p.w / 2)
	// A margin that is no margin any more would float the mark.
	p.left, p.right = min(max(p.left, besideMM), p.w/6), max(min(p.right, p.w-besideMM), p.w*mostMargin)
	return p
}

const mostMargin = 5.0 / 6 // of the width, from the left: the page's right margin begins here at the earliest

// isWritten tells whether there is ink but at the edges.
func (p *placing) isWritten() bool {
	inner := p.w - 2*edgeMM
	return inner > 0 && p.ink.Covered(edgeMM, edgeMM, inner, p.h-2*edgeMM)
}

// writtenAt tells whether there is ink in a step from the left.
func (p *placing) writtenAt(x float64) bool {
	return p.ink.Covered(x, edgeMM, stepMM, p.h-2*edgeMM)
}

// writtenTo is where what is written ends on the right; at least least, or what is a
// step before.
func (p *placing) writtenTo(least float64) float64 {
	right := p.w - edgeMM
	for right > least && !p.writtenAt(right-stepMM) {
		right -= stepMM
	}
	return right
}

// Beside tells of ink that is known in part from where on, in millimetres from the
// left, the rest of the page has to be known for a line at its foot to be aligned.
func Beside(ink *page.Ink) float64 {
	p := &placing{ink: ink}
	p.w, p.h = ink.SizeMM()
	return p.writtenTo(p.w * mostMargin)
}

// onPage tries the places of a form one after the other, in each the best shape
// first of those that suit.
func (p *placing) onPage(shapes []Layout, suits func(Layout) bool) (office.Spot, bool) {
	for _, zone := range p.zones() {
		for i, s := range shapes {
			if !suits(s) {
				continue
			}
			w, h := s.SizeMM()
			if x, y, free := zone(w, h); free {
				return office.Spot{Where: office.OnPage, X: x, Y: y, W: w, H: h, Shape: i}, true
			}
		}
	}
	return office.Spot{}, false
}

func anyShape(Layout) bool { return true }

// anywhere tries the places of a form for wide shapes of full size first.
func (p *placing) anywhere(shapes []Layout, suits func(Layout) bool) (office.Spot, bool) {
	full := sizeOf(shapes[0])
	if !p.form.IsCopy() {
		if spot, free := p.onPage(shapes, func(l Layout) bool { return suits(l) && p.isWide(l) && sizeOf(l) == full }); free {
			return spot, true
		}
	}
	return p.onPage(shapes, suits)
}

// isWide tells a mark that stands across a page from one that is a column.
func (p *placing) isWide(l Layout) bool {
	const wide, share = 2.4, 0.4 // times as wide as high; of the page's width
	w, h := l.SizeMM()
	return w >= wide*h && w >= share*p.w
}

func (p *placing) zones() []zone {
	topRight := func(w, h float64) (float64, float64, bool) { return p.corner(w, h, true, true) }
	if p.form.IsCopy() {
		return []zone{topRight}
	}
	return []zone{
		topRight,
		func(w, h float64) (float64, float64, bool) { return p.corner(w, h, true, false) },
		func(w, h float64) (float64, float64, bool) { return p.corner(w, h, false, true) },
		func(w, h float64) (float64, float64, bool) { return p.corner(w, h, false, false) },
		p.band,
	}
}

// corner looks along the top or the bottom of the page, from the side inwards
// as long as the mark's middle stays on that side.
func (p *placing) corner(w, h float64, top, right bool) (x, y float64, free bool) {
	for _, x := range p.along(w, right) {
		for _, room := range []float64{roomyMM, clearMM} {
			for in := besideMM; in >= edgeMM; in-- {
				y := in
				if !top {
					y = p.h - in - h
				}
				if in+h <= p.h-edgeMM && p.open(x, y, w, h, top, room) {
					return x, y, true
				}
			}
		}
	}
	return 0, 0, false
}

// along lists where a mark of that width may begin, best first: in line with
// the text, at the edge, then from there inwards.
func (p *placing) along(w float64, right bool) []float64 {
	least, most := edgeMM, p.w-edgeMM-w
	if most < least {
		return nil
	}
	inLine := min(max(p.left, least), most)
	if right {
		inLine = min(max(p.right-w, least), most)
	}
	at := []float64{inLine}
	for d := 0.0; d <= most-least; d += stepMM {
		x := least + d
		if right {
			x = most - d
		}
		if middle := x + w/2; d > 0 && (right && middle < p.w/2 || !right && middle > p.w/2) {
			break
		}
		at = append(at, x)
	}
	return at
}

// open tells whether a mark would lie free, with nothing between it and the
// top or the bottom of the page.
func (p *placing) open(x, y, w, h float64, top bool, room float64) bool {
	from, to := min(edgeMM, y-dirtMM), y+h+room
	if !top {
		from, to = y-room, max(p.h-edgeMM, y+h+dirtMM)
	}
	return p.free(x-clearMM, from, w+2*clearMM, to-from, [4]float64{x, y, w, h})
}

// What of dust may lie beside what is put on a page, where nothing else is free.
const (
	SpeckMM   = 1.5 // around a mark that specks may not come nearer to
	MostSpeck = 6   // cells that are inked around a mark: less than a letter
)

// free tells whether nothing lies in an area with a mark in it, or only specks beside
// the mark.
func (p *placing) free(x, y, w, h float64, mark [4]float64) bool {
	if !p.ink.Covered(x, y, w, h) {
		return true
	}
	return p.dusty && p.ink.Inked(x, y, w, h) <= MostSpeck &&
		!p.ink.Covered(mark[0]-SpeckMM, mark[1]-SpeckMM, mark[2]+2*SpeckMM, mark[3]+2*SpeckMM)
}

// band looks for blank paper across the whole page above a footer.
func (p *placing) band(w, h float64) (x, y float64, free bool) {
	at := p.along(w, true)
	if len(at) == 0 {
		return 0, 0, false
	}
	for up := besideMM; up <= footerMM; up += stepMM {
		y := p.h - up - h
		if y-airMM < p.h/2 {
			break
		}
		if p.free(0, y-airMM, p.w, airMM+h+clearMM, [4]float64{at[0], y, w, h}) {
			return at[0], y, true
		}
	}
	return 0, 0, false
}

// strip adds room to the page for the flattest shape of full size.
func (p *placing) strip(shapes []Layout) (office.Spot, bool) {
	best := office.Spot{H: math.Inf(1)}
	full := 0.0
	for i, s := range shapes {
		w, h := s.SizeMM()
		if w > p.w-2*edgeMM || len(s.Texts) == 0 || s.Texts[0].Size < full {
			continue
		}
		full = s.Texts[0].Size
		if h < best.H {
			x := min(max(p.right-w, edgeMM), p.w-edgeMM-w)
			best = office.Spot{Where: office.StripEnd, X: x, Y: p.h + stripMM, W: w, H: h, Shape: i, Grow: h + 2*stripMM}
		}
	}
	if p.form.IsCopy() {
		best.Where, best.Y = office.StripTop, stripMM
	}
	return best, best.Grow > 0 && best.Grow <= p.h && p.w <= mostPage && p.h+best.Grow <= mostPage
}

// ownSheet puts the first shape that suits it at the top right of an A4 sheet.
func ownSheet(shapes []Layout) office.Spot {
	for i, s := range shapes {
		if w, h := s.SizeMM(); w <= sheetWide-2*marginMM {
			return office.Spot{Where: office.OwnSheet, X: sheetWide - marginMM - w, Y: marginMM, W: w, H: h, Shape: i}
		}
	}
	return office.Spot{Where: office.OwnSheet, X: marginMM, Y: marginMM}
}
