package compare

import (
	"slices"

	"tram/local/office"
)

// What counts as a difference. Values are of 255, the blackest ink; lengths are
// in millimetres unless they say otherwise.
//
//   - Ink that is missing where no letter around it is fainter: gone.
//   - Ink that is missing, with other ink beside it: changed.
//   - Other ink that is as small as a part of a letter, as black as letters are,
//     and touches a line of the page: changed. A 3 becomes an 8 in this way.
//   - All other ink is by hand: what has a colour, what is larger than a letter,
//     what belongs to something larger, what stands by itself. What is as small
//     as dust is nothing.
const (
	leastPeak, mostPeak = 33.0, 60.0 // of a difference
	peakBase, peakNoise = 29.0, 1.35 // its floor, and for each step of the page's noise
	twoTonesPeak        = 1.8        // times that on a scan without greys, where thin strokes break
	lowShare            = 0.5        // of the peak, down to which a place reaches

	dustMM     = 0.85 // smoothed: a dot of a quarter of a millimetre
	dustPeak   = 66   // what is smaller must be blacker than this to be a letter's dot
	letterMM   = 5.0  // the height of a capital with its accent at 14 pt
	touchMM    = 0.8  // from other ink to the line that it changes
	besideMM   = 1.0  // from other ink to the ink that it replaces
	otherShare = 0.3  // of the missing ink: less is no other ink in its place
	handMM     = 2.5  // around something by hand, what is small belongs to it
	leastHand  = 90   // the peak of something by hand
	handDotMM  = 1.2  // and its length
	leastHue   = 40   // of coloured ink
	hueShare   = 0.5  // of a place's pixels
	edgeMM     = 6.0  // at the edge of the page, where lid and shadow are seen
	gapMM      = 1.6  // between places that are told as one
	handGapMM  = 5.0  // the same, by hand
	marginMM   = 0.4  // around what is told
)

// found is a place that differs.
type found struct {
	blob
	kind office.DifferenceKind
	hue  bool
	span float64 // mm of the stroke that it belongs to
}

// judge tells what differs on a page.
func (o *overlay) judge(sheet picture) []office.Difference {
	busy := o.inkTiles()
	d := differ(o.expected, o.seen, busy)
	peak := o.peak(d, sheet.two)
	low := int(lowShare * float64(peak))
	missing := o.confirmed(d, -1, low, peak)
	more := o.confirmed(d, 1, low, peak)
	o.trace(d, more, low, sheet)
	for i := range missing {
		missing[i].kind = office.Gone
		if o.replaced(missing[i].blob, more) {
			missing[i].kind = office.Altered
		}
	}
	o.sort(more, missing)
	return o.told(o.judged(append(missing, more...)))
}

// peak is how high a difference must be on this page: what is seen of letters
// differs from what is expected by its noise.
func (o *overlay) peak(d difference, twoTones bool) int {
	var counts [256]int
	n := 0
	for i, v := range o.expected.v {
		if v > 60 {
			counts[min(max(int(d.v[i]), -int(d.v[i])), 255)]++
			n++
		}
	}
	noise, seen := 0, counts[0]
	for noise < 255 && seen < n/2 {
		noise++
		seen += counts[noise]
	}
	peak := min(max(peakBase+peakNoise*float64(noise), leastPeak), mostPeak)
	if twoTones {
		peak *= twoTonesPeak
	}
	return int(peak)
}

// inkTiles are the tiles with ink of the page or on the sheet.
func (o *overlay) inkTiles() []bool {
	const least = 70 // of the mean of four pixels
	busy := slices.Clone(o.busy)
	small := o.seen.half()
	cols := tiles(o.seen.w)
	for y := range small.h {
		for x, v := range small.row(y) {
			if v >= least {
				tx, ty := 2*x/tileSide, 2*y/tileSide
				for ny := max(ty-1, 0); ny <= min(ty+1, tiles(o.seen.h)-1); ny++ {
					for nx := max(tx-1, 0); nx <= min(tx+1, cols-1); nx++ {
						busy[ny*cols+nx] = true
					}
				}
			}
		}
	}
	return busy
}

// confirmed are the places that a second look leaves.
func (o *overlay) confirmed(d difference, sign, low, peak int) []found {
	const sureSide, surePeak = 200, 140 // pixels; of 255
	var all []found
	for _, b := range d.blobs(sign, low, peak) {
		if b.x1-b.x0 < sureSide && b.y1-b.y0 < sureSide && b.peak < surePeak {
			b = o.again(b, sign, low)
		}
		if b.peak >= peak {
			all = append(all, found{blob: b})
		}
	}
	return all
}

// mm is the size of a box on the page.
func (o *overlay) mm(b box) (w, h float64) {
	return float64(b.x1-b.x0) / o.perX, float64(b.y1-b.y0) / o.perY
}

// grown adds so many millimetres on each side.
func (o *overlay) grown(b box, mm float64) box {
	x, y := int(mm*o.perX+0.5), int(mm*o.perY+0.5)
	return box{max(b.x0-x, 0), max(b.y0-y, 0), min(b.x1+x, o.page.w), min(b.y1+y, o.page.h)}
}

func (b box) meets(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 && b.y0 < c.y1 && c.y0 < b.y1 }

func (b box) and(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}

// replaced tells whether other ink stands where ink is missing.
func (o *overlay) replaced(gone blob, more []found) bool {
	around, mass := o.grown(gone.box, besideMM), 0
	for _, m := range more {
		if !m.hue && m.box.meets(around) {
			mass += m.mass
		}
	}
	return float64(mass) >= otherShare*float64(gone.mass)
}

// sort tells changed letters from what was added by hand, and from dust.
func (o *overlay) sort(more, missing []found) {
	var large []box
	for i := range more {
		m := &more[i]
		w, h := o.mm(m.box)
		if m.hue || max(m.span, w, h) > letterMM {
			m.kind = office.ByHand
			large = append(large, o.grown(m.box, handMM))
		}
	}
	for i := range more {
		m := &more[i]
		if m.kind != "" {
			continue
		}
		w, h := o.mm(m.box)
		small := max(w, h) <= dustMM
		switch {
		case o.beside(m.box, missing):
			m.kind = office.Altered
		case o.belongs(m.box, large):
			m.kind = office.ByHand
		case small && m.peak < dustPeak: // nothing
		case o.touches(m.box):
			m.kind = office.Altered
		case max(w, h) >= handDotMM && m.peak >= leastHand:
			m.kind = office.ByHand
		}
	}
}

// beside tells whether ink is missing around.
func (o *overlay) beside(b box, missing []found) bool {
	b = o.grown(b, besideMM)
	return slices.ContainsFunc(missing, func(m found) bool { return m.box.meets(b) })
}

// belongs tells whether something by hand lies around.
func (*overlay) belongs(b box, large []box) bool { return slices.ContainsFunc(large, b.meets) }

// touches tells whether there is ink of the page around.
func (o *overlay) touches(b box) bool {
	b = o.grown(b, touchMM)
	for y := b.y0; y < b.y1; y++ {
		for _, v := range o.page.row(y)[b.x0:b.x1] {
			if v > 128 {
				return true
			}
		}
	}
	return false
}
