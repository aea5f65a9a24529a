package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/office"
)

// recordsVar is how many records are made anew; empty: a share for every day.
const recordsVar = "TRAM_RECORDS"

// numbered is a conversion that is found by a word of its own.
func numbered(n int) office.Conversion {
	return aConversion(n, "QĐ-UBND", fmt.Sprintf("về việc thứ k%07dk", n), 1)
}

// holding opens a store with records 0 to n-1.
func holding(t *testing.T, path string, n int) *Store {
	t.Helper()
	s := openWith(t, path, Options{Clock: office.SystemClock{}})
	fill(t, s, n)
	return s
}

func fill(t *testing.T, s *Store, n int) {
	t.Helper()
	for have := 0; have < n; {
		some := make([]office.Conversion, min(5000, n-have))
		for i := range some {
			some[i] = numbered(have + i)
		}
		must(s.SaveConversions(t.Context(), by, some))(t)
		have += len(some)
	}
}

// timesFound tells how often the n-th record is found.
func timesFound(t *testing.T, s *Store, n int) int {
	t.Helper()
	hits, err := s.Find(t.Context(), Query{Text: fmt.Sprintf("k%07dk", n)})
	if err != nil {
		t.Error(err)
	}
	return len(hits.Keys)
}

// waits are how long each of many acts took.
type waits []time.Duration

func (w *waits) of(act func()) {
	began := time.Now()
	act()
	*w = append(*w, time.Since(began))
}

func (w waits) String() string {
	if len(w) == 0 {
		return "none"
	}
	slices.Sort(w)
	return fmt.Sprintf("%d, median %v, p99 %v, longest %v", len(w), w[len(w)/2].Round(time.Microsecond), w[len(w)*99/100].Round(time.Microsecond), w[len(w)-1].Round(time.Microsecond))
}

// TestRecordsAreWrittenAndFoundWhileAllIsMadeAnew searches for records of before, which
// must be found at every moment, and writes new ones and changes drafts, while words and
// lines of all are made anew. TRAM_RECORDS makes it as many as an office ever has.
func TestRecordsAreWrittenAndFoundWhileAllIsMadeAnew(t *testing.T) {
	records := 1500
	if many, err := strconv.Atoi(os.Getenv(recordsVar)); err == nil {
		records = many
	}
	s := openWith(t, filepath.Join(t.TempDir(), "office.db"), Options{Clock: office.SystemClock{}})
	drafts := make([]office.Conversion, 200) // their words are made first, and change then
	for i := range drafts {
		drafts[i] = aDraft(fmt.Sprintf("nháp k%07dtruoc", i))
	}
	drafts = must(s.SaveConversions(t.Context(), by, drafts))(t)
	fill(t, s, records)
	var over atomic.Bool
	var searches, writes waits
	searched, written, late := make(chan bool), make(chan bool), 0
	go func() {
		defer close(searched)
		for !over.Load() {
			n := rand.IntN(records)
			searches.of(func() {
				if got := timesFound(t, s, n); got != 1 {
					t.Errorf("in the middle record %d is found %d times", n, got)
					over.Store(true)
				}
			})
		}
	}()
	go func() {
		defer close(written)
		for ; !over.Load(); late++ {
			writes.of(func() {
				if _, err := s.SaveConversion(t.Context(), by, numbered(records+late)); err != nil {
					t.Error(err)
				}
			})
			if late >= len(drafts) {
				continue
			}
			drafts[late].Document.Subject = fmt.Sprintf("nháp k%07dhh", late)
			writes.of(func() {
				if _, err := s.SaveConversion(t.Context(), by, drafts[late]); err != nil {
					t.Error(err)
				}
			})
			time.Sleep(time.Millisecond)
		}
	}()
	began := time.Now()
	if err := s.Remake(t.Context()); err != nil {
		t.Error(err)
	}
	took := time.Since(began)
	over.Store(true)
	<-searched
	<-written
	for n := range late {
		if got := timesFound(t, s, records+n); got != 1 {
			t.Errorf("record %d, written in the middle, is found %d times", n, got)
		}
	}
	for n, draft := range drafts[:min(late, len(drafts))] {
		for text, should := range map[string]bool{fmt.Sprintf("k%07dhh", n): true, fmt.Sprintf("k%07dtruoc", n): false} {
			hits := must(s.Find(t.Context(), Query{Text: text}))(t)
			rows := must(s.Rows(t.Context(), hits.Keys))(t)
			if is := slices.ContainsFunc(rows, func(r office.Row) bool { return r.ID == draft.ID }); is != should {
				t.Errorf("%q finds the draft that says %q: %v", text, draft.Document.Subject, is)
			}
		}
	}
	t.Logf("%d records in %v; searches: %v; writes: %v; %s", records, took.Round(time.Millisecond), searches, writes, peak())
	allMade(t, s)
	noFaults(t, s)
}

// peak is the most memory that this process had, where the system tells.
func peak() string {
	said, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(said), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	return "peak " + strings.TrimSpace(line)
}

// allMade expects nothing left to make, and nothing of how it was made.
func allMade(t *testing.T, s *Store) {
	t.Helper()
	if done, total, err := s.Making(t.Context()); err != nil || done != total || total == 0 {
		t.Errorf("%d of %d is made: %v", done, total, err)
	}
	if left := askedOnce(t, s, `SELECT coalesce(group_concat(name, ' '), '') FROM sqlite_schema WHERE name GLOB '*_next*' OR name GLOB '*_worn*'`); left != "" {
		t.Errorf("left in the schema: %s", left)
	}
	if current, err := s.indexIsCurrent(t.Context()); err != nil || !current {
		t.Errorf("the index is current: %v, %v", current, err)
	}
}

