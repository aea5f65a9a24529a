package icalendar

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// sheet takes lines, and folds them.
type sheet struct{ bytes.Buffer }

// mostOctets are those of a line, without what ends it (RFC 5545, 3.1).
const mostOctets = 75

// line writes one line, which nothing in it ends. It never parts a letter.
func (s *sheet) line(said string) {
	said = strings.ReplaceAll(clean(said), "\n", " ")
	room := mostOctets
	for len(said) > room {
		at := room
		for at > 0 && !utf8.RuneStart(said[at]) {
			at--
		}
		if at == 0 {
			at = room // no letter is so long: these are no letters
		}
		s.WriteString(said[:at] + "\r\n ")
		said, room = said[at:], mostOctets-1
	}
	s.WriteString(said + "\r\n")
}

// text writes a property that is a text, unless it is empty.
func (s *sheet) text(name, said string) {
	if said != "" {
		s.line(name + ":" + escape.Replace(clean(said)))
	}
}

var escape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, ";", `\;`, ",", `\,`)

// word is a value of a parameter that every program reads alike: none agrees with another on how a
// quote stands in one.
func word(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(clean(s), `"`, "'")), " ")
}

// quoted is a value of a parameter as it is written (RFC 6868).
func quoted(s string) string {
	s = strings.ReplaceAll(word(s), "^", "^^")
	if strings.ContainsAny(s, ":;,") {
		return `"` + s + `"`
	}
	return s
}
