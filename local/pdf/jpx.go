package pdf

import (
	"encoding/binary"
	"errors"
)

// A page with JPEG 2000 is drawn by PDFium alone, and nobody else is there to hold the
// picture against. It takes alpha and further channels for colours, so pages with
// those are refused: a picture that is wrong is worse than none.

// oddJPX tells that a page shows an image in JPEG 2000 that is not to be drawn.
func (f *foreign) oddJPX(shown []painted, number int) error {
	for _, s := range shown {
		if s.inked || s.raw == nil || last(s.raw) != "JPXDecode" {
			continue
		}
		b, err := f.encoded(s.raw)
		if why := oddChannels(b); err == nil && why != "" {
			return JPXChannels.About(number).Because(errors.New(why))
		}
	}
	return nil
}

// Markers and boxes of JPEG 2000 (ISO/IEC 15444-1, A.5.1 and I.4).
const (
	jpxStart    = "\xff\x4f\xff\x51" // SOC and SIZ
	jpxChannels = 40                 // bytes from there to Csiz
	jpxDepth    = 3                  // of boxes in boxes
)

// oddChannels tells what is more than grey or three colours in JPEG 2000; empty:
// nothing. What cannot be read PDFium refuses itself.
func oddChannels(b []byte) string { return oddBoxes(b, 0) }

func oddBoxes(b []byte, depth int) string {
	if len(b) >= len(jpxStart) && string(b[:len(jpxStart)]) == jpxStart {
		return oddCount(b)
	}
	for len(b) >= 8 && depth < jpxDepth {
		size, head, kind := uint64(binary.BigEndian.Uint32(b)), uint64(8), string(b[4:8])
		if size == 1 && len(b) >= 16 {
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size == 0 || size > uint64(len(b)) {
			size = uint64(len(b)) // to the end
		}
		if size < head {
			return ""
		}
		if why := oddBox(kind, b[head:size], depth); why != "" {
			return why
		}
		b = b[size:]
	}
	return ""
}

func oddBox(kind string, body []byte, depth int) string {
	switch kind {
	case "pclr":
		return "a palette"
	case "cdef":
		const entry = 6 // channel, kind and what it belongs to, two bytes each
		for at := 2; at+entry <= len(body); at += entry {
			if binary.BigEndian.Uint16(body[at+2:]) != 0 {
				return "a channel that is no colour"
			}
		}
	case "jp2h", "jp2c":
		return oddBoxes(body, depth+1)
	}
	return ""
}

func oddCount(b []byte) string {
	if len(b) < jpxChannels+2 {
		return ""
	}
	if n := binary.BigEndian.Uint16(b[jpxChannels:]); n != 1 && n != 3 {
		return "neither one channel nor three"
	}
	return ""
}
