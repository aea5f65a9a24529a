package pack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/png" // second reader of what is packed
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tram/local/page"
)

// magick runs ImageMagick, which is the second opinion here.
func magick(t *testing.T, program string, args ...string) string {
	t.Helper()
	b, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s (Debian package imagemagick): %v: %s", program, err, b)
	}
	return strings.TrimSpace(string(b))
}

// scene makes a page with letters, a seal, noise and an odd width, in a form.
func scene(t *testing.T, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	magick(t, "convert", append(append([]string{"-size", "413x290", "-seed", "7", "plasma:white-gray", "-fill", "red", "-draw", "circle 200,150 240,180",
		"-fill", "black", "-draw", "rectangle 20,30 300,33", "-units", "PixelsPerInch", "-density", "300", "-depth", "8", "-compress", "none"}, args...), path)...)
	return path
}

// TestEachPixelIsKept packs each form in which pages come bare, and has others say that
// nothing of it differs.
func TestEachPixelIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		args []string
		bits int
	}{
		"colour, strips":     {"a.tif", []string{"-compress", "none", "-type", "TrueColor"}, 8},
		"grey":               {"a.tif", []string{"-compress", "none", "-colorspace", "gray", "-type", "Grayscale", "-depth", "8"}, 8},
		"black is zero":      {"a.tif", []string{"-compress", "none", "-monochrome", "-depth", "1", "-define", "quantum:polarity=min-is-black"}, 1},
		"white is zero":      {"a.tif", []string{"-compress", "none", "-monochrome", "-depth", "1", "-define", "quantum:polarity=min-is-white"}, 1},
		"Windows, colour":    {"BMP3:a.bmp", []string{"-type", "TrueColor"}, 8},
		"Windows, 256":       {"BMP3:a.bmp", []string{"-type", "Palette", "-colors", "200"}, 8},
		"Windows, grey":      {"BMP3:a.bmp", []string{"-colorspace", "gray", "-type", "Grayscale", "-depth", "8"}, 8},
		"Windows, two tones": {"BMP3:a.bmp", []string{"-monochrome", "-depth", "1"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			kind, file, is := strings.Cut(c.file, ":")
			if !is {
				kind, file = "TIFF", c.file
			}
			path := scene(t, file, c.args...)
			if kind == "BMP3" {
				magick(t, "convert", append(append([]string{path, "-compress", "none"}, c.args...), "BMP3:"+path)...)
			}
			bare := filepath.Join(t.TempDir(), file)
			before, err := os.ReadFile(path)
			if err := errors.Join(err, os.WriteFile(bare, before, 0o600)); err != nil {
				t.Fatal(err)
			}
			packed, info, err := Take(path)
			if err != nil || filepath.Ext(packed) != ".png" || info.PNG == nil {
				t.Fatalf("%s, %+v, %v", packed, info, err)
			}
			if differ := magick(t, "compare", "-metric", "AE", bare, packed, "null:"); differ != "0" {
				t.Errorf("%s pixels differ", differ)
			}
			if info.Bits != c.bits || info.DPIX != 300 || info.DPIY != 300 || info.Width != 413 || info.Height != 290 || info.Interlaced || info.Alpha {
				t.Errorf("it is %+v", info)
			}
			after, err := os.ReadFile(packed)
			if err != nil || len(after) >= len(before) {
				t.Errorf("%d bytes of %d, %v", len(after), len(before), err)
			}
			if _, kind, err := image.Decode(bytes.NewReader(after)); err != nil || kind != "png" {
				t.Errorf("%s, %v", kind, err)
			}
			if there, _ := os.ReadDir(filepath.Dir(path)); len(there) != 1 {
				t.Errorf("beside it lie %v", there)
			}
		})
	}
}

// A BMP whose first row is the highest has a height below nothing.
func TestABitmapFromTheTopIsReadFromTheTop(t *testing.T) {
	path := scene(t, "a.bmp", "-type", "TrueColor")
	magick(t, "convert", path, "BMP3:"+path)
	want := magick(t, "identify", "-format", "%#", path)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first, stride := binary.LittleEndian.Uint32(b[10:]), (413*3+3)&^3
	rows := b[first:]
	turned := bytes.Clone(b[:first])
	for y := range 290 {
		turned = append(turned, rows[(289-y)*stride:][:stride]...)
	}
	height := int32(-290)
	binary.LittleEndian.PutUint32(turned[22:], uint32(height))
	if err := os.WriteFile(path, turned, 0o600); err != nil {
		t.Fatal(err)
	}
	packed, _, err := Take(path)
	if err != nil || magick(t, "identify", "-format", "%#", packed) != want {
		t.Errorf("%s, %v", packed, err)
	}
}

