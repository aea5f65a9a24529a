package store

import (
	"context"
	"encoding/json"

	"tram/local/office"
)

// theseAlone are the conversions of which the IDs are given: a list asks for a page of rows, and SQLite
// might walk all that are finished for them.
const theseAlone = `json_each(?1) asked CROSS JOIN records r ON r.id = asked.value CROSS JOIN conversions c ON c.key = r.key`

// Standing completes rows with what other records say of them: that they are
// signed, were withdrawn, or are not the only ones of their number, symbol and day; and with
// the station that they came from. A data message
// whose subject is not known yet goes by the name of its file.
func (s *Store) Standing(ctx context.Context, rows []office.Row) error {
	at := make(map[office.ID]*office.Row, len(rows))
	ids := make([]office.ID, len(rows))
	for i := range rows {
		at[rows[i].ID], ids[i] = &rows[i], rows[i].ID
	}
	err := s.eachOf(ctx, `SELECT value, kind FROM facts WHERE kind IN ('signed-file', 'withdrawal') AND facet = 'conversion' AND value IN (SELECT value FROM json_each(?))`, ids, func(id office.ID, kind string) {
		at[id].Signed = at[id].Signed || kind == string(office.KindSigned)
		at[id].Withdrawn = at[id].Withdrawn || kind == string(office.KindWithdrawal)
	})
	if err != nil {
		return told("reading what follows rows", err)
	}
	err = s.eachOf(ctx, `SELECT c.id, '' FROM `+theseAlone+` WHERE c.state = 'finished' AND EXISTS (
		SELECT 1 FROM conversions o WHERE o.number = c.number AND o.number <> '' AND o.symbol = c.symbol AND o.issued = c.issued AND o.direction = c.direction AND o.state = 'finished' AND o.key <> c.key)`,
		ids, func(id office.ID, _ string) { at[id].Doubled = true })
	if err != nil {
		return told("reading which numbers rows share", err)
	}
	from, err := s.BornElsewhere(ctx, ids)
	if err != nil {
		return err
	}
	for id, station := range from {
		at[id].Station = station
	}
	err = s.eachOf(ctx, `SELECT c.id, coalesce(json_extract(r.body, '$.message.name'), '') FROM `+theseAlone+` WHERE c.message <> '' AND c.subject = ''`, ids,
		func(id office.ID, name string) { at[id].Name = name })
	return told("reading the names of files", err)
}

// eachOf reads a text for each of the conversions that a query finds; more are its further
// arguments.
func (s *Store) eachOf(ctx context.Context, query string, ids []office.ID, each func(id office.ID, said string), more ...any) error {
	if len(ids) == 0 {
		return nil // SQLite might walk all of a kind to find none
	}
	asked, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	found, err := s.reader.QueryContext(ctx, query, append([]any{string(asked)}, more...)...)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		var id office.ID
		var said string
		if err := found.Scan(&id, &said); err != nil {
			return err
		}
		each(id, said)
	}
	return found.Err()
}
