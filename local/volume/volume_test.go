package volume

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// drawn are the columns of the decree, by where it draws them: names, and breadths in millimetres.
func drawn(t *testing.T) map[string][]drawnColumn {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "columns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all, at := map[string][]drawnColumn{}, ""
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if where, is := strings.CutPrefix(line, "== "); is {
			at = where
			continue
		}
		width, name, is := strings.Cut(line, "\t")
		if !is {
			continue
		}
		twentieths, err := strconv.Atoi(width)
		if err != nil {
			t.Fatal(err)
		}
		all[at] = append(all[at], drawnColumn{name, float64(twentieths) / 20 / office.PointsPerMM})
	}
	return all
}

type drawnColumn struct {
	name string
	mm   float64
}

func TestTheColumnsAreThoseOfTheDecree(t *testing.T) {
	all, used := drawn(t), map[string]bool{}
	for _, k := range Kinds {
		if k.Drawn == "" {
			continue
		}
		want := all[k.Drawn]
		used[k.Drawn] = true
		if len(k.Columns) != len(want) {
			t.Errorf("%s has %d columns, and %s draws %d", k.Code, len(k.Columns), k.Drawn, len(want))
			continue
		}
		for i, c := range k.Columns {
			if c.Name != want[i].name || math.Abs(c.Width-want[i].mm) > 0.06 {
				t.Errorf("%s, column %d: %q of %.2f mm, and %s draws %q of %.2f mm", k.Code, i+1, c.Name, c.Width, k.Drawn, want[i].name, want[i].mm)
			}
		}
	}
	for where := range all {
		if !used[where] {
			t.Errorf("nothing is printed as %s draws it", where)
		}
	}
}

var november = time.Date(2026, 11, 29, 1, 2, 3, 0, time.UTC)

func aVolume(k Kind, rows iter.Seq2[[]string, error]) Volume {
	return Volume{
		Kind: k, Superior: "Ủy ban nhân dân tỉnh Mẫu", Office: "Ủy ban nhân dân xã Mẫu", Year: 2026, First: "01", Last: "120", Number: 2,
		From: time.Date(2026, 1, 2, 0, 0, 0, 0, office.VietNam), To: time.Date(2026, 12, 31, 23, 0, 0, 0, office.VietNam),
		Rows: rows, At: november, By: "Nguyễn Văn Mẫu",
	}
}

// entry is a row of which each word is told from every other, some of them longer than a column.
func entry(k Kind, n int) []string {
	row := make([]string, len(k.Columns))
	for i := range row {
		var words []string
		for w := range 1 + (n*7+i*3)%9 {
			words = append(words, []string{"nghiêng", "số", "1234/QĐ-UBND", "Nguyễn", "phòng,"}[(n+i+w)%5]+fmt.Sprintf("%d.%d.%d", n, i, w))
		}
		row[i] = strings.Join(words, " ")
	}
	return row
}

func entries(k Kind, count int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for n := range count {
			if !yield(entry(k, n), nil) {
				return
			}
		}
	}
}

