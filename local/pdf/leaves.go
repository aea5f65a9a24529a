package pdf

import (
	"context"
	"errors"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/office"
)

// leaf is a page of a foreign PDF with what it inherits.
type leaf struct {
	self      types.Dict
	resources types.Dict
	box       [4]float64 // what is seen: left, bottom, right, top
	rotate    int        // quarter turns clockwise
	unit      float64    // points of one unit
}

// placed is the one image that is all that a page shows.
type placed struct {
	painted
	dpiX, dpiY  float64
	orientation int
}

const (
	// Of the seen page, an image that covers less leaves white margins: a
	// smaller paper on the glass. Of the image, less than inside lies cut off.
	leastCover  = 0.98
	leastInside = 0.97
	// Sine of the greatest lean of an image that still lies straight.
	mostLean = 0.005
)

// leaves walks the page tree. A tree that does not hold as many pages as it
// says has lost some.
func (f *foreign) leaves() ([]leaf, error) {
	catalog, err := f.x.Catalog()
	if err != nil {
		return nil, err
	}
	root, err := f.dict(catalog["Pages"])
	if err != nil || root == nil {
		return nil, errors.Join(errors.New("no page tree"), err)
	}
	count, _ := f.number(root["Count"])
	if count > MaxPages {
		return nil, TooManyPages.About(MaxPages)
	}
	w := treeWalk{f: f, left: mostNodes}
	if err := w.node(root, leaf{unit: 1}, 0); err != nil {
		return nil, err
	}
	switch {
	case len(w.found) == 0:
		return nil, NoPages
	case len(w.found) != int(count):
		return nil, errors.New("the page tree has lost pages")
	}
	return w.found, nil
}

type treeWalk struct {
	f     *foreign
	found []leaf
	left  int
}

func (w *treeWalk) node(d types.Dict, above leaf, depth int) error {
	if w.left--; w.left < 0 || depth > recursionMax {
		return errors.New("a page tree without end")
	}
	here, err := w.f.inherit(d, above)
	if err != nil {
		return err
	}
	if d["Kids"] == nil {
		if len(w.found) == MaxPages {
			return TooManyPages.About(MaxPages)
		}
		w.found = append(w.found, here)
		return nil
	}
	for _, kid := range w.f.list(d["Kids"]) {
		k, err := w.f.dict(kid)
		if err != nil || k == nil {
			return errors.Join(errors.New("a page is missing from the tree"), err)
		}
		if err := w.node(k, here, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (f *foreign) inherit(d types.Dict, above leaf) (leaf, error) {
	here := above
	here.self = d
	if d["Resources"] != nil {
		var err error
		if here.resources, err = f.dict(d["Resources"]); err != nil {
			return here, err
		}
	}
	for _, key := range []string{"MediaBox", "CropBox"} {
		if box, ok := f.numbers(d[key], 4); ok {
			here.box = [4]float64{min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])}
		}
	}
	if turn, ok := f.number(d["Rotate"]); ok {
		here.rotate = (int(turn)/90%4 + 4) % 4
	}
	if unit, ok := f.number(d["UserUnit"]); ok && unit > 0 {
		here.unit = unit
	}
	return here, nil
}

// onlyImage finds the image that is all that a page shows, or says what the
// page is instead.
func (f *foreign) onlyImage(ctx context.Context, l leaf, number int) (placed, error) {
	shown, err := f.shown(ctx, l)
	if err != nil {
		return placed{}, err
	}
	// What lies below an image that covers the page is not seen.
	for i := len(shown) - 1; i > 0; i-- {
		if shown[i].image != nil && !shown[i].mixed && f.opaque(shown[i].image) && l.covered(shown[i].at) >= leastCover {
			shown = shown[i:]
			break
		}
	}
	images := 0
	for _, s := range shown {
		if !s.inked {
			images++
		}
	}
	switch {
	case images == 0 && len(shown) > 0:
		return placed{}, BornDigital.About(number)
	case images == 0:
		return placed{}, NoScan.About(number)
	case len(shown) > 1 || shown[0].image == nil || shown[0].mixed || f.annotated(l.self):
		return placed{}, Layered.About(number)
	}
	return f.place(shown[0], l, number)
}

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
		box, sized := f.numbers(a["Rect"], 4)
		empty := sized && (box[0] == box[2] || box[1] == box[3])
		if a["AP"] != nil && int(flags)&hidden == 0 && !empty && f.nameOf(a["Subtype"]) != "Link" {
			return true
		}
	}
	return false
}

// place tells how the image lies: straight, whole, and at which resolution.
func (f *foreign) place(p painted, l leaf, number int) (placed, error) {
	width, _ := f.number(p.image["Width"])
	height, _ := f.number(p.image["Height"])
	orientation, straight := orientationOf(p.at)
	if !straight || !f.opaque(p.image) || l.inside(p.at) < leastInside {
		return placed{}, Layered.About(number)
	}
	if width < 1 || height < 1 {
		return placed{}, errors.New("an image without a size")
	}
	w, h := math.Hypot(p.at[0], p.at[1])*l.unit, math.Hypot(p.at[2], p.at[3])*l.unit
	return placed{
		painted: p, dpiX: width / w * office.PointsPerInch, dpiY: height / h * office.PointsPerInch,
		orientation: office.Page{Orientation: orientation, Turn: l.rotate}.Upright(),
	}, nil
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
func extent(m matrix) [4]float64 {
	return [4]float64{
		m[4] + min(0, m[0]) + min(0, m[2]), m[5] + min(0, m[1]) + min(0, m[3]),
		m[4] + max(0, m[0]) + max(0, m[2]), m[5] + max(0, m[1]) + max(0, m[3]),
	}
}

// overlap is the area that the page's box and the placed image share.
func (l leaf) overlap(m matrix) float64 {
	e := extent(m)
	w, h := min(l.box[2], e[2])-max(l.box[0], e[0]), min(l.box[3], e[3])-max(l.box[1], e[1])
	return max(0, w) * max(0, h)
}

// covered is the part of the page that the image covers.
func (l leaf) covered(m matrix) float64 {
	if _, straight := orientationOf(m); !straight {
		return 0
	}
	return l.overlap(m) / ((l.box[2] - l.box[0]) * (l.box[3] - l.box[1]))
}

// inside is the part of the image that the page shows.
func (l leaf) inside(m matrix) float64 {
	e := extent(m)
	return l.overlap(m) / ((e[2] - e[0]) * (e[3] - e[1]))
}
