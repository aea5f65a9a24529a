// Package sharedcalendartest holds histories of two stations of an office that share a calendar with other
// programs, and carry their journals to each other.
package sharedcalendartest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/sharedcalendar"
	"tram/local/store"
)

const who = "Nguyễn Văn Mẫu"

// ticking is a clock that goes on whenever it is looked at.
type ticking struct{ at time.Time }

func (c *ticking) Now() time.Time {
	c.at = c.at.Add(time.Second)
	return c.at
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "system"} }

func kinds() []store.AnyKind {
	return append(append(meetings.Kinds(), sharedcalendar.Kinds()...), books.Facilities.Kind)
}

// Unborn is an empty database of today's schema, for Live.
func Unborn(t testing.TB) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unborn.db")
	s, err := store.Open(t.Context(), path, store.Options{Clock: &ticking{time.Now()}, Kinds: kinds(), Unborn: true})
	if err == nil {
		err = errors.Join(s.Checkpoint(t.Context()), s.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// history is one of two stations of an office that share a calendar with other programs, and carry their
// journals to each other.
type history struct {
	t        *testing.T
	far      calsync.Far
	draw     *rand.Rand
	sides    []*sharedcalendar.Side
	n        int
	words    map[string]bool  // that somebody wrote
	replaced map[string]int   // how often words were that somebody had before them, and wrote over, removed, or did not choose
	binned   []calsync.Object // that somebody removed in the calendar
	seen     *Seen
}

// Seen is what happened in histories: a test that saw no clash proves nothing of clashes.
type Seen struct{ Kills, Sent, Taken, Merged, Removed, Dropped, Clashes, Settled, PutBack int }

func newHistory(t *testing.T, seed uint64, far calsync.Far, empty []byte, seen *Seen) *history {
	t.Helper()
	h := &history{t: t, far: far, draw: rand.New(rand.NewPCG(seed, 7)), words: map[string]bool{}, replaced: map[string]int{}, seen: seen}
	clock, dir := &ticking{time.Date(2029, 12, 1, 8, 0, 0, 0, office.VietNam)}, t.TempDir()
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name+".db")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), path, store.Options{Clock: clock, Kinds: kinds()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		h.sides = append(h.sides, &sharedcalendar.Side{Store: s, Actor: "Trạm " + name, Path: filepath.Join(dir, name+".calendar")})
	}
	return h
}

func (h *history) event() {
	s := h.sides[h.draw.IntN(2)]
	switch n := h.draw.IntN(100); {
	case n < 40:
		h.work(s)
	case n < 55:
		h.elsewhere()
	case n < 80:
		h.exchange(s, 12)
	case n < 92:
		h.carry(s)
	case n < 94:
		_ = os.Remove(s.Path)
	default:
		h.choose(s)
	}
}

func (h *history) word(by string) string {
	h.n++
	w := fmt.Sprintf("%s%d", by, h.n)
	h.words[w] = true
	return w
}

func (h *history) failed(err error) {
	if err != nil && !errors.Is(err, store.Apart) && !errors.Is(err, store.Stale) {
		h.t.Helper()
		h.t.Fatal(err)
	}
}

// start is an hour that is a word as well.
func (h *history) start() string {
	h.n++
	at := time.Date(2030, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(h.n) * time.Hour).Format("2006-01-02T15:04:05")
	h.words[at] = true
	return at
}

// wordsOf are what a meeting says.
func wordsOf(m office.Meeting) []string { return []string{m.Title, m.Place, m.Purpose, m.When.Start} }

func (h *history) replace(was, now office.Meeting) {
	for i, w := range wordsOf(was) {
		if wordsOf(now)[i] != w {
			h.replaced[w]++
		}
	}
}

// exchange is one between a station and the calendar, of a hundred of whose steps so many are the last;
// people go on working meanwhile.
func (h *history) exchange(s *sharedcalendar.Side, kills int) calsync.Result {
	ctx := h.t.Context()
	known, err := s.Begin(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	far, near := calsynctest.Shake(h.far, s, func() (bool, bool) {
		if kills > 0 && h.draw.IntN(12) == 0 {
			if h.draw.IntN(2) == 0 {
				h.work(s)
			} else {
				h.elsewhere()
			}
		}
		n := h.draw.IntN(100)
		return n < kills/2, n >= kills/2 && n < kills
	})
	is, err := calsync.Run(ctx, far, near, known, calsync.Wish{Emptied: true})
	for _, odd := range is.Odd {
		if !errors.Is(odd.Err, store.Apart) {
			h.t.Errorf("%s: %+v", s.Actor, odd)
		}
	}
	if errors.Is(err, calsynctest.ErrKilled) {
		h.seen.Kills++
	} else if err != nil {
		h.t.Errorf("%s: %v", s.Actor, err)
	}
	h.seen.Sent += is.Sent
	h.seen.Taken += is.Taken
	h.seen.Merged += is.Merged
	h.seen.Removed += is.Removed
	h.seen.Dropped += is.Dropped
	h.seen.Clashes += len(is.Clashes)
	return is
}

// carry brings the journal of a station to the other one.
func (h *history) carry(from *sharedcalendar.Side) int {
	var all []store.Arrival
	if err := from.Store.Leaving(h.t.Context(), 0, func(a store.Arrival) error { all = append(all, a); return nil }); err != nil {
		h.t.Fatal(err)
	}
	to := h.sides[0]
	if from == to {
		to = h.sides[1]
	}
	is, err := to.Store.Receive(h.t.Context(), store.Act{Actor: to.Actor, Step: "import"}, func(yield func(store.Arrival) error) error {
		for _, a := range all {
			if err := yield(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return int(is.Changed)
}

// Live lives one history and ends when nobody has anything to send: then both stations and the calendar have
// the same, no meeting is there twice, what no calendar knows is still here, and each word that somebody wrote
// stands, was replaced by somebody who had it before them, or was told of.
func Live(t *testing.T, seed uint64, far calsync.Far, empty []byte, seen *Seen) {
	t.Helper()
	newHistory(t, seed, far, empty, seen).live()
}

func (h *history) live() {
	for range 12 + h.draw.IntN(20) {
		h.event()
		if h.t.Failed() {
			return
		}
	}
	h.settle()
	h.check()
}
