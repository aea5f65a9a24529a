package store

import (
	"context"
	"database/sql"
	"time"
)

// TriesOver are the counts whose names begin in one way and to which nothing was added
// since a moment, by their names.
func (s *Store) TriesOver(ctx context.Context, beginning string, since time.Time) (map[string]int, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT what, counted FROM tries WHERE what >= ?1 AND substr(what, 1, length(?1)) = ?1 AND at < ?2`,
		beginning, since.UTC().Format(timeForm))
	if err != nil {
		return nil, told("reading what was counted", err)
	}
	defer rows.Close()
	over := map[string]int{}
	for rows.Next() {
		var what string
		var counted int
		if err := rows.Scan(&what, &counted); err != nil {
			return nil, told("reading what was counted", err)
		}
		over[what] = counted
	}
	return over, told("reading what was counted", rows.Err())
}

// ForgetTries takes a count away whole.
func (s *Store) ForgetTries(ctx context.Context, what string) error {
	return s.unjournaled(ctx, "forgetting what was counted", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM tries WHERE what = ?`, what)
		return err
	})
}
