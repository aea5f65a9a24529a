package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"tram/local/office"
)

// WorkDay is what the own journal holds of a day of the office's time, but for some kinds.
type WorkDay struct {
	Day  string  // yyyy-mm-dd
	Seqs []int64 // numbers of the entries, in the order of their times
}

// WorkDays lists the days of which the own journal has entries since a time, but for those
// of some kinds, the oldest first.
func (s *Store) WorkDays(ctx context.Context, since time.Time, but ...office.Kind) (all []WorkDay, err error) {
	kinds, err := json.Marshal(append([]office.Kind{}, but...))
	if err != nil {
		return nil, err
	}
	_, ahead := since.In(office.VietNam).Zone()
	rows, err := s.reader.QueryContext(ctx, `SELECT date(at, ?), seq FROM journal INDEXED BY journal_at
		WHERE at >= ? AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY at, seq`,
		fmt.Sprintf("+%d seconds", ahead), timeText(since), string(kinds))
	if err != nil {
		return nil, told("listing the days of work", err)
	}
	defer rows.Close()
	for rows.Next() {
		var day string
		var seq int64
		if err := rows.Scan(&day, &seq); err != nil {
			return nil, told("listing the days of work", err)
		}
		if n := len(all); n == 0 || all[n-1].Day != day {
			all = append(all, WorkDay{Day: day})
		}
		last := &all[len(all)-1]
		last.Seqs = append(last.Seqs, seq)
	}
	return all, told("listing the days of work", rows.Err())
}

// Born is the time of the first entry of the own journal.
func (s *Store) Born(ctx context.Context) (time.Time, error) {
	var text string
	if err := s.reader.QueryRowContext(ctx, `SELECT at FROM journal ORDER BY seq LIMIT 1`).Scan(&text); err != nil {
		return time.Time{}, told("reading the first entry", err)
	}
	return time.Parse(timeForm, text)
}

// Elsewhere are the entries that arrived from a station under a number, the hashes of
// those that stand, and the number of the newest of its entries that stands; 0: none does.
func (s *Store) Elsewhere(ctx context.Context, station office.ID, seq int64) (hashes []office.Digest, newest int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM arrived WHERE station = ? AND stands = 1`, station).Scan(&newest)
	if err != nil {
		return nil, 0, told("reading what arrived", err)
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT hash FROM arrived WHERE station = ? AND seq = ? AND stands = 1`, station, seq)
	if err != nil {
		return nil, 0, told("reading what arrived", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d office.Digest
		if err := rows.Scan(&d); err != nil {
			return nil, 0, told("reading what arrived", err)
		}
		hashes = append(hashes, d)
	}
	return hashes, newest, told("reading what arrived", rows.Err())
}
