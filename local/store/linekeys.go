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

// LineKeys are the keys of the records of q.Kind that match, the newest first, for Keyed. more:
// there were more than q.Most. Its States are not asked for.
func (s *Store) LineKeys(ctx context.Context, q LineQuery) (keys []int64, more bool, err error) {
	terms := termsOf(q.Text)
	switch {
	case len(terms) > 0:
		for _, step := range stepsOf(terms) {
			if keys, err = s.lineKeysMatching(ctx, q, step.match); err != nil || len(keys) > 0 {
				break
			}
		}
	case strings.TrimSpace(q.Text) == "": // of signs only there is no record
		keys, err = s.lineKeysMatching(ctx, q, "")
	}
	if err != nil {
		return nil, false, told("listing each "+string(q.Kind), err)
	}
	if q.Most > 0 && len(keys) > q.Most {
		return keys[:q.Most], true, nil
	}
	return keys, false, nil
}

// lineKeysMatching reads the keys as one text, which costs a tenth of as many rows. Without
// words the facts are walked, which lie in this order.
func (s *Store) lineKeysMatching(ctx context.Context, q LineQuery, match string) ([]int64, error) {
	var from string
	args := []any{q.Kind}
	switch {
	case match == "" && q.Fact.Facet == "" && q.Most > 0: // in the order of an index: no others are walked
		from = `SELECT r.key AS key FROM records r WHERE r.kind = ? AND EXISTS (SELECT 1 FROM lines l WHERE l.key = r.key)`
	case match == "" && q.Fact.Facet == "":
		return s.everyLineKey(ctx, q.Kind)
	case match == "":
		from = `SELECT key FROM facts WHERE kind = ? AND facet = ? AND value = ?`
		args = append(args, q.Fact.Facet, q.Fact.Value)
	default:
		from = `SELECT search.rowid AS key FROM search CROSS JOIN lines l ON l.key = search.rowid WHERE l.kind = ? AND search MATCH ?`
		args = append(args, match)
		if q.Fact.Facet != "" {
			from += ` AND EXISTS (SELECT 1 FROM facts f WHERE f.kind = l.kind AND f.facet = ? AND f.value = ? AND f.key = l.key)`
			args = append(args, q.Fact.Facet, q.Fact.Value)
		}
	}
	limit := -1
	if q.Most > 0 {
		limit = q.Most + 1
	}
	return s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (`+from+` ORDER BY 1 DESC LIMIT ?)`, append(args, limit)...)
}

// everyLineKey are the keys of all lines of a kind. They are put in order here: the index has them by
// state, and SQLite takes five times as long to sort them as to read them.
func (s *Store) everyLineKey(ctx context.Context, kind office.Kind) ([]int64, error) {
	keys, err := s.joinedKeys(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM lines INDEXED BY lines_state WHERE kind = ?`, kind)
	slices.SortFunc(keys, newerFirst)
	return keys, err
}

// Keyed reads the records of a kind with these keys, in their order: those alone are walked, where
// SQLite might walk all of the kind. It fails with NoSuchRecord
// where one of them is of none.
func Keyed[T any](ctx context.Context, s *Store, k Kind[T], keys []int64) ([]T, error) {
	asked, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	all, err := bodies[T](ctx, s, "reading some of each "+string(k.Name),
		`SELECT r.body FROM json_each(?) asked CROSS JOIN records r ON r.key = asked.value WHERE r.kind = ? ORDER BY asked.key`, string(asked), k.Name)
	if err == nil && len(all) < len(keys) {
		err = NoSuchRecord.Because(fmt.Errorf("of %d keys %d are of a %s", len(keys), len(all), k.Name))
	}
	return all, err
}

// ApartOf tells of records how many versions stand beside the one that is shown; of one that
// is not named none does.
func (s *Store) ApartOf(ctx context.Context, ids []office.ID) (map[office.ID]int, error) {
	apart := map[office.ID]int{}
	err := s.eachOf(ctx, `SELECT id, apart FROM records WHERE apart > 0 AND id IN (SELECT value FROM json_each(?))`, ids,
		func(id office.ID, said string) { apart[id], _ = strconv.Atoi(said) })
	return apart, told("reading which versions stand apart", err)
}

// KeysOf are the keys of records of a kind, by what they are, for Keyed; one that is not known
// here has none.
func (s *Store) KeysOf(ctx context.Context, kind office.Kind, ids []office.ID) (map[office.ID]int64, error) {
	keys := map[office.ID]int64{}
	err := s.eachOf(ctx, `SELECT id, key FROM records WHERE id IN (SELECT value FROM json_each(?)) AND kind = ?`, ids,
		func(id office.ID, said string) { keys[id], _ = strconv.ParseInt(said, 10, 64) }, kind)
	return keys, told("reading the keys of each "+string(kind), err)
}

// Placed is what a facet says of a record, with the key of that for Keyed.
type Placed struct {
	Value string
	Key   int64
}

// PlacedBy are the values of a facet that begin with something, of all records of a kind that have one, in the
// order of their bytes. They are read as one text, each after its key and its length in bytes.
func (s *Store) PlacedBy(ctx context.Context, kind office.Kind, facet, begins string) (all []Placed, err error) {
	var joined string
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(group_concat(key || ' ' || length(CAST(value AS BLOB)) || ' ' || value, ''), '') FROM
		(SELECT key, value FROM facts WHERE kind = ?1 AND facet = ?2 AND value >= ?3 AND (?4 = '' OR value < ?4) ORDER BY value, key)`,
		kind, facet, begins, pastAll(begins)).Scan(&joined)
	for err == nil && joined != "" {
		var one Placed
		if one, joined, err = cutPlaced(joined); strings.HasPrefix(one.Value, begins) {
			all = append(all, one)
		}
	}
	return all, told("reading what is said of each "+string(kind), err)
}

// pastAll is a text after all that begin with something, near them; empty: there is none in ASCII.
func pastAll(begins string) string {
	b := []byte(begins)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] < 0x7f { // of texts in UTF-8 it stays one
			b[i]++
			return string(b[:i+1])
		}
	}
	return ""
}

func cutPlaced(joined string) (one Placed, rest string, err error) {
	key, rest, _ := strings.Cut(joined, " ")
	length, rest, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(length)
	if err == nil {
		one.Key, err = strconv.ParseInt(key, 10, 64)
	}
	if err == nil && (n < 0 || n > len(rest)) {
		err = fmt.Errorf("of %d bytes there are %d", n, len(rest))
	}
	if err != nil {
		return one, "", err
	}
	one.Value = rest[:n]
	return one, rest[n:], nil
}
