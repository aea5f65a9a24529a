package store

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
)

// place is where what an index names must stand too, in a table beside it.
type place struct {
	join, where string // where is empty or begins with AND; its first argument is ?4
	args        []any
	sign        string // the question that the index answers by all that stands there; empty: it knows none
	few         bool   // of all records few stand there

	spans         bool // of keys after one and before another
	after, before int64
}

// between is a place of keys after one and before another.
func (p place) between(after, before int64) place {
	p.spans, p.after, p.before = true, after, before
	return p
}

// anywhere is a place of the same keys in which all that an index names stands.
func (p place) anywhere() place {
	return place{spans: p.spans, after: p.after, before: p.before}
}

// signed is a question that the index answers by what may stand in a place; where that is much, by all.
func (p place) signed(match string) string {
	if !p.few {
		return match
	}
	return narrowed(match, p.sign)
}

// ends are those of the keys of a place.
func (p place) ends() (after, before int64) {
	if !p.spans {
		return math.MinInt64, math.MaxInt64
	}
	return p.after, p.before
}

// hits asks one table of an index, newest first; an empty match asks for all conversions.
func (s *Store) hits(ctx context.Context, table, match string, in place, limit int) (met []int64, err error) {
	if match != "" && in.sign != "" {
		if !in.few && limit > 0 && limit <= mostOfAnyPlace {
			var last int64
			if met, last, err = s.hitsAnywhere(ctx, table, match, in, limit); err != nil || last == math.MinInt64 || len(met) >= limit {
				return firstOf(met, limit), err
			}
			after, _ := in.ends()
			in, limit = in.between(after, last), limit-len(met)
		}
		match = narrowed(match, in.sign)
	}
	from := `SELECT c.key AS key FROM conversions c WHERE ?1 = '' AND c.key > ?2 AND c.key < ?3`
	if match != "" {
		from = `SELECT i.rowid AS key FROM ` + table + ` i ` + in.join + ` WHERE ` + table + ` MATCH ?1 AND i.rowid > ?2 AND i.rowid < ?3`
	}
	rest, err := s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (`+from+in.where+` ORDER BY 1 DESC LIMIT ?)`, in.asking(match, limit)...)
	return append(met, rest...), err
}

// asking are the arguments of a question for a match in a place.
func (p place) asking(match string, more ...any) []any {
	after, before := p.ends()
	return slices.Concat([]any{match, after, before}, p.args, more)
}

// mostOfAnyPlace is up to how many rows an index is asked wherever they stand.
const mostOfAnyPlace = fewDated + 1

// hitsAnywhere are those in a place of the newest that a table names, wherever they stand: as many as a
// limit, or all, or up to one behind which the sign of the place is quicker to ask. That has as many rows
// as there are records, and FTS5 goes through those for each row of a rare word.
func (s *Store) hitsAnywhere(ctx context.Context, table, match string, in place, limit int) (met []int64, last int64, err error) {
	after, last := in.ends()
	for piece := limit; ; {
		some, named, lowest, err := s.named(ctx, table, match, in.between(after, last), piece)
		if err != nil || named < piece {
			return append(met, some...), math.MinInt64, err
		}
		met, last = append(met, some...), lowest
		if len(met) >= limit || len(some) <= piece/mostlyThere {
			return met, last, nil
		}
		piece = min(limit, (limit-len(met))*piece/len(some)+spare)
	}
}

const (
	mostlyThere = 2  // of so many rows of any place one is enough to ask for more of them
	spare       = 10 // rows that are asked for beside those that are expected to do
)

// named are those in a place of as many of the newest as a limit that a table names, how many that were,
// and the last of them.
func (s *Store) named(ctx context.Context, table, match string, in place, limit int) (met []int64, all int, last int64, err error) {
	var joined string
	err = s.reader.QueryRowContext(ctx, `WITH named (rowid) AS MATERIALIZED (SELECT rowid FROM `+table+` WHERE `+table+` MATCH ?1 AND rowid > ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT `+strconv.Itoa(limit)+`)
		SELECT count(*), coalesce(min(rowid), 0), coalesce((SELECT group_concat(i.rowid, ' ') FROM named i `+in.join+` WHERE true`+in.where+`), '') FROM named`, in.asking(match)...).Scan(&all, &last, &joined)
	if err != nil {
		return nil, 0, 0, err
	}
	met, err = parseKeys(joined)
	slices.SortFunc(met, newerFirst)
	return met, all, last, err
}

// joinedKeys reads keys as one text, which costs a tenth of as many rows.
func (s *Store) joinedKeys(ctx context.Context, query string, args ...any) ([]int64, error) {
	var joined string
	if err := s.reader.QueryRowContext(ctx, query, args...).Scan(&joined); err != nil {
		return nil, err
	}
	return parseKeys(joined)
}

// placed are those of keys, the newest first, that stand in a place.
func (s *Store) placed(ctx context.Context, keys []int64, in place) (met []int64, err error) {
	if len(keys) == 0 || in.join == "" && in.where == "" {
		return keys, nil
	}
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	met, err = s.joinedKeys(ctx, `WITH i (rowid) AS MATERIALIZED (SELECT value FROM json_each(?1) WHERE value > ?2 AND value < ?3)
		SELECT coalesce(group_concat(i.rowid, ' '), '') FROM i `+in.join+` WHERE true`+in.where, in.asking(string(asked))...)
	slices.SortFunc(met, newerFirst)
	return met, err
}

const (
	walkedForOne = 300 // rows of an index that are walked past in the time in which it is asked for one by its key
	walkedFirst  = 32  // keys that tell by the rows between them how others are asked for
)

// among are those of keys, the newest first, that a table of an index names. Where the table knows
// every beginning and has more rows between the first keys than it would take to ask for each of them
// by itself, it is asked so for all others; or else all rows between them are walked.
func (s *Store) among(ctx context.Context, table, match string, keys []int64, begins bool) (met []int64, err error) {
	if !begins {
		return s.walked(ctx, table, match, keys)
	}
	first := keys[:min(len(keys), walkedFirst)]
	met, last, err := s.walkedUpTo(ctx, table, match, first, len(first)*walkedForOne)
	if err != nil {
		return nil, err
	}
	ask, left := s.walked, keys[len(first):]
	if last > math.MinInt64 {
		ask, left = s.eachOfKeys, slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { return key >= last })
	}
	others, err := ask(ctx, table, match, left)
	return append(met, others...), err
}

// walked are those of keys, the newest first, that a table names, by all of its rows between them: both
// come in one order, and SQLite merges them.
func (s *Store) walked(ctx context.Context, table, match string, keys []int64) ([]int64, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	return s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (SELECT rowid AS key FROM `+table+`
		WHERE `+table+` MATCH ?1 AND rowid >= ?2 AND rowid <= ?3 INTERSECT SELECT value FROM json_each(?4) ORDER BY 1 DESC)`,
		match, keys[len(keys)-1], keys[0], string(asked))
}

