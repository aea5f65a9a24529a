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
	blockLeftMM  = 30.0 // margins that a document in order has, at most
	blockRightMM = 20.0
	footHighMM   = 30.0 // from the bottom: what stands lower is a footer, not the end
	rowMM        = 0.5
	sheetHigh    = 297.0
)

// PlaceBlock finds room for the block of a copy below the last line of a page,
// between its margins. set makes the block in a width in millimetres.
func PlaceBlock(ink *page.Ink, set func(widthMM float64) (Layout, error)) (l Layout, spot office.Spot, free bool) {
	p := newPlacing(ink, office.Plain)
	left, right := min(p.left, blockLeftMM), max(p.right, p.w-blockRightMM)
	l, err := set(right - left)
	if err != nil {
		return Layout{}, office.Spot{}, false
	}
	w, h := l.SizeMM()
	for end := p.h - blockFootMM; end > p.h-footHighMM-blockFootMM; {
		last := p.lastInk(left, right, end)
		if y := max(last+blockGapMM, blockTopMM); y+h <= end {
			return l, office.Spot{Where: office.OnPage, X: left, Y: y, W: w, H: h}, true
		}
		if last < p.h-footHighMM {
			break
		}
		end = p.overFooter(left, right, last) - clearMM
	}
	return l, office.Spot{}, false
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
	l, err := set(sheetWide - blockLeftMM - blockRightMM)
	w, h := l.SizeMM()
	return l, office.Spot{Where: office.OwnSheet, X: blockLeftMM, Y: blockTopMM, W: w, H: h}, err
}
