package page

import "math"

// Blur mixes the modules of a code: what is measured in the middle of one holds
// some of the eight around it. How much is found from the code itself, as the
// mixture that explains best what was measured, and then each module is
// what explains it best. Both in turn, a few times.

// mixture is a share for the module itself and the eight around it, row by row,
// and what is the same for all: a grey, and its slope to the right and down.
type mixture [mixParts]float64

const (
	mixShares = 9
	mixParts  = mixShares + 3
	mixRounds = 4
	mixSweeps = 3
)

// untangled improves a first idea which modules are dark. It gives a new one.
func (s *shades) untangled(dark []bool) []bool {
	signs := make([]float64, len(dark))
	for i, d := range dark {
		signs[i] = 1
		if d {
			signs[i] = -1
		}
	}
	for range mixRounds {
		m, ok := s.mixtureOf(signs)
		if !ok {
			break
		}
		if !s.explain(m, signs) {
			break
		}
	}
	out := make([]bool, len(dark))
	for i, sign := range signs {
		out[i] = sign < 0
	}
	return out
}

// parts of what is measured at a module. Around the code it is light.
func (s *shades) parts(signs []float64, x, y int) (p mixture) {
	for i := range mixShares {
		nx, ny := x+i%3-1, y+i/3-1
		p[i] = 1
		if nx >= 0 && ny >= 0 && nx < s.side && ny < s.side {
			p[i] = signs[ny*s.side+nx]
		}
	}
	n := float64(s.side)
	p[mixShares], p[mixShares+1], p[mixShares+2] = 1, float64(x)/n-0.5, float64(y)/n-0.5
	return p
}

// mixtureOf finds the mixture that explains the measures best.
func (s *shades) mixtureOf(signs []float64) (mixture, bool) {
	sums := make([][]float64, mixParts)
	for i := range sums {
		sums[i] = make([]float64, mixParts+1)
	}
	for y := range s.side {
		for x := range s.side {
			p, grey := s.parts(signs, x, y), s.grey[y*s.side+x]
			for i := range p {
				for j := range p {
					sums[i][j] += p[i] * p[j]
				}
				sums[i][mixParts] += p[i] * grey
			}
		}
	}
	var m mixture
	found, ok := solve(sums)
	copy(m[:], found)
	return m, ok
}

// explain turns each module over that explains the measures better so, and tells
// whether there was one.
func (s *shades) explain(m mixture, signs []float64) (better bool) {
	off := make([]float64, len(signs)) // measured less explained
	for y := range s.side {
		for x := range s.side {
			sum := 0.0
			for i, p := range s.parts(signs, x, y) {
				sum += m[i] * p
			}
			off[y*s.side+x] = s.grey[y*s.side+x] - sum
		}
	}
	for range mixSweeps {
		turned := false
		for y := range s.side {
			for x := range s.side {
				turned = s.turn(m, signs, off, x, y) || turned
			}
		}
		if !turned {
			break
		}
		better = true
	}
	return better
}

// turn turns a module over if that explains it and those around it better.
func (s *shades) turn(m mixture, signs, off []float64, x, y int) bool {
	at := y*s.side + x
	change := -2 * signs[at]
	cost := 0.0
	each := func(do func(i int, d float64)) {
		for k := range mixShares {
			// The module is at k in the parts of the one opposite.
			nx, ny := x-(k%3-1), y-(k/3-1)
			if nx >= 0 && ny >= 0 && nx < s.side && ny < s.side {
				do(ny*s.side+nx, m[k]*change)
			}
		}
	}
	each(func(i int, d float64) { cost += d*d - 2*d*off[i] })
	if cost >= 0 || math.IsNaN(cost) {
		return false
	}
	signs[at] = -signs[at]
	each(func(i int, d float64) { off[i] -= d })
	return true
}
