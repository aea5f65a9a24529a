package retouch

import (
	"image"
	"image/draw"
	"math"
	"slices"

	"tram/local/page"
)

// The lines of writing stand on their feet: where ink ends and paper begins below it. Of all
// directions that in which most feet fall into the same rows is that of the writing. A
// photograph and a stamp have feet in all rows and tell nothing; rules of a table and lines of
// letters do.
const (
	skewSide   = 1750 // pixels along the longer side: 150 dpi of A4
	skewMost   = 10.0 // degrees that are looked for
	skewCoarse = 0.2
	skewFine   = 0.04
	skewNear   = 0.4 // degrees about the best coarse direction that are looked at finely
	coarseRow  = 4   // pixels of a row, of the coarse look
	coarseFeet = 20_000
	fineFeet   = 120_000
	leastFeet  = 400
	leastRise  = 1.06 // of the best direction over the middle one
	leastPeak  = 6.0  // of the best direction, in middle deviations of the others, too
	clearRise  = 1.5  // which tells by itself: of a few lines the others deviate much
	rim        = 0.02 // of a side, at the edge of the picture: what the glass shows, and not the page

	inkBelow = 24 // levels darker than what is around
	around   = 20 // pixels on each side
)

// Skew measures by how many degrees the lines of a page run clockwise; false: nothing on it
// tells.
func Skew(img image.Image) (degrees float64, told bool) {
	grey := small(img, skewSide)
	feet := feetOf(inkOf(grey), true)
	if len(feet) < leastFeet {
		return 0, false
	}
	rise, peak, best := coarse(feet, grey.Rect.Size())
	if math.Abs(best) > skewMost-skewCoarse/2 || rise < leastRise || peak < leastPeak && rise < clearRise {
		return 0, false
	}
	return fine(feet, grey.Rect.Size(), best), true
}

// small is a picture in greys, its longer side at most side pixels.
func small(img image.Image, side int) *image.Gray {
	img = page.Shrink(img, side)
	if grey, is := img.(*image.Gray); is && grey.Rect.Min == (image.Point{}) {
		return grey
	}
	grey := image.NewGray(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return grey
}

// mask tells of each pixel whether it is ink.
type mask struct {
	w, h int
	at   []bool
}

// inkOf finds what is darker than what is around it.
func inkOf(grey *image.Gray) mask {
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	sums := make([]uint32, (w+1)*(h+1))
	for y := range h {
		row := uint32(0)
		for x, v := range grey.Pix[y*grey.Stride:][:w] {
			row += uint32(v)
			sums[(y+1)*(w+1)+x+1] = sums[y*(w+1)+x+1] + row
		}
	}
	m := mask{w, h, make([]bool, w*h)}
	for y := range h {
		y0, y1 := max(0, y-around), min(h, y+around+1)
		for x, v := range grey.Pix[y*grey.Stride:][:w] {
			x0, x1 := max(0, x-around), min(w, x+around+1)
			sum := sums[y1*(w+1)+x1] + sums[y0*(w+1)+x0] - sums[y0*(w+1)+x1] - sums[y1*(w+1)+x0]
			m.at[y*w+x] = (int(v)+inkBelow)*(x1-x0)*(y1-y0) < int(sum)
		}
	}
	return m
}

// feetOf lists where ink ends: downwards, or to the right.
func feetOf(m mask, down bool) (feet []image.Point) {
	rimX, rimY := max(1, int(rim*float64(m.w))), max(1, int(rim*float64(m.h)))
	next := 1
	if down {
		next = m.w
	}
	for y := rimY; y < m.h-rimY; y++ {
		for x := rimX; x < m.w-rimX; x++ {
			if at := y*m.w + x; m.at[at] && !m.at[at+next] {
				if down {
					feet = append(feet, image.Pt(x, y))
				} else {
					feet = append(feet, image.Pt(y, x))
				}
			}
		}
	}
	return feet
}

// coarse finds the direction of most feet, and by how much it stands out.
func coarse(feet []image.Point, size image.Point) (rise, peak, best float64) {
	every := max(1, len(feet)/coarseFeet)
	var scores []float64
	most := 0.0
	for a := -skewMost; a <= skewMost+skewCoarse/2; a += skewCoarse {
		s := inRows(feet, every, size, a, coarseRow)
		if s > most {
			best, most = a, s
		}
		scores = append(scores, s)
	}
	middle := middleOf(scores)
	for i, s := range scores {
		scores[i] = math.Abs(s - middle)
	}
	return most / middle, (most - middle) / middleOf(scores), best
}

func middleOf(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// fine finds the direction to a few hundredths of a degree.
func fine(feet []image.Point, size image.Point, near float64) float64 {
	every := max(1, len(feet)/fineFeet)
	steps := int(math.Round(skewNear / skewFine))
	scores := make([]float64, 2*steps+1)
	top := 0
	for i := range scores {
		scores[i] = inRows(feet, every, size, near+float64(i-steps)*skewFine, 1)
		if scores[i] > scores[top] {
			top = i
		}
	}
	best := near + float64(top-steps)*skewFine
	if top == 0 || top == len(scores)-1 {
		return best
	}
	before, at, after := scores[top-1], scores[top], scores[top+1]
	if bend := before - 2*at + after; bend < 0 {
		best += skewFine * (before - after) / (2 * bend)
	}
	return best
}

// inRows tells how much feet fall into the same rows of a direction: the squares of what is in
// each. A foot between two rows is parted among them.
func inRows(feet []image.Point, every int, size image.Point, degrees float64, high int) (sum float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	longest := max(size.X, size.Y)
	reach := int(math.Abs(sin)*float64(longest)) + 2
	rows := make([]float32, (longest+2*reach)/high+3)
	by := 1 / float32(high)
	s, c := float32(sin), float32(cos)
	for i := 0; i < len(feet); i += every {
		place := (float32(feet[i].Y)*c - float32(feet[i].X)*s + float32(reach)) * by
		row := int(place)
		part := place - float32(row)
		rows[row] += 1 - part
		rows[row+1] += part
	}
	for _, n := range rows {
		sum += float64(n) * float64(n)
	}
	return sum
}
