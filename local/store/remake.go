package store

import (
	"context"
	"database/sql"
	"errors"

	"tram/local/office"
)

// Lines, facts and words follow from records. Where a kind makes them otherwise than
// the program that made them, they are made anew beside the work of the day, some
// hundred records a transaction: until then each record has the lines of before, and
// whoever is ended in the middle goes on at the next opening.

const (
	remakeBatch  = 250  // records a transaction: a write waits for no more than one of them
	remakeAtOnce = 2000 // records that an opening waits for
)

// remake makes anew what has to be, and goes on beside the work where it is much.
func (s *Store) remake(ctx context.Context) error {
	var later []AnyKind
	for _, k := range s.Kinds() {
		for made := 0; made < remakeAtOnce; made += remakeBatch {
			whole, err := s.remakeSome(ctx, k)
			if err != nil {
				return told("making the lines of a "+string(k.Kind())+" anew", err)
			}
			if whole {
				break
			}
			if made+remakeBatch >= remakeAtOnce {
				later = append(later, k)
			}
		}
	}
	if len(later) == 0 {
		return nil
	}
	s.goOnBeside(ctx, func(ctx context.Context) { s.remakeAll(ctx, later) })
	return nil
}

// goOnBeside works beside the work of the day, until the store is closed.
func (s *Store) goOnBeside(ctx context.Context, work func(context.Context)) {
	if s.leaveOff == nil {
		s.besides, s.leaveOff = context.WithCancel(context.WithoutCancel(ctx))
	}
	s.working.Go(func() { work(s.besides) })
}

func (s *Store) remakeAll(ctx context.Context, kinds []AnyKind) {
	for _, k := range kinds {
		if err := piecewise(ctx, s.remakerOf(k)); err != nil {
			s.log.Warn("lines wait for the next opening to be made anew", "kind", k.Kind(), "cause", err.Error())
			return
		}
		s.announce([]change{{k.Kind(), ""}})
	}
}

// remakeSome begins where the last transaction ended, and tells whether all is made.
func (s *Store) remakeSome(ctx context.Context, k AnyKind) (whole bool, err error) {
	var upto int64
	err = s.reader.QueryRowContext(ctx, `SELECT upto, whole FROM made WHERE kind = ? AND rev = ?`, k.Kind(), k.rev()).Scan(&upto, &whole)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || whole {
		return whole, err
	}
	_, err = s.transact(ctx, Act{Step: "remake"}, func(w *writing) error {
		if whole, err = w.remakeSome(k); err != nil {
			return err
		}
		return nil
	})
	return whole, err
}

func (w *writing) remakeSome(k AnyKind) (whole bool, err error) {
	var upto int64
	err = w.row(`SELECT upto, whole FROM made WHERE kind = ? AND rev = ?`, k.Kind(), k.rev()).Scan(&upto, &whole)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = w.exec(`INSERT OR REPLACE INTO made (kind, rev, upto, whole) VALUES (?, ?, 0, false)`, k.Kind(), k.rev())
	}
	if err != nil || whole {
		return whole, err
	}
	records, err := w.recordsAfter(`kind = ?`, upto, remakeBatch, k.Kind())
	if err != nil {
		return false, err
	}
	for _, r := range records {
		if err := w.remakeLine(k, r); err != nil {
			return false, err
		}
		upto = r.key
	}
	whole = len(records) < remakeBatch
	_, err = w.exec(`UPDATE made SET upto = ?, whole = ? WHERE kind = ?`, upto, whole, k.Kind())
	return whole, err
}

// remakeLine makes the words of a kind that has no table of its own, too: those of
// others are made anew where the rules of words change (reindex).
func (w *writing) remakeLine(k AnyKind, r shownRecord) error {
	if k.ownTable() != nil {
		_, err := w.deriveLine(k, r.standing, r.body, nil, false, r.apart)
		return err
	}
	return w.derive(k, r.standing, r.body, nil, false, r.apart)
}

