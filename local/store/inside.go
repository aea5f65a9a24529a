package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"tram/local/office"
)

// Inside is what the rule of a kind may read of other records within the transaction of a
// write: nobody changes them before it is kept.
type Inside struct{ w *writing }

// Step is the step of the write.
func (in *Inside) Step() string { return in.w.act.Step }

// Time is what the clock says.
func (in *Inside) Time() time.Time { return in.w.store.clock.Now() }

// Station is whose chain grows.
func (in *Inside) Station() office.ID { return in.w.station }

// Descent tells of restored stations those whose copy they go on with.
func (in *Inside) Descent() (map[office.ID]office.ID, error) {
	from, err := in.w.lineage()
	return from.parent, err
}

// GreatestHere is the greatest value of a facet between two, both within, of records that were
// born at this station or at one that it was restored from; empty: there is none.
func (in *Inside) GreatestHere(kind office.Kind, facet, from, to string) (string, error) {
	var value string
	err := in.w.row(`SELECT f.value FROM facts f JOIN records r USING (key) WHERE f.kind = ? AND f.facet = ? AND f.value BETWEEN ? AND ? AND r.station = '' ORDER BY f.value DESC LIMIT 1`, kind, facet, from, to).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Born is the station in whose chain a record began; empty: there is no such record.
func (in *Inside) Born(record office.ID) (station office.ID, err error) {
	err = in.w.row(`SELECT station FROM (SELECT station, 0 AS other FROM journal WHERE record = ?1 AND base = 0 UNION ALL SELECT station, 1 FROM arrived WHERE record = ?1 AND base = 0 AND stands = 1) ORDER BY other LIMIT 1`, record).Scan(&station)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return station, err
}

// OneOf reads a record of a kind within the transaction. It fails with NoSuchRecord.
func OneOf[T any](in *Inside, kind office.Kind, id office.ID) (one T, err error) {
	all, err := insideBodies[T](in, `SELECT body FROM records WHERE kind = ? AND id = ?`, kind, id)
	if err == nil && len(all) == 0 {
		return one, NoSuchRecord
	}
	if err != nil {
		return one, err
	}
	return all[0], nil
}

// Every reads each record of a kind within the transaction, of each station.
func Every[T any](in *Inside, kind office.Kind) (all []T, err error) {
	return insideBodies[T](in, `SELECT body FROM records WHERE kind = ? ORDER BY key`, kind)
}

// OneInside reads a record within the transaction, or fails with NoSuchRecord.
func OneInside[T any](in *Inside, kind office.Kind, id office.ID) (t T, err error) {
	all, err := insideBodies[T](in, `SELECT body FROM records WHERE kind = ? AND id = ?`, kind, id)
	if err == nil && len(all) == 0 {
		err = NoSuchRecord
	}
	if err != nil {
		return t, err
	}
	return all[0], nil
}

// EveryBy reads the records of which a facet has a value within the transaction.
func EveryBy[T any](in *Inside, kind office.Kind, facet, value string) (all []T, err error) {
	return insideBodies[T](in, `SELECT r.body FROM facts f JOIN records r USING (key) WHERE f.kind = ? AND f.facet = ? AND f.value = ? ORDER BY key`, kind, facet, value)
}

// EveryBetween reads the records of which a facet has a value from one to another, both included, within the
// transaction, each once.
func EveryBetween[T any](in *Inside, kind office.Kind, facet, from, to string) (all []T, err error) {
	return insideBodies[T](in, `SELECT body FROM records WHERE key IN (SELECT key FROM facts WHERE kind = ? AND facet = ? AND value BETWEEN ? AND ?) ORDER BY key`, kind, facet, from, to)
}

func insideBodies[T any](in *Inside, query string, args ...any) (all []T, err error) {
	rows, err := in.w.tx.QueryContext(in.w.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		var t T
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(body, &t); err != nil {
			return nil, Damaged.Because(err)
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// Within reads what a rule would read at this moment.
func (s *Store) Within(ctx context.Context, read func(*Inside) error) error {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return told("reading records together", err)
	}
	err = read(&Inside{&writing{ctx: ctx, tx: tx, store: s, statements: map[string]*sql.Stmt{}, station: s.Station()}})
	return told("reading records together", errors.Join(err, tx.Rollback()))
}

// Restored tells when this station was restored from a copy or turned back, in which year;
// 0: it was not.
func (in *Inside) Restored() (year int, err error) {
	var body []byte
	err = in.w.row(`SELECT body FROM records WHERE kind = ? AND id = ?`, office.KindStation, in.w.station).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	var b born
	if err == nil {
		err = json.Unmarshal(body, &b)
	}
	if err != nil || b.From == nil {
		return 0, err
	}
	return b.Born.In(office.VietNam).Year(), nil
}
