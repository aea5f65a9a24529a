package people

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// reader is an office in which one person is at work, and the book of what they look at.
type reader struct {
	*world
	kept  Stored
	book  *Accesses
	clock *fixedClock
	login *Login
}

func newReader(t *testing.T) reader {
	t.Helper()
	d, w, clock := testDesk(t)
	r := reader{world: w, kept: Stored{Store: w.store, Station: "Phần mềm"}, clock: clock, login: admin(t, d)}
	r.book = &Accesses{Gate: w.gate, Clock: clock, Keep: r.kept.Accessed, Count: r.kept.CountAccesses, Tell: func(err error) { t.Error(err) }}
	return r
}

// record is something to look at.
func (r reader) record(t *testing.T) office.ID {
	t.Helper()
	clerks, err := r.store.Clerks(t.Context())
	if err != nil || len(clerks) == 0 {
		t.Fatal(clerks, err)
	}
	return clerks[0].ID
}

// looks at a record so many times, with as much time after each.
func (r reader) looks(ctx context.Context, id office.ID, times int, after time.Duration) {
	for range times {
		r.book.Looked(With(ctx, r.login), StepSeen, id, "")
		r.clock.at = r.clock.at.Add(after)
	}
	r.book.Written(ctx)
}

// said are the entries that tell of accesses: step, actor and number.
func (r reader) said(t *testing.T) (said []string) {
	t.Helper()
	all, err := r.kept.Accesses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.entries(t) {
		if e.Kind == office.KindAccess {
			said = append(said, fmt.Sprint(e.Step, " ", e.Actor))
		}
	}
	for _, a := range all {
		said = append(said, fmt.Sprint(a.Way, " ", a.Times))
	}
	return said
}

func TestLooksOfAnHourAreOneRecordThatSwellsNothing(t *testing.T) {
	r := newReader(t)
	id := r.record(t)
	r.clock.at = r.clock.at.Truncate(time.Hour)
	r.looks(t.Context(), id, 25, 2*time.Minute)
	name := r.login.Person().Name
	want := fmt.Sprint([]string{"see " + name, "see " + name, "see " + name, "see " + name, "see " + name, "see 16"})
	if got := fmt.Sprint(r.said(t)); got != want {
		t.Fatalf("%s\nwant %s", got, want)
	}
	r.clock.at = r.clock.at.Add(time.Hour)
	r.looks(t.Context(), id, 1, 0)
	all, err := r.kept.Accesses(t.Context())
	if err != nil || len(all) != 2 || all[0].Times != 25 || all[1].Times != 1 || !all[1].Hour.After(all[0].Hour) {
		t.Fatalf("once the hour is over: %+v %v", all, err)
	}
	entries := r.entries(t)
	if last := entries[len(entries)-1]; last.Step != StepCounted || last.Actor != "Phần mềm" {
		t.Errorf("the whole number is put down by %s as %s", last.Actor, last.Step)
	}
	over, err := r.store.TriesOver(t.Context(), countedAccess, r.clock.at.Add(time.Hour))
	if err != nil || len(over) != 1 {
		t.Errorf("%v is still counted, %v", over, err)
	}
}

func TestALookThatGoesOnIsOne(t *testing.T) {
	r := newReader(t)
	r.looks(t.Context(), r.record(t), 40, 50*time.Second)
	all, err := r.kept.Accesses(t.Context())
	if err != nil || len(all) != 1 || all[0].Times != 1 {
		t.Errorf("a record that was paged through is told as %+v, %v", all, err)
	}
}

func TestEachFileThatIsTakenOutCounts(t *testing.T) {
	r := newReader(t)
	for range 4 {
		r.book.Looked(With(t.Context(), r.login), StepTaken, "", "Sổ kênh giao tiếp")
	}
	r.book.Written(t.Context())
	all, err := r.kept.Accesses(t.Context())
	if err != nil || len(all) != 1 || all[0].Times != 4 || all[0].Called != "Sổ kênh giao tiếp" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestNobodySeesWhatIsNotThere(t *testing.T) {
	r := newReader(t)
	r.looks(t.Context(), office.NewID(r.clock.at), 1, 0)
	if all, err := r.kept.Accesses(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestWhomNobodyKnowsNobodyNames(t *testing.T) {
	r := newReader(t)
	unknown := newLogin("", office.Clerk{}, r.login.Station(), Unmanned, r.clock, []grant{{right: office.MayRead}})
	r.book.Looked(With(t.Context(), unknown), StepSeen, r.record(t), "")
	ended := r.login
	ended.End()
	r.book.Looked(With(t.Context(), ended), StepSeen, r.record(t), "")
	r.book.Looked(t.Context(), StepSeen, r.record(t), "") // nobody sits here
	r.book.Written(t.Context())
	if all, err := r.kept.Accesses(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestALookThatCannotBeKeptWaits has the disk refuse a while: nothing is lost, nothing is
// counted twice, and who reads never waits.
func TestALookThatCannotBeKeptWaits(t *testing.T) {
	r := newReader(t)
	full, told := true, 0
	keep := r.book.Keep
	r.book.Keep = func(ctx context.Context, a Access) error {
		if full {
			return errors.New("the disk is full")
		}
		return keep(ctx, a)
	}
	r.book.Tell = func(error) { told++ }
	id := r.record(t)
	r.looks(t.Context(), id, 2, 2*time.Minute)
	if told == 0 {
		t.Error("what could not be kept is not told")
	}
	full = false
	r.looks(t.Context(), id, 1, 0)
	all, err := r.kept.Accesses(t.Context())
	if err != nil || len(all) != 1 || all[0].Times != 2 { // of three, an entry at the first and second
		t.Fatalf("%+v, %v", all, err)
	}
	over, err := r.store.TriesOver(t.Context(), countedAccess, r.clock.at.Add(time.Hour))
	for what, counted := range over {
		if counted != 3 {
			t.Errorf("%s was counted %d times, %v", what, counted, err)
		}
	}
}

func TestLooksOfTwoProgramsAreCountedTogether(t *testing.T) {
	r := newReader(t)
	id := r.record(t)
	other, err := store.Open(t.Context(), r.path, store.Options{Clock: r.clock, Kinds: Kinds()})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	kept := Stored{Store: other, Station: "Phần mềm"}
	second := &Accesses{Gate: r.gate, Clock: r.clock, Keep: kept.Accessed, Count: kept.CountAccesses, Tell: func(err error) { t.Error(err) }}
	for _, book := range []*Accesses{r.book, second, r.book, second} {
		book.Looked(With(t.Context(), r.login), StepSeen, id, "")
		r.clock.at = r.clock.at.Add(2 * time.Minute)
		book.Written(t.Context())
	}
	all, err := r.kept.Accesses(t.Context())
	if err != nil || len(all) != 1 || all[0].Times != 4 {
		t.Errorf("%+v, %v", all, err)
	}
}
