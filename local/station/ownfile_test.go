package station

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/convert"
	"tram/local/office"
)

// TestAFileOfARecordIsNoPaper puts the PDF of a finished record before the station as if it
// were a scan, into a draft and by an order: a second record of one document came of it once.
func TestAFileOfARecordIsNoPaper(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c := d.act(t)
	path := filepath.Join(t.TempDir(), "như giấy quét.pdf")
	if err := d.Export(ctx, c.ID, path); err != nil {
		t.Fatal(err)
	}
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	taken, refused, err := d.Take(ctx, draft.ID, -1, []string{path, samplePage(t)}, "A4", nil)
	if err != nil || len(taken) != 1 || len(refused) != 1 || !errors.Is(refused[0], convert.OwnFile) {
		t.Fatalf("taken %d pages, refused %v, %v", len(taken), refused, err)
	}
	if f, _ := office.FailureIn(refused[0]); !strings.Contains(f.Said, string(c.Code)) {
		t.Errorf("the sentence does not name the record: %s", f.Said)
	}
	order := convert.Order{Clerk: staff[0], Files: []string{path}, Paper: "A4", Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Subject: "về việc ví dụ"}}
	if _, err := d.CarryOut(ctx, order, nil); !errors.Is(err, convert.OwnFile) {
		t.Errorf("a draft of an order: %v", err)
	}
	order.Counted = 1
	if _, err := d.CarryOut(ctx, order, nil); !errors.Is(err, convert.OwnFile) {
		t.Errorf("an order: %v", err)
	}
}
