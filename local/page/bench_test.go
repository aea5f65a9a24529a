package page

import (
	"bytes"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// hundred is a hundred JPEG pages on disk, 41 MB in all.
func hundred(b *testing.B) []string {
	b.Helper()
	img := picture(1654, 2339)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		if r.IntN(3) == 0 {
			img.Pix[i] = byte(r.IntN(40)) + 215
		}
	}
	one := jpegOf(b, img, jfif(1, 200, 200))
	scan := bytes.Index(one, []byte{0xff, sos})
	one = append(one[:min(len(one)-2, max(scan+500, 410_000)):len(one)-2], 0, 0xff, eoi)
	dir, paths := b.TempDir(), []string{}
	for range 100 {
		p := filepath.Join(dir, string(rune('a'+len(paths)/26))+string(rune('a'+len(paths)%26))+".jpg")
		if err := os.WriteFile(p, one, 0o600); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}

func BenchmarkProbeHundredPages(b *testing.B) {
	paths := hundred(b)
	b.ResetTimer()
	for range b.N {
		var bytes int64
		for _, p := range paths {
			f, err := os.Open(p)
			if err != nil {
				b.Fatal(err)
			}
			stat, err := f.Stat()
			if err != nil {
				b.Fatal(err)
			}
			if _, err := Probe(f, stat.Size()); err != nil {
				b.Fatal(err)
			}
			bytes += stat.Size()
			f.Close()
		}
		b.SetBytes(bytes)
	}
}

// A4 at 300 dpi to 1,200 pixels, as the page view asks for.
func BenchmarkShrinkColour(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 2480, 3508), image.YCbCrSubsampleRatio420)
	for range b.N {
		Shrink(img, 1200)
	}
}

func BenchmarkShrinkGrey(b *testing.B) {
	img := image.NewGray(image.Rect(0, 0, 2480, 3508))
	for range b.N {
		Shrink(img, 1200)
	}
}

func BenchmarkUpright(b *testing.B) {
	img := image.NewRGBA(image.Rect(0, 0, 850, 1200))
	for range b.N {
		Upright(img, 6)
	}
}
