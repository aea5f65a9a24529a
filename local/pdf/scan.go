package pdf

import (
	"context"
	"errors"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/office"
)

// placed is the one image that is all that a page shows, or what is known of a
// page in layers.
type placed struct {
	painted
	dpiX, dpiY  float64
	orientation int

	leaf    leaf
	finest  float64 // dpi of the finest image on the page
	layered error   // why the page has to be drawn
}

const (
	// Of the seen page, an image that covers less leaves white margins: a
	// smaller paper on the glass. Of the image, less than inside lies cut off.
	leastCover  = 0.98
	leastInside = 0.97
	// Of a page with letters or lines of its own: where its pictures cover less
	// than this, they illustrate an electronic document.
	leastScan = 0.5
	// Sine of the greatest lean of an image that still lies straight.
	mostLean = 0.005
)

// onlyImage finds the image that is all that a page shows, or says what the
// page is instead.
func (f *foreign) onlyImage(ctx context.Context, l leaf, number int) (placed, error) {
	if l.seen().area() == 0 {
		return placed{}, errors.New("a page without a size")
	}
	shown, err := f.shown(ctx, l)
	if err != nil {
		return placed{}, err
	}
	// What lies below an image that covers the page is not seen.
	for i := len(shown) - 1; i > 0; i-- {
		if f.hides(shown[i], l) {
			shown = shown[i:]
			break
		}
	}
	found := placed{leaf: l}
	images, cover := 0, 0.0
	for _, s := range shown {
		if !s.inked {
			images++
			cover += l.covered(s.at)
			found.finest = max(found.finest, f.resolution(s, l))
		}
	}
	switch {
	case images < len(shown) && cover < leastScan:
		return found, BornDigital.About(number)
	case images == 0:
		return found, NoScan.About(number)
	case len(shown) > 1 || shown[0].image == nil || shown[0].mixed || f.annotated(l.self):
		return found, Layered.About(number)
	}
	found.painted = shown[0]
	return found, f.place(&found, number)
}

// resolution is the dpi of a painted image; 0 where it cannot be told.
func (f *foreign) resolution(p painted, l leaf) float64 {
	width, _ := f.number(p.image["Width"])
	across := math.Hypot(p.at[0], p.at[1]) * l.unit
	if !(across >= 1) {
		return 0
	}
	return width / across * office.PointsPerInch
}

// hides tells whether nothing below this image can be seen.
func (f *foreign) hides(p painted, l leaf) bool {
	if p.image == nil || p.mixed || !f.opaque(p.image) {
		return false
	}
	_, straight := orientationOf(p.at)
	return straight && l.covered(p.at) >= leastCover
}

// shown runs a page and lists what it paints, in order.
func (f *foreign) shown(ctx context.Context, l leaf) ([]painted, error) {
	p := painter{ctx: ctx, f: f}
	var content []byte
	parts := f.list(l.self["Contents"])
	if parts == nil {
		parts = types.Array{l.self["Contents"]}
	}
	for _, part := range parts {
		s, err := f.stream(part)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		b, err := f.decoded(s, mostContent)
		if err != nil {
			return nil, err
		}
		if len(content)+len(b) > mostContent {
			return nil, errors.New("too much content on a page")
		}
		content = append(append(content, b...), '\n')
	}
	err := p.run(content, l.resources, look{at: matrix{1, 0, 0, 1, 0, 0}}, 0)
	return p.shown, err
}

// annotated tells whether a page carries anything on top that is seen: stamps,
// notes, the picture of a signature. Links are not.
func (f *foreign) annotated(page types.Dict) bool {
	const hidden = 1 << 1
	for _, o := range f.list(page["Annots"]) {
		a, err := f.dict(o)
		if err != nil {
			return true
		}
		flags, _ := f.number(a["F"])
		at := f.box(a["Rect"], nil)
		if a["AP"] != nil && int(flags)&hidden == 0 && at != nil && at.area() > 0 && f.nameOf(a["Subtype"]) != "Link" {
			return true
		}
	}
	return false
}

// place tells how the image lies: straight, whole, and at which resolution.
func (f *foreign) place(p *placed, number int) error {
	width, _ := f.number(p.image["Width"])
	height, _ := f.number(p.image["Height"])
	orientation, straight := orientationOf(p.at)
	if !straight || !f.opaque(p.image) || p.leaf.inside(p.at) < leastInside {
		return Layered.About(number)
	}
	if width < 1 || height < 1 {
		return errors.New("an image without a size")
	}
	w, h := math.Hypot(p.at[0], p.at[1])*p.leaf.unit, math.Hypot(p.at[2], p.at[3])*p.leaf.unit
	p.dpiX, p.dpiY = width/w*office.PointsPerInch, height/h*office.PointsPerInch
	p.orientation = office.Page{Orientation: orientation, Turn: p.leaf.rotate}.Upright()
	return nil
}

// opaque tells whether every pixel of an image covers what is below it.
func (f *foreign) opaque(image types.Dict) bool {
	return image["SMask"] == nil && image["Mask"] == nil && !f.truth(image["ImageMask"])
}

// orientationOf is upright, read backwards: the EXIF orientation of an image
// that a matrix places, and whether it lies straight.
func orientationOf(m matrix) (orientation int, straight bool) {
	w, h := math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
	if w < 1 || h < 1 {
		return 0, false
	}
	flat := math.Abs(m[1])/w < mostLean && math.Abs(m[2])/h < mostLean
	stood := math.Abs(m[0])/w < mostLean && math.Abs(m[3])/h < mostLean
	switch {
	case flat:
		return [2][2]int{{1, 4}, {2, 3}}[negative(m[0])][negative(m[3])], true
	case stood:
		return [2][2]int{{7, 8}, {6, 5}}[negative(m[1])][negative(m[2])], true
	}
	return 0, false
}

func negative(f float64) int {
	if f < 0 {
		return 1
	}
	return 0
}

// extent is the box around the image that a matrix places.
func extent(m matrix) box {
	return box{
		m[4] + min(0, m[0]) + min(0, m[2]), m[5] + min(0, m[1]) + min(0, m[3]),
		m[4] + max(0, m[0]) + max(0, m[2]), m[5] + max(0, m[1]) + max(0, m[3]),
	}
}

// covered is the part of the page that the image covers.
func (l leaf) covered(m matrix) float64 {
	return l.seen().and(extent(m)).area() / l.seen().area()
}

// inside is the part of the image that the page shows.
func (l leaf) inside(m matrix) float64 {
	return l.seen().and(extent(m)).area() / extent(m).area()
}
