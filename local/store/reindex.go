package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tram/local/office"
)

// The indexes are made of words as words.go, dates.go and citations.go cut them. When those
// cut otherwise than the program that made them, or a person wishes it, they are made anew
// beside the work of the day, some hundred records a transaction:
//
//   - Beside each index that answers a second one is made, so that no search misses what
//     it found before. What is written meanwhile goes into both.
//   - Once the second ones are whole they take the place of the first, which are then taken
//     away in pieces, too: all at once it would hold up every write.
//   - Whoever is ended in the middle goes on at the next opening.

const (
	wordRules    = 6   // raised whenever indexed, or byTwos, gives other words
	reindexBatch = 250 // records a transaction: a write waits for no more than one of them
	reindexPages = 50  // pages with words, a transaction: one takes as long as some ten records
	wornOutBatch = 200 // pages of an index that was replaced, a transaction

	// restBetween lets other processes have their turn, which ask for it now and then.
	restBetween = 15 * time.Millisecond
)

const searchMade = `CREATE TABLE IF NOT EXISTS search_made (
	rules INTEGER NOT NULL, -- wordRules of the program that made the index, or is making it
	upto  INTEGER NOT NULL, -- key of the last record that is in it
	whole INTEGER NOT NULL
) STRICT`

const (
	beingMade = `_next` // behind the name of an index: the one that is being made
	replaced  = `_worn` // the one that was replaced
)

// after is the index that is being made.
func (i index) after() index { return index{i.words + beingMade, i.said + beingMade, i.begins} }

// indexMade is a table of an index, and how it is made.
type indexMade struct{ name, options string }

// indexes are those that the search asks, as the migrations made them.
var indexes = []indexMade{
	{onRecord.words, `detail = none, prefix = '1 2 3 4 5 6 7', `}, {onRecord.said, ``}, {onPages.words, `detail = none, prefix = '2 3 4 5', `}, {onPages.said, ``},
}

func isThere(row func(query string, args ...any) *sql.Row, table string) (there bool, err error) {
	err = row(`SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?)`, table).Scan(&there)
	return there, err
}

// indexIsCurrent tells whether the index is whole and cut by today's rules, and nothing
// is left of the one before.
func (s *Store) indexIsCurrent(ctx context.Context) (bool, error) {
	for _, i := range indexes {
		if there, err := isThere(s.asking(ctx), i.name+replaced); err != nil || there {
			return false, err
		}
	}
	return s.indexIsWhole(ctx)
}

// indexIsWhole tells whether the index that answers is whole and cut by today's rules.
func (s *Store) indexIsWhole(ctx context.Context) (bool, error) {
	kept, err := isThere(s.asking(ctx), `search_made`)
	if err != nil || !kept {
		return false, err
	}
	var current bool
	err = s.reader.QueryRowContext(ctx, `SELECT rules = ? AND whole FROM search_made`, wordRules).Scan(&current)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return current, err
}

func (s *Store) asking(ctx context.Context) func(query string, args ...any) *sql.Row {
	return func(query string, args ...any) *sql.Row { return s.reader.QueryRowContext(ctx, query, args...) }
}

// reindex makes the index anew where it has to be: what is little at once, and the rest
// beside the work.
func (s *Store) reindex(ctx context.Context) error {
	current, err := s.indexIsCurrent(ctx)
	if err != nil || current {
		return err
	}
	s.log.Info("making the search index anew", "rules", wordRules)
	whole, err := s.reindexSome(ctx)
	if err == nil && !whole {
		s.goOnBeside(ctx, s.reindexAll)
	}
	return told("making the search index anew", err)
}

func (s *Store) reindexAll(ctx context.Context) {
	if err := piecewise(ctx, s.reindexSome); err != nil {
		s.log.Warn("the search index waits for the next opening to be made anew", "cause", err.Error())
		return
	}
	s.announce([]change{{office.KindConversion, ""}})
	s.gather(ctx)
}

// piecewise does some after some until all is done.
func piecewise(ctx context.Context, some func(context.Context) (whole bool, err error)) error {
	for {
		if whole, err := some(ctx); err != nil || whole {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(restBetween):
		}
	}
}

// reindexSome begins where the last transaction ended, and tells whether the
// index is whole and the one before it gone.
func (s *Store) reindexSome(ctx context.Context) (whole bool, err error) {
	_, err = s.transact(ctx, Act{Step: "reindex"}, func(w *writing) error {
		upto, done, err := w.indexedUpTo()
		if err != nil {
			return err
		}
		if done {
			whole, err = w.wearOff()
			return err
		}
		upto, all, err := w.reindexAfter(upto)
		if err != nil {
			return err
		}
		if !all {
			_, err = w.exec(`UPDATE search_made SET upto = ?`, upto)
			return err
		}
		whole, err = w.takePlace(upto)
		return err
	})
	return whole, err
}

// reindexAfter enters the next records into the indexes that are being made, and tells the last of
// them and whether there are no more.
func (w *writing) reindexAfter(key int64) (upto int64, all bool, err error) {
	records, err := w.recordsAfter(`true`, key, reindexBatch)
	if err != nil {
		return 0, false, err
	}
	upto = key
	for pages, i := 0, 0; i < len(records); i++ {
		if pages >= reindexPages {
			return upto, false, nil
		}
		r := records[i]
		f := w.foundOf(r)
		if err := errors.Join(w.enterNext(onRecord, r.key, f), w.enterDays(r.key, f, false)); err != nil {
			return 0, false, err
		}
		read, err := w.reindexRead(r)
		if err != nil {
			return 0, false, err
		}
		pages, upto = pages+read, r.key
	}
	return upto, len(records) < reindexBatch, nil
}

