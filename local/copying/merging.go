package copying

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// A copy that follows each second leaves many small segments, which cost a stick and a
// restore more than what is in them. They are merged: what lies in many is put under one
// name of all their numbers, and then they are removed. A restore takes the widest that it
// can read, so it succeeds before, between and after. The newest stays as it is: others may
// look whether it is there.

// What is merged: so many in a row, by their size as they lie in bytes. Each line is written
// anew twice at most.
const (
	mergeAtLeast = 64
	mergeFull    = 8 // when they are as heavy as one may be
	mergeSmall   = 16 << 10
	mergeMedium  = 512 << 10
	mostMerged   = 4 << 20  // all together, as they lie
	mostOfMerged = 32 << 20 // of their text
)

// merge tidies the journal where that is due. What cannot be read stays for who reads the copy
// back; what is not given up is asked for once.
func (c *Copier) merge(ctx context.Context) error {
	m := c.met
	for !m.left && (c.Rests == nil || !c.Rests()) {
		read, covered := m.journal.parted()
		if len(covered) > 0 {
			if err := c.dropCovered(ctx, covered); err != nil {
				return err
			}
			continue
		}
		run := toMerge(read)
		if len(run) == 0 {
			return nil
		}
		if err := c.mergeRun(ctx, run); err != nil {
			return err
		}
	}
	return nil
}

// dropCovered removes what lies within another that can be read.
func (c *Copier) dropCovered(ctx context.Context, covered journal) error {
	m := c.met
	read, _ := m.journal.parted()
	for _, s := range covered {
		i := slices.IndexFunc(read, func(r span) bool { return r.first <= s.first && r.last >= s.last })
		if _, _, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, read[i]); err != nil {
			return c.leave(ctx, err)
		}
		if err := c.Target.Remove(ctx, m.names.spanned(m.station, s)); err != nil {
			return c.leave(ctx, err)
		}
		m.journal = slices.DeleteFunc(m.journal, func(is span) bool { return is == s })
	}
	return nil
}

// leave lets the journal lie as it is until the target is met again, unless that is gone.
func (c *Copier) leave(ctx context.Context, err error) error {
	c.met.left = true
	if ctx.Err() != nil || isOut(err) {
		return errors.Join(ctx.Err(), err)
	}
	return nil
}

// toMerge finds spans in a row that are to be one; none: there are too few.
func toMerge(read journal) journal {
	if len(read) > 0 {
		read = read[:len(read)-1]
	}
	for _, each := range []struct{ least, most int64 }{{0, mergeSmall}, {mergeSmall, mergeMedium}} {
		var run journal
		var heavy int
		var size int64
		for i, s := range read {
			follows := i > 0 && read[i-1].last+1 == s.first
			if heavy >= mergeFull && size+s.size > mostMerged {
				return run
			}
			if s.size >= each.most || !follows || size+s.size > mostMerged {
				run, heavy, size = nil, 0, 0
			}
			if s.size >= each.most {
				continue
			}
			run, size = append(run, s), size+s.size
			if s.size >= each.least {
				heavy++
			}
			if heavy == mergeAtLeast {
				return run
			}
		}
	}
	return nil
}

func (c *Copier) mergeRun(ctx context.Context, run journal) error {
	m := c.met
	one := span{first: run[0].first, last: run[len(run)-1].last}
	sealed, err := c.merged(ctx, run, one)
	if err != nil {
		return c.leave(ctx, err)
	}
	name := m.names.spanned(m.station, one)
	if err := putBytes(ctx, c.Target, name, sealed); err != nil && !errors.Is(err, ErrThere) {
		return err
	}
	one.size = int64(len(sealed))
	m.journal = append(m.journal, one)
	m.journal.sort()
	m.plan = nil
	return c.dropCovered(ctx, run)
}

// merged reads segments in a row and makes one of them.
func (c *Copier) merged(ctx context.Context, run journal, one span) ([]byte, error) {
	m := c.met
	var all []line
	var h header
	text := 0
	for i, s := range run {
		its, lines, err := segmentAt(ctx, c.Target, c.ID, m.names, m.station, s)
		if err != nil {
			return nil, err
		}
		switch {
		case i == 0:
			h.Before = its.Before
		case its.Before != h.Link:
			return nil, fmt.Errorf("segment %d does not go on from the one before", s.first)
		}
		for _, l := range lines {
			text += len(l.text)
		}
		if text > mostOfMerged {
			return nil, fmt.Errorf("%d bytes are too many for one segment", text)
		}
		all, h.Link, h.To = append(all, lines...), its.Link, its.To
	}
	h.Station, h.Number, h.Through, h.Made = m.station, one.first, one.last, c.Clock.Now()
	sealed, err := encode(c.ID, h, all)
	if err != nil {
		return nil, err
	}
	if is, _, err := decode(c.ID, sealed); err != nil || is.Link != h.Link {
		return nil, errors.Join(err, errors.New("what was merged does not read as it was"))
	}
	return sealed, nil
}
