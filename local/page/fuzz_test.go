package page

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"testing"

	"tram/local/office"
)

func seeds(f *testing.F) {
	f.Helper()
	small := picture(24, 16)
	bilevel := image.NewPaletted(image.Rect(0, 0, 24, 16), color.Palette{color.White, color.Black})
	f.Add(jpegOf(f, small, jfif(1, 300, 300), exifSegment(exifBlock(binary.LittleEndian, 6, 300, 2))), 0)
	f.Add(jpegOf(f, image.NewGray(small.Rect)), 0)
	f.Add(pngOf(f, small, phys(11811, 1), chunk("eXIf", exifBlock(binary.BigEndian, 6, 400, 2)...)), 0)
	f.Add(pngOf(f, bilevel), 0)
	f.Add(tiffOf(f, small), 0)
	f.Add(tiffOf(f, bilevel), 1)
	f.Add(faxPages(f, TIFFWhiteIsZero, "g4"), 2)
	f.Add(faxPages(f, TIFFWhiteIsZero, "g3:1d"), 1)
	f.Add(packed(f, colourTIFF(small), "-c", "jpeg", "-r", "16"), 0)
	f.Add(packed(f, colourTIFF(small), "-c", "lzw", "-p", "separate"), 0)
	f.Add(samplesTIFF(24, 16, TIFFRGB, covered(24, 16, 4), int(straight)), 0)
	f.Add(packed(f, samplesTIFF(24, 16, TIFFBlackIsZero, covered(24, 16, 2), int(multiplied)), "-c", "zip", "-p", "separate", "-f", "lsb2msb"), 0)
	f.Add(oldJPEGTIFF(jpegOf(f, small), 24, 16, 3, [4]int{0, 16, 1, 0}), 0)
	f.Add([]byte("%PDF-1.7"), 0)
}

// FuzzProbe: a door never falls, and each refusal has its sentence.
func FuzzProbe(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, file []byte, frame int) {
		info, err := ProbeFrame(bytes.NewReader(file), int64(len(file)), frame)
		if err != nil {
			if _, told := office.FailureIn(err); !told {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		if within(info.Width, info.Height) != nil || info.Bits > 8 || info.Frames < 1 || info.Orientation < 1 || info.Orientation > 8 {
			t.Fatalf("let through: %+v", info)
		}
	})
}

// FuzzDecode: what is decoded has the announced size, and what is refused has
// its sentence.
func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, file []byte, frame int) {
		r := bytes.NewReader(file)
		info, err := ProbeFrame(r, int64(len(file)), frame)
		if err != nil || info.Width*info.Height > 1<<20 {
			return
		}
		img, err := Decode(t.Context(), r, int64(len(file)), frame)
		if err != nil {
			if _, told := office.FailureIn(err); !told {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		if got := Shrink(Upright(img, info.Orientation), 64).Bounds(); max(got.Dx(), got.Dy()) > 64 {
			t.Fatalf("shrunk to %v", got)
		}
	})
}
