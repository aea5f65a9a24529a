package compare

import (
	"slices"

	"tram/local/office"
)

// In a loose area the strokes of letters are for the printer to choose. What differs
// there counts only where it is no other stroke: ink with none of the page near, or
// ink of the page with none on the paper near.

const (
	strayMM    = 0.9 // from a stroke to another of the same letter, or of its neighbour
	strayShare = 0.6 // of the pixels of a place, which are further from any ink
	looseInk   = 70  // of 255
)

// loosen says in which areas of the page the strokes of letters are not known, in
// millimetres.
func (o *overlay) loosen(areas [][4]float64) {
	for _, a := range areas {
		b := box{int(a[0] * o.perX), int(a[1] * o.perY), int((a[0]+a[2])*o.perX) + 1, int((a[1]+a[3])*o.perY) + 1}
		o.loose = append(o.loose, o.grown(b, 0))
	}
}

// judged leaves out what may be only another stroke of a letter.
func (o *overlay) judged(all []found) []found {
	if len(o.loose) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(f found) bool {
		return !f.hue && slices.ContainsFunc(o.loose, f.meets) && !o.stray(f)
	})
}

// stray tells whether most of the ink of a place is far from any on the other side.
func (o *overlay) stray(f found) bool {
	here, there := o.seen, o.page
	if f.kind == office.Gone {
		here, there = o.page, o.seen
	}
	x, y := int(strayMM*o.perX+0.5), int(strayMM*o.perY+0.5)
	far, all := 0, 0
	for py := f.y0; py < f.y1; py++ {
		for px, v := range here.row(py)[f.x0:f.x1] {
			if v < looseInk {
				continue
			}
			all++
			if !there.inked(box{f.x0 + px - x, py - y, f.x0 + px + x + 1, py + y + 1}) {
				far++
			}
		}
	}
	return float64(far) > strayShare*float64(all)
}

// inked tells whether there is ink in a box.
func (p plane) inked(b box) bool {
	x0, x1 := max(b.x0, 0), min(b.x1, p.w)
	for y := max(b.y0, 0); y < min(b.y1, p.h); y++ {
		if slices.ContainsFunc(p.row(y)[x0:x1], func(v uint8) bool { return v >= looseInk }) {
			return true
		}
	}
	return false
}
