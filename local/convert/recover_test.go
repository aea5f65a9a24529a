package convert

import (
	"context"
	"testing"

	"tram/local/office"
)

func TestPagesWithoutARecordBecomeADraftOnTheNextStart(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	id := office.NewID(noon)
	tray, err := d.Trays.Tray(ctx, id)
	check(t, err)
	_, err = tray.Take(ctx, -1, samplePages(t, "1", "2"), "", nil)
	check(t, err)
	check(t, tray.Close())
	made, err := d.Recover(ctx, clerk)
	check(t, err)
	c, err := d.Resume(ctx, id)
	check(t, err)
	if made != 1 || c.State != office.Draft || len(c.Pages) != 2 || c.Clerk != clerk {
		t.Errorf("made %d, draft %+v", made, c)
	}
	if again, err := d.Recover(ctx, clerk); err != nil || again != 0 {
		t.Errorf("a second start made %d more, %v", again, err)
	}
}

// TestATrayThatOutlivedItsConversionIsEmptied is a power cut between the record
// and the emptying of the tray.
func TestATrayThatOutlivedItsConversionIsEmptied(t *testing.T) {
	d, ctx := newOffice(t), context.Background()
	done, err := d.CarryOut(ctx, Order{Clerk: clerk, Document: office.Document{Type: "quyet-dinh", Secrecy: office.Ordinary}, Form: office.Plain, Counted: 1, Files: samplePages(t, "1")}, nil)
	check(t, err)
	tray, err := d.Trays.Tray(ctx, done.ID)
	check(t, err)
	_, err = tray.Take(ctx, -1, samplePages(t, "1"), "", nil)
	check(t, err)
	check(t, tray.Close())
	_, err = d.Recover(ctx, clerk)
	check(t, err)
	if waiting, err := d.Trays.Waiting(ctx); err != nil || len(waiting) > 0 {
		t.Errorf("still waiting: %v, %v", waiting, err)
	}
	if proof, err := d.Prove(ctx, done.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%v %v", proof, err)
	}
}
