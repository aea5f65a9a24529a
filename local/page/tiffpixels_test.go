package page

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"os"
	"testing"

	"tram/local/office"
	"tram/local/page/fax"
)

// TestAFaxWithFillingBitsIsReadToItsLastRow: a receiving fax machine wrote them
// before each end of a line. The opinion is libtiff's.
func TestAFaxWithFillingBitsIsReadToItsLastRow(t *testing.T) {
	file, err := os.ReadFile("testdata/t_g3_1d_fill.tif")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
	if err != nil {
		t.Fatal(err)
	}
	plain := packed(t, file, "-c", "none")
	want, err := Decode(t.Context(), bytes.NewReader(plain), int64(len(plain)), 0)
	if err != nil || !same(got, want) || allOf(got, 255) {
		t.Errorf("it looks different, %v", err)
	}
}

func allOf(img image.Image, v byte) bool {
	grey, is := img.(*image.Gray)
	return is && bytes.Count(grey.Pix, []byte{v}) == len(grey.Pix)
}

// TestRowsOfFaxRunsAtBytesAreRead: compression 2, which libtiff reads and does not
// write.
func TestRowsOfFaxRunsAtBytesAreRead(t *testing.T) {
	white8 := []byte{0b10011000} // eight white pixels and no more
	half := []byte{0b10110110}   // four white, four black
	strip := append(append(append([]byte{}, white8...), half...), half...)
	file := faxTIFF(t, 8, 3, TIFFHuffman, strip)
	got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
	if err != nil {
		t.Fatal(err)
	}
	for y, want := range []byte{255, 0, 0} {
		if v := got.(*image.Gray).GrayAt(6, y).Y; v != want || got.(*image.Gray).GrayAt(1, y).Y != 255 {
			t.Errorf("row %d: %d", y, v)
		}
	}
}

// faxTIFF is one strip of a bit a pixel.
func faxTIFF(t *testing.T, w, h, compression int, strip []byte) []byte {
	t.Helper()
	file := greyTIFF(w, compression, strip)
	for tag, v := range map[int]uint32{tagHeight: uint32(h), tagBits: 1, tagPhotometric: TIFFWhiteIsZero, tagRowsPerStrip: uint32(h)} {
		file = patched(t, file, tag, v)
	}
	return file
}

func TestAPredictorIsUndoneAsLibtiffDoesIt(t *testing.T) {
	smooth := image.NewRGBA(image.Rect(0, 0, 151, 113))
	grey := image.NewGray(smooth.Rect)
	for y := range 113 {
		for x := range 151 {
			smooth.SetRGBA(x, y, color.RGBA{uint8(x * 3), uint8(2 * y), uint8(200 - x), 255})
			grey.SetGray(x, y, color.Gray{uint8(x*y/3 + x)})
		}
	}
	for _, c := range []struct {
		plain []byte
		want  image.Image
	}{{colourTIFF(smooth), smooth}, {tiffOf(t, grey), grey}} {
		for _, how := range [][]string{{"-c", "lzw:2"}, {"-c", "zip:2"}, {"-c", "lzw:2", "-r", "7"}, {"-c", "lzw:1"},
			{"-c", "lzw:2", "-t", "-w", "64", "-l", "48"}, {"-c", "zip:2", "-B"}, {"-c", "packbits", "-r", "11"}} {
			file := packed(t, c.plain, how...)
			got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
			if err != nil || !same(got, c.want) {
				t.Errorf("%v of %T: it looks different, %v", how, c.want, err)
			}
		}
	}
}

func TestATIFFThatEndsBeforeItsRowsIsTold(t *testing.T) {
	grey := tiffOf(t, image.NewGray(image.Rect(0, 0, 200, 100)))
	for _, how := range []string{"lzw", "zip", "packbits"} {
		file := packed(t, grey, "-c", how, "-r", "50")
		for tag, v := range map[int]uint32{tagHeight: 120, tagRowsPerStrip: 60} {
			file = patched(t, file, tag, v)
		}
		if _, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0); !errors.Is(err, Truncated) {
			t.Errorf("%s: %v", how, err)
		}
	}
}

