package hardcopy

import (
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/store/storetest"
)

// TestNoStepWhoseRecordWasNotWrittenComesBackAsDone makes the journal unwritable
// before each step that moves the act on.
func TestNoStepWhoseRecordWasNotWrittenComesBackAsDone(t *testing.T) {
	p := newPlace(t)
	o := order(t)
	o.Document.Type = "giay-phep" // needs ink
	c := p.imported(t, o)
	fails := func(what string, was office.State, act func() (office.Conversion, error)) {
		t.Helper()
		free := storetest.Stick(t, filepath.Join(p.home, "office.db"))
		defer free()
		got, err := act()
		if err == nil || got.State != was && got.State != "" {
			t.Errorf("%s: told as %q, %v", what, got.State, err)
		}
		if is, err := p.store.Conversion(t.Context(), c.ID); err != nil || is.State != was {
			t.Errorf("%s: the record is %s, %v", what, is.State, err)
		}
	}
	fails("the print copy", c.State, func() (office.Conversion, error) {
		c, _, err := p.Make(t.Context(), c.ID, nil)
		return c, err
	})
	p.pressedCopy(t, c.ID)
	p.sent(t, c.ID, 1)
	fails("what came out", office.Printed, func() (office.Conversion, error) {
		c, _, err := p.Tell(t.Context(), c.ID, clerk, 1)
		return c, err
	})
	p.told(t, c.ID, 1)
	fails("the ink", office.Unsealed, func() (office.Conversion, error) {
		return p.Ink(t.Context(), c.ID, clerk, office.WetSignature{Signer: "Nguyễn Văn Mẫu", Sealed: true})
	})
}
