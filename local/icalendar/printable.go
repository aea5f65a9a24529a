package icalendar

import (
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"
)

// unquoted is a value of vCalendar 1.0 that was written quoted-printable.
func unquoted(value, charset string) string {
	b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value)))
	if err != nil {
		return clean(value)
	}
	if utf8.Valid(b) && !strings.EqualFold(charset, "WINDOWS-1258") {
		return clean(string(b))
	}
	return clean(from1258(b))
}
