package store

import (
	"context"
	"errors"
	"math"
	"time"

	"tram/local/store/veil"
)

// PageTally is what holding pages of the database against their tags came to.
type PageTally struct {
	Next  int64   // the first page that was not held; equal to Count: none is left
	Count int64   // pages that there are
	Bad   []int64 // pages, from 1, that are not what was written last
	Bare  int64   // pages without a tag
}

// HoldPages holds so many pages of the database against their tags, from one on that is
// counted from 0: whether each is, bit for bit, what SQLite wrote there last. What lies in
// the log is not among them. A database that lies plain has no tags. It fails where the
// files do not open, and with LogHeld where pages seem to be something else that cannot be
// told so while another program stands in the log.
func (s *Store) HoldPages(ctx context.Context, from, most int64) (t PageTally, err error) {
	p, err := s.rawPages()
	if err != nil || p == nil {
		return t, err
	}
	defer p.Close()
	if t.Count, err = p.Count(); err != nil {
		return t, told("counting the pages of the database", err)
	}
	for t.Next = min(from, t.Count); t.Next < min(from+most, t.Count); t.Next++ {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		switch p.Judge(t.Next) {
		case veil.Other:
			t.Bad = append(t.Bad, t.Next+1)
		case veil.Untagged:
			t.Bare++
		}
	}
	if t.Bad, err = s.stillBad(ctx, p, t.Bad); err != nil {
		return t, told("holding the pages of the database against their tags", err)
	}
	return t, nil
}

// MetRot tells whether a page of the database is not what was written there, as that was met since
// this was asked last.
func (s *Store) MetRot() bool { return veil.TookRot(s.path) }

// LeftUnread tells whether MetRot will tell of a page that was not read for that: else all of the
// file is another.
func (s *Store) LeftUnread() bool { return veil.Unread(s.path) }

// ForgetRot has what was met in a database at a path count for none that lies there from here on.
func ForgetRot(path string) { veil.TookRot(path) }

// rawPages opens them; nil: the database lies plain.
func (s *Store) rawPages() (*veil.Pages, error) {
	s.layer.door.RLock()
	key := s.layer.key
	s.layer.door.RUnlock()
	if key == nil {
		return nil, nil
	}
	p, err := veil.OpenPages(s.path, key)
	return p, told("opening the pages of the database", err)
}

// stillBad looks again at pages while none is being moved out of the log: one that a program
// was killed over comes from there once more.
func (s *Store) stillBad(ctx context.Context, p *veil.Pages, bad []int64) (still []int64, err error) {
	if len(bad) == 0 {
		return nil, nil
	}
	if err := s.emptyLog(ctx); err != nil {
		return nil, err
	}
	for _, number := range bad {
		if p.Judge(number-1) == veil.Other {
			still = append(still, number)
		}
	}
	return still, nil
}

// emptyLog moves what lies in the log into the database; a store that cannot write leaves it.
// It fails with LogHeld where another program keeps some of it there.
func (s *Store) emptyLog(ctx context.Context) error {
	if isWritable := s.unwritable == nil; !isWritable {
		return nil
	}
	var busy, logged, moved int64
	err := s.writer.QueryRowContext(ctx, `PRAGMA wal_checkpoint(FULL)`).Scan(&busy, &logged, &moved)
	if err == nil && busy != 0 {
		err = LogHeld
	}
	return err
}

// logLooked is how often the log is looked at while something reads for a long time.
const logLooked = time.Second

// WithinLog has something read for a long time, and ends it with LogGrew once it holds so many
// bytes in the log: what came there meanwhile is not moved before the reader leaves.
func (s *Store) WithinLog(ctx context.Context, most int64, read func(context.Context) error) error {
	begun, err := s.heldInLog(ctx)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	go func() {
		look := time.NewTicker(logLooked)
		defer look.Stop()
		for {
			if now, err := s.heldInLog(ctx); err == nil && now-begun > most {
				end(LogGrew)
			}
			select {
			case <-ctx.Done():
				return
			case <-look.C:
			}
		}
	}()
	err = read(ctx)
	if err != nil && errors.Is(context.Cause(ctx), LogGrew) {
		return LogGrew.Because(err)
	}
	return err
}

// heldInLog is how many bytes of pages lie in the log and cannot be moved into the database yet;
// the others are moved.
func (s *Store) heldInLog(ctx context.Context) (int64, error) {
	if isWritable := s.unwritable == nil; !isWritable {
		return 0, nil
	}
	var busy, pages, moved, size int64
	err := s.writer.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &pages, &moved)
	if err == nil {
		err = s.writer.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&size)
	}
	return max(0, pages-moved) * size, told("looking how much lies in the log", err)
}

// TagPages gives so many pages that have no tag one of what lies there, from one on: whoever
// asks for it found nothing wrong with the records that lie on them.
func (s *Store) TagPages(ctx context.Context, from, most int64) (next, count int64, err error) {
	p, err := s.rawPages()
	if err != nil || p == nil {
		return from, from, err
	}
	defer p.Close()
	if count, err = p.Count(); err != nil {
		return from, from, told("counting the pages of the database", err)
	}
	for next = min(from, count); next < min(from+most, count); next++ {
		if err = ctx.Err(); err == nil {
			err = p.Adopt(next)
		}
		if err != nil {
			return next, count, told("giving pages of the database their tags", err)
		}
	}
	return next, count, nil
}

// tagFirst gives all pages their tags, beside the work, of a database that came under its key as
// a whole: the sooner, the less can have rotted before.
func (s *Store) tagFirst() {
	p, err := s.rawPages()
	if err != nil || p == nil {
		return
	}
	tagged := p.Tagged()
	p.Close()
	if tagged || s.unwritable != nil {
		return
	}
	s.goOnBeside(context.Background(), func(ctx context.Context) {
		if _, _, err := s.TagPages(ctx, 0, math.MaxInt32); err != nil && ctx.Err() == nil {
			s.log.Warn("pages of the database have no tags yet", "cause", err.Error())
		}
	})
}

// holdsAll tells whether no page is against its tag. Where something lies in the log still,
// of which a page may be newer, nothing is said against any.
func (s *Store) holdsAll(ctx context.Context) bool {
	p, err := s.rawPages()
	if err != nil {
		return false
	}
	if p == nil || s.logLies() {
		return true
	}
	defer p.Close()
	count, err := p.Count()
	for n := int64(0); err == nil && n < count && ctx.Err() == nil; n++ {
		if p.Judge(n) == veil.Other {
			return false
		}
	}
	return err == nil && ctx.Err() == nil
}
