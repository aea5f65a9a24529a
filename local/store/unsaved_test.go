package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"tram/local/office"
)

// TestNothingThatWasNotCommittedComesBackAsARecord holds the database for another
// writer: no save hands out what was to be stored.
func TestNothingThatWasNotCommittedComesBackAsARecord(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "office.db"), t.Context()
	s := openWith(t, path, Options{Clock: newClock(), Patience: 20 * time.Millisecond})
	c := must(s.SaveConversion(ctx, by, aDraft("về việc thử")))(t)
	held(t, path)
	c.State = office.Finished
	with := func(save func(*office.Conversion) error) func() (office.Conversion, error) {
		return func() (office.Conversion, error) {
			changed := c
			err := save(&changed)
			return changed, err
		}
	}
	for name, save := range map[string]func() (office.Conversion, error){
		"a conversion": func() (office.Conversion, error) { return s.SaveConversion(ctx, by, c) },
		"a copy": func() (office.Conversion, error) {
			return s.DrawCopyNumber(ctx, by, aCopy(2026, 1), office.CopyNumber{Year: 2026})
		},
		"with its signature": with(func(c *office.Conversion) error {
			f, err := s.SaveSigned(ctx, by, office.SignedFile{Conversion: c.ID, Base: c.PDF}, c)
			if f.Conversion != "" {
				t.Errorf("a signed file came back: %+v", f)
			}
			return err
		}),
		"with its printout": with(func(c *office.Conversion) error {
			p, err := s.SavePrintout(ctx, by, office.Printout{Conversion: c.ID, Came: 1}, c)
			if p.Conversion != "" {
				t.Errorf("a printout came back: %+v", p)
			}
			return err
		}),
		"with its refusal": with(func(c *office.Conversion) error {
			return second(s.Refuse(ctx, by, office.Refusal{Number: "1"}, c))
		}),
	} {
		if got, err := save(); !errors.Is(err, Busy) || got.State != "" {
			t.Errorf("%s: %v, %+v", name, err, got.State)
		}
	}
	if is := must(s.Conversion(ctx, c.ID))(t); is.State != office.Draft {
		t.Errorf("the record is %s", is.State)
	}
}
