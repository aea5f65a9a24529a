package hardcopy

import (
	"context"
	"testing"

	"tram/local/office"
)

// TestEachStepOfADraftBearsWhoeverUnlocked begins a draft in one name, and goes on with it
// by each step in the name of whoever has unlocked by then, whatever name is chosen.
func TestEachStepOfADraftBearsWhoeverUnlocked(t *testing.T) {
	who := office.Clerk{ID: office.NewID(still{}.Now()), Name: "Trần Thị Ví Dụ", Position: "Công chức"}
	for name, step := range map[string]func(context.Context, *place, office.Conversion) (office.Conversion, error){
		"described": func(ctx context.Context, p *place, c office.Conversion) (office.Conversion, error) {
			c.Document.Subject = "về việc khác"
			return p.Describe(ctx, c) // c bears who began it
		},
		"decided": func(ctx context.Context, p *place, c office.Conversion) (office.Conversion, error) {
			c, err := p.Decide(ctx, c.ID, clerk, "bản gốc đã được xác minh")
			if err == nil && c.Print.Decision.Clerk != who.Name {
				t.Errorf("decided by %q", c.Print.Decision.Clerk)
			}
			return c, err
		},
		"pressed": func(ctx context.Context, p *place, c office.Conversion) (office.Conversion, error) {
			c, _, err := p.Make(ctx, c.ID, nil)
			return c, err
		},
		"put away": func(ctx context.Context, p *place, c office.Conversion) (office.Conversion, error) {
			if err := p.Discard(ctx, c.ID); err != nil {
				return c, err
			}
			return p.store.Conversion(ctx, c.ID)
		},
	} {
		p := newPlace(t)
		c := p.imported(t, order(t))
		if c.Clerk != clerk {
			t.Fatalf("begun by %q", c.Clerk.Name)
		}
		p.Hand = func(context.Context, office.Clerk) office.Clerk { return who }
		got, err := step(t.Context(), p, c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		kept, err := p.store.Conversion(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := p.store.Entries(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		if last := entries[len(entries)-1]; got.Clerk != who || kept.Clerk != who || last.Actor != who.Name {
			t.Errorf("%s: told %q, kept %q, booked to %q", name, got.Clerk.Name, kept.Clerk.Name, last.Actor)
		}
	}
}
