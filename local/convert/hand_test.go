package convert

import (
	"context"
	"testing"

	"tram/local/office"
)

// TestWhatIsTypedBearsWhoeverUnlocked describes a draft in the name of one while another
// has unlocked.
func TestWhatIsTypedBearsWhoeverUnlocked(t *testing.T) {
	d, ctx := newOffice(t), t.Context()
	c := draftWith(t, d, samplePages(t, "1"))
	for _, who := range []office.Clerk{{ID: office.NewID(noon), Name: "Trần Thị Ví Dụ", Position: "Công chức"}, {ID: office.NewID(noon), Name: "Lê Văn Mẫu"}} {
		d.Hand = func(context.Context, office.Clerk) office.Clerk { return who }
		for _, chosen := range []office.Clerk{clerk, {}} {
			typed := c
			typed.Clerk, typed.Document.Subject = chosen, "Về việc của "+who.Name+chosen.Name
			got, err := d.Describe(ctx, typed)
			check(t, err)
			kept, err := d.Records.Conversion(ctx, c.ID)
			check(t, err)
			entries, err := d.Journal.Entries(ctx, c.ID)
			check(t, err)
			if last := entries[len(entries)-1]; got.Clerk != who || kept.Clerk != who || kept.Document.Subject != typed.Document.Subject || last.Actor != who.Name {
				t.Errorf("%s unlocked and %q was chosen: told %q, kept %q, booked to %q", who.Name, chosen.Name, got.Clerk.Name, kept.Clerk.Name, last.Actor)
			}
		}
	}
}
