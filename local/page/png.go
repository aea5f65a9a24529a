package page

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"tram/local/office"
)

const (
	pngSignature = 8
	mostChunks   = 100_000
	mostSmall    = 64 << 10 // bytes of a chunk that is read whole
)

// PNG colour types.
const (
	pngGrey, pngRGB, pngPalette, pngGreyAlpha, pngRGBAlpha = 0, 2, 3, 4, 6
)

var pngComponents = map[int]int{pngGrey: 1, pngRGB: 3, pngPalette: 1, pngGreyAlpha: 2, pngRGBAlpha: 4}

// pngWalk goes from chunk to chunk, checks each sum, and keeps what they say.
type pngWalk struct {
	*walker
	info Info
	png  PNGInfo
	phys density
	exif exif
	last string // name of the chunk before
}

func probePNG(r io.ReaderAt, size int64) (Info, error) {
	w := pngWalk{walker: newWalker(r, size), info: Info{Media: office.PNG, Frames: 1}}
	defer w.release()
	if err := w.skip(pngSignature); err != nil {
		return Info{}, err
	}
	for range mostChunks {
		name, err := w.chunk()
		if err != nil {
			return Info{}, err
		}
		if name == "IEND" {
			return w.conclude()
		}
		w.last = name
	}
	return Info{}, RareCoding.Because(fmt.Errorf("more than %d chunks", mostChunks))
}

// chunk takes one chunk whole and compares its sum.
func (w *pngWalk) chunk() (name string, err error) {
	head, err := w.bytes(8)
	if err != nil {
		return "", err
	}
	length, name := int64(binary.BigEndian.Uint32(head)), string(head[4:])
	if length > w.size-w.offset() {
		return "", io.ErrUnexpectedEOF
	}
	if (w.last == "") != (name == "IHDR") {
		return "", fmt.Errorf("chunk %q behind %q", name, w.last)
	}
	at := w.offset()
	sum := crc32.ChecksumIEEE([]byte(name))
	body, sum, err := w.summed(length, sum, keepsBody(name))
	if err != nil {
		return "", err
	}
	tail, err := w.bytes(4)
	if err != nil {
		return "", err
	}
	if binary.BigEndian.Uint32(tail) == sum {
		return name, w.take(name, Span{at, length}, body)
	}
	if !dispensable(name) {
		return "", fmt.Errorf("the sum of chunk %q at %d differs", name, at)
	}
	const around = 8 + 4 // length and name, and the sum
	w.png.passed = append(w.png.passed, Span{at - 8, length + around})
	return name, nil
}

// dispensable tells a chunk that readers pass over when its sum is wrong: it is not
// needed for the pixels, and was none that is before its name was damaged. Of
// transparency and motion readers think differently.
func dispensable(name string) bool {
	for _, c := range []byte(name) {
		if c < 'A' || c > 'Z' && c < 'a' || c > 'z' {
			return false
		}
	}
	const critical = 0x20 // bit of the first letter that is not set
	return name[0]&critical != 0 && !slices.ContainsFunc([]string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "acTL"},
		func(needed string) bool { return strings.EqualFold(name, needed) })
}

// from gives the image as a decoder reads it: without the chunks that were passed
// over.
func (p *PNGInfo) from(r io.ReaderAt, size int64) io.Reader {
	var parts []io.Reader
	at := int64(0)
	for _, s := range append(slices.Clone(p.passed), Span{Offset: size}) {
		parts = append(parts, io.NewSectionReader(r, at, s.Offset-at))
		at = s.Offset + s.Size
	}
	return io.MultiReader(parts...)
}

func keepsBody(name string) bool {
	return slices.Contains([]string{"IHDR", "PLTE", "tRNS", "pHYs", "eXIf"}, name)
}

// summed reads a body through the window, and keeps it where it is wanted.
func (w *pngWalk) summed(length int64, sum uint32, keep bool) (body []byte, _ uint32, err error) {
	if keep && length > mostSmall {
		return nil, 0, fmt.Errorf("a chunk of %d bytes where few are expected", length)
	}
	for length > 0 {
		b, err := w.bytes(int(min(length, windowSize)))
		if err != nil {
			return nil, 0, err
		}
		sum = crc32.Update(sum, crc32.IEEETable, b)
		length -= int64(len(b))
		if keep {
			body = append(body, b...)
		}
	}
	return body, sum, nil
}

func (w *pngWalk) take(name string, span Span, body []byte) error {
	switch name {
	case "IHDR":
		return w.header(body)
	case "PLTE":
		if len(body) == 0 || len(body)%3 != 0 || len(body) > 3*256 {
			return fmt.Errorf("a palette of %d bytes", len(body))
		}
		w.png.Colors = body
	case "tRNS":
		w.png.Transparency, w.info.Alpha = body, true
	case "IDAT":
		if len(w.png.Data) > 0 && w.last != "IDAT" {
			return fmt.Errorf("pixels in two places")
		}
		w.png.Data = append(w.png.Data, span)
	case "pHYs":
		w.phys.fromPHYs(body)
	case "eXIf":
		w.exif.from(body)
	case "acTL":
		return Animated
	case "IEND":
	default:
		if name[0]&0x20 == 0 {
			return RareCoding.Because(fmt.Errorf("critical chunk %q", name))
		}
	}
	return nil
}

func (w *pngWalk) header(b []byte) error {
	if len(b) != 13 {
		return fmt.Errorf("a header of %d bytes", len(b))
	}
	i := &w.info
	width, height := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	i.Width, i.Height = int(min(width, 1<<31-1)), int(min(height, 1<<31-1))
	i.Bits, w.png.ColorType = int(b[8]), int(b[9])
	i.Components, i.Palette = pngComponents[w.png.ColorType], w.png.ColorType == pngPalette
	i.Alpha = w.png.ColorType == pngGreyAlpha || w.png.ColorType == pngRGBAlpha
	i.Interlaced = b[12] == 1
	switch {
	case i.Bits == 16:
		return TooManyBits.About(i.Bits)
	case !slices.Contains([]int{1, 2, 4, 8}, i.Bits), i.Components == 0,
		i.Bits < 8 && w.png.ColorType != pngGrey && !i.Palette, b[10] != 0, b[11] != 0, b[12] > 1:
		return fmt.Errorf("header % x", b)
	}
	return within(i.Width, i.Height)
}

func (w *pngWalk) conclude() (Info, error) {
	switch {
	case len(w.png.Data) == 0:
		return Info{}, fmt.Errorf("no pixels before the end of the image")
	case w.info.Palette && w.png.Colors == nil:
		return Info{}, fmt.Errorf("no palette")
	case !w.zlib():
		return Info{}, fmt.Errorf("the pixels do not begin as a zlib stream")
	}
	w.info.PNG = &w.png
	w.info.Orientation, w.info.Camera = w.exif.upright(), w.exif.camera
	w.info.DPIX, w.info.DPIY = better(w.phys, w.exif.density)
	return w.info, nil
}

// zlib looks at the two bytes with which the joined pixels must begin.
func (w *pngWalk) zlib() bool {
	var head []byte
	for _, s := range w.png.Data {
		b := make([]byte, min(s.Size, int64(2-len(head))))
		if _, err := w.r.ReadAt(b, s.Offset); err != nil {
			return false
		}
		if head = append(head, b...); len(head) == 2 {
			return head[0]&0x0f == 8 && binary.BigEndian.Uint16(head)%31 == 0
		}
	}
	return false
}
