package page

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"tram/local/office"
	"tram/local/page/pagetest"
)

func inflate(t testing.TB, b []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func tiffOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tiff.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// run calls a Debian tool in a directory; the message names its package.
func run(t testing.TB, dir, debian, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s (Debian package %s): %v\n%s", name, debian, err, out)
	}
}

// stripes is a black and white page whose pattern depends on n.
func stripes(n int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 400+n, 300))
	for i := range img.Pix {
		img.Pix[i] = byte(i / (3 + n) % 2 * 255)
	}
	return img
}

// bilevelPages is a TIFF of three plain black and white pages at 300 dpi.
func bilevelPages(photometric int) []byte {
	o := binary.LittleEndian
	b := o.AppendUint32([]byte("II*\x00"), 0)
	link := 4
	for n := range 3 {
		img := stripes(n)
		pixels := len(b)
		stride := (img.Rect.Dx() + 7) / 8
		b = append(b, make([]byte, stride*img.Rect.Dy())...)
		for i, v := range img.Pix {
			if x, y := i%img.Stride, i/img.Stride; (v != 0) == (photometric == TIFFBlackIsZero) {
				b[pixels+y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
		dpi := len(b)
		b = o.AppendUint32(o.AppendUint32(b, 300), 1)
		o.PutUint32(b[link:], uint32(len(b)))
		tags := [][3]int{{tagWidth, typeShort, img.Rect.Dx()}, {tagHeight, typeShort, img.Rect.Dy()}, {tagBits, typeShort, 1},
			{tagCompression, typeShort, 1}, {tagPhotometric, typeShort, photometric}, {tagStripOffsets, typeLong, pixels},
			{tagSamples, typeShort, 1}, {tagRowsPerStrip, typeShort, img.Rect.Dy()}, {tagStripSizes, typeLong, dpi - pixels},
			{tagXResolution, typeRational, dpi}, {tagYResolution, typeRational, dpi}, {tagResolutionUnit, typeShort, 2}}
		b = o.AppendUint16(b, uint16(len(tags)))
		for _, tag := range tags {
			b = o.AppendUint16(o.AppendUint16(b, uint16(tag[0])), uint16(tag[1]))
			b = o.AppendUint32(o.AppendUint32(b, 1), uint32(tag[2]))
		}
		link = len(b)
		b = o.AppendUint32(b, 0)
	}
	return b
}

// faxPages is the same as libtiff packs it.
func faxPages(t testing.TB, photometric int, compression string, more ...string) []byte {
	t.Helper()
	return packed(t, bilevelPages(photometric), append([]string{"-c", compression}, more...)...)
}

// packed lets libtiff write a TIFF anew.
func packed(t testing.TB, plain []byte, args ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plain.tif"), plain, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "libtiff-tools", "tiffcp", append(args, "plain.tif", "out.tif")...)
	b, err := os.ReadFile(filepath.Join(dir, "out.tif"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEachPageOfATIFFIsFoundAndDecoded(t *testing.T) {
	for _, how := range []string{"none", "g4", "g4 -B", "g4 -f lsb2msb", "g4 -r 20", "g3:1d", "g3:1d:fill", "g3:2d", "g3:2d:fill",
		"g3:1d -f lsb2msb", "g3:2d:fill -r 20", "lzw", "zip", "packbits"} {
		words := strings.Fields(how)
		for _, photometric := range []int{TIFFWhiteIsZero, TIFFBlackIsZero} {
			file := faxPages(t, photometric, words[0], words[1:]...)
			for n := range 3 {
				checkPage(t, fmt.Sprintf("%s, photometric %d, page %d", how, photometric, n+1), file, n)
			}
			if _, err := ProbeFrame(bytes.NewReader(file), int64(len(file)), 3); !errors.Is(err, NoSuchFrame) {
				t.Errorf("%s: a fourth page: %v", how, err)
			}
		}
	}
}

func checkPage(t *testing.T, name string, file []byte, n int) {
	t.Helper()
	info, err := ProbeFrame(bytes.NewReader(file), int64(len(file)), n)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if info.Frames != 3 || info.Frame != n || info.Width != 400+n || info.Height != 300 || info.DPIX != 300 || info.Bits != 1 {
		t.Errorf("%s: %+v", name, info)
	}
	img, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), n)
	if err != nil || !same(img, stripes(n)) {
		t.Errorf("%s looks different, %v", name, err)
	}
}

func TestAllTellsEveryPageOfATIFF(t *testing.T) {
	file := faxPages(t, TIFFWhiteIsZero, "g4")
	all, err := ProbeAll(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(all) != 3 {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	for n, info := range all {
		if info.Frame != n || info.Width != 400+n || info.TIFF.Compression != TIFFG4 || len(info.TIFF.Strips) == 0 {
			t.Errorf("page %d: %+v", n+1, info)
		}
	}
}

func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if r1 != r2 || g1 != g2 || b1 != b2 {
				return false
			}
		}
	}
	return true
}

func TestATIFFCutAnywhereIsNeverTakenInAndBroken(t *testing.T) {
	whole := tiffOf(t, picture(20, 10))
	for n := range len(whole) {
		if _, err := probe(whole[:n]); err == nil {
			if _, err := Decode(t.Context(), bytes.NewReader(whole[:n]), int64(n), 0); err != nil {
				t.Fatalf("%d of %d bytes were taken for a whole page: %v", n, len(whole), err)
			}
		}
	}
}

// patched sets the value of a short or long tag in the first directory.
func patched(t testing.TB, file []byte, tag int, value uint32) []byte {
	t.Helper()
	f, err := openDirectories(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := bytes.Clone(file)
	n := int(f.order.Uint16(out[f.first:]))
	for i := range n {
		e := out[int(f.first)+2+i*entrySize:]
		if int(f.order.Uint16(e)) == tag {
			f.order.PutUint16(e[2:], typeLong)
			f.order.PutUint32(e[4:], 1)
			f.order.PutUint32(e[8:], value)
			return out
		}
	}
	t.Fatalf("no tag %d", tag)
	return nil
}

func TestTIFFsThatNoPageMayBeAreNamed(t *testing.T) {
	grey := tiffOf(t, image.NewGray(image.Rect(0, 0, 20, 10)))
	loop := bytes.Clone(grey)
	first := binary.LittleEndian.Uint32(loop[4:])
	n := uint32(binary.LittleEndian.Uint16(loop[first:]))
	binary.LittleEndian.PutUint32(loop[first+2+n*entrySize:], first)
	for name, c := range map[string]struct {
		file []byte
		want office.Failure
	}{
		"sixteen bits":      {tiffOf(t, image.NewGray16(image.Rect(0, 0, 20, 10))), TooManyBits},
		"CMYK":              {patched(t, grey, tagPhotometric, tiffCMYK), PrintColours},
		"Lab":               {patched(t, grey, tagPhotometric, tiffCIELab), PrintColours},
		"old JPEG inside":   {patched(t, grey, tagCompression, TIFFOldJPEG), OldJPEG},
		"no JPEG inside":    {patched(t, grey, tagCompression, TIFFJPEG), Damaged},
		"60,000 pixels":     {patched(t, grey, tagWidth, 60_000), TooManyPixels},
		"a loop":            {loop, Damaged},
		"a strip elsewhere": {patched(t, grey, tagStripOffsets, 1<<30), Truncated},
		"more rows":         {patched(t, grey, tagHeight, 4000), Damaged},
		"BigTIFF":           {append([]byte("II+\x00"), grey...), OtherImage},
	} {
		if _, err := probe(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}

// colourTIFF is a plain TIFF with three samples a pixel; the one of the Go
// library has four.
func colourTIFF(img *image.RGBA) []byte {
	o := binary.LittleEndian
	w, h := img.Rect.Dx(), img.Rect.Dy()
	b := o.AppendUint32([]byte("II*\x00"), uint32(8+6+3*w*h))
	b = append(b, 8, 0, 8, 0, 8, 0)
	for i := 0; i < len(img.Pix); i += 4 {
		b = append(b, img.Pix[i:i+3]...)
	}
	tags := [][4]int{{tagWidth, typeShort, 1, w}, {tagHeight, typeShort, 1, h}, {tagBits, typeShort, 3, 8}, {tagCompression, typeShort, 1, 1},
		{tagPhotometric, typeShort, 1, TIFFRGB}, {tagStripOffsets, typeLong, 1, 14}, {tagSamples, typeShort, 1, 3},
		{tagRowsPerStrip, typeShort, 1, h}, {tagStripSizes, typeLong, 1, 3 * w * h}}
	b = o.AppendUint16(b, uint16(len(tags)))
	for _, tag := range tags {
		b = o.AppendUint16(o.AppendUint16(b, uint16(tag[0])), uint16(tag[1]))
		b = o.AppendUint32(o.AppendUint32(b, uint32(tag[2])), uint32(tag[3]))
	}
	return o.AppendUint32(b, 0)
}

func TestJPEGInsideATIFFLooksAsLibtiffMeantIt(t *testing.T) {
	smooth := image.NewRGBA(image.Rect(0, 0, 150, 112))
	for y := range 112 {
		for x := range 150 {
			smooth.SetRGBA(x, y, color.RGBA{uint8(x), uint8(2 * y), uint8(200 - x), 255})
		}
	}
	grey := image.NewGray(smooth.Rect)
	draw.Draw(grey, grey.Rect, smooth, image.Point{}, draw.Src)
	for _, c := range []struct {
		img  image.Image
		args []string
	}{
		{smooth, []string{"-c", "jpeg:95", "-r", "112"}},
		{smooth, []string{"-c", "jpeg:r:95", "-r", "112"}},
		{smooth, []string{"-c", "jpeg:95", "-r", "32"}},
		{smooth, []string{"-c", "jpeg:95", "-t", "-w", "64", "-l", "48"}},
		{grey, []string{"-c", "jpeg:95", "-r", "16"}},
		{grey, []string{"-c", "jpeg:95", "-B", "-r", "48"}},
	} {
		plain := colourTIFF(smooth)
		if c.img != image.Image(smooth) {
			plain = tiffOf(t, c.img)
		}
		file := packed(t, plain, c.args...)
		img, err := Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
		if err != nil {
			t.Errorf("%v: %v", c.args, err)
			continue
		}
		if d := farthest(img, c.img); d > 24 {
			t.Errorf("%v differs by %d", c.args, d)
		}
		cut := bytes.Clone(file)
		info, err := probe(file)
		if err != nil {
			t.Fatal(err)
		}
		last := info.TIFF.Strips[len(info.TIFF.Strips)-1]
		clear(cut[last.Offset+last.Size-2 : last.Offset+last.Size])
		if _, err := probe(cut); err == nil {
			t.Errorf("%v: a strip without its end was taken in", c.args)
		}
	}
}

// farthest is the largest difference of two pictures in one channel.
func farthest(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return 1 << 16
	}
	most := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				most = max(most, max(d, -d)>>8)
			}
		}
	}
	return most
}

// A tile that no page would need is found before anything is unpacked.
func TestATileBeyondAnyPageIsRefused(t *testing.T) {
	for _, h := range pagetest.HostileFiles() {
		if strings.HasPrefix(h.Name, "a tile") {
			b := h.Make()
			if _, err := Probe(bytes.NewReader(b), int64(len(b))); !errors.Is(err, Damaged) {
				t.Errorf("%s: %v", h.Name, err)
			}
		}
	}
}