// What is packed already, or is no plain page of pixels, stays as it came.
func TestWhatIsPackedStaysAsItCame(t *testing.T) {
	for file, args := range map[string][]string{
		"a.jpg": {"-quality", "90"}, "a.png": nil, "lzw.tif": {"-compress", "lzw"}, "g4.tif": {"-monochrome", "-depth", "1", "-compress", "Group4"},
		"palette.tif": {"-type", "Palette", "-compress", "none"}, "turned.tif": {"-compress", "none", "-orient", "RightTop"},
	} {
		path := scene(t, file, args...)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		same, info, err := Take(path)
		after, readErr := os.ReadFile(path)
		if err != nil || readErr != nil || same != path || info.Width != 413 || !bytes.Equal(before, after) {
			t.Errorf("%s: %s, %+v, %v, %v", file, same, info, err, readErr)
		}
	}
}

// What is no page, or not all of one, is refused and lies where it lay.
func TestWhatIsNoWholePageIsRefused(t *testing.T) {
	whole, err := os.ReadFile(scene(t, "a.bmp", "-type", "TrueColor"))
	if err != nil {
		t.Fatal(err)
	}
	bmp := func(change func([]byte)) []byte {
		b := bytes.Clone(whole)
		change(b)
		return b
	}
	set := func(at int, v uint32) []byte {
		return bmp(func(b []byte) { binary.LittleEndian.PutUint32(b[at:], v) })
	}
	two := scene(t, "two.tif", "-compress", "none")
	magick(t, "convert", two, two, two)
	pages, err := os.ReadFile(two)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"cut":         {whole[:len(whole)-1], page.Truncated},
		"wide":        {set(18, 1<<30), page.TooManyPixels},
		"high":        {set(22, 1<<31), page.TooManyPixels},
		"no width":    {set(18, 0), page.TooManyPixels},
		"run length":  {set(30, 1), page.RareCoding},
		"long head":   {set(14, 1<<31-1), page.RareCoding},
		"in its head": {set(10, 3), page.Truncated},
		"32 bits":     {bmp(func(b []byte) { b[28] = 32 }), page.RareCoding},
		"two pages":   {pages, page.Damaged},
		"nothing":     {nil, page.Empty},
		"words":       {[]byte("<html>"), page.NotAnImage},
	} {
		path := filepath.Join(t.TempDir(), "a.bmp")
		if err := os.WriteFile(path, c.b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Take(path); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if there, err := os.ReadFile(path); err != nil || !bytes.Equal(there, c.b) {
			t.Errorf("%s: it does not lie there any more: %v", name, err)
		}
	}
}

func TestARowIsInMemoryAndNeverThePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.tif")
	magick(t, "convert", "-size", "2481x3508", "xc:white", "-type", "TrueColor", "-depth", "8", "-compress", "none", "-density", "300", path)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _, err := Take(path)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; err != nil || took > 3<<20 {
		t.Errorf("%d bytes of memory for a page of 26 MB, %v", took, err)
	}
}

func FuzzBitmap(f *testing.F) {
	f.Add([]byte("BM"))
	head := make([]byte, bmpHead+bmpInfo+16)
	copy(head, "BM")
	head[10], head[14], head[18], head[22], head[28] = bmpHead+bmpInfo, bmpInfo, 2, 2, 24
	f.Add(head)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		p, err := bitmap(bytes.NewReader(b), int64(len(b)))
		if p == nil || err != nil {
			return
		}
		if int64(p.stride())*int64(p.height) > int64(len(b)) {
			t.Fatalf("%d bytes are %d rows of %d", len(b), p.height, p.stride())
		}
		var out bytes.Buffer
		if err := p.write(&out, bytes.NewReader(b)); err != nil {
			t.Fatal(err)
		}
		if _, err := page.Probe(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
			t.Fatal(err)
		}
	})
}
