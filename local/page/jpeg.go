package page

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/jpeg"
	"io"

	"tram/local/office"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	soi, eoi, sos, dnl = 0xd8, 0xd9, 0xda, 0xdc
	dht, dac, jpg      = 0xc4, 0xcc, 0xc8
	app0, app1, app14  = 0xe0, 0xe1, 0xee
)

// maxScans is far above what encoders write (about 10) and stops a small file
// that would keep the decoder busy for hours.
const maxScans = 64

// maxScanned is how many pixels all scans together may go over: the largest image may have
// the scans that encoders write, a smaller one more of them.
const maxScanned = 16 * MaxPixels

// jpegWalk goes from marker to marker and keeps what they say.
type jpegWalk struct {
	*walker
	info  Info
	jpeg  JPEGInfo
	jfif  density
	exif  exif
	ids   [4]byte // of the components
	frame bool    // the frame header was seen
	parts []byte  // of the frame header, what it says of its components
	scans int
	want  int // components that are known from elsewhere; four are then not inks
}

func probeJPEG(r io.ReaderAt, size int64) (Info, error) { return walkJPEG(r, size, 0) }

func walkJPEG(r io.ReaderAt, size int64, components int) (Info, error) {
	w := jpegWalk{walker: newWalker(r, size), info: Info{Media: office.JPEG, Frames: 1}, want: components}
	defer w.release()
	if err := w.skip(2); err != nil {
		return Info{}, err
	}
	for {
		more, err := w.segment()
		if err != nil {
			return Info{}, err
		}
		if !more {
			break
		}
	}
	return w.conclude()
}

// segment takes one marker and what belongs to it, until the end of the image.
func (w *jpegWalk) segment() (more bool, err error) {
	marker, err := w.marker()
	if err != nil {
		return false, err
	}
	switch {
	case marker == eoi:
		return false, nil
	case marker == soi || marker <= 0x01 || marker >= 0xd0 && marker <= 0xd7:
		return false, fmt.Errorf("marker %#x where a segment should begin", marker)
	}
	head, err := w.bytes(2)
	if err != nil {
		return false, err
	}
	length := int(binary.BigEndian.Uint16(head)) - 2
	if length < 0 {
		return false, fmt.Errorf("segment %#x has a negative length", marker)
	}
	if err := w.body(marker, length); err != nil {
		return false, err
	}
	if marker == sos {
		return true, w.entropy()
	}
	return true, nil
}

// marker takes a marker with the fill bytes that may stand before it.
func (w *jpegWalk) marker() (byte, error) {
	b, err := w.byte()
	if err != nil {
		return 0, err
	}
	if b != 0xff {
		return 0, fmt.Errorf("byte %#x at %d where a marker should be", b, w.offset()-1)
	}
	for b == 0xff {
		if b, err = w.byte(); err != nil {
			return 0, err
		}
	}
	return b, nil
}

func (w *jpegWalk) body(marker byte, length int) error {
	switch {
	case isFrame(marker), marker == app0, marker == app1, marker == app14, marker == dnl, marker == dac:
	case marker == sos:
		if w.scans++; w.scans > maxScans {
			return RareCoding.Because(fmt.Errorf("more than %d scans", maxScans))
		}
		if pixels := w.info.Width * w.info.Height; w.scans*pixels > maxScanned {
			return RareCoding.Because(fmt.Errorf("%d scans of %d pixels", w.scans, pixels))
		}
		if !w.frame {
			return fmt.Errorf("a scan before the frame header")
		}
		return w.skip(int64(length))
	default:
		return w.skip(int64(length))
	}
	b, err := w.bytes(length)
	if err != nil {
		return err
	}
	switch {
	case isFrame(marker):
		w.jpeg.heightAt = w.offset() - int64(length) + 1
		return w.frameHeader(marker, b)
	case marker == dnl:
		return w.lateHeight(b)
	case marker == dac:
		return RareCoding.Because(fmt.Errorf("segment %#x", marker))
	case marker == app0:
		w.jfif.fromJFIF(b)
	case marker == app1:
		w.exif.fromAPP1(b)
	case len(b) >= 12 && string(b[:5]) == "Adobe":
		w.jpeg.Adobe, w.jpeg.Transform = true, int(b[11])
	}
	return nil
}

func isFrame(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != dht && marker != dac && marker != jpg
}

