package papercode_test

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"tram/local/office"
	"tram/local/page/pagetest"
)

// A telephone held over a page, at most so far from straight above.
const (
	mostTilt     = 30.0  // degrees from straight above, towards any side
	nearest      = 150.0 // mm
	farthest     = 330.0 // mm: a whole A4 sheet fills the picture
	leastBend    = 300.0 // mm, radius of the cylinder that the sheet is bent to
	mostShake    = 1.2   // deviation of the blur in pixels
	mostGrain    = 10.0  // deviation in grey levels
	mostShadow   = 60.0  // from one side of the picture to the other
	focal        = 3140  // pixels: 65° across 4000
	photoSide    = 1600  // pixels of the part of the picture that is looked at
	photoDPI     = 400   // of the page that is photographed
	photoQuality = 80
	table        = 90 // grey of what the page lies on
)

// phone is one photo.
type phone struct {
	tilt, towards, roll float64 // degrees
	distance, bend      float64 // mm
	optics              pagetest.Optics
}

func anyPhone(seed uint64) phone {
	r := rand.New(rand.NewPCG(seed, 9))
	return phone{
		tilt: mostTilt * r.Float64(), towards: 360 * r.Float64(), roll: 360 * r.Float64(),
		distance: nearest + (farthest-nearest)*r.Float64(), bend: leastBend / (2*r.Float64() - 1),
		optics: pagetest.Optics{
			Blur: 0.4 + (mostShake-0.4)*r.Float64(), Noise: 2 + (mostGrain-2)*r.Float64(),
			Ink: mostInk * r.Float64(), Paper: leastPaper + (255-leastPaper)*r.Float64(),
			Shade: mostShadow * (2*r.Float64() - 1), Quality: photoQuality, Seed: seed,
		},
	}
}

func (p phone) String() string {
	return fmt.Sprintf("%.0f° from above towards %.0f°, rolled by %.0f°, %.0f mm away, bent to %.0f mm, %+v",
		p.tilt, p.towards, p.roll, p.distance, p.bend, p.optics)
}

type vector [3]float64

func (a vector) plus(f float64, b vector) vector {
	return vector{a[0] + f*b[0], a[1] + f*b[1], a[2] + f*b[2]}
}

// photo looks at a place of the page, in pixels of it; the picture has w by h.
func (p phone) photo(t testing.TB, page *image.Gray, x, y float64, w, h int) image.Image {
	t.Helper()
	const perMM = photoDPI / office.MMPerInch
	sin, cos := math.Sincos(p.tilt * math.Pi / 180)
	toSin, toCos := math.Sincos(p.towards * math.Pi / 180)
	rollSin, rollCos := math.Sincos(p.roll * math.Pi / 180)
	eye := vector{p.distance * sin * toCos, p.distance * sin * toSin, p.distance * cos}
	ahead := vector{-sin * toCos, -sin * toSin, -cos}
	side := vector{-toSin, toCos, 0}
	up := vector{-cos * toCos, -cos * toSin, sin}
	right := vector{}.plus(rollCos, side).plus(rollSin, up)
	// The picture's y grows downwards and the page lies with its y downwards,
	// seen from above: nothing is mirrored.
	down := vector{}.plus(-rollSin, side).plus(rollCos, up)
	f := pagetest.Draw(w, h, page, table, func(px, py float64) (float64, float64) {
		ray := ahead.plus((px-float64(w)/2)/focal, right).plus((py-float64(h)/2)/focal, down)
		height := 0.0
		at := vector{}
		for range 4 {
			at = eye.plus((height-eye[2])/ray[2], ray)
			height = at[0] * at[0] / 2 / p.bend
		}
		return x + at[0]*perMM, y + at[1]*perMM
	})
	return p.optics.See(t, f)
}
