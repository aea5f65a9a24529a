package compare

import (
	"cmp"
	"slices"

	"tram/local/office"
)

// told joins places that are near to each other, and gives them in millimetres
// from top to bottom. What is gone beside what is changed is one change.
func (o *overlay) told(all []found) []office.Difference {
	boxes := map[office.DifferenceKind][]box{}
	for _, f := range all {
		if f.kind != "" && !o.atEdge(f) {
			boxes[f.kind] = append(boxes[f.kind], f.box)
		}
	}
	altered := o.joined(boxes[office.Altered], gapMM)
	var gone []box
	for _, g := range boxes[office.Gone] {
		if i := slices.IndexFunc(altered, o.grown(g, gapMM).meets); i >= 0 {
			altered[i] = altered[i].and(g)
		} else {
			gone = append(gone, g)
		}
	}
	out := o.inMM(office.Altered, o.joined(altered, gapMM))
	out = append(out, o.inMM(office.Gone, o.joined(gone, gapMM))...)
	out = append(out, o.inMM(office.ByHand, o.joined(boxes[office.ByHand], handGapMM))...)
	slices.SortStableFunc(out, func(a, b office.Difference) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X))
	})
	return out
}

func (o *overlay) inMM(kind office.DifferenceKind, boxes []box) (out []office.Difference) {
	for _, b := range boxes {
		b = o.grown(b, marginMM)
		w, h := o.mm(b)
		out = append(out, office.Difference{Kind: kind, X: float64(b.x0) / o.perX, Y: float64(b.y0) / o.perY, W: w, H: h})
	}
	return out
}

// atEdge tells what is only the lid or a shadow at the edge of the page.
func (o *overlay) atEdge(f found) bool {
	if f.kind == office.Gone {
		return false
	}
	const near = 2 // mm
	in := box{int(near * o.perX), int(near * o.perY), o.page.w - int(near*o.perX), o.page.h - int(near*o.perY)}
	begins := f.x0 < in.x0 || f.y0 < in.y0 || f.x1 > in.x1 || f.y1 > in.y1
	x, y := int(edgeMM*o.perX), int(edgeMM*o.perY)
	return begins && (f.x1 <= x || f.y1 <= y || f.x0 >= o.page.w-x || f.y0 >= o.page.h-y)
}

// joined puts boxes together that are near to each other.
func (o *overlay) joined(boxes []box, gap float64) []box {
	for again := true; again; {
		again = false
		var out []box
		for _, b := range boxes {
			i := slices.IndexFunc(out, o.grown(b, gap).meets)
			if i < 0 {
				out = append(out, b)
				continue
			}
			out[i], again = out[i].and(b), true
		}
		boxes = out
	}
	return boxes
}
