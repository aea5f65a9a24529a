package store

import (
	"database/sql"
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"tram/local/office"
)

// derive makes lines, facts and search tell what a record says: live, at a replay, when
// something arrives and when the rules of its kind changed. It refuses nothing: what
// was done at another station has been done. Rivals are found like what is shown.
func (w *writing) derive(k AnyKind, b standing, body []byte, of any, fresh bool, apart []rival) error {
	found, err := w.deriveLine(k, b, body, of, fresh, apart)
	if err != nil {
		return err
	}
	return w.enterFound(onRecord, b.key, found, fresh)
}

// deriveLine makes all of it but what the search knows, and returns that.
func (w *writing) deriveLine(k AnyKind, b standing, body []byte, of any, fresh bool, apart []rival) (found findable, err error) {
	if t := k.ownTable(); t != nil {
		err := w.afresh(b.key, fresh, func() (err error) {
			found, err = t.derive(w, b.key, body, of, fresh)
			return err
		})
		for _, r := range apart {
			found = found.with(t.found(r.body))
		}
		if err != nil || len(apart) == 0 && b.heads == 0 {
			return found, err
		}
		return found, w.enterFacts(k, b.key, factsOf(k, nil, apart), fresh)
	}
	line := lineOf(k, body)
	if strange, err := w.strange(k, b.key, line); err != nil {
		return findable{}, err
	} else if strange {
		line.Facts = nil
	}
	if err := w.afresh(b.key, fresh, func() error { return w.enterLine(k.Kind(), b.key, line, fresh) }); err != nil {
		return findable{}, err
	}
	return lineFound(k, line, apart), w.enterFacts(k, b.key, factsOf(k, line.Facts, apart), fresh)
}

// strange tells whether a record adds to one of another station: by no fact is it found
// there. Until that one arrives nobody knows.
func (w *writing) strange(k AnyKind, key int64, line Line) (bool, error) {
	return strangeTo(k, key, line, func(query string, args ...any) *sql.Row { return w.row(query, args...) }, w.lineage)
}

func strangeTo(k AnyKind, key int64, line Line, row func(query string, args ...any) *sql.Row, lineage func() (lineage, error)) (bool, error) {
	if k.belongs() == "" {
		return false, nil
	}
	for _, id := range line.Facts[k.belongs()] {
		var by, of office.ID
		err := row(`SELECT r.station, o.station FROM records r JOIN records o ON o.id = ? WHERE r.key = ?`, id, key).Scan(&by, &of)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return false, err
		}
		if by == of {
			continue
		}
		from, err := lineage()
		if err != nil || of == "" || by == "" || !from.goesOn(by, of) {
			return true, err
		}
	}
	return false, nil
}

// ownerOf is the station whose a record is; empty: this one.
func (w *writing) ownerOf(record office.ID) (station office.ID, there bool, err error) {
	err = w.row(`SELECT station FROM records WHERE id = ?`, record).Scan(&station)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return station, err == nil, err
}

// followers have what came before the record to which it belongs weighed again.
func (w *writing) followers(record office.ID) error {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT r.key, r.kind, r.body FROM facts f JOIN records r ON r.key = f.key WHERE f.value = ? AND f.kind IN (?, ?, ?) AND f.facet = 'conversion'`,
		record, office.KindSigned, office.KindWithdrawal, office.KindPrintout)
	if err != nil {
		return err
	}
	type follower struct {
		b    standing
		body []byte
	}
	var all []follower
	for rows.Next() {
		var f follower
		if err = rows.Scan(&f.b.key, &f.b.kind, &f.body); err != nil {
			break
		}
		all = append(all, f)
	}
	if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, f := range all {
		if _, err := w.deriveLine(w.store.kind(f.b.kind), f.b, f.body, nil, false, nil); err != nil {
			return err
		}
	}
	return nil
}

// afresh derives the line of a new record. What somebody left under its key refuses
// nothing: it is taken away.
func (w *writing) afresh(key int64, fresh bool, line func() error) error {
	err := line()
	var refused *sqlite.Error
	if !fresh || !errors.As(err, &refused) || refused.Code()&primaryCode != lib.SQLITE_CONSTRAINT {
		return err
	}
	for _, left := range []string{`DELETE FROM lines WHERE key = ?`, `DELETE FROM conversions WHERE key = ?`, `DELETE FROM facts WHERE key = ?`} {
		if _, err := w.exec(left, key); err != nil {
			return err
		}
	}
	if err := w.enterFound(onRecord, key, findable{}, false); err != nil {
		return err
	}
	return line()
}

// primaryCode is the part of SQLite's result codes that tells the sort of a situation.
const primaryCode = 0xff

// lineOf never fails: a body that this program cannot read is shown as such.
func lineOf(k AnyKind, body []byte) Line {
	line, err := k.LineOf(body)
	if err != nil {
		return Line{Title: k.Word(), State: Unread}
	}
	line.Title, line.Below = norm.NFC.String(line.Title), norm.NFC.String(line.Below)
	return line
}

// Unread is the state of a record that this program cannot read: it is of a kind, or of
// a form, that a newer program wrote.
const Unread office.State = "unread"

func (w *writing) enterLine(kind office.Kind, key int64, l Line, fresh bool) error {
	if !fresh {
		if _, err := w.exec(`DELETE FROM lines WHERE key = ?`, key); err != nil {
			return err
		}
	}
	_, err := w.exec(`INSERT INTO lines (key, kind, state, at, due, title, below) VALUES (?, ?, ?, ?, ?, ?, ?)`, key, kind, l.State, l.At, l.Due, l.Title, l.Below)
	return err
}

// factsOf adds the facts of rivals to those of what is shown.
func factsOf(k AnyKind, facts map[string][]string, apart []rival) map[string][]string {
	if len(apart) == 0 {
		return facts
	}
	all := map[string][]string{}
	for facet, values := range facts {
		all[facet] = slices.Clone(values)
	}
	for _, r := range apart {
		for facet, values := range lineOf(k, r.body).Facts {
			all[facet] = append(all[facet], values...)
		}
	}
	return all
}

func (w *writing) enterFacts(k AnyKind, key int64, facts map[string][]string, fresh bool) error {
	if !fresh {
		if _, err := w.exec(`DELETE FROM facts WHERE key = ?`, key); err != nil {
			return err
		}
	}
	for facet, values := range facts {
		for _, value := range values {
			if value == "" {
				continue
			}
			if _, err := w.exec(`INSERT OR IGNORE INTO facts (kind, facet, value, key) VALUES (?, ?, ?, ?)`, k.Kind(), facet, value, key); err != nil {
				return err
			}
		}
	}
	return nil
}

// textsOf are the texts by which a record is found.
func textsOf(l Line) []string { return append([]string{l.Title, l.Below}, l.Words...) }

// indexedTexts cuts texts into the words of the index, each once, with the days and the
// numbers with their symbols that stand in them.
func indexedTexts(texts []string) string {
	var keys []string
	seen := map[string]bool{"": true}
	put := func(all ...string) {
		for _, key := range all {
			if !seen[key] {
				seen[key] = true
				keys = append(keys, key)
			}
		}
	}
	for _, text := range texts {
		words := split(text)
		for _, w := range words {
			put(w.plain, spelledOtherwise(w.plain))
		}
		for _, w := range regrouped(words) {
			put(w.plain)
		}
		put(bothWays(words)...)
		put(keysIn(words)...)
		put(saidKeys(words)...)
	}
	return strings.Join(keys, " ")
}
