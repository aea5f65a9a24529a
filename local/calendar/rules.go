package calendar

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ofRules is the zone that a VTIMEZONE tells of. It fails with BadZone.
func ofRules(name, rules string) (*time.Location, error) {
	key := zoneKey{name, rules}
	bad := BadZone.About(short(name))
	if zone, ok := ruled.get(key); ok && zone != nil {
		return zone, nil
	} else if ok || len(rules) > mostRules {
		return nil, bad
	}
	zone, err := fromRules(name, rules)
	ruled.put(key, zone)
	if err != nil {
		return nil, bad.Because(err)
	}
	return zone, nil
}

func fromRules(name, rules string) (*time.Location, error) {
	all, err := transitions(rules)
	if err != nil {
		return nil, err
	}
	kinds, of := kindsOf(all)
	if len(kinds) > mostKinds {
		return nil, errors.New("too many offsets")
	}
	return time.LoadLocationFromTZData(cmp.Or(name, "VTIMEZONE"), tzif(all, kinds, of))
}

// transition is when clocks of a zone are set to another offset.
type transition struct {
	at     int64 // seconds since 1970
	before int   // seconds east of Greenwich
	after  int
	summer bool
}

// observance is a STANDARD or DAYLIGHT of a VTIMEZONE.
type observance struct {
	start, before, after string
	rules, dates         []string
	summer               bool
}

// transitions of a VTIMEZONE in order, from FirstYear to LastYear.
func transitions(rules string) ([]transition, error) {
	parts, err := observances(rules)
	if err != nil {
		return nil, err
	}
	var all []transition
	for _, o := range parts {
		if all, err = o.add(all); err != nil {
			return nil, err
		}
		if len(all) > mostTransitions {
			return nil, errors.New("too many transitions")
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no STANDARD and no DAYLIGHT")
	}
	slices.SortStableFunc(all, func(a, b transition) int { return cmp.Compare(a.at, b.at) })
	return slices.CompactFunc(all, func(a, b transition) bool { return a.at == b.at }), nil
}

// observances are what stands in a VTIMEZONE. Its lines may be folded.
func observances(rules string) ([]observance, error) {
	rules = strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "").Replace(rules)
	var all []observance
	var o *observance
	for line := range strings.Lines(rules) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		name, _, _ = strings.Cut(strings.ToUpper(name), ";")
		value = strings.TrimSpace(value)
		switch kind := strings.ToUpper(value); {
		case !ok:
		case name == "BEGIN" && (kind == "STANDARD" || kind == "DAYLIGHT"):
			if len(all) == mostObservances {
				return nil, errors.New("too many observances")
			}
			all = append(all, observance{summer: kind == "DAYLIGHT"})
			o = &all[len(all)-1]
		case name == "END":
			o = nil
		case o != nil:
			o.take(name, value)
		}
	}
	return all, nil
}

func (o *observance) take(name, value string) {
	switch name {
	case "DTSTART":
		o.start = value
	case "TZOFFSETFROM":
		o.before = value
	case "TZOFFSETTO":
		o.after = value
	case "RRULE":
		o.rules = append(o.rules, value)
	case "RDATE":
		o.dates = append(o.dates, strings.Split(value, ",")...)
	}
}

// add adds the transitions of one observance.
func (o observance) add(all []transition) ([]transition, error) {
	before, ok1 := offset(o.before)
	after, ok2 := offset(o.after)
	start, ok3 := compact(o.start)
	if !ok1 || !ok2 || !ok3 {
		return nil, errors.New("an observance without start or offsets")
	}
	add := func(w wall) bool {
		all = append(all, transition{at: int64(w) - int64(before), before: before, after: after, summer: o.summer})
		return len(all) <= mostTransitions
	}
	from := wallOf(time.Date(FirstYear, 1, 1, 0, 0, 0, 0, time.UTC))
	if len(o.rules) == 0 {
		add(start)
	}
	for _, s := range o.rules {
		r, err := readRule(s, start)
		if err != nil {
			return nil, err
		}
		r.walk(start, from, end, func(w wall) bool {
			if r.until.utc && w-wall(before) > r.until.at {
				return true // its rule goes two days too far
			}
			return (w < from && w != start) || add(w)
		})
	}
	for _, s := range o.dates {
		w, ok := compact(s)
		if !ok {
			return nil, errors.New("a date that is none")
		}
		if !add(w) {
			break
		}
	}
	return all, nil
}

// compact is a time as RFC 5545 writes it, with a period cut off.
func compact(s string) (wall, bool) {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "/")
	s = strings.TrimSuffix(strings.ToUpper(s), "Z")
	form := "20060102T150405"
	if len(s) == len("20060102") {
		form = "20060102"
	}
	t, err := time.Parse(form, s)
	if err != nil || t.Year() < 1 || t.Year() > LastYear {
		return 0, false
	}
	return wallOf(t), true
}

// offset is +0700 or -001530, in seconds.
func offset(s string) (int, bool) {
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	n, err := strconv.Atoi((s[1:] + "00")[:6])
	if err != nil || n < 0 {
		return 0, false
	}
	seconds := n/10000*3600 + n/100%100*60 + n%100
	if n/100%100 > 59 || n%100 > 59 || seconds > 26*3600 {
		return 0, false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

// tzif writes transitions as the file of a zone (RFC 8536), for Go reads nothing else.
func tzif(all []transition, kinds []kindOfTime, of []byte) []byte {
	var b bytes.Buffer
	header := func(transitions, kinds int) {
		b.WriteString("TZif2")
		b.Write(make([]byte, 15))
		for _, n := range []int{0, 0, 0, transitions, kinds, len("?\x00")} {
			_ = binary.Write(&b, binary.BigEndian, uint32(n)) // a buffer takes everything
		}
	}
	header(0, 1) // for readers of 32 bits: one kind, and nothing else
	b.Write(make([]byte, 6))
	b.WriteString("?\x00")
	header(len(all), len(kinds))
	for _, t := range all {
		_ = binary.Write(&b, binary.BigEndian, t.at)
	}
	b.Write(of)
	for _, k := range kinds {
		_ = binary.Write(&b, binary.BigEndian, int32(k.offset))
		b.Write([]byte{k.summer, 0})
	}
	b.WriteString("?\x00\n\n")
	return b.Bytes()
}

type kindOfTime struct {
	offset int
	summer byte
}

// kindsOf are the offsets that there are, that before the first transition first and for it alone, and
// which of them holds after each transition.
func kindsOf(all []transition) (kinds []kindOfTime, of []byte) {
	kinds = []kindOfTime{{offset: all[0].before}}
	for _, t := range all {
		k := kindOfTime{offset: t.after}
		if t.summer {
			k.summer = 1
		}
		i := slices.Index(kinds[1:], k) + 1
		if i == 0 {
			i = len(kinds)
			kinds = append(kinds, k)
		}
		of = append(of, byte(i))
	}
	return kinds, of
}
