package page

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"pgregory.net/rapid"

	"tram/local/office"
)

func TestUprightPutsTheTopLeftWhereThePageBegins(t *testing.T) {
	const w, h = 5, 3
	// For each orientation: where the page's top left, and its top right, lie
	// in the capture (EXIF 2.32, tag 274).
	for orientation, c := range map[int][2]image.Point{
		1: {{0, 0}, {w - 1, 0}}, 2: {{w - 1, 0}, {0, 0}}, 3: {{w - 1, h - 1}, {0, h - 1}}, 4: {{0, h - 1}, {w - 1, h - 1}},
		5: {{0, 0}, {0, h - 1}}, 6: {{0, h - 1}, {0, 0}}, 7: {{w - 1, h - 1}, {w - 1, 0}}, 8: {{w - 1, 0}, {w - 1, h - 1}},
	} {
		grey, colour := image.NewGray(image.Rect(0, 0, w, h)), image.NewNRGBA(image.Rect(0, 0, w, h))
		for _, img := range []draw.Image{grey, colour} {
			draw.Draw(img, img.Bounds(), image.Black, image.Point{}, draw.Src)
			img.Set(c[0].X, c[0].Y, color.Gray{100})
			img.Set(c[1].X, c[1].Y, color.Gray{200})
			up := Upright(img, orientation)
			b := up.Bounds()
			left, right := color.GrayModel.Convert(up.At(0, 0)).(color.Gray).Y, color.GrayModel.Convert(up.At(b.Dx()-1, 0)).(color.Gray).Y
			if left != 100 || right != 200 {
				t.Errorf("orientation %d of %T: corners %d and %d", orientation, img, left, right)
			}
			if wide := b.Dx() == w; wide != (orientation < 5) {
				t.Errorf("orientation %d: %v", orientation, b)
			}
		}
	}
}

func TestTurningAPageAgreesWithTurningItsImage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		img := image.NewGray(image.Rect(0, 0, rapid.IntRange(1, 9).Draw(t, "w"), rapid.IntRange(1, 9).Draw(t, "h")))
		for i := range img.Pix {
			img.Pix[i] = rapid.Byte().Draw(t, "ink")
		}
		p := office.Page{Orientation: rapid.IntRange(1, 8).Draw(t, "orientation"), Turn: rapid.IntRange(0, 3).Draw(t, "turn")}
		want := Upright(img, p.Orientation)
		for range p.Turn {
			want = Upright(want, 6)
		}
		if !same(Upright(img, p.Upright()), want) {
			t.Fatalf("orientation %d turned %d", p.Orientation, p.Turn)
		}
	})
}

func TestShrinkKeepsTheMeanOfEachArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h")
		img := image.NewGray(image.Rect(0, 0, w, h))
		for i := range img.Pix {
			img.Pix[i] = rapid.Byte().Draw(t, "ink")
		}
		side := rapid.IntRange(1, 60).Draw(t, "side")
		small := Shrink(img, side)
		b := small.Bounds()
		if max(b.Dx(), b.Dy()) > max(side, 1) {
			t.Fatalf("%v from %d×%d to %d", b, w, h, side)
		}
		for y := range b.Dy() {
			for x := range b.Dx() {
				if got, want := float64(small.(*image.Gray).GrayAt(x, y).Y), areaMean(img, x, y, b.Dx(), b.Dy()); got < want-0.51 || got > want+0.51 {
					t.Fatalf("pixel %d,%d is %v, the mean is %v", x, y, got, want)
				}
			}
		}
	})
}

// areaMean sums, in the slow way, what a pixel of a smaller image covers.
func areaMean(img *image.Gray, x, y, toW, toH int) float64 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	overlap := func(i, from, to, n int) float64 { return float64(max(0, min((i+1)*n, to)-max(i*n, from))) }
	sum := 0.0
	for sy := range h {
		for sx := range w {
			sum += overlap(sx, x*w, (x+1)*w, toW) * overlap(sy, y*h, (y+1)*h, toH) * float64(img.GrayAt(sx, sy).Y)
		}
	}
	return sum / float64(w*h)
}

func TestShrinkLooksTheSameForEveryKindOfImage(t *testing.T) {
	src := picture(90, 70)
	for y := range 70 {
		for x := range 90 {
			src.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y * 2), 90, 255})
		}
	}
	want := Shrink(src, 30)
	nrgba, paletted := image.NewNRGBA(src.Rect), image.NewPaletted(src.Rect, color.Palette{color.RGBA{45, 70, 90, 255}})
	draw.Draw(nrgba, src.Rect, src, image.Point{}, draw.Src)
	ycc := image.NewYCbCr(src.Rect, image.YCbCrSubsampleRatio420)
	for y := range 70 {
		for x := range 90 {
			c := src.RGBAAt(x, y)
			yy, cb, cr := color.RGBToYCbCr(c.R, c.G, c.B)
			ycc.Y[ycc.YOffset(x, y)], ycc.Cb[ycc.COffset(x, y)], ycc.Cr[ycc.COffset(x, y)] = yy, cb, cr
		}
	}
	for _, img := range []image.Image{nrgba, ycc, paletted} {
		got := Shrink(img, 30)
		if got.Bounds() != want.Bounds() {
			t.Fatalf("%T: %v", img, got.Bounds())
		}
		if _, flat := img.(*image.Paletted); flat {
			continue
		}
		for y := range got.Bounds().Dy() {
			for x := range got.Bounds().Dx() {
				a, b := got.At(x, y).(color.RGBA), want.At(x, y).(color.RGBA)
				if d := max(int(a.R)-int(b.R), int(b.R)-int(a.R), int(a.G)-int(b.G), int(b.G)-int(a.G)); d > 8 {
					t.Fatalf("%T at %d,%d: %v, want %v", img, x, y, a, b)
				}
			}
		}
	}
}

func TestGlassShowsWhitePaper(t *testing.T) {
	small := Shrink(image.NewNRGBA(image.Rect(0, 0, 40, 40)), 10)
	if c := small.At(3, 3); c != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("a clear pixel became %v", c)
	}
}
