package icalendar

import (
	"fmt"
	"slices"
	"strings"
)

// oddities are what is odd about a calendar, each kind once an event.
type oddities struct {
	list []string
	seen map[string]bool
	more int

	short bool // something of how a meeting recurs was left out
}

// shortening are the kinds that leave something of it out.
var shortening = []string{"rule", "rules", "shifts", "shift", "recurrence-id", "RDATE", "EXDATE"}

// about adds a sentence about an event, or about the whole where label is empty.
func (o *oddities) about(label, kind, form string, args ...any) {
	o.short = o.short || slices.Contains(shortening, kind)
	key := label + "\n" + kind
	if o.seen == nil {
		o.seen = map[string]bool{}
	}
	if o.seen[key] {
		return
	}
	if len(o.list) >= mostOdd {
		o.more++
		return
	}
	o.seen[key] = true
	said := fmt.Sprintf(form, args...)
	if label != "" {
		said = label + ": " + said
	}
	o.list = append(o.list, said)
}

// all are the sentences, and how many there would be more.
func (o *oddities) all() []string {
	if o.more > 0 {
		return append(o.list, fmt.Sprintf("Còn %d điều lạ nữa trong tệp chưa kể ra.", o.more))
	}
	return o.list
}

// short is so much of a stranger's words as fits into a sentence.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	const most = 60
	if r := []rune(s[:min(len(s), 5*most)]); len(r) > most {
		return strings.ToValidUTF8(string(r[:most]), "") + "…"
	}
	return strings.ToValidUTF8(s, "")
}

// bounded cuts a text at so many letters.
func bounded(s string, most int) (string, bool) {
	if len(s) <= most {
		return s, false
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most]), true
	}
	return s, false
}
