package copying_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
)

func TestTheFaultyTargetPromisesTheSameWhileItIsWell(t *testing.T) {
	copyingtest.Suite(t, func(*testing.T) (copying.Target, func() copying.Target) {
		f := copyingtest.NewFaulty()
		return f, func() copying.Target { return f }
	})
}

type ticking struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticking) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "thử"} }

// bureau is a station whose records and files are copied.
type bureau struct {
	t      testing.TB
	id     *seal.Identity
	clock  *ticking
	store  *store.Store
	vault  *vault.Vault
	dir    string
	made   int
	drafts []office.Conversion
	from   int64 // entry of the snapshot by which it came back last; 0: by none
}

func newBureau(t testing.TB) *bureau {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	b := &bureau{t: t, id: id, clock: &ticking{now: time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)}}
	b.dir = t.TempDir()
	b.store = b.open(filepath.Join(b.dir, "office.db"), false)
	if b.vault, err = vault.Open(filepath.Join(b.dir, "vault"), id); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bureau) open(path string, unborn bool) *store.Store {
	b.t.Helper()
	s, err := store.Open(b.t.Context(), path, store.Options{Clock: b.clock, Unborn: unborn, Key: func() ([]byte, error) { return b.id.Key(store.KeyPurpose) }})
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { s.Close() })
	return s
}

var by = store.Act{Actor: "Nguyễn Văn Mẫu", Step: "describe"}

// work saves a clerk, a draft with a file, and another version of an older draft.
func (b *bureau) work() {
	b.t.Helper()
	b.made++
	if _, err := b.store.SaveClerk(b.t.Context(), store.Act{Actor: by.Actor, Step: "settings"}, office.Clerk{Name: fmt.Sprint("Người ", b.made)}); err != nil {
		b.t.Fatal(err)
	}
	d := b.file(fmt.Sprint("tệp ", b.made))
	b.save(office.Conversion{State: office.Draft, Direction: office.DataToPaper, Document: office.Document{Subject: fmt.Sprint("về việc ", b.made)}, FromMessage: office.FromMessage{Message: &office.DataMessage{File: d}}})
	if b.made > 1 {
		again := b.drafts[(b.made-1)/2]
		again.Document.Subject += " sửa"
		b.save(again)
	}
}

func (b *bureau) file(text string) office.Digest {
	b.t.Helper()
	d, err := b.vault.Keep([]byte(strings.Repeat(text, 100)))
	if err != nil {
		b.t.Fatal(err)
	}
	return d
}

func (b *bureau) save(c office.Conversion) office.Conversion {
	b.t.Helper()
	c, err := b.store.SaveConversion(b.t.Context(), by, c)
	if err != nil {
		b.t.Fatal(err)
	}
	if i := slices.IndexFunc(b.drafts, func(d office.Conversion) bool { return d.ID == c.ID }); i >= 0 {
		b.drafts[i] = c
	} else {
		b.drafts = append(b.drafts, c)
	}
	return c
}

// copier is a new program's.
func (b *bureau) copier(t copying.Target) *copying.Copier {
	b.t.Helper()
	p, err := copying.Prepare(b.t.Context(), t, b.id, b.clock.Now())
	if err != nil {
		b.t.Fatal(err)
	}
	return &copying.Copier{Target: t, ID: b.id, Records: b.store, Files: b.vault, Clock: b.clock, Place: p.ID, About: copying.About{Office: "Xã Mẫu Sơn"}}
}

