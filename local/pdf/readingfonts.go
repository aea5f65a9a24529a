package pdf

import (
	"context"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// A file need not bring its fonts. What letters of such a font look like is then for
// each program and printer to choose: where they stand is known, their strokes are
// not.

const (
	mostLettered = 20_000 // objects of a page that are asked for their font
	formsDeep    = 4      // forms in forms that are looked into
	looseMM      = 0.8    // around such letters, into which others may reach
)

// Substituted lists the areas of a page, from 0, whose letters are of fonts that the
// file does not bring, in millimetres as the page is seen: left, top, width and
// height. Errors are Failures, or those of the context.
func (b *Reading) Substituted(ctx context.Context, i int) ([][4]float64, error) {
	if i < 0 || i >= len(b.shapes) {
		return nil, NoSuchPage.About(i + 1)
	}
	areas, err := ask(ctx, b, func(v *eye) (areas [][4]float64, err error) {
		err = v.withPage(i, func(p requests.Page) error {
			l := lettering{eye: v, page: p, shape: b.shapes[i]}
			err := l.objects()
			areas = l.areas
			return err
		})
		return areas, err
	})
	return areas, pageSaid(ctx, i, err)
}

// lettering goes through the objects of a page.
type lettering struct {
	*eye
	page  requests.Page
	shape office.PageShape
	left  int
	areas [][4]float64
}

func (l *lettering) objects() error {
	l.left = mostLettered
	count, err := l.engine.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: l.page})
	if err != nil {
		return err
	}
	for i := range count.Count {
		o, err := l.engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: l.page, Index: i})
		if err != nil {
			return err
		}
		loose, err := l.substituted(o.PageObject, 0)
		if err != nil {
			return err
		}
		if loose {
			if err := l.add(o.PageObject); err != nil {
				return err
			}
		}
	}
	return nil
}

// substituted tells whether an object, or one of a form, has letters of a font that
// the file does not bring. What is too much to look through could have.
func (l *lettering) substituted(o references.FPDF_PAGEOBJECT, depth int) (bool, error) {
	if l.left--; l.left < 0 || depth > formsDeep {
		return true, nil
	}
	kind, err := l.engine.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	switch {
	case err != nil:
		return false, err
	case kind.Type == enums.FPDF_PAGEOBJ_FORM:
		return l.inForm(o, depth)
	case kind.Type != enums.FPDF_PAGEOBJ_TEXT:
		return false, nil
	}
	font, err := l.engine.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: o})
	if err != nil {
		return false, err
	}
	is, err := l.engine.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	if err != nil {
		return false, err
	}
	return !is.IsEmbedded, nil
}

func (l *lettering) inForm(o references.FPDF_PAGEOBJECT, depth int) (bool, error) {
	count, err := l.engine.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
	if err != nil {
		return false, err
	}
	for i := range count.Count {
		inner, err := l.engine.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return false, err
		}
		if loose, err := l.substituted(inner.PageObject, depth+1); loose || err != nil {
			return loose, err
		}
	}
	return false, nil
}

// add notes where an object lies.
func (l *lettering) add(o references.FPDF_PAGEOBJECT) error {
	at, err := l.engine.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return err
	}
	one, err := l.seen(l.page, float64(at.Left), float64(at.Bottom))
	if err != nil {
		return err
	}
	other, err := l.seen(l.page, float64(at.Right), float64(at.Top))
	if err != nil {
		return err
	}
	x0, x1 := min(one[0], other[0])*l.shape.W-looseMM, max(one[0], other[0])*l.shape.W+looseMM
	y0, y1 := min(one[1], other[1])*l.shape.H-looseMM, max(one[1], other[1])*l.shape.H+looseMM
	l.areas = append(l.areas, [4]float64{x0, y0, x1 - x0, y1 - y0})
	return nil
}
