package people

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/store"
	"tram/local/store/storetest"
)

// denying is an office in which a clerk is refused what only others may do.
type denying struct {
	*world
	clock *fixedClock
	clerk *Login
	kept  Stored
}

func newDenying(t *testing.T) denying {
	t.Helper()
	d, w, clock := testDesk(t)
	clerk := entered(t, d, admitted(t, d, admin(t, d), "Trần Thị Mẫu", office.AsClerk))
	return denying{w, clock, clerk, Stored{Store: w.store, Station: "Phần mềm"}}
}

func (d denying) refuse(t *testing.T, right office.Right, times int) {
	t.Helper()
	for range times {
		if err := d.gate.May(With(ctx, d.clerk), right); !errors.Is(err, NotAllowed) {
			t.Fatal(err)
		}
	}
}

func (d denying) told(t *testing.T) []Denial {
	t.Helper()
	all, err := d.kept.Denials(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestARefusalBearsTheTimeAtWhichItHappened(t *testing.T) {
	d := newDenying(t)
	d.clock.pass(10 * time.Minute)
	d.refuse(t, office.MayRun, 1)
	d.clock.pass(20 * time.Minute)
	d.refuse(t, office.MayRun, 2)
	d.clock.pass(5 * time.Hour)
	d.refuse(t, office.MayRun, 1)
	d.clock.pass(24 * time.Hour)
	if err := d.gate.Told(ctx, d.kept.Deny); err != nil {
		t.Fatal(err)
	}
	all := d.told(t)
	if len(all) != 2 || !all[0].Hour.Equal(now0) || !all[0].Last.Equal(now0.Add(30*time.Minute)) || all[0].AtLeast != 3 ||
		!all[1].Hour.Equal(now0.Add(5*time.Hour)) || !all[1].Last.Equal(now0.Add(5*time.Hour+30*time.Minute)) || all[1].AtLeast != 1 {
		t.Errorf("told: %+v", all)
	}
}

func TestRefusalsThatWaitAreGatheredAndBounded(t *testing.T) {
	d := newDenying(t)
	d.refuse(t, office.MayRun, 1000)
	d.refuse(t, office.MayAdmit, 10)
	before := len(d.entries(t))
	if err := d.gate.Told(ctx, d.kept.Deny); err != nil {
		t.Fatal(err)
	}
	if all := d.told(t); len(all) != 2 || all[0].AtLeast != 1000 || all[1].AtLeast != 10 || len(d.entries(t)) != before+2 {
		t.Errorf("told: %+v", all)
	}
	const many = 10_000
	for i := range many {
		d.gate.denied.take(Denial{Who: fmt.Sprint("Người Mẫu ", i), What: "việc"}, now0)
	}
	waiting, times := d.gate.denied.all(), 0
	for _, one := range waiting {
		times += one.AtLeast
	}
	if len(waiting) > mostDenied+1 || times != many {
		t.Errorf("%d refusals wait as %d kinds", times, len(waiting))
	}
}

// TestARefusalThatCannotBeKeptWaits has a disk refuse one of two for a while.
func TestARefusalThatCannotBeKeptWaits(t *testing.T) {
	d := newDenying(t)
	d.refuse(t, office.MayRun, 3)
	d.refuse(t, office.MayAdmit, 1)
	first := true
	err := d.gate.Told(ctx, func(ctx context.Context, one Denial) error {
		if first {
			first = false
			return store.DiskFull
		}
		return d.kept.Deny(ctx, one)
	})
	if all := d.told(t); !errors.Is(err, store.DiskFull) || len(all) != 1 || all[0].What != "Không có quyền "+office.MayAdmit.Name() {
		t.Errorf("%v; told %+v", err, all)
	}
	d.clock.pass(2 * time.Hour)
	d.refuse(t, office.MayRun, 1)
	free := storetest.Stick(t, d.path)
	if err := d.gate.Told(ctx, d.kept.Deny); err == nil {
		t.Error("a disk that takes nothing took it")
	}
	free()
	if err := d.gate.Told(ctx, d.kept.Deny); err != nil {
		t.Fatal(err)
	}
	all := d.told(t)
	if len(all) != 3 || all[1].AtLeast != 3 || !all[1].Hour.Equal(now0) || all[2].AtLeast != 1 || !all[2].Hour.Equal(now0.Add(2*time.Hour)) {
		t.Errorf("told: %+v", all)
	}
}

// TestARefusalIsWrittenSoonWithoutAnEndOfTheProgram refuses within a transaction of the
// store, and never asks for what waits.
func TestARefusalIsWrittenSoonWithoutAnEndOfTheProgram(t *testing.T) {
	d := newDenying(t)
	fails := true
	d.gate.Soon(func(ctx context.Context) error {
		if fails {
			return store.DiskFull
		}
		return d.gate.Told(ctx, d.kept.Deny)
	})
	o, err := d.store.Office(ctx)
	if err != nil {
		t.Fatal(err)
	}
	change := func() {
		t.Helper()
		if _, err := d.store.SaveOffice(With(ctx, d.clerk), store.Act{Step: "settings"}, o); !errors.Is(err, NotAllowed) {
			t.Fatal(err)
		}
		d.gate.Settled()
	}
	change()
	if all := d.told(t); len(all) != 0 {
		t.Fatalf("told: %+v", all)
	}
	fails = false
	change()
	if all := d.told(t); len(all) != 1 || all[0].AtLeast != 2 || all[0].Account != d.clerk.Account() {
		t.Errorf("told: %+v", all)
	}
}

func TestWhoIsUnknownIsRefusedUnderNoName(t *testing.T) {
	d := newDenying(t)
	for i := range 5 {
		d.gate.Refused(ctx, office.ID(fmt.Sprint("x", i)), PasswordWrong)
	}
	if err := d.gate.Told(ctx, d.kept.Deny); err != nil {
		t.Fatal(err)
	}
	if all := d.told(t); len(all) != 1 || all[0].Account != "" || all[0].AtLeast != 5 {
		t.Errorf("told: %+v", all)
	}
}