func (b *bureau) round(c *copying.Copier) copying.Round {
	b.t.Helper()
	r, err := c.Round(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// back is what a fresh PC gets from a target and the recovery key.
func (b *bureau) back(t copying.Target, w copying.Wish) (*store.Store, *copying.Copy, map[office.Digest]string, error) {
	b.t.Helper()
	ctx := b.t.Context()
	id, err := seal.FromRecoveryKey(b.id.RecoveryKey())
	if err != nil {
		b.t.Fatal(err)
	}
	c, err := copying.Read(ctx, t, id, w, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	dir := b.t.TempDir()
	path := filepath.Join(dir, "office.db")
	snapshot, err := c.Snapshot(ctx)
	if err != nil {
		return nil, c, nil, err
	}
	if b.from = 0; snapshot != nil {
		b.from = snapshot.Set.Head.Seq
		key, err := id.Key(store.KeyPurpose)
		if err == nil {
			err = store.Settle(path, snapshot.Pages(ctx), key)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	s := b.open(path, true)
	var place int64
	if snapshot != nil {
		place = snapshot.Set.Place
	}
	if err := s.Resume(ctx, c.Own(ctx, b.from), c.Arrived(ctx, place)); err != nil {
		return nil, c, nil, err
	}
	v, err := vault.Open(filepath.Join(dir, "vault"), id)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := c.Fill(ctx, v, w.Partial, nil); err != nil {
		return s, c, nil, err
	}
	return s, c, held(b.t, v), nil
}

// held are the files of a vault by what they hold.
func held(t testing.TB, v *vault.Vault) map[office.Digest]string {
	t.Helper()
	all := map[office.Digest]string{}
	err := v.Walk(func(d office.Digest) bool {
		r, err := v.Read(d)
		if err != nil {
			t.Error(err)
			return false
		}
		var text bytes.Buffer
		_, err = r.WriteTo(&text)
		all[d] = text.String()
		return err == nil && r.Close() == nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// shown is all that a store shows.
func shown(t testing.TB, s *store.Store) (all []office.Conversion, entries []office.Entry) {
	t.Helper()
	err := s.Journal(t.Context(), 0, func(e office.Entry) error { entries = append(entries, e); return nil })
	if err != nil {
		t.Fatal(err)
	}
	seen := map[office.ID]bool{}
	for _, e := range entries {
		if e.Kind != office.KindConversion || seen[e.Record] {
			continue
		}
		seen[e.Record] = true
		c, err := s.Conversion(t.Context(), e.Record)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all, entries
}

// same fails unless a fresh PC gets everything that the station has.
func (b *bureau) same(t copying.Target) {
	b.t.Helper()
	s, _, files, err := b.back(t, copying.Wish{})
	if err != nil {
		b.t.Fatal(err)
	}
	wantShown, wantEntries := shown(b.t, b.store)
	gotShown, gotEntries := shown(b.t, s)
	if diff := cmp.Diff(wantEntries, gotEntries); diff != "" {
		b.t.Errorf("other entries: %s", diff)
	}
	if diff := cmp.Diff(wantShown, gotShown); diff != "" {
		b.t.Errorf("other records: %s", diff)
	}
	if diff := cmp.Diff(held(b.t, b.vault), files); diff != "" {
		b.t.Errorf("other files: %s", diff)
	}
}

func TestAFreshPCGetsEverythingFromATargetAndTheRecoveryKey(t *testing.T) {
	b := newBureau(t)
	target := copying.NewFolder(t.TempDir())
	c := b.copier(target)
	for range 3 {
		for range 4 {
			b.work()
		}
		if r := b.round(c); r.Entries == 0 || r.Files == 0 {
			t.Errorf("a round copied %+v", r)
		}
		b.same(target)
	}
	orphan := b.file("không hồ sơ nào nêu")
	if r := b.round(b.copier(target)); r.Files != 1 || r.Entries != 0 {
		t.Errorf("a new program copied %+v", r)
	}
	if _, _, files, err := b.back(target, copying.Wish{}); err != nil || files[orphan] == "" {
		t.Errorf("a file that no record names: %v", err)
	}
	if r := b.round(b.copier(target)); r.Files != 0 || r.Entries != 0 || r.Bytes != 0 {
		t.Errorf("with nothing new it copied %+v", r)
	}
}

// TestATargetThatGoesAtAnyMomentIsTakenUpAgain pulls it out after each change of it.
func TestATargetThatGoesAtAnyMomentIsTakenUpAgain(t *testing.T) {
	b := newBureau(t)
	for range 4 {
		b.work()
	}
	target := copyingtest.NewFaulty()
	begun := false
	for pulled := range 200 {
		if target.Left = -1; pulled%3 == 2 {
			b.work()
		}
		c := b.copier(target)
		target.Left = 1 + pulled%4
		_, err := c.Round(t.Context())
		if target.Left == 0 && !errors.Is(err, copying.Gone) && err != nil {
			t.Fatalf("pulled out after %d changes: %v", 1+pulled%4, err)
		}
		target.Left = -1
		got, err := copying.Read(t.Context(), target, b.id, copying.Wish{}, nil)
		begun = begun || err == nil
		if begun && (err != nil || got.Torn > 0) {
			t.Fatalf("pulled out %d times: %v", pulled, err)
		}
		if begun && pulled%25 == 0 {
			b.sound(target)
		}
	}
	if !begun {
		t.Error("nothing was ever there to be restored")
	}
	b.round(b.copier(target))
	b.same(target)
}

// sound fails unless what a fresh PC gets is whole in itself.
func (b *bureau) sound(t copying.Target) {
	b.t.Helper()
	s, _, _, err := b.back(t, copying.Wish{})
	if err != nil {
		b.t.Fatal(err)
	}
	report, err := s.VerifyJournal(b.t.Context(), nil)
	if err != nil || len(report.Faults) > 0 {
		b.t.Fatalf("%v %v", err, report.Faults)
	}
}

// segments are the names of the segments on a target, in order.
func segments(target *copyingtest.Faulty) (all []string) {
	for name := range target.Objects() {
		if strings.Contains(name, "/j/") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// TestOfAHalfWrittenSegmentTheRestIsRestored cuts the last one at each byte, and one amidst.
func TestOfAHalfWrittenSegmentTheRestIsRestored(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.copier(target)
	var heads []int64
	for range 3 {
		b.work()
		heads = append(heads, b.round(c).Head.Seq)
	}
	all := segments(target)
	last := target.Objects()[all[2]]
	for at := range last {
		spoilt := target.Clone()
		spoilt.Objects()[all[2]] = last[:at]
		got, err := copying.Read(t.Context(), spoilt, b.id, copying.Wish{}, nil)
		if err != nil || got.Head.Seq != heads[1] || got.Torn != 1 {
			t.Fatalf("cut at %d of %d: %+v, %v", at, len(last), got, err)
		}
	}
	spoilt := target.Clone()
	spoilt.Objects()[all[2]] = last[:len(last)/2]
	if s, _, _, err := b.back(spoilt, copying.Wish{}); err != nil {
		t.Error(err)
	} else if head, err := s.Head(t.Context()); err != nil || head.Seq != heads[1] {
		t.Errorf("it came back to %d, not %d: %v", head.Seq, heads[1], err)
	}
	b.round(b.copier(spoilt)) // the store still has it
	b.same(spoilt)
	amidst := target.Clone()
	amidst.Objects()[all[1]] = amidst.Objects()[all[1]][:100]
	if _, err := copying.Read(t.Context(), amidst, b.id, copying.Wish{}, nil); !errors.Is(err, copying.Incomplete) {
		t.Errorf("one amidst: %v", err)
	}
	got, err := copying.Read(t.Context(), amidst, b.id, copying.Wish{Partial: true}, nil)
	if err != nil || got.Head.Seq != heads[0] || got.Torn != 2 {
		t.Errorf("as far as it can be read: %+v, %v", got, err)
	}
}

// TestEachFlippedBitIsFound flips one in each object.
func TestEachFlippedBitIsFound(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.copier(target)
	for range 3 {
		b.work()
		b.round(c)
	}
	last := segments(target)[2]
	for name, object := range target.Objects() {
		if strings.Contains(name, "/w/") || strings.HasSuffix(name, "/place") {
			continue // words are held against the journal: see the next test; the place is the copier's
		}
		spoilt := target.Clone()
		spoilt.Objects()[name][len(object)*2/3] ^= 4
		_, got, _, err := b.back(spoilt, copying.Wish{})
		if told := err != nil || name == last && got.Torn == 1; !told {
			t.Errorf("a bit of %s was flipped, and nothing told", name)
		}
	}
}

func TestWordsThatWereChangedOnATargetAreNotShown(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	for name, object := range target.Objects() {
		if strings.Contains(name, "/w/") {
			object[len(object)-3] ^= 4
		}
	}
	s, _, _, err := b.back(target, copying.Wish{})
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := shown(t, s); len(all) != 1 || all[0].Document.Subject != "" {
		t.Errorf("shown: %+v", all)
	}
}

// TestNothingThatAnotherMadePasses plays what somebody does who can write a target and
// knows the public half of the identity.
func TestNothingThatAnotherMadePasses(t *testing.T) {
	b, other := newBureau(t), newBureau(t)
	target, foreign := copyingtest.NewFaulty(), copyingtest.NewFaulty()
	c, theirs := b.copier(target), other.copier(foreign)
	for range 3 {
		b.work()
		other.work()
		b.round(c)
		other.round(theirs)
	}
	all, files := segments(target), []string{}
	for name := range target.Objects() {
		if strings.Contains(name, "/f/") {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	for name, do := range map[string]func(o map[string][]byte){
		"an older segment in the place of a newer": func(o map[string][]byte) { o[all[2]] = o[all[1]] },
		"two segments swapped":                     func(o map[string][]byte) { o[all[0]], o[all[1]] = o[all[1]], o[all[0]] },
		"one left out":                             func(o map[string][]byte) { delete(o, all[1]) },
		"another office's segment":                 func(o map[string][]byte) { o[all[1]] = foreign.Objects()[segments(foreign)[1]] },
		"one sealed to us by another":              func(o map[string][]byte) { o[all[1]] = resealed(t, b.id, other.id, o[all[1]]) },
		"a file that was left out":                 func(o map[string][]byte) { delete(o, files[0]) },
		"two files swapped":                        func(o map[string][]byte) { o[files[0]], o[files[1]] = o[files[1]], o[files[0]] },
		"a file sealed to us by another":           func(o map[string][]byte) { o[files[0]] = sealedTo(t, b.id, []byte("giả")) },
		"an empty file":                            func(o map[string][]byte) { o[files[0]] = nil },
		"a segment of zeros":                       func(o map[string][]byte) { o[all[0]] = make([]byte, 1<<20) },
	} {
		spoilt := target.Clone()
		do(spoilt.Objects())
		_, _, _, err := b.back(spoilt, copying.Wish{})
		told := false
		for _, f := range []office.Failure{copying.NotOurs, copying.Incomplete, copying.FilesBad} {
			told = told || errors.Is(err, f)
		}
		if !told {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := copying.Find(t.Context(), foreign, b.id); !errors.Is(err, copying.OfAnother) {
		t.Errorf("another office's target: %v", err)
	}
	if _, err := copying.Find(t.Context(), copyingtest.NewFaulty(), b.id); !errors.Is(err, copying.NoCopy) {
		t.Errorf("an empty target: %v", err)
	}
	maps.Copy(target.Objects(), foreign.Objects()) // two offices on one stick are kept apart
	b.same(target)
	other.same(target)
}

func sealedTo(t testing.TB, id *seal.Identity, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := id.Seal(&out)
	if err == nil {
		_, err = w.Write(b)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// resealed is a segment as it stands, with a witness of another identity.
func resealed(t testing.TB, to, as *seal.Identity, sealed []byte) []byte {
	t.Helper()
	plain, err := to.Open(bytes.NewReader(sealed), int64(len(sealed)))
	if err != nil {
		t.Fatal(err)
	}
	body := make([]byte, plain.Size()-32)
	if _, err := plain.ReadAt(body, 0); err != nil {
		t.Fatal(err)
	}
	witness, err := as.Witness(body[:32])
	if err != nil {
		t.Fatal(err)
	}
	return sealedTo(t, to, slices.Concat(body, witness))
}

// TestATargetDoesNotTellWhichFilesItHas looks for their names and for what they hold.
func TestATargetDoesNotTellWhichFilesItHas(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	known := b.file("một văn bản ai cũng có")
	b.round(b.copier(target))
	for name, object := range target.Objects() {
		for _, secret := range []string{string(known), string(b.store.Station()), b.id.Recipient(), "văn bản ai cũng có", "về việc", "Mẫu Sơn"} {
			if strings.Contains(name, secret) || bytes.Contains(object, []byte(secret)) {
				t.Errorf("%s tells %q", name, secret)
			}
		}
		if strings.Contains(name, string(known[:8])) {
			t.Errorf("%s has the name of a file", name)
		}
	}
}

// TestADiskThatLiesIsTold: it says “written”, and gives back something else.
func TestADiskThatLiesIsTold(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.copier(target)
	b.work()
	for name, lies := range map[string]func(string, []byte) []byte{
		"nothing":  func(string, []byte) []byte { return nil },
		"half":     func(_ string, b []byte) []byte { return b[:len(b)/2] },
		"one bit":  func(_ string, b []byte) []byte { c := bytes.Clone(b); c[len(c)/2] ^= 1; return c },
		"segments": func(name string, b []byte) []byte { return b[:len(b)-len(b)/4*strings.Count(name, "/j/")] },
	} {
		target.Lies = lies
		if _, err := c.Round(t.Context()); !errors.Is(err, copying.Lying) {
			t.Errorf("of what was put %s is kept: %v", name, err)
		}
	}
	target.Lies = nil
	b.round(c)
	b.same(target)
}

// TestACopyIsNeverWrittenToByOlderData puts the store back to what it was.
func TestACopyIsNeverWrittenToByOlderData(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	now := b.store
	old := filepath.Join(t.TempDir(), "old.db")
	b.store = b.open(old, true)
	cut := int64(2)
	own := func(yield func(store.Arrival) error) error {
		return now.Leaving(t.Context(), 0, func(a store.Arrival) error {
			if a.Entry.Seq > cut {
				return nil
			}
			return yield(a)
		})
	}
	if err := b.store.Resume(t.Context(), own, func(func(store.Arrival) error) error { return nil }); err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(target.Objects())
	if _, err := b.copier(target).Round(t.Context()); !errors.Is(err, copying.Ahead) {
		t.Errorf("from older data: %v", err)
	}
	if _, err := b.store.SaveClerk(t.Context(), store.Act{Actor: by.Actor, Step: "settings"}, office.Clerk{Name: "đi lối khác"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.copier(target).Round(t.Context()); !errors.Is(err, copying.Ahead) {
		t.Errorf("from data that went another way: %v", err)
	}
	if !maps.EqualFunc(before, target.Objects(), bytes.Equal) {
		t.Error("the copy was touched")
	}
	b.store = now
	b.same(target)
}

// TestASegmentOfAnotherTargetIsNotTaken: each is proven, and parts the same journal otherwise.
func TestASegmentOfAnotherTargetIsNotTaken(t *testing.T) {
	b := newBureau(t)
	one, two := copyingtest.NewFaulty(), copyingtest.NewFaulty()
	first, second := b.copier(one), b.copier(two)
	b.work()
	b.round(first)
	b.round(second)
	b.work()
	b.round(first)
	b.work()
	b.round(first)
	b.round(second)
	ours, theirs := segments(one), segments(two)
	if len(ours) != 3 || len(theirs) != 2 {
		t.Fatalf("%d and %d segments", len(ours), len(theirs))
	}
	one.Objects()[ours[2]] = two.Objects()[theirs[1]]
	if _, err := copying.Read(t.Context(), one, b.id, copying.Wish{}, nil); !errors.Is(err, copying.NotOurs) {
		t.Errorf("in the place of the third: %v", err)
	}
	one.Objects()[ours[1]] = two.Objects()[theirs[1]]
	delete(one.Objects(), ours[2])
	if got, err := copying.Read(t.Context(), one, b.id, copying.Wish{}, nil); err != nil || got.Torn != 0 {
		t.Errorf("one that goes on from the same line: %v", err) // it tells the same journal
	}
	third := copyingtest.NewFaulty()
	b.round(b.copier(third)) // all of it in one
	b.work()
	b.round(b.copier(third))
	one.Objects()[ours[1]] = third.Objects()[segments(third)[1]]
	if _, err := copying.Read(t.Context(), one, b.id, copying.Wish{}, nil); !errors.Is(err, copying.NotOurs) {
		t.Errorf("one that goes on from another line: %v", err)
	}
}

// TestAnotherStickIsNotTakenForTheOneThatWasChosen, also one of the same office.
func TestAnotherStickIsNotTakenForTheOneThatWasChosen(t *testing.T) {
	b := newBureau(t)
	one, two, empty := copyingtest.NewFaulty(), copyingtest.NewFaulty(), copyingtest.NewFaulty()
	c := b.copier(one)
	b.work()
	b.round(c)
	b.copier(two)
	for name, target := range map[string]copying.Target{"another of the office": two, "an empty one": empty} {
		c.Target = target
		c.Forget()
		if _, err := c.Round(t.Context()); !errors.Is(err, copying.NotThePlace) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(empty.Objects()) > 0 {
		t.Errorf("something was written to an empty one")
	}
}

// TestTwoProgramsCopyToOneTarget takes turns without telling each other.
func TestTwoProgramsCopyToOneTarget(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	copiers := []*copying.Copier{b.copier(target), b.copier(target)}
	for i := range 6 {
		b.work()
		b.round(copiers[i%2])
	}
	b.same(target)
	var wait sync.WaitGroup
	for range 4 {
		c := b.copier(target)
		wait.Go(func() {
			for range 5 {
				if _, err := c.Round(context.WithoutCancel(t.Context())); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 5 {
		b.work()
	}
	wait.Wait()
	b.round(copiers[0])
	b.same(target)
}

func TestACopyGoesBackToAMoment(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.copier(target)
	b.work()
	b.round(c)
	head, err := b.store.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.work()
	b.round(c)
	s, _, _, err := b.back(target, copying.Wish{Until: head.At})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Head(t.Context()); err != nil || got != head {
		t.Errorf("it came back to %+v, not %+v: %v", got, head, err)
	}
	if _, _, _, err := b.back(target, copying.Wish{Until: head.At.AddDate(-1, 0, 0)}); !errors.Is(err, copying.NothingBefore) {
		t.Errorf("to before there was anything: %v", err)
	}
}

// TestWhatProvesSecretGoesFromTheCopy refuses a draft whose words and file were copied.
func TestWhatProvesSecretGoesFromTheCopy(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.copier(target)
	b.work()
	b.work()
	b.round(c)
	secret := b.drafts[0]
	if secret.Message.File == b.drafts[1].Message.File {
		t.Fatal("both stand on one file")
	}
	before := len(target.Objects())
	left := office.Conversion{ID: secret.ID, Version: secret.Version, State: office.Discarded, Direction: secret.Direction, Document: office.Document{Secrecy: office.Secret}}
	if _, err := b.store.Refuse(t.Context(), store.Act{Actor: by.Actor, Step: "refuse-secret"}, office.Refusal{At: b.clock.Now(), Secrecy: office.Secret}, &left); err != nil {
		t.Fatal(err)
	}
	r := b.round(c) // the file still lies in the vault
	if err := b.vault.Wipe(secret.Message.File); err != nil {
		t.Fatal(err)
	}
	b.round(c)
	s, _, files, err := b.back(target, copying.Wish{})
	if err != nil || files[secret.Message.File] != "" || len(files) != 1 {
		t.Errorf("%d files came back, %v", len(files), err)
	}
	all, _ := shown(t, s)
	for _, c := range all {
		if c.ID == secret.ID && c.Document.Subject != "" {
			t.Errorf("its words came back: %+v", c)
		}
	}
	// Two segments more (the refusal, the wiping); its file is gone, and its words, and those
	// of what is left of it are there.
	if after := len(target.Objects()); after != before+2-1-1+1 {
		t.Errorf("%d objects before, %d after a round of %+v", before, after, r)
	}
}

// TestAFileThatIsMissingStaysOnTheTarget: that it is gone from the vault is no reason.
func TestAFileThatIsMissingStaysOnTheTarget(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	want := held(t, b.vault)
	if err := b.vault.Wipe(b.drafts[0].Message.File); err != nil {
		t.Fatal(err)
	}
	b.work()
	b.round(b.copier(target))
	_, _, files, err := b.back(target, copying.Wish{})
	for d, text := range want {
		if files[d] != text || err != nil {
			t.Errorf("%s is gone from the copy, too: %v", d, err)
		}
	}
}
