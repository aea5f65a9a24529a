package store

import (
	"context"
	"slices"

	"tram/local/office"
)

// Leaving hands over the entries of the own journal after a number, as another station
// of the office takes them in, with the words that lie beside the journal as far as
// they are still here.
func (s *Store) Leaving(ctx context.Context, after int64, yield func(Arrival) error) error {
	return s.Journal(ctx, after, func(e office.Entry) error {
		a := Arrival{Entry: e}
		if err := s.takeWords(ctx, &a); err != nil {
			return err
		}
		return yield(a)
	})
}

// LeavingFiles lists the files of the vault that this station's records stand on which
// entries after a number tell of, and that another station needs to show and prove them.
// Keys, and how this station signs, stay here.
func (s *Store) LeavingFiles(ctx context.Context, after int64) ([]office.Digest, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT kind, body FROM records WHERE kind IN (?, ?, ?, ?) AND station = ''
		AND (? = 0 OR id IN (SELECT record FROM journal WHERE seq > ?)) ORDER BY key`,
		office.KindConversion, office.KindSigned, office.KindEnclosed, office.KindArrivalStamp, after, after)
	if err != nil {
		return nil, told("listing the files of records", err)
	}
	defer rows.Close()
	var all []office.Digest
	for rows.Next() {
		var kind office.Kind
		var body []byte
		if err := rows.Scan(&kind, &body); err != nil {
			return nil, told("listing the files of records", err)
		}
		_, files, err := standsOn(kind, body)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	slices.Sort(all)
	return slices.Compact(all), told("listing the files of records", rows.Err())
}
