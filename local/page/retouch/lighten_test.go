package retouch

import (
	"image"
	"image/color"
	"runtime"
	"testing"

	"tram/local/office"
	"tram/local/page/pagetest"
)

// TestWhatFillsABlockIsNoPaper: a black bar and a photograph stay as dark as they are.
func TestWhatFillsABlockIsNoPaper(t *testing.T) {
	s := pagetest.NewSheet(t, 210, 297, 100, color.Gray{220}).Fill(30, 40, 60, 60, color.Gray{20}).Fill(110, 150, 60, 60, color.Gray{128})
	out := Apply(s.Grey(), office.Retouch{Lightened: true}, s.Rect.Size())
	for at, want := range map[[2]float64]int{{60, 70}: 20 * 255 / 220, {140, 180}: 128 * 255 / 220, {100, 30}: 255, {100, 270}: 255} {
		if got := int(out.At(s.Px(at[0]), s.Px(at[1])).(color.Gray).Y); got > want+6 || got+6 < want {
			t.Errorf("at %v it is %d, not %d", at, got, want)
		}
	}
}

// strokes are how much darker than the paper pale writing is, in levels.
var strokes = []float64{6, 9, 12, 16, 22, 30, 45}

// penciled is a page with such strokes, of 1 mm by 60 mm, as a scanner of that noise sees it.
func penciled(t *testing.T, paper, noise float64) (grey *image.Gray, lines []image.Rectangle) {
	s := pagetest.NewSheet(t, 210, 297, 150, color.White).Lines(30, 200, 150, 8, 12)
	for i, dark := range strokes {
		y := 30 + 15*float64(i)
		s.Fill(40, y, 60, 1, color.Gray{uint8(255 - dark)})
		lines = append(lines, image.Rect(s.Px(45), s.Px(y+0.4), s.Px(95), s.Px(y+0.7)))
	}
	seen := pagetest.Optics{Noise: noise, Paper: paper, Shade: 10, Seed: 4}
	return seen.Sense(pagetest.Laid(s.Grey(), 0, false, 255)), lines
}

// TestPaleStrokesKeepTheirGrey: what is some five times as far from the paper as its grain
// stays so far, and the paper becomes white.
func TestPaleStrokesKeepTheirGrey(t *testing.T) {
	for noise, kept := range map[float64]float64{0: 6, 1.2: 9, 2.5: 12, 4: 22} {
		grey, lines := penciled(t, 225, noise)
		var before []float64
		for _, in := range lines {
			before = append(before, meanOf(grey, image.Rect(in.Min.X, in.Min.Y-40, in.Max.X, in.Min.Y-20))-meanOf(grey, in))
		}
		out := Apply(grey, office.Retouch{Lightened: true}, grey.Rect.Size()).(*image.Gray)
		for i, in := range lines {
			left := 255 - meanOf(out, in)
			t.Logf("noise %.1f: %.0f levels darker than the paper before, %.1f after", noise, before[i], left)
			if strokes[i] >= kept && left < 0.85*before[i] {
				t.Errorf("noise %.1f: of a stroke %.0f levels darker than the paper %.1f are left", noise, before[i], left)
			}
		}
		if white := meanOf(out, image.Rect(700, 200, 1100, 1000)); white < 254 {
			t.Errorf("noise %.1f: the paper is %.1f", noise, white)
		}
	}
}

func meanOf(g *image.Gray, in image.Rectangle) (mean float64) {
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			mean += float64(g.GrayAt(x, y).Y)
		}
	}
	return mean / float64(in.Dx()*in.Dy())
}

// TestALargePageIsLaidOutTwiceAtMost: made light in its place, and straightened into one other.
func TestALargePageIsLaidOutTwiceAtMost(t *testing.T) {
	const side = 2000
	for kind, make := range map[string]func(image.Rectangle) (image.Image, int){
		"grey":   func(r image.Rectangle) (image.Image, int) { return image.NewGray(r), side * side },
		"colour": func(r image.Rectangle) (image.Image, int) { return opaque(r), 4 * side * side },
		"planes": func(r image.Rectangle) (image.Image, int) {
			return image.NewYCbCr(r, image.YCbCrSubsampleRatio420), side * side * 3 / 2
		},
		"whole planes": func(r image.Rectangle) (image.Image, int) {
			return image.NewYCbCr(r, image.YCbCrSubsampleRatio444), 3 * side * side
		},
	} {
		img, bytes := make(image.Rect(0, 0, side, side))
		const little = 4 << 20
		if taken := allocated(func() { img = Apply(img, office.Retouch{Lightened: true}, image.Pt(side, side)) }); taken > little {
			t.Errorf("%s: making it light takes %d bytes more than its own %d", kind, taken, bytes)
		}
		if taken := allocated(func() { Apply(img, office.Retouch{Straightened: 2, Lightened: true}, image.Pt(side, side)) }); taken > uint64(bytes)+little {
			t.Errorf("%s: both take %d bytes more than its own %d", kind, taken, bytes)
		}
	}
}

func opaque(r image.Rectangle) image.Image {
	img := image.NewNRGBA(r)
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return img
}

// allocated is how many bytes are taken while something is done.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestColoursTurnWithTheLines: however many pixels share a sample of colour.
func TestColoursTurnWithTheLines(t *testing.T) {
	s := pagetest.NewSheet(t, 80, 110, 150, color.White).Fill(20, 20, 8, 70, color.RGBA{200, 30, 40, 255}).Fill(45, 30, 25, 10, color.RGBA{20, 60, 200, 255})
	r := office.Retouch{Straightened: 6, Box: office.Box{X: 13, Y: -9, W: 400, H: 600}, Cropped: true}
	want := Apply(s.RGBA, r, s.Rect.Size())
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410} {
		p := image.NewYCbCr(s.Rect, ratio)
		for y := range s.Rect.Dy() {
			for x := range s.Rect.Dx() {
				c := s.RGBAAt(x, y)
				p.Y[p.YOffset(x, y)], p.Cb[p.COffset(x, y)], p.Cr[p.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
			}
		}
		got, wrong := Apply(p, r, s.Rect.Size()), 0
		for y := range 600 {
			for x := range 400 {
				if !near(got.At(x, y), want.At(x, y), 60) {
					wrong++
				}
			}
		}
		if wrong > 400*600/60 { // along the edges of what is coloured
			t.Errorf("%v: %d pixels of another colour", ratio, wrong)
		}
	}
}
