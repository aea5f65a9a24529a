package sheet

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// scattered are pages with words, boxes and colours anywhere, on papers of several
// kinds.
func scattered(n int) []byte {
	r := rand.New(rand.NewPCG(7, 11))
	pages := make([][2]string, n)
	for i := range pages {
		var b strings.Builder
		if i%5 == 4 { // paper that is no white paper
			fmt.Fprintf(&b, "%.2f %.2f %.2f rg %d %d 500 700 re f 0 g\n", 0.5+r.Float64()/2, 0.5+r.Float64()/2, 0.5+r.Float64()/2, r.IntN(100), r.IntN(200))
		}
		left, right := 60+r.Float64()*80, 430+r.Float64()*150
		b.WriteString(prose(left, 60+r.Float64()*400, right, 780))
		if i%3 == 1 {
			fmt.Fprintf(&b, "BT /F 9 Tf %d %d Td (%d) Tj ET\n", 40+r.IntN(520), 12+r.IntN(60), i)
		}
		if i%4 == 2 {
			fmt.Fprintf(&b, "%.2f g %d %d %d %d re f\n", r.Float64(), r.IntN(500), r.IntN(200), 1+r.IntN(200), 1+r.IntN(30))
		}
		if i%7 == 3 {
			fmt.Fprintf(&b, "0.9 0.2 0.1 rg %d 30 60 8 re f 0 g\n", r.IntN(500))
		}
		pages[i] = [2]string{[]string{"", "/Rotate 90", "/CropBox [20 10 570 830]"}[i%11%3], b.String()}
	}
	return odd(pages...)
}

func TestLinesStandWhereTheFullMapPutsThem(t *testing.T) {
	files := kinds(t)
	files["scattered"] = scattered(80)
	files["full"] = document(t, full, full, half, leaf{210, 297, 60}, leaf{210, 297, 290}, broad)
	quick, all := 0, 0
	for name, file := range files {
		r, size := bytes.NewReader(file), int64(len(file))
		s := standing(t, file)
		l := &laying{ctx: t.Context(), order: order(t, office.Plain), shapes: s.Shapes, sight: pdf.OpenSight(t.Context(), r, size)}
		defer l.sight.Close()
		l.out.Pages = len(s.Shapes)
		for i := range s.Shapes {
			shapes, rows := mark.SlimLayouts(l.order.Conversion.Code, i+1, len(s.Shapes))
			spot, free, sure, err := l.glimpsed(i, shapes, rows)
			if err != nil {
				t.Fatal(err)
			}
			all++
			if !sure {
				continue
			}
			quick++
			ink, err := l.sight.Ink(t.Context(), i, s.Shapes[i])
			if err != nil {
				t.Fatal(err)
			}
			if want, also := mark.PlaceSlim(ink, shapes, rows); spot != want || free != also {
				t.Errorf("%s, page %d: %+v by a glimpse, %+v by the full map", name, i+1, spot, want)
			}
		}
	}
	if quick < all/3 {
		t.Errorf("a glimpse told of %d pages of %d only", quick, all)
	}
}
