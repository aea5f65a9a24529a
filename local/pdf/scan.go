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
	finest  float64 // dpi of the finest layer on the page
	told    float64 // dpi of what covers enough of it
	bilevel bool    // all images on the page are black and white
	notes   notes
	layered error // why the page has to be drawn
}

const (
	// Of the seen page, an image that covers less is no sheet of paper on the
	// glass of a scanner, whose margins are white and may be left out.
	leastSheet = 0.5
	// Of the screen, a scan that covers less does not hide what is below it.
	leastCover = 0.98
	// Of a page with letters or lines of its own: where its pictures cover less
	// than this, they illustrate an electronic document.
	leastScan = 0.5
	// In dpi: a picture of fewer pixels is a rule or a tint, as one pixel makes it.
	leastPaper = 30
	// Sine of the greatest lean of an image that still lies straight.
	mostLean = 0.005
)

// onlyImage finds the image that is all that a page shows, or says what the
// page is instead.
func (f *foreign) onlyImage(ctx context.Context, l leaf, number int) (placed, error) {
	if l.seen().area() == 0 {
		return placed{}, errors.New("a page without a size")
	}
	shown, doubt, err := f.shown(ctx, l)
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
	var layers []fineness
	found.bilevel = true
	for _, s := range shown {
		if !s.inked {
			images++
			found.bilevel = found.bilevel && f.ofOneBit(s.image)
			fine := f.fineness(s, l)
			if fine.coarser >= leastPaper {
				cover += fine.cover
			}
			layers = append(layers, fine)
		}
	}
	found.finest, found.told = finestOf(layers)
	switch {
	case images < len(shown) && cover < leastScan:
		return found, BornDigital.About(number)
	case images == 0:
		return found, NoScan.About(number)
	}
	if err := f.oddJPX(shown, number); err != nil {
		return found, err
	}
	if doubt == nil {
		doubt = f.layers(shown, l)
	}
	found.notes = f.notesOn(l.self)
	if found.notes.off {
		doubt = errors.Join(doubt, errors.New("annotations in a layer that is off"))
	}
	if err := errors.Join(doubt, found.notes.shown); err != nil {
		return found, Layered.About(number).Because(err)
	}
	found.painted = shown[0]
	return found, f.place(&found, number)
}

// layers tells why what is shown is not one image alone.
func (f *foreign) layers(shown []painted, l leaf) error {
	first := shown[0]
	switch {
	case len(shown) > 1:
		return errors.New("several things lie on the page")
	case first.image == nil || first.mixed || !f.opaque(first.image):
		return errors.New("the image is cut, half transparent or in a layer")
	case !f.plainGroup(l.self) || f.replaced(l.resources):
		return errors.New("the page shows its colours in another way")
	}
	return nil
}

// replaced tells whether a page says otherwise what grey and colour are.
func (f *foreign) replaced(resources types.Dict) bool {
	if resources["ColorSpace"] == nil {
		return false
	}
	spaces, err := f.dict(resources["ColorSpace"])
	return err != nil || spaces["DefaultGray"] != nil || spaces["DefaultRGB"] != nil || spaces["DefaultCMYK"] != nil
}

// ofOneBit tells an image that has one bit a pixel, or none of its own.
func (f *foreign) ofOneBit(image types.Dict) bool {
	bits, given := f.number(image["BitsPerComponent"])
	return f.truth(image["ImageMask"]) || given && bits == 1
}

// hides tells whether nothing below this image can be seen.
func (f *foreign) hides(p painted, l leaf) bool {
	if p.image == nil || p.mixed || !f.opaque(p.image) {
		return false
	}
	_, straight := orientationOf(p.at)
	return straight && extent(p.at).holds(l.seen())
}

// holds tells whether a box leaves nothing of another outside, but for what
// rounding does.
func (b box) holds(c box) bool {
	return b[0] <= c[0]+edgePoints && b[1] <= c[1]+edgePoints && b[2] >= c[2]-edgePoints && b[3] >= c[3]-edgePoints
}

// shown runs a page and lists what it paints, in order; doubt is what of it is
// not understood.
func (f *foreign) shown(ctx context.Context, l leaf) (_ []painted, doubt, err error) {
	content, err := f.content(l)
	if err != nil {
		return nil, nil, err
	}
	p := painter{ctx: ctx, f: f, seen: l.seen()}
	err = p.run(content, l.resources, look{at: matrix{1, 0, 0, 1, 0, 0}, clip: unbounded}, 0)
	return p.shown, p.doubt, err
}

// content joins the content streams of a page.
func (f *foreign) content(l leaf) (content []byte, err error) {
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
	return content, nil
}

// place tells how the image lies: straight, whole, and at which resolution.
func (f *foreign) place(p *placed, number int) error {
	width, _ := f.number(p.image["Width"])
	height, _ := f.number(p.image["Height"])
	orientation, straight := orientationOf(p.at)
	if !straight || !p.leaf.seen().holds(extent(p.at)) || p.leaf.covered(p.at) < leastSheet {
		return Layered.About(number).Because(errors.New("the image leans, is cut off or fills little of the page"))
	}
	if width < 1 || height < 1 {
		return errors.New("an image without a size")
	}
	w, h := math.Hypot(p.at[0], p.at[1])*p.leaf.unit, math.Hypot(p.at[2], p.at[3])*p.leaf.unit
	p.dpiX, p.dpiY = width/w*office.PointsPerInch, height/h*office.PointsPerInch
	p.orientation = office.Page{Orientation: orientation, Turn: p.leaf.rotate}.Upright()
	return nil
}

// seenThrough are the entries of an image that let through what is below it, put
// another image in its place, or stand there for readers that know short names.
var seenThrough = []string{"SMask", "SMaskInData", "Mask", "ImageMask", "Matte", "Alternates", "OPI", "F",
	"W", "H", "BPC", "CS", "D", "DP", "IM"}

// opaque tells whether every pixel of an image covers what is below it.
func (f *foreign) opaque(image types.Dict) bool {
	for _, key := range seenThrough {
		if image[key] != nil && (key != "ImageMask" || f.truth(image[key])) {
			return false
		}
	}
	return true
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
