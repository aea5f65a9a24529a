package store

import (
	"context"
	"math"
	"slices"
	"strconv"
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
	for {
		some, named, lowest, err := s.named(ctx, table, match, in.between(after, last), limit)
		if err != nil || named < limit {
			return append(met, some...), math.MinInt64, err
		}
		met, last = append(met, some...), lowest
		if len(met) >= limit || len(some) < limit/mostlyThere {
			return met, last, nil
		}
	}
}

// mostlyThere: of so many rows of any place one is enough to ask for more of them.
const mostlyThere = 2

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

// among are those of keys, the newest first, that a table of an index names. It is asked once for all
// between them: FTS5 walks from one end to each key that it is asked for by itself.
func (s *Store) among(ctx context.Context, table, match string, keys []int64) (met []int64, err error) {
	if len(keys) == 0 {
		return nil, nil
	}
	first, last := keys[0], keys[len(keys)-1]
	all, err := s.hits(ctx, table, match, place{}.between(last-1, first+1), -1)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(keys), func(key int64) bool {
		_, is := slices.BinarySearchFunc(all, key, newerFirst)
		return !is
	}), nil
}

// hitsOfBoth asks both tables of an index for what has words and says something, newest first: the
// few that have the words are asked whether they say it, or else those that say it, piece by piece,
// whether they have the words. by narrows either.
func (s *Store) hitsOfBoth(ctx context.Context, in index, words, said, by string, at place, limit int) (met []int64, err error) {
	if words == "" {
		return s.hits(ctx, in.said, narrowed(said, by), at, limit)
	}
	few, err := s.hits(ctx, in.words, narrowed(words, by), at, narrow+1)
	if err != nil {
		return nil, err
	}
	if len(few) <= narrow {
		met, err := s.among(ctx, in.said, said, few)
		return firstOf(met, limit), err
	}
	below := int64(math.MaxInt64)
	for piece := narrow; ; piece *= widened {
		some, err := s.hits(ctx, in.said, narrowed(said, by), at.between(math.MinInt64, below), piece)
		if err != nil {
			return nil, err
		}
		found, err := s.among(ctx, in.words, words, some)
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
