package sign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"tram/local/office"
)

func TestDraftsThatNeedTheSignatureComeTickedAndFinishedOnesDoNot(t *testing.T) {
	q := whichWait()
	q.renew(office3().tasks)
	if got := states(q); !slices.Equal(got, []string{"p1 x waiting", "p2 x waiting", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	owed := whichOwe()
	owed.renew(office3().tasks)
	if got := states(owed); !slices.Equal(got, []string{"e1 x waiting", "e2 x waiting"}) {
		t.Error(got)
	}
}

func TestNothingIsTickedBehindTheBackOfAClerkWhoChose(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	q.tick(false, q.lines...)
	q.tick(true, q.find("d1"))
	s.add(office.TaskFinish, permit("p4", "15"))
	q.renew(s.tasks)
	if got := q.ticked(); len(got) != 1 || got[0].id() != "d1" {
		t.Error(states(q))
	}
}

func TestWhatFailedOrWasStoppedStaysTickedAndWhatWasDoneStaysInSight(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	q.begin(q.ticked())
	q.told(office.SigningResult{ID: "p1", Level: office.LevelT})
	q.told(office.SigningResult{ID: "p2", Err: errAway})
	q.told(office.SigningResult{ID: "p3", Err: fmt.Errorf("signing: %w", context.Canceled)})
	q.over()
	s.tasks = slices.Delete(s.tasks, 0, 1) // p1 waits no more
	q.renew(s.tasks)
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x failed", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	if q.waits() != 3 || q.find("p2").why.Said != errAway.Said {
		t.Errorf("%d wait, failed with %q", q.waits(), q.find("p2").why)
	}
	q.forget()
	if got := states(q); !slices.Equal(got, []string{"p2 x failed", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

func TestLinesWhoseTurnDidNotComeWaitAgain(t *testing.T) {
	q := whichWait()
	q.renew(office3().tasks)
	q.begin(q.ticked())
	q.told(office.SigningResult{ID: "p1", Level: office.LevelT})
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x under way", "p3 x under way", "d1 - waiting"}) {
		t.Error(got)
	}
	q.over()
	if got := states(q); !slices.Equal(got, []string{"p1 - done", "p2 x waiting", "p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

func TestALineThatWasDealtWithElsewhereGoes(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	q.told(office.SigningResult{ID: "p2", Err: errors.New("x")})
	q.renew(s.tasks[2:])
	if got := states(q); !slices.Equal(got, []string{"p3 x waiting", "d1 - waiting"}) {
		t.Error(got)
	}
}

func TestADocumentThatWasAskedForStandsAloneTickedThoughItWaitsForNothing(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	q.ask(office.SigningTask{Row: decision("x", "77")})
	q.renew(s.tasks)
	if got := states(q); !slices.Equal(got, []string{"x x waiting", "p1 - waiting", "p2 - waiting", "p3 - waiting", "d1 - waiting"}) {
		t.Error(got)
	}
	q.ask(s.tasks[5]) // one that owes evidence is signed once more
	if got := states(q)[0]; got != "e2 x waiting" || q.lines[0].task.Task != "" {
		t.Error(states(q))
	}
}

func TestASearchFindsWithoutAccentsAndKeepsTheGroups(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	for searched, want := range map[string]int{"": 6, "giay phep": 4, "13/gp": 2, "dân sự": 2, "7k4m": 4, "không có": 0} {
		if got := q.items(searched, s.Types()); len(got) != want {
			t.Errorf("%q: %d rows", searched, len(got))
		}
	}
	items := q.items("", s.Types())
	if items[0].line != nil || items[0].group != office.TaskFinish || len(items[0].lines) != 3 || items[4].group != office.TaskSign {
		t.Errorf("%+v", items)
	}
}

func TestEachDocumentIsSignedAsItIsWished(t *testing.T) {
	s := office3()
	q := whichWait()
	q.renew(s.tasks)
	w := newWishes()
	w.by(clerks[0])
	w.choose(q.find("d1").task.Row, office.LookCopy)
	w.move("p2", office.LookView{Look: office.LookSeal, Spot: office.LookSpot{X: 3, Y: 4, W: 5, H: 6}})
	var got []string
	for _, a := range w.asks(q.lines) {
		got = append(got, fmt.Sprintf("%s %s %v %s", a.ID, a.Wish.Look, a.Wish.Spot != nil, a.Wish.Clerk.ID))
	}
	if want := []string{"p1  false c1", "p2 seal true c1", "p3  false c1", "d1 copy false c1"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestAPlaceIsKeptOnlyForTheSignatureThatWasPutThere(t *testing.T) {
	row := permit("p1", "12")
	put := func() *wishes {
		w := newWishes()
		w.by(clerks[0])
		w.move("p1", office.LookView{Look: office.LookSeal, Spot: office.LookSpot{X: 3}})
		return w
	}
	for what, change := range map[string]func(*wishes){
		"another role":  func(w *wishes) { w.role = office.ByPerson },
		"another look":  func(w *wishes) { w.choose(row, office.LookCopy) },
		"another clerk": func(w *wishes) { w.by(clerks[1]) },
	} {
		w := put()
		if w.of(row).Spot == nil {
			t.Fatal("the place was not kept")
		}
		if change(w); w.of(row).Spot != nil {
			t.Errorf("%s: the old place is kept", what)
		}
	}
}
