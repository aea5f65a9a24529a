package station

import (
	"errors"
	"testing"
	"time"

	"tram/local/office"
)

// runs plays what the system tells of its power.
func (d *desk) runs(is office.Power) {
	d.powering = powering{ask: func() office.Power { return is }}
}

// TestByBatteryWhatCanWaitWaits: copies go on, reading them back rests, a drill is not begun;
// at a low charge nothing long is, and what is under way ends.
func TestByBatteryWhatCanWaitWaits(t *testing.T) {
	d, _, _, _ := withCopy(t)
	ctx := t.Context()
	all, err := d.CopyTargets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := d.followerOf(ctx, all[0])
	f.round(ctx)
	readOn := func() bool {
		f.state.Tour, f.read = office.CopyTour{}, time.Time{}
		f.readOn(ctx)
		return f.state.Tour.Last != nil || !f.state.Tour.Begun.IsZero()
	}
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	take := func() error {
		_, _, err := d.Take(ctx, draft.ID, 0, []string{samplePage(t)}, "", nil)
		return err
	}
	drill := func() error { _, err := d.Drill(ctx, staff[0], office.DrillWish{}, nil); return err }
	d.runs(office.Power{Known: true, Battery: true, Percent: 80})
	if readOn() {
		t.Error("a copy was read back by battery")
	}
	if err := drill(); !errors.Is(err, OnBattery) {
		t.Errorf("a drill by battery: %v", err)
	}
	if err := take(); err != nil {
		t.Errorf("pages by a battery that is charged: %v", err)
	}
	d.runs(office.Power{Known: true, Battery: true, Percent: office.LowCharge})
	if err := take(); !errors.Is(err, ChargeLow) {
		t.Errorf("pages at a low charge: %v", err)
	}
	if _, err := d.Scan(ctx, office.ScanOrder{}, nil, nil); !errors.Is(err, ChargeLow) {
		t.Errorf("a scan at a low charge: %v", err)
	}
	draft.Document.Subject = "về việc đang dở"
	if _, err := d.Describe(ctx, draft); err != nil {
		t.Errorf("words at a low charge: %v", err)
	}
	if !f.round(ctx) {
		t.Error("copying stopped by battery")
	}
	d.runs(office.Power{Known: true})
	if !readOn() {
		t.Error("it does not go on where there is power")
	}
	if err := errors.Join(take(), drill()); err != nil {
		t.Error(err)
	}
}

// TestByBatteryTheCheckOfTheDatabaseRests, but not for ever, and not where a page is bad.
func TestByBatteryTheCheckOfTheDatabaseRests(t *testing.T) {
	d := newDesk(t)
	ended := d.checked(t).Ended
	if ended.IsZero() {
		t.Fatal("a small database is not checked in one slice")
	}
	clock := &movedClock{by: checkEvery + time.Hour}
	d.clock = clock
	d.runs(office.Power{Known: true, Battery: true, Percent: 80})
	if c := d.checked(t); !c.Ended.Equal(ended) {
		t.Error("it is checked by battery")
	}
	d.runs(office.Power{Known: true})
	if c := d.checked(t); !c.Ended.After(ended) {
		t.Error("it is not checked by mains")
	}
	d.runs(office.Power{Known: true, Battery: true, Percent: 80})
	ended = checkedAt(d.home).Ended
	clock.by += checkByBattery
	if c := d.checked(t); !c.Ended.After(ended) {
		t.Error("it waits for mains for ever")
	}
}
