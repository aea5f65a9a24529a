package copying

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
)

// Thinning (thưa dần) removes snapshots that the ladder lets go, whenever a row begins. Nothing
// else is ever removed by it: segments and files restore any moment, without a snapshot, too.
// One goes only once those that stay in its place were read back whole, so that whoever spoils
// one of them has no other removed. A snapshot that cannot be used counts for nothing and is
// left to who reads the copy back.

func (n names) snapshot(id office.ID, seq int64) string {
	return fmt.Sprintf("%s/%012d", n.snapshots(id), seq)
}

// tidySnapshots removes what no restore needs any more.
func (c *Copier) tidySnapshots(ctx context.Context) error {
	switch m := c.met; {
	case m.stale && !m.anew:
		return c.purge(ctx)
	case len(m.newest.Row) == 1:
		return c.thin(ctx)
	}
	return nil
}

// purge removes all before the row of the newest: they may hold what was removed for good.
func (c *Copier) purge(ctx context.Context) error {
	m := c.met
	lie, err := c.snapshotsLie(ctx)
	if err != nil {
		return err
	}
	for _, seq := range slices.Backward(lie) {
		if seq >= m.newest.Row[0] {
			continue
		}
		_, err := c.dropBelow(ctx, m.names.snapshot(m.station, seq), func(name string) { m.kept[name] = true })
		if err != nil {
			return err
		}
	}
	m.stale = false
	return nil
}

// snapshotsLie lists the snapshots of which something lies on the target, oldest first, also
// what is left of one that was cut off.
func (c *Copier) snapshotsLie(ctx context.Context) (seqs []int64, err error) {
	folder := c.met.names.snapshots(c.met.station)
	err = c.Target.List(ctx, folder, func(name string, _ int64) error {
		if seq := snapshotPart(name).seq; seq > 0 && strings.HasPrefix(name, c.met.names.snapshot(c.met.station, seq)+"/") {
			seqs = append(seqs, seq)
		}
		return nil
	})
	slices.Sort(seqs)
	return slices.Compact(seqs), err
}

// dropBelow removes a snapshot, and tells whether the target keeps something of it. The manifest
// goes first: what it names is no snapshot any more, whatever happens then.
func (c *Copier) dropBelow(ctx context.Context, folder string, keeps func(name string)) (kept bool, err error) {
	var left []string
	if err := c.Target.List(ctx, folder, func(name string, _ int64) error { left = append(left, name); return nil }); err != nil {
		return false, err
	}
	slices.Sort(left)
	for _, name := range slices.Backward(left) {
		switch err := c.Target.Remove(ctx, name); {
		case errors.Is(err, ErrKept):
			kept = true
			if keeps == nil {
				return true, nil
			}
			keeps(name)
		case err != nil:
			return kept, err
		}
	}
	return kept, nil
}

// thin removes what the ladder lets go.
func (c *Copier) thin(ctx context.Context) error {
	lie, err := c.snapshotsLie(ctx)
	if err != nil || len(lie) > mostSnapshots {
		return err
	}
	all, unread, err := c.manifests(ctx, lie)
	if err != nil {
		return err
	}
	can, err := c.usable(ctx, all)
	if err != nil {
		return err
	}
	gone, err := c.goes(ctx, can)
	if err != nil {
		return err
	}
	if !unread {
		gone = append(gone, cutOff(lie, all)...)
	}
	return c.dropThinned(ctx, gone)
}

// dropThinned removes snapshots, the newest first: what another stands on goes after it. A
// target that gives nothing up is asked once, and what stays there is counted.
func (c *Copier) dropThinned(ctx context.Context, gone []int64) error {
	slices.Sort(gone)
	for i, seq := range slices.Backward(gone) {
		kept, err := c.dropBelow(ctx, c.met.names.snapshot(c.met.station, seq), nil)
		if kept {
			c.Old = int64(i + 1)
		}
		if kept || err != nil {
			return err
		}
	}
	c.Old = 0
	return nil
}

// mostSnapshots is of how many at most the manifests are read: where somebody put more there, none
// goes.
const mostSnapshots = 4096

