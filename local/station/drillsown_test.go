package station

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/drilling"
	"tram/local/office"
)

// movedClock is the system's, moved by some time; what is to be done at each look is done.
type movedClock struct {
	office.SystemClock
	by   time.Duration
	look func()
}

func (c *movedClock) Now() time.Time {
	if c.look != nil {
		c.look()
	}
	return c.SystemClock.Now().Add(c.by)
}

func (d *desk) owed(t *testing.T) bool {
	t.Helper()
	is, err := d.DrillOwed(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func (d *desk) drillWait(t *testing.T) string {
	t.Helper()
	is, err := d.drillWaiting(t.Context())
	if err != nil || is.Count != 1 {
		t.Fatalf("waits: %+v, %v", is, err)
	}
	return is.Newest[0].Below
}

// TestADrillThatIsOwedIsHeldByItself once, by no person, and kept like any other.
func TestADrillThatIsOwedIsHeldByItself(t *testing.T) {
	d := newDesk(t)
	if d.act(t); d.owed(t) {
		t.Error("without a copy a drill is owed")
	}
	d.firstCopy(t)
	if !d.owed(t) || !strings.Contains(d.drillWait(t), "thì máy tự làm") {
		t.Errorf("none is owed; it waits: %s", d.drillWait(t))
	}
	d.runs(office.Power{Known: true, Battery: true, Percent: 80})
	if d.owed(t) {
		t.Error("by battery one is owed")
	}
	d.runs(office.Power{Known: true})
	if err := d.SetDrillsOff(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if setup, err := d.DrillSetup(t.Context()); err != nil || !setup.Off || d.owed(t) || strings.Contains(d.drillWait(t), "máy tự làm") {
		t.Errorf("turned off: %+v, %v, owed %t, it waits: %s", setup, err, d.owed(t), d.drillWait(t))
	}
	if err := d.SetDrillsOff(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	held, err := d.DrillByItself(t.Context(), nil)
	if err != nil || held.Verdict != office.DrillGood || !held.ByItself || held.PDF == "" || !strings.Contains(held.Clerk, "tự diễn tập") {
		t.Fatalf("%+v, %v", held, err)
	}
	if left := globbed(t, d.home+sandboxEnding+"*"); len(left) > 0 {
		t.Errorf("of the trial there stays %v", left)
	}
	entries, err := d.store.Entries(t.Context(), held.ID)
	if err != nil || len(entries) != 1 || entries[0].Step != drilling.StepByItself || entries[0].Actor != held.Clerk {
		t.Errorf("in the journal: %+v, %v", entries, err)
	}
	if d.owed(t) {
		t.Error("a second one is owed")
	}
}

// TestADrillByItselfMakesWay: who comes finds nothing of it, and after an hour it is owed again.
func TestADrillByItselfMakesWay(t *testing.T) {
	d, where, _, _ := withCopy(t)
	ctx, comes := context.WithCancel(t.Context())
	defer comes()
	clock := &movedClock{look: func() {
		if _, err := os.Stat(d.home + sandboxEnding + restoringEnding); err == nil {
			comes()
		}
	}}
	d.clock = clock
	if _, err := d.DrillByItself(ctx, nil); !errors.Is(err, context.Canceled) || ctx.Err() == nil {
		t.Fatalf("somebody came, and the drill says %v", err)
	}
	if left := globbed(t, d.home+sandboxEnding+"*"); len(left) > 0 {
		t.Errorf("there stays %v", left)
	}
	if all, err := d.Drills(t.Context()); err != nil || len(all) > 0 || d.owed(t) {
		t.Errorf("kept: %+v, %v; owed at once %t", all, err, d.owed(t))
	}
	clock.by += ownAgain + time.Minute
	if !d.owed(t) {
		t.Error("after a while it is not owed again")
	}
	if err := os.Rename(where, where+" rút"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.DrillByItself(t.Context(), nil); !errors.Is(err, copying.Gone) {
		t.Errorf("with the stick away: %v", err)
	}
	if said := d.drillWait(t); d.owed(t) || !strings.Contains(said, "Máy chưa tự làm được: Không thấy nơi để bản sao") {
		t.Errorf("it waits: %s", said)
	}
}

// leaping is a clock by which no answer is believed twice.
type leaping struct {
	office.SystemClock
	looks atomic.Int64
}

func (c *leaping) Now() time.Time {
	return c.SystemClock.Now().Add(time.Duration(c.looks.Add(1)) * 2 * powerLooked)
}

// TestADrillByItselfEndsWhenThePowerGoes: nothing of it stays, and it is told why.
func TestADrillByItselfEndsWhenThePowerGoes(t *testing.T) {
	d, _, _, _ := withCopy(t)
	var asked atomic.Int64
	d.clock = &leaping{}
	d.powering = powering{ask: func() office.Power {
		return office.Power{Known: true, Battery: asked.Add(1) > 1, Percent: 80} // it went once the drill was begun
	}}
	if _, err := d.DrillByItself(t.Context(), nil); !errors.Is(err, OnBattery) {
		t.Fatalf("the power went, and the drill says %v", err)
	}
	if left := globbed(t, d.home+sandboxEnding+"*"); len(left) > 0 {
		t.Errorf("there stays %v", left)
	}
	d.runs(office.Power{Known: true})
	if said := d.drillWait(t); !strings.Contains(said, "Máy chưa tự làm được: Máy đang chạy bằng pin") {
		t.Errorf("it waits: %s", said)
	}
}

// TestAWorkByMainsEndsWhenThePowerGoes in its midst, and not before.
func TestAWorkByMainsEndsWhenThePowerGoes(t *testing.T) {
	d := newDesk(t)
	var battery atomic.Bool
	d.clock = &leaping{}
	d.powering = powering{ask: func() office.Power { return office.Power{Known: true, Battery: battery.Load(), Percent: 80} }}
	ctx, end := d.byMains(t.Context())
	defer end()
	if ctx.Err() != nil {
		t.Fatal("it ends by mains")
	}
	battery.Store(true)
	<-ctx.Done()
	if cause := context.Cause(ctx); !errors.Is(cause, OnBattery) {
		t.Errorf("it ended for %v", cause)
	}
}

// TestWhereNobodyTellsOfTheLastTouchNoDrillIsPromised by itself, and none begins.
func TestWhereNobodyTellsOfTheLastTouchNoDrillIsPromised(t *testing.T) {
	d, _, _, _ := withCopy(t)
	if said := d.drillWait(t); !strings.Contains(said, "máy tự làm") {
		t.Fatalf("it waits: %s", said)
	}
	if owed, err := d.DrillOwed(t.Context(), false); err != nil || owed {
		t.Errorf("owed: %t, %v", owed, err)
	}
	if said := d.drillWait(t); strings.Contains(said, "máy tự làm") {
		t.Errorf("it promises: %s", said)
	}
	if !d.owed(t) || !strings.Contains(d.drillWait(t), "máy tự làm") {
		t.Error("once it is told, it is promised again")
	}
}

// TestADrillByItselfThatIsBadIsTold, and not tried again all the time.
func TestADrillByItselfThatIsBadIsTold(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	where := d.firstCopy(t)
	clock := &movedClock{}
	d.clock = clock
	defer moved(t, globbed(t, where+"/tram-sao-luu/*/f/*/*")[0], "")()
	held, err := d.DrillByItself(t.Context(), nil)
	if err != nil || held.Verdict != office.DrillBad {
		t.Fatalf("%+v, %v", held, err)
	}
	waits, err := d.drillWaiting(t.Context())
	if err != nil || waits.Count != 1 || waits.Newest[0].Grave != office.Alarming || d.owed(t) {
		t.Errorf("waits: %+v, %v; owed %t", waits, err, d.owed(t))
	}
	if clock.by += ownAfter + time.Minute; !d.owed(t) {
		t.Error("a day later none is owed")
	}
}
