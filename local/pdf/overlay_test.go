package pdf

import (
	"bytes"
	"context"

	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"tram/local/mark"
	"tram/local/office"
)

// fileOf puts values into a PDF, as objects 1, 2 and so on; the first is the
// catalog.
func fileOf(values ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var lines strings.Builder
	for i, v := range values {
		fmt.Fprintf(&lines, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, v)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(values)+1, lines.String(), len(values)+1, start)
	return b.Bytes()
}

const (
	oneCatalog = "<< /Type /Catalog /Pages 2 0 R >>"
	oneTree    = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
)

// pageFile is a file of one page with more in its dictionary and that content, as
// object 4.
func pageFile(more, content string) []byte {
	return fileOf(oneCatalog, oneTree, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R "+more+" >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
}

// line is a slim layout: a rule of 100 by 4 points, and a few words.
func line(words string) mark.Layout {
	return mark.Layout{W: 120, H: 20, Rules: []mark.Rule{{X: 0, Y: 0, W: 100, Thick: 4}},
		Texts: []mark.Text{{X: 0, Y: 16, Size: 9, S: words}}}
}

// overlaid is a file with something over it.
func overlaid(t testing.TB, file []byte, o Overlay) []byte {
	t.Helper()
	inc, err := PrepareOverlay(context.Background(), bytes.NewReader(file), int64(len(file)), o)
	if err != nil {
		t.Fatal(err)
	}
	if inc.Hole != (Span{}) {
		t.Errorf("an overlay with a hole: %+v", inc.Hole)
	}
	return append(bytes.Clone(file), inc.Bytes...)
}

// seenAt draws all pages at 72 dpi.
func seenAt(t testing.TB, file []byte) (pages []*image.Gray) {
	t.Helper()
	err := Show(context.Background(), bytes.NewReader(file), int64(len(file)), 100, 72, func(img image.Image) bool {
		pages = append(pages, img.(*image.Gray))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// black tells whether a picture is dark all over a rectangle given in points.
func black(img *image.Gray, left, top, right, bottom float64) bool {
	for y := int(math.Ceil(top)); y < int(bottom); y++ {
		for x := int(math.Ceil(left)); x < int(right); x++ {
			if img.GrayAt(x, y).Y > 60 {
				return false
			}
		}
	}
	return true
}

// mm turns points into millimetres.
func mm(pt float64) float64 { return pt / office.PointsPerMM }

func TestAnOverlayStandsUprightWhereItIsAskedForOnEveryKindOfPage(t *testing.T) {
	for _, more := range []string{
		"/MediaBox [0 0 400 300]", "/MediaBox [0 0 400 300] /Rotate 90", "/MediaBox [0 0 400 300] /Rotate 180", "/MediaBox [0 0 400 300] /Rotate -90",
		"/MediaBox [-100 -50 700 500] /CropBox [50 60 450 360]", "/MediaBox [-100 -50 700 500] /CropBox [50 60 450 360] /Rotate 270",
		"/MediaBox [400 300 0 0]", "/MediaBox [0 0 0 0]", "",
	} {
		file := pageFile(more, "0 0 m")
		shown := seenAt(t, overlaid(t, file, Overlay{Draw: []Addition{{Layout: line("Mã tra cứu"), X: mm(40), Y: mm(60)}}}))[0]
		if !black(shown, 40, 60, 140, 64) || black(shown, 40, 66, 140, 80) || black(shown, 30, 60, 39, 64) {
			t.Errorf("%q: the rule is not where it should be", more)
		}
	}
}

func TestSheetsOfTheirOwnComeBehindTheLastPage(t *testing.T) {
	file := pageFile("/MediaBox [0 0 400 300]", "")
	grown := overlaid(t, file, Overlay{Sheets: [][2]float64{{210, 297}, {mm(300), mm(200)}},
		Draw: []Addition{{Page: 2, Layout: line("Tờ hai"), X: mm(40), Y: mm(60)}}})
	shown := seenAt(t, grown)
	if len(shown) != 3 || shown[1].Rect.Dy() != 842 || !black(shown[2], 40, 60, 140, 64) {
		t.Errorf("%d pages", len(shown))
	}
	sound(t, grown)
}

// sound lets qpdf judge a file.
func sound(t testing.TB, file []byte) {
	t.Helper()
	run(t, "qpdf", "qpdf", "--check", written(t, file))
}

func TestAFileThatCannotBeAppendedToIsWrittenAnew(t *testing.T) {
	junk := append([]byte("HTTP/1.1 200 OK\r\n\r\n"), pageFile("/MediaBox [0 0 400 300]", "10 10 50 50 re f")...)
	r := bytes.NewReader(junk)
	s, err := Inspect(context.Background(), r, r.Size(), "")
	if err != nil || s.Appendable || len(s.Shapes) != 1 || math.Abs(s.Shapes[0].W-mm(400)) > 0.01 {
		t.Fatalf("%+v, %v", s, err)
	}
	var anew bytes.Buffer
	if err := Rewrite(context.Background(), r, r.Size(), "", &anew); err != nil {
		t.Fatal(err)
	}
	grown := overlaid(t, anew.Bytes(), Overlay{Draw: []Addition{{Layout: line("Sau khi ghi lại"), X: mm(40), Y: mm(60)}}})
	if shown := seenAt(t, grown); !black(shown[0], 40, 60, 140, 64) || !black(shown[0], 11, 241, 59, 289) {
		t.Error("something is lost")
	}
	sound(t, grown)
}
