package page

import (
	"math"
	"slices"
)

// terms of the fitted surface, in page coordinates from -1 to 1: a plane
// first, then bent.
const flatTerms, curvedTerms = 3, 6

func terms(x, y float64) [curvedTerms]float64 {
	return [curvedTerms]float64{1, x, y, x * x, x * y, y * y}
}

// fit draws the surface that most of the bright blocks lie on. It begins with
// the brightest, and takes in step by step what lies near the surface so far.
func (b blocks) fit() blocks {
	trusted := make([]bool, len(b.v))
	sorted := slices.Sorted(slices.Values(b.v))
	top := sorted[len(sorted)*9/10]
	for i, v := range b.v {
		trusted[i] = v > top-firstTrust
	}
	out := blocks{cols: b.cols, rows: b.rows, v: make([]float64, len(b.v))}
	for _, n := range []int{flatTerms, flatTerms, flatTerms, curvedTerms, curvedTerms, curvedTerms} {
		k := b.least(trusted, n)
		for i := range out.v {
			out.v[i] = 0
			for j, t := range b.termsAt(i) {
				out.v[i] += k[j] * t
			}
			trusted[i] = math.Abs(b.v[i]-out.v[i]) < steadyTrust
		}
	}
	return out
}

func (b blocks) termsAt(i int) [curvedTerms]float64 {
	return terms((float64(i%b.cols)+0.5)/float64(b.cols)*2-1, (float64(i/b.cols)+0.5)/float64(b.rows)*2-1)
}

// least solves for the first n terms by least squares. A small ridge keeps the
// surface flat where too few blocks say how it bends.
func (b blocks) least(trusted []bool, n int) (k [curvedTerms]float64) {
	const ridge = 1e-3
	var m [curvedTerms][curvedTerms + 1]float64
	for i, v := range b.v {
		if !trusted[i] {
			continue
		}
		t := b.termsAt(i)
		for r := range n {
			for c := range n {
				m[r][c] += t[r] * t[c]
			}
			m[r][curvedTerms] += t[r] * v
		}
	}
	for r := 1; r < n; r++ {
		m[r][r] += ridge * (1 + m[0][0])
	}
	m[0][0] += 1e-9
	for p := range n { // positive definite: no pivoting is needed
		for r := range n {
			if r == p {
				continue
			}
			f := m[r][p] / m[p][p]
			for c := p; c <= curvedTerms; c++ {
				m[r][c] -= f * m[p][c]
			}
		}
	}
	for p := range n {
		k[p] = m[p][curvedTerms] / m[p][p]
	}
	return k
}
