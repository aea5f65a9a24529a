package redline

import (
	"context"
	"slices"
	"strings"

	"tram/local/office"
)

const (
	leastMoved  = 8  // words of a stretch that is told as moved
	mostAround  = 10 // words that are told before and after a change
	mostBetween = 12 // words between two changes that are told as one place
	mostPlaces  = 64 // places of one row of words that are looked at for what moved
)

// Told is what is found between two versions.
type Told struct {
	Changes []office.DraftChange
	Pieces  []office.DraftPiece
	Words   [2]int // that were read, older and newer
	Coarse  bool   // so much differs that what stayed was not looked for everywhere
}

// Compare lays two versions beside each other. It fails with the error of ctx.
func Compare(ctx context.Context, was, is []Passage) (Told, error) {
	return compare(ctx, was, is, false)
}

// ComparePages lays two versions beside each other of which different programs made pages: columns may
// be read in another order. What both have on a page, or anywhere where pages are not known, is told
// as standing in another order, no number of it as another one. It fails with the error of ctx.
func ComparePages(ctx context.Context, was, is []Passage) (Told, error) {
	return compare(ctx, was, is, true)
}

func compare(ctx context.Context, was, is []Passage, reordered bool) (Told, error) {
	c := &comparison{was: was, is: is, a: wordsOf(was), b: wordsOf(is)}
	ids := map[string]int32{}
	a, b := numbered(ids, c.a), numbered(ids, c.b)
	same, coarse, err := common(ctx, a, b)
	if err != nil {
		return Told{}, err
	}
	c.lay(c.readable(c.settled(a, b, same)))
	c.moves(a, b)
	c.doubt()
	if reordered {
		c.onBoth = c.onBothPages()
	}
	return Told{Changes: c.changes(), Pieces: c.pieces(), Words: [2]int{len(c.a), len(c.b)}, Coarse: coarse}, nil
}

func numbered(ids map[string]int32, words []word) []int32 {
	all := make([]int32, len(words))
	for i, w := range words {
		id, known := ids[w.said]
		if !known {
			id = int32(len(ids))
			ids[w.said] = id
		}
		all[i] = id
	}
	return all
}

// comparison is one that is being made.
type comparison struct {
	was, is []Passage
	a, b    []word
	runs    []run
	onBoth  *onBoth // nil: their order is compared
}

// run is a stretch of words of one fate: those of a that stayed, went or left, or those of b that
// came or arrived.
type run struct {
	how            office.DraftHow
	a0, a1, b0, b1 int // of what stayed both, of what went a alone, of what came b alone
	gap            gap
	move           int
}

// gap is all that lies between two stretches that stayed.
type gap struct{ a0, a1, b0, b1 int }

// settled moves the ends of what went alone, or came alone, to where a paragraph begins, where the
// words allow it: of “một hai một ba” it is the same to take out “một hai” or “hai một”.
func (c *comparison) settled(a, b []int32, same []match) []match {
	for i := 0; i+1 < len(same); i++ {
		m, next := &same[i], &same[i+1]
		a0, b0 := m.a+m.n, m.b+m.n
		switch {
		case b0 == next.b:
			slide(m, next, a, c.a, a0, next.a)
		case a0 == next.a:
			slide(m, next, b, c.b, b0, next.b)
		}
	}
	return same
}

// slide moves what went or came, from one word to another, towards the beginning.
func slide(m, next *match, ids []int32, words []word, from, to int) {
	for n := 0; n < m.n; n++ {
		if at := from - n; at == 0 || words[at].passage != words[at-1].passage {
			m.n, next.a, next.b, next.n = m.n-n, next.a-n, next.b-n, next.n+n
			return
		}
		if ids[from-n-1] != ids[to-n-1] {
			return
		}
	}
}

// readable leaves out what two versions have in common by chance alone: a sign, or two words within
// a sentence that is another one. What is left out is told as gone and come.
func (c *comparison) readable(same []match) []match {
	gapBefore := func(all []match, i int) (int, int) {
		a, b := 0, 0
		if i > 0 {
			a, b = all[i-1].a+all[i-1].n, all[i-1].b+all[i-1].n
		}
		if i == len(all) {
			return len(c.a) - a, len(c.b) - b
		}
		return all[i].a - a, all[i].b - b
	}
	kept := same[:0:0]
	for i, m := range same {
		a0, b0 := gapBefore(same, i)
		a1, b1 := gapBefore(same, i+1)
		chance := a0+b0 > 0 && a1+b1 > 0 && min(a0+b0, a1+b1) > 3*m.n && (m.n < 3 && !c.sentence(m) || m.n < 2)
		if !chance {
			kept = append(kept, m)
		}
	}
	return kept
}

