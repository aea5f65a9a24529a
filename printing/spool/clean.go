package spool

import (
	"strings"
	"unicode"
)

// Names of printers, papers and jobs come from elsewhere and go to the screen,
// into the log and to other machines.

const (
	longestKey   = 127 // bytes; CUPS has no longer names of queues
	longestName  = 120 // letters
	longestTitle = 120
)

// cleaned makes one line of printable letters.
func cleaned(s string, most int) string {
	line := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	line = strings.Join(strings.Fields(line), " ")
	if runes := []rune(line); len(runes) > most {
		return strings.TrimSpace(string(runes[:most]))
	}
	return line
}

// isKey tells whether foreign bytes can name something: short, printable, and
// no path.
func isKey(s string) bool {
	return s != "" && len(s) <= longestKey && s != "." && s != ".." && cleaned(s, longestKey) == s && !strings.ContainsAny(s, "/\\?#\"'<>")
}
