package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"strings"
	"testing"

	"tram/local/pdf/cos"
)

// Where tests put line, in points from the top left.
const lineX, lineY = 40.0, 60.0

var oneLine = Overlay{Draw: []Addition{{Layout: line("Mã tra cứu"), X: mm(lineX), Y: mm(lineY)}}}

// keeps checks that a marked file shows what the original shows, and the mark.
func keeps(t testing.TB, name string, original, marked []byte) {
	t.Helper()
	before, after := seenAt(t, original), seenAt(t, marked)
	if len(before) != len(after) {
		t.Errorf("%s: %d pages, were %d", name, len(after), len(before))
		return
	}
	room := image.Rect(lineX-2, lineY-2, lineX+122, lineY+22)
	for i := range before {
		for y := range before[i].Rect.Dy() {
			for x := range before[i].Rect.Dx() {
				if !(image.Point{X: x, Y: y}).In(room) && before[i].GrayAt(x, y) != after[i].GrayAt(x, y) {
					t.Errorf("%s: page %d differs at %d,%d", name, i+1, x, y)
					return
				}
			}
		}
	}
	if !black(after[0], lineX, lineY, lineX+100, lineY+4) {
		t.Errorf("%s: the mark does not show", name)
	}
}

const sheet400 = "/MediaBox [0 0 400 300]"

func TestNothingInTheContentOfAPageChangesHowTheMarkIsDrawn(t *testing.T) {
	const square = "200 50 90 90 re f\n"
	cases := [][2]string{
		{"a state that is not restored", "q 3 0 0 3 50 50 cm 1 g 20 10 30 30 re f"},
		{"three of them", "q q q .1 0 0 .1 0 0 cm 1 1 1 rg 1 1 1 RG 7 Tr"},
		{"a matrix without q", "0 1 -1 0 300 0 cm " + square + " 1 g"},
		{"a Q too many", "2 0 0 2 0 0 cm 1 g Q 0 g 20 20 40 40 re f Q Q 1 g"},
		{"a clip", square + "0 0 10 10 re W n"},
		{"an open path with a clip", square + "0 0 10 10 re W"},
		{"an open path", square + "0 0 m 300 300 l 300 0 l"},
		{"an open text", square + "1 0 0 1 5 5 cm BT 7 Tr 50 Ts 300 Tz"},
		{"an open string", square + "BT (abc"},
		{"a string in an array", square + "BT [ 1 (ab (c) \\) "},
		{"an array", square + "[ 1 2 3"},
		{"a dictionary", square + "/P << /MCID 0 /X ["},
		{"a hexadecimal string", square + "BT <4142"},
		{"a comment", square + "% the end"},
		{"a stray bracket", square + ") ] > 1 g"},
		{"open marked content", square + "/OC /Hidden BDC"},
		{"an inline image that goes on", square + "q 50 0 0 50 300 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x"},
		{"words that are no operators", square + "tram cong vu 1 g 5 5 5 rg"},
		{"a matrix that is cut off", "q " + square + "q 0 cm Q Q"},
		{"nothing", ""},
	}
	values := []string{"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [3 0 R] /D << /OFF [3 0 R] >> >> >>", "", "<< /Type /OCG /Name (Kin) >>"}
	var kids strings.Builder
	var o Overlay
	for i, c := range cases {
		values = append(values, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R %s /Resources << /Properties << /Hidden 3 0 R >> >> >>",
			len(values)+2, sheet400), contentOf(c[1]))
		fmt.Fprintf(&kids, "%d 0 R ", len(values)-1)
		o.Draw = append(o.Draw, Addition{Page: i, Layout: line("Mã tra cứu"), X: mm(lineX), Y: mm(lineY)})
	}
	values[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(cases))
	file := fileOf(values...)
	marked := overlaid(t, file, o)
	keeps(t, "PDFium", file, marked)
	path := written(t, marked)
	run(t, "poppler-utils", "pdftoppm", "-r", "72", "-gray", path, path)
	shown := seenAt(t, marked)
	for i, c := range cases {
		pages := []*image.Gray{shown[i], greyOf(t, fmt.Sprintf("%s-%02d.pgm", path, i+1))}
		for _, page := range pages {
			if !black(page, lineX, lineY, lineX+100, lineY+4) {
				t.Errorf("behind %s the mark does not show", c[0])
			}
		}
	}
}

