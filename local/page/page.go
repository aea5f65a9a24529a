// Package page knows one page image (trang): what its file says of itself,
// whether the file is whole, and how it looks upright and small.
package page

import (
	"errors"
	"fmt"
	"io"

	"tram/local/office"
)

// Limits on what is taken in. An A3 sheet at 600 dpi has 70 megapixels and,
// uncompressed in colour, 209 MB.
const (
	MaxFile   = 256 << 20 // bytes of one file
	MaxSide   = 30_000    // pixels
	MaxPixels = 120_000_000
	MaxFrames = 1_000 // images in one TIFF

	// maxUnpacked bounds what decoding a progressive JPEG lays out, in bytes: four of
	// coefficients and one of pixels for each sample.
	maxUnpacked = 5 * MaxPixels
)

// Info is what the file says of one image, found without decoding its pixels.
type Info struct {
	Media         office.Media
	Width, Height int     // pixels, as captured
	DPIX, DPIY    float64 // as the file says, 0 unknown; see Believed
	Orientation   int     // EXIF 1…8; 1 where the file says nothing

	Components int // of a pixel: 1 grey or palette, 2 grey and alpha, 3 colour, 4 colour and alpha
	Bits       int // of a component: 1, 2, 4 or 8
	Frames     int // images in the file
	Frame      int // the one described here, from 0

	Interlaced bool // PNG Adam7
	Alpha      bool // PNG with an alpha channel or tRNS, TIFF with an alpha sample
	Palette    bool
	Camera     bool // a camera says how it took the picture

	JPEG *JPEGInfo // set when Media is JPEG
	PNG  *PNGInfo  // set when Media is PNG
	TIFF *TIFFInfo // set when Media is TIFF

	JBIG2 *JBIG2Info // set when Media is JBIG2
}

// Span is a run of bytes in the file.
type Span struct{ Offset, Size int64 }

// JPEGInfo is what decides how the stream is read inside a PDF.
type JPEGInfo struct {
	Progressive bool
	Adobe       bool  // an Adobe marker is present
	Transform   int   // of the Adobe marker: 0 RGB or grey, 1 YCbCr
	RGB         bool  // the three components are red, green and blue, not YCbCr
	Disputed    bool  // its markers contradict each other: readers take its colours differently
	End         int64 // offset just after the end-of-image marker; bytes after it are not of the image

	heightAt int64 // of the number of rows in the frame header
	late     int64 // of the marker behind the first scan that tells the number of rows; 0: there is none
}

// PNGInfo is what lets the compressed pixels pass into a PDF as they are. The
// palette has three bytes an entry. Transparency is the body of tRNS.
type PNGInfo struct {
	ColorType    int
	Colors       []byte
	Transparency []byte
	Data         []Span // bodies of the IDAT chunks; joined they are one zlib stream

	passed []Span // chunks that no pixel needs and whose sum is wrong
}

// Probe reads the headers of a JPEG, PNG or TIFF and walks its structure to
// the end, so that a file cut short is found before it is taken in. It goes by
// content, never by name. Errors are Failures.
func Probe(r io.ReaderAt, size int64) (Info, error) { return ProbeFrame(r, size, 0) }

// ProbeFrame is Probe for one image of a file of many, counted from 0.
func ProbeFrame(r io.ReaderAt, size int64, frame int) (info Info, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			info, err = Info{}, Damaged.Because(fmt.Errorf("probe: %v", caught))
		}
	}()
	switch {
	case size == 0:
		return Info{}, Empty
	case size > MaxFile:
		return Info{}, FileTooLarge.About(MaxFile >> 20)
	}
	kind, err := SniffAt(r, size)
	if err != nil {
		return Info{}, err
	}
	switch kind {
	case KindJPEG:
		info, err = probeJPEG(r, size)
	case KindPNG:
		info, err = probePNG(r, size)
	case KindTIFF:
		info, err = probeTIFF(r, size, frame)
	case KindJBIG2:
		info, err = probeJBIG2(r, size)
	default:
		return Info{}, kind.refusal()
	}
	if err != nil {
		return Info{}, said(err)
	}
	if frame < 0 || frame >= info.Frames {
		return Info{}, NoSuchFrame.About(frame+1, info.Frames)
	}
	return info, nil
}

// ProbeAll describes every image of the file, in order: one of a JPEG or PNG,
// each page of a TIFF. One bad page refuses the file, because a document that
// lost a page is no longer the document.
func ProbeAll(r io.ReaderAt, size int64) ([]Info, error) {
	first, err := Probe(r, size)
	if err != nil {
		return nil, err
	}
	all := []Info{first}
	if first.Frames == 1 {
		return all, nil
	}
	f, err := openDirectories(r, size)
	if err != nil {
		return nil, said(err)
	}
	found, err := f.pages()
	if err != nil {
		return nil, said(err)
	}
	for frame := 1; frame < len(found); frame++ {
		info, err := f.page(found, frame)
		if err != nil {
			return nil, said(err)
		}
		all = append(all, info)
	}
	return all, nil
}

// said gives a sentence to an error that has none: what ends too early is
// truncated, everything else is damaged.
func said(err error) error {
	if _, ok := office.FailureIn(err); ok {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return Truncated.Because(err)
	}
	return Damaged.Because(err)
}

// within refuses an image whose header asks for more than the limits.
func within(width, height int) error {
	switch {
	case width <= 0 || height <= 0:
		return Damaged.Because(fmt.Errorf("an image of %d×%d pixels", width, height))
	case width > MaxSide || height > MaxSide || int64(width)*int64(height) > MaxPixels:
		return TooManyPixels.About(width, height)
	}
	return nil
}
