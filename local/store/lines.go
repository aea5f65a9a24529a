package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"tram/local/office"
)

// LineQuery asks for the lines of one kind by title.
// Every word of Text is a prefix and all must be there, as in Query; empty asks for all.
// States empty: any. Most 0: no limit.
type LineQuery struct {
	Kind   office.Kind
	Text   string
	States []office.State
	Most   int
	Fact   Fact // that each of them has; the zero value: any
}

// Fact is a value of a facet.
type Fact struct{ Facet, Value string }

// Listed is a record as a list of its kind shows it.
type Listed struct {
	ID    office.ID
	Kind  office.Kind
	Line  Line // its Words and Facts are not read
	Apart int  // how many more versions stand beside the one that is shown
}

// FindLines lists records by their lines. more: there were more than q.Most.
func (s *Store) FindLines(ctx context.Context, q LineQuery) (all []Listed, more bool, err error) {
	terms := termsOf(q.Text)
	if len(terms) == 0 && strings.TrimSpace(q.Text) != "" {
		return nil, false, nil // signs only: no record has them
	}
	if len(terms) == 0 {
		all, err = s.linesMatching(ctx, q, "")
	}
	for _, step := range stepsOf(terms) {
		if all, err = s.linesMatching(ctx, q, step.match); err != nil || len(all) > 0 {
			break
		}
	}
	if err != nil {
		return nil, false, told("listing each "+string(q.Kind), err)
	}
	if q.Most > 0 && len(all) > q.Most {
		return all[:q.Most], true, nil
	}
	return all, false, nil
}

func (s *Store) linesMatching(ctx context.Context, q LineQuery, match string) ([]Listed, error) {
	states, err := json.Marshal(q.States)
	if err != nil {
		return nil, err
	}
	from := `FROM lines l`
	if match != "" {
		from = `FROM search CROSS JOIN lines l ON l.key = search.rowid AND search MATCH ?4`
	}
	limit := -1
	if q.Most > 0 {
		limit = q.Most + 1
	}
	args := []any{q.Kind, string(states), limit}
	if match != "" {
		args = append(args, match)
	}
	// What is not shown is sorted by its title alone, and nothing else of it is read.
	rows, err := s.reader.QueryContext(ctx, `SELECT r.id, l.kind, r.apart, l.title, l.below, l.state, l.at, l.due
		FROM (SELECT l.key AS shown `+from+` WHERE l.kind = ?1 AND (?2 IN ('null', '[]') OR l.state IN (SELECT value FROM json_each(?2))) ORDER BY l.title, l.key LIMIT ?3)
		CROSS JOIN lines l ON l.key = shown CROSS JOIN records r ON r.key = shown ORDER BY l.title, l.key`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return scanListed(rows)
}

func scanListed(rows *sql.Rows) (all []Listed, err error) {
	for rows.Next() {
		var l Listed
		if err := rows.Scan(&l.ID, &l.Kind, &l.Apart, &l.Line.Title, &l.Line.Below, &l.Line.State, &l.Line.At, &l.Line.Due); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, rows.Err()
}

// Versions are the bodies of a record of which several stand apart, what is shown
// first, each with its entry. One where all is settled.
func (s *Store) Versions(ctx context.Context, id office.ID) ([]office.Entry, error) {
	all, err := entriesOf(ctx, s.reader, id)
	if err != nil || len(all) == 0 {
		return nil, told("reading the versions of a record", err)
	}
	from, err := lineageAt(ctx, s.reader, s.Station())
	if err != nil {
		return nil, told("reading the versions of a record", err)
	}
	v := viewOf(s.kindOf(all), from, all)
	heads := []office.Entry{v.shown}
	for _, r := range v.apart {
		heads = append(heads, r.entry)
	}
	return heads, nil
}

// Values are the values that a facet has in records of a kind, each once, in order.
func (s *Store) Values(ctx context.Context, kind office.Kind, facet string) (all []string, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT DISTINCT value FROM facts WHERE kind = ? AND facet = ? ORDER BY value`, kind, facet)
	if err != nil {
		return nil, told("listing what is said of each "+string(kind), err)
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			return nil, told("listing what is said of each "+string(kind), err)
		}
		all = append(all, value)
	}
	return all, told("listing what is said of each "+string(kind), rows.Err())
}
