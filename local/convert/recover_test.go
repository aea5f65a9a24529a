package convert

import (
	"context"
	"errors"
	"testing"

	"tram/local/office"
	"tram/local/store"
)

var atStart = store.Act{Actor: "Phần mềm", Step: "recover"}

func TestPagesWithoutARecordBecomeADraftOnTheNextStart(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	id := office.NewID(noon)
	tray, err := d.Trays.Tray(ctx, id)
	check(t, err)
	_, err = tray.Take(ctx, -1, samplePages(t, "1", "2"), "", nil)
	check(t, err)
	check(t, tray.Close())
	made, err := d.Recover(ctx, atStart)
	check(t, err)
	c, err := d.Resume(ctx, id)
	check(t, err)
	entries, err := d.Journal.Entries(ctx, id)
	check(t, err)
	if len(entries) != 1 || entries[0].Actor != atStart.Actor {
		t.Errorf("booked to %+v", entries)
	}
	if made != 1 || c.State != office.Draft || len(c.Pages) != 2 || c.Clerk != (office.Clerk{}) {
		t.Errorf("made %d, draft %+v", made, c)
	}
	if again, err := d.Recover(ctx, atStart); err != nil || again != 0 {
		t.Errorf("a second start made %d more, %v", again, err)
	}
}

// TestATrayThatOutlivedItsConversionIsEmptied is a power cut between the record
// and the emptying of the tray.
func TestATrayThatOutlivedItsConversionIsEmptied(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	done, err := d.CarryOut(ctx, Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Seen: true, Counted: 1, Files: samplePages(t, "1")}, nil)
	check(t, err)
	tray, err := d.Trays.Tray(ctx, done.ID)
	check(t, err)
	_, err = tray.Take(ctx, -1, samplePages(t, "1"), "", nil)
	check(t, err)
	check(t, tray.Close())
	_, err = d.Recover(ctx, atStart)
	check(t, err)
	if waiting, err := d.Trays.Waiting(ctx); err != nil || len(waiting) > 0 {
		t.Errorf("still waiting: %v, %v", waiting, err)
	}
	if proof, err := d.Prove(ctx, done.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v %v", proof, err)
	}
}

func TestADraftOfNobodyIsNotFinishedUntilSomebodyTakesIt(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	id := office.NewID(noon)
	tray, err := d.Trays.Tray(ctx, id)
	check(t, err)
	_, err = tray.Take(ctx, -1, samplePages(t, "1"), "", nil)
	check(t, err)
	check(t, tray.Close())
	_, err = d.Recover(ctx, atStart)
	check(t, err)
	c, err := d.Resume(ctx, id)
	check(t, err)
	c.Document = office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}
	_, err = d.Describe(ctx, c)
	check(t, err)
	_, err = d.Check(ctx, id, viewAll(t, d, id), 1)
	check(t, err)
	if _, err := d.Finish(ctx, id, nil, nil); !errors.Is(err, NotAllMet) {
		t.Fatalf("finished by nobody: %v", err)
	}
	c.Clerk, c.State = clerk, office.Checked
	_, err = d.Describe(ctx, c)
	check(t, err)
	_, err = d.Finish(ctx, id, nil, nil)
	check(t, err)
}
