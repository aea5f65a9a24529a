package page

import (
	"encoding/binary"
	"io"
	"slices"
)

// Few readers understand a JPEG whose number of rows comes late, or whose markers
// contradict each other about its colours. Its pixels are read from bytes that say
// the same without the doubt; what is kept is never changed.

// Portable tells whether every reader shows the stream alike inside a PDF.
func (j *JPEGInfo) Portable() bool { return !j.Disputed && j.late == 0 }

// otherBytes reads other bytes at a few places.
type otherBytes struct {
	r  io.ReaderAt
	at map[int64]byte
}

// ReadAt puts the bytes over what was read.
func (p otherBytes) ReadAt(b []byte, at int64) (int, error) {
	n, err := p.r.ReadAt(b, at)
	for place, v := range p.at {
		if k := place - at; k >= 0 && k < int64(n) {
			b[k] = v
		}
	}
	return n, err
}

// from gives the image as a decoder reads it: with the height in its place, and a
// comment where it stood late.
func (j *JPEGInfo) from(r io.ReaderAt, size int64, height int) io.Reader {
	const comment = 0xfe
	if j.late != 0 {
		r = otherBytes{r, map[int64]byte{j.heightAt: byte(height >> 8), j.heightAt + 1: byte(height), j.late + 1: comment}}
	}
	return io.NewSectionReader(r, 0, size)
}

// Recoloured gives a JPEG of three components that says in one marker alone
// whether they are red, green and blue.
func Recoloured(file []byte, rgb bool) []byte {
	const soiBytes, named = 2, 4 // a segment's name begins behind its marker and length
	told := slices.Concat(file[:min(soiBytes, len(file))], adobeMarker(rgb), file[min(soiBytes, len(file)):])
	at := soiBytes + len(adobeMarker(rgb))
	for at+named < len(told) && told[at] == 0xff && told[at+1] != sos {
		if marker := told[at+1]; marker == app0 || marker == app14 {
			told[at+named] ^= 0x20 // "jFIF" and "adobe" are nobody's names
		}
		at += 2 + int(binary.BigEndian.Uint16(told[at+2:]))
	}
	return told
}

// adobeMarker tells a reader of JPEG what three components are.
func adobeMarker(rgb bool) []byte {
	transform := byte(1)
	if rgb {
		transform = 0
	}
	return []byte{0xff, app14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform}
}
