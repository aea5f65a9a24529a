package arrivalstamp

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

var facts = Facts{Office: "Ủy ban nhân dân xã Mẫu Sơn", Number: "05", Day: "23/11/2026", To: "Công chức Văn phòng"}

// paper is a first page as a document of Nghị định 30 has it: sizes and places in millimetres.
type paper struct {
	w, h  float64
	title bool    // a tên loại in the middle; else a công văn with its V/v
	from  float64 // where its text begins, and ends
	to    float64
}

var (
	decision = paper{210, 297, true, 95, 275}
	letter   = paper{210, 297, false, 80, 275}
	short    = paper{210, 297, false, 80, 150}
	full     = paper{210, 297, false, 62, 290}
	smallA5  = paper{148, 210, true, 95, 190}
	largeA3  = paper{297, 420, true, 95, 400}
	lying    = paper{297, 210, true, 95, 190}
)

const words = "Căn cứ tình hình thực tế của xã Mẫu Sơn, các thôn, bản và các đơn vị có liên quan thực hiện đúng nội dung này. "

// document is such a page as a PDF.
func document(t testing.TB, p paper) []byte {
	t.Helper()
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{Title: "Văn bản mẫu"})
	w.Sheet(p.w*office.PointsPerMM, p.h*office.PointsPerMM)
	line := 0
	put := func(middle, y, size float64, bold bool, s string) {
		l := mark.Layout{W: mark.Width(s, size, bold), H: 1.4 * size, Texts: []mark.Text{{Y: size, Size: size, Bold: bold, S: s, Line: line}}}
		if err := w.Text(0, l, middle-l.W/2/office.PointsPerMM, y); err != nil {
			t.Fatal(err)
		}
	}
	left, right := 30+(p.w-45)*0.22, 30+(p.w-45)*0.72
	size := min(12, p.w/17.5)
	put(left, 20, size, true, "ỦY BAN NHÂN DÂN")
	put(left, 25, size, true, "TỈNH MẪU")
	put(right, 20, size, true, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
	put(right, 25, size, true, "Độc lập – Tự do – Hạnh phúc")
	put(left, 34, size, false, "Số: 137/UBND-VP")
	put(right, 34, size, false, "Mẫu, ngày 20 tháng 11 năm 2026")
	if p.title {
		put(p.w/2+7, 50, 14, true, "QUYẾT ĐỊNH")
		put(p.w/2+7, 57, 13, true, "Về việc ví dụ")
	} else {
		put(left, 40, size, false, "V/v thực hiện ví dụ")
		put(p.w/2, 55, 13, false, "Kính gửi: Ủy ban nhân dân xã Mẫu Sơn")
	}
	width := (p.w - 45) * office.PointsPerMM
	all := strings.Fields(strings.Repeat(words, 80))
	for y := p.from; y+6 < p.to; y += 6.2 {
		s := all[0]
		all = all[1:]
		for len(all) > 0 && mark.Width(s+" "+all[0], 13, false) < width {
			s, all = s+" "+all[0], all[1:]
		}
		put(30+width/2/office.PointsPerMM, y, 13, false, s)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// stampedAs stamps a document and gives the whole.
func stampedAs(t testing.TB, file []byte, o Order) (Stamped, []byte) {
	t.Helper()
	s, err := Make(t.Context(), bytes.NewReader(file), int64(len(file)), o)
	if err != nil {
		t.Fatal(err)
	}
	return s, append(bytes.Clone(file), s.More...)
}

// odd is a page by hand, with entries of its own, and rows of words in a box of its own units.
func odd(more string, left, bottom, right, top float64) []byte {
	var prose strings.Builder
	prose.WriteString("BT /F 11 Tf\n")
	for y := top - 11; y > bottom; y -= 15 {
		fmt.Fprintf(&prose, "1 0 0 1 %g %g Tm (%s) Tj\n", left, y, strings.Repeat("Van ban mau ", int((right-left)/66)))
	}
	prose.WriteString("ET\n")
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, value := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [4 0 R] >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> " + more + " >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", prose.Len(), prose.String()),
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, value)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// tool is what another program says of a file.
func tool(t testing.TB, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ban.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "FILE", path)
	}
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s (Debian: poppler-utils, mupdf-tools, qpdf): %v", name, err)
	}
	return string(out)
}

const seenDPI = 100

// drawn is the first page as two other programs draw it.
func drawn(t testing.TB, file []byte) (all []*image.Gray) {
	t.Helper()
	for _, out := range []string{
		tool(t, file, "pdftoppm", "-gray", "-cropbox", "-r", fmt.Sprint(seenDPI), "-f", "1", "-l", "1", "FILE"),
		tool(t, file, "mutool", "draw", "-q", "-r", fmt.Sprint(seenDPI), "-c", "gray", "-F", "pgm", "-o", "-", "FILE", "1"),
	} {
		r := bufio.NewReader(strings.NewReader(out))
		var w, h, most int
		if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
			t.Fatal(err)
		}
		img := image.NewGray(image.Rect(0, 0, w, h))
		if _, err := io.ReadFull(r, img.Pix); err != nil {
			t.Fatal(err)
		}
		all = append(all, img)
	}
	return all
}
