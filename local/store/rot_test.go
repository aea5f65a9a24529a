package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// flipOn flips a bit of a page, from 1, as it lies in the file of a database.
func flipOn(t *testing.T, path string, page int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const size, within = 4096, 2000
	var b [1]byte
	if _, err := f.ReadAt(b[:], (page-1)*size+within); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 4
	if _, err := f.WriteAt(b[:], (page-1)*size+within); err != nil {
		t.Fatal(err)
	}
}

// TestAPageIsNotAccusedWhileAnotherStandsInTheLog: a program was killed over a page that the log
// brings anew, and a reader keeps the log from being moved.
func TestAPageIsNotAccusedWhileAnotherStandsInTheLog(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "office.db"), t.Context()
	s := openWith(t, path, Options{Clock: newClock(), Patience: 100 * time.Millisecond})
	if err := s.Checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
	other := open(t, path)
	stands, err := other.reader.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stands.Rollback()
	var n int
	if err := stands.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SaveOffice(ctx, settings, anOffice()); err != nil {
		t.Fatal(err)
	}
	var page int64
	if err := s.reader.QueryRowContext(ctx, `SELECT rootpage FROM sqlite_schema WHERE name = 'journal'`).Scan(&page); err != nil {
		t.Fatal(err)
	}
	flipOn(t, path, page)
	if held, err := s.HoldPages(ctx, 0, 1<<20); !errors.Is(err, LogHeld) {
		t.Fatalf("while another stands in the log: %+v, %v", held, err)
	}
	if err := stands.Rollback(); err != nil {
		t.Fatal(err)
	}
	if held, err := s.HoldPages(ctx, 0, 1<<20); err != nil || len(held.Bad) > 0 {
		t.Errorf("page %d lies in the log, and when that is moved: %+v, %v", page, held, err)
	}
}

// TestALongReadMakesWayForTheLog once more came into it than may, and no sooner.
func TestALongReadMakesWayForTheLog(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	if _, err := s.SaveOffice(ctx, settings, anOffice()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		most int64
		want error
	}{{64 << 20, nil}, {32 << 10, LogGrew}} {
		err := s.WithinLog(ctx, c.most, func(ctx context.Context) error {
			tx, err := s.reader.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM journal`).Scan(&n); err != nil {
				return err
			}
			for range 20 { // each entry takes pages of the log
				if _, err := s.SaveClerk(context.WithoutCancel(ctx), settings, office.Clerk{ID: office.NewID(s.clock.Now()), Name: "Nguyễn Văn Mẫu"}); err != nil {
					return err
				}
			}
			if c.want == nil {
				return nil
			}
			select {
			case <-ctx.Done():
			case <-time.After(time.Minute):
			}
			return ctx.Err()
		})
		if !errors.Is(err, c.want) {
			t.Errorf("at most %d bytes: %v", c.most, err)
		}
	}
	if held, err := s.heldInLog(ctx); err != nil || held != 0 {
		t.Errorf("the reader left, and %d bytes are held: %v", held, err)
	}
}