// frameHeader takes SOF0 to SOF2: baseline, extended and progressive Huffman.
func (w *jpegWalk) frameHeader(marker byte, b []byte) error {
	switch {
	case w.frame:
		return fmt.Errorf("a second frame header")
	case len(b) < 6 || len(b) != 6+3*int(b[5]):
		return fmt.Errorf("a frame header of %d bytes", len(b))
	}
	w.frame = true
	i := &w.info
	i.Bits, i.Components = int(b[0]), int(b[5])
	i.Height, i.Width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	w.jpeg.Progressive = marker == 0xc2
	switch {
	case marker > 0xc2:
		return RareCoding.Because(fmt.Errorf("frame type %#x", marker))
	case i.Components == 4 && w.want != 4:
		return PrintColours.About("CMYK (máy in)")
	case i.Bits > 8:
		return TooManyBits.About(i.Bits)
	case i.Components != 1 && i.Components != 3 && i.Components != w.want:
		return RareCoding.Because(fmt.Errorf("%d components", i.Components))
	}
	for c := range i.Components {
		w.ids[c] = b[6+3*c]
	}
	w.parts = bytes.Clone(b[6:])
	if i.Height == 0 && i.Width > 0 {
		return nil // it comes behind the first scan
	}
	return w.sized()
}

// sized looks at the limits once the size is known.
func (w *jpegWalk) sized() error {
	if err := within(w.info.Width, w.info.Height); err != nil {
		return err
	}
	return w.bearable(w.parts)
}

// lateHeight takes the number of rows from where encoders put it that did not
// know it beforehand.
func (w *jpegWalk) lateHeight(b []byte) error {
	if w.info.Height != 0 || w.scans != 1 || len(b) != 2 {
		return RareCoding.Because(fmt.Errorf("a number of rows that is told twice"))
	}
	const marker = 4 // bytes before the body: two of its own, two of its length
	w.info.Height = int(binary.BigEndian.Uint16(b))
	w.jpeg.late = w.offset() - int64(len(b)) - marker
	return w.sized()
}

// bearable refuses a progressive image that would not fit: the decoder keeps four bytes of
// each sample until the last scan, and lays out its pixels then.
func (w *jpegWalk) bearable(components []byte) error {
	samples, widest, highest := 0, 1, 1
	for c := 0; c < len(components); c += 3 {
		h, v := int(components[c+1]>>4), int(components[c+1]&15)
		samples, widest, highest = samples+h*v, max(widest, h), max(highest, v)
	}
	if need := w.info.Width * w.info.Height / (widest * highest) * samples * 5; w.jpeg.Progressive && need > maxUnpacked {
		return RareCoding.Because(fmt.Errorf("a progressive image that needs %d bytes", need))
	}
	return nil
}

// entropy walks coded data to the marker that ends it.
func (w *jpegWalk) entropy() error {
	for {
		if err := w.past(0xff); err != nil {
			return err
		}
		b, err := w.byte()
		for b == 0xff && err == nil {
			b, err = w.byte()
		}
		switch {
		case err != nil:
			return err
		case b == 0 || b >= 0xd0 && b <= 0xd7:
			continue
		case b < 0xc0:
			return fmt.Errorf("marker %#x inside coded data", b)
		}
		return w.back(b)
	}
}

// back lets the marker be read again by segment.
func (w *jpegWalk) back(marker byte) error {
	if w.pos >= 2 && w.win[w.pos-2] == 0xff {
		w.pos -= 2
		return nil
	}
	// The window moved between the two bytes of the marker.
	w.at, w.pos, w.win = w.offset()-2, 0, w.win[:0]
	return nil
}

// conclude puts the parts together once the end was reached.
func (w *jpegWalk) conclude() (Info, error) {
	if w.scans == 0 || w.info.Height == 0 {
		return Info{}, fmt.Errorf("no scan or no height before the end of the image")
	}
	w.jpeg.End = w.offset()
	colour, adobe := w.info.Components == 3, w.jpeg.Adobe && w.jpeg.Transform == 0
	named := w.ids == [4]byte{'R', 'G', 'B'}
	w.jpeg.RGB = colour && (adobe || !w.jpeg.Adobe && !w.jfif.present && named)
	w.jpeg.Disputed = colour && adobe && w.jfif.present
	w.info.JPEG = &w.jpeg
	w.info.Orientation, w.info.Camera = w.exif.upright(), w.exif.camera
	w.info.DPIX, w.info.DPIY = better(w.jfif, w.exif.density)
	if _, err := jpeg.DecodeConfig(w.jpeg.from(w.r, w.size, w.info.Height)); err != nil {
		return Info{}, RareCoding.Because(err)
	}
	return w.info, nil
}
