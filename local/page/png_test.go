package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"testing"

	"tram/local/office"
)

func pngOf(t testing.TB, img image.Image, chunks ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 12 + 13
	out := bytes.Clone(b.Bytes()[:header])
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, b.Bytes()[header:]...)
}

func chunk(name string, body ...byte) []byte {
	c := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	c = append(append(c, name...), body...)
	return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
}

func phys(perMetre uint32, unit byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, perMetre)
	return chunk("pHYs", append(binary.BigEndian.AppendUint32(b, perMetre), unit)...)
}

func TestAPNGTellsWhatThePageWriterMustKnow(t *testing.T) {
	paper := color.Palette{color.White, color.Black}
	bilevel := image.NewPaletted(image.Rect(0, 0, 64, 48), paper)
	see := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for name, c := range map[string]struct {
		img            image.Image
		chunks         [][]byte
		components     int
		bits           int
		dpi            float64
		orientation    int
		alpha, palette bool
	}{
		"colour":      {picture(64, 48), [][]byte{phys(11811, 1)}, 3, 8, 300, 1, false, false},
		"grey":        {image.NewGray(image.Rect(0, 0, 64, 48)), [][]byte{phys(7874, 1)}, 1, 8, 200, 1, false, false},
		"a shape":     {picture(64, 48), [][]byte{phys(1, 0)}, 3, 8, 0, 1, false, false},
		"two colours": {bilevel, nil, 1, 1, 0, 1, false, true},
		"glass":       {see, nil, 4, 8, 0, 1, true, false},
		"eXIf":        {picture(64, 48), [][]byte{chunk("eXIf", exifBlock(binary.BigEndian, 6, 400, 2)...)}, 3, 8, 400, 6, false, false},
	} {
		info, err := probe(pngOf(t, c.img, c.chunks...))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info.Media != office.PNG || info.Width != 64 || info.Height != 48 || info.Components != c.components || info.Bits != c.bits ||
			info.DPIX != c.dpi || info.DPIY != c.dpi || info.Orientation != c.orientation || info.Alpha != c.alpha || info.Palette != c.palette {
			t.Errorf("%s: %+v", name, info)
		}
		if c.palette != (len(info.PNG.Colors) == 6) {
			t.Errorf("%s: palette % x", name, info.PNG.Colors)
		}
	}
}

func TestThePixelsOfAPNGLieWhereProbeSays(t *testing.T) {
	file := pngOf(t, picture(300, 200))
	info, err := probe(file)
	if err != nil {
		t.Fatal(err)
	}
	var stream []byte
	for _, s := range info.PNG.Data {
		stream = append(stream, file[s.Offset:s.Offset+s.Size]...)
	}
	if got := inflate(t, stream); len(got) != 200*(1+300*3) {
		t.Errorf("%d bytes of pixels", len(got))
	}
}

func TestAPNGCutOrChangedAnywhereIsNeverTakenIn(t *testing.T) {
	whole := pngOf(t, picture(16, 12), phys(11811, 1))
	body := bytes.Index(whole, []byte("pHYs")) + 4
	for n := range len(whole) {
		if _, err := probe(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes were taken for a whole page", n, len(whole))
		}
		if n >= body && n < body+9+4 { // the resolution and its sum, without which a page is whole
			continue
		}
		changed := bytes.Clone(whole)
		changed[n] ^= 0x40
		if _, err := probe(changed); err == nil {
			t.Fatalf("a change of byte %d was not seen", n)
		}
	}
	if _, err := probe(whole[:len(whole)-1]); !errors.Is(err, Truncated) {
		t.Errorf("the last byte missing: %v", err)
	}
}

// spoilt gives the first chunk of a name another sum.
func spoilt(t *testing.T, file []byte, name string) []byte {
	t.Helper()
	at := bytes.Index(file, []byte(name))
	if at < 4 {
		t.Fatalf("no chunk %s", name)
	}
	out := bytes.Clone(file)
	out[at+4+int(binary.BigEndian.Uint32(file[at-4:]))] ^= 0x10
	return out
}

