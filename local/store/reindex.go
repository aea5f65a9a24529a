package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The index is made of words as words.go, dates.go and citations.go cut them.
// When those cut otherwise than the program that made it, it is made anew at
// opening, some thousand records a transaction: whoever is ended in the middle
// goes on at the next opening. It needs no schema of its own, and an older
// program still reads and writes it.

const (
	wordRules    = 3    // raised whenever indexed gives other words
	reindexBatch = 2000 // records a transaction
)

const searchMade = `CREATE TABLE IF NOT EXISTS search_made (
	rules INTEGER NOT NULL, -- wordRules of the program that made the index, or is making it
	upto  INTEGER NOT NULL, -- key of the last conversion that is in it
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

// reindex makes the index anew where it has to be. Of several processes one
// does it and the others wait.
func (s *Store) reindex(ctx context.Context, path string) error {
	current, err := s.indexIsCurrent(ctx)
	if err != nil || current {
		return err
	}
	release, err := takeTurn(ctx, path+".lock")
	if err != nil {
		return told("waiting for another process that makes the index", err)
	}
	defer release()
	if current, err = s.indexIsCurrent(ctx); err != nil || current {
		return err
	}
	s.log.Info("making the search index anew", "rules", wordRules)
	for whole := false; !whole && err == nil; {
		whole, err = s.reindexSome(ctx)
	}
	return told("making the search index anew", err)
}

// reindexSome begins where the last transaction ended, and tells whether the
// index is whole.
func (s *Store) reindexSome(ctx context.Context) (whole bool, err error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	upto, err := indexedUpTo(ctx, tx)
	if err != nil {
		return false, err
	}
	lines, err := linesAfter(ctx, tx, upto)
	if err != nil {
		return false, err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO search (rowid, words) VALUES (?, ?)`)
	if err != nil {
		return false, err
	}
	for _, l := range lines {
		if err := l.into(ctx, tx, insert); err != nil {
			return false, err
		}
		upto = l.key
	}
	whole = len(lines) < reindexBatch
	if _, err := tx.ExecContext(ctx, `UPDATE search_made SET upto = ?, whole = ?`, upto, whole); err != nil {
		return false, err
	}
	return whole, tx.Commit()
}

// indexedUpTo is the last conversion in an index of today's rules; an index of
// other rules is emptied.
func indexedUpTo(ctx context.Context, tx *sql.Tx) (upto int64, err error) {
	if _, err := tx.ExecContext(ctx, searchMade); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `SELECT upto FROM search_made WHERE rules = ?`, wordRules).Scan(&upto)
	if !errors.Is(err, sql.ErrNoRows) {
		return upto, err
	}
	for _, empty := range []string{`INSERT INTO search (search) VALUES ('delete-all')`, `DELETE FROM search_made`} {
		if _, err := tx.ExecContext(ctx, empty); err != nil {
			return 0, err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO search_made (rules, upto, whole) VALUES (?, 0, false)`, wordRules)
	return 0, err
}

// line is a conversion whose words are wanted.
type line struct {
	key   int64
	words string
	kept  bool // it is in the index: written while that was being made
}

func linesAfter(ctx context.Context, tx *sql.Tx, key int64) ([]line, error) {
	rows, err := tx.QueryContext(ctx, `SELECT key, EXISTS (SELECT 1 FROM search_docsize WHERE id = key), `+derivedColumns+`
		FROM conversions WHERE key > ? ORDER BY key LIMIT ?`, key, reindexBatch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lines []line
	for rows.Next() {
		var l line
		d, err := scanDerived(rows, &l.key, &l.kept)
		if err != nil {
			return nil, fmt.Errorf("reading conversion %d: %w", l.key, err)
		}
		l.words = indexed(d.Row)
		lines = append(lines, l)
	}
	return lines, rows.Err()
}

// into inserts, or replaces what is there: a replacement of everything would make
// FTS5 write each record by itself.
func (l line) into(ctx context.Context, tx *sql.Tx, insert *sql.Stmt) error {
	if l.kept {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)`, l.key, l.words)
		return err
	}
	_, err := insert.ExecContext(ctx, l.key, l.words)
	return err
}
