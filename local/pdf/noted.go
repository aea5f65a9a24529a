package pdf

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Readers draw many annotations that bring no picture of themselves, each in its
// own way. Only those that nobody draws are passed over.

// Flags of annotations (ISO 32000-1, table 165).
const (
	noteHidden = 1 << 1
	noteNoView = 1 << 5
)

// notes is what lies on a page as annotations.
type notes struct {
	shown error // what may be seen: stamps, frames, the picture of a signature; nil: nothing
	off   bool  // some lie in a layer that is off, which PDFium shows all the same
}

// undrawable tells a page that no drawing of PDFium is true to.
func (n notes) undrawable() bool { return n.off && n.shown != nil }

func (f *foreign) notesOn(page types.Dict) (n notes) {
	if page["Annots"] == nil {
		return n
	}
	all, err := f.value(page["Annots"])
	list, is := all.(types.Array)
	if err != nil || !is && all != nil {
		n.shown = errors.Join(errors.New("annotations that are no list"), err)
		return n
	}
	for _, o := range list {
		a, err := f.dict(o)
		switch {
		case err != nil || a == nil:
			n.shown = errors.Join(errors.New("a broken annotation"), err)
		case a["OC"] != nil && !f.layerOn(a["OC"]):
			n.off = true
		case f.noteShows(a):
			n.shown = fmt.Errorf("an annotation of kind %s", f.nameOf(a["Subtype"]))
		}
	}
	return n
}

// layerOn tells a single layer that is on as the file opens. What depends on
// several layers, or on what the page is used for, counts as off.
func (f *foreign) layerOn(layer types.Object) bool {
	at, is := layer.(types.IndirectRef)
	if d, err := f.dict(layer); err != nil || !is || f.nameOf(d["Type"]) != "OCG" || d["Usage"] != nil {
		return false
	}
	catalog, err := f.x.Catalog()
	if err != nil {
		return false
	}
	all, err := f.dict(catalog["OCProperties"])
	if err != nil {
		return false
	}
	usual, err := f.dict(all["D"])
	if err != nil || usual["BaseState"] != nil && f.nameOf(usual["BaseState"]) != "ON" {
		return false
	}
	return !slices.ContainsFunc(f.list(usual["OFF"]), func(o types.Object) bool {
		off, is := o.(types.IndirectRef)
		return !is || off.ObjectNumber == at.ObjectNumber
	})
}

func (f *foreign) noteShows(a types.Dict) bool {
	flags, _ := f.number(a["F"])
	if int(flags)&(noteHidden|noteNoView) != 0 {
		return false
	}
	at := f.box(a["Rect"], nil)
	switch f.nameOf(a["Subtype"]) {
	case "Popup":
		return a["AP"] != nil
	case "Link":
		return a["AP"] != nil || f.framed(a)
	case "Widget": // a signature that does not show has an empty rectangle
		return at == nil || at.area() > 0
	}
	return true
}

// framed tells whether a link has a border, which some readers draw. One that
// says nothing of a border has one.
func (f *foreign) framed(a types.Dict) bool {
	if a["BS"] != nil {
		style, err := f.dict(a["BS"])
		width, is := f.number(style["W"])
		return err != nil || !is || width != 0
	}
	border := f.list(a["Border"])
	if len(border) < 3 {
		return true
	}
	width, is := f.number(border[2])
	return !is || width != 0 || slices.Contains(border, nil)
}
