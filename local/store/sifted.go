package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// What a search is narrowed by (lọc) is a word of the index like any other, written with a
// sign that no typed word can hold: one question asks for words and for this together, and the
// index walks the rarer of them first.

// Sift is one thing by which a search is narrowed.
type Sift string

// The sifts. Issuer is met by the first words of its name or, where no record is, by its first
// letters, all others whole.
const (
	SiftKind     Sift = "k"
	SiftState    Sift = "s"
	SiftRegister Sift = "r" // the flow of a document
	SiftYear     Sift = "y" // of a register, a work file, the day of a document
	SiftType     Sift = "t"
	SiftIssuer   Sift = "i"
)

const olderDaySign = siftSign + "d" // what an index of older rules has in the place of daySign

const (
	siftSign = "¤"
	lineSign = siftSign + "l" // what has a line, and no table of its own
	daySign  = "¢"            // a day of the record itself: ¢20261123, of which year and month are beginnings that the index holds by themselves
)

// Sifted is a value of a sift.
type Sifted struct {
	By    Sift
	Value string
}

// Days are a stretch of them, both yyyy-mm-dd and both within; empty: it is open there.
type Days struct{ From, To string }

// Sifting narrows a search: each of All, one of Any, and a day in any of Days. Where one of these is
// empty it asks for nothing; the zero value lets all through.
type Sifting struct {
	All  []Sifted
	Any  []Sifted
	Days []Days

	begun bool // the issuer by its first letters
	older bool // the index may be one that an older program made
}

// loosened is a sifting that asks for an issuer by the first letters of its name, where no record is by
// the first words; false: it is no other.
func (s *Store) loosened(ctx context.Context, in Sifting) (_ Sifting, is bool, err error) {
	if in.begun || in.older { // an older index is asked so at once
		return in, false, nil
	}
	for _, one := range in.All {
		if one.By != SiftIssuer {
			continue
		}
		known, err := s.hits(ctx, onRecord.words, asked(one.key(), false), place{}, 1)
		if err != nil {
			return in, false, err
		}
		is = is || len(known) == 0
	}
	in.begun = is
	return in, is, nil
}

// And is a sifting that asks for both, of which one alone may have Any.
func (s Sifting) And(o Sifting) Sifting {
	return Sifting{All: slices.Concat(s.All, o.All), Any: slices.Concat(s.Any, o.Any), Days: bothDays(s.Days, o.Days), begun: s.begun || o.begun}
}

// bothDays are the days that lie in both; of none there are none to ask for, which matches nothing.
func bothDays(a, b []Days) []Days {
	if len(a) == 0 || len(b) == 0 {
		return slices.Concat(a, b)
	}
	var all []Days
	for _, x := range a {
		for _, y := range b {
			d := Days{max(x.From, y.From), x.To}
			if d.To == "" || y.To != "" && y.To < d.To {
				d.To = y.To
			}
			all = append(all, d)
		}
	}
	return all
}

// key is how the index writes it.
func (s Sifted) key() string {
	return cut(siftSign + string(s.By) + joined(split(s.Value)))
}

// match is the question to the index; empty: there is none.
func (s Sifting) match() string {
	var parts []string
	for _, one := range s.All {
		parts = append(parts, asked(one.key(), (s.begun || s.older) && one.By == SiftIssuer))
	}
	var any []string
	for _, one := range s.Any {
		any = append(any, asked(one.key(), false))
	}
	if len(any) > 0 {
		parts = append(parts, "("+strings.Join(any, " OR ")+")")
	}
	if len(s.Days) > 0 {
		parts = append(parts, matchDays(s.Days, s.older))
	}
	return strings.Join(parts, " AND ")
}

// none is a question that nothing answers.
const none = `"` + siftSign + `none"`

func matchDays(days []Days, older bool) string {
	var stretches []string
	for _, d := range days {
		for _, start := range d.beginnings() {
			stretches = append(stretches, asked(daySign+start, len(start) < len("20060102")))
			if older {
				stretches = append(stretches, asked(olderDaySign+start, true))
			}
		}
	}
	if len(stretches) == 0 {
		return none
	}
	return "(" + strings.Join(stretches, " OR ") + ")"
}

