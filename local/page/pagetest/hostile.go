package pagetest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
)

// Fate is what becomes of a file that somebody made to harm, or that broke.
type Fate int

// Refused: with a sentence. Kept: whole, as so many pages. Either: readers may think of it
// what they like, as long as it is one of both.
const (
	Refused Fate = iota
	Kept
	Either
)

// Hostile is a file that somebody made to harm, or that broke.
type Hostile struct {
	Name  string // with an ending
	Fate  Fate
	Pages int // of one that is taken; 0: one
	Make  func() []byte
}

const side = 120 // pixels of the picture that most of them begin with

// picture is one that packs neither well nor badly.
func picture() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = uint8(200 + i*i%37)
	}
	for y := 20; y < 100; y += 10 {
		for x := 20; x < 100; x++ {
			img.SetGray(x, y, color.Gray{Y: uint8(x * y)})
		}
	}
	return img
}

// Good is a page that nothing is wrong with; each number makes another one.
func Good(n int) []byte {
	img := picture()
	for bit := range 16 {
		if n>>bit&1 == 1 {
			img.SetGray(5+6*bit, 5, color.Gray{})
			img.SetGray(6+6*bit, 5, color.Gray{})
		}
	}
	return encoded(func(w io.Writer) error { return png.Encode(w, img) })
}

func encoded(encode func(io.Writer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic(err) // into memory, of a picture of a size that was checked
	}
	return b.Bytes()
}

func plainJPEG() []byte {
	return encoded(func(w io.Writer) error { return jpeg.Encode(w, picture(), nil) })
}

func plainPNG() []byte {
	return encoded(func(w io.Writer) error { return png.Encode(w, picture()) })
}

// HostileFiles are all of them: of few bytes and giant sizes, that unpack to gigabytes, that
// lead in circles, that lie, and that break off.
func HostileFiles() []Hostile {
	all := append(append(hostilePNG(), hostileJPEG()...), append(hostileTIFF(), hostilePDF()...)...)
	for kind, whole := range map[string][]byte{"png": plainPNG(), "jpg": plainJPEG(), "tif": plainTIFF()} {
		for eighth := range 8 {
			cut := whole[:len(whole)*eighth/8]
			all = append(all, Hostile{Name: fmt.Sprintf("cut after %d eighths.%s", eighth, kind), Make: func() []byte { return cut }})
		}
	}
	return append(all,
		Hostile{Name: "nothing.jpg", Make: func() []byte { return nil }},
		Hostile{Name: "one byte.png", Make: func() []byte { return []byte{0x89} }},
		Hostile{Name: "words.jpg", Make: func() []byte { return []byte("Kính gửi") }},
		Hostile{Name: "a page of the web.jpg", Make: func() []byte { return []byte("<!DOCTYPE html><html><body>503</body></html>") }},
		Hostile{Name: "zeros.tif", Make: func() []byte { return make([]byte, 1<<20) }},
	)
}

// PNG.

