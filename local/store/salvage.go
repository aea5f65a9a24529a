package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/store/veil"
	"tram/local/whole"
)

// Salvage (vớt) reads what can still be read of a database that fails its check. Each entry
// is held against its own hash; what does not read, or reads otherwise, is passed over.
type Salvage struct {
	s      *Store
	rotten bool // its head is not what was written there
}

// OpenSalvage opens such a database and changes no byte of it: its log is read as it lies.
// Key is asked for where the file is under one. It fails with KeyWrong and KeyMissing,
// where the sign at the beginning of the file is gone, and beside it, with NotOurs, and as the
// disk does.
func OpenSalvage(path string, o Options) (*Salvage, error) {
	path, err := filepath.Abs(path) // SQLite knows files by no other
	if err != nil {
		return nil, told("finding the database", err)
	}
	if err := whole.Regular(path); err != nil {
		return nil, err
	}
	s := unopened(path, o)
	face, err := s.layer.look()
	if err != nil {
		return nil, told("looking at the database", err)
	}
	if !face.IsPlain() {
		if err := s.layer.see(face, o.Key); err != nil {
			return nil, err
		}
	}
	how, base := asItLies, ""
	if s.logLies() {
		how, base = withItsLog, lockless()
	}
	s.handles(how, how, base)
	s.unwritable = Damaged
	return &Salvage{s, !face.IsPlain() && !face.Fits(s.layer.key)}, nil
}

// logLies tells whether something lies in the log of the database.
func (s *Store) logLies() bool {
	info, err := os.Stat(s.path + "-wal")
	return err == nil && info.Size() > 0
}

// Close lets go of the file.
func (v *Salvage) Close() error { return v.s.Close() }

// see is wear for files of which nothing is changed.
func (l *layer) see(face veil.Face, keyOf func() ([]byte, error)) error {
	if keyOf == nil && !face.IsVeiled() {
		return NotOurs
	}
	if keyOf == nil {
		return KeyMissing
	}
	key, err := keyOf()
	if err != nil {
		return told("asking for the key of the records", err)
	}
	switch isOurs := face.Fits(key) || veil.Rotted(l.path, key); {
	case !isOurs && !face.IsVeiled():
		return NotOurs
	case !isOurs:
		return KeyWrong
	}
	l.key = key
	return nil
}

// Last is the highest number that an entry of the own journal bears, sound or not; 0: none
// can be read.
func (v *Salvage) Last(ctx context.Context) (seq int64) {
	_ = v.s.reader.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&seq) // then none
	return seq
}

// Own hands over the entries of the own journal that go on from a head, one link after the
// other, with their words, and ends before the first that is not sound. The zero head is
// the beginning. An error is that of yield, or the end of ctx.
func (v *Salvage) Own(ctx context.Context, from office.JournalHead, yield func(Arrival) error) error {
	for ctx.Err() == nil {
		e, found := v.entry(ctx, `FROM journal WHERE seq = ?`, from.Seq+1)
		if !found || e.Seq != from.Seq+1 || e.Prev != from.Hash {
			break
		}
		a := Arrival{Entry: e}
		v.Words(ctx, &a)
		if err := yield(a); err != nil {
			return err
		}
		from = office.JournalHead{Seq: e.Seq, Hash: e.Hash, At: e.At}
	}
	return ctx.Err()
}

// entry reads one sound entry.
func (v *Salvage) entry(ctx context.Context, which string, args ...any) (e office.Entry, found bool) {
	rows, err := v.s.reader.QueryContext(ctx, `SELECT `+entryColumns+` `+which, args...)
	if err != nil {
		return e, false
	}
	defer rows.Close()
	if !rows.Next() {
		return e, false
	}
	e, err = scanEntry(rows)
	return e, err == nil && wellFormed(e)
}

