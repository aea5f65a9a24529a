package pdf

import (
	"encoding/binary"
	"math"
)

// An image with a colour profile shows as plain colour only where the profile is
// that of ordinary screens, or near it: scanners write many such. What a profile
// says is read as far as that takes (ICC.1:2010).

// screenPrimaries are red, green and blue of sRGB as profiles have them.
var screenPrimaries = []float64{0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141}

// The lightness of a half, by the curve of sRGB; screens of gamma 1.8 to 2.4
// count as the same.
const (
	screenHalf = 0.214
	nearHalf   = 0.045
)

type profile []byte

// usualProfile tells whether a profile of so many components leaves grey and
// colour as they are.
func usualProfile(b []byte, components int) bool {
	const head, kindAt, magicAt = 132, 16, 36
	if len(b) < head || string(b[magicAt:magicAt+4]) != "acsp" {
		return false
	}
	p, kind := profile(b), string(b[kindAt:kindAt+4])
	switch {
	case p.tag("A2B0") != nil || p.tag("A2B1") != nil:
		return false // readers differ in which table they take
	case components == 1 && kind == "GRAY":
		return usualCurve(p.tag("kTRC"))
	case components == 3 && kind == "RGB ":
		return p.usualPrimaries() && usualCurve(p.tag("rTRC")) && usualCurve(p.tag("gTRC")) && usualCurve(p.tag("bTRC"))
	}
	return false
}

// tag gives the body of an entry; nil where it is absent.
func (p profile) tag(name string) []byte {
	const table, entry, most = 128, 12, 100
	count := min(binary.BigEndian.Uint32(p[table:]), most)
	for i := range int(count) {
		at := table + 4 + i*entry
		if at+entry > len(p) {
			return nil
		}
		from, size := uint64(binary.BigEndian.Uint32(p[at+4:])), uint64(binary.BigEndian.Uint32(p[at+8:]))
		if string(p[at:at+4]) == name && from+size <= uint64(len(p)) {
			return p[from : from+size]
		}
	}
	return nil
}

func (p profile) usualPrimaries() bool {
	const head, coordinate = 8, 4
	var found []float64
	for _, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		b := p.tag(name)
		if len(b) < head+3*coordinate {
			return false
		}
		for i := range 3 {
			found = append(found, fixed(b[head+i*coordinate:]))
		}
	}
	return near(found, screenPrimaries)
}

func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / (1 << 16) }

// usualCurve tells whether a curve takes a half to about what a screen does.
func usualCurve(b []byte) bool {
	const head = 12
	if len(b) < head {
		return false
	}
	half := math.NaN()
	switch count := int(binary.BigEndian.Uint32(b[8:])); {
	case string(b[:4]) == "curv" && count == 1 && len(b) >= head+2:
		half = math.Pow(0.5, float64(binary.BigEndian.Uint16(b[head:]))/(1<<8))
	case string(b[:4]) == "curv" && count > 1 && count <= (len(b)-head)/2:
		half = float64(binary.BigEndian.Uint16(b[head+count/2*2:])) / math.MaxUint16
	case string(b[:4]) == "para":
		half = parametricHalf(b)
	}
	return math.Abs(half-screenHalf) < nearHalf
}

// parametricHalf takes a half through a curve of type 0 to 3.
func parametricHalf(b []byte) float64 {
	const head = 12
	kind := int(binary.BigEndian.Uint16(b[8:]))
	if kind > 3 || len(b) < head+4*[]int{1, 3, 4, 5}[kind] {
		return math.NaN()
	}
	v := func(i int) float64 { return fixed(b[head+4*i:]) }
	switch kind {
	case 0:
		return math.Pow(0.5, v(0))
	case 2:
		return math.Pow(v(1)*0.5+v(2), v(0)) + v(3)
	}
	return math.Pow(v(1)*0.5+v(2), v(0))
}
