package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf/cos"
)

const (
	mostBelow = 32      // objects of a page among which the scan is looked for
	grid      = 1 << 20 // steps across a page in which places on it are told
)

// scanned is a JPEG that covers a page, taken out as it lies.
type scanned struct {
	jpeg        []byte
	orientation int     // EXIF 1…8, as it is seen
	place       box     // left, top, right, bottom on the page as it is seen, which is 1 wide and 1 high
	dpi         float64 // of its finer side
	hidden      int     // objects of the page that it hides, with itself
	alone       bool    // nothing lies over it
}

// scanOf finds the last JPEG that hides all below it; nil where there is none
// that could be shown without PDFium just as PDFium would.
func (b *Reading) scanOf(v *eye, i int, p requests.Page) (*scanned, error) {
	count, err := v.engine.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p})
	if err != nil || b.tables == nil {
		return nil, err
	}
	for k := min(count.Count, mostBelow) - 1; k >= 0; k-- {
		o, err := v.engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p, Index: k})
		if err != nil {
			return nil, fmt.Errorf("finding an object: %w", err)
		}
		s, err := b.scanAt(v, i, p, o.PageObject)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue
		}
		notes, err := v.engine.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p})
		if err != nil {
			return nil, fmt.Errorf("counting notes: %w", err)
		}
		s.hidden, s.alone = k+1, k+1 == count.Count && notes.Count == 0
		return s, nil
	}
	return nil, nil
}

// scanAt looks at one object of a page; nil where it is no such JPEG.
func (b *Reading) scanAt(v *eye, i int, p requests.Page, o references.FPDF_PAGEOBJECT) (*scanned, error) {
	kind, err := v.engine.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil || kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
		return nil, err
	}
	s, err := v.lies(p, o)
	if err != nil || s == nil {
		return nil, err
	}
	if plain, err := v.plainJPEG(p, o); err != nil || !plain {
		return nil, err
	}
	raw, err := v.engine.FPDFImageObj_GetImageDataRaw(&requests.FPDFImageObj_GetImageDataRaw{ImageObject: o})
	if err != nil {
		return nil, fmt.Errorf("taking a scan out: %w", err)
	}
	s.jpeg = raw.Data
	if !b.tables.straightforward(i, int64(len(s.jpeg))) {
		return nil, nil
	}
	size, err := v.engine.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: o})
	if err != nil {
		return nil, fmt.Errorf("measuring a scan: %w", err)
	}
	w, h := float64(size.Width), float64(size.Height)
	if s.orientation >= 5 {
		w, h = h, w
	}
	s.dpi = office.MMPerInch * max(w/(s.place.width()*b.shapes[i].W), h/(s.place.height()*b.shapes[i].H))
	return s, nil
}

// lies tells how an image lies on the page as it is seen; nil where it is
// tilted or does not cover it.
func (v *eye) lies(p requests.Page, o references.FPDF_PAGEOBJECT) (*scanned, error) {
	m, err := v.engine.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return nil, fmt.Errorf("placing an image: %w", err)
	}
	a := matrix{float64(m.Matrix.A), float64(m.Matrix.B), float64(m.Matrix.C), float64(m.Matrix.D), float64(m.Matrix.E), float64(m.Matrix.F)}
	origin, e0 := v.seen(p, a[4], a[5])
	right, e1 := v.seen(p, a[4]+a[0], a[5]+a[1])
	up, e2 := v.seen(p, a[4]+a[2], a[5]+a[3])
	if err := errors.Join(e0, e1, e2); err != nil {
		return nil, fmt.Errorf("placing an image: %w", err)
	}
	// As seen, y grows downwards: a matrix that places the image counts it upwards.
	on := matrix{right[0] - origin[0], origin[1] - right[1], up[0] - origin[0], origin[1] - up[1], 0, 0}
	place := box{min(origin[0], right[0]+up[0]-origin[0]), min(origin[1], right[1]+up[1]-origin[1]),
		max(origin[0], right[0]+up[0]-origin[0]), max(origin[1], right[1]+up[1]-origin[1])}
	for i := range on {
		on[i] *= grid // orientationOf passes over what is smaller than a point
	}
	orientation, straight := orientationOf(on)
	if !straight || place.and(box{0, 0, 1, 1}).area() < leastCover {
		return nil, nil
	}
	return &scanned{orientation: orientation, place: place}, nil
}

