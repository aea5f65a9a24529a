package copying

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/local/store"
)

// A part of the journal that cannot be read needs not be the end of a copy: a snapshot of after
// it has all that the store had by then, the journal too. Where a person wants what can be read,
// the newest snapshot that is whole stands for what is missing before it, and the segments that
// go on from it are read as ever. What it holds is proven as any journal is, link by link, by who
// puts the office together.

// spanning is a snapshot that stands for segments that cannot be read.
type spanning struct {
	set   store.PageSet
	heads int // of the copy: how many lie before the gap
}

// Spanned is the entry up to which a snapshot stands for a part of the journal that cannot be
// read; the zero head: none does.
func (c *Copy) Spanned() office.JournalHead {
	if c.span == nil {
		return office.JournalHead{}
	}
	return c.span.set.Head
}

// headsFor are the segments that are gone through by who has everything up to a gap, or not.
func (c *Copy) headsFor(spanned bool) []header {
	if c.span == nil || spanned {
		return c.heads
	}
	return c.heads[:c.span.heads]
}

// goOnBeyond goes on from a snapshot where the segments from a number on cannot be read as they
// are. Where none has more than what was read before, the copy ends there.
func (c *Copy) goOnBeyond(ctx context.Context, number int64) error {
	if c.past {
		return nil
	}
	all, err := snapshotsAt(ctx, c.target, c.names.snapshots(c.About.Station))
	if err != nil {
		return err
	}
	for _, seq := range slices.Backward(all) {
		if seq <= c.Head.Seq {
			return nil
		}
		row, err := c.rowOf(ctx, seq)
		if gone := c.orGone(ctx, err); err != nil && gone != nil {
			return gone
		}
		if err == nil && c.moment.wants(row[len(row)-1].Set.Head.At) {
			return c.spanBy(ctx, row[len(row)-1].Set, number)
		}
	}
	return nil
}

// spanBy has a snapshot stand for what cannot be read from a number on, and reads on from it.
func (c *Copy) spanBy(ctx context.Context, set store.PageSet, number int64) error {
	runs, err := c.runsFrom(ctx, number)
	if err != nil {
		return err
	}
	c.span = &spanning{set, len(c.heads)}
	c.Head, c.hashAt[set.Head.Seq] = set.Head, set.Head.Hash
	for _, r := range runs {
		r.tell(c)
		if !r.goesOn(set.Head) {
			continue
		}
		r.leaveOff()
		c.Torn -= r.segments
		c.past, c.heads = r.past, append(c.heads, r.heads...)
		for seq, hash := range r.hashAt {
			c.hashAt[seq] = hash
		}
		if r.Head.Seq > c.Head.Seq {
			c.Head = r.Head
		}
	}
	return nil
}

// run is what is read of segments that go on from one another.
type run struct {
	*Copy
	segments int64         // their numbers
	first    store.Arrival // the first own entry; of number 0: there is none
	lines    []line        // that tell of files and marks
}

// goesOn tells whether a run goes on from an entry: it has that one, or the next.
func (r run) goesOn(from office.JournalHead) bool {
	return r.hashAt[from.Seq] == from.Hash || r.first.Entry.Seq == from.Seq+1 && r.first.Entry.Prev == from.Hash
}

// tell has a copy know what a run tells of files and marks.
func (r run) tell(c *Copy) {
	c.note(r.lines)
	for id := range r.records {
		c.records[id] = true
	}
}

func (r *run) add(h header, lines []line) {
	r.heads = append(r.heads, h)
	r.note(lines)
	r.segments += h.span().last - h.Number + 1
	for _, l := range lines {
		switch l.sign {
		case lineFile, lineGone, lineMark:
			r.lines = append(r.lines, l)
		case lineOwn:
			if a, err := store.ParseArrival(l.text); err == nil && r.first.Entry.Seq == 0 {
				r.first = a
			}
		}
	}
}

// runsFrom reads the segments from a number on, as far as each can be read.
func (c *Copy) runsFrom(ctx context.Context, number int64) (runs []run, err error) {
	before := header{}
	for _, s := range c.spans { // by their first number, the widest first
		if s.first < number {
			continue
		}
		h, lines, err := segmentAt(ctx, c.target, c.id, c.names, c.About.Station, s)
		if gone := c.orGone(ctx, err); err != nil && gone != nil {
			return nil, gone
		}
		if err != nil {
			continue
		}
		if follows := len(runs) > 0 && s.first == before.span().last+1 && h.Before == before.Link; !follows {
			runs = append(runs, run{Copy: c.fresh()})
		}
		runs[len(runs)-1].add(h, lines)
		before, number = h, s.last+1
	}
	return runs, nil
}

// fresh is the same copy of which nothing was read.
func (c *Copy) fresh() *Copy {
	return &Copy{
		About: c.About, target: c.target, id: c.id, names: c.names, moment: moment{until: c.moment.until}, count: c.count,
		hashAt: map[int64]office.Digest{}, files: map[office.Digest]bool{}, records: map[office.ID]bool{}, words: map[string]bool{},
	}
}