// beginnings are the fewest that all days of a stretch have in the index, and no other: of years,
// of one year, of one month, and whole days.
func (d Days) beginnings() (all []string) {
	day, err := time.Parse(time.DateOnly, d.From)
	if d.From == "" {
		day, err = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), nil
	}
	last, wrong := time.Parse(time.DateOnly, d.To)
	if d.To == "" {
		last, wrong = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), nil
	}
	if err != nil || wrong != nil {
		return nil
	}
	for !day.After(last) {
		after := last.AddDate(0, 0, 1)
		switch month := day.AddDate(0, 1, 0); {
		case day.YearDay() == 1 && after.Year() > day.Year():
			all = append(all, starts("", day.Format("2006"), fmt.Sprintf("%04d", after.Year()-1))...)
			day = time.Date(after.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		case day.Day() == 1 && !month.After(after):
			all, day = append(all, day.Format("200601")), month
		default:
			all, day = append(all, day.Format("20060102")), day.AddDate(0, 0, 1)
		}
	}
	return all
}

// starts are the fewest beginnings that all numbers from one to another have, and no other:
// both have the same digits, and both are within.
func starts(begun, from, to string) (all []string) {
	rest := len(from) - len(begun)
	least, most := begun+strings.Repeat("0", rest), begun+strings.Repeat("9", rest)
	switch {
	case most < from || least > to:
		return nil
	case from <= least && most <= to:
		return []string{begun}
	}
	for digit := '0'; digit <= '9'; digit++ {
		all = append(all, starts(begun+string(digit), from, to)...)
	}
	return all
}

// narrowed is a question with what it is narrowed by; either may be empty.
func narrowed(match, by string) string {
	switch {
	case match == "":
		return by
	case by == "":
		return match
	}
	return by + " AND (" + match + ")"
}

// sortedBy are the words of the index by which a record is sifted.
func sortedBy(kind office.Kind, state office.State, sifted map[Sift][]string, days ...string) (keys []string) {
	keys = append(keys, Sifted{SiftKind, string(kind)}.key())
	if state != "" {
		keys = append(keys, Sifted{SiftState, string(state)}.key())
	}
	for by, values := range sifted {
		for _, v := range values {
			switch {
			case v == "":
			case by == SiftIssuer:
				keys = append(keys, begunKeys(v)...)
			default:
				keys = append(keys, Sifted{by, v}.key())
			}
		}
	}
	for _, day := range days {
		if t, err := time.Parse(time.DateOnly, day); err == nil {
			keys = append(keys, daySign+t.Format("20060102"))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// begunKeys are the words of the index for an issuer, by each number of its first words: one
// question for a word is quicker than one for all that begin so.
func begunKeys(issuer string) (keys []string) {
	words := split(issuer)
	for n := range words {
		keys = append(keys, cut(siftSign+string(SiftIssuer)+joined(words[:n+1])))
	}
	return keys
}

// sortedRow are those of a conversion: its year is that of its document, or of the act.
func sortedRow(r office.Row) []string {
	at := ""
	if !r.At.IsZero() {
		at = r.At.In(office.VietNam).Format(time.DateOnly)
	}
	year := at
	if r.Issued != "" {
		year = r.Issued
	}
	return sortedBy(office.KindConversion, r.State, map[Sift][]string{
		SiftYear: {yearIn(year)}, SiftType: {r.Type}, SiftIssuer: {r.Issuer},
	}, r.Issued, at)
}

// sortedLine are those of a line, its own day among the days.
func sortedLine(kind office.Kind, l Line) []string {
	return append(sortedBy(kind, l.State, l.Sifted, append(slices.Clone(l.Days), DayOf(l.At))...), lineSign)
}

func yearIn(day string) string {
	if len(day) < len("2006") {
		return ""
	}
	return day[:len("2006")]
}

// DayOf is the day of Việt Nam of a day, or of a time as it is stored; empty: it is none.
func DayOf(at string) string {
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		return t.In(office.VietNam).Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, at); err == nil {
		return at
	}
	return ""
}

// Year is the sift of a year.
func Year(year int) Sifted { return Sifted{SiftYear, fmt.Sprint(year)} }
