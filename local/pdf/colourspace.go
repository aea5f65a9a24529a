package pdf

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// space understands grey, colour and palettes of either, as long as they show as
// plain grey and colour do. A missing one is grey, as of CCITT images.
func (f *foreign) space(o types.Object) (r raster, known bool) {
	v, err := f.value(o)
	if err != nil {
		return r, false
	}
	switch v := v.(type) {
	case nil:
		return raster{components: 1}, true
	case types.Name:
		n := map[types.Name]int{"DeviceGray": 1, "DeviceRGB": 3}[v]
		return raster{components: n}, n > 0
	case types.Array:
		if len(v) == 0 {
			return r, false
		}
		if kind := f.nameOf(v[0]); len(v) > 1 {
			return f.spaceOf(kind, v)
		}
		return f.space(v[0])
	}
	return r, false
}

func (f *foreign) spaceOf(kind string, v types.Array) (r raster, known bool) {
	switch kind {
	case "CalGray", "CalRGB":
		d, err := f.dict(v[1])
		n := map[string]int{"CalGray": 1, "CalRGB": 3}[kind]
		return raster{components: n}, err == nil && f.usualGamma(d, n) && (n == 1 || f.usualColours(d))
	case "ICCBased":
		profile, err := f.stream(v[1])
		if err != nil || profile == nil {
			return r, false
		}
		n, _ := f.number(profile.Dict["N"])
		b, err := f.decoded(profile, mostProfile)
		return raster{components: int(n)}, err == nil && usualProfile(b, int(n))
	case "Indexed":
		return f.indexed(v)
	}
	return r, false
}

const mostProfile = 4 << 20 // bytes

func (f *foreign) indexed(v types.Array) (r raster, known bool) {
	if len(v) != 4 {
		return r, false
	}
	base, ok := f.space(v[1])
	highest, given := f.number(v[2])
	table := f.bytes(v[3])
	if !ok || base.palette != nil || !given || highest < 0 || highest > 255 || highest != math.Trunc(highest) {
		return r, false
	}
	need := (int(highest) + 1) * base.components
	if len(table) < need {
		return r, false
	}
	return raster{components: 1, palette: rgb(table[:need], base.components)}, true
}

// rgb spreads a grey palette to three components.
func rgb(table []byte, components int) []byte {
	var out []byte
	for len(table) >= components {
		for i := range 3 {
			out = append(out, table[i*(components-1)/2])
		}
		table = table[components:]
	}
	return out
}

// usualGamma tells whether a calibrated space is as light as screens are.
func (f *foreign) usualGamma(d types.Dict, components int) bool {
	gammas := []float64{}
	if components == 1 {
		g, _ := f.number(d["Gamma"])
		gammas = append(gammas, g)
	} else if list, ok := f.numbers(d["Gamma"], components); ok {
		gammas = list
	}
	for _, g := range gammas {
		if math.Abs(g-screenGamma) > nearGamma {
			return false
		}
	}
	return len(gammas) == components
}

const (
	screenGamma = 2.2
	nearGamma   = 0.25
	nearColour  = 0.03 // of a coordinate of a primary colour
)

// usualColours tells whether the primaries of a calibrated space are those of
// sRGB, for the white of day or of print.
func (f *foreign) usualColours(d types.Dict) bool {
	m, ok := f.numbers(d["Matrix"], 9)
	return ok && (near(m, []float64{0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505}) || near(m, screenPrimaries))
}

func near(a, b []float64) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > nearColour {
			return false
		}
	}
	return true
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