// chunk is one of a PNG, its sum right.
func chunk(name string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, name...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngOf(chunks ...[]byte) []byte {
	return append([]byte("\x89PNG\r\n\x1a\n"), bytes.Join(chunks, nil)...)
}

func header(w, h uint32, bits, colours byte) []byte {
	b := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return chunk("IHDR", append(b, bits, colours, 0, 0, 0))
}

// zeros are so many of them, packed.
func zeros(n int64) []byte {
	return encoded(func(w io.Writer) error {
		z := zlib.NewWriter(w)
		_, err := io.CopyN(z, nothing{}, n)
		if err == nil {
			err = z.Close()
		}
		return err
	})
}

type nothing struct{}

func (nothing) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// before puts a chunk before the pixels of a good PNG.
func before(extra ...[]byte) []byte {
	b := plainPNG()
	const signatureAndHeader = 8 + 25
	return bytes.Join([][]byte{b[:signatureAndHeader], bytes.Join(extra, nil), b[signatureAndHeader:]}, nil)
}

const bomb = 256 << 20 // bytes that a small file unpacks to

func hostilePNG() []Hostile {
	end := chunk("IEND", nil)
	data := func(w, h uint32, bits, colours byte, packed []byte) func() []byte {
		return func() []byte { return pngOf(header(w, h, bits, colours), chunk("IDAT", packed), end) }
	}
	return []Hostile{
		{Name: "wide as a street.png", Make: data(30_000, 30_000, 8, 0, zeros(1000))},
		{Name: "as large as can be said.png", Make: data(1<<31-1, 1<<31-1, 1, 0, zeros(1000))},
		{Name: "larger than can be said.png", Make: data(1<<32-1, 1<<32-1, 8, 6, zeros(1000))},
		{Name: "no width.png", Make: data(0, 100, 8, 0, zeros(1000))},
		{Name: "no height.png", Make: data(100, 0, 8, 0, zeros(1000))},
		{Name: "less than its rows.png", Make: data(9000, 9000, 8, 0, zeros(1000))},
		{Name: "a bomb behind its rows.png", Make: func() []byte { return data(100, 100, 8, 0, zeros(bomb))() }},
		{Name: "large and empty.png", Fate: Kept, Make: func() []byte { return data(10_900, 10_900, 1, 0, zeros(10_900*(1+(10_900+7)/8)))() }},
		{Name: "sixteen bits.png", Make: data(100, 100, 16, 2, zeros(100*601))},
		{Name: "three bits.png", Make: data(100, 100, 3, 0, zeros(10_000))},
		{Name: "a palette of none.png", Make: data(100, 100, 8, 3, zeros(100*101))},
		{Name: "pixels that are none.png", Make: data(100, 100, 8, 0, []byte("\x78\x9cno deflate"))},
		{Name: "no pixels.png", Make: func() []byte { return pngOf(header(100, 100, 8, 0), end) }},
		{Name: "it moves.png", Make: func() []byte { return before(chunk("acTL", make([]byte, 8))) }},
		{Name: "words that swell.png", Fate: Kept, Make: func() []byte { return before(chunk("zTXt", append([]byte("Comment\x00\x00"), zeros(bomb)...))) }},
		{Name: "colours that swell.png", Fate: Kept, Make: func() []byte { return before(chunk("iCCP", append([]byte("icc\x00\x00"), zeros(bomb)...))) }},
		{Name: "chunk upon chunk.png", Make: func() []byte { return before(bytes.Repeat(chunk("teXt", nil), 200_000)) }},
		{Name: "a chunk that nobody knows.png", Make: func() []byte { return before(chunk("ABCD", nil)) }},
		{Name: "a chunk longer than the file.png", Make: func() []byte { return before([]byte("\xff\xff\xff\xffteXt")) }},
		{Name: "a PDF behind it.png", Fate: Kept, Make: func() []byte { return append(plainPNG(), "%PDF-1.7\n%%EOF\n"...) }},
		{Name: "a ZIP behind it.png", Fate: Kept, Make: func() []byte { return append(plainPNG(), "PK\x03\x04"...) }},
	}
}

// JPEG.

// frameAt is where the size stands in the frame header: the height, then the width.
func frameAt(b []byte, marker byte) int { return bytes.Index(b, []byte{0xff, marker}) + 5 }

// sized is the good JPEG with another size in its header.
func sized(w, h uint16) []byte {
	b := plainJPEG()
	at := frameAt(b, 0xc0)
	binary.BigEndian.PutUint16(b[at:], h)
	binary.BigEndian.PutUint16(b[at+2:], w)
	return b
}

// segment is one of a JPEG.
func segment(marker byte, body []byte) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return append(b, body...)
}

// behindStart puts bytes behind the first marker of the good JPEG.
func behindStart(extra []byte) []byte {
	b := plainJPEG()
	return bytes.Join([][]byte{b[:2], extra, b[2:]}, nil)
}

// late is the good JPEG whose height stands behind its scan, as often as it is told.
func late(told ...uint16) []byte {
	b := sized(side, 0)
	end := len(b) - 2
	out := bytes.Clone(b[:end])
	for _, h := range told {
		out = append(out, segment(0xdc, binary.BigEndian.AppendUint16(nil, h))...)
	}
	return append(out, b[end:]...)
}

