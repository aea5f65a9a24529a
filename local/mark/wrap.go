package mark

import (
	"math"
	"strings"
)

// wrap breaks a line between words into as few rows as the limit allows (all
// lengths in points), of lengths as even as can be. Rows after the first are
// indented by hang. It reports false where a single word is longer than the
// limit: a word is never cut.
func wrap(line string, sizePt float64, isBold bool, limit, hang float64) ([]string, bool) {
	return wrapIn(face(isBold, false), line, sizePt, limit, hang)
}

// Rows breaks a text between words into as few rows as a limit in points allows, as even as can
// be; false: a word is longer than that.
func Rows(s string, sizePt float64, isBold bool, limit float64) ([]string, bool) {
	return wrap(s, sizePt, isBold, limit, 0)
}

func wrapIn(t *typeface, line string, sizePt float64, limit, hang float64) ([]string, bool) {
	words := strings.Fields(line)
	widths := make([]float64, len(words))
	for i, w := range words {
		widths[i] = t.width(w, sizePt)
	}
	fewest, fits := fill(widths, t.width(" ", sizePt), limit, hang)
	if !fits {
		return nil, false
	}
	// The narrowest limit that needs no more rows makes them even.
	best, low, high := fewest, 0.0, limit
	for high-low > 0.5 {
		mid := (low + high) / 2
		ends, fits := fill(widths, t.width(" ", sizePt), mid, hang)
		if fits && len(ends) == len(fewest) {
			best, high = ends, mid
		} else {
			low = mid
		}
	}
	var rows []string
	from := 0
	for _, end := range best {
		rows = append(rows, strings.Join(words[from:end], " "))
		from = end
	}
	return rows, true
}

// fill puts words into rows greedily and returns where each row ends.
func fill(widths []float64, space, limit, hang float64) (ends []int, fits bool) {
	x := math.Inf(1) // before the first word every row is full
	for i, w := range widths {
		if x+space+w <= limit {
			x += space + w
			continue
		}
		x = w
		if i > 0 {
			ends = append(ends, i)
			x += hang
		}
		if x > limit {
			return nil, false
		}
	}
	return append(ends, len(widths)), true
}
