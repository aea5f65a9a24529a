package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// ofKind is a document of a kind.
func ofKind(id ID, kind string) Row { return Row{ID: id, Type: kind} }

// threeTasks has something of each task waiting.
func threeTasks() (all []SigningTask) {
	for _, id := range []ID{"p1", "p2", "p3"} {
		all = append(all, SigningTask{Task: TaskSign, Row: ofKind(id, "giay-phep")})
	}
	return append(all, SigningTask{Task: TaskFinish, Row: ofKind("d1", "quyet-dinh")},
		SigningTask{Task: TaskExtend, Row: ofKind("e1", "quyet-dinh")}, SigningTask{Task: TaskExtend, Row: ofKind("e2", "quyet-dinh")})
}

var (
	errGone = errors.New("the token is away")
	here    = []Clerk{{ID: "c1", Name: "Nguyễn Văn Mẫu"}, {ID: "c2", Name: "Trần Thị Ví Dụ"}}
)

// states tells a round as a clerk reads it: "p1 x waiting".
func states(r *SigningRound) (all []string) {
	for _, l := range r.Lines {
		all = append(all, fmt.Sprint(l.Row.ID, map[bool]string{true: " x ", false: " - "}[l.Ticked], [...]string{"waiting", "under way", "done", "failed"}[l.State]))
	}
	return all
}

