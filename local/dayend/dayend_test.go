package dayend

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
)

// TestWhatStandsInACodeIsReadBack writes the lines of a sheet and reads them.
func TestWhatStandsInACodeIsReadBack(t *testing.T) {
	f := example(3)
	s := f.Draft.DaySheet
	code, err := papercode.Read(f.QR)
	if err != nil || !code.Signed() {
		t.Fatal(err)
	}
	c, err := Read(code.Lines)
	if err != nil || !IsSheet(code.Lines) {
		t.Fatalf("%v", err)
	}
	if !c.Same(s) || c.Office != "Ủy ban nhân dân xã Mẫu Sơn (H49.10.02)" || c.Head.At.Unix() != s.Head.At.Unix() {
		t.Errorf("%+v", c)
	}
	for name, other := range map[string]func(*office.DaySheet){
		"day": func(s *office.DaySheet) { s.Day = "2026-11-27" }, "number": func(s *office.DaySheet) { s.No++ }, "head": func(s *office.DaySheet) { s.Head.Seq++ },
		"hash": func(s *office.DaySheet) { s.Head.Hash = office.DigestOf(nil) }, "station": func(s *office.DaySheet) { s.Station = s.ID },
	} {
		is := s
		if other(&is); c.Same(is) {
			t.Errorf("another %s is taken for the same", name)
		}
	}
}

// TestNoOtherLineIsReadAsASheet changes one line at a time.
func TestNoOtherLineIsReadAsASheet(t *testing.T) {
	good := Lines(office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}, example(1).Draft.DaySheet)
	rapid.Check(t, func(t *rapid.T) {
		lines := slices.Clone(good)
		i := rapid.SampledFrom([]int{0, 2, 3, 4}).Draw(t, "line")
		at := rapid.IntRange(0, len(lines[i])-1).Draw(t, "at")
		sign := rapid.SampledFrom([]string{"", "x", "X", " ", "\u0301"}).Draw(t, "sign")
		lines[i] = lines[i][:at] + sign + lines[i][at+1:]
		before, _ := Read(good)
		after, err := Read(lines)
		if err == nil && after == before && lines[i] != good[i] {
			t.Fatalf("%q is read as %q", lines[i], good[i])
		}
	})
	for _, lines := range [][]string{nil, good[:6], append(slices.Clone(good), "thêm")} {
		if _, err := Read(lines); err == nil {
			t.Errorf("%d lines are read", len(lines))
		}
	}
}

// TestALongSheetBearsTheSameCodeOnEachPage lists many records, and has each page drawn and
// its code looked for by another program.
func TestALongSheetBearsTheSameCodeOnEachPage(t *testing.T) {
	path, pages := written(t, example(60))
	if pages < 3 {
		t.Fatalf("sixty records on %d pages", pages)
	}
	words := run(t, "poppler-utils", "pdftotext", "-layout", path, "-")
	if got := strings.Count(words, "ĐẦU NHẬT KÝ IN TRÊN TỜ NÀY"); got != pages {
		t.Errorf("the head stands on %d of %d pages", got, pages)
	}
	if strings.Count(words, "NGƯỜI PHỤ TRÁCH") != 1 || !strings.Contains(words, "60.") {
		t.Error("who signs, and the last record, stand once")
	}
	run(t, "poppler-utils", "pdftoppm", "-r", "100", "-gray", "-png", path, path)
	drawn := strings.Fields(run(t, "zbar-tools", "sh", "-c", "zbarimg -q --raw "+path+"-*.png 2>/dev/null | grep -c 'SHA-256 "+string(example(60).Draft.Head.Hash)+"'"))
	if len(drawn) != 1 || drawn[0] != itoa(pages) {
		t.Errorf("another program reads the code on %v of %d pages", drawn, pages)
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

// TestTheLongestNamesFitTheCode gives the office the longest name that there may be.
func TestTheLongestNamesFitTheCode(t *testing.T) {
	f := example(1)
	f.Office.Name = strings.Repeat("Ẫ", 200)
	f.Draft.Clerk = strings.Repeat("Nguyễn ", 30)
	f.QR = code(f.Office, f.Draft.DaySheet)
	if _, side, err := mark.NewCode(f.QR, modulePt); err != nil || side > 90*office.PointsPerMM {
		t.Errorf("%v, %.0f mm", err, side/office.PointsPerMM)
	}
	path, _ := written(t, f)
	run(t, "qpdf", "qpdf", "--check", path)
}

// TestADayThatWasNotClosedIsTold tells of days by what was worked and what was closed.
func TestADayThatWasNotClosedIsTold(t *testing.T) {
	worked := []store.WorkDay{{Day: "2026-11-24", Seqs: []int64{1, 2}}, {Day: "2026-11-25", Seqs: []int64{3}}, {Day: "2026-11-26", Seqs: []int64{5, 6, 7}}, {Day: "2026-11-27", Seqs: []int64{9}}}
	closed := func(day string, upTo int64) office.DaySheet {
		return office.DaySheet{Day: day, No: 1, Head: office.JournalHead{Seq: upTo}}
	}
	for name, c := range map[string]struct {
		sheets []office.DaySheet
		want   []office.OpenDay
	}{
		"never":           {nil, []office.OpenDay{{Day: "2026-11-26", Entries: 3}}},
		"one":             {[]office.DaySheet{closed("2026-11-25", 3)}, []office.OpenDay{{Day: "2026-11-26", Entries: 3}}},
		"worked on after": {[]office.DaySheet{closed("2026-11-25", 3), closed("2026-11-26", 6)}, []office.OpenDay{{Day: "2026-11-26", Entries: 1, Sheets: 1}}},
		"all":             {[]office.DaySheet{closed("2026-11-25", 3), closed("2026-11-26", 6), closed("2026-11-26", 7)}, nil},
		"since the first": {[]office.DaySheet{closed("2026-11-24", 1)}, []office.OpenDay{{Day: "2026-11-26", Entries: 3}, {Day: "2026-11-25", Entries: 1}, {Day: "2026-11-24", Entries: 1, Sheets: 1}}},
	} {
		if got := Open(worked, c.sheets, "2026-11-27"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestEntriesBetweenTwoSheetsAreTold tells of what neither sheet counts.
func TestEntriesBetweenTwoSheetsAreTold(t *testing.T) {
	now := office.DaySheet{Day: "2026-11-28", Count: office.DayCount{First: 20}}
	before := office.DaySheet{Day: "2026-11-27", No: 1, Head: office.JournalHead{Seq: 15}}
	same := office.DaySheet{Day: "2026-11-28", No: 1, Head: office.JournalHead{Seq: 30}}
	if said := Between([]office.DaySheet{before, same}, now); len(said) != 1 || !strings.Contains(said[0], "Các mục 16 đến 19") || !strings.Contains(said[0], "27/11/2026") {
		t.Errorf("%q", said)
	}
	if said := Between(nil, now); len(said) != 1 || !strings.Contains(said[0], "1 đến 19") {
		t.Errorf("%q", said)
	}
	before.Head.Seq = 19
	if said := Between([]office.DaySheet{before}, now); len(said) != 0 {
		t.Errorf("nothing lies between: %q", said)
	}
}
