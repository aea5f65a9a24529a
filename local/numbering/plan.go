package numbering

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
)

// Plan (cách đánh số) is how an office counts what it makes in a year, as its head decides for
// administrative documents (Nghị định 30/2020, Điều 15). The zero plan has a row of numbers for each
// type of what goes out, and for each type of what stays.
type Plan struct {
	Together [][]string `json:"together,omitempty"` // codes of the types that share a row; a type in none of them has its own
	All      bool       `json:"all,omitempty"`      // all types share one
	Internal bool       `json:"internal,omitempty"` // what stays counts with what goes out
}

// allTypes names the row of a plan in which all types share one; typesApart parts those that share.
const (
	allTypes   = "*"
	typesApart = "+"
)

// Series is the row in which a document has its number: all that comes in has one.
func (p Plan) Series(f office.Flow, year int, kind string) Series {
	if !f.Makes() {
		return Series{Flow: f, Year: year}
	}
	if p.Internal {
		f = office.FlowOut
	}
	name := kind
	at := slices.IndexFunc(p.Together, func(codes []string) bool { return slices.Contains(codes, kind) })
	switch {
	case p.All:
		name = allTypes
	case at >= 0:
		name = strings.Join(p.Together[at], typesApart)
	}
	return Series{Flow: f, Year: year, Name: name}
}

// Alike tells whether two plans count in the same rows, in whichever order those were named.
func (p Plan) Alike(o Plan) bool {
	rows := func(p Plan) []string {
		var all []string
		for _, codes := range p.Together {
			all = append(all, strings.Join(codes, typesApart))
		}
		slices.Sort(all)
		return all
	}
	return p.All == o.All && p.Internal == o.Internal && slices.Equal(rows(p), rows(o))
}

// Counts tells whether numbers of a row are given in a year that counts so; those of others were given by another way.
func (p Plan) Counts(s Series) bool {
	codes, all := s.Types()
	if all {
		return p.All && s == p.Series(s.Flow, s.Year, "")
	}
	return len(codes) == 0 || p.Series(s.Flow, s.Year, codes[0]) == s
}

// Types are the codes of the types that share the row; all: every type does.
func (s Series) Types() (codes []string, all bool) {
	switch s.Name {
	case "":
		return nil, false
	case allTypes:
		return nil, true
	}
	return strings.Split(s.Name, typesApart), false
}

// Shared tells whether all types share the row.
func (s Series) Shared() bool { return s.Name == allTypes }

// Said names the row for people.
func (s Series) Said(types []office.DocumentType, year Plan) string {
	said := "Sổ văn bản " + s.Flow.Said()
	switch {
	case s.Flow == office.FlowCopies:
		said = "Sổ bản sao"
	case s.Flow == office.FlowOut && year.Internal:
		said += " và nội bộ"
	}
	said += " " + strconv.Itoa(s.Year)
	codes, all := s.Types()
	if all {
		return said + ", mọi tên loại"
	}
	return said + prefixed(", ", namesOf(codes, types))
}

// namesOf names types, of several with a comma between them.
func namesOf(codes []string, types []office.DocumentType) string {
	var names []string
	for _, code := range codes {
		if t, err := office.FindType(types, code); err == nil {
			names = append(names, t.Name)
		}
	}
	return strings.Join(names, ", ")
}

func prefixed(before, said string) string {
	if said == "" {
		return ""
	}
	return before + said
}

// everyType is what is typed where all types share one row.
const everyType = "tat ca"

// ParsePlan reads which types share a row as people type it: “BC, TB, TTr; CV, GM”, or “tất cả”. It fails
// with office.UnknownType, and with TypeTwice where a type stands in two rows.
func ParsePlan(typed string, internal bool, types []office.DocumentType) (Plan, error) {
	p := Plan{Internal: internal}
	if office.Fold(strings.TrimSpace(typed)) == everyType {
		p.All = true
		return p, nil
	}
	taken := map[string]bool{}
	for group := range strings.SplitSeq(typed, ";") {
		var codes []string
		for name := range strings.SplitSeq(group, ",") {
			if strings.TrimSpace(name) == "" {
				continue
			}
			t, err := office.FindType(types, name)
			if err != nil {
				return p, err
			}
			if taken[t.Code] {
				return p, TypeTwice.About(t.Name)
			}
			taken[t.Code] = true
			codes = append(codes, t.Code)
		}
		if len(codes) > 1 {
			slices.Sort(codes)
			p.Together = append(p.Together, codes)
		}
	}
	return p, nil
}

// Counting is the plan as people type it and are told of it.
func (p Plan) Counting(types []office.DocumentType) office.Counting {
	c := office.Counting{Internal: p.Internal, Said: p.Said(types)}
	var rows []string
	for _, codes := range p.Together {
		var typed []string
		for _, code := range codes {
			if t, err := office.FindType(types, code); err == nil {
				code = cmp.Or(t.Abbrev, t.Name)
			}
			typed = append(typed, code)
		}
		rows = append(rows, strings.Join(typed, ", "))
	}
	if c.Together = strings.Join(rows, "; "); p.All {
		c.Together = "tất cả"
	}
	return c
}

// Said tells people how a year counts.
func (p Plan) Said(types []office.DocumentType) string {
	said, inside := "Mỗi tên loại một dãy số.", "Văn bản nội bộ đánh số riêng."
	var rows []string
	for _, codes := range p.Together {
		rows = append(rows, namesOf(codes, types)+" chung một dãy số")
	}
	switch {
	case p.All:
		said = "Mọi tên loại chung một dãy số."
	case len(rows) > 0:
		said = strings.Join(rows, "; ") + "; mỗi tên loại khác một dãy số."
	}
	if p.Internal {
		inside = "Văn bản nội bộ đánh số chung với văn bản đi."
	}
	return said + " " + inside
}
