package report

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/mark"
	"tram/local/office"
)

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

// clean makes foreign text printable: in one line, of composed letters, each
// that the font lacks written out as its number.
func clean(s string, most int) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(office.Visible(s, most)) {
		if r != ' ' && !drawn(r) {
			fmt.Fprintf(&b, "[%U]", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// drawn tells whether both weights of the font have a letter.
func drawn(r rune) bool {
	return mark.Width(string(r), 1, false) > 0 && mark.Width(string(r), 1, true) > 0
}

// wrap breaks a text into lines of at most limit points: between words, and
// inside a word that is longer than a whole line.
func wrap(s string, size float64, bold bool, limit float64) []string {
	space := mark.Width(" ", size, bold)
	var lines []string
	var line strings.Builder
	x := 0.0
	end := func() {
		lines = append(lines, line.String())
		line.Reset()
		x = 0
	}
	for _, word := range strings.Fields(s) {
		for i, part := range cut(word, size, bold, limit) {
			w := mark.Width(part, size, bold)
			if line.Len() > 0 && (i > 0 || x+space+w > limit) {
				end()
			}
			if line.Len() > 0 {
				line.WriteByte(' ')
				x += space
			}
			line.WriteString(part)
			x += w
		}
	}
	if line.Len() > 0 {
		end()
	}
	return lines
}

// cut breaks a word into parts that fit a line, after a sign where there is one
// in the second half of the part.
func cut(word string, size float64, bold bool, limit float64) []string {
	if mark.Width(word, size, bold) <= limit {
		return []string{word}
	}
	var parts []string
	runes := []rune(word)
	for len(runes) > 0 {
		n, x, sign := 0, 0.0, 0
		for n < len(runes) {
			x += mark.Width(string(runes[n]), size, bold)
			if x > limit && n > 0 {
				break
			}
			n++
			if unicode.IsPunct(runes[n-1]) {
				sign = n
			}
		}
		if n < len(runes) && sign > n/2 {
			n = sign
		}
		parts = append(parts, string(runes[:n]))
		runes = runes[n:]
	}
	return parts
}

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