// progressive is a grey picture of so many scans, all of which say that nothing is there.
func progressive(w, h uint16, scans int) []byte {
	dc := append(append([]byte{0x00, 1}, make([]byte, 15)...), 0)       // the code 0 is no difference
	ac := append(append([]byte{0x10, 0, 1}, make([]byte, 14)...), 0xe0) // the code 00 is a run of blocks
	quant := append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)
	frame := append([]byte{8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 1}, 1, 0x11, 0)
	out := append([]byte{0xff, 0xd8}, segment(0xdb, quant)...)
	out = append(out, segment(0xc2, frame)...)
	out = append(append(out, segment(0xc4, dc)...), segment(0xc4, ac)...)
	blocks := (int(w) + 7) / 8 * ((int(h) + 7) / 8)
	out = append(append(out, segment(0xda, []byte{1, 1, 0x00, 0, 0, 0})...), make([]byte, (blocks+7)/8)...)
	const run = 1<<14 + 1<<14 - 1 // blocks in a run of the longest kind
	for i := 1; i < scans; i++ {
		out = append(out, segment(0xda, []byte{1, 1, 0x00, byte(1 + (i-1)%63), byte(1 + (i-1)%63), 0})...)
		out = append(out, make([]byte, 2*(blocks/run*2+2))...)
	}
	return append(out, 0xff, 0xd9)
}

// exifOf is a block whose first directory has these entries.
func exifOf(entries ...[]byte) []byte {
	b := append([]byte("Exif\x00\x00"), tiffOf(entries...)...)
	return segment(0xe1, b)
}

func hostileJPEG() []Hostile {
	frame := func(marker, bits byte, components ...byte) []byte {
		b := []byte{bits, 0, side, 0, side, byte(len(components))}
		for _, c := range components {
			b = append(b, c, 0x11, 0)
		}
		return bytes.Join([][]byte{{0xff, 0xd8}, segment(marker, b), segment(0xda, []byte{1, 1, 0, 0, 63, 0}), {0, 0xff, 0xd9}}, nil)
	}
	return []Hostile{
		{Name: "as large as can be said.jpg", Make: func() []byte { return sized(65_535, 65_535) }},
		{Name: "larger than its pixels.jpg", Make: func() []byte { return sized(10_900, 10_900) }},
		{Name: "no width.jpg", Make: func() []byte { return sized(0, side) }},
		{Name: "no height anywhere.jpg", Make: func() []byte { return sized(side, 0) }},
		{Name: "its height behind.jpg", Fate: Kept, Make: func() []byte { return late(side) }},
		{Name: "a giant height behind.jpg", Make: func() []byte { return late(65_535) }},
		{Name: "two heights behind.jpg", Make: func() []byte { return late(side, 60_000) }},
		{Name: "no height behind.jpg", Make: func() []byte { return late(0) }},
		{Name: "a thousand scans.jpg", Make: func() []byte { return progressive(800, 800, 1000) }},
		{Name: "scans upon scans of a giant.jpg", Make: func() []byte { return progressive(10_900, 10_900, 60) }},
		{Name: "scans of a giant.jpg", Fate: Kept, Make: func() []byte { return progressive(10_900, 10_900, 16) }},
		{Name: "a good many scans.jpg", Fate: Kept, Make: func() []byte { return progressive(800, 800, 64) }},
		{Name: "inks.jpg", Make: func() []byte { return frame(0xc0, 8, 1, 2, 3, 4) }},
		{Name: "twelve bits.jpg", Make: func() []byte { return frame(0xc1, 12, 1) }},
		{Name: "arithmetic.jpg", Make: func() []byte { return frame(0xc9, 8, 1) }},
		{Name: "without loss.jpg", Make: func() []byte { return frame(0xc3, 8, 1) }},
		{Name: "two frames.jpg", Make: func() []byte { b := plainJPEG(); return append(b[:len(b)-2], b[2:]...) }},
		{Name: "words without end.jpg", Fate: Kept, Make: func() []byte { return behindStart(bytes.Repeat(segment(0xfe, make([]byte, 65_000)), 200)) }},
		{Name: "nothing but filling.jpg", Fate: Kept, Make: func() []byte { return behindStart(bytes.Repeat([]byte{0xff}, 10<<20)) }},
		{Name: "a segment longer than the file.jpg", Make: func() []byte { b := plainJPEG(); return append(b[:len(b)-2], 0xff, 0xfe, 0xff, 0xff) }},
		{Name: "upright in no way.jpg", Fate: Kept, Make: func() []byte { return behindStart(exifOf(entry(274, 3, 1, 99))) }},
		{Name: "EXIF in a circle.jpg", Fate: Kept, Make: func() []byte { return behindStart(exifOf(entry(34665, 4, 1, 8))) }},
		{Name: "EXIF of billions.jpg", Fate: Kept, Make: func() []byte { return behindStart(exifOf(entry(274, 3, 1<<32-1, 8), entry(282, 5, 1<<32-1, 1<<31))) }},
		{Name: "a ZIP behind it.jpg", Fate: Kept, Make: func() []byte { return append(plainJPEG(), bytes.Repeat([]byte("PK\x03\x04"), 1<<20)...) }},
		{Name: "a script inside.jpg", Fate: Kept, Make: func() []byte { return behindStart(segment(0xfe, []byte("<script>%PDF-1.7 %%EOF"))) }},
	}
}

