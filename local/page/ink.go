package page

import (
	"image"
	"math"

	"tram/local/office"
)

// What counts as ink, so that a mark never covers any:
//
//   - a cell that is darker than the paper around it, in the mean (a faint
//     stamp, a shadow) or in a single pixel (a pencil line, a dot);
//   - a cell whose colour is not the paper's (a pale seal, a highlighter);
//   - a cell too dark for black letters to be read on, whatever is around it.
//
// Noise and texture of the paper are measured on the page itself and raise the
// thresholds, but only so far: a page noisier than that is all ink. What shows
// through from the back of the sheet is fainter than the thresholds.
const (
	cellMM = 0.5

	leastSpeck, mostSpeck = 18.0, 40.0 // luma of one pixel below the paper
	leastFaint, mostFaint = 9.0, 16.0  // luma of a cell's mean below the paper
	leastTint, mostTint   = 15.0, 30.0 // Cb and Cr of a cell beside the paper's, summed

	specks, faints, tints = 7.0, 4.5, 3.5 // the same, in deviations of the noise
	tooDark               = 120.0         // luma
)

// Ink is the map of what is written, printed or stamped on a page, upright, in
// cells of half a millimetre (of one pixel, where pixels are greater).
type Ink struct {
	x, y axis
	sums []int32 // integral image of inked cells, one more than there are each way
}

// InkOf maps the ink of an image of the given resolution, turned upright by its
// EXIF orientation (1…8; anything else is upright already). A resolution that
// is not known counts as 200 dpi.
func InkOf(img image.Image, dpiX, dpiY float64, orientation int) *Ink {
	g := gridOf(img, knownDPI(dpiX), knownDPI(dpiY))
	inked := g.inked()
	k := &Ink{x: g.across(), y: g.down()}
	if orientation >= 5 && orientation <= 8 {
		k.x, k.y = k.y, k.x
	}
	k.x.turned = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7
	k.y.turned = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8
	k.sums = make([]int32, (k.x.cells+1)*(k.y.cells+1))
	for y := range k.y.cells {
		line := int32(0)
		for x := range k.x.cells {
			cx, cy := captured(x, y, g.cols, g.rows, orientation)
			if inked[cy*g.cols+cx] {
				line++
			}
			at := (y+1)*(k.x.cells+1) + x + 1
			k.sums[at] = k.sums[at-k.x.cells-1] + line
		}
	}
	return k
}

// NoInk is the map of a page with nothing on it, of a size in millimetres.
func NoInk(w, h float64) *Ink {
	plain := func(long float64) axis {
		cells := max(1, min(mostCells, int(long/cellMM)))
		return axis{long: long, pixels: cells, cells: cells}
	}
	k := &Ink{x: plain(w), y: plain(h)}
	k.sums = make([]int32, (k.x.cells+1)*(k.y.cells+1))
	return k
}

// SizeMM is the size of the upright page.
func (k *Ink) SizeMM() (w, h float64) { return k.x.long, k.y.long }

// Covered tells whether any ink lies in or touches the cells under a rectangle
// given in millimetres from the top left corner, to within a pixel. What is outside
// the page is not ink.
func (k *Ink) Covered(x, y, w, h float64) bool {
	inked, _ := k.count(x, y, w, h)
	return inked > 0
}

// Touched is Covered for what keeps less than a pixel from ink: no pixel that the
// rectangle touches is ink where it tells so.
func (k *Ink) Touched(x, y, w, h float64) bool {
	x0, x1 := k.x.holding(x, w)
	y0, y1 := k.y.holding(y, h)
	inked, _ := k.within(x0, x1, y0, y1)
	return inked > 0
}

// Inked is how many cells under a rectangle are ink.
func (k *Ink) Inked(x, y, w, h float64) int {
	inked, _ := k.count(x, y, w, h)
	return inked
}

// Share is the part of the cells under a rectangle that are ink, 0 to 1.
func (k *Ink) Share(x, y, w, h float64) float64 {
	inked, cells := k.count(x, y, w, h)
	return float64(inked) / float64(max(1, cells))
}

// With is the map of the page once something more is put on it, under rectangles
// of left, top, width and height in millimetres.
func (k *Ink) With(more ...[4]float64) *Ink {
	if len(more) == 0 {
		return k
	}
	also := *k
	also.sums = make([]int32, len(k.sums))
	s := k.x.cells + 1
	for y := range k.y.cells {
		line := int32(0)
		for x := range k.x.cells {
			here := k.sums[(y+1)*s+x+1] - k.sums[y*s+x+1] - k.sums[(y+1)*s+x] + k.sums[y*s+x]
			for _, r := range more {
				if here == 0 && k.touched(x, y, r) {
					here = 1
				}
			}
			line += here
			also.sums[(y+1)*s+x+1] = also.sums[y*s+x+1] + line
		}
	}
	return &also
}

func (k *Ink) touched(x, y int, r [4]float64) bool {
	x0, x1 := k.x.span(r[0], r[2])
	y0, y1 := k.y.span(r[1], r[3])
	return x >= x0 && x < x1 && y >= y0 && y < y1
}

// count counts the cells that a rectangle touches.
func (k *Ink) count(x, y, w, h float64) (inked, cells int) {
	x0, x1 := k.x.span(x, w)
	y0, y1 := k.y.span(y, h)
	return k.within(x0, x1, y0, y1)
}

// within counts the cells of a range of columns and rows.
func (k *Ink) within(x0, x1, y0, y1 int) (inked, cells int) {
	if x0 >= x1 || y0 >= y1 {
		return 0, 0
	}
	s := k.x.cells + 1
	return int(k.sums[y1*s+x1] - k.sums[y0*s+x1] - k.sums[y1*s+x0] + k.sums[y0*s+x0]), (x1 - x0) * (y1 - y0)
}

// captured finds the cell of the image as captured that an upright cell shows.
func captured(x, y, cols, rows, orientation int) (cx, cy int) {
	switch orientation {
	case 2:
		return cols - 1 - x, y
	case 3:
		return cols - 1 - x, rows - 1 - y
	case 4:
		return x, rows - 1 - y
	case 5:
		return y, x
	case 6:
		return y, rows - 1 - x
	case 7:
		return cols - 1 - y, rows - 1 - x
	case 8:
		return cols - 1 - y, x
	}
	return x, y
}

func knownDPI(dpi float64) float64 {
	if dpi > 0 && !math.IsInf(dpi, 0) {
		return dpi
	}
	return office.MinDPI
}