// greyOf reads a picture of pdftoppm.
func greyOf(t testing.TB, path string) *image.Gray {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var w, h int
	if _, err := fmt.Sscanf(string(b[:20]), "P5\n%d %d\n", &w, &h); err != nil {
		t.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	copy(img.Pix, b[len(b)-w*h:])
	return img
}

// content is a stream as PDF writes it.
func contentOf(s string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s)
}

func TestEveryWayToHangUpAPageIsKept(t *testing.T) {
	page := func(more string) string { return "<< /Type /Page /Parent 2 0 R " + more + " >>" }
	square := contentOf("/Ours Do 200 50 90 90 re f")
	form := "<< /Type /XObject /Subtype /Form /BBox [0 0 50 50] /Length 16 >>\nstream\n10 10 30 30 re f\nendstream"
	for name, file := range map[string][]byte{
		"resources that are inherited": fileOf(oneCatalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 400 300] /Resources << /XObject << /Ours 5 0 R >> >> >>",
			page("/Contents 4 0 R"), square, form),
		"resources that stand elsewhere, and elsewhere again": fileOf(oneCatalog, oneTree, page(sheet400+" /Contents [4 0 R] /Resources 6 0 R"), square, form,
			"<< /XObject 7 0 R >>", "<< /Ours 5 0 R >>"),
		"no resources":                 fileOf(oneCatalog, oneTree, page(sheet400+" /Contents 4 0 R"), square),
		"no content":                   fileOf(oneCatalog, oneTree, page(sheet400)),
		"content that is null":         fileOf(oneCatalog, oneTree, page(sheet400+" /Contents 9 0 R")),
		"a list that stands elsewhere": fileOf(oneCatalog, oneTree, page(sheet400+" /Contents 5 0 R"), contentOf("q 200 50 90 90 re"), "[4 0 R 6 0 R 99 0 R]", contentOf("f Q 1 g")),
		"kids that stand elsewhere":    fileOf(oneCatalog, "<< /Type /Pages /Kids 5 0 R /Count 1 >>", page(sheet400+" /Contents 4 0 R"), square, "[3 0 R]"),
		"a tree of two floors, and a count that lies": fileOf(oneCatalog, "<< /Type /Pages /Kids [5 0 R] /Count 1 /MediaBox [0 0 400 300] >>",
			"<< /Type /Page /Parent 5 0 R /Contents 4 0 R >>", square, "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 7 >>"),
		"one page in two places": fileOf(oneCatalog, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>", page(sheet400+" /Contents 4 0 R"), square),
		"empty branches, one of them twice": fileOf(oneCatalog, "<< /Type /Pages /Kids [5 0 R 3 0 R 5 0 R] /Count 1 >>", page(sheet400+" /Contents 4 0 R"), square,
			"<< /Type /Pages /Parent 2 0 R /Kids [] /Count 0 >>"),
		"filters": fileOf(oneCatalog, oneTree, page(sheet400+" /Contents [4 0 R 5 0 R]"),
			"<< /Filter [/ASCIIHexDecode /FlateDecode] /Length "+hexed(deflate([]byte("q 5 0 0 5 0 0 cm ")))+"\nendstream", "<< /Filter /RunLengthDecode /Length 12 >>\nstream\n\x095 5 5 5 re\x80\nendstream"),
		"an unknown filter": fileOf(oneCatalog, oneTree, page(sheet400+" /Contents 4 0 R"), "<< /Filter /JPXDecode /Length 3 >>\nstream\nabc\nendstream"),
	} {
		marked := overlaid(t, file, oneLine)
		keeps(t, name, file, marked)
	}
}

// hexed is the rest of a stream in hexadecimal digits.
func hexed(b []byte) string {
	digits := fmt.Sprintf("%x>", b)
	return fmt.Sprintf("%d >>\nstream\n%s", len(digits), digits)
}

