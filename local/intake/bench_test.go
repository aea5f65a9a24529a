package intake

import (
	"bytes"
	"fmt"
	"image"
	"math/rand/v2"
	"testing"
)

// hundred is a hundred JPEG pages of A4 at 200 dpi, 40 MB in all: one scan
// with grain, made different by a few bytes behind its end.
func hundred(b *testing.B) (paths []string) {
	b.Helper()
	img := image.NewGray(image.Rect(0, 0, 1654, 2339))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = 225 + byte(r.IntN(28))
	}
	one, dir := jpegOf(b, img, 200), b.TempDir()
	for i := range 100 {
		paths = append(paths, put(b, dir, fmt.Sprintf("%03d.jpg", i), append(bytes.Clone(one), byte(i))))
	}
	b.SetBytes(int64(len(one)+1) * 100)
	return paths
}

func BenchmarkGatherHundredPages(b *testing.B) {
	paths := hundred(b)
	for b.Loop() {
		if _, err := Gather(ctx, paths, GatherParams{Clock: newClock()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTakeHundredPages(b *testing.B) {
	paths, s := hundred(b), newSealer(b)
	for b.Loop() {
		b.StopTimer()
		tray := openTray(b, openIntake(b, b.TempDir(), s))
		b.StartTimer()
		if taken, err := tray.Take(ctx, -1, paths, "", nil); err != nil || len(taken.Pages) != 100 {
			b.Fatal(err)
		}
		b.StopTimer()
		tray.Close()
		b.StartTimer()
	}
}

// thumbnailed is a file of A4 in colour at 300 dpi.
func thumbnailed(b *testing.B) (path string) {
	b.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 2480, 3508))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = 225 + byte(r.IntN(28))
	}
	for y := 300; y < 3200; y += 60 {
		for x := 300; x < 2200; x++ {
			if x/9%3 > 0 {
				for d := range 24 {
					copy(img.Pix[img.PixOffset(x, y+d):], []byte{20, 20, 40})
				}
			}
		}
	}
	return put(b, b.TempDir(), "quét.jpg", jpegOf(b, img, 300))
}

// BenchmarkThumbnail is from a file on disk to its small picture.
func BenchmarkThumbnail(b *testing.B) {
	tray, path := openTray(b, openIntake(b, b.TempDir(), newSealer(b))), thumbnailed(b)
	for b.Loop() {
		p := take(b, tray, -1, path)[0]
		tray.pictures.forget()
		if _, err := tray.Picture(ctx, p.ID, 184); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	tray := newTray(b)
	p := take(b, tray, -1, hundred(b)[0])[0]
	b.SetBytes(0)
	for b.Loop() {
		tray.pictures.forget()
		if _, err := tray.Picture(ctx, p.ID, 1200); err != nil {
			b.Fatal(err)
		}
	}
}
