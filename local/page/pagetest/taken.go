package pagetest

import (
	"image"
	"math"
	"testing"
)

// Taken is a photograph of a page: tilted backwards and sideways, and rolled, in degrees;
// near is how much of the width of the picture the page takes.
func Taken(t testing.TB, of *image.Gray, back, side, roll, near float64) image.Image {
	t.Helper()
	const w, h, table = 1125, 1500, 100
	const away = 2.4 // widths of the page
	wide, high := float64(of.Rect.Dx()), float64(of.Rect.Dy())
	sinBack, cosBack := math.Sincos(back * math.Pi / 180)
	sinSide, cosSide := math.Sincos(side * math.Pi / 180)
	sinRoll, cosRoll := math.Sincos(roll * math.Pi / 180)
	across := [3]float64{cosSide, 0, -sinSide}
	down := [3]float64{sinSide * sinBack, cosBack, cosSide * sinBack}
	out := [3]float64{across[1]*down[2] - across[2]*down[1], across[2]*down[0] - across[0]*down[2], across[0]*down[1] - across[1]*down[0]}
	dot := func(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
	seen := Draw(w, h, of, table, func(x, y float64) (float64, float64) {
		u, v := (x-w/2)/w/near*wide, (y-h/2)/w/near*wide
		ray := [3]float64{u*cosRoll + v*sinRoll, v*cosRoll - u*sinRoll, away * wide}
		k := out[2] * away * wide / dot(out, ray)
		at := [3]float64{k * ray[0], k * ray[1], (k - 1) * away * wide}
		return wide/2 + dot(at, across), high/2 + dot(at, down)
	})
	return Optics{Blur: 0.8, Noise: 5, Paper: 225, Ink: 30, Shade: 40, Quality: 80, Seed: 1}.See(t, seen)
}
