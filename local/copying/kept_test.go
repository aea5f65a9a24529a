package copying_test

import (
	"context"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/store"
)

// once is a target that gives nothing up.
type once struct{ copying.Target }

func (once) Remove(context.Context, string) error { return copying.ErrKept }

// TestATargetThatIsWrittenOnceIsCopiedTo and what it keeps of what was to go is counted: the
// words and the file of a paper that proved secret.
func TestATargetThatIsWrittenOnceIsCopiedTo(t *testing.T) {
	b := newBureau(t)
	target := once{copyingtest.NewFaulty()}
	c := b.copier(target)
	b.work()
	b.work()
	if r := b.round(c); r.Kept != 0 {
		t.Errorf("kept before anything was to go: %d", r.Kept)
	}
	secret := b.drafts[0]
	left := office.Conversion{ID: secret.ID, Version: secret.Version, State: office.Discarded, Direction: secret.Direction, Document: office.Document{Secrecy: office.Secret}}
	if _, err := b.store.Refuse(t.Context(), store.Act{Actor: by.Actor, Step: "refuse-secret"}, office.Refusal{At: b.clock.Now(), Secrecy: office.Secret}, &left); err != nil {
		t.Fatal(err)
	}
	if err := b.vault.Wipe(secret.Message.File); err != nil {
		t.Fatal(err)
	}
	if r := b.round(c); r.Kept != 2 {
		t.Errorf("kept: %d, not its words and its file", r.Kept)
	}
	b.work()
	r := b.round(c)
	head, err := b.store.Head(t.Context())
	if err != nil || r.Head.Seq != head.Seq || r.Kept < 2 {
		t.Errorf("it does not go on: %+v, %v", r, err)
	}
}
