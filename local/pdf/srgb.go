package pdf

import (
	"encoding/binary"
	"math"
)

// The colours of a page are sRGB (IEC 61966-2-1). PDF/A asks that the file
// carry the profile itself; this one is the least that ICC.1:2001 allows.

const (
	iccHeader  = 128
	curveSteps = 1024
)

// xyz is a colour in the profile connection space, seen under D50.
type xyz [3]float64

var (
	illuminant = xyz{0.9642, 1, 0.8249}
	// The primaries of sRGB, adapted to D50 with the Bradford matrix.
	red   = xyz{0.43607, 0.22249, 0.01392}
	green = xyz{0.38515, 0.71687, 0.09708}
	blue  = xyz{0.14307, 0.06061, 0.71410}
)

// sRGB makes the profile.
func sRGB() []byte {
	curve := curveTag()
	tags := []struct {
		name string
		body []byte
	}{
		{"desc", descriptionTag("sRGB IEC61966-2.1")}, {"cprt", append([]byte("text\x00\x00\x00\x00"), "Public domain\x00"...)},
		{"wtpt", xyzTag(illuminant)}, {"rXYZ", xyzTag(red)}, {"gXYZ", xyzTag(green)}, {"bXYZ", xyzTag(blue)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // one curve for all three
	}
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	at := iccHeader + 4 + 12*len(tags)
	var bodies []byte
	var from, size int
	for _, t := range tags {
		if t.body != nil {
			from, size = at+len(bodies), len(t.body)
			bodies = pad(append(bodies, t.body...))
		}
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(from))
		table = binary.BigEndian.AppendUint32(table, uint32(size))
	}
	return append(append(iccHead(at+len(bodies)), table...), bodies...)
}

func iccHead(size int) []byte {
	h := make([]byte, iccHeader)
	binary.BigEndian.PutUint32(h, uint32(size))
	h[8], h[9] = 2, 0x10 // version 2.1
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{1998, 2, 9, 0, 0, 0} { // the date of the profile: sRGB itself does not change
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	copy(h[68:], xyzTag(illuminant)[8:])
	return h
}

func xyzTag(c xyz) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range c {
		b = binary.BigEndian.AppendUint32(b, uint32(math.Round(v*65536)))
	}
	return b
}

// curveTag is the way from a stored value to light.
func curveTag() []byte {
	b := []byte("curv\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, curveSteps)
	for i := range curveSteps {
		v := float64(i) / (curveSteps - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}

// descriptionTag holds the name in ASCII; the places of its Unicode and
// Macintosh forms stay empty.
func descriptionTag(name string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(name)+1))
	b = append(append(b, name...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}
