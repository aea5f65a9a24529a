package worksheet_test

import (
	"bytes"
	"testing"

	"tram/local/worksheet"
	"tram/local/worksheet/worksheettest"
)

func readBytes(t *testing.T, raw []byte, name string) worksheet.Book {
	t.Helper()
	b, err := worksheet.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestACellIsReadAsItIsShown has numbers and texts whose styles show words beside them, or something
// else than what is kept.
func TestACellIsReadAsItIsShown(t *testing.T) {
	for _, c := range []struct {
		of     any
		format string
		want   worksheet.Cell
	}{
		{137, `000"/UBND-VP"`, worksheet.Cell{Text: "137/UBND-VP", Kind: worksheet.Text}},
		{15, `00"/QĐ-UBND"`, worksheet.Cell{Text: "15/QĐ-UBND", Kind: worksheet.Text}},
		{7, `00"/QĐ-UBND"`, worksheet.Cell{Text: "07/QĐ-UBND", Kind: worksheet.Text}},
		{15, `0"a"`, worksheet.Cell{Text: "15a", Kind: worksheet.Text}},
		{15, `"Số: "0`, worksheet.Cell{Text: "Số: 15", Kind: worksheet.Text}},
		{15, `0\/\Q\Đ`, worksheet.Cell{Text: "15/QĐ", Kind: worksheet.Text}},
		{15, `General"/QĐ"`, worksheet.Cell{Text: "15/QĐ", Kind: worksheet.Text}},
		{15, `[Red]0"/QĐ";0"/TB"`, worksheet.Cell{Text: "15/QĐ", Kind: worksheet.Text}},
		{0, `0"/QĐ";0"/TB";0"/BC"`, worksheet.Cell{Text: "0/BC", Kind: worksheet.Text}},
		{3, `[$₫-42A] 0`, worksheet.Cell{Text: "₫ 3", Kind: worksheet.Text}},
		{15, `General`, worksheet.Cell{Text: "15", Kind: worksheet.Number}},
		{15, `000`, worksheet.Cell{Text: "15", Kind: worksheet.Number}},
		{1500, `#,##0`, worksheet.Cell{Text: "1500", Kind: worksheet.Number}},
		{15, `_(0_);[Red]0`, worksheet.Cell{Text: "15", Kind: worksheet.Number}},
		{15, `[<10]0"/QĐ";0"/TB"`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{15, `0%`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{15, `h:mm`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{15, `00"-"00`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{15, `;;;`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{15, `"đã hủy"`, worksheet.Cell{Text: "15", Kind: worksheet.Number, Masked: true}},
		{1500, `#,##0"/QĐ"`, worksheet.Cell{Text: "1500", Kind: worksheet.Number, Masked: true}},
		{15.5, `0"/QĐ"`, worksheet.Cell{Text: "15.5", Kind: worksheet.Number, Masked: true}},
		{"15", `@"/QĐ-UBND"`, worksheet.Cell{Text: "15/QĐ-UBND", Kind: worksheet.Text}},
		{"15", `0;0;0;"số "@`, worksheet.Cell{Text: "số 15", Kind: worksheet.Text}},
		{"15", `;;;`, worksheet.Cell{Text: "15", Kind: worksheet.Text, Masked: true}},
		{"15/QĐ", `00"/TB"`, worksheet.Cell{Text: "15/QĐ", Kind: worksheet.Text}},
		{"15", `@`, worksheet.Cell{Text: "15", Kind: worksheet.Text}},
	} {
		s := worksheettest.Sheet{Name: "a", Rows: [][]any{{worksheettest.Styled{Of: c.of, Format: c.format}}}}
		b := readBytes(t, worksheettest.Book{Sheets: []worksheettest.Sheet{s}}.Bytes(t), "a.xlsx")
		if got := b.Sheets[0].Rows[0].Cell(0); got != c.want {
			t.Errorf("%v as %s is %+v", c.of, c.format, got)
		}
	}
}

// TestWhatIsStruckThroughOrRemarkedIsTold has cells of both, in workbooks of both kinds.
func TestWhatIsStruckThroughOrRemarkedIsTold(t *testing.T) {
	s := worksheettest.Sheet{Name: "a", Rows: [][]any{
		{"a", worksheettest.Styled{Of: "b", Struck: true}, worksheettest.Styled{Of: 3, Struck: true}, worksheettest.Runs{"một ", "~hai"}, worksheettest.Runs{"ba"}},
		{"a", nil, 4},
	}, Notes: map[string]string{"A1": "đã thu hồi", "D2": "xem lại"}, Merged: []string{"A1:A2"}}
	ods := zipped(t, map[string]string{"content.xml": `<c><style name="ce1"><text-properties text-line-through-style="solid"/></style><style name="ce2"><text-properties text-line-through-style="none"/></style><style name="T1"><text-properties text-line-through-type="single"/></style><spreadsheet><table name="a">` +
		`<table-column default-cell-style-name="ce2"/><table-column default-cell-style-name="ce1"/>` +
		`<table-row><table-cell value-type="string"><annotation><creator>Mẫu</creator><p>đã thu hồi</p></annotation><p>a</p></table-cell><table-cell value-type="string"><p>b</p></table-cell><table-cell style-name="ce1" value-type="float" value="3"><p>3</p></table-cell><table-cell value-type="string"><p>một <span style-name="T1">hai</span></p></table-cell><table-cell value-type="string"><p>ba</p></table-cell></table-row>` +
		`<table-row><table-cell value-type="string"><p>a</p></table-cell><table-cell style-name="ce2"/><table-cell value-type="float" value="4"><p>04/QĐ</p></table-cell><table-cell><annotation><p>xem lại</p></annotation></table-cell></table-row></table></spreadsheet></c>`})
	for name, b := range map[string]worksheet.Book{"a.xlsx": readBytes(t, worksheettest.Book{Sheets: []worksheettest.Sheet{s}}.Bytes(t), "a.xlsx"), "a.ods": readBytes(t, ods, "a.ods")} {
		rows := b.Sheets[0].Rows
		for i, want := range []bool{false, true, true, true, false} {
			if c := rows[0].Cell(i); c.Struck != want || c.Kind == worksheet.Empty {
				t.Errorf("%s: cell %d is %+v", name, i, c)
			}
		}
		if rows[0].Cell(0).Note != "đã thu hồi" || rows[1].Cell(0).Note != "" || rows[1].Cell(3).Note != "xem lại" || rows[0].Cell(1).Note != "" {
			t.Errorf("%s: remarked is %+v", name, rows)
		}
	}
	if b := readBytes(t, ods, "a.ods"); b.Sheets[0].Rows[1].Cell(2).Text != "04/QĐ" || b.Sheets[0].Rows[0].Cell(2).Kind != worksheet.Number {
		t.Errorf("%+v", b.Sheets[0].Rows)
	}
}

// TestALineMayEndAsOnAnySystem has the same rows with each end of a line, and with several.
func TestALineMayEndAsOnAnySystem(t *testing.T) {
	for name, text := range map[string]string{
		"return":   "a;b\r\"một\rhai\";2\r3;4\r",
		"newline":  "a;b\n\"một\rhai\";2\n3;4\n",
		"both":     "a;b\r\n\"một\rhai\";2\r\n3;4",
		"each way": "a;b\n\"một\rhai\";2\r3;4\r\n",
		"no end":   "a;b\r\"một\rhai\";2\r3;4",
	} {
		rows := readBytes(t, []byte(text), "a.csv").Sheets[0].Rows
		if len(rows) != 3 || rows[0].Cell(1).Text != "b" || rows[1].Cell(0).Text != "một\rhai" || rows[1].Cell(1).Text != "2" || rows[2].Cell(0).Text != "3" || rows[2].Cell(1).Text != "4" || rows[2].At != rows[1].At+1 {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}