// reindexRead enters what was read on the pages of a record, and tells of how many.
func (w *writing) reindexRead(r shownRecord) (pages int, err error) {
	if r.kind != office.KindConversion {
		return 0, nil
	}
	f, pages, err := w.readOn(r.key)
	if err == nil && pages > 0 {
		err = w.enterNext(onPages, r.key, f)
	}
	return pages, err
}

// takePlace lets the indexes that were made answer.
func (w *writing) takePlace(upto int64) (whole bool, err error) {
	for _, i := range indexes {
		for _, statement := range []string{
			`DROP TABLE IF EXISTS ` + i.name + replaced, `ALTER TABLE ` + i.name + ` RENAME TO ` + i.name + replaced, `ALTER TABLE ` + i.name + beingMade + ` RENAME TO ` + i.name,
		} {
			if _, err := w.exec(statement); err != nil {
				return false, err
			}
		}
	}
	w.making = nil
	if _, err := w.exec(`UPDATE search_made SET upto = ?, whole = true`, upto); err != nil {
		return false, err
	}
	return w.wearOff()
}

// wearOff takes some of the indexes away that were replaced, and tells whether they are gone.
func (w *writing) wearOff() (gone bool, err error) {
	for _, i := range indexes {
		table := i.name + replaced
		if there, err := isThere(w.row, table); err != nil {
			return false, err
		} else if !there {
			continue
		}
		done, err := w.exec(`DELETE FROM `+table+`_data WHERE id IN (SELECT id FROM `+table+`_data ORDER BY id DESC LIMIT ?)`, wornOutBatch)
		if err != nil {
			return false, err
		}
		if n, err := done.RowsAffected(); err != nil || n == wornOutBatch {
			return false, err
		}
		if _, err := w.exec(`DROP TABLE ` + table); err != nil {
			return false, err
		}
	}
	return true, nil
}

// wearOffSome is wearOff in a transaction of its own.
func (s *Store) wearOffSome(ctx context.Context) (gone bool, err error) {
	_, err = s.transact(ctx, Act{Step: "reindex"}, func(w *writing) error {
		gone, err = w.wearOff()
		return err
	})
	return gone, err
}

// indexedUpTo is the last record in the index that is being made, which is begun where
// it is not of today's rules. A store of no records has nothing to make.
func (w *writing) indexedUpTo() (upto int64, whole bool, err error) {
	if _, err := w.exec(searchMade); err != nil {
		return 0, false, err
	}
	making, err := isThere(w.row, onRecord.words+beingMade)
	if err != nil {
		return 0, false, err
	}
	err = w.row(`SELECT upto, whole FROM search_made WHERE rules = ?`, wordRules).Scan(&upto, &whole)
	if err == nil && (whole || making) || err != nil && !errors.Is(err, sql.ErrNoRows) {
		return upto, whole, err
	}
	var records bool
	if err := w.row(`SELECT EXISTS (SELECT 1 FROM records)`).Scan(&records); err != nil {
		return 0, false, err
	}
	return 0, !records, w.beginIndex(records)
}

// beginIndex begins the second indexes; without records the first are as they have to be.
func (w *writing) beginIndex(records bool) error {
	statements := []string{`DELETE FROM search_made`}
	for _, i := range indexes {
		statements = append(statements, `DROP TABLE IF EXISTS `+i.name+beingMade)
		if records {
			statements = append(statements, `CREATE VIRTUAL TABLE `+i.name+beingMade+` USING fts5 (words, content = '', contentless_delete = 1, `+i.options+`tokenize = 'ascii')`)
		}
	}
	for _, statement := range statements {
		if _, err := w.exec(statement); err != nil {
			return err
		}
	}
	w.making = &records
	_, err := w.exec(`INSERT INTO search_made (rules, upto, whole) VALUES (?, 0, ?)`, wordRules, !records)
	return err
}

// isMaking tells whether a second index is being made, asked once a transaction: an
// opening begins it before anything is written.
func (w *writing) isMaking() (bool, error) {
	if w.making == nil {
		var making bool
		if err := w.row(`SELECT EXISTS (SELECT 1 FROM search_made WHERE NOT whole)`).Scan(&making); err != nil {
			return false, err
		}
		w.making = &making
	}
	return *w.making, nil
}

// enterNext puts what a record is found by into an index that is being made, unless it is in it:
// written while that was being made.
func (w *writing) enterNext(in index, key int64, f findable) error {
	if f.words == "" {
		return nil
	}
	in = in.after()
	var kept bool
	if err := w.row(`SELECT EXISTS (SELECT 1 FROM `+in.words+`_docsize WHERE id = ?)`, key).Scan(&kept); err != nil || kept {
		return err
	}
	return w.enterBoth(in, key, f, true)
}

// foundOf is what a record is found by.
func (w *writing) foundOf(r shownRecord) findable {
	k := w.store.kind(r.kind)
	if k.ownTable() == nil {
		return lineFound(k, lineOf(k, r.body), r.apart)
	}
	f := k.ownTable().found(r.body)
	for _, other := range r.apart {
		f = f.with(k.ownTable().found(other.body))
	}
	return f
}
