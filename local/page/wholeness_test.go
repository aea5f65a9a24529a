package page

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"tram/local/office"
)

// scribble is a picture that does not pack well.
func scribble(w, h int) *image.RGBA {
	img, r := image.NewRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(3, 4))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.UintN(256)) | uint8(i&3/3*255)
	}
	return img
}

func wholeness(t *testing.T, file []byte) error {
	t.Helper()
	r := bytes.NewReader(file)
	info, err := Probe(r, int64(len(file)))
	if err != nil {
		t.Fatalf("of the structure: %v", err)
	}
	return Whole(t.Context(), r, int64(len(file)), info)
}

// TestAHalfPictureIsNotWholeHoweverItsFileEnds cuts the coded pixels of a JPEG anywhere and
// ends the file as a whole one ends.
func TestAHalfPictureIsNotWholeHoweverItsFileEnds(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 301, 207))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(i * i >> 3)
	}
	for name, img := range map[string]image.Image{"colour": scribble(301, 207), "grey": grey} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil {
			t.Fatal(err)
		}
		file := b.Bytes()
		if err := wholeness(t, file); err != nil {
			t.Errorf("%s, whole: %v", name, err)
		}
		coded := bytes.Index(file, []byte{0xff, sos}) + 20
		for _, part := range []float64{0.02, 0.3, 0.5, 0.9, 0.99} {
			cut := coded + int(part*float64(len(file)-coded))
			if file[cut-1] == 0xff {
				cut--
			}
			half := append(bytes.Clone(file[:cut]), 0xff, eoi)
			if err := wholeness(t, half); !errors.Is(err, Truncated) && !errors.Is(err, Damaged) {
				t.Errorf("%s, %.0f %% of it: %v", name, 100*part, err)
			}
		}
	}
}

// pngWith is a PNG of a size that has other pixels than it announces.
func pngWith(t *testing.T, file []byte, width, height uint32) []byte {
	t.Helper()
	file = bytes.Clone(file)
	for i, v := range []uint32{width, height} {
		for b := range 4 {
			file[16+4*i+b] = byte(v >> (24 - 8*b))
		}
	}
	sum := crc32.ChecksumIEEE(file[12:29])
	for b := range 4 {
		file[29+b] = byte(sum >> (24 - 8*b))
	}
	return file
}

// TestAPNGWithoutItsLastRowIsNotWhole in each depth; one row more than there is is asked for.
func TestAPNGWithoutItsLastRowIsNotWhole(t *testing.T) {
	full := scribble(61, 43)
	pictures := map[string]image.Image{"colour": full, "grey": image.NewGray(full.Rect), "two shades": image.NewPaletted(full.Rect, color.Palette{color.White, color.Black})}
	for name, img := range pictures {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		if err := wholeness(t, b.Bytes()); err != nil {
			t.Errorf("%s, whole: %v", name, err)
		}
		if err := wholeness(t, pngWith(t, b.Bytes(), 61, 42)); !errors.Is(err, Damaged) {
			t.Errorf("%s, a row too many: %v", name, err)
		}
		if err := wholeness(t, pngWith(t, b.Bytes(), 61, 44)); !errors.Is(err, Truncated) {
			t.Errorf("%s, a row short: %v", name, err)
		}
	}
}

// TestTheRowsOfAnInterlacedPNGAreCounted as its specification has them.
func TestTheRowsOfAnInterlacedPNGAreCounted(t *testing.T) {
	for size, want := range map[image.Point]int64{{8, 8}: 15 + 64, {1, 1}: 1 + 1, {5, 3}: 15 + 7, {2, 1}: 2 + 2} {
		i := Info{Media: office.PNG, Width: size.X, Height: size.Y, Components: 1, Bits: 8, Interlaced: true}
		if got := i.rowBytes(); got != want {
			t.Errorf("%v: %d bytes, not %d", size, got, want)
		}
	}
}
