package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
)

// Query asks for conversions. Every word of Text is a prefix and all must be
// there, with or without accents; empty asks for all. States and Direction empty
// mean any; Most 0 means no limit.
type Query struct {
	Text      string
	Direction office.Direction
	States    []office.State
	Most      int
}

// Hits are keys for Rows. More tells that there were more than Query.Most.
type Hits struct {
	Keys []int64
	More bool
}

// narrow is the number of hits up to which those whose accents are as typed
// come first. Above it the clerk types another word anyway.
const narrow = 300

// Find returns the keys of the conversions that match, newest first.
func (s *Store) Find(ctx context.Context, q Query) (Hits, error) {
	typed := typedWords(q.Text)
	if len(typed) == 0 && strings.TrimSpace(q.Text) != "" {
		return Hits{}, nil // signs only: no record has them
	}
	limit := -1
	if q.Most > 0 {
		limit = max(q.Most, narrow) + 1
	}
	keys, err := s.keys(ctx, typed, q, limit)
	if err != nil {
		return Hits{}, told("searching", err)
	}
	if len(typed) > 0 && len(keys) > 1 && len(keys) <= narrow {
		if keys, err = s.asTypedFirst(ctx, keys, typed); err != nil {
			return Hits{}, told("ranking what was found", err)
		}
	}
	if q.Most > 0 && len(keys) > q.Most {
		return Hits{Keys: keys[:q.Most], More: true}, nil
	}
	return Hits{Keys: keys}, nil
}

// Count tells how many conversions are in a state.
func (s *Store) Count(ctx context.Context, state office.State) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM conversions WHERE state = ?`, state).Scan(&n)
	return n, told("counting", err)
}

// keys asks the index. One text with all keys costs a tenth of as many rows.
func (s *Store) keys(ctx context.Context, typed []typedWord, q Query, limit int) ([]int64, error) {
	from, args := `SELECT key FROM conversions WHERE true`, []any{}
	if len(typed) > 0 {
		from, args = `SELECT search.rowid AS key FROM search WHERE search MATCH ?`, []any{expression(typed)}
		if len(q.States) > 0 || q.Direction != "" {
			from = `SELECT search.rowid AS key FROM search CROSS JOIN conversions c ON c.key = search.rowid WHERE search MATCH ?`
		}
	}
	if len(q.States) > 0 {
		from += ` AND state IN (?` + strings.Repeat(`, ?`, len(q.States)-1) + `)`
		for _, state := range q.States {
			args = append(args, state)
		}
	}
	if q.Direction != "" {
		from += ` AND direction = ?`
		args = append(args, q.Direction)
	}
	query := `SELECT coalesce(group_concat(key, ' '), '') FROM (` + from + ` ORDER BY 1 DESC LIMIT ?)`
	var joined string
	if err := s.reader.QueryRowContext(ctx, query, append(args, limit)...).Scan(&joined); err != nil {
		return nil, err
	}
	return parseKeys(joined)
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

// asTypedFirst puts hits that carry every word with the accents as typed
// before the others, each part newest first.
func (s *Store) asTypedFirst(ctx context.Context, keys []int64, typed []typedWord) ([]int64, error) {
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	var exact, folded []int64
	for i, row := range rows {
		if carries(row, typed) {
			exact = append(exact, keys[i])
		} else {
			folded = append(folded, keys[i])
		}
	}
	return slices.Concat(exact, folded), nil
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
