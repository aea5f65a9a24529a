package page

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// TIFF tags that say what the page writer must know (TIFF 6.0).
const (
	tagSubfileType                  = 254
	tagWidth, tagHeight             = 256, 257
	tagBits, tagCompression         = 258, 259
	tagPhotometric, tagFillOrder    = 262, 266
	tagStripOffsets, tagOrientation = 273, 274
	tagSamples, tagRowsPerStrip     = 277, 278
	tagStripSizes                   = 279
	tagXResolution, tagYResolution  = 282, 283
	tagPlanar, tagT4Options         = 284, 292
	tagT6Options, tagResolutionUnit = 293, 296
	tagJPEGTables                   = 347
	typeUndefined                   = 7
	tagPredictor, tagColorMap       = 317, 320
	tagTileWidth, tagTileHeight     = 322, 323
	tagTileOffsets, tagTileSizes    = 324, 325
	tagExtraSamples                 = 338
	tagOldJPEG, tagOldJPEGSize      = 513, 514
	typeByte, typeShort, typeLong   = 1, 3, 4
	typeRational                    = 5
	entrySize                       = 12
	mostEntries                     = 1_000
	mostStrips                      = 1 << 16
)

// directories is a TIFF header: the byte order and where the first directory
// lies.
type directories struct {
	r     io.ReaderAt
	size  int64
	order binary.ByteOrder
	first int64
}

// directory is one image file directory: each tag with its raw entry.
type directory struct {
	of      *directories
	entries map[int][entrySize]byte
}

func openDirectories(r io.ReaderAt, size int64) (*directories, error) {
	var head [8]byte
	f := &directories{r: r, size: size}
	if err := f.readAt(head[:], 0); err != nil {
		return nil, err
	}
	switch string(head[:4]) {
	case "II*\x00":
		f.order = binary.LittleEndian
	case "MM\x00*":
		f.order = binary.BigEndian
	default:
		return nil, fmt.Errorf("no TIFF header")
	}
	f.first = int64(f.order.Uint32(head[4:]))
	return f, nil
}

func (f *directories) readAt(b []byte, at int64) error {
	if at < 0 || at+int64(len(b)) > f.size {
		return io.ErrUnexpectedEOF
	}
	if n, err := f.r.ReadAt(b, at); n < len(b) {
		return Unreadable.Because(fmt.Errorf("read at byte %d: %w", at, err))
	}
	return nil
}

// read takes the directory at that offset, and tells where the next one is (0:
// there is none).
func (f *directories) read(at int64) (d directory, next int64, err error) {
	var count [2]byte
	if err := f.readAt(count[:], at); err != nil {
		return d, 0, err
	}
	n := int(f.order.Uint16(count[:]))
	if n == 0 || n > mostEntries {
		return d, 0, fmt.Errorf("a directory of %d entries", n)
	}
	body := make([]byte, n*entrySize+4)
	if err := f.readAt(body[:n*entrySize], at+2); err != nil {
		return d, 0, err
	}
	if f.readAt(body[n*entrySize:], at+2+int64(n*entrySize)) != nil {
		clear(body[n*entrySize:]) // EXIF writers leave the last link out
	}
	d = directory{of: f, entries: make(map[int][entrySize]byte, n)}
	for i := range n {
		e := [entrySize]byte(body[i*entrySize:])
		d.entries[int(f.order.Uint16(e[:]))] = e
	}
	return d, int64(f.order.Uint32(body[n*entrySize:])), nil
}

// number is the first value of a tag, or what it is when absent.
func (d directory) number(tag int, absent int64) int64 {
	v, err := d.numbers(tag, 1)
	if err != nil || len(v) == 0 {
		return absent
	}
	return v[0]
}

// numbers reads at most that many values of a byte, short or long tag.
func (d directory) numbers(tag, most int) ([]int64, error) {
	e, present := d.entries[tag]
	if !present {
		return nil, nil
	}
	o := d.of.order
	width := map[uint16]int{typeByte: 1, typeShort: 2, typeLong: 4}[o.Uint16(e[2:])]
	count := int64(o.Uint32(e[4:]))
	if width == 0 || count > mostStrips {
		return nil, fmt.Errorf("tag %d has %d values of type %d", tag, count, o.Uint16(e[2:]))
	}
	raw := e[8:]
	if count*int64(width) > 4 {
		raw = make([]byte, min(count, int64(most))*int64(width))
		if err := d.of.readAt(raw, int64(o.Uint32(e[8:]))); err != nil {
			return nil, err
		}
	}
	values := make([]int64, min(count, int64(most)))
	for i := range values {
		switch width {
		case 1:
			values[i] = int64(raw[i])
		case 2:
			values[i] = int64(o.Uint16(raw[2*i:]))
		default:
			values[i] = int64(o.Uint32(raw[4*i:]))
		}
	}
	return values, nil
}

// blob reads a tag of plain bytes, at most that many.
func (d directory) blob(tag, most int) ([]byte, error) {
	e, present := d.entries[tag]
	if !present {
		return nil, nil
	}
	o := d.of.order
	kind, count := o.Uint16(e[2:]), int64(o.Uint32(e[4:]))
	if kind != typeUndefined && kind != typeByte || count > int64(most) {
		return nil, fmt.Errorf("tag %d has %d values of type %d", tag, count, kind)
	}
	if count <= 4 {
		return bytes.Clone(e[8 : 8+count]), nil
	}
	b := make([]byte, count)
	return b, d.of.readAt(b, int64(o.Uint32(e[8:])))
}

// ratio reads a rational; 0 where it is absent or without meaning.
func (d directory) ratio(tag int) float64 {
	e, present := d.entries[tag]
	o := d.of.order
	if !present || o.Uint16(e[2:]) != typeRational {
		return 0
	}
	var raw [8]byte
	if d.of.readAt(raw[:], int64(o.Uint32(e[8:]))) != nil || o.Uint32(raw[4:]) == 0 {
		return 0
	}
	return float64(o.Uint32(raw[:])) / float64(o.Uint32(raw[4:]))
}

// density reads the resolution: unit 2, also when absent, is the inch, 3 the
// centimetre, 1 no length at all.
func (d directory) density() density {
	perInch := map[int64]float64{2: 1, 3: centimetresPerInch}[d.number(tagResolutionUnit, 2)]
	x, y := d.ratio(tagXResolution)*perInch, d.ratio(tagYResolution)*perInch
	return density{x: tidy(x), y: tidy(y), present: x > 0 && y > 0}
}