func TestFinishedDocumentsComeTickedAndDraftsDoNot(t *testing.T) {
	q := RoundToSign()
	q.Renew(threeTasks())
	if got := states(q); !slices.Equal(got, []string{"p1 x waiting", "p2 x waiting", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	owed := RoundToExtend()
	owed.Renew(threeTasks())
	if got := states(owed); !slices.Equal(got, []string{"e1 x waiting", "e2 x waiting"}) {
		t.Error(got)
	}
}

func TestNothingIsTickedBehindTheBackOfAClerkWhoChose(t *testing.T) {
	s := threeTasks()
	q := RoundToSign()
	q.Renew(s)
	q.Tick(false, q.Lines...)
	q.Tick(true, q.Find("d1"))
	s = append(s, SigningTask{Task: TaskSign, Row: ofKind("p4", "giay-phep")})
	q.Renew(s)
	if got := q.Ticked(); len(got) != 1 || got[0].Row.ID != "d1" {
		t.Error(states(q))
	}
}

// What comes while the clerk looks at the list is never ticked, after a work neither: it may
// lie below what they see.
func TestWhatComesBeforeTheClerksEyesIsTheirsToTick(t *testing.T) {
	s := threeTasks()
	come := func(id ID) { s = append(s, SigningTask{Task: TaskSign, Row: ofKind(id, "giay-phep")}) }
	q := RoundToSign()
	q.Renew(s)
	q.Tick(false, q.Lines...)
	q.Tick(true, q.Find("p1"))
	q.Begin(q.Ticked())
	q.Told(SigningResult{ID: "p1", Level: LevelT})
	q.Over()
	come("p4")
	q.Renew(s)
	if got := q.Ticked(); len(got) != 0 {
		t.Fatalf("after a work %v", states(q))
	}
	fresh := RoundToSign()
	fresh.Renew(s[:1])
	come("p5")
	fresh.Renew(s)
	if got := fresh.Ticked(); len(got) != 1 {
		t.Errorf("before their eyes %v", states(fresh))
	}
	q.Forget()
	come("p6")
	q.Renew(s)
	if got := q.Find("p6"); !got.Ticked {
		t.Errorf("who comes anew finds %v", states(q))
	}
}

func TestWhatFailedOrWasStoppedStaysTickedAndWhatWasDoneStaysInSight(t *testing.T) {
	s := threeTasks()
	q := RoundToSign()
	q.Renew(s)
	q.Begin(q.Ticked())
	q.Told(SigningResult{ID: "p1", Level: LevelT})
	q.Told(SigningResult{ID: "p2", Err: errGone})
	q.Told(SigningResult{ID: "p3", Err: fmt.Errorf("signing: %w", context.Canceled)})
	q.Over()
	s = slices.Delete(s, 0, 1) // p1 waits no more
	q.Renew(s)
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x failed", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	if q.Waits() != 3 || !errors.Is(q.Find("p2").Result.Err, errGone) {
		t.Errorf("%d wait, failed with %v", q.Waits(), q.Find("p2").Result.Err)
	}
	q.Forget()
	if got := states(q); !slices.Equal(got, []string{"p2 x failed", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

// Who was led here with a document, and goes to the settings first, finds it again.
func TestWhatWasAskedForIsThereAsLongAsItIsTicked(t *testing.T) {
	q := RoundToSign()
	q.Renew(threeTasks())
	q.Ask(SigningTask{Row: ofKind("k1", "quyet-dinh")})
	for range 2 {
		q.Forget()
		q.Renew(threeTasks())
		if got := states(q); !slices.Equal(got, []string{"k1 x waiting", "p1 - waiting", "p2 - waiting", "p3 - waiting", "d1 - waiting"}) {
			t.Fatal(got)
		}
	}
	q.Tick(false, q.Find("k1"))
	if q.Forget(); q.Find("k1") != nil {
		t.Error(states(q))
	}
}

func TestLinesWhoseTurnDidNotComeWaitAgain(t *testing.T) {
	q := RoundToSign()
	q.Renew(threeTasks())
	q.Begin(q.Ticked())
	q.Told(SigningResult{ID: "p1", Level: LevelT})
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x under way", "p3 x under way", "d1 - waiting"}) {
		t.Error(got)
	}
	q.Over()
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x waiting", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

func TestALineThatWasDealtWithElsewhereGoes(t *testing.T) {
	s := threeTasks()
	q := RoundToSign()
	q.Renew(s)
	q.Told(SigningResult{ID: "p2", Err: errors.New("x")})
	q.Renew(s[2:])
	if got := states(q); !slices.Equal(got, []string{"p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

func TestADocumentThatWasAskedForStandsAloneTickedThoughItWaitsForNothing(t *testing.T) {
	s := threeTasks()
	q := RoundToSign()
	q.Renew(s)
	q.Ask(SigningTask{Row: ofKind("x", "quyet-dinh")})
	q.Renew(s)
	if got := states(q); !slices.Equal(got, []string{"x x waiting", "p1 - waiting", "p2 - waiting", "p3 - waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	q.Ask(s[5]) // one that owes evidence is signed once more
	if got := states(q)[0]; got != "e2 x waiting" || q.Lines[0].Task != "" {
		t.Error(states(q))
	}
}

func TestEachDocumentIsSignedAsItIsWished(t *testing.T) {
	s := threeTasks()
	q := RoundToSign()
	q.Renew(s)
	w := NewSigningWishes()
	w.By(here[0])
	w.Choose(q.Find("d1").Row, LookCopy)
	w.Move("p2", LookView{Look: LookSeal, Spot: LookSpot{X: 3, Y: 4, W: 5, H: 6}})
	var got []string
	for _, a := range w.Asks(q.Lines) {
		got = append(got, fmt.Sprintf("%s %s %v %s", a.ID, a.Wish.Look, a.Wish.Spot != nil, a.Wish.Clerk.ID))
	}
	if want := []string{"p1  false c1", "p2 seal true c1", "p3  false c1", "d1 copy false c1"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAPlaceIsKeptOnlyForTheSignatureThatWasPutThere(t *testing.T) {
	row := ofKind("p1", "giay-phep")
	put := func() *SigningWishes {
		w := NewSigningWishes()
		w.By(here[0])
		w.Move("p1", LookView{Look: LookSeal, Spot: LookSpot{X: 3}})
		return w
	}
	for what, change := range map[string]func(*SigningWishes){
		"another role":  func(w *SigningWishes) { w.Role = ByPerson },
		"another look":  func(w *SigningWishes) { w.Choose(row, LookCopy) },
		"another clerk": func(w *SigningWishes) { w.By(here[1]) },
	} {
		w := put()
		if w.Of(row).Spot == nil {
			t.Fatal("the place was not kept")
		}
		if change(w); w.Of(row).Spot != nil {
			t.Errorf("%s: the old place is kept", what)
		}
	}
}
