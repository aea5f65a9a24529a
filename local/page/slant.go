package page

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"io"
	"math"

	"tram/local/office"
)

// A camera is seldom held straight over a page: the lines of writing then run askew, and
// run together towards the side that is farther away. Both are measured on the writing
// itself, which is there on any picture, while the edges of the sheet often are not.

// Slant is how a page stands in its picture, in degrees. What was told of a page that is
// turned by quarters is of the picture as it lies in the file.
type Slant struct {
	Turned   float64 // of the lines of writing, clockwise
	Together float64 // by how much what runs along, or across, on one side of the page leans against that on the other
}

const (
	slantSide   = 1200 // pixels along the longer side are enough
	slantFile   = 64 << 20
	slantBlur   = 24   // pixels about one whose mean is its paper
	slantInk    = 28   // levels darker than that
	slantLeast  = 2500 // pixels of ink in a part of the page that tell something
	slantPoints = 30_000
	slantMost   = 15.0 // degrees that are looked for
	slantStep   = 0.5
	slantFine   = 0.1
	slantSharp  = 1.25 // that the best direction is above the middle one
)

// SlantIn measures the slant of a page in a file; false: it has too little writing to
// tell, or cannot be unpacked.
func SlantIn(ctx context.Context, r io.ReaderAt, size int64, info Info) (s Slant, told bool) {
	if info.Media == office.JPEG && size <= slantFile {
		b := make([]byte, size)
		if _, err := r.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
			return s, false
		}
		by := float64(slantSide) / float64(max(info.Width, info.Height))
		img, err := DecodeAtLeast(ctx, b, image.Pt(int(float64(info.Width)*by), int(float64(info.Height)*by)))
		if err != nil {
			return s, false
		}
		return SlantOf(img)
	}
	img, err := Decode(ctx, r, size, info.Frame)
	if err != nil {
		return s, false
	}
	return SlantOf(img)
}

// SlantOf measures the slant of a page in a picture.
func SlantOf(img image.Image) (s Slant, told bool) {
	small := Shrink(img, slantSide)
	grey := image.NewGray(image.Rect(0, 0, small.Bounds().Dx(), small.Bounds().Dy()))
	draw.Draw(grey, grey.Rect, small, small.Bounds().Min, draw.Src)
	ink := darkOf(grey)
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	all, told := ink.along(grey.Rect)
	if !told {
		return s, false
	}
	s.Turned = all
	top, isTop := ink.along(image.Rect(0, 0, w, h/2))
	foot, isFoot := ink.along(image.Rect(0, h/2, w, h))
	if isTop && isFoot {
		s.Together = math.Abs(top - foot)
	}
	for _, lean := range ink.margins(grey.Rect) {
		s.Together = max(s.Together, math.Abs(lean+all)) // lines and margins stand upright on one another
	}
	return s, true
}

// dark is the pixels of a picture that are darker than what is about them.
type dark struct{ at []image.Point }