func TestEveryFlavourOfTablesIsAppendedTo(t *testing.T) {
	all := flavours(t)
	all["hybrid"] = hybrid(t)
	for kind, file := range all {
		marked := overlaid(t, file, oneLine)
		keeps(t, kind, file, marked)
		sound(t, marked)
	}
}

// TestAThousandLinesShareOneFont: and what pages share stays shared.
func TestAThousandLinesShareOneFont(t *testing.T) {
	const pages = 2000
	var kids strings.Builder
	values := []string{oneCatalog, "", "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >>", contentOf("BT /F1 12 Tf 50 50 Td (Trang) Tj ET")}
	for range pages {
		values = append(values, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents 4 0 R >>")
		fmt.Fprintf(&kids, "%d 0 R ", len(values))
	}
	values[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), pages)
	file := fileOf(values...)
	var o Overlay
	for i := range pages {
		o.Draw = append(o.Draw, Addition{Page: i, Layout: line(fmt.Sprintf("7K4M-Q2XN-9RT2 – trang %d/%d", i+1, pages)), X: 20, Y: 10})
	}
	marked := overlaid(t, file, o)
	const most = 800 // bytes a page
	if fonts := bytes.Count(marked, []byte("/FontFile2")); fonts != 1 || len(marked)-len(file) > most*pages {
		t.Errorf("%d fonts, %d bytes more", fonts, len(marked)-len(file))
	}
	f, err := cos.Open(context.Background(), bytes.NewReader(marked), int64(len(marked)))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{3, 4} {
		if item, err := f.Item(n); err != nil || item.At > int64(len(file)) {
			t.Errorf("object %d, which is shared, was written again (%v)", n, err)
		}
	}
	sound(t, marked)
	if s, err := Inspect(context.Background(), bytes.NewReader(marked), int64(len(marked)), ""); err != nil || len(s.Shapes) != pages {
		t.Errorf("%d pages, %v", len(s.Shapes), err)
	}
}

func TestNotesAndFieldsOfAPageStayAsTheyAre(t *testing.T) {
	file := victim(t)
	marked := overlaid(t, file, oneLine)
	before, err := openView(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	after, err := openView(context.Background(), bytes.NewReader(marked), int64(len(marked)))
	if err != nil {
		t.Fatal(err)
	}
	for num := 1; num < before.f.Count(); num++ {
		then, _ := before.f.Item(num)
		now, err := after.f.Item(num)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := then.Value.(cos.Dict)
		if page.Get("Type") == cos.Name("Page") {
			if d, _ := now.Value.(cos.Dict); !cos.Same(page.Get("Annots"), d.Get("Annots")) {
				t.Errorf("the notes of page %d are %v, were %v", num, d.Get("Annots"), page.Get("Annots"))
			}
		} else if then.At != now.At {
			t.Errorf("object %d, which is no page, was written again", num)
		}
	}
}

func TestAPageInLargerUnitsGetsTheMarkAtFullSize(t *testing.T) {
	file := pageFile("/MediaBox [0 0 200 150] /UserUnit 2", "")
	s, err := Inspect(context.Background(), bytes.NewReader(file), int64(len(file)), "")
	if err != nil || s.Shapes[0].W != mm(400) || s.Shapes[0].H != mm(300) {
		t.Fatalf("%+v, %v", s, err)
	}
	// PDFium draws the page in its own units, at half its size.
	shown := seenAt(t, overlaid(t, file, oneLine))[0]
	if !black(shown, lineX/2, lineY/2, lineX/2+50, lineY/2+2) || black(shown, lineX/2, lineY/2+3, lineX/2+50, lineY/2+5) {
		t.Error("the rule is not where it should be")
	}
}

func TestATrailerPointsAtNothingThatIsNotThere(t *testing.T) {
	file := bytes.Replace(pageFile(sheet400, "0 0 m"), []byte("/Root 1 0 R"), []byte("/Root 1 0 R /Info 77 0 R"), 1)
	marked := overlaid(t, file, oneLine)
	if bytes.Contains(marked[len(file):], []byte("77 0 R")) {
		t.Error("it still names an /Info that is not there")
	}
	keeps(t, "without its /Info", file, marked)
}