// shownRecord is a record whose lines are wanted.
type shownRecord struct {
	standing
	body  []byte
	apart []rival
}

func (w *writing) recordsAfter(where string, key int64, most int, args ...any) ([]shownRecord, error) {
	rows, err := w.tx.QueryContext(w.ctx, `SELECT key, kind, id, body, apart FROM records WHERE `+where+` AND key > ? ORDER BY key LIMIT ?`, append(args, key, most)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []shownRecord
	parted := map[int]office.ID{}
	for rows.Next() {
		var r shownRecord
		var id office.ID
		var apart int
		if err := rows.Scan(&r.key, &r.kind, &id, &r.body, &apart); err != nil {
			return nil, err
		}
		if r.heads = apart; apart > 0 {
			parted[len(all)] = id
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for i, id := range parted {
		if all[i].apart, err = w.rivalsOf(id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// rivalsOf are the heads of a record that are not shown.
func (w *writing) rivalsOf(record office.ID) ([]rival, error) {
	all, err := w.entriesOf(record)
	if err != nil {
		return nil, err
	}
	from, err := w.lineage()
	if err != nil {
		return nil, err
	}
	return viewOf(w.store.kindOf(all), from, all).apart, nil
}

// remakerOf is remakeSome of one kind.
func (s *Store) remakerOf(k AnyKind) func(context.Context) (whole bool, err error) {
	return func(ctx context.Context) (bool, error) { return s.remakeSome(ctx, k) }
}

// Remake makes lines, facts and words of every kind anew from the records, as openings do
// where the rules changed. Records are written and found meanwhile. One that was cut off
// goes on where it was, at the next opening or at the next Remake. It needs office.MayRun.
func (s *Store) Remake(ctx context.Context) error {
	done, total, err := s.Making(ctx)
	if err == nil && done == total {
		err = s.forgetMade(ctx)
	}
	if err == nil {
		err = piecewise(ctx, s.reindexSome)
	}
	for _, k := range s.Kinds() {
		if err == nil {
			err = piecewise(ctx, s.remakerOf(k))
		}
	}
	if err == nil {
		err = s.indexUnread(ctx)
	}
	if err == nil {
		s.announce([]change{{office.KindConversion, ""}})
	}
	return told("making the lines anew", err)
}

// forgetMade lets all be made anew.
func (s *Store) forgetMade(ctx context.Context) error {
	return s.write(ctx, Act{Step: "remake"}, func(w *writing) error {
		if err := w.mayAct(office.MayRun); err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE made SET upto = 0, whole = false`); err != nil {
			return err
		}
		return w.beginIndex(true)
	})
}

// Making tells how much is made of what lists, rules and search know of the records;
// equal: all of it. It counts each record twice: its words and its line.
func (s *Store) Making(ctx context.Context) (done, total int64, err error) {
	defer func() { err = told("reading how far the making of lines is", err) }()
	var whole bool
	var upto, newest int64
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(max(whole), false), coalesce(max(upto), 0), (SELECT coalesce(max(key), 0) FROM records) FROM search_made`).Scan(&whole, &upto, &newest)
	if err != nil {
		return 0, 0, err
	}
	left := newest - upto
	if whole {
		left = 0
	}
	for _, k := range s.Kinds() {
		of, err := s.unmade(ctx, k)
		if err != nil {
			return 0, 0, err
		}
		left += of
	}
	return max(0, 2*newest-left), 2 * newest, nil
}

// unmade counts the records of a kind whose lines have to be made anew.
func (s *Store) unmade(ctx context.Context, k AnyKind) (n int64, err error) {
	var upto int64
	var whole bool
	err = s.reader.QueryRowContext(ctx, `SELECT upto, whole FROM made WHERE kind = ? AND rev = ?`, k.Kind(), k.rev()).Scan(&upto, &whole)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || whole {
		return 0, err
	}
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FROM records WHERE kind = ? AND key > ?`, k.Kind(), upto).Scan(&n)
	return n, err
}