// sentence tells a match that holds words, no signs alone.
func (c *comparison) sentence(m match) bool {
	return slices.ContainsFunc(c.a[m.a:m.a+m.n], func(w word) bool { return w.isSentence })
}

// lay makes runs of what stayed and what lies between.
func (c *comparison) lay(same []match) {
	a, b := 0, 0
	for _, m := range append(slices.Clone(same), match{len(c.a), len(c.b), 0}) {
		between := gap{a, m.a, b, m.b}
		if m.a > a {
			c.runs = append(c.runs, run{how: office.DraftGone, a0: a, a1: m.a, b0: b, b1: b, gap: between})
		}
		if m.b > b {
			c.runs = append(c.runs, run{how: office.DraftCame, a0: m.a, a1: m.a, b0: b, b1: m.b, gap: between})
		}
		if m.n > 0 {
			c.runs = append(c.runs, run{how: office.DraftSame, a0: m.a, a1: m.a + m.n, b0: m.b, b1: m.b + m.n})
		}
		a, b = m.a+m.n, m.b+m.n
	}
}

// moves finds stretches that went here and came there, and parts their runs.
func (c *comparison) moves(a, b []int32) {
	places := map[uint64][]int{} // of rows that went
	end := make([]int, len(a))   // of the run that holds a word that went; 0: it did not, or is taken
	for _, r := range c.runs {
		if r.how != office.DraftGone {
			continue
		}
		for i := r.a0; i < r.a1; i++ {
			end[i] = r.a1
			if i+leastMoved <= r.a1 {
				h := rowOf(a[i : i+leastMoved])
				places[h] = append(places[h], i)
			}
		}
	}
	var moved []match
	for _, r := range c.runs {
		if r.how != office.DraftCame {
			continue
		}
		for j := r.b0; j+leastMoved <= r.b1; {
			m := longest(a, b, places[rowOf(b[j:j+leastMoved])], end, j, r.b1)
			if m.n < leastMoved {
				j++
				continue
			}
			moved = append(moved, m)
			clear(end[m.a : m.a+m.n])
			j += m.n
		}
	}
	for i, m := range moved {
		c.part(m, i+1)
	}
}

// longest is the longest stretch that begins at a word of b and went from one of some places.
func longest(a, b []int32, places []int, end []int, j, last int) (best match) {
	for _, i := range places[:min(len(places), mostPlaces)] {
		n := 0
		for j+n < last && i+n < len(a) && end[i+n] > i+n && end[i+n] == end[i] && a[i+n] == b[j+n] {
			n++
		}
		if n > best.n {
			best = match{i, j, n}
		}
	}
	return best
}

// part takes what moved out of the runs in which it lies.
func (c *comparison) part(m match, move int) {
	cut := func(how, to office.DraftHow, from, n int, ends func(*run) (*int, *int)) {
		at := slices.IndexFunc(c.runs, func(r run) bool {
			first, last := ends(&r)
			return r.how == how && *first <= from && from+n <= *last
		})
		before, within, after := c.runs[at], c.runs[at], c.runs[at]
		_, last := ends(&before)
		*last = from
		first, last := ends(&within)
		*first, *last = from, from+n
		within.how, within.move = to, move
		first, _ = ends(&after)
		*first = from + n
		parts := slices.DeleteFunc([]run{before, within, after}, func(r run) bool { return r.a0 == r.a1 && r.b0 == r.b1 })
		c.runs = slices.Replace(c.runs, at, at+1, parts...)
	}
	cut(office.DraftGone, office.DraftLeft, m.a, m.n, func(r *run) (*int, *int) { return &r.a0, &r.a1 })
	cut(office.DraftCame, office.DraftArrived, m.b, m.n, func(r *run) (*int, *int) { return &r.b0, &r.b1 })
}

// doubt finds what went or came where the other version has pages that were not read.
func (c *comparison) doubt() {
	for i := range c.runs {
		switch r := &c.runs[i]; {
		case r.how == office.DraftGone && unreadBetween(c.is, c.b, r.gap.b0, r.gap.b1):
			r.how = office.DraftMaybeGone
		case r.how == office.DraftCame && unreadBetween(c.was, c.a, r.gap.a0, r.gap.a1):
			r.how = office.DraftMaybeCame
		}
	}
}