func saved(t *testing.T, v Volume, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := v.Table().Save(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// TestThePaperIsRuledAsTheDecreeDrawsIt: MuPDF tells where the rules stand on each page.
func TestThePaperIsRuledAsTheDecreeDrawsIt(t *testing.T) {
	all := drawn(t)
	for _, k := range Kinds {
		path := saved(t, aVolume(k, entries(k, 40)), "a.pdf")
		pages := ruled(t, path)
		want := []float64{0}
		for i, c := range k.Columns {
			width := c.Width
			if k.Drawn != "" {
				width = all[k.Drawn][i].mm
			}
			want = append(want, want[i]+width)
		}
		if k.Cover {
			pages = pages[2:]
		}
		if len(pages) < 3 {
			t.Errorf("%s: %d pages", k.Code, len(pages))
		}
		if last := len(pages) - 1; k.Cover && len(pages[last].edges) == 0 {
			pages = pages[:last] // long notes stand there, below the table
		}
		for n, p := range pages {
			if math.Abs(p.width-210) > 0.1 || math.Abs(p.height-297) > 0.1 {
				t.Errorf("%s: a page of %.0f × %.0f mm", k.Code, p.width, p.height)
			}
			if len(p.edges) != len(want) {
				t.Errorf("%s, page %d: rules at %.1f mm", k.Code, n+1, p.edges)
				continue
			}
			for i, at := range p.edges {
				if math.Abs(at-p.edges[0]-want[i]) > 0.25 {
					t.Errorf("%s, page %d: edge %d lies %.2f mm from the first, and in the decree %.2f mm", k.Code, n+1, i, at-p.edges[0], want[i])
				}
			}
			if left, right := p.edges[0], p.width-p.edges[len(want)-1]; left < 14 || right < 6.5 || left < right {
				t.Errorf("%s: %.1f mm to bind, %.1f mm at the right", k.Code, left, right)
			}
		}
	}
}

// ruledPage is a page in millimetres: where upright rules stand from the left, and from where to
// where below the upper edge.
type ruledPage struct {
	width, height float64
	edges         []float64
	top, low      float64
}

func ruled(t *testing.T, path string) (pages []ruledPage) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(tool(t, "mutool", "trace", path)))
	var m [6]float64 // y grows upwards in it, and downwards on the page
	var from, to, low, top float64
	for {
		token, err := d.Token()
		if err != nil {
			return pages
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "page":
				var box [4]float64
				fmt.Sscan(attribute(e, "mediabox"), &box[0], &box[1], &box[2], &box[3])
				pages = append(pages, ruledPage{width: box[2] / office.PointsPerMM, height: box[3] / office.PointsPerMM})
			case "fill_path":
				fmt.Sscan(attribute(e, "transform"), &m[0], &m[1], &m[2], &m[3], &m[4], &m[5])
				from, to, low, top = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
			case "moveto", "lineto":
				x, y := number(t, attribute(e, "x")), number(t, attribute(e, "y"))
				from, to, low, top = min(from, x), max(to, x), min(low, y), max(top, y)
			}
		case xml.EndElement:
			if e.Name.Local != "fill_path" || to-from > 1 || top-low < 10 {
				continue
			}
			p := &pages[len(pages)-1]
			p.edges = append(p.edges, (m[4]+from)/office.PointsPerMM)
			p.top, p.low = (m[5]-top)/office.PointsPerMM, (m[5]-low)/office.PointsPerMM
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var boxed = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>`)

// TestNoWordIsLostOrLeavesItsColumn reads the pages with Poppler, column by column: the names and
// numbers of the columns on each page, and below them every word of every entry.
func TestNoWordIsLostOrLeavesItsColumn(t *testing.T) {
	const count = 25
	for _, k := range Kinds {
		rows := slices.Collect(func(yield func([]string) bool) {
			for n := range count {
				row := entry(k, n)
				if n == 12 { // longer than a page
					row[2] = strings.Repeat(row[2]+" ", 90)
				}
				if !yield(row) {
					return
				}
			}
		})
		v := aVolume(k, func(yield func([]string, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		})
		path := saved(t, v, "a.pdf")
		pages := strings.Split(tool(t, "pdftotext", "-bbox", path, "-"), "<page ")[1:]
		edges := ruled(t, path)
		if k.Cover {
			pages, edges = pages[2:], edges[2:]
		}
		read, below := make([]string, len(k.Columns)), ""
		for n, page := range pages {
			below += belowTable(t, page, edges[n])
			if len(edges[n].edges) == 0 {
				continue // notes alone
			}
			column := byColumn(t, page, edges[n])
			for i, c := range k.Columns {
				head := squeezed(c.Name) + columnNumber(i)
				below, is := strings.CutPrefix(column[i], head)
				if !is {
					t.Fatalf("%s, page %d, column %d begins with %.60q, not with %q", k.Code, n+1, i+1, column[i], head)
				}
				read[i] += below
			}
		}
		if k.Cover {
			last := len(k.Columns) - 1
			read[last] = withNotes(t, read[last], below)
		}
		for i := range k.Columns {
			want := ""
			for _, r := range rows {
				want += squeezed(r[i])
			}
			if read[i] != want {
				t.Errorf("%s, column %d: %d letters are read, %d were written", k.Code, i+1, len(read[i]), len(want))
			}
		}
	}
}

func columnNumber(i int) string { return fmt.Sprintf("(%d)", i+1) }

// squeezed is a text without its spaces: a word that is longer than its column is broken.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// byColumn joins the words of a page that stand in its table, column by column from the top.
func byColumn(t *testing.T, page string, table ruledPage) []string {
	t.Helper()
	type word struct {
		x, y float64
		said string
	}
	columns := make([][]word, len(table.edges)-1)
	for _, m := range boxed.FindAllStringSubmatch(page, -1) {
		left, right := number(t, m[1])/office.PointsPerMM, number(t, m[3])/office.PointsPerMM
		y := (number(t, m[2]) + number(t, m[4])) / 2 / office.PointsPerMM
		if y < table.top || y > table.low {
			continue
		}
		i := slices.IndexFunc(table.edges, func(at float64) bool { return at > (left+right)/2 }) - 1
		if i < 0 || left < table.edges[i] || right > table.edges[i+1] {
			t.Fatalf("%q from %.1f to %.1f mm leaves its column: %.1f", m[5], left, right, table.edges)
		}
		columns[i] = append(columns[i], word{left, y, unescaped(m[5])})
	}
	joined := make([]string, len(columns))
	for i, words := range columns {
		slices.SortFunc(words, func(a, b word) int {
			if math.Abs(a.y-b.y) > 1 {
				return cmp.Compare(a.y, b.y)
			}
			return cmp.Compare(a.x, b.x)
		})
		for _, w := range words {
			joined[i] += w.said
		}
	}
	return joined
}

// belowTable are the words of a page below its table and above its foot.
func belowTable(t *testing.T, page string, table ruledPage) (said string) {
	t.Helper()
	const footAt = 278.0 // mm
	for _, m := range boxed.FindAllStringSubmatch(page, -1) {
		if y := (number(t, m[2]) + number(t, m[4])) / 2 / office.PointsPerMM; y > table.low && y < footAt {
			said += unescaped(m[5])
		}
	}
	return said
}

// withNotes puts the notes that stand below a table in the place of what names them. There must be some.
func withNotes(t *testing.T, column, below string) string {
	t.Helper()
	notes := strings.Split(below, "Chúthích")[1:]
	if len(notes) == 0 {
		t.Errorf("no note stands below the table")
	}
	for i, note := range notes {
		number := strconv.Itoa(i + 1)
		mark := "Xemchúthích" + number
		words, is := strings.CutPrefix(note, number+":")
		if !is || !strings.Contains(column, mark) {
			t.Fatalf("note %s is %q, and the column %.80q", number, note, column)
		}
		column = strings.Replace(column, mark, words, 1)
	}
	return column
}

func unescaped(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(s)
}

// TestTheCoverIsAsTheDecreeDrawsIt: it comes twice, as cover and as first page, and what is not
// known is left to be written by hand.
func TestTheCoverIsAsTheDecreeDrawsIt(t *testing.T) {
	for _, k := range Kinds {
		full, bare := aVolume(k, entries(k, 1)), Volume{Kind: k, Office: "Ủy ban nhân dân xã Mẫu", Rows: entries(k, 1), At: november}
		title := strings.ReplaceAll(k.Title, "\n", " ")
		want := "ỦY BAN NHÂN DÂN TỈNH MẪU ỦY BAN NHÂN DÂN XÃ MẪU " + title + " Năm: 2026 Từ ngày 02/01/2026 đến ngày 31/12/2026 Từ số 01 đến số 120 Quyển số: 2"
		empty := "ỦY BAN NHÂN DÂN XÃ MẪU " + title + " Năm: ………… Từ ngày ………… đến ngày ………… Từ số ………… đến số ………… Quyển số: …………"
		if k.ByDay {
			want, empty = strings.Replace(want, "Từ số 01 đến số 120 ", "", 1), strings.Replace(empty, "Từ số ………… đến số ………… ", "", 1)
		}
		for v, said := range map[*Volume]string{&full: want, &bare: empty} {
			path := saved(t, *v, "a.pdf")
			pages := strings.Split(tool(t, "pdftotext", path, "-"), "\f")
			if !k.Cover {
				if first := oneLine(pages[0]); !strings.HasPrefix(first, v.Office+" "+title+" Lập lúc 08:02 ngày 29/11/2026") {
					t.Errorf("%s begins with %q", k.Code, first)
				}
				continue
			}
			for n := range 2 {
				if got := oneLine(pages[n]); got != said {
					t.Errorf("%s, sheet %d: %q, want %q", k.Code, n+1, got, said)
				}
			}
			if third := oneLine(pages[2]); !strings.Contains(third, "Trang 1/1") || strings.Contains(third, "Lập lúc") {
				t.Errorf("%s: the entries are not alone on their page: %q", k.Code, third)
			}
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestAWorkbookHasTheColumnsOfThePaper: LibreOffice tells how wide it made them, what stands in
// them, and on how many pages they are printed.
func TestAWorkbookHasTheColumnsOfThePaper(t *testing.T) {
	profile := "-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "profile")
	for _, code := range []string{"out", "report-in"} {
		k, is := Of(code)
		if !is {
			t.Fatal(code)
		}
		path := saved(t, aVolume(k, entries(k, 5)), "a.xlsx")
		dir := filepath.Dir(path)
		for _, form := range []string{"fods", "pdf"} {
			tool(t, "soffice", profile, "--headless", "--convert-to", form, "--outdir", dir, path)
		}
		widths, rows := sheetOf(t, filepath.Join(dir, "a.fods"))
		for i, c := range k.Columns {
			if math.Abs(widths[i]-c.Width) > 0.2 {
				t.Errorf("%s, column %d: %.2f mm in the workbook, %.2f on paper", code, i+1, widths[i], c.Width)
			}
		}
		head := slices.IndexFunc(rows, func(r []string) bool { return r[0] == k.Columns[0].Name })
		if head < 0 || len(rows) < head+7 {
			t.Fatalf("%s: %q", code, rows)
		}
		for i, c := range k.Columns {
			if rows[head][i] != c.Name || rows[head+1][i] != columnNumber(i) {
				t.Errorf("%s, column %d is headed %q, %q", code, i+1, rows[head][i], rows[head+1][i])
			}
		}
		for n := range 5 {
			if got := rows[head+2+n]; !slices.Equal(got, entry(k, n)) {
				t.Errorf("%s, entry %d: %q", code, n, got)
			}
		}
		if k.Cover && (rows[2][0] != "Năm: 2026" || rows[head-2][0] != "Quyển số: 2") {
			t.Errorf("%s: the workbook tells %q", code, rows[:head])
		}
		nothingOverlaps(t, filepath.Join(dir, "a.pdf"))
		last := fmt.Sprintf("(%d)", len(k.Columns))
		for n, page := range strings.Split(strings.TrimSuffix(tool(t, "pdftotext", filepath.Join(dir, "a.pdf"), "-"), "\f"), "\f") {
			if !strings.Contains(page, "(1)") || !strings.Contains(page, last) {
				t.Errorf("%s: page %d of the printed workbook lacks columns:\n%s", code, n+1, page)
			}
		}
	}
}

// nothingOverlaps fails where a word is printed over another one.
func nothingOverlaps(t *testing.T, path string) {
	t.Helper()
	for _, page := range strings.Split(tool(t, "pdftotext", "-bbox", path, "-"), "<page ")[1:] {
		var words [][4]float64
		for _, m := range boxed.FindAllStringSubmatch(page, -1) {
			box := [4]float64{number(t, m[1]), number(t, m[2]), number(t, m[3]), number(t, m[4])}
			for _, w := range words {
				const touching = 3.0 // points: accents reach into the line above
				if min(w[2], box[2])-max(w[0], box[0]) > touching && min(w[3], box[3])-max(w[1], box[1]) > touching {
					t.Errorf("%q at %.0f is printed over what lies at %.0f", m[5], box, w)
				}
			}
			words = append(words, box)
		}
	}
}

// sheetOf reads the flat file of a sheet: how wide its columns are, in millimetres, and its rows.
func sheetOf(t *testing.T, path string) (widths []float64, rows [][]string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Styles []struct {
			Name   string `xml:"name,attr"`
			Column struct {
				Width string `xml:"column-width,attr"`
			} `xml:"table-column-properties"`
		} `xml:"automatic-styles>style"`
		Sheet struct {
			Columns []struct {
				Style  string `xml:"style-name,attr"`
				Repeat int    `xml:"number-columns-repeated,attr"`
			} `xml:"table-column"`
			Inner string `xml:",innerxml"`
		} `xml:"body>spreadsheet>table"`
	}
	if err := xml.Unmarshal(file, &doc); err != nil {
		t.Fatal(err)
	}
	for _, c := range doc.Sheet.Columns {
		for _, s := range doc.Styles {
			if s.Name != c.Style {
				continue
			}
			inches := number(t, strings.TrimSuffix(s.Column.Width, "in"))
			widths = append(widths, slices.Repeat([]float64{inches * 25.4}, min(max(c.Repeat, 1), 20))...)
		}
	}
	return widths, cellsOf(t, doc.Sheet.Inner)
}

// cellsOf reads rows wherever they stand: those that are printed on each page have a place of
// their own.
func cellsOf(t *testing.T, inner string) (rows [][]string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(inner))
	d.Strict = false
	for {
		token, err := d.Token()
		if err != nil {
			return rows
		}
		e, is := token.(xml.StartElement)
		if !is || e.Name.Local != "table-row" {
			continue
		}
		var row struct {
			Cells []struct {
				Repeat int      `xml:"number-columns-repeated,attr"`
				Text   []string `xml:"p"`
			} `xml:"table-cell"`
		}
		if err := d.DecodeElement(&row, &e); err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, c := range row.Cells {
			if len(c.Text) > 0 || c.Repeat < 100 {
				cells = append(cells, slices.Repeat([]string{strings.Join(c.Text, "\n")}, max(c.Repeat, 1))...)
			}
		}
		if len(cells) > 0 {
			rows = append(rows, cells)
		}
	}
}

// TestARowThatWasCancelledIsCrossedOut on paper and in the workbook: all but why, and no other row.
func TestARowThatWasCancelledIsCrossedOut(t *testing.T) {
	k, _ := Of("out")
	row := func(word string) []string {
		words := make([]string, len(k.Columns))
		for i := range words {
			words[i] = word
		}
		return words
	}
	v := aVolume(k, func(yield func([]string, error) bool) {
		for _, word := range []string{"một", "hai", "ba"} {
			if !yield(row(word), nil) {
				return
			}
		}
	})
	v.Struck = map[int]bool{1: true}
	path := saved(t, v, "a.pdf")
	var words []string
	pages := strings.Split(tool(t, "pdftotext", "-bbox", path, "-"), "<page ")[1:]
	for _, m := range boxed.FindAllStringSubmatch(pages[2], -1) {
		left, right := number(t, m[1]), number(t, m[3])
		top, low := number(t, m[2]), number(t, m[4])
		if slices.ContainsFunc(lying(t, path), func(r [3]float64) bool {
			return math.Abs(r[0]-left) < 1 && math.Abs(r[1]-right) < 1 && r[2] > top && r[2] < low
		}) {
			words = append(words, unescaped(m[5]))
		}
	}
	if want := strings.Repeat("hai ", len(k.Columns)-1); strings.Join(words, " ")+" " != want {
		t.Errorf("crossed out are %q", words)
	}
	sheet := tool(t, "unzip", "-p", saved(t, v, "a.xlsx"), "xl/worksheets/sheet1.xml")
	struck := regexp.MustCompile(`s="(\d+)" t="inlineStr"><is><t xml:space="preserve">(một|hai|ba)<`).FindAllStringSubmatch(sheet, -1)
	for i, m := range struck {
		if want := i >= len(k.Columns) && i < 2*len(k.Columns)-1; (m[1] == "7") != want {
			t.Errorf("cell %d, %q, has style %s", i, m[2], m[1])
		}
	}
	if len(struck) != 3*len(k.Columns) {
		t.Errorf("%d cells", len(struck))
	}
	styles := tool(t, "unzip", "-p", saved(t, v, "b.xlsx"), "xl/styles.xml")
	if cells := strings.Split(styles[strings.Index(styles, "<cellXfs"):], "<xf ")[1:]; len(cells) < 8 || !strings.HasPrefix(cells[7], `fontId="2"`) || strings.Count(styles, "<strike/>") != 1 {
		t.Errorf("the styles are %s", styles)
	}
}

// lying are the rules on the third page that lie: where they begin and end, and how high, in points.
func lying(t *testing.T, path string) (rules [][3]float64) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(tool(t, "mutool", "trace", path, "3")))
	var m [6]float64
	var from, to, low, top float64
	for {
		token, err := d.Token()
		if err != nil {
			return rules
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "fill_path":
				fmt.Sscan(attribute(e, "transform"), &m[0], &m[1], &m[2], &m[3], &m[4], &m[5])
				from, to, low, top = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
			case "moveto", "lineto":
				x, y := number(t, attribute(e, "x")), number(t, attribute(e, "y"))
				from, to, low, top = min(from, x), max(to, x), min(low, y), max(top, y)
			}
		case xml.EndElement:
			if e.Name.Local == "fill_path" && top-low < 1 {
				rules = append(rules, [3]float64{m[4] + from, m[4] + to, m[5] - (low+top)/2})
			}
		}
	}
}
