package page

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// drawnCode is the code of a text as it lies on white paper: its middle, its
// angle and the side of a module in pixels.
func drawnCode(t testing.TB, on *image.Gray, text string, x, y, degrees, module float64) {
	t.Helper()
	code, err := encoder.Encoder_encode(text, decoder.ErrorCorrectionLevel_M, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := code.GetMatrix()
	side := float64(m.GetWidth())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	reach := int(side*module*0.75) + 1
	const fine = 4 // points of a pixel, each way
	for py := int(y) - reach; py <= int(y)+reach; py++ {
		for px := int(x) - reach; px <= int(x)+reach; px++ {
			dark := 0
			for i := range fine * fine {
				dx := float64(px) + (float64(i%fine)+0.5)/fine - 0.5 - x
				dy := float64(py) + (float64(i/fine)+0.5)/fine - 0.5 - y
				mx, my := (cos*dx+sin*dy)/module+side/2, (-sin*dx+cos*dy)/module+side/2
				if mx >= 0 && my >= 0 && mx < side && my < side && m.Get(int(mx), int(my)) == 1 {
					dark++
				}
			}
			if dark > 0 {
				on.SetGray(px, py, color.Gray{Y: uint8(255 - 255*dark/fine/fine)})
			}
		}
	}
}

func whitePage(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	return img
}

func found(t testing.TB, img image.Image) []string {
	t.Helper()
	texts, err := FindCodes(context.Background(), img)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestACodeIsReadAtEveryAngleAndSize(t *testing.T) {
	const side = 900
	for _, length := range []int{5, 30, 60, 120, 300} {
		text := strings.Repeat("Mẫu Sơn 7K4M;", length/10+1)[:length]
		text = strings.ToValidUTF8(text, "")
		for _, module := range []float64{2.5, 4, 9} {
			for degrees := 0.0; degrees < 360; degrees += 37.5 {
				img := whitePage(side, side)
				drawnCode(t, img, text, side/2+0.3, side/2-0.4, degrees, module)
				if got := found(t, img); !slices.Equal(got, []string{text}) {
					t.Errorf("%d bytes, modules of %g pixels, %g°: read %q", length, module, degrees, got)
				}
			}
		}
	}
}

func TestEveryCodeOfAPageIsReadFromTopToBottom(t *testing.T) {
	img := whitePage(1654, 2339)
	var want []string
	for i, c := range []struct{ x, y, degrees, module float64 }{
		{1400, 250, 5, 3}, {300, 500, 45, 6}, {900, 1000, 200, 14}, {1450, 1500, 90, 2.6}, {250, 2100, 11, 4},
	} {
		text := fmt.Sprintf("văn bản thứ %d của trang này", i+1)
		drawnCode(t, img, text, c.x, c.y, c.degrees, c.module)
		want = append(want, text)
	}
	if got := found(t, img); !slices.Equal(got, want) {
		t.Errorf("read %q", got)
	}
}

// TestACodeIsReadInAnyKindOfPicture: as scanners and telephones give them.
func TestACodeIsReadInAnyKindOfPicture(t *testing.T) {
	grey := whitePage(300, 300)
	drawnCode(t, grey, "Mẫu Sơn", 150, 150, 30, 4)
	kinds := []draw.Image{
		image.NewRGBA(grey.Rect), image.NewNRGBA(grey.Rect), image.NewGray16(grey.Rect),
		image.NewPaletted(grey.Rect, color.Palette{color.White, color.Black}), image.NewGray(grey.Rect.Add(image.Pt(-40, 77))),
	}
	for _, img := range kinds {
		draw.Draw(img, img.Bounds(), grey, image.Point{}, draw.Src)
		if got := found(t, img); !slices.Equal(got, []string{"Mẫu Sơn"}) {
			t.Errorf("%T: read %q", img, got)
		}
	}
}

// TestAMirroredCodeIsReadToo, as a telephone shows a page to its owner.
func TestAMirroredCodeIsReadToo(t *testing.T) {
	img := whitePage(300, 300)
	drawnCode(t, img, "Mẫu Sơn", 150, 150, 30, 4)
	if got := found(t, Upright(img, 2)); !slices.Equal(got, []string{"Mẫu Sơn"}) {
		t.Errorf("read %q", got)
	}
}

// TestTheCodeOfAnotherProgramIsRead in each of its versions.
func TestTheCodeOfAnotherProgramIsRead(t *testing.T) {
	if _, err := exec.LookPath("qrencode"); err != nil {
		t.Fatal("qrencode is missing: install the package qrencode")
	}
	path := filepath.Join(t.TempDir(), "code.png")
	for version := 1; version <= 40; version += 3 {
		text := strings.Repeat("7K4M-Q2XN-9RT2 ", version)
		cmd := exec.CommandContext(t.Context(), "qrencode", "-v", fmt.Sprint(version), "-l", "L", "-s", "3", "-o", path, text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("qrencode: %v\n%s", err, out)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		img, err := Decode(t.Context(), f, info.Size(), 0)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := found(t, img); !slices.Equal(got, []string{text}) {
			t.Errorf("version %d: read %q", version, got)
		}
	}
}

func TestAPageWithoutACodeHasNone(t *testing.T) {
	noise := whitePage(600, 800)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(r.Uint32())
	}
	lattice := whitePage(500, 500)
	for i := range lattice.Pix {
		if (i/3+i/1500)%2 == 0 {
			lattice.Pix[i] = 0
		}
	}
	for name, img := range map[string]image.Image{
		"white": whitePage(400, 300), "black": image.NewGray(image.Rect(0, 0, 300, 400)), "noise": noise, "a lattice": lattice,
		"one pixel": whitePage(1, 1), "a line": whitePage(3000, 1), "a column": whitePage(1, 3000),
	} {
		if got := found(t, img); len(got) != 0 {
			t.Errorf("%s: read %q", name, got)
		}
	}
}

func TestFindingCodesEndsWhenNobodyWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	img := whitePage(400, 400)
	drawnCode(t, img, "Mẫu Sơn", 200, 200, 0, 5)
	if got, err := FindCodes(ctx, img); !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

// boundless is a picture that says that it is larger than a page may be.
type boundless struct{ image.Image }

func (boundless) Bounds() image.Rectangle { return image.Rect(0, 0, MaxSide+1, 10) }

func TestAPictureBeyondTheLimitsIsNotSearched(t *testing.T) {
	if _, err := FindCodes(t.Context(), boundless{image.Black}); !errors.Is(err, TooManyPixels) {
		t.Errorf("got %v", err)
	}
	if _, err := FindCodes(t.Context(), image.NewGray(image.Rectangle{})); !errors.Is(err, Damaged) {
		t.Errorf("nothing: got %v", err)
	}
}

// FuzzFindCodes looks for codes in anything. What is read is text.
func FuzzFindCodes(f *testing.F) {
	img := whitePage(96, 96)
	drawnCode(f, img, "Mẫu", 48, 48, 0, 3)
	f.Add(96, img.Pix)
	img = whitePage(128, 128)
	drawnCode(f, img, "7K4M-Q2XN-9RT2", 64, 64, 20, 3)
	f.Add(128, img.Pix)
	f.Fuzz(func(t *testing.T, width int, pix []byte) {
		if width < 1 || width > len(pix) || len(pix) > 1<<18 {
			return
		}
		img := &image.Gray{Pix: pix, Stride: width, Rect: image.Rect(0, 0, width, len(pix)/width)}
		for _, text := range found(t, img) {
			if text == "" || !utf8.ValidString(text) {
				t.Errorf("read %q", text)
			}
		}
	})
}
