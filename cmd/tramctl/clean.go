package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a terminal shows comes from elsewhere: codes on papers, names in
// certificates, names of files. A control sign in it would move the cursor, paint
// over what was said or type in the person's stead; a sign of direction would show
// other words than stand there. None of it reaches the terminal.

// clean is a terminal to which only words get through. Where values are printed
// for machines, what is kept back is spelt out, so that nothing is lost.
type clean struct {
	to     io.Writer
	spells func() bool
}

func (c clean) Write(b []byte) (int, error) {
	keep := hidden
	if c.spells() {
		keep = spelt
	}
	if _, err := io.WriteString(c.to, told(string(b), keep)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// told replaces each sign that is no word.
func told(s string, instead func(r rune) string) string {
	var out strings.Builder
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			out.WriteRune(utf8.RuneError)
		case r == '\n' || r == '\t' || !steers(r):
			out.WriteRune(r)
		default:
			out.WriteString(instead(r))
		}
	}
	return out.String()
}

// steers tells what a terminal obeys instead of showing it: control signs, signs
// of direction, ends of lines that are none, and what has no width.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// hidden marks that something stood there.
func hidden(rune) string { return "\ufffd" }

// spelt writes a sign as JSON does.
func spelt(r rune) string {
	if r > 0xffff {
		b, _ := json.Marshal(string(r)) // a rune is always text
		return strings.Trim(string(b), `"`)
	}
	return fmt.Sprintf(`\u%04x`, r)
}
