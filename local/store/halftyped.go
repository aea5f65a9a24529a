package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
)

// HalfTyped is what was typed into a form and not kept; empty: nothing.
func (s *Store) HalfTyped(ctx context.Context, name string) (words string, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT words FROM half_typed WHERE name = ?`, name).Scan(&words)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return words, told("reading what is half typed", err)
}

// ChangeHalfTyped puts what change makes of it in its place, and lets no other program come between; where
// change fails it stays, and ChangeHalfTyped fails so.
func (s *Store) ChangeHalfTyped(ctx context.Context, name string, change func(words string) (string, error)) error {
	var failed error
	err := s.unjournaled(ctx, "changing what is half typed", func(tx *sql.Tx) error {
		var words string
		if err := tx.QueryRowContext(ctx, `SELECT words FROM half_typed WHERE name = ?`, name).Scan(&words); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if words, failed = change(words); failed != nil {
			return failed
		}
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO half_typed (name, words) VALUES (?, ?)`, name, words)
		return err
	})
	return cmp.Or(failed, err)
}

// KeepHalfTyped keeps that in the place of what was kept before; empty: it waits no more.
func (s *Store) KeepHalfTyped(ctx context.Context, name, words string) error {
	statement, values := `INSERT OR REPLACE INTO half_typed (name, words) VALUES (?, ?)`, []any{name, words}
	if words == "" {
		statement, values = `DELETE FROM half_typed WHERE name = ?`, values[:1]
	}
	return s.unjournaled(ctx, "keeping what is half typed", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, statement, values...)
		return err
	})
}
