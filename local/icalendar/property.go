package icalendar

import (
	"slices"
	"strings"
)

// property is one line: what it is, how it is to be understood, and what it says.
type property struct {
	name   string // upper case
	params []param
	value  string
	line   string // as it was written, unfolded
	mended bool   // it was no right line
}

type param struct {
	name   string // upper case
	values []string
}

// get is the first value of a parameter.
func (p property) get(name string) string {
	for _, one := range p.params {
		if one.name == name && len(one.values) > 0 {
			return one.values[0]
		}
	}
	return ""
}

// timed are the properties whose value is a time, in which no colon stands.
var timed = []string{"DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"}

// parse reads a line; false: it is none.
func parse(line string) (property, bool) {
	line = strings.TrimSpace(line)
	end := strings.IndexAny(line, ";:")
	if end <= 0 {
		return property{}, false
	}
	name := strings.ToUpper(strings.TrimSpace(line[:end]))
	if i := strings.LastIndexByte(name, '.'); i >= 0 { // a group of vCard
		return parse(line[strings.LastIndexByte(line[:end], '.')+1:])
	}
	if name == "" || len(name) > 100 || strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}) {
		return property{}, false
	}
	p := property{name: name, line: line}
	rest := line[end:]
	if slices.Contains(timed, name) {
		p.value, rest = lastColon(rest)
		p.mended = strings.Count(rest, `"`)%2 == 1
		p.params = whole(rest)
		return p, true
	}
	var ok bool
	if p.params, p.value, ok = params(rest); !ok { // a quote that nobody closed
		p.mended = true
		p.params, p.value, ok = params(strings.ReplaceAll(rest, `"`, ""))
	}
	return p, ok
}

// lastColon parts a line of a time, whatever quotes stand around which half.
func lastColon(rest string) (value, head string) {
	i := strings.LastIndexByte(rest, ':')
	if i < 0 {
		return "", rest
	}
	return strings.Trim(rest[i+1:], "\" \t"), rest[:i]
}

// whole reads the parameters of a line of a time, each with one value, in which anything may stand:
// ;TZID=(UTC-05:00) Eastern Time (US & Canada).
func whole(head string) (all []param) {
	for one := range strings.SplitSeq(head, ";") {
		if name, value, ok := strings.Cut(one, "="); ok {
			all = append(all, param{name: strings.ToUpper(strings.TrimSpace(name)), values: []string{unhat.Replace(strings.Trim(value, "\" \t"))}})
		}
	}
	return all
}

// params reads ;NAME=VALUE,"VALUE":and the value. False: no colon ends it.
func params(rest string) (all []param, value string, ok bool) {
	for strings.HasPrefix(rest, ";") {
		rest = rest[1:]
		i := strings.IndexAny(rest, "=;:")
		if i < 0 {
			return nil, "", false
		}
		one := param{name: strings.ToUpper(strings.TrimSpace(rest[:i]))}
		if rest[i] != '=' { // vCalendar 1.0 leaves the name out
			if one.name == "QUOTED-PRINTABLE" || one.name == "BASE64" {
				one = param{name: "ENCODING", values: []string{one.name}}
			}
			rest = rest[i:]
		} else if one.values, rest, ok = values(rest[i+1:]); !ok {
			return nil, "", false
		}
		all = append(all, one)
	}
	if !strings.HasPrefix(rest, ":") {
		return nil, "", false
	}
	return all, rest[1:], true
}

// values reads the values of a parameter, and what comes after them.
func values(rest string) (all []string, left string, ok bool) {
	for {
		var one string
		if strings.HasPrefix(rest, `"`) {
			i := strings.IndexByte(rest[1:], '"')
			if i < 0 {
				return nil, "", false
			}
			one, rest = rest[1:1+i], rest[i+2:]
			if i := strings.IndexAny(rest, ",;:"); i > 0 { // letters after the quote
				one, rest = one+rest[:i], rest[i:]
			}
		} else {
			i := strings.IndexAny(rest, ",;:")
			if i < 0 {
				return nil, "", false
			}
			one, rest = rest[:i], rest[i:]
		}
		all = append(all, unhat.Replace(strings.TrimSpace(one)))
		if !strings.HasPrefix(rest, ",") {
			return all, rest, true
		}
		rest = rest[1:]
	}
}

// Letters that a parameter cannot hold (RFC 6868), and those that a text cannot (RFC 5545, 3.3.11).
var (
	unhat    = strings.NewReplacer("^^", "^", "^n", "\n", "^N", "\n", "^'", `"`)
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\;`, ";", `\,`, ",", `\:`, ":", `\"`, `"`)
)

// said is the value of a text.
func (p property) said() string {
	value := p.value
	if strings.EqualFold(p.get("ENCODING"), "QUOTED-PRINTABLE") {
		return strings.TrimSpace(unquoted(value, p.get("CHARSET")))
	}
	return strings.TrimSpace(clean(unescape.Replace(value)))
}

// clean leaves out what no text holds.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r == '\uFFFE' || r == '\uFEFF' {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// kept is a line as it is kept and written again: one of vCalendar 1.0 as RFC 5545 writes it.
func (p property) kept() string {
	if !printable([]byte(p.line)) {
		return p.line
	}
	return p.name + ":" + escape.Replace(strings.TrimSpace(unquoted(p.value, p.get("CHARSET"))))
}
