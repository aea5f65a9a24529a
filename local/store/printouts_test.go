package store

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tram/local/office"
)

// aCopy is a data message that became a paper copy with a number.
func aCopy(year, number int) office.Conversion {
	c := aConversion(7, "GCN-UBND", "giấy chứng nhận điện tử", 0)
	c.Code, c.Direction, c.State, c.Form = office.NewLookupCode(), office.DataToPaper, office.Printed, office.TrueCopy
	c.Message = &office.DataMessage{File: office.DigestOf([]byte("gốc")), Pages: 3}
	c.Print = &office.PrintCopy{Number: &office.CopyNumber{Year: year, Number: number, Symbol: "SY-UBND"}}
	return c
}

// aDrawing is a copy whose number is still to be drawn.
func aDrawing(form office.Form) office.Conversion {
	c := aCopy(0, 0)
	c.State, c.Form, c.Print.Number = office.Draft, form, nil
	return c
}

func TestCopiesOfOneYearShareOneSeries(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	for i, form := range []office.Form{office.TrueCopy, office.CopyOf, office.Extract} {
		c := must(s.DrawCopyNumber(ctx, by, aDrawing(form), office.CopyNumber{Year: 2026, Symbol: "SY-UBND"}))(t)
		if n := c.Print.Number; n.Number != i+1 || n.Symbol != "SY-UBND" {
			t.Fatalf("number %+v, want %d", n, i+1)
		}
	}
	if _, err := s.SaveConversion(ctx, by, aCopy(2026, 2)); !errors.Is(err, NumberTaken) {
		t.Errorf("a number was given twice: %v", err)
	}
	if c := must(s.DrawCopyNumber(ctx, by, aDrawing(office.TrueCopy), office.CopyNumber{Year: 2027}))(t); c.Print.Number.Number != 1 {
		t.Errorf("the next year begins with %d", c.Print.Number.Number)
	}
	noFaults(t, s)
}

func TestEachOfManyWritersDrawsANumberOfItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	const writers, each = 6, 5
	var drawing sync.WaitGroup
	for range writers {
		s := open(t, path)
		drawing.Go(func() {
			for range each {
				if _, err := s.DrawCopyNumber(t.Context(), by, aDrawing(office.TrueCopy), office.CopyNumber{Year: 2026}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	drawing.Wait()
	s := open(t, path)
	var different, last int
	if err := s.reader.QueryRow(`SELECT count(DISTINCT copy_number), max(copy_number) FROM conversions WHERE copy_year = 2026`).Scan(&different, &last); err != nil {
		t.Fatal(err)
	}
	if different != writers*each || last != writers*each {
		t.Errorf("%d numbers up to %d", different, last)
	}
}

func TestANumberStaysWithItsCopy(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aCopy(2026, 1)))(t)
	c.Document.Subject = "đã sửa"
	must(s.SaveConversion(ctx, by, c))(t)
	if all := must(s.ConversionsOfMessage(ctx, c.Message.File))(t); len(all) != 1 || all[0].Document.Subject != "đã sửa" {
		t.Errorf("%+v", all)
	}
}

func TestEachDirectionHasItsOwnList(t *testing.T) {
	s := shelf(t, "quyết định trên giấy")
	must(s.SaveConversion(t.Context(), by, aCopy(2026, 1)))(t)
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Direction: office.PaperToData}, "quyết định trên giấy"},
		{Query{Direction: office.DataToPaper}, "giấy chứng nhận điện tử"},
		{Query{Direction: office.DataToPaper, Text: "chung nhan", States: []office.State{office.Printed}}, "giấy chứng nhận điện tử"},
	} {
		if got := found(t, s, c.q); len(got) != 1 || got[0] != c.want {
			t.Errorf("%+v found %q", c.q, got)
		}
	}
	hits := must(s.Find(t.Context(), Query{Direction: office.DataToPaper}))(t)
	if row := must(s.Rows(t.Context(), hits.Keys))(t)[0]; row.Pages != 3 || row.Direction != office.DataToPaper {
		t.Errorf("%+v", row)
	}
}

// untold are the acts of which nobody has said yet what came out of the printer.
func untold(t *testing.T, s *Store) (ids []office.ID) {
	t.Helper()
	keys, count, err := s.Untold(t.Context(), 10)
	if err != nil || count != len(keys) {
		t.Fatal(count, keys, err)
	}
	for _, row := range must(s.Rows(t.Context(), keys))(t) {
		ids = append(ids, row.ID)
	}
	return ids
}

func TestAPrintoutWaitsUntilAClerkSaysWhatCameOut(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aCopy(2026, 1)))(t)
	p := must(s.SavePrintout(ctx, Act{by.Actor, "print"}, office.Printout{Conversion: c.ID, First: 1, Order: office.PrintWish{Copies: 2}}, nil))(t)
	if waiting := untold(t, s); len(waiting) != 1 || waiting[0] != c.ID {
		t.Fatalf("%+v", waiting)
	}
	p.Came, p.Told, p.ToldBy = 2, time.Date(2026, 11, 25, 9, 0, 0, 0, office.VietNam), by.Actor
	c.State = office.Finished
	p = must(s.SavePrintout(ctx, Act{by.Actor, "tell"}, p, &c))(t)
	if waiting := untold(t, s); len(waiting) != 0 {
		t.Errorf("%+v", waiting)
	}
	if all := must(s.Printouts(ctx, c.ID))(t); len(all) != 1 || all[0].Came != 2 {
		t.Errorf("%+v", all)
	}
	if stored := must(s.Conversion(ctx, c.ID))(t); stored.State != office.Finished {
		t.Errorf("the act is %s", stored.State)
	}
	if _, err := s.SavePrintout(ctx, Act{by.Actor, "tell"}, p, &c); !errors.Is(err, FinishedForever) {
		t.Errorf("a finished act was changed: %v", err)
	}
	noFaults(t, s)
}

func TestATamperedPrintoutListIsTold(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aCopy(2026, 1)))(t)
	must(s.SavePrintout(ctx, Act{by.Actor, "print"}, office.Printout{Conversion: c.ID}, nil))(t)
	if _, err := s.writer.Exec(`DELETE FROM facts WHERE facet = 'told'`); err != nil {
		t.Fatal(err)
	}
	if report := must(s.VerifyJournal(ctx, nil))(t); len(report.Faults) != 1 {
		t.Errorf("%+v", report.Faults)
	}
}
