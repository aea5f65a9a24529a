package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"tram/local/office"
)

// The index is made of words as words.go, dates.go and citations.go cut them. When those
// cut otherwise than the program that made it, or a person wishes it, it is made anew
// beside the work of the day, some hundred records a transaction:
//
//   - A second index is made beside the one that answers, so that no search misses what
//     it found before. What is written meanwhile goes into both.
//   - Once the second is whole it takes the place of the first, which is then taken
//     away in pieces, too: all at once it would hold up every write.
//   - Whoever is ended in the middle goes on at the next opening.

const (
	wordRules    = 4   // raised whenever indexed gives other words
	reindexBatch = 250 // records a transaction: a write waits for no more than one of them
	wornOutBatch = 200 // pages of an index that was replaced, a transaction

	// restBetween lets other processes have their turn, which ask for it now and then.
	restBetween = 15 * time.Millisecond
)

const searchMade = `CREATE TABLE IF NOT EXISTS search_made (
	rules INTEGER NOT NULL, -- wordRules of the program that made the index, or is making it
	upto  INTEGER NOT NULL, -- key of the last record that is in it
	whole INTEGER NOT NULL
) STRICT`

// searchNext is the index of the first migration under another name.
const searchNext = `CREATE VIRTUAL TABLE search_next USING fts5 (words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'ascii')`

// indexIsCurrent tells whether the index is whole and cut by today's rules, and nothing
// is left of the one before.
func (s *Store) indexIsCurrent(ctx context.Context) (bool, error) {
	var worn bool
	err := s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_worn')`).Scan(&worn)
	if err != nil || worn {
		return false, err
	}
	return s.indexIsWhole(ctx)
}

// indexIsWhole tells whether the index that answers is whole and cut by today's rules.
func (s *Store) indexIsWhole(ctx context.Context) (bool, error) {
	var kept, current bool
	err := s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_made')`).Scan(&kept)
	if err != nil || !kept {
		return false, err
	}
	err = s.reader.QueryRowContext(ctx, `SELECT rules = ? AND whole FROM search_made`, wordRules).Scan(&current)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return current, err
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
		lines, err := w.wordsAfter(upto)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := w.enterNext(l); err != nil {
				return err
			}
			upto = l.key
		}
		if len(lines) == reindexBatch {
			_, err = w.exec(`UPDATE search_made SET upto = ?`, upto)
			return err
		}
		whole, err = w.takePlace(upto)
		return err
	})
	return whole, err
}

// takePlace lets the index that was made answer.
func (w *writing) takePlace(upto int64) (whole bool, err error) {
	for _, statement := range []string{
		`DROP TABLE IF EXISTS search_worn`, `ALTER TABLE search RENAME TO search_worn`, `ALTER TABLE search_next RENAME TO search`,
	} {
		if _, err := w.exec(statement); err != nil {
			return false, err
		}
	}
	w.making = nil
	if _, err := w.exec(`UPDATE search_made SET upto = ?, whole = true`, upto); err != nil {
		return false, err
	}
	return w.wearOff()
}

// wearOff takes some of the index away that was replaced, and tells whether it is gone.
func (w *writing) wearOff() (gone bool, err error) {
	var there bool
	if err := w.row(`SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_worn')`).Scan(&there); err != nil || !there {
		return !there, err
	}
	done, err := w.exec(`DELETE FROM search_worn_data WHERE id IN (SELECT id FROM search_worn_data ORDER BY id DESC LIMIT ?)`, wornOutBatch)
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == wornOutBatch {
		return false, err
	}
	_, err = w.exec(`DROP TABLE search_worn`)
	return err == nil, err
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
	var making bool
	err = w.row(`SELECT upto, whole, EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_next') FROM search_made WHERE rules = ?`, wordRules).Scan(&upto, &whole, &making)
	if err == nil && (whole || making) || err != nil && !errors.Is(err, sql.ErrNoRows) {
		return upto, whole, err
	}
	var records bool
	if err := w.row(`SELECT EXISTS (SELECT 1 FROM records)`).Scan(&records); err != nil {
		return 0, false, err
	}
	return 0, !records, w.beginIndex(records)
}

// beginIndex begins a second index; without records the first is as it has to be.
func (w *writing) beginIndex(records bool) error {
	statements := []string{`DROP TABLE IF EXISTS search_next`, `DELETE FROM search_made`, `INSERT INTO read_search (read_search) VALUES ('delete-all')`}
	if records {
		statements = append(statements, searchNext)
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

// worded is a record with its words.
type worded struct {
	key   int64
	words string
}

// enterNext puts words into the index that is being made, unless they are in it: written
// while that was being made.
func (w *writing) enterNext(l worded) error {
	if l.words == "" {
		return nil
	}
	var kept bool
	if err := w.row(`SELECT EXISTS (SELECT 1 FROM search_next_docsize WHERE id = ?)`, l.key).Scan(&kept); err != nil || kept {
		return err
	}
	_, err := w.exec(`INSERT INTO search_next (rowid, words) VALUES (?, ?)`, l.key, l.words)
	return err
}

// wordsAfter are the words of the next records.
func (w *writing) wordsAfter(key int64) ([]worded, error) {
	records, err := w.recordsAfter(`true`, key, reindexBatch)
	if err != nil {
		return nil, err
	}
	all := make([]worded, 0, len(records))
	for _, r := range records {
		words, err := w.wordsOf(r)
		if err != nil {
			return nil, err
		}
		all = append(all, worded{key: r.key, words: words})
	}
	return all, nil
}

func (w *writing) wordsOf(r shownRecord) (string, error) {
	k := w.store.kind(r.kind)
	if k.ownTable() == nil {
		return wordsOf(k, lineOf(k, r.body), r.apart), nil
	}
	words := k.ownTable().words(r.body)
	for _, other := range r.apart {
		words += " " + k.ownTable().words(other.body)
	}
	return words, nil
}
