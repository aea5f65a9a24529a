package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"tram/local/office"
)

// What comes out of a PDF needs a file of its own around it. Neither wrapping
// changes a pixel: a fax strip keeps its bytes, samples keep their depth.

// g4TIFF puts a CCITT Group 4 strip into a TIFF. whiteIsBlack tells that its
// white runs show black.
func g4TIFF(r raster, strip []byte, whiteIsBlack bool, dpiX, dpiY float64) []byte {
	photometric := uint32(0)
	if whiteIsBlack {
		photometric = 1
	}
	const (
		entries  = 12
		ifdAt    = 8
		ratiosAt = ifdAt + 2 + 12*entries + 4
		stripAt  = ratiosAt + 16
		short    = 3
		long     = 4
		rational = 5
	)
	b := []byte{'I', 'I', 42, 0, ifdAt, 0, 0, 0, entries, 0}
	for _, e := range [entries][3]uint32{
		{256, long, uint32(r.width)}, {257, long, uint32(r.height)}, {258, short, 1}, {259, short, 4}, {262, short, photometric},
		{273, long, stripAt}, {277, short, 1}, {278, long, uint32(r.height)}, {279, long, uint32(len(strip))},
		{282, rational, ratiosAt}, {283, rational, ratiosAt + 8}, {296, short, 2},
	} {
		b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
		b = binary.LittleEndian.AppendUint16(b, uint16(e[1]))
		b = binary.LittleEndian.AppendUint32(b, 1)
		b = binary.LittleEndian.AppendUint32(b, e[2])
	}
	b = binary.LittleEndian.AppendUint32(b, 0)
	const fraction = 1000
	for _, dpi := range []float64{dpiX, dpiY} {
		b = binary.LittleEndian.AppendUint32(b, uint32(math.Round(dpi*fraction)))
		b = binary.LittleEndian.AppendUint32(b, fraction)
	}
	return append(b, strip...)
}

// samplesPNG packs unpacked rows as a PNG of the same depth.
func samplesPNG(r raster, next rows, dpiX, dpiY float64) ([]byte, error) {
	const grey, colour, palette = 0, 2, 3
	kind := byte(grey)
	switch {
	case r.palette != nil:
		kind = palette
	case r.components == 3:
		kind = colour
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(r.width))
	head = binary.BigEndian.AppendUint32(head, uint32(r.height))
	head = append(head, byte(r.depth), kind, 0, 0, 0)
	phys := binary.BigEndian.AppendUint32(nil, perMetre(dpiX))
	phys = append(binary.BigEndian.AppendUint32(phys, perMetre(dpiY)), 1)

	b := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", head)
	b = chunk(b, "pHYs", phys)
	if r.palette != nil {
		b = chunk(b, "PLTE", r.palette[:min(len(r.palette), 3<<r.depth)])
	}
	rows, err := pngRows(r, next)
	if err != nil {
		return nil, err
	}
	return chunk(chunk(b, "IDAT", rows), "IEND", nil), nil
}

// packing is the level of zlib: higher ones take more than twice the time for a
// few hundredths of the bytes.
const packing = 4

// pngRows filters and packs the rows: photographs by the difference to the row
// above, the rest as they are.
func pngRows(r raster, next rows) ([]byte, error) {
	const asIs, above = 0, 2
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, packing)
	if err != nil {
		return nil, err
	}
	stride := r.stride()
	before, line := make([]byte, stride), make([]byte, stride+1)
	current := make([]byte, stride)
	for y := range r.height {
		row, err := next()
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", y, err)
		}
		copy(current, row)
		if r.invert {
			for i := range current {
				current[i] = ^current[i]
			}
		}
		line[0] = asIs
		copy(line[1:], current)
		if r.depth == 8 && r.palette == nil && !r.crisp {
			line[0] = above
			for i := range current {
				line[i+1] = current[i] - before[i]
			}
		}
		before, current = current, before
		if _, err := z.Write(line); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return packed.Bytes(), err
}

// crisp tells, by some bands of a drawn page, whether its letters and printed dots
// pack better as they are than by their difference to the row above.
func crisp(samples []byte, r raster) bool {
	const bands, high = 8, 16 // rows
	if r.height < bands*high {
		return false
	}
	sizes := map[bool]int{}
	for _, r.crisp = range []bool{false, true} {
		for band := range bands {
			from := band * (r.height - high) / (bands - 1)
			part := r
			part.height = high
			packed, err := pngRows(part, rowsOf(samples[from*r.stride():], part))
			if err != nil {
				return false
			}
			sizes[r.crisp] += len(packed)
		}
	}
	return sizes[true] < sizes[false]
}

func chunk(b []byte, kind string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	from := len(b)
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
}

func perMetre(dpi float64) uint32 {
	const millimetres = 1000
	return uint32(math.Round(dpi / office.MMPerInch * millimetres))
}