// remakeForEver makes all anew, and tells each piece.
func remakeForEver(path string) int {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Clock: office.SystemClock{}, Key: theKey})
	for err == nil {
		if err = s.forgetMade(ctx); err != nil {
			break
		}
		some := []func(context.Context) (bool, error){s.reindexSome}
		for _, k := range s.Kinds() {
			some = append(some, s.remakerOf(k))
		}
		for _, part := range some {
			for whole := false; !whole && err == nil; fmt.Println("some") {
				whole, err = part(ctx)
			}
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestKillingAMakingAnewLeavesEverythingFound kills it at any moment: what is there is
// found at once, and the next opening ends what was begun.
func TestKillingAMakingAnewLeavesEverythingFound(t *testing.T) {
	const records, lives = 800, 6
	path := filepath.Join(t.TempDir(), "office.db")
	if err := holding(t, path, records).Close(); err != nil {
		t.Fatal(err)
	}
	for life := range lives {
		cmd := child(t, "remake", path)
		cmd.Stderr = nil
		out := must(cmd.StdoutPipe())(t)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := rand.IntN(3 + records/reindexBatch*2); n >= 0 && lines.Scan(); n-- {
		}
		time.Sleep(rand.N(5 * time.Millisecond))
		cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
		s := open(t, path)
		for range 20 {
			if n := rand.IntN(records); timesFound(t, s, n) != 1 {
				t.Fatalf("life %d: after the kill record %d is found %d times", life, n, timesFound(t, s, n))
			}
		}
		if life < lives-1 {
			s.Close()
			continue
		}
		if err := s.Remake(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.working.Wait()
		for n := range records {
			if got := timesFound(t, s, n); got != 1 {
				t.Errorf("record %d is found %d times", n, got)
			}
		}
		allMade(t, s)
		noFaults(t, s)
	}
}

// TestAMakingThatWasCutOffGoesOn counts that nothing is made twice.
func TestAMakingThatWasCutOffGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	s := holding(t, path, 3*reindexBatch)
	if err := s.forgetMade(t.Context()); err != nil {
		t.Fatal(err)
	}
	nothing, total := must2(s.Making(t.Context()))(t)
	if nothing != 0 || total < 6*reindexBatch {
		t.Errorf("at the beginning %d of %d is made", nothing, total)
	}
	for range 2 {
		must(s.reindexSome(t.Context()))(t)
	}
	some, _ := must2(s.Making(t.Context()))(t)
	if some != 2*reindexBatch {
		t.Errorf("after two pieces %d is made", some)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.Remake(ended); err == nil {
		t.Error("it goes on after its context has ended")
	}
	if more, _ := must2(s.Making(t.Context()))(t); more < some {
		t.Errorf("it began again: %d after %d", more, some)
	}
	if err := s.Remake(t.Context()); err != nil {
		t.Fatal(err)
	}
	allMade(t, s)
}

func must2[A, B any](a A, b B, err error) func(testing.TB) (A, B) {
	return func(t testing.TB) (A, B) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
}

// piecesWith are the indexes that hold a word as they write it, with how many of their pieces do.
// An index leaves out the first letters that a word shares with the one before; one with an i is
// in no code that a record was given by chance.
func piecesWith(t *testing.T, s *Store, word string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for name := range strings.FieldsSeq(askedOnce(t, s, `SELECT group_concat(name, ' ') FROM sqlite_schema WHERE name GLOB '*_data'`)) {
		if n := askedOnce(t, s, `SELECT count(*) FROM `+name+` WHERE instr(block, CAST('`+word+`' AS BLOB)) > 0`); n != "0" {
			found[name] = n
		}
	}
	return found
}

// TestWordsThatAreRefusedGoFromEveryIndex refuses a draft while a second index is made, and
// while the first is being taken away.
func TestWordsThatAreRefusedGoFromEveryIndex(t *testing.T) {
	for name, pieces := range map[string]int{"while the second is made": 1, "while the first is taken away": 3} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "office.db")
			s := openWith(t, path, Options{Clock: newClock(), Key: noKey})
			c := must(s.SaveConversion(t.Context(), by, aDraft("diễn tập zyxwbí")))(t)
			many := make([]office.Conversion, 2*reindexBatch)
			for i := range many {
				many[i] = numbered(i)
			}
			must(s.SaveConversions(t.Context(), by, many))(t)
			if hits := must(s.Find(t.Context(), Query{Text: "zyxwbí"}))(t); len(hits.Keys) != 1 {
				t.Fatal("the words were never there")
			}
			if with := piecesWith(t, s, "xwbi"); with["search_data"] == "" || with["said_data"] == "" {
				t.Fatalf("of the indexes only %v hold the words as they are looked for", with)
			}
			if err := s.forgetMade(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range pieces {
				must(s.reindexSome(t.Context()))(t)
			}
			left := office.Conversion{ID: c.ID, Version: c.Version, State: office.Discarded, Code: c.Code, Clerk: c.Clerk, Document: office.Document{Secrecy: office.Secret}}
			must(s.Refuse(t.Context(), Act{by.Actor, "refuse-secret"}, office.Refusal{At: newClock().Now(), Clerk: "Nguyễn Văn Mẫu", Secrecy: office.Secret}, &left))(t)
			for name, n := range piecesWith(t, s, "xwbi") {
				t.Errorf("%s pieces of %s hold the words", n, name)
			}
		})
	}
}
