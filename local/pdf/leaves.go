package pdf

import (
	"errors"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// leaf is a page of a foreign PDF with what it inherits.
type leaf struct {
	self      types.Dict
	resources types.Dict
	media     *box
	crop      *box
	rotate    int     // quarter turns clockwise
	unit      float64 // points of one unit
}

// box is a rectangle: left, bottom, right, top.
type box [4]float64

func (b box) width() float64  { return max(0, b[2]-b[0]) }
func (b box) height() float64 { return max(0, b[3]-b[1]) }
func (b box) area() float64   { return b.width() * b.height() }

func (b box) and(c box) box {
	return box{max(b[0], c[0]), max(b[1], c[1]), min(b[2], c[2]), min(b[3], c[3])}
}

// seen is what a reader shows of the page; zero where it has no size.
func (l leaf) seen() box {
	if l.media == nil {
		return box{}
	}
	if l.crop == nil {
		return *l.media
	}
	return l.media.and(*l.crop)
}

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
	here.media = f.box(d["MediaBox"], above.media)
	here.crop = f.box(d["CropBox"], above.crop)
	if turn, ok := f.number(d["Rotate"]); ok {
		here.rotate = (int(turn)/90%4 + 4) % 4
	}
	if unit, ok := f.number(d["UserUnit"]); ok && unit > 0 {
		here.unit = unit
	}
	return here, nil
}

// box reads a rectangle, whichever corners it names; what is inherited where it
// is absent.
func (f *foreign) box(o types.Object, above *box) *box {
	b, ok := f.numbers(o, 4)
	if !ok {
		return above
	}
	return &box{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}
}
