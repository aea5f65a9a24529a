package station

import (
	"errors"
	"testing"

	"tram/local/people"
)

// TestWhatIsHalfTypedIsKeptForWhoeverUnlocked keeps words, replaces and takes them back,
// over a restart, and shows them to nobody while the station is locked.
func TestWhatIsHalfTypedIsKeptForWhoeverUnlocked(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.sitAs(t, all[1], accessPassword)
	const form = "half-typed.form"
	words := func(want string) {
		t.Helper()
		if got, err := d.HalfTyped(ctx, form); err != nil || got != want {
			t.Fatalf("half typed: %q, %v; wanted %q", got, err, want)
		}
	}
	words("")
	for _, typed := range []string{"đang gõ", "đang gõ dở"} {
		if err := d.KeepHalfTyped(ctx, form, typed); err != nil {
			t.Fatal(err)
		}
		words(typed)
	}
	if other, err := d.HalfTyped(ctx, form+"2"); err != nil || other != "" {
		t.Errorf("another form shows %q, %v", other, err)
	}
	d.restart(t)
	if got, err := d.HalfTyped(ctx, form); got != "" || !errors.Is(err, people.NoLogin) {
		t.Errorf("a locked station shows %q, %v", got, err)
	}
	if err := d.KeepHalfTyped(ctx, form, "của ai"); !errors.Is(err, people.NoLogin) {
		t.Errorf("a locked station keeps words: %v", err)
	}
	d.sitAs(t, all[1], accessPassword)
	words("đang gõ dở")
	if err := d.KeepHalfTyped(ctx, form, ""); err != nil {
		t.Fatal(err)
	}
	words("")
}
