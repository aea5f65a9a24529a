package look

import (
	"image"
	"math"

	"golang.org/x/image/draw"

	"tram/local/mark"
	"tram/local/office"
)

const leastDPI, mostDPI = 20, 600

// Draw shows a look alone, with nothing behind it, as large as its place on the
// page at a resolution between 20 and 600 dpi. What stays hidden gives an image
// of no size.
func Draw(r Result, dpi float64) *image.NRGBA {
	if r.Look == nil {
		return image.NewNRGBA(image.Rectangle{})
	}
	dpi = min(max(dpi, leastDPI), mostDPI)
	px := dpi / office.PointsPerInch
	at := func(pt float64) int { return int(math.Round(pt * px)) }
	w, h := r.Rect[2]-r.Rect[0], r.Rect[3]-r.Rect[1]
	out := image.NewNRGBA(image.Rect(0, 0, max(1, int(math.Ceil(w*px))), max(1, int(math.Ceil(h*px)))))
	for _, i := range r.Look.Images {
		to := image.Rect(at(i.Rect[0]), at(i.Rect[1]), at(i.Rect[2]), at(i.Rect[3]))
		draw.BiLinear.Scale(out, to, i.Image, i.Image.Bounds(), draw.Over, nil)
	}
	if len(r.Look.Layout.Texts) > 0 {
		draw.Draw(out, out.Rect, mark.Ink(r.Look.Layout, dpi), image.Point{}, draw.Over)
	}
	return out
}