// seen is where a point of a page's own lies on the page as it is seen, which is
// 1 wide and 1 high.
func (v *eye) seen(p requests.Page, x, y float64) ([2]float64, error) {
	at, err := v.engine.FPDF_PageToDevice(&requests.FPDF_PageToDevice{Page: p, SizeX: grid, SizeY: grid, PageX: x, PageY: y})
	if err != nil {
		return [2]float64{}, err
	}
	return [2]float64{float64(at.DeviceX) / grid, float64(at.DeviceY) / grid}, nil
}

// plainJPEG tells whether an image is a JPEG in ordinary colours that nothing
// cuts, fades or switches off.
func (v *eye) plainJPEG(p requests.Page, o references.FPDF_PAGEOBJECT) (bool, error) {
	filters, err := v.engine.FPDFImageObj_GetImageFilterCount(&requests.FPDFImageObj_GetImageFilterCount{ImageObject: o})
	if err != nil || filters.Count != 1 {
		return false, err
	}
	filter, err := v.engine.FPDFImageObj_GetImageFilter(&requests.FPDFImageObj_GetImageFilter{ImageObject: o})
	if err != nil || filter.ImageFilter != "DCTDecode" {
		return false, err
	}
	faded, err := v.engine.FPDFPageObj_HasTransparency(&requests.FPDFPageObj_HasTransparency{PageObject: o})
	if err != nil || faded.HasTransparency {
		return false, err
	}
	marks, err := v.engine.FPDFPageObj_CountMarks(&requests.FPDFPageObj_CountMarks{PageObject: o})
	if err != nil || marks.Count > 0 { // one of them might be a layer that is switched off
		return false, err
	}
	data, err := v.engine.FPDFImageObj_GetImageMetadata(&requests.FPDFImageObj_GetImageMetadata{ImageObject: o, Page: p})
	if err != nil {
		return false, fmt.Errorf("asking about an image: %w", err)
	}
	switch data.ImageMetadata.Colorspace {
	case enums.FPDF_COLORSPACE_DEVICEGRAY, enums.FPDF_COLORSPACE_DEVICERGB, enums.FPDF_COLORSPACE_CALGRAY,
		enums.FPDF_COLORSPACE_CALRGB, enums.FPDF_COLORSPACE_ICCBASED:
		return v.uncut(p, o)
	}
	return false, nil
}

// uncut tells whether nothing of an object on the page is clipped away.
func (v *eye) uncut(p requests.Page, o references.FPDF_PAGEOBJECT) (bool, error) {
	clip, err := v.engine.FPDFPageObj_GetClipPath(&requests.FPDFPageObj_GetClipPath{PageObject: o})
	if err != nil {
		return false, err
	}
	paths, err := v.engine.FPDFClipPath_CountPaths(&requests.FPDFClipPath_CountPaths{ClipPath: clip.ClipPath})
	if err != nil {
		return true, nil //nolint:nilerr // so the library says that there is none
	}
	for i := range max(0, paths.Count) {
		if wide, err := v.leavesAll(p, clip.ClipPath, i); err != nil || !wide {
			return false, err
		}
	}
	return true, nil
}