func darkOf(grey *image.Gray) (d dark) {
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	sums := make([]uint32, (w+1)*(h+1))
	for y := range h {
		row := uint32(0)
		for x := range w {
			row += uint32(grey.Pix[y*grey.Stride+x])
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	for y := range h {
		for x := range w {
			x0, x1, y0, y1 := max(0, x-slantBlur), min(w, x+slantBlur), max(0, y-slantBlur), min(h, y+slantBlur)
			sum := sums[y1*(w+1)+x1] + sums[y0*(w+1)+x0] - sums[y0*(w+1)+x1] - sums[y1*(w+1)+x0]
			if mean := int(sum) / ((x1 - x0) * (y1 - y0)); int(grey.Pix[y*grey.Stride+x]) < mean-slantInk {
				d.at = append(d.at, image.Pt(x, y))
			}
		}
	}
	return d
}

// along finds the direction of the lines of writing in a part of a page, in degrees: the
// one in which the ink falls into rows and the gaps between them.
func (d dark) along(part image.Rectangle) (degrees float64, told bool) {
	var at []image.Point
	for _, p := range d.at {
		if p.In(part) {
			at = append(at, p)
		}
	}
	if len(at) < slantLeast {
		return 0, false
	}
	every := max(1, len(at)/slantPoints)
	best, most := 0.0, 0.0
	var rows, sum float64
	for a := -slantMost; a <= slantMost; a += slantStep {
		s := inRows(at, every, part, a)
		if s > most {
			best, most = a, s
		}
		sum, rows = sum+s, rows+1
	}
	for a := best - slantStep; a <= best+slantStep; a += slantFine {
		if s := inRows(at, every, part, a); s > most {
			best, most = a, s
		}
	}
	return best, most > slantSharp*sum/rows && math.Abs(best) < slantMost
}

// inRows tells how much the ink falls into rows of a direction: the squares of what is in
// each.
func inRows(at []image.Point, every int, part image.Rectangle, degrees float64) (sum float64) {
	slope := math.Tan(degrees * math.Pi / 180)
	reach := int(math.Abs(slope)*float64(part.Dx())) + 2
	rows := make([]int32, part.Dy()+2*reach)
	for i := 0; i < len(at); i += every {
		p := at[i]
		row := p.Y - part.Min.Y + reach - int(math.Round(slope*float64(p.X-part.Min.X)))
		if row >= 0 && row < len(rows) {
			rows[row]++
		}
	}
	for _, n := range rows {
		sum += float64(n) * float64(n)
	}
	return sum
}

// A margin is where the rows of a page begin, or end: of writing that stands flush, or of
// the sheet itself.
const (
	marginInk    = 3    // pixels of ink that are no dust
	marginWithin = 12   // pixels from the first
	marginNear   = 2    // pixels from a line that are on it
	marginRows   = 50   // on a line, at least
	marginSpan   = 0.25 // of the height of the page, at least
	marginStep   = 0.25 // degrees
)

// margins find how the two margins of a page lean, in degrees from upright, those that it
// has.
func (d dark) margins(part image.Rectangle) (leans []float64) {
	rows := make([][]int, part.Dy())
	for _, p := range d.at { // in the order of rows, and in them from the left
		rows[p.Y-part.Min.Y] = append(rows[p.Y-part.Min.Y], p.X)
	}
	var left, right []image.Point
	for y, xs := range rows {
		if n := len(xs); n >= marginInk {
			if xs[marginInk-1]-xs[0] <= marginWithin {
				left = append(left, image.Pt(xs[0], y))
			}
			if xs[n-1]-xs[n-marginInk] <= marginWithin {
				right = append(right, image.Pt(xs[n-1], y))
			}
		}
	}
	for _, side := range [][]image.Point{left, right} {
		if lean, told := leanOf(side, part.Dy()); told {
			leans = append(leans, lean)
		}
	}
	return leans
}

// leanOf finds the line on which most of some places lie.
func leanOf(at []image.Point, high int) (degrees float64, told bool) {
	var best []image.Point
	for a := -slantMost; a <= slantMost; a += marginStep {
		slope := math.Tan(a * math.Pi / 180)
		count := map[int]int{}
		for _, p := range at {
			count[int(math.Floor((float64(p.X)-slope*float64(p.Y))/marginNear))]++
		}
		for bin, n := range count {
			if n+count[bin+1] <= len(best) {
				continue
			}
			best = nil
			for _, p := range at {
				if b := int(math.Floor((float64(p.X) - slope*float64(p.Y)) / marginNear)); b == bin || b == bin+1 {
					best = append(best, p)
				}
			}
		}
	}
	if len(best) < marginRows || float64(best[len(best)-1].Y-best[0].Y) < marginSpan*float64(high) {
		return 0, false
	}
	return math.Atan(steepest(best)) * 180 / math.Pi, true
}

// steepest is by how much x grows with y along places, by least squares.
func steepest(at []image.Point) float64 {
	var x, y, xy, yy float64
	n := float64(len(at))
	for _, p := range at {
		x, y = x+float64(p.X), y+float64(p.Y)
		xy, yy = xy+float64(p.X)*float64(p.Y), yy+float64(p.Y)*float64(p.Y)
	}
	return (n*xy - x*y) / (n*yy - y*y)
}
