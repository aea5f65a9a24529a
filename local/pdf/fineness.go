package pdf

import (
	"cmp"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/office"
)

// A scan in layers shows its letters through a mask that is finer than the picture
// below them: how fine a page is, is told by the grids of both.

// fineness is how fine an image shows, in dpi, and the part of the page that it
// covers.
type fineness struct {
	finer, coarser float64 // of its two directions; 0 unknown
	cover          float64
}

// fineness looks at the pixels of an image and of what masks it, whichever are
// finer. A mask of greys blends edges; only one in black and white draws letters.
func (f *foreign) fineness(p painted, l leaf) fineness {
	fine := fineness{cover: l.covered(p.at)}
	across, down := math.Hypot(p.at[0], p.at[1])*l.unit, math.Hypot(p.at[2], p.at[3])*l.unit
	if !(across >= 1 && down >= 1) {
		return fine
	}
	for i, grid := range f.grids(p.image) {
		width, _ := f.number(grid["Width"])
		height, _ := f.number(grid["Height"])
		x, y := width/across*office.PointsPerInch, height/down*office.PointsPerInch
		fine.finer = max(fine.finer, x, y)
		if i == 0 || f.ofOneBit(grid) {
			fine.coarser = max(fine.coarser, min(x, y))
		}
	}
	return fine
}

// grids are the dictionaries of an image, and behind it of those that mask it.
func (f *foreign) grids(image types.Dict) []types.Dict {
	grids := []types.Dict{image}
	for _, key := range []string{"SMask", "Mask"} {
		if image[key] == nil {
			continue
		}
		if mask, err := f.stream(image[key]); err == nil && mask != nil {
			grids = append(grids, mask.Dict)
		}
	}
	return grids
}

// finestOf gives the dpi that shows everything there is, and the one that the page
// as a whole has: a fine stamp on a coarse scan makes no fine scan.
func finestOf(layers []fineness) (all, page float64) {
	const enough = 0.1 // of the page
	whole, seen := 0.0, 0.0
	for _, l := range layers {
		all, whole = max(all, l.finer), whole+l.cover
	}
	slices.SortFunc(layers, func(a, b fineness) int { return cmp.Compare(b.coarser, a.coarser) })
	for _, l := range layers {
		if seen += l.cover; seen >= min(enough, whole/2) {
			return all, l.coarser
		}
	}
	return all, 0
}
