package page

import (
	"bytes"
	gif "compress/lzw"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"tram/local/office"
)

// A TIFF is taken for what other readers show of it on white paper. The opinions are
// ImageMagick's, and where that is wrong about a coding, libtiff's own.

// samplesTIFF is one strip a plane of eight bits a sample; extras are what
// ExtraSamples says.
func samplesTIFF(w, h, photometric int, samples []byte, extras ...int) []byte {
	n := len(samples) / (w * h)
	o := binary.LittleEndian
	b := append(o.AppendUint32([]byte("II*\x00"), 0), samples...)
	list := func(values ...int) int {
		at := len(b)
		for _, v := range values {
			b = o.AppendUint16(b, uint16(v))
		}
		return at
	}
	bits := list(8, 8, 8, 8, 8, 8)
	tags := [][4]int{{tagWidth, typeShort, 1, w}, {tagHeight, typeShort, 1, h}, {tagBits, typeShort, n, bits}, {tagCompression, typeShort, 1, 1},
		{tagPhotometric, typeShort, 1, photometric}, {tagStripOffsets, typeLong, 1, 8}, {tagSamples, typeShort, 1, n},
		{tagRowsPerStrip, typeShort, 1, h}, {tagStripSizes, typeLong, 1, len(samples)}}
	if n <= 2 {
		tags[2][3] = 8 | 8<<16
	}
	switch len(extras) {
	case 0:
	case 1:
		tags = append(tags, [4]int{tagExtraSamples, typeShort, 1, extras[0]})
	case 2:
		tags = append(tags, [4]int{tagExtraSamples, typeShort, 2, extras[0] | extras[1]<<16})
	}
	o.PutUint32(b[4:], uint32(len(b)))
	b = o.AppendUint16(b, uint16(len(tags)))
	for _, tag := range tags {
		b = o.AppendUint16(o.AppendUint16(b, uint16(tag[0])), uint16(tag[1]))
		b = o.AppendUint32(o.AppendUint32(b, uint32(tag[2])), uint32(tag[3]))
	}
	return o.AppendUint32(b, 0)
}

// covered are samples of which the last of each pixel goes through every cover; the
// colours may be brighter than it lets them be, as a lossy coding leaves them.
func covered(w, h, n int) []byte {
	b := make([]byte, w*h*n)
	for i := range b {
		x, y, c := i/n%w, i/n/w, i%n
		b[i] = byte(x*4 + 3*y*c + 40*c)
		if c == n-1 {
			b[i] = byte(255 - (x*7+y*3)%300*5/6)
		}
	}
	return b
}

