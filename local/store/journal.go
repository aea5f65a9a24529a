package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// The chain. Each entry's hash is the SHA-256 of the line chainOf with its form, and
// then of each field but the hash in the order of hashOf: a number as 8 bytes, big
// endian; a text as its length in bytes, written as a number, and its bytes;
// the time as the text that is stored. Prev is the hash of the entry before.
// The first entry of a chain is the birth of its station and names it. A station that
// was restored has a chain of its own, whose birth hangs on the head that it came from.
//
// An entry of form 1 names the version that it was made from. One of form 2 names the
// entries that it follows, too. The form never falls within a chain.

const chainOf = "tram journal %d\n"

// The forms that this program knows.
const (
	firstForm  = 1
	newestForm = 2
)

// timeForm is UTC with a fixed width, so that stored times sort as texts.
const timeForm = "2006-01-02T15:04:05.000000000Z"

// birth is the step of the first entry.
const birth = "birth"

// entryColumns are read by scanEntry and written by append in this order.
const entryColumns = `seq, id, kind, record, step, version, base, body, actor, station, at, clock_source, clock_offset, prev, hash, form, follows`

// born is the body of the station's record.
type born struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Born    time.Time `json:"born"`
	From    *origin   `json:"from,omitempty"`   // of a restored station; nil: it is new
	Copied  bool      `json:"copied,omitempty"` // restored from a copy, and not where data were turned back
}

// origin is the head of the chain that a restored station goes on from.
type origin struct {
	Station office.ID     `json:"station"`
	Seq     int64         `json:"seq"`
	Hash    office.Digest `json:"hash"`
}

// beBorn writes the first entry, unless another process just did.
func (s *Store) beBorn(ctx context.Context) error {
	changed, err := s.transact(ctx, Act{Step: birth}, func(w *writing) error {
		if w.head.seq > 0 {
			return nil
		}
		now := s.clock.Now().UTC().Round(0)
		b := born{ID: office.NewID(now), Version: 1, Born: now}
		return w.bear(b)
	})
	if err == nil && len(changed) > 0 {
		s.log.Info("a station is born")
	}
	return err
}

// bear begins the chain of a station.
func (w *writing) bear(b born) error {
	body, err := json.Marshal(b)
	if err != nil {
		return err
	}
	w.station = b.ID
	return w.put(stations, standing{}, next{id: b.ID, version: b.Version, entry: body, body: body})
}

// readHead finds the end of the chain, and the station whose it is: another program may
// have begun a new one.
func (w *writing) readHead() error {
	err := w.row(`SELECT seq, hash, form, station FROM journal ORDER BY seq DESC LIMIT 1`).Scan(&w.head.seq, &w.head.hash, &w.head.form, &w.station)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// entry makes the next link of the chain, without its hash.
func (w *writing) entry(kind office.Kind, n next, base int64) office.Entry {
	now, source := w.store.clock.Now().UTC().Round(0), w.store.clock.Source()
	return office.Entry{
		Seq: w.head.seq + 1, ID: office.NewID(now), Kind: kind, Record: n.id, Step: w.act.Step,
		Version: n.version, Base: base, Body: json.RawMessage(n.entry),
		Actor: w.act.Actor, Station: w.station, At: now,
		ClockSource: source.Name, ClockOffset: source.Offset, Prev: w.head.hash, Form: newestForm,
	}
}

// append writes an entry at the end of the chain.
func (w *writing) append(e office.Entry) error {
	_, err := w.exec(`INSERT INTO journal (`+entryColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Seq, e.ID, e.Kind, e.Record, e.Step, e.Version, e.Base, string(e.Body), e.Actor, e.Station,
		e.At.UTC().Format(timeForm), e.ClockSource, int64(e.ClockOffset), e.Prev, e.Hash, e.Form, idsText(e.Follows))
	if err != nil {
		return fmt.Errorf("appending to the journal: %w", err)
	}
	w.head = head{e.Seq, e.Hash, e.At, e.Form}
	return nil
}

// hashOf computes what Hash must be.
func hashOf(e office.Entry) office.Digest {
	const around = 512 // bytes of the other fields of a usual entry
	h := fmt.Appendf(make([]byte, 0, len(e.Body)+around), chainOf, e.Form)
	h = number(h, e.Seq)
	h = text(h, e.ID)
	h = text(h, e.Kind)
	h = text(h, e.Record)
	h = text(h, e.Step)
	h = number(h, e.Version)
	h = number(h, e.Base)
	h = text(h, e.Body)
	h = text(h, e.Actor)
	h = text(h, e.Station)
	h = text(h, e.At.UTC().Format(timeForm))
	h = text(h, e.ClockSource)
	h = number(h, int64(e.ClockOffset))
	h = text(h, e.Prev)
	if e.Form > firstForm {
		h = number(h, int64(len(e.Follows)))
		for _, id := range e.Follows {
			h = text(h, id)
		}
	}
	sum := sha256.Sum256(h)
	return office.Digest(hex.EncodeToString(sum[:]))
}

// number and text append a field as it is hashed.
func number(h []byte, n int64) []byte { return binary.BigEndian.AppendUint64(h, uint64(n)) }

func text[T ~string | ~[]byte](h []byte, s T) []byte { return append(number(h, int64(len(s))), s...) }

// scanEntry reads one row of entryColumns, and the given columns after them. A time that this program did not
// write is an error.
func scanEntry(rows *sql.Rows, after ...any) (office.Entry, error) {
	var e office.Entry
	var body, at, follows string
	var offset int64
	err := rows.Scan(append([]any{&e.Seq, &e.ID, &e.Kind, &e.Record, &e.Step, &e.Version, &e.Base, &body, &e.Actor,
		&e.Station, &at, &e.ClockSource, &offset, &e.Prev, &e.Hash, &e.Form, &follows}, after...)...)
	if err != nil {
		return e, err
	}
	e.Body, e.ClockOffset, e.Follows = json.RawMessage(body), time.Duration(offset), idsIn(follows)
	if e.At, err = time.Parse(timeForm, at); err != nil {
		return e, badTime{e.Seq}
	}
	return e, nil
}

func idsText(ids []office.ID) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(id))
	}
	return b.String()
}

