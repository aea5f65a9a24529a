package counterforms

import (
	"cmp"
	"unicode"
	"unicode/utf8"
)

// or is a value within a sentence; of none: room to write it.
func or(value string) string { return cmp.Or(value, "………………") }

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