// TIFF.

// entry is one of a directory, little end first.
func entry(tag, kind uint16, count, value uint32) []byte {
	o := binary.LittleEndian
	return o.AppendUint32(o.AppendUint32(o.AppendUint16(o.AppendUint16(nil, tag), kind), count), value)
}

// tiffOf is a TIFF of one directory behind its head.
func tiffOf(entries ...[]byte) []byte { return append(tiffTo(0, entries...), make([]byte, 64)...) }

// tiffTo leads on to another directory.
func tiffTo(next uint32, entries ...[]byte) []byte {
	o := binary.LittleEndian
	b := append([]byte("II*\x00"), 8, 0, 0, 0)
	return o.AppendUint32(append(o.AppendUint16(b, uint16(len(entries))), bytes.Join(entries, nil)...), next)
}

// block is a TIFF of one grey strip, or of tiles, with its pixels behind the directory.
type block struct {
	w, h, bits, compression, photometric, samples, rows uint32
	next                                                uint32
	says                                                uint32 // bytes of the strip; 0: as many as it has
	more                                                [][]byte
	pixels                                              []byte
}

func (b block) file() []byte {
	said := func(v, usual uint32) uint32 {
		if v == 0 {
			return usual
		}
		return v
	}
	entries := [][]byte{
		entry(256, 4, 1, b.w), entry(257, 4, 1, b.h), entry(258, 3, 1, said(b.bits, 8)), entry(259, 3, 1, said(b.compression, 1)),
		entry(262, 3, 1, said(b.photometric, 1)), entry(277, 3, 1, said(b.samples, 1)), entry(278, 4, 1, said(b.rows, b.h)),
	}
	at := uint32(8 + 2 + 12*(len(entries)+2+len(b.more)) + 4)
	entries = append(append(entries, entry(273, 4, 1, at), entry(279, 4, 1, said(b.says, uint32(len(b.pixels))))), b.more...)
	return append(tiffTo(b.next, entries...), b.pixels...)
}

func plainTIFF() []byte { return block{w: side, h: side, pixels: picture().Pix}.file() }

// twoPages is a TIFF of two pages; of the second some pixels are missing.
func twoPages(missing int) []byte {
	first := plainTIFF()
	second := block{w: side, h: side, compression: 8, pixels: zeros(int64(side*side - missing))}.file()
	o := binary.LittleEndian
	base := uint32(len(first))
	link := 8 + 2 + 12*int(o.Uint16(first[8:]))
	o.PutUint32(first[link:], base+8)
	for i := range int(o.Uint16(second[8:])) {
		e := second[10+12*i:]
		if o.Uint16(e) == 273 {
			o.PutUint32(e[8:], o.Uint32(e[8:])+base)
		}
	}
	return append(first, second...)
}

// manyPages is a chain of directories that are all alike.
func manyPages(n int) []byte {
	o := binary.LittleEndian
	one := plainTIFF()
	directory := one[8 : 8+2+12*int(o.Uint16(one[8:]))]
	out := one[:len(one):len(one)]
	link := 8 + len(directory)
	for range n - 1 {
		o.PutUint32(out[link:], uint32(len(out)))
		out = append(out, directory...)
		link = len(out)
		out = append(out, 0, 0, 0, 0)
	}
	return out
}