// walkedUpTo is walked by no more rows than a number, and tells which was the last of these; the
// smallest key: there were fewer.
func (s *Store) walkedUpTo(ctx context.Context, table, match string, keys []int64, most int) (met []int64, last int64, err error) {
	if len(keys) == 0 {
		return nil, math.MinInt64, nil
	}
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, 0, err
	}
	var rows int
	var joined string
	err = s.reader.QueryRowContext(ctx, `SELECT count(*), coalesce(min(key), 0), coalesce(group_concat(key, ' ') FILTER (WHERE key IN (SELECT value FROM json_each(?4))), '')
		FROM (SELECT rowid AS key FROM `+table+` WHERE `+table+` MATCH ?1 AND rowid >= ?2 AND rowid <= ?3 ORDER BY rowid DESC LIMIT ?5)`,
		match, keys[len(keys)-1], keys[0], string(asked), most).Scan(&rows, &last, &joined)
	if err != nil {
		return nil, 0, err
	}
	if rows < most {
		last = math.MinInt64
	}
	met, err = parseKeys(joined)
	return met, last, err
}

// eachOfKeys are those of keys, the newest first, that a table names, each asked for by itself.
func (s *Store) eachOfKeys(ctx context.Context, table, match string, keys []int64) ([]int64, error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	met, err := s.joinedKeys(ctx, `SELECT coalesce(group_concat(rowid, ' '), '') FROM `+table+` WHERE `+table+` MATCH ?1 AND rowid IN (SELECT value FROM json_each(?2))`, match, string(asked))
	slices.SortFunc(met, newerFirst)
	return met, err
}

// hitsOfBoth asks both tables of an index for what has words and says something, newest first, piece
// by piece: all that have the words whether they say it, where these are no more than the piece, or else
// the next that say it whether they have the words. by narrows either. Where that stands is looked at
// last: a row of another table costs more than one of an index.
func (s *Store) hitsOfBoth(ctx context.Context, in index, words, said, by string, at place, limit int) (met []int64, err error) {
	if words == "" {
		return s.hits(ctx, in.said, narrowed(said, by), at, limit)
	}
	after, below := at.ends()
	for piece := max(limit, narrow); ; piece *= widened {
		left := at.anywhere().between(after, below)
		some, err := s.hits(ctx, in.words, at.signed(narrowed(words, by)), left, piece+1)
		table, asked, begins := in.said, said, !strings.Contains(said, "*") // that knows no beginnings
		if err == nil && len(some) > piece {
			some, err = s.hits(ctx, in.said, at.signed(narrowed(said, by)), left, piece)
			table, asked, begins = in.words, words, in.begins
		}
		if err != nil {
			return nil, err
		}
		found, err := s.among(ctx, table, asked, some, begins)
		if err == nil {
			found, err = s.placed(ctx, found, at)
		}
		if err != nil {
			return nil, err
		}
		if met = append(met, found...); len(some) < piece || limit >= 0 && len(met) >= limit {
			return firstOf(met, limit), nil
		}
		below = some[len(some)-1]
	}
}

// firstOf are as many keys as a limit, which may be none.
func firstOf(keys []int64, limit int) []int64 {
	if limit < 0 {
		return keys
	}
	return keys[:min(limit, len(keys))]
}
