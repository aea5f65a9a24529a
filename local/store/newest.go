package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"tram/local/office"
)

// A clock that stood wrong for an hour leaves entries of a wrong time, and they stay.
// What the time of the PC is held against is the newest time that nobody has overruled:
// a word that a person gave on the clock says that the time of that word was right, so
// nothing written before it measures any more. An entry without a word overrules
// nothing: a draft that is saved while the clock stands wrong vouches for no time.

// NewestTime is the newest time of the journal since the last word on the clock.
func (s *Store) NewestTime(ctx context.Context) (time.Time, error) {
	from, word, err := s.lastWord(ctx)
	if err != nil {
		return time.Time{}, told("reading the last word on the clock", err)
	}
	newest, err := s.newestSince(ctx, from)
	if err != nil {
		return time.Time{}, told("reading the newest time of the journal", err)
	}
	if word.After(newest) {
		return word, nil
	}
	return newest, nil
}

// NewestAfter is the newest time of the own journal's entries after one by its number,
// whatever anybody said of the clock since; zero: none came after it.
func (s *Store) NewestAfter(ctx context.Context, entry int64) (time.Time, error) {
	at, err := s.newestSince(ctx, entry+1)
	return at, told("reading the newest time of the journal", err)
}

// newestSince leaves the row of SQLite's own number unindexed: "+seq" has the times
// walked from the newest, of which few are overruled.
func (s *Store) newestSince(ctx context.Context, from int64) (at time.Time, err error) {
	var text string
	err = s.reader.QueryRowContext(ctx, `SELECT at FROM journal INDEXED BY journal_at WHERE +seq >= ? ORDER BY at DESC LIMIT 1`, from).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return at, nil
	}
	if err != nil {
		return at, err
	}
	return time.Parse(timeForm, text)
}

// lastWord finds the last entry that holds a word on the clock given at its own time,
// and that time; 0: there is none.
func (s *Store) lastWord(ctx context.Context) (seq int64, word time.Time, err error) {
	const wordsLast = `INDEXED BY journal_clock WHERE instr(body, '"clock":{') > 0 ORDER BY seq DESC`
	err = s.eachEntry(ctx, s.reader, wordsLast, nil, func(e office.Entry, _ error) error {
		var b struct {
			Clock *office.ClockWord `json:"clock"`
		}
		// A draft carries its word along: what is saved at another time renews nothing.
		if json.Unmarshal(e.Body, &b) == nil && b.Clock.Stands(e.At) {
			seq, word = e.Seq, b.Clock.At
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return seq, word, err
}

var errEnough = errors.New("enough was read")