// unreadBetween tells whether a version has something that was not read behind the word before from
// and before the word at to.
func unreadBetween(all []Passage, words []word, from, to int) bool {
	first, last := 0, len(all)
	if from > 0 {
		first = words[from-1].passage
	}
	if to < len(words) {
		last = words[to].passage
	}
	return first < last && slices.ContainsFunc(all[first:last], func(p Passage) bool { return p.Unread })
}

func (c *comparison) pieces() (all []office.DraftPiece) {
	for _, r := range c.runs {
		all = append(all, c.piece(r))
	}
	return all
}

// changes gathers runs that stand close to each other, with some words around them.
func (c *comparison) changes() (all []office.DraftChange) {
	for i := 0; i < len(c.runs); {
		if c.runs[i].how == office.DraftSame {
			i++
			continue
		}
		last := i
		for n := i + 1; n < len(c.runs); n++ {
			if c.runs[n].how != office.DraftSame {
				last = n
			} else if c.parts(c.runs[n]) {
				break
			}
		}
		all = append(all, c.change(i, last))
		i = last + 1
	}
	return all
}

// parts tells words that stayed and make two places of the changes before and behind them: they are
// many, or in both versions a paragraph ends there.
func (c *comparison) parts(r run) bool {
	n := r.b1 - r.b0
	for i := range n + 1 {
		if paragraphEnds(c.was, c.a, r.a0+i) && paragraphEnds(c.is, c.b, r.b0+i) {
			return true
		}
	}
	return n > mostBetween
}

// paragraphEnds tells whether a paragraph ends before a word. Of a page, which has lines alone, one
// ends where a line does behind a sign that ends sentences.
func paragraphEnds(all []Passage, words []word, at int) bool {
	if at == 0 || at == len(words) {
		return true
	}
	before, w := words[at-1], words[at]
	if before.passage != w.passage {
		return true
	}
	return strings.Trim(before.said, ".;:") == "" && strings.Contains(all[w.passage].Text[before.to:w.from], "\n")
}

func (c *comparison) change(from, to int) (is office.DraftChange) {
	var turns office.DraftTurns
	turned := func() {
		if !slices.Equal(turns.Gone, turns.Came) {
			is.Turned = append(is.Turned, turns)
			is.NumbersGone, is.NumbersCame = append(is.NumbersGone, turns.Gone...), append(is.NumbersCame, turns.Came...)
		}
		turns = office.DraftTurns{}
	}
	is.Reordered = c.onBoth != nil
	for _, r := range c.runs[from : to+1] {
		is.Pieces = append(is.Pieces, c.piece(r))
		if r.a1 > r.a0 && is.Was == "" {
			is.Was = c.was[c.a[r.a0].passage].Place
		}
		if r.b1 > r.b0 && is.Is == "" {
			is.Is = c.is[c.b[r.b0].passage].Place
		}
		switch r.how {
		case office.DraftSame:
			turned()
		case office.DraftGone:
			words := c.onBoth.without(c.a[r.a0:r.a1], true)
			turns.Gone, is.Reordered = append(turns.Gone, numbers(words)...), is.Reordered && len(words) == 0
		case office.DraftCame:
			words := c.onBoth.without(c.b[r.b0:r.b1], false)
			turns.Came, is.Reordered = append(turns.Came, numbers(words)...), is.Reordered && len(words) == 0
		default:
			is.Reordered = false
		}
	}
	turned()
	first, last := c.runs[from].b0, c.runs[to].b1
	is.Before = strings.ReplaceAll(text(c.is, c.b, max(0, first-mostAround), first), "\n", " ")
	is.After = strings.ReplaceAll(text(c.is, c.b, last, min(len(c.b), last+mostAround)), "\n", " ")
	return is
}

func numbers(words []word) (all []string) {
	for _, w := range words {
		if w.hasDigit {
			all = append(all, w.said)
		}
	}
	return all
}

// piece is what a run says.
func (c *comparison) piece(r run) office.DraftPiece {
	is := office.DraftPiece{How: r.how, Move: r.move}
	switch r.how {
	case office.DraftGone, office.DraftLeft, office.DraftMaybeGone:
		is.Text = text(c.was, c.a, r.a0, r.a1)
	default:
		is.Text = text(c.is, c.b, r.b0, r.b1)
	}
	return is
}
