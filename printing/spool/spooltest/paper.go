package spooltest

import (
	"bytes"
	"fmt"
	"strings"
)

// Sheet is one page of a test document: its MediaBox in points, and its /Rotate.
type Sheet struct {
	W, H   float64
	Rotate int
}

// Papers of test documents.
var (
	A4        = Sheet{W: 595, H: 842}
	Letter    = Sheet{W: 612, H: 792}
	Landscape = Sheet{W: 842, H: 595}
	Rotated   = Sheet{W: 595, H: 842, Rotate: 90}
	A3        = Sheet{W: 842, H: 1191}
)

// Document is a PDF whose pages can be told apart and turned only one way:
// fields of lines, wedges, a photograph's greys, a flag of as many bars as the
// page's number. All is drawn, so that no program puts in a font of its own.
func Document(sheets ...Sheet) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range sheets {
		fmt.Fprintf(&kids, "%d 0 R ", 3+2*i)
	}
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(sheets))
	for i, s := range sheets {
		content := s.draw(i + 1)
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Resources << >> /Contents %d 0 R >>", s.W, s.H, s.Rotate, 4+2*i)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// margin keeps the drawing away from where printers do not print, in points.
const margin = 60

func (s Sheet) draw(number int) string {
	var c strings.Builder
	l, b, r, t := float64(margin), float64(margin), s.W-margin, s.H-margin
	fmt.Fprintf(&c, "0.8 w %g %g %g %g re S\n", l, b, r-l, t-b)
	for i := range number { // the flag, at the top left
		fmt.Fprintf(&c, "%g %g 6 30 re f\n", l+10+float64(i)*12, t-45)
	}
	fmt.Fprintf(&c, "%g %g m %g %g l %g %g l f\n", r-10, b+10, r-90, b+10, r-10, b+60) // a wedge, at the bottom right
	for i := range 12 {                                                                // lines as of writing, growing shorter
		y := t - 80 - float64(i)*14
		for x := l + 20; x < r-20-float64(i)*18; x += 9 {
			fmt.Fprintf(&c, "%g %g 5 1.2 re %g %g 1.2 6 re f\n", x, y, x, y)
		}
	}
	fmt.Fprintf(&c, "q 0.85 0.1 0.1 RG 2 w %g %g m %g %g %g %g %g %g c S Q\n", l+20, b+30, l+60, b+150, l+140, b+150, l+160, b+30) // a red stroke
	fmt.Fprintf(&c, "q 72 0 0 72 %g %g cm BI /W 4 /H 4 /BPC 8 /CS /G /F /AHx ID 00 40 80 C0 40 80 C0 00 80 C0 00 40 C0 00 40 80> EI Q\n", r-120, b+90)
	return c.String()
}
