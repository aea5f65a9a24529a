package kit

import (
	"context"
	"slices"
)

// Rows are read in pieces of so many, and so many pieces are kept.
const (
	pieceRows  = 50
	mostPieces = 40
	// stillSeen are the pieces that may be before the clerk: when the same is asked anew,
	// they are shown until they were read again.
	stillSeen = 3
)

// Found is the answer to a wish: rows that are at hand, or the keys of rows that are read
// in pieces once the list shows them.
type Found[R any] struct {
	Have []R // all of them; nil where there are Keys
	Keys []int64
	Rows func(ctx context.Context, keys []int64) ([]R, error) // in their order
	More bool                                                 // there are more than these
	// Next is the answer with more at its end; nil: there is none, one searches narrower. Keys are
	// read on at once, rows as the end comes near.
	Next func(ctx context.Context) (Found[R], error)
}

// firstKeys are the rows that a list begins with, in whole pieces: a few times what a screen shows.
const firstKeys = 4 * pieceRows

// Keyed answers a wish with at most so many keys. A long answer is begun with its first rows, so that
// they are seen while the keys of all others are read. Who asks for the same again may be looking at
// any of them, and has it whole.
func Keyed[R any](ctx context.Context, w Wish, most int, find func(ctx context.Context, most int) (keys []int64, more bool, err error), rows func(context.Context, []int64) ([]R, error)) (found Found[R], err error) {
	all := func(ctx context.Context) (Found[R], error) {
		keys, more, err := find(ctx, most)
		return Found[R]{Keys: keys, Rows: rows, More: more}, err
	}
	if w.Listed > firstKeys || most <= firstKeys {
		return all(ctx)
	}
	found.Rows = rows
	if found.Keys, found.More, err = find(ctx, firstKeys); found.More {
		found.Next = all
	}
	return found, err
}

// count is how many rows are listed.
func (f Found[R]) count() int {
	if f.Keys != nil {
		return len(f.Keys)
	}
	return len(f.Have)
}

// pieces are the rows of an answer that were read, of which only those around what is
// shown are kept.
type pieces[R any] struct {
	found Found[R]
	known map[int64]R  // by key
	read  []int        // pieces of this answer, the oldest first
	going map[int]bool // being read
}

// take goes on with another answer. What was read for the one before is shown until it is
// read again, where it may be before the clerk.
func (p *pieces[R]) take(found Found[R]) {
	known := map[int64]R{}
	for _, piece := range p.read[max(0, len(p.read)-stillSeen):] {
		for _, key := range p.keysOf(piece) {
			if row, there := p.known[key]; there {
				known[key] = row
			}
		}
	}
	p.found, p.known, p.read, p.going = found, known, nil, map[int]bool{}
}

// grow goes on with an answer that has more rows behind the whole pieces of this one, and tells whether
// it does: where any of those that were listed has gone or moved meanwhile, it is another answer.
func (p *pieces[R]) grow(found Found[R]) bool {
	was := p.found.Keys
	if was == nil || len(was)%pieceRows > 0 || len(found.Keys) < len(was) || !slices.Equal(found.Keys[:len(was)], was) {
		return false
	}
	p.found = found
	return true
}

func (p *pieces[R]) keysOf(piece int) []int64 {
	all := p.found.Keys
	return all[min(piece*pieceRows, len(all)):min((piece+1)*pieceRows, len(all))]
}

// row is a row that was read.
func (p *pieces[R]) row(i int) (row R, there bool) {
	switch {
	case i < 0 || i >= p.found.count():
		return row, false
	case p.found.Keys == nil:
		return p.found.Have[i], true
	}
	row, there = p.known[p.found.Keys[i]]
	return row, there
}

// wanting are the pieces that are to be read for a row to be shown, and for the next ones
// when the end of a piece comes near; each is named once.
func (p *pieces[R]) wanting(i int) (want []int) {
	if p.found.Keys == nil {
		return nil
	}
	const near = pieceRows / 3
	for _, at := range []int{i, i + near, i - near} {
		piece := at / pieceRows
		if at < 0 || at >= len(p.found.Keys) || p.going[piece] || slices.Contains(p.read, piece) {
			continue
		}
		p.going[piece] = true
		want = append(want, piece)
	}
	return want
}

// keep adds a piece that was read, and lets the oldest go. One that was read for keys that have moved
// meanwhile is dropped: it is being read where they stand now.
func (p *pieces[R]) keep(piece int, keys []int64, rows []R) {
	if !slices.Equal(keys, p.keysOf(piece)) {
		return
	}
	delete(p.going, piece)
	for i, key := range keys {
		if i < len(rows) {
			p.known[key] = rows[i]
		}
	}
	p.read = append(p.read, piece)
	if len(p.read) > mostPieces {
		for _, key := range p.keysOf(p.read[0]) {
			delete(p.known, key)
		}
		p.read = p.read[1:]
	}
}

// where finds a row that was read; -1: it was not, or is not listed.
func (p *pieces[R]) where(is func(R) bool) int {
	if p.found.Keys == nil {
		return slices.IndexFunc(p.found.Have, is)
	}
	for key, row := range p.known {
		if is(row) {
			if at := slices.Index(p.found.Keys, key); at >= 0 {
				return at
			}
		}
	}
	return -1
}
