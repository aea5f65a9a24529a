package look

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"strings"
	"testing"

	"tram/local/office"
)

// bordered puts blank space around an image.
func bordered(img *image.NRGBA, by int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx()+3*by, img.Rect.Dy()+2*by))
	draw.Draw(out, img.Rect.Add(image.Pt(by, by)), img, img.Rect.Min, draw.Src)
	return out
}

// tinted gives every stroke another colour.
func tinted(img *image.NRGBA, c color.NRGBA) *image.NRGBA {
	for i := 0; i < len(img.Pix); i += 4 {
		img.Pix[i], img.Pix[i+1], img.Pix[i+2] = c.R, c.G, c.B
	}
	return img
}

// onWhite is an image as a scanner brings it.
func onWhite(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Over)
	return out
}

func jpegOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheBlankBorderOfAnImageIsLeftOut(t *testing.T) {
	bare := picture(t, Person)
	p, err := ReadImage(ctx, pngOf(t, bordered(signature(), 70), 0), Person)
	if err != nil {
		t.Fatal(err)
	}
	if p.Image.Rect.Size() != bare.Image.Rect.Size() || !bytes.Equal(p.Image.Pix, bare.Image.Pix) || p.W != SignatureWidthMM {
		t.Errorf("%v, %g mm", p.Image.Rect, p.W)
	}
}

func TestAnImageHasTheSizeThatItsFileTells(t *testing.T) {
	seal := float64(picture(t, Seal).Image.Rect.Dx())
	for name, c := range map[string]struct {
		of     Layout
		dpi    float64
		wantMM float64
		noted  bool
	}{
		"a seal at 300 dpi":                {Seal, 300, seal / 300 * 25.4, false},
		"a seal without":                   {Seal, 0, SealWidthMM, true},
		"a seal by software":               {Seal, 72, SealWidthMM, true},
		"a seal as wide as a hand":         {Seal, 100, SealWidthMM, true},
		"a seal as small as a fingernail":  {Seal, 1200, SealWidthMM, true},
		"a signature without":              {Person, 0, SignatureWidthMM, false},
		"a signature as wide as the sheet": {Person, 80, SignatureWidthMM, false},
		"a signature at 200 dpi":           {Person, 200, float64(picture(t, Person).Image.Rect.Dx()) / 200 * 25.4, false},
	} {
		img := signature()
		if c.of == Seal {
			img = stamp()
		}
		p, err := ReadImage(ctx, pngOf(t, bordered(img, 20), c.dpi), c.of)
		if err != nil || !near(p.W, c.wantMM, 0.05) || (len(p.Notes) > 0) != c.noted {
			t.Errorf("%s: %.2f mm, %q, %v", name, p.W, p.Notes, err)
		}
	}
}

func TestAClerkMayTellTheWidth(t *testing.T) {
	p := picture(t, Person)
	wider, err := p.Sized(60)
	if err != nil || wider.W != 60 || !near(wider.W/wider.H, p.W/p.H, 1e-9) {
		t.Errorf("%g × %g: %v", wider.W, wider.H, err)
	}
	for _, mm := range []float64{0, -3, 9.9, 101, math.NaN()} {
		if same, err := p.Sized(mm); !errors.Is(err, BadWidth) || same.W != p.W {
			t.Errorf("%g mm: %v", mm, err)
		}
	}
}

func TestAnotherColourThanTheDecreesIsNoted(t *testing.T) {
	for name, c := range map[string]struct {
		of   Layout
		in   color.NRGBA
		note string
	}{
		"a red seal":        {Seal, red, ""},
		"a pale seal":       {Seal, color.NRGBA{R: 240, G: 120, B: 130}, ""},
		"a black seal":      {Seal, color.NRGBA{}, "màu đỏ"},
		"a blue seal":       {Seal, blue, "màu đỏ"},
		"a blue signature":  {Person, blue, ""},
		"of dark blue ink":  {Person, color.NRGBA{R: 25, G: 30, B: 70}, ""},
		"a black signature": {Person, color.NRGBA{R: 20, G: 20, B: 22}, "màu xanh"},
		"a red signature":   {Person, red, "màu xanh"},
	} {
		p, err := ReadImage(ctx, pngOf(t, tinted(stamp(), c.in), 300), c.of)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if noted := strings.Join(p.Notes, " "); (noted != "") != (c.note != "") || !strings.Contains(noted, c.note) {
			t.Errorf("%s: %q", name, noted)
		}
	}
}

