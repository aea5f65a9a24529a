package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
)

// Query asks for conversions. Every word of Text is a prefix and all must be
// there, with or without accents, but for those that only lead to others, in what a clerk
// put on record or, behind all those, with it in what was read on the pages; a day
// and a number with its symbol may be typed in any of the usual ways; empty asks
// for all. States and Direction empty mean any; Most 0 means no limit.
type Query struct {
	Text         string
	Direction    office.Direction
	States       []office.State
	Since, Until time.Time   // of the time that a list shows; Until is after it; zero: any
	With         office.Kind // a record of this kind follows it; empty: any
	Without      office.Kind // none of this kind does
	ToSign       *SignedBy   // the signature that it must have is wanting; nil: any
	Sifted       Sifting
	Most         int
}

// Hits are keys for Rows. More tells that there were more than Query.Most.
type Hits struct {
	Keys []int64
	More bool
}

// narrow is the number of hits up to which those that are most like what was
// typed come first. Above it the clerk types another word anyway.
const narrow = 300

// Find returns the keys of the conversions that match. What is meant strictly
// comes first, and then the newest.
func (s *Store) Find(ctx context.Context, q Query) (Hits, error) {
	if err := s.understood(ctx, &q.Sifted); err != nil {
		return Hits{}, told("searching", err)
	}
	hits, err := s.find(ctx, q)
	if err != nil || len(hits.Keys) > 0 {
		return hits, err
	}
	loose, is, err := s.loosened(ctx, q.Sifted)
	if err != nil || !is {
		return hits, told("searching", err)
	}
	q.Sifted = loose
	return s.find(ctx, q)
}

func (s *Store) find(ctx context.Context, q Query) (Hits, error) {
	terms := termsOf(q.Text)
	if len(terms) == 0 && strings.TrimSpace(q.Text) != "" {
		return Hits{}, nil // signs only: no record has them
	}
	limit := -1
	if q.Most > 0 {
		limit = max(q.Most, narrow) + 1
	}
	_, quoted := parted(q.Text)
	keys, err := s.inSteps(ctx, terms, quoted, q, limit)
	if err != nil {
		return Hits{}, told("searching", err)
	}
	if slices.ContainsFunc(terms, term.isCarried) && len(keys) > 1 && len(keys) <= narrow {
		if keys, err = s.likestFirst(ctx, keys, terms); err != nil {
			return Hits{}, told("ranking what was found", err)
		}
	}
	keys, more, err := s.inPages(ctx, terms, quoted, q, limit, keys)
	if err != nil {
		return Hits{}, told("searching what was read on pages", err)
	}
	if q.Most > 0 && len(keys) > q.Most {
		return Hits{Keys: keys[:q.Most], More: true}, nil
	}
	return Hits{Keys: keys, More: more}, nil
}

// inSteps asks the index from the strict to the loose, until there is enough.
func (s *Store) inSteps(ctx context.Context, terms []term, quoted []phrase, q Query, limit int) ([]int64, error) {
	if len(terms) == 0 {
		return s.keys(ctx, "", q, limit)
	}
	var keys []int64
	known := map[int64]bool{}
	for _, step := range stepsOf(terms) {
		if step.instead && len(keys) > 0 || limit > 0 && len(keys) >= limit {
			break
		}
		found, err := s.answer(ctx, step, quoted, q, limit)
		if err != nil {
			return nil, err
		}
		for _, key := range found {
			if !known[key] {
				known[key] = true
				keys = append(keys, key)
			}
		}
	}
	return keys, nil
}

// answer asks for the rare terms first: where few records meet them, reading
// those is quicker than the index, which walks through all that meet the others.
func (s *Store) answer(ctx context.Context, step step, quoted []phrase, q Query, limit int) ([]int64, error) {
	if step.as == apart {
		if understood, err := s.knowsCitations(ctx, step.terms); err != nil || understood {
			return nil, err
		}
	}
	if len(quoted) > 0 {
		return s.rowsSaying(ctx, step, quoted, q, limit)
	}
	few := matching(step.rare(), step.as)
	if few == "" {
		return s.keys(ctx, step.match, q, limit)
	}
	keys, err := s.keys(ctx, few, q, narrow+1)
	if err != nil || len(keys) > narrow {
		return s.keys(ctx, step.match, q, limit)
	}
	others := slices.DeleteFunc(slices.Clone(step.terms), func(t term) bool { return t.isRare(step.as) })
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	var met []int64
	for i, row := range rows {
		if meets(row, others, step.as) {
			met = append(met, keys[i])
		}
	}
	return met, nil
}

