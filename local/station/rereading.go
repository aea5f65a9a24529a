package station

import (
	"context"
	"errors"
	"slices"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/vault"
)

// Reading back (lượt đọc lại): every byte of a copy is read again each week, a little at a
// time, while its follower has nothing else to do. What rotted is made good, here and there.

const (
	// tourEvery is from the beginning of one tour to that of the next, and tourWithin how
	// soon it is to end.
	tourEvery  = 7 * 24 * time.Hour
	tourWithin = 5 * 24 * time.Hour

	// sliceEvery is from one slice to the next while the program is open, which it is for
	// an openShare-th of the time.
	sliceEvery = time.Minute
	openShare  = 5

	// How much is read in one, in bytes: an object that was begun is read whole.
	leastSlice = 4 << 20
	mostSlice  = 256 << 20
)

// tourDue tells whether there is something to be read back now.
func tourDue(t office.CopyTour, now time.Time) bool {
	return !t.Begun.IsZero() || t.Last == nil || now.Sub(t.Last.Begun).Abs() >= tourEvery
}

// sliceOf is how much of a tour is read in one slice, so that it ends in time.
func sliceOf(t office.CopyTour, now time.Time) int64 {
	left := t.OfBytes - t.Bytes
	slices := int64(tourWithin-now.Sub(t.Begun)) / int64(openShare*sliceEvery)
	if t.Begun.IsZero() || left <= 0 {
		return leastSlice
	}
	return min(max(left/max(slices, 1), leastSlice), mostSlice)
}

// readOn reads back the next slice of the copy, where that is due.
func (f *follower) readOn(ctx context.Context) {
	f.one.Lock()
	defer f.one.Unlock()
	now := f.s.clock.Now()
	f.mu.Lock()
	t := f.state.Tour
	f.mu.Unlock()
	if now.Sub(f.read).Abs() < sliceEvery || !tourDue(t, now) || f.s.onBattery() {
		return
	}
	f.read = now
	t.Found, t.Lacking = slices.Clone(t.Found), slices.Clone(t.Lacking)
	if t.Begun.IsZero() {
		f.s.takeBackMissing(ctx)
	}
	ended, err := f.copier.ReadBack(ctx, &t, sliceOf(t, now), func() bool { return len(f.signed) > 0 || f.s.onBattery() })
	if err != nil && ctx.Err() == nil {
		f.s.log.WarnContext(ctx, "a copy was not read back further", "where", f.state.Where, "cause", err.Error())
	}
	f.mu.Lock()
	f.state.Tour = t
	f.mu.Unlock()
	f.s.putDown(ended)
}

// takeBackMissing puts back into the vault what records stand on and it has no more.
func (s *Copies) takeBackMissing(ctx context.Context) {
	for _, d := range s.needed(ctx) {
		if err := s.recoverFile(ctx, d); err != nil {
			s.log.WarnContext(ctx, "a missing file was not taken back from a copy", "file", d, "cause", err.Error())
		}
	}
}

// recoverFile puts a file back into the vault from the first target that has it whole, and
// writes that down. A file that is whole stays as it is.
func (s *Copies) recoverFile(ctx context.Context, d office.Digest) error {
	all, err := s.targets(ctx)
	if err != nil {
		return err
	}
	failed := []error{copying.ErrNone}
	for _, c := range all {
		if err := s.recoverFrom(ctx, c, d); err != nil {
			failed = append(failed, err)
			continue
		}
		n := office.Notice{Kind: office.NoticeMended, Why: "Lấy lại từ bản sao ở " + c.Where, Clerk: program, At: s.clock.Now(), Files: []office.Digest{d}}
		_, err := s.store.SaveNotice(ctx, actOf("đọc lại bản sao", "mend-file"), n)
		return err
	}
	return errors.Join(failed...)
}

func (s *Copies) recoverFrom(ctx context.Context, c office.CopyTarget, d office.Digest) error {
	t := s.targetOf(c)
	defer copying.Leave(t)
	r, err := copying.Fetch(ctx, t, s.sealing, d)
	if err != nil {
		return err
	}
	defer r.Close()
	return s.vault.Mend(ctx, d, r)
}

// needed are the files that records stand on and the vault has not.
func (s *Copies) needed(ctx context.Context) (all []office.Digest) {
	err := s.store.EachKept(ctx, func(d office.Digest) bool { return !errors.Is(s.vault.Opens(d), vault.Missing) }, func(g office.Gap) { all = append(all, g.Digest) })
	if err != nil {
		s.log.WarnContext(ctx, "missing files were not looked for", "cause", err.Error())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// calledFile names what a file belongs to; empty: no record stands on it.
func (s *Copies) calledFile(ctx context.Context, d office.Digest) (whose string) {
	err := s.store.EachKept(ctx, func(is office.Digest) bool { return is != d }, func(g office.Gap) { whose = g.Whose() })
	if err != nil {
		return ""
	}
	return whose
}
