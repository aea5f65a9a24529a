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

// noted tells what lies on a page as an annotation and may be seen: stamps,
// notes, frames, the picture of a signature; nil: nothing.
func (f *foreign) noted(page types.Dict) error {
	if page["Annots"] == nil {
		return nil
	}
	notes, err := f.value(page["Annots"])
	list, is := notes.(types.Array)
	if err != nil || !is && notes != nil {
		return errors.Join(errors.New("annotations that are no list"), err)
	}
	for _, o := range list {
		a, err := f.dict(o)
		if err != nil || a == nil {
			return errors.Join(errors.New("a broken annotation"), err)
		}
		if f.noteShows(a) {
			return fmt.Errorf("an annotation of kind %s", f.nameOf(a["Subtype"]))
		}
	}
	return nil
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
