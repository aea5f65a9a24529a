package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"tram/local/office"
)

// picture draws something that no coder can flatten to nothing.
func picture(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 7), uint8(y * 5), uint8(x*y + x), 255})
		}
	}
	return img
}

// jpegOf is a coded picture with segments put in behind the start marker.
func jpegOf(t testing.TB, img image.Image, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	out := append([]byte(nil), b.Bytes()[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, b.Bytes()[2:]...)
}

func segment(marker byte, body ...byte) []byte {
	s := []byte{0xff, marker, 0, 0}
	binary.BigEndian.PutUint16(s[2:], uint16(len(body)+2))
	return append(s, body...)
}

func jfif(unit byte, x, y uint16) []byte {
	return segment(app0, 'J', 'F', 'I', 'F', 0, 1, 1, unit, byte(x>>8), byte(x), byte(y>>8), byte(y), 0, 0)
}

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// exifBlock is a TIFF header with an orientation and a resolution.
func exifBlock(o byteOrder, orientation uint16, dpi uint32, unit uint16) []byte {
	b := make([]byte, 8)
	copy(b, map[bool]string{true: "II*\x00", false: "MM\x00*"}[o == byteOrder(binary.LittleEndian)])
	o.PutUint32(b[4:], 8)
	put16 := func(v uint16) { b = o.AppendUint16(b, v) }
	put32 := func(v uint32) { b = o.AppendUint32(b, v) }
	entry := func(tag, kind uint16, count uint32, value func()) {
		put16(tag)
		put16(kind)
		put32(count)
		value()
	}
	short := func(v uint16) func() { return func() { put16(v); put16(0) } }
	put16(4)
	const after = 8 + 2 + 4*entrySize + 4
	entry(tagOrientation, typeShort, 1, short(orientation))
	entry(tagXResolution, typeRational, 1, func() { put32(after) })
	entry(tagYResolution, typeRational, 1, func() { put32(after) })
	entry(tagResolutionUnit, typeShort, 1, short(unit))
	put32(0)
	put32(dpi * 10)
	put32(10)
	return b
}

func exifSegment(block []byte) []byte {
	return segment(app1, append([]byte("Exif\x00\x00"), block...)...)
}

func probe(b []byte) (Info, error) { return Probe(bytes.NewReader(b), int64(len(b))) }

func TestAJPEGTellsItsSizeAndResolution(t *testing.T) {
	img := picture(600, 800)
	for name, c := range map[string]struct {
		segments    [][]byte
		x, y        float64
		orientation int
	}{
		"nothing said":            {nil, 0, 0, 1},
		"inches":                  {[][]byte{jfif(1, 300, 200)}, 300, 200, 1},
		"centimetres":             {[][]byte{jfif(2, 118, 118)}, 299.72, 299.72, 1},
		"only a shape":            {[][]byte{jfif(0, 1, 1)}, 0, 0, 1},
		"EXIF, little end first":  {[][]byte{exifSegment(exifBlock(binary.LittleEndian, 6, 300, 2))}, 300, 300, 6},
		"EXIF, big end first":     {[][]byte{exifSegment(exifBlock(binary.BigEndian, 8, 150, 2))}, 150, 150, 8},
		"EXIF in centimetres":     {[][]byte{exifSegment(exifBlock(binary.BigEndian, 3, 100, 3))}, 254, 254, 3},
		"JFIF says 72, EXIF more": {[][]byte{jfif(1, 72, 72), exifSegment(exifBlock(binary.LittleEndian, 1, 400, 2))}, 400, 400, 1},
		"JFIF before EXIF":        {[][]byte{jfif(1, 300, 300), exifSegment(exifBlock(binary.LittleEndian, 1, 72, 2))}, 300, 300, 1},
		"orientation 9":           {[][]byte{exifSegment(exifBlock(binary.LittleEndian, 9, 300, 2))}, 300, 300, 1},
		"broken EXIF":             {[][]byte{jfif(1, 300, 300), exifSegment([]byte("II*\x00\xff\xff\xff\xff"))}, 300, 300, 1},
	} {
		info, err := probe(jpegOf(t, img, c.segments...))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info.Width != 600 || info.Height != 800 || info.Components != 3 || info.Bits != 8 || info.Media != office.JPEG || info.Frames != 1 {
			t.Errorf("%s: %+v", name, info)
		}
		if info.DPIX != c.x || info.DPIY != c.y || info.Orientation != c.orientation {
			t.Errorf("%s: %v×%v dpi, orientation %d", name, info.DPIX, info.DPIY, info.Orientation)
		}
	}
}

func TestAJPEGCutAnywhereIsNeverTakenIn(t *testing.T) {
	whole := jpegOf(t, picture(64, 48), jfif(1, 300, 300), exifSegment(exifBlock(binary.LittleEndian, 6, 300, 2)))
	if _, err := probe(whole); err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) {
		if _, err := probe(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes were taken for a whole page", n, len(whole))
		} else if _, told := office.FailureIn(err); !told {
			t.Fatalf("%d bytes: no sentence in %v", n, err)
		}
	}
	if _, err := probe(whole[:len(whole)-1]); !errors.Is(err, Truncated) {
		t.Errorf("the last byte missing: %v", err)
	}
}

