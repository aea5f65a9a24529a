package mark

import (
	"tram/local/office"
	"tram/local/page"
)

// The block of a copy stands on the sheet right behind the end of the document
// (Nghị định 30, Phụ lục I). Measures in millimetres.
const (
	blockFootMM  = 15.0 // below the block, where the slim line goes
	blockGapMM   = 5.0  // between the document and the block
	blockTopMM   = 20.0 // of the page, where nothing is written
	blockLeftMM  = 35.0 // margins that a document in order has, at most
	blockRightMM = 20.0
	footHighMM   = 20.0 // the least bottom margin of a document: what stands lower is a footer
	rowMM        = 0.5
	sheetLeftMM  = 30.0 // margins of a sheet of its own
	sheetRightMM = 15.0
)

// PlaceBlock finds room for the block of a copy below the last line of a page,
// between its margins, above a mark that is put on the page or below it. set
// makes the block in a width in millimetres.
func PlaceBlock(ink *page.Ink, set func(widthMM float64) (Layout, error), marked *office.Spot) (l Layout, spot office.Spot, free bool) {
	p := newPlacing(ink, office.Plain)
	left, right := min(p.left, blockLeftMM), max(p.right, p.w-blockRightMM)
	l, err := set(right - left)
	if err != nil {
		return Layout{}, office.Spot{}, false
	}
	w, h := l.SizeMM()
	if y, free := p.blockRow(left, right, h, marked); free {
		return l, office.Spot{Where: office.OnPage, X: left, Y: y, W: w, H: h}, true
	}
	return l, office.Spot{}, false
}

// blockRow finds where a block of a height may begin.
func (p *placing) blockRow(left, right, high float64, marked *office.Spot) (y float64, free bool) {
	foot := p.h - blockFootMM
	if marked == nil {
		return p.below(left, right, high, foot)
	}
	apart := func(y float64) bool {
		return y >= marked.Y+marked.H+blockGapMM || y+high <= marked.Y-clearMM
	}
	if y, free = p.below(left, right, high, min(foot, marked.Y-clearMM)); free && apart(y) {
		return y, true
	}
	p.ink = p.ink.With([4]float64{left, marked.Y, right - left, marked.H})
	y, free = p.below(left, right, high, foot)
	return y, free && apart(y)
}

// below finds where a block of a height may begin below the last line and above
// an end, or above the footer that stands there.
func (p *placing) below(left, right, high, end float64) (y float64, free bool) {
	lowest := p.h - footHighMM
	for {
		last := p.lastInk(left, right, end)
		if y = max(last+blockGapMM, blockTopMM); y+high <= end {
			return y, p.isEnd(left, right, y, high)
		}
		if last <= edgeMM || last < lowest {
			return 0, false
		}
		end = p.overFooter(left, right, last) - clearMM
	}
}

// isEnd tells whether nothing but a footer stands below a block: it would cut the
// document in two.
func (p *placing) isEnd(left, right, y, high float64) bool {
	from := y + high
	return !p.ink.Covered(left-clearMM, from, right-left+2*clearMM, p.h-footHighMM-from)
}

// lastInk is where what is written above an end ends.
func (p *placing) lastInk(left, right, end float64) float64 {
	for y := end; y > edgeMM; y -= rowMM {
		if p.ink.Covered(left-clearMM, y-rowMM, right-left+2*clearMM, rowMM) {
			return y
		}
	}
	return 0
}

// overFooter is the upper end of the rows that are written without a gap above a
// place.
func (p *placing) overFooter(left, right, from float64) float64 {
	y := from
	for y > p.h/2 && p.ink.Covered(left-clearMM, y-clearMM, right-left+2*clearMM, clearMM) {
		y -= rowMM
	}
	return y
}

// BlockOnSheet places a block at the top of an upright A4 sheet of its own.
func BlockOnSheet(set func(widthMM float64) (Layout, error)) (Layout, office.Spot, error) {
	l, err := set(sheetWide - sheetLeftMM - sheetRightMM)
	w, h := l.SizeMM()
	return l, office.Spot{Where: office.OwnSheet, X: sheetLeftMM, Y: blockTopMM, W: w, H: h}, err
}
