package pdf

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"
)

// TestAPageInLayersIsAsFineAsWhatShowsItsLetters: it is drawn at the dpi of the
// finest layer, and told to be as fine as what covers enough of it.
func TestAPageInLayersIsAsFineAsWhatShowsItsLetters(t *testing.T) {
	const wide, high = 144, 200 // points of the page
	const all = "q 144 0 0 200 0 0 cm /%s Do Q "
	bits := func(dpi int, entries string) string {
		w, h := wide*dpi/72, high*dpi/72
		body := []byte(strings.Repeat(strings.Repeat("\xcc", (w+7)/8), h))
		return streamOf(fmt.Sprintf(oddImage+"/Width %d /Height %d /BitsPerComponent 1 %s", w, h, entries), body)
	}
	greys := func(dpi int) string {
		w, h := wide*dpi/72, high*dpi/72
		return streamOf(fmt.Sprintf(oddImage+"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray", w, h), []byte(strings.Repeat("\x70\x90", w*h/2)))
	}
	for name, c := range map[string]struct {
		over, mask string // the picture that lies over a scan of about 150 dpi, and its mask
		content    string
		drawn      float64
		told       float64
	}{
		"letters in a soft mask":  {"/SMask 7 0 R", bits(600, "/ColorSpace /DeviceGray"), all, 300, 600},
		"letters in a hard mask":  {"/Mask 7 0 R", bits(250, "/ImageMask true"), all, 250, 250},
		"a mask of greys":         {"/SMask 7 0 R", greys(300), all, 300, 150},
		"a mask coarser than all": {"/Mask 7 0 R", bits(36, "/ImageMask true"), all, 200, 150},
		"a stencil":               {"", bits(300, "/ImageMask true"), "q 144 0 0 200 0 0 cm /Mask Do Q %.0s", 300, 300},
		"letters in strips":       {"/Mask 7 0 R", bits(250, "/ImageMask true"), "q 144 0 0 20 0 0 cm /%[1]s Do Q q 144 0 0 20 0 20 cm /%[1]s Do Q", 300, 250},
		"a fine stamp":            {"/Mask 7 0 R", bits(250, "/ImageMask true"), "q 29 0 0 40 9 9 cm /%s Do Q", 300, 150},
	} {
		object := func(entries string) string {
			return jpegStream(t, paperPicture(color.White), entries) // 297 pixels on two inches
		}
		content := fmt.Sprintf(all, "Scan") + fmt.Sprintf(c.content, "Over")
		file := scannerPDF("<< /Type /Catalog /Pages 2 0 R >>", fmt.Sprintf("<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 %d %d] >>", wide, high),
			"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /Scan 5 0 R /Over 6 0 R /Mask 7 0 R >> >> >>",
			streamOf("", []byte(content)), object(""), object(c.over), c.mask)
		lifted, _, err := lift(file)
		if err != nil || len(lifted) != 1 || !lifted[0].Rendered {
			t.Errorf("%s: %d pages, %v", name, len(lifted), err)
			continue
		}
		if l := lifted[0]; math.Abs(l.DPIX-c.drawn) > 2 || math.Abs(l.Finest-c.told) > 4 {
			t.Errorf("%s: drawn at %.0f and told as %.0f dpi, not %.0f and %.0f", name, l.DPIX, l.Finest, c.drawn, c.told)
		}
	}
}

// TestALargePageIsDrawnAsFineAsMemoryLets: never above what the drawing may take,
// and never below what the decree asks for unless the page is too large for that.
func TestALargePageIsDrawnAsFineAsMemoryLets(t *testing.T) {
	for _, c := range []struct {
		w, h, finest float64
		bilevel      bool
		want         float64
	}{
		{595, 842, 600, false, 300}, {595, 842, 250, false, 250}, {595, 842, 90, false, 200}, {595, 842, 600, true, 431},
		{1627, 1008, 600, false, 238}, {1627, 1008, 600, true, 238}, {1627, 1008, 210, false, 210},
		{3000, 3000, 600, false, 200}, {842, 1191, 600, false, 300},
	} {
		page := toDraw{leaf: leaf{media: &box{0, 0, c.w, c.h}, unit: 1}, finest: c.finest, bilevel: c.bilevel}
		if got := page.resolution(); got != c.want {
			t.Errorf("%.0f×%.0f of %.0f dpi: drawn at %.0f, not %.0f", c.w, c.h, c.finest, got, c.want)
		}
	}
}

// TestADrawnPageIsPackedTheSmallerWay: printed dots resemble the row above less
// than tones do.
func TestADrawnPageIsPackedTheSmallerWay(t *testing.T) {
	const w, h = 400, 400
	r := raster{width: w, height: h, depth: 8, components: 1}
	dots, tones := make([]byte, w*h), make([]byte, w*h)
	for i := range dots {
		x, y := i%w, i/w
		dots[i] = byte((x*7+y*11)%5*50 + (x+y*3)%2*5)
		tones[i] = byte(x + x*x/31 + y/20)
	}
	if !crisp(dots, r) || crisp(tones, r) {
		t.Errorf("dots as they are: %v, tones: %v", crisp(dots, r), crisp(tones, r))
	}
}