func TestBytesAfterTheEndOfAJPEGAreNoFault(t *testing.T) {
	whole := jpegOf(t, picture(64, 48))
	info, err := probe(append(bytes.Clone(whole), "trailer of a phone"...))
	if err != nil || info.JPEG.End != int64(len(whole)) {
		t.Errorf("end %v, %v", info.JPEG, err)
	}
}

func TestJPEGsThatNoPageMayBeAreNamed(t *testing.T) {
	sof := func(marker, bits byte, components int, side uint16) []byte {
		body := []byte{bits, byte(side >> 8), byte(side), byte(side >> 8), byte(side), byte(components)}
		for c := range components {
			body = append(body, byte(c+1), 0x11, 0)
		}
		return append([]byte{0xff, soi}, segment(marker, body...)...)
	}
	junk := jpegOf(t, picture(64, 48))
	scan := bytes.Index(junk, []byte{0xff, sos})
	copy(junk[scan+20:], []byte{0xff, 0x02})
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"four components":           {sof(0xc0, 8, 4, 100), PrintColours},
		"twelve bits":               {sof(0xc1, 12, 3, 100), TooManyBits},
		"lossless":                  {sof(0xc3, 8, 3, 100), RareCoding},
		"arithmetic":                {sof(0xc9, 8, 3, 100), RareCoding},
		"60,000 pixels":             {sof(0xc0, 8, 3, 60_000), TooManyPixels},
		"no rows":                   {sof(0xc0, 8, 3, 0), Damaged},
		"two components":            {sof(0xc0, 8, 2, 100), RareCoding},
		"a marker inside the coded": {junk, Damaged},
	} {
		if _, err := probe(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}

// TestACameraIsToldFromAScanner by what it says of exposure or of the place.
func TestACameraIsToldFromAScanner(t *testing.T) {
	o := binary.LittleEndian
	block := func(tag uint16, below ...uint16) []byte {
		const at = 8 + 2 + entrySize + 4
		b := o.AppendUint32([]byte("II*\x00"), 8)
		b = o.AppendUint32(o.AppendUint32(o.AppendUint16(o.AppendUint16(o.AppendUint16(b, 1), tag), typeLong), 1), at)
		b = o.AppendUint16(o.AppendUint32(b, 0), uint16(len(below)))
		for _, t := range below {
			b = append(o.AppendUint32(o.AppendUint16(o.AppendUint16(b, t), typeShort), 1), 1, 0, 0, 0)
		}
		return o.AppendUint32(b, 0)
	}
	const maker, model = 271, 272
	for name, c := range map[string]struct {
		block []byte
		want  bool
	}{
		"exposure": {block(tagCircumstances, tagExposure), true}, "sensitivity": {block(tagCircumstances, 40961, tagSensitivity), true},
		"flash": {block(tagCircumstances, tagFlash), true}, "place": {block(tagPlace, 1), true},
		"size alone": {block(tagCircumstances, 40961, 40962), false}, "maker": {block(maker), false}, "model": {block(model), false},
	} {
		info, err := probe(jpegOf(t, picture(64, 48), exifSegment(c.block)))
		if err != nil || info.Camera != c.want {
			t.Errorf("%s: camera %v, %v", name, info.Camera, err)
		}
	}
}
