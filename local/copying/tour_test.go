package copying_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/whole"
)

func never() bool { return false }

// toured reads a target back whole, as a follower does: a slice, a round, a slice.
func (b *bureau) toured(c *copying.Copier) office.CopyToured {
	b.t.Helper()
	var tour office.CopyTour
	for range 1000 {
		ended, err := c.ReadBack(b.t.Context(), &tour, 1<<10, never)
		if err != nil {
			b.t.Fatal(err)
		}
		b.round(c)
		if ended {
			return *tour.Last
		}
	}
	b.t.Fatalf("the tour does not end: %+v", tour)
	return office.CopyToured{}
}

// counting counts what is done to a target.
type counting struct {
	copying.Target
	got     map[string]int
	changed int
}

func (c *counting) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	c.got[name]++
	return c.Target.Get(ctx, name)
}

func (c *counting) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	c.changed++
	return c.Target.Put(ctx, name, size, r)
}

func (c *counting) Remove(ctx context.Context, name string) error {
	c.changed++
	return c.Target.Remove(ctx, name)
}

// manyThings is an office on a target with a thing of each sort.
func manyThings(t *testing.T) (*bureau, *copyingtest.Faulty) {
	t.Helper()
	b := newBureau(t)
	f := copyingtest.NewFaulty()
	c := b.copier(f)
	c.SnapshotAfter = 5
	for range 4 {
		b.work()
		b.round(c)
	}
	return b, f
}

// TestATourGoesOnWhereItEnded reads a few bytes at a time, by a new program each time.
func TestATourGoesOnWhereItEnded(t *testing.T) {
	b, f := manyThings(t)
	of := &counting{f, map[string]int{}, 0}
	var tour office.CopyTour
	read := map[string]int{}
	slices := 0
	for ended := false; !ended; slices++ {
		c := b.copier(of)
		b.round(c)
		of.got, of.changed = map[string]int{}, 0
		var err error
		if ended, err = c.ReadBack(t.Context(), &tour, 1, never); err != nil {
			t.Fatal(err)
		}
		for name, many := range of.got {
			read[name] += many
		}
		if of.changed > 0 {
			t.Errorf("a tour that finds nothing changed %d objects", of.changed)
		}
		text, err := json.Marshal(tour)
		if tour = (office.CopyTour{}); err != nil || json.Unmarshal(text, &tour) != nil || slices > 500 {
			t.Fatal("it does not end: ", string(text), err)
		}
	}
	for name := range f.Objects() {
		if read[name] == 0 {
			t.Errorf("%s was not read", name)
		}
	}
	if is := tour.Last; is.Objects != int64(len(f.Objects())) || len(is.Found) > 0 || is.Open > 0 || slices < int(is.Objects) {
		t.Errorf("%+v of %d objects in %d slices", is, len(f.Objects()), slices)
	}
}

// TestATourMakesGoodWhatRotted spoils each object in turn, and takes each away.
func TestATourMakesGoodWhatRotted(t *testing.T) {
	b, whole := manyThings(t)
	for _, name := range slices.Sorted(maps.Keys(whole.Objects())) {
		for how, spoil := range map[string]func(map[string][]byte){
			"rotted": func(all map[string][]byte) { all[name][len(all[name])/2] ^= 1 },
			"cut":    func(all map[string][]byte) { all[name] = all[name][:len(all[name])/3] },
			"gone":   func(all map[string][]byte) { delete(all, name) },
		} {
			f := whole.Clone()
			c := b.copier(f)
			b.round(c)
			spoil(f.Objects())
			is := b.toured(c)
			if is.Open > 0 || len(is.Found) == 0 && !selfMending(name, how) {
				t.Errorf("%s %s: %+v", name, how, is)
			}
			b.same(f)
			if again := b.toured(c); len(again.Found) > 0 || again.Open > 0 {
				t.Errorf("%s %s, the next time: %+v", name, how, again)
			}
		}
	}
}

// selfMending tells what is missed by nobody: a snapshot that has no manifest is none.
func selfMending(name, how string) bool { return how == "gone" && strings.HasSuffix(name, "/m") }

