package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"tram/local/office"
)

// One reads the record of a kind with an ID, or fails with NoSuchRecord.
func One[T any](ctx context.Context, s *Store, k Kind[T], id office.ID) (T, error) {
	t, err := scanBody[T](s.reader.QueryRowContext(ctx, `SELECT body FROM records WHERE kind = ? AND id = ?`, k.Name, id))
	if errors.Is(err, sql.ErrNoRows) {
		return t, NoSuchRecord.Because(err)
	}
	return t, told("reading a "+string(k.Name), err)
}

// These reads the records of a kind with the given IDs, in their order; one that is not there is
// left out.
func These[T any](ctx context.Context, s *Store, k Kind[T], ids []office.ID) ([]T, error) {
	asked, err := json.Marshal(ids)
	if err != nil {
		return nil, told("reading some of each "+string(k.Name), err)
	}
	return bodies[T](ctx, s, "reading some of each "+string(k.Name),
		`SELECT r.body FROM json_each(?) w CROSS JOIN records r ON r.id = w.value WHERE +r.kind = ? ORDER BY w.key`, string(asked), k.Name)
}

// All reads every record of a kind, of each station, in the order in which they came.
func All[T any](ctx context.Context, s *Store, k Kind[T]) ([]T, error) {
	return bodies[T](ctx, s, "listing each "+string(k.Name), `SELECT body FROM records WHERE kind = ? ORDER BY key`, k.Name)
}

// Here reads the records of a kind that were born at this station, or at one that it
// was restored from.
func Here[T any](ctx context.Context, s *Store, k Kind[T]) ([]T, error) {
	return bodies[T](ctx, s, "listing each "+string(k.Name), `SELECT body FROM records WHERE kind = ? AND station = '' ORDER BY key`, k.Name)
}

// By lists the records of which a facet has a value, newest first.
func By[T any](ctx context.Context, s *Store, k Kind[T], facet, value string) ([]T, error) {
	return bodies[T](ctx, s, "listing each "+string(k.Name)+" by "+facet,
		`SELECT r.body FROM facts f JOIN records r USING (key) WHERE f.kind = ? AND f.facet = ? AND f.value = ? ORDER BY key DESC`, k.Name, facet, value)
}

// ByAny reads the records of a kind of which a facet has one of some values, the newest first: one reading
// for a page of rows, where By would be one for each.
func ByAny[T any, V ~string](ctx context.Context, s *Store, k Kind[T], facet string, values []V) ([]T, error) {
	asked, err := json.Marshal(values)
	if err != nil {
		return nil, told("asking for each "+string(k.Name), err)
	}
	return bodies[T](ctx, s, "listing each "+string(k.Name)+" by any "+facet,
		`SELECT r.body FROM facts f JOIN records r USING (key) WHERE f.kind = ? AND f.facet = ? AND f.value IN (SELECT value FROM json_each(?)) ORDER BY key DESC`, k.Name, facet, string(asked))
}

// oneBy reads the newest record of which a facet has a value, or fails with
// NoSuchRecord.
func oneBy[T any](ctx context.Context, s *Store, k Kind[T], facet, value string) (T, error) {
	all, err := By(ctx, s, k, facet, value)
	if err == nil && len(all) == 0 {
		err = NoSuchRecord
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// Any tells whether there is a record of a kind, of whatever station.
func (s *Store) Any(ctx context.Context, kind office.Kind) (there bool, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM lines WHERE kind = ?)`, kind).Scan(&there)
	return there, told("looking for any "+string(kind), err)
}

// CountEntries counts the entries of the own journal that tell of a kind, which is not that
// of conversions: of those no index is kept up.
func (s *Store) CountEntries(ctx context.Context, kind office.Kind) (n int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM journal WHERE kind = ? AND kind <> 'conversion'`, kind).Scan(&n)
	return n, told("counting entries about each "+string(kind), err)
}

// CountRecords counts the records of all kinds that the own journal knows up to an entry, and
// those that came from other stations.
func (s *Store) CountRecords(ctx context.Context, upTo int64) (n int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM records WHERE id IN (SELECT record FROM journal WHERE seq <= ?) OR id IN (SELECT record FROM arrived)`, upTo).Scan(&n)
	return n, told("counting records", err)
}
