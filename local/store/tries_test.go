package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tram/local/office"
)

var set0 = time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)

// setClock shows what it was set to.
type setClock struct{ now time.Time }

func (c *setClock) Now() time.Time           { return c.now }
func (*setClock) Source() office.ClockSource { return office.ClockSource{Name: "set"} }

func TestOfManyWhoTryAtOnceEachIsCounted(t *testing.T) {
	const doors, each, free = 10, 8, 3
	path := filepath.Join(t.TempDir(), "office.db")
	clock := &setClock{now: set0}
	var booked int
	var mu sync.Mutex
	var wait sync.WaitGroup
	first := openWith(t, path, Options{Clock: clock})
	for range doors {
		s := openWith(t, path, Options{Clock: clock}) // a handle of its own, as another process has
		wait.Go(func() {
			for range each {
				left, err := s.BookTry(context.Background(), "account", func(n int) time.Duration {
					if n < free {
						return 0
					}
					return time.Hour
				})
				if err != nil {
					t.Error(err)
				}
				if left == 0 {
					mu.Lock()
					booked++
					mu.Unlock()
				} else if left != time.Hour {
					t.Errorf("the wait is %s", left)
				}
			}
		})
	}
	wait.Wait()
	if booked != free {
		t.Errorf("%d doors had %d tries, not %d", doors, booked, free)
	}
	was, err := first.EndTries(context.Background(), "account")
	if err != nil || was.Counted != free || !was.At.Equal(set0) || !was.Entered.IsZero() {
		t.Errorf("%+v, %v", was, err)
	}
	if was, err = first.EndTries(context.Background(), "account"); err != nil || was.Counted != 0 || !was.Entered.Equal(set0) {
		t.Errorf("after the end: %+v, %v", was, err)
	}
}

func TestAClockThatWasSetDoesNotLockAnybodyOut(t *testing.T) {
	clock := &setClock{now: set0.AddDate(10, 0, 0)} // by mistake
	s := openWith(t, filepath.Join(t.TempDir(), "office.db"), Options{Clock: clock})
	hour := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	try := func() time.Duration {
		t.Helper()
		left, err := s.BookTry(context.Background(), "account", hour)
		if err != nil {
			t.Fatal(err)
		}
		return left
	}
	if left := try(); left != 0 {
		t.Fatalf("the first try waits %s", left)
	}
	clock.now = set0
	if left := try(); left != time.Hour {
		t.Errorf("after the clock was set right the wait is %s", left)
	}
	clock.now = set0.Add(time.Hour - 1)
	if left := try(); left != 1 {
		t.Errorf("a moment before the end the wait is %s", left)
	}
	clock.now = set0.Add(time.Hour)
	if left := try(); left != 0 {
		t.Errorf("after the delay the wait is %s", left)
	}
}