// TestACheckLooksAtWhatLiesBesideTheJournal spoils words and parts of snapshots.
func TestACheckLooksAtWhatLiesBesideTheJournal(t *testing.T) {
	b, whole := manyThings(t)
	spoilt := 0
	for name := range whole.Objects() {
		if !strings.Contains(name, "/w/") && !strings.Contains(name, "/p/") {
			continue
		}
		f := whole.Clone()
		f.Objects()[name][100] ^= 1
		c, err := copying.Read(t.Context(), f, b.id, copying.Wish{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if is, err := c.Check(t.Context(), nil); err != nil || !slices.Contains(is.BadBeside, name) || len(is.Bad) > 0 {
			t.Errorf("%s: %+v, %v", name, is, err)
		}
		spoilt++
	}
	if spoilt < 3 {
		t.Errorf("%d objects lie beside the journal", spoilt)
	}
}

func TestWhatCannotBeMadeGoodIsNamed(t *testing.T) {
	b, f := manyThings(t)
	c := b.copier(f)
	c.Called = func(context.Context, office.Digest) string { return "hồ sơ 12" }
	d := b.drafts[0].FromMessage.Message.File
	c.Needed = func(context.Context) []office.Digest { return []office.Digest{d} }
	b.round(c)
	for name := range f.Objects() {
		if strings.Contains(name, "/f/") {
			f.Objects()[name][300] ^= 1
		}
	}
	if err := b.vault.Wipe(d); err != nil {
		t.Fatal(err)
	}
	is := b.toured(c)
	i := slices.IndexFunc(is.Found, func(f office.CopyFault) bool { return !f.Good })
	if is.Open != 1 || len(is.Found) != b.made || i < 0 || is.Found[i].Name != string(d) || !strings.Contains(is.Found[i].Said, "hồ sơ 12") {
		t.Errorf("%+v", is)
	}
	if again := b.toured(c); again.Open != 1 || len(again.Found) != 1 {
		t.Errorf("the next time: %+v", again)
	}
}

func TestATourEndsWithItsTarget(t *testing.T) {
	b, f := manyThings(t)
	c := b.copier(f)
	b.round(c)
	f.Left = 0
	var tour office.CopyTour
	if ended, err := c.ReadBack(t.Context(), &tour, 1<<30, never); ended || !errors.Is(err, copying.Gone) || len(tour.Found) > 0 {
		t.Errorf("%v %v %+v", ended, err, tour)
	}
}

// ending is a target that is let go of while one of its objects is read.
type ending struct {
	copying.Target
	at  string // the end of that object's name
	end context.CancelFunc
}

func (e ending) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	if strings.HasSuffix(name, e.at) {
		e.end()
	}
	if ctx.Err() != nil {
		return nil, 0, ctx.Err()
	}
	return e.Target.Get(ctx, name)
}

// TestATourThatIsEndedTakesNothingAway, whichever object it reads just then: the target is
// copied to and restored from as before.
func TestATourThatIsEndedTakesNothingAway(t *testing.T) {
	for _, at := range []string{"/place", "/about", "/m"} {
		b, f := manyThings(t)
		ctx, end := context.WithCancel(t.Context())
		c := b.copier(ending{f, at, func() {}})
		b.round(c)
		var tour office.CopyTour
		c.Target = ending{f, at, end}
		for ctx.Err() == nil {
			if ended, err := c.ReadBack(ctx, &tour, 1, never); ended || err != nil && ctx.Err() == nil {
				t.Fatalf("%s: %v %v", at, ended, err)
			}
		}
		if len(tour.Found) > 0 {
			t.Errorf("%s: found %+v", at, tour.Found)
		}
		b.work()
		b.round(b.copier(f))
		if found := b.toured(b.copier(f)); len(found.Found) > 0 {
			t.Errorf("%s: the next tour found %+v", at, found.Found)
		}
	}
}

// failing is a target of which a disk fails so many times at one object.
type failing struct {
	copying.Target
	at    string
	times *int
}

func (f failing) Get(ctx context.Context, name string) (io.ReadCloser, int64, error) {
	if strings.HasSuffix(name, f.at) && *f.times > 0 {
		*f.times--
		return nil, 0, whole.DiskFailing.About(name)
	}
	return f.Target.Get(ctx, name)
}

// TestADiskThatFailsOnceTellsOfNoDamage, as one does that is pulled out; one that fails again
// at the same object is told.
func TestADiskThatFailsOnceTellsOfNoDamage(t *testing.T) {
	for times, found := range map[int]int{1: 0, 1000: 1} {
		b, f := manyThings(t)
		c := b.copier(f)
		b.round(c)
		c.Target = failing{f, "/j/000000000002", &times}
		var tour office.CopyTour
		for n := 0; n < 200 && tour.Last == nil && len(tour.Found) == 0; n++ {
			_, _ = c.ReadBack(t.Context(), &tour, 1, never) // the first slice fails
			if _, err := c.Round(t.Context()); err != nil && times == 0 {
				t.Fatal(err)
			}
		}
		if len(tour.Found) < found || found == 0 && (len(tour.Found) > 0 || tour.Last == nil || len(tour.Last.Found) > 0) {
			t.Errorf("a disk that failed is told as %+v, %+v", tour.Found, tour.Last)
		}
	}
}

// TestASignThatRottedIsPutAnew, and the copy goes on: what says whose copy it is names the
// place, too. Where both are lost it is told, and nothing more is copied there.
func TestASignThatRottedIsPutAnew(t *testing.T) {
	rot := func(f *copyingtest.Faulty, at string) {
		for name, b := range f.Objects() {
			if strings.HasSuffix(name, at) {
				b[len(b)/2] ^= 1
			}
		}
	}
	for _, at := range []string{"/place", "/about"} {
		b, f := manyThings(t)
		c := b.copier(f)
		rot(f, at)
		b.work()
		b.round(c)
		if found := b.toured(c); len(found.Found) != 1 || found.Found[0].What != "sign" || !found.Found[0].Good {
			t.Errorf("%s: %+v", at, found.Found)
		}
		if found := b.toured(b.copier(f)); len(found.Found) > 0 {
			t.Errorf("%s: another tour found %+v", at, found.Found)
		}
	}
	b, f := manyThings(t)
	c := b.copier(f)
	rot(f, "/place")
	rot(f, "/about")
	if _, err := c.Round(t.Context()); !errors.Is(err, copying.NotOurs) {
		t.Errorf("with both lost: %v", err)
	}
}