// TestWhatNoReaderKnowsIsCalledRare and not damaged or cut off, which it is not.
func TestWhatNoReaderKnowsIsCalledRare(t *testing.T) {
	grey := tiffOf(t, image.NewGray(image.Rect(0, 0, 20, 10)))
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"colour of two samples": {patched(t, patched(t, grey, tagSamples, 2), tagPhotometric, TIFFRGB), RareCoding},
		"floating predictor":    {patched(t, packed(t, grey, "-c", "lzw:2"), tagPredictor, 3), RareCoding},
		"the mode uncompressed": {patched(t, packed(t, bilevelPages(0), "-c", "g3:1d"), tagT4Options, 2), RareCoding},
	} {
		_, err := Decode(t.Context(), bytes.NewReader(c.file), int64(len(c.file)), 0)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAFaxOfOursIsReadByLibtiff: what the encoder writes.
func TestAFaxOfOursIsReadByLibtiff(t *testing.T) {
	img := stripes(1)
	e := fax.NewEncoder(img.Rect.Dx())
	line := make([]byte, (img.Rect.Dx()+7)/8)
	for y := range img.Rect.Dy() {
		clear(line)
		for x := range img.Rect.Dx() {
			if img.GrayAt(x, y).Y == 0 {
				line[x/8] |= 0x80 >> (x % 8)
			}
		}
		e.Row(line)
	}
	file := packed(t, faxTIFF(t, img.Rect.Dx(), img.Rect.Dy(), TIFFG4, e.End()), "-c", "none")
	got, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
	if err != nil || !same(got, img) {
		t.Errorf("it looks different, %v", err)
	}
}

func TestTheColoursOfADisputedJPEGAreTold(t *testing.T) {
	plain := jpegOf(t, picture(64, 48), jfif(1, 300, 300))
	adobe := func(transform byte) []byte {
		return []byte{0xff, app14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform}
	}
	without := jpegOf(t, picture(64, 48))
	given, err := os.ReadFile("testdata/jfif_adobe_transform0.jpg")
	if err != nil {
		t.Fatal(err)
	}
	behind := func(file, marker []byte) []byte {
		at := 2 + 2 + int(binary.BigEndian.Uint16(file[4:]))
		return append(append(bytes.Clone(file[:at]), marker...), file[at:]...)
	}
	for name, c := range map[string]struct {
		file []byte
		want bool
	}{
		"as given":               {given, true},
		"JFIF":                   {plain, false},
		"JFIF and Adobe say RGB": {behind(plain, adobe(0)), true},
		"JFIF and Adobe agree":   {behind(plain, adobe(1)), false},
		"Adobe alone":            {append(append([]byte{0xff, soi}, adobe(0)...), without[2:]...), false},
		"Adobe first":            {append(append([]byte{0xff, soi}, adobe(0)...), plain[2:]...), true},
	} {
		info, err := probe(c.file)
		if err != nil || info.JPEG.Portable() == c.want {
			t.Errorf("%s: %+v, %v", name, info.JPEG, err)
		}
	}
}

// TestAHeightThatComesLateIsRead: a scanner that feeds paper does not know it
// beforehand.
func TestAHeightThatComesLateIsRead(t *testing.T) {
	plain := jpegOf(t, picture(64, 48))
	want, err := Decode(t.Context(), bytes.NewReader(plain), int64(len(plain)), 0)
	if err != nil {
		t.Fatal(err)
	}
	late := bytes.Clone(plain)
	at := bytes.Index(late, []byte{0xff, 0xc0}) + 5
	late[at], late[at+1] = 0, 0
	end := len(late) - 2
	late = append(append(late[:end:end], 0xff, dnl, 0, 4, 0, 48), 0xff, eoi)
	info, err := probe(late)
	if err != nil || info.Height != 48 || info.JPEG.Portable() {
		t.Fatalf("%+v, %v", info, err)
	}
	got, err := Decode(t.Context(), bytes.NewReader(late), int64(len(late)), 0)
	if err != nil || !same(got, want) {
		t.Errorf("it looks different, %v", err)
	}
	none := append(bytes.Clone(late[:end]), 0xff, eoi)
	if _, err := probe(none); !errors.Is(err, Damaged) {
		t.Errorf("no height at all: %v", err)
	}
}
