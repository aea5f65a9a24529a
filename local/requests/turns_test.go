package requests

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

func opened(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: office.SystemClock{}, Kinds: Kinds()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestNumbersAreCalledInTheirOrderAndADayBeginsAnew(t *testing.T) {
	s, ctx := opened(t), t.Context()
	noon := time.Date(2026, 11, 30, 12, 0, 0, 0, office.VietNam)
	if _, err := CallTurn(ctx, s, noon, 0, ""); !errors.Is(err, NobodyWaits) {
		t.Errorf("nobody took a number: %v", err)
	}
	for range 3 {
		if _, err := TakeTurn(ctx, s, noon); err != nil {
			t.Fatal(err)
		}
	}
	is, err := CallTurn(ctx, s, noon, 0, "Quầy  2")
	if err != nil || is.Last().Number != 1 || is.Last().Counter != "Quầy 2" || is.Waits() != 2 || is.Next() != 2 {
		t.Fatalf("%v %+v", err, is)
	}
	if is, err = CallTurn(ctx, s, noon.Add(300*time.Millisecond), 0, "Quầy 2"); err != nil || is.Last().Number != 1 || len(is.Called) != 1 {
		t.Errorf("pressed twice: %v %+v", err, is)
	}
	if is, err = CallTurn(ctx, s, noon.Add(-2*time.Hour), 0, "Quầy 2"); err != nil || is.Last().Number != 2 {
		t.Errorf("by a clock that was turned back: %v %+v", err, is)
	}
	if is, err = CallTurn(ctx, s, noon.Add(-2*time.Hour), 2, "Quầy 2"); err != nil || len(is.Called) != 3 {
		t.Errorf("again: %v %+v", err, is)
	}
	if is, err = CallTurn(ctx, s, noon, 3, ""); err != nil || is.Last().Number != 3 || is.Waits() != 0 {
		t.Errorf("called out of turn: %v %+v", err, is)
	}
	if is, err = CallTurn(ctx, s, noon, 2, ""); err != nil || is.Last().Number != 2 || is.Waits() != 0 {
		t.Errorf("called after its turn: %v %+v", err, is)
	}
	for _, number := range []int{4, -1} {
		if _, err := CallTurn(ctx, s, noon, number, ""); !errors.Is(err, NoSuchTurn) {
			t.Errorf("number %d: %v", number, err)
		}
	}
	if is, err := TurnsOf(ctx, s, noon); err != nil || is.Given != 3 || len(is.Called) != 5 {
		t.Errorf("a refused call changed it: %v %+v", err, is)
	}
	if is, err := TakeTurn(ctx, s, noon.AddDate(0, 0, 1)); err != nil || is.Given != 1 || len(is.Called) > 0 || is.Day != "2026-12-01" {
		t.Errorf("the day after: %v %+v", err, is)
	}
	if is, err := TurnsOf(ctx, s, noon); err != nil || is.Given != 3 || len(is.Called) != 5 {
		t.Errorf("the clock was put right, and the queue of the day is gone: %v %+v", err, is)
	}
	for day := range 5 {
		if _, err := TakeTurn(ctx, s, noon.AddDate(0, 0, 2+day)); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := TurnsOf(ctx, s, noon); err != nil || is.Given > 0 {
		t.Errorf("a queue of long ago is kept: %v %+v", err, is)
	}
}

// TestNoNumberIsGivenTwice: two clerks press at once.
func TestNoNumberIsGivenTwice(t *testing.T) {
	s, now := opened(t), time.Now()
	given := make(chan int, 40)
	var all sync.WaitGroup
	for range cap(given) {
		all.Go(func() {
			is, err := TakeTurn(t.Context(), s, now)
			if err != nil {
				t.Error(err)
			}
			given <- is.Given
		})
	}
	all.Wait()
	close(given)
	seen := map[int]bool{}
	for n := range given {
		if seen[n] {
			t.Errorf("%d was given twice", n)
		}
		seen[n] = true
	}
	if len(seen) != cap(given) {
		t.Errorf("%d numbers", len(seen))
	}
}

// TestTwoCountersCallAtOnce: each gets a number of its own.
func TestTwoCountersCallAtOnce(t *testing.T) {
	s, now := opened(t), time.Now()
	for range 2 {
		if _, err := TakeTurn(t.Context(), s, now); err != nil {
			t.Fatal(err)
		}
	}
	for number, counter := range []string{"Quầy 1", "Quầy 2"} {
		if is, err := CallTurn(t.Context(), s, now, 0, counter); err != nil || is.Last().Number != number+1 {
			t.Errorf("%s: %v %+v", counter, err, is)
		}
	}
}