// manifests reads those of snapshots; unread: one could not be.
func (c *Copier) manifests(ctx context.Context, lie []int64) (all []manifest, unread bool, err error) {
	for _, seq := range lie {
		m, err := manifestAt(ctx, c.Target, c.ID, c.met.names, c.met.station, seq)
		switch {
		case err == nil:
			all = append(all, m)
		case errors.Is(err, ErrNone):
		case ctx.Err() != nil || isOut(err):
			return nil, false, errors.Join(ctx.Err(), err)
		default:
			unread = true
		}
	}
	return all, unread, nil
}

// usable are those that are of the journal.
func (c *Copier) usable(ctx context.Context, all []manifest) (can []taken, err error) {
	var seqs []int64
	for _, m := range all {
		seqs = append(seqs, m.Set.Head.Seq)
	}
	have, err := c.Records.HashesAt(ctx, seqs)
	for _, m := range all {
		if have[m.Set.Head.Seq] == m.Set.Head.Hash {
			can = append(can, taken{m.Set.Head.Seq, m.Made, m.Row})
		}
	}
	return can, err
}

// goes tells which of them the ladder lets go, given that those which stay instead can be read.
func (c *Copier) goes(ctx context.Context, all []taken) ([]int64, error) {
	good := map[int64]bool{}
	for {
		gone, instead := thinned(all, ladder)
		spoilt, err := c.spoiltOf(ctx, all, instead, good)
		if err != nil {
			return nil, err
		}
		if spoilt == 0 {
			return gone, nil
		}
		all = slices.DeleteFunc(all, func(t taken) bool { return slices.Contains(t.row, spoilt) })
	}
}

// spoiltOf finds among snapshots, and those that they stand on, one that cannot be read; 0: all
// can.
func (c *Copier) spoiltOf(ctx context.Context, all []taken, which []int64, good map[int64]bool) (int64, error) {
	j := &judge{t: c.Target, id: c.ID, n: c.met.names, station: c.met.station}
	for _, t := range all {
		if !slices.Contains(which, t.seq) {
			continue
		}
		for _, seq := range t.row {
			if good[seq] {
				continue
			}
			err := j.wholeSnapshot(ctx, seq)
			if ctx.Err() != nil || isOut(err) {
				return 0, errors.Join(ctx.Err(), err)
			}
			if err != nil {
				return seq, nil //nolint:nilerr // that it is spoilt is the answer
			}
			good[seq] = true
		}
	}
	return 0, nil
}

// cutOff are those of which parts lie there and no manifest, and on which none stands: they were
// not ended, or not removed to their end. One may be on its way after the rows that stay whole.
func cutOff(lie []int64, all []manifest) (left []int64) {
	named := map[int64]bool{}
	var rows []int64
	for _, m := range slices.Backward(all) {
		for _, seq := range m.Row {
			named[seq] = true
		}
		if !slices.Contains(rows, m.Row[0]) && len(rows) < newestRows {
			rows = append(rows, m.Row[0])
		}
	}
	for _, seq := range lie {
		if !named[seq] && len(rows) == newestRows && seq < slices.Min(rows) {
			left = append(left, seq)
		}
	}
	return left
}

// withoutSnapshot has no restore meet one that is damaged: it goes with those that stand on it,
// and no other does. Where the newest is among them another is taken of all pages; taken tells
// that.
func (c *Copier) withoutSnapshot(ctx context.Context, seq int64) (anew bool, err error) {
	m := c.met
	m.plan = nil
	if slices.Contains(m.newest.Row, seq) {
		anew, m.newest = true, manifest{}
		if err := c.takeSnapshot(ctx); err != nil {
			return anew, err
		}
		if len(m.newest.Row) == 0 {
			return anew, ErrKept
		}
	}
	lie, err := c.snapshotsLie(ctx)
	if err != nil {
		return anew, err
	}
	all, _, err := c.manifests(ctx, lie)
	if err != nil {
		return anew, err
	}
	on := []int64{seq}
	for _, m := range all {
		if slices.Contains(m.Row, seq) {
			on = append(on, m.Set.Head.Seq)
		}
	}
	for _, seq := range slices.Backward(slices.Compact(on)) {
		if seq == m.newest.Set.Head.Seq { // it took the place of the damaged one
			continue
		}
		if _, err := c.dropBelow(ctx, m.names.snapshot(m.station, seq), nil); err != nil {
			return anew, err
		}
	}
	return anew, nil
}
