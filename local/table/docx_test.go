package table_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tram/local/docx/docxtest"
	"tram/local/table"
)

func aFewRows(n int) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		for i := range n {
			if !yield(table.Row{i + 1, fmt.Sprintf("Trích yếu ví dụ %d <của> & “dấu”", i+1), time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)}, nil) {
				return
			}
		}
	}
}

func found(n int) table.Table {
	return table.Table{
		Title: "KẾT QUẢ TÌM", Of: "Ủy ban nhân dân xã Mẫu", Told: []string{"Từ tìm: giao đất"}, At: time.Date(2026, 11, 27, 1, 2, 3, 0, time.UTC), By: "Nguyễn Văn Mẫu", Rows: aFewRows(n),
		Columns: []table.Column{{Name: "STT", Width: 1, Kind: table.Number}, {Name: "Trích yếu", Width: 6, Kind: table.Text}, {Name: "Ngày", Width: 2, Kind: table.Day}},
	}
}

// TestATextDocumentHoldsEachRow is opened by the word processor of offices, which prints it.
func TestATextDocumentHoldsEachRow(t *testing.T) {
	var b bytes.Buffer
	if err := found(60).DOCX(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if _, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
		t.Fatal(err)
	}
	path := docxtest.Save(t, "a.pdf", docxtest.PDF(t, b.Bytes()))
	said, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(said)), " ")
	for _, want := range []string{"Ủy ban nhân dân xã Mẫu KẾT QUẢ TÌM Từ tìm: giao đất Lập lúc 08:02 ngày 27/11/2026, người lập: Nguyễn Văn Mẫu.", "1 Trích yếu ví dụ 1 <của> & “dấu” 05/10/2026", "60 Trích yếu ví dụ 60 <của> & “dấu” 05/10/2026", "Cộng: 60 dòng."} {
		if !strings.Contains(text, want) {
			t.Errorf("the document does not say %q but %s", want, text)
		}
	}
	for i := range 60 {
		if n := strings.Count(text, fmt.Sprintf("Trích yếu ví dụ %d <", i+1)); n != 1 {
			t.Errorf("row %d stands there %d times", i+1, n)
		}
	}
	if n := strings.Count(text, "STT Trích yếu Ngày"); n < 2 {
		t.Errorf("the names of the columns stand on %d pages", n)
	}
}

func TestATextDocumentTakesSoManyRowsAlone(t *testing.T) {
	var b bytes.Buffer
	if err := found(10_001).DOCX(t.Context(), &b); !errors.Is(err, table.TooManyTextRows) {
		t.Errorf("too many rows: %v", err)
	}
}

// TestNoCellOfACSVIsCarriedOut has texts that spreadsheets take for formulas.
func TestNoCellOfACSVIsCarriedOut(t *testing.T) {
	odd := found(0)
	odd.Columns, odd.Rows = odd.Columns[:2], func(yield func(table.Row, error) bool) {
		yield(table.Row{-5, "=HYPERLINK(\"http://a\")"}, nil)
	}
	var b bytes.Buffer
	if err := odd.CSV(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffSTT,Trích yếu\r\n-5,\"'=HYPERLINK(\"\"http://a\"\")\"\r\n"; b.String() != want {
		t.Errorf("written: %q", b.String())
	}
}
