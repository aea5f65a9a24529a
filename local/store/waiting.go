package store

import (
	"context"
	"encoding/json"

	"tram/local/office"
)

// What waits for a person's hand is asked of lines, facts and indexes: how many finished
// records there are beside it has next to no part in what that costs. What another station
// bore waits there, and is none of it.

// Unfinished lists the keys of conversions of a direction in one of some states, the newest
// first, and counts all of them.
func (s *Store) Unfinished(ctx context.Context, direction office.Direction, most int, states ...office.State) (keys []int64, count int, err error) {
	asked, err := json.Marshal(states)
	if err != nil {
		return nil, 0, err
	}
	keys, count, err = s.newestOf(ctx, `FROM conversions c WHERE state IN (SELECT value FROM json_each(?1)) AND direction = ?2 AND `+bornHere, most, string(asked), direction)
	return keys, count, told("listing what is unfinished", err)
}

const bornHere = `EXISTS (SELECT 1 FROM records r WHERE r.key = c.key AND r.station = '')`

// Unprinted lists acts whose print copy is made and waits for a printer: no order of it
// waits to be told.
func (s *Store) Unprinted(ctx context.Context, most int) (keys []int64, count int, err error) {
	keys, count, err = s.newestOf(ctx, `FROM conversions c WHERE state = 'printed' AND direction = 'data-to-paper' AND NOT EXISTS (
		SELECT 1 FROM facts f JOIN facts t ON t.key = f.key AND t.facet = 'told' AND t.value = 'no'
		WHERE f.kind = 'printout' AND f.facet = 'conversion' AND f.value = c.id) AND `+bornHere, most)
	return keys, count, told("listing what is not printed", err)
}

// Untold lists acts of which an order was sent to a printer and nobody has said what came
// out.
func (s *Store) Untold(ctx context.Context, most int) (keys []int64, count int, err error) {
	keys, count, err = s.newestOf(ctx, `FROM facts f JOIN facts o ON o.key = f.key AND o.facet = 'conversion' JOIN records c ON c.id = o.value
		WHERE f.kind = 'printout' AND f.facet = 'told' AND f.value = 'no' AND c.station = ''`, most)
	return keys, count, told("listing prints that nobody told of", err)
}

// Owing lists the conversions to whose signatures something is still to be added, but for
// those that were withdrawn.
func (s *Store) Owing(ctx context.Context, most int) (keys []int64, count int, err error) {
	keys, count, err = s.newestOf(ctx, `FROM facts f JOIN facts o ON o.key = f.key AND o.facet = 'conversion' JOIN records c ON c.id = o.value
		WHERE f.kind = 'signed-file' AND f.facet = 'owes' AND c.station = ''
		  AND NOT EXISTS (SELECT 1 FROM facts w WHERE w.kind = 'withdrawal' AND w.facet = 'conversion' AND w.value = o.value)`, most)
	return keys, count, told("listing what signatures owe", err)
}

// newestOf lists the newest keys of what a query names c, and counts all of it.
func (s *Store) newestOf(ctx context.Context, from string, most int, args ...any) (newest []int64, count int, err error) {
	var joined string // as one text, which costs a tenth of as many rows
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(group_concat(key, ' '), '') FROM (SELECT c.key AS key `+from+` ORDER BY 1 DESC)`, args...).Scan(&joined)
	if err != nil {
		return nil, 0, err
	}
	keys, err := parseKeys(joined)
	return keys[:min(len(keys), most)], len(keys), err
}

// NewestBy reads the newest records of a kind that were born here and of which a facet has
// a value, and counts all of them.
func NewestBy[T any](ctx context.Context, s *Store, k Kind[T], facet, value string, most int) (all []T, count int, err error) {
	const from = `FROM facts f JOIN records c ON c.key = f.key WHERE f.kind = ? AND f.facet = ? AND f.value = ? AND c.station = ''`
	doing := "listing the newest " + string(k.Name) + " by " + facet
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) `+from, k.Name, facet, value).Scan(&count)
	if err != nil || count == 0 {
		return nil, count, told(doing, err)
	}
	all, err = bodies[T](ctx, s, doing, `SELECT c.body `+from+` ORDER BY c.key DESC LIMIT ?`, k.Name, facet, value, most)
	return all, count, err
}

// CountLines counts the records of a kind that are in one of some states; none: in any.
func (s *Store) CountLines(ctx context.Context, kind office.Kind, states ...office.State) (n int, err error) {
	asked, err := json.Marshal(states)
	if err != nil {
		return 0, err
	}
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM lines WHERE kind = ?1 AND (?2 IN ('null', '[]') OR state IN (SELECT value FROM json_each(?2)))`, kind, string(asked)).Scan(&n)
	return n, told("counting each "+string(kind), err)
}

// Parting is a record of which other versions stand beside the one that is shown, made
// apart at several stations.
type Parting struct {
	ID           office.ID
	Kind         office.Kind
	Others       int
	Title, Below string
}

// Partings lists them, the newest first, and counts all of them.
func (s *Store) Partings(ctx context.Context, most int) (all []Parting, count int, err error) {
	const from = ` FROM records r LEFT JOIN lines l USING (key) WHERE r.key IN (SELECT key FROM heads) AND r.apart > 0`
	if err = s.reader.QueryRowContext(ctx, `SELECT count(*)`+from).Scan(&count); err != nil || count == 0 {
		return nil, count, told("counting what stands apart", err)
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT r.id, r.kind, r.apart, coalesce(l.title, ''), coalesce(l.below, '')`+from+` ORDER BY r.key DESC LIMIT ?`, most)
	if err != nil {
		return nil, count, told("listing what stands apart", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Parting
		if err := rows.Scan(&p.ID, &p.Kind, &p.Others, &p.Title, &p.Below); err != nil {
			return nil, count, told("listing what stands apart", err)
		}
		all = append(all, p)
	}
	return all, count, told("listing what stands apart", rows.Err())
}

// DoubleActs finds conversions that share a lookup code or a number of copy, as two
// stations may give that know nothing of each other. It walks indexes of all conversions:
// ask it where another station has written anything.
func (s *Store) DoubleActs(ctx context.Context) (all []Double, err error) {
	for _, of := range doubleActs {
		found, err := doublesBy(ctx, s.reader, office.KindConversion, of.called, of.query)
		if err != nil {
			return nil, told("looking for doubles of conversions", err)
		}
		all = append(all, found...)
	}
	return all, nil
}
