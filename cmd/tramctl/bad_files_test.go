package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// lay writes bytes under a name into a folder of its own.
func lay(t *testing.T, name string, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// letters is a sheet of A5 at 200 dpi with rows of ink.
func letters() *image.Gray {
	g := image.NewGray(image.Rect(0, 0, 1165, 1654))
	for i := range g.Pix {
		if g.Pix[i] = 255; (i/g.Stride)%60 < 8 && i%g.Stride > 150 && i%g.Stride < 1000 && i%7 < 4 {
			g.Pix[i] = 0
		}
	}
	return g
}

// grayJPEG is that sheet as a scanner writes it, 200 dpi.
func grayJPEG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, letters(), nil); err != nil {
		t.Fatal(err)
	}
	jfif := []byte{0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 0, 200, 0, 200, 0, 0}
	return slices.Concat(b.Bytes()[:2], jfif, b.Bytes()[2:])
}

// framed is a JPEG whose frame header says something else.
func framed(t *testing.T, b []byte, marker, bits byte, w, h uint16) []byte {
	t.Helper()
	b = bytes.Clone(b)
	at := bytes.Index(b, []byte{0xFF, 0xC0})
	if at < 0 {
		t.Fatal("no frame header")
	}
	b[at+1], b[at+4] = marker, bits
	binary.BigEndian.PutUint16(b[at+5:], h)
	binary.BigEndian.PutUint16(b[at+7:], w)
	return b
}

func chunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// pngOf is a PNG of 200 dpi with any header, and any pixels.
func pngOf(w, h uint32, bits, kind byte, packed []byte, more ...[]byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	dots := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 7874), 7874)
	return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, bits, kind, 0, 0, 0)), chunk("pHYs", append(dots, 1)),
		slices.Concat(more...), chunk("IDAT", packed), chunk("IEND", nil))
}

// zeros is a bomb: n megabytes of nothing, packed.
func zeros(megabytes int) []byte {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	for range megabytes {
		w.Write(make([]byte, 1<<20))
	}
	w.Close()
	return b.Bytes()
}

// tiffOf is a TIFF of one strip with any header.
func tiffOf(w, h, bits, compression uint32, strip []byte) []byte {
	fields := [][3]uint32{{256, 4, w}, {257, 4, h}, {258, 3, bits}, {259, 3, compression}, {262, 3, 1}, {273, 4, 0}, {277, 3, 1}, {278, 4, h}, {279, 4, uint32(len(strip))}}
	b := binary.LittleEndian.AppendUint16([]byte("II*\x00\x08\x00\x00\x00"), uint16(len(fields)))
	start := uint32(len(b) + 12*len(fields) + 4)
	for _, f := range fields {
		if f[0] == 273 {
			f[2] = start
		}
		b = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(b, uint16(f[0])), uint16(f[1]))
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, 1), f[2])
	}
	return append(append(b, 0, 0, 0, 0), strip...)
}

// pdfOf is a PDF of one page that shows image, an object with its stream.
func pdfOf(content, imageDict string, stream []byte) []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<</Type/XObject/Subtype/Image%s/Length %d>>stream\n%s\nendstream", imageDict, len(stream), stream),
	}
	return pdfFrom(objects)
}

// pdfFrom is a PDF of objects, the first of which is its root.
func pdfFrom(objects []string) []byte {
	b := []byte("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		b = fmt.Appendf(b, "%010d 00000 n \n", o)
	}
	return fmt.Appendf(b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
}

const (
	wholePage = "q 420 0 0 595 0 0 cm /I Do Q"
	grayDict  = "/Width 1165/Height 1654/BitsPerComponent 8/ColorSpace/DeviceGray"
)

// scannedPDF is what a scanner makes of the sheet.
func scannedPDF(t *testing.T) []byte {
	return pdfOf(wholePage, grayDict+"/Filter/DCTDecode", grayJPEG(t))
}

func animatedGIF(t *testing.T) []byte {
	t.Helper()
	frame := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{color.White, color.Black})
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func plainPNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, letters()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// locked encrypts a PDF with qpdf.
func locked(t *testing.T, passwords ...string) []byte {
	t.Helper()
	in, out := lay(t, "mở.pdf", scannedPDF(t)), filepath.Join(t.TempDir(), "khóa.pdf")
	tool(t, "qpdf", "--encrypt", passwords[0], passwords[1], "256", "--", in, out)
	return read(t, out)
}

// cut is the first part of a file.
func cut(b []byte, part float64) []byte { return b[:int(float64(len(b))*part)] }