// strips is a TIFF whose strips all lie in the same bytes.
func strips(n, w, bits, compression uint32, same []byte) []byte {
	o := binary.LittleEndian
	b := block{w: w, h: n, bits: bits, rows: 1, compression: compression, says: 1}.file()
	offsets, sizes := []byte{}, []byte{}
	at := uint32(len(b)) + 8*n
	for range n {
		offsets, sizes = o.AppendUint32(offsets, at), o.AppendUint32(sizes, uint32(len(same)))
	}
	for i := range int(o.Uint16(b[8:])) {
		e := b[10+12*i:]
		switch o.Uint16(e) {
		case 273:
			o.PutUint32(e[4:], n)
			o.PutUint32(e[8:], uint32(len(b)))
		case 279:
			o.PutUint32(e[4:], n)
			o.PutUint32(e[8:], uint32(len(b))+4*n)
		}
	}
	return append(append(append(b, offsets...), sizes...), same...)
}

func hostileTIFF() []Hostile {
	file := func(b block) func() []byte { return b.file }
	tile := func(w, h uint32) [][]byte {
		return [][]byte{entry(322, 4, 1, w), entry(323, 4, 1, h), entry(324, 4, 1, 8), entry(325, 4, 1, 100)}
	}
	flat := func(w, h int) []byte {
		return encoded(func(out io.Writer) error { return jpeg.Encode(out, image.NewGray(image.Rect(0, 0, w, h)), nil) })
	}
	return []Hostile{
		{Name: "a circle of itself.tif", Make: file(block{w: side, h: side, next: 8, pixels: picture().Pix})},
		{Name: "on to nowhere.tif", Make: file(block{w: side, h: side, next: 1 << 30, pixels: picture().Pix})},
		{Name: "as large as can be said.tif", Make: file(block{w: 1<<32 - 1, h: 1<<32 - 1, pixels: picture().Pix})},
		{Name: "large as a hall.tif", Make: file(block{w: 30_000, h: 30_000, pixels: picture().Pix})},
		{Name: "no width.tif", Make: file(block{h: side, pixels: picture().Pix})},
		{Name: "no height.tif", Make: file(block{w: side, pixels: picture().Pix})},
		{Name: "a strip that is said to be huge.tif", Make: file(block{w: side, h: side, says: 1<<32 - 1, pixels: picture().Pix})},
		{Name: "rows of none.tif", Make: file(block{w: side, h: side, pixels: picture().Pix[:side*side/2]})},
		{Name: "a strip a row and no strips.tif", Make: file(block{w: side, h: 20_000, rows: 1, pixels: picture().Pix})},
		{Name: "a bomb behind its rows.tif", Fate: Either, Make: func() []byte { return block{w: side, h: side, compression: 8, pixels: zeros(bomb)}.file() }},
		{Name: "large and empty.tif", Fate: Kept, Make: func() []byte {
			return block{w: 10_900, h: 10_900, bits: 1, compression: 8, pixels: zeros(10_900 * ((10_900 + 7) / 8))}.file()
		}},
		{Name: "half of its rows, deflate.tif", Make: file(block{w: side, h: side, compression: 8, pixels: zeros(side * side / 2)})},
		{Name: "half of its rows, LZW.tif", Make: file(block{w: side, h: side, compression: 5, pixels: []byte{0x80, 0x0b, 0x60, 0x50}})},
		{Name: "half of its rows, PackBits.tif", Make: file(block{w: side, h: side, compression: 32773, pixels: bytes.Repeat([]byte{0x81, 7}, 50)})},
		{Name: "half of its rows, G4.tif", Make: file(block{w: side, h: side, bits: 1, compression: 4, photometric: 0, pixels: []byte{0x26, 0xa0}})},
		{Name: "half of its rows, JPEG.tif", Make: func() []byte {
			b := flat(side, side)
			return block{w: side, h: side, compression: 7, pixels: append(b[:len(b)-40], 0xff, 0xd9)}.file()
		}},
		{Name: "sixteen bits.tif", Make: file(block{w: side, h: side / 2, bits: 16, pixels: picture().Pix})},
		{Name: "a palette of none.tif", Make: file(block{w: side, h: side, photometric: 3, pixels: picture().Pix})},
		{Name: "inks.tif", Make: file(block{w: side / 4, h: side, photometric: 5, samples: 4, pixels: picture().Pix})},
		{Name: "colours of a laboratory.tif", Make: file(block{w: side / 3, h: side, photometric: 8, samples: 3, pixels: picture().Pix})},
		{Name: "packed in a way of its own.tif", Make: file(block{w: side, h: side, compression: 50_000, pixels: picture().Pix})},
		{Name: "two pages.tif", Fate: Kept, Pages: 2, Make: func() []byte { return twoPages(0) }},
		{Name: "two pages and a half one.tif", Make: func() []byte { return twoPages(side * side / 2) }},
		{Name: "pages upon pages.tif", Make: func() []byte { return manyPages(3000) }},
		{Name: "tiles of a point.tif", Make: file(block{w: 10_000, h: 10_000, more: tile(1, 1), pixels: picture().Pix})},
		{Name: "a tile as wide as can be said.tif", Make: file(block{w: side, h: side, more: tile(1<<32-1, 16), pixels: picture().Pix})},
		{Name: "a tile as high as can be said.tif", Make: file(block{w: side, h: side, more: tile(16, 1<<32-1), pixels: picture().Pix})},
		{Name: "a tile of gigabytes.tif", Make: file(block{w: side, h: side, compression: 8, more: tile(1<<30, 1<<30), pixels: picture().Pix})},
		{Name: "thousands of strips in the same bytes.tif", Make: func() []byte { return strips(20_000, side, 1, 4, bytes.Repeat([]byte{0xff}, 4<<20)) }},
		{Name: "thousands of giants in the same bytes.tif", Make: func() []byte { return strips(20_000, 1800, 8, 7, flat(1800, 30_000)) }},
		{Name: "a giant in a row.tif", Make: func() []byte { return strips(3, 1800, 8, 7, flat(1800, 30_000)) }},
		{Name: "more entries than there are.tif", Make: func() []byte { b := plainTIFF(); b[8], b[9] = 0xff, 0xff; return b }},
	}
}