// leavesAll tells whether a clip path is a rectangle around the whole page.
func (v *eye) leavesAll(p requests.Page, clip references.FPDF_CLIPPATH, path int) (bool, error) {
	segments, err := v.engine.FPDFClipPath_CountPathSegments(&requests.FPDFClipPath_CountPathSegments{ClipPath: clip, PathIndex: path})
	if err != nil || segments.Count < 4 || segments.Count > 5 {
		return false, err
	}
	around := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	var corners [][2]float64
	for i := range segments.Count {
		s, err := v.engine.FPDFClipPath_GetPathSegment(&requests.FPDFClipPath_GetPathSegment{ClipPath: clip, PathIndex: path, SegmentIndex: i})
		if err != nil {
			return false, err
		}
		at, err := v.engine.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return false, err
		}
		c, err := v.seen(p, float64(at.X), float64(at.Y))
		if err != nil {
			return false, err
		}
		corners = append(corners, c)
		around = box{min(around[0], c[0]), min(around[1], c[1]), max(around[2], c[0]), max(around[3], c[1])}
	}
	const near = 1e-3
	for _, c := range corners {
		if min(c[0]-around[0], around[2]-c[0]) > near || min(c[1]-around[1], around[3]-c[1]) > near {
			return false, nil
		}
	}
	return around.and(box{0, 0, 1, 1}).area() >= leastCover, nil
}

// straightforward tells whether the JPEG of so many bytes among the images of a
// page is shown as it is: without a mask, in a plain range of colours, in no
// layer.
func (t *tables) straightforward(page int, size int64) (yes bool) {
	err := guarded(func() error {
		resources, err := t.resources(t.pages[page].self)
		if err != nil {
			return err
		}
		objects, err := t.f.Dict(resources.Get("XObject"))
		if err != nil {
			return err
		}
		for _, e := range objects.Entries {
			at, is := e.Value.(cos.Ref)
			if !is {
				continue
			}
			item, err := t.f.Follow(at)
			if err != nil {
				return err
			}
			d, is := item.Value.(cos.Dict)
			if !is || item.Stream == 0 || d.Get("Subtype") != cos.Name("Image") {
				continue
			}
			raw, err := t.f.Raw(item)
			if err != nil {
				return err
			}
			if raw.Size() != size {
				continue
			}
			if yes = unbent(d); !yes {
				return nil
			}
		}
		return nil
	})
	return yes && err == nil
}

// unbent tells whether nothing in the dictionary of an image changes how its
// JPEG is seen.
func unbent(d cos.Dict) bool {
	for _, key := range []cos.Name{"SMask", "Mask", "ImageMask", "Decode", "DecodeParms", "OC", "SMaskInData", "Alternates"} {
		if d.Get(key) != nil {
			return false
		}
	}
	return !d.Twice()
}

// resources finds what a page names, its own or inherited.
func (t *tables) resources(page cos.Dict) (cos.Dict, error) {
	for range recursionMax {
		if page.Get("Resources") != nil {
			return t.f.Dict(page.Get("Resources"))
		}
		above, err := t.f.Dict(page.Get("Parent"))
		if err != nil || len(above.Entries) == 0 {
			return cos.Dict{}, err
		}
		page = above
	}
	return cos.Dict{}, errPageTree
}

// unpack decodes the scan and lays it on a page of at most the given size.
func (s *scanned) unpack(ctx context.Context, size image.Point) (image.Image, error) {
	at := image.Rect(int(math.Round(s.place[0]*float64(size.X))), int(math.Round(s.place[1]*float64(size.Y))),
		int(math.Round(s.place[2]*float64(size.X))), int(math.Round(s.place[3]*float64(size.Y))))
	turned := at.Size()
	if s.orientation >= 5 {
		turned.X, turned.Y = turned.Y, turned.X
	}
	img, err := page.DecodeAtLeast(ctx, s.jpeg, turned)
	if err != nil {
		return nil, err
	}
	upright := page.Upright(page.Fit(img, turned), s.orientation)
	sheet := image.NewRGBA(image.Rectangle{Max: size})
	if !sheet.Rect.In(at) {
		draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
	}
	draw.Draw(sheet, at, upright, image.Point{}, draw.Src)
	return sheet, nil
}