// byImageMagick is what ImageMagick shows.
func byImageMagick(t *testing.T, file []byte) image.Image {
	t.Helper()
	shown := converted(t, file, "imagemagick", "convert", "in", "-background", "white", "-alpha", "remove", "-alpha", "off", "-depth", "8", "png:out")
	img, err := png.Decode(bytes.NewReader(shown))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// byLibtiff is what libtiff shows of colours; it gives them multiplied.
func byLibtiff(t *testing.T, file []byte) image.Image {
	t.Helper()
	raw := converted(t, file, "libtiff-tools", "tiff2rgba", "-c", "none", "in", "out")
	raw = converted(t, raw, "libtiff-tools", "tiffcp", "-f", "msb2lsb", "in", "out") // the order of bits was copied
	shown, err := tiff.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := shown.(*image.RGBA)
	for i, v := range c.Pix {
		cover := c.Pix[i|3]
		if i&3 != 3 {
			c.Pix[i] = byte(min(255, int(v)+255-int(cover)))
		}
	}
	for i := 3; i < len(c.Pix); i += 4 {
		c.Pix[i] = 255
	}
	return c
}

// converted runs a program from the file "in" to the file "out".
func converted(t *testing.T, file []byte, debian, name string, args ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "in"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, dir, debian, name, args...)
	b, err := os.ReadFile(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkShown compares a TIFF with what a reader shows, to so many steps of 255.
func checkShown(t *testing.T, name string, file []byte, reader func(*testing.T, []byte) image.Image, within int) {
	t.Helper()
	got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if d := farthest(got, reader(t, file)); d > within {
		t.Errorf("%s differs from what readers show by %d", name, d)
	}
}

func TestATransparentTIFFShowsOnWhiteWhatReadersShow(t *testing.T) {
	const w, h = 61, 47
	const rounding = 1
	for name, c := range map[string]struct {
		plain []byte
		how   []string
	}{
		"colour, straight": {samplesTIFF(w, h, TIFFRGB, covered(w, h, 4), int(straight)),
			[]string{"-c none", "-c lzw:2", "-c zip:2 -t -w 32 -l 16", "-c none -p separate", "-c lzw:2 -p separate -r 7", "-c lzw:2 -f lsb2msb -B"}},
		"colour, multiplied": {samplesTIFF(w, h, TIFFRGB, covered(w, h, 4), int(multiplied)),
			[]string{"-c none", "-c zip -r 5", "-c packbits -p separate -t -w 16 -l 16"}},
		"grey, straight": {samplesTIFF(w, h, TIFFBlackIsZero, covered(w, h, 2), int(straight)),
			[]string{"-c none", "-c zip:2 -r 9", "-c zip -f lsb2msb"}},
		"grey, multiplied":               {samplesTIFF(w, h, TIFFBlackIsZero, covered(w, h, 2), int(multiplied)), []string{"-c none", "-c lzw:2"}},
		"colour without alpha, planes":   {samplesTIFF(w, h, TIFFRGB, covered(w, h, 3)), []string{"-c none -p separate", "-c zip:2 -p separate -r 4"}},
		"grey without alpha, mirrored":   {samplesTIFF(w, h, TIFFBlackIsZero, covered(w, h, 1)), []string{"-c none -f lsb2msb", "-c packbits -f lsb2msb -r 6"}},
		"colour without alpha, mirrored": {samplesTIFF(w, h, TIFFRGB, covered(w, h, 3)), []string{"-c lzw:2 -f lsb2msb -r 8", "-c zip:2 -f lsb2msb -t -w 16 -l 16"}},
	} {
		for _, how := range c.how {
			file := packed(t, c.plain, strings.Fields(how)...)
			checkShown(t, name+", "+how, file, byImageMagick, rounding)
			if strings.HasPrefix(name, "colour") {
				checkShown(t, name+", "+how, file, byLibtiff, rounding)
			}
		}
	}
}

// TestPlanesOfGreyAreTheSameGrey: ImageMagick is wrong about them.
func TestPlanesOfGreyAreTheSameGrey(t *testing.T) {
	beside := samplesTIFF(61, 47, TIFFBlackIsZero, covered(61, 47, 2), int(straight))
	want, err := Decode(t.Context(), bytes.NewReader(beside), int64(len(beside)), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"-c none", "-c lzw:2 -r 9", "-c zip -t -w 16 -l 16"} {
		apart := packed(t, beside, append(strings.Fields(how), "-p", "separate")...)
		got, err := Decode(t.Context(), bytes.NewReader(apart), int64(len(apart)), 0)
		if err != nil || !same(got, want) {
			t.Errorf("%s: it looks different, %v", how, err)
		}
	}
}

func TestAMirroredTIFFOfBitsIsReadInItsOrder(t *testing.T) {
	for _, how := range []string{"-c none", "-c lzw", "-c zip -r 20", "-c packbits", "-c lzw -B -r 9", "-c g3:1d", "-c g4"} {
		words := append(strings.Fields(how), "-f", "lsb2msb")
		for _, photometric := range []int{TIFFWhiteIsZero, TIFFBlackIsZero} {
			file := packed(t, bilevelPages(photometric), words...)
			for n := range 3 {
				checkPage(t, fmt.Sprintf("%s, photometric %d, page %d", how, photometric, n+1), file, n)
			}
		}
	}
}

// TestAJPEGWithAlphaInATIFFShowsOnWhite: the steps of a lossy coding are libjpeg's
// and ours.
func TestAJPEGWithAlphaInATIFFShowsOnWhite(t *testing.T) {
	const w, h, lossy = 64, 48, 6
	soft := make([]byte, 4*w*h)
	for i := range w * h {
		x, y := i%w, i/w
		copy(soft[4*i:], []byte{byte(3 * x), byte(2 * y), byte(200 - x), byte(min(255, 80+5*x))})
	}
	for _, kind := range []alpha{straight, multiplied} {
		plain := samplesTIFF(w, h, TIFFRGB, soft, int(kind))
		for _, how := range []string{"-c jpeg:r:95 -r 48", "-c jpeg:r:95 -r 16", "-c jpeg:r:95 -t -w 32 -l 16", "-c jpeg:r:95 -f lsb2msb"} {
			checkShown(t, fmt.Sprintf("alpha %d, %s", kind, how), packed(t, plain, strings.Fields(how)...), byLibtiff, lossy)
		}
	}
}

func TestLZWOfBeforeTIFF5IsReadAsLibtiffReadsIt(t *testing.T) {
	const w, h = 300, 200
	for name, samples := range map[string][]byte{"noise": noise(w * h), "steps": covered(w, h, 1), "white": bytes.Repeat([]byte{255}, w*h)} {
		var strip bytes.Buffer
		z := gif.NewWriter(&strip, gif.LSB, 8)
		if _, err := z.Write(samples); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		file := greyTIFF(w, TIFFLZW, strip.Bytes())
		for tag, v := range map[int]uint32{tagHeight: h, tagRowsPerStrip: h, tagPhotometric: TIFFBlackIsZero} {
			file = patched(t, file, tag, v)
		}
		checkShown(t, name, file, byImageMagick, 0)
		got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
		if err != nil || !bytes.Equal(got.(*image.Gray).Pix, samples) {
			t.Errorf("%s: other samples than were packed, %v", name, err)
		}
	}
}

func noise(n int) []byte {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = byte(state >> 24)
	}
	return b
}

// oldJPEGTIFF is a page of compression 6. Told are where in the JPEG the strip
// begins, the rows of a strip, whether the JPEG is named at all, and its length
// (0: not told).
func oldJPEGTIFF(stream []byte, w, h, components int, told [4]int) []byte {
	photometric := TIFFYCbCr
	if components == 1 {
		photometric = TIFFBlackIsZero
	}
	o := binary.LittleEndian
	const streamAt = 8
	b := append(o.AppendUint32([]byte("II*\x00"), 0), stream...)
	bits := len(b)
	for range 3 {
		b = o.AppendUint16(b, 8)
	}
	if components == 1 {
		bits = 8
	}
	at, size := streamAt+told[0], len(stream)-told[0]
	strips := (h + told[1] - 1) / told[1]
	if strips == 2 {
		b = o.AppendUint32(o.AppendUint32(b, uint32(at)), uint32(at))
		b = o.AppendUint32(o.AppendUint32(b, uint32(size)), uint32(size))
		at, size = len(b)-16, len(b)-8
	}
	tags := [][4]int{{tagWidth, typeShort, 1, w}, {tagHeight, typeShort, 1, h}, {tagBits, typeShort, components, bits},
		{tagCompression, typeShort, 1, TIFFOldJPEG}, {tagPhotometric, typeShort, 1, photometric}, {tagStripOffsets, typeLong, strips, at},
		{tagSamples, typeShort, 1, components}, {tagRowsPerStrip, typeLong, 1, told[1]}, {tagStripSizes, typeLong, strips, size}}
	if told[2] > 0 {
		tags = append(tags, [4]int{tagOldJPEG, typeLong, 1, streamAt})
	}
	if told[3] > 0 {
		tags = append(tags, [4]int{tagOldJPEGSize, typeLong, 1, told[3]})
	}
	o.PutUint32(b[4:], uint32(len(b)))
	b = o.AppendUint16(b, uint16(len(tags)))
	for _, tag := range tags {
		b = o.AppendUint16(o.AppendUint16(b, uint16(tag[0])), uint16(tag[1]))
		b = o.AppendUint32(o.AppendUint32(b, uint32(tag[2])), uint32(tag[3]))
	}
	return o.AppendUint32(b, 0)
}

func TestAnOldJPEGIsTakenWhereItIsWholeAndElseNamed(t *testing.T) {
	const w, h, lossy = 160, 112, 10
	smooth, grey := image.NewRGBA(image.Rect(0, 0, w, h)), image.NewGray(image.Rect(0, 0, w, h))
	for i := range w * h {
		x, y := i%w, i/w
		smooth.SetRGBA(x, y, color.RGBA{uint8(x), uint8(2 * y), uint8(200 - x), 255})
		grey.SetGray(x, y, color.Gray{uint8(x + y/2)})
	}
	coded := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	colour, one := coded(smooth), coded(grey)
	behind := func(stream []byte) int { // of the last header
		at := bytes.Index(stream, []byte{0xff, sos})
		return at + 2 + int(binary.BigEndian.Uint16(stream[at+2:]))
	}
	n := len(colour)
	for name, file := range map[string][]byte{
		"the strip is the coded data": oldJPEGTIFF(colour, w, h, 3, [4]int{behind(colour), h, 1, n}),
		"the strip is the whole JPEG": oldJPEGTIFF(colour, w, h, 3, [4]int{0, h, 1, n}),
		"a length that is not told":   oldJPEGTIFF(colour, w, h, 3, [4]int{behind(colour), h, 1, 0}),
		"grey":                        oldJPEGTIFF(one, w, h, 1, [4]int{behind(one), h, 1, len(one)}),
	} {
		checkShown(t, name, file, byLibtiff, lossy)
	}
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"no JPEG of its own":       {oldJPEGTIFF(colour, w, h, 3, [4]int{behind(colour), h, 0, 0}), OldJPEG},
		"of several strips":        {oldJPEGTIFF(colour, w, h, 3, [4]int{0, h / 2, 1, n}), OldJPEG},
		"the strip lies elsewhere": {patched(t, oldJPEGTIFF(colour, w, h, 3, [4]int{behind(colour), h, 1, n}), tagStripOffsets, 4), OldJPEG},
		"headers without data":     {oldJPEGTIFF(colour, w, h, 3, [4]int{behind(colour), h, 1, behind(colour) + 9}), OldJPEG},
		"of another size":          {oldJPEGTIFF(colour, w+16, h, 3, [4]int{0, h, 1, n}), OldJPEG},
	} {
		if _, err := probe(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}

// TestAChannelThatReadersTakeDifferentlyIsNamed and not called a rare packing.
func TestAChannelThatReadersTakeDifferentlyIsNamed(t *testing.T) {
	const w, h = 21, 13
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"colour and one that is not named": {samplesTIFF(w, h, TIFFRGB, covered(w, h, 4)), UnclearChannel},
		"colour and one without a meaning": {samplesTIFF(w, h, TIFFRGB, covered(w, h, 4), 0), UnclearChannel},
		"grey and one without a meaning":   {samplesTIFF(w, h, TIFFBlackIsZero, covered(w, h, 2), 0), UnclearChannel},
		"colour and two":                   {samplesTIFF(w, h, TIFFRGB, covered(w, h, 5), 2, 0), UnclearChannel},
		"white is zero":                    {samplesTIFF(w, h, TIFFWhiteIsZero, covered(w, h, 2), 2), UnclearChannel},
		"a palette and one more":           {samplesTIFF(w, h, TIFFPalette, covered(w, h, 2), 2), UnclearChannel},
		"sixteen bits":                     {tiffOf(t, image.NewNRGBA64(image.Rect(0, 0, w, h))), TooManyBits},
		"inks":                             {patched(t, samplesTIFF(w, h, TIFFRGB, covered(w, h, 4), 2), tagPhotometric, tiffCMYK), PrintColours},
	} {
		if _, err := probe(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}
