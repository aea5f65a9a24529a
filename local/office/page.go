package office

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Media says in which coding a page image was captured.
type Media string

// The codings that are taken in.
const (
	JPEG Media = "jpeg"
	PNG  Media = "png"
	TIFF Media = "tiff"

	JBIG2 Media = "jbig2" // out of a scanner's PDF
)

// Unsure is a yes, a no, or not looked at yet.
type Unsure string

// The three answers.
const (
	NotLooked Unsure = ""
	Yes       Unsure = "yes"
	No        Unsure = "no"
)

// MinDPI is the least resolution of a digitised paper (Nghị định 30, PL I).
const MinDPI = 200

// ScannedName begins the name of a page that a device brought, before that of its file: none
// that a clerk knows, and by which a page that was taken in is known again after a crash.
const ScannedName = "trang quét "

// Page (trang) is one side of one sheet as it was captured. The capture is
// never rewritten: Turn, Orientation and Retouch say how it is to be shown.
type Page struct {
	ID      ID     `json:"id"`
	Name    string `json:"name"` // of the file it came from, as the clerk knows it
	Media   Media  `json:"media"`
	Capture Digest `json:"capture"` // of the captured image file, or of the stream lifted from a scanner's PDF
	Size    int64  `json:"size"`    // bytes of the capture
	Frame   int    `json:"frame"`   // which image of a TIFF of many pages, from 0

	// Container names the PDF that the capture was lifted from, stored beside
	// it untouched; Sheet is the page in it, from 1.
	Container Digest `json:"container,omitempty"`
	Sheet     int    `json:"sheet,omitempty"`
	Signed    bool   `json:"signed,omitempty"`   // the container carries a digital signature
	Rendered  bool   `json:"rendered,omitempty"` // drawn as it is seen, because what was captured does not stand alone

	// Finest is the dpi of the finest layers that cover a tenth of a page that was
	// drawn; 0: unknown, or not drawn. What is drawn is no sharper than that.
	Finest float64 `json:"finest,omitempty"`
	Photo  bool    `json:"photo,omitempty"` // taken with a camera, which knows nothing of the paper's size

	// How a photograph was taken, in degrees: by how much its lines are turned, and run
	// together towards one side. 0: straight, or it could not be told.
	Turned   float64 `json:"turned,omitempty"`
	Together float64 `json:"together,omitempty"`

	Width       int     `json:"width"` // pixels, before turning
	Height      int     `json:"height"`
	DPIX        float64 `json:"dpi_x"` // 0: unknown, ask for the paper size
	DPIY        float64 `json:"dpi_y"`
	Orientation int     `json:"orientation"`     // EXIF 1…8
	Turn        int     `json:"turn"`            // by the clerk: quarter turns clockwise, 0…3
	Paper       string  `json:"paper,omitempty"` // told by the clerk where the dpi was unknown: "A4"

	Tone    Tone    `json:"tone,omitempty"` // as captured
	Retouch Retouch `json:"retouch,omitzero"`

	Blank     Unsure `json:"blank,omitempty"`
	BlankKept bool   `json:"blank_kept,omitempty"` // the clerk said that this blank side stays

	// Told is the latest time that the file tells of itself: of the disk, or written
	// in it. Zero: none.
	Told time.Time `json:"told,omitzero"`

	// Stream is the hash of the image stream as it lies in the PDF, set when
	// the conversion is finished. Of a page that is Verbatim it equals Capture.
	Stream Digest `json:"stream,omitempty"`
}

// Coarse tells a page under the 200 dpi that Nghị định 30 asks for. A scanner
// that rounds 200 to 199.9 is not coarse.
func (p Page) Coarse() bool {
	const slack = 1
	return p.SizeKnown() && p.Sharpness() < MinDPI-slack
}

// Sharpness is the dpi of the coarser direction, of a drawn page no more than its
// finest image has; 0 where the size is unknown.
func (p Page) Sharpness() float64 {
	dpi := min(p.DPIX, p.DPIY)
	if p.Finest > 0 {
		dpi = min(dpi, p.Finest)
	}
	return dpi
}

