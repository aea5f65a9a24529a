package docx_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/docx"
	"tram/local/docx/docxtest"
	"tram/local/letter/lettertest"
)

var at = time.Date(2026, 11, 25, 9, 0, 0, 0, time.FixedZone("", 7*3600))

// paper is one that has a bit of everything.
func paper() docx.Document {
	d := docx.Document{Title: "Tờ trình", Author: "Ủy ban nhân dân xã Ví Dụ", At: at, Font: "Times New Roman", Size: 14,
		Page: docx.Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15, Numbered: true}}
	d.Blocks = append(d.Blocks,
		docx.Table{Widths: []float64{65, 100}, Rows: []docx.Row{{Cells: []docx.Cell{
			{Paragraphs: []docx.Paragraph{{Align: docx.Middle, Runs: []docx.Run{{Text: "ỦY BAN NHÂN DÂN", Bold: true, Size: 12}}}}},
			{Paragraphs: []docx.Paragraph{{Align: docx.Middle, Runs: []docx.Run{{Text: "CỘNG HÒA <XÃ> & HỘI", Bold: true, Size: 12}}}}},
		}}}},
		docx.Table{Lines: true, Heads: 1, Widths: []float64{15, 100, 50}, Rows: []docx.Row{
			{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{docx.Text("TT")}}, {Paragraphs: []docx.Paragraph{docx.Text("Ghi chú")}}, {Paragraphs: []docx.Paragraph{docx.Text("Số tiền")}}}},
			{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{docx.Text("1")}}, {Span: 2, Paragraphs: []docx.Paragraph{docx.Text("gộp hai cột")}}}},
			{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{docx.Text("2")}}}},
		}},
	)
	for range 60 {
		d.Blocks = append(d.Blocks, docx.Paragraph{Align: docx.Both, First: 10, After: 6, Runs: []docx.Run{{Text: "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 và các văn bản hướng dẫn thi hành; "}, {Text: "đậm", Bold: true}, {Text: " nghiêng", Italic: true}}})
	}
	return d
}

func written(t *testing.T, d docx.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(t.Context(), &b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWordProcessorShowsWhatWasWritten(t *testing.T) {
	pdf := docxtest.PDF(t, written(t, paper()))
	said := lettertest.Text(t, pdf)
	pages := strings.Split(strings.TrimSuffix(said, "\f"), "\f")
	if len(pages) < 2 || strings.HasPrefix(strings.TrimSpace(pages[0]), "1\n") || strings.TrimSpace(strings.SplitN(pages[1], "\n", 2)[0]) != "2" {
		t.Fatalf("%d pages, beginning\n%.80s\n%.80s", len(pages), pages[0], pages[1])
	}
	for _, want := range []string{"CỘNG HÒA <XÃ> & HỘI", "gộp hai cột", "đậm nghiêng", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not on its pages:\n%s", want, pages[0])
		}
	}
	if n := strings.Count(strings.Join(strings.Fields(said), " "), "Căn cứ Luật"); n != 60 {
		t.Errorf("%d of 60 paragraphs", n)
	}
	first := box(t, pdf, "Căn")
	if math.Abs(first[0]-(30+10)) > 0.6 {
		t.Errorf("the first line begins at %.1f mm, not at 40", first[0])
	}
	if right := rightmost(t, pdf); right > 195.5 || right < 185 {
		t.Errorf("the text reaches to %.1f mm, the margin is at 195", right)
	}
	if edge := box(t, pdf, "Ghi")[0]; math.Abs(edge-(30+15)) > 0.6 {
		t.Errorf("the second column begins at %.1f mm", edge)
	}
}

var wordAt = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)

// boxes are the words of a paper as poppler finds them, in millimetres.
func boxes(t *testing.T, pdf []byte) (words []string, at [][4]float64) {
	t.Helper()
	out, err := exec.Command("pdftotext", "-bbox", docxtest.Save(t, "giay.pdf", pdf), "-").Output()
	if err != nil {
		t.Fatal("Debian: poppler-utils: ", err)
	}
	for _, m := range wordAt.FindAllStringSubmatch(string(out), -1) {
		var box [4]float64
		for i := range box {
			pt, err := strconv.ParseFloat(m[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			box[i] = pt / 72 * 25.4
		}
		words, at = append(words, m[5]), append(at, box)
	}
	return words, at
}

func box(t *testing.T, pdf []byte, word string) [4]float64 {
	t.Helper()
	words, all := boxes(t, pdf)
	for i, w := range words {
		if w == word {
			return all[i]
		}
	}
	t.Fatalf("%q is not there", word)
	return [4]float64{}
}

func rightmost(t *testing.T, pdf []byte) (most float64) {
	t.Helper()
	_, all := boxes(t, pdf)
	for _, b := range all {
		most = max(most, b[2])
	}
	return most
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, paper()), written(t, paper())) {
		t.Error("two writings differ")
	}
}

func TestWordsThatNoXMLHoldsLeaveADocumentWhole(t *testing.T) {
	d := paper()
	d.Title, d.Blocks = "a\x00b", []docx.Block{docx.Text("trước\x00\x1b\uffff\xff]]>&<sau")}
	if said := lettertest.Text(t, docxtest.PDF(t, written(t, d))); !strings.Contains(said, "trước]]>&<sau") {
		t.Errorf("it says %q", said)
	}
}

func TestARowWiderThanItsTableIsRefused(t *testing.T) {
	d := paper()
	d.Blocks = []docx.Block{docx.Table{Widths: []float64{10}, Rows: []docx.Row{{Cells: []docx.Cell{{Span: 2}}}}}}
	if err := docx.Write(t.Context(), &bytes.Buffer{}, d); !errors.Is(err, docx.TooWide) {
		t.Errorf("%v", err)
	}
}

func TestAWritingThatIsEndedFails(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	end()
	if err := docx.Write(ctx, &bytes.Buffer{}, paper()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
