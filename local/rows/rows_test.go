package rows

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A page of A4, in points.
const (
	width, height = 467.7, 728.5
	textSize      = 11.0
)

func TestAHeadingStaysWithWhatItIsAbove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		for i := range rapid.IntRange(1, 200).Draw(t, "rows") {
			rows = append(rows, Row{Size: textSize, Before: rapid.Float64Range(0, 60).Draw(t, "before"), Keep: rapid.IntRange(0, 3).Draw(t, "keep") == 0,
				Pieces: []Piece{{S: fmt.Sprint(i)}}})
		}
		pages := Paginate(rows, height)
		var all []Row
		for i, page := range pages {
			all = append(all, page...)
			if l := LayOut(page, width); len(page) == 0 || l.H > height {
				t.Fatalf("page %d: %d rows, %.0f points high", i+1, len(page), l.H)
			}
			alone := !slices.ContainsFunc(page, func(r Row) bool { return !r.Keep })
			if i < len(pages)-1 && page[len(page)-1].Keep && !alone {
				t.Fatalf("page %d ends with a heading", i+1)
			}
		}
		if len(all) != len(rows) {
			t.Fatalf("%d rows of %d", len(all), len(rows))
		}
	})
}