// Askew says how a photograph was not taken straight from above, Vietnamese; empty: it
// was, as far as its writing tells.
func (p Page) Askew() string {
	const leastTurned = 1.5
	switch turned := math.Abs(p.Turned); {
	case !p.Photo:
		return ""
	case p.Together > 0:
		return "chụp chéo, chữ bị kéo lệch về một phía"
	case turned >= leastTurned:
		return fmt.Sprintf("chụp nghiêng khoảng %.0f°", turned)
	}
	return ""
}

// Verbatim tells whether the capture lies in the PDF byte for byte as a stream of
// its own, so that the PDF alone gives it back.
func (p Page) Verbatim() bool { return p.Media == JPEG && !p.Rendered && !p.Retouched() }

// SizeKnown tells whether the page's true size on paper is known.
func (p Page) SizeKnown() bool { return p.DPIX > 0 && p.DPIY > 0 }

// Upright returns the EXIF orientation after the clerk's turns: 1 upright, 6
// a quarter turn clockwise, 3 half, 8 three quarters; 2, 7, 4, 5 the mirrored.
func (p Page) Upright() int {
	o := p.Orientation
	if o < 1 || o > 8 {
		o = 1
	}
	next := [9]int{0, 6, 7, 8, 5, 2, 3, 4, 1}
	for range ((p.Turn % 4) + 4) % 4 {
		o = next[o]
	}
	return o
}

// SizeMM is the width and height of the page as shown, in millimetres; zero
// where the dpi is unknown.
func (p Page) SizeMM() (w, h float64) {
	if !p.SizeKnown() {
		return 0, 0
	}
	wide, high := p.Pixels()
	w, h = float64(wide)/p.DPIX*MMPerInch, float64(high)/p.DPIY*MMPerInch
	if p.Upright() >= 5 {
		w, h = h, w
	}
	return w, h
}

// Units of length on paper.
const (
	MMPerInch     = 25.4
	PointsPerInch = 72.0
	PointsPerMM   = PointsPerInch / MMPerInch
)

// Papers are the sizes that a clerk can name, in millimetres, upright.
var Papers = map[string][2]float64{
	"A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148},
	"Letter": {215.9, 279.4}, "Legal": {215.9, 355.6}, "F4": {215, 330},
}

// PaperNamed finds a paper by its name as a person types it.
func PaperNamed(typed string) (name string, known bool) {
	for name := range Papers {
		if strings.EqualFold(name, strings.TrimSpace(typed)) {
			return name, true
		}
	}
	return "", false
}

// OnPaper gives the page the resolution that fills the named paper, lying as
// the image lies. An image of another shape is fitted into the paper: it is
// never stretched. Where a resolution was told, it says how long and wide the
// pixels are. It reports false for a paper that is not known.
func (p Page) OnPaper(name string) (Page, bool) {
	size, known := Papers[name]
	pixelsW, pixelsH := p.Pixels()
	if !known || pixelsW == 0 || pixelsH == 0 {
		return p, false
	}
	const mostStretch = 3 // a fax has pixels twice as long as wide
	stretch := 1.0
	if r := p.DPIX / p.DPIY; p.SizeKnown() && r <= mostStretch && r >= 1.0/mostStretch {
		stretch = r
	}
	w, h := size[0], size[1]
	wide, high := float64(pixelsW), float64(pixelsH)
	if wide > high*stretch {
		w, h = h, w
	}
	p.Paper = name
	p.DPIX = wide / w * MMPerInch
	p.DPIY = high / h * MMPerInch
	const sameShape = 0.02 // what a scanner cuts off at the edges
	if math.Abs(p.DPIX/p.DPIY/stretch-1) > sameShape {
		p.DPIY = max(p.DPIX/stretch, p.DPIY)
		p.DPIX = p.DPIY * stretch
	}
	return p, true
}

// NamedPaper finds the paper that a sheet of so many millimetres is, lying or
// standing; empty: none.
func NamedPaper(w, h float64) string {
	const off = 3 // mm that scanners and their programs round away
	for name, size := range Papers {
		if math.Abs(min(w, h)-size[0]) <= off && math.Abs(max(w, h)-size[1]) <= off {
			return name
		}
	}
	return ""
}