// Words gives an entry the words that it names, where they can be read. Whoever takes them
// holds them against the hash that the entry names.
func (v *Salvage) Words(ctx context.Context, a *Arrival) {
	if len(a.Words) == 0 {
		_ = v.s.takeWords(ctx, a) // then it has none
	}
}

// mostHoles is how many places one after the other may be empty among what arrived: the
// number of the last is a damaged file's word.
const mostHoles = 10_000

// Arrived hands over the sound entries of other stations in the order in which they came.
func (v *Salvage) Arrived(ctx context.Context, yield func(Arrival) error) error {
	var last int64
	_ = v.s.reader.QueryRowContext(ctx, `SELECT coalesce(max(place), 0) FROM arrived`).Scan(&last) // then none
	for place, holes := int64(1), 0; place <= last && holes < mostHoles && ctx.Err() == nil; place++ {
		a, found := v.arrivedAt(ctx, place)
		if holes++; !found {
			continue
		}
		holes = 0
		if err := yield(a); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (v *Salvage) arrivedAt(ctx context.Context, place int64) (a Arrival, found bool) {
	rows, err := v.s.reader.QueryContext(ctx, `SELECT `+entryColumns+`, raw FROM arrived WHERE place = ?`, place)
	if err != nil {
		return a, false
	}
	defer rows.Close()
	if !rows.Next() {
		return a, false
	}
	var raw []byte
	if a.Entry, err = scanEntry(rows, &raw); err != nil {
		return a, false
	}
	if len(raw) > 0 { // of a form that is not known here: whoever made it vouches for it
		a, err = ParseArrival(raw)
		return a, err == nil
	}
	if !wellFormed(a.Entry) {
		return a, false
	}
	rows.Close()
	v.Words(ctx, &a)
	return a, true
}

// HalfTyped is what was typed into forms and not kept, by the name of the form. whole tells
// whether all of it could be read.
func (v *Salvage) HalfTyped(ctx context.Context) (words map[string]string, whole bool) {
	words = map[string]string{}
	rows, err := v.s.reader.QueryContext(ctx, `SELECT name, words FROM half_typed`)
	if err != nil {
		return words, false
	}
	defer rows.Close()
	for rows.Next() {
		var name, typed string
		if err := rows.Scan(&name, &typed); err != nil {
			return words, false
		}
		words[name] = typed
	}
	return words, rows.Err() == nil
}

// TypeAnew has what is half typed be this and nothing else.
func (s *Store) TypeAnew(ctx context.Context, words map[string]string) error {
	if _, err := s.writer.ExecContext(ctx, `DELETE FROM half_typed`); err != nil {
		return s.because(told("keeping what is half typed", err))
	}
	for name, typed := range words {
		if err := s.KeepHalfTyped(ctx, name, typed); err != nil {
			return err
		}
	}
	return nil
}

// CheckPages has SQLite look at every page of the database: whether the tables hang
// together and their indexes name what they hold. It fails with Damaged.
func (s *Store) CheckPages(ctx context.Context) error {
	rows, err := s.reader.QueryContext(ctx, `PRAGMA integrity_check(1)`)
	if err != nil {
		return told("checking the pages of the database", err)
	}
	defer rows.Close()
	for rows.Next() {
		var said string
		if err := rows.Scan(&said); err != nil {
			return told("checking the pages of the database", err)
		}
		if said != "ok" {
			return Damaged.Because(fmt.Errorf("the check of the pages says: %s", said))
		}
	}
	return told("checking the pages of the database", rows.Err())
}

// Sound tells whether nothing is wrong: every page is what SQLite left there, and the journal
// and all records hold. In doubt it is not.
func (v *Salvage) Sound(ctx context.Context) (*Store, bool) {
	if v.rotten || v.s.look(ctx) != nil || v.s.CheckPages(ctx) != nil || !v.s.holdsAll(ctx) {
		return nil, false
	}
	report, err := v.s.VerifyJournal(ctx, nil)
	return v.s, err == nil && len(report.Faults) == 0
}
