package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/pdf"
)

// oddPage is a page with a note or a layer that may print otherwise than it shows.
type oddPage struct {
	name    string
	entries string // of the page; %s is its object with a look
	layer   string // entries of the usage of a layer; empty: there is none
	differs bool
}

// oddPages have something at their foot, where the line goes.
func oddPages() (all []oddPage) {
	for _, c := range []struct {
		name    string
		flags   int
		differs bool
	}{{"print and no view", 36, true}, {"view only", 0, true}, {"no view, no print", 32, false}, {"hidden", 2, false}, {"both", 4, false}} {
		for kind, more := range map[string]string{"Stamp": "", "FreeText": "/DA (/F 9 Tf) /Contents (o)", "Widget": "/FT /Tx /T (o)"} {
			all = append(all, oddPage{c.name + " " + kind, note(kind, "150 10 550 80", c.flags, more), "", c.differs})
		}
	}
	for _, turn := range []int{90, 180, 270} {
		place := map[int]string{90: "545 150 580 550", 180: "60 760 460 830", 270: "10 150 80 550"}[turn]
		all = append(all, oddPage{fmt.Sprintf("upright at %d", turn), fmt.Sprintf("/Rotate %d ", turn) + note("Stamp", place, 4|16, ""), "", false})
	}
	return append(all,
		oddPage{"layer for print", "", "/Print << /PrintState /ON >> /View << /ViewState /OFF >>", true},
		oddPage{"layer for the screen", "", "/Print << /PrintState /OFF >> /View << /ViewState /ON >>", true},
		oddPage{"layer for both", "", "/Print << /PrintState /ON >> /View << /ViewState /ON >>", false})
}

func note(kind, place string, flags int, more string) string {
	return fmt.Sprintf("/Annots [<< /Type /Annot /Subtype /%s /Rect [%s] /F %d /AP << /N 4 0 R >> %s >>]", kind, place, flags, more)
}

const noteLook = "<< /Type /XObject /Subtype /Form /BBox [0 0 300 70] /Length 24 >>\nstream\n0.3 g 0 0 300 70 re f    \nendstream"

