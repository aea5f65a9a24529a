package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"tram/local/office"
)

// entries reads entries of one table within the transaction.
func (w *writing) entries(from string, args ...any) ([]office.Entry, error) {
	return entriesFrom(w.ctx, w.tx, from, args...)
}

func entriesFrom(ctx context.Context, q querier, from string, args ...any) ([]office.Entry, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+entryColumns+` `+from, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []office.Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if malformed := (badTime{}); err != nil && !errors.As(err, &malformed) {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// entriesOf are all entries of a record that stand.
func (w *writing) entriesOf(record office.ID) ([]office.Entry, error) {
	return entriesOf(w.ctx, w.tx, record)
}

func entriesOf(ctx context.Context, q querier, record office.ID) ([]office.Entry, error) {
	own, err := entriesFrom(ctx, q, `FROM journal WHERE record = ?`, record)
	if err != nil {
		return nil, err
	}
	for i := range own {
		own[i].Here = true
	}
	others, err := entriesFrom(ctx, q, `FROM arrived WHERE record = ? AND stands = 1`, record)
	return append(own, others...), err
}

// review shows of a record what its entries amount to.
func (w *writing) review(all []office.Entry, beside []Arrival) (changed bool, err error) {
	from, err := w.lineage()
	if err != nil {
		return false, err
	}
	v := viewOf(w.store.kindOf(all), from, all)
	now, words, err := w.standingOf(v.shown.Record)
	if err != nil {
		return false, err
	}
	was := now.station
	now.station = from.ownerOf(v.birth)
	words = append(words, beside...)
	body, salt := wordsFor(v.shown, words)
	if now.key != 0 && was != now.station {
		if _, err := w.exec(`UPDATE records SET station = ? WHERE key = ?`, now.station, now.key); err != nil {
			return false, err
		}
	}
	if now.key != 0 && now.heads == 0 && len(v.apart) == 0 && len(v.twins) == 0 && now.entry == v.shown.ID && string(body) == string(words[0].Words) {
		return false, nil
	}
	for i, a := range v.apart {
		v.apart[i].body, v.apart[i].salt = wordsFor(a.entry, words)
	}
	w.changed = append(w.changed, change{v.shown.Kind, v.shown.Record})
	if err := w.show(w.store.kind(v.shown.Kind), now, v, body, salt); err != nil {
		return false, err
	}
	if now.key != 0 && was == now.station || v.shown.Kind != office.KindConversion {
		return true, nil
	}
	return true, w.followers(v.shown.Record)
}

// wordsFor are the words that an entry names the hash of. Without them its outline is
// all there is.
func wordsFor(e office.Entry, words []Arrival) (body []byte, salt string) {
	named := wordsNamed(e.Body)
	if named == "" {
		return e.Body, ""
	}
	for _, a := range words {
		if a.Salt != "" && wordsHash(a.Salt, a.Words) == named && json.Valid(a.Words) {
			return a.Words, a.Salt
		}
	}
	return e.Body, ""
}

// standingOf is what is shown of a record of any kind, and the words that lie beside
// the journal, of what is shown first.
func (w *writing) standingOf(record office.ID) (b standing, words []Arrival, err error) {
	var shown Arrival
	err = w.row(`SELECT key, kind, version, entry, station, apart, body, salt, (SELECT count(*) FROM heads h WHERE h.key = records.key) FROM records WHERE id = ?`, record).
		Scan(&b.key, &b.kind, &b.version, &b.entry, &b.station, &b.apart, &shown.Words, &shown.Salt, &b.heads)
	if errors.Is(err, sql.ErrNoRows) {
		return standing{}, nil, nil
	}
	if words = append(words, shown); err != nil || b.apart == 0 {
		return b, words, err
	}
	rows, err := w.tx.QueryContext(w.ctx, `SELECT words, salt FROM heads WHERE key = ? AND salt <> ''`, b.key)
	if err != nil {
		return b, words, err
	}
	defer rows.Close()
	for rows.Next() {
		var a Arrival
		if err := rows.Scan(&a.Words, &a.Salt); err != nil {
			return b, words, err
		}
		words = append(words, a)
	}
	return b, words, rows.Err()
}

// lineage reads from which station each restored one goes on.
func (w *writing) lineage() (lineage, error) {
	if w.from != nil {
		return *w.from, nil
	}
	from, err := lineageAt(w.ctx, w.tx, w.station)
	if err == nil {
		w.from = &from
	}
	return from, err
}

// lineageAt reads the descent of stations for one of them.
func lineageAt(ctx context.Context, q querier, self office.ID) (lineage, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, body FROM records WHERE kind = ?`, office.KindStation)
	if err != nil {
		return lineage{}, err
	}
	parent, err := lineageIn(rows)
	return lineage{parent: parent, self: self}, err
}

// lineageIn reads the descent of stations from their bodies, and closes the rows.
func lineageIn(rows *sql.Rows) (map[office.ID]office.ID, error) {
	defer rows.Close()
	from := map[office.ID]office.ID{}
	for rows.Next() {
		var id office.ID
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, err
		}
		var b born
		if json.Unmarshal(body, &b) == nil && b.From != nil {
			from[id] = b.From.Station
		}
	}
	return from, rows.Err()
}

// keepHeads writes down the heads that are not shown.
func (w *writing) keepHeads(b standing, v view) error {
	key := b.key
	if b.heads > 0 {
		if _, err := w.exec(`DELETE FROM heads WHERE key = ?`, key); err != nil {
			return err
		}
	}
	for _, r := range v.apart {
		words := r.body
		if r.salt == "" {
			words = nil
		}
		if err := w.keepHead(key, r.entry, false, words, r.salt); err != nil {
			return err
		}
	}
	for _, e := range v.twins {
		if err := w.keepHead(key, e, true, nil, ""); err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) keepHead(key int64, e office.Entry, twin bool, words []byte, salt string) error {
	_, err := w.exec(`INSERT OR IGNORE INTO heads (key, entry, hash, twin, words, salt) VALUES (?, ?, ?, ?, ?, ?)`, key, e.ID, e.Hash, twin, string(words), salt)
	return err
}
