package store

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tram/local/office"
)

// Excerpts are the lines of read pages on which what was typed stands, of those rows that do
// not say it themselves, by their records.
func (s *Store) Excerpts(ctx context.Context, text string, rows []office.Row) (map[office.ID]office.Excerpt, error) {
	found := map[office.ID]office.Excerpt{}
	strong := slices.DeleteFunc(termsOf(text), func(t term) bool { return t.weak })
	_, quoted := parted(text)
	for _, row := range rows {
		if len(strong) == 0 || meets(row, strong, begun) && len(lacking(row, quoted)) == 0 {
			continue
		}
		pages, err := s.leavesOf(ctx, row.ID)
		if err != nil {
			return nil, told("reading what was read on pages", err)
		}
		e, is, err := excerptOf(text, pages)
		if err != nil {
			return nil, Damaged.Because(err)
		}
		if is {
			found[row.ID] = e
		}
	}
	return found, nil
}

// leaf is a page of a record whose words are unpacked and cut no sooner than they are needed: most
// pages have nothing of what is looked for, which their text tells as a whole.
type leaf struct {
	place  int // in the record, from 0
	packed []byte

	raw         []byte // unpacked; nil: not yet
	said, plain string // its text, clean, and without accents
	foreign     bool   // letters are left in plain that a single word loses

	cut  cutPage
	read bool // cut is made
}

// leavesOf are the pages of a record that something was read on, in their order; what was read on one
// that lies there no more is none.
func (s *Store) leavesOf(ctx context.Context, id office.ID) (all []*leaf, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT page, words FROM read_pages WHERE record = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	packed := map[office.ID][]byte{}
	for rows.Next() {
		var page office.ID
		var words []byte
		if err := rows.Scan(&page, &words); err != nil {
			return nil, err
		}
		packed[page] = words
	}
	if err := rows.Err(); err != nil || len(packed) == 0 {
		return nil, err
	}
	c, err := s.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	for page, words := range packed {
		if place := c.PlaceOf(page); place >= 0 {
			all = append(all, &leaf{place: place, packed: words})
		}
	}
	slices.SortFunc(all, func(a, b *leaf) int { return cmp.Compare(a.place, b.place) })
	return all, nil
}

// excerptOf is the line of pages on which most of what a search means stands, by the strictest way in
// which any of it stands there, the first of them; false: none of it does.
func excerptOf(text string, pages []*leaf) (e office.Excerpt, is bool, err error) {
	for _, runs := range sought(text) {
		for _, exact := range []bool{true, false} {
			most := 0
			for _, p := range pages {
				lines, err := p.met(runs, exact)
				if err != nil {
					return e, false, err
				}
				for _, l := range lines {
					if l.met > most {
						e, most = office.Excerpt{Page: p.place, Line: l.text}, l.met
					}
				}
				if most == len(runs) {
					break
				}
			}
			if most > 0 {
				return e, true, nil
			}
		}
	}
	return e, false, nil
}

// met are the lines of a page on which runs stand.
func (p *leaf) met(runs []phrase, exact bool) ([]metLine, error) {
	if err := p.unpack(); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(runs, func(run phrase) bool { return p.mayHave(run, exact) }) {
		return nil, nil
	}
	if !p.read {
		var light [][]struct {
			S string `json:"s"`
		}
		if err := json.Unmarshal(p.raw, &light); err != nil {
			return nil, err
		}
		lines := make([]office.ReadLine, len(light))
		for i, l := range light {
			for _, w := range l {
				lines[i] = append(lines[i], office.ReadWord{S: w.S})
			}
		}
		p.cut, p.read = cutLines(lines), true
	}
	return p.cut.met(runs, exact), nil
}

func (p *leaf) unpack() error {
	if p.raw != nil {
		return nil
	}
	z, err := unpacking(p.packed)
	if err != nil {
		return err
	}
	if p.raw, err = io.ReadAll(z); err != nil {
		return err
	}
	p.said = clean(string(p.raw))
	p.plain = office.Fold(p.said)
	p.foreign = strings.ContainsFunc(p.plain, func(r rune) bool { return r >= utf8.RuneSelf && isWordRune(r) })
	return nil
}

// mayHave tells whether the text of a page has the words of a run anywhere. A number may be written
// otherwise.
func (p *leaf) mayHave(run phrase, exact bool) bool {
	return !slices.ContainsFunc(run.words, func(w word) bool {
		switch {
		case startsWithDigit(w.plain):
			return false
		case exact && w.exact != w.plain:
			return !strings.Contains(p.said, w.exact)
		}
		return !p.foreign && !strings.Contains(p.plain, w.plain)
	})
}
