package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Tries tells what was counted of one thing.
type Tries struct {
	Counted int
	At      time.Time // of the last; zero: none
	Entered time.Time // when the count was last ended; zero: never
}

// BookTry counts one more try at a thing, in one transaction with looking at the count:
// of many processes at once none has a try that is not counted. After some it counts
// nothing before the delay since the last one is over, and tells how long that takes yet.
// A clock that was set back makes nobody wait for longer than the delay.
func (s *Store) BookTry(ctx context.Context, what string, delay func(counted int) time.Duration) (wait time.Duration, err error) {
	err = s.unjournaled(ctx, "counting tries", func(tx *sql.Tx) error {
		t, err := triesOf(ctx, tx, what)
		if err != nil {
			return err
		}
		now, whole := s.clock.Now(), delay(t.Counted)
		if passed := now.Sub(t.At); t.At.After(now) {
			t.At, wait = now, whole // the delay begins anew by the clock as it is
		} else if passed < whole {
			wait = whole - passed
		}
		if wait <= 0 {
			t.Counted, t.At = t.Counted+1, now
		}
		return t.keep(ctx, tx, what)
	})
	return wait, err
}

// CountTries counts so many more of a thing, or less, and tells how many they were before.
func (s *Store) CountTries(ctx context.Context, what string, more int) (was int, err error) {
	err = s.unjournaled(ctx, "counting tries", func(tx *sql.Tx) error {
		t, err := triesOf(ctx, tx, what)
		if err != nil {
			return err
		}
		was = t.Counted
		t.Counted, t.At = max(0, was+more), s.clock.Now()
		return t.keep(ctx, tx, what)
	})
	return was, err
}

// EndTries forgets what was counted of a thing, and tells what it was. Its time is kept.
func (s *Store) EndTries(ctx context.Context, what string) (was Tries, err error) {
	err = s.unjournaled(ctx, "counting tries", func(tx *sql.Tx) error {
		if was, err = triesOf(ctx, tx, what); err != nil {
			return err
		}
		now := s.clock.Now()
		return Tries{At: now, Entered: now}.keep(ctx, tx, what)
	})
	return was, err
}

func triesOf(ctx context.Context, tx *sql.Tx, what string) (t Tries, err error) {
	var at, entered string
	err = tx.QueryRowContext(ctx, `SELECT counted, at, entered FROM tries WHERE what = ?`, what).Scan(&t.Counted, &at, &entered)
	if errors.Is(err, sql.ErrNoRows) {
		return Tries{}, nil
	}
	if err != nil {
		return t, err
	}
	if t.At, err = time.Parse(timeForm, at); err != nil {
		return t, Damaged.Because(err)
	}
	if entered != "" {
		if t.Entered, err = time.Parse(timeForm, entered); err != nil {
			return t, Damaged.Because(err)
		}
	}
	return t, nil
}

func (t Tries) keep(ctx context.Context, tx *sql.Tx, what string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO tries (what, counted, at, entered) VALUES (?, ?, ?, ?)
		ON CONFLICT (what) DO UPDATE SET counted = excluded.counted, at = excluded.at, entered = excluded.entered`,
		what, t.Counted, t.At.UTC().Format(timeForm), day(t.Entered))
	return err
}
