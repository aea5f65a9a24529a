package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
)

// TestTakingInByPiecesComesToTheSame takes records that two stations changed apart in at
// once and by pieces of each size, and by pieces that are cut off and begun again.
func TestTakingInByPiecesComesToTheSame(t *testing.T) {
	a, b, _ := pair(t)
	var kept []thing
	for range 6 {
		kept = append(kept, keepThing(t, a, things[1], thing{Name: "một", Room: "P1", State: "here"}))
	}
	receive(t, b, leaving(t, a)...)
	for i, mine := range kept {
		theirs := mine
		mine.Name = "hai"
		keepThing(t, a, things[1], mine)
		for _, room := range []string{"P2", "P3", "P4"} { // several entries of one record, in several pieces
			theirs.Room = room
			theirs = keepThing(t, b, things[1], theirs)
		}
		if i%2 == 0 {
			keepThing(t, b, things[0], thing{Name: "riêng", State: "here"})
		}
	}
	all := leaving(t, b)
	before := copyOf(t, a)
	want := receive(t, a, all...)
	merges := len(leaving(t, a)) - len(leaving(t, before))
	if merges != len(kept) {
		t.Fatalf("%d merges at once", merges)
	}
	cut := errors.New("cut off")
	for _, size := range []int{1, 2, 3, 7, len(all) + 1} {
		for _, stop := range []int{0, 5, 13, len(all) - 1} {
			s := copyOf(t, before)
			if stop > 0 {
				_, err := inPieces(s, by, size).receive(t.Context(), func(yield func(Arrival) error) error {
					return errors.Join(each(all[:stop])(yield), cut)
				})
				if !errors.Is(err, cut) {
					t.Fatal(err)
				}
			}
			got, err := inPieces(s, by, size).receive(t.Context(), each(all))
			if err != nil {
				t.Fatal(err)
			}
			if stop == 0 && cmp.Diff(want, got) != "" {
				t.Errorf("by %d: %s", size, cmp.Diff(want, got))
			}
			if n := len(leaving(t, s)) - len(leaving(t, before)); n != merges {
				t.Errorf("by %d, cut after %d: %d merges", size, stop, n)
			}
			for _, k := range kept {
				if is, was := must(One(t.Context(), s, things[1], k.ID))(t), must(One(t.Context(), a, things[1], k.ID))(t); is != was {
					t.Errorf("by %d, cut after %d: %+v, at once %+v", size, stop, is, was)
				}
			}
			noFaults(t, s)
		}
	}
}

// TestWhoeverWritesWaitsForOnePieceAtMost writes between the pieces.
func TestWhoeverWritesWaitsForOnePieceAtMost(t *testing.T) {
	a, b, _ := pair(t)
	for range 5 {
		keepThing(t, b, things[0], thing{Name: "một", State: "here"})
	}
	all, given := leaving(t, b), 0
	_, err := inPieces(a, by, 2).receive(t.Context(), func(yield func(Arrival) error) error {
		for _, arrival := range all {
			given++
			if err := yield(arrival); err != nil {
				return err
			}
			keepThing(t, a, things[0], thing{Name: "của đây", State: "here"}) // in the same goroutine: nothing may be held
		}
		return nil
	})
	if err != nil || given != len(all) {
		t.Errorf("%d of %d: %v", given, len(all), err)
	}
	noFaults(t, a)
}

// copyOf is a store as it is now.
func copyOf(t *testing.T, s *Store) *Store {
	t.Helper()
	if err := s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	copyFile(t, s.path, path)
	return openWith(t, path, Options{Clock: newClock(), Kinds: thingKinds()})
}

// BenchmarkTakingIn8000 takes 8,000 drafts of another station in, at once and by pieces,
// while somebody writes, and tells how long they waited at most.
func BenchmarkTakingIn8000(b *testing.B) {
	from, _, _ := pair(b)
	batch := make([]office.Conversion, 8_000)
	for i := range batch {
		batch[i] = aConversion(i+1, "QĐ-UBND", fmt.Sprintf("Về việc ví dụ số %d", i), 1)
	}
	must(from.SaveConversions(b.Context(), by, batch))(b)
	all := leaving(b, from)
	for name, take := range map[string]func(*Store) (Received, error){
		"at once":   func(s *Store) (Received, error) { return s.Receive(b.Context(), by, each(all)) },
		"by pieces": func(s *Store) (Received, error) { return s.ReceiveByPieces(b.Context(), by, each(all)) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, to, _ := pair(b)
				done := make(chan error, 1)
				go func() { _, err := take(to); done <- err }()
				longest := time.Duration(0)
				for len(done) == 0 {
					began := time.Now()
					keepThing(b, to, things[0], thing{Name: "của đây", State: "here"})
					longest = max(longest, time.Since(began))
				}
				if err := <-done; err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(longest.Seconds(), "s-waited")
			}
		})
	}
}
