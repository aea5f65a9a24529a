package page

import (
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// read reads the code whose corners a triple may be. Seen tells that there is
// one, be it read or not.
func (l *level) read(t triple) (text string, seen, read bool) {
	look := &l.greys
	if t.module < smoothBelow {
		look = l.smoothed()
	}
	for _, g := range look.guessesOf(t) {
		seen = seen || g.isSure()
		v := look.bound(t, g)
		if text, read = l.decode(v, g.side, g.isSure()); read {
			return text, true, true
		}
	}
	return "", seen, false
}

// smoothBelow is the module, in pixels, below which noise hides more than
// smoothing blurs.
const smoothBelow = 6.0

// contrasts are how much a module is set off against its neighbours, in the
// order in which they are tried.
var contrasts = []float64{0.4, 0.9}

// decode reads the modules of a code. More than once only where there is one
// for sure.
func (l *level) decode(v view, side int, sure bool) (string, bool) {
	shades := l.sampled(v, side)
	var dark []bool
	for _, contrast := range contrasts {
		dark = shades.dark(contrast)
		if text, ok := decodeModules(dark, side); ok || !sure {
			return text, ok
		}
	}
	return decodeModules(shades.untangled(dark), side)
}

// shades are the modules of a code as grey.
type shades struct {
	side int
	grey []float64
}

// sampled measures the middle of each module.
func (l *level) sampled(v view, side int) *shades {
	s := &shades{side, make([]float64, side*side)}
	const off, points = 0.25, 9 // modules from the middle
	for y := range side {
		for x := range side {
			at := v.near(float64(x)+0.5, float64(y)+0.5)
			sum := 0.0
			for _, down := range []float64{-off, 0, off} {
				for _, right := range []float64{-off, 0, off} {
					sum += l.at(at.at(right, down))
				}
			}
			s.grey[y*side+x] = sum / points
		}
	}
	return s
}

func (s *shades) at(x, y int) float64 {
	return s.grey[min(max(y, 0), s.side-1)*s.side+min(max(x, 0), s.side-1)]
}

// dark tells the dark modules: darker than the mean of those around.
func (s *shades) dark(contrast float64) []bool {
	const reach = 6
	means := s.means(reach)
	out := make([]bool, len(means))
	for y := range s.side {
		for x := range s.side {
			grey := s.at(x, y)
			beside := (s.at(x-1, y) + s.at(x+1, y) + s.at(x, y-1) + s.at(x, y+1)) / 4
			out[y*s.side+x] = grey+contrast*(grey-beside) < means[y*s.side+x]
		}
	}
	return out
}

// means are the means of the square that reaches so far to every side.
func (s *shades) means(reach int) []float64 {
	n := s.side + 1
	sums := make([]float64, n*n)
	for y := range s.side {
		line := 0.0
		for x := range s.side {
			line += s.grey[y*s.side+x]
			sums[(y+1)*n+x+1] = sums[y*n+x+1] + line
		}
	}
	out := make([]float64, len(s.grey))
	for y := range s.side {
		y0, y1 := max(y-reach, 0), min(y+reach+1, s.side)
		for x := range s.side {
			x0, x1 := max(x-reach, 0), min(x+reach+1, s.side)
			out[y*s.side+x] = (sums[y1*n+x1] - sums[y0*n+x1] - sums[y1*n+x0] + sums[y0*n+x0]) / float64((x1-x0)*(y1-y0))
		}
	}
	return out
}

// decodeModules corrects what was misread and gives the text.
func decodeModules(dark []bool, side int) (text string, ok bool) {
	defer func() {
		if caught := recover(); caught != nil {
			text, ok = "", false
		}
	}()
	m, err := gozxing.NewSquareBitMatrix(side)
	if err != nil {
		return "", false
	}
	for i, d := range dark {
		if d {
			m.Set(i%side, i/side)
		}
	}
	got, err := decoder.NewDecoder().Decode(m, nil)
	if err != nil {
		return "", false
	}
	text = got.GetText()
	return text, text != "" && utf8.ValidString(text)
}
