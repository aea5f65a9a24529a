package retouch

import (
	"image"
	"math"

	"tram/local/office"
	"tram/local/page"
)

// Letters tell which way up a page is. Along a line the feet of letters stand in a row, so the
// direction in which ink falls into rows is that of the lines. Over a line of Vietnamese there
// is more ink than under it: stems, capitals and most of the accents rise above the small
// letters, while only some letters and one dot hang below.
const (
	uprightSide  = 1750
	leastAcross  = 1.15 // by how much lines stand out more in one direction than in the other
	leastLines   = 2    // that tell
	leastOver    = 1.3  // times the ink under the lines that is over them
	coreShare    = 0.45 // of the fullest row of a line, in the rows of its small letters
	lineTall     = 8    // pixels of a line of letters, at least
	mostLineTall = 110
)

// Upright tells by how many quarters a page must be turned clockwise to stand upright; false:
// nothing on it tells.
func Upright(img image.Image) (quarters int, told bool) {
	img = page.Shrink(img, uprightSide)
	turned := page.Upright(img, 6)
	across, along := standsOut(img), standsOut(turned)
	if along > across*leastAcross {
		img, quarters = turned, 1
	} else if across < along*leastAcross {
		return 0, false
	}
	over, under, lines := rises(img)
	switch {
	case lines < leastLines:
		return 0, false
	case over > leastOver*under:
		return quarters, true
	case under > leastOver*over:
		return quarters + 2, true
	}
	return 0, false
}

// standsOut tells how much the ink of a picture falls into rows.
func standsOut(img image.Image) float64 {
	grey := small(img, uprightSide)
	feet := feetOf(inkOf(grey), true)
	if len(feet) < leastFeet {
		return 1
	}
	rise, _, best := coarse(feet, grey.Rect.Size())
	if math.Abs(best) > skewMost-skewCoarse/2 {
		return 1
	}
	return rise
}

// rises counts the ink over and under the small letters of the lines of a page.
func rises(img image.Image) (over, under float64, lines int) {
	grey := small(img, uprightSide)
	if degrees, told := Skew(grey); told && degrees != 0 {
		grey = small(Apply(grey, office.Retouch{Straightened: degrees}, grey.Rect.Size()), uprightSide)
	}
	m := inkOf(grey)
	rows := make([]float64, m.h)
	rim := int(rim * float64(m.w))
	for y := range m.h {
		for x := rim; x < m.w-rim; x++ {
			if m.at[y*m.w+x] {
				rows[y]++
			}
		}
	}
	for from := 0; from < m.h; {
		if rows[from] < 2 {
			from++
			continue
		}
		to := from
		for to < m.h && rows[to] >= 2 {
			to++
		}
		if to-from >= lineTall && to-from <= mostLineTall {
			o, u, is := ofLine(rows[from:to])
			if is {
				over, under, lines = over+o, under+u, lines+1
			}
		}
		from = to
	}
	return over, under, lines
}

// ofLine parts the ink of one line: what rises above the rows of the small letters, and what
// hangs below them. A rule has no rows but full ones.
func ofLine(rows []float64) (over, under float64, is bool) {
	most, sum := 0.0, 0.0
	for _, n := range rows {
		most, sum = max(most, n), sum+n
	}
	first, last := -1, 0
	for i, n := range rows {
		if n >= coreShare*most {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i, n := range rows {
		switch {
		case i < first:
			over += n
		case i > last:
			under += n
		}
	}
	return over, under, last-first+1 >= lineTall/2 && over+under > 0.05*sum
}
