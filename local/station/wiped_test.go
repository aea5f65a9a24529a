package station

import (
	"errors"
	"path/filepath"
	"testing"

	"tram/local/office"
)

// TestARefusalTakesNoFileOfAnotherRecord brings in, as a data message, a file that stands
// in another record, and tells only then that it is secret.
func TestARefusalTakesNoFileOfAnotherRecord(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	out := filepath.Join(t.TempDir(), "ra.pdf")
	if err := d.Export(ctx, c.ID, out); err != nil {
		t.Fatal(err)
	}
	brought := func() office.Conversion {
		t.Helper()
		m, err := d.ImportMessage(ctx, office.MessageOrder{Clerk: staff[0], Path: out, Document: office.Document{Type: "cong-van", Subject: "về việc ví dụ"}}, nil)
		if err != nil || m.Message.File != c.PDF {
			t.Fatal(err)
		}
		return m
	}
	refuse := func(m office.Conversion) {
		t.Helper()
		m.Document.Secrecy = office.Secret
		if _, err := d.DescribeMessage(ctx, m); !errors.Is(err, office.SecretAtTheDoor) {
			t.Fatal(err)
		}
		if p, err := d.Prove(ctx, c.ID, nil); err != nil || p.Verdict != office.Proven {
			t.Errorf("what the office made: %v %v", p.Verdict, err)
		}
		traces, err := d.SecretTraces(ctx)
		if err != nil || len(traces) == 0 || len(traces[0].Files) == 0 {
			t.Errorf("what is left is not told: %+v %v", traces, err)
		}
	}
	refuse(brought())
	d.restart(t)
	if p, err := d.Prove(ctx, c.ID, nil); err != nil || p.Verdict != office.Proven {
		t.Errorf("after a start: %v %v", p.Verdict, err)
	}
	kept, gone := brought(), brought()
	refuse(gone)
	if _, err := d.OpenOriginal(ctx, kept.ID); err != nil {
		t.Errorf("the other message: %v", err)
	}
}
