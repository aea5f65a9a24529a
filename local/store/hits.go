package store

import (
	"context"
	"math"
	"slices"
)

// place is the table beside an index in which what that names must stand too.
type place struct {
	join, where string // where is empty or begins with AND; its first argument is ?2
	args        []any
}

// between is a place of keys after one and before another.
func (p place) between(after, before int64) place {
	return place{p.join, p.where + ` AND i.rowid > ? AND i.rowid < ?`, append(slices.Clone(p.args), after, before)}
}

// hits asks one table of an index, newest first; an empty match asks for all conversions. One text
// with all keys costs a tenth of as many rows.
func (s *Store) hits(ctx context.Context, table, match string, in place, limit int) ([]int64, error) {
	from := `SELECT c.key AS key FROM conversions c WHERE ?1 = ''`
	if match != "" {
		from = `SELECT i.rowid AS key FROM ` + table + ` i ` + in.join + ` WHERE ` + table + ` MATCH ?1`
	}
	args := slices.Concat([]any{match}, in.args, []any{limit})
	return s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (`+from+in.where+` ORDER BY 1 DESC LIMIT ?)`, args...)
}

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
