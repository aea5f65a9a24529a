package hardcopy

import (
	"errors"
	"testing"

	"tram/local/office"
)

func TestADraftThatWasPutAwayComesBackWithItsWordsAndItsFile(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	if err := p.Discard(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Restore(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	c.Document.Subject = "Về việc gõ tiếp"
	back, err := p.Describe(t.Context(), c)
	if err != nil || back.State != office.Draft || back.Message.File != c.Message.File {
		t.Errorf("came back as %s with %s: %v", back.State, back.Message.File, err)
	}
	if err := p.Restore(t.Context(), c.ID); !errors.Is(err, NothingToRestore) {
		t.Errorf("a draft that was not put away: %v", err)
	}
}

func TestWhatWasRefusedAsSecretNeverComesBack(t *testing.T) {
	p := newPlace(t)
	c := p.imported(t, order(t))
	c.Document.Secrecy = office.Secret
	if _, err := p.Describe(t.Context(), c); !errors.Is(err, office.SecretAtTheDoor) {
		t.Fatalf("described: %v", err)
	}
	if err := p.Restore(t.Context(), c.ID); err == nil {
		t.Error("a secret message was brought back")
	}
	left, err := p.store.Conversion(t.Context(), c.ID)
	if err != nil || left.State != office.Discarded || left.Document.Subject != "" {
		t.Errorf("the record keeps %q in state %s: %v", left.Document.Subject, left.State, err)
	}
}
