package calsynctest

import (
	"errors"
	"strings"

	"tram/local/calsync"
)

// properties are the fields of an item in a history, and how a calendar calls them.
var properties = map[string]string{"title": "SUMMARY", "place": "LOCATION", "purpose": "DESCRIPTION"}

// Text writes an item as a calendar of one meeting.
func Text(it calsync.Item) string {
	b := &strings.Builder{}
	line := func(s string) { b.WriteString(s + "\r\n") }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Xa Mau//Tram//VI")
	line("BEGIN:VEVENT")
	line("UID:" + it.UID)
	line("DTSTAMP:20261101T010000Z")
	line("DTSTART:20261125T010000Z")
	line("DTEND:20261125T030000Z")
	for _, field := range []string{"title", "place", "purpose"} {
		if value, there := it.Fields[field]; there {
			line(properties[field] + ":" + value)
		}
	}
	line("END:VEVENT")
	line("END:VCALENDAR")
	return b.String()
}

// Item reads what Text wrote, also where a server set it anew.
func Item(text string) (calsync.Item, error) {
	it := calsync.Item{Fields: map[string]string{}}
	unfolded := strings.NewReplacer("\r\n ", "", "\n ", "").Replace(text)
	if !strings.Contains(unfolded, "BEGIN:VEVENT") {
		return it, calsync.ErrNotOurs
	}
	for line := range strings.Lines(unfolded) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		if name == "UID" {
			it.UID = value
		}
		for field, property := range properties {
			if name == property {
				it.Fields[field] = value
			}
		}
	}
	if it.UID == "" {
		return it, errors.New("calsynctest: a meeting without UID")
	}
	return it, nil
}