// oddDocument is a PDF of such pages behind some of prose alone.
func oddDocument(plain int, pages ...oddPage) []byte {
	objects := []string{"", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", noteLook}
	var kids, groups strings.Builder
	add := func(entries, content, resources string) {
		fmt.Fprintf(&kids, "%d 0 R ", len(objects)+1)
		content += prose(80, 150, 520, 730)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> %s >> %s >>", len(objects)+2, resources, entries),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	for range plain {
		add("", "", "")
	}
	for _, p := range pages {
		if p.layer == "" {
			add(p.entries, "", "")
			continue
		}
		objects = append(objects, "<< /Type /OCG /Name (o) /Usage << "+p.layer+" >> >>")
		group := fmt.Sprintf("%d 0 R ", len(objects))
		groups.WriteString(group)
		add(p.entries, "/OC /L BDC 0.3 g 250 750 300 70 re f 150 10 400 70 re f 0 g EMC\n", "/Properties << /L "+group+">>")
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", strings.Count(kids.String(), "R"), kids.String())
	objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
	if all := groups.String(); all != "" {
		objects[0] = fmt.Sprintf("<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [%s] /D << /Order [%s] /AS [<< /Event /View /Category [/View] /OCGs [%s] >> << /Event /Print /Category [/Print] /OCGs [%s] >>] >> >> >>", all, all, all, all)
	}
	return written(objects)
}

// written is a PDF of such objects.
func written(objects []string) []byte {
	var b, table bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, start)
	return b.Bytes()
}

// given is a file of the tests' own folder.
func given(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// readers draw a file in every way that is known here.
func readers() map[string]func(testing.TB, []byte, float64) []*image.Gray {
	return map[string]func(testing.TB, []byte, float64) []*image.Gray{
		"PDFium": shown, "PDFium, printed": printedByPDFium, "poppler": poppler, "MuPDF": mupdf,
		"Ghostscript, printed": ghostscript("true"), "Ghostscript": ghostscript("false"),
	}
}

func printedByPDFium(t testing.TB, file []byte, dpi float64) (all []*image.Gray) {
	t.Helper()
	r, err := pdf.OpenPrinted(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for i := range r.Shapes() {
		img, err := r.Picture(t.Context(), i, dpi)
		if err != nil {
			t.Fatal(err)
		}
		grey := image.NewGray(img.Bounds())
		for y := range grey.Rect.Dy() {
			for x := range grey.Rect.Dx() {
				grey.Set(x, y, img.At(x, y))
			}
		}
		all = append(all, grey)
	}
	return all
}

func mupdf(t testing.TB, file []byte, dpi float64) []*image.Gray {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return greys(t, run(t, "mupdf-tools", nil, "mutool", "draw", "-q", "-F", "pgm", "-c", "gray", "-r", fmt.Sprint(dpi), "-o", "-", path))
}

func ghostscript(printed string) func(testing.TB, []byte, float64) []*image.Gray {
	return func(t testing.TB, file []byte, dpi float64) []*image.Gray {
		t.Helper()
		return greys(t, run(t, "ghostscript", file, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseCropBox", "-dPrinted="+printed,
			"-sDEVICE=pgmraw", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-r"+fmt.Sprint(dpi), "-sOutputFile=-", "-"))
	}
}

// greys reads pictures in PGM that follow each other.
func greys(t testing.TB, drawn string) (all []*image.Gray) {
	t.Helper()
	r := bufio.NewReader(strings.NewReader(drawn))
	for {
		var head []string // "P5", width, height, white
		for len(head) < 4 {
			line, err := r.ReadString('\n')
			if err != nil {
				return all
			}
			if !strings.HasPrefix(line, "#") {
				head = append(head, strings.Fields(line)...)
			}
		}
		var w, h int
		if _, err := fmt.Sscan(head[1], &w); err != nil || len(head) > 4 {
			t.Fatal(head, err)
		}
		if _, err := fmt.Sscan(head[2], &h); err != nil {
			t.Fatal(head, err)
		}
		img := image.NewGray(image.Rect(0, 0, w, h))
		if _, err := io.ReadFull(r, img.Pix); err != nil {
			t.Fatal(err)
		}
		all = append(all, img)
	}
}

func TestWhatPrintsAndWhatShowsIsNeverCoveredAndNeverChanged(t *testing.T) {
	head := func(kind string, flags int, more string) []byte {
		return oddDocument(0, oddPage{entries: note(kind, "250 750 550 820", flags, more)})
	}
	for name, file := range map[string][]byte{
		"annot-print-noview": given(t, "annot-print-noview.pdf"), "ocg-print-only": given(t, "ocg-print-only.pdf"),
		"a field above":   head("Widget", 36, "/FT /Tx /T (o)"),
		"a note above":    head("Stamp", 0, ""),
		"a layer above":   oddDocument(0, oddPage{layer: "/Print << /PrintState /OFF >> /View << /ViewState /ON >>"}),
		"at the foot":     oddDocument(1, oddPages()...),
		"plain documents": document(t, full, broad, half),
	} {
		c, after := made(t, file, order(t, office.Plain))
		s := standing(t, after)
		for reader, draw := range readers() {
			was, is := draw(t, file, seenDPI), draw(t, after, seenDPI)
			if len(is) != len(was)+c.Added || len(was) == 0 {
				t.Fatalf("%s in %s: %d pages of %d", name, reader, len(is), len(was))
			}
			for i := range was {
				if outside, covered := differences(was[i], is[i], s.Shapes[i].W, ofPage(c.Placed, i)); outside+covered > 0 {
					t.Errorf("%s in %s, page %d: %d pixels differ, %d are covered", name, reader, i+1, outside, covered)
				}
			}
		}
	}
}

func TestPagesThatPrintOtherwiseThanTheyShowAreTold(t *testing.T) {
	pages := oddPages()
	file := oddDocument(2, pages...)
	told, err := pdf.PrintsOtherwise(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pages {
		if slices.Contains(told, i+2) != p.differs {
			t.Errorf("%s: told %v", p.name, !p.differs)
		}
	}
	if slices.Contains(told, 0) || slices.Contains(told, 1) {
		t.Errorf("plain pages are told: %v", told)
	}
	for _, name := range []string{"annot-print-noview.pdf", "ocg-print-only.pdf"} {
		file := given(t, name)
		if told, err := pdf.PrintsOtherwise(t.Context(), bytes.NewReader(file), int64(len(file))); err != nil || len(told) != 1 {
			t.Errorf("%s: %v, %v", name, told, err)
		}
	}
}
