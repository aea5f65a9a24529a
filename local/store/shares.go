package store

import (
	"context"
	"time"
)

// The index holds conversions and what has a line. Which of them are few tells how it is asked for one
// of them: by its sign, which has few rows then, or for all that has the words.

const (
	fewOf        = 5           // of so many records one is few
	mostCounted  = 50_000      // rows of a table that are counted: of more it counts as not few
	sharesStayed = time.Minute // for which what was counted holds: it is a matter of speed alone
)

// shares tell what is few among the records.
type shares struct {
	fewConversions, fewLines bool

	at time.Time
}

func (s *Store) shares(ctx context.Context) (shares, error) {
	if known := s.shared.Load(); known != nil && s.clock.Now().Sub(known.at) < sharesStayed {
		return *known, nil
	}
	var all, conversions, lines int64
	err := s.reader.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(key), 0) FROM records), (SELECT count(*) FROM (SELECT 1 FROM conversions LIMIT ?1)), (SELECT count(*) FROM (SELECT 1 FROM lines LIMIT ?1))`, mostCounted).Scan(&all, &conversions, &lines)
	if err != nil {
		return shares{}, err
	}
	few := func(n int64) bool { return n < mostCounted && n*fewOf < all }
	now := shares{few(conversions), few(lines), s.clock.Now()}
	s.shared.Store(&now)
	return now, nil
}
