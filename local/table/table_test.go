package table

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

var morning = time.Date(2026, 11, 27, 1, 2, 3, 0, time.UTC)

func rowsOf(rows ...Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func aTable(rows iter.Seq2[Row, error]) Table {
	return Table{
		Title: "SỔ ĐĂNG KÝ VĂN BẢN", Of: "Ủy ban nhân dân xã Mẫu", Told: []string{"Từ ngày 01/11/2026"}, At: morning, By: "Nguyễn Văn Mẫu", Rows: rows,
		Columns: []Column{{"Số", 1, Number}, {"Ngày văn bản", 2, Day}, {"Trích yếu", 6, Text}, {"Lúc", 3, Moment}, {"Hệ số", 1, Number}},
	}
}

// oddTexts are what spreadsheets and paper are apt to spoil.
var oddTexts = []string{
	"Nguyễn Thị Ẫm Ưỡng Ỷ Đặng", "=1+1", "+84 912 345 678", "-5", "@SUM(A1)", "0012", "1/2", "TRUE", "_x0041_ và _x41_", "a < b & c > d \"e\"",
	" đầu và cuối ", "dòng một\ndòng hai", "tab\tở giữa", "2026-11-27", "1E5",
}

func TestASpreadsheetKeepsEachTextAndFigure(t *testing.T) {
	var rows []Row
	for i, s := range oddTexts {
		rows = append(rows, Row{i + 1, morning, s, morning, 1.5})
	}
	rows = append(rows, Row{nil, time.Time{}, "", nil, nil}, Row{int64(-7), morning, "chữ\x00lạ\x0b", morning, 0.1})
	read := sheetOf(t, aTable(rowsOf(rows...)))
	first := slices.IndexFunc(read, func(r []string) bool { return r[0] == "Số" }) + 1
	for i, s := range oddTexts {
		want := []string{fmt.Sprint(i + 1), "27/11/2026", s, "08:02:03 27/11/2026", "1.5"}
		if got := read[first+i]; !slices.Equal(got, want) {
			t.Errorf("row %d: %q, want %q", i, got, want)
		}
	}
	if got := read[first+len(oddTexts)]; strings.Join(got, "") != "" {
		t.Errorf("an empty row became %q", got)
	}
	if got := read[first+len(oddTexts)+1]; got[2] != "chữ[U+0000]lạ[U+000B]" || got[0] != "-7" {
		t.Errorf("letters that XML cannot hold became %q", got)
	}
	if read[0][0] != "Ủy ban nhân dân xã Mẫu" || read[len(read)-1][0] != fmt.Sprintf("Cộng: %d dòng.", len(rows)) {
		t.Errorf("it begins with %q and ends with %q", read[0], read[len(read)-1])
	}
}

// sheetOf writes a workbook and lets LibreOffice read it.
func sheetOf(t *testing.T, table Table) [][]string {
	t.Helper()
	dir := t.TempDir()
	if err := table.Save(t.Context(), filepath.Join(dir, "a.xlsx")); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", "--outdir", dir, filepath.Join(dir, "a.xlsx"))
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s\n(apt-get install libreoffice-calc-nogui)", err, out)
	}
	f, err := os.Open(filepath.Join(dir, "a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	read, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestLettersThatASpreadsheetReadsAsANumberKeepTheirForm: Excel takes “_x0041_” for the
// letter A, where LibreOffice does not.
func TestLettersThatASpreadsheetReadsAsANumberKeepTheirForm(t *testing.T) {
	for text, want := range map[string]string{
		"_x0041_": "_x005F_x0041_", "a_x000D_b": "a_x005F_x000D_b", "_x00g1_": "_x00g1_", "_x41_": "_x41_", "_x0041": "_x0041", "a<b&": "a&lt;b&amp;", "\x01\ufffe": "[U+0001][U+FFFE]",
	} {
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		escape(w, text)
		if err := w.Flush(); err != nil || b.String() != want {
			t.Errorf("%q: %q, want %q", text, b.String(), want)
		}
	}
}

func TestATextThatNoCellHoldsIsToldAsCut(t *testing.T) {
	for _, c := range []struct {
		text string
		left int
	}{
		{strings.Repeat("ữ", mostCell), 0}, {strings.Repeat("ữ", mostCell+5), 5}, {strings.Repeat("𝒜", mostCell), mostCell - mostCell/2},
	} {
		got, said := fitting(c.text), fmt.Sprintf("(còn %d ký tự", c.left)
		if c.left == 0 && got != c.text || c.left > 0 && !strings.Contains(got, said) {
			t.Errorf("%d letters: …%q, want %q", len([]rune(c.text)), got[max(0, len(got)-60):], said)
		}
	}
}

func TestOnPaperEachPageNamesItsColumnsAndNothingIsLost(t *testing.T) {
	var rows []Row
	for i := range 400 {
		rows = append(rows, Row{i + 1, morning, fmt.Sprintf("Quyết định thứ-%d %s", i+1, strings.Repeat("về việc gì đó ", i%9)), morning, nil})
	}
	long := "Một " + strings.Repeat("ô rất dài, ", 300) + "hết-ô-dài" // of several pages in itself
	rows = append(rows, Row{401, morning, long, morning, 0.5})
	table := aTable(rowsOf(rows...))
	table.Columns[2].Width = 2
	pages := pagesOf(t, table)
	all := strings.Join(pages, " ")
	for i := range 400 {
		if want := fmt.Sprintf("thứ-%d ", i+1); strings.Count(all, want) != 1 {
			t.Errorf("%q is there %d times", want, strings.Count(all, want))
		}
	}
	if got := strings.Count(all, "dài, "); got != 300 || !strings.Contains(all, "hết-ô-dài") {
		t.Errorf("%d of 300 parts of the long cell are there", got)
	}
	for i, page := range pages {
		if want := fmt.Sprintf("Trang %d/%d", i+1, len(pages)); !strings.Contains(page, want) || strings.Count(page, "Trích yếu") != 1 {
			t.Errorf("page %d lacks %q or the names of its columns", i+1, want)
		}
	}
	if !strings.Contains(all, "Cộng: 401 dòng.") || !strings.Contains(all, "08:02:03 27/11/2026") {
		t.Error("the sum or the times are missing")
	}
}

// pagesOf writes a PDF, has it checked, and lets poppler read the words of each page.
func pagesOf(t *testing.T, table Table) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := table.Save(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s\n(apt-get install qpdf)", err, out)
	}
	out, err := exec.Command("pdftotext", "-bbox", path, "-").Output()
	if err != nil {
		t.Fatalf("%v (apt-get install poppler-utils)", err)
	}
	onThePaper(t, string(out))
	var pages []string
	for _, page := range strings.Split(string(out), "<page ")[1:] {
		pages = append(pages, strings.Join(words(page), " ")+" ")
	}
	return pages
}

var boxed = regexp.MustCompile(`xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)<`)

func words(page string) (all []string) {
	for _, m := range boxed.FindAllStringSubmatch(page, -1) {
		all = append(all, m[5])
	}
	return all
}

// onThePaper fails where a word leaves the margins.
func onThePaper(t *testing.T, boxes string) {
	t.Helper()
	for _, m := range boxed.FindAllStringSubmatch(boxes, -1) {
		var at [4]float64
		for i := range at {
			fmt.Sscan(m[i+1], &at[i])
			at[i] /= office.PointsPerMM
		}
		if p := (Table{}).paper(); at[0] < p.left-1 || at[1] < marginTop-2 || at[2] > p.width-p.right+1 || at[3] > p.height-marginBottom+footBelow+5 {
			t.Errorf("%q lies at %.0f mm", m[5], at)
		}
	}
}

func TestColumnsTooNarrowForAWordStillEnd(t *testing.T) {
	table := aTable(rowsOf(Row{12345678, morning, "Nghiêng", morning, nil}))
	for range 60 {
		table.Columns = append(table.Columns, Column{"Cột tên rất dài", 1, Text})
	}
	table.Rows = rowsOf(slices.Concat(Row{12345678, morning, "Nghiêng", morning, nil}, slices.Repeat(Row{"khuất khúc"}, 60)))
	var b bytes.Buffer
	if err := table.PDF(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
}

func TestDataKeepMomentsWithTheirZone(t *testing.T) {
	table := aTable(rowsOf(Row{1, morning, "=x\x00", morning, 2.5}, Row{nil, time.Time{}, "", nil, nil}))
	table.Notes = func() []string { return []string{"Đầu nhật ký: 7"} }
	var b bytes.Buffer
	if err := table.JSON(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		head
		Rows  [][]any
		Count int
		Notes []string
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	want := fmt.Sprint([][]any{{1.0, "2026-11-27", "=x\x00", "2026-11-27T08:02:03+07:00", 2.5}, {nil, nil, "", nil, nil}})
	if fmt.Sprint(got.Rows) != want || got.Count != 2 || got.Title != table.Title || got.Columns[1].Kind != Day || got.Notes[0] != "Đầu nhật ký: 7" {
		t.Errorf("%+v, want %s", got, want)
	}
}

func TestAnEmptyTableSaysThatItIsEmpty(t *testing.T) {
	if all := strings.Join(pagesOf(t, aTable(rowsOf())), ""); !strings.Contains(all, "Không có dòng nào.") {
		t.Error(all)
	}
}

func TestATableIsThereWholeOrNotAtAll(t *testing.T) {
	broken := errors.New("the journal ends in the midst")
	for _, format := range Formats {
		dir := t.TempDir()
		path := filepath.Join(dir, "a"+format)
		halfway := func(yield func(Row, error) bool) {
			_ = yield(Row{1, morning, "một", morning, nil}, nil) && yield(nil, broken)
		}
		if err := aTable(halfway).Save(t.Context(), path); !errors.Is(err, broken) {
			t.Errorf("%s: %v", format, err)
		}
		stopped, stop := context.WithCancel(t.Context())
		stop()
		if err := aTable(rowsOf(Row{1, morning, "một", morning, nil})).Save(stopped, path); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", format, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s left %v", format, left)
		}
		if err := os.WriteFile(path, []byte("của người khác"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := aTable(rowsOf()).Save(t.Context(), path); err == nil {
			t.Errorf("%s was written over a file", format)
		}
		if b, _ := os.ReadFile(path); string(b) != "của người khác" {
			t.Errorf("%s: the file that was there holds %q", format, b)
		}
	}
	if err := aTable(rowsOf()).Save(t.Context(), filepath.Join(t.TempDir(), "a.xls")); !errors.Is(err, UnknownFormat) {
		t.Error(err)
	}
}

func TestASheetIsNeverSilentlyShort(t *testing.T) {
	full := sheet{w: bufio.NewWriter(new(bytes.Buffer)), t: aTable(nil), row: mostSheetRows - 100}
	r := Row{1, morning, "", nil, nil}
	if err := full.cells(r); err != nil {
		t.Fatal(err)
	}
	if err := full.cells(r); !errors.Is(err, TooManyRows) {
		t.Errorf("row %d of %d: %v", full.row, mostSheetRows, err)
	}
}

func TestARowThatDoesNotFitItsColumnsIsRefused(t *testing.T) {
	if err := aTable(rowsOf(Row{1})).JSON(t.Context(), new(bytes.Buffer)); err == nil {
		t.Error("a row of one cell passed for five columns")
	}
}

// BenchmarkPaper writes 5,000 rows, as a register of a year has.
func BenchmarkPaper(b *testing.B) {
	for b.Loop() {
		if err := year().PDF(b.Context(), new(bytes.Buffer)); err != nil {
			b.Fatal(err)
		}
	}
}

func year() Table {
	return aTable(func(yield func(Row, error) bool) {
		for i := range 5_000 {
			r := Row{i + 1, morning.AddDate(0, 0, i/20), fmt.Sprintf("Quyết định số %d về việc phê duyệt kế hoạch số hóa hồ sơ, tài liệu năm 2026 của xã Mẫu", i), morning, nil}
			if !yield(r, nil) {
				return
			}
		}
	})
}
