package store

import (
	"context"
	"math"
	"slices"
	"strings"

	"tram/local/office"
)

// Words in quotes are a phrase: they stand one behind the other, in a record or on one of
// its pages. The index with positions tells which records say it. A number may stand in groups
// there, of which the index holds no signs between: those records are looked into, and so are all
// that have the words while the index is being made.

const (
	// mostLookedInto is how many records one search looks into whose pages may have a phrase: the
	// words of a page are packed, and unpacking them takes a millisecond or two a record.
	mostLookedInto = 1000
	// mostOpened is how many records one search opens that may say a phrase themselves.
	mostOpened = 20_000
)

// phrase is a run of words.
type phrase struct {
	words []word
	begun bool // its words may be beginnings; otherwise they are whole, and accents do not count
}

// quotes open and close a phrase.
var quotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// parted is what was typed outside of quotes, and the phrases in them. A quote that is not
// closed goes to the end, and its last word may go on.
func parted(text string) (outside string, quoted []phrase) {
	if len(text) > maxTypedBytes {
		text = strings.ToValidUTF8(text[:maxTypedBytes], "")
	}
	pieces := strings.Split(quotes.Replace(text), `"`)
	for i, piece := range pieces {
		words := regrouped(split(piece))
		if i%2 == 0 || len(words) == 0 {
			outside += piece + " "
			continue
		}
		quoted = append(quoted, phrase{words: words, begun: false})
	}
	return outside, quoted
}

// standsAt counts the words that a phrase takes which stands at their beginning; 0: it does not.
func (p phrase) standsAt(words []word, exact bool) (taken int) {
	for _, t := range p.words {
		n := p.takes(t, words[taken:], exact)
		if n == 0 {
			return 0
		}
		taken += n
	}
	return taken
}

// takes counts the words that say one word of a phrase: a number may stand in groups.
func (p phrase) takes(t word, words []word, exact bool) int {
	if len(words) == 0 {
		return 0
	}
	w := words[0]
	whole := w.plain == t.plain && (!exact || t.exact == t.plain || w.exact == t.exact)
	if p.begun && t.stands(w, exact) || !p.begun && whole {
		return 1
	}
	return inGroups(t, words)
}

// in tells whether a phrase stands anywhere in words.
func (p phrase) in(words []word) bool {
	for i := range words {
		if p.standsAt(words[i:], false) > 0 {
			return true
		}
	}
	return false
}

// lacking are the phrases that no field of a row has.
func lacking(r office.Row, phrases []phrase) []phrase {
	return slices.DeleteFunc(slices.Clone(phrases), func(p phrase) bool {
		return slices.ContainsFunc(textsOfRow(r), func(field string) bool { return p.in(split(field)) })
	})
}

// rowsSaying are the keys of conversions that say phrases in what is on record.
func (s *Store) rowsSaying(ctx context.Context, step step, phrases []phrase, q Query, limit int) ([]int64, error) {
	at, err := s.onRecord(ctx, q)
	if err != nil {
		return nil, err
	}
	look := func(ctx context.Context, keys []int64) ([]int64, error) { return s.rowsWith(ctx, keys, phrases, false) }
	keys, _, err := s.saying(ctx, quest{in: onRecord, step: step, phrases: phrases, by: q.Sifted.match(), at: at, limit: limit, look: look, enough: limit, most: math.MaxInt})
	return keys, err
}

// rowsWith are those of keys whose record has all phrases, in their order. With pages, what was
// read on them counts too.
func (s *Store) rowsWith(ctx context.Context, keys []int64, phrases []phrase, pages bool) (met []int64, err error) {
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		lack := lacking(row, phrases)
		if pages && len(lack) > 0 {
			if lack, err = s.lackingOnPages(ctx, row.ID, lack); err != nil {
				return nil, err
			}
		}
		if len(lack) == 0 {
			met = append(met, keys[i])
		}
	}
	return met, nil
}

// lackingOnPages are the phrases that stand on no page of a record. No page is unpacked that is not
// needed to know.
func (s *Store) lackingOnPages(ctx context.Context, id office.ID, phrases []phrase) (_ []phrase, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT words FROM read_pages WHERE record = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lack := slices.Clone(phrases)
	for len(lack) > 0 && rows.Next() {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			return nil, err
		}
		words, err := wordsOnPage(packed)
		if err != nil {
			return nil, Damaged.Because(err)
		}
		lack = slices.DeleteFunc(lack, func(p phrase) bool { return p.in(words) })
	}
	return lack, rows.Err()
}

// wordsOnPage are the words of a page, without where they stand.
func wordsOnPage(packed []byte) (words []word, err error) {
	var lines [][]struct {
		S string `json:"s"`
	}
	if err := unpack(packed, &lines); err != nil {
		return nil, err
	}
	for _, l := range lines {
		for _, w := range l {
			words = append(words, split(w.S)...)
		}
	}
	return words, nil
}
