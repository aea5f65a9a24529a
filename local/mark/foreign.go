package mark

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// Printable makes foreign text fit for paper: in one line, of composed letters,
// at most so many of them, each that the font lacks written out as its number.
func Printable(s string, most int) string {
	shown := norm.NFC.String(office.Visible(s, most))
	if !strings.ContainsFunc(shown, func(r rune) bool { return r != ' ' && !drawn(r) }) {
		return shown
	}
	var b strings.Builder
	for _, r := range shown {
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
	return face(false, false).glyph(r).width > 0 && face(true, false).glyph(r).width > 0
}

// Lines breaks a text into lines of at most limit points: between words, and
// inside a word that is longer than a whole line.
func Lines(s string, sizePt float64, isBold bool, limit float64) []string {
	space := Width(" ", sizePt, isBold)
	var lines []string
	var line strings.Builder
	x := 0.0
	end := func() {
		lines = append(lines, line.String())
		line.Reset()
		x = 0
	}
	add := func(part string, w float64, goesOn bool) {
		if line.Len() > 0 && (goesOn || x+space+w > limit) {
			end()
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
			x += space
		}
		line.WriteString(part)
		x += w
	}
	for word := range strings.FieldsSeq(s) {
		if w := Width(word, sizePt, isBold); w <= limit {
			add(word, w, false)
			continue
		}
		for i, part := range cut(word, sizePt, isBold, limit) {
			add(part, Width(part, sizePt, isBold), i > 0)
		}
	}
	if line.Len() > 0 {
		end()
	}
	return lines
}

// cut breaks a word that is too long into parts that fit a line, after a sign where there is one
// in the second half of the part.
func cut(word string, sizePt float64, isBold bool, limit float64) []string {
	var parts []string
	runes := []rune(word)
	for len(runes) > 0 {
		n, x, sign := 0, 0.0, 0
		for n < len(runes) {
			x += Width(string(runes[n]), sizePt, isBold)
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
