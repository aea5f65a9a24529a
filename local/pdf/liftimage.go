package pdf

import (
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/office"
)

// raster is an image of a foreign PDF whose samples we know how to keep.
type raster struct {
	width, height int
	depth         int    // bits of a component
	components    int    // 1 or 3
	palette       []byte // red, green, blue of each index; nil: none
	invert        bool   // the least value is the lightest
}

// lift takes the image of one page out.
func (f *foreign) lift(p placed, number int) (Lifted, error) {
	out := Lifted{Sheet: number, DPIX: p.dpiX, DPIY: p.dpiY, Orientation: p.orientation}
	filters := p.raw.FilterPipeline
	last := ""
	if len(filters) > 0 {
		last = filters[len(filters)-1].Name
	}
	var err error
	switch last {
	case "DCTDecode":
		out.Media = office.JPEG
		out.Content, err = f.liftJPEG(p, number)
	case "CCITTFaxDecode":
		out.Media = office.TIFF
		out.Content, err = f.liftG4(p, number)
	case "JPXDecode", "JBIG2Decode":
		err = Layered.About(number).Because(errors.New(last))
	default:
		out.Media = office.PNG
		out.Content, err = f.liftSamples(p, number)
	}
	return out, err
}

// encoded gives the bytes before the last filter.
func (f *foreign) encoded(s *types.StreamDict) ([]byte, error) {
	outer := *s
	outer.FilterPipeline = s.FilterPipeline[:len(s.FilterPipeline)-1]
	return f.decoded(&outer, mostCoded)
}

// liftJPEG gives the JPEG as it lies. One whose colours the PDF bends cannot
// stand alone.
func (f *foreign) liftJPEG(p placed, number int) ([]byte, error) {
	space, known := f.space(p.image["ColorSpace"])
	if p.image["ColorSpace"] != nil && (!known || space.palette != nil) || f.bent(p.image, space.components) {
		return nil, Layered.About(number).Because(errors.New("a JPEG in a colour space of its own"))
	}
	return f.encoded(p.raw)
}

// liftG4 wraps a CCITT Group 4 strip.
func (f *foreign) liftG4(p placed, number int) ([]byte, error) {
	r, err := f.raster(p, number)
	if err != nil {
		return nil, err
	}
	filters := p.raw.FilterPipeline
	parms, err := f.dict(filters[len(filters)-1].DecodeParms)
	if err != nil {
		return nil, err
	}
	k, _ := f.number(parms["K"])
	columns, given := f.number(parms["Columns"])
	if !given {
		columns = 1728
	}
	if k >= 0 || int(columns) != r.width || f.truth(parms["EncodedByteAlign"]) || r.depth != 1 {
		return nil, Layered.About(number).Because(errors.New("a fax coding that no TIFF holds"))
	}
	strip, err := f.encoded(p.raw)
	if err != nil {
		return nil, err
	}
	return g4TIFF(r, strip, f.truth(parms["BlackIs1"]), p.dpiX, p.dpiY)
}

// liftSamples unpacks the pixels and packs them as PNG.
func (f *foreign) liftSamples(p placed, number int) ([]byte, error) {
	r, err := f.raster(p, number)
	if err != nil {
		return nil, err
	}
	need := r.stride() * r.height
	// A predictor adds a byte to a row. What lies behind the pixels is some
	// program's padding, or a bomb.
	samples, err := f.decoded(p.raw, int64(need+r.height+mostPadding))
	if err != nil {
		return nil, err
	}
	if len(samples) < need {
		return nil, fmt.Errorf("the image of page %d has %d bytes of %d", number, len(samples), need)
	}
	return samplesPNG(r, samples, p.dpiX, p.dpiY)
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
	if !known || f.bent(p.image, r.components) && (r.components != 1 || r.palette != nil) {
		return r, Layered.About(number).Because(errors.New("a colour space that no page image has"))
	}
	const mostSide = 60_000
	if width < 1 || height < 1 || width > mostSide || height > mostSide || width*height*float64(r.components) > mostImage {
		return r, fmt.Errorf("an image of %.0f×%.0f pixels", width, height)
	}
	r.width, r.height, r.depth = int(width), int(height), int(depth)
	r.invert = f.bent(p.image, r.components)
	switch r.depth {
	case 1, 2, 4:
		if r.components == 1 {
			return r, nil
		}
	case 8:
		return r, nil
	}
	return r, Layered.About(number).Because(fmt.Errorf("%d bits a component", r.depth))
}

// bent tells whether Decode changes the samples: [1 0] for each component.
// Anything between counts as well, since a straight array is [0 1].
func (f *foreign) bent(image types.Dict, components int) bool {
	if image["Decode"] == nil {
		return false
	}
	if space, _ := f.space(image["ColorSpace"]); space.palette != nil {
		return false // checked by indexed values; [0 2^n-1] is the usual one
	}
	decode, ok := f.numbers(image["Decode"], 2*components)
	if !ok {
		return true
	}
	for i, v := range decode {
		if v != float64(i%2) {
			return true
		}
	}
	return false
}

// space understands grey, colour and palettes of either. A missing one is
// grey, as of CCITT images.
func (f *foreign) space(o types.Object) (r raster, known bool) {
	v, err := f.value(o)
	if err != nil {
		return r, false
	}
	switch v := v.(type) {
	case nil:
		return raster{components: 1}, true
	case types.Name:
		n := map[types.Name]int{"DeviceGray": 1, "G": 1, "CalGray": 1, "DeviceRGB": 3, "RGB": 3}[v]
		return raster{components: n}, n > 0
	case types.Array:
		if len(v) < 2 {
			return r, false
		}
		return f.spaceOf(f.nameOf(v[0]), v)
	}
	return r, false
}

func (f *foreign) spaceOf(kind string, v types.Array) (r raster, known bool) {
	switch kind {
	case "CalGray":
		return raster{components: 1}, true
	case "CalRGB":
		return raster{components: 3}, true
	case "ICCBased":
		profile, err := f.stream(v[1])
		if err != nil || profile == nil {
			return r, false
		}
		n, _ := f.number(profile.Dict["N"])
		return raster{components: int(n)}, n == 1 || n == 3
	case "Indexed", "I":
		if len(v) < 4 {
			return r, false
		}
		base, ok := f.space(v[1])
		table := f.bytes(v[3])
		if !ok || base.palette != nil || len(table) == 0 {
			return r, false
		}
		return raster{components: 1, palette: rgb(table, base.components)}, true
	}
	return r, false
}

// rgb spreads a grey palette to three components, and cuts one off at a whole
// number of colours.
func rgb(table []byte, components int) []byte {
	var out []byte
	for len(table) >= components && len(out) < 3*256 {
		for i := range 3 {
			out = append(out, table[i*(components-1)/2])
		}
		table = table[components:]
	}
	return out
}

// bytes reads a string or a small stream.
func (f *foreign) bytes(o types.Object) []byte {
	v, err := f.value(o)
	if err != nil {
		return nil
	}
	switch v := v.(type) {
	case types.HexLiteral:
		b, _ := v.Bytes()
		return b
	case types.StringLiteral:
		b, _ := types.Unescape(string(v))
		return b
	case types.StreamDict:
		const mostPalette = 64 << 10
		b, _ := f.decoded(&v, mostPalette)
		return b
	}
	return nil
}
