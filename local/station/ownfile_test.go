package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
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

// TestASecondRecordOfADocumentIsAskedAboutBeforeItIsMade brings the file of a record back as
// another program saved it, and types the number of a record once more.
func TestASecondRecordOfADocumentIsAskedAboutBeforeItIsMade(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	c, err := d.CarryOut(ctx, convert.Order{Clerk: staff[0], Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Number: "15", Symbol: "UBND-VP", Issued: "2026-11-02", Subject: "về việc ví dụ"},
		Form: office.Plain, Seen: true, Counted: 1, Files: []string{samplePage(t)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "lưu lại.pdf")
	if err := d.Export(ctx, c.ID, path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(file, "\n% another program\n%%EOF\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	twins := func(draft office.ID) (found []office.Condition) {
		list, err := d.Conditions(ctx, draft)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			if k.Part == office.PartTwin {
				found = append(found, k)
			}
		}
		return found
	}
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, refused, err := d.Take(ctx, draft.ID, -1, []string{path}, "A4", nil); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	if got := twins(draft.ID); len(got) != 1 || got[0].Record != c.ID || !got[0].Doubts() || !strings.Contains(got[0].Next, "xuất từ hồ sơ") || strings.Contains(got[0].Next, "cứ làm tiếp") {
		t.Errorf("of the file that was saved again: %+v", got)
	}
	other, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	other.Document = c.Document
	if other, err = d.Describe(ctx, other); err != nil {
		t.Fatal(err)
	}
	if got := twins(other.ID); len(got) != 1 || got[0].Record != c.ID || !strings.Contains(got[0].Next, "cứ làm tiếp") {
		t.Errorf("of the same number: %+v", got)
	}
	other.Document.Number = "1" + c.Document.Number
	if other, err = d.Describe(ctx, other); err != nil {
		t.Fatal(err)
	}
	if got := twins(other.ID); len(got) > 0 {
		t.Errorf("of another number: %+v", got)
	}
}

// TestARecordKeepsThatAnotherOfItsNumberWasThere finishes a second record of a number, by an
// order and from a draft: the auditor reads in it that the first was there.
func TestARecordKeepsThatAnotherOfItsNumberWasThere(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	order := convert.Order{Clerk: staff[0], Document: office.Document{Secrecy: office.Ordinary, Type: "cong-van", Number: "15", Symbol: "UBND-VP", Issued: "2026-11-02", Subject: "về việc ví dụ"},
		Form: office.Plain, Seen: true, Counted: 1, Files: []string{samplePage(t)}}
	first, err := d.CarryOut(ctx, order, nil)
	if err != nil {
		t.Fatal(err)
	}
	listed := func() []office.Row {
		keys, _, err := d.FindRecords(ctx, office.RecordWish{}, 10)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.Rows(ctx, keys)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	if rows := listed(); len(rows) != 1 || rows[0].Doubled {
		t.Errorf("the only one of its number: %+v", rows)
	}
	second, err := d.CarryOut(ctx, order, nil)
	if err != nil {
		t.Fatal(err)
	}
	order.Counted = 0
	draft, err := d.CarryOut(ctx, order, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Declare(ctx, draft.ID, 1); err != nil {
		t.Fatal(err)
	}
	third, err := d.Finish(ctx, draft.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	if rows := listed(); len(rows) != 3 || slices.ContainsFunc(rows, func(r office.Row) bool { return !r.Doubled }) {
		t.Errorf("listed as those of one number: %+v", rows)
	}
	for _, c := range []struct {
		of    office.ID
		there []office.ID
	}{{first.ID, nil}, {second.ID, []office.ID{first.ID}}, {third.ID, []office.ID{second.ID, first.ID}}} {
		kept, err := d.Conversion(ctx, c.of)
		if err != nil {
			t.Fatal(err)
		}
		var there []office.ID
		for _, k := range kept.Conditions {
			if k.Part == office.PartTwin {
				there = append(there, k.Record)
				if !strings.Contains(k.Next, "vẫn làm tiếp") {
					t.Errorf("what was done then: %q", k.Next)
				}
			}
		}
		if !slices.Equal(there, c.there) {
			t.Errorf("kept of %s: %v, want %v", kept.Code, there, c.there)
		}
	}
}
