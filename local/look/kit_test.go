package look

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"
)

var (
	ctx  = context.Background()
	red  = color.NRGBA{R: 200, G: 20, B: 30, A: 255}
	blue = color.NRGBA{R: 30, G: 50, B: 160, A: 255}
)

// signature is a scrawl in blue, of 450 by 200 pixels.
func signature() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 450, 200))
	for i := range 4000 {
		t := float64(i) / 4000
		x := 15 + 420*t - 40*math.Sin(14*t)
		y := 100 + 80*math.Sin(22*t)*(1-0.7*t) - 15*math.Cos(5*t)
		spot(img, x, y, 3, blue)
	}
	return img
}

// stamp is a round seal in red, of 360 pixels: two rings, signs between them,
// and a star.
func stamp() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 360, 360))
	for i := range 3600 {
		a := float64(i) / 3600 * 2 * math.Pi
		for _, ring := range [][2]float64{{176, 4}, {120, 2}} {
			spot(img, 180+ring[0]*math.Cos(a), 180+ring[0]*math.Sin(a), ring[1], red)
		}
		if i%150 < 60 {
			for r := 132.0; r < 160; r += 2 {
				spot(img, 180+r*math.Cos(a), 180+r*math.Sin(a), 1, red)
			}
		}
		reach := 30 + 32*math.Abs(math.Mod(float64(i)/3600*5+0.25, 1)-0.5)*2
		for r := 0.0; r < reach; r += 2 {
			spot(img, 180+r*math.Cos(a), 180+r*math.Sin(a), 2, red)
		}
	}
	return img
}

// spot draws a disc of soft edges.
func spot(img *image.NRGBA, x, y, radius float64, c color.NRGBA) {
	for py := int(y - radius - 1); py <= int(y+radius+1); py++ {
		for px := int(x - radius - 1); px <= int(x+radius+1); px++ {
			c.A = uint8(255 * min(max(radius+0.5-math.Hypot(float64(px)-x, float64(py)-y), 0), 1))
			if (image.Point{X: px, Y: py}).In(img.Rect) && c.A > img.NRGBAAt(px, py).A {
				img.SetNRGBA(px, py, c)
			}
		}
	}
}

// pngOf is an image as a file; a resolution that is not 0 is told in it.
func pngOf(t testing.TB, img image.Image, dpi float64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if dpi == 0 {
		return b.Bytes()
	}
	const header = 8 + 25 // signature and IHDR
	dots := uint32(math.Round(dpi / 0.0254))
	chunk := binary.BigEndian.AppendUint32([]byte("pHYs"), dots)
	chunk = append(binary.BigEndian.AppendUint32(chunk, dots), 1)
	told := append(bytes.Clone(b.Bytes()[:header]), 0, 0, 0, 9)
	told = binary.BigEndian.AppendUint32(append(told, chunk...), crc32.ChecksumIEEE(chunk))
	return append(told, b.Bytes()[header:]...)
}

func picture(t testing.TB, of Layout) Picture {
	t.Helper()
	img := signature()
	if of == Seal {
		img = stamp()
	}
	p, err := ReadImage(ctx, pngOf(t, img, 0), of)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }
