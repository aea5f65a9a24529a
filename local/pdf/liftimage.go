package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/office"
	"tram/local/page"
)

// raster is an image of a foreign PDF whose samples we know how to keep.
type raster struct {
	width, height int
	depth         int    // bits of a component
	components    int    // 1 or 3
	palette       []byte // red, green, blue of each index; nil: none
	invert        bool   // the least value is the lightest
	crisp         bool   // rows that resemble the ones above pack no better by that
}

// lift takes the image of one page out.
func (f *foreign) lift(ctx context.Context, p placed, number int) (Lifted, error) {
	out := Lifted{Sheet: number, DPIX: p.dpiX, DPIY: p.dpiY, Orientation: p.orientation}
	var err error
	switch last(p.raw) {
	case "DCTDecode":
		out.Media = office.JPEG
		return f.liftJPEG(ctx, p, out)
	case "CCITTFaxDecode":
		out.Media = office.TIFF
		out.Content, err = f.liftFax(p, number)
	case "JBIG2Decode":
		out.Media = office.JBIG2
		out.Content, err = f.liftJBIG2(ctx, p, number)
	case "JPXDecode":
		err = Layered.About(number).Because(errors.New(last(p.raw)))
	default:
		out.Media = office.PNG
		out.Content, out.Rendered, err = f.liftSamples(p, number)
	}
	return out, err
}

// unevenlyPredicted tells samples of two or four bits with TIFF's predictor, which
// PDFium undoes in another way than most readers.
func (f *foreign) unevenlyPredicted(s *types.StreamDict, image types.Dict) bool {
	if last(s) == "" {
		return false
	}
	parms, err := f.parms(s)
	kind, _ := f.number(parms["Predictor"])
	depth, _ := f.number(image["BitsPerComponent"])
	return err == nil && kind == tiffPredictor && depth != 1 && depth != 8
}

// last names the filter that gives the samples; empty where there is none.
func last(s *types.StreamDict) string {
	if len(s.FilterPipeline) == 0 {
		return ""
	}
	return s.FilterPipeline[len(s.FilterPipeline)-1].Name
}

// encoded gives the bytes before the last filter.
func (f *foreign) encoded(s *types.StreamDict) ([]byte, error) {
	outer := *s
	outer.FilterPipeline = s.FilterPipeline[:len(s.FilterPipeline)-1]
	return f.decoded(&outer, mostCoded)
}

// parms gives what the last filter is told.
func (f *foreign) parms(s *types.StreamDict) (types.Dict, error) {
	return f.dict(s.FilterPipeline[len(s.FilterPipeline)-1].DecodeParms)
}

// liftJPEG gives the JPEG as it lies. One whose colours readers of PDF take
// otherwise than those of a JPEG alone is packed anew as most of them show it;
// one that the PDF bends in another way cannot stand alone.
func (f *foreign) liftJPEG(ctx context.Context, p placed, out Lifted) (Lifted, error) {
	b, err := f.encoded(p.raw)
	if err != nil {
		return out, err
	}
	info, err := page.Probe(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if redrawable(err) {
			return out, Layered.About(out.Sheet).Because(err)
		}
		return out, err
	}
	if why := f.bends(p, info); why != "" {
		return out, Layered.About(out.Sheet).Because(errors.New(why))
	}
	rgb, sure, err := f.isRGB(p, info)
	if err != nil {
		return out, Layered.About(out.Sheet).Because(err)
	}
	if out.Content = b; sure && info.JPEG.Portable() {
		return out, nil
	}
	out.Media, out.Rendered = office.PNG, true
	out.Content, err = redrawnJPEG(ctx, b, info, rgb, p)
	return out, err
}

// redrawable tells a JPEG that is whole, only in a coding or in colours that
// are not kept: PDFium may draw it.
func redrawable(err error) bool {
	return errors.Is(err, page.RareCoding) || errors.Is(err, page.PrintColours) || errors.Is(err, page.TooManyBits)
}

// bends tells why a JPEG shows otherwise in its PDF than alone; empty: it shows
// the same.
func (f *foreign) bends(p placed, info page.Info) string {
	space, known := f.space(p.image["ColorSpace"])
	width, _ := f.number(p.image["Width"])
	height, _ := f.number(p.image["Height"])
	depth, given := f.number(p.image["BitsPerComponent"])
	switch {
	case int(width) != info.Width || int(height) != info.Height || given && depth != 8:
		return "a JPEG of another size than its page says"
	case p.image["ColorSpace"] != nil && (!known || space.palette != nil || space.components != info.Components):
		return "a JPEG in a colour space of its own"
	case f.decoding(p.image, raster{components: info.Components, depth: 8}) != asIs:
		return "a JPEG in a range of its own"
	}
	return ""
}

// isRGB tells whether most readers take the three components of a JPEG for red,
// green and blue, and whether all do that alike with it alone: its Adobe marker
// goes before what the PDF says, and that before the names of the components.
func (f *foreign) isRGB(p placed, info page.Info) (rgb, sure bool, err error) {
	parms, err := f.parms(p.raw)
	if err != nil {
		return false, false, err
	}
	turn, told := f.number(parms["ColorTransform"])
	switch {
	case parms["ColorTransform"] != nil && (!told || turn != 0 && turn != 1):
		return false, false, errors.New("a JPEG whose colours the PDF turns")
	case info.Components != 3:
		return false, true, nil
	case told && !info.JPEG.Adobe:
		return turn == 0, (turn == 0) == info.JPEG.RGB, nil
	}
	return info.JPEG.RGB, info.JPEG.Adobe || !info.JPEG.RGB, nil
}

// redrawnJPEG packs the pixels of a JPEG anew.
func redrawnJPEG(ctx context.Context, b []byte, info page.Info, rgb bool, p placed) ([]byte, error) {
	if info.Components == 3 {
		b = page.Recoloured(b, rgb)
	}
	img, err := page.Decode(ctx, bytes.NewReader(b), int64(len(b)), 0)
	if err != nil {
		return nil, err
	}
	r := raster{width: info.Width, height: info.Height, depth: 8, components: 3}
	line, y := colourRow(img), -1
	if grey, is := img.(*image.Gray); is {
		r.components = 1
		line = func(y int) []byte { return grey.Pix[y*grey.Stride:][:r.width] }
	}
	return samplesPNG(r, func() ([]byte, error) { y++; return line(y), nil }, p.dpiX, p.dpiY)
}

// liftSamples unpacks the pixels and packs them as PNG. Where readers differ in
// what the samples mean, most of them decide, and it is told.
func (f *foreign) liftSamples(p placed, number int) (b []byte, disputed bool, err error) {
	r, err := f.raster(p, number)
	if err != nil {
		return nil, false, err
	}
	samples, err := f.samples(p.raw, r)
	if err != nil {
		return nil, false, whichPage(number, err)
	}
	disputed = f.unevenlyPredicted(p.raw, p.image)
	colours := len(r.palette) / 3
	r.fillPalette()
	b, err = samplesPNG(r, func() ([]byte, error) {
		row, err := samples()
		disputed = disputed || err == nil && r.palette != nil && r.beyond(colours, row)
		return row, err
	}, p.dpiX, p.dpiY)
	return b, disputed, whichPage(number, err)
}

// fillPalette lets indices behind the palette name its last colour, as most
// readers do.
func (r *raster) fillPalette() {
	for r.palette != nil && len(r.palette) < 3<<r.depth {
		r.palette = append(r.palette, r.palette[len(r.palette)-3:]...)
	}
}

// whichPage turns a packing that is not known into a page to be drawn.
func whichPage(number int, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errRarePacking) {
		return Layered.About(number).Because(err)
	}
	return fmt.Errorf("the image of page %d: %w", number, err)
}

func (r raster) stride() int { return (r.width*r.components*r.depth + 7) / 8 }

// raster reads what an image's dictionary says of its samples, within limits.
func (f *foreign) raster(p placed, number int) (raster, error) {
	width, _ := f.number(p.image["Width"])
	height, _ := f.number(p.image["Height"])
	depth, given := f.number(p.image["BitsPerComponent"])
	if !given {
		depth = 1 // as CCITT images may leave it out
	}
	r, known := f.space(p.image["ColorSpace"])
	if !known {
		return r, Layered.About(number).Because(errors.New("a colour space that no page image has"))
	}
	if width < 1 || height < 1 {
		return r, fmt.Errorf("an image of %.0f×%.0f pixels", width, height)
	}
	if width > page.MaxSide || height > page.MaxSide || width*height > page.MaxPixels {
		return r, PageTooManyPixels.About(number, int64(width), int64(height))
	}
	r.width, r.height, r.depth = int(width), int(height), int(depth)
	if r.depth != 8 && (r.components != 1 || r.depth != 1 && r.depth != 2 && r.depth != 4) {
		return r, Layered.About(number).Because(fmt.Errorf("%d bits a component", r.depth))
	}
	switch f.decoding(p.image, r) {
	case turnedRound:
		r.turn()
	case otherwise:
		return r, Layered.About(number).Because(errors.New("a range of its own"))
	}
	return r, nil
}

// turn makes the least value what the greatest was.
func (r *raster) turn() {
	if r.palette == nil {
		r.invert = true
		return
	}
	r.fillPalette()
	whole := r.palette
	r.palette = nil
	for i := 3<<r.depth - 3; i >= 0; i -= 3 {
		r.palette = append(r.palette, whole[i:i+3]...)
	}
}

// beyond tells whether a pixel of a row names none of so many colours.
func (r raster) beyond(colours int, row []byte) bool {
	if colours >= 1<<r.depth {
		return false
	}
	mask := byte(1<<r.depth - 1)
	for x := range r.width {
		bit := x * r.depth
		if int(row[bit/8]>>(8-r.depth-bit%8)&mask) >= colours {
			return true
		}
	}
	return false
}

// How the Decode array of an image takes its samples.
type decoding int

const (
	asIs decoding = iota
	turnedRound
	otherwise
)

// decoding reads the Decode array: straight, reversed in every component, or
// anything else.
func (f *foreign) decoding(image types.Dict, r raster) decoding {
	if image["Decode"] == nil {
		return asIs
	}
	ends, ok := f.numbers(image["Decode"], 2*r.components)
	if !ok {
		return otherwise
	}
	greatest := 1.0
	if r.palette != nil {
		greatest = float64(int(1)<<r.depth - 1)
	}
	straight, reversed := true, true
	for i, v := range ends {
		straight = straight && v == greatest*float64(i%2)
		reversed = reversed && v == greatest*float64(1-i%2)
	}
	switch {
	case straight:
		return asIs
	case reversed:
		return turnedRound
	}
	return otherwise
}
