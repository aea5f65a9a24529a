package report

// row is one line on paper: pieces of text on one baseline. A row that is kept
// never stands last on a page while there is a next one.
type row struct {
	pieces []piece
	size   float64 // points
	before float64 // points of air above, but not at the head of a page
	keep   bool
}

type piece struct {
	x    float64 // points from the left margin
	s    string
	bold bool
}

// A line is as high as its letters and the accents that stand on each other.
const (
	lineStep = 1.35 // of the letter size
	descent  = 0.3  // of the letter size: what hangs below the baseline
)

// paginate breaks the rows into pages of a height in points. Kept rows go with
// what follows them, unless that would leave a page empty.
func paginate(rows []row, height float64) [][]row {
	var pages [][]row
	from, y := 0, 0.0
	for i := 0; i < len(rows); i++ {
		need := rows[i].size * lineStep
		if i > from {
			need += rows[i].before
		}
		if i == from || y+need <= height {
			y += need
			continue
		}
		end := i
		for end > from+1 && rows[end-1].keep {
			end--
		}
		if rows[end-1].keep {
			end = i // all of the page is one group
		}
		pages = append(pages, rows[from:end])
		from, y = end, 0
		i = end - 1
	}
	return append(pages, rows[from:])
}
