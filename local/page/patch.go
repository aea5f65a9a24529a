package page

import (
	"image"
	"slices"
)

// How a sheet with patch bars (Kodak A-61599, Patch T) is told: narrow, wide, narrow, wide
// bars, 0.08 and 0.20 inches, 0.08 inches apart, parallel to an edge and two inches long
// and more. A sheet that lies the other way round shows them backwards; no other paper of
// an office bears either.
const (
	patchDPI     = 100  // at which the bars are looked for: a narrow one has eight pixels
	patchUnit    = 0.08 // inches: a narrow bar, and each gap
	patchWide    = 2.5  // units of a wide bar
	patchUnits   = 10.0 // of all bars with their gaps
	patchLength  = 1.25 // inches of the bars that must be seen
	patchStep    = 3    // pixels between the lines that are looked along
	patchScale   = 0.15 // by which the whole may be smaller or larger than it should
	patchBlur    = 0.4  // units by which a bar or gap may be wider or narrower
	patchSlope   = 0.3  // by which the bars may lean
	patchMissing = 2    // lines in a row that dust or a staple may cover
	patchPale    = 50   // of 255: what is less dark than the paper by so much is no bar
)

// Patch tells whether a page bears the bars of Patch T, which sheets between documents
// bear, along any edge. dpi is that of the picture; 0: it is taken for one of A4.
func Patch(img image.Image, dpi float64) bool {
	size := img.Bounds().Size()
	if size.X < 1 || size.Y < 1 {
		return false
	}
	if dpi <= 0 {
		const longA4 = 11.69 // inches
		dpi = float64(max(size.X, size.Y)) / longA4
	}
	if dpi > patchDPI {
		scale := patchDPI / dpi
		img, dpi = Fit(img, image.Pt(max(1, int(float64(size.X)*scale)), max(1, int(float64(size.Y)*scale)))), patchDPI
	}
	grey := greyOf(img)
	return patchAlong(grey, dpi) || patchAlong(turned(grey), dpi)
}

// greyOf is a picture without its colours.
func greyOf(img image.Image) *image.Gray {
	l := lumaOf(img)
	g := image.NewGray(image.Rect(0, 0, l.w, l.h))
	for y := range l.h {
		copy(g.Pix[y*g.Stride:], l.row(y))
	}
	return g
}

// turned lays the columns of a picture as rows.
func turned(g *image.Gray) *image.Gray {
	t := image.NewGray(image.Rect(0, 0, g.Rect.Dy(), g.Rect.Dx()))
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			t.Pix[x*t.Stride+y] = g.Pix[y*g.Stride+x]
		}
	}
	return t
}

// crossing is where a line crosses all the bars: the first pixel of the first one.
type crossing struct {
	line, at int
	back     bool // wide, narrow, wide, narrow
}

// patchAlong looks along the rows of a picture for bars that cross them.
func patchAlong(g *image.Gray, dpi float64) bool {
	var chains [][]crossing // each ends with the crossing that it was seen at last
	for y := 0; y < g.Rect.Dy(); y += patchStep {
		for _, c := range crossingsOf(g.Pix[y*g.Stride:][:g.Rect.Dx()], y, dpi) {
			i := slices.IndexFunc(chains, func(chain []crossing) bool { return follows(chain[len(chain)-1], c) })
			if i < 0 {
				chains = append(chains, []crossing{c})
				continue
			}
			chains[i] = append(chains[i], c)
			if float64(c.line-chains[i][0].line) >= patchLength*dpi && len(chains[i])*patchStep*2 > c.line-chains[i][0].line {
				return true
			}
		}
		chains = slices.DeleteFunc(chains, func(chain []crossing) bool { return chain[len(chain)-1].line < y-patchMissing*patchStep })
	}
	return false
}

// follows tells whether a crossing is of the same bars as one of a line before.
func follows(last, c crossing) bool {
	lines := c.line - last.line
	off := float64(c.at - last.at)
	return lines > 0 && c.back == last.back && off <= patchSlope*float64(lines)+2 && off >= -patchSlope*float64(lines)-2
}

// crossingsOf finds the proportions of the bars in one row.
func crossingsOf(row []uint8, line int, dpi float64) (found []crossing) {
	runs := runsIn(row)
	for i := 0; i+7 <= len(runs); i++ {
		if runs[i].dark {
			if is, back := patchIn(runs[i:i+7], dpi); is {
				found = append(found, crossing{line, runs[i].from, back})
			}
		}
	}
	return found
}

// patchIn tells whether four bars and the three gaps between them have the widths of a
// patch, and which way it lies.
func patchIn(runs []rowRun, dpi float64) (is, back bool) {
	whole := 0.0
	for _, r := range runs {
		whole += float64(r.long)
	}
	unit := whole / patchUnits
	if want := patchUnit * dpi; unit < want*(1-patchScale) || unit > want*(1+patchScale) {
		return false, false
	}
	fits := func(back bool) bool {
		for i, r := range runs {
			want := 1.0
			if wide := i == 2 || i == 6; wide && !back || (i == 0 || i == 4) && back {
				want = patchWide
			}
			if off := float64(r.long)/unit - want; off > patchBlur || off < -patchBlur {
				return false
			}
		}
		return true
	}
	return fits(false) || fits(true), fits(true)
}

// rowRun is pixels of one row that are dark, or are not.
type rowRun struct {
	from, long int
	dark       bool
}

// runsIn parts a row at half between its paper and its ink. A row without ink has none.
func runsIn(row []uint8) (runs []rowRun) {
	var many [256]int
	for _, v := range row {
		many[v]++
	}
	paper, ink := greyBelow(many, len(row)/2), greyBelow(many, len(row)/50)
	if paper-ink < patchPale {
		return nil
	}
	border := uint8((paper + ink) / 2)
	for x, v := range row {
		dark := v < border
		if n := len(runs); n > 0 && runs[n-1].dark == dark {
			runs[n-1].long++
			continue
		}
		runs = append(runs, rowRun{x, 1, dark})
	}
	return runs
}

// greyBelow is the grey at which so many pixels are as dark or darker.
func greyBelow(many [256]int, of int) int {
	for v, n := range many {
		if of -= n; of < 0 {
			return v
		}
	}
	return 255
}
