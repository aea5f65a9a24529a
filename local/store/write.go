package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
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
	changed    []change
}

// head is the end of the chain, on which the next entry is hung.
type head struct {
	seq  int64
	hash office.Digest
	at   time.Time
}

// change is what listeners are told.
type change struct {
	kind office.Kind
	id   office.ID
}

// write runs fn in one immediate transaction, and tells what changed once it
// is on disk. On an error nothing was written.
func (s *Store) write(ctx context.Context, act Act, fn func(*writing) error) error {
	if s.station == "" {
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
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	if s.committed != nil && w.head.seq != was.seq {
		s.committed(was.seq+1, office.JournalHead{Seq: w.head.seq, Hash: w.head.hash, At: w.head.at})
	}
	return w.changed, nil
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

// put stores the next version of a record, whose ID and version are already
// set in its body, with its journal entry. It fails with Stale when the record
// is not the version before, and NoSuchRecord when there is none.
func (w *writing) put(kind office.Kind, id office.ID, version int64, record any) error {
	if err := w.mayFollow(kind, id, version-1); err != nil {
		return err
	}
	body, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encoding a %s: %w", kind, err)
	}
	kept, salt, err := inJournal(kind, record, body)
	if err != nil {
		return fmt.Errorf("outlining a %s: %w", kind, err)
	}
	e := w.entry(kind, id, version, kept)
	if err := w.append(e); err != nil {
		return err
	}
	if err := w.apply(e, body, salt); err != nil {
		return err
	}
	w.changed = append(w.changed, change{kind, id})
	return nil
}

// mayFollow checks that base is the newest version of the record; 0: that
// there is no such record.
func (w *writing) mayFollow(kind office.Kind, id office.ID, base int64) error {
	var have int64
	var is office.Kind
	err := w.row(`SELECT kind, version FROM records WHERE id = ?`, id).Scan(&is, &have)
	switch {
	case errors.Is(err, sql.ErrNoRows) && base == 0:
		return nil
	case errors.Is(err, sql.ErrNoRows) || err == nil && is != kind:
		return NoSuchRecord
	case err != nil:
		return err
	case have != base:
		return Stale
	}
	return nil
}

// apply makes the records tell what an entry says, or what lies beside it (body
// and salt). Live writes and a replay both go through it. It inserts or updates and never does both in one
// statement (upsert, replace): such a statement opens a savepoint, at which
// FTS5 flushes what it has gathered, and a batch would become as slow as its
// records one by one.
func (w *writing) apply(e office.Entry, body []byte, salt string) error {
	if e.Base == 0 {
		done, err := w.exec(`INSERT INTO records (kind, id, version, body, salt) VALUES (?, ?, ?, ?, ?)`, e.Kind, e.Record, e.Version, string(body), salt)
		if err != nil {
			return err
		}
		key, err := done.LastInsertId()
		switch {
		case err != nil:
			return err
		case e.Kind == office.KindConversion:
			return w.deriveNew(key, body)
		case isFollower(e.Kind):
			return w.follow(e, key)
		case e.Kind == office.KindPrintout:
			return w.enterPrintout(key, body)
		}
		return nil
	}
	var key int64
	err := w.row(`UPDATE records SET version = ?, body = ?, salt = ? WHERE id = ? RETURNING key`, e.Version, string(body), salt, e.Record).Scan(&key)
	switch {
	case err != nil:
		return err
	case e.Kind == office.KindConversion:
		return w.deriveAgain(key, body)
	case isFollower(e.Kind):
		return w.followAgain(key, body)
	case e.Kind == office.KindPrintout:
		return w.enterPrintoutAgain(key, body)
	}
	return nil
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
