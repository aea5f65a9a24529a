package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tram/local/office"
)

// pagesOf takes the pages of a store down under the key of these tests.
func pagesOf(t testing.TB, s *Store, path string) PageSet {
	t.Helper()
	var all bytes.Buffer
	var set PageSet
	err := s.Pages(t.Context(), func(p PageSet) error { set = p; return nil }, func(_ int64, page []byte) error {
		all.Write(page)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Settle(path, &all, must(theKey())(t)); err != nil {
		t.Fatal(err)
	}
	return set
}

func ownAfter(s *Store, seq int64) Entries {
	return func(yield func(Arrival) error) error { return s.Leaving(context.Background(), seq, yield) }
}

func arrivedAfter(s *Store, place int64) Entries {
	return func(yield func(Arrival) error) error {
		return s.ArrivedAfter(context.Background(), place, func(_ int64, a Arrival) error {
			if len(a.Raw) > 0 {
				if read, err := ParseArrival(a.Raw); err == nil {
					a = read
				}
			}
			return yield(a)
		})
	}
}

// TestACopyOfAnyMomentGoesOnToTheSameStore lets an office of several stations live, copies
// the pages of one in between, and goes on with what its journal gained, and from nothing.
func TestACopyOfAnyMomentGoesOnToTheSameStore(t *testing.T) {
	t.Parallel()
	from, empty := uint64(time.Now().UnixNano()), unborn(t)
	for i := range histories() {
		copyOfHistory(t, from+uint64(i), empty)
		if t.Failed() {
			t.Fatalf("history of seed %d", from+uint64(i))
		}
	}
}

func copyOfHistory(t *testing.T, seed uint64, empty []byte) {
	b := &bureau{t: t, empty: empty, r: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir(), clock: newClock()}
	for i := range 3 {
		b.stations = append(b.stations, b.fresh(fmt.Sprintf("station-%d.db", i)))
	}
	defer func() {
		for _, s := range b.stations {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		os.RemoveAll(b.dir)
	}()
	for range 10 + b.r.IntN(20) {
		b.live()
	}
	s, path := b.any(), filepath.Join(b.dir, "pages.db")
	set := pagesOf(t, s, path)
	for range 10 + b.r.IntN(20) {
		b.live()
	}
	b.meet()
	b.goesOn(s, path, set.Head.Seq, set.Place)
	nothing := filepath.Join(b.dir, "nothing.db")
	if err := os.WriteFile(nothing, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	b.goesOn(s, nothing, 0, 0)
}

func (b *bureau) goesOn(s *Store, path string, seq, place int64) {
	b.t.Helper()
	into, err := Open(b.t.Context(), path, Options{Clock: b.clock, Kinds: thingKinds(), Unborn: true, Key: theKey})
	if err != nil {
		b.t.Fatal(err)
	}
	defer into.Close()
	if err := into.Resume(b.t.Context(), ownAfter(s, seq), arrivedAfter(s, place)); err != nil {
		b.t.Fatal(err)
	}
	if into.Station() != s.Station() {
		b.t.Errorf("it is station %s and not %s", into.Station(), s.Station())
	}
	if diff := cmp.Diff(heldBy(b.t, s), heldBy(b.t, into)); diff != "" {
		b.t.Errorf("after %d, %d it holds something else:\n%s", seq, place, diff)
	}
	if diff := cmp.Diff(shownBy(b.t, s), shownBy(b.t, into)); diff != "" {
		b.t.Errorf("after %d, %d it shows something else:\n%s", seq, place, diff)
	}
}

// TestACopyOfDraftsHasTheirWords goes on with conversions whose words lie beside the journal.
func TestACopyOfDraftsHasTheirWords(t *testing.T) {
	ran := 0
	rapid.Check(t, func(rt *rapid.T) {
		ran++
		dir := filepath.Join(t.TempDir(), fmt.Sprint(ran))
		defer os.RemoveAll(dir)
		s := must(Open(t.Context(), filepath.Join(dir, "a.db"), Options{Clock: newClock()}))(t)
		defer s.Close()
		h := history{s: s}
		for range rapid.IntRange(0, 6).Draw(rt, "before") {
			h.step(rt)
		}
		path := filepath.Join(dir, "b.db")
		set := pagesOf(t, s, path)
		for range rapid.IntRange(0, 6).Draw(rt, "after") {
			h.step(rt)
		}
		for path, seq := range map[string]int64{path: set.Head.Seq, filepath.Join(dir, "c.db"): 0} {
			into := must(Open(t.Context(), path, Options{Clock: newClock(), Unborn: true, Key: theKey}))(t)
			err := into.Resume(t.Context(), ownAfter(s, seq), arrivedAfter(s, 0))
			if diff := cmp.Diff(dump(t, s), dump(t, into)); diff != "" || err != nil {
				rt.Errorf("after %d: %v %s", seq, err, diff)
			}
			if err := into.Close(); err != nil {
				rt.Error(err)
			}
		}
	})
}

func TestResumingTakesNothingThatIsNotTheNextLink(t *testing.T) {
	s, _ := lived(t)
	var all []Arrival
	if err := ownAfter(s, 0)(func(a Arrival) error { all = append(all, a); return nil }); err != nil {
		t.Fatal(err)
	}
	none := each(nil)
	for name, spoilt := range map[string][]Arrival{
		"a gap":             append(append([]Arrival{}, all[:2]...), all[3:]...),
		"another order":     {all[0], all[2], all[1]},
		"a changed body":    {all[0], func() Arrival { a := all[1]; a.Entry.Body = []byte(`{"id":"x"}`); return a }()},
		"a changed actor":   {all[0], func() Arrival { a := all[1]; a.Entry.Actor = "x"; return a }()},
		"one that is there": append(append([]Arrival{}, all...), all[len(all)-1]),
	} {
		into := openWith(t, filepath.Join(t.TempDir(), "b.db"), Options{Clock: newClock(), Unborn: true})
		if err := into.Resume(t.Context(), each(spoilt), none); !errors.Is(err, JournalBroken) {
			t.Errorf("%s: %v", name, err)
		}
		if n := len(dump(t, into)); n != 0 {
			t.Errorf("%s: %d lines were left", name, n)
		}
	}
}

// TestPagesAreThoseOfOneMoment writes while they are read.
func TestPagesAreThoseOfOneMoment(t *testing.T) {
	s, _ := lived(t)
	before := dump(t, s)
	var all bytes.Buffer
	err := s.Pages(t.Context(), func(p PageSet) error {
		if p.Head != must(s.Head(t.Context()))(t) || p.Size != 4096 {
			t.Errorf("the pages are said to be %+v", p)
		}
		return nil
	}, func(number int64, page []byte) error {
		if number%5 == 1 {
			must(s.SaveClerk(t.Context(), settings, office.Clerk{Name: fmt.Sprint("Người ", number)}))(t)
		}
		all.Write(page)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "b.db")
	if err := Settle(path, &all, must(theKey())(t)); err != nil {
		t.Fatal(err)
	}
	if veiled, err := LiesUnder(path, must(theKey())(t)); err != nil || !veiled {
		t.Errorf("the copy lies in the clear: %v, %v", veiled, err)
	}
	if diff := cmp.Diff(before, dump(t, open(t, path))); diff != "" {
		t.Error(diff)
	}
}
