package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Act says who does what: the name of the clerk, and the step as one English
// word ("setup", "draft", "describe", "check", "finish", "discard").
type Act struct {
	Actor string
	Step  string
}

// writing is one transaction that changes records. It ends with the journal
// grown by one entry for each record that changed.
type writing struct {
	ctx        context.Context
	tx         *sql.Tx
	act        Act
	store      *Store
	statements map[string]*sql.Stmt
	head       head
	station    office.ID   // whose chain grows
	from       *lineage    // nil: not read yet
	seen       []office.ID // entries of versions that stand apart, by which a person settles them; nil: nobody does
	changed    []change
	making     *bool                   // whether a second index of words is being made; nil: not asked yet
	admitted   map[office.Right]string // what the gate let through, and under which name
}

// head is the end of the chain, on which the next entry is hung.
type head struct {
	seq  int64
	hash office.Digest
	at   time.Time
	form int
}

// change is what listeners are told.
type change struct {
	kind office.Kind
	id   office.ID
}

// write runs fn in one immediate transaction, and tells what changed once it
// is on disk. On an error nothing was written.
func (s *Store) write(ctx context.Context, act Act, fn func(*writing) error) error {
	if s.Station() == "" {
		return fmt.Errorf("writing %q: the store has no station yet", act.Step)
	}
	if s.unwritable != nil {
		return s.unwritable
	}
	changed, err := s.transact(ctx, act, fn)
	if err != nil {
		return s.because(told("writing "+act.Step, err))
	}
	s.announce(changed)
	return nil
}

func (s *Store) transact(ctx context.Context, act Act, fn func(*writing) error) ([]change, error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	w := &writing{ctx: ctx, tx: tx, act: act, store: s, statements: map[string]*sql.Stmt{}}
	if err := w.readHead(); err != nil {
		return nil, err
	}
	was := w.head
	if err := fn(w); err != nil {
		return nil, err
	}
	if err := s.commit(ctx, tx); err != nil {
		return nil, err
	}
	if w.station != "" && w.station != s.Station() { // another program began a chain
		if err := s.readStation(context.WithoutCancel(ctx)); err != nil {
			s.log.Warn("the station's new name is not known yet", "cause", err.Error())
		}
	}
	if s.committed != nil && w.head.seq != was.seq {
		s.committed(was.seq+1, office.JournalHead{Seq: w.head.seq, Hash: w.head.hash, At: w.head.at})
	}
	return w.changed, nil
}

// unjournaled runs fn in one transaction for what is no record: no entry of the journal tells of it.
func (s *Store) unjournaled(ctx context.Context, doing string, fn func(*sql.Tx) error) error {
	if s.unwritable != nil {
		return s.unwritable
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.because(told(doing, err))
	}
	defer tx.Rollback()
	if err = fn(tx); err == nil {
		err = s.commit(ctx, tx)
	}
	return s.because(told(doing, err))
}

// signedFor is for how long what is written stands under one sign.
const signedFor = time.Hour

// commit ends a transaction, with another sign on the first page of the database where this store
// has put none there lately. SQLite writes that page only when the database grows. Now the first
// pages of what two sittings left differ: by that an older database which somebody put in the
// place of this one is told from pages that rotted.
func (s *Store) commit(ctx context.Context, tx *sql.Tx) error {
	now := time.Now() //nolint:forbidigo // how long ago is no time of a record
	was := s.signed.Load()
	signs := was == nil || now.Sub(*was) > signedFor
	if signs {
		if _, err := tx.ExecContext(ctx, fmt.Sprint(`PRAGMA application_id = `, 1+rand.Int32N(math.MaxInt32))); err != nil {
			return err
		}
	}
	err := tx.Commit()
	if err == nil && signs {
		s.signed.Store(&now)
	}
	return err
}

// row and exec prepare a statement once for the whole transaction, which is
// what makes a batch of many records quick.
func (w *writing) row(query string, args ...any) *sql.Row {
	st, err := w.prepared(query)
	if err != nil {
		return w.tx.QueryRowContext(w.ctx, query, args...)
	}
	return st.QueryRowContext(w.ctx, args...)
}

