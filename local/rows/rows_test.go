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

// TestTheHeadOfATableStandsOnEachPage above its rows, whose frames end at the foot of the page.
func TestTheHeadOfATableStandsOnEachPage(t *testing.T) {
	frame := []float64{0, 100, width}
	head := []Row{{Size: 3, Rule: true, Keep: true}, {Size: textSize, Before: 3, Keep: true, Frame: frame, Pieces: []Piece{{S: "Tên", Bold: true}}}}
	rows := append([]Row{{Size: textSize, Pieces: []Piece{{S: "trước bảng"}}}}, head...)
	const each = 200
	for i := range each {
		rows = append(rows, Row{Size: textSize, Before: 3, Frame: frame, Again: head, Keep: i%3 < 2, Pieces: []Piece{{S: fmt.Sprint(i)}}})
	}
	rows = append(rows, Row{Size: textSize, Pieces: []Piece{{S: "sau bảng"}}})
	told := 0
	pages := Paginate(rows, height)
	for i, page := range pages {
		l := LayOut(page, width)
		if l.H > height {
			t.Errorf("page %d is %.0f points high", i+1, l.H)
		}
		heads := 0
		for _, text := range l.Texts {
			if text.S == "Tên" {
				heads++
			} else {
				told++
			}
		}
		if heads != 1 {
			t.Errorf("page %d has %d heads", i+1, heads)
		}
		if i < len(pages)-1 && (l.Rules[len(l.Rules)-1].W != width || l.Rules[len(l.Rules)-1].Y != l.H) {
			t.Errorf("page %d leaves its table open: %+v", i+1, l.Rules[len(l.Rules)-1])
		}
	}
	if told != each+2 || len(pages) < 4 {
		t.Errorf("%d rows of %d, on %d pages", told, each+2, len(pages))
	}
}
