package sheet

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

const seenDPI = 75.0

// order is a conversion that never was.
func order(t testing.TB, form office.Form) Order {
	t.Helper()
	tpl, found := mark.Pick(nil, office.DataToPaper, form, "quyet-dinh")
	if !found {
		t.Fatalf("no template for %s", form)
	}
	symbol := map[office.Form]string{office.TrueCopy: "SY-UBND", office.CopyOf: "SL-UBND", office.Extract: "TrS-UBND"}[form]
	return Order{Template: tpl, Conversion: office.Conversion{
		Direction: office.DataToPaper, Form: form, Code: "7K4M-Q2XN-9RT2",
		Office:   office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"},
		Clerk:    office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Công chức Văn phòng"},
		Document: office.Document{Dossier: "H49.10.02-261125-0001"},
		Finished: time.Date(2026, 11, 25, 2, 5, 9, 0, time.UTC),
		FromMessage: office.FromMessage{Message: &office.DataMessage{Systems: []office.InfoSystem{
			{Part: office.Created, Name: "Hệ thống quản lý văn bản và điều hành", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
			{Part: office.Stored, Name: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân xã Mẫu Sơn"},
		}},
			Print: &office.PrintCopy{
				Number: &office.CopyNumber{Year: 2026, Number: 5, Symbol: symbol},
				Signer: &office.CopySigner{Place: "Mẫu Sơn", Position: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", Name: "Trần Thị Ví Dụ",
					Recipients: []string{"Sở Mẫu tỉnh Mẫu", "Các thôn, bản trong xã"}},
			}},
	}}
}

func (o Order) withQR(t testing.TB) Order {
	t.Helper()
	lines, err := Lines(o)
	if err != nil {
		t.Fatal(err)
	}
	o.QR = mark.QRText(lines)
	return o
}

// made makes a print copy and gives the whole file.
func made(t testing.TB, document []byte, o Order) (Copy, []byte) {
	t.Helper()
	c, err := Make(t.Context(), bytes.NewReader(document), int64(len(document)), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Rewritten != nil {
		return c, c.Rewritten
	}
	return c, append(bytes.Clone(document), c.More...)
}

// rows writes lines of words into a layout as wide as the text of a page.
type rows struct {
	mark.Layout
	y float64
}

func (r *rows) line(x float64, s string, size float64, bold bool) {
	r.Texts = append(r.Texts, mark.Text{X: x, Y: r.y + size, Size: size, Bold: bold, S: s, Line: len(r.Texts)})
	r.y += 1.35 * size
	r.H = max(r.H, r.y+5)
}

func (r *rows) centred(from, to float64, s string, size float64, bold bool) {
	r.line((from+to-mark.Width(s, size, bold))/2, s, size, bold)
}

const body = "Căn cứ tình hình thực tế của xã Mẫu Sơn, các thôn, bản và các đơn vị có liên quan thực hiện đúng nội dung này. "

// text fills a page of a size, in millimetres, with a decision down to a place.
func text(w, _, from, to float64, first bool) mark.Layout {
	width := (w - 30 - 15) * office.PointsPerMM
	r := &rows{Layout: mark.Layout{W: width}}
	if first {
		r.centred(0, width*0.4, "ỦY BAN NHÂN DÂN", 12, true)
		r.y = 0
		r.centred(width*0.4, width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, true)
		r.centred(width*0.4, width, "Độc lập – Tự do – Hạnh phúc", 12, true)
		r.y += 10
		r.centred(0, width, "QUYẾT ĐỊNH", 14, true)
	}
	words := strings.Fields(strings.Repeat(body, 60))
	for r.y+1.35*13 < (to-from)*office.PointsPerMM {
		s := words[0]
		words = words[1:]
		for len(words) > 0 && mark.Width(s+" "+words[0], 13, false) < width {
			s, words = s+" "+words[0], words[1:]
		}
		r.line(0, s, 13, false)
	}
	return r.Layout
}

// leaf is a page of a document of the tests: its size and where its text ends.
type leaf struct{ w, h, end float64 }

var (
	full  = leaf{210, 297, 275} // the bottom margin is 20 mm and more
	half  = leaf{210, 297, 140}
	broad = leaf{297, 210, 110}
)

// document is a decision of such pages, with the margins of Nghị định 30.
func document(t testing.TB, pages ...leaf) []byte {
	t.Helper()
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{Title: "Quyết định mẫu"})
	for i, p := range pages {
		w.Sheet(p.w*office.PointsPerMM, p.h*office.PointsPerMM)
		if err := w.Text(i, text(p.w, p.h, 20, p.end, i == 0), 30, 20); err != nil {
			t.Fatal(err)
		}
		number := &rows{Layout: mark.Layout{W: 20}}
		number.line(0, fmt.Sprint(i+1), 12, false)
		if err := w.Text(i, number.Layout, p.w/2, 10); err != nil && i > 0 {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// odd is a PDF by hand: each page with entries of its own and content.
func odd(pages ...[2]string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	object := func(s string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), s)
	}
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] >>", len(pages), kids.String()))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for _, p := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> %s >>", len(at)+2, p[0]))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(p[1]), p[1]))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// prose writes rows of words from the top of a box down to its bottom, in units.
func prose(left, bottom, right, top float64) string {
	var b strings.Builder
	b.WriteString("BT /F 11 Tf\n")
	for y := top - 11; y > bottom; y -= 15 {
		fmt.Fprintf(&b, "1 0 0 1 %g %g Tm (%s) Tj\n", left, y, strings.Repeat("Van ban mau ", int((right-left)/66)))
	}
	b.WriteString("ET\n")
	return b.String()
}

