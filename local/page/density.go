package page

import (
	"encoding/binary"
	"math"
	"slices"

	"tram/local/office"
)

// density is what one part of a file says of its resolution, in dots per inch.
type density struct {
	x, y    float64
	present bool
}

// known drops what cannot be a resolution.
func (d density) known() bool { return usable(d.x) && usable(d.y) }

func usable(dpi float64) bool { return dpi >= 1 && dpi <= 19_200 && !math.IsNaN(dpi) }

// fromJFIF reads an APP0 body: unit 1 is the inch, 2 the centimetre, 0 gives
// only the shape of a pixel.
func (d *density) fromJFIF(b []byte) {
	if len(b) < 12 || string(b[:5]) != "JFIF\x00" || d.present {
		return
	}
	d.present = true
	perInch := map[byte]float64{1: 1, 2: centimetresPerInch}[b[7]]
	d.x = float64(binary.BigEndian.Uint16(b[8:])) * perInch
	d.y = float64(binary.BigEndian.Uint16(b[10:])) * perInch
}

// fromPHYs reads a PNG pHYs body: unit 1 is the metre.
func (d *density) fromPHYs(b []byte) {
	if len(b) != 9 || b[8] != 1 {
		return
	}
	d.x = tidy(float64(binary.BigEndian.Uint32(b)) * metresPerInch)
	d.y = tidy(float64(binary.BigEndian.Uint32(b[4:])) * metresPerInch)
}

const (
	centimetresPerInch = 2.54
	metresPerInch      = 0.0254
)

// tidy undoes the rounding to whole dots a metre: 300 dpi is written as 11811,
// which is 299.9994.
func tidy(dpi float64) float64 {
	if whole := math.Round(dpi); math.Abs(whole-dpi) < metresPerInch/2+1e-9 {
		return whole
	}
	return dpi
}

// better chooses between what two parts of one file say: the first, unless it
// says nothing or only what software writes when it does not know.
func better(first, second density) (x, y float64) {
	switch {
	case first.known() && (!first.habit() || !second.known()):
		return first.x, first.y
	case second.known():
		return second.x, second.y
	}
	return 0, 0
}

// habits are the resolutions of screens, written by software that does not
// know better: a page is never scanned at them.
var habits = []float64{72, 96}

func (d density) habit() bool {
	return d.x < leastBelieved || d.x == d.y && slices.Contains(habits, math.Round(d.x))
}

// Bounds on what is believed: from a slip of 2 by 5 cm to a sheet of A2 with
// slack, and pixels no more than three times as long as wide (a fax has 204×98
// dpi).
const (
	leastBelieved = 75
	leastMM       = 20
	leastLongMM   = 50 // of the longer side
	mostMM        = 610
	mostStretch   = 3
)

// Believed is the resolution to go by: what the file says, or 0, 0 where that
// cannot be true of a scanned paper. Then the clerk is asked for the paper
// size. Not believed are a camera, which does not know what it sees, less than 75
// dpi, exactly 72 or 96 (what software writes when it does not know), and any
// that would make the sheet larger than A2 or smaller than 2 by 5 cm.
func (i Info) Believed() (x, y float64) {
	d := density{x: i.DPIX, y: i.DPIY}
	if i.Camera || !d.known() || d.habit() || d.y < leastBelieved || !d.paperSized(i) {
		return 0, 0
	}
	return d.x, d.y
}

// OnSheet is the resolution of an image that fills the sheet of a PDF: a sheet
// of a known paper is believed whatever the resolution, any other as Believed
// does.
func (i Info) OnSheet() (x, y float64) {
	d := density{x: i.DPIX, y: i.DPIY}
	if d.known() && d.paperSized(i) && office.NamedPaper(float64(i.Width)/d.x*office.MMPerInch, float64(i.Height)/d.y*office.MMPerInch) != "" {
		return d.x, d.y
	}
	return i.Believed()
}

// paperSized tells whether the resolution makes the image a sheet of paper.
func (d density) paperSized(i Info) bool {
	w, h := float64(i.Width)/d.x*office.MMPerInch, float64(i.Height)/d.y*office.MMPerInch
	r := d.x / d.y
	return min(w, h) >= leastMM && max(w, h) >= leastLongMM && max(w, h) <= mostMM && r <= mostStretch && r >= 1.0/mostStretch
}