// knowsCitations tells whether any record has each number and symbol in one
// piece: then they were read as they were meant.
func (s *Store) knowsCitations(ctx context.Context, terms []term) (bool, error) {
	for _, t := range terms {
		if !t.cited {
			continue
		}
		if found, err := s.keys(ctx, asked(t.key, t.begun), Query{}, 1); err != nil || len(found) == 0 {
			return false, err
		}
	}
	return true, nil
}

// Count tells how many conversions are in a state.
func (s *Store) Count(ctx context.Context, state office.State) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM conversions WHERE state = ?`, state).Scan(&n)
	return n, told("counting", err)
}

// conversionsOnly is the question for what is a conversion.
var conversionsOnly = asked(Sifted{SiftKind, string(office.KindConversion)}.key(), false)

// keys asks the index of what is on record.
func (s *Store) keys(ctx context.Context, match string, q Query, limit int) ([]int64, error) {
	at, err := s.onRecord(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.sifted(ctx, onRecord.words, match, q.Sifted, at, limit)
}

// onRecord is where a conversion stands that is asked for by what is on record.
func (s *Store) onRecord(ctx context.Context, q Query) (place, error) {
	at, err := q.place()
	if err != nil {
		return at, err
	}
	answers, err := s.indexAnswers(ctx)
	if err != nil || !answers {
		return at, err
	}
	sh, err := s.shares(ctx)
	at.sign, at.few = conversionsOnly, sh.fewConversions
	return at, err
}

// indexAnswers tells whether the index that answers was made whole by the rules of today: it knows of
// each record what kind it is. One that an older program made does not.
func (s *Store) indexAnswers(ctx context.Context) (bool, error) {
	if s.answers.Load() {
		return true, nil
	}
	whole, err := s.indexIsWhole(ctx)
	if whole {
		s.answers.Store(true)
	}
	return whole, err
}

// place is where a conversion stands that is asked for.
func (q Query) place() (at place, err error) {
	at.join = `CROSS JOIN conversions c ON c.key = i.rowid`
	if len(q.States) > 0 {
		at.where += ` AND state IN (?` + strings.Repeat(`, ?`, len(q.States)-1) + `)`
		for _, state := range q.States {
			at.args = append(at.args, state)
		}
	}
	if q.Direction != "" {
		at.where += ` AND direction = ?`
		at.args = append(at.args, q.Direction)
	}
	more, asked, err := q.standing(3 + len(at.args))
	at.where, at.args = at.where+more, append(at.args, asked...)
	return at, err
}

func parseKeys(joined string) ([]int64, error) {
	keys := make([]int64, 0, strings.Count(joined, " ")+1)
	for field := range strings.FieldsSeq(joined) {
		key, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// likestFirst puts hits that are more like what was typed before the others, and
// leaves those that are alike in their order.
func (s *Store) likestFirst(ctx context.Context, keys []int64, terms []term) ([]int64, error) {
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	score := make(map[int64]int, len(keys))
	for i, row := range rows {
		score[keys[i]] = likeness(row, terms)
	}
	slices.SortStableFunc(keys, func(a, b int64) int { return score[b] - score[a] })
	return keys, nil
}

// Rows returns what a list shows of the given keys, in their order.
func (s *Store) Rows(ctx context.Context, keys []int64) ([]office.Row, error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	found, err := s.reader.QueryContext(ctx,
		`SELECT key, `+derivedColumns+` FROM conversions WHERE key IN (SELECT value FROM json_each(?))`, string(asked))
	if err != nil {
		return nil, told("reading rows", err)
	}
	defer found.Close()
	at := make(map[int64]office.Row, len(keys))
	for found.Next() {
		var key int64
		d, err := scanDerived(found, &key)
		if err != nil {
			return nil, told("reading a row", err)
		}
		at[key] = d.Row
	}
	if err := found.Err(); err != nil {
		return nil, told("reading rows", err)
	}
	return inOrder(keys, at)
}

func inOrder(keys []int64, at map[int64]office.Row) ([]office.Row, error) {
	rows := make([]office.Row, len(keys))
	for i, key := range keys {
		row, known := at[key]
		if !known {
			return nil, NoSuchRecord.Because(fmt.Errorf("no conversion has key %d", key))
		}
		rows[i] = row
	}
	return rows, nil
}
