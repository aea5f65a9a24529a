package ocr

import (
	"image"
	"math"

	"tram/local/page"
	"tram/local/page/retouch"
)

// Tesseract is not given the page as it lies but a picture made for reading: its lines level,
// its paper even and white, its ink dark. A page that leans by two degrees, one that lay folded
// and one of faint toner are all divided into ink and paper by one threshold for the whole
// page, and lose the lines that it puts on the wrong side. Where words stand is told of the
// page as it lies.

const (
	leastLean = 0.1 // degrees that are straightened

	cell      = 8   // pixels of a square in which some paper is seen between strokes
	letters   = 6   // cells on each side within which paper is seen beside any letter
	paperFrom = 230 // of 255 that the paper has, and brighter: white
	inkTo     = 216 // of them, and darker: ink
	inkPart   = 0.1 // of the ink that becomes black
)

// prepared is a picture for the program, and how it came out of the page.
type prepared struct {
	grey     *image.Gray
	quarters int         // clockwise, first
	turned   image.Point // pixels of the page after that
	lean     retouch.Level
	level    *image.Gray // the page after both, nothing else done to it
}

// asItLies is a page that is not prepared.
func asItLies(grey *image.Gray) prepared {
	return prepared{grey: grey, turned: grey.Rect.Size(), lean: retouch.LevelOf(0, grey.Rect.Size()), level: grey}
}

// prepare makes the picture of a page that is to be turned by so many quarters first.
func prepare(grey *image.Gray, quarters int) prepared {
	if quarters != 0 {
		grey = grown(page.Upright(grey, orientations[quarters]))
	}
	p := prepared{quarters: quarters, turned: grey.Rect.Size()}
	degrees, told := retouch.Skew(grey)
	if !told || math.Abs(degrees) < leastLean {
		degrees = 0
	}
	p.lean = retouch.LevelOf(degrees, p.turned)
	p.level = p.lean.Of(grey)
	p.grey = even(softened(p.level))
	return p
}

// orientations are those of EXIF that a picture has which must be turned by so many quarters.
var orientations = [...]int{1, 6, 3, 8}

// grown is a picture in greys whose rows lie one behind the other.
func grown(img image.Image) *image.Gray {
	if g, is := img.(*image.Gray); is && g.Rect.Min == (image.Point{}) && g.Stride == g.Rect.Dx() {
		return g
	}
	return withoutRed(img)
}

// back tells where on the page, as it was before it was prepared, a box lies.
func (p prepared) back(box image.Rectangle) image.Rectangle {
	box = p.lean.Back(box).Intersect(image.Rectangle{Max: p.turned})
	w, h := p.turned.X, p.turned.Y
	switch p.quarters {
	case 1: // the upper edge of the page lies on the right
		return image.Rect(box.Min.Y, w-box.Max.X, box.Max.Y, w-box.Min.X)
	case 2:
		return image.Rect(w-box.Max.X, h-box.Max.Y, w-box.Min.X, h-box.Min.Y)
	case 3:
		return image.Rect(h-box.Max.Y, box.Min.X, h-box.Min.Y, box.Max.X)
	}
	return box
}

// even makes the paper of a picture white and its ink dark, in its place.
func even(out *image.Gray) *image.Gray {
	p := paperOf(out)
	var counts [256]int
	line := make([]float32, p.w)
	w := out.Rect.Dx()
	columns := make([]between, w)
	for x := range columns {
		columns[x] = along(x, p.w)
	}
	for y := range out.Rect.Dy() {
		p.row(line, y)
		row := out.Pix[y*out.Stride:][:w]
		for x, c := range columns {
			v := uint8(min(float32(row[x])*255/(line[c.before]*(1-c.part)+line[c.after]*c.part), 255))
			row[x] = v
			counts[v]++
		}
	}
	steps := steps(counts)
	for i, v := range out.Pix {
		out.Pix[i] = steps[v]
	}
	return out
}

// steps leads from shades of even paper to those that ink makes black.
func steps(counts [256]int) (to [256]uint8) {
	all, black, seen := 0, 0, counts[0]
	for _, n := range counts[:inkTo] {
		all += n
	}
	for float64(seen) < inkPart*float64(all) {
		black++
		seen += counts[black]
	}
	for v := range to {
		to[v] = uint8(min(max(float64(v-black)*255/float64(paperFrom-black), 0), 255))
	}
	return to
}

// softened is a picture each pixel of which takes three quarters of what is around it: grain
// goes, strokes stay.
func softened(grey *image.Gray) *image.Gray {
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]uint16, w)
	for y := range h {
		above, at, below := grey.Pix[max(0, y-1)*grey.Stride:][:w], grey.Pix[y*grey.Stride:][:w], grey.Pix[min(h-1, y+1)*grey.Stride:][:w]
		for x := range sums {
			sums[x] = uint16(above[x]) + 2*uint16(at[x]) + uint16(below[x])
		}
		row := out.Pix[y*out.Stride:][:w]
		before := sums[0]
		for x, n := range sums[:w-1] {
			row[x] = uint8((before + 2*n + sums[x+1] + 8) / 16)
			before = n
		}
		row[w-1] = uint8((before + 3*sums[w-1] + 8) / 16)
	}
	return out
}

// paper is how bright the paper is, cell by cell. Along a fold it is darker, so it is looked
// for along both directions, and the darker is taken: a letter is narrow in both.
type paper struct {
	w, h int
	at   []uint8
}

func paperOf(grey *image.Gray) paper {
	p := paper{w: (grey.Rect.Dx() + cell - 1) / cell, h: (grey.Rect.Dy() + cell - 1) / cell}
	p.at = make([]uint8, p.w*p.h)
	for y := range grey.Rect.Dy() {
		row := p.at[y/cell*p.w:][:p.w]
		for x, v := range grey.Pix[y*grey.Stride:][:grey.Rect.Dx()] {
			row[x/cell] = max(row[x/cell], v)
		}
	}
	across, down := p.closed(1, p.w), p.closed(p.w, p.h)
	for i := range p.at {
		p.at[i] = max(1, min(across[i], down[i]))
	}
	return p
}

// closed fills what is narrower than letters along one direction: step leads to the next cell
// of a line of so many.
func (p paper) closed(step, long int) []uint8 {
	brighter := p.widest(p.at, step, long, func(a, b uint8) uint8 { return max(a, b) })
	return p.widest(brighter, step, long, func(a, b uint8) uint8 { return min(a, b) })
}

func (p paper) widest(of []uint8, step, long int, pick func(a, b uint8) uint8) []uint8 {
	out := make([]uint8, len(of))
	for i := range of {
		at := i / step % long
		v := of[i]
		for d := max(-letters, -at); d <= min(letters, long-1-at); d++ {
			v = pick(v, of[i+d*step])
		}
		out[i] = v
	}
	return out
}

// row fills a line of cells with the paper at a row of pixels.
func (p paper) row(line []float32, y int) {
	b := along(y, p.h)
	for i := range line {
		line[i] = float32(p.at[b.before*p.w+i])*(1-b.part) + float32(p.at[b.after*p.w+i])*b.part
	}
}

// between is two cells between whose middles a pixel lies, and its part of the way.
type between struct {
	before, after int
	part          float32
}

func along(at, of int) between {
	place := max((float32(at)+0.5)/cell-0.5, 0)
	before := min(int(place), of-1)
	return between{before, min(before+1, of-1), place - float32(before)}
}
