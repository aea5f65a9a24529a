package redline

import (
	"cmp"
	"context"
	"slices"
)

// match is a stretch of words that both versions have.
type match struct{ a, b, n int }

// The bounds of the search. A step is one word that is looked at.
const (
	mostSteps  = 400_000_000 // of one comparison
	mostApart  = 3000        // words by which two stretches may differ to be searched to the end
	deepest    = 48          // of searches within searches
	closeWords = 6000        // two stretches of so many words are searched to the end at once
)

// finder finds what two rows of words have in common. Each word is a number: the same word is the
// same number.
type finder struct {
	ctx    context.Context
	a, b   []int32
	all    []match
	steps  int
	coarse bool // the bounds were met
}

// common is what both have, in order. It fails with the error of ctx.
func common(ctx context.Context, a, b []int32) (all []match, coarse bool, err error) {
	f := &finder{ctx: ctx, a: a, b: b}
	f.between(0, len(a), 0, len(b), 0)
	return joined(f.all), f.coarse, ctx.Err()
}

// joined are matches of which none continues another.
func joined(all []match) (is []match) {
	slices.SortFunc(all, func(x, y match) int { return cmp.Compare(x.a, y.a) })
	for _, m := range all {
		if last := len(is) - 1; last >= 0 && is[last].a+is[last].n == m.a && is[last].b+is[last].n == m.b {
			is[last].n += m.n
		} else if m.n > 0 {
			is = append(is, m)
		}
	}
	return is
}

func (f *finder) found(a, b, n int) {
	if n > 0 {
		f.all = append(f.all, match{a, b, n})
	}
}

// between finds what two stretches have in common.
func (f *finder) between(a0, a1, b0, b1, depth int) {
	if f.ctx.Err() != nil {
		return
	}
	n := 0
	for a0+n < a1 && b0+n < b1 && f.a[a0+n] == f.b[b0+n] {
		n++
	}
	f.found(a0, b0, n)
	a0, b0 = a0+n, b0+n
	for n = 0; a1-n > a0 && b1-n > b0 && f.a[a1-n-1] == f.b[b1-n-1]; {
		n++
	}
	f.found(a1-n, b1-n, n)
	a1, b1 = a1-n, b1-n
	switch f.steps += 1 + a1 - a0 + b1 - b0; {
	case a0 == a1 || b0 == b1:
		return
	case f.steps > mostSteps || depth > deepest:
		f.coarse = true
		return
	}
	if a1-a0+b1-b0 <= closeWords && f.close(a0, a1, b0, b1) {
		return
	}
	for _, k := range []int{8, 4, 2, 1} {
		if fixed := f.anchors(a0, a1, b0, b1, k); len(fixed) > 0 {
			for _, m := range fixed {
				f.between(a0, m.a, b0, m.b, depth+1)
				f.found(m.a, m.b, 1)
				a0, b0 = m.a+1, m.b+1
			}
			f.between(a0, a1, b0, b1, depth+1)
			return
		}
	}
	if !f.close(a0, a1, b0, b1) {
		f.coarse = true
	}
}

// anchors are the rows of k words that stand once in each of two stretches, as many as keep one
// order.
func (f *finder) anchors(a0, a1, b0, b1, k int) []match {
	once := func(of []int32, from, to int) map[uint64]int {
		at := make(map[uint64]int, max(0, to-from))
		for i := from; i+k <= to; i++ {
			h := rowOf(of[i : i+k])
			if _, twice := at[h]; twice {
				at[h] = -1
			} else {
				at[h] = i
			}
		}
		return at
	}
	f.steps += k * (a1 - a0 + b1 - b0)
	inB := once(f.b, b0, b1)
	var pairs []match
	for h, i := range once(f.a, a0, a1) {
		if j, is := inB[h]; is && i >= 0 && j >= 0 && slices.Equal(f.a[i:i+k], f.b[j:j+k]) {
			pairs = append(pairs, match{i, j, 1})
		}
	}
	slices.SortFunc(pairs, func(x, y match) int { return cmp.Compare(x.a, y.a) })
	return rising(pairs)
}

// rowOf tells rows of words apart, but for some that are not the same.
func rowOf(words []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ uint64(uint32(w))) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// rising is the longest row of pairs, which rise in a, that rise in b, too.
func rising(pairs []match) []match {
	var ends []int // the last of the best row of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p.b, func(end, b int) int { return cmp.Compare(pairs[end].b, b) })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	var row []match
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			row = append(row, pairs[i])
		}
	}
	slices.Reverse(row)
	return row
}

// close searches two stretches to the end for the most that they have in common (E. W. Myers, An
// O(ND) Difference Algorithm). false: they differ by too many words.
func (f *finder) close(a0, a1, b0, b1 int) bool {
	n, m := a1-a0, b1-b0
	most := min(n+m, mostApart)
	far := make([]int32, 2*most+3) // how far in a each diagonal was followed
	at := func(k int) *int32 { return &far[k+most+1] }
	var trail [][]int32
	for d := 0; d <= most; d++ {
		if f.steps += d + 1; f.steps > mostSteps || f.ctx.Err() != nil {
			return false
		}
		trail = append(trail, slices.Clone(far[most+1-d-1:most+1+d+2]))
		for k := -d; k <= d; k += 2 {
			x := int(*at(k - 1)) + 1
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = int(*at(k + 1))
			}
			for x < n && x-k >= 0 && x-k < m && f.a[a0+x] == f.b[b0+x-k] {
				x++
			}
			*at(k) = int32(x)
			if x >= n && x-k >= m {
				f.back(trail, a0, b0, n, m)
				return true
			}
		}
	}
	return false
}

// back follows the trail from its end, and keeps what both have.
func (f *finder) back(trail [][]int32, a0, b0, n, m int) {
	x, y := n, m
	for d := len(trail) - 1; d >= 0; d-- {
		at := func(k int) int { return int(trail[d][k+d+1]) }
		k := x - y
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		px := at(from)
		py := px - from
		if d == 0 {
			px, py = 0, 0
		}
		same := min(x-px, y-py)
		if d == 0 {
			same = min(x, y)
		}
		f.found(a0+x-same, b0+y-same, same)
		x, y = px, py
	}
}
