package mark

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"pgregory.net/rapid"

	"tram/local/page"
)

// sheet is a page that remembers each pixel that was written, so that a test
// need not ask the ink map.
type sheet struct {
	*image.Gray
	dpi     float64
	written []bool
}

func newSheet(wMM, hMM, dpi float64, paper uint8) *sheet {
	r := image.Rect(0, 0, max(1, int(wMM/25.4*dpi)), max(1, int(hMM/25.4*dpi)))
	s := &sheet{Gray: image.NewGray(r), dpi: dpi, written: make([]bool, r.Dx()*r.Dy())}
	for i := range s.Pix {
		s.Pix[i] = paper
	}
	return s
}

func (s *sheet) dot(x, y int, luma uint8) {
	if (image.Point{X: x, Y: y}).In(s.Rect) {
		s.SetGray(x, y, color.Gray{Y: luma})
		s.written[y*s.Stride+x] = true
	}
}

// box writes a black rectangle, in millimetres.
func (s *sheet) box(x, y, w, h float64, luma uint8) *sheet {
	px := s.dpi / 25.4
	for py := int(y * px); py <= int((y+h)*px); py++ {
		for qx := int(x * px); qx <= int((x+w)*px); qx++ {
			s.dot(qx, py, luma)
		}
	}
	return s
}

// line writes a straight line, in millimetres, of two pixels.
func (s *sheet) line(x0, y0, x1, y1 float64, luma uint8) {
	px := s.dpi / 25.4
	n := math.Max(math.Abs(x1-x0), math.Abs(y1-y0))*px + 1
	for i := 0.0; i <= n; i++ {
		x, y := int((x0+(x1-x0)*i/n)*px), int((y0+(y1-y0)*i/n)*px)
		s.dot(x, y, luma)
		s.dot(x+1, y, luma)
	}
}

// text writes lines of words between two margins.
func (s *sheet) text(left, top, right, bottom float64) *sheet {
	for y := top; y+3 <= bottom; y += 7 {
		for x := left; x+9 <= right; x += 11 {
			s.box(x, y, 9, 2.5, 30)
		}
	}
	return s
}

func (s *sheet) ink() *page.Ink { return page.InkOf(s.Gray, s.dpi, s.dpi, 1) }

// touches looks for written pixels under a rectangle, in millimetres.
func (s *sheet) touches(x, y, w, h float64) bool {
	px := s.dpi / 25.4
	r := image.Rect(int(math.Floor(x*px)), int(math.Floor(y*px)), int(math.Ceil((x+w)*px)), int(math.Ceil((y+h)*px)))
	r = r.Intersect(s.Rect)
	for py := r.Min.Y; py < r.Max.Y; py++ {
		for qx := r.Min.X; qx < r.Max.X; qx++ {
			if s.written[py*s.Stride+qx] {
				return true
			}
		}
	}
	return false
}

// sizeMM is the size of the pixels on paper.
func (s *sheet) sizeMM() (w, h float64) {
	return float64(s.Rect.Dx()) * 25.4 / s.dpi, float64(s.Rect.Dy()) * 25.4 / s.dpi
}

// anySheet draws a page of random size and random ink: boxes, lines, dots, text
// between random margins, and noise as dense as may be.
func anySheet(t *rapid.T) *sheet {
	num := func(name string, least, most float64) float64 { return rapid.Float64Range(least, most).Draw(t, name) }
	size := rapid.SampledFrom([][3]float64{{210, 297, 72}, {297, 210, 60}, {148, 210, 100}, {420, 594, 40}, {2000, 1500, 10}, {0, 0, 90}}).Draw(t, "paper")
	w, h, dpi := size[0], size[1], size[2]
	if w == 0 {
		w, h = num("w", 1, 250), num("h", 1, 250)
	}
	s := newSheet(w, h, dpi, uint8(rapid.IntRange(225, 255).Draw(t, "white")))
	dark := func() uint8 { return uint8(rapid.IntRange(0, 110).Draw(t, "luma")) }
	for range rapid.IntRange(0, 6).Draw(t, "boxes") {
		s.box(num("x", -5, w), num("y", -5, h), num("wide", 0, w/3), num("high", 0, h/3), dark())
	}
	for range rapid.IntRange(0, 6).Draw(t, "lines") {
		s.line(num("x", 0, w), num("y", 0, h), num("x", 0, w), num("y", 0, h), uint8(rapid.IntRange(0, 170).Draw(t, "luma")))
	}
	if rapid.Bool().Draw(t, "text") {
		s.text(num("left", 0, w/2), num("top", 0, h/2), num("right", w/2, w), num("bottom", h/2, h))
	}
	specks := rapid.SampledFrom([]float64{0, 0, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5}).Draw(t, "specks")
	seed := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
	for range int(specks * float64(len(s.Pix))) {
		s.dot(seed.IntN(s.Rect.Dx()), seed.IntN(s.Rect.Dy()), uint8(seed.IntN(60)))
	}
	return s
}
