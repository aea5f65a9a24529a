package worksheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
	"tram/local/worksheet"
	"tram/local/worksheet/worksheettest"
)

func read(t *testing.T, raw []byte, name string) (worksheet.Book, error) {
	t.Helper()
	return worksheet.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), name)
}

func mustRead(t *testing.T, raw []byte, name string) worksheet.Book {
	t.Helper()
	b, err := read(t, raw, name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shown writes a sheet with a line a row and a stroke between cells.
func shown(s worksheet.Sheet) string {
	var b strings.Builder
	for _, row := range s.Rows {
		fmt.Fprint(&b, row.At)
		for _, c := range row.Cells {
			fmt.Fprint(&b, "|", c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestAWorkbookIsReadAsItWasKept has each sort of cell that programs write.
func TestAWorkbookIsReadAsItWasKept(t *testing.T) {
	made := worksheettest.Book{Sheets: []worksheettest.Sheet{
		{Name: "Sổ đến", HideRow: map[int]bool{3: true}, HideCol: `<col min="2" max="2" hidden="1"/><col min="300" max="16384" hidden="1"/>`, Merged: []string{"A5:B6"}, Rows: [][]any{
			{"Số", "Ngày", nil, worksheettest.Inline("Trích _x0041_ yếu")},
			{15, worksheettest.Day(45_366), 1.5, worksheettest.Formula{Of: "B2", Value: "chữ"}},
			{worksheettest.Formula{Of: "1+1", Value: nil}, worksheettest.Formula{Of: "TODAY()", Value: worksheettest.Day(45_367)}, worksheettest.Raw(`<c r="%s" t="e"><v>#REF!</v></c>`)},
			{},
			{"gộp", nil, "x"},
			{nil, nil, "y"},
			{worksheettest.Raw(`<c r="%s" t="d"><v>2024-03-15T00:00:00</v></c>`), worksheettest.Raw(`<c r="%s" t="b"><v>1</v></c>`), worksheettest.Raw(`<c r="%s" t="s"><v>999</v></c>`)},
		}},
		{Name: "Ẩn", Hidden: true, Rows: [][]any{{"x"}}},
	}}
	b := mustRead(t, made.Bytes(t), "a.xlsx")
	s := b.Sheets[0]
	want := "1|Số|Ngày||Trích A yếu\n2|15|2024-03-15|1.5|chữ\n3||2024-03-16|\n5|gộp|gộp|x\n6|gộp|gộp|y\n7|2024-03-15|1|\n"
	if got := shown(s); got != want {
		t.Errorf("read\n%s and not\n%s", got, want)
	}
	if !s.Rows[2].Hidden || s.Rows[1].Hidden || !s.HiddenColumns[1] || s.HiddenColumns[0] || len(s.HiddenColumns) != 1 {
		t.Errorf("hidden are %v, %v, columns %v", s.Rows[2].Hidden, s.Rows[1].Hidden, s.HiddenColumns)
	}
	if c := s.Rows[2].Cells[0]; !c.Bare || !c.Formula {
		t.Errorf("a formula without a value is %+v", c)
	}
	if c := s.Rows[2].Cells[2]; !c.Bare {
		t.Errorf("a failed cell is %+v", c)
	}
	if c := s.Rows[5].Cells[2]; !c.Bare {
		t.Errorf("a text that is not there is %+v", c)
	}
	if c := s.Rows[1].Cells[3]; !c.Formula || c.Bare || s.Rows[1].Cells[1].Kind != worksheet.Day || s.Rows[1].Cells[0].Kind != worksheet.Number {
		t.Errorf("%+v", s.Rows[1].Cells)
	}
	if s.Rows[3].Cells[0].Filled || !s.Rows[3].Cells[1].Filled || !s.Rows[4].Cells[0].Filled {
		t.Error("the first of merged cells is not told from the others")
	}
	if !b.Sheets[1].Hidden || b.Links {
		t.Errorf("%+v", b.Sheets[1])
	}
}

// TestDaysThatCountFrom1904AreThoseDays reads one day by both counts.
func TestDaysThatCountFrom1904AreThoseDays(t *testing.T) {
	for from1904, serial := range map[bool]float64{false: 45_366, true: 45_366 - 1462} {
		b := mustRead(t, worksheettest.Book{From1904: from1904, Sheets: []worksheettest.Sheet{{Name: "a", Rows: [][]any{{worksheettest.Day(serial), serial}}}}}.Bytes(t), "a.xlsx")
		cells := b.Sheets[0].Rows[0].Cells
		if cells[0].Text != "2024-03-15" {
			t.Errorf("from 1904 %v: %s", from1904, cells[0].Text)
		}
		if day, ok := b.DayOf(cells[1]); !ok || day != "2024-03-15" {
			t.Errorf("from 1904 %v: a number is %q, %v", from1904, day, ok)
		}
		for _, text := range []string{"15", "45366.5", "999999", "1e300", "x"} {
			if day, ok := b.DayOf(worksheet.Cell{Text: text, Kind: worksheet.Number}); ok {
				t.Errorf("%s is the day %s", text, day)
			}
		}
	}
}

func encoded16(text string, order binary.ByteOrder, mark bool) []byte {
	var b bytes.Buffer
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		_ = binary.Write(&b, order, u)
	}
	return b.Bytes()
}

// TestTextIsReadInWhateverItWasKept has each encoding with each sign between cells.
func TestTextIsReadInWhateverItWasKept(t *testing.T) {
	for _, sign := range []string{",", ";", "\t"} {
		text := strings.ReplaceAll("Số đến|Trích yếu|Ngày\r\n15|\"có | và \"\"ngoặc\"\"\r\nhai dòng\"|23/11/2026\r\n\r\n16|Ủy ban nhân dân|24/11/2026\r\n", "|", sign)
		tones, err := charmap.Windows1258.NewEncoder().String(decomposed(text))
		if err != nil {
			t.Fatal(err)
		}
		for name, raw := range map[string][]byte{
			"utf8": []byte(text), "utf8 bom": []byte("\ufeff" + text), "utf16le": encoded16(text, binary.LittleEndian, true), "utf16be": encoded16(text, binary.BigEndian, true),
			"utf16le bare": encoded16(text, binary.LittleEndian, false), "utf16be bare": encoded16(text, binary.BigEndian, false), "1258": []byte(tones), "named": []byte("sep=" + sign + "\r\n" + text),
		} {
			s := mustRead(t, raw, "a.csv").Sheets[0]
			if len(s.Rows) != 3 || len(s.Rows[1].Cells) != 3 {
				t.Errorf("%s %q: %s", name, sign, shown(s))
				continue
			}
			if got := s.Rows[1].Cells[1].Text; got != "có "+sign+" và \"ngoặc\"\nhai dòng" || s.Rows[0].Cells[0].Text != "Số đến" || s.Rows[2].Cells[1].Text != "Ủy ban nhân dân" {
				t.Errorf("%s %q: %s", name, sign, shown(s))
			}
			if line := s.Rows[2].At; line != 5 && !(name == "named" && line == 6) {
				t.Errorf("%s %q: the last row stands on line %d", name, sign, line)
			}
		}
	}
}

// decomposed writes tones as signs of their own, as Windows-1258 has them, and leaves â, ê, ô, ă,
// ơ, ư whole.
func decomposed(s string) string {
	var b strings.Builder
	for _, r := range s {
		whole := []rune(norm.NFD.String(string(r)))
		tone := ""
		var rest []rune
		for _, m := range whole {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", m) {
				tone = string(m)
			} else {
				rest = append(rest, m)
			}
		}
		b.WriteString(norm.NFC.String(string(rest)) + tone)
	}
	return b.String()
}

// TestATextThatCannotBeReadIsNotReadHalf has a quote that nothing closes.
func TestATextThatCannotBeReadIsNotReadHalf(t *testing.T) {
	_, err := read(t, []byte("a,b,c\n1,\"x,2\n3,y,4\n"), "a.csv")
	f, told := office.FailureIn(err)
	if !errors.Is(err, worksheet.Quotes) || !told || !strings.Contains(f.Said, "Dòng 2") {
		t.Errorf("%v: %+v", err, f)
	}
}

// TestWhatIsNoTableIsToldSo has files of other kinds, and broken ones.
func TestWhatIsNoTableIsToldSo(t *testing.T) {
	good := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: [][]any{{"x", 1}}}}}
	with := func(part, content string) []byte {
		b := good
		b.Parts = map[string]string{part: content}
		return b.Bytes(t)
	}
	sheet := func(content string) []byte {
		return with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"+content)
	}
	wide := `<row r="1"><c r="XFD1"><v>1</v></c></row>`
	for name, c := range map[string]struct {
		raw  []byte
		file string
		want office.Failure
	}{
		"an old workbook":           {append([]byte{0xd0, 0xcf, 0x11, 0xe0}, make([]byte, 600)...), "a.xls", worksheet.OldBook},
		"a PDF":                     {[]byte("%PDF-1.7\n"), "a.pdf", worksheet.Unknown},
		"a PDF named as CSV":        {[]byte("%PDF-1.7\n\x00\x01\x02,\n"), "a.csv", worksheet.Unknown},
		"nothing":                   {nil, "a.xlsx", worksheet.Unknown},
		"cut short":                 {good.Bytes(t)[:400], "a.xlsx", worksheet.Broken},
		"other archive":             {zipped(t, map[string]string{"a.txt": "x"}), "a.xlsx", worksheet.Unknown},
		"a text document":           {zipped(t, map[string]string{"content.xml": "<office:document-content><office:body><office:text/></office:body></office:document-content>"}), "a.odt", worksheet.Unknown},
		"no workbook":               {zipped(t, map[string]string{"[Content_Types].xml": "<Types/>"}), "a.docx", worksheet.Unknown},
		"broken XML":                {sheet(`<row r="1"><c r="A1`), "a.xlsx", worksheet.Broken},
		"an entity":                 {with("xl/worksheets/sheet1.xml", `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`), "a.xlsx", worksheet.Broken},
		"rows that go back":         {sheet(`<row r="2"/><row r="1"/></sheetData></worksheet>`), "a.xlsx", worksheet.Broken},
		"cells that go back":        {sheet(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData></worksheet>`), "a.xlsx", worksheet.Broken},
		"no place":                  {sheet(`<row r="1"><c r="AAAA1"><v>1</v></c></row></sheetData></worksheet>`), "a.xlsx", worksheet.Broken},
		"the last column of all":    {sheet(wide + `</sheetData></worksheet>`), "a.xlsx", worksheet.TooManyColumns},
		"a sheet that is not there": {with("xl/_rels/workbook.xml.rels", "<Relationships/>"), "a.xlsx", worksheet.Broken},
		"wide CSV":                  {[]byte(strings.Repeat("a,", 300) + "b\n"), "a.csv", worksheet.TooManyColumns},
		"wide ODS":                  {zipped(t, map[string]string{"content.xml": `<c><spreadsheet><table><table-row><table-cell number-columns-repeated="1000000" value-type="float" value="1"/></table-row></table></spreadsheet></c>`}), "a.ods", worksheet.TooManyColumns},
		"long ODS":                  {zipped(t, map[string]string{"content.xml": `<c><spreadsheet><table><table-row number-rows-repeated="1000000"><table-cell value-type="float" value="1"/></table-row></table></spreadsheet></c>`}), "a.ods", worksheet.TooManyRows},
		"data of something else":    {[]byte(`{"a":1}`), "a.json", worksheet.Unknown},
		"broken data":               {[]byte(`{"columns":[`), "a.json", worksheet.Broken},
	} {
		_, err := read(t, c.raw, c.file)
		if f, told := office.FailureIn(err); !told || f.Name != c.want.Name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// endless writes so many times a text, without holding it.
func endless(t testing.TB, part, before, text string, times int, after string) []byte {
	t.Helper()
	made := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: [][]any{{"x"}}}}}.Bytes(t)
	old, err := zip.NewReader(bytes.NewReader(made), int64(len(made)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range old.File {
		if f.Name != part {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	w, err := z.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte(text), 1000)
	fmt.Fprint(w, before)
	for range times / 1000 {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprint(w, after)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAHostileWorkbookIsRefused unpacks to much more than it is.
func TestAHostileWorkbookIsRefused(t *testing.T) {
	strs, sheet := "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
	for name, c := range map[string]struct {
		raw  []byte
		want office.Failure
	}{
		"one text without an end":    {endless(t, strs, "<sst><si><t>", "aaaaaaaaaa", 7_000_000, "</t></si></sst>"), worksheet.TooLarge},
		"a million texts of nothing": {endless(t, strs, "<sst>", "<si/>", 4_001_000, "</sst>"), worksheet.TooManyCells},
		"rows without an end":        {endless(t, sheet, "<worksheet><sheetData>", "<row><c><v>1</v></c></row>", 300_000, "</sheetData></worksheet>"), worksheet.TooManyRows},
		"merged without an end":      {endless(t, sheet, "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>", `<mergeCell ref="A1:XFD1048576"/>`, 200_000, "</worksheet>"), worksheet.TooManyCells},
		"a row of all columns":       {endless(t, sheet, "<worksheet><sheetData><row>", "<c><v>1</v></c>", 20_000, "</row></sheetData></worksheet>"), worksheet.TooManyColumns},
	} {
		_, err := read(t, c.raw, "a.xlsx")
		if f, told := office.FailureIn(err); !told || f.Name != c.want.Name {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := worksheet.Read(t.Context(), bytes.NewReader(nil), worksheet.MostFile+1, "a.csv")
	if !errors.Is(err, worksheet.TooLarge) {
		t.Errorf("a large file: %v", err)
	}
}

// TestMergedCellsCostNoMoreThanTheSheet merges everything many times.
func TestMergedCellsCostNoMoreThanTheSheet(t *testing.T) {
	b := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a"}}}
	for range 2000 {
		b.Sheets[0].Rows = append(b.Sheets[0].Rows, []any{"x"})
	}
	for range 5000 {
		b.Sheets[0].Merged = append(b.Sheets[0].Merged, "A1:XFD1048576")
	}
	s := mustRead(t, b.Bytes(t), "a.xlsx").Sheets[0]
	for _, row := range s.Rows {
		if len(row.Cells) > 256 {
			t.Fatalf("a row has %d cells", len(row.Cells))
		}
	}
}

// TestReadingEndsWhenItIsNotWantedAnyMore stops before the end.
func TestReadingEndsWhenItIsNotWantedAnyMore(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	raw := []byte(strings.Repeat("a,b\n", 10))
	if _, err := worksheet.Read(ctx, bytes.NewReader(raw), int64(len(raw)), "a.csv"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestLinksToOtherFilesAreToldAndNotOpened has a part that names one.
func TestLinksToOtherFilesAreToldAndNotOpened(t *testing.T) {
	b := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Rows: [][]any{{worksheettest.Formula{Of: "[1]b!A1", Value: "x"}}}}}, Parts: map[string]string{"xl/externalLinks/externalLink1.xml": "<externalLink/>"}}
	if got := mustRead(t, b.Bytes(t), "a.xlsx"); !got.Links {
		t.Error("a link is not told")
	}
}

// TestWhatOtherProgramsMakeIsRead has LibreOffice write a table in each form.
func TestWhatOtherProgramsMakeIsRead(t *testing.T) {
	suite, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("LibreOffice is not installed: what it makes was not read")
		return
	}
	made := worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "Sổ đến", Merged: []string{"A2:A3"}, HideRow: map[int]bool{4: true}, HideCol: `<col min="3" max="3" width="9" hidden="1"/>`, Rows: [][]any{
		{"Số đến", "Ngày đến", "Ẩn", "Trích yếu"},
		{15, worksheettest.Day(45_366), "x", "Ủy ban  hai cách\nhai dòng"},
		{nil, worksheettest.Day(45_367), nil, worksheettest.Formula{Of: "1+1", Value: 2}},
		{16, "17/3/2024", nil, "=không phải công thức"},
		{nil, nil, nil, nil}, {nil, nil, nil, nil},
		{17, worksheettest.Day(45_369), nil, "cuối"},
	}}}}
	dir := t.TempDir()
	from := filepath.Join(dir, "a.xlsx")
	if err := os.WriteFile(from, made.Bytes(t), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{"ods", "xlsx"} {
		out := filepath.Join(dir, ending)
		run := exec.CommandContext(t.Context(), suite, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", ending, "--outdir", out, from)
		if said, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		raw, err := os.ReadFile(filepath.Join(out, "a."+ending))
		if err != nil {
			t.Fatal(err)
		}
		s := mustRead(t, raw, "a."+ending).Sheets[0]
		want := "1|Số đến|Ngày đến|Ẩn|Trích yếu\n2|15|2024-03-15|x|Ủy ban  hai cách\nhai dòng\n3|15|2024-03-16||2\n4|16|17/3/2024||=không phải công thức\n7|17|2024-03-18||cuối\n"
		if got := shown(s); got != want {
			t.Errorf("%s is read as\n%s and not\n%s", ending, got, want)
		}
		if !s.Rows[3].Hidden || !s.HiddenColumns[2] || s.HiddenColumns[1] || !s.Rows[2].Cells[3].Formula || !s.Rows[2].Cells[0].Filled {
			t.Errorf("%s: hidden row %v, columns %v, cells %+v", ending, s.Rows[3].Hidden, s.HiddenColumns, s.Rows[2].Cells)
		}
	}
}

// FuzzRead has what is read be rows of cells within their bounds, or a failure with a sentence.
func FuzzRead(f *testing.F) {
	f.Add(worksheettest.Book{Sheets: []worksheettest.Sheet{{Name: "a", Merged: []string{"A1:B1"}, Rows: [][]any{{"Số", worksheettest.Day(45_000)}, {1, worksheettest.Formula{Of: "A1", Value: "x"}}}}}}.Bytes(f), uint8(0))
	f.Add(zipped(f, map[string]string{"content.xml": `<c><spreadsheet><table name="a"><table-row><table-cell value-type="string"><p>x</p></table-cell></table-row></table></spreadsheet></c>`}), uint8(1))
	f.Add([]byte("Số đến;Ngày đến\n1;\"a\"\n"), uint8(2))
	f.Add([]byte(`{"title":"x","columns":[{"name":"a"}],"rows":[["x",1,null]]}`), uint8(3))
	f.Fuzz(func(t *testing.T, raw []byte, ending uint8) {
		name := "a" + []string{".xlsx", ".ods", ".csv", ".json"}[ending%4]
		b, err := worksheet.Read(t.Context(), bytes.NewReader(raw), int64(len(raw)), name)
		if err != nil {
			if _, told := office.FailureIn(err); !told {
				t.Fatalf("no sentence for %v", err)
			}
			return
		}
		for _, s := range b.Sheets {
			before := 0
			for _, row := range s.Rows {
				if row.At <= before || len(row.Cells) > 256 {
					t.Fatalf("row %d after %d with %d cells", row.At, before, len(row.Cells))
				}
				before = row.At
			}
		}
	})
}
