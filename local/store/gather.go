package store

import (
	"context"
	"database/sql"
	"time"
)

// FTS5 keeps an index in parts, and adds one with each commit; a search looks for each of its words in
// each part. So parts are gathered into one beside the work of the day, some pages a transaction, once
// those beside the greatest are a hundredth of it: what is added is written a hundred times more, but an
// office adds little in a day.

const (
	gatheredPages = 250 // pages of an index that a transaction writes: a write waits for no more than one of them
	gatherFrom    = 4   // parts of an index
	gatherWorth   = 100 // an index is gathered once this many times what lies beside its greatest part is more than that

	// restBeforeGathering spares programs that are done before the work would begin.
	restBeforeGathering = 3 * time.Second
)

// gatherBeside gathers beside the work of the day what has to be.
func (s *Store) gatherBeside(ctx context.Context) {
	s.goOnBeside(ctx, func(ctx context.Context) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(restBeforeGathering):
		}
		if whole, err := s.indexIsWhole(ctx); err == nil && whole { // one that is being made is gathered when it is
			s.gather(ctx)
		}
	})
}

func (s *Store) gather(ctx context.Context) {
	if err := s.Gather(ctx); err != nil && ctx.Err() == nil {
		s.log.Warn("the parts of an index wait for the next opening to be gathered", "cause", err.Error())
	}
}

// Gather makes one of the parts of each index that has many, and returns when that is done. Whoever is
// ended in the middle goes on the next time.
func (s *Store) Gather(ctx context.Context) error {
	if s.unwritable != nil {
		return s.unwritable
	}
	for _, i := range indexes {
		scattered, err := s.isScattered(ctx, i.name)
		if err == nil && scattered {
			pages := -gatheredPages // all parts there are now: those that come meanwhile would let it never end
			err = piecewise(ctx, func(ctx context.Context) (whole bool, err error) {
				whole, err = s.gatherSome(ctx, i.name, pages)
				pages = gatheredPages
				return whole, err
			})
		}
		if err != nil {
			return s.because(told("gathering the parts of an index", err))
		}
	}
	return nil
}

// isScattered tells whether an index has so many parts, and so much in them, that they are to be gathered.
func (s *Store) isScattered(ctx context.Context, table string) (scattered bool, err error) {
	var parts, pages, greatest int64
	err = s.reader.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(pages), 0), coalesce(max(pages), 0)
		FROM (SELECT count(*) AS pages FROM `+table+`_idx GROUP BY segid)`).Scan(&parts, &pages, &greatest)
	return parts >= gatherFrom && (pages-greatest)*gatherWorth > greatest, err
}

// gatherSome writes some pages of one part that has all of an index, and tells whether it is whole; a
// number of pages below 0 begins such a part. As FTS5 says of it, a merge that changed no row but its
// own had nothing left to do.
func (s *Store) gatherSome(ctx context.Context, table string, pages int) (whole bool, err error) {
	err = s.unjournaled(ctx, "gathering the parts of an index", func(tx *sql.Tx) error {
		before, err := changesOf(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO `+table+` (`+table+`, rank) VALUES ('merge', ?)`, pages); err != nil {
			return err
		}
		after, err := changesOf(ctx, tx)
		whole = after-before < 2
		return err
	})
	return whole, err
}

func changesOf(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT total_changes()`).Scan(&n)
	return n, err
}
