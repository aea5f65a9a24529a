package page

import (
	"image"
	"image/color"
	"testing"
)

func TestBlankForgivesWhatNobodyWrote(t *testing.T) {
	dark := color.RGBA{35, 35, 35, 255}
	for name, s := range map[string]*sheet{
		"new paper":         newSheet(210, 297, 75, white),
		"noise":             newSheet(148, 210, 150, white).noisy(6),
		"tint and shade":    newSheet(148, 210, 150, cream).shaded(50).noisy(3),
		"a hole":            newSheet(148, 210, 150, white).disc(11, 105, 6, dark),
		"two holes, shaded": newSheet(148, 210, 150, white).disc(12, 65, 6, dark).disc(12, 145, 6, dark).shaded(30),
		"a black edge":      newSheet(210, 297, 100, white).write(205, 0, 5, 297, dark, 1),
		"a black frame": newSheet(210, 297, 100, white).write(0, 0, 3, 297, dark, 1).write(207, 0, 3, 297, dark, 1).
			write(0, 0, 210, 4, dark, 1).write(0, 294, 210, 3, dark, 1),
		"a soft shadow": newSheet(210, 297, 100, white).write(0, 0, 8, 297, pencil, 0.3).write(0, 0, 5, 297, pencil, 0.5),
		"dust":          newSheet(210, 297, 150, white).noisy(3).write(60, 90, 0.3, 0.3, black, 1).write(150, 200, 0.5, 0.3, black, 1),
		"shows through": newSheet(148, 210, 150, white).noisy(2).write(40, 60, 60, 0.6, pencil, 0.06),
	} {
		for kind, img := range map[string]image.Image{"raw": s.RGBA, "jpeg": s.scanned(t, 75)} {
			if !Blank(img, s.dpi) {
				t.Errorf("%s, %s: taken for a written page", name, kind)
			}
		}
	}
}

func TestOneThingWrittenIsNotBlank(t *testing.T) {
	paper := func() *sheet { return newSheet(148, 210, 150, cream).shaded(25).noisy(3) }
	for name, s := range map[string]*sheet{
		"a page number":       paper().write(74, 13, 0.5, 3, black, 1),
		"a line of text":      paper().letters(30, 100, 30, black),
		"a line in the foot":  paper().letters(20, 197, 20, black),
		"a line at the rim":   paper().letters(20, 205, 20, black),
		"a word at the top":   paper().letters(60, 3, 5, black),
		"a column at the rim": column(paper(), 3),
		"words beside a lid":  paper().write(0, 0, 3, 210, color.RGBA{35, 35, 35, 255}, 1).write(5, 60, 0.5, 3, black, 1).write(6.2, 60, 0.5, 3, black, 1),
		"a seal over the rim": paper().disc(148, 100, 30, color.RGBA{214, 60, 60, 255}),
		"a small red seal":    paper().disc(12, 65, 9, color.RGBA{200, 40, 40, 255}),
		"a faint line":        paper().write(30, 100, 90, 0.35, pencil, 0.5),
		"a faint stamp":       paper().write(80, 150, 30, 12, pencil, 0.25),
		"a pale round seal":   paper().disc(100, 150, 35, color.RGBA{218, 186, 172, 255}),
		"a row of dots":       dots(paper()),
		"a solid black round": paper().disc(74, 105, 6, black),
		"a black page":        paper().write(0, 0, 148, 210, black, 1),
	} {
		for kind, img := range map[string]image.Image{"raw": s.RGBA, "jpeg": s.scanned(t, 75)} {
			if Blank(img, s.dpi) {
				t.Errorf("%s, %s: taken for a blank page", name, kind)
			}
		}
	}
}

// column writes figures one below the other.
func column(s *sheet, x float64) *sheet {
	for i := range 12 {
		s.write(x, 30+6*float64(i), 0.5, 2.5, black, 1).write(x+1, 30+6*float64(i), 1, 0.5, black, 1)
	}
	return s
}

// A page may have as many specks as dust has, each too far from the next to be of one thing.
func TestMoreSpecksThanDustAreAPattern(t *testing.T) {
	for specks, blank := range map[int]bool{25: true, 26: false} {
		s := newSheet(210, 297, 150, white)
		for i := range specks {
			s.write(30+30*float64(i%6), 30+40*float64(i/6), 0.5, 0.5, black, 1)
		}
		if got := Blank(s.RGBA, s.dpi); got != blank {
			t.Errorf("%d specks: blank %t", specks, got)
		}
	}
}

func dots(s *sheet) *sheet {
	for i := range 30 {
		s.write(30+1.8*float64(i), 100, 0.4, 0.4, black, 1)
	}
	return s
}

func TestBlankTakesAnySize(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {2, 4000}, {30, 30}} {
		img := image.NewGray(image.Rectangle{Max: size})
		for i := range img.Pix {
			img.Pix[i] = 250
		}
		if !Blank(img, 0) {
			t.Errorf("a white page of %v pixels is taken for a written one", size)
		}
	}
}

func BenchmarkBlankA4At300(b *testing.B) {
	img := newSheet(210, 297, 300, cream).noisy(3).scanned(b, 80)
	for b.Loop() {
		Blank(img, 300)
	}
}
