package store

import (
	"context"
	"time"

	"tram/local/office"
)

// TimeSlack is how far the clock of a PC may step back between two entries, or behind the
// newest one, without a word: it is set right by its time service now and then.
const TimeSlack = 5 * time.Minute

// BackStep is an entry of the own journal that bears a time earlier than the one before it.
type BackStep struct {
	Seq        int64
	At, Before time.Time // Before: of the entry before
}

// stepsBack tells whether an entry steps back from the time of the one before.
func stepsBack(at, before time.Time) bool { return at.Add(TimeSlack).Before(before) }

// back notes an entry that steps back. Its hash is right all the same: a clock went back.
func (v *verification) back(e office.Entry) {
	if v.last.seq > 0 && stepsBack(e.At, v.last.at) {
		v.report.Back = append(v.report.Back, BackStep{e.Seq, e.At, v.last.at})
	}
}

// BackSteps finds the entries among the last so many that step back, oldest first, and
// that no later word on the clock overrules.
func (s *Store) BackSteps(ctx context.Context, among int) ([]BackStep, error) {
	word, _, err := s.lastWord(ctx)
	if err != nil {
		return nil, told("reading the last word on the clock", err)
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT seq, at FROM (SELECT seq, at FROM journal ORDER BY seq DESC LIMIT ?) ORDER BY seq`, among)
	if err != nil {
		return nil, told("reading times of the journal", err)
	}
	defer rows.Close()
	var steps []BackStep
	var before time.Time
	for rows.Next() {
		var seq int64
		var text string
		if err := rows.Scan(&seq, &text); err != nil {
			return nil, told("reading times of the journal", err)
		}
		at, err := time.Parse(timeForm, text)
		if err != nil {
			continue // a verification names it
		}
		if seq > word && stepsBack(at, before) {
			steps = append(steps, BackStep{seq, at, before})
		}
		before = at
	}
	return steps, told("reading times of the journal", rows.Err())
}