// shown draws every page as PDFium does.
func shown(t testing.TB, file []byte, dpi float64) (all []*image.Gray) {
	t.Helper()
	err := pdf.Show(context.Background(), bytes.NewReader(file), int64(len(file)), 1000, dpi, func(img image.Image) bool {
		all = append(all, img.(*image.Gray))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// poppler draws every page as poppler does.
func poppler(t testing.TB, file []byte, dpi float64) (all []*image.Gray) {
	t.Helper()
	drawn := bufio.NewReader(strings.NewReader(run(t, "poppler-utils", file, "pdftoppm", "-gray", "-cropbox", "-r", fmt.Sprint(dpi), "-")))
	for {
		var w, h, most int
		if _, err := fmt.Fscanf(drawn, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil {
			return all
		}
		img := image.NewGray(image.Rect(0, 0, w, h))
		if _, err := io.ReadFull(drawn, img.Pix); err != nil {
			t.Fatal(err)
		}
		all = append(all, img)
	}
}

// run is another program with a file at its input; what it printed.
func run(t testing.TB, debian string, in []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing: install the Debian package %s", name, debian)
	}
	c := exec.CommandContext(t.Context(), name, args...)
	c.Stdin = bytes.NewReader(in)
	var out, told bytes.Buffer
	c.Stdout, c.Stderr = &out, &told
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, told.String())
	}
	return out.String()
}

// differences counts the pixels in which a page of a width in millimetres differs
// from the original, outside of what was placed there, and the ink of the original
// under that. Letters may bleed one pixel.
func differences(before, after *image.Gray, wide float64, placed []office.Spot) (outside, covered int) {
	if before.Rect != after.Rect {
		return len(before.Pix), 0
	}
	const put, round = 1, 2
	mask := make([]byte, len(before.Pix))
	px := float64(before.Rect.Dx()) / wide
	for _, s := range placed {
		for y := int(s.Y*px) - 2; y <= int((s.Y+s.H)*px)+2; y++ {
			for x := int(s.X*px) - 2; x <= int((s.X+s.W)*px)+2; x++ {
				inside := float64(x) >= s.X*px && float64(x) <= (s.X+s.W)*px && float64(y) >= s.Y*px && float64(y) <= (s.Y+s.H)*px
				switch {
				case !(image.Point{X: x, Y: y}).In(before.Rect):
				case inside:
					mask[y*before.Stride+x] = put
				case mask[y*before.Stride+x] == 0:
					mask[y*before.Stride+x] = round
				}
			}
		}
	}
	for i, was := range before.Pix {
		switch {
		case mask[i] == 0 && was != after.Pix[i]:
			outside++
		case mask[i] == put && was != 0xff:
			covered++
		}
	}
	return outside, covered
}

// ofPage is what was placed on one page.
func ofPage(all []office.Spot, index int) (some []office.Spot) {
	for _, s := range all {
		if s.Page == index {
			some = append(some, s)
		}
	}
	return some
}
