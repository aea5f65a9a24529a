package store

import (
	"context"
	"database/sql"
	"errors"

	"tram/local/office"
)

// The index is made of words as words.go, dates.go and citations.go cut them.
// When those cut otherwise than the program that made it, it is made anew beside the
// work of the day, some hundred records a transaction: whoever is ended in the middle
// goes on at the next opening. It needs no schema of its own, and an older
// program still reads and writes it.

const (
	wordRules    = 3   // raised whenever indexed gives other words
	reindexBatch = 500 // records a transaction
)

const searchMade = `CREATE TABLE IF NOT EXISTS search_made (
	rules INTEGER NOT NULL, -- wordRules of the program that made the index, or is making it
	upto  INTEGER NOT NULL, -- key of the last record that is in it
	whole INTEGER NOT NULL
) STRICT`

// indexIsCurrent tells whether the index is whole and cut by today's rules.
func (s *Store) indexIsCurrent(ctx context.Context) (bool, error) {
	var kept bool
	if err := s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_made')`).Scan(&kept); err != nil || !kept {
		return false, err
	}
	var current bool
	err := s.reader.QueryRowContext(ctx, `SELECT rules = ? AND whole FROM search_made`, wordRules).Scan(&current)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return current, err
}

// reindex makes the index anew where it has to be: what is little at once, and the rest
// beside the work. Until it is whole a search may miss records, which Making tells.
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
	for {
		whole, err := s.reindexSome(ctx)
		if err != nil {
			s.log.Warn("the search index waits for the next opening to be made anew", "cause", err.Error())
			return
		}
		if whole {
			s.announce([]change{{office.KindConversion, ""}})
			return
		}
	}
}

// Making tells how many records of how many are in the search index; equal: all are.
func (s *Store) Making(ctx context.Context) (done, total int64, err error) {
	var whole bool
	err = s.reader.QueryRowContext(ctx, `SELECT whole, upto, (SELECT coalesce(max(key), 0) FROM records) FROM search_made`).Scan(&whole, &done, &total)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	if whole {
		done = total
	}
	return done, total, told("reading how far the search index is", err)
}

// reindexSome begins where the last transaction ended, and tells whether the
// index is whole.
func (s *Store) reindexSome(ctx context.Context) (whole bool, err error) {
	_, err = s.transact(ctx, Act{Step: "reindex"}, func(w *writing) error {
		upto, done, err := w.indexedUpTo()
		if whole = done; err != nil || done {
			return err
		}
		lines, err := w.wordsAfter(upto)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := w.enterWords(l.key, l.words, !l.kept); err != nil {
				return err
			}
			upto = l.key
		}
		whole = len(lines) < reindexBatch
		_, err = w.exec(`UPDATE search_made SET upto = ?, whole = ?`, upto, whole)
		return err
	})
	return whole, err
}

// indexedUpTo is the last record in an index of today's rules; an index of other rules
// is emptied.
func (w *writing) indexedUpTo() (upto int64, whole bool, err error) {
	if _, err := w.exec(searchMade); err != nil {
		return 0, false, err
	}
	err = w.row(`SELECT upto, whole FROM search_made WHERE rules = ?`, wordRules).Scan(&upto, &whole)
	if !errors.Is(err, sql.ErrNoRows) {
		return upto, whole, err
	}
	for _, empty := range []string{`INSERT INTO search (search) VALUES ('delete-all')`, `DELETE FROM search_made`} {
		if _, err := w.exec(empty); err != nil {
			return 0, false, err
		}
	}
	_, err = w.exec(`INSERT INTO search_made (rules, upto, whole) VALUES (?, 0, false)`, wordRules)
	return 0, false, err
}

// worded is a record with its words.
type worded struct {
	key   int64
	words string
	kept  bool // it is in the index: written while that was being made
}

// wordsAfter are the next records. Those of conversions come from the table of their
// own, so that no body is decoded.
func (w *writing) wordsAfter(key int64) ([]worded, error) {
	records, err := w.recordsAfter(`true`, key, reindexBatch)
	if err != nil {
		return nil, err
	}
	all := make([]worded, 0, len(records))
	for _, r := range records {
		line := worded{key: r.key}
		if err := w.row(`SELECT EXISTS (SELECT 1 FROM search_docsize WHERE id = ?)`, r.key).Scan(&line.kept); err != nil {
			return nil, err
		}
		if line.words, err = w.wordsOf(r); err != nil {
			return nil, err
		}
		all = append(all, line)
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