func TestAnImageThatWouldHideThePageIsRefused(t *testing.T) {
	whiteInside := stamp()
	for y := range 360 {
		for x := range 360 {
			if dx, dy := x-180, y-180; dx*dx+dy*dy < 170*170 && whiteInside.NRGBAAt(x, y).A == 0 {
				whiteInside.SetNRGBA(x, y, color.NRGBA{R: 255, G: 255, B: 255, A: 255})
			}
		}
	}
	for name, img := range map[string]image.Image{
		"a scan":                       onWhite(signature()),
		"a scan in a transparent edge": bordered(onWhite(signature()), 200),
		"a seal that is white inside":  whiteInside,
		"grey":                         image.NewGray(image.Rect(0, 0, 90, 40)),
		"one colour all over":          tinted(onWhite(signature()), red),
	} {
		if _, err := ReadImage(ctx, pngOf(t, img, 300), Seal); !errors.Is(err, NotTransparent) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestABadImageGetsASentence(t *testing.T) {
	good := pngOf(t, signature(), 300)
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	deep := image.NewNRGBA64(image.Rect(0, 0, 50, 50))
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":         {nil, PictureBroken},
		"a JPEG":          {jpegOf(t, onWhite(signature())), NotPNG},
		"a text":          {[]byte("chữ ký của tôi"), NotPNG},
		"a PDF":           {[]byte("%PDF-1.7\n"), NotPNG},
		"cut short":       {good[:len(good)/2], PictureBroken},
		"one bit flipped": {flipped, PictureBroken},
		"16 bits":         {pngOf(t, deep, 0), DeepColours},
		"too many bytes":  {append(bytes.Clone(good), make([]byte, mostPictureBytes)...), PictureTooLarge},
		"too many pixels": {pngOf(t, image.NewPaletted(image.Rect(0, 0, 5000, 4000), color.Palette{color.NRGBA{}, red}), 0), TooManyPixels},
		"a wall of them":  {pngOf(t, image.NewPaletted(image.Rect(0, 0, 30_100, 10), color.Palette{color.NRGBA{}, red}), 0), TooManyPixels},
		"blank":           {pngOf(t, image.NewNRGBA(image.Rect(0, 0, 50, 50)), 0), BlankPicture},
	} {
		p, err := ReadImage(ctx, c.file, Person)
		if !errors.Is(err, c.want) || p.Image != nil {
			t.Errorf("%s: %v", name, err)
		}
		if told, is := office.FailureIn(err); !is || strings.Contains(told.Said+told.Next, "%!") || strings.Contains(told.Next, "quét lại trang") {
			t.Errorf("%s: %q %q", name, told.Said, told.Next)
		}
	}
}

func TestALargeImageKeepsNoMorePixelsThanPaperShows(t *testing.T) {
	img := image.NewPaletted(image.Rect(0, 0, 4000, 4000), color.Palette{color.NRGBA{}, blue})
	for i := range 4000 {
		for w := range 40 {
			img.SetColorIndex(i, min(3999, i/2+w), 1)
		}
	}
	p, err := ReadImage(ctx, pngOf(t, img, 0), Person)
	if err != nil {
		t.Fatal(err)
	}
	if size := p.Image.Rect.Size(); max(size.X, size.Y) > mostSide || size.X < mostSide/2 || len(p.Notes) > 0 || !near(p.W/p.H, 4000.0/2039, 0.01) {
		t.Errorf("%v, %.1f × %.1f mm, %q", size, p.W, p.H, p.Notes)
	}
}

func FuzzReadImage(f *testing.F) {
	for _, img := range []image.Image{signature(), stamp(), image.NewGray(image.Rect(0, 0, 3, 3)), image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.NRGBA{}, red})} {
		f.Add(pngOf(f, img, 300), true)
		f.Add(pngOf(f, img, 0)[:60], false)
	}
	f.Fuzz(func(t *testing.T, b []byte, seal bool) {
		of := Person
		if seal {
			of = Seal
		}
		p, err := ReadImage(ctx, b, of)
		if err != nil {
			if _, told := office.FailureIn(err); !told {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		if size := p.Image.Rect.Size(); size.X < 1 || size.Y < 1 || size.X > mostSide || size.Y > mostSide || !(p.W > 0 && p.H > 0) {
			t.Fatalf("%v, %g × %g mm", size, p.W, p.H)
		}
	})
}

func BenchmarkReadImage(b *testing.B) {
	file := pngOf(b, stamp(), 300)
	for b.Loop() {
		if _, err := ReadImage(ctx, file, Seal); err != nil {
			b.Fatal(err)
		}
	}
}
