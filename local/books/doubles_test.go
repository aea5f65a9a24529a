package books

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store"
)

// twins enters one thing at each of two stations, which then meet at the first.
func twins(t *testing.T, b Any, answers map[string]string) (s *store.Store, own, other office.Sheet) {
	t.Helper()
	one, two := shelf(t), shelf(t)
	own, other = entered(t, one, b, answers), entered(t, two, b, answers)
	carried(t, two, one)
	return one, own, other
}

// warns counts what is said in the list, in the record and in the export of a register.
func warns(t *testing.T, s *store.Store, b Any, id office.ID, said string) (n int) {
	t.Helper()
	count := func(all []string) {
		if strings.Contains(strings.Join(all, "; "), said) {
			n++
		}
	}
	list, _, err := b.List(t.Context(), s, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range list {
		count(sheet.Warns)
	}
	sheet, err := b.Read(t.Context(), s, id)
	if err != nil {
		t.Fatal(err)
	}
	count(sheet.Warns)
	out, err := b.Table(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range out.Rows {
		if err != nil {
			t.Fatal(err)
		}
		count([]string{fmt.Sprint(row...)})
	}
	return n
}

// TestOneThingThatTwoStationsEnteredIsAFinding holds it for each register and what stands
// for one record in it, until one is corrected or taken out of use.
func TestOneThingThatTwoStationsEnteredIsAFinding(t *testing.T) {
	for _, c := range []struct {
		book      Any
		key, same string
		said      string
	}{
		{Channels, "address", "https://mau.gov.vn", "2 mục cùng mang địa chỉ “https://mau.gov.vn” (kênh giao tiếp)"},
		{Channels, "address", "0123 456 789", "2 mục cùng mang địa chỉ “0123 456 789” (kênh giao tiếp)"},
		{Facilities, "name", "Phòng họp tầng 2", "2 mục cùng mang tên “Phòng họp tầng 2” (phòng họp, thiết bị)"},
	} {
		answers := map[string]string{c.key: c.same}
		for name, settle := range map[string]func(context.Context, *store.Store, office.Sheet) error{
			"corrected": func(ctx context.Context, s *store.Store, sheet office.Sheet) error {
				_, err := c.book.Keep(ctx, s, by("edit"), office.Sheet{ID: sheet.ID, Version: sheet.Version, Answers: map[string]string{c.key: "khác"}})
				return err
			},
			"out of use": func(ctx context.Context, s *store.Store, sheet office.Sheet) error {
				_, err := c.book.Move(ctx, s, by(c.book.About().Moves[0].Step), sheet.ID)
				return err
			},
		} {
			s, own, other := twins(t, c.book, answers)
			entered(t, s, c.book, map[string]string{c.key: "một mục thứ ba"})
			report, err := s.VerifyJournal(t.Context(), nil)
			if err != nil || len(report.Doubles) != 1 {
				t.Fatalf("%s: %+v, %v", c.said, report.Doubles, err)
			}
			d := report.Doubles[0]
			if len(d.Records) != 2 || !slices.Contains(d.Records, own.ID) || !slices.Contains(d.Records, other.ID) || d.Kind != c.book.AnyKind().Kind() {
				t.Errorf("%s: %+v", c.said, d)
			}
			if n := warns(t, s, c.book, own.ID, c.said); n != 5 {
				t.Errorf("%s: said %d times, and not in the list, the record and the export", c.said, n)
			}
			if err := settle(t.Context(), s, own); err != nil {
				t.Fatal(err)
			}
			if n := warns(t, s, c.book, own.ID, "cùng mang"); n != 0 {
				t.Errorf("%s, %s: still said %d times", c.said, name, n)
			}
			if report, err := s.VerifyJournal(t.Context(), nil); err != nil || len(report.Doubles) != 0 {
				t.Errorf("%s, %s: %+v, %v", c.said, name, report.Doubles, err)
			}
		}
	}
}