func (w *writing) exec(query string, args ...any) (sql.Result, error) {
	st, err := w.prepared(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(w.ctx, args...)
}

func (w *writing) prepared(query string) (*sql.Stmt, error) {
	if st, known := w.statements[query]; known {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, query)
	if err == nil {
		w.statements[query] = st
	}
	return st, err
}

// identify gives a new record its ID, and any record its next version.
func (w *writing) identify(id office.ID, version int64) (office.ID, int64) {
	if id == "" {
		id = office.NewID(w.store.clock.Now())
	}
	return id, version + 1
}

// standing is what is shown of a record before it changes; key 0: there is none.
type standing struct {
	key     int64
	kind    office.Kind
	version int64
	entry   office.ID // empty: the last one in the own journal
	station office.ID // where the record was born; empty: here
	apart   int       // how many more entries nothing follows
	heads   int       // how many lie in heads, with those that say the same
}

// next is the version of a record that is to be. Its ID and version are already set in
// its body; entry is what the journal holds of it.
type next struct {
	id          office.ID
	version     int64
	entry, body []byte
	salt        string
	of          any // the record that body was made of; nil: it is to be decoded
}

// before finds the record that a live write changes, and checks that base is its newest
// version; 0: that there is no such record.
func (w *writing) before(k AnyKind, id office.ID, base int64) (standing, error) {
	var b standing
	if id == "" && base == 0 {
		return b, nil // it is given its ID when it is written
	}
	err := w.row(`SELECT key, kind, version, entry, station, apart, (SELECT count(*) FROM heads h WHERE h.key = records.key) FROM records WHERE id = ?`, id).
		Scan(&b.key, &b.kind, &b.version, &b.entry, &b.station, &b.apart, &b.heads)
	switch {
	case errors.Is(err, sql.ErrNoRows) && base == 0:
		return standing{}, nil
	case errors.Is(err, sql.ErrNoRows) || err == nil && b.kind != k.Kind():
		return b, NoSuchRecord
	case err != nil:
		return b, err
	case b.version != base:
		return b, Stale
	case b.apart > 0 && k.policy() != Newest && w.seen == nil:
		return b, Apart
	}
	return b, nil
}

// put stores the next version of a record with its journal entry, which follows all
// that nothing followed before.
func (w *writing) put(k AnyKind, before standing, n next) error {
	follows, err := w.heads(before, n.id)
	if err != nil {
		return err
	}
	if err := w.allSeen(before); err != nil {
		return err
	}
	e := w.entry(k.Kind(), n, before.version)
	e.Follows = follows
	e.Hash = hashOf(e)
	if err := w.append(e); err != nil {
		return err
	}
	if err := w.show(k, before, view{shown: e, of: n.of}, n.body, n.salt); err != nil {
		return err
	}
	w.changed = append(w.changed, change{k.Kind(), n.id})
	return nil
}

// heads are the entries that nothing follows, of a record that is there.
func (w *writing) heads(b standing, id office.ID) (ids []office.ID, err error) {
	if b.key == 0 {
		return nil, nil
	}
	if b.entry == "" {
		err = w.row(`SELECT id FROM journal WHERE record = ? ORDER BY seq DESC LIMIT 1`, id).Scan(&b.entry)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, Damaged.Because(fmt.Errorf("record %s has no entry", id))
		}
	}
	if ids = []office.ID{b.entry}; err != nil || b.heads == 0 {
		return ids, err
	}
	var others string
	err = w.row(`SELECT coalesce(group_concat(entry, ' '), '') FROM heads WHERE key = ?`, b.key).Scan(&others)
	for field := range strings.FieldsSeq(others) {
		ids = append(ids, office.ID(field))
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// allSeen tells whether who settles a record saw each version that stands.
func (w *writing) allSeen(b standing) error {
	if w.seen == nil || b.heads == 0 {
		return nil
	}
	var apart string
	if err := w.row(`SELECT coalesce(group_concat(entry, ' '), '') FROM heads WHERE key = ? AND twin = 0`, b.key).Scan(&apart); err != nil {
		return err
	}
	for _, id := range append(idsIn(apart), b.entry) {
		if !slices.Contains(w.seen, id) {
			return Stale
		}
	}
	return nil
}

// show makes the records tell what the entries of a record amount to: body and salt are
// what is shown, which may lie beside the entry. Live writes, a replay and what
// arrives go through it. It inserts or updates and never does both in one
// statement (upsert, replace): such a statement opens a savepoint, at which
// FTS5 flushes what it has gathered, and a batch would become as slow as its
// records one by one.
func (w *writing) show(k AnyKind, b standing, v view, body []byte, salt string) error {
	e, fresh := v.shown, b.key == 0
	if fresh {
		done, err := w.exec(`INSERT INTO records (kind, id, version, body, salt, entry, station, apart) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			e.Kind, e.Record, e.Version, string(body), salt, e.ID, b.station, len(v.apart))
		if err != nil {
			return err
		}
		if b.key, err = done.LastInsertId(); err != nil {
			return err
		}
	} else if _, err := w.exec(`UPDATE records SET version = ?, body = ?, salt = ?, entry = ?, apart = ? WHERE key = ?`,
		e.Version, string(body), salt, e.ID, len(v.apart), b.key); err != nil {
		return err
	}
	if !fresh && b.kind != e.Kind { // two stations began one record as two kinds
		if _, err := w.exec(`UPDATE records SET kind = ? WHERE key = ?`, e.Kind, b.key); err != nil {
			return err
		}
	}
	if err := w.keepHeads(b, v); err != nil {
		return err
	}
	return w.derive(k, b, body, v.of, fresh, v.apart)
}

// OnChange calls fn after each commit of this store, once for each record that
// changed, in the goroutine that wrote. fn must be quick and must not write.
func (s *Store) OnChange(fn func(kind office.Kind, id office.ID)) (stop func()) {
	s.listening.Lock()
	defer s.listening.Unlock()
	ear := s.nextEar
	s.nextEar++
	s.listeners[ear] = fn
	return func() {
		s.listening.Lock()
		defer s.listening.Unlock()
		delete(s.listeners, ear)
	}
}

func (s *Store) announce(changed []change) {
	s.listening.Lock()
	ears := make([]func(office.Kind, office.ID), 0, len(s.listeners))
	for _, fn := range s.listeners {
		ears = append(ears, fn)
	}
	s.listening.Unlock()
	for _, c := range changed {
		for _, fn := range ears {
			fn(c.kind, c.id)
		}
	}
}