// PDF.

// pdfOf is a PDF of one page that shows one picture, packed as its dictionary says.
func pdfOf(dictionary string, stream []byte) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>")
	object(fmt.Sprintf("<</Type/XObject/Subtype/Image%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(stream), stream))
	object("<</Length 27>>\nstream\nq 600 0 0 800 0 0 cm /I Do Q\nendstream")
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// deep packs bytes so many times.
func deep(times int, b []byte) []byte {
	for range times {
		b = encoded(func(w io.Writer) error {
			z := zlib.NewWriter(w)
			_, err := z.Write(b)
			if err == nil {
				err = z.Close()
			}
			return err
		})
	}
	return b
}

func hostilePDF() []Hostile {
	grey := func(w, h int, filter string) string {
		return fmt.Sprintf("/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter%s", w, h, filter)
	}
	flates := func(n int) string { return "[" + strings.Repeat("/FlateDecode", n) + "]" }
	return []Hostile{
		{Name: "a scan.pdf", Fate: Kept, Make: func() []byte { return pdfOf(grey(side, side, "/DCTDecode"), plainJPEG()) }},
		{Name: "half a scan.pdf", Make: func() []byte { b := plainJPEG(); return pdfOf(grey(side, side, "/DCTDecode"), b[:len(b)/2]) }},
		{Name: "a giant of few bytes.pdf", Make: func() []byte { return pdfOf(grey(60_000, 60_000, "/FlateDecode"), zeros(1000)) }},
		{Name: "a bomb.pdf", Fate: Either, Make: func() []byte { return pdfOf(grey(side, side, "/FlateDecode"), zeros(bomb)) }},
		{Name: "filter in filter.pdf", Fate: Either, Make: func() []byte { return pdfOf(grey(side, side, flates(3)), deep(2, zeros(bomb))) }},
		{Name: "filters upon filters.pdf", Fate: Either, Make: func() []byte { return pdfOf(grey(side, side, flates(5000)), zeros(1000)) }},
		{Name: "half of a PDF.pdf", Make: func() []byte { b := pdfOf(grey(side, side, "/DCTDecode"), plainJPEG()); return b[:len(b)/2] }},
		{Name: "no page.pdf", Make: func() []byte { return []byte("%PDF-1.7\n%%EOF\n") }},
		{Name: "a picture that is no PDF.pdf", Make: func() []byte { return append([]byte("%PDF-1.7\n"), plainJPEG()...) }},
	}
}
