package icalendar

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"tram/local/calendar"
	"tram/local/office"
)

//go:embed windows.tsv
var windowsTable string

// windows are the names of zones that Windows and Exchange write, lower case: their own, and the
// places in what they show.
var windows = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(windowsTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 3 {
			continue
		}
		all[strings.ToLower(f[0])] = f[1]
		for place := range strings.SplitSeq(f[2], ", ") {
			all["@"+strings.ToLower(place)] = f[1]
		}
	}
	return all
})

// zone is where clocks show what an event says.
type zone struct {
	name, rules string
	known       bool
	differs     bool // of the name it bears there are other rules elsewhere
}

// shown is how the zone of what has none is called in a sentence.
func (z zone) shown() string {
	if z.name == "" {
		return "Việt Nam"
	}
	return z.name
}

// zoneOf finds the zone that a TZID names. The times of it begin at start, as a Timing writes it: what
// the file says of its zone outweighs what is known of its name, where they differ in that year.
func (o *object) zoneOf(id, start string) zone {
	id = strings.Trim(strings.TrimSpace(id), `"`)
	name, found := byName(id)
	c := o.zones[strings.ToLower(id)]
	if c == nil {
		if !found {
			return fixed(id)
		}
		return zone{name: name, known: true}
	}
	rules := rulesOf(c)
	t := office.Timing{Start: start, Lasts: 1, Zone: id, Rules: rules}
	if _, err := calendar.At(t); err != nil {
		return zone{name: name, known: found}
	}
	if found && sameYear(start, name, t) {
		return zone{name: name, known: true}
	}
	return zone{name: id, rules: rules, known: true, differs: found}
}

// sameYear tells whether the clocks of a named zone show what those of rules do, in the year of a
// start.
func sameYear(start, name string, ruled office.Timing) bool {
	named := office.Timing{Lasts: 1, Zone: name}
	for _, month := range []string{"01", "03", "05", "07", "09", "11"} {
		named.Start = start[:4] + "-" + month + "-15T12:00:00"
		ruled.Start = named.Start
		a, err := calendar.At(named)
		b, err2 := calendar.At(ruled)
		if err != nil || err2 != nil || !a.Equal(b) {
			return false
		}
	}
	return true
}

// byName is what the IANA calls a zone.
func byName(id string) (string, bool) {
	low := strings.ToLower(id)
	switch strings.TrimPrefix(low, "tzone://microsoft/") {
	case "utc", "z", "gmt", "etc/utc", "etc/gmt", "zulu":
		return "UTC", true
	case "":
		return "", false
	}
	if name, ok := windows()[low]; ok {
		return name, true
	}
	if name, ok := displayed(low); ok {
		return name, true
	}
	// A path before the name is of libical, of Mozilla, of Evolution.
	for parts := strings.Split(strings.Trim(id, "/"), "/"); len(parts) > 0; parts = parts[1:] {
		if len(parts) > 3 {
			continue
		}
		for _, name := range []string{strings.Join(parts, "/"), titled(strings.Join(parts, "/"))} {
			if len(parts) == 1 && strings.ToUpper(name) != name {
				continue // EST is one, but no city is without its continent
			}
			if _, err := calendar.Zone(name); err == nil {
				return name, true
			}
		}
	}
	return "", false
}

// displayed finds (GMT+10:00) Canberra, Melbourne, Sydney by its places.
func displayed(low string) (string, bool) {
	_, places, ok := strings.Cut(low, ") ")
	if !ok || !strings.HasPrefix(low, "(") {
		return "", false
	}
	if name, ok := windows()["@"+places]; ok {
		return name, true
	}
	for place := range strings.SplitSeq(places, ",") {
		if name, ok := windows()["@"+strings.TrimSpace(place)]; ok {
			return name, true
		}
	}
	return "", false
}

// titled writes a name as the IANA does, whatever case it was in.
func titled(name string) string {
	b := []byte(strings.ToLower(name))
	for i := range b {
		if (i == 0 || b[i-1] == '/' || b[i-1] == '_' || b[i-1] == '-') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return strings.NewReplacer("_Of_", "_of_", "_Au_", "_au_", "-Au-", "-au-", "_Es_", "_es_", "-In-", "-in-").Replace(string(b))
}

var offsetName = regexp.MustCompile(`^\(?(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?\)?`)

// fixed is a zone that tells its offset in its name: GMT+07:00, (UTC+07:00) Nơi nào đó.
func fixed(id string) zone {
	m := offsetName.FindStringSubmatch(strings.ToUpper(id))
	if m == nil {
		return zone{}
	}
	hours, _ := strconv.Atoi(m[2]) // two digits
	if hours > 14 || m[3] > "59" {
		return zone{}
	}
	offset := fmt.Sprintf("%s%02d%02s", m[1], hours, m[3]+"00"[min(2, len(m[3])):])
	if offset == "+0700" {
		return zone{known: true}
	}
	return zone{known: true, name: "UTC" + offset, rules: "BEGIN:VTIMEZONE\nTZID:UTC" + offset + "\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:" + offset + "\nTZOFFSETTO:" + offset + "\nEND:STANDARD\nEND:VTIMEZONE\n"}
}

// rulesOf are the lines of a VTIMEZONE that say when its clocks are set.
func rulesOf(c *component) string {
	var b strings.Builder
	b.WriteString("BEGIN:VTIMEZONE\n")
	if id := c.first("TZID"); id != nil {
		b.WriteString("TZID:" + id.value + "\n")
	}
	for _, s := range c.subs {
		if s.name != "STANDARD" && s.name != "DAYLIGHT" {
			continue
		}
		b.WriteString("BEGIN:" + s.name + "\n")
		for _, p := range s.props {
			switch p.name {
			case "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE":
				b.WriteString(p.name + ":" + p.value + "\n")
			}
		}
		b.WriteString("END:" + s.name + "\n")
	}
	b.WriteString("END:VTIMEZONE\n")
	return b.String()
}