// TestAWrongSumOfWhatNoPixelNeedsIsPassedOver, as libpng does: it warns and goes on,
// and of what the pixels need it does not.
func TestAWrongSumOfWhatNoPixelNeedsIsPassedOver(t *testing.T) {
	img := picture(64, 48)
	paper := image.NewPaletted(image.Rect(0, 0, 64, 48), color.Palette{color.White, color.Black, color.NRGBA{9, 9, 9, 99}})
	behind := func(file, chunk []byte) []byte {
		const end = 12
		return append(append(bytes.Clone(file[:len(file)-end]), chunk...), file[len(file)-end:]...)
	}
	text := chunk("tEXt", []byte("Comment\x00Nguyen Van Mau")...)
	exif := chunk("eXIf", exifBlock(binary.BigEndian, 6, 400, 2)...)
	for name, file := range map[string][]byte{
		"tEXt": pngOf(t, img, text), "zTXt": pngOf(t, img, chunk("zTXt", 'a', 0, 0, 1, 2, 3), phys(11811, 1)), "pHYs": pngOf(t, img, phys(11811, 1)),
		"eXIf": pngOf(t, img, exif), "gAMA": pngOf(t, img, chunk("gAMA", 0, 0, 0, 9)), "iCCP": pngOf(t, img, chunk("iCCP", 'a', 0, 0, 7)),
		"tIME": behind(pngOf(t, img), chunk("tIME", 7, 234, 11, 23, 1, 2, 3)), "miNE": behind(pngOf(t, img, text), chunk("miNE", make([]byte, 200_000)...)),
	} {
		bad := spoilt(t, file, name)
		got, err := Decode(t.Context(), bytes.NewReader(bad), int64(len(bad)), 0)
		if err != nil || !same(got, img) {
			t.Errorf("%s: it looks different, %v", name, err)
			continue
		}
		shown, err := png.Decode(bytes.NewReader(converted(t, bad, "imagemagick", "convert", "in", "png:out")))
		if err != nil || !same(shown, img) {
			t.Errorf("%s: ImageMagick does not show it: %v", name, err)
		}
		if info, err := probe(bad); err != nil || info.Orientation != 1 || (info.DPIX == 0) != (name != "zTXt") {
			t.Errorf("%s is believed: %+v, %v", name, info, err)
		}
	}
	idat := bytes.Replace(pngOf(t, img), []byte("IDAT"), []byte("iDAT"), 1)
	for name, file := range map[string][]byte{
		"IHDR": pngOf(t, img), "IDAT": pngOf(t, img), "IEND": pngOf(t, img), "PLTE": pngOf(t, paper), "tRNS": pngOf(t, paper),
		"acTL": pngOf(t, img, chunk("acTL", 0, 0, 0, 2, 0, 0, 0, 0)), "iDAT": behind(pngOf(t, img), idat[bytes.Index(idat, []byte("iDAT"))-4:len(idat)-12]),
		"t3Xt": pngOf(t, img, chunk("t3Xt", 1)), "MiNE": pngOf(t, img, chunk("MiNE", 1)),
	} {
		if _, err := probe(spoilt(t, file, name)); !errors.Is(err, Damaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPNGsThatNoPageMayBeAreNamed(t *testing.T) {
	header := func(w, h uint32, bits, kind byte) []byte {
		b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
		return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(b, bits, kind, 0, 0, 0)...)...)
	}
	deep := image.NewGray16(image.Rect(0, 0, 4, 4))
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"sixteen bits":      {pngOf(t, deep), TooManyBits},
		"moving":            {pngOf(t, picture(4, 4), chunk("acTL", 0, 0, 0, 2, 0, 0, 0, 0)), Animated},
		"60,000 pixels":     {header(60_000, 60_000, 8, 2), TooManyPixels},
		"four billion wide": {header(1<<32-1, 1, 8, 2), TooManyPixels},
		"three bits":        {header(4, 4, 3, 0), Damaged},
		"unknown critical":  {pngOf(t, picture(4, 4), chunk("ABCD")), RareCoding},
	} {
		if _, err := probe(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}
