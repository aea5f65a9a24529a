package answersheet

import (
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/worksheet"
)

// TestChoicesAreReadByTheirWordsOrKeys: one of them may have a comma of its own, and the beginning of
// another.
func TestChoicesAreReadByTheirWordsOrKeys(t *testing.T) {
	of := []office.Choice{{Key: "desk", Said: "Tại quầy"}, {Key: "both", Said: "Tại quầy, qua mạng"}, {Key: "line", Said: "Qua mạng"}, {Key: "post", Said: "Bưu chính"}}
	for text, want := range map[string]string{
		"": "", "Tại quầy": "desk", " TAI   QUAY ": "desk", "tại quầy, qua mạng": "both", "Tại quầy, Bưu chính": "desk\npost", "Tại quầy, qua mạng, bưu chính": "both\npost",
		"post; line": "post\nline", "Bưu chính\nQua mạng": "post\nline", "post, post": "post", "Tại quầy, nơi khác": "Tại quầy, nơi khác", "?": "?",
	} {
		if got := choices(text, of, true); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"Tại quầy, qua mạng": "both", "Tại quầy": "desk", "Tại quầy, bưu chính": "Tại quầy, bưu chính", "Tại quầy\nBưu chính": "desk\npost"} {
		if got := choices(text, of, false); got != want {
			t.Errorf("of one, %q is %q, not %q", text, got, want)
		}
	}
}

// TestDaysAreReadAsSpreadsheetsAndClerksHaveThem; what is none stays to be refused.
func TestDaysAreReadAsSpreadsheetsAndClerksHaveThem(t *testing.T) {
	for _, c := range []struct {
		cell worksheet.Cell
		want string
	}{
		{worksheet.Cell{Kind: worksheet.Day, Text: "2026-02-03"}, "2026-02-03"}, {worksheet.Cell{Kind: worksheet.Number, Text: "46056"}, "2026-02-03"}, {worksheet.Cell{Kind: worksheet.Text, Text: " 3/2/2026 "}, "2026-02-03"},
		{worksheet.Cell{Kind: worksheet.Text, Text: "2026-02-03T00:00:00"}, "2026-02-03"}, {worksheet.Cell{Kind: worksheet.Text, Text: "2026-02-03T10:00:00"}, "2026-02-03T10:00:00"}, {worksheet.Cell{Kind: worksheet.Number, Text: "7"}, "7"},
		{worksheet.Cell{Kind: worksheet.Text, Text: "30/02/2026"}, "30/02/2026"}, {worksheet.Cell{}, ""},
	} {
		if got := day(worksheet.Book{}, c.cell, c.cell.Text); got != c.want {
			t.Errorf("%+v is %q, not %q", c.cell, got, c.want)
		}
	}
}

// TestAMomentWithoutItsHourIsNotGuessed, and neither is what is masked.
func TestAMomentWithoutItsHourIsNotGuessed(t *testing.T) {
	rd := Reader{File: "a.xlsx", Asks: []office.Ask{{Key: "name", Said: "Tên", Needed: true}, {Key: "at", Said: "Lúc", How: office.AskMoment}}}
	row := func(cells ...worksheet.Cell) worksheet.Row { return worksheet.Row{At: 2, Cells: cells} }
	text := func(s string) worksheet.Cell { return worksheet.Cell{Kind: worksheet.Text, Text: s} }
	for name, c := range map[string]struct {
		row  worksheet.Row
		told string
	}{
		"a day alone": {row(text("a"), worksheet.Cell{Kind: worksheet.Day, Text: "2026-02-03"}), "Hãy ghi cả giờ"}, "masked": {row(worksheet.Cell{Kind: worksheet.Number, Text: "7", Masked: true}), "hiện khác"},
		"well": {row(text("a"), text("14:05 03/02/2026")), ""},
	} {
		head := worksheet.Row{At: 1, Cells: []worksheet.Cell{text("TEN"), text("Lúc (giờ, ngày)")}}
		got, err := rd.Read(t.Context(), worksheet.Book{Sheets: []worksheet.Sheet{{Rows: []worksheet.Row{head, c.row}}}})
		if err != nil || len(got.Rows) != 1 || !strings.Contains(got.Rows[0].Why, c.told) || (c.told == "") != (got.Rows[0].Verdict == "") {
			t.Errorf("%s: %v %+v", name, err, got.Rows)
		}
	}
}

// TestALineBelowTheTableEndsItForRemarksAlone: what is a row stays one.
func TestALineBelowTheTableEndsItForRemarksAlone(t *testing.T) {
	rd := Reader{Asks: []office.Ask{{Key: "name", Said: "Tên"}, {Key: "note", Said: "Ghi chú"}}, Ends: func(s string) bool { return s == "Hết" }}
	s := worksheet.Sheet{}
	for i, cells := range [][]string{{"Tên", "Ghi chú"}, {"một"}, {"Tên", "Ghi chú"}, {"Hết"}, {"chữ ký"}, {"hai", "x"}} {
		row := worksheet.Row{At: i + 1}
		for _, c := range cells {
			row.Cells = append(row.Cells, worksheet.Cell{Kind: worksheet.Text, Text: c})
		}
		s.Rows = append(s.Rows, row)
	}
	got, err := rd.Read(t.Context(), worksheet.Book{Sheets: []worksheet.Sheet{s}})
	if err != nil || len(got.Rows) != 2 || got.Rows[0].Answers["name"] != "một" || got.Rows[1].Line != 6 {
		t.Errorf("%v %+v", err, got.Rows)
	}
}