func idsIn(text string) (ids []office.ID) {
	for field := range strings.FieldsSeq(text) {
		ids = append(ids, office.ID(field))
	}
	return ids
}

// badTime is an entry whose time is not in timeForm.
type badTime struct{ seq int64 }

func (b badTime) Error() string { return fmt.Sprintf("the time of entry %d is malformed", b.seq) }

// Head is the newest entry of the journal.
func (s *Store) Head(ctx context.Context) (office.JournalHead, error) {
	var h office.JournalHead
	err := s.eachEntry(ctx, s.reader, `ORDER BY seq DESC LIMIT 1`, nil, func(e office.Entry, _ error) error {
		h = office.JournalHead{Seq: e.Seq, Hash: e.Hash, At: e.At}
		return nil
	})
	return h, told("reading the end of the journal", err)
}

// HashesAt reads the hashes of the entries with the given numbers, as far as
// there are any.
func (s *Store) HashesAt(ctx context.Context, seqs []int64) (map[int64]office.Digest, error) {
	found := map[int64]office.Digest{}
	if len(seqs) == 0 {
		return found, nil
	}
	seqs = slices.Sorted(slices.Values(seqs))
	asked, err := json.Marshal(slices.Compact(seqs)) // several books know one entry
	if err != nil {
		return nil, err
	}
	rows, err := s.reader.QueryContext(ctx, `SELECT seq, hash FROM journal WHERE seq IN (SELECT value FROM json_each(?))`, string(asked))
	if err != nil {
		return nil, told("reading hashes of the journal", err)
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var hash office.Digest
		if err := rows.Scan(&seq, &hash); err != nil {
			return nil, told("reading hashes of the journal", err)
		}
		found[seq] = hash
	}
	return found, told("reading hashes of the journal", rows.Err())
}

// Entries returns what the journals of all stations hold of one record, oldest first.
func (s *Store) Entries(ctx context.Context, record office.ID) ([]office.Entry, error) {
	var found []office.Entry
	err := s.eachEntry(ctx, s.reader, `WHERE record = ? ORDER BY seq`, []any{record}, func(e office.Entry, err error) error {
		found = append(found, e)
		return err
	})
	if err != nil {
		return nil, told("reading the journal of a record", err)
	}
	others, err := entriesFrom(ctx, s.reader, `FROM arrived WHERE record = ? AND stands = 1 ORDER BY station, seq, hash`, record)
	return office.InOrder(append(found, others...)), told("reading the journal of a record", err)
}

// Journal hands the entries after the given sequence number to yield, in
// order, one at a time, until it returns an error.
func (s *Store) Journal(ctx context.Context, after int64, yield func(office.Entry) error) error {
	err := s.eachEntry(ctx, s.reader, `WHERE seq > ? ORDER BY seq`, []any{after}, func(e office.Entry, err error) error {
		if err != nil {
			return err
		}
		return yield(e)
	})
	return told("reading the journal", err)
}

// querier is a handle or a transaction that reads.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// eachEntry streams entries. A malformed one is handed on with its error, so
// that a verification can name it and go on.
func (s *Store) eachEntry(ctx context.Context, q querier, where string, args []any, yield func(office.Entry, error) error) error {
	rows, err := q.QueryContext(ctx, `SELECT `+entryColumns+` FROM journal `+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEntry(rows)
		if malformed := (badTime{}); err != nil && !errors.As(err, &malformed) {
			return err
		}
		e.Here = true
		if err := yield(e, err); err != nil {
			return err
		}
	}
	return rows.Err()
}
