package scaled

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// page is a sheet with letters, a red seal and the noise of a scanner.
func page(w, h int, coloured bool) image.Image {
	r := rand.New(rand.NewPCG(1, 2))
	grey, sheet := image.NewGray(image.Rect(0, 0, w, h)), image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := uint8(225 + r.IntN(12))
			if y/20%3 == 0 && (x*7+y/20*13)%23 < 9 && x%150 > 20 {
				v = uint8(30 + r.IntN(20))
			}
			c := color.RGBA{v, v, v - 10, 255}
			if d := math.Hypot(float64(x-w/2), float64(y-h/2)); d > 100 && d < 110 {
				c = color.RGBA{200, 30, 40, 255}
			}
			grey.SetGray(x, y, color.Gray{v})
			sheet.SetRGBA(x, y, c)
		}
	}
	if coloured {
		return sheet
	}
	return grey
}

func coded(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// means are the area means of a picture, three channels.
func means(img image.Image, by int) (sums [][3]float64) {
	at := img.Bounds()
	for y := at.Min.Y; y+by <= at.Max.Y; y += by {
		for x := at.Min.X; x+by <= at.Max.X; x += by {
			var sum [3]float64
			for i := range by * by {
				r, g, b, _ := img.At(x+i%by, y+i/by).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+float64(r>>8), sum[1]+float64(g>>8), sum[2]+float64(b>>8)
			}
			for c := range sum {
				sum[c] /= float64(by * by)
			}
			sums = append(sums, sum)
		}
	}
	return sums
}

// apart is the root of the mean square between what was unpacked and the means of
// the whole.
func apart(t *testing.T, whole, small image.Image, by int) float64 {
	t.Helper()
	want, sum, n := means(whole, by), 0.0, 0
	across := whole.Bounds().Dx() / by
	for i, w := range want {
		r, g, b, _ := small.At(i%across, i/across).RGBA()
		for c, v := range [3]uint32{r, g, b} {
			sum, n = sum+math.Pow(float64(v>>8)-w[c], 2), n+1
		}
	}
	return math.Sqrt(sum / float64(n))
}

// TestASmallPictureIsWhatLibjpegMakes: the pictures beside each file are what
// djpeg -nosmooth -scale makes of it. It means over neighbours where here the high
// cosines are left out: of a noise as coarse as this, three grey levels.
func TestASmallPictureIsWhatLibjpegMakes(t *testing.T) {
	for _, name := range []string{"restarts", "444", "422", "440"} {
		for _, by := range []int{2, 4, 8} {
			small, err := Decode(read(t, name+".jpg"), by)
			if err != nil {
				t.Errorf("%s, 1/%d: %v", name, by, err)
				continue
			}
			want, err := png.Decode(bytes.NewReader(read(t, fmt.Sprintf("%s-%d.png", name, by))))
			if err != nil || small.Bounds() != want.Bounds() {
				t.Fatalf("%s, 1/%d: %v, not %v: %v", name, by, small.Bounds(), want.Bounds(), err)
			}
			if d := apart(t, want, small, 1); d > 3.5 {
				t.Errorf("%s, 1/%d: %.2f grey levels apart", name, by, d)
			}
		}
	}
}

func TestASmallPictureIsAsBrightAsTheWhole(t *testing.T) {
	for name, data := range map[string][]byte{
		"colour": coded(t, page(803, 611, true), 80), "grey": coded(t, page(803, 611, false), 80),
		"coarse": coded(t, page(803, 611, true), 20), "tiny": coded(t, page(5, 3, true), 90), "fine": coded(t, page(64, 64, true), 100),
	} {
		whole, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []int{2, 4, 8} {
			small, err := Decode(data, by)
			if err != nil {
				t.Errorf("%s, 1/%d: %v", name, by, err)
				continue
			}
			size := whole.Bounds().Size()
			if want := image.Pt(upwards(size.X, by), upwards(size.Y, by)); small.Bounds().Size() != want {
				t.Errorf("%s, 1/%d: %v, not %v", name, by, small.Bounds(), want)
			}
			if d := apart(t, whole, small, by); by == 8 && d > 1.5 { // an eighth is the mean, what is finer keeps edges
				t.Errorf("%s, 1/%d: %.1f grey levels from the mean", name, by, d)
			}
		}
	}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWhatIsCodedOtherwiseIsLeftToOthers(t *testing.T) {
	good := coded(t, page(40, 40, true), 80)
	for name, data := range map[string][]byte{
		"progressive": read(t, "progressive.jpg"), "RGB": read(t, "rgb.jpg"), "CMYK": read(t, "cmyk.jpg"), "a picture in parts": read(t, "scans.jpg"), "no JPEG": []byte("%PDF-1.7"), "nothing": nil,
	} {
		if _, err := Decode(data, 2); !errors.Is(err, ErrNotThis) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Decode(good, 3); !errors.Is(err, ErrNotThis) {
		t.Errorf("a third: %v", err)
	}
}

func TestWhatIsCutOffIsToldAsBroken(t *testing.T) {
	good := coded(t, page(120, 90, true), 80)
	for end := range len(good) - 2 {
		if _, err := Decode(good[:end], 2); err == nil {
			t.Fatalf("%d of %d bytes gave a picture", end, len(good))
		}
	}
	short := bytes.Clone(good[:len(good)-40])
	if _, err := Decode(append(short, 0xff, 0xd9), 2); err == nil {
		t.Error("a picture that ends too early was shown")
	}
}

func FuzzNoFileBreaksTheDecoder(f *testing.F) {
	for _, name := range []string{"restarts.jpg", "444.jpg", "422.jpg", "440.jpg", "progressive.jpg", "rgb.jpg", "cmyk.jpg", "scans.jpg"} {
		f.Add(read(f, name), 2)
	}
	f.Add(coded(f, page(30, 20, false), 50), 8)
	f.Fuzz(func(t *testing.T, data []byte, by int) {
		small, err := Decode(data, by)
		if err != nil {
			return
		}
		whole, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err == nil && small.Bounds().Size() != image.Pt(upwards(whole.Width, by), upwards(whole.Height, by)) {
			t.Fatalf("%v of %d×%d", small.Bounds(), whole.Width, whole.Height)
		}
	})
}

// BenchmarkPage is an A4 page in colours at 300 dpi.
func BenchmarkPage(b *testing.B) {
	data := coded(b, page(2480, 3508, true), 75)
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, by := range []int{2, 4, 8} {
		b.Run(string(rune('0'+by)), func(b *testing.B) {
			for b.Loop() {
				if _, err := Decode(data, by); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
