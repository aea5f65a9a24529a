package station

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/compare"
	"tram/local/office"
	"tram/local/pdf"
)

// onPaper are pages as a printer drew them and a scanner saw them.
type onPaper []*image.Gray

func (s onPaper) Sheets() int { return len(s) }
func (s onPaper) Picture(_ context.Context, i int) (image.Image, float64, error) {
	return s[i], paperDPI, nil
}

func (s onPaper) Grain(i int) (w, h int, dpi float64) {
	return s[i].Rect.Dx(), s[i].Rect.Dy(), paperDPI
}

const paperDPI = 200

// printedBy draws a PDF as a program of a printer does, a little turned.
func printedBy(t *testing.T, program string, file []byte) onPaper {
	t.Helper()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	tool := func(name string, args ...string) {
		if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
	flat, turned := filepath.Join(dir, "flat.png"), filepath.Join(dir, "turned.png")
	if program == "gs" {
		tool("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dPrinted", "-sDEVICE=pnggray", "-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", "-r200", "-sOutputFile="+flat, in)
	} else {
		tool("mutool", "draw", "-q", "-c", "gray", "-r", "200", "-o", flat, in)
	}
	tool("convert", flat, "-virtual-pixel", "white", "-background", "white", "-distort", "SRT", "0.3", "-blur", "0x0.6", turned)
	f, err := os.Open(turned)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(img.Bounds())
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return onPaper{grey}
}

func comparedWith(t *testing.T, file []byte, paper onPaper) office.Comparison {
	t.Helper()
	r, err := pdf.OpenPrinted(t.Context(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	c, err := compare.Compare(t.Context(), printed{r}, paper, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// lettered is a PDF of one page of rows in a font, of which one row may say
// something else.
func lettered(font string, form bool, change func(row int) string) []byte {
	var words strings.Builder
	for i := range 30 {
		said := fmt.Sprintf("Dieu %d. Uy ban nhan dan xa Mau Son quyet dinh so tien 1.000.000 dong", i+1)
		if change != nil {
			if other := change(i); other != "" {
				said = other
			}
		}
		fmt.Fprintf(&words, "BT /F 12 Tf 80 %d Td (%s) Tj ET\n", 760-22*i, said)
	}
	content, objects := words.String(), ""
	if form {
		content, objects = "/X Do\n", content
	}
	all := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content), font,
		fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Length %d >>\nstream\n%s\nendstream", len(objects), objects)}
	var b, table bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range all {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, table.String(), len(all)+1, b.Len())
	return b.Bytes()
}

const (
	helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
	times     = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
	arial     = "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding /WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName /Arial /Flags 32 /FontBBox [-665 -210 2000 728] /ItalicAngle 0 /Ascent 905 /Descent -212 /CapHeight 716 /StemV 80 >> >>"
)

// allSheets has each kind of sheet looked at, and not a share of them: TRAM_SHEETS=all.
var allSheets = os.Getenv("TRAM_SHEETS") == "all"

func TestPaperInThePrintersOwnFontsIsNeitherCalledChangedNorTheSame(t *testing.T) {
	given, err := os.ReadFile(filepath.Join("testdata", "font-not-embedded.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"given": given, "Helvetica": lettered(helvetica, false, nil), "Times": lettered(times, false, nil),
		"Arial": lettered(arial, false, nil), "in a form": lettered(times, true, nil),
	} {
		if !allSheets && name != "given" && name != "Times" {
			continue
		}
		for _, program := range map[bool][]string{true: {"gs", "mutool"}, false: {"gs"}}[name == "given"] {
			c := comparedWith(t, file, printedBy(t, program, file))
			if c.Count() > 0 || c.Same() || fmt.Sprint(c.Loose()) != "[0]" {
				t.Errorf("%s by %s: %d differences, same %v, loose %v: %+v", name, program, c.Count(), c.Same(), c.Loose(), c)
			}
		}
	}
}

func TestARowThatIsGoneOrAddedIsToldInAnyFont(t *testing.T) {
	for name, font := range map[string]string{"Times": times, "Arial": arial} {
		if !allSheets && name != "Times" {
			continue
		}
		file := lettered(font, false, nil)
		gone := lettered(font, false, func(row int) string { return map[int]string{12: "Dieu 13."}[row] })
		if c := comparedWith(t, file, printedBy(t, "gs", gone)); c.Count() == 0 {
			t.Errorf("%s: half a row is gone, and nothing is told", name)
		}
		if c := comparedWith(t, gone, printedBy(t, "gs", file)); len(c.Pages[0].Differences) == 0 {
			t.Errorf("%s: half a row was added, and nothing is told", name)
		}
	}
}
